"""Who is first and who is last: two lists of bars that select a commune."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from components.analyst_words import say
from components.formats import number
from components.icons import icon
from components.number_link import source_button
from components.plain import plain
from components.profile_links import path_of
from components.shading import Shades, class_of, source_of
from components.wire import Element, element
from components.words import word

PROFILE = icon("chevron-right").to_plotly_json()


def ranking(
    frame: pd.DataFrame,
    *,
    count: int = 10,
    sheet: Shades | None = None,
    selected: str | None = None,
    decimals: int | None = None,
    set_code: str = "",
    name: str = "",
    sources: Mapping[str, str] | None = None,
    lang: str = "vi",
) -> Element:
    """The ``count`` highest and lowest of ``frame`` (``area_code``, ``area_name``, ``value``); rows without value rest.

    Few areas are never listed twice.  Bars start at zero and are coloured by class where ``sheet`` is given.  The name
    is a button with the id ``{"type": "rank", "code": area_code}``, which takes the clicks of its row; the value leads
    to its source, as ``sheet`` or ``sources`` (keys by code) name it; with ``set_code`` a link to the profile is beside
    it.  ``name`` says what is ranked, to who listens and where it is taken away.
    """
    told = zip(*(frame[name].tolist() for name in ("area_code", "area_name", "value")), strict=True)
    known = [_Place(str(code), str(name), float(value)) for code, name, value in told if not pd.isna(value)]
    if not known:
        return plain(element("Div", element("P", word("no_values", lang), "message"), "ranking"))
    known.sort(key=lambda one: (-one.value, one.name))
    top = known[:count]
    low = known[len(top) :][-count:][::-1]
    longest = max(abs(one.value) for one in known) or 1.0
    keys = {one.code: (sources or {}).get(one.code) or (source_of(sheet, one.code) if sheet else "") for one in known}
    lists = [("highest", top), *([("lowest", low)] if low else [])]
    parts = [
        element(
            "Div",
            [
                element("H3", word(title, lang), "ranking-title"),
                element(
                    "Ol",
                    [_row(line, longest, sheet, selected, decimals, set_code, keys[line.code], lang) for line in rows],
                ),
            ],
            "ranking-list",
        )
        for title, rows in lists
    ]
    named = {"role": "group", "aria-label": word("ranked", lang, what=name)} if name else {}
    unit = {"data-unit": sheet["title"]} if sheet is not None else {}  # of what is taken away
    return plain(element("Div", parts, "ranking", **named, **unit))


class _Place(NamedTuple):
    code: str
    name: str
    value: float


def _row(
    line: _Place,
    longest: float,
    sheet: Shades | None,
    selected: str | None,
    decimals: int | None,
    set_code: str,
    key: str,
    lang: str,
) -> Element:
    code, name, value = line
    style: dict[str, str] = {"--length": f"{abs(value) / longest * 100:.1f}%"}
    if sheet is not None and (place := class_of(sheet, code, value)) is not None:
        style |= {"--swatch": sheet["colors"][place], "--swatch-dark": sheet["colors_dark"][place]}
    button = element(
        "Button",
        name,
        "rank-name",
        type="button",
        id={"type": "rank", "code": code},
        title=word("show_on_map", lang, name=name),
        **{"aria-pressed": str(code == selected).lower()},
    )
    told = number(value, decimals=decimals, lang=lang)
    shown = (
        source_button(told, key, "ranking", f"{name}: {told}", lang, "rank-value source-link")
        if key
        else element("Span", told, "rank-value")
    )
    class_name = "rank-row" + (" is-selected" if code == selected else "")
    row = element("Div", [button, shown], class_name, style=style)  # the bar is drawn by the style sheet
    if not set_code:
        return element("Li", row)
    profile = f"{say('profile', lang)}: {name}"
    link = {"href": path_of(code, set_code), "title": profile, "aria-label": profile}
    return element("Li", [row, element("A", PROFILE, "rank-profile", **link)])
