"""Rows as numbers: the texts of a file as a dictionary for each column, and what they mean looked up in arrays.

The table ``accepted`` that comes out has one row per value that is surely sound: ``row`` (of the file), ``ind``,
``area``, ``per``, ``brk``, ``mbs``, ``sta``, ``frq``, ``unt`` (numbers of ``Meanings``), ``form`` (0: a whole number,
1: with a point, 2: with a comma), ``value``, ``text_value`` and ``key`` (all coordinates as one number).
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from loaders import checks
from loaders.bulk.meanings import Codes, Meanings, Row
from loaders.bulk.survey import Survey
from loaders.errors import CellError
from loaders.headers import Header

ROLES = ("indicator_code", "unit", "breakdown", "area_code", "area_name", "measure", "basis", "period", "status")
# The texts that ``numbers.parse`` surely reads as one number, in the three ways of writing them.
WHOLE = "-?[0-9]{1,15}"
FRACTION = "-?(?:[0-9]{1,15}[.,](?:[0-9]{1,2}|[0-9]{4,9})|(?:[0-9]{4,15}|0[0-9]{0,2})[.,][0-9]{3})"
SURE = {
    "native": f"^(?:{WHOLE}|{FRACTION})$",
    "en": rf"^{WHOLE}(?:\.[0-9]{{1,9}})?$",
    "vi": f"^{WHOLE}(?:,[0-9]{{1,9}})?$",
}
BLOCK = 8 << 20
Numbers = npt.NDArray[Any]
# What stands in the table ``accepted``, by column.
TYPES = {
    "row": pa.uint32(), "ind": pa.uint16(), "area": pa.uint16(), "per": pa.uint16(), "brk": pa.uint16(),
    "mbs": pa.uint16(), "sta": pa.uint8(), "frq": pa.uint8(), "unt": pa.uint16(), "form": pa.uint8(),
    "value": pa.float64(), "text_value": pa.string(), "key": pa.int64(),
}  # fmt: skip


@dataclass(frozen=True)
class Coded:
    """What was found beside the table ``accepted``."""

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


# What texts of which columns mean (see ``Meanings``): numbers below zero and False where they mean nothing.
MEANT = (
    (("indicator_code", "unit", "breakdown"), ("ind", "brk", "unt", "power", "of_province", "yes_no")),
    (("area_code", "area_name"), ("area", "is_inner", "is_late")),
    (("measure", "basis"), ("mbs",)),
    (("period",), ("per", "is_early")),
    (("status",), ("sta", "is_absent")),
)
NUMBERED = ("ind", "area", "per", "brk", "mbs", "sta", "unt", "power")
KEY = ("ind", "area", "per", "brk", "mbs")
ROW_GROUP = 122_880  # rows that DuckDB stores together: handed over like that they cost half, and go in side by side
SPAN = 1 << 25  # of numbers that are counted in an array; beyond, they are sorted


def code(
    conn: duckdb.DuckDBPyConnection, about: Survey, header: Header, meanings: Meanings, style: str, today: date
) -> Coded | None:
    """Makes the table ``accepted``; None when lines and records are not the same.

    Raises:
        pa.ArrowInvalid: the file is no table that can be read by sets.
    """
    records = _records(about, header)
    if about.lines.problem or records.num_rows != about.lines.count - 1:
        return None
    every = _meant(records, meanings)
    every |= _values(records["value"], every.pop("power"), style)
    del records
    _give_back()
    known = np.logical_and.reduce([every[name] >= 0 for name in (*KEY, "sta")])
    known &= ~(every["of_province"] & every["is_inner"]) & ~(every["is_early"] & every["is_late"])
    misfit = (every["value"] == 0) & every["is_below"]
    misfit |= every["yes_no"] & ~(every["is_digit"] & np.isin(every["value"], (0, 1)))
    sound = known & ~every["is_blank"] & ~np.isnan(every["value"]) & ~misfit
    every["frq"] = _frequencies(every, sound, meanings, today)
    sound &= every["frq"] >= 0
    blanks = known & every["is_blank"] & ~every["is_absent"]
    sizes = tuple(len(one) for one in _coordinates(meanings))
    _accept(conn, every, sound, sizes)
    return Coded((np.flatnonzero(~(sound | blanks)) + 2).tolist(), int(blanks.sum()), sizes)


def _coordinates(meanings: Meanings) -> tuple[Codes, ...]:
    return (meanings.indicators, meanings.areas, meanings.periods, meanings.breakdowns, meanings.measures)


def _records(about: Survey, header: Header) -> pa.Table:
    """The file's texts by role, those of the coordinates as dictionaries; a role without a column is left out."""
    names = [f"c{n}" for n in range(1, max(about.head.by_rows[1]) + 1)]
    columns = {role: f"c{found.index}" for role in ROLES if (found := header.one(role))}
    value = f"c{header.of_role('value')[0].index}"
    types = {name: pa.dictionary(pa.int32(), pa.string()) for name in columns.values()} | {value: pa.string()}
    table = pyarrow.csv.read_csv(
        about.text,
        pyarrow.csv.ReadOptions(column_names=names, skip_rows=1, block_size=BLOCK),
        pyarrow.csv.ParseOptions(delimiter=about.delimiter),
        pyarrow.csv.ConvertOptions(column_types=types, include_columns=list(types), strings_can_be_null=False),
    )
    found = table.rename_columns([*columns, "value"]).unify_dictionaries()
    del table
    _give_back()
    return found


def _give_back() -> None:
    """What Arrow is done with goes back to the system; else it keeps hundreds of megabytes, now more and now less."""
    pa.default_memory_pool().release_unused()


def _meant(records: pa.Table, meanings: Meanings) -> dict[str, Numbers]:
    """What the texts of each row mean, a column for every name of MEANT."""
    means: tuple[Callable[..., Row | None], ...] = (
        meanings.what,
        meanings.area,
        meanings.measure,
        meanings.period,
        meanings.status,
    )
    found: dict[str, Numbers] = {}
    with ThreadPoolExecutor() as pool:
        combined = pool.map(lambda columns: _combined(records, columns[0]), MEANT)
        for (_, names), mean, (codes, texts) in zip(MEANT, means, combined, strict=True):
            nothing = tuple(-1 if name in NUMBERED else False for name in names)
            rows = [mean(*text) or nothing for text in texts] or [nothing]
            found |= zip(names, pool.map(itemgetter(codes), map(_array, names, zip(*rows, strict=True))), strict=True)
    return found


def _array(name: str, column: tuple[Any, ...]) -> Numbers:
    return np.array(column, dtype=np.int32 if name in NUMBERED else np.bool_)


def _combined(records: pa.Table, roles: Sequence[str]) -> tuple[Numbers, list[tuple[str, ...]]]:
    """A number for each row's texts in these columns together, and the texts of every number."""
    number, span = np.zeros(records.num_rows, dtype=np.int64), 1
    words: dict[str, list[str]] = {}
    for role in (role for role in roles if role in records.column_names):
        column = records[role].combine_chunks()
        words[role] = column.dictionary.to_pylist()
        span *= max(len(words[role]), 1)
        number *= max(len(words[role]), 1)
        number += column.indices.to_numpy()
    distinct, codes = _numbered(number, span)
    texts = {role: [""] * len(distinct) for role in roles}
    for role in reversed(words):
        distinct, own = np.divmod(distinct, max(len(words[role]), 1))
        texts[role] = [words[role][code] for code in own.tolist()]
    return codes, list(zip(*texts.values(), strict=True))


def _numbered(numbers: Numbers, span: int) -> tuple[Numbers, Numbers]:
    """The distinct among numbers from 0 to ``span``, and for each number which of them it is."""
    if span > SPAN:
        return np.unique(numbers, return_inverse=True)
    there = np.zeros(span, dtype=np.bool_)
    there[numbers] = True
    return np.flatnonzero(there), (np.cumsum(there, dtype=np.int32) - 1)[numbers]


def _values(texts: pa.ChunkedArray, powers: Numbers, style: str) -> dict[str, Numbers]:
    """``value`` (NaN where the text is not surely a number), ``form``, ``is_blank``, ``is_below``, ``is_digit``."""
    ends = np.cumsum([len(chunk) for chunk in texts.chunks])
    parts = [(chunk, powers[end - len(chunk) : end]) for chunk, end in zip(texts.chunks, ends, strict=True)]
    with ThreadPoolExecutor() as pool:
        found = list(pool.map(lambda part: _values_of(part[0], part[1], style), parts))
    names = ("value", "form", "is_blank", "is_below", "is_digit")
    return {name: np.concatenate(own) for name, own in zip(names, zip(*found, strict=True), strict=True)}


def _values_of(texts: pa.StringArray, powers: Numbers, style: str) -> tuple[Numbers, ...]:
    point, comma = (pc.match_substring(texts, sign) for sign in ".,")
    sure = pc.if_else(pc.match_substring_regex(texts, SURE[style]), texts, pa.scalar(None, pa.string()))
    if pc.any(comma).as_py():
        sure = pc.replace_substring(sure, ",", ".")
    if powers.any():
        ends = pa.array([f"e{power}" if power else "" for power in range(-12, 13)])
        sure = pc.binary_join_element_wise(sure, ends.take(pa.array(powers + 12)), "")
    length = pc.binary_length(texts).to_numpy(zero_copy_only=False)
    form = np.where(point.to_numpy(zero_copy_only=False), 1, 2 * comma.to_numpy(zero_copy_only=False))
    below = pc.starts_with(texts, "-").to_numpy(zero_copy_only=False)
    number = pc.cast(sure, pa.float64()).to_numpy(zero_copy_only=False)
    return number, form.astype(np.uint8), length == 0, below, length == 1


def _frequencies(meant: dict[str, Numbers], sound: Numbers, meanings: Meanings, today: date) -> Numbers:
    """The number of each row's frequency; below zero where the period does not suit the indicator or the measure."""
    codes, periods, measures = (list(one.ids) for one in (meanings.indicators, meanings.periods, meanings.measures))
    number = (meant["ind"][sound].astype(np.int64) * len(periods) + meant["per"][sound]) * len(measures)
    distinct, own = _numbered(number + meant["mbs"][sound], max(len(codes) * len(periods) * len(measures), 1))
    fitting = []
    for one in distinct.tolist():
        ind, per, mbs = one // len(measures) // len(periods), one // len(measures) % len(periods), one % len(measures)
        try:
            frequency = checks.fitting_period(str(periods[per]), str(codes[ind]), measures[mbs][0], today)
        except CellError:
            fitting.append(-1)
        else:
            fitting.append(meanings.frequencies.of(frequency))
    found = np.full(len(sound), -1, dtype=np.int32)
    found[sound] = np.array(fitting, dtype=np.int32)[own]
    return found


def _accept(conn: duckdb.DuckDBPyConnection, every: dict[str, Numbers], sound: Numbers, sizes: tuple[int, ...]) -> None:
    """The table ``accepted`` of the sound rows.

    Takes the columns out of ``every``, which must be alone in holding them: all of them twice would be a gigabyte.
    """
    every["key"] = np.zeros(len(sound), dtype=np.int64)
    for name, size in zip(KEY, sizes, strict=True):
        every["key"] *= max(size, 1)
        every["key"] += every[name]
    every["row"] = np.arange(2, len(sound) + 2, dtype=np.uint32)
    for name in every.keys() - TYPES.keys():
        del every[name]
    with ThreadPoolExecutor() as pool:
        columns = list(pool.map(lambda of: _sound_only(every, sound, *of), TYPES.items()))
    coded = pa.table(columns, names=list(TYPES))
    conn.register("coded", pa.Table.from_batches(coded.to_batches(max_chunksize=ROW_GROUP), coded.schema))
    conn.execute("CREATE TABLE accepted AS SELECT * FROM coded")
    conn.unregister("coded")


def _sound_only(every: dict[str, Numbers], sound: Numbers, name: str, kind: pa.DataType) -> pa.Array:
    """A column of ``accepted``, taken out of ``every``; texts are told by nobody so early."""
    if name not in every:
        return pa.nulls(int(sound.sum()), kind)
    return pa.array(every.pop(name)[sound].astype(kind.to_pandas_dtype()))


def fill(conn: duckdb.DuckDBPyConnection, table: str, columns: str, rows: Iterable[Row]) -> None:
    """A table with these rows, its columns declared as in SQL."""
    conn.execute(f"CREATE OR REPLACE TABLE {table} ({columns})")
    names = [column.split()[0] for column in columns.split(", ")]
    frame = pd.DataFrame(list(rows), columns=names, dtype=object)
    if len(frame):
        conn.register("filling", frame)
        conn.execute(f"INSERT INTO {table} SELECT * FROM filling")
        conn.unregister("filling")
