"""Hospitals in the room of health: tiles, who is overloaded, who has room, how long medicines last."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import dcc, html

from components import cards, exports, figure_bars, figures, formats, grid, health_map, health_source, messages, panels
from components.attributes import attrs
from components.health_words import say
from data import catalogue, catalogue_registers, health_rules, hospitals
from data.health_answers import Course, Health
from data.health_asked import HealthAsk
from data.keys import MadeKey

PATH = "/y-te"
SHORTEST = 20
_SHARES = ("occupancy", "of_actual", "days", "icu", "isolation")
_TABLE: tuple[tuple[str, str, grid.Kind, float], ...] = (
    ("name", "name", "text", 17), ("commune_name", "commune", "text", 11), ("level", "level", "text", 9),
    ("specialty_name", "specialty", "text", 10), ("planned_beds", "planned_beds", "number", 7),
    ("actual_beds", "actual_beds", "number", 7), ("in_use", "in_use", "number", 7),
    ("occupancy", "occupancy", "number", 7), ("of_actual", "of_actual_column", "number", 7),
    ("free_beds", "free_beds", "number", 6), ("icu", "icu_column", "number", 6),
    ("isolation", "isolation", "number", 6), ("days", "days", "number", 6),
    ("staff_per_bed", "staff_per_bed", "number", 7), ("shifts", "shifts", "number", 5),
    ("waiting", "waiting", "number", 6), ("transfers", "transfers", "number", 6), ("band_name", "band", "text", 8),
    ("day", "day", "date", 7),
)  # fmt: skip


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


def medicines(found: Health, told: grid.Told, table_id: str, lang: str = "vi") -> html.Section:
    """The medicines that run out first; what was set aside is said."""
    title, names = (
        say("medicine_title", lang),
        dict(zip(found.facilities["area_code"], found.facilities["name"], strict=True)),
    )
    if found.medicines.empty:
        return panels.panel(title, messages.message(say("no_medicine", lang)))
    words = catalogue.members("medicine", lang)
    rows = [
        {"key": f"{one['area_code']}|{one['medicine']}", "name": names.get(one["area_code"], one["area_code"]),
         "medicine": words.get(one["medicine"], one["medicine"]), "stock": one["stock"], "use": one["use"],
         "days_left": one["days"], "day": one["day"].strftime("%Y-%m-%d")}
        for one in found.medicines.head(SHORTEST).to_dict("records")
    ]  # fmt: skip
    kinds: Mapping[str, grid.Kind] = {"stock": "number", "use": "number", "days_left": "number", "day": "date"}
    columns = [
        grid.Column(
            name,
            say(name, lang),
            kinds.get(name, "text"),
            decimals=1 if name in ("use", "days_left") else None,
            width=15 if name == "name" else 9,
        )
        for name in ("name", "medicine", "days_left", "stock", "use", "day")
    ]
    body: list[Any] = [grid.grid(table_id, _plain(rows), columns, told, key="key", lang=lang)]
    aside = found.medicines[found.medicines["set_aside"] > 0]
    if len(aside):
        where = "; ".join(
            f"{names.get(row['area_code'], '')}: {words.get(row['medicine'], row['medicine'])}"
            for row in aside.to_dict("records")
        )
        body.insert(
            0, messages.message(say("set_aside", lang, count=int(aside["set_aside"].sum()), names=where), tone="warn")
        )
    return panels.panel(title, body, subtitle=say("medicine_subtitle", lang))


def _plain(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return grid.records(pd.DataFrame(list(rows)))


def table(found: Health, told: grid.Told, table_id: str, lang: str = "vi") -> html.Section:
    """Every facility with all that it reported."""
    register = catalogue_registers.registers()["facility"]
    own = found.facilities
    shown = own.assign(
        level=own["care_level"].map(register.field("care_level").words(lang)).fillna(""),
        specialty_name=own["specialty"].map(register.field("specialty").words(lang)).fillna(""),
        band_name=[say(band or "none", lang) for band in own["band"]],
        day=own["day"].dt.strftime("%Y-%m-%d") if len(own) else own["day"],
    )
    columns = [
        grid.Column(
            field,
            say(name, lang),
            kind,
            decimals=1 if field in _SHARES else None,
            width=width,
            pinned=field == "name",
            may_group=field in ("level", "specialty_name", "band_name", "commune_name"),
        )
        for field, name, kind, width in _TABLE
    ]
    ordered = shown.sort_values("mean", ascending=False, na_position="last")
    rows = grid.records(ordered[["area_code", *(field for field, *_ in _TABLE)]])
    added = exports.to_briefing("hospitals.table", {})
    body = grid.grid(table_id, rows, columns, told, key="area_code", height=30, briefing=added, lang=lang)
    return panels.panel(say("all_title", lang), body, subtitle=say("all_subtitle", lang))
