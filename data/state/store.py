"""The one way to the state database; its shape is brought up to date when it is first opened.

SQLite in ``CHISO_HOME`` unless ``CHISO_STATE_URL`` names a PostgreSQL database.  Whoever writes holds the only pen: on
SQLite a transaction that may write begins by taking the lock, so that it never has to give up half-way.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from data import paths, time_limits
from data.pools import Pools
from data.rights.guard import guarded
from data.rights.visible import STATE
from data.state import shape, troubles
from data.state.shape import StateError
from data.state.troubles import ANSWER_SECONDS, WAIT_SECONDS

__all__ = ["StateError", "as_it_stands", "begun", "close", "connected", "pen", "reading", "url", "writing"]

FILE = "state.sqlite3"
CONNECT_SECONDS = 5
WRITING = "chiso_writing"  # an execution option
OURS = (sa.exc.IntegrityError, sa.exc.ProgrammingError, sa.exc.DataError)  # what only a mistake of ours can raise


def url() -> sa.URL:
    """Where the state is kept.

    Raises:
        StateError: ``CHISO_STATE_URL`` is no address of a database that we can use.
    """
    asked = os.environ.get("CHISO_STATE_URL", "")
    if not asked:
        return sa.URL.create("sqlite", database=str(paths.home() / FILE))
    try:
        found = sa.make_url(asked)
    except sa.exc.ArgumentError as error:
        raise StateError("CHISO_STATE_URL không phải là địa chỉ cơ sở dữ liệu, ví dụ postgresql+psycopg://…") from error
    if found.get_backend_name() not in ("sqlite", "postgresql"):
        raise StateError(
            f"CHISO_STATE_URL dùng «{found.get_backend_name()}»; chỉ dùng được SQLite hoặc PostgreSQL "
            "(postgresql+psycopg://…)."
        )
    return found


def begun() -> bool:
    """Whether there may be any state: a file that nobody has written yet need not be made to be asked."""
    where = url()
    return where.get_backend_name() != "sqlite" or not where.database or Path(where.database).exists()


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection for questions.

    Raises:
        StateError: the database cannot be opened, or is newer than this program.
    """
    with _named_errors(), _opened().connect() as conn:
        yield guarded(conn, STATE)


@contextmanager
def writing() -> Iterator[Connection]:
    """A transaction: all of it happens or nothing does.

    Raises:
        StateError: the database cannot be opened or written, or another writer keeps it for too long.
    """
    with _named_errors(), _opened().connect().execution_options(**{WRITING: True}) as conn, conn.begin():
        yield guarded(conn, STATE)


@contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except (sa.exc.DatabaseError, sa.exc.TimeoutError) as error:
        if isinstance(error, OURS):
            raise
        raise _unusable(error) from error


def _opened() -> Engine:
    try:
        return _pools.engine(url())
    except sa.exc.DatabaseError as error:  # SQLite calls so a file that is no database
        raise _unusable(error) from error


def _unusable(error: sa.exc.DatabaseError | sa.exc.TimeoutError) -> StateError:
    return StateError(troubles.sentence(error, url()))


def _up_to_date(where: sa.URL) -> Engine:
    engine = connected(where)
    with ExitStack() as refused:
        refused.callback(engine.dispose)
        with pen(engine) as conn:
            shape.bring_up_to_date(conn)
        if engine.dialect.name == "sqlite":
            refused.pop_all()
            return engine
    return _patient(where)  # a step of the shape may take long, a page may not


_pools = Pools(_up_to_date)


def connected(where: sa.URL) -> Engine:
    """An engine on a state database, in whatever shape it is."""
    if where.get_backend_name() != "sqlite":
        return sa.create_engine(where, pool_pre_ping=True)
    if where.database:
        Path(where.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(where, connect_args={"timeout": WAIT_SECONDS})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _patient(where: sa.URL) -> Engine:
    """An engine on PostgreSQL whose answers are waited for only so long; options in the address come first."""
    bounds = {"statement_timeout": ANSWER_SECONDS, "lock_timeout": WAIT_SECONDS}
    asked = " ".join(f"-c {name}={seconds}s" for name, seconds in bounds.items())
    given = where.query.get("options", "")
    told = {"options": f"{asked} {given if isinstance(given, str) else ' '.join(given)}".strip()}
    settings = {**told, "connect_timeout": CONNECT_SECONDS, "application_name": "chiso"}
    seconds = ANSWER_SECONDS + time_limits.SPARE_SECONDS
    return time_limits.engine(where, seconds, pool_size=8, pool_timeout=WAIT_SECONDS, connect_args=settings)


@contextmanager
def pen(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the only pen of a database."""
    with engine.connect().execution_options(**{WRITING: True}) as conn, conn.begin():
        yield conn


@contextmanager
def as_it_stands() -> Iterator[Connection]:
    """A connection that changes nothing, not even the shape of a database that an older program made.

    All its answers are of one moment, whoever writes meanwhile.

    Raises:
        StateError: the database cannot be opened or is damaged.
    """
    engine = connected(url())
    try:
        with _named_errors(), engine.connect() as conn:
            if conn.dialect.name == "postgresql":  # SQLite's transactions are so by themselves
                conn = conn.execution_options(isolation_level="REPEATABLE READ")
            yield conn
    finally:
        engine.dispose()


def close() -> None:
    """Lets go of every connection of this process; the next question opens a new one."""
    _pools.close()


def _prepare(raw: Any, _record: object) -> None:
    raw.isolation_level = None  # transactions are begun by us, not guessed by the driver
    _write_ahead(raw)
    for pragma in ("foreign_keys=ON", "synchronous=FULL"):
        raw.execute(f"PRAGMA {pragma}")


def _write_ahead(raw: sqlite3.Connection) -> None:
    """Brings a new database into WAL; SQLite lets nobody wait while another who begins it as well writes there."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            raw.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(0.02)


def _begin(conn: Connection) -> None:
    conn.exec_driver_sql("BEGIN IMMEDIATE" if conn.get_execution_options().get(WRITING) else "BEGIN")
