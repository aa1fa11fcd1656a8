"""Curves, growth, doubling, incidence and late reports of epidemics, and what is not said when data are too few."""

import math
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from data import epidemics, health_rules

LAST = date(2026, 11, 20)


def curve(*cases: float) -> pd.DataFrame:
    """Daily cases up to ``LAST``."""
    days = pd.date_range(end=pd.Timestamp(LAST), periods=len(cases))
    return epidemics.curve(pd.DataFrame({"day": days, "value": cases}), LAST)


def test_the_newest_days_are_incomplete_and_the_mean_needs_seven_days():
    found = curve(*range(1, 11))
    assert found["incomplete"].tolist() == [False] * 7 + [True] * 3
    assert found["mean"].iloc[:6].isna().all()
    assert found["mean"].iloc[6] == 4


def test_a_day_without_a_report_is_a_gap_not_a_zero():
    days = pd.to_datetime(["2026-11-18", "2026-11-20"])
    found = epidemics.curve(pd.DataFrame({"day": days, "value": [3.0, 5.0]}), LAST)
    assert found["cases"].isna().tolist() == [False, True, False]


def test_growth_compares_complete_weeks_and_has_an_interval():
    found = epidemics.growth(curve(*[5] * 7, *[10] * 7, 0, 0, 0))
    assert (found.this_week, found.last_week, found.ratio) == (70, 35, 2.0)
    assert found.low < 2 < found.high
    assert found.doubling == pytest.approx(7)
    assert found.doubling_low < 7 < found.doubling_high


def test_cases_that_fall_have_no_doubling_time():
    found = epidemics.growth(curve(*[10] * 7, *[5] * 7, 0, 0, 0))
    assert (found.ratio, found.doubling) == (0.5, None)


@pytest.mark.parametrize(("cases", "why"), [([0] * 10 + [1] * 7, "few"), ([9] * 10, "short"), ([], "short")])
def test_growth_says_why_there_is_none(cases: list[float], why: str):
    found = epidemics.growth(curve(*cases) if cases else epidemics.curve(pd.DataFrame({"day": [], "value": []}), LAST))
    assert (found.ratio, found.why) == (None, why)


def test_rt_needs_a_serial_interval_with_a_source_and_enough_cases():
    known = curve(*[5] * 10, *[10] * 10, 0, 0, 0)
    assert epidemics.reproduction(known, None).why == "serial"
    assert epidemics.reproduction(curve(*[1] * 20), 5).why == "few"
    assert epidemics.reproduction(curve(*[9] * 12), 5).why == "short"
    found = epidemics.reproduction(known, 7)
    assert found.low < found.value < found.high


def test_incidence_is_hidden_where_few_people_or_few_cases_would_make_it_a_guess():
    people = pd.DataFrame({"area_code": list("ABCDE"), "population": [10_000, 900, 8_000, np.nan, 5_000]})
    cases = pd.DataFrame({"area_code": ["A", "A", "B", "C", "D"], "value": [6.0, 4.0, 9.0, 4.0, 8.0]})
    found = epidemics.incidence(cases, people)
    assert found["why"].tolist() == ["", "few_people", "few_cases", "no_people", "silent"]
    assert found["incidence"].dropna().tolist() == [100.0]


def test_no_case_in_a_commune_that_reported_is_a_rate_of_zero():
    people = pd.DataFrame({"area_code": ["A"], "population": [5_000]})
    found = epidemics.incidence(pd.DataFrame({"area_code": ["A"], "value": [0.0]}), people)
    assert found[["incidence", "why"]].values.tolist() == [[0.0, ""]]


def test_fatality_of_few_cases_is_no_percentage():
    assert epidemics.fatality(1, 19) is None
    assert epidemics.fatality(1, 20) == 5


def outbreak(disease: str, diagnosed: str, reported: str) -> pd.Series:
    row = {"disease": [disease], "cases": [12.0], "exposed": [60.0]}
    days = {"diagnosed_on": pd.to_datetime([diagnosed]), "opened_on": pd.to_datetime([reported])}
    return epidemics.judged_outbreaks(pd.DataFrame(row | days)).iloc[0]


@pytest.mark.parametrize(("reported", "late"), [("2026-03-02", False), ("2026-03-03", True)])
def test_an_outbreak_is_late_only_where_days_alone_prove_it(reported: str, late: bool):
    found = outbreak("dengue", "2026-03-01", reported)
    assert (bool(found["late"]), found["group"], found["deadline_h"], found["attack_rate"]) == (late, "B", 24, 20)


def test_a_disease_without_a_deadline_is_never_late():
    found = outbreak("mumps", "2026-03-01", "2026-05-01")
    assert not found["late"]
    assert np.isnan(found["deadline_h"])


def test_the_group_is_that_of_the_day_of_diagnosis():
    assert outbreak("covid", "2023-10-19", "2023-10-20")["group"] == "A"
    assert outbreak("covid", "2023-10-20", "2023-10-20")["group"] == "B"


def test_signals_need_two_weeks_of_growth_or_a_short_doubling_time():
    slow = curve(*[10] * 7, *[10] * 7, *[16] * 7, 0, 0, 0)
    assert epidemics.signals(slow, epidemics.growth(slow)) == []
    twice = curve(*[10] * 7, *[16] * 7, *[25] * 7, 0, 0, 0)
    assert epidemics.signals(twice, epidemics.growth(twice)) == ["growing"]
    fast = curve(*[10] * 7, *[10] * 7, *[30] * 7, 0, 0, 0)
    assert epidemics.signals(fast, epidemics.growth(fast)) == ["doubling"]


def test_every_rule_has_a_grade_and_a_source_and_no_two_hold_on_the_same_day():
    for one in health_rules.diseases():
        assert one.legal_basis
        assert one.deadline_h in (None, 24, 48)
        same = [other for other in health_rules.diseases() if other.disease == one.disease and other is not one]
        assert all(other.valid_to < one.valid_from or other.valid_from > one.valid_to for other in same)
    assert all(one.source for kind in ("general", "icu") for one in health_rules.bands(kind))
    assert health_rules.measures()["tq_bed_occupancy"] == "occupancy"


def test_a_week_with_a_day_missing_has_no_sum_and_an_unreported_one_is_not_zero() -> None:
    days = pd.date_range("2026-03-01", periods=8)
    told = pd.DataFrame({"day": days, "value": 5.0})
    whole = epidemics.curve(told, days[-1].date() + timedelta(days=2))
    assert epidemics.growth(whole).this_week == 35
    gap = epidemics.curve(told.drop(index=5), days[-1].date() + timedelta(days=2))
    assert math.isnan(epidemics.growth(gap).this_week)


@pytest.mark.parametrize(("cases", "tests", "share"), [(5, 50, 10.0), (0, 50, 0.0), (5, 0, None), (5, 4, None)])
def test_positivity_needs_at_least_as_many_tests_as_cases(cases: float, tests: float, share: float | None) -> None:
    assert epidemics.positivity(cases, tests) == share
