"""Odd values in words: what each is held against, what it is likely to be, and where to look at it."""

from collections import Counter
from collections.abc import Sequence
from math import isnan
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html

from components import formats, messages, naming, profile_links
from components.attributes import attrs
from components.odd_words import say
from components.plain import plain
from components.wire import Element, element, labelled
from data import catalogue, periods
from data.analyst import Odd, Oddity, Search
from data.answers import NumberKey
from data.catalogue import Indicator

CAUSES = (
    "unit_slip", "digit_slip", "contradiction", "caught_up", "unknown", "provisional", "boundary", "event_all",
    "event_lasting", "scope", "gap",
)  # fmt: skip
EVENTS = ("event_all", "event_lasting", "boundary", "provisional", "scope")  # what may well be right
SHOWN = 60


def short_words(odd: Oddity | None, one: Indicator, lang: str = "vi", other: str = "") -> str:
    """Why a value is odd, in one sentence without its place and period; "" for none."""
    if odd is None:
        return ""
    told = {
        "value": _number(odd.value, lang),
        "expected": _number(odd.expected, lang),
        "unit": naming.unit_of(one, lang),
        "of": odd.of,
        "other": _other(odd.reason, other, lang),
    }
    held = say(f"by_{odd.reason}", lang, **told)
    return f"{held[:1].upper()}{held[1:]}: {cause_words(odd, lang)}."


def cause_words(odd: Oddity, lang: str = "vi") -> str:
    """What a value is likely to be."""
    if odd.cause in ("unit_slip", "digit_slip"):
        way, times = ("more", odd.factor) if odd.factor >= 1 else ("less", 1 / odd.factor)
        return say(f"{odd.cause}_{way}", lang, times=formats.number(round(times), lang=lang))
    if odd.cause == "caught_up":
        return say(odd.cause, lang, times=formats.number(odd.factor, lang=lang))
    return say(odd.cause, lang)


def _other(reason: str, other: str, lang: str) -> str:
    """The names behind ``Odd.other``: an axis, or indicators."""
    if reason == "parts":
        return catalogue.vocabulary("axes")[other][lang == "en"].lower()
    known = [catalogue.indicators()[code] for code in other.split() if code in catalogue.indicators()]
    return "; ".join(f"«{naming.name_of(one, lang)}»" for one in known) or "–"


def _number(value: float, lang: str) -> str:
    return formats.number(None if isnan(value) else value, _decimals(value), lang=lang)


def _decimals(value: float) -> int | None:
    """What was worked out is not told more exactly than it is known."""
    return None if isnan(value) or abs(value) < 100 or float(value).is_integer() else 1


def listed(found: Sequence[Odd], set_code: str, lang: str = "vi") -> Any:
    """The odd values as a table, the oddest first; a sentence when there are none."""
    if not found:
        return messages.message(say("nothing", lang))
    heads = ("cause", "place", "indicator", "period", "value", "usual", "why", "look")
    head = [html.Th(say(name, lang), scope="col", className="figure" if name in heads[4:6] else "") for name in heads]
    rows = [_row(one, place, set_code, lang) for place, one in enumerate(found[:SHOWN])]
    more = [html.P(say("shown_first", lang, shown=SHOWN), className="muted")] if len(found) > SHOWN else []
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="stacked-table odd-table")
    return plain(html.Div([table, *more]))


def _row(one: Odd, number: int, set_code: str, lang: str) -> Element:
    is_gap = one.oddity.reason == "gap"
    name = naming.name_of(one.indicator, lang)
    place: Any = one.area_name
    if len(one.area_code) == 5:
        place = dcc.Link(one.area_name, href=profile_links.path_of(one.area_code, set_code))
    cells = (
        ("cause", html.Span(say(f"mark_{one.oddity.cause}", lang), className=f"odd-mark{_tone(one)}"), ""),
        ("place", place, ""),
        ("indicator", f"{name} (+{one.oddity.of - 1})" if is_gap and one.oddity.of > 1 else name, ""),
        ("period", naming.period_words(one.period, one.measure, lang), ""),
        ("value", say("not_shown", lang) if is_gap else _value(one, number, lang), "figure"),
        ("usual", "" if is_gap else _usual(one, lang), "figure"),
        ("why", short_words(one.oddity, one.indicator, lang, one.other), "cell-why"),
        ("look", dcc.Link(say("see", lang), href=view_of(one)), ""),
    )
    return element("Tr", [labelled("Td", told, say(key, lang), kind) for key, told, kind in cells])


def _tone(one: Odd) -> str:
    return "" if one.oddity.cause in EVENTS else " is-warn"


def _value(one: Odd, number: int, lang: str) -> html.Button:
    key = NumberKey(one.indicator.code, one.area_code, one.period, one.measure)
    told = {"type": "source", "key": key.text(), "at": f"odd-{number}"}
    shown = [html.B(_number(one.oddity.value, lang)), f" {naming.unit_of(one.indicator, lang)}"]
    return html.Button(shown, id=told, type="button", className="source-link", n_clicks=0)


def _usual(one: Odd, lang: str) -> Any:
    """What was expected, leading to the communes and the years that it was worked out from."""
    told = _number(one.oddity.expected, lang)
    if isnan(one.oddity.expected):
        return told
    name = say("usual_of", lang, value=told, name=naming.name_of(one.indicator, lang))
    return element("A", told, "source-link", href=view_of(one), **attrs({"aria-label": name}))


def view_of(one: Odd) -> str:
    """Where the value is seen with its map and its trend: the month of the page, and the commune."""
    wanted = {"bo": one.indicator.set_code, "chi-so": one.indicator.code}
    if periods.parse(one.period).frequency == "month":
        wanted["ky"] = one.period
    if len(one.area_code) == 5:
        wanted["xa"] = one.area_code
    shown = {"the-hien": "value"}
    return f"{catalogue.pages()[one.indicator.page].path}?{urlencode(wanted | shown)}"


def summary(found: Sequence[Odd], search: Search, lang: str = "vi") -> str:
    """How much was looked at, how much is odd, and of which kinds."""
    if not search.looked_at:
        return say("too_short", lang)
    values = formats.number(search.looked_at, lang=lang)
    told = say("looked_at", lang, values=values, indicators=search.indicators, found=len(found))
    counts = Counter(one.oddity.cause for one in found)
    kinds = [f"{say(f'mark_{cause}', lang).lower()} {counts[cause]}" for cause in CAUSES if counts[cause]]
    return f"{told} {' · '.join(kinds)}".strip()
