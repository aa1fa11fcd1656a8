"""How some indicators divide along an axis: ``lines.csv`` holds the usual share of each member."""

import csv
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import numpy as np

from data import catalogue, periods
from loaders.demo.figures import Figures, is_running_sum
from loaders.demo.land import Numbers, chance
from loaders.demo.tables import Line

FILE = Path(__file__).parent / "lines.csv"
STATES = ("task_state", "petition_state", "dossier_state", "mediation_state", "rating", "sentiment", "enterprise_state")
WORST, BEST = 0.06, 0.6  # share of the worst and the best state
ADDITIVE = ("flow", "stock", "status_count")
WAVER = 0.12  # how far a member's share moves from month to month


@cache
def divided() -> dict[tuple[str, str], dict[str, float]]:
    """Usual share of each member, by code and axis."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_axis = groupby(rows, key=lambda row: (row["code"], row["axis"]))
    return {key: {row["member"]: float(row["share"]) for row in group} for key, group in by_axis}


class Divided:
    """Indicators of a province divided along one axis each; the members of a month add up to its total."""

    def __init__(self, figures: Figures, seed: int) -> None:
        self._figures, self._seed = figures, seed
        known = {indicator.code: indicator for indicator in figures.reported}
        self._axes = [(known[code], axis) for code, axis in divided() if axis in _axes(known, code)]
        self._axes += [(i, axis) for i in figures.reported for axis in _undeclared(figures, i)]

    def lines(self, month: str) -> Iterator[Line]:
        """The members of every divided indicator in a month, for the province."""
        area_code, area_name = self._figures.area(0)
        for indicator, axis in self._axes:
            if not (period := _reported(indicator, month)):
                continue
            members = self._usual(indicator.code, axis)
            measure = "cumulative" if is_running_sum(indicator) else "actual"
            parts = self._parts(indicator.code, axis, month, running=measure == "cumulative")
            for member, value in zip(members, parts, strict=True):
                line = Line(area_code, area_name, indicator.code, period, value, f"{axis}={member}", measure)
                if line.key not in self._figures.real:
                    yield line

    def _parts(self, code: str, axis: str, month: str, *, running: bool) -> list[float]:
        """The parts of a month, or of the months since January; the largest takes what rounding leaves."""
        world, digits = self._figures.world, self._figures.digits(code)
        rows = range(world.index[month[:5] + "01"] if running else world.index[month], world.index[month] + 1)
        whole = world.series[code].values[:, 0]
        months = [whole[row] - whole[row - 1] * (running and row % 12 > 0) for row in rows]
        parts = sum(self._shares(code, axis, row) * value for row, value in zip(rows, months, strict=True))
        rounded = np.round(parts, digits)
        rounded[np.argmax(rounded)] += whole[rows[-1]] - rounded.sum()
        return [round(float(part), digits) for part in rounded]

    def _usual(self, code: str, axis: str) -> dict[str, float]:
        """Usual share of each member: as ``lines.csv`` says, else few in the worst state, most in the best."""
        if (code, axis) in divided():
            return divided()[code, axis]
        members = list(catalogue.members(axis))
        if axis in STATES:
            between = (1 - WORST - BEST) / max(len(members) - 2, 1)
            return dict(zip(members, [WORST, *[between] * (len(members) - 2), BEST], strict=True))
        drawn = chance(self._seed, code, axis).dirichlet(np.full(len(members), 4.0))
        return dict(zip(members, (float(share) for share in drawn), strict=True))

    def _shares(self, code: str, axis: str, row: int) -> Numbers:
        usual = np.array(list(self._usual(code, axis).values()))
        moved = usual * np.exp(WAVER * chance(self._seed, code, axis, row).standard_normal(len(usual)))
        return np.asarray(moved / moved.sum())


def _axes(known: dict[str, catalogue.Indicator], code: str) -> tuple[str, ...]:
    """The axes that the catalogue gives an indicator of the set; none when it is no indicator of it."""
    return known[code].breakdowns if code in known else ()


def _reported(indicator: catalogue.Indicator, month: str) -> str:
    """The period that is reported when a month is over; of a sum the month itself, else also its quarter or year."""
    if "month" in indicator.frequencies:
        return month
    ends = [] if indicator.kind == "flow" else [f for f in ("quarter", "year") if f in indicator.frequencies]
    of_month = (periods.of(frequency, periods.parse(month).end) for frequency in ends)
    return next((period for period in of_month if f"{periods.parse(period).end:%Y-%m}" == month), "")


def _undeclared(figures: Figures, indicator: catalogue.Indicator) -> list[str]:
    """The axes with named members that an indicator with a sum is divided by, beside those of ``lines.csv``."""
    series = figures.world.series[indicator.code]
    if indicator.kind not in ADDITIVE or (series.has_communes and not figures.covers_province):
        return []
    named = [axis for axis in indicator.breakdowns if catalogue.members(axis)]
    return [axis for axis in named if (indicator.code, axis) not in divided()]
