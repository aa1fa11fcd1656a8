"""What one view of an indicator group shows, as frames: headlines, communes, trend, breakdown.

A view is asked for by an ``Ask`` (all that a link carries) and answered from what is remembered of the version.  The
rules of the domain meet here: which measure speaks for an indicator, what it is compared with, what a plan's share
means.  Nothing here knows how it will be drawn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data import absences, arithmetic, breaks, catalogue, comparing, listings, periods, registers, remembered, reported
from data.answers import Ask, GroupView, Listing, Understood
from data.catalogue import Indicator
from data.headlines import headlines
from data.levels import Floats, Level, Levels
from data.memory import per_version
from data.reported import Reported
from data.trends import trend

EMPTY_BREAKDOWN = pd.DataFrame(columns=["member", "value", "then", "share"])


def absence(ask: Ask, today: date) -> str:
    """What it means that a value is not there: ``not_due`` yet, ``late``, or only ``missing``.

    Late is said only against a deadline that somebody has set: our usual deadlines hold nobody to anything.
    """
    deadline = ask.indicator.deadline_days
    if today <= periods.due_on(ask.period, int(deadline) if deadline else None):
        return "not_due"
    return "late" if deadline else "missing"


def communes(conn: Connection, ask: Ask, absent: str = "missing") -> pd.DataFrame:
    """The indicator in every commune of the province or group, also without a value; one row per commune by code.

    Columns: ``area_code``, ``area_name``, ``value``, ``status`` (without a value: ``absent`` when nothing came,
    else see ``absences``), ``words`` (of the sender, or why the cell was refused), ``then``, ``absolute``,
    ``relative`` (percent), ``points``, ``plan``, ``plan_share`` (percent), ``published_at``, ``delivery_id``,
    ``derived``.
    """
    found = remembered.in_communes(conn, ask.indicator.code, ask.province_code, ask.breakdown, ask.as_of)
    names = remembered.communes(conn, ask.province_code)
    if ask.group:
        inside = remembered.groups(conn, ask.province_code)[ask.group].area_codes
        names = names[names["area_code"].isin(inside)].reset_index(drop=True)
        found = found.among(names["area_code"].tolist())
    return absences.with_refused(compared(found, names, ask, absent), absences.refused(conn, ask, found))


def with_entries(conn: Connection, ask: Ask, found: pd.DataFrame) -> pd.DataFrame:
    """``communes`` of what is counted from a register: a commune without an entry in a list that there is has 0."""
    answer = registers.answer(ask.indicator.code)
    counts = listings.counts(conn, ask, answer) if answer else listings.NO_COUNTS
    if answer is None or counts.empty:
        return found
    about = (
        registers.present(conn, ask.province_code, as_of=ask.as_of).set_index("register").loc[answer.register.register]
    )
    entries = found["area_code"].map(counts.set_index("area_code")["entries"]).fillna(0.0).astype(float)
    status = "simulated" if about["simulated"] else "final"
    return found.assign(value=entries, status=status, published_at=about["published_at"])


def compared(found: Levels, names: pd.DataFrame, ask: Ask, absent: str = "missing") -> pd.DataFrame:
    """The columns of ``communes`` for the areas of ``names`` (``area_code``, ``area_name``), subjects of ``found``."""
    now = found.at(ask.period, ask.measure)
    frame = pd.DataFrame(
        {
            "area_code": names["area_code"],
            "area_name": names["area_name"],
            "status": np.where(now.present, absences.stated(now), absent),
            "words": np.where(now.present & np.isnan(now.value), now.words, ""),
            "published_at": now.published_at.astype("datetime64[us]"),
            "delivery_id": now.delivery_id,
            "derived": now.derived,
            **numbers(found, ask, now),
        }
    )
    return frame.join(arithmetic.changes(frame, ask.indicator.kind, ask.indicator.unit))


def numbers(found: Levels, ask: Ask, now: Level | None = None) -> dict[str, Floats]:
    """``value``, ``then``, ``plan`` and ``plan_share`` (percent), per subject; ``now`` where it is known."""
    now = now or found.at(ask.period, ask.measure)
    then = found.at(comparing.compared_with(ask.period, ask.comparison), ask.measure)
    plan, _ = found.plan(ask.period[:4], ask.basis)
    # A stock is held against its plan as it stands, a flow with what it has come to since January.
    is_part = ask.indicator.kind == "flow" and ask.measure != "cumulative"
    reached = found.at(ask.period, "cumulative") if is_part else now
    share = reached.value / np.where(plan > 0, plan, np.nan) * 100
    return {"value": now.value, "then": then.value, "plan": plan, "plan_share": share}


def breakdown(conn: Connection, ask: Ask, area_code: str, axis: str) -> pd.DataFrame:
    """The indicator along one axis in the asked period and on the other side of the comparison; largest first.

    Columns: ``member``, ``value``, ``then``, ``share`` (percent of the members' sum; only of flows and stocks).
    """
    found = remembered.along_axis(conn, ask.indicator.code, area_code, axis, ask.as_of)
    now = found.at(ask.period, ask.measure)
    then = found.at(comparing.compared_with(ask.period, ask.comparison), ask.measure)
    frame = pd.DataFrame({"member": found.subjects, "value": now.value, "then": then.value})[now.present]
    total = frame["value"].sum() if ask.indicator.kind in ("flow", "stock") else 0
    frame["share"] = frame["value"] / total * 100 if total else None
    return frame.sort_values("value", ascending=False, ignore_index=True)


def nearest_for_communes(conn: Connection, ask: Ask, scope: Sequence[Indicator]) -> Indicator | None:
    """The indicator that communes report and that comes nearest: of the same concept, then of the page, then any."""
    own = catalogue.of_set(ask.indicator.set_code)
    offer = reported.offer(conn, ask.province_code, tuple(one.code for one in own))
    there = [other for other in own if offer[other.code].by_communes]
    same = [other for other in there if other.concept and other.concept == ask.indicator.concept]
    return next(iter([*same, *(one for one in there if one in scope), *there]), None)


def group_view(conn: Connection, understood: Understood, today: date, *, prefix: str, boundary_note: str) -> GroupView:
    """Everything that a group page shows for one link; another look at the same numbers costs nothing."""
    known_on = understood.ask.as_of
    today = min(today, known_on.date()) if known_on else today
    page = Page(tuple(understood.scope), tuple(understood.cards), prefix, boundary_note)
    return replace(_view(conn, understood.ask, page, today), strange=understood.strange)


@dataclass(frozen=True)
class Page:
    """What stays the same on a page whatever is asked of it."""

    scope: tuple[Indicator, ...]
    cards: tuple[Indicator, ...]
    prefix: str
    boundary_note: str


@per_version
def _view(conn: Connection, ask: Ask, page: Page, today: date) -> GroupView:
    scope = page.scope
    offer = reported.offer(conn, ask.province_code, tuple(one.code for one in scope))
    own = offer[ask.indicator.code]
    by_communes = own.by_communes
    page_period, ask = ask.period, settle(ask, own)
    found = communes(conn, ask, absence(ask, today))
    if own.by_entries:
        found = with_entries(conn, ask, found)
    place = _place(conn, ask, by_communes)
    axis_place = ask.province_code if place == ask.group else place
    axis = ask.indicator.breakdowns[0] if ask.indicator.breakdowns else ""
    known_breaks = breaks.breaks_of(ask.indicator, place)
    line = breaks.split(trend(conn, ask, place), known_breaks)
    on_page = replace(ask, period=page_period)
    version = remembered.version(conn)
    told = headlines(conn, page.cards, replace(on_page, breakdown="total"), today)
    listed = listings.listing(conn, ask, axis_place, not own.by_entries)
    written = {*listed.notes["status"], *listed.entries.get("status", ())}
    seen = {*written, *found["status"], *line["status"], *(headline.status for headline in told)}
    return GroupView(
        prefix=page.prefix,
        ask=ask,
        then_period=comparing.compared_with(ask.period, ask.comparison),
        page_period=page_period,
        today=today,
        headlines=told,
        communes=found,
        reported_by_communes=by_communes,
        nearest=None if by_communes else nearest_for_communes(conn, ask, scope),
        trend=line,
        breakdown=breakdown(conn, ask, axis_place, axis) if axis else EMPTY_BREAKDOWN,
        axis=axis,
        periods=offer.months_by(ask.as_of),
        breakdowns=own.breakdowns,
        days=remembered.publication_days(conn, ask.province_code),
        listed=[(one, offer[one.code].newest) for one in scope],
        area_name=name_of_place(conn, place, ask.province_code),
        place_name=name_of_place(conn, ask.group or ask.province_code, ask.province_code),
        province_name=remembered.area_name(conn, ask.province_code),
        axis_area_name=name_of_place(conn, axis_place, ask.province_code),
        sources=sources_of(conn, {*found["delivery_id"], *line["delivery_id"], *_deliveries(listed)}),
        simulated="simulated" in seen,
        version=str(version["version"]),
        as_of=f"{ask.as_of or version['published_at']:%d/%m/%Y %H:%M}",
        boundary_note=page.boundary_note,
        listing=listed,
        breaks=known_breaks,
        breaks_seen=breaks.seen(line, known_breaks),
    )


def _deliveries(listed: Listing) -> set[str]:
    return {*listed.notes["delivery_id"], *listed.entries.get("delivery_id", ())}


def name_of_place(conn: Connection, place: str, province_code: str) -> str:
    """The name of an area, or of a group by its key."""
    group = remembered.groups(conn, province_code).get(place)
    return group.name if group else remembered.area_name(conn, place)


def _place(conn: Connection, ask: Ask, by_communes: bool) -> str:
    """Whose trend is drawn: the commune's, the group's where its communes add up, else the province's."""
    if ask.area_code and by_communes:
        return ask.area_code
    group = ask.group
    if group:
        found = remembered.courses(conn, [ask.indicator], ask.province_code, ask.breakdown, ask.as_of, group)
        return group if found[ask.indicator.code].spoken else ask.province_code
    return ask.province_code


def sources_of(conn: Connection, delivery_ids: Iterable[object]) -> tuple[str, ...]:
    """Who published what is shown, each once."""
    known = remembered.source_by_delivery(conn)
    return tuple(sorted({known[one] for one in delivery_ids if isinstance(one, str) and one in known}))


def settle(ask: Ask, own: Reported) -> Ask:
    """The ask at a period and plan that its indicator has: a yearly indicator answers a month with its newest year.

    Where nothing had come by the end of what is asked for, that stays asked for: a later value would answer for a time
    that it does not speak of.
    """
    period = ask.period
    if own.span and periods.parse(period).frequency not in own.frequencies:
        period = comparing.newest_period(own.span, period) or period
    basis = ask.basis if ask.basis in own.bases else next(iter(own.bases), "")
    return replace(ask, period=period, basis=basis)
