"""Dates as spreadsheets store them: days since the end of 1899, or since 1904 in files that began on a Macintosh."""

from datetime import datetime

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from loaders.sheet import CellValue

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
