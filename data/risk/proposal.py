"""The level that the rules propose: of every hazard the highest that holds, and what could not be evaluated.

Rows are places at moments (a commune in an hour); all rows are judged at once, rule by rule.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.risk import rules
from data.risk.rules import ANY, NOT_CLASSIFIED, Bools, Floats, Rule

NO_RULE = -1
GRADES_BEST_FIRST = "ABCP"
Ints = NDArray[np.int16]


@dataclass(frozen=True)
class Judged:
    """One hazard in every row."""

    hazard: str
    level: Ints  # 0: no rule holds
    rule: Ints  # index into ``rules.rules()`` of the rule that the level rests on, NO_RULE at level 0
    open: Bools  # a rule of a higher level could not be evaluated


@dataclass(frozen=True)
class Proposal:
    """What is proposed for every row, in the order of the rows that were asked for."""

    hazards: Mapping[str, Judged]
    level: Ints  # the highest of all hazards

    def at_once(self) -> Ints:
        """How many hazards stand at level 1 or above together."""
        counted: Ints = np.sum([judged.level >= 1 for judged in self.hazards.values()], axis=0, dtype=np.int16)
        return counted


def propose(places: pd.DataFrame, values: Mapping[str, Floats], moments: int = 1) -> Proposal:
    """Judges every hazard of the decision that is one of communes.

    Args:
        places: one row per place: ``terrain``, ``zone`` and one column per hazard with its region, all text; "" where
            it is not known, "-" where the article classifies no such region.
        values: one array per variable of the rules, all ``moments`` of the first place, then those of the next; NaN
            where it is not known.  ``heat:days`` goes before ``days`` for rules of heat: the same word means another
            spell in each article.  With ``rain_hours`` rain of fewer hours than the limit is a lower bound: no rule of
            more rain is then false.
    """
    judged = {
        hazard: judge(hazard, places, values, moments)
        for hazard, about in rules.hazards().items()
        if about.scope == "commune"
    }
    level = (
        np.max([one.level for one in judged.values()], axis=0) if judged else np.zeros(len(places) * moments, np.int16)
    )
    return Proposal(judged, level.astype(np.int16))


def judge(hazard: str, places: pd.DataFrame, values: Mapping[str, Floats], moments: int = 1) -> Judged:
    """One hazard in every row, see ``propose``."""
    own, partial = _of_hazard(hazard), partial_rain(values)
    rows = len(places) * moments
    known = _own_values(hazard, own, values, rows)
    level = np.zeros(rows, dtype=np.int16)
    found = np.full(rows, NO_RULE, dtype=np.int16)
    undecided = np.zeros(rows, dtype=np.int16)
    axes = {name: pd.factorize(places[name]) for name in ("terrain", "zone")} | {"region": _regions(hazard, places)}
    for number, rule in own:
        may, sure = (np.repeat(where, moments) for where in _applies(rule, axes, len(places)))
        if not may.any():
            continue
        true, false = rule.condition.judge(known, partial)
        better = true & sure & (level < rule.level)
        level[better], found[better] = rule.level, number
        undecided = np.where(may & ~false & ~(true & sure), np.maximum(undecided, rule.level), undecided)
    return Judged(hazard, level, found, undecided > level)


def missing(hazard: str, place: Mapping[str, str], values: Mapping[str, float], level: int) -> list[str]:
    """The variables, and ``zone`` or ``terrain`` or ``region``, whose absence leaves rules above ``level`` open."""
    absent: dict[str, None] = {}
    asked = {"region": place.get(hazard, ANY), "terrain": place.get("terrain", ""), "zone": place.get("zone", "")}
    row = {name: np.array([value]) for name, value in values.items()}
    partial = partial_rain(row)
    for _, rule in _of_hazard(hazard):
        wanted = {"region": rule.region, "terrain": rule.terrain, "zone": rule.zone}
        if rule.level <= level or any(
            w not in (ANY, a) and a != "" for w, a in zip(wanted.values(), asked.values(), strict=True)
        ):
            continue
        known = _own_values(hazard, [(0, rule)], row, 1)
        true, false = rule.condition.judge(known, partial)
        if false[0]:
            continue
        absent |= dict.fromkeys(name for name, word in wanted.items() if word != ANY and not asked[name])
        if not true[0]:
            told_in_part = rules.SUMS if partial is not None and partial[0] else ()
            absent |= dict.fromkeys(
                name for name in rule.condition.variables if np.isnan(known[name][0]) or name in told_in_part
            )
    return list(absent)


def partial_rain(values: Mapping[str, Floats]) -> Bools | None:
    """Where some hours of the day's rain are known, but fewer than are enough; None when nobody counted them."""
    hours = values.get("rain_hours")
    return None if hours is None else np.asarray(hours < rules.limit("enough_rain_hours"))


def held(levels: NDArray[np.int16], hours: int, partial: Bools | None = None) -> NDArray[np.int16]:
    """Levels that rise at once and fall only after ``hours`` lower ones in a row; columns are hours, oldest first.

    An hour whose rain is known in ``partial`` only lowers nothing: missing data is no better weather.
    """
    if partial is not None and partial.any():
        levels = levels.copy()
        for hour in np.flatnonzero(partial[:, 1:].any(axis=0)) + 1:
            stays = np.where(partial[:, hour], levels[:, hour - 1], 0)
            levels[:, hour] = np.maximum(levels[:, hour], stays)
    padded = np.pad(levels, ((0, 0), (max(hours, 1) - 1, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, max(hours, 1), axis=1)
    highest: NDArray[np.int16] = windows.max(axis=2)
    return highest


def _of_hazard(hazard: str) -> list[tuple[int, Rule]]:
    """Its rules by index; of one level the best verified first, which is then the one that the level rests on."""
    own = [(number, rule) for number, rule in enumerate(rules.rules()) if rule.hazard == hazard]
    return sorted(own, key=lambda one: (-one[1].level, GRADES_BEST_FIRST.index(one[1].grade)))


def _own_values(
    hazard: str, own: Sequence[tuple[int, Rule]], values: Mapping[str, Floats], rows: int
) -> dict[str, Floats]:
    unknown = np.full(rows, np.nan)
    names = {name for _, rule in own for name in rule.condition.variables}
    return {name: values.get(f"{hazard}:{name}", values.get(name, unknown)) for name in names}


Axis = tuple[NDArray[np.intp], "pd.Index[str]"]


def _regions(hazard: str, places: pd.DataFrame) -> Axis:
    column = places[hazard] if hazard in places else pd.Series([NOT_CLASSIFIED] * len(places))
    codes, names = pd.factorize(column)
    return codes, pd.Index(names)


def _applies(rule: Rule, axes: Mapping[str, Axis], rows: int) -> tuple[Bools, Bools]:
    """Rows to which a rule may apply, and those of them to which it surely does: where nothing of the place is open."""
    may, sure = np.ones(rows, dtype=bool), np.ones(rows, dtype=bool)
    for name, word in (("region", rule.region), ("terrain", rule.terrain), ("zone", rule.zone)):
        if word == ANY:
            continue
        codes, names = axes[name]
        same = codes == (names.get_loc(word) if word in names else -2)
        unknown = codes == (names.get_loc("") if "" in names else -2)
        may &= same | unknown
        sure &= same
    return may, sure
