"""Numbers that cannot all be right: parts above their whole, shares above one, sums that do not add up."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import Connection

from data import catalogue, grids, quality, rules, units
from data.catalogue import Indicator
from data.grids import Grid
from data.odd_rules import AMOUNTS
from data.robust import Floats

Wrong = npt.NDArray[np.bool_]
WORST = 40  # cells of an indicator that are told; a hundred say no more
MOSTLY = 0.5  # of the periods: a difference in more of them is one of scope
SCORE = 20.0  # the most that a contradiction counts


@dataclass(frozen=True)
class Contradiction:
    """A value and what others say that it should be.  ``reason``: parts, share, ratio, sum, communes.

    ``other`` names what it contradicts: an axis, or indicator codes joined by blanks; ``of`` how many numbers that is.
    """

    indicator: Indicator
    area_code: str
    period: str
    measure: str
    reason: str
    value: float
    expected: float
    other: str
    of: int
    persists: bool = False  # the same in most periods: the two may not mean the same

    @property
    def score(self) -> float:
        """1 and more: each two percent of difference count one; what always differs is no news."""
        if self.persists:
            return 1.0
        return min(SCORE, 1 + abs(self.value - self.expected) / max(abs(self.value), abs(self.expected), 1e-12) * 50)


def contradictions(conn: Connection, found: Grid, province_code: str, columns: list[int]) -> Iterator[Contradiction]:
    """What contradicts itself in these columns of a grid."""
    yield from _shares(found, columns)
    yield from _ratios(found, columns)
    yield from _sums(found, columns)
    yield from _provinces(found, columns)
    yield from _parts(conn, found, province_code, columns)


def _cells(
    found: Grid, values: Floats, meant: Floats, wrong: Wrong, columns: list[int]
) -> Iterator[tuple[str, str, float, float]]:
    """Area, period, value and what was meant of the ``wrong`` cells (places by columns), the worst of them first."""
    told, should = values[:, columns], np.broadcast_to(meant, values.shape)[:, columns]
    places, times = np.nonzero(wrong[:, columns])
    order = np.argsort(-np.abs(told - should)[places, times], kind="stable")[:WORST]
    for place, at in zip(places[order], times[order], strict=True):
        yield found.places[place], found.periods[columns[at]], float(told[place, at]), float(should[place, at])


def _shares(found: Grid, columns: list[int]) -> Iterator[Contradiction]:
    """Shares above 100 or below 0 percent: a numerator above its denominator."""
    slack = rules.rule("share_range").number("slack")
    for row, one in enumerate(found.indicators):
        if not rules.is_share(one):
            continue
        values = found.values[row]
        meant = np.clip(values, 0.0, 100.0)
        for area, period, value, limit in _cells(found, values, meant, np.abs(values - meant) > slack, columns):
            yield Contradiction(one, area, period, found.measures[row], "share", value, limit, "", 1)


def _ratios(found: Grid, columns: list[int]) -> Iterator[Contradiction]:
    """Rates whose numerator and denominator are indicators themselves."""
    slack = rules.rule("ratio").number("tolerance")
    for row, one in enumerate(found.indicators):
        above, below = found.of(one.numerator), found.of(one.denominator)
        if above is None or below is None or one.kind != "rate" or not one.per:
            continue
        meant = above / np.where(below > 0, below, np.nan) * float(one.per)
        values, other = found.values[row], f"{one.numerator} {one.denominator}"
        for area, period, value, should in _cells(found, values, meant, np.abs(values - meant) > slack, columns):
            yield Contradiction(one, area, period, found.measures[row], "ratio", value, should, other, 2)


def _sums(found: Grid, columns: list[int]) -> Iterator[Contradiction]:
    """Indicators that are the sum of others, see ``identities.csv``."""
    rule = rules.rule("sum_of_indicators")
    rows = {one.code: row for row, one in enumerate(found.indicators)}
    for identity in rules.identities():
        if identity.kind != "sum" or not {identity.total, *identity.parts} <= rows.keys():
            continue
        row, other, of = rows[identity.total], " ".join(identity.parts), len(identity.parts)
        one, measure, values = found.indicators[row], found.measures[row], found.values[row]
        meant = np.sum([found.values[rows[code]] for code in identity.parts], axis=0)
        for area, period, value, should in _cells(found, values, meant, _differ(rule, values, meant), columns):
            yield Contradiction(one, area, period, measure, "sum", value, should, other, of)


def _provinces(found: Grid, columns: list[int]) -> Iterator[Contradiction]:
    """A province's own number against the sum of its communes, under the same code or a linked one."""
    rule = rules.rule("province_sum")
    communes = len(found.places) - 1
    for upper, lower in _pairs(found):
        row = found.indicators.index(upper)
        parts = found.values[found.indicators.index(lower)][:-1] * float(units.factor(lower.unit, upper.unit))
        known, told = np.isfinite(parts).sum(axis=0), found.values[row, -1]
        expected = np.where(known > 0, np.nansum(parts, axis=0), np.nan)
        wrong = _differ(rule, told, expected) & ((known == communes) | (expected > told))
        off = [at for at in columns if wrong[at]]
        persists = len(off) > max(1, MOSTLY * int(np.isfinite(told[columns]).sum()))
        for at in off[-1:] if persists else off:
            yield Contradiction(
                upper, found.places[-1], found.periods[at], found.measures[row], "communes", float(told[at]),
                float(expected[at]), lower.code, int(known[at]), persists,
            )  # fmt: skip


def _pairs(found: Grid) -> list[tuple[Indicator, Indicator]]:
    """Province and commune indicators of the same amount; both measured alike."""
    same = [(one, one) for one in found.indicators if one.over_areas == "sum" and one.unit]
    named = [
        (catalogue.get(identity.total), catalogue.get(identity.parts[0]))
        for identity in rules.identities()
        if identity.kind == "communes"
    ]
    measures = {one.code: measure for one, measure in zip(found.indicators, found.measures, strict=True)}
    pairs = dict.fromkeys([*same, *named, *quality.linked_pairs(found.indicators)])
    return [
        (upper, lower)
        for upper, lower in pairs
        if measures.get(upper.code, "") == measures.get(lower.code, " ") and units.convertible(lower.unit, upper.unit)
    ]


def _parts(conn: Connection, found: Grid, province_code: str, columns: list[int]) -> Iterator[Contradiction]:
    """Totals below the sum of their parts along one axis, or other than it where the axis is complete."""
    rule = rules.rule("parts")
    additive = {one.code: row for row, one in enumerate(found.indicators) if one.kind in AMOUNTS and one.breakdowns}
    if not additive or not len(columns):
        return
    sums = grids.part_sums(conn, list(additive), province_code, [found.periods[at] for at in columns])
    places = pd.Index(found.places).get_indexer(pd.Index(sums["area_code"]))
    times = pd.Index(found.periods).get_indexer(pd.Index(sums["period"]))
    rows = sums["indicator_code"].map(additive).to_numpy(dtype=np.intp)
    whole = found.values[rows, places, times]
    complete = sums["members"].eq(sums["axis"].map(lambda axis: len(catalogue.members(axis)))).to_numpy()
    parts = sums["total"].to_numpy(dtype=float)
    wrong = _differ(rule, whole, parts) & (complete | (parts > whole))
    worst = np.argsort(-np.abs(whole - parts)[wrong], kind="stable")[:WORST]
    for number in np.flatnonzero(wrong)[worst]:
        told = sums.iloc[number]
        yield Contradiction(
            found.indicators[rows[number]], str(told["area_code"]), str(told["period"]), "actual", "parts",
            float(whole[number]), float(parts[number]), str(told["axis"]), int(told["members"]),
        )  # fmt: skip


def _differ(rule: rules.Rule, told: Floats, expected: Floats) -> Wrong:
    """``Rule.differs`` of arrays; False where either is not known."""
    relative = float(rule.parameters.get("relative", 0))
    return np.asarray(np.abs(told - expected) > np.fmax(rule.number("rounding"), relative * np.abs(told)), dtype=bool)
