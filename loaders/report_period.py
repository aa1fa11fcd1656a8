"""Which period a report speaks of, and when it was signed; read from its title and footer, compared, never guessed."""

import re
from collections.abc import Iterable
from datetime import date

from data import periods
from geo.spelling import fold
from loaders.errors import PeriodUnclearError
from loaders.sheet import Sheet

ROMAN = {"1": "1", "2": "2", "3": "3", "4": "4", "i": "1", "ii": "2", "iii": "3", "iv": "4"}
SIGNED = re.compile(r"^(?:[^,]{0,60},)?\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\.?$", re.IGNORECASE)
REPORTED = re.compile(r"^ngày báo cáo\s*:?\s*(\d{1,2})/(\d{1,2})/(\d{4})\.?$", re.IGNORECASE)
# Dates and decisions name months too; they are taken out before a period is looked for (text is folded).
DATES = re.compile(r"ngay \d{1,2} (?:thang )?\d{1,2} (?:nam )?\d{4}|(?:quyet dinh|thong tu|nghi quyet)\b.*")
DAY = r"ngay (\d{1,2}) (?:thang )?(\d{1,2}) (?:nam )?(\d{4})"
FROM_TO = re.compile(rf"tu {DAY} den (?:het )?{DAY}")
YEAR = r"(?:nam )?(20\d\d)"
SINCE_JANUARY = r"(?:(?:va )?\d{1,2} thang (?:dau )?)?"  # "Tháng 9 và 9 tháng năm 2026" is a report of the month
PATTERNS = (  # finer periods first: a title that names a month and its year speaks of the month
    (re.compile(rf"\btuan (?:thu )?(\d{{1,2}}) {YEAR}"), "Tuần {0}/{1}"),
    (re.compile(rf"\b(?:thang |t)(\d{{1,2}}) {SINCE_JANUARY}{YEAR}"), "Tháng {0}/{1}"),
    (re.compile(rf"\bquy (iv|i{{1,3}}|[1-4]) {SINCE_JANUARY}{YEAR}"), "Quý {0}/{1}"),
    (re.compile(rf"\b0?(6|9) thang (?:dau )?{YEAR}"), "{0} tháng đầu năm {1}"),
    (re.compile(rf"\b0?(6) thang cuoi {YEAR}"), "{0} tháng cuối năm {1}"),
    (re.compile(r"\bnam (20\d\d)\b"), "Năm {0}"),
)


def of_sheet(file: str, sheet: Sheet, top: int, given: str, *, needed: bool) -> str:
    """The period id of a sheet: the one in its title, which must agree with the one given by whoever loads.

    Args:
        top: first row of the header; the title stands above it.
        given: a period id, or "" when none was given.
        needed: whether a report without a period is refused; otherwise the answer may be "".

    Raises:
        PeriodUnclearError: no period, several, or two that contradict each other.
    """
    written = titled(file, sheet, top)
    if given and written and written != given:
        raise PeriodUnclearError(
            file,
            f"tiêu đề {sheet.called} ghi {periods.label(written)}, nhưng kỳ được chọn là {periods.label(given)}.",
            remedy="Sửa tiêu đề (có thể còn sót của kỳ trước), hoặc chọn lại kỳ (--period).",
        )
    if needed and not (given or written):
        raise PeriodUnclearError(
            file,
            f"không thấy kỳ báo cáo trong tiêu đề của {sheet.called}.",
            remedy="Ghi kỳ trên tiêu đề, ví dụ «Tháng 9/2026», hoặc chọn kỳ khi nạp (--period 2026-09).",
        )
    return written or given


def titled(file: str, sheet: Sheet, top: int) -> str:
    """The period named above the header; "" when there is none.

    Raises:
        PeriodUnclearError: there are two, or there is no such period (month 13).
    """
    texts = [text for *_, text in sheet.texts(1, top - 1)]
    try:
        by_frequency = [spans for t in texts if (spans := _span(t))] or [_named(texts, p) for p in PATTERNS]
    except periods.PeriodError as error:
        raise PeriodUnclearError(
            file, f"tiêu đề của {sheet.called} ghi kỳ sai.", str(error), "Sửa kỳ báo cáo trên tiêu đề."
        ) from error
    for found in by_frequency:
        if len(found) > 1:
            shown = ", ".join(periods.label(period) for period in sorted(found))
            raise PeriodUnclearError(
                file,
                f"tiêu đề {sheet.called} nêu nhiều kỳ: {shown}.",
                remedy="Chỉ để một kỳ báo cáo trên tiêu đề.",
            )
        if found:
            return found.pop()
    return ""


def _named(texts: list[str], pattern: tuple[re.Pattern[str], str]) -> set[str]:
    """Ids of the periods of one frequency that the texts name.  Raises ``PeriodError`` where one cannot be."""
    found = set()
    for text in texts:
        for match in pattern[0].finditer(DATES.sub(" ", fold(text))):
            number, *rest = match.groups()
            found.add(periods.parse_label(pattern[1].format(ROMAN.get(number, number), *rest)))
    return found


def _span(text: str) -> set[str]:
    """The period that runs exactly "từ ngày … đến ngày …"; empty when there is none."""
    match = FROM_TO.search(fold(text))
    if not match:
        return set()
    day, month, year, last_day, last_month, last_year = map(int, match.groups())
    first, last = _date(year, month, day), _date(last_year, last_month, last_day)
    if first is None or last is None:
        return set()
    frequencies = ("month", "quarter", "half-year", "year")
    candidates = [periods.parse(periods.of(frequency, first)) for frequency in frequencies]
    return {period.id for period in candidates if (period.start, period.end) == (first, last)}


def signed_on(sheet: Sheet, top: int, bottom: int) -> date | None:
    """The day on which the report says it was made: "…, ngày 05 tháng 11 năm 2026" below the table, else above it."""
    if sheet.by_row:
        return None  # a table of records has neither title nor footer
    below = _dates(text for *_, text in sheet.texts(bottom + 1, sheet.last_row))
    above = _dates(text for *_, text in sheet.texts(1, top - 1))
    return next(iter([*below[-1:], *above[-1:]]), None)


def _dates(texts: Iterable[str]) -> list[date]:
    found = []
    for text in texts:
        if match := SIGNED.match(text) or REPORTED.match(text):
            day, month, year = map(int, match.groups())
            if signed := _date(year, month, day):
                found.append(signed)
    return found


def _date(year: int, month: int, day: int) -> date | None:
    """A day, or None when the calendar has no such day (31 tháng 11): a slip of the pen, not a date."""
    last_of_month = 31 if month in (1, 3, 5, 7, 8, 10, 12) else 30 if month != 2 else 29 if year % 4 == 0 else 28
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= last_of_month else None
