"""What chosen communes have together, by the indicator's own rule."""

from datetime import date, datetime
from pathlib import Path

import pytest

from data import catalogue, map_asked, map_views, versions
from data.map_answers import Subtotal
from tests.shelf import deliver, observed, reading

REVENUE, FOREST = "tq_commune_budget_revenue", "tq_commune_forest_cover"
DONG_VAN, THANG_MO, LUNG_CU = "00721", "00829", "00715"
TODAY = date(2026, 3, 20)


def commune(code: str, value: float, period: str, **more: object) -> dict[str, object]:
    return observed(value, period, area_code=code, **{"indicator_code": REVENUE} | more)


def together(store: Path, chosen: str, **params: str) -> Subtotal | None:
    with reading(store) as conn:
        asked = map_asked.understand(conn, {"chon": chosen} | params, TODAY)
        return map_views.map_view(conn, asked, TODAY).subtotal


@pytest.fixture
def kept(store: Path) -> Path:
    deliver(
        store,
        "communes",
        commune(DONG_VAN, 10.0, "2025-01"),
        commune(DONG_VAN, 12.0, "2026-01"),
        commune(THANG_MO, 8.0, "2026-01"),
        commune(DONG_VAN, 120.0, "2026", measure="plan", basis="hdnd_tinh"),
        *(commune(code, value, "2025", indicator_code=FOREST) for code, value in ((DONG_VAN, 40.0), (THANG_MO, 60.0))),
        on=datetime(2026, 3, 5),
    )
    versions.publish(store, "thử")
    return store


def test_nothing_chosen_has_no_subtotal(kept: Path) -> None:
    assert together(kept, "") is None


def test_counts_are_added_and_say_of_how_many(kept: Path) -> None:
    found = together(kept, f"{DONG_VAN},{THANG_MO},{LUNG_CU}")
    assert found is not None
    assert (found.value, found.parts, found.of) == (20.0, 2, 3)


def test_a_share_and_a_change_speak_of_those_that_have_both_sides(kept: Path) -> None:
    found = together(kept, f"{DONG_VAN},{THANG_MO}")
    assert found is not None
    assert found.plan_share == pytest.approx(10.0)  # 12 of 120; the other has no plan
    assert found.change == pytest.approx(20.0)  # 12 after 10; the other has no year before


def test_a_rate_without_its_parts_is_never_averaged(kept: Path) -> None:
    found = together(kept, f"{DONG_VAN},{THANG_MO}", **{"chi-so": FOREST})
    assert found is not None
    assert (found.value, found.reason) == (None, "no_parts")


def test_a_rate_is_worked_out_again_from_what_its_parts_are_together(store: Path) -> None:

    rate = next(
        one
        for one in catalogue.of_set("lao-cai")
        if one.over_areas == "recompute" and {one.numerator, one.denominator} <= catalogue.indicators().keys()
    )
    rows = [(rate.numerator, 1.0, 30.0), (rate.denominator, 10.0, 40.0), (rate.code, 10.0, 75.0)]
    period = "2025" if rate.frequencies == ("year",) else "2026-01"
    deliver(
        store,
        "communes",
        *(
            observed(value, period, indicator_code=code, area_code=area)
            for code, *values in rows
            for area, value in zip(("02647", "02671"), values, strict=True)
        ),
        province_code="15",
        on=datetime(2026, 3, 5),
    )
    versions.publish(store, "thử")
    found = together(store, "02647,02671", **{"bo": "lao-cai", "chi-so": rate.code})
    assert found is not None
    assert found.value == pytest.approx(62.0)  # 31 of 50; the average of the rates would be 42,5
    assert (found.numerator, found.denominator) == (rate.numerator, rate.denominator)
