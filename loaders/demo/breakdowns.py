"""How some indicators divide along an axis: ``lines.csv`` holds the usual share of each member."""

import csv
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import numpy as np

from data import catalogue
from loaders.demo.figures import Figures, is_running_sum
from loaders.demo.land import Numbers, chance
from loaders.demo.tables import Line

FILE = Path(__file__).parent / "lines.csv"
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

    def lines(self, month: str) -> Iterator[Line]:
        """The members of every divided indicator in a month, for the province."""
        area_code, area_name = self._figures.area(0)
        for indicator, axis in self._axes:
            members = divided()[indicator.code, axis]
            measure = "cumulative" if is_running_sum(indicator) else "actual"
            parts = self._parts(indicator.code, axis, month, running=measure == "cumulative")
            for member, value in zip(members, parts, strict=True):
                line = Line(area_code, area_name, indicator.code, month, value, f"{axis}={member}", measure)
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

    def _shares(self, code: str, axis: str, row: int) -> Numbers:
        usual = np.array(list(divided()[code, axis].values()))
        moved = usual * np.exp(WAVER * chance(self._seed, code, axis, row).standard_normal(len(usual)))
        return np.asarray(moved / moved.sum())


def _axes(known: dict[str, catalogue.Indicator], code: str) -> tuple[str, ...]:
    """The axes that the catalogue gives an indicator of the set; none when it is no indicator of it."""
    return known[code].breakdowns if code in known else ()
