"""The figures of the room of administrative procedures: cards, the map's colours, the trend with its break."""

from typing import Any

import pandas as pd
from dash import html

from components import cards, figures, formats, maps, messages
from components.ids import Ids
from components.palettes import MUTED
from components.shading import Shades
from components.tthc_parts import against_median, key_of, lost_words, movement_words, name_of, whole
from components.tthc_words import say
from components.words import word
from data import scoring_rules
from data.score_answers import ScoreKey, ScoreView


def card_row(view: ScoreView, lang: str = "vi") -> html.Div:
    """The total and the six components."""
    codes = [scoring_rules.TOTAL, *(one.code for one in scoring_rules.components())]
    shown = [_headline(code, view, lang) for code in codes]
    return cards.cards(shown, selected=view.ask.item, lang=lang)


def _headline(code: str, view: ScoreView, lang: str) -> cards.Headline:
    highest = scoring_rules.item(code).max_score or 0.0
    unit = say("of_max", lang, max=whole(highest, lang))
    row = view.items.loc[code] if code in view.items.index else None
    if row is None or pd.isna(row["score"]):
        return cards.Headline(code, name_of(code, lang), unit, None, note=say("no_score", lang))
    place = say("place", lang, place=whole(row["place"], lang), of=whole(row["of"], lang))
    told = [
        place if view.ranks(code) else say("inherited_short", lang),
        against_median(row, lang),
        movement_words(row, code, lang),
    ]
    if code == scoring_rules.TOTAL:
        told.insert(1, _band(float(row["score"]), lang))
    return cards.Headline(
        code=code,
        name=name_of(code, lang),
        unit=unit,
        value=float(row["score"]),
        decimals=2,
        change=lost_words(row, lang),
        plan=cards.PlanShare(100 * float(row["score"]) / highest, None, say("share_of_max", lang)),
        note=" · ".join(part for part in told if part),
        source_key=key_of(view, code),
        simulated=row["status"] == "simulated",
    )


def _band(total: float, lang: str) -> str:
    band = scoring_rules.band(total)
    name = band.name_en if lang == "en" else band.name
    return name if band.verified else f"{name} ({say('unverified', lang)})"


def shades(view: ScoreView, lang: str = "vi") -> Shades:
    """The chosen item in every commune."""
    frame = view.communes
    if frame["value"].isna().all():
        names = dict(zip(frame["area_code"], frame["area_name"], strict=True))
        return maps.unpainted(say("no_communes", lang), names, lang=lang)
    sheet = maps.shades(
        frame.assign(status="missing"),
        unit=say("points", lang),
        title=f"{name_of(view.ask.item, lang)} ({say('points', lang)})",
        decimals=2,
        lang=lang,
    )
    sheet["sources"] = commune_keys(view)
    return sheet


def commune_keys(view: ScoreView) -> dict[str, str]:
    """By area the key of the score that a commune shows."""
    known, day = view.communes.dropna(subset=["value"]), view.commune_day
    units = zip(known["area_code"], known["unit_code"], strict=True)
    return {str(area): ScoreKey(str(unit), day, view.ask.item).text() for area, unit in units} if day else {}


def map_subtitle(view: ScoreView, lang: str) -> str:
    if view.commune_day is None:
        return ""
    highest = whole(scoring_rules.item(view.ask.item).max_score, lang)
    count = int(view.communes["value"].notna().sum())
    told = say("map_subtitle", lang, max=highest, day=formats.date(view.commune_day), count=count)
    return f"{told} · {word('simulated_status', lang)}" if view.communes_simulated else told


def foot(view: ScoreView, lang: str = "vi") -> str:
    """Who published what the map shows, and whose boundaries these are."""
    return f"{word('source', lang)}: {'; '.join(view.commune_sources) or '–'}. {view.boundary_note}"


def trend(ids: Ids, view: ScoreView, lang: str = "vi") -> Any:
    """The chosen item over the captures; the line ends where the portal began to score in another way."""
    frame = view.trend.dropna(subset=["score"]).sort_values("captured_on")
    if len(frame) < 2:
        return messages.message(say("one_capture", lang, day=formats.date(view.ask.day)))
    days = [formats.date(day) for day in frame["captured_on"]]
    broken = [pd.Timestamp(day) for day in view.breaks]
    last = max((day for day in broken if (frame["captured_on"] >= day).any()), default=pd.Timestamp.min)
    role = ["now" if day >= last else "before" for day in frame["captured_on"]]
    lines = pd.DataFrame({"period": days, "value": frame["score"].to_numpy(), "series": role})
    labels = {"now": say("new_way", lang), "before": say("old_way", lang)}
    figure = figures.trend(lines, unit=say("points", lang), labels=labels, ticks=days, decimals=2, lang=lang)
    for line in figure["data"]:
        if len(line["x"]) == 1:  # a line of one point would not be seen
            line["marker"] |= {"size": 8}
    if "before" in role:
        _mark_break(figure, role.index("now") - 0.5, say("break_here", lang))
    title = say("trend_title", lang, item=name_of(view.ask.item, lang))
    return figures.graph(figure, ids.trend_graph, title, description=view.ask.unit.unit_name)


def _mark_break(figure: figures.Figure, place: float, text: str) -> None:
    """A dashed line with words between two captures."""
    line = {"type": "line", "x0": place, "x1": place, "y0": 0, "y1": 1, "yref": "paper"}
    figure["layout"]["shapes"] = [line | {"line": {"color": MUTED, "width": 1.4, "dash": "dot"}}]
    figure["layout"]["annotations"].append({
        "x": place, "y": 1, "yref": "paper", "yanchor": "top", "text": text, "showarrow": False,
        "font": {"color": MUTED}, "bgcolor": "rgba(255,255,255,0.8)",
    })  # fmt: skip
