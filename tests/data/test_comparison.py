"""Two things side by side: the line, what r says, and what must be warned of."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data import comparison, versions
from data.analyst import Pairing
from geo import areas
from tests.shelf import deliver, observed, reading

REVENUE, COVERAGE = "tq_commune_budget_revenue", "tq_commune_social_insurance_coverage"
CODES = list(areas.communes("08")["area_code"])


def paired(store: Path, x: list[float], y: list[float]) -> Pairing:
    rows = [
        observed(value, "2026-01", indicator_code=code, area_code=area)
        for code, values in ((REVENUE, x), (COVERAGE, y))
        for area, value in zip(CODES, values, strict=False)
    ]
    deliver(store, "all", *rows)
    versions.publish(store, "thử")
    with reading(store) as conn:
        return comparison.two_indicators(conn, "tuyen-quang", REVENUE, COVERAGE, "")


def test_a_straight_relation_has_its_line_and_names_who_is_far_from_it(store: Path) -> None:
    x = [float(place) for place in range(30)]
    y = [2 * value + 5 + 0.1 * (place % 3) for place, value in enumerate(x)]
    y[7] = 50.0
    found = paired(store, x, y)
    assert found.fit.slope == pytest.approx(2, abs=0.15)
    assert found.r == pytest.approx(0.96, abs=0.03)
    assert found.communes.loc[found.communes["is_labelled"], "area_code"].tolist() == [CODES[7]]
    assert list(found.warnings) == []


@pytest.mark.parametrize(("count", "warned"), [(2, "too_few"), (10, "few")])
def test_few_communes_are_warned_of(store: Path, count: int, warned: str) -> None:
    values = [float(place) for place in range(count)]
    assert warned in paired(store, values, [value + 1 for value in values]).warnings


@pytest.mark.parametrize("level", [0.0, 7.0])
def test_what_is_the_same_everywhere_has_no_r(store: Path, level: float) -> None:
    found = paired(store, [level] * 25, [float(place) for place in range(25)])
    assert (found.r, found.fit) == (None, None)
    assert "constant" in found.warnings


def test_one_commune_that_makes_the_line_alone_is_warned_of(store: Path) -> None:
    x = [float(place % 5) for place in range(25)]
    y = [float(place * 7 % 5) for place in range(25)]
    x[0], y[0] = 1e12, 1e12
    assert "pulled" in paired(store, x, y).warnings


def test_without_anything_in_common_nothing_is_claimed(store: Path) -> None:
    found = paired(store, [], [])
    assert (len(found.communes), found.r, found.fit) == (0, None, None)


def test_a_line_is_not_drawn_through_one_value() -> None:
    frame, fit = comparison.frame_of_fit(pd.DataFrame({"x": [1.0, 1.0, 1.0], "y": [1.0, 2.0, 3.0]}))
    assert fit is None
    assert not frame["is_labelled"].any()
    assert comparison.correlation(np.array([1.0, 2.0]), np.array([1.0, 2.0])) is None
