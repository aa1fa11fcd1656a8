"""Tổng quan: where each group stands, what alerts, whose reports are awaited, and what has just arrived."""

from typing import Any

import pandas as pd
from dash import dcc, html, register_page

from components import (
    alert_words,
    alerts,
    delivery_list,
    frame,
    group_cards,
    group_list,
    messages,
    panels,
    sending_words,
)
from components import sending_todo as sending_panel
from components.catalogue_list import set_name
from components.icons import icon
from components.ids import Ids
from components.page_words import say
from components.shell import ALERTS
from data import about, catalogue, clock, deliveries, overview, sending_todo
from data.alerts import inbox
from data.catalogue_search import as_text
from data.overview import Leading
from data.sending_todo import Todo
from data.standing import GroupCount, Standing, awaited_from, group_counts, standings
from data.state import store
from data.state.store import StateError
from pages import _sources

PATH = "/"
I = Ids("overview")  # noqa: E741  # the ids of this page
NEWEST, AGENCIES, RULES = 4, 6, 5

register_page(__name__, path=PATH, name="Tổng quan", title="Tổng quan · Chiso", order=0)
_sources.connect(I)


def layout(bo: object = "", **_unknown: object) -> html.Div:
    """The overview of the set ``bo``, without it of the province with most data."""
    lang, asked = frame.language(), as_text(bo)
    set_code = asked if asked in catalogue.sets() else about.set_of(about.about().province_code)
    known = about.about(catalogue.sets()[set_code].province_code)
    with about.reading(known) as conn:
        found = standings(conn, catalogue.of_set(set_code), known.province_code, clock.today())
        counts = group_counts(found)
        led = overview.leading(conn, set_code, [one.page for one in counts if one.reported], clock.today())
        todo = sending_todo.of_current(conn, set_code, clock.today())
        newest = deliveries.newest(conn, known.province_code, NEWEST) if conn is not None else pd.DataFrame()
    sizes = [(code, len(catalogue.of_set(code))) for code in catalogue.sets()]
    content = [
        panels.page_head(known.province_name, _economy(set_code, lang), lead=say("welcome", lang)),
        *frame.not_understood([asked] if asked not in ("", set_code) else [], lang),
        *frame.problem(known.problem, lang),
        *_waiting(todo, lang),
        group_list.set_links(PATH, sizes, set_code, lang),
        html.Div(
            [
                _groups(found, counts, led, set_code, lang),
                html.Div([_alerts(known, lang), _awaited(found, set_code, lang), _deliveries(newest, known, lang)]),
            ],
            className="overview-board",
        ),
    ]
    marker = html.Div(id=I.notes, **{"data-view": I.prefix, "data-keys": ""})
    content = [marker, *content, *_sources.parts(I, known.province_code, lang)]
    return frame.page(content, active=PATH, lang=lang, **known.told())


def _economy(set_code: str, lang: str) -> dcc.Link:
    path = catalogue.pages()["economy"].path
    return dcc.Link([say("go_economy", lang), icon("chevron-right")], href=f"{path}?bo={set_code}", className="action")


def _groups(
    found: list[Standing], counts: list[GroupCount], led: dict[str, Leading], set_code: str, lang: str
) -> html.Section:
    reported = sum(bool(one.newest) for one in found)
    told = {page: group_cards.headline_card(one.headline, one.ask, clock.today(), lang) for page, one in led.items()}
    return panels.panel(
        say("groups_heading", lang),
        group_list.group_cards(counts, told, set_code, lang),
        subtitle=say("groups_subtitle", lang, set=set_name(set_code, lang), reported=reported, count=len(found)),
        panel_id="overview-groups",
    )


def _waiting(found: Todo, lang: str) -> list[html.Section]:
    """The tables of figures that wait for the reader; no panel where none does."""
    if not found.is_anything:
        return []
    overdue = [(one.kind, one.agency, one.period, one.due_on) for one in found.overdue]
    body = sending_panel.waiting(found.returned, overdue, found.to_decide, lang)
    return [panels.panel(sending_words.say("todo", lang), body, panel_id="overview-sending")]


def _alerts(known: about.About, lang: str) -> html.Section:
    """What should be done first; where the state cannot be read, why."""
    try:
        body: Any = _gravest(known.province_code, lang)
    except StateError as error:
        body = messages.message(str(error), tone="bad")
    return panels.panel(
        alert_words.say("inbox_title", lang),
        body,
        foot=dcc.Link(alert_words.say("open_all", lang), href=ALERTS),
        panel_id="overview-alerts",
    )


def _gravest(province_code: str, lang: str) -> Any:
    if not store.begun():
        return messages.message(alert_words.say("never_run", lang))
    with store.reading() as conn:
        standing, definitions = inbox.standing(conn, province_code, clock.today()), inbox.definitions(conn)
    loud = inbox.loud(standing)
    if loud.empty:
        return messages.message(alert_words.say("nothing", lang))
    return alerts.gravest(loud, definitions, RULES, lang)


def _awaited(found: list[Standing], set_code: str, lang: str) -> html.Section:
    owing = awaited_from(found)
    counts = {"agencies": len(owing), "count": sum(one.indicators for one in owing)}
    body: Any = messages.message(say("awaited_none", lang))
    if owing:
        body = group_list.awaited_list(owing[:AGENCIES], set_code, lang)
    return panels.panel(
        say("awaited_heading", lang),
        body,
        subtitle=say("awaited_subtitle", lang, set=set_name(set_code, lang), **counts),
        foot=say("default_due", lang) if any(one.awaited and one.due_by_default for one in found) else None,
        panel_id="overview-awaited",
    )


def _deliveries(newest: pd.DataFrame, known: about.About, lang: str) -> html.Section:
    link = dcc.Link(say("all_deliveries", lang), href=f"/nhan-du-lieu?tinh={known.province_code}")
    body: Any = delivery_list.none_received(known.province_name, lang)
    if not newest.empty:
        body = delivery_list.table(newest, province=known.province_code, lang=lang)
    return panels.panel(
        say("newest_deliveries", lang),
        body,
        subtitle=say("newest_subtitle", lang),
        foot=link,
        panel_id="overview-deliveries",
    )
