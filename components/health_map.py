"""The map of the room of health: communes by a rate, facilities as marks whose shape and colour are their band."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import html

from components import formats, maps
from components.attributes import attrs
from components.health_words import say
from components.shading import Shades
from data.health_answers import Course, Health
from data.health_asked import HealthAsk
from data.keys import EntryKey

SIGNS = ("red", "orange", "yellow", "green", "none")  # worst first
TIGHT = ("orange", "red")  # bands of intensive care that are told beside all beds
SMALL_BEDS = 50
LEAST, MOST, MANY_BEDS = 9, 26, 900


def shades(found: Health, course: Course | None, ask: HealthAsk, lang: str = "vi") -> Shades:
    """The communes by the chosen rate; a commune without one says why."""
    rows = found.communes[["area_code", "area_name"]].copy()
    layer, unit = say(ask.layer, lang), say(f"unit_{ask.layer}", lang)
    if ask.layer == "incidence":
        own = course.communes.set_index("area_code") if course else pd.DataFrame(columns=["incidence", "why", "cases"])
        rows["value"] = rows["area_code"].map(own["incidence"]).astype(float)
        rows["text"] = [_reason(code, own, lang) for code in rows["area_code"]]
    else:
        rows["value"] = found.communes[ask.layer].to_numpy(dtype=float)
    if rows["value"].isna().all():
        names = dict(zip(rows["area_code"], rows["area_name"], strict=True))
        return maps.unpainted(say("nobody", lang, layer=layer.lower()), names, lang=lang)
    return maps.shades(
        rows.assign(status="missing"),
        unit=unit,
        title=f"{layer} ({unit})",
        lower_is_better=ask.layer == "incidence",
        lang=lang,
    )


def _reason(code: str, own: pd.DataFrame, lang: str) -> list[str]:
    if code not in own.index:
        return []
    row: Any = own.loc[code]
    return [say(f"why_{row['why']}", lang, count=formats.number(row["cases"], lang=lang))] if row["why"] else []


def sign(row: Mapping[Any, Any]) -> str:
    """The band of a facility as its mark shows it."""
    return str(row["band"]) or "none"


def points(facilities: pd.DataFrame, lang: str = "vi") -> list[dict[str, Any]]:
    """Facilities with coordinates for the map, the worst last so that they lie on top."""
    placed = facilities[facilities["latitude"].notna() & facilities["longitude"].notna()]
    made = [
        {
            "lat": float(row["latitude"]),
            "lon": float(row["longitude"]),
            "lines": lines(row, lang),
            "worst": row["band"] == "red",
            "key": EntryKey.of_point(str(row["area_code"])).text(),
            "sign": sign(row),
            "size": _size(row["planned_beds"]),
        }
        for row in placed.to_dict("records")
    ]
    return sorted(made, key=lambda one: (-SIGNS.index(one["sign"]), one["size"]))


def _size(beds: float) -> int:
    """Width of a mark in pixels; its area grows with the beds."""
    share = min(max(0.0 if pd.isna(beds) else beds, 0.0) / MANY_BEDS, 1.0)
    wide: float = LEAST + (MOST - LEAST) * float(share) ** 0.5
    return round(wide)


def lines(row: Mapping[Any, Any], lang: str) -> list[str]:
    """What the tooltip of a facility says."""
    told = [str(row["name"]), str(row["commune_name"])]
    if pd.isna(row["day"]):
        return [*told, say("silent", lang)]
    return [*told, f"{say(sign(row), lang)}: {standing(row, lang)}", freshness(row, lang)]


def standing(row: Mapping[Any, Any], lang: str) -> str:
    """How full a facility is; of a small one its free beds, not a percentage."""
    free, parts = row["free_beds"], []
    if not pd.isna(free):
        name = "free" if free >= 0 else "over"
        parts = [say(name, lang, count=formats.number(abs(free), lang=lang))]
    if row["icu_band"] in TIGHT:
        name = "no_icu" if row["icu"] >= 100 else "icu_tight"
        parts.append(say(name, lang, share=formats.percent(row["icu"], lang=lang)))
    if pd.isna(row["occupancy"]) or row["planned_beds"] < SMALL_BEDS:
        return "; ".join(parts) or formats.NOTHING
    shares = [say("of_planned", lang, share=formats.percent(row["occupancy"], lang=lang))]
    if not pd.isna(row["of_actual"]):
        shares.append(say("of_actual", lang, share=formats.percent(row["of_actual"], lang=lang)))
    return "; ".join([*shares, *parts])


def freshness(row: Mapping[Any, Any], lang: str) -> str:
    if row["band"] == "" and row["age"] > 2:
        return say("stale", lang, age=int(row["age"]))
    return say("told_on", lang, day=formats.date(row["day"]))


def key(facilities: pd.DataFrame, lang: str = "vi") -> html.Ul:
    """What the marks mean, worst first, with their number."""
    signs = facilities["band"].replace("", "none").value_counts()
    rows: Sequence[Any] = [
        html.Li([
            html.Span(className=f"map-sign is-{one}", **attrs({"aria-hidden": "true"})),
            say("map_key", lang, name=say(one, lang), count=int(signs.get(one, 0))),
        ])
        for one in SIGNS
    ]  # fmt: skip
    return html.Ul(rows, className="sign-key")
