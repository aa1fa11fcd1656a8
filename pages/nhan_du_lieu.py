"""Dữ liệu nhận được: every file that was sent, how much of it was accepted, and why the rest was refused."""

from typing import Any

import pandas as pd
from dash import html, register_page

from components import delivery_boundaries, delivery_feeds, delivery_list, formats, frame, grid, messages, panels
from components.page_words import say
from data import about, clock, deliveries, feeding, paths, queries
from data.catalogue_search import as_text
from data.rights import doors
from data.rights.reader import current
from data.state import store
from data.state.store import StateError
from geo import boundaries

PATH = "/nhan-du-lieu"
MOST = 2000  # deliveries that are listed, the newest

register_page(__name__, path=PATH, name="Dữ liệu nhận được", title="Dữ liệu nhận được · Chiso", order=810)


def layout(tinh: object = "", lan: object = "", **_unknown: object) -> html.Div:
    """The deliveries of the province ``tinh``, by default the one with most, and why cells of ``lan`` were refused."""
    lang, asked, delivery_id = frame.language(), as_text(tinh), as_text(lan)
    strange = [asked] if asked and asked not in about.province_codes() else []
    known = about.about("" if strange else asked)
    with about.reading(known) as conn:
        if conn is None:
            sent, explained, provinces = pd.DataFrame(), [], []
        else:
            sent = deliveries.newest(conn, known.province_code, MOST)
            explained = _explained(conn, delivery_id, lang) if delivery_id else []
            provinces = queries.provinces_with_data(conn)
    content = [
        panels.page_head(say("deliveries", lang), lead=say("deliveries_lead", lang)),
        *frame.not_understood(strange, lang),
        *frame.problem(known.problem, lang),
        delivery_list.province_links(
            {code: about.province_name(code) for code in provinces}, known.province_code, lang
        ),
        *explained,
        _listed(sent, known, lang),
        *_boundaries(known, lang),
    ]
    return frame.page(content, active=PATH, lang=lang, **known.told())


def _explained(conn: Any, delivery_id: str, lang: str) -> list[Any]:
    """What was refused of a delivery, what it feeds, what rests on it; a sentence when the reader may see no such."""
    about_it = deliveries.one(conn, delivery_id)
    if about_it is None:
        return [messages.message(say("unknown_delivery", lang, delivery=delivery_id), tone="warn")]
    name = str(about_it["file_name"])
    marked = paths.marked_workbook(paths.home(), delivery_id) is not None
    refused = delivery_list.refusals(deliveries.refusals(conn, delivery_id), name, lang, marked=marked)
    fed, places = deliveries.fed_by(conn, delivery_id), feeding.places(conn, delivery_id)
    records = {kind: feeding.records(conn, delivery_id, kind) for kind in feeding.KINDS}
    rests = _rests(conn, delivery_id)
    return [refused, delivery_feeds.panel(name, fed, records, places, rests, lang)]


def _rests(conn: Any, delivery_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The alerts and issued briefings that rest on a delivery; briefings only for who may open them."""
    none = pd.DataFrame()
    try:
        if not store.begun():
            return none, none
        with store.reading() as state:
            alerts = feeding.alerts(conn, state, delivery_id, clock.today())
            may_verify = doors.opens(current(), "/kiem-tra")
            return alerts, feeding.issues(conn, state, delivery_id) if may_verify else none
    except StateError:  # the page of a file stays when people's state cannot be read
        return none, none


def _boundaries(known: about.About, lang: str) -> list[Any]:
    """The set that maps are drawn from; a set that cannot be read is told by the maps themselves."""
    if known.province_code not in about.province_codes():
        return []
    try:
        shapes = boundaries.boundary_set(known.province_code, paths.home())
    except boundaries.BoundaryError:
        return []
    return [delivery_boundaries.panel(shapes, known.province_name, lang)]


def _listed(sent: pd.DataFrame, known: about.About, lang: str) -> html.Div | html.Section:
    if sent.empty:
        return delivery_list.none_received(known.province_name, lang)
    as_of = formats.datetime(known.as_of) if known.as_of else ""
    told = grid.Told(say("deliveries", lang), area=known.province_name, as_of=as_of, version=known.version)
    table = delivery_list.listed(sent, "deliveries-table", told, province=known.province_code, lang=lang)
    return html.Section(table, className="panel")
