"""What the page of data quality says of a small store that can be counted by hand."""

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from data import catalogue, quality, receipts, versions
from tests.shelf import deliver, observed, reading

COMMUNE_REVENUE, REVENUE = "tq_commune_budget_revenue", "tq_budget_revenue"
DONG_VAN, THANG_MO = "00721", "00829"
TODAY = date(2026, 3, 20)
DUE = date(2026, 3, 5)  # the month of February, five working days after its end


@pytest.fixture
def sent(store: Path) -> Path:
    """February: one commune on time, one late and then corrected; the province on time."""
    deliver(
        store,
        "early",
        observed(30, "2026-02", indicator_code=COMMUNE_REVENUE, area_code=DONG_VAN),
        observed(0.05, "2026-02", indicator_code=REVENUE),
        on=datetime(2026, 3, 4),
    )
    late = {"indicator_code": COMMUNE_REVENUE, "area_code": THANG_MO}
    deliver(store, "late", observed(10, "2026-02", **late), on=datetime(2026, 3, 12))
    deliver(store, "mended", observed(20, "2026-02", **late), on=datetime(2026, 3, 15))
    versions.publish(store, "thử")
    return store


def report(store: Path) -> quality.Report:
    with reading(store) as conn:
        return quality.report(conn, "tuyen-quang", TODAY)


def cell(found: quality.Report, code: str, period: str = "2026-02") -> pd.Series:
    rows = found.cells[(found.cells["indicator_code"] == code) & (found.cells["period"] == period)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_a_month_counts_who_came_who_was_on_time_and_who_had_to_correct(sent):
    february = cell(report(sent), COMMUNE_REVENUE)
    assert february["due_on"] == DUE
    assert (february["areas_due"], february["areas"], february["on_time"], february["corrected"]) == (124, 2, 1, 1)
    assert (cell(report(sent), REVENUE)["areas_due"], cell(report(sent), REVENUE)["on_time"]) == (1, 1)


def test_a_report_tells_by_how_many_days_its_last_cell_was_late(sent):
    found = report(sent)
    agency = cell(found, COMMUNE_REVENUE)["agency"]
    rows = quality.of_agency(found.cells, agency, 1000).set_index(["indicator_code", "period"])
    february = rows.loc[(COMMUNE_REVENUE, "2026-02")]
    assert (february["late"], february["late_days"]) == (1, 7)
    assert rows.loc[(COMMUNE_REVENUE, "2026-01"), "late_days"] is None
    assert set(rows["agency"]) == {agency}
    newest = quality.of_agency(found.cells, agency, 2)
    assert len(newest) == 2
    assert newest["due_on"].min() == found.cells.loc[found.cells["agency"] == agency, "due_on"].max()


def test_a_month_before_the_first_report_was_due_all_the_same(sent):
    january = cell(report(sent), COMMUNE_REVENUE, "2026-01")
    assert (january["areas"], january["areas_due"]) == (0, 124)


def test_what_is_not_due_yet_is_not_counted(sent):
    assert "2026-03" not in set(report(sent).cells["period"])


def test_the_six_qualities_are_shares_of_what_can_be_counted(sent):
    six = {one.key: one for one in report(sent).qualities}
    assert list(six) == ["right", "complete", "clean", "alive", "consistent", "shared"]
    assert (six["right"].good, six["right"].of) == (2, 3)
    assert (six["alive"].good, six["alive"].of) == (2, 3)
    assert (six["shared"].good, six["shared"].of) == (2, len(catalogue.of_set("tuyen-quang")))
    months = len(report(sent).cells.query(f"indicator_code == '{REVENUE}'"))
    assert six["complete"].good == pytest.approx(1 / months + 2 / 124 / months)


def test_a_province_is_held_against_the_sum_of_its_communes(sent):
    pair = report(sent).compared.set_index("commune_indicator").loc[COMMUNE_REVENUE]
    pair = pair if isinstance(pair, pd.Series) else pair.iloc[0]
    assert sorted(pair["areas"]) == [DONG_VAN, THANG_MO]
    assert pair["summed"] == pytest.approx(0.05)  # 30 + 20 million in billion
    assert pair["agrees"]


def test_a_commune_is_complete_in_what_any_commune_sent(sent):
    shares = report(sent).communes.set_index("area_code")["value"]
    assert (shares[DONG_VAN], shares["00715"]) == (100, 0)


def test_who_owes_most_comes_first_and_late_is_not_missing(sent):
    rows = report(sent).agencies.set_index("agency")
    agency = cell(report(sent), COMMUNE_REVENUE)["agency"]
    assert rows.loc[agency, "late"] == 1
    assert rows["missing"].is_monotonic_decreasing


def test_to_withhold_a_value_is_an_answer(store):
    held = {"indicator_code": COMMUNE_REVENUE, "area_code": DONG_VAN, "status": "suppressed"}
    deliver(store, "held", observed(None, "2026-02", **held))
    versions.publish(store, "thử")
    assert cell(report(store), COMMUNE_REVENUE)["areas"] == 1


def test_what_is_due_within_a_week_is_named_with_its_day(sent):
    with reading(sent):
        coming = quality.coming("tuyen-quang", date(2026, 4, 1))
    monthly = coming[coming["frequency"] == "month"]
    assert set(monthly["period"]) == {"2026-03"}
    assert (monthly["due_on"] >= date(2026, 4, 1)).all()


def test_an_indicator_is_expected_at_its_finest_frequency():
    assert receipts.finest(catalogue.get(REVENUE)) == "month"


def test_a_set_without_any_data_has_its_report_too(sent):
    with reading(sent) as conn:
        found = quality.report(conn, "cao-bang", TODAY)
    six = {one.key: one for one in found.qualities}
    assert six["right"].share is None
    assert six["complete"].share == 0
    assert found.compared.empty
