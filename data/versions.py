"""Publishing: a new version is built from the kept deliveries, checked, and served by moving a pointer.

Nobody sees half a load.  DuckDB builds and checks a draft that readers never open, wherever versions are kept; only
then the keeper takes it and moves the pointer.  Killed at any moment, the pointer still names a whole version.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from data import background, clock, engine, paths, tables
from data.building import build
from data.kept import Keeper, Version, WarehouseError, files

KEEP = 5


@contextlib.contextmanager
def only_writer(root: Path, patience: float = 0) -> Iterator[None]:
    """Holds the writer's lock; it is free as soon as the process is killed.

    Raises:
        WarehouseError: another load is running, and did not end within ``patience`` seconds.
    """
    with engine.keeper(root).only_writer(patience):
        yield


def publish(root: Path, reason: str, patience: float = 0) -> str:
    """Builds, checks and serves a version made of every kept delivery; returns its name.

    Raises:
        WarehouseError: another load is running and did not end within ``patience`` seconds, the disk is full, or the
            new version failed its check.  The served version is untouched.
    """
    keeper = engine.keeper(root)
    with keeper.only_writer(patience):
        keeper.sweep()
        moment = clock.now()
        name = moment.strftime("%Y-%m-%dT%H-%M-%S-%f")
        draft = paths.warehouse(root) / f".building-{name}.duckdb"
        before = _pointed_at(keeper)
        try:
            background.aside(lambda: build(draft, root, name, moment, reason))
            keeper.take(draft, background.aside(lambda: _checked(draft)), before)
        except (OSError, sa.exc.DBAPIError) as error:
            raise WarehouseError(
                f"Không dựng được phiên bản mới ({_first_line(error)}). Phiên bản đang phục vụ giữ nguyên. Kiểm tra "
                "dung lượng đĩa và quyền ghi của thư mục kho, rồi chạy lại."
            ) from error
        finally:
            keeper.sweep()
        # The newest stay, and those that readers have open: the served one and the one served before it.
        for old in keeper.names()[:-KEEP]:
            if old not in (name, before):
                keeper.forget(old)
        return name


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0][:200]


def versions(root: Path) -> list[Version]:
    """All versions that can be served, newest first; one that cannot be read is left out of the list."""
    keeper = engine.keeper(root)
    found = []
    for name in reversed(keeper.names()):
        with contextlib.suppress(WarehouseError), keeper.reading(name) as conn:
            found.append(_description(conn))
    return found


def _pointed_at(keeper: Keeper) -> str:
    """The name of the served version; empty when nothing was published."""
    if not keeper.is_published():
        return ""
    with contextlib.suppress(WarehouseError):
        return keeper.current()
    return ""


def _description(conn: Connection) -> Version:
    """What a version says of itself."""
    row = conn.execute(sa.select(tables.meta)).one()
    return Version(row.version, row.published_at, row.observations, row.reason)


def held(root: Path) -> set[str]:
    """The ids of deliveries that were published and taken out by a rollback; the next publication has them again."""
    return engine.keeper(root).held()


def _deliveries(keeper: Keeper, name: str) -> set[str]:
    """The ids of the deliveries in a version; none in one that cannot be read."""
    with contextlib.suppress(WarehouseError), keeper.reading(name) as conn:
        return set(conn.execute(sa.select(tables.delivery.c.delivery_id)).scalars())
    return set()


def rollback(root: Path, name: str = "") -> str:
    """Points back at an earlier version, by default the one before the current; returns its name.

    What was published since is ``held``: a source that answers as before does not bring it back.
    """
    keeper = engine.keeper(root)
    with keeper.only_writer(0):
        names = keeper.names()
        current = _pointed_at(keeper)
        # A pointer that is lost, or names a version that is gone, says nothing about order: then the newest will do.
        earlier = [n for n in names if n < current] if current in names else names
        target = name or (earlier[-1] if earlier else "")
        if not target or target not in names:
            raise WarehouseError(
                f"Không có phiên bản «{name or 'trước đó'}» để quay về. "
                f"Các phiên bản đang giữ: {', '.join(names) or 'không có'}."
            )
        with keeper.reading(target) as conn:
            _description(conn)
        taken_out = (keeper.held() | _deliveries(keeper, current)) - _deliveries(keeper, target)
        keeper.point_at(target, taken_out)
        return target


def _checked(draft: Path) -> Version:
    """A version is published only when it opens and holds every observation that it says it holds."""
    with files.reading(draft) as conn:
        said = _description(conn)
        found = conn.execute(sa.select(sa.func.count()).select_from(tables.observation)).scalar_one()
    if found != said.observations:
        raise WarehouseError(
            f"Phiên bản mới không trọn vẹn: {found} trong {said.observations} giá trị. Phiên bản đang phục vụ giữ "
            "nguyên. Chạy lại lệnh."
        )
    return said
