"""What a warehouse holds, as numbers that can be held against another's: rows and a sum of hashes by table."""

import hashlib

import sqlalchemy as sa
from sqlalchemy import Connection

from data import tables

OWN = ("meta",)  # its name and the time when it was made are each version's own
AT_ONCE = 50_000  # rows
HASHES = 1 << 64

Figures = dict[str, list[int]]  # by table: rows, and the sum of the hashes of all rows, whatever their order


def of(conn: Connection) -> Figures:
    """Every table of the warehouse that ``conn`` reads, to the last digit of its values."""
    return {table.name: _figures(conn, table) for table in tables.metadata.sorted_tables if table.name not in OWN}


def _figures(conn: Connection, table: sa.Table) -> list[int]:
    rows = total = 0
    found = conn.execute(sa.select(*table.columns).execution_options(yield_per=AT_ONCE))
    for row in found:
        rows += 1
        total += int.from_bytes(hashlib.blake2b(repr(tuple(row)).encode(), digest_size=8).digest())
    return [rows, total % HASHES]


def differing(one: Figures, other: Figures) -> list[str]:
    """The names of the tables that do not hold the same, in the order of their names."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
