"""What the room of administrative procedures asks and is answered: shapes only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd

from data import scoring_rules
from data.scoring_advice import Lever, Plan
from data.scoring_rules import BrokenSum, Formula

INHERITED = "CKMB"  # a component that communes mostly take over from their province


@dataclass(frozen=True)
class ScoreKey:
    """The coordinates of a published score; travels as text, see ``parse``."""

    unit_code: str
    day: date
    item: str

    def text(self) -> str:
        return f"{self.unit_code}|{self.day:%Y-%m-%d}|{self.item}"

    @classmethod
    def parse(cls, text: str) -> "ScoreKey | None":
        """The key that a text holds; None when it is not one, or names an item or a day that does not exist."""
        parts = text.split("|")
        if len(parts) != 3 or parts[2] not in scoring_rules.items():
            return None
        try:
            return cls(parts[0], date.fromisoformat(parts[1]), parts[2])
        except ValueError:  # no day
            return None


@dataclass(frozen=True)
class Unit:
    """Whose scores are shown.  ``key`` is what a link carries: "" the province, a commune's ``area_code``, else the
    portal's code."""

    key: str
    unit_code: str
    unit_kind: str
    unit_name: str
    area_code: str


@dataclass(frozen=True)
class ScoreAsk:
    """What is asked for, every part of it possible; ``strange`` lists what a link asked for in vain.

    ``as_of``: scores as they were known then, None for now.  ``until``: the day that was chosen;
    ``day``: that of the unit's newest capture up to it, or of its first one.
    """

    province_code: str
    until: date
    day: date
    unit: Unit
    item: str
    target: float | None
    strange: tuple[str, ...] = ()
    as_of: datetime | None = None


@dataclass(frozen=True)
class Dossiers:
    """Counts of forms about the unit's dossiers and their periods, by item; ``broken``: sums that do not hold.

    ``keys``: by item what the source panel is asked for, "unit|day|item".
    """

    periods: Mapping[str, str]
    counts: Mapping[str, float]
    broken: Sequence[BrokenSum]
    simulated: bool
    keys: Mapping[str, str]


@dataclass(frozen=True)
class ScoreView:
    """Everything that the page shows of one unit on one day.

    ``items``: one row per item that the capture has, in the order of the items, indexed by ``item_code``: ``numerator
    denominator score max_score lost recomputed difference place of median best to_median to_best movement before broken
    rank rank_all sheet cell delivery_id``.  ``counted`` has the items without a score, by code.  ``trend``:
    ``captured_on``, ``score`` of the chosen item.  ``communes``, of the chosen item, a row per commune of the province:
    ``area_code area_name unit_code unit_name value status delivery_id``.  ``agencies`` and ``peers`` (the departments;
    all units of the chosen unit's kind): ``unit_code unit_name key province_code value place status``.
    """

    ask: ScoreAsk
    version: str
    province_name: str
    units: Sequence[Unit]
    days: Sequence[date]
    commune_day: date | None
    agency_day: date | None  # of the capture of the departments
    items: pd.DataFrame
    counted: Mapping[str, float]
    trend: pd.DataFrame
    breaks: Sequence[date]
    communes: pd.DataFrame
    agencies: pd.DataFrame
    peers: pd.DataFrame
    unmatched: Sequence[str]
    formulas: Mapping[str, Formula]
    levers: Sequence[Lever]
    plan: Plan | None
    dossiers: Dossiers | None
    sources: Sequence[str]
    commune_sources: Sequence[str]
    simulated: bool  # any capture of the province is
    communes_simulated: bool
    boundary_note: str = ""
    provinces: Sequence[str] = field(default_factory=tuple)

    def ranks(self, item: str) -> bool:
        """Whether places in ``item`` mean anything: communes inherit their transparency from the province."""
        inherited = item == INHERITED or scoring_rules.item(item).parent == INHERITED
        return self.ask.unit.unit_kind != "commune" or not inherited

    @property
    def total(self) -> pd.Series | None:
        """The row of the total; None where the capture has no total."""
        if scoring_rules.TOTAL not in self.items.index:
            return None
        row = self.items.loc[[scoring_rules.TOTAL]].iloc[0]
        return None if pd.isna(row["score"]) else row
