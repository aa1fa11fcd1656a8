"""The shapes of what the map explorer asks and is answered: plain data, no SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.answers import Ask
from data.catalogue import Indicator

Floats = npt.NDArray[np.float64]

SHOWN = ("plan_share", "value", "change", "per_capita", "per_km2", "rank")
LEVELS = ("commune", "province", "country")  # communes of a province, the 34 provinces, the 3,321 communes
MODES = ("single", "two", "spots", "by_period", "by_member")
CLASSES = ("2", "3", "4", "5", "6")
LIMITS = ("period", "all")  # class limits of the shown period, or of all its periods together
SWITCH = ("", "1")
PER_PEOPLE = 1000
COUNTED = ("flow", "stock", "status_count")


def counts(indicator: Indicator) -> bool:
    """Whether it counts or weighs something, so that a large area has more of it only by being large."""
    return indicator.kind in COUNTED and indicator.over_areas == "sum"


@dataclass(frozen=True)
class MapAsk:
    """One view of the explorer, completely, and the choices around it."""

    set_code: str
    ask: Ask  # at a period that the indicator has
    level: str = "commune"
    mode: str = "single"
    shown: str = "value"
    method: str = "quantile"
    classes: int = 5
    pooled: bool = False  # the same class limits in every period
    second: Indicator | None = None  # of a map of two indicators
    chosen: tuple[str, ...] = ()  # area codes that are added up
    former: bool = False  # the communes of before July 2025 are shown
    labels: bool = False  # names are written on the map
    shown_choices: Sequence[str] = SHOWN
    modes: Sequence[str] = MODES
    periods: Sequence[str] = ()  # that can be chosen, newest first
    breakdowns: Sequence[str] = ("total",)
    indicators: Sequence[Indicator] = ()  # that can be chosen, those with values in the areas of the map first
    partners: Sequence[Indicator] = ()  # that can stand beside it on a map of two
    axis: str = ""  # whose members stand beside each other in ``by_member``
    by_areas: bool = True  # somebody reports the indicator for the areas of the map
    reason: str = ""  # why the quantities per head are not offered: "no_people", or ""
    strange: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Subtotal:
    """What the chosen areas have together, by the indicator's own rule."""

    rule: str  # over_areas of the indicator
    value: float | None
    parts: int  # how many of the areas have a value …
    of: int  # … of how many
    plan_share: float | None = None  # of those with both sides, percent
    change: float | None = None  # of those with both sides; percent, or points
    shown: float | None = None  # per head or per km² of those with both, where that is on the map
    reason: str = ""  # why there is no value: "none", "no_parts" (numerator and denominator are not reported), ""
    numerator: str = ""  # codes that a rate was worked out from
    denominator: str = ""


@dataclass(frozen=True)
class Spots:
    """Which areas are alike their neighbours, or unlike, more than chance makes them."""

    kinds: Mapping[str, str]  # area_code → high_high, low_low, high_low, low_high, none, alone
    index: float | None  # Moran's I of all; None when there is nothing to compare
    p: float | None  # of ``index``, by permutations
    level: float  # the share of false discoveries that is put up with
    permutations: int
    seed: int


@dataclass(frozen=True)
class Course:
    """What a map shows at several moments, or for several members of an axis: a value per area and frame."""

    keys: Sequence[str]  # periods in order, or members
    area_codes: Sequence[str]
    values: Floats  # frames by areas, NaN where there is none


@dataclass(frozen=True)
class MapView:
    """Everything that one look at the explorer shows."""

    asked: MapAsk
    frame: pd.DataFrame  # of views.compared, and ``shown``, ``km2``, ``km2_estimated``, ``people``
    then_period: str
    today: date
    second: pd.DataFrame | None = None  # ``area_code``, ``value``, of the second indicator
    second_period: str = ""
    course: Course | None = None  # of all periods or members, where limits or small maps are made of them
    behind: pd.DataFrame | None = None  # of ``behind.behind`` with ``area_name``, where there is a pace to keep
    spots: Spots | None = None
    subtotal: Subtotal | None = None
    former: pd.DataFrame | None = None  # of ``geo.areas.former_points``, while they are shown
    area_name: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)  # former provinces and districts: key → name
    days: Sequence[date] = ()  # on which something was published, newest first
    people_source: str = ""  # indicator that the inhabitants come from
    sources: Sequence[str] = ()
    simulated: bool = False
    version: str = ""
    as_of: str = ""
    boundary_note: str = ""
