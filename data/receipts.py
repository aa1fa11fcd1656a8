"""What came when, counted once when a version is published: the ground of every statement about quality.

``receipt`` counts the areas that sent an indicator for a period, ``area_receipt`` the indicators that a commune sent.
On time is what was first published by the day that it was due; to withhold a value on purpose is an answer, too.
"""

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import catalogue, periods, tables
from data.catalogue import Indicator
from data.tables import END_OF_TIME

SPOKEN = ("actual", "cumulative", "estimate")  # a plan is no report of a period


def due_dates(conn: Connection) -> pd.DataFrame:
    """Every indicator and period that has a value, with the day that it was due.

    Columns: those of ``tables.due``.
    """
    obs = tables.observation.c
    columns = (obs.indicator_id, obs.indicator_code, obs.period, obs.frequency)
    rows = conn.execute(sa.select(*columns).where(obs.measure.in_(SPOKEN)).distinct().order_by(*columns)).all()
    return pd.DataFrame(
        [
            (number, code, period, periods.due_on(period, deadline_of(one)), frequency == finest(one))
            for number, code, period, frequency in rows
            for one in [catalogue.get(code)]
        ],
        columns=[column.name for column in tables.due.columns],
    )


def finest(one: Indicator) -> str:
    """The frequency at which an indicator is expected."""
    return min(one.frequencies, key=periods.rank)


def deadline_of(one: Indicator) -> int | None:
    """Its deadline in days after a period; None where the usual one of the frequency holds."""
    return int(one.deadline_days) if one.deadline_days else None


def fill(conn: Connection) -> None:
    """Fills ``receipt`` and ``area_receipt`` from the observations and ``due``, which must be there."""
    one = _first_received().cte("one")
    counts = (
        sa.func.count().label("areas"),
        sa.func.sum(sa.case((sa.cast(one.c.first, sa.Date) <= tables.due.c.due_on, 1), else_=0)).label("on_time"),
        sa.func.sum(one.c.corrected).label("corrected"),
        sa.func.min(one.c.first).label("first_published_at"),
        sa.func.max(one.c.first).label("last_published_at"),
    )
    joined = one.join(tables.area, tables.area.c.area_code == one.c.area_code).join(
        tables.due, (tables.due.c.indicator_id == one.c.indicator_id) & (tables.due.c.period == one.c.period)
    )
    place = tables.area.c
    of_indicator = (one.c.indicator_code, place.province_code, place.area_level, one.c.period, one.c.frequency)
    by_indicator = sa.select(*of_indicator, tables.due.c.due_on, *counts).select_from(joined)
    by_indicator = by_indicator.group_by(*of_indicator, tables.due.c.due_on)
    conn.execute(tables.receipt.insert().from_select([c.name for c in tables.receipt.columns], by_indicator))
    of_area = (one.c.area_code, tables.area.c.province_code, one.c.period, one.c.frequency)
    expected_here = (tables.area.c.area_level == "commune", tables.due.c.expected)
    by_area = sa.select(*of_area, *counts).select_from(joined).where(*expected_here).group_by(*of_area)
    conn.execute(tables.area_receipt.insert().from_select([c.name for c in tables.area_receipt.columns], by_area))


def _first_received() -> sa.Select[tuple[object, ...]]:
    """One row per indicator, area and period: when it was first published, and whether it was corrected since."""
    obs = tables.observation.c
    answered = sa.or_(obs.value.is_not(None), obs.text_value.is_not(None), obs.status == "suppressed")
    key = (obs.indicator_id, obs.indicator_code, obs.area_code, obs.period, obs.frequency)
    # An estimate that came after the final value never was in force: it corrected nothing and nothing corrected it.
    replaced = (obs.superseded_at != END_OF_TIME) & (obs.superseded_at >= obs.published_at)
    return (
        sa.select(
            *key,
            sa.func.min(obs.published_at).label("first"),
            sa.func.max(sa.case((replaced, 1), else_=0)).label("corrected"),
        )
        .where(obs.measure.in_(SPOKEN), answered)
        .group_by(*key)
    )
