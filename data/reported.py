"""What there is of each indicator in a province: which levels, periods, breakdowns and plans.  Once per version."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import pandas as pd
from sqlalchemy import Connection

from data import catalogue, comparing, periods, queries, registers
from data.catalogue import Indicator
from data.memory import per_version

LAST_PERIOD = "2199"  # later than anything that is reported
SPOKEN = ("actual", "cumulative", "entries")  # measures that say how things stand; entries of a register do too
LISTED = ("register", "text", "yes_no")  # kinds that are read, not measured: no card tells them in a number


@dataclass(frozen=True)
class Reported:
    """What there is of one indicator; without any row it awaits its first data."""

    code: str
    by_communes: bool
    frequencies: frozenset[str]  # of values; plans do not count
    spans: tuple[tuple[str, str], ...]  # first and last period of values, one pair per series
    breakdowns: tuple[str, ...]  # "total" first
    bases: tuple[str, ...]  # of its plans, sorted
    has_plan: bool
    by_entries: bool  # nobody reports numbers; they are counted from a register

    @property
    def awaits_data(self) -> bool:
        return not (self.spans or self.has_plan)

    @cached_property
    def newest(self) -> str:
        """Its newest period of its finest frequency; "" when there is none."""
        return comparing.newest_period([last for _, last in self.spans], LAST_PERIOD)

    @cached_property
    def newest_month(self) -> str:
        """The newest month, or the one that its newest day or week lies in; "" when it has none."""
        ends = [last for _, last in self.spans]
        months = [last for last in ends if periods.parse(last).frequency == "month"]
        return max(months or map(comparing.month_of, ends), default="")

    @cached_property
    def span(self) -> tuple[str, ...]:
        """Every period between the first and the last of each frequency."""
        ends: dict[str, list[str]] = {}
        for pair in self.spans:
            ends.setdefault(periods.parse(pair[0]).frequency, []).extend(pair)
        return tuple(period for found in ends.values() for period in periods.range_(min(found), max(found)))


@dataclass(frozen=True)
class Offer:
    """What a page may show: what there is of each of its indicators, and of all of them together."""

    by_code: dict[str, Reported]  # in the order of the page
    ordered: tuple[Indicator, ...]  # in the order of use
    months: tuple[str, ...]  # that any of them speaks of, newest first

    def months_by(self, as_of: datetime | None) -> tuple[str, ...]:
        """The months that could have been spoken of by then; all of them without a moment."""
        return self.months if as_of is None else tuple(month for month in self.months if month <= f"{as_of:%Y-%m}")

    def __getitem__(self, code: str) -> Reported:
        return self.by_code[code]


@per_version
def offer(conn: Connection, province_code: str, codes: tuple[str, ...]) -> Offer:
    """What there is of these indicators in a province."""
    listed = registers.series_of(conn, province_code, codes)
    available = pd.concat(
        [one for one in (queries.series_of(conn, province_code, codes), listed) if not one.empty] or [listed]
    )
    rows = {str(code): own for code, own in available.groupby("indicator_code")}
    by_code = {code: _reported(code, rows.get(code, available.iloc[:0])) for code in codes}
    return Offer(by_code, _in_order_of_use(by_code), _months(by_code))


def _reported(code: str, own: pd.DataFrame) -> Reported:
    counted = own["measure"] == "entries"
    if (own["measure"].isin(SPOKEN) & ~counted).any():  # what somebody reports comes before what a list would count
        own = own[~counted]
    spoken = own[own["measure"].isin(SPOKEN)]
    plans = own[own["measure"] == "plan"]
    return Reported(
        code=code,
        by_communes=bool((own["area_level"] == "commune").any()),
        frequencies=frozenset(spoken["frequency"]),
        spans=tuple(zip(spoken["first_period"], spoken["last_period"], strict=True)),
        breakdowns=tuple(dict.fromkeys(["total", *own["breakdown"]])),
        bases=tuple(sorted(set(plans["basis"]))),
        has_plan=not plans.empty,
        by_entries=set(spoken["measure"]) == {"entries"},
    )


def _in_order_of_use(by_code: dict[str, Reported]) -> tuple[Indicator, ...]:
    """What communes report first, then what the province reports every month, then the rest, then what is listed or
    written, then what awaits data."""

    def rank(code: str) -> int:
        there = by_code[code]
        if catalogue.get(code).kind in LISTED:
            return 5 if there.awaits_data else 4
        if there.by_communes:
            return 0 if "month" in there.frequencies else 2
        return 1 if "month" in there.frequencies else 5 if there.awaits_data else 3

    return tuple(catalogue.get(code) for code in sorted(by_code, key=rank))


def _months(by_code: dict[str, Reported]) -> tuple[str, ...]:
    ends = [end for there in by_code.values() for pair in there.spans for end in pair]
    months = [month for month in map(comparing.month_of, ends) if month]
    return tuple(reversed(periods.range_(min(months), max(months)))) if months else ()
