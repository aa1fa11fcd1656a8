"""The way back from a file: every table that it feeds, where that is, and what was said on the strength of it."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection, Table

from data import deliveries, trace
from data.alert_evidence import key as evidence
from data.alerts import inbox
from data.answers import NumberKey
from data.frames import frame
from data.keys import EntryKey, MadeKey
from data.state import briefings
from data.tables import END_OF_TIME, area, bulletin_figure, observation, register_entry, score_item, station_reading

KINDS = ("entries", "figures", "readings", "scores")
# What tells the lines of a kind apart, what of it is counted, and from when until when it speaks.
_LINES: dict[str, tuple[Table, tuple[str, str], str, str]] = {
    "entries": (register_entry, ("register", "province_code"), "area_code", "published_at"),
    "figures": (bulletin_figure, ("event_code", "province_code"), "area_name", "issued_at"),
    "readings": (station_reading, ("quantity", "province_code"), "entry_code", "period"),
    "scores": (score_item, ("unit_kind", "province_code"), "unit_code", "captured_on"),
}
_obs = observation.c
Told = set[tuple[str, str, str]]  # indicator, area, period


def records(conn: Connection, delivery_id: str, kind: str) -> pd.DataFrame:
    """What came with a delivery that is no observation, a line for what belongs together.

    Columns: ``code`` (register, event, quantity, or kind of unit), ``province_code`` (of several the first),
    ``first`` and ``last`` (text), ``places`` (communes of entries, areas, stations or units), ``rows``, ``in_force``.
    """
    table, by, places, moment = _LINES[kind]
    code, province = (table.c[name] for name in by)
    in_force = sa.func.sum(sa.case((table.c.superseded_at == END_OF_TIME, 1), else_=0))
    at = table.c[moment]
    query = sa.select(
        code.label("code"),
        sa.func.min(province).label("province_code"),
        sa.cast(sa.func.min(at), sa.String).label("first"),
        sa.cast(sa.func.max(at), sa.String).label("last"),
        sa.func.count(table.c[places].distinct()).label("places"),
        sa.func.count().label("rows"),
        in_force.label("in_force"),
    ).where(table.c.delivery_id == delivery_id)
    return frame(conn, query.group_by(code).order_by(code))


def places(conn: Connection, delivery_id: str) -> pd.DataFrame:
    """The areas that a delivery speaks of, by code: ``area_code``, ``area_name``, ``area_level``."""
    spoken = sa.union(
        *(
            sa.select(table.c.area_code).where(table.c.delivery_id == delivery_id)
            for table in (observation, register_entry, bulletin_figure, score_item)
        )
    ).subquery()
    query = sa.select(area.c.area_code, area.c.area_name, area.c.area_level)
    return frame(conn, query.where(area.c.area_code.in_(sa.select(spoken.c.area_code))).order_by(area.c.area_code))


def alerts(conn: Connection, state: Connection, delivery_id: str, today: date) -> pd.DataFrame:
    """The alerts that stand or stood on what a delivery says, those that stand first.

    Columns: ``alert_id``, ``rule_name``, ``area_name``, ``period``, ``state``, ``province_code``.
    """
    columns = ["alert_id", "rule_name", "area_name", "period", "state", "province_code"]
    about = deliveries.one(conn, delivery_id)
    if about is None:
        return pd.DataFrame(columns=columns)
    province, known = str(about["province_code"]), inbox.definitions(state)
    raised = pd.concat([inbox.standing(state, province, today), inbox.ended(state, province, today)])
    hours = _hours(conn, delivery_id)
    parts = [_behind(one, known.get(str(one["rule_code"]), {})) for one in raised.to_dict("records")]
    sums = _added_up(conn, delivery_id, province, {one for keys in parts for one in keys if isinstance(one, NumberKey)})
    behind = [[deep for part in keys for deep in (part, *sums.get(part, ()))] for keys in parts]
    told = _told(conn, delivery_id, [one for keys in behind for one in keys if isinstance(one, NumberKey)])
    listed = _entries(conn, delivery_id)
    rests = [
        any(_is_told(part, told, listed) for part in keys)
        or (known.get(str(row["rule_code"]), {}).get("kind") == "risk_level" and _of_hour(str(row["period"]), hours))
        for keys, row in zip(behind, raised.to_dict("records"), strict=True)
    ]
    return raised.loc[rests, columns].reset_index(drop=True)


def issues(conn: Connection, state: Connection, delivery_id: str) -> pd.DataFrame:
    """The briefings that were issued with figures of a delivery, the newest first.

    Columns: ``code``, ``title``, ``issued_at``, ``issued_by``, ``figures`` (how many of it).
    """
    about = deliveries.one(conn, delivery_id)
    rows = []
    if about is not None:
        listed = briefings.issues(state, str(about["province_code"]))
        since = listed[listed["issued_at"] >= pd.Timestamp(about["received_at"])]
        for one in since.to_dict("records"):
            kept = briefings.find(state, str(one["code"])) or {}
            rows.append(one | {"figures": _used(conn, delivery_id, str(about["file_name"]), kept.get("content", {}))})
    columns = ["code", "title", "issued_at", "issued_by", "figures"]
    found = pd.DataFrame(rows, columns=columns)
    return found[found["figures"] > 0].reset_index(drop=True)


def _used(conn: Connection, delivery_id: str, file_name: str, content: dict[str, Any]) -> int:
    """How many figures of an issued briefing stand in the file: its appendix names it, and the delivery tells them."""
    named = [one["key"] for one in content.get("origins", ()) if file_name in one["file"]]
    numbers = [key for key in map(NumberKey.parse, named) if key is not None]
    told = _told(conn, delivery_id, numbers)
    codes = {code for code, _, _ in told}
    own = sum((one.code, one.area_code, one.period) in told for one in numbers)
    added_up = sum(one.code in codes and (one.code, one.area_code, one.period) not in told for one in numbers)
    scored = len(named) - len(numbers) if not records(conn, delivery_id, "scores").empty else 0
    return own + added_up + scored


def _behind(one: dict[Any, Any], rule: dict[str, Any]) -> list[Any]:
    """The parts of what an alert found."""
    key = evidence(one, rule)
    return list(key.parts) if isinstance(key, MadeKey) else [key] if key else []


def _added_up(
    conn: Connection, delivery_id: str, province_code: str, asked: Collection[NumberKey]
) -> dict[NumberKey, list[NumberKey]]:
    """The numbers that nobody sent, each with what it was added up from; of what a delivery does not speak, none."""
    spoken = sa.select(_obs.indicator_code).where(_obs.delivery_id == delivery_id)
    codes = set(conn.execute(spoken.distinct()).scalars())
    own = [one for one in asked if one.code in codes]
    about = (_obs.indicator_code, _obs.area_code, _obs.period, _obs.breakdown, _obs.measure)
    query = sa.select(*about).where(
        _obs.indicator_code.in_(sorted({one.code for one in own})),
        _obs.area_code.in_(sorted({one.area_code for one in own})),
        _obs.period.in_(sorted({one.period for one in own})),
    )
    sent = {(*place, said) for *place, measure in conn.execute(query.distinct()) for said in (measure, "")}
    return {
        one: trace.reported(conn, one, province_code)
        for one in own
        if (one.code, one.area_code, one.period, one.breakdown, one.measure) not in sent
    }


def _is_told(part: object, told: Told, entries: Collection[tuple[str, str]]) -> bool:
    if isinstance(part, EntryKey):
        return (part.register, part.entry_code) in entries
    return isinstance(part, NumberKey) and (part.code, part.area_code, part.period) in told


def _told(conn: Connection, delivery_id: str, asked: Iterable[NumberKey]) -> Told:
    """Which numbers of some indicators and periods a delivery tells."""
    keys = list(asked)
    query = sa.select(_obs.indicator_code, _obs.area_code, _obs.period).where(
        _obs.delivery_id == delivery_id,
        _obs.indicator_code.in_(sorted({one.code for one in keys})),
        _obs.period.in_(sorted({one.period for one in keys})),
    )
    return {(str(code), str(place), str(period)) for code, place, period in conn.execute(query.distinct())}


def _entries(conn: Connection, delivery_id: str) -> set[tuple[str, str]]:
    entry = register_entry.c
    query = sa.select(entry.register, entry.entry_code).where(entry.delivery_id == delivery_id)
    return {(str(register), str(code)) for register, code in conn.execute(query.distinct())}


def _hours(conn: Connection, delivery_id: str) -> tuple[str, str]:
    """The first and the last hour of the readings of a delivery; "" without any."""
    hour = station_reading.c.period
    query = sa.select(sa.func.min(hour), sa.func.max(hour)).where(station_reading.c.delivery_id == delivery_id)
    first, last = conn.execute(query).one()
    return (str(first), str(last)) if first else ("", "")


def _of_hour(period: str, hours: tuple[str, str]) -> bool:
    """Whether a level of an hour rests on readings of these."""
    first, last = hours
    return bool(first) and first <= period <= last
