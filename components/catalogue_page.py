"""The layout of the catalogue page: the search, the filters, the list, and the card beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

from components import filters, formats, panels
from components.attributes import attrs
from components.catalogue_list import found_words, more, set_name
from components.code_words import FREQUENCIES, name_of_code
from components.frame import group_name, used_groups
from components.icons import icon
from components.page_words import say
from data import catalogue

P = "catalogue"
TEXT, SET, PAGE, AGENCY = f"{P}-text", f"{P}-set", f"{P}-page", f"{P}-agency"
FREQUENCY, OPEN, FLAG = f"{P}-frequency", f"{P}-open", f"{P}-flag"
LIST, COUNT, MORE, CARD = f"{P}-list", f"{P}-count", f"{P}-more", f"{P}-card"
CODE, WANTED = f"{P}-code", f"{P}-wanted"
CLEAR, DOWNLOAD, FILE = f"{P}-clear", f"{P}-download", f"{P}-file"
CONTROLS = (TEXT, SET, PAGE, AGENCY, FREQUENCY, OPEN, FLAG)  # in the order of the fields of ``Wanted``
# Field of ``Wanted`` → words that name it where nothing was found.
CONDITIONS = {
    "text": "words_typed",
    "set_code": "set",
    "page": "page_group",
    "agency": "agency",
    "frequency": "frequency",
    "open_field": "open_filter",
    "flagged": "flag_filter",
}


def head(lang: str = "vi") -> html.Div:
    """The title with how much the catalogue holds, and the whole of it to take away."""
    rows = sum(len(catalogue.printed_rows(set_code)) for set_code in catalogue.sets())
    counts = {"indicators": formats.number(len(catalogue.indicators()), lang=lang), "rows": rows}
    button = html.Button(
        [icon("download"), say("download_catalogue", lang)], id=DOWNLOAD, type="button", n_clicks=0, className="action"
    )
    lead = say("catalogue_lead", lang, sets=len(catalogue.sets()), **counts)
    return panels.page_head(say("catalogue", lang), html.Div([button, dcc.Download(id=FILE)]), lead=lead)


def search_bar(
    chosen: Mapping[str, str], agencies: Sequence[str], open_counts: Mapping[str, int], lang: str = "vi"
) -> html.Div:
    """Search box and filters; ``chosen`` has the value of each control by its id."""
    box = html.Label(
        [
            html.Span(say("search_label", lang), className="visually-hidden"),
            icon("search"),
            dcc.Input(
                id=TEXT,
                type="search",
                value=chosen[TEXT],
                debounce=0.15,
                placeholder=say("search_hint", lang),
                maxLength=120,
                autoComplete="off",
                className="search-input",
            ),
        ],
        className="search-box",
    )
    clear = html.Button(say("clear", lang), id=CLEAR, type="button", n_clicks=0, className="action is-quiet")
    fields = [
        filters.field(control, label, options, chosen[control], lang=lang)
        for control, label, options in _choices(agencies, open_counts, lang)
    ]
    parts = [box, filters.bar([*fields, html.Div(clear)], lang=lang)]
    return html.Div(parts, className="catalogue-search", role="search")


def _choices(
    agencies: Sequence[str], open_counts: Mapping[str, int], lang: str
) -> list[tuple[str, str, dict[str, str]]]:
    """Id, label and options of each dropdown; the first option asks for nothing."""
    anything = {"": say("all", lang)}
    opened = {name: f"{say(name, lang)} ({count})" for name, count in open_counts.items()}
    return [
        (SET, say("set", lang), anything | {code: set_name(code, lang) for code in catalogue.sets()}),
        (PAGE, say("page_group", lang), anything | {one.page: group_name(one, lang) for one in used_groups()}),
        (AGENCY, say("agency", lang), anything | {name: name for name in agencies}),
        (
            FREQUENCY,
            say("frequency", lang),
            anything | {code: name_of_code(FREQUENCIES, code, lang) for code in FREQUENCIES},
        ),
        (OPEN, say("open_filter", lang), anything | opened),
        (FLAG, say("flag_filter", lang), anything | {"1": say("flagged_only", lang)}),
    ]


def board(rows: Any, card: Any, found: int, limit: int, lang: str = "vi") -> html.Div:
    """The list, and the card of the chosen indicator beside it (below it on a phone)."""
    words = more(found, limit, lang)
    results = html.Section(
        [
            html.H2(say("results", lang), className="visually-hidden"),
            html.P(found_words(found, len(catalogue.indicators()), limit, lang), id=COUNT, role="status"),
            html.Div(
                [
                    html.Div(rows, id=LIST),
                    html.Button(words, id=MORE, type="button", n_clicks=0, className="action", hidden=not words),
                ],
                className="catalogue-scroll",
                tabIndex=0,
                role="region",
                **attrs({"aria-label": say("results", lang)}),
            ),
        ],
        className="panel catalogue-results",
    )
    shown = html.Div(card, id=CARD, className="panel catalogue-shown", **attrs({"aria-live": "polite"}))
    return html.Div([results, shown], className="catalogue-board")
