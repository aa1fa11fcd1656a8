"""Under a map of shares of plan: who is furthest behind the pace of the year, and since which month."""

from dataclasses import replace
from typing import Any

from dash import dcc, html

from components import formats, naming
from components.attributes import attrs, valued
from components.map_words import say
from components.number_link import number_link
from components.plain import plain
from components.profile_links import path_of
from data import periods
from data.answers import NumberKey
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
    rows = [
        html.Li(_line(one, view, lang), **valued(str(one["area_name"]), one["share"]))
        for one in view.behind.head(SHOWN).to_dict("records")
    ]
    note = say("behind_note", lang, count=len(view.behind), month=_within(period, lang), passed=passed)
    return [
        title,
        plain(html.Ol(rows, className="behind-list", **attrs({"data-unit": "%"}))),
        html.P(note, className="subtitle"),
    ]


def _line(one: dict[Any, Any], view: MapView, lang: str) -> list[Any]:
    asked, name, since = view.asked, str(one["area_name"]), _within(one["since"], lang)
    whose = html.B(name)
    if asked.level == "commune":
        whose = dcc.Link(name, href=path_of(str(one["area_code"]), asked.set_code))
    reached, plan = _keys(one, view)
    unit = naming.unit_of(asked.ask.indicator, lang)
    return [
        whose,
        say("behind_reached", lang, share=formats.percent(one["share"], lang=lang)),
        number_link(formats.number(one["reached"], lang=lang), reached, "behind", lang),
        say("behind_of", lang),
        number_link(formats.number(one["plan"], lang=lang), plan, "behind", lang),
        say("behind_since", lang, unit=unit, since=since),
    ]


def _keys(one: dict[Any, Any], view: MapView) -> tuple[NumberKey, NumberKey]:
    """Where both numbers of a share come from: in a map of provinces each has the indicator of its own set."""
    ask, frame = view.asked.ask, view.frame
    code = str(frame.loc[frame["area_code"] == one["area_code"], "reported_as"].iloc[0])
    reached = NumberKey(code, str(one["area_code"]), ask.period, "cumulative", ask.breakdown)
    return reached, replace(reached, period=ask.period[:4], measure="plan", basis=str(one["basis"]))


def _within(period: str, lang: str) -> str:
    label = periods.label(period, lang)
    return label if lang == "en" else f"{label[0].lower()}{label[1:]}"
