"""Names in the picture of two indicators."""

import pandas as pd

from components.scatter import scatter


def named(*far: tuple[str, float, float]) -> dict[str, dict[str, object]]:
    """The names that stand in a picture from 0 to 100 both ways, by name."""
    ordinary = [(f"Xã {number}", float(x), float(y)) for number, (x, y) in enumerate([(0, 0), (100, 100), (0, 100)])]
    frame = pd.DataFrame([*ordinary, *far], columns=["area_name", "x", "y"])
    frame["is_labelled"] = [False] * len(ordinary) + [True] * len(far)
    return {
        label["text"]: label
        for label in scatter(frame, fit=None, fit_name="", axes=("x", "y"))["layout"]["annotations"]
    }


def test_a_name_stands_above_its_point_where_there_is_room() -> None:
    assert named(("Xã Lũng Phìn", 50, 50))["Xã Lũng Phìn"]["yshift"] == 12


def test_a_name_at_the_edge_turns_inwards() -> None:
    assert named(("Xã Lũng Phìn", 98, 50))["Xã Lũng Phìn"]["xanchor"] == "right"
    assert named(("Xã Lũng Phìn", 2, 50))["Xã Lũng Phìn"]["xanchor"] == "left"
    assert named(("Xã Lũng Phìn", 50, 100))["Xã Lũng Phìn"].get("yshift") != 12


def test_a_name_lies_over_no_other_named_point() -> None:
    assert named(("Xã Lũng Phìn", 50, 50), ("Xã Minh Tân", 50, 54))["Xã Lũng Phìn"].get("yshift") != 12


def test_a_name_without_any_room_is_left_to_the_list() -> None:
    crowd = [("Xã Lũng Phìn", 50.0, 50.0)] + [
        (f"Xã Đông {dx}{dy}", 50.0 + dx, 50.0 + dy) for dx in (-12, 0, 12) for dy in (-4, 0, 4) if dx or dy
    ]
    assert "Xã Lũng Phìn" not in named(*crowd)


def test_no_name_lies_over_many_ordinary_points() -> None:
    frame = pd.DataFrame(
        [(f"Xã {n}", n % 40 * 2.5, n // 40 * 2.5) for n in range(1600)], columns=["area_name", "x", "y"]
    )
    frame["is_labelled"] = [n == 820 for n in range(1600)]
    assert not scatter(frame, fit=None, fit_name="", axes=("x", "y"))["layout"]["annotations"]
