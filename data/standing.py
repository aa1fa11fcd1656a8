"""Where each indicator of a set stands: what has come of it, and whose report is awaited since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Connection

from data import catalogue, periods, queries, registers
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


@dataclass(frozen=True)
class Awaited:
    """An agency whose reports are awaited: for how many indicators, and since when at the longest."""

    agency: str
    indicators: int
    due_on: date


def standings(
    conn: Connection | None, indicators: Sequence[Indicator], province_code: str, today: date
) -> list[Standing]:
    """One standing per indicator, in the given order; without a connection as if nothing had come."""
    reported = _reported(conn, indicators, province_code)
    return [_standing(indicator, reported.get(indicator.code), today) for indicator in indicators]


def group_counts(found: Sequence[Standing]) -> list[GroupCount]:
    """The page groups of these indicators, in the order of the navigation."""
    counts = []
    for page in catalogue.pages():
        inside = [one for one in found if one.indicator.page == page]
        if inside:
            counts.append(GroupCount(page, len(inside), sum(bool(one.newest) for one in inside)))
    return counts


def awaited_from(found: Sequence[Standing]) -> list[Awaited]:
    """Who owes how much, the agency that owes most first; ``agency`` is "" where the decision names none."""
    owed: dict[str, list[Standing]] = {}
    for one in found:
        if one.awaited:
            owed.setdefault(one.indicator.provider or one.indicator.lead_agency, []).append(one)
    rows = [Awaited(agency, len(own), min(one.due_on for one in own if one.due_on)) for agency, own in owed.items()]
    return sorted(rows, key=lambda row: (-row.indicators, row.agency))


def _reported(conn: Connection | None, indicators: Sequence[Indicator], province_code: str) -> dict[str, pd.DataFrame]:
    """The series of each indicator that has any value but a plan."""
    if conn is None or not indicators:
        return {}
    codes = [indicator.code for indicator in indicators]
    found = queries.series_of(conn, province_code, codes)
    values = found[found["measure"].isin(["actual", "cumulative", "estimate"])]
    listed = registers.series_of(conn, province_code, codes)
    values = pd.concat([one for one in (values, listed) if not one.empty] or [values])
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
