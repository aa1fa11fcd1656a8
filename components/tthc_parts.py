"""The small parts of the room of administrative procedures: names, figures with their source, tables."""

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import html

from components import formats
from components.attributes import attrs
from components.plain import plain
from components.tthc_words import say
from components.wire import Element
from components.words import word
from data import scoring_rules
from data.score_answers import ScoreKey, ScoreView

DECIMALS = 2  # as the portal prints scores


def name_of(item: str, lang: str = "vi") -> str:
    about = scoring_rules.item(item)
    return about.name_en if lang == "en" else about.name


def points(value: float | None, lang: str = "vi") -> str:
    return formats.number(value, DECIMALS, lang=lang)


def signed(value: float | None, lang: str = "vi") -> str:
    return formats.signed(value, DECIMALS, lang=lang)


def whole(value: float | None, lang: str = "vi") -> str:
    """A count; the highest score of an item without its idle decimals."""
    return formats.number(value, lang=lang)


def key_of(view: ScoreView, item: str, unit_code: str = "") -> str:
    """What the source panel is asked for: unit, day and item; without a unit the chosen one."""
    return ScoreKey(unit_code or view.ask.unit.unit_code, view.ask.day, item).text()


def figure(text: str, view: ScoreView, item: str, lang: str = "vi", at: str = "table") -> html.Button:
    """A published figure of the chosen unit that opens its source."""
    return sourced(text, key_of(view, item), name_of(item, lang), at, lang)


def sourced(text: str, key: str, name: str, at: str, lang: str = "vi") -> html.Button:
    """A figure that opens the source of ``key``."""
    return html.Button(
        text,
        id={"type": "source", "key": key, "at": at},
        type="button",
        n_clicks=0,
        className="source-link",
        title=word("source_of", lang, name=name),
    )


def listed(text: str, view: ScoreView, item: str, lang: str = "vi") -> Any:
    """A place or a distance, leading to the list of all units in which it was counted."""
    if not any(letter.isdigit() for letter in text):
        return text
    asked = {"tinh": view.ask.province_code, "don-vi": view.ask.unit.key, "ngay": f"{view.ask.until:%Y-%m-%d}"}
    address = f"/tthc?{urlencode({key: value for key, value in (asked | {'muc': item}).items() if value})}#tthc-peers"
    told = say("listed_in", lang, number=text, item=name_of(item, lang))
    return html.A(text, href=address, className="source-link", title=told, **attrs({"aria-label": told}))


def item_button(item: str, chosen: str, lang: str = "vi") -> html.Button:
    """The name of an item; a click shows it on the map and in the trend."""
    return html.Button(
        name_of(item, lang),
        id={"type": "card", "code": item, "from": "detail"},
        type="button",
        n_clicks=0,
        className="link-button" + (" is-selected" if item == chosen else ""),
        **attrs({"aria-pressed": str(item == chosen).lower()}),
    )


def counts(row: pd.Series, lang: str = "vi") -> str:
    """ "260.099 / 280.591 = 92,7 %"; "" without counts."""
    if pd.isna(row["numerator"]) or pd.isna(row["denominator"]):
        return ""
    told = f"{whole(row['numerator'], lang)} / {whole(row['denominator'], lang)}"
    if not row["denominator"]:
        return told
    return f"{told} = {formats.percent(100 * row['numerator'] / row['denominator'], lang=lang)}"


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]], label: str, words: Collection[int] = (0,)) -> Element:
    """A table that can be scrolled by keyboard; all columns but ``words`` hold figures and stand right."""
    head = html.Tr(
        [html.Th(text, scope="col", className="" if n in words else "figure") for n, text in enumerate(heads)]
    )
    body = [
        html.Tr(
            [
                html.Th(cell, scope="row") if n == 0 else html.Td(cell, className="" if n in words else "figure")
                for n, cell in enumerate(row)
            ]
        )
        for row in rows
    ]
    made = html.Table([html.Thead(head), html.Tbody(body)], className="data-table score-table")
    return plain(html.Div(made, className="table-scroll", tabIndex=0, role="region", **attrs({"aria-label": label})))


def against_median(row: pd.Series, lang: str = "vi") -> str:
    """ "kém trung vị 1,31"."""
    gap = row["to_median"]
    if pd.isna(gap):
        return ""
    if abs(gap) < 0.005:
        return say("at_median", lang)
    return say("above_median" if gap > 0 else "below_median", lang, points=points(abs(gap), lang))


def lost_words(row: pd.Series, lang: str = "vi") -> str:
    """ "Mất 10,00 điểm"."""
    if pd.isna(row["score"]) and pd.isna(row["lost"]):
        return ""
    if row["lost"] < -0.005:
        return say("above_max", lang, points=points(-row["lost"], lang))
    return say("lost", lang, points=points(row["lost"], lang)) if row["lost"] >= 0.005 else say("nothing_lost", lang)


def movement_words(row: pd.Series, item: str, lang: str = "vi") -> str:
    """ "+0,12 so với 24/09/2026", or that the formula changed in between; "" for the first capture."""
    if row["broken"] is True or row["broken"] == 1:
        day = next(one for one in reversed(scoring_rules.breaks(item)) if pd.Timestamp(one) > row["before"])
        return say("broken", lang, day=formats.date(day))
    if pd.isna(row["movement"]):
        return ""
    return say("movement", lang, points=signed(row["movement"], lang), day=formats.date(row["before"]))
