"""How right, complete, clean, alive, consistent and shared the data of a set are, each as a share with its definition.

What was due is worked out from the catalogue (the finest frequency of each indicator, its deadline, working days), what
came is counted in ``data.receipts``.  A cell is one indicator in one area for one period.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import product

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data import catalogue, deliveries, periods, receipts, remembered, two_sources, units
from data.catalogue import Indicator
from data.memory import per_version

YEAR = timedelta(days=365)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Quality:
    """One of the six that the decisions demand: ``good`` of ``of`` things are so."""

    key: str  # right, complete, clean, alive, consistent, shared
    good: float
    of: float

    @property
    def share(self) -> float | None:
        """Percent; None when there was nothing to judge."""
        return self.good / self.of * 100 if self.of else None


@dataclass(frozen=True)
class Report:
    """Everything that the page of data quality shows for a set."""

    set_code: str
    cells: pd.DataFrame  # of ``cells``
    qualities: Sequence[Quality]
    agencies: pd.DataFrame  # of ``by_agency``
    months: pd.DataFrame  # of ``by_month``
    coming: pd.DataFrame  # of ``coming``
    communes: pd.DataFrame  # of ``by_commune``
    compared: pd.DataFrame  # of ``reconciled``
    apart: pd.DataFrame  # of ``two_sources.apart``


def expected(indicators: Sequence[Indicator], first: date, last: date) -> pd.DataFrame:
    """Every report that was due between two days, by indicator: one row per indicator and period.

    Columns: ``indicator_code``, ``agency`` ("" where none is named), ``period``, ``frequency``, ``due_on`` (date),
    ``area_level``, ``by_default`` (bool: nobody has set a deadline).
    """
    rows = [
        (one.code, one.provider or one.lead_agency, period, frequency, due, one.area_level, not one.deadline_days)
        for one in indicators
        for frequency in [receipts.finest(one)]
        for period, due in _due_between(frequency, receipts.deadline_of(one), first, last)
    ]
    columns = ["indicator_code", "agency", "period", "frequency", "due_on", "area_level", "by_default"]
    return pd.DataFrame(rows, columns=columns)


@lru_cache(maxsize=256)
def _due_between(frequency: str, deadline: int | None, first: date, last: date) -> tuple[tuple[str, date], ...]:
    """The periods of a frequency that were due between two days, with the day; oldest first."""
    found = []
    period = periods.of(frequency, last)
    while periods.parse(period).end > first - YEAR:
        due = periods.due_on(period, deadline)
        if due < first:
            break
        if due <= last:
            found.append((period, due))
        period = periods.previous(period)
    return tuple(reversed(found))


@per_version
def report(conn: Connection, set_code: str, today: date) -> Report:
    """The quality of a set over the year up to today."""
    province = catalogue.sets()[set_code].province_code
    found = cells(conn, set_code, today)
    compared = reconciled(conn, set_code, today)
    return Report(
        set_code=set_code,
        cells=found,
        qualities=_qualities(conn, found, compared, province, set_code, today),
        agencies=by_agency(found),
        months=by_month(found),
        coming=coming(set_code, today),
        communes=by_commune(conn, found, province),
        compared=compared,
        apart=two_sources.apart(conn, set_code),
    )


def cells(conn: Connection, set_code: str, today: date) -> pd.DataFrame:
    """What was due in the year up to yesterday and what came of it; one row per indicator and period.

    Columns: those of ``expected``, ``areas_due`` (int), ``areas``, ``on_time``, ``corrected`` (int), and
    ``last_published_at`` (datetime, of the first values; NaT when nothing came).
    """
    province = catalogue.sets()[set_code].province_code
    due = expected(catalogue.of_set(set_code), today - YEAR, today - timedelta(days=1))
    levels = due["area_level"].where(due["area_level"] == "commune", "province")
    counts = ["areas", "on_time", "corrected"]
    came = _of_levels(deliveries.receipts(conn, province), counts)
    found = due.assign(area_level=levels).merge(
        came[["indicator_code", "area_level", "period", "last_published_at", *counts]],
        on=["indicator_code", "area_level", "period"],
        how="left",
    )
    found[counts] = found[counts].fillna(0).astype(int)
    everywhere = len(remembered.commune_codes(conn, province))
    found["areas_due"] = np.where(found["area_level"] == "commune", everywhere, 1)
    for name in counts:
        found[name] = np.minimum(found[name], found["areas_due"])
    return found


def _of_levels(came: pd.DataFrame, counts: list[str]) -> pd.DataFrame:
    """Receipts of communes, and of everything else as one: what hospitals or stations sent, their province has sent."""
    levels = came["area_level"].where(came["area_level"] == "commune", "province")
    by = came.assign(area_level=levels).groupby(["indicator_code", "area_level", "period"], as_index=False)
    return by.agg({"last_published_at": "max"} | dict.fromkeys(counts, "sum"))


def by_agency(found: pd.DataFrame) -> pd.DataFrame:
    """Who owes how much: one row per agency, the one with most that is missing first.

    Columns: ``agency``, ``indicators``, ``areas_due``, ``areas``, ``on_time``, ``corrected`` (cells), ``late`` (cells
    that came after the day), ``missing`` (cells), ``complete`` (percent; each indicator counts alike).
    """
    sums = found.groupby("agency", sort=False)[["areas_due", "areas", "on_time", "corrected"]].sum()
    sums.insert(0, "indicators", found.groupby("agency")["indicator_code"].nunique())
    sums["late"] = sums["areas"] - sums["on_time"]
    sums["missing"] = sums["areas_due"] - sums["areas"]
    own = _completeness(found).groupby(found.groupby("indicator_code")["agency"].first())
    sums["complete"] = own.mean() * 100
    return sums.reset_index().sort_values(["missing", "agency"], ascending=[False, True], ignore_index=True)


def _completeness(found: pd.DataFrame) -> pd.Series:
    """The share of its due cells that came, by indicator code: a daily one must not outweigh a hundred yearly ones."""
    sums = found.groupby("indicator_code")[["areas", "areas_due"]].sum()
    return sums["areas"] / sums["areas_due"]


def of_agency(found: pd.DataFrame, agency: str, most: int) -> pd.DataFrame:
    """The newest ``most`` reports that one agency owed; columns of ``cells``, ``late`` (cells), ``late_days``.

    ``late_days`` is for the last cells that came, None where nothing came late.
    """
    own = found[found["agency"] == agency].sort_values(["due_on", "indicator_code"], ascending=[False, True]).head(most)
    after = (own["last_published_at"].dt.normalize() - pd.to_datetime(own["due_on"])).dt.days
    late = own["areas"] - own["on_time"]
    days = after.where((late > 0) & (after > 0)).astype(object)
    return own.assign(late=late, late_days=days.where(days.notna(), None))


def by_month(found: pd.DataFrame) -> pd.DataFrame:
    """The share of cells that came, by agency and month in which they were due.

    Columns: ``agency``, ``month`` (id), ``areas_due``, ``areas``, ``complete`` (percent).
    """
    month = pd.to_datetime(found["due_on"]).dt.strftime("%Y-%m").rename("month")
    sums = found.groupby(["agency", month], sort=False)[["areas_due", "areas"]].sum().reset_index()
    return sums.assign(complete=sums["areas"] / sums["areas_due"] * 100)


def coming(set_code: str, today: date) -> pd.DataFrame:
    """What is due from today to a week ahead; columns of ``expected``, by day and agency."""
    due = expected(catalogue.of_set(set_code), today, today + WEEK)
    return due.sort_values(["due_on", "agency", "indicator_code"], ignore_index=True)


def by_commune(conn: Connection, found: pd.DataFrame, province_code: str) -> pd.DataFrame:
    """How complete each commune was over the same year, of what any commune sent.

    Columns: ``area_code``, ``area_name``, ``value`` (percent of due cells that came; NaN when nothing was due),
    ``status``, ``areas`` (cells that came), ``areas_due``.
    """
    names, window = remembered.communes(conn, province_code), sorted(set(found["period"]))
    sent = deliveries.receipts(conn, province_code)
    usual = {code: receipts.finest(catalogue.get(code)) for code in sent["indicator_code"].unique()}
    is_expected = sent["frequency"] == sent["indicator_code"].map(usual)
    due = sent[is_expected & (sent["area_level"] == "commune") & sent["period"].isin(window)]
    came = deliveries.area_receipts(conn, province_code, window)
    counts = came.set_index("area_code")["indicators"].reindex(names["area_code"]).fillna(0).to_numpy()
    share = counts / len(due) * 100 if len(due) else np.full(len(names), np.nan)
    return names.assign(value=share, status="missing", areas=counts.astype(int), areas_due=len(due))


def reconciled(conn: Connection, set_code: str, today: date) -> pd.DataFrame:
    """What a province reports beside what its communes add up to, for additive indicators of the same concept.

    Columns: ``concept``, ``province_indicator``, ``commune_indicator`` (codes), ``period``, ``measure``, ``reported``,
    ``summed`` (in the province's unit), ``areas`` (codes of the communes in the sum), ``difference`` (percent of what
    was reported), ``agrees`` (bool).  The newest period that both have.
    """
    pairs = linked_pairs(catalogue.of_set(set_code))
    province = catalogue.sets()[set_code].province_code
    rows = [row for upper, lower in pairs if (row := _compared(conn, upper, lower, province, today))]
    columns = [
        "concept", "province_indicator", "commune_indicator", "period", "measure", "reported", "summed", "areas",
        "difference", "agrees",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def linked_pairs(indicators: Sequence[Indicator]) -> list[tuple[Indicator, Indicator]]:
    """What a province and what its communes report of the same concept, in units that convert."""
    additive = [one for one in indicators if one.concept and one.over_areas == "sum"]
    return [
        (upper, lower)
        for lower in additive
        if lower.area_level == "commune"
        for upper in indicators
        if upper.concept == lower.concept
        and upper.area_level == "province"
        and units.convertible(lower.unit, upper.unit)
    ]


def _compared(
    conn: Connection, upper: Indicator, lower: Indicator, province: str, today: date
) -> tuple[object, ...] | None:
    """One row of ``reconciled``; None when there is no period that both speak of, or their units do not convert."""
    reported = remembered.courses(conn, [upper], province)[upper.code]
    parts = remembered.in_communes(conn, lower.code, province, "total")
    both = [period for period in reported.spoken if period in set(parts.spoken) and periods.parse(period).end <= today]
    measures = ("cumulative", "actual") if upper.kind == "flow" else ("actual",)
    factor = float(units.factor(lower.unit, upper.unit))
    for period, measure in product(reversed(both), measures):
        told, sums = float(reported.at(period, measure).value[0]), parts.at(period, measure).value
        known = np.isfinite(sums)
        if np.isfinite(told) and told and known.any():
            total = float(sums[known].sum()) * factor
            difference = (total - told) / told * 100
            agrees = abs(difference) <= two_sources.TOLERANCE
            about = (lower.concept, upper.code, lower.code, period, measure)
            areas = tuple(remembered.communes(conn, province)["area_code"][known])
            return *about, told, total, areas, difference, agrees
    return None


def _qualities(
    conn: Connection, found: pd.DataFrame, compared: pd.DataFrame, province: str, set_code: str, today: date
) -> list[Quality]:
    came = int(found["areas"].sum())
    sent = deliveries.cells_sent(conn, province, today - YEAR)
    codes = [one.code for one in catalogue.of_set(set_code)]
    reported = int(found.loc[found["areas"] > 0, "indicator_code"].nunique())
    return [
        Quality("right", came - int(found["corrected"].sum()), came),
        Quality("complete", float(_completeness(found).sum()), found["indicator_code"].nunique()),
        Quality("clean", sent["accepted"], sent["accepted"] + sent["refused"]),
        Quality("alive", int(found["on_time"].sum()), came),
        Quality("consistent", int(compared["agrees"].sum()) if len(compared) else 0, len(compared)),
        Quality("shared", reported, len(codes)),
    ]
