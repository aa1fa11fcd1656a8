"""Questions about what was sent: deliveries and their sources, what was refused of them, what came in time.

As in ``data.queries``: a question takes a connection and answers with a tidy frame; an empty frame is an answer.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.frames import frame
from data.tables import END_OF_TIME, area_receipt, delivery, observation, receipt, refusal

_obs = observation.c


def sources(conn: Connection, delivery_ids: Iterable[str]) -> pd.DataFrame:
    """Who sent these deliveries: ``delivery_id``, ``file_name``, ``agency``, ``source``, ``published_at``."""
    sent = delivery.c
    query = sa.select(sent.delivery_id, sent.file_name, sent.agency, sent.source, sent.published_at)
    return frame(conn, query.where(sent.delivery_id.in_(sorted(set(delivery_ids)))))


def one(conn: Connection, delivery_id: str) -> dict[str, Any] | None:
    """A delivery by the columns of ``tables.delivery``; None where there is none that the reader may see."""
    found = conn.execute(sa.select(delivery).where(delivery.c.delivery_id == delivery_id)).mappings().one_or_none()
    return None if found is None else dict(found)


def values_of(conn: Connection, delivery_id: str) -> int:
    """How many values, taken or refused, of a delivery there are to be seen."""
    counts = [sa.select(sa.func.count()).where(one.c.delivery_id == delivery_id) for one in (observation, refusal)]
    return sum(int(conn.execute(one).scalar_one()) for one in counts)


def publication_days(conn: Connection, province_code: str) -> list[date]:
    """The days on which something was published for a province, newest first."""
    day = sa.cast(delivery.c.published_at, sa.Date)
    query = sa.select(day).where(delivery.c.province_code == province_code).distinct().order_by(day.desc())
    return list(conn.execute(query).scalars())


def receipts(conn: Connection, province_code: str) -> pd.DataFrame:
    """What came of each indicator, level and period in a province; ``tables.receipt`` without it, in that order."""
    columns = [column for column in receipt.c if column.name != "province_code"]
    came = sa.select(*columns).where(receipt.c.province_code == province_code)
    return frame(conn, came.order_by(receipt.c.indicator_code, receipt.c.area_level, receipt.c.period))


def area_receipts(conn: Connection, province_code: str, periods: Sequence[str]) -> pd.DataFrame:
    """What each commune of a province sent for some periods, summed: ``area_code``, ``indicators``, ``on_time``."""
    sums = [sa.func.sum(area_receipt.c[name]).label(name) for name in ("indicators", "on_time", "corrected")]
    query = sa.select(area_receipt.c.area_code, *sums).where(
        area_receipt.c.province_code == province_code, area_receipt.c.period.in_(list(periods))
    )
    return frame(conn, query.group_by(area_receipt.c.area_code).order_by(area_receipt.c.area_code))


def fed_by(conn: Connection, delivery_id: str) -> pd.DataFrame:
    """What came with a delivery, by indicator: one row each, the most first.

    Columns: ``indicator_code``, ``first_period``, ``last_period``, ``areas``, ``observations``, ``in_force`` (how
    many of them no later delivery has replaced).
    """
    in_force = sa.func.sum(sa.case((_obs.superseded_at == END_OF_TIME, 1), else_=0))
    query = sa.select(
        _obs.indicator_code,
        sa.func.min(_obs.period).label("first_period"),
        sa.func.max(_obs.period).label("last_period"),
        sa.func.count(_obs.area_code.distinct()).label("areas"),
        sa.func.count().label("observations"),
        in_force.label("in_force"),
    ).where(_obs.delivery_id == delivery_id)
    return frame(conn, query.group_by(_obs.indicator_code).order_by(sa.desc("observations"), _obs.indicator_code))


def cells_sent(conn: Connection, province_code: str, since: date) -> dict[str, int]:
    """How many cells of a province's deliveries since a day were ``accepted`` and ``refused``."""
    query = sa.select(
        sa.func.coalesce(sa.func.sum(delivery.c.rows_accepted), 0).label("accepted"),
        sa.func.coalesce(sa.func.sum(delivery.c.rows_refused), 0).label("refused"),
    ).where(delivery.c.province_code == province_code, delivery.c.received_at >= since)
    return {name: int(count) for name, count in conn.execute(query).mappings().one().items()}


def source_of_each(conn: Connection) -> pd.DataFrame:
    """Who is named as the source of each delivery: ``delivery_id``, ``source``."""
    return frame(conn, sa.select(delivery.c.delivery_id, delivery.c.source).order_by(delivery.c.delivery_id))


def newest(conn: Connection, province_code: str = "", limit: int = 200) -> pd.DataFrame:
    """The newest deliveries of a province, or of all; columns of ``tables.delivery``, newest first."""
    query = sa.select(delivery)
    if province_code:
        query = query.where(delivery.c.province_code == province_code)
    return frame(conn, query.order_by(delivery.c.received_at.desc(), delivery.c.delivery_id).limit(limit))


def refusals(conn: Connection, delivery_id: str) -> pd.DataFrame:
    """What was refused of one delivery; columns of ``tables.refusal``."""
    return frame(
        conn,
        sa.select(refusal)
        .where(refusal.c.delivery_id == delivery_id)
        .order_by(refusal.c.sheet, refusal.c.cell, refusal.c.reason_code),
    )


def refused_values(conn: Connection, code: str, province_code: str, breakdown: str = "total") -> pd.DataFrame:
    """The cells of one indicator that were refused, with what the sender was told; one row per cell.

    Columns: ``area_code``, ``period``, ``measure``, ``value`` (as it stood in the cell), ``reason``, ``published_at``;
    oldest first.  A commune whose cell was mended since is still here: its value is an observation.
    """
    told = refusal.c
    columns = (told.area_code, told.period, told.measure, told.value, told.reason, delivery.c.published_at)
    query = (
        sa.select(*columns)
        .join_from(refusal, delivery, delivery.c.delivery_id == told.delivery_id)
        .where(told.indicator_code == code, told.breakdown == breakdown, delivery.c.province_code == province_code)
    )
    return frame(conn, query.order_by(delivery.c.published_at, told.area_code, told.delivery_id, told.sheet, told.cell))
