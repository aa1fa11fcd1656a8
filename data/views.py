"""What one view of an indicator group shows, as frames: headlines, communes, trend, breakdown.

A view is asked for by an ``Ask`` (all that a link carries) and answered from a handful of queries.  The rules of the
domain meet here: which measure speaks for an indicator, what it is compared with, what a plan's share means.  Nothing
here knows how it will be drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Connection

from data import arithmetic, periods, queries
from data.catalogue import Indicator

COMPARISONS = ("same_last_year", "previous", "december")
SHOWN = ("plan_share", "value", "change")


@dataclass(frozen=True)
class Ask:
    """One view, completely: what a link carries after it was understood."""

    indicator: Indicator
    province_code: str
    period: str
    comparison: str = "same_last_year"
    breakdown: str = "total"
    basis: str = ""
    area_code: str = ""  # the commune that is looked into; empty: the whole province
    as_of: datetime | None = None


def measure_of(indicator: Indicator, comparison: str) -> str:
    """The measure that speaks for an indicator: flows are read as the sum since January, unless months are compared."""
    return "cumulative" if indicator.kind == "flow" and comparison != "previous" else "actual"


def compared_with(period: str, comparison: str) -> str:
    """The period on the other side of a comparison."""
    answer = {
        "previous": periods.previous,
        "same_last_year": periods.same_last_year,
        "december": periods.december_last_year,
    }
    return answer[comparison](period)


def _needed(ask: Ask, measure: str) -> list[str]:
    """Every period whose values are needed to answer, plans of the year included."""
    now, then = ask.period, compared_with(ask.period, ask.comparison)
    wanted = [now, then, now[:4]]
    if measure == "cumulative":
        wanted += [*periods.to_date(now), *periods.to_date(then)]
    return list(dict.fromkeys(wanted))


def _levels(values: pd.DataFrame, period: str, measure: str) -> pd.DataFrame:
    """One row per area: the level of ``measure`` in ``period``, as reported, or summed from all its months.

    Columns: ``area_code`` (index), ``value``, ``status``, ``published_at``, ``delivery_id``, ``derived`` (bool: summed
    here, not reported).  A sum with a month missing is no sum: such an area has no row.
    """
    columns = ["value", "status", "published_at", "delivery_id"]
    reported = values[(values["measure"] == measure) & (values["period"] == period)]
    reported = reported.set_index("area_code")[columns].assign(derived=False)
    if measure != "cumulative":
        return reported
    months = periods.to_date(period)
    parts = values[(values["measure"] == "actual") & values["period"].isin(months) & values["value"].notna()]
    parts = parts[~parts["area_code"].isin(reported.index)]
    summed = parts.groupby("area_code").agg(
        value=("value", "sum"),
        months=("period", "nunique"),
        status=("status", "last"),
        published_at=("published_at", "max"),
        delivery_id=("delivery_id", "last"),
    )
    whole = summed[summed["months"] == len(months)].drop(columns="months").assign(derived=True)
    return whole if reported.empty else reported if whole.empty else pd.concat([reported, whole])


def communes(conn: Connection, ask: Ask) -> pd.DataFrame:
    """The indicator in every commune of the province, those without a value included; one row per commune by code.

    Columns: ``area_code``, ``area_name``, ``value``, ``status`` (``missing`` when nothing came), ``then``,
    ``absolute``, ``relative`` (percent), ``points``, ``plan``, ``plan_share`` (percent), ``published_at``,
    ``delivery_id``, ``derived``.
    """
    measure = measure_of(ask.indicator, ask.comparison)
    found = queries.commune_values(
        conn, ask.indicator.code, ask.province_code, _needed(ask, measure), breakdown=ask.breakdown, as_of=ask.as_of
    )
    frame = queries.communes(conn, ask.province_code).set_index("area_code")
    frame = frame.join(_levels(found, ask.period, measure))
    frame["status"] = frame["status"].fillna("missing")
    then = _levels(found, compared_with(ask.period, ask.comparison), measure)
    frame["then"] = then["value"].reindex(frame.index)
    frame["plan"] = _plans(found, ask).reindex(frame.index)
    frame = frame.join(arithmetic.changes(frame, ask.indicator.kind, ask.indicator.unit))
    frame["plan_share"] = _plan_share(frame, ask, found)
    return frame.reset_index()


def _plans(found: pd.DataFrame, ask: Ask) -> pd.Series:
    """The plan of the year by area; of several plans the one whose ``basis`` was asked for, else the first by name."""
    plans = found[(found["measure"] == "plan") & (found["period"] == ask.period[:4])]
    if ask.basis in set(plans["basis"]):
        plans = plans[plans["basis"] == ask.basis]
    return plans.sort_values("basis").groupby("area_code")["value"].first()


def _plan_share(frame: pd.DataFrame, ask: Ask, found: pd.DataFrame) -> pd.Series:
    """Cumulative value in percent of the year's plan.  Only a flow grows towards its plan; a stock is held against it."""
    if measure_of(ask.indicator, ask.comparison) == "actual" and ask.indicator.kind == "flow":
        reached = _levels(found, ask.period, "cumulative")["value"].reindex(frame.index)
    else:
        reached = frame["value"]
    return reached / frame["plan"].where(frame["plan"] > 0) * 100


@dataclass(frozen=True)
class Headline:
    """One indicator in one area, ready to be told on a card; numbers in the indicator's unit, shares in percent."""

    indicator: Indicator
    period: str  # the period spoken of; "" when there is no value at all
    measure: str
    value: float | None
    status: str
    change: arithmetic.Change | None
    plan: float | None
    plan_basis: str
    plan_share: float | None
    elapsed: float | None  # share of the year gone at the end of the period, percent
    recent: tuple[float | None, ...]  # up to 24 periods, oldest first
    published_at: datetime | None
    due_on: date | None  # when the value that is missing was due; None when nothing is late
    missing_period: str  # the period whose value is late; "" when nothing is


def headlines(conn: Connection, indicators: Sequence[Indicator], area_code: str, ask: Ask, today: date) -> list[Headline]:
    """A headline per indicator, in the given order, from one query; each at its own newest period up to the asked one."""
    codes = [indicator.code for indicator in indicators]
    found = queries.history(conn, codes, area_code, breakdown="total", as_of=ask.as_of)
    by_code = dict(tuple(found.groupby("indicator_code")))
    return [_headline(i, by_code.get(i.code, found.iloc[:0]), ask, today) for i in indicators]


def _headline(indicator: Indicator, found: pd.DataFrame, ask: Ask, today: date) -> Headline:
    measure = measure_of(indicator, ask.comparison)
    end = periods.parse(ask.period).end
    actual = found[found["measure"].isin(["actual", "cumulative"]) & found["value"].notna()]
    candidates = [p for p in actual["period"].unique() if periods.parse(p).end <= end]
    frequency = min(indicator.frequencies, key=periods.rank, default="month")
    candidates = [p for p in candidates if periods.parse(p).frequency == _best_frequency(candidates)]
    late, due = _late(indicator, frequency, candidates, ask, today)
    period = max(candidates, default="")
    if not period:
        return Headline(indicator, "", measure, None, "missing", None, None, "", None, None, (), None, due, late)
    if periods.parse(period).frequency != "month":
        measure = "actual"
    now = _levels(found, period, measure)
    if now.empty:
        measure = "actual"
        now = _levels(found, period, measure)
    if now.empty:
        return Headline(indicator, "", measure, None, "missing", None, None, "", None, None, (), None, due, late)
    then = _levels(found, _compare(period, ask.comparison), measure)
    row = now.iloc[0]
    change = arithmetic.change(
        indicator.kind, indicator.unit, row["value"], None if then.empty else then["value"].iloc[0]
    )
    plan, basis = _plan_of(found, period, ask.basis)
    reached = _levels(found, period, "cumulative") if indicator.kind == "flow" else now
    share = None
    if plan and not reached.empty:
        share = float(reached["value"].iloc[0]) / plan * 100
    recent = actual[(actual["measure"] == "actual") & actual["period"].isin(candidates)].sort_values("period")
    return Headline(
        indicator, period, measure, float(row["value"]), str(row["status"]), change, plan, basis, share,
        periods.share_of_year_elapsed(period) * 100, tuple(recent["value"].tail(24)), row["published_at"], due, late,
    )  # fmt: skip


def _compare(period: str, comparison: str) -> str:
    """Years have no December to compare with: they are held against the year before."""
    if periods.parse(period).frequency == "year":
        return periods.previous(period)
    return compared_with(period, comparison)


def _best_frequency(candidates: Sequence[str]) -> str:
    kinds = {periods.parse(p).frequency for p in candidates}
    return min(kinds, key=periods.rank, default="month")


def _plan_of(found: pd.DataFrame, period: str, basis: str) -> tuple[float | None, str]:
    """The plan of the period's year and who set it; the asked basis when there is one."""
    plans = found[(found["measure"] == "plan") & (found["period"] == period[:4]) & found["value"].notna()]
    if plans.empty:
        return None, ""
    chosen = plans[plans["basis"] == basis] if basis in set(plans["basis"]) else plans.sort_values("basis")
    return float(chosen["value"].iloc[0]), str(chosen["basis"].iloc[0])


def _late(
    indicator: Indicator, frequency: str, candidates: Sequence[str], ask: Ask, today: date
) -> tuple[str, date | None]:
    """The newest period that should be here by now but is not, and when it was due; ("", None) when nothing is late."""
    deadline = int(indicator.deadline_days) if indicator.deadline_days else None
    closed = periods.latest_closed(frequency, deadline, today, ())
    if periods.parse(closed).start > periods.parse(ask.period).end:
        closed = periods.of(frequency, periods.parse(ask.period).end)
    newest = max((p for p in candidates if periods.parse(p).frequency == frequency), default="")
    if newest >= closed:
        return "", None
    return closed, periods.due_on(closed, deadline)


def trend(conn: Connection, ask: Ask, area_code: str) -> pd.DataFrame:
    """The year of the period beside the year before and the plan, or the last years of what has no months.

    Columns: ``period``, ``position`` (1–12 within the year, or a running number), ``series`` (``current``,
    ``last_year``, ``plan``), ``value``, ``status``; sorted by series and period.
    """
    found = queries.history(conn, [ask.indicator.code], area_code, breakdown=ask.breakdown, as_of=ask.as_of)
    months = found[found["frequency"] == "month"]
    if months[months["measure"].isin(["actual", "cumulative"])].empty:
        return _years(found)
    year = int(ask.period[:4])
    measure = measure_of(ask.indicator, ask.comparison)
    rows = []
    for series, of_year in (("current", year), ("last_year", year - 1)):
        for month in range(1, 13):
            period = f"{of_year}-{month:02d}"
            level = _levels(months, period, measure)
            if not level.empty and (series == "last_year" or period <= ask.period):
                rows.append((period, month, series, level["value"].iloc[0], level["status"].iloc[0]))
    plan, _ = _plan_of(found, ask.period, ask.basis)
    if plan is not None:
        pace = (lambda month: plan * month / 12) if measure == "cumulative" else (lambda month: plan)
        if measure == "cumulative" or ask.indicator.kind != "flow":
            rows += [(f"{year}-{m:02d}", m, "plan", pace(m), "final") for m in range(1, 13)]
    return pd.DataFrame(rows, columns=["period", "position", "series", "value", "status"])


def _years(found: pd.DataFrame) -> pd.DataFrame:
    actual = found[(found["measure"] == "actual") & found["value"].notna()].sort_values("period")
    return pd.DataFrame(
        {
            "period": actual["period"],
            "position": range(1, len(actual) + 1),
            "series": "current",
            "value": actual["value"],
            "status": actual["status"],
        }
    )


def breakdown(conn: Connection, ask: Ask, area_code: str, axis: str) -> pd.DataFrame:
    """The indicator along one axis in the asked period and on the other side of the comparison; largest first.

    Columns: ``member``, ``value``, ``then``, ``share`` (percent of the members' sum; only of flows and stocks).
    """
    measure = measure_of(ask.indicator, ask.comparison)
    found = queries.breakdown_values(
        conn, ask.indicator.code, area_code, _needed(ask, measure), axis, as_of=ask.as_of
    )
    by_member = found.assign(area_code=found["member"])
    now = _levels(by_member, ask.period, measure)["value"]
    then = _levels(by_member, compared_with(ask.period, ask.comparison), measure)["value"]
    frame = pd.DataFrame({"value": now, "then": then.reindex(now.index)}).rename_axis("member").reset_index()
    total = frame["value"].sum() if ask.indicator.kind in ("flow", "stock") else 0
    frame["share"] = frame["value"] / total * 100 if total else None
    return frame.sort_values("value", ascending=False, ignore_index=True)


def nearest_for_communes(indicator: Indicator, available: pd.DataFrame, among: Sequence[Indicator]) -> Indicator | None:
    """The indicator that communes report and that comes nearest: the same concept first, then the same page.

    Args:
        available: ``queries.series_of`` of the province; only indicators that communes do report are proposed.
    """
    reported = set(available.loc[available["area_level"] == "commune", "indicator_code"])
    there = [other for other in among if other.code in reported]
    same = [other for other in there if other.concept and other.concept == indicator.concept]
    return next(iter([*same, *there]), None)
