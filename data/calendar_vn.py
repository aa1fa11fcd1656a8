"""Working days in Vietnam: weekends, public holidays by rule, and the swaps that the Government announces.

Holidays follow Điều 112 of the Labour Code of 2019 (Tết from its eve to the fourth day, two days for 2 September).
Tết and Giỗ Tổ follow the moon.  The Vietnamese calendar is computed here for UTC+7 (new moons and solar terms after
Meeus, as Hồ Ngọc Đức describes): tables of the Chinese calendar, for UTC+8, differ in years like 2007 and 2030.
"""

import math
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

# Announced year by year: a working day that is free, and the Saturday that is worked instead.
SWAPPED = {
    date(2024, 4, 29): date(2024, 5, 4),
    date(2025, 5, 2): date(2025, 4, 26),
    date(2026, 1, 2): date(2026, 1, 10),
    date(2026, 8, 31): date(2026, 8, 22),
}
CULTURE_DAY_SINCE = 2026  # 24 November, Ngày Văn hóa Việt Nam
FIRST_NEW_MOON = 2415021.076998695  # Julian date of a new moon, 1 January 1900
MONTH = 29.530588853  # days from new moon to new moon, on average
UTC7 = 7 / 24
DAY = timedelta(days=1)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
# The second day off around 2 September, by its weekday: the one that makes the longer rest.
BESIDE_NATIONAL_DAY = {MONDAY: 1, TUESDAY: -1, WEDNESDAY: -1, THURSDAY: 1, FRIDAY: -1, SATURDAY: -1, SUNDAY: 1}


def _julian(day: date) -> int:
    return day.toordinal() + 1721425


def _new_moon(number: int) -> int:
    """Julian day number, in Vietnam, of a new moon counted from 1 January 1900."""
    t = number / 1236.85  # Julian centuries
    r = math.radians
    mean = 2415020.75933 + 29.53058868 * number + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * math.sin(r(166.56 + 132.87 * t - 0.009173 * t**2))
    sun = r(359.2242 + 29.10535608 * number - 0.0000333 * t**2 - 0.00000347 * t**3)
    moon = r(306.0253 + 385.81691806 * number + 0.0107306 * t**2 + 0.00001236 * t**3)
    node = r(21.2964 + 390.67050646 * number - 0.0016528 * t**2 - 0.00000239 * t**3)
    shift = (0.1734 - 0.000393 * t) * math.sin(sun) + 0.0021 * math.sin(2 * sun)
    shift += -0.4068 * math.sin(moon) + 0.0161 * math.sin(2 * moon) - 0.0004 * math.sin(3 * moon)
    shift += 0.0104 * math.sin(2 * node) - 0.0051 * math.sin(sun + moon) - 0.0074 * math.sin(sun - moon)
    shift += 0.0004 * math.sin(2 * node + sun) - 0.0004 * math.sin(2 * node - sun)
    shift += -0.0006 * math.sin(2 * node + moon) + 0.0010 * math.sin(2 * node - moon)
    shift += 0.0005 * math.sin(2 * moon + sun)
    clock = -0.000278 + 0.000265 * t + 0.000262 * t**2  # dynamical time against that of the turning earth
    return math.floor(mean + shift - clock + 0.5 + UTC7)


def _solar_term(julian: int) -> int:
    """Twelfth of the sun's path, 0 from the March equinox, that the sun is in when a day begins in Vietnam."""
    t = (julian - 2451545.5 - UTC7) / 36525
    r = math.radians
    anomaly = r(357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3)
    mean = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    centre = (1.914600 - 0.004817 * t - 0.000014 * t**2) * math.sin(anomaly)
    centre += (0.019993 - 0.000101 * t) * math.sin(2 * anomaly) + 0.000290 * math.sin(3 * anomaly)
    return int((mean + centre) % 360 // 30)


def _eleventh_month(year: int) -> int:
    """Number of the new moon that begins the lunar month of the winter solstice."""
    number = int((_julian(date(year, 12, 31)) - FIRST_NEW_MOON) / MONTH)
    return number - 1 if _solar_term(_new_moon(number)) >= 9 else number


def _lunar(year: int, month: int, day: int) -> date:
    """A day of the first months (1 to 10) of a lunar year, never of a leap month."""
    before, after = _eleventh_month(year - 1), _eleventh_month(year)
    place = month + 1  # months after the eleventh of the year before
    if after - before == 13 and _leap_place(before) <= place:
        place += 1
    return date.fromordinal(_new_moon(before + place) + day - 1 - 1721425)


def _leap_place(eleventh: int) -> int:
    """Which month after the eleventh is the leap month: the first in which the sun enters no new term."""
    terms = [_solar_term(_new_moon(eleventh + place)) for place in range(1, 14)]
    return next(place for place in range(1, 13) if terms[place - 1] == terms[place])


@cache
def tet(year: int) -> date:
    """The first day of the lunar year."""
    return _lunar(year, 1, 1)


@cache
def hung_kings_day(year: int) -> date:
    """Giỗ Tổ Hùng Vương, the tenth of the third lunar month."""
    return _lunar(year, 3, 10)


@cache
def holidays(year: int) -> Mapping[date, str]:
    """Public holidays of a year and their Vietnamese names, in order, with days given for one on a weekend."""
    national = date(year, 9, 2)
    single = {
        date(year, 1, 1): "Tết Dương lịch",
        hung_kings_day(year): "Giỗ Tổ Hùng Vương",
        date(year, 4, 30): "Ngày Chiến thắng",
        date(year, 5, 1): "Ngày Quốc tế Lao động",
        national: "Quốc khánh",
    }
    if year >= CULTURE_DAY_SINCE:
        single[date(year, 11, 24)] = "Ngày Văn hóa Việt Nam"
    beside = {national + BESIDE_NATIONAL_DAY[national.weekday()] * DAY: "Quốc khánh"}
    days = single | beside | {tet(year) + place * DAY: "Tết Nguyên đán" for place in range(-1, 4)}
    for day in sorted(days):
        if day.weekday() >= SATURDAY and day not in beside:
            # A Saturday of Tết is given back before its eve, as the Government has done since 2014.
            backward = days[day] == "Tết Nguyên đán" and day.weekday() == SATURDAY
            days[_next_free(day, days, -1 if backward else 1)] = f"{days[day]} (nghỉ bù)"
    swapped = {day: "Ngày nghỉ hoán đổi" for day in SWAPPED if day.year == year}
    return dict(sorted((days | swapped).items()))


def _next_free(day: date, taken: dict[date, str], step: int) -> date:
    while day.weekday() >= SATURDAY or day in taken:
        day += step * DAY
    return day


def is_working_day(day: date) -> bool:
    """Whether offices work: no weekend (unless announced as worked) and no public holiday."""
    if day in SWAPPED.values():
        return True
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The working day that is ``count`` working days after a day (before it when negative); 0 gives the day itself."""
    step = DAY if count > 0 else -DAY
    while count:
        day += step
        count -= (1 if count > 0 else -1) * is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after ``first`` up to and with ``last``; negative when ``last`` is earlier."""
    if last < first:
        return -working_days_between(last, first)
    return sum(is_working_day(first + offset * DAY) for offset in range(1, (last - first).days + 1))


def working_day_from(day: date) -> date:
    """The day itself when offices work, else the next working day: when a term that ends on a day off really ends."""
    return day if is_working_day(day) else add_working_days(day, 1)
