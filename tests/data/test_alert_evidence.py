"""Which numbers an alert leads to."""

import pytest

from data import alert_evidence, keys
from data.answers import NumberKey
from data.keys import EntryKey, MadeKey

REVENUE, BEDS, COMMUNE = "tq_commune_budget_revenue", "tq_bed_occupancy", "00721"
FOREST = "tq_commune_forest_planted"
NOW = NumberKey(REVENUE, COMMUNE, "2026-02", "")  # of a rule that leaves the measure open


def key_of(kind: str, code: str = REVENUE, area: str = COMMUNE, period: str = "2026-02", **rule: object) -> object:
    alert = {"indicator_code": code, "area_code": area, "period": period}
    return alert_evidence.key(alert, {"kind": kind, "measure": "", "breakdown": "total", **rule})


def test_a_threshold_leads_to_the_number_of_the_rule_s_measure_and_breakdown():
    assert key_of("threshold") == NOW
    asked = key_of("threshold", measure="cumulative", breakdown="sex=female")
    assert asked == NumberKey(REVENUE, COMMUNE, "2026-02", "cumulative", "sex=female")


@pytest.mark.parametrize(("against", "then"), [("previous", "2026-01"), ("same_last_year", "2025-02")])
def test_a_change_leads_to_both_numbers(against: str, then: str):
    assert key_of("change", against=against) == MadeKey("change", (NOW, NOW.at(then)))


def test_a_pace_leads_to_what_was_reached_and_to_the_plan_of_the_year():
    made = key_of("pace")
    assert isinstance(made, MadeKey)
    assert [(one.period, one.measure) for one in made.parts if isinstance(one, NumberKey)] == [
        ("2026-02", "cumulative"),
        ("2026", "plan"),
    ]


def test_a_trend_leads_to_every_period_from_the_one_before_its_first_step():
    made = key_of("trend", length=2)
    assert isinstance(made, MadeKey)
    assert made.parts == (NOW.at("2025-12"), NOW.at("2026-01"), NOW)


def test_an_identity_leads_to_the_total_and_every_part():
    made = key_of("identity", FOREST)
    assert isinstance(made, MadeKey)
    assert [one.code for one in made.parts if isinstance(one, NumberKey)] == [
        FOREST,
        "tq_commune_forest_planted_households",
        "tq_commune_forest_planted_organisations",
    ]


def test_a_full_hospital_leads_to_three_days_and_to_its_entry_in_the_list_that_tells_the_beds():
    made = key_of("overload", BEDS, "facility:08-BV-01", "2026-03-02")
    assert isinstance(made, MadeKey)
    days = [one.period for one in made.parts if isinstance(one, NumberKey)]
    assert days == ["2026-02-28", "2026-03-01", "2026-03-02"]
    assert made.parts[-1] == EntryKey("facility", "08", "BV-01")


def test_intensive_care_is_held_against_its_limit_on_the_day_itself():
    made = key_of("overload", "tq_icu_occupancy", "facility:08-BV-01", "2026-03-02")
    assert isinstance(made, MadeKey)
    assert [one.period for one in made.parts if isinstance(one, NumberKey)] == ["2026-03-02"]


@pytest.mark.parametrize("kind", ["missed", "no_data", "risk_level"])
def test_where_nothing_came_or_a_level_is_told_there_is_no_number_to_lead_to(kind: str):
    assert key_of(kind) is None


def test_a_rule_about_an_indicator_that_is_known_no_more_leads_nowhere():
    assert key_of("threshold", "khong_co") is None


@pytest.mark.parametrize("kind", ["threshold", "change", "pace", "trend", "seasonal", "identity"])
def test_every_key_is_understood_by_the_page_that_gets_it_back(kind: str):
    made = key_of(kind, against="previous", length=3)
    assert made is not None
    assert keys.parse(made.text()) == made  # type: ignore[attr-defined]
