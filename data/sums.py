"""What adds up to what among the values of one indicator: communes, members of an axis, periods.

Every sum is an equation between cells.  Cells that nobody reported but that others would add up to take part as unknown
ones: two axes that divide the same total agree with each other even when the total itself is not told.  The parts that
somebody left out of a sum are looked at both ways: as nothing, and as unknown ones that the other sums may tell.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import lsmr

from data import periods

ACCURACY, MOVES_AT_LEAST = 1e-11, 1e-6
Equation = dict[int, float]  # cell → coefficient; they add up to zero


@dataclass(frozen=True)
class Cell:
    """The coordinates of a value of one indicator; ``measure`` is actual, cumulative or estimate."""

    area_code: str
    period: str
    breakdown: str = "total"
    measure: str = "actual"


class Cells:
    """The cells of an indicator, and after those that were ``reported`` (how many) what they would add up to."""

    def __init__(self, reported: list[Cell], parents: Mapping[str, str], *, with_parts: bool = False) -> None:
        """``parents`` maps the areas that are parts of others.

        ``with_parts`` adds what was left out of a sum, for every area and member that something was reported of:
        unknown cells, which other sums may tell.
        """
        self.parents = parents
        self.numbers = {cell: number for number, cell in enumerate(reported)}
        self.reported = len(self.numbers)
        self._children, self._members = children(reported, parents), members(cell.breakdown for cell in reported)
        divided: set[tuple[Cell, str]] = set()
        waiting = list(self.numbers)
        for cell in waiting:  # grows while it is walked: a sum may itself be a part
            for division in self.wholes(cell):
                if division in divided:
                    continue
                divided.add(division)
                for other in (division[0], *(self.parts(*division) if with_parts else ())):
                    if other not in self.numbers:
                        self.numbers[other] = len(self.numbers)
                        waiting.append(other)

    def parts(self, whole: Cell, by: str) -> Iterator[Cell]:
        """What a cell may be divided into: all areas inside it, or all members of an axis."""
        if by == "area":
            for area_code in self._children[whole.area_code]:
                yield Cell(area_code, whole.period, whole.breakdown, whole.measure)
        else:
            for member in self._members[by]:
                yield Cell(whole.area_code, whole.period, with_member(whole.breakdown, by, member), whole.measure)

    def wholes(self, cell: Cell) -> Iterator[tuple[Cell, str]]:
        """What a cell is a part of, each with the way in which it is divided: an axis, or ``area``."""
        if parent := self.parents.get(cell.area_code):
            yield Cell(parent, cell.period, cell.breakdown, cell.measure), "area"
        if cell.breakdown == "total":
            return
        pairs = cell.breakdown.split(";")
        for pair in pairs:
            rest = ";".join(other for other in pairs if other != pair) or "total"
            yield Cell(cell.area_code, cell.period, rest, cell.measure), pair.partition("=")[0]

    def matrix(self, *, adds_over_time: bool) -> sparse.csr_array:
        """The equations, a row each, over all cells."""
        equations = [*self._divisions(), *self._over_time(adds_over_time)]
        rows = [row for row, equation in enumerate(equations) for _ in equation]
        columns = [number for equation in equations for number in equation]
        factors = [factor for equation in equations for factor in equation.values()]
        return sparse.csr_array((factors, (rows, columns)), shape=(len(equations), len(self.numbers)), dtype=float)

    def _divisions(self) -> Iterator[Equation]:
        """Areas into their parts, totals into the members of an axis."""
        found: dict[tuple[int, str], Equation] = {}
        for cell, number in self.numbers.items():
            for whole, by in self.wholes(cell):
                place = self.numbers[whole]
                found.setdefault((place, by), {place: 1.0})[number] = -1.0
        yield from found.values()

    def _over_time(self, adds: bool) -> Iterator[Equation]:
        """Periods made of others; an estimate of a period tells it."""
        lines: dict[tuple[str, str], list[tuple[int, Cell]]] = {}
        for cell, number in self.numbers.items():
            lines.setdefault((cell.area_code, cell.breakdown), []).append((number, cell))
        for line in lines.values():
            spans = [(*span(cell, adds=adds), number) for number, cell in line]
            yield from _cycles(spans)


def children(cells: Iterable[Cell], parents: Mapping[str, str]) -> dict[str, list[str]]:
    """The areas among some cells that are parts of others, by those."""
    found: dict[str, list[str]] = defaultdict(list)
    for area_code in dict.fromkeys(cell.area_code for cell in cells):
        if parent := parents.get(area_code):
            found[parent].append(area_code)
    return found


def members(breakdowns: Iterable[str]) -> dict[str, list[str]]:
    """The members of each axis that some breakdowns name."""
    found: dict[str, list[str]] = defaultdict(list)
    for breakdown in dict.fromkeys(breakdowns):
        for axis, member in labels(breakdown).items():
            if member not in found[axis]:
                found[axis].append(member)
    return found


def labels(breakdown: str) -> dict[str, str]:
    """The member on each axis that a breakdown names."""
    return {} if breakdown == "total" else dict(pair.split("=", 1) for pair in breakdown.split(";"))


def with_member(breakdown: str, axis: str, member: str) -> str:
    """The breakdown with another member of an axis; "" for the whole along it."""
    named = {**labels(breakdown), axis: member}
    return ";".join(f"{one}={named[one]}" for one in sorted(named) if named[one]) or "total"


def span(cell: Cell, *, adds: bool) -> tuple[int, int]:
    """The days from which to which a cell counts, as numbers; the second is the day after the last.

    What does not add up over time is that of the last day: counted from nothing to it, so that equal ends are equal
    values.
    """
    period = periods.parse(cell.period)
    last = period.end.toordinal() + 1
    if not adds:
        return 0, last
    start = period.start.replace(month=1, day=1) if cell.measure == "cumulative" else period.start
    return start.toordinal(), last


def _cycles(spans: list[tuple[int, int, int]]) -> Iterator[Equation]:
    """One equation for every span (start, end, cell) that shorter ones make up, or differences of them.

    Days are the nodes of a graph and spans its edges: what goes round in a circle adds up to zero.
    """
    tree: dict[int, list[tuple[int, int, float]]] = {}
    for start, end, cell in sorted(spans, key=lambda span: (span[1] - span[0], span)):
        path = _path(tree, start, end)
        if path is None:
            tree.setdefault(start, []).append((end, cell, 1.0))
            tree.setdefault(end, []).append((start, cell, -1.0))
        else:
            yield {cell: 1.0} | {other: -sign for other, sign in path}


def _path(tree: dict[int, list[tuple[int, int, float]]], start: int, end: int) -> list[tuple[int, float]] | None:
    """The cells on the way from one day to another, with their signs; None when there is no way."""
    came: dict[int, tuple[int, int, float]] = {start: (start, 0, 0.0)}
    waiting = [start]
    for day in waiting:
        if day == end:
            break
        for other, cell, sign in tree.get(day, ()):
            if other not in came:
                came[other] = (day, cell, sign)
                waiting.append(other)
    if end not in came:
        return None
    path = []
    while end != start:
        end, cell, sign = came[end]
        path.append((cell, sign))
    return path


def determined(matrix: sparse.csr_array, hidden: np.ndarray, needed: int) -> np.ndarray:
    """Which hidden cells (bool per cell) can be worked out exactly from the others and the equations.

    First those that are alone in a sum, and what follows from them; only when none of the first ``needed`` cells is
    among them, those that no change of the hidden cells that keeps all sums can move: such changes are tried at random.
    """
    unknown, pattern = hidden.copy(), abs(matrix.sign())
    while len(alone := np.flatnonzero(pattern @ unknown.astype(float) == 1)):
        unknown[np.unique(matrix[alone].indices)] = False
    places = np.flatnonzero(unknown)
    known: np.ndarray = hidden & ~unknown
    if known[:needed].any() or not len(places):
        return known
    own = matrix[:, places]
    own = own[np.flatnonzero(np.diff(own.indptr))]
    moved = np.zeros(len(places))
    for seed in (1, 2):
        start = np.random.default_rng(seed).uniform(0.5, 1.5, len(places))
        nearest = lsmr(own, own @ start, atol=ACCURACY, btol=ACCURACY, conlim=0, maxiter=4 * len(places) + 100)[0]
        moved = np.maximum(moved, np.abs(start - nearest))
    known[places] = moved < MOVES_AT_LEAST
    return known
