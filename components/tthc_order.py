"""Who stands where by a score: communes and departments of a province, and all units of a level."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import dcc, html

from components import messages, panels, ranking
from components.shading import Shades
from components.tthc_parts import key_of, name_of, points, sourced, table, whole
from components.tthc_words import say
from data.score_answers import ScoreKey, ScoreView

RANKED = {"ranking_communes": 6, "ranking_agencies": 7}  # how many of each list


def rankings(view: ScoreView, sheet: Shades, lang: str = "vi") -> Any:
    """Communes and departments by the chosen item."""
    known = view.communes.dropna(subset=["value"])
    made: list[Any] = []
    if not known.empty:
        mark = [" ", messages.simulated(lang=lang)] if view.communes_simulated else []
        made += [html.H3([say("ranking_communes", lang), *mark]), _ranked(known, sheet, view, "ranking_communes", lang)]
    if view.agencies.empty:
        made.append(html.P(say("ranking_none", lang), className="muted"))
    else:
        agencies = view.agencies.rename(columns={"key": "area_code", "unit_name": "area_name"})
        marked = [" ", messages.simulated(lang=lang)] if (view.agencies["status"] == "simulated").any() else []
        made += [
            html.H3([say("ranking_agencies", lang), *marked]),
            _ranked(agencies, None, view, "ranking_agencies", lang),
        ]
    return html.Div(made)


def _ranked(rows: pd.DataFrame, sheet: Shades | None, view: ScoreView, whose: str, lang: str) -> html.Div:
    name = f"{name_of(view.ask.item, lang)} · {say(whose, lang)}"
    return ranking.ranking(
        rows, count=RANKED[whose], sheet=sheet, selected=view.ask.unit.key, decimals=2, name=name, lang=lang,
        sources=None if sheet else _agency_keys(view),
    )  # fmt: skip


def _agency_keys(view: ScoreView) -> dict[str, str]:
    day = view.agency_day or view.ask.day
    units = zip(view.agencies["key"], view.agencies["unit_code"], strict=True)
    return {str(key): ScoreKey(str(unit), day, view.ask.item).text() for key, unit in units}


def peers(view: ScoreView, lang: str = "vi") -> Any:
    """All units of the level in order; a province opens its own page."""
    item = name_of(view.ask.item, lang)
    title = say("peers_title", lang, count=len(view.peers), item=item[:1].lower() + item[1:])
    heads = [say("place_column", lang), say("unit", lang), say("score", lang)]
    rows = [
        [_place(row, view, lang), _peer(row, view), _peer_score(row, view, lang)]
        for row in view.peers.to_dict("records")
    ]
    return panels.panel(title, table(heads, rows, title, words=(0, 1)), class_name="peers")


def _peer(row: Mapping[Any, Any], view: ScoreView) -> Any:
    if row["unit_code"] == view.ask.unit.unit_code:
        return html.B(row["unit_name"])
    unit = "" if view.ask.unit.unit_kind == "province" else f"&don-vi={row['key']}"
    return dcc.Link(row["unit_name"], href=f"/tthc?tinh={row['province_code']}{unit}&muc={view.ask.item}")


def _place(row: Mapping[Any, Any], view: ScoreView, lang: str) -> Any:
    """The place in this list; it leads to the score that it was given by."""
    key = key_of(view, view.ask.item, str(row["unit_code"]))
    return sourced(whole(row["place"], lang), key, str(row["unit_name"]), "place", lang)


def _peer_score(row: Mapping[Any, Any], view: ScoreView, lang: str) -> html.Button:
    key, name = key_of(view, view.ask.item, str(row["unit_code"])), str(row["unit_name"])
    return sourced(points(row["value"], lang), key, name, "peers", lang)
