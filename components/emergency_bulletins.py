"""What bulletins said, bulletin by bulletin, and what communes reported; falls and disagreements are shown as such."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import html

from components import messages
from components.emergency_parts import figure, moment, pick, row, table
from components.emergency_words import item_name, say
from components.number_link import source_button
from components.plain import plain
from components.wire import element
from data import catalogue
from data.bulletin_items import Item, damage
from data.emergency_answers import EmergencyView
from data.keys import CellKey, MadeKey
from data.risk.rules import limit

KEY = ["issued_at", "issuing_body"]


def timeline(view: EmergencyView, lang: str = "vi") -> Any:
    """One row per bulletin and area above the commune, a column per item that any of them has."""
    found = view.figures[view.figures["area_level"] != "commune"]
    found = found[found["item"].isin([one.item for one in damage()])]
    if found.empty:
        return messages.message(say("no_bulletins", lang))
    items = [one for one in damage() if one.item in set(found["item"])]
    before: dict[tuple[str, str, str], float] = {}
    places = cells(found)
    rows = []
    grouped = found.groupby([*KEY, "area_level", "area_name"], sort=False)
    ordered = sorted(grouped, key=lambda one: (one[0][0], one[0][1]))
    for key, own in ordered:
        at, body, area = pd.Timestamp(str(key[0])), str(key[1]), str(key[3])
        values = dict(zip(own["item"], own["value"], strict=True))
        shown: list[Any] = [moment(at, bool(own["has_hour"].iloc[0]), lang), body or say("unnamed", lang), area]
        for item in items:
            came_from = places.get((area, item.item, body, at))
            value = values.get(item.item, math.nan)
            shown.append(_cell(value, before.get((area, body, item.item)), item, came_from, lang))
            if item.item in values:
                before[area, body, item.item] = values[item.item]
        source = "; ".join(dict.fromkeys(own["source"]))
        rows.append(row([*shown, element("Span", _short(source), title=source)], numbers_from=3))
    heads = [
        say("issued", lang),
        say("body", lang),
        say("area", lang),
        *(_head(one, lang) for one in items),
        say("source", lang),
    ]
    return table(heads, rows[::-1], say("bulletins_title", lang))


def _short(source: str) -> str:
    return source.partition("/")[0].partition(" ")[0] if "." in source.partition("/")[0] else source[:28]


def _head(item: Item, lang: str) -> str:
    name = item_name(item, lang)
    unit = catalogue.unit_label(item.unit) if item.unit else ""
    return f"{name} ({unit})" if unit and unit not in ("người", "hộ", "nhà") else name


def cells(figures: pd.DataFrame) -> dict[tuple[str, str, str, pd.Timestamp], CellKey]:
    """Where each figure of the bulletins stands, by area, item, body and moment."""
    columns = ["area_name", "item", "issuing_body", "issued_at", "delivery_id", "sheet", "cell"]
    rows = figures[columns].itertuples(index=False, name=None)
    return {(area, item, body, at): CellKey(*place) for area, item, body, at, *place in rows}


def _sourced(value: float, key: CellKey | None, at: str, lang: str) -> Any:
    """A figure that leads to the cell it stands in; ``at`` is the table."""
    told = figure(value, lang)
    return told if key is None or math.isnan(value) else source_button(told, key.text(), at, told, lang)


def _cell(value: float, before: float | None, item: Item, key: CellKey | None, lang: str) -> Any:
    """A figure with the direction in which it moved, in a sign and in words."""
    if math.isnan(value) or before is None or before == value:
        return _sourced(value, key, "timeline", lang)
    up = value > before
    worse = up == (item.polarity == "lower")
    mark = element("Span", f" {'▲' if up else '▼'}{figure(abs(value - before), lang)}", "rise" if worse else "fall")
    return [_sourced(value, key, "timeline", lang), mark]


def by_commune(view: EmergencyView, latest: pd.DataFrame, lang: str = "vi") -> list[Any]:
    """The newest figures of each commune, their sum, what the province says, and where two bodies disagree."""
    communes = latest[latest["area_level"] == "commune"]
    province = latest[(latest["area_level"] == "province") & (latest["area_code"] == view.ask.province_code)]
    if communes.empty and province.empty:
        return [messages.message(say("no_bulletins", lang))]
    items = [one for one in damage() if one.item in {*communes["item"], *province["item"]}]
    rows, places = [], cells(view.figures)
    if len(province):
        own = _of_area(province)
        rows.append(
            row(
                [
                    say("province_row", lang),
                    *_figures(own, items, places, lang),
                    _moment(province, lang),
                ],
                numbers_from=1,
                class_name="is-total",
            )
        )
    if len(communes):
        rows.append(
            row(
                [
                    say("sum_row", lang),
                    *(_sum(communes[communes["item"] == one.item], places, lang) for one in items),
                    "",
                ],
                numbers_from=1,
                class_name="is-total",
            )
        )
    known = {place: _of_area(own) for place, own in communes.groupby(["area_code", "area_name"])}
    issued = communes.groupby(["area_code", "area_name"], sort=True)["issued_at"].max().reset_index()
    for place in issued.to_dict("records"):
        code, name = str(place["area_code"]), str(place["area_name"])
        shown = _figures(known[code, name], items, places, lang)
        named = pick(code, name, "damage") if code else name
        rows.append(row([named, *shown, moment(place["issued_at"], lang=lang)], numbers_from=1))
    heads = [say("commune", lang), *(_head(one, lang) for one in items), say("issued", lang)]
    return [*_disagreements(latest, places, lang), table(heads, rows, say("damage_title", lang))]


def _of_area(latest: pd.DataFrame) -> dict[str, Any]:
    """The newest figures of one area by item."""
    return {str(row["item"]): row for row in latest.to_dict("records")}


def _figures(own: Mapping[str, Any], items: Sequence[Item], places: Mapping[Any, CellKey], lang: str) -> list[Any]:
    """The figures of an area, a cell per item, each leading to where it stands."""
    found = [own.get(item.item) for item in items]
    return [
        _sourced(
            float(one["value"]),
            places.get((one["area_name"], one["item"], one["issuing_body"], one["issued_at"])),
            "damage",
            lang,
        )
        if one
        else figure(math.nan, lang)
        for one in found
    ]


def _sum(own: pd.DataFrame, places: Mapping[Any, CellKey], lang: str) -> Any:
    """What the communes told of an item together, leading to each of their figures."""
    if own.empty:
        return figure(math.nan, lang)
    rows = own[["area_name", "item", "issuing_body", "issued_at"]].itertuples(index=False, name=None)
    told = figure(float(own["value"].sum()), lang)
    return source_button(told, MadeKey("summed_figures", tuple(places[row] for row in rows)).text(), "sum", told, lang)


def _moment(own: pd.DataFrame, lang: str) -> str:
    return moment(own["issued_at"].max(), lang=lang)


def _disagreements(latest: pd.DataFrame, places: Mapping[Any, CellKey], lang: str) -> list[Any]:
    names = {one.item: item_name(one, lang) for one in damage()}
    differing = latest[latest["other"].notna() & latest["item"].isin(list(names))].to_dict("records")
    told = [
        element(
            "Li",
            [
                f"{one['area_name']}, {names[one['item']].lower()}: ",
                *_said(one, "", places, lang),
                "; ",
                *_said(one, "other_", places, lang),
            ],
        )
        for one in differing
    ]
    if not told:
        return []
    return [messages.message(say("disagree", lang), tone="warn", remedy=plain(element("Ul", told)))]


def _said(one: Mapping[Any, Any], whose: str, places: Mapping[Any, CellKey], lang: str) -> list[Any]:
    """What a body said, the figure leading to its cell; ``whose`` is "" or "other_"."""
    body, at, value = one[f"{whose or 'issuing_'}body"], one[f"{whose or 'issued_'}at"], one[whose[:5] or "value"]
    key = places.get((one["area_name"], one["item"], body, at))
    before, _, after = say(
        "differs", lang, body=body or say("unnamed", lang), value="\0", when=moment(at, lang=lang)
    ).partition("\0")
    return [before, _sourced(float(value), key, "disagree", lang), after]


def reported(view: EmergencyView, latest: pd.DataFrame) -> tuple[int, list[tuple[str, str]]]:
    """How many communes reported within the hours that are set, and code and name of those that did not."""
    since = (view.read_at or view.now) - pd.Timedelta(hours=limit("report_hours"))
    communes = latest[latest["area_level"] == "commune"]
    fresh = set(communes.loc[communes["issued_at"] >= since, "area_code"])
    absent = [
        (c, n) for c, n in zip(view.communes["area_code"], view.communes["area_name"], strict=True) if c not in fresh
    ]
    return len(view.communes) - len(absent), absent


def not_reported(view: EmergencyView, latest: pd.DataFrame, lang: str = "vi") -> list[Any]:
    """The communes that owe a report; those at level 1 or above first."""
    _, absent = reported(view, latest)
    if not absent:
        return []
    level = dict(zip(view.communes["area_code"], view.communes["level"].fillna(0), strict=True))
    absent.sort(key=lambda one: (-level[one[0]], one[1]))
    hours = f"{limit('report_hours'):g}"
    names = ", ".join(
        name + (f" ({say('level', lang, level=int(level[code])).lower()})" if level[code] else "")
        for code, name in absent
    )
    title = say("not_reported", lang, hours=hours, count=len(absent))
    return [html.Details([html.Summary(title), html.P(names)], className="map-table")]
