"""A copy of everything that cannot be made again, taken while the server runs: whole under its name, or not there.

The state first, then the files: what the state speaks of was on disk before it, and files only come, never change.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import metadata
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from data import clock, engine, queries, tables
from data.engine import WarehouseError
from data.state import copying, shape, store
from data.upkeep import figures, manifest, records
from data.upkeep.manifest import STATE, STORE, CopyError, Manifest
from data.upkeep.records import Record

KEEP = 7
MAKING, OLD = ".making-", ".old-"
LOCK = ".lock"
# What is made again: versions from deliveries, drafts and locks by whoever needs them; logs tell of this machine.
LEFT_OUT = ("warehouse", ".*", f"{store.FILE}*", "*.log", "*.log.*", "errors.jsonl*", "metrics")


def make(home: Path, folder: Path, keep: int = KEEP) -> Path:
    """Makes a copy in ``folder``, forgets all but the newest ``keep``, and gives the place of the new one.

    Raises:
        CopyError: there is no store, no room, another backup is at work, or the folder lies in the store.
        OSError, StateError: the folder cannot be written; the state cannot be read.
    """
    started = time.monotonic()
    _refuse_bad_places(home, folder)
    with only_one(folder):
        _sweep(folder)
        moment = clock.now()
        name = f"{manifest.PREFIX}{moment:%Y-%m-%dT%H-%M-%S}"
        draft = folder / f"{MAKING}{name}"
        draft.mkdir(mode=0o700)
        try:
            _fill(home, draft)
            whole = folder / name
            draft.rename(whole)
            _flush(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        _forget(folder, keep)
    told = f"Đã sao lưu {len(manifest.read(whole).files)} tệp."
    records.add(home, Record(records.BACKUP, moment, str(whole), round(time.monotonic() - started, 1), True, told))
    return whole


def _refuse_bad_places(home: Path, folder: Path) -> None:
    if not home.is_dir():
        raise CopyError(f"Chưa có kho nào ở {home} để sao lưu.")
    if folder.resolve().is_relative_to(home.resolve()):
        raise CopyError(f"{folder} nằm trong kho: mất kho là mất cả bản sao. Chọn thư mục ở đĩa khác.")
    folder.mkdir(parents=True, exist_ok=True)
    needed = sum(path.stat().st_size for path in home.rglob("*") if path.is_file() and "warehouse" not in path.parts)
    if (free := shutil.disk_usage(folder).free) < needed:
        told = f"cần {needed >> 20} MiB, còn {free >> 20} MiB"
        raise CopyError(f"Không đủ chỗ trong {folder} ({told}). Xóa bớt, hoặc chọn thư mục khác.")


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Raises CopyError where another process makes or tries a copy in the folder."""
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CopyError(f"Một lần sao lưu khác đang chạy trong {folder}. Chờ lần đó xong.") from error
        yield


def _fill(home: Path, draft: Path) -> None:
    revision, rows = "", {}
    if store.begun():
        with store.as_it_stands() as conn:
            revision, _ = shape.revisions(conn)
            rows = copying.write(conn, draft / STATE)
    version, deliveries, found = _served()
    shutil.copytree(home, draft / STORE, ignore=shutil.ignore_patterns(*LEFT_OUT))
    made = Manifest(
        made_at=clock.now(),
        program=metadata.version("chiso"),
        revision=revision,
        state_rows=rows,
        version=version,
        deliveries=deliveries,
        figures=found,
        files=manifest.files_of(draft),
    )
    manifest.write(draft, made)
    for path in (*draft.rglob("*"), draft):
        _flush(path)


def _served() -> tuple[str, list[str], figures.Figures]:
    """Name, deliveries and figures of the served version; empty where none is or it cannot be read: it is rebuilt."""
    with suppress(WarehouseError), engine.connect() as conn:
        return str(queries.version(conn)["version"]), deliveries_of(conn), figures.of(conn)
    return "", [], {}


def deliveries_of(conn: Connection) -> list[str]:
    return sorted(conn.execute(sa.select(tables.delivery.c.delivery_id)).scalars())


def _flush(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _sweep(folder: Path) -> None:
    """Removes what a killed backup or drill left; nobody looks for copies under these names."""
    for left in (*folder.glob(f"{MAKING}*"), *folder.glob(f"{OLD}*")):
        shutil.rmtree(left)


def _forget(folder: Path, keep: int) -> None:
    for copy in manifest.copies(folder)[:-keep]:
        gone = copy.with_name(f"{OLD}{copy.name}")
        copy.rename(gone)
        shutil.rmtree(gone)
