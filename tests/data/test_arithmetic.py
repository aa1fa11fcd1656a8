"""The arithmetic of comparisons: what may be told, and what has no meaning."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import arithmetic, units
from data.arithmetic import Change


def test_a_flow_grows_in_percent():
    assert arithmetic.change("flow", "10*9.VND", 110, 100) == Change(10, pytest.approx(10), None)


def test_a_rate_moves_in_percentage_points():
    move = arithmetic.change("rate", "%", 58.3, 64.4)
    assert move.relative is None
    assert move.points == -6.1
    assert move.in_percentage_points


def test_a_rate_per_ten_thousand_people_grows_in_percent():
    assert arithmetic.change("rate", "{doctor}/(10*4.{person})", 11, 10).relative == pytest.approx(10)


def test_an_index_moves_in_points_and_says_its_growth():
    assert arithmetic.change("index", "%", 109.7, 108.5).points == pytest.approx(1.2)
    assert arithmetic.growth_of_index(104.2) == pytest.approx(4.2)


@pytest.mark.parametrize(("then", "reason"), [(0, "zero_base"), (-5, "sign_changed"), (None, "no_base")])
def test_nothing_is_told_in_percent_of_nothing(then, reason):
    move = arithmetic.change("flow", "", 10, then)
    assert move.relative is None
    assert move.reason == reason


def test_changes_of_a_frame_agree_with_the_change_of_each_row():
    frame = pd.DataFrame({"value": [110.0, 5.0, None], "then": [100.0, 0.0, 3.0]})
    for kind, unit in (("flow", ""), ("rate", "%")):
        found = arithmetic.changes(frame, kind, unit)
        for place, row in enumerate(frame.itertuples()):
            one = arithmetic.change(kind, unit, row.value, row.then)
            for name in ("relative", "points"):
                told, expected = found[name].iloc[place], getattr(one, name)
                assert pd.isna(told) if expected is None else told == pytest.approx(expected)


def test_a_cumulative_with_a_month_missing_is_no_sum():
    assert arithmetic.cumulate([1, 2, 3]) == 6
    assert arithmetic.cumulate([1, None, 3]) is None


def test_sums_and_differences_are_exact_in_decimals():
    assert arithmetic.cumulate([0.1, 0.2]) == 0.3
    assert arithmetic.growth_of_index(104.2) == 4.2
    frame = pd.DataFrame({"value": [58.3], "then": [64.4]})
    assert arithmetic.changes(frame, "rate", "%")["points"].tolist() == [-6.1]


def test_a_rate_of_a_group_is_recomputed_and_never_averaged():
    rates, of = pd.Series([50.0, 100.0]), pd.Series([900.0, 100.0])
    parts = rates * of / 100
    assert arithmetic.aggregate("recompute", rates, parts, of).value == pytest.approx(55)
    assert arithmetic.aggregate("none", rates).value is None


def test_a_sum_says_when_an_area_is_missing():
    found = arithmetic.aggregate("sum", pd.Series([1.0, None, 2.0]))
    assert (found.value, found.parts, found.of, found.complete) == (3, 2, 3, False)


def test_there_is_no_share_of_a_plan_of_zero():
    assert arithmetic.share_of_plan(50, 0) is None
    assert arithmetic.share_of_plan(50, 200) == 25


@pytest.mark.parametrize(
    ("now", "polarity", "judged"),
    [(11, "higher", "better"), (11, "lower", "worse"), (10, "higher", "same"), (11, "neutral", "unjudged")],
)
def test_a_move_is_judged_by_polarity(now, polarity, judged):
    assert arithmetic.judgement(arithmetic.change("flow", "", now, 10), polarity) == judged


def test_money_converts_exactly_there_and_back():
    assert units.convert(3.4126, "10*9.VND", "10*6.VND") == 3412.6
    assert units.convert(3412.6, "10*6.VND", "10*9.VND") == 3.4126
    assert units.convert(1.5, "10*4.t", "t") == 15000


scales = st.sampled_from(["VND", "10*6.VND", "10*9.VND"])


@given(st.decimals(-(10**6), 10**6, places=4), scales, scales)
def test_a_conversion_there_and_back_changes_nothing(amount, from_unit, to_unit):
    assert units.convert(units.convert(float(amount), from_unit, to_unit), to_unit, from_unit) == float(amount)


def test_dong_and_dollars_are_never_mixed():
    with pytest.raises(units.UnitError, match="hai thứ khác nhau"):
        units.convert(1, "10*6.USD", "10*6.VND")


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("Tỷ  đồng", "10*9.VND"),
        ("Trđ", "10*6.VND"),
        ("HA", "har"),
        ("Vạn tấn", "10*4.t"),
        ("%", "%"),
        ("gì đó", None),
        ("Sản phẩm", "{product}"),
        ("Hộ/ người", "{household} | {person}"),
        ("Ổ", "{outbreak}"),
        ("m²", "m2"),
    ],
)
def test_printed_units_are_recognised_in_any_spelling(printed, unit):
    assert units.parse_printed(printed) == unit


def test_large_amounts_are_said_in_the_larger_unit():
    assert units.readable(3_109_550, "10*6.VND") == (3109.55, "10*9.VND")
    assert units.readable(1200, "10*6.VND") == (1200, "10*6.VND")
    assert units.readable(5_000_000, "t") == (5_000_000, "t")
