"""Why a commune has its level: the rule and article, the inputs with their age, what is missing; and who decided."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from dash import html

from components import messages
from components.emergency_parts import chip, figure, moment, pick, row, sourced_chip, table
from components.emergency_tasks import reached
from components.emergency_words import VARIABLES, say, variable
from components.number_link import number_link, source_button
from components.wire import Element, element
from data import catalogue, periods
from data.answers import NumberKey
from data.emergency_answers import EmergencyView, HazardWhy, Hints, Used, Why
from data.keys import MOST, EntryKey, MadeKey
from data.risk import rules
from data.risk.rules import NOT_CLASSIFIED


def ranked(view: EmergencyView, lang: str = "vi") -> Any:
    """The communes by level, highest first, each with all three levels beside each other."""
    if view.communes.empty:
        return ""
    frame = view.communes.sort_values(["level", "rain_24h_mm"], ascending=False)
    frame = frame[(frame["level"] > 0) | frame["decided"].notna() | frame["official"].notna()]
    heads = [say(name, lang) for name in ("commune", "holds", "proposed", "official", "decided", "hazard", "rain")]
    rows = [
        row(
            [
                pick(one["area_code"], one["area_name"], "ranked"),
                chip(one["level"], lang),
                chip(float(one["proposed"]), lang, weak=one["weak"]),
                sourced_chip(one["official"], one["official_key"], f"ranked-{one['area_code']}", lang),
                chip(one["decided"], lang),
                _hazard(one["hazard"], lang),
                _rain(one, lang),
            ]
        )
        for one in frame.to_dict("records")
    ]
    if rows:
        return table(heads, rows, say("ranked_title", lang))
    return messages.message(say("unknown" if view.communes["level"].isna().all() else "level_0", lang))


def _rain(one: Mapping[Any, Any], lang: str) -> Any:
    """The rain of a commune, leading to the readings that it is the sum of."""
    told = figure(float(np.round(one["rain_24h_mm"])), lang)
    name = f"{variable('rain_24h_mm', lang)}, {one['area_name']}: {told}"
    return source_button(told, one["rain_key"], f"rain-{one['area_code']}", name, lang) if one["rain_key"] else told


def title(view: EmergencyView, lang: str = "vi") -> str:
    if view.why is None:
        return say("ranked_title", lang)
    return say("why_title", lang, name=view.why.place["area_name"])


def body(view: EmergencyView, lang: str = "vi") -> list[Any]:
    """The panel of the chosen commune; a hint without one."""
    if view.why is None:
        return [html.P(say("why_none", lang), className="subtitle")]
    why = view.why
    mine = view.communes[view.communes["area_code"] == why.area_code].iloc[0]
    levels = [
        element("Span", [f"{say('holds', lang)} ", chip(mine["level"], lang)]),
        element("Span", [f"{say('proposed', lang)} ", chip(float(mine["proposed"]), lang, weak=bool(mine["weak"]))]),
        element(
            "Span",
            [
                f"{say('official', lang)} ",
                sourced_chip(mine["official"], mine["official_key"], "why", lang),
                f" {why.official_of}",
            ],
        ),
        element("Span", [f"{say('official_province', lang)} ", *_of_province(view, lang)]),
        element("Span", [f"{say('decided', lang)} ", chip(mine["decided"], lang)]),
    ]
    told = [element("P", _place(why, lang), "subtitle"), element("Div", levels, "why-levels")]
    if why.together > 1:
        told.append(element("P", say("combine", lang, count=why.together), "why-missing"))
    hazards = [_why(one, lang) for one in why.hazards if one.level or one.missing or one.used]
    return [
        *told,
        *_decisions(view, lang),
        element("Ul", hazards, "why-hazards"),
        element("P", say("disclaimer", lang), "subtitle"),
        *_hints(view, lang),
        *_contacts(view, lang),
    ]


def _of_province(view: EmergencyView, lang: str) -> list[Any]:
    """The level that the newest bulletin gives the whole province, and whose it is."""
    if view.official is None:
        return [element("Span", say("official_none", lang))]
    level, whose = view.official
    return [sourced_chip(float(level), view.official_key, "of-province", lang), f" {whose}"]


def _hints(view: EmergencyView, lang: str) -> list[Element]:
    """What is known of the ground, a line each with its source; set apart from what the level rests on."""
    known = view.hints
    if known is None:
        return []
    lines: list[Any] = [
        _points(known, view.ask.province_code, lang),
        _forest(known, view.ask.area_code, lang),
        _zone(known, lang),
    ]
    return [
        element("P", [element("B", say("hints_title", lang))], "why-more"),
        element("Ul", [element("Li", line) for line in lines]),
        element("P", say("hints_note", lang), "subtitle"),
    ]


def _points(known: Hints, province_code: str, lang: str) -> Any:
    """How many places at risk, leading to each entry of the list that was counted."""
    if known.updated_at is None:
        return say("hint_points_none", lang)
    told = say(
        "hint_points", lang, slides=known.landslide_points, floods=known.flood_points, near=known.points_near,
        km=f"{known.near_km:g}",
    )  # fmt: skip
    name = known.list_name_en if lang == "en" else known.list_name
    listed = f" ({say('hint_list', lang, name=name, when=f'{known.updated_at:%d/%m/%Y}')})"
    if not known.points:
        return told + listed
    entries = tuple(EntryKey("risk_point", province_code, code) for code in known.points[:MOST])
    return [source_button(told, MadeKey("listed", entries).text(), "points", told, lang), listed]


def _forest(known: Hints, area_code: str, lang: str) -> Any:
    if known.forest_cover is None:
        return say("hint_forest_none", lang)
    about = catalogue.get(known.forest_source)
    name, period = about.name_en if lang == "en" else about.name, periods.label(known.forest_period, lang)
    source = say("hint_indicator", lang, name=name, period=period)
    told = say("hint_forest", lang, cover=figure(round(known.forest_cover, 1), lang))
    key = NumberKey(known.forest_source, area_code, known.forest_period, "actual")
    return [number_link(told, key, "forest", lang), f" ({source})"]


def _zone(known: Hints, lang: str) -> str:
    if not known.zone:
        return say("hint_zone_none", lang)
    zone = catalogue.member_name("hazard_zone", known.zone, lang)
    return f"{say('hint_zone', lang, zone=zone)} ({known.zone_document or say('hint_document_none', lang)})"


def _contacts(view: EmergencyView, lang: str) -> list[Element]:
    """Whom to call in the commune, by role."""
    lines = [f"{one.role}: {reached(one)}" for one in view.contacts.of_commune(view.ask.area_code)]
    if not lines:
        return []
    listed = element("Ul", [element("Li", line) for line in lines], "task-contact")
    return [element("P", [element("B", say("contacts", lang))], "why-more"), listed]


def _place(why: Why, lang: str) -> str:
    place = why.place
    zone = catalogue.member_name("hazard_zone", place["zone"], lang) if place["zone"] else say("no_zone", lang)
    terrain = catalogue.member_name("terrain", place["terrain"], lang) if place["terrain"] else say("no_terrain", lang)
    region = place["flash_flood_landslide"]
    former = place["former_province"] + (f" ({region})" if region not in ("", NOT_CLASSIFIED) else "")
    return say(
        "place", lang, former=former, zone=zone, terrain=terrain, flood=place["flood_station"] or say("no_flood", lang)
    )


def _hazard(code: str, lang: str) -> str:
    one = rules.hazards().get(code)
    return (one.name_en if lang == "en" else one.name) if one else "–"


def _why(one: HazardWhy, lang: str) -> Element:
    parts: list[Any] = [element("B", [chip(float(one.level), lang), " ", _hazard(one.hazard, lang)])]
    if one.rule is None:
        parts.append(element("P", say("nothing_holds", lang)))
    else:
        grade = rules.grades()[one.rule.grade]
        told = say("grade", lang, grade=grade.grade, name=grade.name_en if lang == "en" else grade.name)
        limits = "" if grade.may_alert else f"; {say('no_alert', lang)}"
        parts.append(element("P", f"{say('basis', lang)}: {one.rule.article}. {told}{limits}"))
    if one.used:
        inputs = [piece for used in one.used for piece in ("; ", *_used(used, one, lang))]
        parts.append(element("P", [f"{say('inputs', lang)}: ", *inputs[1:]]))
    if one.missing:
        what = ", ".join(variable(name, lang) for name in one.missing)
        parts.append(element("P", say("missing", lang, what=what), "why-missing"))
    return element("Li", parts)


def _used(used: Used, why: HazardWhy, lang: str) -> list[Any]:
    """A variable with its value, leading to the readings behind it, the station, and how old they are."""
    text = f"{variable(used.variable, lang)} {figure(round(used.value, 1), lang)} {VARIABLES[used.variable][2]}".strip()
    if not used.station:
        return [text]
    told = source_button(text, used.key.text(), f"why-{why.hazard}-{used.variable}", text, lang) if used.key else text
    far = used.distance_km
    where = say("from_station", lang, station=used.station, km=figure(round(far), lang)) if far else used.station
    age = say("age", lang, hours=figure(round(used.age_hours or 0), lang))
    return [told, f" ({where}, {age})"]


def _decisions(view: EmergencyView, lang: str) -> list[Element]:
    """Every decision about the commune, newest first, with who, when and why."""
    mine = view.decisions[view.decisions["area_code"] == view.ask.area_code].iloc[::-1]
    return [
        element(
            "P",
            [
                chip(float(one["level"]), lang),
                f" {one['decided_by']} ({one['agency']}), {moment(one['at'])}: {one['reason']}",
            ],
        )
        for one in mine.to_dict("records")
    ]
