"""When a number is odd, and what it is likely to be."""

import numpy as np
import pytest

from data import catalogue, odd_rules, periods, robust
from data.robust import Usual

NAN = np.nan
REVENUE = catalogue.get("tq_commune_budget_revenue")  # a flow
COVERAGE = catalogue.get("tq_commune_social_insurance_coverage")  # a rate in percent
COUNTED = next(one for one in catalogue.indicators().values() if one.kind == "flow" and one.unit.startswith("{"))
MONTHS = periods.range_("2022-01", "2026-10")


def steady(level: float = 100.0) -> np.ndarray:
    """58 months around a level, with a little noise that is always the same."""
    return level * (1 + 0.03 * np.sin(np.arange(len(MONTHS)) * 1.7))


def judged(series: np.ndarray, at: int = -1, merged: bool = False, one: catalogue.Indicator = REVENUE):
    found = odd_rules.strange_in_season([one], series[None, :], MONTHS, [range(len(MONTHS))[at]], merged)
    return found.get(one.code)


def test_an_ordinary_value_is_not_odd():
    assert judged(steady()) is None


@pytest.mark.parametrize(("times", "cause"), [(1000, "unit_slip"), (1e6, "unit_slip"), (10, "digit_slip")])
@pytest.mark.parametrize("direction", [1, -1])
def test_a_slip_of_the_unit_or_of_a_digit_is_told_with_its_factor(times, cause, direction):
    series = steady(5000.0)
    series[-1] *= times**direction
    odd = judged(series)
    assert (odd.reason, odd.cause) == ("season", cause)
    assert odd.factor == pytest.approx(times**direction)
    assert odd.expected == pytest.approx(5000, rel=0.05)


def test_a_value_that_makes_up_for_missing_months_says_so():
    series = steady()
    series[-1] = series[-4:].sum()
    series[-4:-1] = NAN
    assert judged(series).cause == "caught_up"
    assert judged(series).factor == 3


def test_a_merged_commune_that_moved_for_good_in_july_2025_changed_its_boundary():
    series = steady()
    series[MONTHS.index("2025-07") :] *= 2.6
    assert judged(series, merged=True).cause == "boundary"
    assert judged(series, merged=False).cause == "event_lasting"


def test_what_stays_off_for_more_than_one_period_is_an_event():
    series = steady()
    series[-2:] *= 3
    assert judged(series).cause == "event_lasting"


def test_what_nothing_explains_is_unknown():
    series = steady()
    series[-1] *= 3
    assert judged(series).cause == "unknown"


def test_a_rate_must_move_by_points_and_not_by_a_share_of_a_small_number():
    series = steady(2.0)
    series[-1] = 5.0
    assert judged(series, one=COVERAGE) is None
    series[-1] = 40.0
    assert judged(series, one=COVERAGE) is not None


def test_the_last_digit_of_small_numbers_is_no_news():
    series = np.tile([0.0, 0.1], 29)
    series[-1] = 0.2
    assert judged(series) is None


@pytest.mark.parametrize("level", [0.0, NAN, -3.0])
def test_series_that_are_all_equal_all_missing_or_negative_say_nothing(level):
    assert judged(np.full(len(MONTHS), level)) is None


@pytest.mark.parametrize(("cases", "is_odd"), [(0.0, False), (2.0, False), (40.0, True)])
def test_where_nothing_was_ever_counted_chance_may_count_a_few(cases, is_odd):
    series = np.zeros(len(MONTHS))
    series[-1] = cases
    assert (judged(series, one=COUNTED) is not None) == is_odd


def test_who_was_always_different_is_not_odd_among_its_peers():
    values = np.concatenate([np.full(20, 10.0) + np.arange(20) / 10, [1000.0, 1000.0]])[:, None]
    own = np.concatenate([np.full(21, NAN), [900.0]])
    scores, usual = odd_rules.peer_scores(REVENUE, values, own)
    assert np.flatnonzero(np.isfinite(scores[:, 0])).tolist() == [20]
    assert usual.expected[0, 0] == pytest.approx(11, rel=0.1)


def test_what_moves_everywhere_is_an_event_of_all():
    usual = Usual(np.full(3, 100.0), np.full(3, 5.0), np.full(3, 4))
    values = np.array([100.0, 100.0, 260.0])
    alone = odd_rules.cause(REVENUE, values, usual, MONTHS[:3], 2, 0.1, False)
    together = odd_rules.cause(REVENUE, values, usual, MONTHS[:3], 2, 6.0, False)
    assert (alone[0], together[0]) == ("unknown", "event_all")


def test_peers_of_a_column_are_its_own():
    usual = robust.peers(np.array([[1.0, 5.0], [2.0, 6.0], [3.0, NAN]]), floor=0.1)
    assert usual.expected[0].tolist() == [2.0, 5.5]
    assert usual.of[0].tolist() == [3, 2]
