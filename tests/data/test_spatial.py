"""Clusters on a map: the statistic of the usual package, its control of false discoveries, and what has no pattern."""

import numpy as np
import pytest

from data import spatial

SIDE = 8
CODES = [f"{row}{column}" for row in range(SIDE) for column in range(SIDE)]


def grid() -> dict[str, list[str]]:
    """Neighbours on a chessboard, corners too."""
    found = {}
    for row in range(SIDE):
        for column in range(SIDE):
            around = ((row + y, column + x) for y in (-1, 0, 1) for x in (-1, 0, 1) if (x, y) != (0, 0))
            found[f"{row}{column}"] = [f"{y}{x}" for y, x in around if 0 <= y < SIDE and 0 <= x < SIDE]
    return found


def test_high_corners_and_low_corners_are_found_and_the_lone_high_one_among_the_low() -> None:
    values = np.array([10.0 if int(code[0]) < 3 else 0.0 for code in CODES]) + np.arange(64) % 3 / 10
    values[CODES.index("66")] = 10.0
    found = spatial.spots(CODES, values, grid())
    assert found.kinds["11"] == "high_high"
    assert found.kinds["61"] == "low_low"
    assert found.kinds["66"] == "high_low"
    assert found.index == pytest.approx(0.7212, abs=0.0001)  # esda 2.9.0
    assert found.p == pytest.approx(0.001)


def test_noise_has_no_clusters() -> None:
    values = np.random.default_rng(3).normal(size=64)
    found = spatial.spots(CODES, values, grid())
    assert set(found.kinds.values()) == {"none"}
    assert found.p is not None
    assert found.p > 0.05


def test_the_same_map_gives_the_same_answer_each_time() -> None:
    values = np.random.default_rng(5).normal(size=64)
    assert spatial.spots(CODES, values, grid()) == spatial.spots(CODES, values, grid())


@pytest.mark.parametrize("values", [np.full(64, 4.0), np.full(64, np.nan), np.array([1.0, 2.0] + [np.nan] * 62)])
def test_equal_absent_or_few_values_have_no_pattern(values: np.ndarray) -> None:
    found = spatial.spots(CODES, values, grid())
    assert found.index is None
    assert set(found.kinds.values()) <= {"none", "alone"}


def test_an_area_whose_neighbours_are_silent_stands_alone() -> None:
    values = np.arange(64.0)
    for near in grid()["00"]:
        values[CODES.index(near)] = np.nan
    assert spatial.spots(CODES, values, grid()).kinds["00"] == "alone"


def test_false_discoveries_are_controlled_step_by_step() -> None:
    p = np.array([0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205])  # Benjamini and Hochberg, 1995
    assert spatial.false_discovery_limit(p, 0.05) == 0.008
    assert spatial.false_discovery_limit(np.array([0.2, 0.9]), 0.05) == 0.0
