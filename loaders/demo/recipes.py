"""How big each simulated indicator is and how it moves, read from ``recipes.csv``.

Columns of the file: ``code`` of the indicator (or of a series that only others are made of); ``level``, in the
indicator's unit: of a flow the sum over the base year, of anything else its value at the end of the base year, for the
whole province; ``growth`` a year, "9%" relative or "+0.4" absolute; ``season``, a name of SEASONS, makes it a flow;
``noise`` of one month, relative for "%" growth, else absolute; ``digits`` after the point; ``spread`` over the
communes, a name of ``land.Land``; ``range``, the spread of a rate between communes; ``made_of``, a rule of ``derived``;
``plan``, the plan as a multiple of what was to be expected, by who set it.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loaders.demo.rules import ruled

FILE = Path(__file__).parent / "recipes.csv"
BASE_YEAR = 2025
# Weight of each month, January to December; they need not add up to anything.
SEASONS = {
    "flat": (8, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 9),
    "quarters": (8, 7, 8, 8, 8, 9, 8, 8, 8, 8, 9, 11),
    "revenue": (11, 6, 8, 8, 8, 8, 8, 7, 8, 8, 9, 11),
    "spending": (7, 6, 8, 8, 8, 9, 8, 8, 8, 8, 9, 13),
    "investment": (3, 4, 6, 7, 8, 9, 8, 8, 9, 10, 12, 16),
    "retail": (10, 8, 8, 8, 8, 8, 8, 8, 8, 8, 9, 10),
    "trade": (8, 6, 8, 8, 9, 9, 9, 9, 8, 9, 9, 9),
    "tourism": (7, 11, 9, 8, 8, 8, 8, 7, 8, 10, 10, 7),
    "beach": (4, 8, 7, 9, 12, 16, 15, 10, 6, 5, 4, 4),
    "harvest": (1, 0, 1, 2, 16, 30, 6, 5, 12, 20, 6, 1),
    "planting": (6, 14, 20, 15, 8, 5, 7, 10, 7, 4, 2, 2),
    "rain": (4, 4, 4, 5, 7, 11, 14, 15, 13, 10, 8, 5),
    "dry": (14, 18, 20, 14, 7, 3, 2, 2, 2, 3, 6, 9),
    "summer": (6, 6, 7, 8, 10, 11, 11, 10, 9, 8, 7, 7),
    "building": (7, 4, 8, 9, 9, 9, 8, 8, 8, 9, 10, 11),
    "business": (8, 5, 9, 9, 9, 9, 9, 9, 8, 9, 8, 8),
    "storms": (0, 0, 1, 3, 6, 12, 18, 22, 24, 10, 3, 1),
    "recruits": (0, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "lumpy": (3, 6, 12, 5, 8, 14, 4, 7, 15, 5, 9, 12),
}


@dataclass(frozen=True)
class Recipe:
    """One line of the file; ``growth`` as a fraction when ``is_relative``, else in the unit."""

    code: str
    level: float
    growth: float
    is_relative: bool
    season: str
    noise: float
    digits: int
    spread: str
    range: float
    made_of: str
    plan: tuple[tuple[str, float], ...]
    by_rule: bool = False  # not a line of the file, but of ``rules``

    @property
    def is_flow(self) -> bool:
        return bool(self.season)


@cache
def recipes() -> dict[str, Recipe]:
    """All recipes by code, in the order of the file, then those by rule."""
    with FILE.open(encoding="utf-8", newline="") as file:
        lines = {line["code"]: line for line in csv.DictReader(file)}
    return {code: _recipe(line) for code, line in (lines | ruled(frozenset(lines))).items()}


def of_prefix(prefix: str) -> dict[str, Recipe]:
    """The recipes of one set, by the prefix of its codes: "tq"."""
    return {code: recipe for code, recipe in recipes().items() if code.startswith(f"{prefix}_")}


def _recipe(line: dict[str, str]) -> Recipe:
    growth = line["growth"]
    plans = (part.split("=") for part in line["plan"].split(";") if part)
    return Recipe(
        code=line["code"],
        level=float(line["level"] or 0),
        growth=float(growth.rstrip("%") or 0) / (100 if growth.endswith("%") else 1),
        is_relative=growth.endswith("%"),
        season=line["season"],
        noise=float(line["noise"] or 0),
        digits=int(line["digits"]),
        spread=line["spread"],
        range=float(line["range"] or 0),
        made_of=line["made_of"],
        plan=tuple((basis, float(factor)) for basis, factor in plans),
        by_rule=bool(line.get("by_rule")),
    )
