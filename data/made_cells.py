"""What stands in the cells that a number was made of: figures of bulletins, and what stations measured by the hour."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data import catalogue, deliveries, registers
from data.bulletin_items import items
from data.keys import CellKey, PartKey, PartStanding, ReadingsKey
from data.tables import END_OF_TIME, bulletin_figure, station_reading

UNITS = {"rain": "mm", "water_level": "m", "temperature": "°C", "wind": "m/s"}
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
    told: dict[PartKey, PartStanding] = {one: PartStanding(one, one.cell, None, "", "", "", "", 0) for one in keys}
    for row in rows:
        key = CellKey(row["delivery_id"], row["sheet"], row["cell"])
        name = f"{row['area_name']}, {items()[row['item']].name.lower()}"
        told[key] = _standing(key, name, row["value"], catalogue.unit_label(items()[row["item"]].unit), sent)
    return told


def readings(conn: Connection, keys: Sequence[ReadingsKey]) -> dict[ReadingsKey, list[PartStanding]]:
    """What each station measured, the newest hour first; an empty list where nothing did, or not for this reader."""
    return {one: _readings(conn, one) for one in keys}


def _readings(conn: Connection, key: ReadingsKey) -> list[PartStanding]:
    until = datetime.fromisoformat(f"{key.until}:00")
    since = until - timedelta(hours=key.hours - 1)
    query = sa.select(station_reading).where(
        _reading.province_code == key.province_code,
        _reading.entry_code == key.entry_code,
        _reading.quantity == key.quantity,
        _reading.superseded_at == END_OF_TIME,
        _reading.period >= f"{since:%Y-%m-%dT%H}",
        _reading.period <= key.until,
    )
    rows = conn.execute(query.order_by(_reading.period.desc())).mappings().all()
    known = registers.entries(conn, "station", key.province_code, where={"entry_code": [key.entry_code]})
    station = str(known["name"].iloc[0]) if len(known) else key.entry_code
    sent = _sent(conn, {str(row["delivery_id"]) for row in rows})
    return [
        _standing(
            CellKey(row["delivery_id"], row["sheet"], row["cell"]),
            f"{station}, {datetime.fromisoformat(row['period'] + ':00'):%H:%M %d/%m/%Y}",
            row["value"],
            UNITS.get(key.quantity, ""),
            sent,
        )
        for row in rows
    ]


def _sent(conn: Connection, ids: set[str]) -> dict[str, tuple[str, str]]:
    found = deliveries.sources(conn, ids)
    rows = zip(found["delivery_id"], found["file_name"], found["source"], strict=True)
    return {str(one): (str(file), str(source)) for one, file, source in rows}


def _standing(key: CellKey, name: str, value: Any, unit: str, sent: dict[str, tuple[str, str]]) -> PartStanding:
    file, source = sent.get(key.delivery_id, ("", ""))
    return PartStanding(key, name, float(value), "", file, key.sheet, key.cell, 1, source, unit)
