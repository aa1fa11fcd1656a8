"""Class limits of a choropleth: where one colour ends and the next begins.

Limits are the inner bounds, ascending; a value belongs to class ``searchsorted(limits, value, side="right")``, so each
class runs from its lower limit (included) to the next (excluded), just as the legend says.  Written with numpy alone:
the usual package takes five seconds to import and breaks ties at random.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

METHODS = ("quantile", "equal", "natural", "fixed")
Floats = npt.NDArray[np.float64]


def limits(values: Floats, method: str, classes: int) -> list[float]:
    """At most ``classes - 1`` inner limits of the finite ``values``; none when they are all equal or absent.

    Rounded to as few digits as leave every value in its class, so that the labels in a legend are true.
    Raises ValueError for a method that makes no limits of its own.
    """
    if method not in ("quantile", "equal", "natural"):
        raise ValueError(f"Unknown way to make classes: {method!r}. Use quantile, equal or natural.")
    known = np.sort(values[np.isfinite(values)])
    if known.size == 0 or known[0] == known[-1]:
        return []
    wanted = max(1, min(classes, np.unique(known).size))
    if method == "quantile":
        raw = np.quantile(known, np.arange(1, wanted) / wanted, method="higher")
    elif method == "equal":
        raw = np.linspace(known[0], known[-1], wanted + 1)[1:-1]
    else:
        raw = _natural(known, wanted)
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
        number = round((math.floor(low / step) + 1) * step, max(0, -place))
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
