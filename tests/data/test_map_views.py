"""What the map explorer is asked and what it answers: quantities, periods, areas, links that make no sense."""

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data import map_asked, map_views, versions
from data.map_answers import MapAsk, MapView
from geo import boundaries
from tests.shelf import PROVINCE, deliver, observed, reading

REVENUE, FOREST = "tq_commune_budget_revenue", "tq_commune_forest_cover"
DONG_VAN, THANG_MO, LUNG_CU = "00721", "00829", "00715"
TODAY = date(2026, 3, 20)


def commune(code: str, value: float | None, period: str, **more: object) -> dict[str, object]:
    return observed(value, period, area_code=code, **{"indicator_code": REVENUE} | more)


@pytest.fixture
def kept(store: Path) -> Path:
    """Revenue of two communes in two years, one with a plan, and their forest cover."""
    deliver(
        store,
        "communes",
        *(commune(DONG_VAN, value, period) for period, value in (("2025-01", 10.0), ("2026-01", 12), ("2026-02", 24))),
        *(commune(THANG_MO, value, period) for period, value in (("2025-01", 5.0), ("2026-01", 8), ("2026-02", 1))),
        commune(DONG_VAN, 120.0, "2026", measure="plan", basis="hdnd_tinh"),
        *(commune(code, value, "2025", indicator_code=FOREST) for code, value in ((DONG_VAN, 40.0), (THANG_MO, 61.0))),
        on=datetime(2026, 3, 5),
    )
    versions.publish(store, "thử")
    return store


def asked(store: Path, **params: str) -> MapAsk:
    with reading(store) as conn:
        return map_asked.understand(conn, {k.replace("_", "-"): v for k, v in params.items()}, TODAY)


def view(store: Path, **params: str) -> MapView:
    with reading(store) as conn:
        wanted = map_asked.understand(conn, {k.replace("_", "-"): v for k, v in params.items()}, TODAY)
        return map_views.map_view(conn, wanted, TODAY, boundaries.boundary_set(PROVINCE, store))


def shown(store: Path, **params: str) -> dict[str, float]:
    frame = view(store, **params).frame.set_index("area_code")["shown"].dropna()
    return {str(code): round(float(value), 3) for code, value in frame.items()}


def test_without_any_wish_the_first_indicator_of_the_communes_is_shown_in_its_newest_month(kept: Path) -> None:
    found = asked(kept)
    assert (found.ask.indicator.code, found.ask.period, found.level, found.mode) == (
        REVENUE,
        "2026-02",
        "commune",
        "single",
    )
    assert found.strange == ()


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        ("value", {DONG_VAN: 36.0, THANG_MO: 9.0}),  # since January
        ("plan_share", {DONG_VAN: 30.0}),
        ("rank", {DONG_VAN: 1.0, THANG_MO: 2.0}),
    ],
)
def test_the_quantity_on_the_map_is_the_one_asked_for(kept: Path, quantity: str, expected: dict[str, float]) -> None:
    assert shown(kept, the_hien=quantity) == expected


def test_a_density_is_the_value_by_the_declared_land(kept: Path) -> None:
    frame = view(kept, the_hien="per_km2").frame.set_index("area_code")
    row = frame.loc[DONG_VAN]
    assert row["shown"] == pytest.approx(36 / row["km2"])


def test_any_two_periods_can_be_held_against_each_other(kept: Path) -> None:
    assert shown(kept, ky="2026-02", so_voi="2026-01", the_hien="change") == {DONG_VAN: 200.0, THANG_MO: 12.5}


def test_a_yearly_indicator_answers_a_month_with_its_newest_year_and_remarks_nothing(kept: Path) -> None:
    found = asked(kept, chi_so=FOREST, ky="2026-02")
    assert (found.ask.period, found.strange) == ("2025", ())


def test_a_month_before_the_first_year_of_a_yearly_indicator_is_told_to_be_none_that_it_has(kept: Path) -> None:
    found = asked(kept, chi_so=FOREST, ky="2020-02")
    assert found.ask.period == asked(kept, chi_so=FOREST).ask.period
    assert found.strange == (("ky", "2020-02"),)


def test_a_rate_is_never_offered_per_head_or_per_km2(kept: Path) -> None:
    assert asked(kept, chi_so=FOREST).shown_choices == ["value", "change", "rank"]


def test_nothing_is_offered_per_head_while_nobody_reports_the_inhabitants(kept: Path) -> None:
    found = asked(kept, the_hien="per_capita")
    assert "per_capita" not in found.shown_choices
    assert found.reason == "no_people"
    assert found.strange == (("the-hien", "per_capita"),)


@pytest.mark.parametrize(
    "params",
    [
        {"chi_so": "<script>alert(1)</script>", "ky": "x" * 10_000, "kieu": "hai", "so_lop": "99", "chon": "<b>,00721"},
        {"bo": "lao-cai", "chi_so": REVENUE, "xa": DONG_VAN, "nhom": "former_district:999"},
        {"cap": "country", "xa": "'; drop table", "phan_to": "sex=x", "so_voi": "2026-13"},
        {"ky": "", "bo": "", "chi_so": "", "the_hien": "", "lop": "", "cap": ""},
    ],
)
def test_a_link_that_makes_no_sense_gives_a_view_and_says_what_was_not_understood(
    kept: Path, params: dict[str, str]
) -> None:
    found = view(kept, **params)
    assert len(found.frame) in (124, 99, 3321)
    assert found.asked.strange
    assert all(len(said) <= 41 for _, said in found.asked.strange)


def test_chosen_areas_are_kept_once_and_those_of_elsewhere_are_told(kept: Path) -> None:
    found = asked(kept, chon=f"{DONG_VAN},{DONG_VAN},{THANG_MO},99999")
    assert found.chosen == (DONG_VAN, THANG_MO)
    assert found.strange == (("chon", "99999"),)


def test_the_country_shows_what_is_linked_and_leaves_other_provinces_out(kept: Path) -> None:
    frame = view(kept, cap="country", the_hien="value").frame.set_index("area_code")
    assert len(frame) == 3321
    assert frame.loc[DONG_VAN, "shown"] == 36.0
    assert frame.loc["00004", "status"] == "elsewhere"
    assert frame.loc[LUNG_CU, "status"] == "missing"


def test_provinces_are_told_by_the_sum_of_their_communes_where_they_say_nothing_themselves(kept: Path) -> None:
    assert shown(kept, cap="province", the_hien="value") == {PROVINCE: 45.0}


def test_the_course_holds_what_the_map_shows_in_every_month(kept: Path) -> None:
    with reading(kept) as conn:
        wanted = map_asked.understand(conn, {"the-hien": "value"}, TODAY)
        found = map_views.course(conn, wanted)
    line = pd.DataFrame(found.values, index=list(found.keys), columns=list(found.area_codes))[DONG_VAN]
    assert line.to_dict() == {"2025-01": 10.0, "2026-01": 12.0, "2026-02": 36.0}


def test_limits_for_all_periods_are_made_of_the_values_of_all_periods(kept: Path) -> None:
    found = view(kept, the_hien="value", moc="all").course
    assert found is not None
    assert sorted(found.values[np.isfinite(found.values)]) == [5, 8, 9, 10, 12, 36]
    assert view(kept, the_hien="value").course is None


def test_of_a_share_of_plan_it_is_told_who_is_behind_and_since_when(kept: Path) -> None:
    """36 of 120 by February is ahead of two twelfths; 9 of 120 is behind since January."""
    deliver(kept, "plan", commune(THANG_MO, 120.0, "2026", measure="plan", basis="hdnd_tinh"), on=datetime(2026, 3, 6))
    versions.publish(kept, "thử")
    found = view(kept, the_hien="plan_share").behind
    assert found is not None
    assert found[["area_code", "share", "since"]].to_numpy().tolist() == [[THANG_MO, 7.5, "2026-01"]]
    assert view(kept, the_hien="value").behind is None
