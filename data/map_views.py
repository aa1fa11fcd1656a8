"""What one look at the map explorer shows, as frames; asked for by a ``MapAsk``, answered from what is remembered."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data import (
    absences,
    arithmetic,
    behind,
    catalogue,
    comparing,
    country,
    grounds,
    periods,
    remembered,
    reported,
    spatial,
    subtotals,
    views,
)
from data.answers import Ask
from data.catalogue import Indicator
from data.levels import Levels, Places
from data.map_answers import PER_PEOPLE, Course, MapAsk, MapView, Spots
from data.memory import per_version
from data.reported import Offer
from geo.areas import former_points
from geo.boundaries import BoundarySet
from geo.neighbours import neighbours

NO_VALUE = "elsewhere"  # of an area whose province has no such indicator here


def map_view(
    conn: Connection, asked: MapAsk, today: date, shapes: BoundarySet | None = None, boundary_note: str = ""
) -> MapView:
    """Everything that the explorer shows for one link, on ``shapes``, which say who is whose neighbour."""
    known_on = asked.ask.as_of
    today = min(today, known_on.date()) if known_on else today
    frame = measured(conn, asked, today)
    version = remembered.version(conn)
    second = _second(conn, asked, asked.second, today) if asked.mode == "two" and asked.second else None
    counted = grounds.inhabitants(asked.set_code)
    return MapView(
        asked=asked,
        frame=frame,
        then_period=comparing.compared_with(asked.ask.period, asked.ask.comparison),
        today=today,
        second=None if second is None else second[0],
        second_period="" if second is None else second[1],
        course=_shared_course(conn, asked, today),
        behind=_behind(conn, _place_of(asked)) if _has_a_pace(asked) else None,
        subtotal=subtotals.subtotal(conn, asked, frame) if asked.chosen else None,
        spots=_spots(frame, shapes) if asked.mode == "spots" and shapes else None,
        former=former_points(asked.ask.province_code) if asked.former and asked.level == "commune" else None,
        area_name=_area_name(conn, asked),
        groups=_groups(conn, asked),
        days=remembered.publication_days(conn, asked.ask.province_code),
        people_source=counted.code if counted and asked.shown == "per_capita" else "",
        sources=views.sources_of(conn, frame["delivery_id"]),
        simulated=bool((frame["status"] == "simulated").any()),
        version=str(version["version"]),
        as_of=f"{known_on or version['published_at']:%d/%m/%Y %H:%M}",
        boundary_note=boundary_note,
    )


def measured(conn: Connection, asked: MapAsk, today: date) -> pd.DataFrame:
    """The areas of the map by code: columns of ``views.compared``, of ``grounds.grounds``, ``shown`` and
    ``reported_as`` (code of the indicator that the area's own set has; None where it has none)."""
    ask = asked.ask
    found, names = _found(conn, asked)
    frame = views.compared(found, names, ask, views.absence(ask, today))
    if asked.level == "commune":
        frame = absences.with_refused(frame, absences.refused(conn, ask, found))
    frame["reported_as"] = _reported_as(ask.indicator, asked.level, frame)
    frame["status"] = frame["status"].where(frame["reported_as"].notna() | frame["value"].notna(), NO_VALUE)
    land = grounds.grounds(conn, ask, asked.level, frame["area_code"].tolist())
    frame = pd.concat([frame, land.reset_index(drop=True)], axis=1)
    return frame.assign(shown=quantity(frame, asked))


def _found(conn: Connection, asked: MapAsk) -> tuple[Levels, pd.DataFrame]:
    """The indicator in the areas of the map, and their names; of a group only its own."""
    ask = asked.ask
    found = country.levels(conn, ask.indicator.code, ask.province_code, asked.level, ask.breakdown, ask.as_of)
    names = country.names(conn, ask.province_code, asked.level)
    if not ask.group:
        return found, names
    inside = remembered.groups(conn, ask.province_code)[ask.group].area_codes
    names = names[names["area_code"].isin(inside)].reset_index(drop=True)
    return found.among(names["area_code"].tolist()), names


def _has_a_pace(asked: MapAsk) -> bool:
    """Whether the map shows how far a plan of the year was reached by a month: the more the better."""
    ask = asked.ask
    is_pace = asked.shown == "plan_share" and asked.by_areas and periods.parse(ask.period).frequency == "month"
    return is_pace and ask.indicator.kind == "flow" and ask.indicator.polarity != "lower"


def _place_of(asked: MapAsk) -> MapAsk:
    """What alone decides who is behind: not how it is drawn, nor what is chosen."""
    ask = replace(asked.ask, area_code="", comparison="")
    return MapAsk(asked.set_code, ask, asked.level)


@per_version
def _behind(conn: Connection, asked: MapAsk) -> pd.DataFrame:
    """Columns of ``behind.behind`` and ``area_name``."""
    found, names = _found(conn, asked)
    told = behind.behind(found, asked.ask.period, asked.ask.basis)
    return told.merge(names[["area_code", "area_name"]], "left", "area_code")


def quantity(frame: pd.DataFrame, asked: MapAsk, moments: Places | None = None) -> pd.Series:
    """What the map shows, a number per row of ``frame``; NaN where it cannot be said.

    ``moments`` tells of each row which period it is of, where ``frame`` holds several.
    """
    indicator = asked.ask.indicator
    if asked.shown == "change":
        return frame[moves_in(indicator)]
    if asked.shown == "per_capita":
        return frame["value"] / frame["people"].where(frame["people"] > 0) * PER_PEOPLE
    if asked.shown == "per_km2":
        return frame["value"] / frame["km2"].where(frame["km2"] > 0)
    if asked.shown == "rank":
        value = frame["value"] if moments is None else frame["value"].groupby(moments)
        return value.rank(ascending=indicator.polarity == "lower", method="min")
    return frame["plan_share" if asked.shown == "plan_share" else "value"]


def moves_in(indicator: Indicator) -> str:
    """The column that tells how the indicator moved: ``points`` or ``relative``."""
    return "points" if arithmetic.in_points(indicator.kind, indicator.unit) else "relative"


def course(conn: Connection, asked: MapAsk) -> Course:
    """What the map shows in every period of the frequency of the shown one that anybody has values for."""
    frequency = periods.parse(asked.ask.period).frequency
    ask = asked.ask
    found = country.levels(conn, ask.indicator.code, ask.province_code, asked.level, ask.breakdown, ask.as_of)
    keys = tuple(one for one in found.spoken if periods.parse(one).frequency == frequency) or (ask.period,)
    plain = MapAsk(asked.set_code, replace(ask, period=keys[-1], area_code=""), asked.level, shown=asked.shown)
    return _course(conn, plain, keys)


def _shared_course(conn: Connection, asked: MapAsk, today: date) -> Course | None:
    """What the class limits are made of, where they are to hold for several maps."""
    if asked.mode == "by_member":
        return by_member(conn, asked, today)
    return course(conn, asked) if asked.pooled or asked.mode == "by_period" else None


def _spots(frame: pd.DataFrame, shapes: BoundarySet) -> Spots:
    values = frame["shown"].to_numpy(dtype=float, na_value=np.nan)
    return spatial.spots(frame["area_code"].tolist(), values, neighbours(shapes))


def by_member(conn: Connection, asked: MapAsk, today: date) -> Course:
    """What the map shows for every member of its axis, in the shown period."""
    members = [one for one in asked.breakdowns if _is_member(one, asked.axis)]
    frames = [measured(conn, replace(asked, ask=replace(asked.ask, breakdown=one)), today) for one in members]
    codes = frames[0]["area_code"].tolist() if frames else []
    values = np.array([frame["shown"].to_numpy(dtype=float) for frame in frames]).reshape(len(frames), len(codes))
    return Course([one.partition("=")[2] for one in members], codes, values)


def _is_member(breakdown: str, axis: str) -> bool:
    return breakdown.startswith(f"{axis}=") and ";" not in breakdown


@per_version
def _course(conn: Connection, asked: MapAsk, keys: tuple[str, ...]) -> Course:
    ask = asked.ask
    found, names = _found(conn, asked)
    codes = names["area_code"].tolist()
    told = [views.numbers(found, replace(ask, period=key)) for key in keys]
    stacked = pd.DataFrame({name: np.concatenate([one[name] for one in told]) for name in told[0]})
    land = grounds.grounds(conn, ask, asked.level, codes)
    for name in ("km2", "people"):
        stacked[name] = np.tile(land[name].to_numpy(dtype=float), len(keys))
    moved = stacked.join(arithmetic.changes(stacked, ask.indicator.kind, ask.indicator.unit))
    moments = np.repeat(np.arange(len(keys)), len(codes))
    shown = quantity(moved, asked, moments).to_numpy(dtype=float, na_value=np.nan)
    return Course(keys, codes, shown.reshape(len(keys), len(codes)))


def _second(conn: Connection, asked: MapAsk, indicator: Indicator, today: date) -> tuple[pd.DataFrame, str]:
    """The second indicator in the areas of the map, at its own period next to the shown one; and that period."""
    offer = _offer(conn, asked)
    ask = replace(asked.ask, indicator=indicator, breakdown="total", basis="")
    ask = views.settle(ask, offer[indicator.code])
    frame = measured(conn, replace(asked, ask=ask, shown="value"), today)
    return frame[["area_code", "value"]], ask.period


def _offer(conn: Connection, asked: MapAsk) -> Offer:
    return reported.offer(conn, asked.ask.province_code, tuple(one.code for one in catalogue.of_set(asked.set_code)))


def _reported_as(indicator: Indicator, level: str, frame: pd.DataFrame) -> pd.Series:
    """The indicator, or the one linked to it in the set of the province that an area is, or lies in."""
    if level == "commune":
        return pd.Series(indicator.code, index=frame.index)
    own = {province: one.code for province, one in country.reporters(indicator).items()}
    province = frame["area_code"] if level == "province" else country.province_of(frame["area_code"])
    return province.map(own)


def _groups(conn: Connection, asked: MapAsk) -> dict[str, str]:
    """The parts of the province that a map of its communes can be confined to."""
    if asked.level != "commune":
        return {}
    return {key: one.name for key, one in remembered.groups(conn, asked.ask.province_code).items()}


def _area_name(conn: Connection, asked: MapAsk) -> str:
    ask: Ask = asked.ask
    if asked.level != "commune":
        return ""
    return views.name_of_place(conn, ask.group or ask.province_code, ask.province_code)
