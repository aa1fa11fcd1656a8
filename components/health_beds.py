"""Hospitals in the room of health: tiles, who is overloaded, who has room."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import dcc, html

from components import cards, figure_bars, figures, formats, health_map, health_source, messages, panels
from components.attributes import attrs
from components.health_words import say
from data import catalogue, catalogue_registers, health_rules, hospitals
from data.health_answers import Course, Health
from data.health_asked import HealthAsk
from data.keys import MadeKey

PATH = "/y-te"


def tiles(found: Health, course: Course | None, province_code: str, lang: str = "vi") -> html.Div:
    """The figures of the day: beds, overload, intensive care, cases, outbreaks; each leads to its parts."""
    own = found.facilities
    told = own[own["in_use"].notna()]
    planned = float(told["planned_beds"].sum())
    bands = own["band"].value_counts()
    red, orange = int(bands.get("red", 0)), int(bands.get("orange", 0))
    icu = own[own["icu"].notna() & (own["icu_beds"] > 0)]
    icu_beds = float(icu["icu_beds"].sum())
    icu_share = float((icu["icu"] * icu["icu_beds"]).sum() / icu_beds) if icu_beds else None
    active = found.outbreaks[found.outbreaks["state"] == "active"]
    share = formats.percent(told["in_use"].sum() / planned * 100, lang=lang) if planned else formats.NOTHING
    number = {"planned": formats.number(planned, lang=lang), "count": len(told), "share": share}
    late = int(found.outbreaks["late"].sum())
    week = course.growth.this_week if course else float("nan")
    icu_note = say("tile_icu_note", lang, beds=formats.number(icu_beds, lang=lang))
    red_note, late_note = say("tile_red_note", lang, red=red, orange=orange), say("tile_late_note", lang, late=late)
    in_use = float(told["in_use"].sum()) if planned else None
    known = len(active) if len(found.outbreaks) else None
    full = own[own["band"].isin(["red", "orange"])]
    behind = {
        "use": health_source.occupancies("beds_in_use", told),
        "red": health_source.occupancies("full_facilities", full if len(full) else told),
        "icu": health_source.intensive_care(icu),
        "cases": health_source.cases(course, province_code) if course else None,
        "outbreaks": health_source.outbreaks(active, province_code),
    }
    made = [
        _tile("use", in_use, "beds", say("tile_use_note", lang, **number), behind["use"], lang),
        _tile("red", red + orange if len(told) else None, "facilities", red_note, behind["red"], lang),
        _tile("icu", icu_share, "", icu_note, behind["icu"], lang),
        _tile("cases", None if pd.isna(week) else week, "cases", _of_disease(course, lang), behind["cases"], lang),
        _tile("outbreaks", known, "outbreaks", late_note, behind["outbreaks"], lang),
    ]
    return html.Div([cards.card(one, lang=lang) for one in made], className="cards")


def _tile(name: str, value: float | None, unit: str, note: str, behind: MadeKey | None, lang: str) -> cards.Headline:
    return cards.Headline(
        code=name,
        name=say(f"tile_{name}", lang),
        unit=say(unit, lang) if unit else "%",
        value=value,
        decimals=0 if unit else 1,
        note=note if value is not None else "",
        source_key=behind.text() if behind is not None and behind.parts else "",
    )


def _of_disease(course: Course | None, lang: str) -> str:
    name = catalogue.members("disease", lang).get(course.disease, course.disease) if course else ""
    return say("tile_cases_note", lang, disease=name)


def overload(found: Health, link: Mapping[str, str], lang: str = "vi") -> html.Section:
    """Facilities at or above the first threshold, worst first, with the days until they are full."""
    judged = found.facilities[found.facilities["band"].isin(health_rules.BANDS[1:])]
    rank = judged["band"].map(health_map.SIGNS.index)
    rows = judged.assign(rank=rank).sort_values(["rank", "mean"], ascending=[True, False]).to_dict("records")
    body: Any = html.Ul([_overloaded(row, link, lang) for row in rows], className="health-list")
    if not rows:
        body = _nobody(found, lang)
    return panels.panel(say("overload_title", lang), [body, _thresholds(lang)], subtitle=say("overload_subtitle", lang))


def _nobody(found: Health, lang: str) -> html.Div:
    """Why no facility stands in the list: none is that full, or none could be judged."""
    judged = int((found.facilities["band"] != "").sum())
    if not judged:
        return messages.message(say("nobody_judged", lang), tone="warn")
    limit = formats.number(health_rules.bands("general")[1].at_least, lang=lang)
    return messages.message(say("no_overload", lang, limit=limit, count=judged))


def _overloaded(row: Mapping[Any, Any], link: Mapping[str, str], lang: str) -> html.Li:
    address = f"{PATH}?{urlencode(dict(link) | {'co-so': row['area_code']})}"
    action = next(one for one in health_rules.bands("general") if one.band == row["band"])
    advice = action.action_en if lang == "en" else action.action
    lines: list[Any] = [
        html.P([dcc.Link(str(row["name"]), href=address), f": {say(str(row['band']), lang)}"]),
        html.P([_sourced(row, lang), f" · {health_map.freshness(row, lang)}"]),
        html.P(_filling(row, lang)),
        html.P(f"{advice} ({action.grade})", className="muted"),
    ]
    return html.Li(
        [html.Span(className=f"map-sign is-{row['band']}", **attrs({"aria-hidden": "true"})), html.Div(lines)]
    )


def _sourced(row: Mapping[Any, Any], lang: str) -> Any:
    """How full it is, leading to where the number came from."""
    key = health_source.occupancy(row) if pd.isna(row["free_beds"]) else health_source.room(row)
    return health_source.button(health_map.standing(row, lang), key, str(row["name"]), "standing", lang)


def _filling(row: Mapping[Any, Any], lang: str) -> Any:
    told = filling(row, lang)
    return (
        told
        if pd.isna(row["net"])
        else health_source.button(told, health_source.filling(row), str(row["name"]), "filling", lang)
    )


def filling(row: Mapping[Any, Any], lang: str = "vi") -> str:
    """When a facility is full at its present inflow, with the interval; or why nothing is said."""
    if pd.isna(row["net"]):
        return say("flow_unknown", lang)
    if pd.isna(row["days"]):
        return say("not_filling", lang)
    if row["days"] == 0:
        return say("fills_today", lang, net=formats.number(row["net"], 1, lang=lang))
    low = formats.number(row["days_low"], 1, lang=lang)
    if pd.isna(row["days_high"]):
        interval = say("interval_open", lang, low=low)
    else:
        interval = say("interval", lang, low=low, high=formats.number(row["days_high"], 1, lang=lang))
    return say("fills_in", lang, days=formats.number(row["days"], 1, lang=lang), interval=interval)


def _thresholds(lang: str) -> html.Details:
    rows = [
        html.Tr([
            html.Td(say("from_percent", lang, kind=say(kind, lang), limit=formats.number(one.at_least, lang=lang))),
            html.Td(say(one.band, lang)),
            html.Td((one.action_en if lang == "en" else one.action) or formats.NOTHING),
            html.Td(say(f"grade_{one.grade}", lang)),
            html.Td(one.source),
        ])
        for kind in ("general", "icu")
        for one in health_rules.bands(kind)
    ]  # fmt: skip
    head = html.Tr(
        [html.Th(say(name, lang), scope="col") for name in ("threshold", "band", "action", "grade", "basis")]
    )
    table = html.Table([html.Thead(head), html.Tbody(rows)], className="plain-table")
    return html.Details([html.Summary(say("grades", lang)), html.Div(table, className="table-scroll")])


def transfer(found: Health, ask: HealthAsk, lang: str = "vi") -> html.Section:
    """Who could take patients of the chosen facility, the nearest first."""
    own = found.facilities[found.facilities["area_code"] == ask.facility]
    if own.empty:
        return panels.panel(say("transfer_title", lang, name="…"), messages.message(say("transfer_choose", lang)))
    name = str(own["name"].iloc[0])
    near = hospitals.with_room(found.facilities, ask.facility, ask.km)
    if own[["latitude", "longitude"]].isna().any(axis=None):
        body: Any = messages.message(say("no_place", lang, name=name), tone="warn")
    elif near.empty:
        body = messages.message(say("nobody_near", lang, km=ask.km), tone="warn")
    else:
        body = html.Ul([_with_room(row, lang) for row in near.to_dict("records")], className="health-list")
    return panels.panel(
        say("transfer_title", lang, name=name), body, subtitle=say("transfer_subtitle", lang, km=ask.km)
    )


def _with_room(row: Mapping[Any, Any], lang: str) -> html.Li:
    told = say(
        "room_line",
        lang,
        km=formats.number(row["km"], 1, lang=lang),
        free=formats.number(row["free_beds"], lang=lang),
        share=formats.percent(row["occupancy"], lang=lang),
    )
    sign = html.Span(className=f"map-sign is-{row['band']}", **attrs({"aria-hidden": "true"}))
    sourced = health_source.button(told, health_source.room(row), str(row["name"]), "room", lang)
    return html.Li([sign, html.Div([html.P(html.B(str(row["name"]))), html.P(sourced)])])


def groups(found: Health, graph_id: str, lang: str = "vi") -> html.Section:
    """Occupancy by level of care and by specialty."""
    register = catalogue_registers.registers()["facility"]
    rows = []
    for by in ("care_level", "specialty"):
        words = register.field(by).words(lang)
        for row in hospitals.grouped(found.facilities[found.facilities[by] != ""], by).to_dict("records"):
            name = f"{words.get(str(row[by]), str(row[by]))} ({row['facilities']})"
            rows.append({"member": name, "value": row["occupancy"], "then": row["of_actual"]})
    title = say("by_title", lang)
    if not rows:
        return panels.panel(title, messages.empty(title.lower(), lang=lang))
    figure = figure_bars.bars(
        pd.DataFrame(rows), unit="%", then_label=say("then_actual", lang), now_label=say("now_planned", lang),
        decimals=1, lang=lang,
    )  # fmt: skip
    return panels.panel(title, figures.graph(figure, graph_id, title, fill=False), subtitle=say("by_subtitle", lang))
