"""What stands in the cells that a number was made of: figures of bulletins, and what stations measured by the hour."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data import catalogue, deliveries, station_readings
from data.bulletin_items import items
from data.keys import CellKey, PartKey, PartStanding, ReadingsKey
from data.tables import END_OF_TIME, RECORD_KEYS, bulletin_figure, station_reading

_figure, _reading = bulletin_figure.c, station_reading.c


def figures(conn: Connection, keys: Sequence[CellKey]) -> dict[PartKey, PartStanding]:
    """The figure of a bulletin in each cell; without a file where there is none that the reader may see."""
    if not keys:
        return {}
    query = sa.select(bulletin_figure).where(
        _figure.delivery_id.in_(sorted({one.delivery_id for one in keys})),
        _figure.cell.in_(sorted({one.cell for one in keys})),
    )
    rows = conn.execute(query).mappings().all()
    sent = _sent(conn, {str(row["delivery_id"]) for row in rows})
    replaced = _replaced(conn, {row["event_code"] for row in rows})
    told: dict[PartKey, PartStanding] = {one: PartStanding(one, one.cell, None, "", "", "", "", 0) for one in keys}
    for row in rows:
        key = CellKey(row["delivery_id"], row["sheet"], row["cell"])
        name = f"{row['area_name']}, {items()[row['item']].name.lower()}"
        told[key] = _standing(
            key,
            name,
            row,
            catalogue.unit_label(items()[row["item"]].unit),
            sent,
            _differing(replaced.get(_about(row), ()), row["value"]),
        )
    return told


def readings(conn: Connection, keys: Sequence[ReadingsKey]) -> dict[ReadingsKey, list[PartStanding]]:
    """What each station measured, the newest hour first; an empty list where nothing did, or not for this reader.

    Each hour by the key of that hour alone; one that was corrected says what was told before.
    """
    return {one: _readings(conn, one) for one in keys}


def _readings(conn: Connection, key: ReadingsKey) -> list[PartStanding]:
    until = datetime.fromisoformat(f"{key.until}:00")
    since = until - timedelta(hours=key.hours - 1)
    query = sa.select(station_reading).where(
        _reading.province_code == key.province_code,
        _reading.entry_code == key.entry_code,
        _reading.quantity == key.quantity,
        _reading.period >= f"{since:%Y-%m-%dT%H}",
        _reading.period <= key.until,
    )
    order = (_reading.period.desc(), _reading.published_at, _reading.superseded_at)
    rows = conn.execute(query.order_by(*order)).mappings().all()
    newest = [row for row in rows if row["superseded_at"] == END_OF_TIME]
    replaced: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        replaced[row["period"]].append(row["value"])
    station = station_readings.station_name(conn, key.province_code, key.entry_code)
    sent, unit = _sent(conn, {str(row["delivery_id"]) for row in newest}), station_readings.UNITS.get(key.quantity, "")
    return [
        _standing(
            replace(key, until=row["period"], hours=1),
            f"{station}, {datetime.fromisoformat(row['period'] + ':00'):%H:%M %d/%m/%Y}",
            row,
            unit,
            sent,
            _differing(replaced[row["period"]], row["value"]),
        )
        for row in newest
    ]


def _replaced(conn: Connection, events: set[str]) -> dict[tuple[Any, ...], list[float]]:
    """What was said and later replaced of each figure of some events, oldest first."""
    query = sa.select(bulletin_figure).where(
        _figure.event_code.in_(sorted(events)), _figure.superseded_at != END_OF_TIME
    )
    found: dict[tuple[Any, ...], list[float]] = defaultdict(list)
    for row in conn.execute(query.order_by(_figure.published_at, _figure.superseded_at)).mappings():
        found[_about(row)].append(row["value"])
    return found


def _about(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in RECORD_KEYS["bulletin_figure"])


def _differing(words: Sequence[float], value: float) -> float | None:
    """The last of some words that said another number."""
    return next((float(one) for one in reversed(words) if one != value), None)


def _sent(conn: Connection, ids: set[str]) -> dict[str, tuple[str, str]]:
    found = deliveries.sources(conn, ids)
    rows = zip(found["delivery_id"], found["file_name"], found["source"], strict=True)
    return {str(one): (str(file), str(source)) for one, file, source in rows}


def _standing(
    key: CellKey | ReadingsKey,
    name: str,
    row: Mapping[Any, Any],
    unit: str,
    sent: dict[str, tuple[str, str]],
    before: float | None = None,
) -> PartStanding:
    file, source = sent.get(row["delivery_id"], ("", ""))
    return PartStanding(key, name, float(row["value"]), "", file, row["sheet"], row["cell"], 1, source, unit, before)
