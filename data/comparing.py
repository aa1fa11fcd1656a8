"""Which period an indicator answers with, and which one it is held against."""

from collections.abc import Sequence
from functools import lru_cache

from data import periods


@lru_cache(maxsize=20_000)
def compared_with(period: str, comparison: str) -> str:
    """The period on the other side of a comparison, which may itself be the id of a period.

    Years have no December to compare with: they are held against the year before.
    """
    if periods.is_period(comparison):
        return comparison
    answer = {
        "previous": periods.previous,
        "same_last_year": periods.same_last_year,
        "december": periods.december_last_year,
    }
    return periods.previous(period) if periods.parse(period).frequency == "year" else answer[comparison](period)


def month_of(period: str) -> str:
    """The month that a period is, or that a day or week ends in; "" for what is longer."""
    parsed = periods.parse(period)
    return periods.of("month", parsed.end) if periods.rank(parsed.frequency) <= periods.rank("month") else ""


def newest_period(available: Sequence[str], until: str) -> str:
    """The newest period that ends no later than ``until``, of the finest frequency there is; "" when there is none."""
    end = periods.parse(until).end
    past = [p for p in map(periods.parse, available) if p.end <= end]
    finest = min((p.frequency for p in past), key=periods.rank, default="")
    return max((p.id for p in past if p.frequency == finest), default="")
