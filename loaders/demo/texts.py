"""Bulletins and notes that nobody wrote: neutral sentences of ``texts.csv`` (``pattern`` of the code, ``text``)."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from data import catalogue
from data.catalogue import Indicator
from loaders.demo.figures import Figures
from loaders.demo.land import chance
from loaders.demo.tables import Line

FILE = Path(__file__).parent / "texts.csv"


@cache
def _sentences(code: str) -> tuple[str, ...]:
    """The sentences of the first pattern that fits a code."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    first = next(row["pattern"] for row in rows if re.search(row["pattern"], code))
    return tuple(row["text"] for row in rows if row["pattern"] == first)


class Texts:
    """The words of a province for indicators of kind text."""

    def __init__(self, figures: Figures, seed: int) -> None:
        self._area, self._seed = figures.area(0), seed
        self._indicators = [i for i in catalogue.of_set(figures.world.set.set_code) if i.kind == "text"]

    def lines(self, period: str, frequency: str) -> Iterator[Line]:
        """A sentence per indicator that is told with this frequency, for the whole province."""
        yield from (self._line(i, period) for i in self._indicators if frequency in i.frequencies)

    def _line(self, indicator: Indicator, period: str) -> Line:
        text = str(chance(self._seed, indicator.code, period).choice(_sentences(indicator.code)))
        return Line(*self._area, indicator.code, period, text)
