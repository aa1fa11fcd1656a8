"""What is usual, by medians."""

import numpy as np
import pytest

from data import robust

NAN = np.nan


def monthly(*years: float) -> np.ndarray:
    """A series of whole years: each month is its number, times the year's factor."""
    return np.array([[month * factor for factor in years for month in range(1, 13)]])


def test_the_median_leaves_out_what_is_not_known():
    values = np.array([[3.0, NAN, 1.0, 2.0], [NAN, NAN, NAN, NAN], [4.0, 1.0, NAN, NAN]])
    assert robust.median(values).tolist() == pytest.approx([2.0, NAN, 2.5], nan_ok=True)
    assert np.isnan(robust.median(np.empty((2, 0)))).all()


def test_each_month_is_expected_by_its_own_month_of_the_years_before():
    usual = robust.seasonal(monthly(10, 10, 10, 10), 12, floor=0.1)
    assert usual.expected[0, -1] == 120
    assert usual.expected[0, -12] == 10
    assert usual.of[0, -1] == 3
    assert np.isnan(usual.expected[0, :12]).all()


def test_one_odd_year_makes_no_echo_in_the_next():
    series = monthly(10, 10, 10, 10, 10)
    series[0, 3 * 12 + 5] = 60_000
    usual = robust.seasonal(series, 12, floor=0.1)
    assert usual.expected[0, 4 * 12 + 5] == 60


def test_steady_growth_is_expected_to_go_on():
    yearly = np.array([[100.0, 110, 120, 130, 140]])
    assert robust.seasonal(yearly, 1, floor=0.1).expected[0, -1] == 140


def test_the_last_columns_alone_are_the_same_as_when_all_are_asked():
    series = np.concatenate([monthly(10, 12, 9, 11), monthly(5, 5, NAN, 6)])
    whole, some = robust.seasonal(series, 12, 0.1), robust.seasonal(series, 12, 0.1, last=3)
    np.testing.assert_array_equal(some.expected, whole.expected[:, -3:])
    np.testing.assert_array_equal(some.width, whole.width[:, -3:])
