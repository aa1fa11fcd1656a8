"""Where a course may not be drawn as one line: the definition changed, or the territory that it speaks of.

Communes were formed anew on 1 July 2025.  What can be added up is carried over from the former wards; a rate or an
index of a commune is not, so that its values before and after speak of different territories.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd

from data import periods
from data.catalogue import Indicator
from data.catalogue_history import DefinitionChange, changes_of
from geo import areas

NEW_BOUNDARIES = date(2025, 7, 1)
# Fields of the catalogue that say what a value means; a corrected name or deadline breaks nothing.
MEANING = ("unit", "formula", "numerator", "denominator", "per", "kind", "over_time", "over_areas", "breakdowns")


@dataclass(frozen=True)
class Break:
    """From ``on`` values are not comparable with those before; ``change`` is None for a change of boundaries."""

    on: date
    change: DefinitionChange | None = None


def breaks_of(indicator: Indicator, area_code: str) -> tuple[Break, ...]:
    """Every break in the course of an indicator in an area, oldest first."""
    changed = of_changes(changes_of(indicator))
    moved = [Break(NEW_BOUNDARIES)] if indicator.over_areas != "sum" and has_new_territory(area_code) else []
    return tuple(sorted([*changed, *moved], key=lambda one: one.on))


def of_changes(changes: Iterable[DefinitionChange]) -> list[Break]:
    """The breaks that changes of a definition make: those of its meaning."""
    return [Break(one.date, one) for one in changes if one.field in MEANING]


@cache
def _unchanged() -> frozenset[str]:
    """Communes that are one undivided former ward."""
    pairs = areas.crosswalk()
    alone = pairs.groupby("area_code")["whole"].agg(["size", "all"])
    return frozenset(alone.index[(alone["size"] == 1) & alone["all"]])


def has_new_territory(area_code: str) -> bool:
    """Whether an area is a commune whose territory is not that of one former ward."""
    return len(area_code) == 5 and area_code.isdigit() and area_code not in _unchanged()


def split(course: pd.DataFrame, breaks: tuple[Break, ...]) -> pd.DataFrame:
    """``course`` (with ``period``) with ``segment``: how many breaks lie before the end of each period.

    A period that a break falls into belongs to what came after: part of it does.
    """
    segments = [sum(one.on <= periods.parse(period).end for one in breaks) for period in course["period"]]
    return course.assign(segment=pd.Series(segments, index=course.index, dtype="int64"))


def seen(course: pd.DataFrame, breaks: tuple[Break, ...]) -> tuple[Break, ...]:
    """The breaks that lie between values of a course that was split; a plan is no value."""
    drawn = course.loc[course["series"] != "plan", "segment"]
    return breaks[int(drawn.min()) : int(drawn.max())] if not drawn.empty else ()
