"""Headlines: what each indicator says of an area at its newest period, how it moved, and how far it is on its plan."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from sqlalchemy import Connection

from data import arithmetic, periods, remembered
from data.answers import Ask, Headline
from data.catalogue import Indicator
from data.comparing import compared_with, newest_period
from data.levels import Level, Levels
from data.rights.reach import home_commune
from data.rights.reader import current

RECENT = 24  # periods of a sparkline


def headlines(conn: Connection, indicators: Sequence[Indicator], ask: Ask, today: date) -> list[Headline]:
    """A headline per indicator, in the given order; each at its own newest period up to the asked one.

    An additive indicator that only communes report is summed over them, and the headline says of how many.  In a group
    of communes what cannot be summed speaks of the whole province, as its ``area_code`` says.  Whoever answers for a
    commune alone is told of that commune wherever it has spoken.
    """
    province = ask.province_code
    found = remembered.courses(conn, indicators, province, ask.breakdown, ask.as_of)
    told = {one.code: (found[one.code], province) for one in indicators}
    if ask.group:
        of_group = remembered.courses(conn, indicators, province, ask.breakdown, ask.as_of, ask.group)
        told |= {code: (course, ask.group) for code, course in of_group.items() if course.spoken}
    told |= _of_own_commune(conn, list(told), ask)
    made = [_headline(one, *told[one.code], ask, today, len(_among(conn, ask))) for one in indicators]
    return [_like_with_like(conn, one, ask) if one.summed else one for one in made]


def _of_own_commune(conn: Connection, codes: Sequence[str], ask: Ask) -> dict[str, tuple[Levels, str]]:
    """By indicator what the reader's own commune says, where it says anything; nothing for readers of a province."""
    own = home_commune(current())
    if own not in remembered.commune_codes(conn, ask.province_code):
        return {}
    everywhere = remembered.each_in_communes(conn, codes, ask.province_code, ask.breakdown, ask.as_of)
    said = {code: everywhere[code].among([own]) for code in codes}
    return {code: (course, own) for code, course in said.items() if course.spoken}


def _among(conn: Connection, ask: Ask) -> Sequence[str]:
    """The communes that a sum is made of."""
    if ask.group:
        return remembered.groups(conn, ask.province_code)[ask.group].area_codes
    return remembered.commune_codes(conn, ask.province_code)


def _like_with_like(conn: Connection, told: Headline, ask: Ask) -> Headline:
    """A sum over communes, moved and held against its plan by those communes alone that have both sides.

    Otherwise a commune that is late would look like a fall of the whole province.
    """
    code, kind, unit = told.indicator.code, told.indicator.kind, told.indicator.unit
    everywhere = remembered.in_communes(conn, code, ask.province_code, ask.breakdown, ask.as_of)
    parts = everywhere.among(_among(conn, ask))
    now = parts.at(told.period, told.measure).value
    then = parts.at(compared_with(told.period, ask.comparison), told.measure).value
    both = np.isfinite(now) & np.isfinite(then)
    moved = arithmetic.change(kind, unit, float(now[both].sum()), float(then[both].sum())) if both.any() else None
    reached = parts.at(told.period, "cumulative").value if kind == "flow" else now
    plan, _ = parts.plan(told.period[:4], told.plan_basis)
    planned = np.isfinite(reached) & (plan > 0)
    share = float(reached[planned].sum() / plan[planned].sum() * 100) if planned.any() else None
    return replace(told, change=moved, plan_share=share)


def _headline(indicator: Indicator, course: Levels, area_code: str, ask: Ask, today: date, communes: int) -> Headline:
    own = replace(ask, indicator=indicator, area_code=area_code)
    period = newest_period(course.spoken, ask.period)
    late, due = _late(indicator, period, ask, today)
    if not period:
        return Headline(
            indicator,
            area_code,
            "",
            own.measure,
            None,
            "missing",
            None,
            None,
            "",
            None,
            None,
            (),
            None,
            late,
            due,
            None,
        )
    measure, now = _told(course, period, own.measure)
    value = float(now.value[0])
    then = course.at(compared_with(period, ask.comparison), measure).value[0]
    plans, setters = course.plan(period[:4], ask.basis)
    plan = float(plans[0]) if np.isfinite(plans[0]) else None
    is_part = indicator.kind == "flow" and measure != "cumulative"
    reached = course.at(period, "cumulative").value[0] if is_part else value
    return Headline(
        indicator=indicator,
        area_code=area_code,
        period=period,
        measure=measure,
        value=value,
        status=str(now.status[0]),
        change=arithmetic.change(indicator.kind, indicator.unit, value, None if np.isnan(then) else float(then)),
        plan=plan,
        plan_basis=str(setters[0]),
        plan_share=float(reached) / plan * 100 if plan and np.isfinite(reached) else None,
        elapsed=periods.share_of_year_elapsed(period) * 100,
        recent=_recent(course, periods.parse(period).frequency),
        published_at=now.published_at[0],
        late_period=late,
        due_on=due,
        summed=(int(now.areas[0]), communes) if np.isfinite(now.areas[0]) else None,
    )


def _told(course: Levels, period: str, measure: str) -> tuple[str, Level]:
    """The measure that there is and its level: what was reported as such stands in for a sum, and the other way."""
    for wanted in (measure, "actual"):
        level = course.at(period, wanted)
        if np.isfinite(level.value[0]):
            return wanted, level
    return "cumulative", course.at(period, "cumulative")


def _recent(course: Levels, frequency: str) -> tuple[float, ...]:
    """The newest values of one frequency, oldest first."""
    same = [period for period in course.spoken if periods.parse(period).frequency == frequency]
    values = course.values("actual", same)[:, 0]
    return tuple(values[np.isfinite(values)][-RECENT:].tolist())


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
