"""Series that follow from others, by the rules of ``recipes.csv``: "rule:series;series:number".

A series is an array of months by columns, whole years from January on: column 0 the province, then its communes; a
series of the province alone has one column.
"""

from collections.abc import Callable, Mapping

import numpy as np

from loaders.demo.land import Numbers

MONTHS = 12


def sources(made_of: str) -> list[str]:
    """The codes that a rule needs."""
    return made_of.split(":")[1].split(";") if made_of else []


def apply(made_of: str, own: Numbers, known: Mapping[str, Numbers], expected: Mapping[str, Numbers]) -> Numbers:
    """The series that a rule makes.

    Args:
        own: the simulated part, which only "plus" uses.
        known: the series that others are made of, by code; ``expected``: the same without chance, as plans see them.
    """
    rule, codes, *rest = made_of.split(":")
    inputs = [known[code] for code in codes.split(";")]
    factor = float(rest[0]) if rest else 1.0
    if rule == "plus":
        return own + inputs[0][:, :1] * factor
    if rule == "vs_plan":
        return percent(year_to_date(inputs[0]), year_totals(expected[codes]) * factor)
    return RULES[rule](inputs, factor)


def keeps_adding(made_of: str) -> bool:
    """Whether a rule makes, of series whose months add up, another one whose months do."""
    return made_of.partition(":")[0] in ("same", "total", "sum", "difference", "rest", "plus")


def by_year(series: Numbers) -> Numbers:
    """The same numbers as years by months by columns."""
    return series.reshape(-1, MONTHS, series.shape[1])


def year_to_date(series: Numbers) -> Numbers:
    """The sum since January, month by month."""
    return np.asarray(by_year(series).cumsum(axis=1).reshape(series.shape))


def year_totals(series: Numbers) -> Numbers:
    """Of every month the sum of its whole year."""
    return np.asarray(by_year(series).sum(axis=1).repeat(MONTHS, axis=0))


def percent(part: Numbers, whole: Numbers) -> Numbers:
    return np.asarray(100 * part / np.where(whole == 0, np.nan, whole))


def _last_year(series: Numbers) -> Numbers:
    """The value of twelve months ago; the first year looks at itself."""
    return np.concatenate([series[:MONTHS], series[:-MONTHS]])


def _level(inputs: list[Numbers]) -> Numbers:
    """The level of prices that monthly indices (100 = no change) lead to."""
    return np.asarray((inputs[0] / 100).cumprod(axis=0))


def _rank(inputs: list[Numbers], own: float) -> Numbers:
    """The place of each commune by the sum of its series, 1 the best; the province has its place among provinces."""
    score = np.asarray(sum(inputs))
    places = (-score[:, 1:]).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable") + 1.0
    return np.concatenate([np.full((len(score), 1), own), places], axis=1)


RULES: dict[str, Callable[[list[Numbers], float], Numbers]] = {
    "same": lambda inputs, factor: inputs[0] * factor,
    "total": lambda inputs, factor: inputs[0][:, :1] * factor,
    "share_of_communes": lambda inputs, _: 100 * inputs[0][:, 1:].mean(axis=1, keepdims=True),
    "sum": lambda inputs, _: np.asarray(sum(inputs)),
    "difference": lambda inputs, _: inputs[0] - inputs[1],
    "rest": lambda inputs, _: np.asarray(inputs[0] - sum(inputs[1:])),
    "rank": _rank,
    "complement": lambda inputs, _: np.asarray(100 - sum(inputs)),
    "ratio": lambda inputs, _: percent(inputs[0], inputs[1]),
    "ytd": lambda inputs, _: year_to_date(inputs[0]),
    "vs_last_year": lambda inputs, _: percent(year_to_date(inputs[0]), year_to_date(_last_year(inputs[0]))),
    "since_december": lambda inputs, _: 100 * by_year(inputs[0] / 100).cumprod(axis=1).reshape(inputs[0].shape),
    "twelve_months": lambda inputs, _: percent(_level(inputs), _last_year(_level(inputs))),
    "average_year": lambda inputs, _: percent(year_to_date(_level(inputs)), year_to_date(_last_year(_level(inputs)))),
}
