"""What people did, as it stood before an upgrade: from a copy that ``shape.keep_copy`` left, a state database again.

Only the state is touched; figures and files of the store stay.  What was there before is kept: on SQLite the file,
under another name; of PostgreSQL a copy beside the others.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from data import clock
from data.state import copying, journal, shape, store
from data.state import tables as state
from data.upkeep import manifest, records
from data.upkeep.manifest import CopyError
from data.upkeep.records import Record

NAMED = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(?:\.\d{6})?-(\w+)")  # older ones to the second
WITNESS = f"{state.journal.name}{copying.ENDING}"  # every shape of the state has had a journal
BESIDE = ("-wal", "-shm")  # what SQLite keeps beside its file
DRAFT = ".restoring-"


@dataclass(frozen=True)
class RestoredState:
    """What came of it: ``before`` is where the state lies that was there, None where there was none."""

    copy: Path
    steps: int  # of the journal
    broken: int | None  # the first step of the journal that is not as it was written
    before: Path | None

    @property
    def told(self) -> str:
        count = f"{self.steps:,}".replace(",", ".")
        told = f"Đã khôi phục trạng thái từ {self.copy.name}: {count} mục trong sổ thay đổi."
        if self.broken is not None:
            return (
                f"{told} Chuỗi niêm phong sai từ mục {self.broken}: bản sao đã bị sửa, đối chiếu với bản sao lưu khác."
            )
        return f"{told} Chuỗi niêm phong nguyên vẹn."


def chosen(folder: Path) -> Path | None:
    """The folder itself where it is such a copy, else the newest in it; None where there is none, or a whole backup."""
    if (folder / manifest.FILE).exists() or manifest.copies(folder):
        return None
    if (folder / WITNESS).exists():
        return folder
    return max((one for one in folder.glob("*") if NAMED.fullmatch(one.name)), default=None, key=lambda one: one.name)


def restore(copy: Path, home: Path, *, replace: bool = False) -> RestoredState:
    """Fills the state database from a copy and brings it to the shape of this program; all of it or nothing.

    Raises:
        CopyError: the copy is damaged or of a newer program, or there is a state already and ``replace`` was not said.
        StateError, OSError: the database cannot be used; what is there cannot be kept.
    """
    named = NAMED.fullmatch(copy.name)
    if named is None or not (copy / WITNESS).exists():
        raise CopyError(f"{copy} không phải bản sao trạng thái; các bản ấy ở {home / shape.FOLDER}, giữ nguyên tên.")
    if not shape.is_known(named[1]):
        raise CopyError("Bản sao do phiên bản Chiso mới hơn tạo ra. Cài phiên bản đó rồi khôi phục.")
    where = store.url()
    is_file = where.get_backend_name() == "sqlite"
    if is_file:
        steps, broken, before = _into_file(copy, named[1], Path(where.database or ""), replace)
    else:
        steps, broken, before = _into_database(copy, named[1], home, replace)
    done = RestoredState(copy, steps, broken, before)
    records.add(home, Record(records.RESTORE, clock.now(), str(copy), 0, broken is None, done.told))
    return done


def _into_file(copy: Path, revision: str, file: Path, replace: bool) -> tuple[int, int | None, Path | None]:
    if file.exists() and not replace:
        raise _is_there()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{DRAFT}{file.name}")
    _remove(draft)
    engine = store.connected(sa.URL.create("sqlite", database=str(draft)))
    try:
        with store.pen(engine) as conn:
            found = _fill(conn, copy, revision)
        engine.dispose()  # the last to go writes everything into the one file
        before = _aside(file) if file.exists() else None
        os.replace(draft, file)
    finally:
        engine.dispose()
        _remove(draft)
    return *found, before


def _into_database(copy: Path, revision: str, home: Path, replace: bool) -> tuple[int, int | None, Path | None]:
    before = None
    with store.as_it_stands() as conn:
        if not copying.is_empty(conn):
            if not replace:
                raise _is_there()
            home.mkdir(parents=True, exist_ok=True)
            before = shape.keep_copy(conn, home, shape.revisions(conn)[0] or "0000")
    engine = store.connected(store.url())
    try:
        with store.pen(engine) as conn:
            copying.drop(conn)
            found = _fill(conn, copy, revision)
    finally:
        engine.dispose()
    return *found, before


def _fill(conn: Connection, copy: Path, revision: str) -> tuple[int, int | None]:
    """The number of steps of the journal, and the first that is not as it was written."""
    shape.migrate(conn, revision)
    with _damage_told(copy):
        copying.fill(conn, copy)
    shape.migrate(conn)
    steps = conn.execute(sa.select(sa.func.count()).select_from(state.journal)).scalar_one()
    return int(steps), journal.first_broken(conn)


@contextmanager
def _damage_told(copy: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError, StopIteration, sa.exc.StatementError) as error:
        why = str(error).splitlines()[0][:200] if str(error) else "tệp trống"
        raise CopyError(f"Bản sao {copy.name} bị hỏng ({why}); chưa thay đổi gì. Dùng một bản khác.") from error


def _is_there() -> CopyError:
    return CopyError("Đang có trạng thái. Dừng máy chủ rồi thêm --replace để thay; trạng thái đang có được giữ lại.")


def _aside(file: Path) -> Path:
    """Keeps the file under another name; what SQLite has beside it goes first, it would be read into the new one."""
    kept = file.with_name(f"{file.name}.truoc-khoi-phuc-{clock.now():%Y-%m-%dT%H-%M-%S.%f}")
    os.link(file, kept)
    for ending in BESIDE:
        if (beside := file.with_name(f"{file.name}{ending}")).exists():
            os.replace(beside, kept.with_name(f"{kept.name}{ending}"))
    return kept


def _remove(file: Path) -> None:
    for ending in ("", *BESIDE):
        file.with_name(f"{file.name}{ending}").unlink(missing_ok=True)
