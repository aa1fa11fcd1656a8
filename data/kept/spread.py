"""On Citus the large tables lie in shards by area, the small ones whole on every node; elsewhere nothing is done."""

import sqlalchemy as sa
from sqlalchemy import Connection

from data import tables

BY_AREA = ("observation", "area_receipt")  # in shards of the same areas: what is joined lies on one node
COLUMN = "area_code"


def spread(conn: Connection, schema: str) -> bool:
    """Hands the empty tables of a schema to Citus when the database has it; whether it has."""
    installed = sa.text("SELECT count(*) FROM pg_extension WHERE extname = 'citus'")
    if not conn.execute(installed).scalar_one():
        return False
    for statement in statements(schema):
        conn.execute(statement)
    return True


def statements(schema: str) -> list[sa.Select[tuple[object, ...]]]:
    """What Citus is told: the small tables first, so that the large ones find whatever they refer to."""
    names = [table.name for table in tables.metadata.sorted_tables]
    small = [sa.func.create_reference_table(_named(schema, name)) for name in names if name not in BY_AREA]
    first, *others = BY_AREA
    large = [sa.func.create_distributed_table(_named(schema, first), COLUMN)]
    for other in others:
        told = sa.func.create_distributed_table(_named(schema, other), COLUMN, "hash", _named(schema, first))
        large.append(told)
    return [sa.select(call) for call in (*small, *large)]


def _named(schema: str, table: str) -> str:
    """A table as Citus wants to read it: quoted, because a version's name has capitals and hyphens."""
    return f'"{schema}"."{table}"'
