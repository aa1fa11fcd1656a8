"""The schema ``chiso`` of a PostgreSQL warehouse: which versions there are, which one is served, what is held back."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.schema import CreateSchema

from data import tables

SWITCHING = 7_266_003  # the number of the lock of whoever moves the pointer, any that nobody else uses

_house = sa.MetaData(schema="chiso")
version = sa.Table(
    "version",
    _house,
    sa.Column("name", tables.Text, primary_key=True),
    sa.Column("published_at", sa.DateTime, nullable=False),  # Vietnam time
    sa.Column("observations", sa.BigInteger, nullable=False),
    sa.Column("reason", tables.Text, nullable=False),
)
_served = sa.Table(
    "served",
    _house,
    sa.Column("pointer", sa.Boolean, sa.CheckConstraint("pointer"), primary_key=True),  # there is but one
    sa.Column("name", tables.Text, nullable=False),
)
_held = sa.Table("held", _house, sa.Column("delivery_id", tables.Text, primary_key=True))


def is_furnished(conn: Connection) -> bool:
    """Whether anything was ever published here."""
    return conn.execute(sa.select(sa.func.to_regclass("chiso.served"))).scalar_one() is not None


def served(conn: Connection) -> str:
    """The name that the pointer holds; empty when nothing was published."""
    return (conn.execute(sa.select(_served.c.name)).scalar() or "") if is_furnished(conn) else ""


def furnish(conn: Connection) -> None:
    """Makes the schema of the pointer where it is not there; of several publishers one at a time gets further."""
    conn.execute(sa.select(sa.func.pg_advisory_xact_lock(SWITCHING)))
    if not is_furnished(conn):
        conn.execute(CreateSchema("chiso", if_not_exists=True))
        _house.create_all(conn)


def point(conn: Connection, name: str, held_back: Iterable[str]) -> None:
    """Serves a version and holds back these deliveries and no others."""
    pointer = insert(_served).values(pointer=True, name=name)
    conn.execute(pointer.on_conflict_do_update(index_elements=["pointer"], set_={"name": name}))
    conn.execute(_held.delete())
    if rows := [{"delivery_id": one} for one in held_back]:
        conn.execute(_held.insert(), rows)


def held(conn: Connection) -> set[str]:
    """The deliveries that a rollback took out."""
    return set(conn.execute(sa.select(_held.c.delivery_id)).scalars()) if is_furnished(conn) else set()


def names(conn: Connection) -> list[str]:
    """All versions that are kept, oldest first."""
    query = sa.select(version.c.name).order_by(version.c.name)
    return list(conn.execute(query).scalars()) if is_furnished(conn) else []
