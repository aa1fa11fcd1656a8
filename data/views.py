"""What one view of an indicator group shows, as frames: headlines, communes, trend, breakdown.

A view is asked for by an ``Ask`` (all that a link carries) and answered from a handful of queries.  The rules of the
domain meet here: which measure speaks for an indicator, what it is compared with, what a plan's share means.  Nothing
here knows how it will be drawn.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from data import arithmetic, periods, queries
from data.answers import Ask, GroupView, Headline, Understood
from data.catalogue import Indicator

EMPTY_BREAKDOWN = pd.DataFrame(columns=["member", "value", "then", "share"])
LAST_PERIOD = "2199"  # later than anything that is reported
LEVEL_COLUMNS = ("value", "status", "published_at", "delivery_id")


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
    now, then = ask.period, _compare(ask.period, ask.comparison)
    wanted = [now, then, now[:4]]
    if measure == "cumulative":
        wanted += [*periods.to_date(now), *periods.to_date(then)]
    return list(dict.fromkeys(wanted))


def _levels(values: pd.DataFrame, period: str, measure: str) -> pd.DataFrame:
    """One row per area: the level of ``measure`` in ``period``, as reported, or summed from all its months.

    Columns: ``area_code`` (index), ``value``, ``status``, ``published_at``, ``delivery_id``, ``derived`` (bool: summed
    here, not reported).  A sum with a month missing is no sum: such an area has no row.
    """
    columns = [name for name in (*LEVEL_COLUMNS, "areas") if name in values]
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
        **({"areas": ("areas", "min")} if "areas" in parts else {}),
    )
    whole = summed[summed["months"] == len(months)].drop(columns="months").assign(derived=True)
    return whole if reported.empty else reported if whole.empty else pd.concat([reported, whole])


def communes(conn: Connection, ask: Ask) -> pd.DataFrame:
    """The indicator in every commune of the province, those without a value included; one row per commune by code.

    Columns: ``area_code``, ``area_name``, ``value``, ``status`` (``missing`` when nothing came), ``then``,
    ``absolute``, ``relative`` (percent), ``points``, ``plan``, ``plan_share`` (percent), ``published_at``,
    ``delivery_id``, ``derived``.
    """
    measure = ask.measure
    found = queries.commune_values(
        conn, ask.indicator.code, ask.province_code, _needed(ask, measure), breakdown=ask.breakdown, as_of=ask.as_of
    )
    frame = queries.communes(conn, ask.province_code).set_index("area_code")
    frame = frame.join(_levels(found, ask.period, measure))
    frame["status"] = frame["status"].fillna("missing")
    then = _levels(found, _compare(ask.period, ask.comparison), measure)
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
    """Cumulative value in percent of the year's plan.  A stock is held against it as it stands."""
    if ask.measure == "actual" and ask.indicator.kind == "flow":
        reached = _levels(found, ask.period, "cumulative")["value"].reindex(frame.index)
    else:
        reached = frame["value"]
    return reached / frame["plan"].where(frame["plan"] > 0) * 100


def headlines(
    conn: Connection, indicators: Sequence[Indicator], area_code: str, ask: Ask, today: date, communes: int
) -> list[Headline]:
    """A headline per indicator, in the given order; each at its own newest period up to the asked one.

    An additive indicator that only communes report is summed over them, and the headline says of how many.
    """
    found = _history(conn, indicators, area_code, ask)
    by_code = dict(tuple(found.groupby("indicator_code")))
    return [_headline(i, by_code.get(i.code, found.iloc[:0]), area_code, ask, today, communes) for i in indicators]


def _history(conn: Connection, indicators: Sequence[Indicator], area_code: str, ask: Ask) -> pd.DataFrame:
    """``queries.history``; of what only communes report, and may be added, the sum over the communes with ``areas``."""
    found = queries.history(conn, [i.code for i in indicators], area_code, breakdown=ask.breakdown, as_of=ask.as_of)
    found = found.assign(areas=None)
    silent = [i.code for i in indicators if i.code not in set(found["indicator_code"]) and i.over_areas == "sum"]
    if not silent or area_code != ask.province_code:
        return found
    sums = queries.province_sums(conn, silent, area_code, breakdown=ask.breakdown, as_of=ask.as_of)
    return sums if found.empty else found if sums.empty else pd.concat([found, sums], ignore_index=True)


def _headline(
    indicator: Indicator, found: pd.DataFrame, area_code: str, ask: Ask, today: date, communes: int
) -> Headline:
    own = replace(ask, indicator=indicator, area_code=area_code)
    actual = found[found["measure"].isin(["actual", "cumulative"]) & found["value"].notna()]
    period = newest_period(list(actual["period"].unique()), ask.period)
    late, due = _late(indicator, period, ask, today)
    measure, now = _level(found, period, own.measure)
    if now is None:
        return Headline(
            indicator, area_code, "", measure, None, "missing", None, None, "", None, None, (), None, late, due, None
        )
    _, then = _level(found, _compare(period, ask.comparison), measure, strict=True)
    plan, basis = _plan_of(found, period, ask.basis)
    _, reached = _level(found, period, "cumulative", strict=True) if indicator.kind == "flow" else ("", now)
    same = [p for p in actual["period"].unique() if periods.parse(p).frequency == periods.parse(period).frequency]
    recent = actual[(actual["measure"] == "actual") & actual["period"].isin(same)].sort_values("period")
    return Headline(
        indicator=indicator,
        area_code=area_code,
        period=period,
        measure=measure,
        value=float(now["value"]),
        status=str(now["status"]),
        change=arithmetic.change(indicator.kind, indicator.unit, now["value"], None if then is None else then["value"]),
        plan=plan,
        plan_basis=basis,
        plan_share=float(reached["value"]) / plan * 100 if plan and reached is not None else None,
        elapsed=periods.share_of_year_elapsed(period) * 100,
        recent=tuple(recent["value"].tail(24)),
        published_at=now["published_at"],
        late_period=late,
        due_on=due,
        summed=(int(now["areas"]), communes) if pd.notna(now.get("areas")) else None,
    )


def newest_period(available: Sequence[str], until: str) -> str:
    """The newest period that ends no later than ``until``, of the finest frequency there is; "" when there is none."""
    end = periods.parse(until).end
    past = [p for p in map(periods.parse, available) if p.end <= end]
    finest = min((p.frequency for p in past), key=periods.rank, default="")
    return max((p.id for p in past if p.frequency == finest), default="")


def _level(found: pd.DataFrame, period: str, measure: str, *, strict: bool = False) -> tuple[str, pd.Series | None]:
    """The measure that there is and its row; unless ``strict``, what was reported as such stands in for a sum."""
    if not period:
        return measure, None
    for wanted in (measure,) if strict else dict.fromkeys((measure, "actual", "cumulative")):
        level = _levels(found, period, wanted)
        if not level.empty:
            return wanted, level.iloc[0]
    return measure, None


def _compare(period: str, comparison: str) -> str:
    """Years have no December to compare with: they are held against the year before."""
    if periods.parse(period).frequency == "year":
        return periods.previous(period)
    return compared_with(period, comparison)


def _plan_of(found: pd.DataFrame, period: str, basis: str) -> tuple[float | None, str]:
    """The plan of the period's year and who set it; the asked basis when there is one."""
    plans = found[(found["measure"] == "plan") & (found["period"] == period[:4]) & found["value"].notna()]
    if plans.empty:
        return None, ""
    chosen = plans[plans["basis"] == basis] if basis in set(plans["basis"]) else plans.sort_values("basis")
    return float(chosen["value"].iloc[0]), str(chosen["basis"].iloc[0])


def _late(indicator: Indicator, newest: str, ask: Ask, today: date) -> tuple[str, date | None]:
    """The period that should be here by now but is not, and when it was due; ("", None) when nothing is late.

    Only what the reader looks at counts: an older period chosen on purpose makes nothing late that came after it.
    """
    frequency = min(indicator.frequencies, key=periods.rank)
    deadline = int(indicator.deadline_days) if indicator.deadline_days else None
    closed = periods.latest_closed(frequency, deadline, today)
    if periods.parse(closed).end > periods.parse(ask.period).end:
        return "", None
    if newest and periods.parse(newest).end >= periods.parse(closed).end:
        return "", None
    return closed, periods.due_on(closed, deadline)


def trend(conn: Connection, ask: Ask, area_code: str) -> pd.DataFrame:
    """The year of the period beside the year before and the plan, or the last years of what has no months.

    Columns: ``period``, ``position`` (1–12 within the year, or a running number), ``series`` (``current``,
    ``last_year``, ``plan``), ``value``, ``status``, ``delivery_id``; sorted by series and period.
    """
    found = _history(conn, [ask.indicator], area_code, ask)
    months = found[found["frequency"] == "month"]
    if months[months["measure"].isin(["actual", "cumulative"])].empty:
        return _years(found)
    year = int(ask.period[:4])
    measure = ask.measure
    rows = []
    for series, of_year in (("current", year), ("last_year", year - 1)):
        for month in range(1, 13):
            period = f"{of_year}-{month:02d}"
            level = _levels(months, period, measure)
            if not level.empty and (series == "last_year" or period <= ask.period):
                told = level.iloc[0]
                rows.append((period, month, series, told["value"], told["status"], told["delivery_id"]))
    plan, _ = _plan_of(found, ask.period, ask.basis)
    if plan is not None:
        pace = (lambda month: plan * month / 12) if measure == "cumulative" else (lambda month: plan)
        if measure == "cumulative" or ask.indicator.kind != "flow":
            rows += [(f"{year}-{m:02d}", m, "plan", pace(m), "final", None) for m in range(1, 13)]
    return pd.DataFrame(rows, columns=["period", "position", "series", "value", "status", "delivery_id"])


def _years(found: pd.DataFrame) -> pd.DataFrame:
    actual = found[(found["measure"] == "actual") & found["value"].notna()].sort_values("period")
    return pd.DataFrame(
        {
            "period": actual["period"],
            "position": range(1, len(actual) + 1),
            "series": "current",
            "value": actual["value"],
            "status": actual["status"],
            "delivery_id": actual["delivery_id"],
        }
    )


def breakdown(conn: Connection, ask: Ask, area_code: str, axis: str) -> pd.DataFrame:
    """The indicator along one axis in the asked period and on the other side of the comparison; largest first.

    Columns: ``member``, ``value``, ``then``, ``share`` (percent of the members' sum; only of flows and stocks).
    """
    measure = ask.measure
    found = queries.breakdown_values(conn, ask.indicator.code, area_code, _needed(ask, measure), axis, as_of=ask.as_of)
    by_member = found.assign(area_code=found["member"])
    now = _levels(by_member, ask.period, measure)["value"]
    then = _levels(by_member, _compare(ask.period, ask.comparison), measure)["value"]
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


def group_view(conn: Connection, understood: Understood, today: date, *, prefix: str, boundary_note: str) -> GroupView:
    """Everything that a group page shows for one link."""
    ask, scope = understood.ask, understood.scope
    available = queries.series_of(conn, ask.province_code, [i.code for i in scope])
    own = available[available["indicator_code"] == ask.indicator.code]
    by_communes = bool((own["area_level"] == "commune").any())
    page_period, ask = ask.period, settle(ask, own)
    found = communes(conn, ask)
    place = ask.area_code if ask.area_code and by_communes else ask.province_code
    axis = ask.indicator.breakdowns[0] if ask.indicator.breakdowns else ""
    line = trend(conn, ask, place)
    on_page = replace(ask, period=page_period)
    version = queries.version(conn)
    told = headlines(conn, understood.cards, ask.province_code, replace(on_page, breakdown="total"), today, len(found))
    seen = {*found["status"], *line["status"], *(headline.status for headline in told)}
    return GroupView(
        prefix=prefix,
        ask=ask,
        then_period=_compare(ask.period, ask.comparison),
        page_period=page_period,
        today=today,
        headlines=told,
        communes=found,
        reported_by_communes=by_communes,
        nearest=None if by_communes else nearest_for_communes(ask.indicator, available, scope),
        trend=line,
        breakdown=breakdown(conn, ask, place, axis) if axis else EMPTY_BREAKDOWN,
        axis=axis,
        periods=month_choices(available),
        breakdowns=tuple(dict.fromkeys(["total", *own["breakdown"]])),
        listed=_listed(scope, available),
        area_name=queries.area_name(conn, place),
        sources=tuple(
            queries.sources(conn, {*found["delivery_id"].dropna(), *line["delivery_id"].dropna()})["source"].unique()
        ),
        simulated="simulated" in seen,
        version=str(version["version"]),
        as_of=f"{version['published_at']:%d/%m/%Y %H:%M}",
        boundary_note=boundary_note,
        notes=understood.notes,
    )


def within(view: GroupView, area_codes: Sequence[str] | None) -> GroupView:
    """The view with the communes of a group alone, so that classes, ranks and counts are theirs; None leaves it whole."""
    if area_codes is None:
        return view
    return replace(view, communes=view.communes[view.communes["area_code"].isin(area_codes)])


def _listed(scope: Sequence[Indicator], available: pd.DataFrame) -> list[tuple[Indicator, str]]:
    """Every indicator with its newest period of its finest frequency."""
    spoken = available[available["measure"].isin(["actual", "cumulative"])]
    newest = {
        code: newest_period(list(group["last_period"]), LAST_PERIOD) for code, group in spoken.groupby("indicator_code")
    }
    return [(indicator, newest.get(indicator.code, "")) for indicator in scope]


def settle(ask: Ask, own: pd.DataFrame) -> Ask:
    """The ask at a period and plan that its indicator has: a yearly indicator answers a month with its newest year."""
    spoken = own[own["measure"].isin(["actual", "cumulative"])]
    choices = [
        p for first, last in zip(spoken["first_period"], spoken["last_period"], strict=True) for p in (first, last)
    ]
    frequency = periods.parse(ask.period).frequency
    period = ask.period
    if choices and frequency not in set(spoken["frequency"]):
        period = newest_period(_span(choices), ask.period) or min(choices)
    bases = sorted(own.loc[own["measure"] == "plan", "basis"].unique())
    basis = ask.basis if ask.basis in bases else next(iter(bases), "")
    return replace(ask, period=period, basis=basis)


def _span(choices: Sequence[str]) -> list[str]:
    """Every period between the first and the last of each frequency."""
    by_frequency: dict[str, list[str]] = {}
    for choice in choices:
        by_frequency.setdefault(periods.parse(choice).frequency, []).append(choice)
    return [p for found in by_frequency.values() for p in periods.range_(min(found), max(found))]


def month_choices(available: pd.DataFrame) -> tuple[str, ...]:
    """The months that any indicator of the page speaks of, newest first."""
    months = available[(available["frequency"] == "month") & available["measure"].isin(["actual", "cumulative"])]
    if months.empty:
        return ()
    return tuple(reversed(periods.range_(months["first_period"].min(), months["last_period"].max())))
