"""A frame as CSV or XLSX, with what a number needs when it leaves the room: title, unit, period, area, source, as-of.

Text that a spreadsheet would take for a formula is made inert: nothing that somebody typed into a name ever runs.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import xlsxwriter

SIMULATED = "SỐ LIỆU MÔ PHỎNG - KHÔNG DÙNG ĐỂ BÁO CÁO"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class About:
    """What is said above an exported table; every entry ready to be read, empty ones are left out."""

    title: str
    unit: str
    period: str
    area: str
    source: str
    as_of: str
    version: str
    simulated: bool

    def lines(self) -> list[str]:
        named = (
            ("Đơn vị tính", self.unit),
            ("Kỳ", self.period),
            ("Địa bàn", self.area),
            ("Nguồn", self.source),
            ("Số liệu đến", self.as_of),
            ("Phiên bản", self.version),
        )
        mark = [SIMULATED] if self.simulated else []
        return [self.title, *mark, *(f"{name}: {value}" for name, value in named if value)]


def inert(value: object) -> object:
    """Text as it stands, but never a formula; anything else unchanged."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def to_csv(frame: pd.DataFrame, about: About) -> bytes:
    """UTF-8 with BOM; the lines of ``about``, an empty line, the header, the rows; numbers with a dot, blanks empty."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerows([inert(line)] for line in about.lines())
    writer.writerow([])
    writer.writerow([inert(str(column)) for column in frame.columns])
    writer.writerows([inert(_cell(value)) for value in row] for row in frame.itertuples(index=False))
    return buffer.getvalue().encode("utf-8-sig")


def to_xlsx(frame: pd.DataFrame, about: About) -> bytes:
    """One sheet: the lines of ``about``, a header that stays, numbers as numbers, text as text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("Số liệu")
        bold = book.add_format({"bold": True, "font_name": "Times New Roman"})
        text = book.add_format({"font_name": "Times New Roman"})
        figure = book.add_format({"font_name": "Times New Roman", "num_format": "#,##0.0##"})
        for row, line in enumerate(about.lines()):
            sheet.write_string(row, 0, line, bold if row == 0 or line == SIMULATED else text)
        top = len(about.lines()) + 1
        for column, name in enumerate(frame.columns):
            sheet.write_string(top, column, str(name), bold)
        for row, values in enumerate(frame.itertuples(index=False), start=top + 1):
            _write_row(sheet, row, values, text, figure)
        sheet.freeze_panes(top + 1, 0)
        sheet.autofit(360)
    return buffer.getvalue()


def _write_row(sheet: object, row: int, values: Sequence[object], text: object, figure: object) -> None:
    for column, value in enumerate(values):
        cell = _cell(value)
        if isinstance(cell, (int, float)):
            sheet.write_number(row, column, cell, figure)  # type: ignore[attr-defined]  # xlsxwriter has no types
        elif cell:
            sheet.write_string(row, column, str(cell), text)  # type: ignore[attr-defined]


def _cell(value: object) -> object:
    """A plain value: missing as empty text, moments as day/month/year."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%d/%m/%Y %H:%M}"
    return value.item() if hasattr(value, "item") else value
