"""The map of an event: communes in the legal colours with their numbers, and layers of points that can be put on."""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
from dash import html

from components import formats
from components.attributes import attrs
from components.emergency_bulletins import cells
from components.emergency_words import item_name, say
from components.maps import unpainted
from components.shading import Shades, shades
from data import catalogue
from data.bulletin_items import Item, damage, items
from data.emergency_answers import PROPOSED, EmergencyView, Layer
from data.risk import rules

NONE_LIGHT, NONE_DARK = "#EEF2F4", "#22333C"
AT_FIRST = ("rain", "water_level", "incident", "road_cut")


def sheet(view: EmergencyView, lang: str = "vi") -> Shades:
    """What colours the communes for ``assets/map.js``: a level, or how much of one kind of damage they told."""
    item = items().get(view.ask.colour)
    return _damage(view, item, lang) if item else _levels(view, lang)


def _levels(view: EmergencyView, lang: str) -> Shades:
    """Class 0 is "none proposed", then the five levels; of what is not known nothing is painted."""
    frame, colour = view.communes, PROPOSED if view.ask.colour == PROPOSED else "level"
    if frame.empty:
        said = "closed_map" if view.event and view.event["state"] == "closed" else "none_title"
        return unpainted(say(said, lang, name=view.province_name), lang=lang)
    names = dict(zip(frame["area_code"], frame["area_name"], strict=True))
    known = frame[frame[colour].notna()]
    if known.empty:
        return unpainted(say("no_readings", lang), names, lang=lang)
    steps = rules.levels()
    level, codes = known[colour].astype(int), frame["area_code"].tolist()
    labels = [say("level_0", lang), *(f"{number} · {_name(number, lang)}" for number in steps)]
    counts = [int((level == number).sum()) for number in range(len(labels))]
    unknown = frame.loc[frame[colour].isna(), "area_code"]
    own = _own(frame) | (colour == PROPOSED)
    made = unpainted("", names, lang=lang)
    return made | {
        "title": say(f"map_legend_{colour}", lang), "areas": say("communes_n", lang, count="").strip(),
        "values": dict(zip(known["area_code"], map(float, level), strict=True)), "limits": [1.0, 2.0, 3.0, 4.0, 5.0],
        "status": dict.fromkeys(unknown, "missing"), "absent": {"missing": len(unknown)} if len(unknown) else {},
        "colors": [NONE_LIGHT, *(one.light for one in steps.values())],
        "colors_dark": [NONE_DARK, *(one.dark for one in steps.values())],
        "labels": labels, "counts": counts, "named": True,
        "text": {row["area_code"]: _told(row, lang) for row in frame.to_dict("records")},
        "weak": [str(code) for code, weak, shown in zip(codes, frame["weak"], own, strict=True) if weak and shown],
        "marks": {code: str(number) for code, number in zip(known["area_code"], level, strict=True) if number},
    }  # fmt: skip


def _damage(view: EmergencyView, item: Item, lang: str) -> Shades:
    """The newest figure of each commune; who told none is hatched, not zero."""
    latest = view.latest[(view.latest["area_level"] == "commune") & (view.latest["item"] == item.item)]
    told = latest[latest["area_code"] != ""].sort_values("issued_at").drop_duplicates("area_code", keep="last")
    name, unit = item_name(item, lang), catalogue.unit_label(item.unit)
    if told.empty:
        return unpainted(say("nobody_told", lang, item=name.lower()), lang=lang)
    figures = told[["area_code", "area_name", "value"]]
    everyone = view.communes[["area_code", "area_name"]].merge(figures[["area_code", "value"]], "left", "area_code")
    places = cells(view.figures)
    made = shades(
        (everyone if len(view.communes) else figures).assign(status="missing"),
        unit=unit,
        title=f"{name} ({unit})",
        lower_is_better=item.polarity == "lower",
        lang=lang,
    )
    made["sources"] = {
        str(one["area_code"]): key.text()
        for one in told.to_dict("records")
        if (key := places.get((one["area_name"], item.item, one["issuing_body"], one["issued_at"])))
    }
    return made


def colours(view: EmergencyView, lang: str = "vi") -> dict[str, str]:
    """What may colour the communes: the level in force, the one proposed, and the damage that any commune told."""
    told = set(view.latest.loc[view.latest["area_level"] == "commune", "item"]) | {view.ask.colour}
    names = {one.item: item_name(one, lang) for one in damage() if one.item in told}
    return {"": say("map_legend_level", lang), PROPOSED: say("map_legend_proposed", lang)} | names


def _own(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Where the proposal itself is shown, not a bulletin or a decision."""
    return frame["decided"].isna() & frame["official"].isna()


def _name(level: int, lang: str) -> str:
    one = rules.levels()[level]
    return one.name_en if lang == "en" else one.name


def _told(row: Mapping[Any, Any], lang: str) -> list[str]:
    if pd.isna(row["level"]):
        first = say("unknown", lang)
    else:
        first = say("level", lang, level=int(row["level"])) if row["level"] else say("level_0", lang)
    hazard = rules.hazards().get(str(row["hazard"]))
    lines = [first, *([hazard.name_en if lang == "en" else hazard.name] if hazard else [])]
    for name in ("official", "decided"):
        if pd.notna(row[name]):
            lines.append(f"{say(name, lang)}: {int(row[name])}")
    if pd.notna(row["rain_24h_mm"]):
        lines.append(f"{say('rain', lang)}: {formats.number(float(row['rain_24h_mm']), decimals=0, lang=lang)} mm")
    return lines


def layers_store(view: EmergencyView, lang: str = "vi") -> dict[str, Any]:
    """What ``assets/map-layers.js`` draws: every layer with its points, and whether it is late."""
    return {code: _layer(code, layer, lang) for code, layer in view.layers.items()}


def _layer(code: str, layer: Layer, lang: str) -> dict[str, Any]:
    kind, columns = say(code, lang), ("latitude", "longitude", "state", "worst", "key", "name", "area_name", "told")
    points = [
        {
            "lat": lat, "lon": lon, "state": state, "worst": worst, "key": key,
            "lines": [name, " · ".join(filter(None, (kind, area_name))), *told],
        }
        for lat, lon, state, worst, key, name, area_name, told in zip(
            *(layer.points[column].tolist() for column in columns), strict=True
        )
    ]  # fmt: skip
    return {"late": layer.is_late, "points": points}


def boxes(view: EmergencyView, shown: Collection[str], lang: str = "vi") -> list[html.Button]:
    """A box per layer with its number of points and its age; late ones are grey and say so.  See ``assets/view.js``."""
    return [
        html.Button(
            _label(code, layer, lang),
            id={"type": "layer", "code": code},
            type="button",
            role="checkbox",
            className="is-late" if layer.is_late else "",
            **attrs({"aria-checked": "true" if code in shown else "false"}),
        )
        for code, layer in view.layers.items()
    ]


def layer_choice(boxes_id: str, drawn: list[html.Button], lang: str = "vi") -> html.Fieldset:
    """The boxes of all layers."""
    return html.Fieldset(
        [html.Legend(say("layers", lang)), html.Div(drawn, id=boxes_id, className="layer-boxes")],
        className="layer-choice",
    )


def _label(code: str, layer: Layer, lang: str) -> list[Any]:
    when = say("never", lang) if layer.updated_at is None else _when(layer, lang)
    mark = html.Span(className=f"layer-mark layer-{code}", **attrs({"aria-hidden": "true"}))
    return [mark, f"{say(code, lang)} ", html.Span(f"{len(layer.points)} · {when}", className="layer-age")]


def _when(layer: Layer, lang: str) -> str:
    moment = layer.updated_at
    text = f"{moment:%H:%M %d/%m}" if moment and moment.hour else f"{moment:%d/%m/%Y}"
    return say("late" if layer.is_late else "updated", lang, when=text)
