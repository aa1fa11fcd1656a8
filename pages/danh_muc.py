"""Danh mục chỉ số: what every indicator means, as printed and as used, and what the decisions leave open."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dash import ClientsideFunction, Input, Output, State, callback, clientside_callback, dcc, html, register_page
from dash.dcc.express import send_file

from components import catalogue_card, catalogue_list, frame
from components.catalogue_page import (
    CARD,
    CLEAR,
    CODE,
    CONDITIONS,
    CONTROLS,
    COUNT,
    DOWNLOAD,
    FILE,
    LIST,
    MORE,
    WANTED,
    board,
    head,
    search_bar,
)
from components.page_words import say
from data import about, catalogue, catalogue_export, catalogue_history, catalogue_search
from data.catalogue_search import KEYS, Wanted

PATH = "/danh-muc"
FILE_NAME = "danh-muc-chi-so.csv"

register_page(__name__, path=PATH, name="Danh mục chỉ số", title="Danh mục chỉ số · Chiso", order=800)


def layout(ma: object = "", **params: object) -> html.Div:
    """The search and the card that a link asks for: ``ma`` is the indicator, the other keys are those of ``KEYS``."""
    lang, code = frame.language(), catalogue_search.as_text(ma)
    wanted, strange = catalogue_search.understand(params)
    chosen = dict(zip(CONTROLS, (getattr(wanted, name) for name in KEYS), strict=True))
    found = catalogue_search.matching(wanted)
    rows = _rows(found, wanted, code, catalogue_list.STEP, lang)
    told = about.about().told()
    told["simulated"] = False  # no figure stands on this page
    content = [
        head(lang),
        *frame.not_understood(strange, lang),
        search_bar(chosen, catalogue_search.agencies(), catalogue_search.open_counts(), lang),
        board(rows, _card(code, wanted.link(), lang), len(found), catalogue_list.STEP, lang),
        dcc.Store(id=CODE, data=code),
        dcc.Store(id=WANTED, data=wanted.link()),
    ]
    return frame.page(content, active=PATH, lang=lang, **told)


@callback(
    Output(LIST, "children"),
    Output(COUNT, "children"),
    Output(MORE, "children"),
    Output(MORE, "hidden"),
    Output(MORE, "n_clicks"),
    Output(WANTED, "data"),
    *(Input(control, "value") for control in CONTROLS),
    Input(MORE, "n_clicks"),
    State(WANTED, "data"),
    State(CODE, "data"),
    prevent_initial_call=True,
)
def find(*given: Any) -> tuple[Any, str, str, bool, int, dict[str, str]]:
    """The list anew: the values of CONTROLS, how often more was asked for, the question before, the open indicator."""
    *values, clicks, before, code = given
    lang = frame.language()
    wanted, _ = catalogue_search.understand(dict(zip(KEYS.values(), values, strict=True)))
    clicks = clicks if wanted.link() == before else 0  # a new question begins at the top
    limit = catalogue_list.STEP * (1 + clicks)
    found = catalogue_search.matching(wanted)
    words = catalogue_list.more(len(found), limit, lang)
    counted = catalogue_list.found_words(len(found), len(catalogue.indicators()), limit, lang)
    return _rows(found, wanted, code, limit, lang), counted, words, not words, clicks, wanted.link()


@callback(Output(CARD, "children"), Input(CODE, "data"), State(WANTED, "data"), prevent_initial_call=True)
def show(code: str, wanted: Mapping[str, str]) -> Any:
    """The card of the indicator that was chosen in the list."""
    return _card(code, wanted, frame.language())


@callback(Output(FILE, "data"), Input(DOWNLOAD, "n_clicks"), prevent_initial_call=True)
def download(_clicks: int) -> Any:
    """The whole catalogue as ``chiso catalogue export`` writes it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILE_NAME
        catalogue_export.export(path)
        return send_file(path)


# The link follows the view, and "clear" empties the controls: neither needs the server.
clientside_callback(ClientsideFunction("catalogue", "link"), Input(WANTED, "data"), Input(CODE, "data"))
clientside_callback(
    ClientsideFunction("catalogue", "clear"),
    *(Output(control, "value") for control in CONTROLS),
    Input(CLEAR, "n_clicks"),
    prevent_initial_call=True,
)


def _rows(found: list[catalogue.Indicator], wanted: Wanted, code: str, limit: int, lang: str) -> Any:
    words = [say(CONDITIONS[name], lang) for name in catalogue_search.conditions(wanted)]
    return catalogue_list.listed(found, wanted=wanted.link(), conditions=words, chosen=code, limit=limit, lang=lang)


def _card(code: str, wanted: Mapping[str, str], lang: str) -> Any:
    indicator = catalogue.indicators().get(code)
    if indicator is None:
        return catalogue_card.nothing_chosen(lang, unknown=code)
    return catalogue_card.card(
        indicator,
        changes=catalogue_history.changes_of(indicator),
        wanted=wanted,
        page_link=frame.page_link(indicator),
        lang=lang,
    )
