"""Entries that seal those before them: each bears a hash over itself and the hash before, so none is changed unseen."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Table

FIELDS = ("at", "actor", "agency", "action", "subject", "detail", "previous_hash")
# Entries of before these columns have none, and their seal does not speak of them.
LATER = ("account_id", "address", "role", "kind")
# Told of older entries afterwards, from what was known then: their seals do not speak of them, those since do.
PROVINCES = ("actor_province", "subject_province")


def append(conn: Connection, table: Table, entries: Sequence[Mapping[str, Any]], before: str = "") -> int:
    """Adds entries in order, in the transaction of ``conn`` (of ``store.writing``); the number of the last.

    ``before`` is the hash that the first of all follows, where the chain's old end was cut off.
    """
    key = _key(table)
    if conn.dialect.name == "postgresql":  # SQLite's writer is alone already
        conn.exec_driver_sql(f"LOCK TABLE {table.name} IN EXCLUSIVE MODE")
    last = conn.execute(sa.select(table.c.hash).order_by(key.desc()).limit(1)).scalar() or before
    rows = []
    for entry in entries:
        row = {**entry, "previous_hash": last}
        last = sealed(row)
        rows.append(row | {"hash": last})
    conn.execute(sa.insert(table), rows)
    return int(conn.execute(sa.select(sa.func.max(key))).scalar_one())


def first_broken(conn: Connection, table: Table, before: str = "", newest: int = 0) -> int | None:
    """The number of the first entry that is not as it was written, or whose forerunner is gone; None when all hold.

    ``before``: the hash that the oldest has to follow.  ``newest``: only so many are looked at, from their own first.
    """
    key = _key(table)
    query = sa.select(table).order_by(key)
    if newest:
        first = conn.execute(sa.select(key).order_by(key.desc()).offset(newest - 1).limit(1)).scalar()
        if first is not None:
            before = conn.execute(sa.select(table.c.previous_hash).where(key == first)).scalar_one()
            query = query.where(key >= first)
    with closing(conn.execute(query.execution_options(yield_per=2000))) as rows:
        for row in rows.mappings():
            if row["previous_hash"] != before or row["hash"] not in _seals(dict(row)):
                return int(row[key.name])
            before = row["hash"]
    return None


def sealed(entry: Mapping[str, Any]) -> str:
    """The hash of an entry."""
    told = {name: entry[name] for name in FIELDS} | {name: entry[name] for name in LATER if entry.get(name)}
    told |= {name: entry[name] for name in PROVINCES if name in entry}
    told["at"] = f"{entry['at']:%Y-%m-%dT%H:%M:%S}"
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _seals(entry: Mapping[str, Any]) -> tuple[str, str]:
    """What an entry may be sealed with: as it is, and as before provinces were told."""
    return sealed(entry), sealed({name: value for name, value in entry.items() if name not in PROVINCES})


def _key(table: Table) -> sa.Column[Any]:
    return next(iter(table.primary_key.columns))
