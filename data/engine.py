"""The one way to the warehouse: a read-only connection to the version that is published now.

Versions are immutable files beside a pointer (``CURRENT``).  Opening a path again after its file was replaced would
give the old database back for as long as any connection in the process is open, so no file is ever replaced: a reader
compares the pointer now and then, and opens the new version beside the old one.
"""

import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from data import memory, paths, tables
from data.rights.guard import guarded
from data.rights.visible import WAREHOUSE

POINTER = "CURRENT"
NAME = re.compile(r"[0-9][0-9A-Za-z._-]{0,63}")
CHECK_SECONDS = 1.0
HEADERS = 3 * 4096  # bytes before the blocks of a DuckDB file


class WarehouseError(Exception):
    """The warehouse cannot be read; the message is a Vietnamese sentence that says what to do."""


@dataclass(frozen=True)
class Version:
    """A published version as it describes itself (the row of ``tables.meta``)."""

    name: str
    published_at: datetime  # Vietnam time
    observations: int
    reason: str


def url(path: Path) -> str:
    return f"duckdb:///{path}"


def open_version(path: Path, *, threads: int = 2, memory_limit: str = "1GB") -> Engine:
    """A read-only engine on one version file, proved to be a warehouse of this schema.

    Raises:
        WarehouseError: the file is missing, corrupt, or of another schema version.
    """
    if not path.exists():
        raise WarehouseError(
            f"Không tìm thấy tệp kho dữ liệu {path.name}. Chạy «chiso versions» để xem các phiên bản còn lại, "
            "rồi «chiso rollback» để quay về một phiên bản, hoặc «chiso publish --rebuild» để dựng lại."
        )
    config = {"threads": threads, "memory_limit": memory_limit}
    engine = sa.create_engine(
        url(path),
        connect_args={"read_only": True, "config": config},
        pool_size=8,
        max_overflow=8,
        execution_options={memory.OPTION: memory.Memory()},
    )
    try:
        with engine.connect() as conn:
            found = conn.execute(sa.select(tables.meta.c.schema_version)).scalar_one()
            blocks = conn.exec_driver_sql("SELECT max(total_blocks * block_size) FROM pragma_database_size()")
            is_whole = path.stat().st_size >= HEADERS + int(blocks.scalar_one())
    except (sa.exc.SQLAlchemyError, RuntimeError) as error:
        engine.dispose()
        raise _damaged(path.name) from error
    if not is_whole:  # DuckDB notices a cut tail only when a query needs what was in it
        engine.dispose()
        raise _damaged(path.name)
    if found != tables.SCHEMA_VERSION:
        engine.dispose()
        raise WarehouseError(
            f"Kho dữ liệu {path.name} có cấu trúc phiên bản {found}, chương trình cần {tables.SCHEMA_VERSION}. "
            "Chạy «chiso publish --rebuild» để dựng lại từ các tệp đã nhận."
        )
    return engine


def _damaged(file_name: str) -> WarehouseError:
    return WarehouseError(
        f"Tệp kho dữ liệu {file_name} bị hỏng hoặc không phải kho của Chiso. Chạy «chiso rollback» để quay về phiên "
        "bản trước, hoặc «chiso publish --rebuild» để dựng lại từ các tệp đã nhận."
    )


class Warehouse:
    """Hands out connections to the current version; one engine per version and process."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._name = ""
        self._process = 0
        self._checked = 0.0

    def engine(self) -> Engine:
        """The engine of the published version; follows a new one within a second, without a restart."""
        now = time.monotonic()
        fresh = self._process == os.getpid() and now - self._checked < CHECK_SECONDS
        if self._engine is not None and fresh:
            return self._engine
        with self._lock:
            return self._follow(now)

    def _follow(self, now: float) -> Engine:
        name = current_name(self.root)
        if self._engine is None or name != self._name or self._process != os.getpid():
            new = open_version(paths.warehouse(self.root) / f"{name}.duckdb")
            # The old engine is only let go: a query that runs on it may finish; the pool closes when the last is done.
            self._engine, self._name, self._process = new, name, os.getpid()
        self._checked = now
        return self._engine

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A connection for one question or a few; a block that turns out damaged raises WarehouseError."""
        engine = self.engine()
        with engine.connect() as conn:
            try:
                yield conn
            except sa.exc.OperationalError as error:
                if isinstance(error.orig, duckdb.IOException):
                    raise _damaged(Path(engine.url.database or "").name) from error
                raise


def current_name(root: Path) -> str:
    """The name that the pointer holds.

    Raises:
        WarehouseError: nothing is published yet, or the pointer holds something else than a name.
    """
    pointer = paths.warehouse(root) / POINTER
    try:
        name = pointer.read_bytes().decode("ascii", errors="replace").strip()
    except FileNotFoundError as error:
        raise WarehouseError(
            "Chưa có số liệu nào được công bố. Chạy «chiso demo» để tạo số liệu mô phỏng, hoặc «chiso load TỆP» để nạp "
            "báo cáo của đơn vị."
        ) from error
    if not NAME.fullmatch(name):
        raise WarehouseError(
            f"Tệp {POINTER} của kho dữ liệu bị hỏng, không cho biết phiên bản đang phục vụ. Chạy «chiso rollback» để "
            "quay về phiên bản mới nhất còn giữ, hoặc «chiso publish --rebuild» để dựng lại từ các tệp đã nhận."
        )
    return name


_warehouses: dict[Path, Warehouse] = {}


@contextmanager
def connect() -> Iterator[Connection]:
    """A read-only connection to the published version of the store in ``paths.home()``, as far as the reader sees."""
    root = paths.home()
    with _warehouses.setdefault(root, Warehouse(root)).connect() as conn:
        yield guarded(conn, WAREHOUSE)
