"""The shapes of answers that the analyst's pages (profile, comparison, the odd one) hand to the furniture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from data.arithmetic import Change
from data.catalogue import Indicator


@dataclass(frozen=True)
class Oddity:
    """Why one number is odd.

    ``reason``: season, peers, parts, share, ratio, sum, communes, gap.  ``cause``: unit_slip, digit_slip, caught_up,
    boundary, provisional, event_all, event_lasting, contradiction, scope, gap, unknown.
    """

    reason: str
    cause: str
    score: float  # 1 just odd, more is odder
    value: float
    expected: float
    of: int  # years or communes that it is held against
    factor: float = 0.0  # of a slip: 1000, or 0.001


@dataclass(frozen=True)
class Alike:
    """The communes most like one; ``used`` are the features that decided, with the commune's own value of each."""

    area_codes: tuple[str, ...]
    kind: str  # "xã", "phường", "đặc khu": all are of the same kind where there are enough of it; else ""
    used: tuple[tuple[str, float], ...]  # of ``similar.FEATURES``; people, people per km2, km2, percent
    unknown: tuple[str, ...]  # of ``similar.FEATURES``: reported by too few


@dataclass(frozen=True)
class Line:
    """One indicator of the commune; numbers in its unit.

    ``period`` is the newest that the commune has ("" when it never sent any), ``newest`` the newest that any commune
    has; rank, province and similar communes speak of ``newest`` and stand only where the commune has it.
    """

    indicator: Indicator
    period: str
    newest: str
    measure: str
    value: float | None
    status: str
    change: Change | None
    plan_share: float | None
    recent: tuple[float | None, ...]
    rank: int | None
    level_with: int  # communes that have the same value, itself among them; 0 without a rank
    ranked: int
    province: float | None
    province_is_sum: bool
    alike: float | None  # the median of the similar communes
    late_period: str  # the period that should be here by now; "" when nothing is late
    due_on: date | None
    published_at: datetime | None
    odd: Oddity | None


@dataclass(frozen=True)
class Former:
    """A ward of before 1 July 2025 that went into the commune, wholly or in part."""

    name: str
    district: str
    province: str
    whole: bool


@dataclass(frozen=True)
class Profile:
    """Everything that the page of a commune shows."""

    area_code: str
    area_name: str
    set_code: str
    kind: str
    area_km2: float
    lines: Sequence[Line]
    alike: Alike
    alike_names: Sequence[str]
    former: Sequence[Former]
    sources: Sequence[str]
    simulated: bool
    unheard: int  # indicators for communes of which none has reported anything
    known_to: str = ""  # the day (2026-03-10) as of which it is; "" for now


@dataclass(frozen=True)
class Odd:
    """One odd value, or (``reason`` gap) one commune's missing reports of a period: ``oddity.of`` indicators of it."""

    indicator: Indicator
    area_code: str
    area_name: str
    period: str
    measure: str
    oddity: Oddity
    other: str = ""  # what it contradicts, see ``contradictions``


@dataclass(frozen=True)
class Search:
    """What was looked at, and what was found: the oddest first."""

    found: Sequence[Odd]
    looked_at: int  # values in the window
    indicators: int
    periods: tuple[str, ...]  # of the window, newest first, of the finest frequency
    version: str


@dataclass(frozen=True)
class Side:
    """What one axis of a comparison shows."""

    indicator: Indicator
    period: str  # "" when no commune speaks of it
    measure: str
    then: str = ""  # the earlier period, where the change since then is shown


@dataclass(frozen=True)
class Fit:
    """A straight line: ``y = intercept + slope · x``."""

    slope: float
    intercept: float


@dataclass(frozen=True)
class Pairing:
    """Two sides over the communes that have both."""

    x: Side
    y: Side
    communes: pd.DataFrame  # ``area_code``, ``area_name``, ``x``, ``y``, ``off`` (above the line), ``is_labelled``
    of: int  # communes of the province
    fit: Fit | None
    r: float | None
    rho: float | None  # the same of the ranks
    warnings: Sequence[str]  # too_few, few, constant, pulled, periods_differ
    tiny: Sequence[tuple[str, tuple[str, ...]]]  # indicator code, communes whose rate has a tiny denominator
    unknown_denominators: Sequence[str]  # codes of rates whose denominator nobody reports
    sources: Sequence[str]
    simulated: bool


@dataclass(frozen=True)
class ProvinceFigure:
    """What one province says of a concept, in words of its own set."""

    indicator: Indicator
    province_code: str
    province_name: str  # "Tỉnh Quảng Ngãi (Kon Tum)" where the set is that of a former province
    period: str  # "" when nothing came
    measure: str
    value: float | None
    unit: str
    status: str
    sources: Sequence[str]
    summed: int | None  # communes that were added up; None when reported as such
    median_of: int = 0  # communes whose middle stands in for a province that reports none


@dataclass(frozen=True)
class Move:
    """An indicator of a whole province at its newest period and a year before; ``told`` is the change in percent, or in
    points of a rate, None where one of both is not known."""

    indicator: Indicator
    period: str
    then: str
    measure: str
    value: float
    before: float
    told: float | None


@dataclass(frozen=True)
class ProvinceMoves:
    """Both indicators in one province; None where its set has no such concept, or nobody has told a number."""

    province_code: str
    province_name: str
    x: Move | None
    y: Move | None
