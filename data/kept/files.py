"""Versions as immutable DuckDB files beside a pointer (``CURRENT``).

Opening a path again after its file was replaced would give the old database back for as long as any connection in the
process is open, so no file is ever replaced: a reader opens the new version beside the old one.
"""

import contextlib
import fcntl
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import duckdb
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from data import memory, paths, tables
from data.kept import BUSY, NAME, NOTHING_YET, Version, WarehouseError, is_ours

POINTER = "CURRENT"
HELD = "HELD"  # beside the pointer: ids of deliveries that a rollback took out, a line each
HEADERS = 3 * 4096  # bytes before the blocks of a DuckDB file


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
        execution_options={memory.OPTION: memory.of_version(path.stem)},
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
    try:
        is_ours(found, path.name)
    except WarehouseError:
        engine.dispose()
        raise
    return engine


def _damaged(file_name: str) -> WarehouseError:
    return WarehouseError(
        f"Tệp kho dữ liệu {file_name} bị hỏng hoặc không phải kho của Chiso. Chạy «chiso rollback» để quay về phiên "
        "bản trước, hoặc «chiso publish --rebuild» để dựng lại từ các tệp đã nhận."
    )


@contextlib.contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """A connection to one file; the file is closed afterwards."""
    engine = open_version(path)
    try:
        with engine.connect() as conn:
            yield conn
    finally:
        engine.dispose()


class Files:
    """The versions in the folder ``warehouse`` of a store."""

    def __init__(self, root: Path) -> None:
        self._folder = paths.warehouse(root)

    def is_published(self) -> bool:
        return (self._folder / POINTER).exists()

    def current(self) -> str:
        try:
            name = (self._folder / POINTER).read_bytes().decode("ascii", errors="replace").strip()
        except FileNotFoundError as error:
            raise WarehouseError(NOTHING_YET) from error
        if not NAME.fullmatch(name):
            raise WarehouseError(
                f"Tệp {POINTER} của kho dữ liệu bị hỏng, không cho biết phiên bản đang phục vụ. Chạy «chiso rollback» "
                "để quay về phiên bản mới nhất còn giữ, hoặc «chiso publish --rebuild» để dựng lại từ các tệp đã nhận."
            )
        return name

    def names(self) -> list[str]:
        # Drafts and locks have names that begin with a dot.
        return sorted(path.stem for path in self._folder.glob("[0-9]*.duckdb"))

    def file(self, name: str) -> Path:
        """The file of a version."""
        return self._folder / f"{name}.duckdb"

    def open(self, name: str) -> Engine:
        return open_version(self.file(name))

    @contextlib.contextmanager
    def reading(self, name: str) -> Iterator[Connection]:
        with reading(self.file(name)) as conn:
            yield conn

    def trouble(self, error: sa.exc.OperationalError, name: str) -> WarehouseError | None:
        return _damaged(self.file(name).name) if isinstance(error.orig, duckdb.IOException) else None

    @contextlib.contextmanager
    def only_writer(self, patience: float) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / ".lock").open("w") as lock:
            give_up = time.monotonic() + patience
            while not _locked(lock):
                if time.monotonic() >= give_up:
                    raise WarehouseError(BUSY)
                time.sleep(0.1)
            yield

    def take(self, draft: Path, version: Version, before: str) -> None:
        whole = self.file(version.name)
        _flush(draft)
        os.replace(draft, whole)
        try:
            self._write(POINTER, version.name)
        except OSError:
            whole.unlink(missing_ok=True)
            raise
        (self._folder / HELD).unlink(missing_ok=True)

    def point_at(self, name: str, held: Iterable[str]) -> None:
        self._write(HELD, "\n".join(sorted(held)))
        self._write(POINTER, name)

    def held(self) -> set[str]:
        file = self._folder / HELD
        return set(file.read_text(encoding="ascii").split()) if file.exists() else set()

    def sweep(self) -> None:
        for path in self._folder.glob(".building-*"):  # nobody reads these names
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def forget(self, name: str) -> None:
        self.file(name).unlink()

    def _write(self, name: str, content: str) -> None:
        """Writes a small file in one step, flushed to disk."""
        temporary = self._folder / f".{name}"
        with temporary.open("w", encoding="utf-8") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(temporary, self._folder / name)


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _flush(path: Path) -> None:
    if Path(f"{path}.wal").exists():
        raise WarehouseError(
            f"Phiên bản mới {path.name} chưa ghi trọn; phiên bản đang phục vụ giữ nguyên. Chạy lại lệnh."
        )
    with path.open("rb") as file:
        os.fsync(file.fileno())
