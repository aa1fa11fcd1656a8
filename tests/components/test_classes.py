import numpy as np
import pytest

from components import classes


def spread(values: list[float], limits: list[float]) -> float:
    known = np.array(values)
    places = np.searchsorted(limits, known, side="right")
    return float(
        sum(((part - part.mean()) ** 2).sum() for place in set(places) if (part := known[places == place]).size)
    )


@pytest.mark.parametrize("method", ["quantile", "equal", "natural"])
@pytest.mark.parametrize("values", [[], [np.nan, np.nan], [7.0], [5.0, 5.0, 5.0], [0.0, 0.0]])
def test_values_that_do_not_differ_make_no_limits(method, values):
    assert classes.limits(np.array(values, dtype=float), method, 5) == []


@pytest.mark.parametrize("method", ["quantile", "equal", "natural"])
def test_there_are_never_more_classes_than_different_values(method):
    assert len(classes.limits(np.array([1.0, 1.0, 2.0, 2.0]), method, 5)) == 1


@pytest.mark.parametrize("method", ["quantile", "equal", "natural"])
@pytest.mark.parametrize("size", [2, 3, 10, 124])
def test_every_value_falls_in_a_class_and_the_ends_are_not_empty(method, size):
    values = np.random.default_rng(size).normal(0, 1e4, size)
    limits = classes.limits(values, method, 5)
    counted = classes.counts(values, limits)
    assert sum(counted) == size
    assert counted[0] > 0
    assert counted[-1] > 0
    assert limits == sorted(set(limits))


def test_quantiles_share_the_communes_out_evenly():
    values = np.arange(1.0, 101.0)
    assert classes.counts(values, classes.limits(values, "quantile", 5)) == [20, 20, 20, 20, 20]


def test_a_value_at_a_limit_belongs_to_the_class_above():
    assert classes.counts(np.array([59.9, 60.0, 70.0]), [60.0, 70.0]) == [1, 1, 1]


def test_a_rounded_limit_leaves_every_value_in_its_class():
    values = np.array([1.04, 1.041, 1.049, 1.051, 1.06, 1.07])
    limits = classes.limits(values, "quantile", 3)
    assert classes.counts(values, limits) == [2, 2, 2]
    assert all(len(f"{limit:g}") <= 5 for limit in limits)


def test_natural_breaks_separate_groups_that_the_eye_sees():
    values = np.array([1.0, 2.0, 3.0, 50.0, 51.0, 52.0, 900.0, 905.0])
    assert classes.counts(values, classes.limits(values, "natural", 3)) == [3, 3, 2]


def test_natural_breaks_are_the_best_split_there_is():
    values = np.random.default_rng(5).gamma(1.5, 20, 14).round(1).tolist()
    found = classes.limits(np.array(values), "natural", 3)
    ordered = sorted(set(values))
    best = min(spread(values, [low, high]) for low in ordered[1:] for high in ordered[1:] if low < high)
    assert spread(values, found) == pytest.approx(best)


def test_natural_breaks_hold_for_large_values_that_lie_close_together():
    values = np.array([1e9, 1e9 + 1, 1e9 + 2, 1e9 + 100, 1e9 + 101])
    assert classes.counts(values, classes.limits(values, "natural", 2)) == [3, 2]


def test_many_zeros_and_one_value_make_two_classes():
    values = np.array([0.0] * 99 + [5.0])
    assert classes.counts(values, classes.limits(values, "quantile", 5)) == [99, 1]


def test_a_huge_outlier_stands_alone_with_equal_intervals():
    values = np.array([*range(1, 100), 1e9], dtype=float)
    assert classes.counts(values, classes.limits(values, "equal", 5)) == [99, 0, 0, 0, 1]


def test_an_unknown_method_is_refused_by_name():
    with pytest.raises(ValueError, match="stripes"):
        classes.limits(np.array([1.0, 2.0]), "stripes", 5)


# Reference: mapclassify 2.10.0, whose classes include their upper limit, ours their lower.
SKEWED = np.array([1.0, 2, 2.5, 3, 4, 5, 6, 8, 11, 15, 21, 40, 85])


def test_heads_are_split_at_their_means_again_and_again():
    limits = classes.limits(SKEWED, "head_tail", 5)
    assert classes.counts(SKEWED, limits) == [10, 2, 1]


def test_box_limits_are_fences_and_quartiles():
    assert classes.counts(SKEWED, classes.limits(SKEWED, "box", 5)) == [3, 3, 3, 2, 2]


def test_deviations_stand_around_the_mean():
    values = np.array([0.0, 40, 45, 50, 55, 60, 100])
    assert classes.counts(values, classes.limits(values, "deviation", 5)) == [1, 5, 1]


def test_scores_with_two_decimals_get_limits_with_two_decimals() -> None:
    scores = np.array([71.8, 71.81, 71.82, 71.83, 71.84, 71.85])
    assert classes.limits(scores, "quantile", 2) == [71.83]
