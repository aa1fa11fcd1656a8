"""The arithmetic of comparisons, in one place.  What an indicator is (its kind) decides what may be done with it.

- flow: may be summed over time; a cumulative is the sum since January, and no sum when a month is missing.
- stock: the last value stands for the year.
- rate: recomputed from numerator and denominator, never an average of averages; moves in percentage points.
- index, score: move in points; an index of 104,2 means 4,2 % more than its base.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isnan
from typing import Literal

import numpy as np
import pandas as pd

Judgement = Literal["better", "worse", "same", "unjudged"]
PERCENT_UNITS = ("%", "%{GRDP}")


@dataclass(frozen=True)
class Change:
    """A move from one value to another; what has no meaning is None, and ``reason`` says why."""

    absolute: float | None  # in the indicator's unit
    relative: float | None  # percent of the earlier value
    points: float | None  # percentage points, or points of an index or score
    in_percentage_points: bool = False
    reason: str = ""  # "no_base", "zero_base", "sign_changed" or ""

    @property
    def told(self) -> float | None:
        """The number that is told: points where the indicator moves in points, else percent."""
        return self.points if self.points is not None else self.relative


def in_points(kind: str, unit: str) -> bool:
    """Whether moves of the indicator are told in points and not in percent."""
    return kind in ("index", "score") or unit in PERCENT_UNITS


def _exactly(value: float) -> Decimal:
    """The number as it was written: 0.1 is a tenth, not the nearest binary fraction."""
    return Decimal(str(value))


def _difference(now: float, then: float) -> float:
    return float(_exactly(now) - _exactly(then))


def change(kind: str, unit: str, now: float | None, then: float | None) -> Change:
    """The move from ``then`` to ``now``.  A percentage needs a base above zero: from nothing, nothing can be told."""
    if now is None or then is None or isnan(now) or isnan(then):
        return Change(None, None, None, reason="no_base")
    absolute = _difference(now, then)
    if in_points(kind, unit):
        return Change(absolute, None, absolute, unit in PERCENT_UNITS)
    if then == 0:
        return Change(absolute, None, None, reason="zero_base")
    if then < 0:
        return Change(absolute, None, None, reason="sign_changed")
    return Change(absolute, absolute / float(then) * 100, None)


def changes(frame: pd.DataFrame, kind: str, unit: str) -> pd.DataFrame:
    """``change`` for every row of ``frame`` (``value``, ``then``); columns ``absolute``, ``relative``, ``points``."""
    now, then = frame["value"].astype(float), frame["then"].astype(float)
    absolute = (now - then).round(9)  # a billionth is noise of binary fractions; many areas are asked for at once
    nothing = pd.Series(np.nan, index=frame.index)
    if in_points(kind, unit):
        return pd.DataFrame({"absolute": absolute, "relative": nothing, "points": absolute})
    return pd.DataFrame({"absolute": absolute, "relative": absolute / then.where(then > 0) * 100, "points": nothing})


def growth_of_index(index: float) -> float:
    """What an index says in percent: 104,2 is a growth of 4,2."""
    return _difference(index, 100)


def cumulate(values: Sequence[float | None]) -> float | None:
    """The sum since January of a flow; None as soon as one period is missing."""
    if any(value is None or pd.isna(value) for value in values):
        return None
    return float(sum(_exactly(value) for value in values if value is not None))


def rate(numerator: float | None, denominator: float | None, per: float = 100) -> float | None:
    """Numerator by denominator times ``per``; None where the denominator is zero or either is missing."""
    if numerator is None or not denominator or pd.isna(numerator) or pd.isna(denominator):
        return None
    return numerator / denominator * per


@dataclass(frozen=True)
class Aggregate:
    """A value for a group of areas: of ``parts`` areas ``of`` had one; incomplete sums say so."""

    value: float | None
    parts: int
    of: int

    @property
    def complete(self) -> bool:
        return self.parts == self.of


def aggregate(
    rule: str,
    values: pd.Series,
    numerators: pd.Series | None = None,
    denominators: pd.Series | None = None,
    per: float = 100,
) -> Aggregate:
    """What a group of areas has, by the indicator's rule ``over_areas``: sum, recompute or none.

    A rate is recomputed from the areas that have both its parts; without parts there is no rate of the group.
    """
    known = int(values.notna().sum())
    if rule == "sum":
        return Aggregate(float(values.sum()) if known else None, known, len(values))
    if rule == "recompute" and numerators is not None and denominators is not None:
        both = numerators.notna() & denominators.notna()
        return Aggregate(rate(numerators[both].sum(), denominators[both].sum(), per), int(both.sum()), len(values))
    return Aggregate(None, known, len(values))


def share_of_plan(reached: float | None, plan: float | None) -> float | None:
    """Percent of a plan; None without a plan above zero."""
    return None if plan is None or plan <= 0 else rate(reached, plan)


def judgement(move: Change, polarity: str) -> Judgement:
    """Whether a move is for the better, by the indicator's polarity."""
    told = move.told if move.told is not None else move.absolute
    if told is None or polarity == "neutral":
        return "unjudged"
    if told == 0:
        return "same"
    return "better" if (told > 0) == (polarity == "higher") else "worse"
