"""The tiles above an event: what it is, the official level, and how many communes stand at each."""

from typing import Any

from dash import html

from components.emergency_parts import chip, sourced_chip
from components.emergency_words import kind_name, say
from data.emergency_answers import EmergencyView


def strip(view: EmergencyView, lang: str = "vi") -> list[Any]:
    """The event in a line: what it is, the official level, and how many communes stand at which level."""
    if view.event is None:
        return []
    opened = view.event["opened_at"]
    first = _tile(
        str(view.event["name"]),
        f"{kind_name(str(view.event['kind']), lang)} · {say(str(view.event['state']), lang)} · {opened:%d/%m/%Y}",
    )
    level, whose = view.official if view.official else (None, say("official_none", lang))
    tiles = [first, _tile([sourced_chip(level, view.official_key, "strip", lang)], f"{say('official', lang)}: {whose}")]
    if len(view.communes):
        counted = view.communes["level"].dropna().astype(int).value_counts()
        tiles += [
            _tile([str(int(counted.get(number, 0)))], say("communes_at", lang, level=number), number)
            for number in (3, 2, 1)
        ]
        above = sum(int(counted.get(number, 0)) for number in (4, 5))
        if above:
            tiles.insert(2, _tile([str(above)], say("communes_at", lang, level="4–5"), 4))
        if unknown := int(view.communes["level"].isna().sum()):
            tiles.append(_tile([str(unknown)], say("communes_unknown", lang)))
    return tiles


def _tile(figure: Any, words: str, level: int = 0) -> html.Div:
    mark = [" ", chip(level)] if level else []
    return html.Div(
        [html.B([*(figure if isinstance(figure, list) else [figure]), *mark]), html.Span(words)],
        className="emergency-tile",
    )
