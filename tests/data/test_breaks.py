"""Where a course may not be drawn as one line."""

from datetime import date

import pandas as pd
import pytest

from data import breaks, catalogue
from data.breaks import Break
from data.catalogue_history import DefinitionChange
from geo import areas

RATE, FLOW = catalogue.get("tq_commune_social_insurance_coverage"), catalogue.get("tq_commune_budget_revenue")
MERGED = "00829"


def course(*periods: str, series: str = "current") -> pd.DataFrame:
    return pd.DataFrame({"period": list(periods), "series": series})


def test_a_rate_of_a_commune_that_was_formed_anew_breaks_on_that_day():
    assert breaks.breaks_of(RATE, MERGED) == (Break(breaks.NEW_BOUNDARIES),)


def test_what_adds_up_is_carried_over_and_a_province_keeps_its_series():
    assert breaks.breaks_of(FLOW, MERGED) == ()
    assert breaks.breaks_of(RATE, "08") == ()


def test_a_commune_that_is_one_undivided_former_ward_has_no_break():
    pairs = areas.crosswalk()
    counted = pairs.groupby("area_code")["whole"].agg(["size", "all"])
    same = counted.index[(counted["size"] == 1) & counted["all"]][0]
    assert breaks.breaks_of(RATE, same) == ()


@pytest.mark.parametrize(("field", "count"), [("formula", 1), ("unit", 1), ("name", 0), ("deadline_days", 0)])
def test_only_a_change_of_meaning_breaks_a_series(field, count):
    change = DefinitionChange(date(2026, 1, 1), FLOW.code, field, "a", "b", "Quyết định mới")
    assert len(breaks.of_changes([change])) == count


def test_a_period_that_a_break_falls_into_belongs_to_what_comes_after():
    found = breaks.split(course("2025-06", "2025-07", "2025-Q2", "2025", "2024"), (Break(date(2025, 7, 1)),))
    assert found["segment"].tolist() == [0, 1, 0, 1, 0]


def test_a_break_is_told_only_where_values_stand_on_both_sides():
    known = (Break(date(2025, 7, 1)),)
    assert breaks.seen(breaks.split(course("2025-06", "2025-08"), known), known) == known
    assert breaks.seen(breaks.split(course("2025-08", "2025-09"), known), known) == ()
    assert breaks.seen(breaks.split(course("2025-06", "2025-08", series="plan"), known), known) == ()
