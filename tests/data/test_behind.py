"""Who is behind the plan of the year, and since when."""

import pandas as pd

from data import behind
from data.levels import Levels

MONTHS = ["2026-01", "2026-02", "2026-03", "2026-04"]


def levels(plan: dict[str, float], **months: list[float | None]) -> Levels:
    """Values of single months by place, and their plans."""
    rows = [(place, "2026", "plan", value) for place, value in plan.items()]
    rows += [
        (place, month, "actual", value)
        for place, values in months.items()
        for month, value in zip(MONTHS, values, strict=False)
        if value is not None
    ]
    told = pd.DataFrame(rows, columns=["area_code", "period", "measure", "value"])
    told = told.assign(basis="", status="final", published_at=pd.Timestamp("2026-05-01"), delivery_id="d")
    return Levels(told, "area_code", list(months))


def test_the_furthest_behind_stands_first_with_the_month_since_which_it_has_been() -> None:
    found = behind.behind(
        levels({"A": 120, "B": 120, "C": 120}, A=[10, 10, 4, 10], B=[1, 1, 1, 1], C=[20, 20, 20, 20]), "2026-04"
    )
    assert found["area_code"].tolist() == ["B", "A"]
    assert found["since"].tolist() == ["2026-01", "2026-03"]
    assert found["share"].round(2).tolist() == [3.33, 28.33]


def test_who_caught_up_in_between_is_behind_only_since_then() -> None:
    found = behind.behind(levels({"A": 120}, A=[1, 22, 1, 1]), "2026-04")
    assert found["since"].tolist() == ["2026-03"]


def test_without_a_plan_or_with_a_month_missing_nobody_is_called_behind() -> None:
    found = levels({"A": 0, "C": 120}, A=[1, 1, 1, 1], B=[1, 1, 1, 1], C=[1, 1, 1, None])
    assert behind.behind(found, "2026-04").empty


def test_exactly_in_time_is_not_behind() -> None:
    assert behind.behind(levels({"A": 120}, A=[10, 10, 10, 10]), "2026-04").empty
