"""Where each indicator of a set stands: what has come of it, and whose report is awaited since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Connection

from data import catalogue, periods, queries
from data.catalogue import Indicator


@dataclass(frozen=True)
class Standing:
    """One indicator in one province: the newest period that has a value, and the period that should be here by now."""

    indicator: Indicator
    newest: str  # period id; "" when nothing has come
    published_at: datetime | None  # when the newest value became known
    simulated: bool
    awaited: str  # period id; "" when nothing is late
    due_on: date | None
    due_by_default: bool  # the decision sets no deadline, so the usual one of the frequency is meant


@dataclass(frozen=True)
class GroupCount:
    """How many indicators of a page group there are in a set, and how many of them have data."""

    page: str
    indicators: int
    reported: int


def standings(
    conn: Connection | None, indicators: Sequence[Indicator], province_code: str, today: date
) -> list[Standing]:
    """One standing per indicator, in the given order; without a connection as if nothing had come."""
    reported = _reported(conn, indicators, province_code)
    return [_standing(indicator, reported.get(indicator.code), today) for indicator in indicators]


def group_counts(conn: Connection | None, set_code: str) -> list[GroupCount]:
    """The page groups of a set in the order of the navigation; without a connection nothing is reported."""
    own = catalogue.of_set(set_code)
    reported = _reported(conn, own, catalogue.sets()[set_code].province_code)
    counts = []
    for page in catalogue.pages():
        inside = [indicator.code for indicator in own if indicator.page == page]
        if inside:
            counts.append(GroupCount(page, len(inside), sum(code in reported for code in inside)))
    return counts


def _reported(conn: Connection | None, indicators: Sequence[Indicator], province_code: str) -> dict[str, pd.DataFrame]:
    """The series of each indicator that has any value but a plan."""
    if conn is None or not indicators:
        return {}
    found = queries.series_of(conn, province_code, [indicator.code for indicator in indicators])
    values = found[found["measure"].isin(["actual", "cumulative", "estimate"])]
    return {str(code): own for code, own in values.groupby("indicator_code")}


def _standing(indicator: Indicator, series: pd.DataFrame | None, today: date) -> Standing:
    finest = min(indicator.frequencies, key=periods.rank)
    deadline = int(indicator.deadline_days) if indicator.deadline_days else None
    closed = periods.latest_closed(finest, deadline, today)
    newest = newest_period(series["last_period"]) if series is not None else ""
    is_late = not newest or periods.parse(newest).end < periods.parse(closed).end
    return Standing(
        indicator=indicator,
        newest=newest,
        published_at=series["last_published_at"].max() if series is not None else None,
        simulated=bool(series["simulated"].any()) if series is not None else False,
        awaited=closed if is_late else "",
        due_on=periods.due_on(closed, deadline) if is_late else None,
        due_by_default=deadline is None,
    )


def newest_period(ids: Sequence[str] | pd.Series) -> str:
    """The period that ends last; of several that end together the shortest."""
    parsed = [periods.parse(text) for text in ids]
    return max(parsed, key=lambda period: (period.end, period.start)).id
