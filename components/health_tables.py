"""The tables of the room of health: every facility with all that it reported, and how long medicines last."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from dash import html

from components import exports, grid, health_source, messages, panels
from components.health_words import say
from data import catalogue, catalogue_registers
from data.health_answers import Health
from data.keys import Key

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

# The figures of the two tables with what stands behind each.
Sources = Mapping[str, Callable[[Mapping[Any, Any]], Key]]
OF_FACILITIES: Sources = {
    "planned_beds": health_source.listed,
    "actual_beds": health_source.listed,
    "in_use": health_source.beds_in_use,
    "occupancy": health_source.occupancy,
    "of_actual": health_source.of_actual,
    "free_beds": health_source.room,
    "icu": health_source.intensive,
    "isolation": health_source.isolation,
    "days": health_source.filling,
    **{name: health_source.newest(name) for name in ("staff_per_bed", "shifts", "waiting", "transfers")},
}
OF_MEDICINES: Sources = {
    "stock": health_source.stock,
    "use": health_source.stocks,
    "days_left": health_source.stocks,
}


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
            sourced=field in OF_FACILITIES,
            may_group=field in ("level", "specialty_name", "band_name", "commune_name"),
        )
        for field, name, kind, width in _TABLE
    ]
    ordered = shown.sort_values("mean", ascending=False, na_position="last")
    rows = grid.records(ordered[["area_code", *(field for field, *_ in _TABLE)]])
    for line, row in zip(rows, own.loc[ordered.index].to_dict("records"), strict=True):
        line |= _keys(row, OF_FACILITIES)
    added = exports.to_briefing("hospitals.table", {})
    body = grid.grid(table_id, rows, columns, told, key="area_code", height=30, briefing=added, lang=lang)
    return panels.panel(say("all_title", lang), body, subtitle=say("all_subtitle", lang))


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
         "days_left": one["days_left"], "day": one["day"].strftime("%Y-%m-%d"), **_keys(one, OF_MEDICINES)}
        for one in found.medicines.assign(days_left=found.medicines["days"]).head(SHORTEST).to_dict("records")
    ]  # fmt: skip
    kinds: Mapping[str, grid.Kind] = {"stock": "number", "use": "number", "days_left": "number", "day": "date"}
    columns = [
        grid.Column(
            name,
            say(name, lang),
            kinds.get(name, "text"),
            decimals=1 if name in ("use", "days_left") else None,
            width=15 if name == "name" else 9,
            sourced=name in OF_MEDICINES,
        )
        for name in ("name", "medicine", "days_left", "stock", "use", "day")
    ]
    body: list[Any] = [grid.grid(table_id, grid.records(pd.DataFrame(rows)), columns, told, key="key", lang=lang)]
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


def _keys(row: Mapping[Any, Any], sources: Sources) -> dict[str, str]:
    """The keys of the figures that a row has."""
    return {f"{field}_source": of(row).text() for field, of in sources.items() if pd.notna(row.get(field))}
