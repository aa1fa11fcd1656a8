"""The strip that says a view in words: its sentences with their sources, copying, and what the filters mean."""

from typing import Any
from urllib.parse import urlencode

from dash import html

from components import asking, sentences
from components.attributes import attrs
from components.plain import plain
from components.sentence_words import say
from components.way_words import say as way
from components.wire import Element, element
from components.words import word
from data.answers import GroupView


def strip(view: GroupView, set_code: str, shown: str, method: str, lang: str = "vi") -> Element:
    """The sentences of a view; each number is a button that opens its source (``{"type": "source", "key": …}``).

    ``assets/way-copy.js`` copies them with links in the place of the buttons, or the address alone.
    """
    told = sentences.of_view(view, shown, lang)
    pieces = [piece for one in told for piece in (*one, sentences.Piece(" "))]
    words = [_piece(piece, number, lang) for number, piece in enumerate(pieces)]
    buttons = [
        html.Button(say(f"copy_{what}", lang), type="button", className="button", **attrs({"data-copy": what}))
        for what in ("sentence", "link")
    ]
    said = {"data-copied": way("copied", lang), "data-not-copied": way("not_copied", lang)}
    status = html.Span(className="way-status", role="status", **attrs(said))
    facts = [
        part
        for one in asking.meanings(view, shown, lang)
        for part in (element("Dt", one.name.capitalize()), element("Dd", one.meaning))
    ]
    meant = html.Details([html.Summary(say("what_is_shown", lang)), html.Dl(facts, className="lineage-facts")])
    told_of = {"aria-label": say("heading", lang), "data-query": _query(view, set_code, shown, method)}
    parts = [html.P(words, className="sentence"), html.Div([*buttons, status], className="sentence-tools"), meant]
    return plain(html.Section(parts, className="panel telling", **attrs(told_of)))


def _query(view: GroupView, set_code: str, shown: str, method: str) -> str:
    """The parameters of the whole view, defaults included: what is newest today is another month tomorrow."""
    ask = view.ask
    told = {"bo": set_code, "ky": view.page_period, "so-voi": ask.comparison, "phan-to": ask.breakdown}
    told |= {"nhom": ask.group, "the-hien": shown, "lop": method, "chi-so": ask.indicator.code, "xa": ask.area_code}
    return urlencode(told | ({"biet-den": f"{ask.as_of:%Y-%m-%d}"} if ask.as_of else {}))


def _piece(piece: sentences.Piece, number: int, lang: str) -> Any:
    if not piece.key:
        return piece.text
    return element(
        "Button",
        piece.text,
        "sentence-number source-link",
        id={"type": "source", "key": piece.key, "at": f"sentence-{number}"},
        type="button",
        title=word("source_of", lang, name=piece.text),
        **{"data-source": piece.key},
    )
