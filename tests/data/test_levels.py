"""Levels of many subjects at once: reported, summed, planned, absent."""

from datetime import datetime

import numpy as np
import pandas as pd

from data import tables
from data.levels import CERTAINTY, Levels

SENT = datetime(2026, 3, 5)


def levels(*rows: tuple[str, str, str, float | None], basis: str = "") -> Levels:
    """Rows of (area, period, measure, value)."""
    frame = pd.DataFrame(rows, columns=["area_code", "period", "measure", "value"])
    filled = frame.assign(basis=basis, status="final", published_at=SENT, delivery_id="d1")
    return Levels(filled, "area_code", ["A", "B"])


def test_a_level_has_a_place_for_every_subject_also_for_those_that_say_nothing():
    level = levels(("B", "2026-01", "actual", 3.0), ("C", "2026-01", "actual", 9.0)).at("2026-01", "actual")
    assert level.present.tolist() == [False, True]
    assert np.isnan(level.value[0])
    assert (level.value[1], level.status[1], level.published_at[1], level.delivery_id[1]) == (3.0, "final", SENT, "d1")


def test_a_cumulative_is_the_reported_one_or_the_sum_of_all_its_months():
    found = levels(
        ("A", "2026-01", "actual", 1.0),
        ("A", "2026-02", "actual", 2.0),
        ("B", "2026-01", "actual", 1.0),
        ("B", "2026-02", "actual", 2.0),
        ("B", "2026-02", "cumulative", 4.0),
    ).at("2026-02", "cumulative")
    assert found.value.tolist() == [3.0, 4.0]
    assert found.derived.tolist() == [True, False]


def test_a_sum_with_a_month_missing_is_no_sum():
    found = levels(("A", "2026-02", "actual", 2.0), ("B", "2026-01", "actual", None)).at("2026-02", "cumulative")
    assert np.isnan(found.value).all()
    assert not found.present.any()


def test_a_month_that_is_withheld_speaks_for_the_sum_that_it_prevents():
    rows = [("A", "2026-01", 1.0, "final"), ("A", "2026-02", None, "suppressed"), ("B", "2026-02", None, "suppressed")]
    frame = pd.DataFrame(rows, columns=["area_code", "period", "value", "status"])
    filled = frame.assign(measure="actual", basis="", published_at=SENT, delivery_id="d1")
    found = Levels(filled, "area_code", ["A", "B"]).at("2026-02", "cumulative")
    assert np.isnan(found.value).all()
    assert (found.present.tolist(), found.status.tolist()) == ([True, False], ["suppressed", None])


def test_the_plan_is_the_asked_one_or_the_first_by_name():
    council = levels(("A", "2026", "plan", 10.0), basis="hdnd_tinh")
    assert council.plan("2026", "trung_uong")[0].tolist()[0] == 10.0
    assert council.plan("2026", "trung_uong")[1].tolist() == ["hdnd_tinh", ""]
    assert np.isnan(council.plan("2025", "")[0]).all()


def test_periods_without_any_value_are_not_spoken_of():
    found = levels(("A", "2026-01", "actual", 1.0), ("A", "2026-02", "actual", None), ("A", "2026", "plan", 9.0))
    assert found.spoken == ["2026-01"]


def test_nothing_at_all_is_an_answer_too():
    found = levels()
    assert found.spoken == []
    assert np.isnan(found.at("2026-02", "cumulative").value).all()


def test_a_sum_counts_its_parts_and_is_as_uncertain_as_the_worst_of_them():
    statuses = {"01": ("final", "final"), "02": ("suppressed", "simulated"), "03": ("missing", "missing")}
    values = {"final": 2.0, "simulated": 5.0}
    rows = [
        (area, f"2026-{month}", values.get(status), status)
        for month, both in statuses.items()
        for area, status in zip("AB", both, strict=True)
    ]
    frame = pd.DataFrame([*rows, ("C", "2026-01", 99.0, "final")], columns=["area_code", "period", "value", "status"])
    filled = frame.assign(measure="actual", basis="", published_at=SENT, delivery_id="d1")
    total = Levels(filled, "area_code", ["A", "B", "C"]).summed(["A", "B"], "all")
    told = [total.at(f"2026-{month}", "actual") for month in statuses]
    assert [level.status[0] for level in told] == ["final", "simulated", "missing"]
    assert [level.areas[0] for level in told] == [2, 1, 0]
    assert [level.value[0] for level in told[:2]] == [4.0, 5.0]
    assert np.isnan(told[2].value[0])
    assert total.spoken == ["2026-01", "2026-02"]


def test_a_sum_is_as_new_as_its_newest_part_and_names_the_delivery_of_it():
    rows = [("A", 1.0, datetime(2026, 2, 1), "d1"), ("B", 2.0, datetime(2026, 3, 1), "d2")]
    frame = pd.DataFrame(rows, columns=["area_code", "value", "published_at", "delivery_id"])
    filled = frame.assign(period="2026-01", measure="actual", basis="", status="final")
    level = Levels(filled, "area_code", ["A", "B"]).summed(["A", "B"], "all").at("2026-01", "actual")
    assert (level.published_at[0], level.delivery_id[0]) == (datetime(2026, 3, 1), "d2")


def test_of_nothing_there_is_no_sum():
    assert levels().summed(["A", "B"], "all").spoken == []
    assert levels(("C", "2026-01", "actual", 9.0)).summed(["A"], "all").spoken == []


def test_every_status_has_its_place_in_the_order_of_certainty():
    assert set(CERTAINTY) == set(tables.STATUSES)


def test_the_sums_of_many_periods_are_those_that_each_period_tells():
    found = levels(
        *(("A", f"2025-{month:02d}", "actual", float(month)) for month in range(1, 13)),
        ("A", "2026-01", "actual", 1.0),
        ("A", "2026-02", "actual", 2.0),
        ("B", "2026-01", "actual", None),
        ("B", "2026-02", "actual", 2.0),
        ("B", "2025-12", "cumulative", 70.0),
    )
    wanted = ["2026-02", "2025-11", "2025-12", "2026-01", "2025-12", "2025-Q2"]
    told = [found.at(period, "cumulative").value for period in wanted]
    np.testing.assert_array_equal(found.sums(wanted), told)
    np.testing.assert_array_equal(found.sums(wanted)[:3], [[3.0, np.nan], [66.0, np.nan], [78.0, 70.0]])
