"""Reports as Excel files in the shape that departments send: title, merged header, table, place and date, names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | float | int | None
FONT = {"font_name": "Times New Roman", "font_size": 11}
MADE = datetime(2021, 1, 1)  # written into every file, so that the same report is the same file


@dataclass(frozen=True)
class Heading:
    """The header of a column; ``group`` is the text merged over it and its neighbours."""

    text: str
    group: str = ""
    width: float = 13
    decimals: int = 1


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
        decimals = {heading.decimals for heading in report.headings}
        shown = {d: "#,##0" + ("." + "0" * d if d else "") for d in sorted(decimals)}
        self.number = {d: book.add_format({**bordered, "num_format": f}) for d, f in shown.items()}

    def write(self) -> None:
        self._title()
        first = self._header(5)
        for offset, row in enumerate(self.report.rows):
            self._row(first + offset, row)
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
        """Writes one header row, or two when headings are grouped; returns the first row below."""
        headings = self.report.headings
        deep = any(heading.group for heading in headings)
        for column, heading in enumerate(headings):
            if heading.group:
                self.sheet.write_string(top + 1, column, heading.text, self.head)
            elif deep:
                self.sheet.merge_range(top, column, top + 1, column, heading.text, self.head)
            else:
                self.sheet.write_string(top, column, heading.text, self.head)
        for group in dict.fromkeys(heading.group for heading in headings if heading.group):
            columns = [column for column, heading in enumerate(headings) if heading.group == group]
            self.sheet.merge_range(top, columns[0], top, columns[-1], group, self.head)
        below = top + 2 if deep else top + 1
        if self.report.numbered:
            for column in range(len(headings)):
                self.sheet.write_string(below, column, f"({column + 1})", self.head)
        return below + self.report.numbered

    def _row(self, row: int, cells: Sequence[Cell]) -> None:
        for column, (cell, heading) in enumerate(zip(cells, self.report.headings, strict=True)):
            if cell is None:
                self.sheet.write_blank(row, column, None, self.text)
            elif isinstance(cell, str):
                self.sheet.write_string(row, column, cell, self.text)
            else:
                self.sheet.write_number(row, column, cell, self.number[heading.decimals])

    def _footer(self, row: int) -> None:
        day = self.report.signed_on
        signed = f"{self.report.place}, ngày {day:%d} tháng {day:%m} năm {day.year}"
        right = max(self.last - 1, 2)
        self.sheet.write_string(row, right, signed, self.plain)
        self.sheet.write_string(row + 1, 1, "Người lập biểu", self.plain)
        self.sheet.write_string(row + 1, right, "Thủ trưởng đơn vị", self.plain)
        self.sheet.write_string(row + 2, 1, "(Ký, ghi rõ họ tên)", self.plain)
        self.sheet.write_string(row + 2, right, "(Ký, ghi rõ họ tên)", self.plain)


def write(report: Report, path: Path) -> None:
    """Writes the report as a workbook; the same report gives the same bytes."""
    with xlsxwriter.Workbook(path, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": report.title, "author": report.issuer, "created": MADE})
        _Page(book, report).write()
