"""Judges rules on a published version: what each says of every area in the newest periods."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import islice

import numpy as np
from sqlalchemy import Connection

from data import catalogue, clock, remembered, units
from data import rules as checks
from data.alerts import legal
from data.alerts.courses import Course, course, levels_of
from data.alerts.judging import BROKEN, ERROR, NO_DATA, NOT_YET, Judged, judge
from data.alerts.machine import Finding
from data.alerts.rules import LEGAL, PROVINCE, AlertRule
from data.levels import Levels
from data.robust import Floats
from data.rules import Identity

AT_ONCE = 32  # indicators: in all communes of a province some hundred thousand rows


@dataclass
class Evaluation:
    """Judges one rule after the other on one version; what several rules look at is laid out once.

    ``coming`` are the rules that will be judged, as far as they are known: in their order their indicators are fetched,
    several at once.
    """

    conn: Connection
    today: date
    now: datetime = field(default_factory=clock.now)
    coming: Sequence[AlertRule] = ()
    _courses: dict[Hashable, Course] = field(default_factory=dict)

    @cached_property
    def _waiting(self) -> dict[tuple[str, str], dict[str, None]]:
        """What is to be fetched of the communes: by province and breakdown the indicators, in order, each once."""
        waiting: dict[tuple[str, str], dict[str, None]] = {}
        for rule in self.coming:
            if rule.kind not in LEGAL and rule.area != PROVINCE:
                waiting.setdefault((rule.province_code, rule.breakdown), {})[rule.indicator] = None
        return waiting

    def judge(self, rule: AlertRule) -> tuple[Judged, bool]:
        """What a rule says, and whether any of the numbers is simulated."""
        if rule.kind in LEGAL:
            return legal.judge(self.conn, rule, self.now, self.today)
        found = self._course(rule)
        if rule.kind != "identity":
            return judge(rule, found), found.simulated
        identity = _identity_for(rule)
        parts = self._parts(rule, identity, found) if identity else np.full(found.values.shape, np.nan)
        return judge(rule, found, parts), found.simulated

    def _course(self, rule: AlertRule) -> Course:
        awaited = (rule.kind, rule.margin) if rule.kind == "missed" else (rule.kind == "no_data",)
        key = (rule.indicator, rule.area, rule.breakdown, rule.measure, awaited)
        if key not in self._courses:
            self._fetch(rule)
            self._courses[key] = course(self.conn, rule, self.today)
        return self._courses[key]

    def _fetch(self, rule: AlertRule) -> None:
        """Fetches the indicators that come next, of which that of the rule is the first."""
        waiting = self._waiting.get((rule.province_code, rule.breakdown), {})
        if rule.area == PROVINCE or rule.indicator not in waiting:
            return
        batch = list(islice(waiting, AT_ONCE))
        remembered.each_in_communes(self.conn, batch, rule.province_code, rule.breakdown)
        for code in batch:
            del waiting[code]

    def _parts(self, rule: AlertRule, identity: Identity, whole: Course) -> Floats:
        """What the parts of an identity add up to, in the unit of the total, laid out like ``whole``."""
        total = np.zeros(whole.values.shape)
        for term in identity.parts:
            code, _, breakdown = term.partition("@")
            told = levels_of(self.conn, rule, code, breakdown or "total")
            factor = float(units.factor(catalogue.get(code).unit, rule.about.unit))
            total = total + self._of_part(identity, told, whole) * factor
        return total

    def _of_part(self, identity: Identity, told: Levels, whole: Course) -> Floats:
        if identity.kind != "carried":
            return told.values("actual", whole.periods)
        moved = told.values("actual", whole.periods)
        return np.vstack([np.full((1, moved.shape[1]), np.nan), moved[:-1]])


def _identity_for(rule: AlertRule) -> Identity | None:
    """The sum that a rule is about: of the communes only where the province is meant."""
    own = [one for one in checks.identities() if one.total == rule.indicator]
    fitting = [one for one in own if one.kind != "communes" or rule.area == PROVINCE]
    return fitting[0] if fitting else None


def newest(judged: Judged) -> np.ndarray:
    """Of each area the row of the newest period that anything is said of; -1 where nothing is."""
    said = judged.outcome != NOT_YET
    rows = len(judged.periods) - 1 - said[::-1].argmax(axis=0)
    return np.where(said.any(axis=0), rows, -1)


def begun(judged: Judged) -> Iterator[tuple[int, int]]:
    """The areas (columns) where the rule is broken now, with the row of the first period in which it was."""
    rows = newest(judged)
    columns = np.flatnonzero(rows >= 0)
    for column in columns[judged.outcome[rows[columns], columns] == BROKEN]:
        row = int(rows[column])
        while row > 0 and judged.outcome[row - 1, column] == BROKEN:
            row -= 1
        yield int(column), row


def findings(judged: Judged, column: int, since: str) -> list[Finding]:
    """What is said of an area, from a period on."""
    return [
        Finding(period, int(judged.outcome[row, column]), bool(judged.firm[row, column]))
        for row, period in enumerate(judged.periods)
        if period >= since
    ]


def counts(judged: Judged) -> dict[str, int]:
    """How many areas were judged in their newest period, and of how many nothing can be said."""
    rows = newest(judged)
    columns = np.flatnonzero(rows >= 0)
    last = judged.outcome[rows[columns], columns]
    found: Sequence[tuple[str, int]] = (("broken", BROKEN), ("without_data", NO_DATA), ("errors", ERROR))
    return {"areas": len(columns)} | {name: int((last == outcome).sum()) for name, outcome in found}
