"""Working days in Vietnam: the moon, the law, and what the Government announces."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import calendar_vn

days = st.dates(date(2021, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("year", "tet"),
    [
        (2007, date(2007, 2, 17)),  # a day before the Chinese new year
        (2021, date(2021, 2, 12)),
        (2023, date(2023, 1, 22)),
        (2025, date(2025, 1, 29)),
        (2026, date(2026, 2, 17)),
        (2030, date(2030, 2, 2)),  # a day before the Chinese new year
        (2034, date(2034, 2, 19)),  # after a leap eleventh month
        (2053, date(2053, 2, 18)),
    ],
)
def test_tet_follows_the_vietnamese_moon(year, tet):
    assert calendar_vn.tet(year) == tet


@pytest.mark.parametrize("day", [date(2020, 4, 2), date(2023, 4, 29), date(2025, 4, 7), date(2026, 4, 26)])
def test_the_hung_kings_are_remembered_on_the_tenth_of_the_third_month(day):
    assert calendar_vn.hung_kings_day(day.year) == day


def test_five_days_of_tet_and_two_of_national_day_are_free():
    named = calendar_vn.holidays(2026)
    assert [day for day, name in named.items() if name == "Tết Nguyên đán"] == [
        date(2026, 2, day) for day in (16, 17, 18, 19, 20)
    ]
    assert [day for day, name in named.items() if name == "Quốc khánh"] == [date(2026, 9, 1), date(2026, 9, 2)]


def test_a_holiday_on_a_sunday_is_given_back_on_monday():
    assert calendar_vn.holidays(2026)[date(2026, 4, 27)] == "Giỗ Tổ Hùng Vương (nghỉ bù)"
    assert not calendar_vn.is_working_day(date(2026, 4, 27))


def test_two_holidays_on_one_weekend_are_given_back_on_two_days():
    assert not calendar_vn.is_working_day(date(2028, 5, 2))  # 30 April 2028 is a Sunday, 1 May a Monday
    assert calendar_vn.is_working_day(date(2028, 5, 3))


def test_an_announced_swap_frees_one_day_and_makes_a_saturday_work():
    assert not calendar_vn.is_working_day(date(2026, 1, 2))
    assert calendar_vn.is_working_day(date(2026, 1, 10))
    assert not calendar_vn.is_working_day(date(2026, 1, 17))


def test_five_working_days_over_tet_take_two_weeks():
    assert calendar_vn.add_working_days(date(2026, 2, 13), 5) == date(2026, 2, 27)
    assert calendar_vn.working_days_between(date(2026, 2, 13), date(2026, 2, 27)) == 5


def test_a_term_that_ends_on_a_day_off_ends_on_the_next_working_day():
    assert calendar_vn.working_day_from(date(2026, 9, 2)) == date(2026, 9, 3)
    assert calendar_vn.working_day_from(date(2026, 9, 3)) == date(2026, 9, 3)


@given(days, st.integers(-60, 60).filter(bool))
def test_working_days_added_are_the_working_days_between(day, count):
    start = calendar_vn.working_day_from(day)
    reached = calendar_vn.add_working_days(start, count)
    assert calendar_vn.is_working_day(reached)
    assert calendar_vn.working_days_between(start, reached) == count
    assert calendar_vn.add_working_days(reached, -count) == start


@given(st.integers(1990, 2099))
def test_the_lunar_year_begins_in_january_or_february(year):
    tet = calendar_vn.tet(year)
    assert date(year, 1, 20) <= tet <= date(year, 2, 21)
    assert timedelta(353) <= calendar_vn.tet(year + 1) - tet <= timedelta(385)
