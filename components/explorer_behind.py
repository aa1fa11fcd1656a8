"""Under a map of shares of plan: who is furthest behind the pace of the year, and since which month."""

from typing import Any

from dash import dcc, html

from components import formats
from components.map_words import say
from components.profile_links import path_of
from data import periods
from data.map_answers import MapView

SHOWN = 5


def section(view: MapView, lang: str = "vi") -> list[Any]:
    """The five furthest behind with their share and their month; nothing where the map shows no pace."""
    if view.behind is None:
        return []
    period = view.asked.ask.period
    passed = formats.percent(periods.share_of_year_elapsed(period) * 100, lang=lang)
    title = html.H3(say("behind_title", lang), className="ranking-title")
    if view.behind.empty:
        return [title, html.P(say("behind_none", lang, passed=passed), className="subtitle")]
    rows = [html.Li(_line(one, view, lang)) for one in view.behind.head(SHOWN).to_dict("records")]
    note = say("behind_note", lang, count=len(view.behind), month=_within(period, lang), passed=passed)
    return [title, html.Ol(rows, className="behind-list"), html.P(note, className="subtitle")]


def _line(one: dict[Any, Any], view: MapView, lang: str) -> list[Any]:
    asked = view.asked
    told = say(
        "behind_line", lang, share=formats.percent(one["share"], lang=lang), since=_within(one["since"], lang)
    )  # fmt: skip
    name = str(one["area_name"])
    if asked.level != "commune":
        return [html.B(name), f": {told}"]
    return [dcc.Link(name, href=path_of(str(one["area_code"]), asked.set_code)), f": {told}"]


def _within(period: str, lang: str) -> str:
    label = periods.label(period, lang)
    return label if lang == "en" else f"{label[0].lower()}{label[1:]}"
