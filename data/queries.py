"""Questions to the warehouse, each with a name.  A question takes a connection and answers with a tidy frame.

Everywhere: ``as_of`` is a moment (Vietnam time); without it the newest values are meant.  An empty frame means that
nothing was published: an answer, not an error.  Nothing here knows how an answer will be drawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data.frames import frame, frame_of_texts
from data.memory import per_version
from data.tables import (
    END_OF_TIME,
    area,
    area_group,
    delivery,
    indicator,
    meta,
    observation,
    series,
)

VALUE_COLUMNS = ("indicator_code", "area_code", "period", "breakdown", "measure", "basis", "value", "status")
_obs = observation.c


def known(as_of: datetime | None) -> tuple[ColumnElement[bool], ...]:
    """What holds for the observations that were in force at a moment; without one, for those in force now."""
    if as_of is None:
        return (_obs.superseded_at == END_OF_TIME,)
    return (_obs.published_at <= as_of, _obs.superseded_at > as_of)


def _in(periods: Sequence[str] | None) -> tuple[ColumnElement[bool], ...]:
    return () if periods is None else (_obs.period.in_(list(periods)),)


def indicator_ids(conn: Connection, codes: Iterable[str]) -> dict[str, int]:
    """Number of each indicator in this version.  Asked first, because only a literal number prunes the big table."""
    known = _all_indicator_ids(conn)
    return {code: known[code] for code in codes if code in known}


@per_version
def _all_indicator_ids(conn: Connection) -> dict[str, int]:
    rows = conn.execute(sa.select(indicator.c.indicator_code, indicator.c.indicator_id)).all()
    return {row.indicator_code: row.indicator_id for row in rows}


def version(conn: Connection) -> dict[str, Any]:
    """The published version: ``version``, ``published_at`` (datetime), ``observations``, ``reason``."""
    return dict(conn.execute(sa.select(meta)).mappings().one())


def series_of(conn: Connection, province_code: str, codes: Iterable[str]) -> pd.DataFrame:
    """What there is of these indicators in a province: one row per level, frequency, breakdown, measure and basis.

    Columns: those of ``tables.series`` without ``indicator_id``.
    """
    columns = [column for column in series.c if column.name != "indicator_id"]
    query = sa.select(*columns).where(series.c.province_code == province_code, series.c.indicator_code.in_(list(codes)))
    rest = (series.c.area_level, series.c.frequency, series.c.breakdown, series.c.measure, series.c.basis)
    return frame(conn, query.order_by(series.c.indicator_code, series.c.last_period.desc(), *rest))


def history(
    conn: Connection,
    codes: Sequence[str],
    area_code: str,
    *,
    breakdown: str = "total",
    frequency: str = "",
    since_year: str = "",
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """Every period of several indicators in one area, all measures; sorted by indicator and period.

    ``frequency`` leaves only that one and the years, whose plans are compared with it; ``since_year`` ("2022") leaves
    out what came before it.
    Columns: VALUE_COLUMNS, ``frequency``, ``published_at`` (datetime), ``delivery_id``.
    """
    ids = list(indicator_ids(conn, codes).values())
    columns = [_obs[name] for name in (*VALUE_COLUMNS, "frequency", "published_at", "delivery_id")]
    query = sa.select(*columns).where(
        _obs.indicator_id.in_(ids),
        _obs.breakdown == breakdown,
        _obs.area_code == area_code,
        *([_obs.frequency.in_([frequency, "year"])] if frequency else []),
        *([_obs.period >= since_year] if since_year else []),
        *known(as_of),
    )
    return frame(conn, query.order_by(_obs.indicator_id, _obs.period, _obs.measure, _obs.basis))


def commune_values(
    conn: Connection,
    code: str,
    province_code: str,
    periods: Sequence[str] | None = None,
    *,
    breakdown: str = "total",
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """One indicator in all communes of a province in some periods, or all; every measure; sorted by area and period.

    Columns: VALUE_COLUMNS, ``text_value``, ``published_at``, ``delivery_id``; a commune that sent nothing has no row.
    """
    query = _of_communes(indicator_ids(conn, [code]), province_code, breakdown, as_of).where(*_in(periods))
    return frame(conn, query.order_by(_obs.area_code, _obs.period, _obs.measure, _obs.basis))


def commune_courses(
    conn: Connection,
    codes: Sequence[str],
    province_code: str,
    *,
    breakdown: str = "total",
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """Several indicators in all communes of a province, all periods and measures, in no order.

    Columns: those of ``commune_values``, texts as categories: there may be a hundred thousand rows.
    """
    query = _of_communes(indicator_ids(conn, codes), province_code, breakdown, as_of)
    return frame_of_texts(conn, query, coded=True)


def _of_communes(
    ids: Mapping[str, int], province_code: str, breakdown: str, as_of: datetime | None
) -> sa.Select[tuple[Any, ...]]:
    columns = [_obs[name] for name in (*VALUE_COLUMNS, "text_value", "published_at", "delivery_id")]
    communes = sa.select(area.c.area_code).where(area.c.parent_code == province_code, area.c.area_level == "commune")
    return sa.select(*columns).where(
        _obs.indicator_id.in_(list(ids.values())),
        _obs.breakdown == breakdown,
        _obs.area_code.in_(communes),
        *known(as_of),
    )


def cells(
    conn: Connection, code: str, province_code: str, period: str, breakdown: str, *, as_of: datetime | None = None
) -> pd.DataFrame:
    """Where the values of an indicator in a period stood in what was sent: province, communes, points; by area.

    Columns: ``area_name``, ``delivery_id``, ``sheet``, ``cell``.
    """
    query = sa.select(area.c.area_name, _obs.delivery_id, _obs.sheet, _obs.cell)
    query = query.join_from(observation, area, area.c.area_code == _obs.area_code).where(
        _obs.indicator_id.in_(list(indicator_ids(conn, [code]).values())),
        area.c.province_code == province_code,
        _obs.period == period,
        _obs.breakdown == breakdown,
        *known(as_of),
    )
    return frame(conn, query.order_by(_obs.area_code, _obs.measure, _obs.basis))


def texts(conn: Connection, code: str, province_code: str, *, as_of: datetime | None = None) -> pd.DataFrame:
    """What was written for an indicator anywhere in a province, the newest period first, then by area.

    Columns: ``area_code``, ``area_name``, ``period``, ``breakdown``, ``text``, ``status``, ``published_at``,
    ``delivery_id``.
    """
    names = ("area_code", "period", "breakdown", "status", "published_at", "delivery_id")
    columns = [*(_obs[name] for name in names), area.c.area_name, _obs.text_value.label("text")]
    query = sa.select(*columns).join_from(observation, area, area.c.area_code == _obs.area_code)
    query = query.where(
        _obs.indicator_id.in_(list(indicator_ids(conn, [code]).values())),
        area.c.province_code == province_code,
        _obs.text_value.is_not(None),
        *known(as_of),
    )
    return frame(
        conn, query.order_by(_obs.period.desc(), _obs.published_at.desc(), _obs.area_code, _obs.breakdown, _obs.measure)
    )


def breakdown_values(
    conn: Connection,
    code: str,
    area_code: str,
    periods: Sequence[str] | None,
    axis: str,
    *,
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """One indicator in one area along one axis, in some periods or all; ``member`` is the axis member.

    Columns: VALUE_COLUMNS, ``published_at``, ``delivery_id``, ``member`` (str); sorted by breakdown and period.
    """
    ids = list(indicator_ids(conn, [code]).values())
    query = sa.select(*(_obs[name] for name in (*VALUE_COLUMNS, "published_at", "delivery_id"))).where(
        _obs.indicator_id.in_(ids),
        _obs.area_code == area_code,
        *_in(periods),
        _obs.breakdown.startswith(f"{axis}=", autoescape=True),
        ~_obs.breakdown.contains(";", autoescape=True),
        *known(as_of),
    )
    found = frame(conn, query.order_by(_obs.breakdown, _obs.period, _obs.measure, _obs.basis))
    return found.assign(member=found["breakdown"].astype("string").str.removeprefix(f"{axis}="))


def communes(conn: Connection, province_code: str) -> pd.DataFrame:
    """The communes of a province by code: ``area_code``, ``area_name`` ("Xã Thắng Mố")."""
    query = sa.select(area.c.area_code, area.c.area_name).where(
        area.c.parent_code == province_code, area.c.area_level == "commune"
    )
    return frame(conn, query.order_by(area.c.area_code))


def area_name(conn: Connection, area_code: str) -> str:
    """The name of an area; empty when the code is unknown."""
    return conn.execute(sa.select(area.c.area_name).where(area.c.area_code == area_code)).scalar() or ""


def groups(conn: Connection, province_code: str) -> pd.DataFrame:
    """Former provinces and districts whose communes are in this province now.

    Columns: ``group_kind``, ``group_code``, ``group_name``, ``area_code``; one row per commune and group.
    """
    columns = (area_group.c.group_kind, area_group.c.group_code, area_group.c.group_name, area_group.c.area_code)
    query = sa.select(*columns).where(area_group.c.province_code == province_code)
    return frame(
        conn,
        query.order_by(
            area_group.c.group_kind.desc(), area_group.c.group_name, area_group.c.group_code, area_group.c.area_code
        ),
    )


def revisions(
    conn: Connection,
    code: str,
    area_code: str,
    period: str,
    *,
    breakdown: str = "total",
    measure: str = "actual",
    basis: str = "",
) -> pd.DataFrame:
    """Every value ever published for one cell, oldest first, each with the delivery that it came from.

    Columns: ``value``, ``text_value``, ``status``, ``published_at``, ``superseded_at``, ``sheet``, ``cell``,
    ``delivery_id``, ``file_name``, ``file_hash``, ``layout``, ``layout_version``, ``agency``, ``source``,
    ``received_at``.
    """
    ids = list(indicator_ids(conn, [code]).values())
    own = (_obs.value, _obs.text_value, _obs.status, _obs.published_at, _obs.superseded_at, _obs.sheet, _obs.cell)
    sent = delivery.c
    file = (sent.delivery_id, sent.file_name, sent.file_hash, sent.layout, sent.layout_version)
    told = (*file, sent.agency, sent.source, sent.received_at)
    query = (
        sa.select(*own, *told)
        .join_from(observation, delivery, sent.delivery_id == _obs.delivery_id)
        .where(
            _obs.indicator_id.in_(ids),
            _obs.area_code == area_code,
            _obs.period == period,
            _obs.breakdown == breakdown,
            _obs.measure == measure,
            _obs.basis == basis,
        )
    )
    return frame(conn, query.order_by(_obs.published_at, sent.received_at, sent.delivery_id))


def provinces_with_data(conn: Connection) -> list[str]:
    """Codes of the provinces for which any series exists, sorted."""
    query = sa.select(series.c.province_code).distinct().order_by(series.c.province_code)
    return [row.province_code for row in conn.execute(query)]


def is_simulated(conn: Connection, province_code: str) -> bool:
    """Whether any current value of the province is simulated: the banner asks."""
    query = sa.select(sa.func.count()).where(series.c.province_code == province_code, series.c.simulated)
    return bool(conn.execute(query).scalar())


def last_published(conn: Connection, province_code: str) -> datetime | None:
    """When the newest value of a province became known; None when there is none."""
    query = sa.select(sa.func.max(series.c.last_published_at)).where(series.c.province_code == province_code)
    return conn.execute(query).scalar()
