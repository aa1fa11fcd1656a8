"""The numbers of a ``World`` as reports ask for them: by indicator, period, measure and commune.

What was really published is left out everywhere, so that a simulated value never stands in its place.
"""

from collections.abc import Iterator, Sequence, Set
from functools import cached_property

import numpy as np

from data import catalogue, periods
from data.catalogue import Indicator
from loaders import layouts
from loaders.demo.recipes import recipes
from loaders.demo.tables import Line
from loaders.demo.world import FIRST_YEAR, World
from loaders.places import province_names

YEARS_BACK = 2  # years before the last twelve months for which communes report by year
Key = tuple[str, ...]


class Figures:
    """Everything a report can ask of a world; ``real`` holds the observation keys that were really published."""

    def __init__(self, world: World, real: Set[Key] = frozenset(), detailed_since: str = "") -> None:
        """``detailed_since``: the month from which communes report what has a recipe by rule only."""
        self._detailed_since = detailed_since
        self.world, self.land, self.real = world, world.land, real
        self.full_name = province_names()[self.land.province_code]
        self.name = self.full_name.removeprefix("Tỉnh ").removeprefix("Thành phố ")
        self.covers_province = not world.set.area_group
        self._columns = {code: number for number, code in enumerate(self.land.codes, start=1)}

    def column(self, area_code: str) -> int:
        """The column of a commune in the series; 0 is the province."""
        return self._columns.get(area_code, 0)

    def area(self, column: int) -> tuple[str, str]:
        """Code and name of a column."""
        if column == 0:
            return self.land.province_code, self.full_name
        return self.land.codes[column - 1], self.land.names[column - 1]

    def digits(self, code: str) -> int:
        return recipes()[code].digits

    # Which indicator stands in which report

    @cached_property
    def reported(self) -> list[Indicator]:
        return self.world.reported()

    def has_communes(self, code: str, period: str) -> bool:
        """Whether communes report this indicator in this period."""
        series = self.world.series[code]
        found = periods.parse(period)
        back = YEARS_BACK * 12 if found.frequency == "year" else 0
        is_recent = f"{found.end:%Y-%m}" >= periods.shift(self._detailed_since, -back) if self._detailed_since else True
        return series.has_communes and (is_recent or not series.recipe.by_rule)

    def with_communes(self, period: str, *, frequency: str, beside: Sequence[str] = ()) -> list[Indicator]:
        """Indicators that communes report for this period of a frequency, which none of ``beside`` covers.

        Running sums go into long tables.
        """
        return [
            i
            for i in self.reported
            if self.has_communes(i.code, period)
            and frequency in i.frequencies
            and not set(beside) & set(i.frequencies)
            and not is_running_sum(i)
        ]

    def of_province(self, period: str, *, frequency: str, beside: Sequence[str] = ()) -> list[Indicator]:
        """Indicators that only the province reports for this period, with this frequency and none of ``beside``."""
        return [
            i
            for i in self.reported
            if not self.has_communes(i.code, period)
            and frequency in i.frequencies
            and not set(beside) & set(i.frequencies)
        ]

    @cached_property
    def in_monthly_table(self) -> list[Indicator]:
        """Indicators that the province's monthly table names, or any such table can, by page and printed order."""
        own = [a for a in layouts.layouts().values() if a.province == self.land.province_code]
        named = {row.indicator for layout in own for row in layout.rows}
        monthly = [
            i
            for i in self.reported
            if "month" in i.frequencies and not self.world.series[i.code].has_communes and not is_running_sum(i)
        ]
        fitting = [
            i for i in monthly if i.code in named or (not named and not recipes()[i.code].by_rule and self._is_plain(i))
        ]
        order = {page: number for number, page in enumerate(catalogue.pages())}
        return sorted(fitting, key=lambda i: order[i.page])

    def in_long_table(self, month: str) -> list[Indicator]:
        """Indicators of a month that neither the monthly table nor the matrix can carry."""
        elsewhere = {*self.in_monthly_table, *self.with_communes(month, frequency="month")}
        return [i for i in self.reported if "month" in i.frequencies and i not in elsewhere]

    def _is_plain(self, indicator: Indicator) -> bool:
        return self.unmistakable(indicator) == indicator.name

    def unmistakable(self, indicator: Indicator) -> str:
        """The name of an indicator where no other of its set has it, else its code."""
        same = catalogue.find(indicator.set_code, indicator.name)
        return indicator.name if same == [indicator] else indicator.code

    # Numbers

    def value(
        self, code: str, period: str, measure: str = "actual", basis: str = "", *, column: int = 0
    ) -> float | None:
        """One number, rounded like the indicator; None where there is none, or a really published one."""
        area = self.area(column)[0]
        if (code, area, period, "total", measure, basis) in self.real:
            return None
        if measure == "plan":
            return self.plan(code, int(period), basis, column)
        number = self._number(code, period, measure, column)
        return None if number is None or np.isnan(number) else round(number, self.digits(code))

    def _number(self, code: str, period: str, measure: str, column: int) -> float | None:
        series = self.world.series[code]
        if measure == "actual":
            months = self._months(period)
            values = [self.world.at(code, month, column) for month in months]
            return sum(values) if series.adds_up else values[-1]
        if not series.adds_up:
            return None
        if measure == "cumulative":
            return sum(self.world.at(code, month, column) for month in periods.to_date(period))
        expected = [self._expected(code, month, column) for month in self._months(period)]
        return sum(expected)

    def _expected(self, code: str, month: str, column: int) -> float:
        return float(self.world.series[code].expected[self.world.index[month], column])

    def _months(self, period: str) -> list[str]:
        """The months that a period is made of."""
        found = periods.parse(period)
        first, last = f"{found.start:%Y-%m}", f"{found.end:%Y-%m}"
        return self.world.months[self.world.index[first] : self.world.index[last] + 1]

    def plan(self, code: str, year: int, basis: str, column: int = 0) -> float | None:
        """The plan of a year as this body set it; communes get theirs with more or less foresight."""
        factor = dict(recipes()[code].plan).get(basis)
        if factor is None or year < FIRST_YEAR:
            return None
        foresight = np.exp(0.1 * self._foresight[column - 1]) if column else 1.0
        value = self.world.year(code, year, column, expected=True) * factor * foresight
        is_share = catalogue.get(code).unit in ("%", "%{GRDP}")
        return round(float(min(value, 100.0) if is_share else value), self.digits(code))

    @cached_property
    def _foresight(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return self.land.luck("foresight")

    # Long tables

    def lines(self, indicators: Sequence[Indicator], period: str) -> Iterator[Line]:
        """A period of these indicators, one line per value; running sums as cumulative values."""
        for indicator in indicators:
            measure = _measure(indicator)
            shape = self.world.series[indicator.code].values.shape
            for column in range(shape[1] if self.has_communes(indicator.code, period) else 1):
                yield from self._line(indicator.code, period, measure, "", column)

    def summary(self, indicators: Sequence[Indicator], period: str) -> Iterator[Line]:
        """A period of these indicators as another province sees it: the whole province where somebody speaks for it."""
        for indicator in indicators:
            columns = range(1) if self.speaks_for_province(indicator.code) else range(1, 1 + len(self.land.codes))
            for column in columns:
                yield from self._line(indicator.code, period, _measure(indicator), "", column)

    def speaks_for_province(self, code: str) -> bool:
        """Whether somebody reports a total: the communes of a former province are not the whole of today's."""
        return self.covers_province or not self.world.series[code].has_communes

    def plan_lines(self, year: int) -> Iterator[Line]:
        """The plans of a year, of every body that set one, of the province and of communes that have one."""
        for indicator in self.reported:
            for basis, _ in recipes()[indicator.code].plan:
                for column in range(self.world.series[indicator.code].values.shape[1]):
                    yield from self._line(indicator.code, str(year), "plan", basis, column)

    def _line(self, code: str, period: str, measure: str, basis: str, column: int) -> Iterator[Line]:
        if column == 0 and not self.speaks_for_province(code):
            return
        if measure == "cumulative":
            value = self._running(code, period, column)
        else:
            value = self.value(code, period, measure, basis, column=column)
        if value is not None:
            area_code, area_name = self.area(column)
            yield Line(area_code, area_name, code, period, value, measure=measure, basis=basis)

    def _running(self, code: str, period: str, column: int) -> float | None:
        """A sum since January as the indicator itself states it."""
        if (code, self.area(column)[0], period, "total", "cumulative", "") in self.real:
            return None
        return self.value(code, period, column=column)


def _measure(indicator: Indicator) -> str:
    return "cumulative" if is_running_sum(indicator) else "actual"


def is_running_sum(indicator: Indicator) -> bool:
    """Whether the indicator itself is a sum since January, and so a cumulative value every month."""
    return indicator.kind == "flow" and indicator.over_time == "last"
