"""A table as a reader sees it, sorted, filtered, its columns chosen, to be written as a file."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from exports import tables

KINDS: Final = ("text", "number", "date", "moment", "link", "choice")
MOST_CELLS: Final = 2_000_000


class NotATableError(Exception):
    """What was sent is no table; the message says what is wrong with it."""


def read(sent: object) -> tuple[pd.DataFrame, tables.About]:
    """The frame and what is said above it, from ``{"told": …, "columns": [{"name", "kind"}], "rows": [[…]]}``.

    Numbers become float, days and moments ``datetime64`` or ``datetime.date``, everything else text; what is not of its
    column's kind stays text.

    Raises:
        NotATableError: parts are missing, rows are not as long as the columns are many, or there are too many cells.
    """
    if not isinstance(sent, Mapping):
        raise NotATableError("no object")
    columns, rows = sent.get("columns"), sent.get("rows")
    if not isinstance(columns, list) or not isinstance(rows, list) or not all(map(_is_column, columns)):
        raise NotATableError("no columns or rows")
    if len(rows) * len(columns) > MOST_CELLS:
        raise NotATableError("too many cells")
    if any(not isinstance(row, list) or len(row) != len(columns) for row in rows):
        raise NotATableError("a row of another length")
    cells = {
        place: pd.Series([_cell(row[place], column["kind"]) for row in rows], dtype=object)
        for place, column in enumerate(columns)
    }
    frame = pd.DataFrame(cells)
    frame.columns = pd.Index([column["name"] for column in columns])
    return frame, _about(sent.get("told"))


def _is_column(column: object) -> bool:
    return isinstance(column, Mapping) and isinstance(column.get("name"), str) and column.get("kind") in KINDS


def _cell(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "number" and isinstance(value, int | float):
        return value
    if kind in ("date", "moment"):
        moment = pd.to_datetime(str(value), errors="coerce")
        if not pd.isna(moment):
            return moment.date() if kind == "date" else moment
    return str(value)


def _about(told: object) -> tables.About:
    known = told if isinstance(told, Mapping) else {}
    names = ("title", "unit", "period", "area", "source", "as_of", "note")
    words = {name: str(known.get(name) or "")[:500] for name in names}
    return tables.About(**words, version=str(known.get("version") or "")[:100], simulated=bool(known.get("simulated")))
