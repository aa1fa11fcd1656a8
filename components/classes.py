"""Class limits of a choropleth: where one colour ends and the next begins.

Limits are the inner bounds, ascending; a value belongs to class ``searchsorted(limits, value, side="right")``, so each
class runs from its lower limit (included) to the next (excluded), just as the legend says.  Written with numpy alone:
the usual package takes five seconds to import and breaks ties at random.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from data.answers import METHODS

Floats = npt.NDArray[np.float64]
MOST = 6  # classes; more colours cannot be told apart


def limits(values: Floats, method: str, classes: int) -> list[float]:
    """At most ``classes - 1`` inner limits of the finite ``values``; none when they are all equal or absent.

    Three methods say themselves how many there are: head_tail (means of what lies above the last mean), deviation (one
    and two standard deviations around the mean), box (quartiles, and one and a half times their distance outside them).
    Rounded to as few digits as leave every value in its class, so that the labels in a legend are true.
    Raises ValueError for a method that makes no limits of its own.
    """
    if method not in METHODS or method == "fixed":
        raise ValueError(f"Unknown way to make classes: {method!r}. Use one of {', '.join(METHODS[:-1])}.")
    known = np.sort(values[np.isfinite(values)])
    if known.size == 0 or known[0] == known[-1]:
        return []
    wanted = max(1, min(classes, np.unique(known).size))
    if method == "quantile":
        raw = np.quantile(known, np.arange(1, wanted) / wanted, method="higher")
    elif method == "equal":
        raw = np.linspace(known[0], known[-1], wanted + 1)[1:-1]
    elif method == "natural":
        raw = _natural(known, wanted)
    elif method == "head_tail":
        raw = _head_tail(known)
    elif method == "deviation":
        raw = known.mean() + known.std(ddof=1) * np.array([-2.0, -1.0, 1.0, 2.0])
    else:
        raw = _box(known)
    inside = np.unique(raw[(raw > known[0]) & (raw <= known[-1])])
    if inside.size == 0:  # nearly all at the minimum: the few above it are a class of their own
        inside = known[known > known[0]][:1]
    return _rounded(inside, known)


def counts(values: Floats, inner: Sequence[float]) -> list[int]:
    """How many finite ``values`` fall in each of the ``len(inner) + 1`` classes."""
    known = values[np.isfinite(values)]
    places = np.searchsorted(np.asarray(inner, dtype=float), known, side="right")
    return [int(count) for count in np.bincount(places, minlength=len(inner) + 1)]


def _rounded(inner: Floats, known: Floats) -> list[float]:
    """Each limit moved to the roundest number near it that changes no value's class.

    Near is a tenth of a class, so that equal intervals stay equal to the eye.
    """
    near = float(known[-1] - known[0]) / (inner.size + 1) / 10
    return [
        _roundest(
            max(float(known[known < limit].max()), limit - near), min(float(known[known >= limit].min()), limit + near)
        )
        for limit in inner.tolist()
    ]


def _roundest(low: float, high: float) -> float:
    """The number above ``low`` and not above ``high`` with the fewest digits; the lowest where several have as few."""
    largest = math.floor(math.log10(max(abs(low), abs(high))))
    for place in range(largest + 1, largest - 14, -1):
        step = 10.0**place
        for above in (1, 2):  # 71.82 / 0.01 is a little less than 7182: the next one is two steps up
            number = round((math.floor(low / step) + above) * step, max(0, -place))
            if low < number <= high:
                return number
    return high


def _natural(known: Floats, classes: int) -> Floats:
    """Fisher's natural breaks: the split of sorted ``known`` with the least squared deviation within its classes.

    Each limit is the lowest value of the class above it.
    """
    places = np.unique(known, return_counts=True)
    distinct, weight = places[0], places[1].astype(float)
    centred = distinct - distinct.mean()  # keeps the squares small where the values are large and close together
    total = np.concatenate([[0.0], np.cumsum(weight)])
    first = np.concatenate([[0.0], np.cumsum(weight * centred)])
    second = np.concatenate([[0.0], np.cumsum(weight * centred**2)])
    start, stop = np.meshgrid(np.arange(distinct.size), np.arange(1, distinct.size + 1), indexing="ij")
    valid = start < stop
    members = np.where(valid, total[stop] - total[start], 1.0)
    spread = second[stop] - second[start] - (first[stop] - first[start]) ** 2 / members
    spread = np.where(valid, np.maximum(spread, 0.0), np.inf)  # [first member, one past the last]

    best = spread[0]
    cuts = []
    for _ in range(1, classes):
        options = np.concatenate([[np.inf], best[:-1]])[:, None] + spread  # the last class begins at the row
        cuts.append(options.argmin(axis=0))
        best = options.min(axis=0)
    begins: list[int] = []
    end = distinct.size - 1
    for cut in reversed(cuts):
        begin = int(cut[end])
        begins.append(begin)
        end = begin - 1
    return np.asarray(distinct[begins[::-1]], dtype=np.float64)


def _head_tail(known: Floats) -> Floats:
    """The mean of all, of those above it, of those above that mean, and so on (Jiang 2013)."""
    limits: list[float] = []
    head = known
    while len(limits) < MOST - 1 and head.size > 1 and head[0] != head[-1]:
        mean = float(head.mean())
        limits.append(mean)
        head = head[head >= mean]
    return np.array(limits)


def _box(known: Floats) -> Floats:
    """The hinges of a box plot: lower fence, quartiles, upper fence."""
    low, middle, high = np.quantile(known, [0.25, 0.5, 0.75])
    reach = 1.5 * (high - low)
    return np.array([low - reach, low, middle, high, high + reach])
