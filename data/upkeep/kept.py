"""Whether what the store keeps is whole: warehouse, state and its journal, boundaries, disk, clock, copies."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from data import clock, engine, queries, settings, tables
from data.engine import WarehouseError
from data.state import journal, shape, store
from data.state.store import StateError
from data.state.tables import journal as entries
from data.upkeep import records
from data.upkeep.findings import Finding, danger, fine, notice, warning
from geo import boundaries

GIB = 1 << 30
LEAST_FREE, LITTLE_FREE = GIB, 5 * GIB
CLOCK_SLACK = timedelta(minutes=2)
OLDEST_POSTGRESQL = 14
REBUILD = "Chạy «chiso publish --rebuild»; nếu vẫn hỏng, «chiso restore»."


def found(home: Path, thorough: bool = True) -> Iterator[Finding]:
    """What is broken, missing or old in the store; nothing is changed by asking."""
    if not home.exists():
        return
    yield from _warehouse(home, thorough)
    yield from _state()
    yield disk(home)
    yield backup(home, clock.now())


def _warehouse(home: Path, thorough: bool) -> Iterator[Finding]:
    subject = "Kho số liệu"
    try:
        with engine.connect() as conn:
            about = queries.version(conn)
            values = _read_through(conn) if thorough else about["observations"]
            count, told = f"{values:,}".replace(",", "."), "đọc được trọn vẹn" if thorough else "mở được"
            yield fine(subject, f"Phiên bản {about['version']} {told}, {count} giá trị.")
            yield _clock(about["published_at"], "phiên bản đang phục vụ")
            yield from _boundaries(conn, home)
    except WarehouseError as error:
        yield danger(subject, str(error), "")
    except sa.exc.DBAPIError as error:
        yield danger(subject, f"Không đọc được trọn vẹn ({str(error.orig).splitlines()[0][:200]}).", REBUILD)


def _read_through(conn: Connection) -> int:
    """The number of observations, after every block of theirs was read."""
    columns = [sa.func.count(column) for column in tables.observation.columns]
    lengths = [sa.func.sum(sa.func.length(column)) for column in tables.observation.columns if _is_text(column)]
    row = conn.execute(sa.select(sa.func.count(), *columns, *lengths).select_from(tables.observation)).one()
    return int(row[0])


def _is_text(column: sa.Column[object]) -> bool:
    return isinstance(column.type, sa.String)


def _boundaries(conn: Connection, home: Path) -> Iterator[Finding]:
    subject = "Ranh giới"
    for code in queries.provinces_with_data(conn):
        try:
            is_approximate = boundaries.boundary_set(code, home).approximate
        except boundaries.BoundaryError as error:
            yield danger(subject, str(error), "")
            continue
        name = queries.area_name(conn, code)
        if is_approximate:
            told = f"{name} đang dùng ranh giới xấp xỉ."
            yield notice(subject, told, "Có ranh giới chính thức thì chạy: chiso geo import TỆP.")
        else:
            yield fine(subject, f"{name} dùng ranh giới chính thức đã nhập.")


def _state() -> Iterator[Finding]:
    subject = "Cơ sở dữ liệu trạng thái"
    try:
        if not store.begun():
            yield notice(subject, "Chưa có; sẽ được tạo khi cần.")
            return
        with store.as_it_stands() as conn:
            yield _server(conn)
            current, needed = shape.revisions(conn)
            if current != needed:
                yield _migrations(current, needed)
            if current:
                yield _journal(conn)
                newest = conn.execute(sa.select(sa.func.max(entries.c.at))).scalar_one()
                yield _clock(newest, "bước gần nhất trong nhật ký")
    except StateError as error:
        yield danger(subject, str(error), "Nếu tệp hỏng, khôi phục bằng «chiso restore».")


def of_newer_program() -> Iterator[Finding]:
    """The state, when this program does not know its shape; one that is away is told where it is looked at."""
    with suppress(StateError):
        if store.begun():
            with store.as_it_stands() as conn:
                current, needed = shape.revisions(conn)
                if not shape.is_known(current):
                    yield _migrations(current, needed)


def _server(conn: Connection) -> Finding:
    """The database answers and is whole; of PostgreSQL also which version."""
    subject = "Cơ sở dữ liệu trạng thái"
    if conn.dialect.name == "sqlite":
        said = str(conn.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
        if said != "ok":
            return danger(subject, f"Tệp bị hỏng ({said[:200]}).", "Khôi phục bằng «chiso restore».")
        return fine(subject, "SQLite, nguyên vẹn.")
    major = int((conn.dialect.server_version_info or (0,))[0])
    if major < OLDEST_POSTGRESQL:
        remedy = f"Nâng cấp lên PostgreSQL {OLDEST_POSTGRESQL} trở lên."
        return warning(subject, f"PostgreSQL {major} đã quá cũ.", remedy)
    return fine(subject, f"PostgreSQL {major}, kết nối được.")


def _migrations(current: str, needed: str) -> Finding:
    subject = "Cấu trúc cơ sở dữ liệu"
    if not shape.is_known(current):
        told = f"Do phiên bản Chiso mới hơn tạo ra (bước {current}; chương trình này biết đến bước {needed})."
        return danger(subject, told, "Cài phiên bản mới hơn, hoặc khôi phục bản sao lưu bằng «chiso restore».",
                      stops=True)  # fmt: skip
    told = f"Đang ở bước {current or 'đầu tiên'}, cần bước {needed}."
    return notice(subject, told, "Máy chủ sẽ tự cập nhật khi khởi động, sau khi sao lưu; xem «chiso upgrade --check».")


def _journal(conn: Connection) -> Finding:
    broken = journal.first_broken(conn)
    if broken is None:
        return fine("Nhật ký", "Chuỗi niêm phong nguyên vẹn.")
    return danger(
        "Nhật ký",
        f"Mục {broken} không còn như lúc ghi, hoặc mục trước nó đã mất.",
        "Giữ nguyên tệp này làm bằng chứng, đối chiếu với bản sao lưu gần nhất.",
    )


def _clock(newest: datetime | None, what: str) -> Finding:
    now = clock.now()
    if newest is None or newest <= now + CLOCK_SLACK:
        return fine("Đồng hồ", f"Không sớm hơn {what}.")
    told = f"Máy chỉ {now:%H:%M %d/%m/%Y}, sớm hơn {what} ({newest:%H:%M %d/%m/%Y})."
    return danger("Đồng hồ", told, "Chỉnh giờ máy (chrony hoặc systemd-timesyncd) trước khi nạp số liệu.")


def disk(home: Path) -> Finding:
    """The room that is left: a publication writes a whole new version beside the old."""
    free = shutil.disk_usage(home).free
    told = f"Còn trống {free / GIB:.1f} GiB.".replace(".", ",", 1)
    remedy = "Xóa bớt tệp không thuộc kho, hoặc thêm dung lượng cho phân vùng này."
    if free < LEAST_FREE:
        return danger("Đĩa", told, remedy)
    return warning("Đĩa", told, remedy) if free < LITTLE_FREE else fine("Đĩa", told)


def backup(home: Path, now: datetime) -> Finding:
    """How old the newest copy is that was made whole."""
    subject, remedy = "Sao lưu", "Chạy «chiso backup THƯ_MỤC», hoặc bật bộ hẹn giờ trong deploy/systemd/."
    last = records.newest(home, records.BACKUP)
    try:
        days = settings.backup_days()
    except settings.SettingError as error:
        return danger(subject, str(error), "Sửa biến môi trường này.")
    if last is None:
        return warning(subject, "Chưa có bản sao lưu nào.", remedy)
    told = f"Bản gần nhất lúc {last.at:%H:%M %d/%m/%Y}, ở {last.place}."
    return fine(subject, told) if now - last.at <= timedelta(days=days) else warning(subject, told, remedy)
