"""A frame as CSV or XLSX, with what a number needs when it leaves the room: title, unit, period, area, source, as-of.

Text that a spreadsheet would take for a formula is made inert: nothing that somebody typed into a name ever runs.
"""

import csv
import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

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
    note: str = ""  # what is said below the title

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
        said = [self.title, *([self.note] if self.note else [])]
        return [*said, *mark, *(f"{name}: {value}" for name, value in named if value)]


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
    """One sheet: the lines of ``about``, a header that stays and filters, numbers and days as such, text as text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("Số liệu")
        styles = {name: book.add_format({"font_name": "Times New Roman", **style}) for name, style in _STYLES.items()}
        for row, line in enumerate(about.lines()):
            sheet.write_string(row, 0, line, styles["bold" if row == 0 or line == SIMULATED else "text"])
        top = len(about.lines()) + 1
        for column, name in enumerate(frame.columns):
            sheet.write_string(top, column, str(name), styles["head"])
        for row, values in enumerate(frame.itertuples(index=False), start=top + 1):
            for column, value in enumerate(values):
                _write(sheet, row, column, value, styles)
        sheet.freeze_panes(top + 1, 0)
        sheet.autofit(360)
        if len(frame.columns):
            sheet.set_column(0, 0, 32, None)  # not as wide as the lines above the table
            sheet.autofilter(top, 0, top + len(frame), len(frame.columns) - 1)
    return buffer.getvalue()


_STYLES: dict[str, dict[str, Any]] = {
    "bold": {"bold": True},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    "text": {},
    "whole": {"num_format": "#,##0"},
    "figure": {"num_format": "#,##0.0##"},
    "day": {"num_format": "dd/mm/yyyy"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm"},
}


def _write(sheet: Any, row: int, column: int, value: object, styles: dict[str, Any]) -> None:
    if isinstance(value, dt.date) and not pd.isna(value):
        has_time = isinstance(value, dt.datetime)
        sheet.write_datetime(row, column, value, styles["moment" if has_time else "day"])
        return
    cell = _cell(value)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell, styles["whole" if float(cell).is_integer() else "figure"])
    elif cell != "":
        sheet.write_string(row, column, str(cell), styles["text"])


def _cell(value: object) -> object:
    """A plain value: missing as empty text, moments as day/month/year."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y %H:%M}" if isinstance(value, dt.datetime) else f"{value:%d/%m/%Y}"
    return value.item() if hasattr(value, "item") else value
