"""Periods as text that sorts: what they span, what comes before, what they are called, when they are due.

Forms: ``2026`` · ``2026-H1`` · ``2026-Q3`` · ``2026-09M`` (January to September) · ``2026-03`` · ``2026-W12`` ·
``2026-03-31`` · ``2026-03-31T14`` · ``2025-2026`` (school year) · ``2025-2026-HK1`` (school term) · ``2026-V1``
(crop season: V1 winter-spring, V2 summer-autumn, V3 main).  Within one frequency the order of texts is that of time.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from data.calendar_vn import working_day_from

FREQUENCIES = (
    "hour", "day", "week", "month", "quarter", "half-year", "nine-months", "term", "season", "school-year", "year",
)  # fmt: skip
# Days after the end of a period until its value is due, where the decision is silent.  A working default of ours, shown
# as such: reports of a month arrive in the first days of the next.
USUAL_DEADLINE = {"hour": 0, "day": 1, "week": 2, "month": 5, "quarter": 10, "half-year": 15, "nine-months": 10}
LONG_DEADLINE = 30
SEASONS = ("Đông Xuân", "Hè Thu", "Mùa")
SEASONS_EN = ("winter-spring", "summer-autumn", "main")
SEASON_MONTHS = ((11, -1, 5), (5, 0, 9), (6, 0, 11))  # first month, year shift of the first month, last month
ROMAN = ("I", "II", "III", "IV")
YEARS = range(1900, 2200)  # a report of another year is a slip of the pen, and Python's calendar ends too


class PeriodError(Exception):
    """A text that names no period; the message is a Vietnamese sentence."""


@dataclass(frozen=True)
class Period:
    """One period: ``start`` and ``end`` are inclusive dates (of an hour: its day)."""

    id: str
    frequency: str
    start: date
    end: date

    @property
    def year(self) -> int:
        return self.end.year if self.frequency in ("term", "school-year", "season") else int(self.id[:4])


def _month(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _week(year: int, week: int) -> tuple[date, date]:
    return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)


def _season(year: int, number: int) -> tuple[date, date]:
    first, shift, last = SEASON_MONTHS[number - 1]
    return date(year + shift, first, 1), _month(year, last, last)[1]


def _school(first: int, second: int, start: tuple[int, int], months: int) -> tuple[date, date]:
    """A span of school months beginning in September (month 9) of ``first``."""
    if second != first + 1:
        raise ValueError("a school year spans two years")
    year, month = start
    end = year * 12 + month - 1 + months - 1
    return date(year, month, 1), _month(end // 12, end % 12 + 1, end % 12 + 1)[1]


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)  # other scripts have digits too, and ids must sort


Span = Callable[..., tuple[date, date]]
_FORMS: tuple[tuple[str, re.Pattern[str], Span], ...] = (
    ("month", _form(r"(\d{4})-(\d\d)"), lambda y, m: _month(y, m, m)),
    ("year", _form(r"(\d{4})"), lambda y: _month(y, 1, 12)),
    ("quarter", _form(r"(\d{4})-Q([1-4])"), lambda y, q: _month(y, 3 * q - 2, 3 * q)),
    ("half-year", _form(r"(\d{4})-H([12])"), lambda y, h: _month(y, 6 * h - 5, 6 * h)),
    ("nine-months", _form(r"(\d{4})-09M"), lambda y: _month(y, 1, 9)),
    ("week", _form(r"(\d{4})-W(\d\d)"), _week),
    ("day", _form(r"(\d{4})-(\d\d)-(\d\d)"), lambda y, m, d: (date(y, m, d), date(y, m, d))),
    ("hour", _form(r"(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3])"), lambda y, m, d, _h: (date(y, m, d), date(y, m, d))),
    ("school-year", _form(r"(\d{4})-(\d{4})"), lambda a, b: _school(a, b, (a, 9), 9)),
    (
        "term",
        _form(r"(\d{4})-(\d{4})-HK([12])"),
        lambda a, b, t: _school(a, b, (a, 9), 4) if t == 1 else _school(a, b, (b, 1), 5),
    ),
    ("season", _form(r"(\d{4})-V([1-3])"), _season),
)


@lru_cache(maxsize=20_000)
def parse(text: str) -> Period:
    """The period that an id names.

    Raises:
        PeriodError: the text has none of the forms, or names a day that does not exist or lies outside YEARS.
    """
    for frequency, form, span in _FORMS:
        if found := form.fullmatch(text):
            try:
                start, end = span(*map(int, found.groups()))
            except (ValueError, OverflowError) as error:
                raise PeriodError(f"«{text}» không phải là một kỳ có thật.") from error
            if int(text[:4]) not in YEARS:
                raise PeriodError(f"«{text}» không phải là kỳ báo cáo: năm phải từ {YEARS[0]} đến {YEARS[-1]}.")
            return Period(text, frequency, start, end)
    raise PeriodError(f"«{text}» không phải là kỳ báo cáo. Ví dụ đúng: 2026, 2026-Q3, 2026-03, 2026-W12, 2026-03-31.")


def ends(text: str) -> tuple[date, str]:
    """What orders periods by their end; of those that end together, as September and the third quarter, by their id."""
    return parse(text).end, text


def is_period(text: str) -> bool:
    """Whether a text is the id of a period."""
    try:
        parse(text)
    except PeriodError:
        return False
    return True


def rank(frequency: str) -> int:
    """Place of a frequency from the finest (hour) to the coarsest (year)."""
    return FREQUENCIES.index(frequency)


def of(frequency: str, day: date, hour: int = 0) -> str:
    """The period of a frequency that a day lies in; of seasons and terms the one that ends first on or after it."""
    year, month = day.year, day.month
    if frequency in ("term", "season", "school-year"):
        return _first_ending_after(frequency, day)
    iso = day.isocalendar()
    texts = {
        "hour": f"{day.isoformat()}T{hour:02d}",
        "day": day.isoformat(),
        "week": f"{iso.year}-W{iso.week:02d}",
        "month": f"{year}-{month:02d}",
        "quarter": f"{year}-Q{(month + 2) // 3}",
        "half-year": f"{year}-H{1 if month < 7 else 2}",
        "nine-months": f"{year}-09M",
        "year": f"{year}",
    }
    return texts[frequency]


def _first_ending_after(frequency: str, day: date) -> str:
    forms = {"term": ("{a}-{b}-HK1", "{a}-{b}-HK2"), "season": ("{a}-V1", "{a}-V2", "{a}-V3")}
    texts = [
        form.format(a=year, b=year + 1)
        for year in range(day.year - 1, day.year + 2)
        for form in forms.get(frequency, ("{a}-{b}",))
    ]
    return min((p for p in map(parse, texts) if p.end >= day), key=lambda p: p.end).id


def previous(text: str) -> str:
    """The period before, of the same frequency."""
    return shift(text, -1)


def next_(text: str) -> str:
    """The period after, of the same frequency."""
    return shift(text, 1)


@lru_cache(maxsize=20_000)
def shift(text: str, steps: int) -> str:
    """The period so many steps later (earlier when negative)."""
    period = parse(text)
    if period.frequency == "hour":
        moment = datetime.fromisoformat(f"{text}:00") + timedelta(hours=steps)
        return f"{moment:%Y-%m-%dT%H}"
    if period.frequency in ("day", "week"):
        return of(period.frequency, period.start + timedelta(days=steps * (7 if period.frequency == "week" else 1)))
    count = {"month": 12, "quarter": 4, "half-year": 2, "season": 3, "term": 2}.get(period.frequency, 1)
    place = 1 if count == 1 else int(text[-2:]) if period.frequency == "month" else int(text[-1])
    turned = int(text[:4]) * count + place - 1 + steps
    year, place = turned // count, turned % count + 1
    forms = {
        "month": f"{year:04d}-{place:02d}",
        "quarter": f"{year:04d}-Q{place}",
        "half-year": f"{year:04d}-H{place}",
        "nine-months": f"{year:04d}-09M",
        "season": f"{year:04d}-V{place}",
        "term": f"{year:04d}-{year + 1:04d}-HK{place}",
        "school-year": f"{year:04d}-{year + 1:04d}",
        "year": f"{year:04d}",
    }
    return forms[period.frequency]


def same_last_year(text: str) -> str:
    """The same period a year before; a week 53 or 29 February that the year lacks becomes the last one it has."""
    period = parse(text)
    if period.frequency == "week":
        year, week = int(text[:4]) - 1, int(text[-2:])
        return f"{year:04d}-W{min(week, date(year, 12, 28).isocalendar().week):02d}"
    if period.frequency in ("day", "hour"):
        year, month = period.start.year - 1, period.start.month
        day = min(period.start.day, monthrange(year, month)[1])
        return date(year, month, day).isoformat() + text[10:]
    count = {"month": 12, "quarter": 4, "half-year": 2, "season": 3, "term": 2}.get(period.frequency, 1)
    return shift(text, -count)


def december_last_year(text: str) -> str:
    """December of the year before the period's year."""
    return f"{parse(text).year - 1:04d}-12"


def to_date(text: str) -> list[str]:
    """The periods of the same frequency from the start of the year up to and with this one."""
    period = parse(text)
    if period.frequency not in ("month", "quarter", "half-year", "week", "day"):
        return [text]
    first = f"{text[:4]}-W01" if period.frequency == "week" else of(period.frequency, date(int(text[:4]), 1, 1))
    return range_(first, text)


def range_(first: str, last: str) -> list[str]:
    """Every period from ``first`` to ``last``, both included; empty when they are in the wrong order.

    Raises:
        PeriodError: the two are of different frequencies.
    """
    if parse(first).frequency != parse(last).frequency:
        raise PeriodError(f"«{first}» và «{last}» không cùng loại kỳ.")
    found = []
    while first <= last:
        found.append(first)
        first = next_(first)
    return found


def contains(outer: str, inner: str) -> bool:
    """Whether the whole of ``inner`` lies in ``outer``."""
    big, small = parse(outer), parse(inner)
    return big.start <= small.start and small.end <= big.end


def share_of_year_elapsed(text: str) -> float:
    """Share of the calendar year that is over at the end of the period, 0 to 1; months count as twelfths."""
    period = parse(text)
    # The last week of a year ends in January: by then its year is over.
    end = min(period.end, date(period.year, 12, 31))
    if end.day == monthrange(end.year, end.month)[1]:
        return end.month / 12
    return end.timetuple().tm_yday / date(end.year, 12, 31).timetuple().tm_yday


@lru_cache(maxsize=20_000)
def due_on(text: str, deadline_days: int | None) -> date:
    """When the value of a period is due; with None after the usual time for its frequency, see USUAL_DEADLINE.

    A deadline on a day off ends on the next working day (Bộ luật Dân sự, Điều 148); duty rosters that report by the
    hour or the day know no days off.
    """
    period = parse(text)
    days = USUAL_DEADLINE.get(period.frequency, LONG_DEADLINE) if deadline_days is None else deadline_days
    due = period.end + timedelta(days=days)
    return due if period.frequency in ("hour", "day") else working_day_from(due)


def latest_closed(frequency: str, deadline_days: int | None, today: date, published: Collection[str] = ()) -> str:
    """The newest period that is over and due by ``today``, or a newer one that is over and already published.

    Days are the finest clock here: of hours those until midnight are over, those of today once they are published.
    """
    period = of(frequency, today, hour=23)
    while (is_running := parse(period).end >= today) or due_on(period, deadline_days) > today:
        if period in published and (not is_running or frequency == "hour"):
            return period
        period = previous(period)
    return period
