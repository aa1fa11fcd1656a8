"""Publishing: a new warehouse file is built from the kept deliveries, checked, and swapped in by moving a pointer.

Nobody sees half a load.  The file is built under a name that readers never open, closed, flushed to disk, renamed, and
only then named by the pointer.  Killed at any moment, the pointer still names a whole version.
"""

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection, Table

from data import catalogue, clock, paths, tables
from data.tables import END_OF_TIME
from data.engine import POINTER, Version, WarehouseError, current_name, open_version, url
from geo import areas

KEEP = 5


@contextlib.contextmanager
def only_writer(root: Path) -> Iterator[None]:
    """Holds the writer's lock; the system lets go of it even when the process is killed.

    Raises:
        WarehouseError: another load is running.
    """
    folder = paths.warehouse(root)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WarehouseError("Một lần nạp khác đang chạy. Chờ lần đó xong rồi chạy lại lệnh này.") from error
        yield


def publish(root: Path, reason: str) -> str:
    """Builds, checks and swaps in a version made of every kept delivery; returns its name.

    Raises:
        WarehouseError: another load is running, the disk is full, or the new file failed its check.  The served
            version is untouched.
    """
    with only_writer(root):
        folder = paths.warehouse(root)
        _sweep(folder)
        moment = clock.now()
        name = moment.strftime("%Y-%m-%dT%H-%M-%S-%f")
        draft = folder / f".building-{name}.duckdb"
        try:
            _build(draft, root, name, moment, reason)
            _check(draft)
            _flush(draft)
        except (OSError, sa.exc.DBAPIError) as error:
            _sweep(folder)
            raise WarehouseError(
                f"Không dựng được phiên bản mới ({_first_line(error)}). Phiên bản đang phục vụ giữ nguyên. Kiểm tra dung "
                "lượng đĩa và quyền ghi của thư mục kho, rồi chạy lại."
            ) from error
        os.replace(draft, folder / f"{name}.duckdb")
        point_at(root, name)
        _forget_old(root, keep=KEEP)
        return name


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0][:200]


def point_at(root: Path, name: str) -> None:
    """Moves the pointer in one step; readers follow within a second."""
    folder = paths.warehouse(root)
    temporary = folder / f".{POINTER}"
    with temporary.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, folder / POINTER)


def versions(root: Path) -> list[Version]:
    """All versions that can be served, newest first; a file that cannot be read is left out of the list."""
    found = []
    for path in sorted(paths.warehouse(root).glob("[0-9]*.duckdb"), reverse=True):
        with contextlib.suppress(WarehouseError):
            found.append(describe(path))
    return found


def describe(path: Path) -> Version:
    """What a version file says of itself; raises WarehouseError when it cannot."""
    engine = open_version(path)
    try:
        with engine.connect() as conn:
            row = conn.execute(sa.select(tables.meta)).one()
            return Version(row.version, row.published_at, row.observations, row.reason)
    finally:
        engine.dispose()


def rollback(root: Path, name: str = "") -> str:
    """Points back at an earlier version, by default the one before the current; returns its name."""
    with only_writer(root):
        names = [path.stem for path in sorted(paths.warehouse(root).glob("[0-9]*.duckdb"))]
        current = current_name(root)
        earlier = [n for n in names if n < current]
        target = name or (earlier[-1] if earlier else "")
        if not target or target not in names:
            raise WarehouseError(
                f"Không có phiên bản «{name or 'trước đó'}» để quay về. Các phiên bản đang giữ: {', '.join(names) or 'không có'}."
            )
        describe(paths.warehouse(root) / f"{target}.duckdb")
        point_at(root, target)
        return target


def _sweep(folder: Path) -> None:
    """Removes what a killed build left behind; nobody reads these names."""
    for path in folder.glob(".building-*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _forget_old(root: Path, keep: int) -> None:
    files = sorted(paths.warehouse(root).glob("[0-9]*.duckdb"))
    for path in files[:-keep]:
        if path.stem != current_name(root):
            path.unlink()


def _flush(path: Path) -> None:
    if Path(f"{path}.wal").exists():
        raise WarehouseError(f"Phiên bản mới {path.name} chưa ghi trọn; phiên bản đang phục vụ giữ nguyên. Chạy lại lệnh.")
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _check(path: Path) -> None:
    """A version is published only when it opens and every observation found its indicator, area and delivery."""
    engine = open_version(path)
    obs = tables.observation.c
    orphans = [
        sa.select(sa.func.count()).select_from(tables.observation).where(column.not_in(sa.select(key)))
        for column, key in (
            (obs.area_code, tables.area.c.area_code),
            (obs.delivery_id, tables.delivery.c.delivery_id),
        )
    ]
    try:
        with engine.connect() as conn:
            counts = [conn.execute(query).scalar_one() for query in orphans]
    finally:
        engine.dispose()
    if any(counts):
        raise WarehouseError(
            f"Phiên bản mới không nhất quán: {counts[0]} giá trị không rõ địa bàn, {counts[1]} giá trị không rõ tệp nguồn. "
            "Phiên bản đang phục vụ giữ nguyên."
        )


def _build(draft: Path, root: Path, name: str, moment: datetime, reason: str) -> None:
    engine = sa.create_engine(url(draft), connect_args={"config": {"threads": 2}})
    try:
        with engine.begin() as conn:
            tables.metadata.create_all(conn)
            _insert(conn, tables.indicator_set, _sets())
            _insert(conn, tables.indicator, _indicators())
            _insert(conn, tables.area, _areas())
            _insert(conn, tables.area_group, _area_groups())
            _insert(conn, tables.delivery, _deliveries(root))
            observations = fill_observations(conn, paths.deliveries(root))
            conn.execute(tables.series.insert().from_select(_names(tables.series), _series()))
            meta = {"schema_version": tables.SCHEMA_VERSION, "version": name, "published_at": moment}
            conn.execute(tables.meta.insert(), meta | {"observations": observations, "reason": reason})
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.exec_driver_sql("CHECKPOINT")
    finally:
        engine.dispose()


def _insert(conn: Connection, table: Table, frame: pd.DataFrame) -> None:
    """All rows of a frame by name of column, in bulk.  DuckDB reads the frame itself; anything else by INSERT."""
    columns = _names(table)
    if frame.empty:
        return
    if conn.dialect.name == "duckdb":
        raw = conn.connection.driver_connection
        raw.register("incoming", frame[columns])
        conn.exec_driver_sql(f'INSERT INTO "{table.name}" BY NAME SELECT * FROM incoming')
        raw.unregister("incoming")
    else:
        conn.execute(table.insert(), frame[columns].to_dict("records"))


def fill_observations(conn: Connection, folder: Path) -> int:
    """Loads the observations and refusals of every delivery folder; returns the number of observations.

    The bulk path of DuckDB: the parquet files are read by the engine.  Of two values with the same key the one
    published later (of the same day: received later) supersedes the other.
    """
    kept = sorted(str(path) for path in folder.glob("*/observations.parquet"))
    refused = sorted(str(path) for path in folder.glob("*/refusals.parquet"))
    if refused:
        conn.exec_driver_sql("INSERT INTO refusal BY NAME SELECT * FROM read_parquet($1)", (refused,))
    if not kept:
        return 0
    key = ", ".join(tables.OBSERVATION_KEY)
    conn.exec_driver_sql(
        f"""
        INSERT INTO observation BY NAME
        SELECT indicator.indicator_id, incoming.*,
               coalesce(lead(incoming.published_at) OVER (
                   PARTITION BY {", ".join(f"incoming.{name}" for name in tables.OBSERVATION_KEY)}
                   ORDER BY incoming.published_at, delivery.received_at, delivery.delivery_id), $2) AS superseded_at
        FROM read_parquet($1) AS incoming
        JOIN indicator ON indicator.indicator_code = incoming.indicator_code
        JOIN delivery ON delivery.delivery_id = incoming.delivery_id
        ORDER BY indicator_id, {key.removeprefix("indicator_code, ")}
        """,
        (kept, END_OF_TIME),
    )
    return int(conn.execute(sa.select(sa.func.count()).select_from(tables.observation)).scalar_one())


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _series() -> sa.Select[tuple[object, ...]]:
    """One row per indicator, province, level, frequency, breakdown and measure that has a current value."""
    obs, place = tables.observation.c, tables.area.c
    province = sa.case((place.area_level == "commune", place.parent_code), else_=place.area_code)
    by = (obs.indicator_id, obs.indicator_code, province, place.area_level, obs.frequency)
    by += (obs.breakdown, obs.measure, obs.basis)
    counts = (
        sa.func.min(obs.period),
        sa.func.max(obs.period),
        sa.func.count(obs.area_code.distinct()),
        sa.func.count(),
        sa.func.max(obs.published_at),
        sa.func.max(sa.case((obs.status == "simulated", 1), else_=0)) == 1,
    )
    joined = tables.observation.join(tables.area, place.area_code == obs.area_code)
    return sa.select(*by, *counts).select_from(joined).where(obs.superseded_at == END_OF_TIME).group_by(*by)


def _sets() -> pd.DataFrame:
    return pd.DataFrame([asdict(s) for s in catalogue.sets().values()])


def _indicators() -> pd.DataFrame:
    rows = [
        {
            "indicator_id": number, "indicator_code": i.code, "set_code": i.set_code, "printed_row": i.row,
            "name": i.name, "unit": i.unit, "kind": i.kind, "page": i.page,
            "definition": json.dumps(asdict(i), ensure_ascii=False),
        }
        for number, i in enumerate(catalogue.indicators().values())
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _areas() -> pd.DataFrame:
    country = pd.DataFrame([{"area_code": "VN", "area_name": "Việt Nam", "area_level": "country", "parent_code": ""}])
    provinces = areas.provinces().assign(area_level="province", parent_code="VN")
    communes = areas.communes().assign(area_level="commune").rename(columns={"province_code": "parent_code"})
    named = [frame.assign(area_name=frame["full_name"]) for frame in (provinces, communes)]
    columns = ["area_code", "area_name", "area_level", "parent_code"]
    return pd.concat([country, *(frame[columns] for frame in named)], ignore_index=True)


def _area_groups() -> pd.DataFrame:
    frames = [areas.groups(code).assign(province_code=code) for code in areas.provinces()["area_code"]]
    return pd.concat(frames, ignore_index=True)


def _deliveries(root: Path) -> pd.DataFrame:
    files = sorted(paths.deliveries(root).glob("*/delivery.json"))
    frame = pd.DataFrame([json.loads(path.read_text(encoding="utf-8")) for path in files])
    for column in ("received_at", "published_at"):
        if column in frame:
            frame[column] = pd.to_datetime(frame[column])
    return frame
