"""Rows as numbers: a first pass collects the distinct texts, a second one looks up what they mean, all in DuckDB.

The table ``accepted`` that comes out has one row per value that is surely sound: ``row`` (of the file), ``ind``,
``area``, ``per``, ``brk``, ``mbs``, ``sta``, ``frq``, ``unt`` (numbers of ``Meanings``), ``form`` (0: a whole number,
1: with a point, 2: with a comma), ``value``, ``text_value`` and ``key`` (all coordinates as one number).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from loaders import checks
from loaders.bulk.meanings import Meanings, Row
from loaders.bulk.survey import Survey
from loaders.errors import CellError
from loaders.headers import Header

ROLES = ("indicator_code", "unit", "breakdown", "area_code", "area_name", "measure", "basis", "period", "status")
# The texts that ``numbers.parse`` surely reads as one number, in the three ways of writing them.
WHOLE = "-?[0-9]{1,15}"
FRACTION = "-?(?:[0-9]{1,15}[.,](?:[0-9]{1,2}|[0-9]{4,9})|(?:[0-9]{4,15}|0[0-9]{0,2})[.,][0-9]{3})"
SURE = {
    "native": f"{WHOLE}|{FRACTION}",
    "en": rf"{WHOLE}(?:\.[0-9]{{1,9}})?",
    "vi": f"{WHOLE}(?:,[0-9]{{1,9}})?",
}
KEY = ("ind", "area", "per", "brk", "mbs")
VALUE, BLANK, DOUBTED = 0, 1, 2  # states of a row


@dataclass(frozen=True)
class Coded:
    """What the two passes found beside the table ``accepted``."""

    doubted: list[int]  # rows that have to be looked at one by one
    blanks: int
    sizes: tuple[int, ...]  # of the coordinates of a key

    def key(self, ids: Iterable[int]) -> int | None:
        """The key of a value; None when one of its coordinates was not met among the sound rows."""
        key = 0
        for own, size in zip(ids, self.sizes, strict=True):
            if own >= size:
                return None
            key = key * size + own
        return key


def code(
    conn: duckdb.DuckDBPyConnection, about: Survey, header: Header, meanings: Meanings, style: str, today: date
) -> Coded | None:
    """Makes the table ``accepted``; None when lines and records are not the same.

    Raises:
        duckdb.Error: the file is no table that DuckDB can read by sets.
    """
    source = _source(about, header)
    _look_up(conn, source, meanings)
    conn.execute(_reading(source, style))
    if conn.execute("SELECT count(*) FROM records").fetchall()[0][0] != about.lines - 1:
        return None
    conn.execute(CODING)
    conn.execute("DROP TABLE records")
    sizes = (meanings.indicators, meanings.areas, meanings.periods, meanings.breakdowns, meanings.measures)
    coded = tuple(len(one) for one in sizes)
    _fit(conn, meanings, today)
    conn.execute(_accepting(coded))
    doubted = conn.execute(
        f"SELECT c.place FROM coded AS c LEFT JOIN fits USING (ind, per, mbs) "
        f"WHERE state = {DOUBTED} OR (state = {VALUE} AND fits.frq IS NULL)"
    ).fetchall()
    blanks = conn.execute(f"SELECT count(*) FROM coded WHERE state = {BLANK}").fetchall()[0][0]
    conn.execute("DROP TABLE coded")
    return Coded([place + 2 for (place,) in doubted], blanks, coded)


def _source(about: Survey, header: Header) -> str:
    """The query of the file's texts by role; a role without a column is empty everywhere."""
    width = max(about.head.by_rows[1])
    types = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(1, width + 1))
    found = {role: f.index for role in ROLES if (f := header.one(role))}
    texts = [f"coalesce(c{found[role]}, '') AS {role}" if role in found else f"'' AS {role}" for role in ROLES]
    value = header.of_role("value")[0].index
    path = str(about.path).replace("'", "''")
    delimiter = about.delimiter.replace("'", "''")
    return f"""
        SELECT {", ".join(texts)}, coalesce(c{value}, '') AS written
        FROM read_csv('{path}', auto_detect = false, header = true, delim = '{delimiter}', quote = '"', escape = '"',
                      columns = {{{types}}}, null_padding = true)
    """


# The look-up tables: by which texts, what stands in them, in the order of the grouping sets.
TABLES = (
    ("what", ("indicator_code", "unit", "breakdown"),
     "ind INTEGER, brk INTEGER, unt INTEGER, suffix VARCHAR, of_province BOOLEAN, yes_no BOOLEAN"),
    ("places", ("area_code", "area_name"), "area INTEGER, is_commune BOOLEAN, is_late BOOLEAN"),
    ("measures", ("measure", "basis"), "mbs INTEGER"),
    ("times", ("period",), "per INTEGER, is_early BOOLEAN"),
    ("said", ("status",), "sta INTEGER, is_absent BOOLEAN"),
)  # fmt: skip


def _look_up(conn: duckdb.DuckDBPyConnection, source: str, meanings: Meanings) -> None:
    """The look-up tables, by the numbers of the texts, and an ENUM of the texts of each role."""
    sets = ", ".join(f"({', '.join(roles)})" for _, roles, _ in TABLES)
    firsts = ", ".join(roles[0] for _, roles, _ in TABLES)
    query = f"SELECT grouping({firsts}) AS grouped, {', '.join(ROLES)} FROM ({source}) GROUP BY GROUPING SETS ({sets})"
    texts = conn.execute(query).fetchall()
    means: tuple[Callable[..., Row | None], ...] = (
        meanings.what,
        meanings.area,
        meanings.measure,
        meanings.period,
        meanings.status,
    )
    for number, ((table, roles, columns), mean) in enumerate(zip(TABLES, means, strict=True)):
        grouped = (1 << len(TABLES)) - 1 - (1 << (len(TABLES) - 1 - number))
        places = [1 + ROLES.index(role) for role in roles]
        own = [tuple(row[place] for place in places) for row in texts if row[0] == grouped]
        numbers = []
        for role, written in zip(roles, zip(*own, strict=True), strict=True):
            words = list(dict.fromkeys(written))
            fill(conn, "words", "word VARCHAR", ((word,) for word in words))
            conn.execute(f"CREATE TYPE {role} AS ENUM (SELECT word FROM words)")
            codes = {word: code for code, word in enumerate(words)}
            numbers.append([codes[word] for word in written])
        keys = ", ".join(f"{role} INTEGER" for role in roles)
        rows = [
            (*key, *meaning)
            for key, text in zip(zip(*numbers, strict=True), own, strict=True)
            if (meaning := mean(*text)) is not None
        ]
        fill(conn, table, f"{keys}, {columns}", rows)


def fill(conn: duckdb.DuckDBPyConnection, table: str, columns: str, rows: Iterable[Row]) -> None:
    """A table with these rows, its columns declared as in SQL."""
    conn.execute(f"CREATE OR REPLACE TABLE {table} ({columns})")
    names = [column.split()[0] for column in columns.split(", ")]
    frame = pd.DataFrame(list(rows), columns=names, dtype=object)
    if len(frame):
        conn.register("filling", frame)
        conn.execute(f"INSERT INTO {table} SELECT * FROM filling")
        conn.unregister("filling")


def _reading(source: str, style: str) -> str:
    """The table ``records``: one row per record with the numbers of its texts, in the order of the file.

    There is nothing but a projection between file and table, which keeps the order, as no join would.
    """
    numbers = ", ".join(f"enum_code({role}::{role}) AS {role}" for role in ROLES)
    return f"""
        CREATE TABLE records AS
        SELECT {numbers}, written = '' AS is_blank, written[1] = '-' AS is_below, length(written) = 1 AS is_digit,
               CASE WHEN regexp_full_match(written, '{SURE[style]}')
                    THEN try_cast(replace(written, ',', '.') AS DOUBLE) END AS number,
               CASE WHEN contains(written, '.') THEN 1 WHEN contains(written, ',') THEN 2 ELSE 0 END::UTINYINT AS form
        FROM ({source})
    """


CODING = f"""
    CREATE TABLE coded AS
    SELECT r.rowid::UINTEGER AS place, ind::USMALLINT AS ind, area::USMALLINT AS area, per::USMALLINT AS per,
           brk::USMALLINT AS brk, mbs::USMALLINT AS mbs, sta::UTINYINT AS sta, unt::USMALLINT AS unt,
           CASE WHEN suffix = '' THEN number ELSE try_cast(number::VARCHAR || suffix AS DOUBLE) END AS value, form,
           CASE WHEN ind IS NULL OR area IS NULL OR per IS NULL OR mbs IS NULL OR sta IS NULL
                     OR (of_province AND is_commune) OR (is_early AND is_late) THEN {DOUBTED}
                WHEN is_blank THEN CASE WHEN is_absent THEN {DOUBTED} ELSE {BLANK} END
                WHEN value IS NULL OR (number = 0 AND is_below) OR (yes_no AND NOT (is_digit AND number IN (0, 1)))
                THEN {DOUBTED}
                ELSE {VALUE} END::UTINYINT AS state
    FROM records AS r
    LEFT JOIN what USING (indicator_code, unit, breakdown)
    LEFT JOIN places USING (area_code, area_name)
    LEFT JOIN measures USING (measure, basis)
    LEFT JOIN times USING (period)
    LEFT JOIN said USING (status)
"""


def _fit(conn: duckdb.DuckDBPyConnection, meanings: Meanings, today: date) -> None:
    """The table ``fits``: which periods suit which indicator and measure, and what frequency they are of."""
    codes, periods, measures = (list(one.ids) for one in (meanings.indicators, meanings.periods, meanings.measures))
    rows: list[Row] = []
    found = conn.execute(f"SELECT DISTINCT ind, per, mbs FROM coded WHERE state = {VALUE}").fetchall()
    for ind, per, mbs in found:
        try:
            frequency = checks.fitting_period(str(periods[per]), str(codes[ind]), measures[mbs][0], today)
        except CellError:
            continue
        rows.append((ind, per, mbs, meanings.frequencies.of(frequency)))
    fill(conn, "fits", "ind USMALLINT, per USMALLINT, mbs USMALLINT, frq UTINYINT", rows)


def _accepting(sizes: tuple[int, ...]) -> str:
    key = "0::BIGINT"
    for name, size in zip(KEY, sizes, strict=True):
        key = f"({key}) * {max(size, 1)} + {name}"
    return f"""
        CREATE TABLE accepted AS
        SELECT (c.place + 2)::UINTEGER AS row, ind, area, per, brk, mbs, sta, frq, unt, form, value,
               NULL::VARCHAR AS text_value, {key} AS key
        FROM coded AS c JOIN fits USING (ind, per, mbs) WHERE state = {VALUE}
    """
