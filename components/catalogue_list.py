"""The list of indicators that fit: light rows that are links, so that they open in a new tab and by keyboard."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from dash import html

from components import formats, messages
from components.attributes import attrs
from components.code_words import frequencies
from components.page_words import say
from components.plain import plain
from components.wire import Element
from data import catalogue
from data.catalogue import Indicator

STEP = 100
PATH = "/danh-muc"


def link_to(code: str, wanted: Mapping[str, str] | None = None) -> str:
    """The address of an indicator's card, beside the list that ``wanted`` (keys of a link) asks for."""
    return f"{PATH}?{urlencode({**(wanted or {}), 'ma': code})}"


def indicator_name(indicator: Indicator, lang: str = "vi") -> str:
    return indicator.name_en if lang == "en" and indicator.name_en else indicator.name


def set_name(set_code: str, lang: str = "vi") -> str:
    one = catalogue.sets()[set_code]
    return one.name_en if lang == "en" else one.name


def unit_words(indicator: Indicator, lang: str = "vi") -> str:
    """The unit as read by people; says so when the decision leaves it open."""
    if not indicator.unit:
        return say("unit_open", lang)
    return catalogue.vocabulary("units")[indicator.unit][1 if lang == "en" else 0]


def found_words(found: int, total: int, limit: int, lang: str = "vi") -> str:
    """How many fit, of how many, and how many are shown."""
    counts = {"found": formats.number(found, lang=lang), "total": formats.number(total, lang=lang)}
    told = say("found_of" if found < total else "found", lang, **counts)
    return f"{told}, {say('shown_first', lang, shown=limit)}" if found > limit else told


def rows(
    found: Sequence[Indicator], *, wanted: Mapping[str, str], chosen: str = "", limit: int = STEP, lang: str = "vi"
) -> Element:
    """The first ``limit`` indicators; the ``chosen`` code is marked as the current one."""
    lines = [html.Li(row(one, wanted, one.code == chosen, lang)) for one in found[:limit]]
    return plain(html.Ul(lines, className="catalogue-rows"))


def row(indicator: Indicator, wanted: Mapping[str, str], is_chosen: bool, lang: str = "vi") -> html.A:
    """One indicator: its name, then set, unit, frequency and agency in a line, and what is wrong or open."""
    told = [set_name(indicator.set_code, lang), unit_words(indicator, lang), frequencies(indicator.frequencies, lang)]
    told += [indicator.provider] if indicator.provider else []
    marks = [html.Span(say("flag_mark", lang), className="mark is-warn")] if indicator.flag else []
    return html.A(
        [
            html.Span(indicator_name(indicator, lang), className="catalogue-name"),
            html.Span([" · ".join(told), *marks], className="catalogue-facts"),
        ],
        href=link_to(indicator.code, wanted),
        className="catalogue-row is-chosen" if is_chosen else "catalogue-row",
        **attrs({"data-catalogue-code": indicator.code, **({"aria-current": "true"} if is_chosen else {})}),
    )


def more(found: int, limit: int, lang: str = "vi") -> str:
    """The words of the button under the list; "" when everything is shown."""
    rest = found - limit
    return say("show_more", lang, count=min(rest, STEP)) if rest > 0 else ""


def nothing(conditions: Sequence[str], lang: str = "vi") -> html.Div:
    """No indicator fits; ``conditions`` are the words of what was asked for."""
    remedy = say("nothing_remedy", lang, conditions=", ".join(conditions)) if conditions else None
    return messages.message(say("nothing", lang), remedy=remedy)


def listed(
    found: Sequence[Indicator],
    *,
    wanted: Mapping[str, str],
    conditions: Sequence[str],
    chosen: str = "",
    limit: int = STEP,
    lang: str = "vi",
) -> Any:
    """The rows, or the sentence that stands in their place."""
    if not found:
        return nothing(conditions, lang)
    return rows(found, wanted=wanted, chosen=chosen, limit=limit, lang=lang)
