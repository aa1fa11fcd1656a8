"""From outcome to outcome: the state of one rule in one area.  Pure: the same outcomes give the same steps.

Keyed to published periods.  A period that is judged again, because its figure was corrected or became final, is judged
from where things stood before it: so a correction takes back what it disproves, and nothing counts a period twice.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from data.alerts.judging import BROKEN, ERROR, NO_DATA, NOT_YET

NORMAL, PENDING, ALERTING, RECOVERING = "normal", "pending", "alerting", "recovering"
WITHOUT_DATA, IN_ERROR = "no_data", "error"
STATES = (ALERTING, RECOVERING, PENDING, IN_ERROR, WITHOUT_DATA, NORMAL)


@dataclass(frozen=True)
class Needs:
    """Of a rule: periods in breach until it alerts, and kept until it is over."""

    periods: int
    calm: int


@dataclass(frozen=True)
class Standing:
    """How things stand after a period; ``fired`` since this cause first alerted."""

    state: str = NORMAL
    streak: int = 0  # periods in breach
    calm: int = 0  # periods kept since
    fired: bool = False


AT_REST = Standing()


@dataclass(frozen=True)
class Cell:
    """One cause: a rule in one area since the first period in breach."""

    first_period: str
    period: str  # judged last
    outcome: int
    firm: bool
    before: Standing  # before ``period``
    now: Standing

    def kept_as(self) -> dict[str, Any]:
        """For JSON; see ``of``."""
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Cell":
        parts = {name: Standing(**kept[name]) for name in ("before", "now")}
        return cls(**{**kept, **parts})


@dataclass(frozen=True)
class Finding:
    """What a rule says of an area in a period."""

    period: str
    outcome: int
    firm: bool


@dataclass(frozen=True)
class Step:
    """A change of state; ``corrected`` when the figure of a period that was judged before is another one."""

    period: str
    before: str
    after: str
    firm: bool
    corrected: bool


def after(before: Standing, found: Finding, needs: Needs) -> Standing:
    """How things stand after one more period.

    A figure that is not final warns softly: it makes pending, and lets recover, but neither alerts nor ends an alert.
    """
    if found.outcome == NOT_YET:
        return before
    if found.outcome in (NO_DATA, ERROR):
        state = WITHOUT_DATA if found.outcome == NO_DATA else IN_ERROR
        return before if before.state == NORMAL else replace(before, state=state)
    if found.outcome == BROKEN:
        streak = before.streak + 1
        fires = before.fired or (found.firm and streak >= needs.periods)
        return Standing(ALERTING if fires else PENDING, streak, 0, fires)
    calm = before.calm + found.firm
    if not before.fired or calm >= needs.calm:
        return AT_REST
    return Standing(RECOVERING, before.streak, calm, fired=True)


def advance(cell: Cell | None, findings: Iterable[Finding], needs: Needs) -> tuple[list[Cell], list[tuple[int, Step]]]:
    """Every cause that the findings touch (the first is ``cell``, where there is one) and the steps taken.

    ``findings`` are in order of periods; those before the last judged one are history and rest.  A step names the
    place of its cause in the list.
    """
    cells = [] if cell is None else [cell]
    steps: list[tuple[int, Step]] = []
    for found in findings:
        current = cells[-1] if cells else None
        if found.outcome == NOT_YET or (current is not None and found.period < current.period):
            continue
        again = current is not None and found.period == current.period
        if again and current is not None and (found.outcome, found.firm) == (current.outcome, current.firm):
            continue
        before = _before(current, again=again)
        now = after(before, found, needs)
        was = current.now.state if current is not None and (again or current.now.state != NORMAL) else NORMAL
        if current is None or (current.now.state == NORMAL and not again):
            if now.state == NORMAL:
                continue  # nothing begins
            cells.append(Cell(found.period, found.period, found.outcome, found.firm, before, now))
        else:
            cells[-1] = replace(
                current, period=found.period, outcome=found.outcome, firm=found.firm, before=before, now=now
            )
        if was != now.state:
            steps.append((len(cells) - 1, Step(found.period, was, now.state, found.firm, again)))
    return cells, steps


def _before(current: Cell | None, *, again: bool) -> Standing:
    if current is None:
        return AT_REST
    return current.before if again else current.now
