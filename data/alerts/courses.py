"""The numbers that rules look at: one indicator in one breakdown, a row per period and a column per area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from data import catalogue, periods, receipts, remembered, robust
from data.alerts.rules import COMMUNES, PROVINCE, AlertRule
from data.catalogue import Indicator
from data.levels import Levels
from data.robust import Floats

Flags = npt.NDArray[np.bool_]
WINDOW = 12  # periods that are judged
HISTORY = 84  # periods that a season is known by
SOFT = ("estimated", "provisional")  # a final figure is still to come
YEARS, LEAST_YEARS = 4, 2  # whose pace is usual, and how many of them must be known
PLAN_BASIS = "hdnd_tinh"  # whose plan counts where several set one


@dataclass(frozen=True)
class Course:
    """One indicator; arrays have a row per period of ``periods`` (no gaps, oldest first) and a column per area.

    ``firm`` is False where a final figure is still to come; ``answered`` where a number came, or a word that there is
    none to publish; ``due`` says of each period whether it should be here; ``simulated`` whether any of it is.
    """

    about: Indicator
    area_codes: tuple[str, ...]
    periods: tuple[str, ...]
    frequency: str
    values: Floats
    firm: Flags
    answered: Flags
    due: npt.NDArray[np.bool_]
    levels: Levels
    simulated: bool

    @property
    def judged(self) -> tuple[str, ...]:
        """The newest periods, at most ``WINDOW``: those that a rule says something of."""
        return self.periods[-WINDOW:]

    @cached_property
    def reached(self) -> Floats:
        """The sum since January of each judged period, as reported or added up from all months."""
        return self.levels.sums(self.judged)

    @cached_property
    def plans(self) -> Floats:
        """The plan of the year of each judged period."""
        years = {period[:4]: self.levels.plan(period[:4], PLAN_BASIS)[0] for period in self.judged}
        return np.stack([years[period[:4]] for period in self.judged])

    @cached_property
    def pace(self) -> Floats:
        """What share of a year, in percent, is usually reached by each judged period.

        The median of the whole years before, where at least two are known; else the share of the year that is over.
        """
        known = [self._share_of(back) for back in range(1, YEARS + 1)]
        each = np.stack(known)
        usual = robust.median(each, axis=0)
        elapsed = np.array([periods.share_of_year_elapsed(period) * 100 for period in self.judged])
        return np.where(np.isfinite(each).sum(axis=0) >= LEAST_YEARS, usual, elapsed[:, None])

    def _share_of(self, years: int) -> Floats:
        """The share of its whole year that had been reached some years ago; NaN where that is not known."""
        nothing = np.full(self.plans.shape, np.nan)
        then = self.judged
        for _ in range(years):
            then = tuple(periods.same_last_year(period) for period in then)
        years_known = {period[:4] for period in self.levels.spoken}
        if not any(period[:4] in years_known for period in then):
            return nothing
        sums, whole = np.split(self.levels.sums([*then, *map(_last_of, then)]), 2)
        return robust.ratio(sums * 100, whole)


def _last_of(period: str) -> str:
    """The last period of the same frequency in its year."""
    return periods.of(periods.parse(period).frequency, date(int(period[:4]), 12, 28))


def course(conn: Connection, rule: AlertRule, today: date) -> Course:
    """What a rule looks at; without any value a course of the periods that should be here."""
    levels = levels_of(conn, rule, rule.indicator)
    measure = rule.measure or ("actual" if any(_speaks(levels, "actual")) else "cumulative")
    spoken = _speaks(levels, measure)
    frequency = min((periods.parse(one).frequency for one in spoken), key=periods.rank, default="")
    deadline = receipts.deadline_of(rule.about)
    shown = _columns([one for one in spoken if periods.parse(one).frequency == frequency])
    if not shown or rule.kind in ("missed", "no_data"):
        frequency = receipts.finest(rule.about)
        shown = _awaited(frequency, deadline, int(rule.margin) if rule.kind == "missed" else 0, today)
    values, firm, answered, simulated = _told(levels, measure, shown)
    if rule.kind in ("missed", "no_data") and not rule.measure:
        answered |= np.isfinite(levels.values("cumulative", shown))
    due = np.array([today > periods.due_on(one, deadline) for one in shown], dtype=bool)
    area_codes = (rule.province_code,) if rule.area == PROVINCE else tuple(levels.subjects)
    return Course(rule.about, area_codes, tuple(shown), frequency, values, firm, answered, due, levels, simulated)


def _told(levels: Levels, measure: str, shown: Sequence[str]) -> tuple[Floats, Flags, Flags, bool]:
    """Values, whether they are firm and whether there is an answer at all; statuses only of what is judged."""
    values = levels.values(measure, shown)
    firm, answered = np.ones(values.shape, dtype=bool), np.isfinite(values)
    status = levels.statuses(measure, shown[-WINDOW:])
    firm[-WINDOW:] = ~np.isin(status.astype(str), SOFT)
    answered[-WINDOW:] |= status == "suppressed"
    return values, firm, answered, bool((status == "simulated").any())


def levels_of(conn: Connection, rule: AlertRule, code: str, breakdown: str = "") -> Levels:
    """What the areas that a rule is about say of an indicator."""
    wanted, province = breakdown or rule.breakdown, rule.province_code
    if rule.area == PROVINCE:
        return remembered.courses(conn, [catalogue.get(code)], province, wanted)[code]
    found = remembered.in_communes(conn, code, province, wanted)
    return found if rule.area == COMMUNES else found.among([rule.area])


def _speaks(levels: Levels, measure: str) -> list[str]:
    """The periods for which a measure has a row."""
    return [period for kind, basis, period in levels.lines if kind == measure and not basis]


def _columns(spoken: Sequence[str]) -> list[str]:
    return periods.range_(min(spoken), max(spoken))[-HISTORY:] if spoken else []


def _awaited(frequency: str, deadline: int | None, grace: int, today: date) -> list[str]:
    """The newest periods whose deadline, and a grace of some days, has passed; oldest first."""
    newest = periods.of(frequency, today)
    while (today - periods.due_on(newest, deadline)).days <= grace:
        newest = periods.previous(newest)
    found = [newest]
    while len(found) < WINDOW:
        found.append(periods.previous(found[-1]))
    return found[::-1]
