"""Dữ liệu nhận được: every file that was sent, how much of it was accepted, and why the rest was refused."""

from typing import Any

import pandas as pd
from dash import html, register_page

from components import delivery_list, formats, frame, grid, messages, panels
from components.page_words import say
from data import about, deliveries, paths, queries
from data.catalogue_search import as_text

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
            sent, refused, fed, provinces = pd.DataFrame(), pd.DataFrame(), pd.DataFrame(), []
        else:
            sent = deliveries.newest(conn, known.province_code, MOST)
            refused = deliveries.refusals(conn, delivery_id) if delivery_id else pd.DataFrame()
            fed = deliveries.fed_by(conn, delivery_id) if delivery_id else pd.DataFrame()
            provinces = queries.provinces_with_data(conn)
    content = [
        panels.page_head(say("deliveries", lang), lead=say("deliveries_lead", lang)),
        *frame.not_understood(strange, lang),
        *frame.problem(known.problem, lang),
        delivery_list.province_links(
            {code: about.province_name(code) for code in provinces}, known.province_code, lang
        ),
        *_explained(sent, refused, fed, delivery_id, lang),
        _listed(sent, known, lang),
    ]
    return frame.page(content, active=PATH, lang=lang, **known.told())


def _explained(sent: pd.DataFrame, refused: pd.DataFrame, fed: pd.DataFrame, delivery_id: str, lang: str) -> list[Any]:
    """What was refused of the chosen delivery and what it feeds; a sentence when there is no such delivery here."""
    if not delivery_id:
        return []
    names = dict(zip(sent["delivery_id"], sent["file_name"], strict=True)) if not sent.empty else {}
    if delivery_id not in names:
        return [messages.message(say("unknown_delivery", lang, delivery=delivery_id), tone="warn")]
    name = names[delivery_id]
    marked = paths.marked_workbook(paths.home(), delivery_id) is not None
    return [delivery_list.refusals(refused, name, lang, marked=marked), delivery_list.feeds(fed, name, lang)]


def _listed(sent: pd.DataFrame, known: about.About, lang: str) -> html.Div | html.Section:
    if sent.empty:
        return delivery_list.none_received(known.province_name, lang)
    as_of = formats.datetime(known.as_of) if known.as_of else ""
    told = grid.Told(say("deliveries", lang), area=known.province_name, as_of=as_of, version=known.version)
    table = delivery_list.listed(sent, "deliveries-table", told, province=known.province_code, lang=lang)
    return html.Section(table, className="panel")
