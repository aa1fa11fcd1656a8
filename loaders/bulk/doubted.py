"""Rows that are not surely sound, read one by one like the rows of a small file."""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb
import numpy as np

from data import periods, reasons
from loaders import long_table, normalise, proof, second_table
from loaders.body import Job
from loaders.bulk.coding import Coded, fill
from loaders.bulk.meanings import Meanings
from loaders.bulk.survey import Survey
from loaders.errors import SourceError
from loaders.headers import Header
from loaders.normalise import Observation
from loaders.reading import Findings, Reading
from loaders.sheet import Cell, Sheet

MOST = 200_000  # rows that are read one by one
Pair = tuple[Reading, Observation]


@dataclass
class Slow:
    """Reads rows of a file one by one; remembers which."""

    about: Survey
    header: Header
    job: Job
    read: set[int]

    def findings(self, rows: Iterable[int]) -> Findings:
        """What these rows claim, without those that were read before.  Raises ``SourceError`` for too many."""
        fresh = set(rows) - self.read
        self.read |= fresh
        if len(self.read) > MOST:
            raise SourceError(
                self.about.name,
                f"hơn {MOST:,} dòng cần xem từng dòng: sai, ghi hai lần hoặc số có thể đọc hai cách.".replace(",", "."),
                remedy="Khai báo cách viết số (--numbers vi hoặc en), nạp thử một tệp nhỏ để xem lý do, sửa ở nguồn "
                "rồi gửi lại; hoặc chia tệp theo năm.",
            )
        header = second_table.only_table(self.about.name, self.header_over(fresh))
        found = long_table.read(header, self.job) if fresh else Findings()
        for remark in header.sheet.remarks:
            found.note(header.sheet.name, "", "as_read", remark)
        return found

    def header_over(self, rows: Iterable[int]) -> Header:
        """The header over a sheet of these rows only, each with its own number."""
        first = {at: cell for at, cell in self.header.sheet.cells.items() if at[0] <= self.header.bottom}
        cells = first | {
            (row, column): Cell(text)
            for row, line in self.about.texts_of(rows)
            for column, text in enumerate(self._record(row, line), start=1)
            if text.strip()
        }
        return replace(self.header, sheet=Sheet(name=self.header.sheet.name, cells=cells, by_row=True))

    def _record(self, row: int, line: str) -> list[str]:
        try:
            return next(
                csv.reader([unicodedata.normalize("NFC", line)], delimiter=self.about.delimiter, strict=True), []
            )
        except csv.Error as error:
            raise SourceError(
                self.about.name,
                f"không tách được các cột ở dòng {row}.",
                reasons.in_brackets(error),
                "Kiểm tra dấu ngoặc kép ở dòng đó, hoặc tệp đã bị cắt cụt.",
            ) from error


def settle(
    conn: duckdb.DuckDBPyConnection, slow: Slow, coded: Coded, meanings: Meanings, marks: dict[str, str], today: date
) -> Findings:
    """What the doubted rows say: sound values are put into ``accepted``, refusals and notes come back.

    Rows of ``accepted`` that claim the same as another row, or that could prove how a number is meant, are read again.
    """
    findings = slow.findings([*coded.doubted, *_repeated(conn)])
    more = slow.findings(_neighbours(conn, findings.readings, meanings))
    _add(findings, more)
    proof.settle(findings)
    pairs = normalise.believed(findings, marks, today)
    same = slow.findings(_claimed(conn, pairs, meanings, coded))
    pairs += normalise.believed(same, marks, today)
    _add(findings, same)
    units = {reading.place.cell: reading.unit for reading in findings.readings}
    settled = normalise.once_each(sorted(pairs, key=lambda pair: row_of(pair[0].place.cell)), findings)
    _replace(conn, slow.read, [(found, units[found.cell]) for found in settled], meanings)
    return findings


def row_of(cell: str) -> int:
    return int(cell.removeprefix("row "))


def _add(findings: Findings, more: Findings) -> None:
    findings.readings = sorted([*findings.readings, *more.readings], key=lambda r: row_of(r.place.cell))
    findings.refusals += more.refusals
    findings.notes += more.notes
    findings.blanks += more.blanks


def _rows(conn: duckdb.DuckDBPyConnection, query: str) -> list[int]:
    return [row for (row,) in conn.execute(query).fetchall()]


def _repeated(conn: duckdb.DuckDBPyConnection) -> list[int]:
    """Rows of ``accepted`` whose key another one has as well."""
    keys = np.sort(conn.execute("SELECT key FROM accepted").fetchnumpy()["key"])
    again = np.unique(keys[1:][keys[1:] == keys[:-1]])
    if not len(again):
        return []
    fill(conn, "wanted", "key BIGINT", ((key,) for key in again.tolist()))
    return _rows(conn, "SELECT row FROM accepted SEMI JOIN wanted USING (key)")


def _neighbours(conn: duckdb.DuckDBPyConnection, readings: Sequence[Reading], meanings: Meanings) -> list[int]:
    """Rows of every sum that a number with two readings is part of, and one of each way that its column is written."""
    doubtful = [reading for reading in readings if proof.is_open(reading)]
    if not doubtful:
        return []
    totals = {
        (meanings.components.get(reading.indicator_code, -1), meanings.periods.ids.get(reading.period, -1))
        for reading in readings
        if len(reading.area_code) == 2
    }
    before = {str(period): periods.previous(str(period)) for period in meanings.periods.ids}
    after: dict[str, list[str]] = {}
    for period, earlier in before.items():
        after.setdefault(earlier, []).append(period)
    wanted = {
        (
            meanings.components.get(reading.indicator_code, -1),
            meanings.periods.ids.get(near, -1),
            meanings.areas.ids.get(reading.area_code, -1),
            len(reading.area_code) == 2,
        )
        for reading in doubtful
        for near in (reading.period, periods.previous(reading.period), *after.get(reading.period, []))
    }
    fill(conn, "wanted", "comp INTEGER, per INTEGER, area INTEGER, of_province BOOLEAN", wanted)
    of_area = "SELECT row FROM accepted JOIN about USING (ind) SEMI JOIN wanted USING (comp, per, area)"
    conn.execute("""
        CREATE OR REPLACE TABLE added AS SELECT DISTINCT comp, per FROM wanted WHERE of_province
        UNION SELECT DISTINCT comp, per FROM accepted JOIN about USING (ind) JOIN spots USING (area)
              SEMI JOIN wanted USING (comp, per) WHERE NOT is_commune
    """)
    fill(conn, "totals", "comp INTEGER, per INTEGER", totals)
    conn.execute("INSERT INTO added SELECT comp, per FROM totals SEMI JOIN wanted USING (comp, per)")
    of_block = "SELECT row FROM accepted JOIN about USING (ind) SEMI JOIN added USING (comp, per)"
    found = _rows(conn, f"{of_area} UNION {of_block}")
    codes = {(meanings.indicators.ids.get(reading.indicator_code, -1),) for reading in doubtful}
    fill(conn, "wanted", "ind INTEGER", codes)
    witnesses = "SELECT min(row) FROM accepted SEMI JOIN wanted USING (ind) WHERE form > 0 GROUP BY ind, form"
    return [*found, *_rows(conn, witnesses)]


def _claimed(conn: duckdb.DuckDBPyConnection, pairs: Iterable[Pair], meanings: Meanings, coded: Coded) -> list[int]:
    """Rows of ``accepted`` with the coordinates of a value that was read one by one."""
    keys = {(key,) for _, found in pairs if (key := coded.key(_ids(found, meanings))) is not None}
    fill(conn, "wanted", "key BIGINT", keys)
    return _rows(conn, "SELECT row FROM accepted SEMI JOIN wanted USING (key)")


def _ids(found: Observation, meanings: Meanings) -> tuple[int, ...]:
    return (
        meanings.indicators.of(found.indicator_code),
        meanings.areas.of(found.area_code),
        meanings.periods.of(found.period),
        meanings.breakdowns.of(found.breakdown),
        meanings.measures.of((found.measure, found.basis)),
    )


def _replace(
    conn: duckdb.DuckDBPyConnection, read: Iterable[int], settled: Sequence[tuple[Observation, str]], meanings: Meanings
) -> None:
    """Puts what was read one by one in the place of all rows that were; the table ``singly`` keeps their numbers."""
    fill(conn, "wanted", "row UINTEGER", ((row,) for row in read))
    conn.execute("DELETE FROM accepted WHERE row IN (SELECT row FROM wanted)")
    rows = [
        (row_of(found.cell), *_ids(found, meanings),
         meanings.statuses.of("simulated" if meanings.simulated else found.status),
         meanings.frequencies.of(found.frequency), meanings.units.of(unit), 0, found.value, found.text_value, None)
        for found, unit in settled
    ]  # fmt: skip
    fill(
        conn,
        "singly",
        "row UINTEGER, ind USMALLINT, area USMALLINT, per USMALLINT, brk USMALLINT, mbs USMALLINT, sta UTINYINT, "
        "frq UTINYINT, unt USMALLINT, form UTINYINT, value DOUBLE, text_value VARCHAR, key BIGINT",
        rows,
    )
    conn.execute("INSERT INTO accepted SELECT * FROM singly")
