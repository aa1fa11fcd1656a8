"""Where the parts of a number stand that a page made of others, and the entries of lists."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data import deliveries, made_cells, origins, registers
from data.answers import NumberKey
from data.keys import CellKey, EntryKey, LandKey, MadeKey, PartKey, PartStanding, ReadingsKey
from data.tables import area
from geo import areas


def standings(conn: Connection, key: MadeKey, province_code: str, as_of: datetime | None = None) -> list[PartStanding]:
    """Where the parts stand, in the order of the key; of what a station measured every reading by itself."""
    numbers = [one for one in key.parts if isinstance(one, NumberKey)]
    listed = [one for one in key.parts if isinstance(one, EntryKey)]
    found: dict[PartKey, PartStanding] = {}
    names = _names(conn, {one.area_code for one in numbers})
    for asked, one in zip(numbers, origins.standings(conn, numbers, province_code, as_of), strict=True):
        name = names.get(one.key.area_code, one.key.area_code)
        told = (one.file_name, one.sheet, one.cell, one.parts, one.source)
        found[asked] = PartStanding(one.key, name, one.value, "", *told)
    for register, province in dict.fromkeys((one.register, one.province_code) for one in listed):
        own = [one for one in listed if (one.register, one.province_code) == (register, province)]
        found |= _entries(conn, register, province, own, as_of)
    found |= {one: _land(one) for one in key.parts if isinstance(one, LandKey)}
    cells = made_cells.figures(conn, [one for one in key.parts if isinstance(one, CellKey)])
    readings = made_cells.readings(conn, [one for one in key.parts if isinstance(one, ReadingsKey)])
    return [
        standing
        for one in key.parts
        for standing in (readings[one] if isinstance(one, ReadingsKey) else [(cells | found)[one]])
    ]


def _land(key: LandKey) -> PartStanding:
    place, built = areas.communes_by_code()[key.area_code], areas.land_from(key.area_code)
    at = (built.file_name, "", f"row {built.row}", 1, built.source)
    return PartStanding(key, str(place["full_name"]), float(place["area_km2"]), "", *at, "km²")


def _names(conn: Connection, codes: set[str]) -> dict[str, str]:
    query = sa.select(area.c.area_code, area.c.area_name).where(area.c.area_code.in_(sorted(codes)))
    return {str(code): str(name) for code, name in conn.execute(query)}


def _entries(
    conn: Connection, register: str, province_code: str, keys: Sequence[EntryKey], as_of: datetime | None
) -> dict[PartKey, PartStanding]:
    where = {"entry_code": [one.entry_code for one in keys]}
    rows = registers.entries(conn, register, province_code, as_of=as_of, where=where)
    sent = deliveries.sources(conn, rows["delivery_id"]).set_index("delivery_id")
    by_code: dict[str, Any] = {str(row["entry_code"]): row for row in rows.to_dict("records")}
    return {one: _entry(one, by_code.get(one.entry_code), sent) for one in keys}


def _entry(key: EntryKey, row: Any, sent: Any) -> PartStanding:
    if row is None:
        return PartStanding(key, key.entry_code, None, "", "", "", "", 0)
    known = sent.loc[row["delivery_id"]]
    name, state = str(row["name"]), str(row["state"])
    return PartStanding(key, name, None, state, known["file_name"], row["sheet"], row["cell"], 1, known["source"])
