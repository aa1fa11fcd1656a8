"""What a version is made of: the catalogue, the areas and every kept delivery, written into a new DuckDB file.

``data.versions`` decides when a version is built and whether it is served; here is only how it is filled.
"""

import json
import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection, Table

from data import catalogue, paths, points, receipts, small_numbers, suppression, tables
from data.building_observations import fill_observations
from data.kept import WarehouseError
from data.kept.files import url
from data.rights.secrecy import secrets
from data.tables import END_OF_TIME
from geo import areas

FILE_OF = {"register_entry": "register"}  # tables whose file in a delivery has another name
MEMORY = 4_000_000_000  # bytes, or half of a smaller machine; beyond it DuckDB works on disk


def build(draft: Path, root: Path, name: str, moment: datetime, reason: str) -> None:
    """Writes a whole warehouse of everything that ``root`` keeps, and closes it.

    Raises:
        WarehouseError: observations that would be lost, because their indicator or delivery is unknown.
        OSError, DBAPIError: the file cannot be written.
    """
    # Without a reset the pool would answer a full disk with a second error, and a traceback on the operator's screen.
    memory = min(MEMORY, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2)
    config = {"threads": 2, "memory_limit": f"{memory}B"}
    engine = sa.create_engine(url(draft), connect_args={"config": config}, pool_reset_on_return=None)
    try:
        with engine.begin() as conn:
            tables.metadata.create_all(conn)
            _insert(conn, tables.indicator_set, _sets())
            _insert(conn, tables.indicator, _indicators())
            _insert(conn, tables.area, _areas())
            _insert(conn, tables.area_group, _area_groups())
            _insert(conn, tables.delivery, _deliveries(root))
            fill_records(conn, root)
            conn.execute(tables.area.insert().from_select(_names(tables.area), points.as_areas()))
            observations = fill_observations(conn, root)
            suppression.withhold(conn, small_numbers.rules(root))
            fill_scores(conn, root)
            conn.execute(tables.series.insert().from_select(_names(tables.series), _series()))
            _insert(conn, tables.due, receipts.due_dates(conn))
            receipts.fill(conn)
            meta = {"schema_version": tables.SCHEMA_VERSION, "version": name, "published_at": moment}
            conn.execute(tables.meta.insert(), meta | {"observations": observations, "reason": reason})
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.exec_driver_sql("CHECKPOINT")
    finally:
        engine.dispose()


def _insert(conn: Connection, table: Table, frame: pd.DataFrame) -> None:
    """All rows of a frame by name of column, in bulk.  DuckDB reads the frame itself; anything else by INSERT."""
    if frame.empty:
        return
    rows = frame[_names(table)]
    if conn.dialect.name == "duckdb":
        raw: Any = conn.connection.driver_connection  # the dialect's wrapper around DuckDB's own connection
        raw.register("incoming", rows)
        conn.exec_driver_sql(f'INSERT INTO "{table.name}" BY NAME SELECT * FROM incoming')  # noqa: S608  # declared name
        raw.unregister("incoming")
    else:
        conn.execute(
            table.insert(), [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]
        )


def fill_records(conn: Connection, root: Path) -> None:
    """Loads register entries, bulletins and readings of every delivery but what is secret; a later word supersedes."""
    folder, secret = paths.deliveries(root), secrets(root)
    for name, key in tables.RECORD_KEYS.items():
        if name not in secret.tables:
            _fill(conn, sorted(str(path) for path in folder.glob(f"*/{FILE_OF.get(name, name)}.parquet")), name, key)
    conn.execute(sa.delete(tables.register_entry).where(tables.register_entry.c.register.in_(secret.registers)))


def _fill(conn: Connection, kept: list[str], table: str, key: tuple[str, ...]) -> None:
    if not kept:
        return
    conn.exec_driver_sql(
        f"""
        INSERT INTO "{table}" BY NAME
        SELECT incoming.*,
               coalesce(lead(incoming.published_at) OVER (
                   PARTITION BY {", ".join(f"incoming.{name}" for name in key)}
                   ORDER BY incoming.published_at, delivery.received_at, delivery.delivery_id), $2) AS superseded_at
        FROM read_parquet($1, union_by_name = true) AS incoming
        JOIN delivery ON delivery.delivery_id = incoming.delivery_id
        ORDER BY {", ".join(key)}
        """,  # noqa: S608  # the names are those of our own tables and columns
        (kept, END_OF_TIME),
    )


def fill_scores(conn: Connection, root: Path) -> None:
    """Loads the scores of every delivery folder; a later word on the same capture supersedes the earlier one.

    One listing of a capture has the counts, another the scores: what the later one leaves out stays as it was said.
    """
    kept = sorted(str(path) for path in paths.deliveries(root).glob("*/scores.parquet"))
    if not kept or tables.score_item.name in secrets(root).tables:
        return
    said = ("numerator", "denominator", "score", "rank", "rank_all")
    filled = ", ".join(f"last_value(incoming.{name} IGNORE NULLS) OVER before AS {name}" for name in said)
    conn.exec_driver_sql(
        f"""
        INSERT INTO score_item BY NAME
        SELECT incoming.* EXCLUDE ({", ".join(said)}), {filled},
               coalesce(lead(incoming.published_at) OVER own, $2) AS superseded_at
        FROM read_parquet($1, union_by_name = true) AS incoming
        JOIN delivery ON delivery.delivery_id = incoming.delivery_id
        WINDOW own AS (PARTITION BY {", ".join(f"incoming.{name}" for name in tables.SCORE_KEY)}
                       ORDER BY incoming.published_at, delivery.received_at, delivery.delivery_id),
               before AS (PARTITION BY {", ".join(f"incoming.{name}" for name in tables.SCORE_KEY)}
                       ORDER BY incoming.published_at, delivery.received_at, delivery.delivery_id
                       ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
        ORDER BY {", ".join(f"incoming.{name}" for name in tables.SCORE_KEY)}
        """,  # noqa: S608  # the names are those of our own columns
        (kept, END_OF_TIME),
    )


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _series() -> sa.Select[tuple[object, ...]]:
    """One row per indicator, province, level, frequency, breakdown and measure that has a current value."""
    obs, place = tables.observation.c, tables.area.c
    who = (obs.indicator_id, obs.indicator_code, place.province_code, place.area_level)
    by = (*who, obs.frequency, obs.breakdown, obs.measure, obs.basis)
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
            "definition": json.dumps(vars(i), ensure_ascii=False),
        }
        for number, i in enumerate(catalogue.indicators().values())
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _areas() -> pd.DataFrame:
    country = pd.DataFrame([{"area_code": "VN", "area_name": "Việt Nam", "area_level": "country", "parent_code": ""}])
    country = country.assign(province_code="VN")
    provinces = areas.provinces().assign(area_level="province", parent_code="VN")
    provinces["province_code"] = provinces["area_code"]
    communes = areas.communes().assign(area_level="commune")
    communes["parent_code"] = communes["province_code"]
    named = [frame.assign(area_name=frame["full_name"]) for frame in (provinces, communes)]
    columns = _names(tables.area)
    return pd.concat([country, *(frame[columns] for frame in named)], ignore_index=True)


def _area_groups() -> pd.DataFrame:
    frames = [areas.groups(code).assign(province_code=code) for code in areas.provinces()["area_code"]]
    return pd.concat(frames, ignore_index=True)


def _deliveries(root: Path) -> pd.DataFrame:
    files = sorted(paths.deliveries(root).glob("*/delivery.json"))
    frame = pd.DataFrame([_record(path) for path in files])
    for column in ("received_at", "published_at"):
        if column in frame:
            frame[column] = pd.to_datetime(frame[column], format="ISO8601")
    return frame


def _record(file: Path) -> dict[str, object]:
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise WarehouseError(
            f"Tệp delivery.json của lần nhận {file.parent.name} bị hỏng, nên không dựng được phiên bản mới; phiên bản "
            "đang phục vụ giữ nguyên. Khôi phục tệp này từ bản sao lưu, rồi chạy lại."
        ) from error
