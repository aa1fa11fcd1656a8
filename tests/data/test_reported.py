"""What a page may offer of what there is."""

from datetime import datetime

import pandas as pd

from data import comparing
from data.reported import Offer, Reported, _reported


def test_a_month_that_was_still_to_come_on_a_day_is_not_offered_as_known_then():
    offer = Offer({}, (), ("2026-03", "2026-02", "2026-01"))
    assert offer.months_by(datetime(2026, 2, 15)) == ("2026-02", "2026-01")
    assert offer.months_by(None) == ("2026-03", "2026-02", "2026-01")


def there_is(*spans: tuple[str, str]) -> Reported:
    return Reported("x", False, frozenset(), spans, ("total",), (), False, False)


def test_a_page_opens_at_the_newest_month_or_where_there_is_none_at_the_month_of_the_newest_day():
    assert there_is(("2025-01", "2026-10"), ("2026-11-01", "2026-11-21")).newest_month == "2026-10"
    assert there_is(("2026-11-01", "2026-11-21")).newest_month == "2026-11"
    assert there_is(("2021", "2025")).newest_month == ""


def test_a_week_belongs_to_the_month_that_it_ends_in():
    assert comparing.month_of("2026-W40") == "2026-10"
    assert comparing.month_of("2026-Q3") == ""


def test_what_somebody_reports_comes_before_what_a_list_would_count():
    names = ["measure", "frequency", "first_period", "last_period", "breakdown", "basis", "area_level"]
    rows = [
        ("actual", "month", "2026-01", "2026-10", "total", "", "province"),
        ("entries", "month", "2026-11", "2026-11", "total", "", "commune"),
    ]
    own = pd.DataFrame(rows, columns=names)
    assert _reported("x", own).newest == "2026-10"
    assert not _reported("x", own).by_communes
    assert _reported("x", own.iloc[1:]).by_entries
