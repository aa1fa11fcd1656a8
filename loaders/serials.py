"""Dates as spreadsheets store them: days since the end of 1899, or since 1904 in files that began on a Macintosh."""

import re
from datetime import date, datetime

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from loaders import rules
from loaders.sheet import Cell, CellValue, as_text

LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # parts of a number format that are no fields
SERIALS_OF_OUR_TIME = range(25_569, 73_051)  # 1970 to 2099
LAST_SERIAL = 2_958_465  # 31/12/9999


def format_text(code: int, own: dict[int, str]) -> str:
    """The number format behind its number: one that the file declares, else one that every program knows."""
    return own.get(code) or BUILTIN_FORMATS.get(code, "General")


def from_number(value: float, number_format: str, *, since_1904: bool) -> CellValue:
    """The date, time or span that a number is shown as; the number itself when its format shows none."""
    if not is_date_format(number_format) or not 0 <= value <= LAST_SERIAL:
        return value
    epoch: datetime = MAC_EPOCH if since_1904 else WINDOWS_EPOCH
    found: CellValue = from_excel(value, epoch, timedelta=is_timedelta_format(number_format))
    return found


def as_period(cell: Cell) -> str:
    """The text of a cell that names a period; of a date that shows no day, as Excel makes it of "9/2026", its month.

    Raises:
        CellError: bad_period for the bare number of a day.
    """
    value = cell.value
    if isinstance(value, date):
        fields = LITERAL.sub("", cell.number_format).lower()
        if "y" in fields and "d" not in fields:
            return f"{value:%Y-%m}" if "m" in fields else f"{value:%Y}"
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value in SERIALS_OF_OUR_TIME:
        days = (f"{from_excel(value, epoch):%d/%m/%Y}" for epoch in (WINDOWS_EPOCH, MAC_EPOCH))
        could_be = "{}, hoặc {} nếu tệp tính ngày từ năm 1904".format(*days)
        told = f"«{as_text(value)}» là số thứ tự ngày của Excel (có thể là {could_be}), không phải kỳ báo cáo."
        raise rules.error("bad_period", told=told)
    return as_text(value)
