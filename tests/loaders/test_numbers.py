"""Numbers are read in one way or not at all."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.errors import CellError
from loaders.numbers import Number, parse, parse_text, plain, require_computed
from loaders.sheet import Cell


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("1.234,5", "vi", 1234.5),
        ("1.234", "vi", 1234),
        ("1,234.5", "en", 1234.5),
        ("1,234", "en", 1234),
        ("1.234.567", "native", 1234567),
        ("1.234,5", "native", 1234.5),
        ("1234,5", "native", 1234.5),
        ("0.123", "native", 0.123),
        ("1 234 567,8", "native", 1234567.8),
        ("1\u00a0234", "native", 1234),
        ("−5", "native", -5),
        ("(1.300.382)", "native", -1300382),
        ("'1.300.382", "native", 1300382),
        ("+4,2", "native", 4.2),
        ("12", "native", 12),
    ],
)
def test_texts_are_read_with_the_declared_separators(text: str, style: str, value: float) -> None:
    assert parse_text(text, style) == Number(value)


@pytest.mark.parametrize("text", ["97.06%", "97,06 %", "(97,06%)"])
def test_a_percent_sign_is_told(text: str) -> None:
    assert parse_text(text).percent
    assert abs(parse_text(text).value) == 97.06


@pytest.mark.parametrize("text", ["1.234", "784,826", "-1.985"])
def test_a_text_with_two_readings_is_refused_with_both_named(text: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_text(text)
    assert caught.value.code == "ambiguous_number"
    assert "hay" in caught.value.reason


def test_the_two_readings_are_named_in_full() -> None:
    with pytest.raises(CellError, match=r"1\.234 theo kiểu Việt Nam .* hay 1,234 theo kiểu Anh"):
        parse_text("1.234")


@pytest.mark.parametrize(
    "text", ["", "abc", "3.848 lượt", "12a", "1.23.4", "--5", "1,2,3", "٣", "1e5", "(-5)", "0x1F", "nan", "1 23"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_text(text)
    assert caught.value.code == "not_a_number"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234.567,89", 1234567.89),
        ("1,234,567.89", 1234567.89),
        ("1000000000000000000", 1e18),
        ("1.000.000.000.000.000.000", 1e18),
        ("(1.234,5)", -1234.5),
        ("−1.234,5", -1234.5),
        ("–97,06 %", -97.06),
    ],
)
def test_numbers_with_one_reading_are_taken_whoever_wrote_them(text: str, value: float) -> None:
    assert parse_text(text).value == value


@pytest.mark.parametrize("value", [10**18, 1e18, 1e-300, -1e-300, 2**53])
def test_very_large_and_very_small_stored_numbers_stay_what_they_are(value: float) -> None:
    assert parse(Cell(value)).value == value


@pytest.mark.parametrize(
    "value", [10**18 + 1, 2**53 + 1, "9" * 400, "0." + "0" * 400 + "1", Decimal("1e-400"), 10**400]
)
def test_numbers_that_would_be_kept_as_others_are_refused(value: Any) -> None:
    with pytest.raises(CellError) as caught:
        parse(Cell(value))
    assert caught.value.code == "not_a_number"
    assert len(caught.value.reason) < 120


@pytest.mark.parametrize("text", ["31/02", "31/02/2026", "15/6", "28-5-2026", "2026-02-31", "1.3.2026"])
def test_a_date_in_place_of_a_number_is_called_a_date(text: str) -> None:
    with pytest.raises(CellError, match="ngày tháng") as caught:
        parse_text(text)
    assert caught.value.code == "date_not_number"


@pytest.mark.parametrize("cell", [Cell("#N/A"), Cell("#REF!"), Cell("Err:502"), Cell(None, uncomputed=True)])
def test_a_failed_formula_is_no_text_either(cell: Cell) -> None:
    with pytest.raises(CellError) as caught:
        require_computed(cell)
    assert caught.value.code == "formula"


def test_a_number_of_the_other_style_is_refused_with_the_style_named() -> None:
    with pytest.raises(CellError, match="kiểu Việt Nam") as caught:
        parse_text("1,234.5", "vi")
    assert "kiểu Anh" in caught.value.remedy


def test_a_fraction_shown_as_percent_is_the_percentage() -> None:
    assert parse(Cell(1.07, "0.0%")) == Number(107.0, percent=True)
    assert parse(Cell(0.57, "0%")) == Number(57.0, percent=True)
    assert parse(Cell(107, "0.0")) == Number(107.0)
    assert parse(Cell(1.07, '0.0" %"')) == Number(1.07)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Cell(datetime(2026, 5, 3)), "date_not_number"),
        (Cell(True), "not_a_number"),
        (Cell("#DIV/0!"), "formula"),
        (Cell(None, uncomputed=True), "formula"),
        (Cell(float("nan")), "not_a_number"),
    ],
)
def test_dates_errors_and_uncomputed_formulas_are_no_numbers(cell: Cell, code: str) -> None:
    with pytest.raises(CellError) as caught:
        parse(cell)
    assert caught.value.code == code


def outcome(text: str) -> float | str:
    """The number that a text is read as, or the code of its refusal."""
    try:
        return parse_text(text).value
    except CellError as error:
        return error.code


DECIMALS = st.decimals(min_value=-(10**12), max_value=10**12, places=3, allow_nan=False)


@given(DECIMALS)
def test_what_is_written_in_vietnamese_is_read_back_the_same(number: Decimal) -> None:
    assert parse_text(plain(number), "vi").value == float(number)


@given(DECIMALS)
def test_what_is_written_in_english_is_read_back_the_same(number: Decimal) -> None:
    assert parse_text(f"{number:,f}", "en").value == float(number)


@given(DECIMALS, st.sampled_from(["vi", "en"]))
def test_an_undeclared_number_is_read_as_it_was_written_or_refused_as_ambiguous(number: Decimal, style: str) -> None:
    written = plain(number) if style == "vi" else f"{number:,f}"
    assert outcome(written) in (float(number), "ambiguous_number")


@given(st.text(max_size=12))
def test_any_text_gives_a_number_or_a_reason(text: str) -> None:
    assert isinstance(outcome(text), float) or outcome(text) in (
        "ambiguous_number",
        "not_a_number",
        "formula",
        "date_not_number",
    )


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_stored_number_passes_as_it_is(number: float) -> None:
    assert parse(Cell(number)).value == number
