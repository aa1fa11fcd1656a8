"""Numbers and dates as Vietnamese readers write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import formats
from data import arithmetic


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234567.85, 1, "1.234.567,9"),
        (1234567.0, None, "1.234.567"),
        (12.345, None, "12,35"),
        (-6.1, None, "−6,1"),
        (-0.001, 1, "0,0"),
        (None, None, "–"),
        (float("nan"), None, "–"),
        (float("inf"), None, "–"),
        (94.996, None, "95"),
        (1024.04, None, "1.024"),
        (0.0005, None, "0,0005"),
        (8.35, 1, "8,4"),
        (2.675, 2, "2,68"),
        (-8.25, 1, "−8,3"),
        (1e20, 1, "100.000.000.000.000.000.000,0"),
    ],
)
def test_numbers_have_dots_for_thousands_and_a_comma(value, decimals, text):
    assert formats.number(value, decimals) == text


def test_english_numbers_are_english():
    assert formats.number(1234.5, 1, lang="en") == "1,234.5"


def test_a_unit_never_breaks_away_from_its_number():
    assert formats.number(5, unit="tỷ đồng") == "5\u00a0tỷ đồng"


@given(st.floats(-1e15, 1e15).filter(lambda value: abs(value) >= 0.5))
def test_a_number_never_loses_its_sign(value):
    assert formats.number(value, 1).startswith("−") == (value < 0)


def test_only_what_is_not_zero_when_shown_has_a_plus():
    assert formats.signed(6.1, 1, "tỷ đồng") == "+6,1\u00a0tỷ đồng"
    assert formats.signed(0.01, 1, "tỷ đồng") == "0,0\u00a0tỷ đồng"
    assert formats.signed(-6.1, 1) == "−6,1"
    assert formats.signed(float("inf")) == "–"


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_a_number_reads_back_as_it_was_written(digits, decimals):
    value = digits / 10**decimals
    written = formats.number(value, decimals)
    assert float(written.replace(".", "").replace(",", ".").replace("−", "-")) == value


def test_changes_are_told_with_sign_and_words():
    told = formats.change_words(arithmetic.change("flow", "", 108.4, 100), "cùng kỳ năm trước")
    assert told == "▲ 8,4\u00a0% so với cùng kỳ năm trước"
    told = formats.change_words(arithmetic.change("rate", "%", 58.3, 64.4), "tháng trước")
    assert told == "▼ 6,1\u00a0điểm % so với tháng trước"
    assert "không đổi" in formats.change_words(arithmetic.change("flow", "", 100, 100), "kỳ trước")
    assert formats.change_words(arithmetic.change("flow", "", 100, 0), "kỳ trước") == ""


def test_dates_are_day_month_year():
    assert formats.date(date(2026, 3, 31)) == "31/03/2026"
    assert formats.date(None) == "–"


def test_file_names_are_plain_letters():
    assert formats.file_name("Thu ngân sách «Đồng Văn» / 10") == "thu-ngan-sach-dong-van-10"
    assert formats.file_name("…") == "chiso"
