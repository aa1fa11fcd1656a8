"""One commune on all its indicators."""

from datetime import date, datetime
from pathlib import Path

import pytest

from components import profile as shown
from data import profile, similar, versions
from data.analyst import Line, Profile
from geo import areas
from tests.components import reading as reading_of
from tests.shelf import deliver, observed, reading

REVENUE, POOR, FOREST = "tq_commune_budget_revenue", "tq_poor_households", "tq_commune_forest_cover"
DONG_VAN, THANG_MO, MINH_XUAN = "00721", "00829", "02215"
TODAY = date(2026, 3, 20)


def of(code: str, area: str, value: float | None, period: str, **more: object) -> dict[str, object]:
    return observed(value, period, indicator_code=code, area_code=area, **more)


@pytest.fixture
def communes(store: Path) -> Path:
    """Revenue of two months of two years in two communes, a third one a month behind; a yearly rate of two."""
    months = ("2025-01", "2025-02", "2026-01", "2026-02")
    deliver(
        store,
        "first",
        *(of(REVENUE, DONG_VAN, value, period) for period, value in zip(months, (10, 20, 12, 24), strict=True)),
        *(of(REVENUE, THANG_MO, value, period) for period, value in zip(months, (5, 5, 50, 60), strict=True)),
        of(REVENUE, MINH_XUAN, 7, "2026-01"),
        of(REVENUE, DONG_VAN, 120, "2026", measure="plan", basis="hdnd_tinh"),
        of(FOREST, DONG_VAN, 40, "2025"),
        of(FOREST, THANG_MO, 60, "2025", status="provisional"),
        of(FOREST, "08", 61.9, "2025"),
        on=datetime(2026, 3, 5),
    )
    versions.publish(store, "thử")
    return store


def told(store: Path, area: str) -> Profile:
    with reading(store) as conn:
        return profile.profile(conn, "tuyen-quang", area, TODAY)


def line(found: Profile, code: str) -> Line:
    return next(one for one in found.lines if one.indicator.code == code)


def test_a_flow_is_told_since_january_with_its_change_rank_and_share_of_plan(communes):
    own = line(told(communes, DONG_VAN), REVENUE)
    assert (own.period, own.measure, own.value) == ("2026-02", "cumulative", 36)
    assert own.change.told == pytest.approx(20)
    assert own.plan_share == pytest.approx(30)
    assert (own.rank, own.ranked) == (2, 2)  # the third commune lacks a month, so it has no sum
    assert (own.province, own.province_is_sum) == (146, True)
    assert own.recent[-2:] == (12, 24)


def test_who_is_a_month_behind_is_not_ranked_and_what_is_awaited_is_told(communes):
    own = line(told(communes, MINH_XUAN), REVENUE)
    assert (own.period, own.newest, own.value) == ("2026-01", "2026-02", 7)
    assert (own.rank, own.province, own.alike) == (None, None, None)
    assert own.late_period == "2026-02"


def test_what_a_commune_never_sent_has_a_line_without_a_value(communes):
    own = line(told(communes, MINH_XUAN), FOREST)
    assert (own.period, own.value, own.newest) == ("", None, "2025")


def test_a_rate_stands_beside_what_the_province_reported(communes):
    own = line(told(communes, THANG_MO), FOREST)
    assert (own.value, own.province, own.province_is_sum) == (60, 61.9, False)
    assert own.rank == 1
    assert own.status == "provisional"


def test_a_first_place_that_is_shared_is_not_told_as_the_first_in_the_province(store: Path) -> None:
    ten = areas.communes("08")["area_code"].tolist()[:12]
    shared = [of(FOREST, code, 100.0 if place < 3 else 40.0 + place, "2025") for place, code in enumerate(ten)]
    alone = [of(POOR, code, 5.0 + place, "2025") for place, code in enumerate(ten)]
    deliver(store, "first", *shared, *alone)
    versions.publish(store, "thử")
    found = told(store, ten[0])
    assert (line(found, FOREST).rank, line(found, FOREST).level_with) == (1, 3)
    assert line(found, POOR).level_with == 1
    words = reading_of.text(shown.attention(found))
    assert "Đứng đầu tỉnh" in words
    assert line(found, POOR).indicator.name in words
    assert line(found, FOREST).indicator.name not in words


def test_nobody_reports_people_so_similar_communes_are_of_the_same_kind_and_width(communes):
    with reading(communes) as conn:
        like = similar.alike(conn, "tuyen-quang", DONG_VAN)
    assert len(like.area_codes) == similar.ALIKE
    assert DONG_VAN not in like.area_codes
    assert like.kind == "xã"
    assert [name for name, _ in like.used] == ["area_km2"]
    assert set(like.unknown) == {"population", "density", "forest_cover"}


def test_the_former_wards_of_a_commune_are_named(communes):
    former = told(communes, DONG_VAN).former
    assert "Thị trấn Đồng Văn" in [ward.name for ward in former]
    assert all(ward.province == "Hà Giang" for ward in former)


def test_a_slip_of_the_unit_is_found_in_the_newest_value(store: Path) -> None:
    months = [f"{year}-{month:02d}" for year in (2022, 2023, 2024, 2025) for month in range(1, 13)]
    rows = [of(REVENUE, DONG_VAN, 500 + number % 7, month) for number, month in enumerate(months)]
    deliver(store, "steady", *rows[:-1], of(REVENUE, DONG_VAN, 503_000, "2025-12"))
    versions.publish(store, "thử")
    odd = line(told(store, DONG_VAN), REVENUE).odd
    assert (odd.cause, odd.factor) == ("unit_slip", 1000)


def test_without_any_data_there_is_a_profile_without_lines(store: Path) -> None:
    deliver(store, "other", observed(1.0))
    versions.publish(store, "thử")
    found = told(store, DONG_VAN)
    assert found.lines == []
    assert found.unheard > 50
