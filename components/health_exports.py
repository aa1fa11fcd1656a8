"""What is taken away from the room of health: pictures, the numbers behind them, and sections of a briefing."""

from typing import Literal

import pandas as pd
from dash import html

from components import exports, formats
from components.health_words import say
from components.ids import Ids
from data import catalogue, periods
from data.health_answers import Course, Health
from data.health_asked import HealthAsk
from exports import tables

What = Literal["map", "course"]
SECTIONS = {"map": "hospitals.map", "course": "hospitals.chart"}  # of a briefing


def bar(ids: Ids, what: What, found: Health, course: Course | None, ask: HealthAsk, lang: str = "vi") -> html.Div:
    """Downloads of the map or of the course of a disease, with what a picture has to say by itself."""
    told = about(what, found, course, ask, "", "", lang)
    return exports.export_bar(
        ids.map if what == "map" else ids.curve,
        "map" if what == "map" else "chart",
        name=file_name(what, found, ask),
        title=told.title,
        unit=told.unit,
        period=told.period,
        source=told.source,
        as_of=told.as_of,
        simulated=found.simulated,
        briefing=exports.to_briefing(SECTIONS[what], {"lop": ask.layer, "benh": ask.disease}),
        lang=lang,
    )


def figures_of(layer: str, found: Health, course: Course | None, lang: str = "vi") -> str:
    """Of when the figures of a layer are: the week of the cases or of the newest coverage, or what the lists say."""
    if layer == "incidence":
        return periods.label(course.week, lang) if course and course.week else ""
    if f"{layer}_week" not in found.communes:
        return say("by_lists", lang)
    weeks = found.communes[f"{layer}_week"].dropna()
    return periods.label(weeks.max(), lang) if len(weeks) else ""


def _days(course: Course | None) -> str:
    """The days of a curve, first to last."""
    if course is None or course.curve.empty:
        return ""
    first, last = course.curve["day"].min(), course.curve["day"].max()
    return f"{formats.date(first)} – {formats.date(last)}"


def about(
    what: What, found: Health, course: Course | None, ask: HealthAsk, area: str, version: str, lang: str = "vi"
) -> tables.About:
    """What stands above the numbers in a file."""
    disease = catalogue.members("disease", lang).get(ask.disease, ask.disease)
    return tables.About(
        title=say(ask.layer, lang) if what == "map" else say("epidemic_title", lang, disease=disease),
        unit=say(f"unit_{ask.layer}", lang) if what == "map" else say("daily_cases", lang),
        period=figures_of(ask.layer, found, course, lang) if what == "map" else _days(course),
        area=area,
        source="; ".join(found.sources),
        as_of=formats.date(found.newest) if found.newest else "",
        version=version,
        simulated=found.simulated,
    )


def rows(what: What, found: Health, course: Course | None, ask: HealthAsk, lang: str = "vi") -> pd.DataFrame:
    """The communes by the rate of the map, or the days of the disease; no rows where nothing was reported."""
    heads = ("Mã xã", "Xã, phường") if lang == "vi" else ("Code", "Commune")
    if what == "map" and ask.layer != "incidence":
        values = found.communes[ask.layer]
        return pd.DataFrame({heads[0]: found.communes["area_code"], heads[1]: found.communes["area_name"],
                             say(ask.layer, lang): values})  # fmt: skip
    if what == "map":
        own = course.communes.set_index("area_code") if course else pd.DataFrame(columns=["cases", "incidence"])
        codes, week = found.communes["area_code"], periods.label(course.week, lang) if course and course.week else ""
        return pd.DataFrame({heads[0]: codes, heads[1]: found.communes["area_name"],
                             (f"Số ca, {week}" if lang == "vi" else f"Cases, {week}"): codes.map(own["cases"]),
                             say(ask.layer, lang): codes.map(own["incidence"])})  # fmt: skip
    curve = course.curve if course else pd.DataFrame(columns=["day", "cases", "mean", "incomplete"])
    days = ("Ngày", "Chưa đủ") if lang == "vi" else ("Day", "Incomplete")
    return pd.DataFrame({
        days[0]: [day.date() for day in curve["day"]], say("daily_cases", lang): curve["cases"],
        say("mean7", lang): curve["mean"], days[1]: ["x" if late else "" for late in curve["incomplete"]],
    })  # fmt: skip


def file_name(what: What, found: Health, ask: HealthAsk) -> str:
    return f"y-te-{ask.layer if what == 'map' else ask.disease}-{found.today:%Y-%m-%d}"
