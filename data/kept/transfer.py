"""From a draft that DuckDB built into a schema of PostgreSQL: tables, rows by COPY, indexes, all in one transaction."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import sqlalchemy as sa
from psycopg import sql
from pyarrow import csv
from sqlalchemy import Connection, Table
from sqlalchemy.schema import CreateTable

from data import tables
from data.kept import WarehouseError, spread

ROWS_AT_ONCE = 50_000
# What questions look up in the large tables.  Observations come sorted by indicator and area: what an index entry
# points at lies side by side on disk.
INDEXES = {
    "observation": (("indicator_id", "area_code"), ("delivery_id",)),
    "series": (("province_code", "indicator_code"),),
    "register_entry": (("register", "province_code"),),
    "score_item": (("province_code", "captured_on"), ("unit_code",)),
    "station_reading": (("province_code", "period"),),
    "receipt": (("province_code",),),
    "area_receipt": (("province_code", "period"),),
    "refusal": (("delivery_id",),),
}


def copy_all(conn: Connection, draft: Path, schema: str) -> None:
    """Fills a new, empty schema with the tables of a draft.

    Raises:
        WarehouseError: a table arrived with fewer rows than it left with.
    """
    made = sa.MetaData()
    copies = [table.to_metadata(made, schema=schema) for table in tables.metadata.sorted_tables]
    for table in copies:
        conn.execute(CreateTable(table))
    is_spread = spread.spread(conn, schema)
    with duckdb.connect(str(draft), read_only=True) as source:
        for table in copies:
            _copy(conn, source, table, frozen=not is_spread)
    for table in copies:
        for columns in INDEXES.get(table.name, ()):
            sa.Index(f"{table.name}_{'_'.join(columns)}", *(table.c[name] for name in columns)).create(conn)
        conn.exec_driver_sql(_words("ANALYZE {table}", table))


def _copy(conn: Connection, source: duckdb.DuckDBPyConnection, table: Table, *, frozen: bool) -> None:
    """All rows of a table, in the order in which the draft has them.  ``frozen`` spares every page a second writing."""
    names = [column.name for column in table.columns]
    listed = ", ".join(f'"{name}"' for name in names)
    rows = source.execute(f'SELECT {listed} FROM "{table.name}"').to_arrow_reader(ROWS_AT_ONCE)  # noqa: S608  # ours
    words = "COPY {table} ({columns}) FROM STDIN (FORMAT csv" + (", FREEZE)" if frozen else ")")
    raw: Any = conn.connection.driver_connection
    sent = 0
    with raw.cursor() as cursor:
        with cursor.copy(_words(words, table, names)) as copy:
            for count, text in _texts(rows):
                copy.write(text)
                sent += count
        arrived = cursor.rowcount
    if arrived != sent:
        raise WarehouseError(
            f"Bảng {table.name} chưa sang PostgreSQL trọn vẹn: {arrived} trong {sent} dòng. Phiên bản đang phục vụ giữ "
            "nguyên. Chạy lại lệnh."
        )


def _texts(rows: pa.RecordBatchReader) -> Iterator[tuple[int, memoryview]]:
    """How many rows, and these as CSV; the next are written while the server takes in the ones before."""
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(_next_text, rows)
        while (text := coming.result()) is not None:
            coming = beside.submit(_next_text, rows)
            yield text


def _next_text(rows: pa.RecordBatchReader) -> tuple[int, memoryview] | None:
    batch = next(rows, None)
    if batch is None:
        return None
    written = io.BytesIO()  # NULL is nothing at all, an empty text is ""
    csv.write_csv(batch, written, csv.WriteOptions(include_header=False))
    return batch.num_rows, written.getbuffer()


def _words(words: str, table: Table, names: list[str] | None = None) -> str:
    columns = sql.SQL(", ").join(map(sql.Identifier, names or []))
    named = sql.Identifier(str(table.schema), table.name)
    return sql.SQL(words).format(table=named, columns=columns).as_string()
