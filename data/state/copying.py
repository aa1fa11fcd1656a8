"""The state database as lines of text, one file a table: the same from SQLite and PostgreSQL, and back into either.

Shapes are asked of the database, not of this program: a copy may be of an older shape, as before an upgrade.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

ENDING = ".jsonl"
SHAPE = "alembic_version"  # said by the manifest
AT_ONCE = 1000


def write(conn: Connection, folder: Path) -> dict[str, int]:
    """Writes every table of the moment that ``conn`` (of ``store.as_it_stands``) sees; rows by table."""
    folder.mkdir()
    return {table.name: _write(conn, table, folder / f"{table.name}{ENDING}") for table in _tables(conn)}


def _tables(conn: Connection) -> list[sa.Table]:
    """The tables of the database, those that others refer to first."""
    found = sa.MetaData()
    found.reflect(conn)
    return [table for table in found.sorted_tables if table.name != SHAPE]


def _write(conn: Connection, table: sa.Table, file: Path) -> int:
    rows = 0
    with file.open("w", encoding="utf-8") as opened:
        opened.write(json.dumps([column.name for column in table.columns]) + "\n")
        for row in conn.execute(sa.select(table).order_by(*table.primary_key.columns)):
            opened.write(json.dumps([_plain(value) for value in row], ensure_ascii=False) + "\n")
            rows += 1
    return rows


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value.isoformat() if isinstance(value, date | datetime) else value


def fill(conn: Connection, folder: Path) -> None:
    """Puts ``write``'s rows into the empty tables of a database of the same shape."""
    tables = _tables(conn)
    for table in reversed(tables):
        conn.execute(sa.delete(table))  # what a step of the shape put in is in the copy
    for table in tables:
        file = folder / f"{table.name}{ENDING}"
        if file.exists():
            _fill(conn, table, file)


def _fill(conn: Connection, table: sa.Table, file: Path) -> None:
    with file.open(encoding="utf-8") as opened:
        names = json.loads(next(opened))
        rows = _rows(table, names, opened)
        while some := list(islice(rows, AT_ONCE)):
            conn.execute(sa.insert(table), some)
    _go_on_counting(conn, table)


def _rows(table: sa.Table, names: list[str], lines: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    kinds = {name: table.c[name].type for name in names}
    for line in lines:
        yield {name: _typed(kinds[name], value) for name, value in zip(names, json.loads(line), strict=True)}


def _typed(kind: sa.types.TypeEngine[Any], value: Any) -> Any:
    if value is None:
        return sa.null() if isinstance(kind, sa.JSON) else None
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, sa.Date):
        return date.fromisoformat(value)
    return base64.b64decode(value) if isinstance(kind, sa.LargeBinary) else value


def _go_on_counting(conn: Connection, table: sa.Table) -> None:
    """PostgreSQL counts apart from the rows: its next number comes after the last that was put in."""
    if conn.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        if isinstance(column.type, sa.Integer) and len(table.primary_key.columns) == 1:
            sequence = conn.execute(sa.select(sa.func.pg_get_serial_sequence(table.name, column.name))).scalar()
            last = conn.execute(sa.select(sa.func.max(column))).scalar()
            if sequence and last:
                conn.execute(sa.select(sa.func.setval(sequence, last)))


def is_empty(conn: Connection) -> bool:
    """Whether nobody has kept anything in the database yet."""
    found = (conn.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() for table in _tables(conn))
    return not any(found)


def drop(conn: Connection) -> None:
    """Empties the database, shape and all, in the transaction of ``conn``."""
    found = sa.MetaData()
    found.reflect(conn)
    found.drop_all(conn)
