"""Weeks, days and hours of the recent past: the months of a ``World`` in finer grain.

A day of a flow is its part of the month, a week the sum of its days; a stock, rate or score moves a little around its
month.  Only the newest weeks are made, and only the newest days and hours of them: a wall looks at now, not at years.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from data import periods
from data.catalogue import Indicator
from loaders.demo.figures import Figures
from loaders.demo.land import Numbers, chance
from loaders.demo.tables import Line
from loaders.demo.world import largest

WEEKS, DAYS, COMMUNE_DAYS, HOURS = 9, 21, 5, 24
WEEKDAYS = (1.12, 1.1, 1.08, 1.06, 1.02, 0.86, 0.76)  # Monday first
FINE = ("week", "day", "hour")


class Moments:
    """What is reported more often than every month, up to the day before ``today``."""

    def __init__(self, figures: Figures, today: date, seed: int) -> None:
        self._figures, self._seed = figures, seed
        self._last = today - timedelta(days=1)
        self.reported = [i for i in figures.reported if set(FINE) & set(i.frequencies)]

    def area(self, column: int) -> tuple[str, str]:
        """Code and name of a column: the province, then its communes."""
        return self._figures.area(column)

    def weeks(self) -> list[date]:
        """The Sundays that the newest weeks end on, and the last day, when it ends none."""
        sunday = self._last - timedelta(days=(self._last.weekday() + 1) % 7)
        ends = [sunday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
        return ends if sunday == self._last else [*ends, self._last]

    def lines(self, end: date) -> Iterator[Line]:
        """Everything of the week up to its last day: the week itself when it is whole, its days, its hours."""
        days = [end - timedelta(days=back) for back in reversed(range(end.weekday() + 1))]
        for indicator in self.reported:
            if "week" in indicator.frequencies and end.weekday() == 6:
                yield from self._week(indicator, days)
            for day in days:
                if "day" in indicator.frequencies and (self._last - day).days < DAYS:
                    columns = None if (self._last - day).days < COMMUNE_DAYS else 1
                    yield from self._lines(indicator, day.isoformat(), self.day(indicator, day), columns)
                if "hour" in indicator.frequencies and day == self._last:
                    yield from self._hours(indicator, day)

    def _week(self, indicator: Indicator, days: Sequence[date]) -> Iterator[Line]:
        values = [self.day(indicator, day) for day in days]
        week = sum(values) if self._figures.world.series[indicator.code].adds_up else values[-1]
        yield from self._lines(indicator, periods.of("week", days[-1]), np.asarray(week))

    def _hours(self, indicator: Indicator, day: date) -> Iterator[Line]:
        whole = self.day(indicator, day)[:1]
        adds_up = self._figures.world.series[indicator.code].adds_up
        digits = self._figures.digits(indicator.code)
        shares = chance(self._seed, indicator.code, day, "hours").dirichlet(np.full(HOURS, 4.0))
        passed = np.round(whole[0] * np.cumsum(shares), digits) if adds_up else np.full(HOURS, whole[0])
        hours = np.diff(passed, prepend=0.0) if adds_up else passed
        for hour, value in enumerate(hours):
            yield from self._lines(indicator, periods.of("hour", day, hour), np.array([value]), 1)

    def day(self, indicator: Indicator, day: date) -> Numbers:
        """A day of an indicator: the province, then its communes; whole numbers stay whole and add up."""
        series = self._figures.world.series[indicator.code]
        row = min(self._figures.world.index[f"{day:%Y-%m}"], len(series.values) - 1)
        month, digits = series.values[row], self._figures.digits(indicator.code)
        luck = chance(self._seed, indicator.code, day)
        wave = 1 + 0.04 * luck.standard_normal(len(month)) if series.recipe.noise else np.ones(len(month))
        if not series.adds_up:
            top = np.inf if indicator.kind == "index" else largest(indicator)
            return np.asarray(np.minimum(np.round(month * wave, digits), top))
        values = month / 30.4 * WEEKDAYS[day.weekday()] * wave
        parts = values[1:] if len(values) > 1 else values
        drawn = luck.poisson(np.clip(parts, 0, None)).astype(float) if not digits else np.round(parts, digits)
        return np.concatenate([[np.round(drawn.sum(), digits)], drawn]) if len(values) > 1 else drawn

    def _lines(self, indicator: Indicator, period: str, values: Numbers, columns: int | None = None) -> Iterator[Line]:
        digits = self._figures.digits(indicator.code)
        for column, value in enumerate(values[:columns]):
            if np.isnan(value) or (column == 0 and len(values) > 1 and not self._figures.covers_province):
                continue
            area_code, area_name = self.area(column)
            yield Line(area_code, area_name, indicator.code, period, round(float(value), digits))
