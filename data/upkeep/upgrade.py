"""What a store needs after the program was replaced by a newer one."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from data import engine, tables, versions
from data.engine import WarehouseError
from data.state import shape, store
from data.wall import settling


def needed(home: Path) -> list[str]:
    """The steps that are due, as Vietnamese sentences; nothing is changed by asking.

    Raises:
        StateError: the state is of a newer program.
    """
    return [*_state_steps(), *_warehouse_steps(home), *_wall_steps(home)]


def _state_steps() -> list[str]:
    if not store.begun():
        return []
    with store.as_it_stands() as conn:
        current, newest = shape.revisions(conn)
    if not shape.is_known(current):
        raise shape.newer(current, newest)
    steps = shape.steps_from(current) if current else []
    return [f"Cấu trúc trạng thái, bước {one}" for one in steps]


def _warehouse_steps(home: Path) -> list[str]:
    """One when the served version cannot be read by this program, as after its tables changed."""
    if not engine.is_published(home):
        return []
    try:
        with engine.Warehouse(home).connect() as conn:
            conn.execute(sa.select(tables.meta.c.schema_version)).one()
    except WarehouseError as error:
        return [f"Số liệu: {error}"]
    return []


def _wall_steps(home: Path) -> list[str]:
    count = len(settling.unsettled(home))
    return [f"Cảnh, danh sách trình chiếu chưa chia theo tỉnh: {count} tệp."] if count else []


def upgrade(home: Path) -> Iterator[str]:
    """Does what is needed, and says of each what was done."""
    if _state_steps():
        with store.reading() as conn:
            now, _ = shape.revisions(conn)
        yield f"Trạng thái đã ở bước {now}; bản sao trước khi cập nhật ở {home / shape.FOLDER}."
    if _warehouse_steps(home):
        yield f"Đã dựng lại số liệu: phiên bản {versions.publish(home, 'nâng cấp')}."
    if count := settling.settle(home):
        yield f"Đã chia {count} tệp cảnh, danh sách trình chiếu theo tỉnh; tệp cũ giữ bên cạnh, đuôi {settling.BEFORE}."
