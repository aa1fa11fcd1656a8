"""One outcome per period and area: whether a rule is kept, broken, or cannot be said.  Pure arithmetic on arrays."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from data import arithmetic, odd_rules, periods, robust
from data.alerts.courses import WINDOW, Course
from data.alerts.rules import AlertRule
from data.robust import Floats

NOT_YET, NO_DATA, KEPT, BROKEN, ERROR = range(5)  # an outcome
ROUNDING = 0.05  # percent: what rounding of the parts makes
Outcomes = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Judged:
    """What a rule says of each period (row, oldest first) and area (column).

    ``value`` is the reported number, ``measured`` what the rule holds against ``bound`` (a change in percent, a share
    of the plan), ``beside`` what it was made from: the value before, the plan, the sum of the parts.  ``in_house`` are
    areas of which nobody outside is told, because what says so was not verified; ``names`` those of points that report;
    ``provinces`` says of each area of a rule without an indicator where it lies.
    """

    area_codes: tuple[str, ...]
    periods: tuple[str, ...]
    outcome: Outcomes
    firm: npt.NDArray[np.bool_]
    value: Floats
    measured: Floats
    bound: Floats
    beside: Floats
    in_house: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    provinces: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Measure:
    """What a kind makes of a course: what is measured, its bound, what is beside it, and where it is broken."""

    measured: Floats
    bound: Floats
    beside: Floats
    broken: npt.NDArray[np.bool_]
    impossible: npt.NDArray[np.bool_]  # divided by zero


def judge(rule: AlertRule, course: Course, parts: Floats | None = None) -> Judged:
    """The outcomes of a rule over the newest periods; ``parts``: what an identity says the values should be."""
    value = course.values[-WINDOW:]
    made = _identity(rule, course, parts) if parts is not None else _KINDS[rule.kind](rule, course)
    due = np.broadcast_to(course.due[-WINDOW:, None], value.shape)
    unknown = np.isnan(made.measured)
    outcome = np.where(made.broken & ~unknown, BROKEN, KEPT)
    outcome = np.where(unknown, np.where(due, NO_DATA, NOT_YET), outcome)
    outcome = np.where(made.impossible, ERROR, outcome).astype(np.int8)
    firm = course.firm[-WINDOW:]
    return Judged(course.area_codes, course.judged, outcome, firm, value, made.measured, made.bound, made.beside)


def _within(
    rule: AlertRule, measured: Floats, beside: Floats, impossible: npt.NDArray[np.bool_] | None = None
) -> _Measure:
    """Measured against the band of a rule."""
    low, high = rule.band()
    under = measured < low if low is not None else np.zeros(measured.shape, dtype=bool)
    over = measured > high if high is not None else np.zeros(measured.shape, dtype=bool)
    least, most = (np.nan if bound is None else bound for bound in (low, high))
    bound = np.where(under, least, np.where(over, most, most if low is None else least))
    nowhere = np.zeros(measured.shape, dtype=bool) if impossible is None else impossible
    return _Measure(measured, bound, beside, under | over, nowhere)


def _threshold(rule: AlertRule, course: Course) -> _Measure:
    value = course.values[-WINDOW:]
    return _within(rule, value, np.full(value.shape, np.nan))


def _change(rule: AlertRule, course: Course) -> _Measure:
    """In percent of what was, or in points where the indicator is told in points."""
    value, then = course.values[-WINDOW:], _before(course, rule.against)
    if arithmetic.in_points(course.about.kind, course.about.unit):
        return _within(rule, value - then, then)
    zero = (then == 0) & np.isfinite(value)
    return _within(rule, robust.ratio(value - then, np.abs(then)) * 100, then, zero)


def _before(course: Course, against: str) -> Floats:
    """Of each judged period the values of the one before, or of the same one a year before."""
    if against == "previous":
        return np.vstack([np.full((1, course.values.shape[1]), np.nan), course.values[:-1]])[-WINDOW:]
    place = {period: row for row, period in enumerate(course.periods)}
    rows = np.array([place.get(periods.same_last_year(period), -1) for period in course.judged])
    return np.where((rows >= 0)[:, None], course.values[rows], np.nan)


def _pace(rule: AlertRule, course: Course) -> _Measure:
    """The share of the plan that is reached, against the share that usually is by now."""
    plan = course.plans
    if not np.isfinite(plan).any():
        return _Measure(plan, plan, plan, np.zeros(plan.shape, dtype=bool), np.zeros(plan.shape, dtype=bool))
    reached = course.reached
    share = robust.ratio(reached, plan) * 100
    bound = course.pace - rule.margin
    return _Measure(share, bound, plan, share < bound, (plan == 0) & np.isfinite(reached))


def _trend(rule: AlertRule, course: Course) -> _Measure:
    """How many steps in a row go to the worse side; ``beside`` is the value before the first of ``length`` steps."""
    values = course.values
    steps = np.vstack([np.full((1, values.shape[1]), np.nan), np.diff(values, axis=0)])
    worse = steps < 0 if course.about.polarity == "higher" else steps > 0
    run = np.zeros(values.shape)
    for row in range(1, len(values)):
        run[row] = np.where(worse[row], run[row - 1] + 1, 0)
    run[np.isnan(steps)] = np.nan
    began = np.full(values.shape, np.nan)
    began[rule.length :] = values[: -rule.length]
    bound = np.full(values.shape, float(rule.length))
    cut = slice(-WINDOW, None)
    return _Measure(run[cut], bound[cut], began[cut], run[cut] >= rule.length, np.zeros(run[cut].shape, dtype=bool))


def _seasonal(_rule: AlertRule, course: Course) -> _Measure:
    """Against the same season of the years before, with the limits of the page of odd values."""
    season = odd_rules.season_of(course.frequency)
    value = course.values[-WINDOW:]
    nowhere = np.full(value.shape, np.nan)
    if not season:
        return _Measure(nowhere, nowhere, nowhere, np.zeros(value.shape, dtype=bool), np.zeros(value.shape, dtype=bool))
    usual = robust.seasonal(course.values.T, season, odd_rules.season_floor(), WINDOW)
    scores = odd_rules.season_scores([course.about] * value.shape[1], value.T, usual).T
    expected = usual.expected.T
    known = np.where(np.isfinite(expected), value, np.nan)
    return _Measure(known, expected, expected, np.isfinite(scores), np.zeros(value.shape, dtype=bool))


def _missed(_rule: AlertRule, course: Course) -> _Measure:
    """1 where nothing came by the deadline; every judged period is due."""
    absent = _absent(course)
    return _Measure(absent, np.zeros(absent.shape), np.full(absent.shape, np.nan), absent > 0, absent < 0)


def _no_data(rule: AlertRule, course: Course) -> _Measure:
    """For how many periods in a row nothing has come."""
    absent = _absent(course)
    run = np.zeros(absent.shape)
    for row in range(len(absent)):
        run[row] = np.where(absent[row] > 0, (run[row - 1] if row else 0) + 1, 0)
    bound = np.full(run.shape, float(rule.length))
    return _Measure(run, bound, np.full(run.shape, np.nan), run >= rule.length, run < 0)


def _absent(course: Course) -> Floats:
    """1 where there is neither a number nor a word that it is withheld or not there, else 0."""
    return np.where(course.answered[-WINDOW:], 0.0, 1.0)


def _identity(rule: AlertRule, course: Course, parts: Floats) -> _Measure:
    """How far, in percent, a total is from what its parts add up to."""
    value, total = course.values[-WINDOW:], parts[-WINDOW:]
    zero = (total == 0) & (value != 0) & np.isfinite(value)
    off = np.where((total == 0) & (value == 0), 0.0, np.abs(robust.ratio(value - total, np.abs(total)) * 100))
    bound = np.full(value.shape, max(rule.margin, ROUNDING))
    return _Measure(off, bound, total, off > bound, zero)


_KINDS: dict[str, Callable[[AlertRule, Course], _Measure]] = {
    "threshold": _threshold,
    "change": _change,
    "pace": _pace,
    "trend": _trend,
    "seasonal": _seasonal,
    "missed": _missed,
    "no_data": _no_data,
}
