"""The observations of a version: every value of every delivery, with the moment until which it was the newest word."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from data import paths, tables
from data.kept import WarehouseError
from data.rights.secrecy import secrets
from data.tables import END_OF_TIME

ROWS_AT_ONCE = 10_000_000  # observations that are ordered together: what a publication needs in memory
_SAYS_SOMETHING = "(incoming.value IS NOT NULL OR incoming.text_value IS NOT NULL)"


def fill_observations(conn: Connection, root: Path, at_once: int = ROWS_AT_ONCE) -> int:
    """Loads the observations and refusals of every delivery but what is secret; returns the number of observations.

    The bulk path of DuckDB: the parquet files are read by the engine, indicator by indicator in the order in which
    questions look for them, about ``at_once`` rows at a time.  Of two values with the same key the one published later
    (of the same day: received later) supersedes the other; but what is only estimated gives way to the final value
    before it, and counts as superseded since that one became known.

    Raises:
        WarehouseError: an observation names an indicator or a delivery that is not there.
    """
    folder, secret = paths.deliveries(root), list(secrets(root).indicators)
    kept = sorted(str(path) for path in folder.glob("*/observations.parquet"))
    refused = sorted(str(path) for path in folder.glob("*/refusals.parquet"))
    if refused:
        conn.exec_driver_sql(
            "INSERT INTO refusal BY NAME SELECT * FROM read_parquet($1, union_by_name = true) "
            "WHERE NOT list_contains($2::VARCHAR[], coalesce(indicator_code, ''))",
            (refused, secret),
        )
    if not kept:
        return 0
    _require_known(conn, kept)
    for codes in _pieces(conn, kept, secret, at_once):
        _add_observations(conn, kept, codes)
    return int(conn.execute(sa.select(sa.func.count()).select_from(tables.observation)).scalar_one())


def _pieces(conn: Connection, kept: list[str], secret: list[str], at_once: int) -> list[list[str]]:
    """The codes of indicators that are written together, in their order."""
    found = conn.exec_driver_sql(
        """
        SELECT indicator_code, count(*) FROM read_parquet($1, union_by_name = true) AS incoming
        JOIN indicator USING (indicator_code) WHERE NOT list_contains($2::VARCHAR[], indicator_code)
        GROUP BY indicator_code, indicator_id ORDER BY indicator_id
        """,
        (kept, secret),
    )
    pieces: list[list[str]] = []
    size = at_once
    for code, rows in found:
        if size + rows > at_once:
            pieces.append([])
            size = 0
        pieces[-1].append(code)
        size += rows
    return pieces


def _add_observations(conn: Connection, kept: list[str], codes: list[str]) -> None:
    names = [c.name for c in tables.observation.columns if c.name != "superseded_at"]
    conn.exec_driver_sql(
        f"""
        INSERT INTO observation BY NAME
        SELECT {", ".join(names)},
               CASE WHEN weak AND outdone < $2 THEN outdone
                    WHEN strong THEN coalesce(next_firm, $2) ELSE coalesce(next_any, $2) END AS superseded_at
        FROM (
            SELECT incoming.*, indicator.indicator_id,
                   incoming.status IN {tables.WEAK} AS weak,
                   incoming.status IN {tables.STRONG} AND {_SAYS_SOMETHING} AS strong,
                   lead(incoming.published_at) OVER own AS next_any,
                   lead(CASE WHEN NOT weak THEN incoming.published_at END IGNORE NULLS) OVER own AS next_firm,
                   lag(CASE WHEN strong THEN incoming.published_at WHEN NOT weak THEN $2 END IGNORE NULLS)
                       OVER own AS outdone
            FROM read_parquet($1, union_by_name = true) AS incoming
            JOIN indicator ON indicator.indicator_code = incoming.indicator_code
            JOIN delivery ON delivery.delivery_id = incoming.delivery_id
            WHERE incoming.indicator_code IN (SELECT unnest($3::VARCHAR[]))
            WINDOW own AS (PARTITION BY {", ".join(f"incoming.{name}" for name in tables.OBSERVATION_KEY)}
                           ORDER BY incoming.published_at, delivery.received_at, delivery.delivery_id)
        )
        ORDER BY indicator_id, {", ".join(tables.OBSERVATION_KEY[1:])}
        """,  # noqa: S608  # the names and words are those of our own tables
        (kept, END_OF_TIME, codes),
    )


def _require_known(conn: Connection, kept: list[str]) -> None:
    """Stops before a join drops a value in silence, as when a code was taken out of the catalogue."""
    for column, table, meant, remedy in (
        ("indicator_code", tables.indicator, "mã chỉ số", "Đưa các mã này trở lại data/catalogue/indicators/"),
        ("area_code", tables.area, "mã địa bàn", "Sửa mã địa bàn trong tệp nguồn và nạp lại"),
        ("delivery_id", tables.delivery, "lần nhận", "Khôi phục delivery.json của các lần nhận này"),
    ):
        unknown = [
            str(row[0])
            for row in conn.exec_driver_sql(
                f"SELECT DISTINCT {column} FROM read_parquet($1, union_by_name = true) "  # noqa: S608  # our own names
                f'WHERE {column} NOT IN (SELECT {column} FROM "{table.name}") ORDER BY 1',
                (kept,),
            )
        ]
        if unknown:
            shown = ", ".join(unknown[:5]) + (f" và {len(unknown) - 5} mã khác" if len(unknown) > 5 else "")
            raise WarehouseError(
                f"Số liệu đã nhận dùng {meant} mà kho không biết: {shown}. Công bố lúc này sẽ làm mất các giá trị đó, "
                f"nên phiên bản đang phục vụ giữ nguyên. {remedy}, rồi chạy lại."
            )
