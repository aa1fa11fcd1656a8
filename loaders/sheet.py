"""A sheet as it was sent: every filled cell with its coordinate and number format; nothing dropped, nothing renamed."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, cached_property, lru_cache

CellValue = str | int | float | bool | Decimal | datetime | date | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell; ``uncomputed`` when it holds a formula whose result the file does not contain."""

    value: CellValue
    number_format: str = "General"
    uncomputed: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, all bounds inclusive, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of every spreadsheet program; beyond lies only what a file made up


def merged(top: int, left: int, bottom: int, right: int) -> Merge:
    """A merged range as far as a sheet reaches."""
    return Merge(top, left, min(bottom, LAST_ROW), min(right, LAST_COLUMN))


EMPTY = Cell(None)


@dataclass(frozen=True)
class Sheet:
    """One grid; ``cells`` by (row, column), both from 1.  ``by_row``: cells are named "row 17" instead of "J12"."""

    name: str
    cells: dict[tuple[int, int], Cell]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    hidden: bool = False
    by_row: bool = False
    remarks: tuple[str, ...] = ()  # Vietnamese sentences on how it was read

    @property
    def called(self) -> str:
        """The sheet within a sentence; a file of records is its own only sheet."""
        return f"trang «{self.name}»" if self.name else "tệp"

    def cell(self, row: int, column: int) -> Cell:
        return self.cells.get((row, column), EMPTY)

    def value(self, row: int, column: int) -> CellValue:
        return self.cell(row, column).value

    def text(self, row: int, column: int) -> str:
        """The cell as a reader sees it, blanks collapsed; empty when there is nothing in it."""
        return as_text(self.value(row, column))

    @cached_property
    def by_rows(self) -> dict[int, dict[int, Cell]]:
        """Filled cells by row, then column, both ascending."""
        rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            rows.setdefault(row, {})[column] = cell
        return rows

    @cached_property
    def words(self) -> dict[int, list[tuple[int, str]]]:
        """Column and text of the cells that hold texts, by row, both ascending; rows without any are left out."""
        rows: dict[int, list[tuple[int, str]]] = {}
        for row, cells in self.by_rows.items():
            if found := [(at, _composed(cell.value)) for at, cell in cells.items() if isinstance(cell.value, str)]:
                rows[row] = found
        return rows

    @cached_property
    def number_rows(self) -> dict[int, list[int]]:
        """Rows by column, ascending, whose cell holds a number; of a table of records any cell."""
        rows: dict[int, list[int]] = {}
        for row, cells in self.by_rows.items():
            for column, cell in cells.items():
                if isinstance(cell.value, (int, float)) or (self.by_row and cell.value is not None):
                    rows.setdefault(column, []).append(row)
        return rows

    @cached_property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def _anchors(self) -> dict[tuple[int, int], Merge]:
        """The merged range of every covered cell of the first rows, where titles and headers stand."""
        return {
            (row, column): merge
            for merge in self.merges
            for row in range(merge.top, min(merge.bottom, merge.top + 20) + 1)
            for column in range(merge.left, min(merge.right, merge.left + 400) + 1)
        }

    def merge_at(self, row: int, column: int) -> Merge | None:
        return self._anchors.get((row, column))

    def header_text(self, row: int, column: int) -> str:
        """Like ``text``, but a merged cell repeats its text in every cell that it covers.  Never for body values."""
        merge = self.merge_at(row, column)
        return self.text(merge.top, merge.left) if merge else self.text(row, column)

    def texts(self, first: int, last: int) -> Iterator[tuple[int, int, str]]:
        """Row, column and text of every filled cell between two rows, inclusive."""
        for row, cells in self.by_rows.items():
            if first <= row <= last:
                for column in cells:
                    yield row, column, self.text(row, column)

    def place(self, row: int, column: int) -> str:
        """The name of a cell as the sender finds it: "J12"; "row 17" where there are no letters."""
        return f"row {row}" if self.by_row else f"{letter(column)}{row}"


def as_text(value: CellValue) -> str:
    """A value as text for people and for comparing: NFC, blanks collapsed, whole floats without ".0"."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _composed(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


@lru_cache(maxsize=50_000)
def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


@cache
def letter(column: int) -> str:
    """The letters of a column counted from 1: 1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
