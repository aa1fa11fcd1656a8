"""Versions as schemas of one PostgreSQL database: ``chiso_<version>`` beside the schema ``chiso`` with the pointer.

A version is written, counted and pointed at in one transaction, so that a publisher that is killed leaves nothing at
all.  A reader says with each transaction which version it reads; no version goes away under one, because whoever drops
it needs every one of its tables for himself.
"""

import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg import sql
from sqlalchemy import Connection, Engine
from sqlalchemy.schema import CreateSchema, DropSchema

from data import memory, tables, time_limits
from data.kept import BUSY, NAME, NOTHING_YET, Version, WarehouseError, files, is_ours, pointer, transfer
from data.pools import Pools

SETTING = "CHISO_WAREHOUSE_URL"
PREFIX = "chiso_"
READS = "chiso_version"  # an execution option: the version that a connection reads
WRITER = 7_266_002  # the number of a lock, any that nobody else uses; see data.kept.pointer
CONNECT_SECONDS, ANSWER_SECONDS = 5, 30
PATIENCE = 120.0  # seconds that a publisher waits for a server that went away
IN_USE_AFTER = "200ms"  # that a version cannot be locked: less than after which PostgreSQL looks for a deadlock
AWAY = ("08", "57P")  # SQLSTATEs: connection lost, server stopped or starting
Lost = (sa.exc.OperationalError, psycopg.OperationalError)


def asked() -> sa.URL | None:
    """The database that ``CHISO_WAREHOUSE_URL`` names; None when versions are files.

    Raises:
        WarehouseError: it is no address of a PostgreSQL database.
    """
    told = os.environ.get(SETTING, "")
    if not told:
        return None
    try:
        found = sa.make_url(told)
    except sa.exc.ArgumentError as error:
        raise WarehouseError(f"{SETTING} không phải là địa chỉ cơ sở dữ liệu, ví dụ postgresql://…") from error
    if found.get_backend_name() != "postgresql":
        raise WarehouseError(
            f"{SETTING} dùng «{found.get_backend_name()}»; kho dữ liệu chỉ đặt được trên PostgreSQL (postgresql://…). "
            "Bỏ trống để dùng tệp DuckDB trong CHISO_HOME."
        )
    return found.set(drivername="postgresql+psycopg")


class StillReadError(Exception):
    """Somebody reads a version that was to go."""


class Schemas:
    """The versions in the database at ``where``; drafts are still built in the store ``root``."""

    def __init__(self, where: sa.URL, root: Path) -> None:
        self._where = where
        self._drafts = files.Files(root)

    @property
    def _base(self) -> Engine:
        return _pools.engine(self._where)

    def is_published(self) -> bool:
        with self._asking() as conn:
            return pointer.served(conn) != ""

    def current(self) -> str:
        with self._asking() as conn:
            name = pointer.served(conn)
        if not name:
            raise WarehouseError(NOTHING_YET)
        return name

    def names(self) -> list[str]:
        with self._asking() as conn:
            return pointer.names(conn)

    def open(self, name: str) -> Engine:
        if not NAME.fullmatch(name):
            raise _gone(name)
        engine = self._base.execution_options(**{READS: name, memory.OPTION: memory.of_version(name)})
        try:
            with engine.connect() as conn:
                found = conn.execute(sa.select(tables.meta.c.schema_version)).scalar_one()
        except sa.exc.ProgrammingError as error:
            if isinstance(error.orig, psycopg.errors.UndefinedTable):
                raise _gone(name) from error
            raise
        except sa.exc.OperationalError as error:
            raise _away(error) from error
        is_ours(found, name)
        return engine

    @contextlib.contextmanager
    def reading(self, name: str) -> Iterator[Connection]:
        with self._named_errors(), self.open(name).connect() as conn:
            yield conn

    def trouble(self, error: sa.exc.OperationalError, name: str) -> WarehouseError | None:
        if isinstance(error.orig, psycopg.errors.QueryCanceled):
            return WarehouseError(
                f"PostgreSQL không trả lời trong {ANSWER_SECONDS} giây. Máy chủ cơ sở dữ liệu đang quá tải: thử lại "
                "sau ít phút; nếu vẫn vậy, báo quản trị hệ thống."
            )
        return _away(error)

    @contextlib.contextmanager
    def only_writer(self, patience: float) -> Iterator[None]:
        give_up = time.monotonic() + patience
        with self._drafts.only_writer(patience), self._named_errors(), self._base.connect() as conn:
            conn = conn.execution_options(isolation_level="AUTOCOMMIT")
            while not conn.execute(sa.select(sa.func.pg_try_advisory_lock(WRITER))).scalar_one():
                if time.monotonic() >= give_up:
                    raise WarehouseError(BUSY)
                time.sleep(0.1)
            try:
                yield
            finally:
                # A lock dies with its connection: of one that is lost there is nothing left to let go.
                with contextlib.suppress(sa.exc.OperationalError):
                    conn.execute(sa.select(sa.func.pg_advisory_unlock(WRITER)))

    def take(self, draft: Path, version: Version, before: str) -> None:
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                return self._take(draft, version, before)
            except Lost as error:
                if not _is_away(error):
                    raise _unwritten(error) from error
                if time.monotonic() >= give_up:
                    raise _away(error) from error
                time.sleep(1)
            except (sa.exc.DBAPIError, psycopg.Error) as error:
                raise _unwritten(error) from error

    def _take(self, draft: Path, version: Version, before: str) -> None:
        with self._base.begin() as conn:
            time_limits.without_end(conn)
            pointer.furnish(conn)
            served = pointer.served(conn)
            if served == version.name:
                return  # the answer to the commit was lost, not the commit
            if served != before:
                raise WarehouseError(
                    f"Trong lúc dựng phiên bản này, một máy khác đã công bố phiên bản {served}. Phiên bản đang phục vụ "
                    "giữ nguyên. Chạy lại lệnh để công bố cả các tệp vừa nhận."
                )
            conn.execute(CreateSchema(PREFIX + version.name))
            transfer.copy_all(conn, draft, PREFIX + version.name)
            conn.execute(pointer.version.insert(), vars(version))
            pointer.point(conn, version.name, ())

    def point_at(self, name: str, held: Iterable[str]) -> None:
        with self._named_errors(), self._base.begin() as conn:
            pointer.furnish(conn)
            pointer.point(conn, name, held)

    def held(self) -> set[str]:
        with self._asking() as conn:
            return pointer.held(conn)

    def sweep(self) -> None:
        self._drafts.sweep()

    def forget(self, name: str) -> None:
        try:
            with self._named_errors(), self._base.begin() as conn:
                conn.execute(sa.select(sa.func.set_config("lock_timeout", IN_USE_AFTER, True)))
                conn.execute(DropSchema(PREFIX + name, cascade=True, if_exists=True))
                conn.execute(pointer.version.delete().where(pointer.version.c.name == name))
        except StillReadError:
            return  # the next publication tries again

    @contextlib.contextmanager
    def _asking(self) -> Iterator[Connection]:
        with self._named_errors(), self._base.connect() as conn:
            yield conn

    @contextlib.contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.OperationalError as error:
            if isinstance(error.orig, psycopg.errors.LockNotAvailable):
                raise StillReadError from error
            raise self.trouble(error, "") or error from error


def _pool(where: sa.URL) -> Engine:
    """A pool for all versions."""
    settings = {"connect_timeout": CONNECT_SECONDS, "application_name": "chiso", "keepalives_idle": 30}
    seconds = ANSWER_SECONDS + time_limits.SPARE_SECONDS
    engine = time_limits.engine(where, seconds, pool_size=8, max_overflow=8, connect_args=settings)
    sa.event.listen(engine, "begin", _enter)
    return engine


_pools = Pools(_pool)


def close() -> None:
    """Lets go of every connection of this process; the next question opens a new one."""
    _pools.close()


def _enter(conn: Connection) -> None:
    """Begins a transaction of a reader: of one version, which nobody removes meanwhile, and only to read."""
    name = conn.get_execution_options().get(READS)
    if name is None:
        return
    words = "SET TRANSACTION READ ONLY; SET LOCAL search_path TO {schema}; SET LOCAL statement_timeout TO {patience}"
    told = {"schema": sql.Identifier(PREFIX + name), "patience": sql.Literal(f"{ANSWER_SECONDS}s")}
    raw: Any = conn.connection.driver_connection  # a guarded connection lets no plain text through
    raw.execute(sql.SQL(words).format(**told))


def _is_away(error: sa.exc.OperationalError | psycopg.OperationalError) -> bool:
    """Whether the server is gone for now, and not only unable: out of space, out of rights."""
    told = error.orig if isinstance(error, sa.exc.OperationalError) else error
    state = told.sqlstate if isinstance(told, psycopg.Error) else None
    return state is None or state.startswith(AWAY)


def _said(error: Exception) -> str:
    known = getattr(error, "orig", None) or error
    if isinstance(known, psycopg.errors.DiskFull):
        return "hết chỗ trên đĩa của máy chủ PostgreSQL"
    told = str(known).splitlines()
    return told[0][:200] if told else type(error).__name__


def _away(error: Exception) -> WarehouseError:
    return WarehouseError(
        f"Không dùng được kho dữ liệu trên PostgreSQL ({_said(error)}). Kiểm tra máy chủ PostgreSQL và {SETTING}; khi "
        "máy chủ chạy lại, chương trình tự kết nối lại."
    )


def _unwritten(error: Exception) -> WarehouseError:
    return WarehouseError(
        f"Không ghi được phiên bản mới vào PostgreSQL ({_said(error)}). Phiên bản đang phục vụ giữ nguyên. Kiểm tra "
        "dung lượng đĩa và quyền của tài khoản cơ sở dữ liệu, rồi chạy lại."
    )


def _gone(name: str) -> WarehouseError:
    return WarehouseError(
        f"Không tìm thấy phiên bản {name} trong kho dữ liệu trên PostgreSQL. Chạy «chiso versions» để xem các phiên "
        "bản còn lại, rồi «chiso rollback» để quay về một phiên bản, hoặc «chiso publish --rebuild» để dựng lại."
    )
