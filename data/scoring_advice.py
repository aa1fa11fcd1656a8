"""What buys a point: the exact number of dossiers, procedures or petitions more, by the active formula turned round.

Pure.  Denominators stay as they are: what is counted are cases *already received* that would have to count as good.
All arithmetic is in fractions, so that a number is never off by one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from data import scoring_rules
from data.scoring_rules import Formula


@dataclass(frozen=True)
class Lever:
    """One item of a unit that can be improved, or the reason why nothing can be said of it.

    ``reason``: "" when it can; ``full`` (nothing more to win), ``no_formula``, ``no_counts``, ``nothing_due`` (the
    denominator is 0).
    """

    item: str
    numerator: int = 0
    denominator: int = 0
    score: Fraction = Fraction(0)  # by the formula, not rounded
    top: Fraction = Fraction(0)  # the most that can be had with this denominator
    per_case: Fraction = Fraction(0)  # points that one case more is worth, up to ``top``
    for_one_point: int | None = None  # cases more for one point; None when less than a point can be won
    for_all: int = 0  # cases more until nothing is left to win
    reason: str = ""

    @property
    def available(self) -> Fraction:
        """Points that can still be won."""
        return self.top - self.score


@dataclass(frozen=True)
class Step:
    """One item of a plan: so many cases more, so many points, the total and the place after it."""

    item: str
    cases: int
    points: float
    total: float
    place: int


@dataclass(frozen=True)
class Plan:
    """Steps in the order to take them; ``reached``: whether they are enough for the target."""

    target: float
    steps: tuple[Step, ...]
    reached: bool
    total: float


Counts = Mapping[str, tuple[float | None, float | None]]  # item to numerator and denominator


def levers(counts: Counts, formulas: Mapping[str, Formula]) -> tuple[Lever, ...]:
    """Every item with a formula or a score of its own, in the order of the items; sums are left to their parts."""
    found = []
    for one in scoring_rules.scored():
        rule = formulas.get(one.code)
        if rule is not None and rule.kind != "sum" and not (rule.kind == "published" and not one.counted):
            found.append(_lever(rule, one.max_score or 0.0, *counts.get(one.code, (None, None))))
    return tuple(found)


def _lever(rule: Formula, highest: float, numerator: float | None, denominator: float | None) -> Lever:
    if rule.kind != "ratio":
        return Lever(rule.item, reason="no_formula")
    if numerator is None or denominator is None:
        return Lever(rule.item, reason="no_counts")
    n, d = int(numerator), int(denominator)
    if d == 0:
        is_full = rule.on_zero == "full"
        earned = Fraction(str(highest)) if is_full else Fraction(0)
        return Lever(rule.item, score=earned, top=earned, reason="full" if is_full else "nothing_due")
    slope = Fraction(str(highest)) / rule.full_at / d
    top = min(Fraction(d) * slope, Fraction(str(rule.cap)) if rule.cap is not None else Fraction(d) * slope)
    score = min(top, n * slope)
    return Lever(
        item=rule.item,
        numerator=n,
        denominator=d,
        score=score,
        top=top,
        per_case=slope,
        for_one_point=_cases(score + 1, n, slope) if top - score >= 1 else None,
        for_all=_cases(top, n, slope),
        reason="" if top > score else "full",
    )


def _cases(wanted: Fraction, numerator: int, slope: Fraction) -> int:
    """The fewest cases more that bring the score to ``wanted``."""
    return max(0, ceil(wanted / slope) - numerator)


def plan(found: Sequence[Lever], total: float, target: float, others: Sequence[float]) -> Plan:
    """The fewest cases that bring ``total`` to ``target``: those that are worth most first.

    Args:
        others: the totals of all other units of the kind, for the place after each step.
    """
    needed = Fraction(str(target)) - Fraction(str(total))
    bought: dict[str, tuple[int, Fraction]] = {}
    for each, item, cases in _by_worth(found):
        if needed <= 0:
            break
        taken = min(cases, ceil(needed / each))
        before = bought.get(item, (0, Fraction(0)))
        bought[item] = (before[0] + taken, before[1] + taken * each)
        needed -= taken * each
    steps: list[Step] = []
    reached = Fraction(str(total))
    for item, (cases, points) in bought.items():
        reached += points
        after = float(reached)
        steps.append(Step(item, cases, float(points), after, place(after, others)))
    return Plan(target, tuple(steps), needed <= 0, float(reached))


def _by_worth(found: Sequence[Lever]) -> list[tuple[Fraction, str, int]]:
    """What a case more is worth, of which item, and how many such cases there are; worth most first.

    The last case of an item under its cap is worth what is left below it: to count it as a whole one would no longer be
    the fewest cases.
    """
    worth = []
    for one in found:
        if one.reason:
            continue
        whole = one.available // one.per_case
        rest = one.available - whole * one.per_case
        worth += [(one.per_case, one.item, whole)] if whole else []
        worth += [(rest, one.item, 1)] if rest else []
    return sorted(worth, key=lambda each: (-each[0], each[1]))


def place(total: float, others: Sequence[float]) -> int:
    """The place of a total among others; equal totals (as printed, with two decimals) share one."""
    return 1 + sum(round(other, 2) > round(total, 2) for other in others)
