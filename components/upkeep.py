"""The operator's page: what needs doing first, then how everything stands; plain lists that a phone shows as well."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from dash import html

from components import formats, messages
from components.upkeep_words import say

WARNING, DANGER = 2, 3  # of ``Finding.severity``


class Finding(Protocol):
    """As ``data.upkeep.findings`` has it."""

    @property
    def subject(self) -> str: ...
    @property
    def severity(self) -> int: ...
    @property
    def told(self) -> str: ...
    @property
    def remedy(self) -> str: ...


class Line(Protocol):
    """As ``data.upkeep.logs`` has it."""

    @property
    def at(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def told(self) -> str: ...
    @property
    def is_good(self) -> bool: ...


def to_do(found: Sequence[Finding], lang: str = "vi") -> html.Div:
    """What has to be mended, the worst first; below it, folded, what is sound."""
    bad = [one for one in found if one.severity >= WARNING]
    told = [_finding(one, lang) for one in bad] or [messages.message(say("nothing", lang))]
    sound = [html.Li(f"{one.subject}: {one.told} {one.remedy}".strip()) for one in found if one.severity < WARNING]
    folded = html.Details([html.Summary(say("looked_at", lang, count=str(len(sound)))), html.Ul(sound)])
    return html.Div([*told, folded])


def _finding(one: Finding, lang: str) -> html.Div:
    tone: messages.Tone = "bad" if one.severity >= DANGER else "warn"
    why = say("danger" if one.severity >= DANGER else "warning", lang)
    return messages.message(f"{why} · {one.subject}: {one.told}", tone=tone, remedy=one.remedy or None)


def facts(told: Mapping[str, Any], lang: str = "vi") -> html.Dl:
    """Names and values, in the order given; names are keys of the words."""
    rows = [[html.Dt(say(key, lang)), html.Dd(value)] for key, value in told.items()]
    return html.Dl([part for row in rows for part in row], className="facts")


def lines(found: Sequence[Line], nothing: str, lang: str = "vi") -> Any:
    """What logs tell, a line each."""
    if not found:
        return html.P(say(nothing, lang))
    return html.Ul([html.Li(_line(one, lang)) for one in found])


def _line(one: Line, lang: str) -> str:
    mark = "✓" if one.is_good else "✗"
    return f"{mark} {_moment(one.at)} · {one.name} · {one.told}"


def _moment(text: str) -> str:
    try:
        return formats.datetime(datetime.fromisoformat(text))
    except ValueError:  # a line that somebody wrote by hand
        return text


def counted(found: Mapping[str, int], lang: str = "vi") -> str:
    """Counts by their names; a zero where there is nothing."""
    told = (f"{say(f'count_{key}', lang)}: {formats.number(count, lang=lang)}" for key, count in found.items())
    return ", ".join(told) or "0"
