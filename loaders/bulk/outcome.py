"""A large long table from its bytes to what loads of it: the whole way, in one DuckDB database in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import cycle, islice, product
from typing import Any, Protocol

import duckdb
import pandas as pd
import pyarrow as pa

from data import periods
from data.tables import OBSERVATION_KEY
from loaders import corrections, examination, long_table, verdicts
from loaders.body import Job, numbers_style
from loaders.bulk import coding, doubted, suspects
from loaders.bulk.coding import Coded, fill
from loaders.bulk.doubted import Slow
from loaders.bulk.meanings import Meanings
from loaders.bulk.plain import Folder
from loaders.bulk.survey import Survey
from loaders.corrections import Correction
from loaders.examination import History
from loaders.findings import Finding
from loaders.headers import Header
from loaders.reading import Findings, Note, Refusal
from loaders.recognise import Recognised

MEMORY = "1600MB"
TOGETHER = 24  # indicators whose history is asked for at once


@dataclass
class Outcome:
    """What a file says.  ``observations`` of ``Findings`` are rows of the table ``accepted`` of ``conn``."""

    about: Survey
    conn: duckdb.DuckDBPyConnection
    folder: Folder
    meanings: Meanings
    findings: Findings
    newest: str  # period of any value that is sound by itself, "" when there is none
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    corrections: str = ""


class Said(Protocol):
    """What whoever loads a file says about it, see ``pipeline.Options``."""

    @property
    def simulated(self) -> bool: ...
    @property
    def known(self) -> History: ...
    @property
    def corrections(self) -> tuple[Correction, ...]: ...
    @property
    def accept(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Task:
    """One file to be read, and everything that is known beside it."""

    about: Survey
    header: Header
    job: Job
    received: datetime
    published: datetime
    said: Said


def read(task: Task) -> Outcome | None:
    """What the file says; None when it has to be read cell by cell.

    Raises:
        SourceError: too many rows that need a closer look; or the register of corrections no longer fits.
    """
    value = task.header.of_role("value")[0]
    meanings = Meanings(task.job, value, task.said.simulated)
    folder = Folder()
    conn = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(folder.path)})
    style = numbers_style(value, task.job.layout)
    try:
        coded = coding.code(conn, task.about, task.header, meanings, style, task.received.date())
    except pa.ArrowInvalid:
        coded = None
    if coded is None:
        conn.close()
        again = task.about.rewritten()
        found = read(replace(task, about=again)) if again else None
        if again and found:  # an old font that the first lines did not show
            found.notes += [Note("", "", "as_read", remark) for remark in again.head.remarks]
        return found
    return _judged(task, _settled(task, conn, folder, meanings, coded))


def _settled(task: Task, conn: duckdb.DuckDBPyConnection, folder: Folder, meanings: Meanings, coded: Coded) -> Outcome:
    suspects.describe(conn, meanings)
    slow = Slow(task.about, task.header, task.job, set())
    found = doubted.settle(conn, slow, coded, meanings, dict(task.job.layout.marks), task.received.date())
    found.blanks += coded.blanks
    suspects.describe(conn, meanings)  # once more: with what was only read one by one
    return Outcome(task.about, conn, folder, meanings, found, _newest(conn, meanings), found.refusals, found.notes)


def _newest(conn: duckdb.DuckDBPyConnection, meanings: Meanings) -> str:
    known = {per: str(text) for text, per in meanings.periods.ids.items()}
    named = [known[per] for (per,) in conn.execute("SELECT DISTINCT per FROM accepted").fetchall()]
    return max(named, key=periods.ends, default="")


def _judged(task: Task, outcome: Outcome) -> Outcome:
    """The register and every check of values applied, as ``verdicts.judge`` does it."""
    corrected = _correct(task, outcome)
    suspects.find(outcome.conn, outcome.meanings, task.job.province)
    found = [*corrected, *sorted(_examined(task, outcome, {f.row for f in corrected}), key=lambda f: f.row)]
    accept = task.said.accept
    refused = [finding for finding in found if verdicts.refuses(finding) and finding.code not in accept]
    gone = {finding.row for finding in refused}
    remarks = [finding for finding in found if finding.row not in gone]
    overruled = {finding.code for finding in found[len(corrected) :] if verdicts.refuses(finding)} & set(accept)
    outcome.corrections += ",".join(sorted(overruled))
    slow = Slow(task.about, task.header, task.job, set())
    header, value = slow.header_over({finding.row for finding in found}), task.header.of_role("value")[0]
    outcome.refusals += [verdicts.refusal(f, long_table.row_place(header, f.row, value)) for f in refused]
    outcome.notes += [verdicts.note(f, long_table.row_place(header, f.row, value)) for f in remarks]
    fill(outcome.conn, "wanted", "row UINTEGER", ((row,) for row in sorted(gone)))
    outcome.conn.execute("DELETE FROM accepted WHERE row IN (SELECT row FROM wanted)")
    return outcome


def _correct(task: Task, outcome: Outcome) -> list[Finding]:
    """Applies the register to the rows that it names."""
    conn = outcome.conn
    entries = corrections.for_file(task.said.corrections, task.about.name)
    keys = [tuple(getattr(entry, own) for own in corrections.KEY) for entry in entries]
    fill(conn, "entries", ", ".join(f"{column} VARCHAR" for column in corrections.KEY.values()), keys)
    rows = _frame(task, outcome, "accepted", f"SEMI JOIN entries USING ({', '.join(corrections.KEY.values())})")
    if rows.empty:
        return []
    history = task.said.known(rows)
    changed, found, outcome.corrections = corrections.apply(rows, entries, task.about.name, history)
    fill(
        conn,
        "changed",
        "row UINTEGER, value DOUBLE, text_value VARCHAR, sta UTINYINT",
        [
            (
                row,
                None if pd.isna(value) else value,
                None if pd.isna(words) else words,
                outcome.meanings.statuses.of(said),
            )
            for row, value, words, said in zip(
                changed.index, changed["value"], changed["text_value"], changed["status"], strict=True
            )
        ],
    )
    conn.execute(
        "UPDATE accepted SET value = c.value, text_value = c.text_value, sta = c.sta FROM changed AS c "
        "WHERE accepted.row = c.row"
    )
    conn.execute("INSERT INTO singly SELECT * FROM accepted SEMI JOIN changed USING (row)")
    return found


def _examined(task: Task, outcome: Outcome, settled: set[int]) -> Iterator[Finding]:
    """What the checks find in the suspected blocks, and in all blocks of indicators of which something is known."""
    conn = outcome.conn
    statuses = _frame_of(conn, outcome, "SELECT DISTINCT sta FROM accepted", "sta")
    for codes in _batches(outcome):
        history = verdicts.trusted(task.said.known(_question(outcome, codes)), statuses)
        fill(conn, "batch", "code VARCHAR", ((code,) for code in codes))
        components = "SELECT DISTINCT comp FROM about JOIN batch USING (code)"
        if history.empty:
            own = f"SELECT comp, per FROM suspects WHERE comp IN ({components})"
        else:
            own = f"SELECT comp, per FROM times, ({components})"
        conn.execute(f"CREATE OR REPLACE TABLE own AS SELECT DISTINCT comp, per FROM ({own})")
        conn.execute("""
            CREATE OR REPLACE TABLE shown AS SELECT comp, per FROM own
            UNION SELECT comp, t.before FROM own JOIN times AS t USING (per) WHERE t.before IS NOT NULL
        """)
        conn.execute("""
            CREATE OR REPLACE TABLE shown_rows AS
            SELECT accepted.*, comp FROM accepted JOIN about USING (ind) SEMI JOIN shown USING (comp, per)
        """)
        rows = _frame(task, outcome, "shown_rows")
        own_rows = "SELECT row FROM shown_rows SEMI JOIN own USING (comp, per)"
        mine = set(_rows_of(conn, own_rows))
        for finding in examination.examine(rows, history) if len(rows) else ():
            if finding.row in mine and (finding.row not in settled or not verdicts.refuses(finding)):
                yield finding


def _batches(outcome: Outcome) -> Iterator[list[str]]:
    """The indicators of the file, those of a component together, a few at a time."""
    together: dict[int, list[str]] = {}
    for code in outcome.meanings.indicators.ids:
        together.setdefault(outcome.meanings.components[str(code)], []).append(str(code))
    batch: list[str] = []
    for codes in together.values():
        batch += codes
        if len(batch) >= TOGETHER:
            yield batch
            batch = []
    if batch:
        yield batch


def _question(outcome: Outcome, codes: Sequence[str]) -> pd.DataFrame:
    """What is asked of the history: these indicators in all periods, areas, breakdowns and measures of the file."""
    of = outcome.meanings
    pairs = list(product(codes, map(str, of.periods.ids)))
    measures = [pair for pair in of.measures.ids if isinstance(pair, tuple)]
    named: tuple[list[Any], ...] = (pairs, list(of.areas.ids), list(of.breakdowns.ids), measures)
    longest = max(map(len, named)) if all(named) else 0
    rows = zip(*(islice(cycle(some), longest) for some in named), strict=True)
    every = [(code, area, period, breakdown, *measure) for (code, period), area, breakdown, measure in rows]
    return pd.DataFrame(every, columns=list(OBSERVATION_KEY), dtype="str")


def _rows_of(conn: duckdb.DuckDBPyConnection, query: str) -> list[int]:
    return [row for (row,) in conn.execute(query).fetchall()]


def _frame_of(conn: duckdb.DuckDBPyConnection, outcome: Outcome, query: str, column: str) -> pd.DataFrame:
    known = {number: text for text, number in outcome.meanings.statuses.ids.items()}
    return pd.DataFrame({"status": [known[number] for (number,) in conn.execute(query).fetchall()]}, dtype="str")


def _frame(task: Task, outcome: Outcome, rows: str, which: str = "") -> pd.DataFrame:
    """Rows of a table like ``accepted`` as the checks want them; the index is the row of the file, ascending."""
    name_tables(outcome)
    query = f"SELECT row, {SPELLED} FROM ({JOINED.format(rows=rows)}) {which} ORDER BY row"
    frame = outcome.conn.execute(query).df().set_index("row")
    frame.index = frame.index.astype("int64")
    frame["published_at"] = pd.Series([task.published] * len(frame), index=frame.index, dtype="datetime64[us]")
    return frame.rename_axis(None)


SPELLED = (
    "indicator_code, area_code, period, frequency, breakdown, measure, basis, value, text_value, status, '' AS sheet, "
    "'row ' || row AS cell, printed_unit"
)
JOINED = """
    SELECT a.*, about.code AS indicator_code, spots.code AS area_code, times.text AS period,
           frequencies.text AS frequency, members.text AS breakdown, measured.measure, measured.basis,
           statuses.text AS status, units.text AS printed_unit
    FROM {rows} AS a JOIN about USING (ind) JOIN spots USING (area) JOIN times USING (per) JOIN members USING (brk)
         JOIN measured USING (mbs) JOIN statuses USING (sta) JOIN frequencies USING (frq) JOIN units USING (unt)
"""


def name_tables(outcome: Outcome) -> None:
    """The tables ``statuses``, ``frequencies`` and ``units`` with the words of their numbers."""
    words = outcome.meanings
    for table, key, codes in (
        ("statuses", "sta UTINYINT", words.statuses),
        ("frequencies", "frq UTINYINT", words.frequencies),
        ("units", "unt USMALLINT", words.units),
    ):
        fill(outcome.conn, table, f"{key}, text VARCHAR", [(number, text) for text, number in codes.ids.items()])


def is_plain(about: Survey, found: Recognised) -> bool:
    """Whether a file is a long table whose columns all have a known header, in the first line."""
    if found.layout.kind != "long_table" or len(found.headers) != 1:
        return False
    header = found.headers[0]
    filled = header.sheet.by_rows[1]
    return (header.top, header.bottom) == (1, 1) and not header.drift and len(filled) == max(filled)
