"""Reports as Excel files in the shape that departments send: title, merged header, table, place and date, names.

Every text is written as text: one that a spreadsheet could take for a formula is marked so that it stays inert.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | float | int | None
FONT = {"font_name": "Times New Roman", "font_size": 11}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
DOTTED = "…………, ngày …… tháng …… năm ………"
MADE = datetime(2021, 1, 1)  # written into every file, so that the same report is the same file


@dataclass(frozen=True)
class Heading:
    """The header of a column; ``group``: texts merged over it and its neighbours, outermost first, joined by " > "."""

    text: str
    group: str = ""
    width: float = 13
    decimals: int = 1
    is_reference: bool = False  # shown for comparing, in grey; nobody fills it in

    @property
    def path(self) -> list[str]:
        return [*(self.group.split(" > ") if self.group else []), self.text]


@dataclass(frozen=True)
class Report:
    """One sheet of one workbook; a row has one cell per heading."""

    issuer: str  # top left
    form: str  # top right
    title: str
    under_title: str
    sheet: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Cell]]
    place: str
    signed_on: date
    hidden: Sequence[int] = ()  # columns, from 0
    numbered: bool = False  # a row (1) (2) … under the header
    remark: str = ""  # directly under the table, begins with "Ghi chú:"
    is_empty_form: bool = False  # dots instead of place and date
    shaded: Sequence[tuple[int, int]] = ()  # row and column, from 0 in ``rows``: known figures that are confirmed


class _Page:
    """The sheet being written, and the few formats that it uses."""

    def __init__(self, book: xlsxwriter.Workbook, report: Report) -> None:
        self.sheet: Worksheet = book.add_worksheet(report.sheet)
        self.report, self.last = report, len(report.headings) - 1
        bordered = {**FONT, "border": 1, "text_wrap": True, "valign": "vcenter"}
        self.plain: Format = book.add_format(FONT)
        self.small: Format = book.add_format({**FONT, "italic": True, "align": "center"})
        self.title: Format = book.add_format({**FONT, "bold": True, "font_size": 14, "align": "center"})
        self.head: Format = book.add_format({**bordered, "bold": True, "align": "center"})
        self.text: Format = book.add_format(bordered)
        self.guarded: Format = book.add_format({**bordered, "quote_prefix": True})
        decimals = {heading.decimals for heading in report.headings}
        shown = {d: "#,##0" + ("." + "0" * d if d else "") for d in sorted(decimals)}
        self.number = {d: book.add_format({**bordered, "num_format": f}) for d, f in shown.items()}
        grey = {**bordered, "bg_color": "#EDEDED"}
        self.known = {d: book.add_format({**grey, "num_format": f}) for d, f in shown.items()}
        self.known_text: Format = book.add_format({**grey, "quote_prefix": True})
        self.shaded = set(report.shaded)

    def write(self) -> None:
        self._title()
        first = self._header(5)
        for offset, row in enumerate(self.report.rows):
            self._row(first + offset, offset, row)
        self._footer(first + len(self.report.rows) + 1)
        for column, heading in enumerate(self.report.headings):
            options = {"hidden": True} if column in self.report.hidden else {}
            self.sheet.set_column(column, column, heading.width, None, options)

    def _title(self) -> None:
        self.sheet.write_string(0, 0, self.report.issuer, self.plain)
        self.sheet.write_string(0, self.last, self.report.form, self.plain)
        self.sheet.merge_range(2, 0, 2, self.last, self.report.title, self.title)
        self.sheet.merge_range(3, 0, 3, self.last, self.report.under_title, self.small)

    def _header(self, top: int) -> int:
        """Writes as many header rows as the deepest heading has texts; returns the first row below."""
        paths = [heading.path for heading in self.report.headings]
        deep = max(map(len, paths))
        for column, path in enumerate(paths):
            for level in range(len(path) - 1):
                inside = path[: level + 1]
                if column == 0 or paths[column - 1][: level + 1] != inside:
                    right = column + _run(paths[column:], inside) - 1
                    self._range(top + level, column, top + level, right, path[level])
            self._range(top + len(path) - 1, column, top + deep - 1, column, path[-1])
        below = top + deep
        if self.report.numbered:
            for column in range(len(paths)):
                self.sheet.write_string(below, column, f"({column + 1})", self.head)
        return below + self.report.numbered

    def _range(self, top: int, left: int, bottom: int, right: int, text: str) -> None:
        if (top, left) == (bottom, right):
            self.sheet.write_string(top, left, text, self.head)
        else:
            self.sheet.merge_range(top, left, bottom, right, "", self.head)
            self.sheet.write_string(top, left, text, self.head)

    def _row(self, row: int, offset: int, cells: Sequence[Cell]) -> None:
        for column, (cell, heading) in enumerate(zip(cells, self.report.headings, strict=True)):
            is_known = heading.is_reference or (offset, column) in self.shaded
            if cell is None:
                self.sheet.write_blank(row, column, None, self.known_text if is_known else self.text)
            elif isinstance(cell, str):
                guarded = self.guarded if cell.startswith(FORMULA_STARTS) else self.text
                self.sheet.write_string(row, column, cell, self.known_text if is_known else guarded)
            else:
                self.sheet.write_number(row, column, cell, (self.known if is_known else self.number)[heading.decimals])

    def _footer(self, row: int) -> None:
        day = self.report.signed_on
        signed = f"{self.report.place}, ngày {day:%d} tháng {day:%m} năm {day.year}"
        signed = DOTTED if self.report.is_empty_form else signed
        right = max(self.last - 1, 2)
        if self.report.remark:
            self.sheet.write_string(row, 0, self.report.remark, self.plain)
            row += 1
        self.sheet.write_string(row, right, signed, self.plain)
        self.sheet.write_string(row + 1, 1, "Người lập biểu", self.plain)
        self.sheet.write_string(row + 1, right, "Thủ trưởng đơn vị", self.plain)
        self.sheet.write_string(row + 2, 1, "(Ký, ghi rõ họ tên)", self.plain)
        self.sheet.write_string(row + 2, right, "(Ký, ghi rõ họ tên)", self.plain)


def _run(paths: Sequence[list[str]], inside: list[str]) -> int:
    """How many headings in a row stand under the same texts."""
    return sum(1 for _ in takewhile(lambda path: path[: len(inside)] == inside, paths))


def write(report: Report, path: Path) -> None:
    """Writes the report as a workbook; the same report gives the same bytes.  Raises ``OSError``."""
    with path.open("wb") as file, xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": report.title, "author": report.issuer, "created": MADE})
        _Page(book, report).write()
