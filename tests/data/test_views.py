"""What one view of a group page holds: communes, headlines, trend, and where each number came from."""

import dataclasses
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from data import annex, asked, catalogue, origins, queries, remembered, trace, versions, views
from data.answers import Ask, GroupView, NumberKey
from tests.shelf import PROVINCE, REVENUE, deliver, observed, reading

COMMUNE_REVENUE = "tq_commune_budget_revenue"
DONG_VAN, THANG_MO = "00721", "00829"
TODAY = date(2026, 3, 20)
SHARES = ((DONG_VAN, 30), (THANG_MO, 45))  # percent


def commune(code: str, value: float | None, period: str, **more: object) -> dict[str, object]:
    return observed(value, period, indicator_code=COMMUNE_REVENUE, area_code=code, **more)


@pytest.fixture
def economy(store: Path) -> Path:
    """Two communes over two years of January and February, one with a month missing; a plan; a province series."""
    deliver(
        store,
        "communes",
        *(commune(DONG_VAN, value, period) for period, value in zip(MONTHS, (10, 20, 12, 24), strict=True)),
        *(commune(THANG_MO, value, period) for period, value in (("2025-01", 5), ("2025-02", 5), ("2026-02", 8))),
        commune(DONG_VAN, 120, "2026", measure="plan", basis="hdnd_tinh"),
        on=datetime(2026, 3, 5),
    )
    deliver(
        store,
        "province",
        *(observed(value, period) for period, value in zip(MONTHS, (100, 110, 120, 99), strict=True)),
        observed(1000, "2026", measure="plan", basis="hdnd_tinh"),
        observed(900, "2026", measure="plan", basis="trung_uong"),
        on=datetime(2026, 3, 6),
    )
    versions.publish(store, "thử")
    return store


MONTHS = ("2025-01", "2025-02", "2026-01", "2026-02")


def ask(code: str = COMMUNE_REVENUE, **more: object) -> Ask:
    return Ask(**{"indicator": catalogue.get(code), "province_code": PROVINCE, "period": "2026-02"} | more)  # type: ignore[arg-type]


def view(store: Path, **params: str) -> GroupView:
    with reading(store) as conn:
        understood = asked.understand(conn, params, ("economy", "government"), 6, TODAY)
        return views.group_view(conn, understood, TODAY, prefix="group", boundary_note="")


def one(frame: pd.DataFrame, code: str) -> pd.Series:
    return frame.set_index("area_code").loc[code]


def test_a_flow_is_the_sum_of_its_months_and_is_compared_with_the_same_months_last_year(economy):
    with reading(economy) as conn:
        row = one(views.communes(conn, ask()), DONG_VAN)
    assert (row["value"], row["then"]) == (36, 30)
    assert row["relative"] == pytest.approx(20)
    assert row["plan_share"] == pytest.approx(30)
    assert row["derived"]


def test_with_a_month_missing_there_is_no_sum(economy):
    with reading(economy) as conn:
        row = one(views.communes(conn, ask()), THANG_MO)
    assert pd.isna(row["value"])
    assert row["status"] == "missing"


def test_what_is_not_there_is_late_only_against_a_deadline_that_was_set():
    strict = dataclasses.replace(catalogue.get(COMMUNE_REVENUE), deadline_days="5")
    assert views.absence(ask(), date(2026, 3, 1)) == "not_due"
    assert views.absence(ask(), date(2026, 3, 20)) == "missing"
    assert views.absence(ask(indicator=strict), date(2026, 3, 20)) == "late"


def test_against_the_month_before_months_are_compared(economy):
    with reading(economy) as conn:
        row = one(views.communes(conn, ask(comparison="previous")), DONG_VAN)
    assert (row["value"], row["then"]) == (24, 12)


def test_every_commune_of_the_province_has_a_row(economy):
    with reading(economy) as conn:
        frame = views.communes(conn, ask())
    assert len(frame) == 124
    assert frame["value"].notna().sum() == 1


def test_a_reported_cumulative_is_preferred_to_a_sum_of_ours(economy):
    deliver(economy, "reported", commune(DONG_VAN, 37, "2026-02", measure="cumulative"), on=datetime(2026, 3, 7))
    versions.publish(economy, "thử")
    with reading(economy) as conn:
        row = one(views.communes(conn, ask()), DONG_VAN)
    assert row["value"] == 37
    assert not row["derived"]


def test_of_two_plans_the_asked_one_counts(economy):
    by_council = view(economy, **{"chi-so": REVENUE}).headlines
    head = next(h for h in by_council if h.indicator.code == REVENUE)
    assert (head.plan, head.plan_basis) == (1000, "hdnd_tinh")
    assert head.plan_share == pytest.approx(21.9)
    with reading(economy) as conn:
        understood = asked.understand(conn, {"chi-so": REVENUE}, ("economy",), 6, TODAY)
        other = Ask(**{**understood.ask.__dict__, "basis": "trung_uong"})
        told = views.headlines(conn, [other.indicator], other, TODAY)
    assert (told[0].plan, told[0].plan_basis) == (900, "trung_uong")


def test_a_headline_of_what_only_communes_report_is_their_sum_and_counts_them(economy):
    head = next(h for h in view(economy).headlines if h.indicator.code == COMMUNE_REVENUE)
    assert head.summed is not None
    assert head.summed[1] == 124


def test_a_commune_that_is_late_is_no_fall_of_the_province(economy):
    deliver(
        economy, "more", commune("00715", 100, "2025-01"), commune("00715", 1000, "2025", measure="plan", basis="x")
    )
    versions.publish(economy, "thử")
    told = view(economy, ky="2026-01").headlines[0]
    assert (told.indicator.code, told.change.relative) == (COMMUNE_REVENUE, pytest.approx(20))  # Đồng Văn: 10, then 12
    assert told.plan_share == pytest.approx(10)


def test_what_is_reported_by_quarter_alone_has_its_headline_and_its_course(economy):
    growth = {"2025": 7.0, "2025-Q3": 7.1, "2025-Q4": 7.6}
    deliver(economy, "growth", *(observed(v, p, indicator_code="tq_grdp_growth") for p, v in growth.items()))
    versions.publish(economy, "thử")
    found = view(economy, **{"chi-so": "tq_grdp_growth"})
    told = next(one for one in found.headlines if one.indicator.code == "tq_grdp_growth")
    assert (told.period, told.value, told.recent) == ("2025-Q4", 7.6, (7.1, 7.6))
    assert found.trend[["period", "value"]].values.tolist() == [["2025-Q3", 7.1], ["2025-Q4", 7.6]]


def test_a_headline_without_data_says_what_is_late_and_since_when(economy):
    head = next(h for h in view(economy).headlines if h.value is None)
    assert head.late_period != ""
    assert head.due_on is not None
    assert head.due_on < TODAY


def test_an_older_period_chosen_on_purpose_makes_nothing_late(economy):
    head = next(h for h in view(economy, ky="2025-02").headlines if h.indicator.code == REVENUE)
    assert head.late_period == ""


def test_an_indicator_of_the_province_is_never_painted_and_the_nearest_of_communes_is_offered(economy):
    answer = view(economy, **{"chi-so": REVENUE})
    assert not answer.reported_by_communes
    assert answer.nearest is not None
    assert answer.nearest.code == COMMUNE_REVENUE


def test_the_trend_holds_this_year_the_last_and_the_plan_as_it_should_grow(economy):
    line = view(economy, **{"chi-so": REVENUE}).trend
    by_series = {name: rows["value"].tolist() for name, rows in line.groupby("series")}
    assert by_series["current"] == [120, 219]
    assert by_series["last_year"] == [100, 210]
    assert by_series["plan"][-1] == 1000
    assert by_series["plan"][0] == pytest.approx(1000 / 12)


@pytest.mark.parametrize(
    "params",
    [
        {"bo": "<script>alert(1)</script>"},
        {"chi-so": "ht_cpi_month"},
        {"ky": "2026-99"},
        {"so-voi": "x" * 10_000},
        {"xa": "99999"},
        {"nhom": "former_district:'; drop table observation"},
        {"the-hien": "", "lop": "\x00"},
    ],
)
def test_what_a_link_asks_wrongly_gets_the_nearest_view_and_a_sentence(economy, params):
    answer = view(economy, **params)
    assert answer.ask.period in answer.periods
    assert {key for key, _ in answer.strange} == set(params)
    assert all(len(asked) <= 41 for _, asked in answer.strange)


def test_a_link_without_anything_shows_what_communes_report_at_the_newest_month(economy):
    answer = view(economy)
    assert answer.strange == ()
    assert answer.ask.indicator.code == COMMUNE_REVENUE
    assert answer.ask.period == "2026-02"


def test_a_number_knows_its_cell_file_and_revision(economy):
    deliver(economy, "mended", commune(DONG_VAN, 25, "2026-02", cell="D9"), on=datetime(2026, 3, 9))
    versions.publish(economy, "thử")
    with reading(economy) as conn:
        found = trace.trace(conn, NumberKey(COMMUNE_REVENUE, DONG_VAN, "2026-02", "actual"), PROVINCE)
    assert found.value == 25
    assert found.revisions["value"].tolist() == [24, 25]
    assert found.revisions["cell"].tolist() == ["C7", "D9"]
    assert found.revisions["file_name"].iloc[-1] == "mended.xlsx"


def test_a_sum_names_the_months_that_it_was_made_of(economy):
    with reading(economy) as conn:
        found = trace.trace(conn, NumberKey(COMMUNE_REVENUE, DONG_VAN, "2026-02", "cumulative"), PROVINCE)
    assert found.parts_are == "months"
    assert [(part.name, part.value) for part in found.parts] == [("Tháng 1/2026", 12), ("Tháng 2/2026", 24)]
    assert found.value == 36


def test_a_province_s_sum_names_its_communes(economy):
    with reading(economy) as conn:
        found = trace.trace(conn, NumberKey(COMMUNE_REVENUE, PROVINCE, "2026-02", "actual"), PROVINCE)
    assert found.parts_are == "communes"
    assert found.value == 32


def test_the_parts_of_a_province_s_sum_are_those_of_the_number_that_is_shown_and_each_leads_on(economy):
    key = NumberKey(COMMUNE_REVENUE, PROVINCE, "2026-02", "cumulative")
    with reading(economy) as conn:
        shown = remembered.courses(conn, [catalogue.get(COMMUNE_REVENUE)], PROVINCE)[COMMUNE_REVENUE]
        found = trace.trace(conn, key, PROVINCE)
        below = [trace.trace(conn, part.key, PROVINCE).value for part in found.parts]
        (at_once,) = origins.standings(conn, [key], PROVINCE)
    assert found.value == at_once.value == shown.at("2026-02", "cumulative").value[0] == 44
    assert [part.name for part in found.parts] == ["Xã Đồng Văn", "Xã Thắng Mố, tháng 2/2026"]  # it has no January
    assert below == [part.value for part in found.parts] == [36, 8]


def test_a_month_of_which_no_commune_speaks_leaves_no_sum_to_trace(economy):
    key = NumberKey(COMMUNE_REVENUE, PROVINCE, "2026-03", "cumulative")
    deliver(economy, "march", commune(DONG_VAN, 3, "2026-04"), on=datetime(2026, 5, 9))
    versions.publish(economy, "thử")
    with reading(economy) as conn:
        wanted = [key, key.at("2026-04")]
        assert [trace.trace(conn, one, PROVINCE).value for one in wanted] == [None, None]
        assert [one.value for one in origins.standings(conn, wanted, PROVINCE)] == [None, None]


def test_of_two_plans_of_communes_only_the_asked_one_is_added_up(economy):
    plans = [commune(DONG_VAN, 90, "2026", measure="plan", basis="trung_uong")]
    deliver(economy, "plans", *plans, commune(THANG_MO, 40, "2026", measure="plan", basis="hdnd_tinh"))
    versions.publish(economy, "thử")
    key = NumberKey(COMMUNE_REVENUE, PROVINCE, "2026", "plan", basis="hdnd_tinh")
    with reading(economy) as conn:
        assert trace.trace(conn, key, PROVINCE).value == 160


def test_shares_of_communes_are_never_added_up_to_one_of_the_province(economy):
    cover = catalogue.get("tq_commune_forest_cover")
    assert cover.over_areas != "sum"
    rows = [observed(value, "2026", indicator_code=cover.code, area_code=code) for code, value in SHARES]
    deliver(economy, "shares", *rows)
    versions.publish(economy, "thử")
    key = NumberKey(cover.code, PROVINCE, "2026", "actual")
    with reading(economy) as conn:
        assert trace.trace(conn, dataclasses.replace(key, area_code=DONG_VAN), PROVINCE).value == 30
        assert trace.trace(conn, key, PROVINCE).value is None
        assert [one.value for one in origins.standings(conn, [key], PROVINCE)] == [None]


@pytest.mark.parametrize(
    "text", ["", "a|b", "tq_budget_revenue|08|2026-99|actual|total|", "x|08|2026-01|actual|total|"]
)
def test_a_key_that_names_nothing_is_no_key(text):
    assert NumberKey.parse(text) is None


def test_what_was_known_on_a_date_stays_answerable(economy):
    deliver(economy, "mended", commune(DONG_VAN, 25, "2026-02"), on=datetime(2026, 3, 9))
    versions.publish(economy, "thử")
    with reading(economy) as conn:
        before = views.communes(conn, ask(comparison="previous", as_of=datetime(2026, 3, 8)))
        after = views.communes(conn, ask(comparison="previous"))
        never = queries.commune_values(conn, COMMUNE_REVENUE, PROVINCE, ["2026-02"], as_of=datetime(2026, 1, 1))
    assert one(before, DONG_VAN)["value"] == 24
    assert one(after, DONG_VAN)["value"] == 25
    assert never.empty


def test_the_day_of_a_link_is_answered_as_it_was_known_and_traced_so(economy):
    deliver(economy, "mended", commune(DONG_VAN, 25, "2026-02"), on=datetime(2026, 3, 9))
    versions.publish(economy, "thử")
    answer = view(economy, **{"so-voi": "previous", "biet-den": "2026-03-08"})
    assert one(answer.communes, DONG_VAN)["value"] == 24
    assert answer.as_of.startswith("08/03/2026")
    key = NumberKey(COMMUNE_REVENUE, DONG_VAN, "2026-02", "actual")
    with reading(economy) as conn:
        found = trace.trace(conn, key, PROVINCE, answer.ask.as_of)
    assert found.revisions["value"].tolist() == [24]


def test_the_day_of_a_link_offers_the_months_that_had_come_by_then_and_opens_the_newest_that_was_known(economy):
    deliver(economy, "newer", commune(DONG_VAN, 30, "2026-03"), on=datetime(2026, 3, 18))
    versions.publish(economy, "thử")
    assert view(economy).ask.period == "2026-03"
    answer = view(economy, **{"biet-den": "2026-03-16"})
    assert answer.ask.period == "2026-02"
    assert answer.periods[0] == "2026-03"


def test_a_day_before_anything_was_published_is_not_understood(economy):
    answer = view(economy, **{"biet-den": "2020-01-01"})
    assert answer.ask.as_of is None
    assert answer.strange == (("biet-den", "2020-01-01"),)


@pytest.mark.parametrize(("day", "strange"), [("2026-13-45", 1), ("hôm qua", 1), ("2026-03-20", 0), ("", 0)])
def test_a_day_that_is_none_or_not_over_shows_what_is_known_now(economy, day, strange):
    answer = view(economy, **{"biet-den": day})
    assert answer.ask.as_of is None
    assert len(answer.strange) == strange


HA_GIANG, OLD_TUYEN_QUANG = "former_province:02", "former_province:08"


def test_a_group_is_summed_over_its_own_communes_and_what_cannot_be_summed_speaks_of_the_province(economy):
    deliver(economy, "south", commune("02620", 1000, "2026-02"), commune("02620", 900, "2026-01"))
    versions.publish(economy, "thử")
    north = view(economy, nhom=HA_GIANG, ky="2026-01")
    heads = {one.indicator.code: one for one in north.headlines}
    assert (heads[COMMUNE_REVENUE].value, heads[COMMUNE_REVENUE].area_code) == (12, HA_GIANG)
    assert heads[COMMUNE_REVENUE].summed == (1, len(north.communes))
    assert (heads[REVENUE].value, heads[REVENUE].area_code) == (120, PROVINCE)
    assert set(north.communes["area_code"]) & {DONG_VAN, "02620"} == {DONG_VAN}
    assert north.trend.query("series == 'current'")["value"].tolist() == [12]
    assert (north.place_name, north.area_name) == ("Hà Giang", "Hà Giang")
    south = view(economy, nhom=OLD_TUYEN_QUANG, ky="2026-01")
    assert south.headlines[0].value == 900
    assert len(north.communes) + len(south.communes) == 124


def test_the_sum_of_a_group_names_its_communes(economy):
    with reading(economy) as conn:
        found = trace.trace(conn, NumberKey(COMMUNE_REVENUE, HA_GIANG, "2026-01", "cumulative"), PROVINCE)
    assert (found.parts_are, found.value, found.area_name) == ("communes", 12, "Hà Giang")


def test_the_trend_of_what_only_the_province_reports_says_so_in_a_group(economy):
    answer = view(economy, nhom=HA_GIANG, **{"chi-so": REVENUE})
    assert (answer.place_name, answer.area_name) == ("Hà Giang", "Tỉnh Tuyên Quang")
    assert answer.trend.query("series == 'current'")["value"].tolist() == [120, 219]


def test_a_commune_outside_the_chosen_group_is_not_looked_into(economy):
    assert view(economy, nhom=OLD_TUYEN_QUANG, xa=DONG_VAN).ask.area_code == ""
    assert view(economy, nhom=HA_GIANG, xa=DONG_VAN).ask.area_code == DONG_VAN


def test_a_page_narrows_to_a_heading_of_the_annex_and_leaves_what_stands_elsewhere(economy: Path):
    with reading(economy) as conn:
        whole = asked.understand(conn, {"bo": "tuyen-quang"}, ("economy", "government"), 6, TODAY)
        heading = next(iter(whole.annex_groups))
        other = next(one for one in whole.scope if not annex.stands_under(one, heading))
        link = {"bo": "tuyen-quang", "muc": heading, "chi-so": other.code}
        found = asked.understand(conn, link, ("economy", "government"), 6, TODAY)
    assert found.annex_group == heading
    assert all(annex.stands_under(one, heading) for one in [*found.scope, *found.cards, found.ask.indicator])
    assert found.strange == ()


def test_a_page_whose_period_came_before_all_reports_shows_no_later_one(store: Path) -> None:
    days = [observed(5.0, "2026-02-10", indicator_code="tq_new_cases", area_code=code) for code in (PROVINCE, DONG_VAN)]
    deliver(store, "ngay", *days)
    versions.publish(store, "thử")

    def answered(month: str) -> tuple[str, list[float]]:
        with reading(store) as conn:
            understood = asked.understand(conn, {"chi-so": "tq_new_cases"}, ("health",), 6, TODAY)
            wanted = dataclasses.replace(understood, ask=dataclasses.replace(understood.ask, period=month))
            found = views.group_view(conn, wanted, TODAY, prefix="group", boundary_note="")
        return found.ask.period, found.communes["value"].dropna().tolist()

    assert answered("2026-01") == ("2026-01", [])
    assert answered("2026-02") == ("2026-02-10", [5.0])
    assert answered("2026-03") == ("2026-02-10", [5.0])
