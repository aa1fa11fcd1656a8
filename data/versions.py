"""Publishing: a new warehouse file is built from the kept deliveries, checked, and swapped in by moving a pointer.

Nobody sees half a load.  The file is built under a name that readers never open, closed, flushed to disk, renamed, and
only then named by the pointer.  Killed at any moment, the pointer still names a whole version.
"""

import contextlib
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from data import clock, paths, tables
from data.building import build
from data.engine import POINTER, Version, WarehouseError, current_name, open_version

KEEP = 5
HELD = "HELD"  # beside the pointer: ids of deliveries that a rollback took out, a line each


@contextlib.contextmanager
def only_writer(root: Path, patience: float = 0) -> Iterator[None]:
    """Holds the writer's lock; the system lets go of it even when the process is killed.

    Raises:
        WarehouseError: another load is running, and did not end within ``patience`` seconds.
    """
    folder = paths.warehouse(root)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        give_up = time.monotonic() + patience
        while not _locked(lock):
            if time.monotonic() >= give_up:
                raise WarehouseError("Một lần nạp khác đang chạy. Chờ lần đó xong rồi chạy lại lệnh này.")
            time.sleep(0.1)
        yield


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def publish(root: Path, reason: str, patience: float = 0) -> str:
    """Builds, checks and swaps in a version made of every kept delivery; returns its name.

    Raises:
        WarehouseError: another load is running and did not end within ``patience`` seconds, the disk is full, or the
            new file failed its check.  The served version is untouched.
    """
    with only_writer(root, patience):
        folder = paths.warehouse(root)
        _sweep(folder)
        moment = clock.now()
        name = moment.strftime("%Y-%m-%dT%H-%M-%S-%f")
        draft, whole = folder / f".building-{name}.duckdb", folder / f"{name}.duckdb"
        before = _pointed_at(root)
        try:
            build(draft, root, name, moment, reason)
            _check(draft)
            _flush(draft)
            os.replace(draft, whole)
            point_at(root, name)
            (folder / HELD).unlink(missing_ok=True)
        except (OSError, sa.exc.DBAPIError) as error:
            if _pointed_at(root) == before:
                whole.unlink(missing_ok=True)
            raise WarehouseError(
                f"Không dựng được phiên bản mới ({_first_line(error)}). Phiên bản đang phục vụ giữ nguyên. Kiểm tra "
                "dung lượng đĩa và quyền ghi của thư mục kho, rồi chạy lại."
            ) from error
        finally:
            _sweep(folder)
        _forget_old(folder, spared={name, before})
        return name


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0][:200]


def point_at(root: Path, name: str) -> None:
    """Moves the pointer in one step; readers follow within a second."""
    _write(paths.warehouse(root) / POINTER, name)


def _write(file: Path, content: str) -> None:
    """Writes a small file in one step, flushed to disk."""
    temporary = file.with_name(f".{file.name}")
    with temporary.open("w", encoding="utf-8") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    os.replace(temporary, file)


def versions(root: Path) -> list[Version]:
    """All versions that can be served, newest first; a file that cannot be read is left out of the list."""
    found = []
    for path in reversed(_files(paths.warehouse(root))):
        with contextlib.suppress(WarehouseError):
            found.append(describe(path))
    return found


def _files(folder: Path) -> list[Path]:
    """The version files, oldest first; drafts and locks have names that begin with a dot."""
    return sorted(folder.glob("[0-9]*.duckdb"))


def _pointed_at(root: Path) -> str:
    """The name of the served version; empty when nothing was published."""
    with contextlib.suppress(WarehouseError):
        return current_name(root)
    return ""


def describe(path: Path) -> Version:
    """What a version file says of itself; raises WarehouseError when it cannot."""
    engine = open_version(path)
    try:
        with engine.connect() as conn:
            row = conn.execute(sa.select(tables.meta)).one()
            return Version(row.version, row.published_at, row.observations, row.reason)
    finally:
        engine.dispose()


def held(root: Path) -> set[str]:
    """The ids of deliveries that were published and taken out by a rollback; the next publication has them again."""
    file = paths.warehouse(root) / HELD
    return set(file.read_text(encoding="ascii").split()) if file.exists() else set()


def _deliveries(root: Path, name: str) -> set[str]:
    """The ids of the deliveries in a version; none in one that cannot be read."""
    with contextlib.suppress(WarehouseError):
        engine = open_version(paths.warehouse(root) / f"{name}.duckdb")
        try:
            with engine.connect() as conn:
                return set(conn.execute(sa.select(tables.delivery.c.delivery_id)).scalars())
        finally:
            engine.dispose()
    return set()


def rollback(root: Path, name: str = "") -> str:
    """Points back at an earlier version, by default the one before the current; returns its name.

    What was published since is ``held``: a source that answers as before does not bring it back.
    """
    with only_writer(root):
        folder = paths.warehouse(root)
        names = [path.stem for path in _files(folder)]
        current = _pointed_at(root)
        # A pointer that is lost, or names a file that is gone, says nothing about order: then the newest will do.
        earlier = [n for n in names if n < current] if current in names else names
        target = name or (earlier[-1] if earlier else "")
        if not target or target not in names:
            raise WarehouseError(
                f"Không có phiên bản «{name or 'trước đó'}» để quay về. "
                f"Các phiên bản đang giữ: {', '.join(names) or 'không có'}."
            )
        describe(folder / f"{target}.duckdb")
        taken_out = (held(root) | _deliveries(root, current)) - _deliveries(root, target)
        _write(folder / HELD, "\n".join(sorted(taken_out)))
        point_at(root, target)
        return target


def _sweep(folder: Path) -> None:
    """Removes what a killed build left behind; nobody reads these names."""
    for path in folder.glob(".building-*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _forget_old(folder: Path, spared: set[str]) -> None:
    """Keeps the newest versions, and those that readers have open: the served one and the one served before it."""
    for path in _files(folder)[:-KEEP]:
        if path.stem not in spared:
            path.unlink()


def _flush(path: Path) -> None:
    if Path(f"{path}.wal").exists():
        raise WarehouseError(
            f"Phiên bản mới {path.name} chưa ghi trọn; phiên bản đang phục vụ giữ nguyên. Chạy lại lệnh."
        )
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _check(path: Path) -> None:
    """A version is published only when it opens and holds every observation that it says it holds."""
    said = describe(path).observations
    engine = open_version(path)
    try:
        with engine.connect() as conn:
            found = conn.execute(sa.select(sa.func.count()).select_from(tables.observation)).scalar_one()
    finally:
        engine.dispose()
    if found != said:
        raise WarehouseError(
            f"Phiên bản mới không trọn vẹn: {found} trong {said} giá trị. Phiên bản đang phục vụ giữ nguyên. "
            "Chạy lại lệnh."
        )
