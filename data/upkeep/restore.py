"""From a copy a store again: checked, filled beside its place, published, held against what was copied, moved in."""

import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import replace as replaced
from pathlib import Path

import sqlalchemy as sa

from data import clock, engine, paths, versions
from data.state import copying, shape, store
from data.upkeep import backup, figures, manifest, records
from data.upkeep.manifest import STATE, STORE, CopyError, Manifest
from data.upkeep.records import Record

DRAFT = ".restoring-"


@dataclass(frozen=True)
class Restored:
    """What came of it: ``differing`` tables are not as they were served when the copy was made."""

    copy: Path
    observations: int
    deliveries: int
    unpublished: int  # deliveries of the copy that were not in the version served then
    differing: list[str]
    seconds: float = 0
    before: Path | None = None  # where the store lies now that was there before

    @property
    def told(self) -> str:
        count = f"{self.observations:,}".replace(",", ".")
        told = f"Đã dựng lại kho từ {self.deliveries} lần nhận: {count} giá trị, trong {self.seconds:.0f} giây."
        if self.unpublished:
            told += f" {self.unpublished} lần nhận khi ấy chưa công bố (hoặc đã rút ra) nay có trong số liệu."
        elif self.differing:
            told += f" Khác với lúc sao lưu ở các bảng: {', '.join(self.differing)}."
        else:
            told += " Mọi bảng giống hệt lúc sao lưu."
        return told


def restore(source: Path, home: Path, *, replace: bool = False) -> Restored:
    """Restores a copy (or the newest in a folder of them) into ``home``, and the state into its database.

    Raises:
        CopyError: the copy is damaged, or something is there already and ``replace`` was not said.
        WarehouseError, StateError, OSError: see those.
    """
    started = time.monotonic()
    copy = manifest.chosen(source)
    about = manifest.read(copy)
    manifest.verify(copy, about)
    _refuse_to_overwrite(home, replace)
    home.parent.mkdir(parents=True, exist_ok=True)
    draft = home.with_name(f"{DRAFT}{home.name}")
    shutil.rmtree(draft, ignore_errors=True)  # what a killed restoration left
    try:
        shutil.copytree(copy / STORE, draft)
        draft.chmod(0o750)
        versions.publish(draft, f"khôi phục từ {copy.name}")
        compared = _compare(copy, draft, about)
        _state(copy, about, draft, replace)
        before = _move_in(draft, home)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    done = replaced(compared, seconds=round(time.monotonic() - started, 1), before=before)
    records.add(home, Record(records.RESTORE, clock.now(), str(copy), done.seconds, True, done.told))
    return done


def _refuse_to_overwrite(home: Path, replace: bool) -> None:
    if replace:
        return
    remedy = "Chọn một kho trống bằng CHISO_HOME, hoặc thêm --replace để thay (kho cũ được giữ bên cạnh)."
    if home.exists() and any(home.iterdir()):
        raise CopyError(f"Kho {home} không trống. {remedy}")
    if engine.keeper(home).is_published():
        raise CopyError(f"Đang có phiên bản số liệu trong CHISO_WAREHOUSE_URL. {remedy}")
    if store.url().get_backend_name() != "sqlite":
        with store.as_it_stands() as conn:
            if not copying.is_empty(conn):
                raise CopyError(f"Cơ sở dữ liệu trạng thái trong CHISO_STATE_URL không trống. {remedy}")


def _compare(copy: Path, draft: Path, about: Manifest) -> Restored:
    with engine.Warehouse(draft).connect() as conn:
        found, deliveries = figures.of(conn), backup.deliveries_of(conn)
    return Restored(
        copy=copy,
        observations=found["observation"][0],
        deliveries=len(deliveries),
        unpublished=len(set(deliveries) - set(about.deliveries)),
        differing=figures.differing(found, about.figures) if about.version else [],
    )


def _state(copy: Path, about: Manifest, draft: Path, replace: bool) -> None:
    """Fills the state database in one transaction: that of the environment, or a file in the store to be."""
    if not about.revision:
        return
    if not shape.is_known(about.revision):
        raise CopyError("Bản sao lưu do phiên bản Chiso mới hơn tạo ra. Cài phiên bản đó rồi khôi phục.")
    where = store.url()
    is_file = where.get_backend_name() == "sqlite"
    opened = store.connected(sa.URL.create("sqlite", database=str(draft / store.FILE)) if is_file else where)
    try:
        with store.pen(opened) as conn:
            if replace and not is_file:
                copying.drop(conn)
            shape.migrate(conn, about.revision)
            copying.fill(conn, copy / STATE)
            shape.migrate(conn)
    finally:
        opened.dispose()


def _move_in(draft: Path, home: Path) -> Path | None:
    """Puts the draft in its place; what was there is kept beside it."""
    before = None
    with suppress(OSError):
        home.rmdir()  # empty
    if home.exists():
        before = home.with_name(f"{home.name}.truoc-khoi-phuc-{clock.now():%Y-%m-%dT%H-%M-%S.%f}")
        os.replace(home, before)
    os.replace(draft, home)
    return before


def home_of(folder: Path) -> Path:
    """The store of a drill in ``folder``."""
    return folder / paths.home().name
