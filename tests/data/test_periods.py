"""Periods: ids that sort, what comes before, what they are called, when they are due."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import periods

ONE_OF_EACH = [
    "2026",
    "2026-H1",
    "2026-Q3",
    "2026-09M",
    "2026-03",
    "2026-W12",
    "2026-03-31",
    "2026-03-31T14",
    "2025-2026",
    "2025-2026-HK1",
    "2026-V1",
]
days = st.dates(date(2001, 1, 1), date(2098, 12, 31))
frequencies = st.sampled_from(periods.FREQUENCIES)


@pytest.mark.parametrize("text", ONE_OF_EACH)
def test_the_period_before_the_next_is_the_period_itself(text):
    assert periods.previous(periods.next_(text)) == text


@given(frequencies, days, st.integers(1, 40))
def test_texts_of_one_frequency_sort_as_time_does(frequency, day, steps):
    first = periods.of(frequency, day)
    later = periods.shift(first, steps)
    assert first < later
    assert periods.parse(first).start <= periods.parse(later).start
    assert periods.shift(later, -steps) == first


@given(st.sampled_from(["day", "week", "month", "quarter", "half-year", "year"]), days)
def test_a_day_lies_in_its_own_period(frequency, day):
    period = periods.parse(periods.of(frequency, day))
    assert period.start <= day <= period.end


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2026", "Năm 2026"),
        ("2026-H1", "6 tháng đầu năm 2026"),
        ("2026-H2", "6 tháng cuối năm 2026"),
        ("2026-09M", "9 tháng đầu năm 2026"),
        ("2026-Q3", "Quý III/2026"),
        ("2026-03", "Tháng 3/2026"),
        ("2026-W12", "Tuần 12/2026"),
        ("2026-03-31", "Ngày 31/03/2026"),
        ("2026-03-31T14", "14 giờ ngày 31/03/2026"),
        ("2025-2026-HK1", "Học kỳ I năm học 2025-2026"),
        ("2026-V1", "Vụ Đông Xuân 2025-2026"),
        ("2026-V3", "Vụ Mùa 2026"),
    ],
)
def test_labels_are_the_official_ones(text, label):
    assert periods.label(text) == label


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Tháng 8/2026", "2026-08"),
        ("(tháng 08 năm 2026)", "2026-08"),
        ("T8/2026", "2026-08"),
        ("8/2026", "2026-08"),
        ("202608", "2026-08"),
        ("Quý 3 năm 2026", "2026-Q3"),
        ("QUÝ III/2026", "2026-Q3"),
        ("6 tháng đầu năm 2026", "2026-H1"),
        ("9 tháng năm 2026", "2026-09M"),
        ("Tuần 12/2026", "2026-W12"),
        ("Năm 2026", "2026"),
        ("ngày 31/3/2026", "2026-03-31"),
        ("06 tháng đầu năm 2026", "2026-H1"),
        ("Quí III/2026", "2026-Q3"),
        ("14h ngày 31/3/2026", "2026-03-31T14"),
        ("Đông Xuân 2025 – 2026", "2026-V1"),
        ("vụ mùa năm 2026", "2026-V3"),
    ],
)
def test_periods_are_read_as_reports_write_them(written, text):
    assert periods.parse_label(written) == text


@given(frequencies, days)
def test_every_label_is_read_back_as_its_period(frequency, day):
    text = periods.of(frequency, day, hour=day.day % 24)
    assert periods.parse_label(periods.label(text)) == text


@pytest.mark.parametrize("written", ["Đông Xuân 2024-2026", "Năm học 2024-2026", "24 giờ ngày 31/3/2026", "T13/2026"])
def test_written_periods_that_cannot_be_are_refused(written):
    with pytest.raises(periods.PeriodError, match="kỳ"):
        periods.parse_label(written)


def test_a_short_week_is_not_mistaken_for_a_month():
    assert periods.short_label("2026-W12") == "Tuần 12/2026"
    assert periods.short_label("2026-W12", "en") == "Week 12, 2026"
    assert periods.short_label("2026-12") == "12/2026"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13",
        "2026-02-30",
        "2026-W60",
        "tháng mười",
        "<script>",
        "2026-Q5",
        "0000",
        "0026-03",
        "9999-12-31",
        "２０２６",
    ],
)
def test_what_is_no_period_is_refused_with_a_sentence(text):
    with pytest.raises(periods.PeriodError, match="kỳ"):
        periods.parse(text)


def test_a_year_before_week_53_is_the_last_week_that_year_has():
    assert periods.same_last_year("2026-W53") == "2025-W52"
    assert periods.same_last_year("2024-02-29") == "2023-02-28"


def test_comparisons_reach_over_the_turn_of_the_year():
    assert periods.previous("2026-01") == "2025-12"
    assert periods.previous("2026-Q1") == "2025-Q4"
    assert periods.december_last_year("2026-08") == "2025-12"
    assert periods.to_date("2026-03") == ["2026-01", "2026-02", "2026-03"]


def test_the_latest_closed_month_waits_for_its_deadline_unless_it_is_there_already():
    assert periods.latest_closed("month", 5, date(2026, 11, 4)) == "2026-09"
    assert periods.latest_closed("month", 5, date(2026, 11, 5)) == "2026-10"
    assert periods.latest_closed("month", 5, date(2026, 11, 4), {"2026-10"}) == "2026-10"


def test_without_a_deadline_the_usual_one_counts():
    assert periods.due_on("2026-10", None) == date(2026, 11, 5)
    assert periods.due_on("2026-10", 12) == date(2026, 11, 12)


def test_ten_months_are_ten_twelfths_of_a_year():
    assert periods.share_of_year_elapsed("2026-10") == pytest.approx(10 / 12)
    assert periods.share_of_year_elapsed("2026") == 1


def test_a_period_that_still_runs_is_never_closed():
    assert periods.latest_closed("year", 0, date(2026, 12, 31)) == "2025"
    assert periods.latest_closed("day", 0, date(2026, 3, 31)) == "2026-03-30"
    assert periods.latest_closed("month", 5, date(2026, 11, 4), {"2026-11"}) == "2026-09"


def test_hours_of_today_are_closed_once_they_are_published():
    morning = date(2026, 11, 22)
    assert periods.latest_closed("hour", None, morning) == "2026-11-21T23"
    assert periods.latest_closed("hour", None, morning, {"2026-11-22T06", "2026-11-22T07"}) == "2026-11-22T07"


def test_the_week_that_ends_in_january_closes_its_year():
    assert periods.share_of_year_elapsed("2026-W53") == 1


@pytest.mark.parametrize(
    ("period", "vi", "en"),
    [
        ("2026-01", "Tháng 1/2026", "January 2026"),
        ("2026-10", "Lũy kế 10 tháng năm 2026", "January to October 2026"),
        ("2026-Q1", "Quý I/2026", "Q1 2026"),
        ("2026-Q3", "Lũy kế 9 tháng năm 2026", "January to September 2026"),
        ("2026-H2", "Lũy kế 12 tháng năm 2026", "January to December 2026"),
        ("2026-W12", "Lũy kế đến tuần 12/2026", "January to Week 12, 2026"),
        ("2026-03-31", "Lũy kế đến ngày 31/03/2026", "January to 31/03/2026"),
        ("2026", "Năm 2026", "2026"),
    ],
)
def test_a_sum_since_january_says_how_far_it_reaches(period, vi, en):
    assert (periods.label_to_date(period), periods.label_to_date(period, "en")) == (vi, en)
