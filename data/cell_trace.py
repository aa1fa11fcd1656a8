"""Where a figure of a bulletin or a reading of a station came from, and every word that was said on it before."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection, Table

from data import catalogue, checked, station_readings
from data.answers import CellTrace
from data.bulletin_items import items
from data.frames import frame
from data.keys import CellKey, ReadingsKey
from data.tables import RECORD_KEYS, bulletin_figure, delivery, station_reading

_sent = delivery.c
_FILE = (_sent.delivery_id, _sent.file_name, _sent.file_hash, _sent.layout, _sent.layout_version)
_TOLD = (*_FILE, _sent.agency, _sent.source, _sent.received_at)


def of_cell(
    conn: Connection, key: CellKey, as_of: datetime | None = None, root: Path | None = None
) -> CellTrace | None:
    """The figure of a bulletin, or the reading, that stands in a cell.

    None where neither does, where a row of several readings does not say which, or where the reader may not see it.
    """
    for table, told in ((bulletin_figure, _figure), (station_reading, _reading)):
        cell = (table.c.delivery_id == key.delivery_id, table.c.sheet == key.sheet, table.c.cell == key.cell)
        rows = conn.execute(sa.select(table).where(*cell)).mappings().all()
        if len(rows) == 1:
            return _trace(conn, table, rows[0], told(conn, rows[0]), as_of, root, key.delivery_id)
    return None


def of_reading(
    conn: Connection, key: ReadingsKey, as_of: datetime | None = None, root: Path | None = None
) -> CellTrace | None:
    """What a station measured in the last hour of the key; None where nothing is known of it."""
    own = {"province_code": key.province_code, "entry_code": key.entry_code, "quantity": key.quantity}
    row = own | {"period": key.until}
    return _trace(conn, station_reading, row, _reading(conn, row), as_of, root)


def _trace(
    conn: Connection,
    table: Table,
    row: Mapping[Any, Any],
    told: dict[str, Any],
    as_of: datetime | None,
    root: Path | None,
    delivery_id: str = "",
) -> CellTrace | None:
    """Every word on what a row is about; the one of ``delivery_id`` is shown, or the last."""
    words = _words(conn, table, row)
    words = words if as_of is None else words[words["published_at"] <= as_of].reset_index(drop=True)
    asked = [place for place, one in enumerate(words["delivery_id"]) if delivery_id in ("", one)]
    if not asked:
        return None
    newest = words.iloc[asked[-1]]
    found = checked.of_cell(root, str(newest["delivery_id"]), str(newest["sheet"]), str(newest["cell"]))
    return CellTrace(**told, revisions=checked.with_remarks(root, words), shown=asked[-1], checks=found)


def _words(conn: Connection, table: Table, row: Mapping[Any, Any]) -> pd.DataFrame:
    """In the order in which they came to be in force; bulletins are known from when they were issued, all alike."""
    one = table.c
    query = (
        sa.select(one.value, one.status, one.published_at, one.superseded_at, one.sheet, one.cell, *_TOLD)
        .join_from(table, delivery, _sent.delivery_id == one.delivery_id)
        .where(*(one[name] == row[name] for name in RECORD_KEYS[table.name]))
        .order_by(one.published_at, _sent.received_at, _sent.delivery_id)
    )
    return frame(conn, query)


def _figure(conn: Connection, row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "place": row["area_name"],
        "what": row["item"],
        "unit": catalogue.unit_label(items()[row["item"]].unit),
        "at": row["issued_at"],
        "has_hour": row["has_hour"],
        "body": row["issuing_body"],
    }


def _reading(conn: Connection, row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "place": station_readings.station_name(conn, row["province_code"], row["entry_code"]),
        "what": row["quantity"],
        "unit": station_readings.UNITS.get(row["quantity"], ""),
        "at": datetime.fromisoformat(f"{row['period']}:00"),
        "has_hour": True,
        "body": "",
    }
