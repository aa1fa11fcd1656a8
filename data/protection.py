"""Which numbers to hide with a small one, so that no sum gives it away: few of them, and few series.

A hidden number is safe when the hidden ones can all be moved together without any sum changing.  In one series such a
move shifts what was counted by some days: every span that ends inside them and begins outside changes, and nothing
else.  Over areas and along an axis it is one more for the one and one less for the other, or one more for the whole.
Both together are a pattern: the same spans, in two areas and in two members of each axis that is reported.
"""

from collections.abc import Collection, Iterable, Iterator

import numpy as np
import numpy.typing as npt

from data.robust import Floats
from data.sums import Cells, children, labels, members, span, with_member

ZERO = 3.0  # cells of growing amount cost 1 to 2; one that counts nobody protects least
REACH = 2  # days beside those of a span that a shift may comprise, each way

Numbers = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


class Board:
    """The cells of an indicator: a row per series (area and breakdown), a column per span of days; -1 where none is.

    ``cost`` says what hiding a cell takes from readers: nothing where it is hidden already.
    """

    def __init__(self, numbers: Cells, values: Floats, *, adds_over_time: bool) -> None:
        spans = [span(cell, adds=adds_over_time) for cell in numbers.numbers]
        columns = {one: place for place, one in enumerate(sorted({*_keyed(numbers, spans)}))}
        series = [(cell.area_code, cell.breakdown) for cell in numbers.numbers]
        self.rows = {one: place for place, one in enumerate(dict.fromkeys(series))}
        self.series = list(self.rows)
        self.row = np.array([self.rows[one] for one in series], dtype=np.intp)
        self.column = np.array([columns[one] for one in _keyed(numbers, spans)], dtype=np.intp)
        self.cells = np.full((len(self.rows), len(columns)), -1, dtype=np.intp)
        self.cells[self.row, self.column] = np.arange(len(series))
        self.starts, self.ends = (np.array([one[side] for one in columns]) for side in (0, 1))
        self.days = np.unique([self.starts, self.ends])
        self.cost = np.zeros(self.cells.shape)
        self.cost[self.row[: len(values)], self.column[: len(values)]] = _costs(values)
        self.parents = numbers.parents
        self.children = children(numbers.numbers, self.parents)
        self.axes = members(breakdown for _, breakdown in self.rows)

    def hide(self, cells: Iterable[int]) -> None:
        """These are hidden: using them costs nothing any more."""
        chosen = np.fromiter(cells, dtype=np.intp)
        self.cost[self.row[chosen], self.column[chosen]] = 0.0

    def cost_of(self, count: int) -> Floats:
        """What hiding each of the first ``count`` cells takes."""
        return np.asarray(self.cost[self.row[:count], self.column[:count]])

    def pattern(self, cell: int) -> set[int]:
        """The cheapest cells that, hidden together, leave ``cell`` open; itself among them.  Empty: none was found."""
        found = [one for shift in self._shifts(cell) if (one := self._at(cell, shift)) is not None]
        return min(found, key=lambda one: one[0])[1] if found else set()

    def _shifts(self, cell: int) -> Iterator[Flags]:
        """Columns that a shift of some days changes, this cell's own among them."""
        start, end = self.starts[self.column[cell]], self.ends[self.column[cell]]
        first, last = np.searchsorted(self.days, (start, end))
        windows = {(last, len(self.days) - 1)}
        windows |= {(last, min(last + more, len(self.days) - 1)) for more in range(REACH)}
        windows |= {(max(first - more, 0), first) for more in range(REACH)}
        for low, high in sorted(windows):
            lowest, highest = self.days[low], self.days[high]
            inside = [(lowest <= days) & (days <= highest) for days in (self.starts, self.ends)]
            changed: Flags = inside[0] ^ inside[1]
            if changed[self.column[cell]]:
                yield changed

    def _at(self, cell: int, shift: Flags) -> tuple[float, set[int]] | None:
        """What the cheapest pattern of one shift costs, and its cells."""
        area, breakdown = self.series[self.row[cell]]
        costs = np.append(self.cost[:, shift].sum(axis=1), 0.0)  # the last: of no row
        there = self.cells[:, shift] >= 0
        breakdowns = self._members(area, breakdown, costs, there)
        partner = self._area(area, breakdowns, costs, there)
        if breakdowns is None or partner is None:
            return None
        rows = [row for one in partner for label in breakdowns if (row := self._row(one, label)) >= 0]
        chosen = self.cells[rows][:, shift]
        return float(costs[rows].sum()), set(chosen[chosen >= 0].tolist())

    def _members(self, area: str, breakdown: str, costs: Floats, there: Flags) -> list[str] | None:
        """The breakdown itself and, for each axis along which the area is reported, those that balance it."""
        chosen = [breakdown]
        own = there[self._row(area, breakdown)]
        for axis, named in self.axes.items():
            mine = labels(breakdown).get(axis, "")
            others = [one for one in ("", *named) if one != mine]
            known = [one for one in others if self._row(area, with_member(breakdown, axis, one)) >= 0]
            if not known and not mine:
                continue  # nobody divides it by this axis
            able = {
                one: sum(costs[self._row(area, with_member(label, axis, one))] for label in chosen)
                for one in known
                if not one or (there[self._row(area, with_member(breakdown, axis, one))] == own).all()
            }
            if not able:
                return None
            best = min(able, key=lambda one: able[one])
            chosen += [with_member(label, axis, best) for label in chosen]
        return chosen

    def _area(
        self, area: str, breakdowns: Collection[str] | None, costs: Floats, there: Flags
    ) -> tuple[str, ...] | None:
        """The area itself, and the one that balances it where it is a part or a whole; None: nobody could."""
        parent, parts = self.parents.get(area), self.children.get(area, [])
        if breakdowns is None:
            return None
        if not parent and not parts:
            return (area,)
        others = [one for one in (self.children[parent] if parent else parts) if one != area]
        rows = np.array([[self._row(one, label) for label in breakdowns] for one in others], dtype=np.intp)
        rows = rows.reshape(len(others), len(breakdowns))
        present = np.vstack([there, np.zeros_like(there[:1])])
        wanted = [present[self._row(area, label)] if parent else present[own].any(axis=0)
                  for label, own in zip(breakdowns, rows.T, strict=True)]  # fmt: skip
        able = np.ones(len(others), dtype=bool)
        for own, want in zip(rows.T, wanted, strict=True):
            able &= (present[own] == want).all(axis=1)
        price = np.where(able, costs[rows].sum(axis=1), np.inf)
        above = sum(costs[self._row(parent, label)] for label in breakdowns) if parent else np.inf
        if not len(others) or above < price.min():
            return (area, parent) if parent else None
        return (area, others[int(price.argmin())]) if np.isfinite(price.min()) else None

    def _row(self, area: str | None, breakdown: str) -> int:
        return self.rows.get((area or "", breakdown), -1)


def _keyed(numbers: Cells, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int, str, str]]:
    """A span with what tells it from another of the same days: an estimate, a month that is a sum of one."""
    return [(*span, cell.period, cell.measure) for span, cell in zip(spans, numbers.numbers, strict=True)]


def _costs(values: Floats) -> Floats:
    known = np.nan_to_num(values) > 0
    costs = np.full(len(values), ZERO)
    order = np.argsort(values[known], kind="stable")
    growing = np.empty(len(order))
    growing[order] = 1 + np.arange(len(order)) / max(len(order), 1)
    costs[known] = growing
    return costs
