"""Every indicator of a set, month by month: seasonal, growing, spread over the communes, and consistent.

The province is the sum of its communes where they add up, and their mean weighted by people where they do not; what is
made of other series follows their rounded values, so that sums in a report hold to the last digit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from data import catalogue
from data.catalogue import Indicator
from loaders.demo import derived
from loaders.demo.land import Land, Numbers, chance
from loaders.demo.recipes import BASE_YEAR, SEASONS, Recipe, of_prefix

FIRST_YEAR = 2020  # one year before the first report, for comparisons with the year before
PERCENT_UNITS = ("%", "%{GRDP}")
Anchors = Mapping[str, Mapping[str, float]]  # code to month to the sum since January that was really published


@dataclass(frozen=True)
class Series:
    """One indicator: ``values`` and ``expected`` are months by columns (0 the province, then the communes).

    ``adds_up``: months make a year by adding; those of sums "since January", stocks and rates do not.
    """

    recipe: Recipe
    values: Numbers
    expected: Numbers
    adds_up: bool

    @property
    def has_communes(self) -> bool:
        return bool(self.values.shape[1] > 1)


class World:
    """All series of one set up to the end of a year, by code."""

    def __init__(self, set_code: str, last_year: int, seed: int = 1, anchors: Anchors | None = None) -> None:
        self.set = catalogue.sets()[set_code]
        self.land = Land(set_code, seed)
        self.months = [f"{y}-{m:02d}" for y in range(FIRST_YEAR, last_year + 1) for m in range(1, 13)]
        self._seed, self._anchors = seed, anchors or {}
        self.series: dict[str, Series] = {}
        self._recipes = of_prefix(self.set.prefix)
        for code in self._recipes:
            self._make(code)

    @cached_property
    def index(self) -> dict[str, int]:
        """Row of each month."""
        return {month: row for row, month in enumerate(self.months)}

    def reported(self) -> list[Indicator]:
        """The indicators of the set that have a series, in printed order; helper series are no indicators."""
        return [indicator for indicator in catalogue.of_set(self.set.set_code) if indicator.code in self.series]

    def at(self, code: str, month: str, column: int = 0) -> float:
        return float(self.series[code].values[self.index[month], column])

    def year(self, code: str, year: int, column: int = 0, *, expected: bool = False) -> float:
        """A year's sum of a flow, or its value at the end; rounded like the indicator."""
        series = self.series[code]
        rows = slice((year - FIRST_YEAR) * 12, (year - FIRST_YEAR + 1) * 12)
        values = (series.expected if expected else series.values)[rows, column]
        return round(float(values.sum() if series.adds_up else values[-1]), series.recipe.digits)

    def _make(self, code: str) -> Series:
        """The series of a code, those that it is made of first."""
        if code not in self.series:
            recipe = self._recipes[code]
            inputs = {source: self._make(source) for source in derived.sources(recipe.made_of)}
            self.series[code] = self._settled(self._simulated(recipe, inputs))
        return self.series[code]

    def _simulated(self, recipe: Recipe, inputs: dict[str, Series]) -> Series:
        own = Series(recipe, self._moved(recipe, noisy=True), self._moved(recipe, noisy=False), recipe.is_flow)
        if not recipe.made_of:
            return own
        values = {code: series.values for code, series in inputs.items()}
        expected = {code: series.expected for code, series in inputs.items()}
        return Series(
            recipe,
            derived.apply(recipe.made_of, own.values, values, expected),
            derived.apply(recipe.made_of, own.expected, expected, expected),
            derived.keeps_adding(recipe.made_of) and all(series.adds_up for series in inputs.values()),
        )

    def _moved(self, recipe: Recipe, *, noisy: bool) -> Numbers:
        """The series of a recipe, column by column; without noise it is what a plan would expect."""
        columns = self._columns(recipe)
        luck = chance(self._seed, recipe.code)
        wander = 0.02 if recipe.spread else 0.2 * abs(recipe.growth)  # of the growth of one column
        wander = 0.0 if recipe.by_rule and not recipe.noise else wander
        drift = wander * luck.standard_normal(columns.shape) * noisy
        shock = recipe.noise * luck.standard_normal((len(self.months), len(columns))) * noisy
        month = np.arange(len(self.months))[:, None]
        year = month // 12 + FIRST_YEAR - BASE_YEAR
        if not recipe.is_relative:
            return columns + recipe.growth * (year + month % 12 / 12 - 11 / 12) + shock
        age = year if recipe.is_flow else year + (month % 12 - 11) / 12
        grown = columns * (1 + recipe.growth + drift) ** age * np.exp(shock - recipe.noise**2 / 2 * noisy)
        return np.asarray(grown * self._season(recipe) if recipe.is_flow else grown)

    def _columns(self, recipe: Recipe) -> Numbers:
        """The level of the base year in each column: the communes, or the province alone."""
        if not recipe.spread:
            return np.array([recipe.level])
        if recipe.range or not recipe.is_relative:
            return np.asarray(recipe.level + recipe.range * self.land.scores(recipe.spread))
        return np.asarray(recipe.level * self.land.shares(recipe.spread))

    def _season(self, recipe: Recipe) -> Numbers:
        weights = np.array(SEASONS[recipe.season], dtype=float)
        return np.tile(weights / weights.sum(), len(self.months) // 12)[:, None]

    def _settled(self, series: Series) -> Series:
        """Within its limits, rounded, scaled to what was published, and with the province in column 0."""
        recipe = series.recipe
        values, expected = self._within(recipe, series.values), self._within(recipe, series.expected)
        values = self._anchored(recipe, values)
        if recipe.by_rule and not recipe.digits and not recipe.made_of:
            values = self._whole(recipe, values)
        values, expected = np.round(values, recipe.digits), np.round(expected, recipe.digits)
        if recipe.spread:
            values, expected = self._with_province(recipe, values), self._with_province(recipe, expected)
        elif recipe.made_of.startswith("same:") and values.shape[1] > 1 and _adds_up(recipe):
            values[:, 0], expected[:, 0] = values[:, 1:].sum(axis=1), expected[:, 1:].sum(axis=1)
        return replace(series, values=values, expected=expected)

    def _within(self, recipe: Recipe, values: Numbers) -> Numbers:
        about = catalogue.indicators().get(recipe.code)
        if about is None:
            return values
        if about.kind == "yes_no":
            return np.asarray(values >= 0.5, dtype=float)
        if recipe.by_rule:
            return values if about.kind in ("index", "flow") or recipe.level < 0 else np.clip(values, 0, largest(about))
        is_share = about.unit in PERCENT_UNITS and recipe.spread and recipe.range
        return np.clip(values, 1.0, 99.8) if is_share else values

    def _whole(self, recipe: Recipe, values: Numbers) -> Numbers:
        """Whole numbers that add up to what was meant even where each is small: events by chance, things by place."""
        luck = chance(self._seed, "whole", recipe.code)
        if recipe.is_flow and recipe.level >= 0:
            return np.asarray(luck.poisson(np.clip(values, 0, None)) if values.mean() < 50 else values, dtype=float)
        return np.asarray(np.floor(values + luck.random(values.shape[1])), dtype=float)

    def _with_province(self, recipe: Recipe, values: Numbers) -> Numbers:
        if recipe.is_relative and not recipe.range:
            whole = values.sum(axis=1, keepdims=True)
        else:
            whole = values @ self.land.weights(recipe.spread)[:, None]
        return np.concatenate([np.round(whole, recipe.digits), values], axis=1)

    def _anchored(self, recipe: Recipe, values: Numbers) -> Numbers:
        """The months of a year scaled so that their sums since January meet the published ones."""
        values = values.copy()
        for month, total in sorted(self._anchors.get(recipe.code, {}).items()):
            last = self.index.get(month, -1)
            january = last - last % 12
            met = [self.index[m] + 1 for m in self._anchors[recipe.code] if m < month and m[:4] == month[:4]]
            first = max([january, *met])
            if last < 0 or first > last:
                continue
            before, between = values[january:first].sum(), values[first : last + 1].sum()
            if between and total > before:
                values[first : last + 1] *= (total - before) / between
        return values


def _adds_up(recipe: Recipe) -> bool:
    """Whether the communes of an indicator add up to its province."""
    about = catalogue.indicators().get(recipe.code)
    return about is not None and about.over_areas == "sum"


def largest(about: Indicator) -> float:
    """The largest value that a share can have; no limit for anything else."""
    is_share = about.unit in PERCENT_UNITS or about.name.startswith(("Tỷ lệ", "Mức độ hài lòng"))
    is_of_itself = not any(word in about.name for word in ("so với", "trên lớp", "trên giường"))
    return 100.0 if about.kind == "rate" and is_share and is_of_itself else np.inf
