"""The shapes of answers that pages hand to the furniture: plain data, no SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import pandas as pd

from data import catalogue, periods
from data.arithmetic import Change
from data.breaks import Break
from data.catalogue import Indicator
from data.catalogue_registers import Register
from data.checked import Checked

COMPARISONS = ("same_last_year", "previous", "december")
SHOWN = ("plan_share", "value", "change")
METHODS = ("quantile", "equal", "natural", "head_tail", "deviation", "box", "fixed")  # how classes are made


@dataclass(frozen=True)
class Ask:
    """One view, completely: what a link carries after it was understood."""

    indicator: Indicator
    province_code: str
    period: str
    comparison: str = "same_last_year"  # one of COMPARISONS, or the id of a period
    breakdown: str = "total"
    basis: str = ""
    group: str = ""  # "former_district:…", "former_province:…": these communes alone; empty: the whole province
    area_code: str = ""  # the commune that is looked into; empty: all of the group or province
    as_of: datetime | None = None  # as known then; None: as known now

    @property
    def measure(self) -> str:
        """The measure that speaks: flows are read as the sum since January, unless months are compared.

        What is told by the day or week is read so.
        """
        adds_up = self.indicator.kind == "flow" and self.comparison != "previous"
        by_month = periods.rank(periods.parse(self.period).frequency) >= periods.rank("month")
        return "cumulative" if adds_up and by_month else "actual"


@dataclass(frozen=True)
class Understood:
    """A view and the choices around it."""

    set_code: str
    ask: Ask
    shown: str
    method: str
    scope: Sequence[Indicator]
    cards: Sequence[Indicator]
    annex_group: str  # key of the heading that the page is narrowed to; "" for all of it
    annex_groups: Mapping[str, str]  # key → heading of what it can be narrowed to
    strange: Sequence[tuple[str, str]]  # what was not understood: the key of the link, and what it said, shortened


@dataclass(frozen=True)
class Headline:
    """One indicator in one area, ready to be told on a card; numbers in the indicator's unit, shares in percent."""

    indicator: Indicator
    area_code: str  # of a province, the key of a group, or the reader's own commune
    period: str  # the period spoken of; "" when there is no value at all
    measure: str
    value: float | None
    status: str
    change: Change | None
    plan: float | None
    plan_basis: str
    plan_share: float | None
    elapsed: float | None  # share of the year gone at the end of the period, percent
    recent: tuple[float, ...]  # up to 24 periods, oldest first
    published_at: datetime | None
    late_period: str  # the period that should be here by now; "" when nothing is late
    due_on: date | None  # when it was due
    summed: tuple[int, int] | None  # a sum over communes: how many of how many reported; None when reported as such


NOTE_COLUMNS = ("area_code", "area_name", "period", "breakdown", "text", "status", "published_at", "delivery_id")
STATE_COLUMNS = ("state", "value")
_NO_NOTES = pd.DataFrame(columns=list(NOTE_COLUMNS))
_NO_STATES = pd.DataFrame({"state": pd.Series(dtype="str"), "value": pd.Series(dtype="float64")})


@dataclass(frozen=True)
class Listing:
    """What is listed; each frame is empty where the kind has none.

    ``entries`` has the columns of ``registers.entries``, ``states`` those of STATE_COLUMNS with the worst state first,
    ``notes`` those of NOTE_COLUMNS with the newest first.
    """

    register: Register | None = None
    entries: pd.DataFrame = field(default_factory=pd.DataFrame)
    states: pd.DataFrame = field(default_factory=lambda: _NO_STATES)
    state_axis: str = ""
    counted: bool = False  # the numbers were counted from the register: nobody reported them
    notes: pd.DataFrame = field(default_factory=lambda: _NO_NOTES)


@dataclass(frozen=True)
class GroupView:
    """Everything that one filter change of a group page needs."""

    prefix: str  # of the page's ids
    ask: Ask  # as it could be answered: at a period that the indicator has
    then_period: str  # the other side of the comparison
    page_period: str  # the month that the page stands at
    today: date
    headlines: Sequence[Headline]
    communes: pd.DataFrame  # of views.communes
    reported_by_communes: bool  # false: the indicator is never painted on communes
    nearest: Indicator | None  # what communes do report, when they do not report this
    trend: pd.DataFrame  # of views.trend, and ``segment``: a line may only join values of one segment
    breakdown: pd.DataFrame  # of views.breakdown; empty without an axis
    axis: str
    periods: Sequence[str]  # that can be chosen, newest first
    breakdowns: Sequence[str]  # that the indicator has, "total" first
    days: Sequence[date]  # on which something was published, newest first
    listed: Sequence[tuple[Indicator, str]]  # every indicator of the page and its newest period, "" when none
    area_name: str  # of the place that the trend is of
    place_name: str  # of the group or province that the page stands at
    province_name: str
    axis_area_name: str  # of the place that the breakdown is of
    sources: Sequence[str]  # who published what is on the map and in the trend
    simulated: bool  # anything in view is
    version: str
    as_of: str  # "03/11/2026 16:40": when the warehouse was published
    boundary_note: str  # whose boundaries the map shows
    strange: Sequence[tuple[str, str]] = ()  # of ``Understood``
    breaks: Sequence[Break] = ()  # after which the values of the place are not comparable with those before
    breaks_seen: Sequence[Break] = ()  # those that lie within the trend
    listing: Listing = field(default_factory=Listing)  # what stands for an indicator that is other than a number


@dataclass(frozen=True)
class NumberKey:
    """The coordinates of a number that a reader clicked on; travels as text, see ``parse``."""

    code: str
    area_code: str
    period: str
    measure: str
    breakdown: str = "total"
    basis: str = ""

    def text(self) -> str:
        return "|".join((self.code, self.area_code, self.period, self.measure, self.breakdown, self.basis))

    def at(self, period: str) -> "NumberKey":
        """The same number in another period."""
        return replace(self, period=period)

    @classmethod
    def parse(cls, text: str) -> "NumberKey | None":
        """The key that a text holds; None when it is not one, or names an indicator or period that does not exist."""
        parts = text.split("|")
        if len(parts) != 6 or parts[0] not in catalogue.indicators():
            return None
        key = cls(*parts)
        return key if periods.is_period(key.period) else None


@dataclass(frozen=True)
class Part:
    """One of the numbers that a sum was made of."""

    name: str  # label of its month, or name of its commune
    value: float
    key: NumberKey  # leads on to its own source


@dataclass(frozen=True)
class Trace:
    """The answer: ``revisions`` of the number itself, or the ``parts`` that were added up because none was reported.

    ``competing``: estimates that stayed behind a final value that was known before; columns of ``revisions``.
    ``checks``: what was found when the number was loaded, None where its delivery is not at hand.
    """

    key: NumberKey
    indicator: Indicator
    area_name: str
    value: float | None
    status: str
    revisions: pd.DataFrame  # of queries.revisions; of the newest part when the number is a sum
    parts: Sequence[Part]
    parts_are: str  # "months", "communes" or ""
    competing: pd.DataFrame = field(default_factory=pd.DataFrame)
    checks: Checked | None = None


@dataclass(frozen=True)
class CellTrace:
    """What a cell tells that is no observation: a figure of a bulletin, or what a station measured in an hour."""

    place: str  # the area as printed, or the station
    what: str  # item of a bulletin, or quantity of a station
    unit: str
    at: datetime  # when the bulletin was issued, or the hour
    has_hour: bool  # False: the bulletin names its day alone
    body: str  # that issued the bulletin; "" of a station
    revisions: pd.DataFrame  # every word on it, oldest first: columns of queries.revisions and ``remarks`` (texts)
    shown: int  # which of them is asked for: one that is not the last was replaced
    checks: Checked | None = None


@dataclass(frozen=True)
class EntryTrace:
    """Every word on an entry of a list, oldest first, and row by row what brought it.

    ``sent``: ``sheet``, ``cell``, ``published_at``, ``delivery_id``, ``file_name``, ``file_hash``, ``layout``,
    ``layout_version``, ``agency``, ``source``, ``received_at`` and ``remarks`` (texts).
    """

    words: pd.DataFrame  # of data.registers.entries
    sent: pd.DataFrame
    checks: Checked | None = None
