"""What chosen areas have together, in words: the figure, how it came about, or why there is none."""

from typing import Any

from dash import dcc, html

from components import directive_links, directive_words, explorer, formats, map_quantity, naming
from components.map_words import say
from data import catalogue
from data.answers import NumberKey
from data.map_answers import MapAsk, MapView, Subtotal


def subtotal(view: MapView, lang: str = "vi") -> Any:
    """The figure of the chosen areas with its rule; a sentence where there is none."""
    found = view.subtotal
    if found is None:
        return html.P(say("sub_none", lang), className="note")
    head = html.H3(say("sub_title", lang, count=found.of))
    told = [head, *(html.P(one) for one in sentences(view.asked, found, lang)), *_directive(view.asked, lang)]
    return html.Div(told, className="subtotal")


def _directive(asked: MapAsk, lang: str) -> list[Any]:
    """The way to give the chosen communes a task about what the map shows."""
    ask = asked.ask
    key = NumberKey(ask.indicator.code, ask.province_code, ask.period, ask.measure, ask.breakdown)
    address = directive_links.of_communes(key, asked.chosen) if asked.level == "commune" else ""
    words = directive_words.say("give_chosen", lang, count=len(asked.chosen))
    return [html.P(dcc.Link(words, href=address, className="action"))] if address else []


def sentences(asked: MapAsk, found: Subtotal, lang: str = "vi") -> list[Any]:
    """The figure and what belongs to it, a paragraph each."""
    if found.value is None:
        return [say(_why_not(found), lang)]
    own = naming.unit_of(asked.ask.indicator, lang)
    told: list[Any] = [[html.B(f"{formats.number(found.value, lang=lang)} {own}"), f" · {_rule(found, lang)}"]]
    if found.shown is not None:
        told.append(f"{formats.number(found.shown, lang=lang)} {explorer.unit(asked, lang)}")
    if found.plan_share is not None:
        told.append(say("sub_plan", lang, share=formats.number(found.plan_share, 1, lang=lang)))
    if found.change is not None:
        told.append(
            say(
                "sub_change",
                lang,
                arrow=naming.arrow(found.change),
                change=formats.number(abs(found.change), 1, lang=lang),
                unit=map_quantity.unit_of_moves(asked.ask.indicator, lang),
                against=explorer.against(asked.ask.comparison, lang),
            )
        )
    if found.numerator:
        parts = [naming.name_of(catalogue.get(code), lang) for code in (found.numerator, found.denominator)]
        told.append(" / ".join(parts))
    return told


def _why_not(found: Subtotal) -> str:
    if found.parts == 0:
        return "sub_no_values"
    return "sub_no_parts" if found.rule == "recompute" else "sub_no_rule"


def _rule(found: Subtotal, lang: str) -> str:
    return say("sub_rate" if found.rule == "recompute" else "sub_sum", lang, parts=found.parts, of=found.of)
