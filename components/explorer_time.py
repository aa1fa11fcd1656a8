"""The map through time and side by side: all values sent once, drawn by ``assets/map-time.js`` without another request.

One store serves both: a bar with a slider plays its frames on the map, small maps stand beside each other.
"""

from typing import Any

import numpy as np
from dash import html

from components import explorer
from components.attributes import attrs
from components.ids import Ids
from components.map_words import say
from components.shading import Shades
from data import catalogue, periods
from data.map_answers import MapView

MOST_SMALL = 12  # maps beside each other
DIGITS = 6  # of a value that is only drawn and told in a tooltip
BUTTONS = (("before", "chevron-left"), ("play", "play"), ("after", "chevron-right"))


def bar(ids: Ids, lang: str = "vi") -> html.Div:
    """The button that asks for all periods, and the bar that appears with them."""
    ask = html.Button(say("time", lang), id=ids.time, type="button", n_clicks=0, className="button time-open")
    words = {f"data-{key}": say(key, lang) for key in ("play", "pause", "before", "after", "slider", "speed")}
    steps = html.Div(className="time-bar", hidden=True, **attrs({"data-time-bar": ids.map, **words}))
    return html.Div([ask, steps], className="map-time")


def course(view: MapView, sheet: Shades, lang: str = "vi") -> dict[str, Any]:
    """All frames as JSON; empty when the map is looked at in one period alone.

    ``values`` is a list per frame in the order of ``codes``, None where there is no value; ``filter`` and ``keys`` say
    which dropdown a frame belongs to and by which choice.  The classes are those of ``sheet``.
    """
    if view.course is None or sheet["message"]:
        return {}
    by_member = view.asked.mode == "by_member"
    found = view.course
    return {
        "keys": [_choice(view, key) for key in found.keys],
        "labels": [_label(view, key, lang) for key in found.keys],
        "codes": list(found.area_codes),
        "values": [[_plain(value) for value in frame] for frame in found.values],
        "at": 0 if by_member or view.asked.ask.period not in found.keys else found.keys.index(view.asked.ask.period),
        "filter": "breakdown" if by_member else "period",
        "small": MOST_SMALL if view.asked.mode in ("by_period", "by_member") else 0,
        "small_of": say("small_of", lang, label="{label}", known="{known}", of="{of}"),
        "small_maps": say("small_maps", lang),
        "unit": explorer.unit(view.asked, lang),
        "lang": lang,
    }


def former(view: MapView, lang: str = "vi") -> list[list[Any]]:
    """Longitude, latitude and words of every former commune whose place is known; empty while they are not shown."""
    if view.former is None:
        return []
    known = view.former[view.former["lon"].notna()]
    words = [
        say("former_point", lang, name=row.full_name, district=row.district_name, now=row.area_name)
        for row in known.itertuples()
    ]
    return [list(one) for one in zip(known["lon"].tolist(), known["lat"].tolist(), words, strict=True)]


def _choice(view: MapView, key: str) -> str:
    return f"{view.asked.axis}={key}" if view.asked.mode == "by_member" else key


def _label(view: MapView, key: str, lang: str) -> str:
    if view.asked.mode == "by_member":
        return catalogue.member_name(view.asked.axis, key, lang)
    return periods.label(key, lang)


def _plain(value: float) -> float | None:
    return float(np.format_float_positional(value, DIGITS, fractional=False)) if np.isfinite(value) else None
