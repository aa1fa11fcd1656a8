"""Recipes by rule, for every indicator that ``recipes.csv`` has no line for.

Columns of ``rules.csv``: ``pattern``, found in the indicator's code, of which the first of its ``kind`` counts;
``level`` in ``unit`` (converted to the indicator's where both measure the same), a year's sum of a flow; ``per``
million people or square kilometre, else for the whole province; the rest as in ``recipes.csv``.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data import catalogue, units
from data.catalogue import Indicator
from geo import areas

FILE = Path(__file__).parent / "rules.csv"
MILLIONS_OF_PEOPLE = {"tq": 1.86, "lc": 1.78, "cb": 0.57, "ht": 1.62, "kt": 0.61}
NUMERIC = ("flow", "stock", "rate", "index", "score", "yes_no", "status_count")
INTENSIVE = ("rate", "index", "score", "yes_no")
MONTH = "__month"  # behind the code of a sum since January: the series of its months


@dataclass(frozen=True)
class Rule:
    """One line of the file."""

    pattern: re.Pattern[str]
    kind: str
    level: float
    unit: str
    per: str
    growth: str
    season: str
    noise: float
    range: float
    spread: str


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_rule(line) for line in csv.DictReader(file))


def _rule(line: dict[str, str]) -> Rule:
    return Rule(
        re.compile(line["pattern"]),
        line["kind"],
        float(line["level"]),
        line["unit"],
        line["per"],
        line["growth"],
        line["season"],
        float(line["noise"] or 0),
        float(line["range"] or 0),
        line["spread"],
    )


def ruled(known: frozenset[str]) -> dict[str, dict[str, str]]:
    """Lines as in ``recipes.csv`` for all indicators with a number whose code is not ``known``, by code."""
    found: dict[str, dict[str, str]] = {}
    for about in catalogue.indicators().values():
        if about.code not in known and about.kind in NUMERIC:
            found |= {line["code"]: line for line in _lines(about)}
    return found


def _lines(about: Indicator) -> list[dict[str, str]]:
    made_of = _made_of(about)
    if made_of:
        return [_line(about.code, digits="1" if about.kind == "rate" else "0", made_of=made_of)]
    rule = next(r for r in rules() if r.kind == about.kind and r.pattern.search(about.code))
    spread = rule.spread if about.area_level == "commune" else ""
    season = rule.season or ("flat" if about.kind == "flow" else "")
    level = rule.level * _size(rule, about)
    line = {
        "level": str(level),
        "growth": rule.growth,
        "season": season,
        "noise": str(rule.noise),
        "spread": spread,
        "range": str(rule.range) if spread else "",
        "digits": str(_digits(rule, about, level, bool(spread))),
    }
    if about.kind == "flow" and about.over_time == "last":
        months = _line(about.code + MONTH, **line)
        return [months, _line(about.code, digits=line["digits"], made_of=f"ytd:{about.code}{MONTH}")]
    return [_line(about.code, **line)]


def _line(code: str, **cells: str) -> dict[str, str]:
    empty = dict.fromkeys(("level", "growth", "season", "noise", "spread", "range", "made_of", "plan"), "")
    return empty | cells | {"code": code, "by_rule": "yes"}


def _made_of(about: Indicator) -> str:
    """What follows from other indicators of the set by their names alone; "" when nothing does."""
    others = catalogue.indicators()
    base = about.code.removesuffix("_ytd")
    if base != about.code and base in others and others[base].kind == "flow":
        return f"ytd:{base}"
    if about.kind == "rate" and about.numerator in others and about.denominator in others:
        return f"ratio:{about.numerator};{about.denominator}"
    return ""


def _size(rule: Rule, about: Indicator) -> float:
    """What a rule's level is multiplied by for the province of an indicator, in the indicator's unit."""
    about_set = catalogue.sets()[about.set_code]
    size = {
        "million": MILLIONS_OF_PEOPLE[about_set.prefix],
        "km2": float(areas.communes(about_set.province_code)["area_km2"].sum()),
    }.get(rule.per, 1.0)
    is_same = about.unit and rule.unit and units.convertible(rule.unit, about.unit)
    return size * (float(units.factor(rule.unit, about.unit)) if is_same else 1.0)


def _digits(rule: Rule, about: Indicator, level: float, has_communes: bool) -> int:
    """Counts are whole; of anything else so many digits that the smallest column still says something."""
    unit = units.units().get(about.unit or rule.unit)
    if about.kind in ("status_count", "yes_no") or about.code.endswith("_rank"):
        return 0
    if about.kind not in INTENSIVE and (unit.dimension.startswith("count") if unit else level >= 50):
        return 0
    if about.kind in INTENSIVE:
        return 1 if abs(level) >= 1.5 else 2 if abs(level) >= 0.05 else 4
    smallest = level / (100 if has_communes else 1) / (12 if about.kind == "flow" else 1)
    return next((digits for digits, least in ((0, 1000), (1, 20), (2, 1)) if smallest >= least), 3)
