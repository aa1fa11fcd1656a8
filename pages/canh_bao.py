"""Cảnh báo: what alerts, why, and what is being done about it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd
from dash import (
    ClientsideFunction,
    Input,
    Output,
    State,
    callback,
    clientside_callback,
    dcc,
    html,
    no_update,
    register_page,
)

from components import alert_case, alerts, filters, formats, frame, grid, maps, messages, panels
from components.alert_words import say
from components.ids import Ids
from data import about, asked, clock, paths
from data.alert_answers import HANDLINGS, SEVERITIES, STATES, rule_name
from data.alerts import cases, handling, inbox, outbox
from data.alerts.handling import HandlingError
from data.catalogue_search import as_text
from data.rights.signature import signature
from data.state import store
from data.state.store import StateError
from geo import boundaries
from geo.areas import communes
from pages import _sources

PATH = "/canh-bao"
I = Ids("alerts")  # noqa: E741  # the ids of this page
KEYS = {"muc": "severity", "tinh-trang": "state", "xu-ly": "handling", "quy-tac": "rule", "xa": "commune"}
COLUMN = {"muc": "severity", "tinh-trang": "state", "xu-ly": "handling", "quy-tac": "rule_code", "xa": "area_code"}

register_page(__name__, path=PATH, name="Cảnh báo", title="Cảnh báo · Chiso", order=5)
maps.connect(I.map, I.values, I.area)
_sources.connect(I)
clientside_callback(
    ClientsideFunction("chiso_view", "go"),
    Output(I.notes, "data-link"),
    *[Input(f"alerts-{name}", "value") for name in KEYS.values()],
    prevent_initial_call=True,
)


def layout(**params: object) -> html.Div:
    """The alerts that a link asks for: ``muc`` severity, ``tinh-trang`` state, ``xu-ly`` handling, ``quy-tac`` rule,
    ``xa`` commune; ``mo`` the number of the one that is open, without it the gravest."""
    lang = frame.language()
    plain = asked.plain(params)
    known = about.about()
    try:
        content = _content(plain, known, lang)
    except StateError as error:
        content = [messages.message(str(error), tone="bad")]
    head = panels.page_head(say("title", lang), lead=say("lead", lang))
    marker = html.Div(id=I.notes, **filters.marker(I.prefix, KEYS, asked.whole()))
    panel = _sources.parts(I, known.province_code, lang)
    whole = [marker, head, *frame.problem(known.problem, lang), *content, *panel]
    return frame.page(whole, active=PATH, lang=lang, **known.told())


def _content(params: Mapping[str, str], known: about.About, lang: str) -> list[Any]:
    reader = asked.Reader(params)
    if not store.begun():
        return [messages.message(say("never_run", lang))]
    with store.reading() as conn:
        standing = inbox.standing(conn, known.province_code, clock.today())
        definitions, ran = inbox.definitions(conn), inbox.last_run(conn)
        chosen, options = _chosen(reader, params, standing, definitions, lang)
        shown = _filtered(standing, chosen)
        number = _open(reader, params, shown, conn)
        rules, log = inbox.rules(conn), inbox.history(conn)
        ended = inbox.ended(conn, known.province_code, clock.today())
        stuck = outbox.stuck(conn, clock.now())
    if ran is None:
        return [messages.message(say("never_run", lang))]
    address = {key: value for key, value in chosen.items() if value or key in asked.whole()}
    names = _names(standing)
    counts = {"count": formats.number(len(shown), lang=lang), "rules": shown["rule_code"].nunique()}
    subjects = _subjects(pd.concat([one for one in (standing, ended) if not one.empty] or [standing]))
    return [
        _filters(chosen, options, lang),
        *frame.not_understood([text for _, text in reader.strange], lang),
        *alerts.letters(stuck, lang),
        alerts.tiles(standing, lang),
        html.Div(
            [
                panels.panel(
                    say("inbox_title", lang),
                    alerts.inbox(shown, definitions, names, number, address, lang),
                    subtitle=say("inbox_subtitle", lang, **counts),
                    foot=_ran(ran, lang),
                    panel_id=I.inbox,
                ),
                html.Div(
                    [
                        html.Div(id=I.said, **{"aria-live": "polite"}),
                        html.Div(_case(number, known, lang), id=I.detail, className="alert-detail"),
                    ]
                ),
            ],
            className="alert-board",
        ),
        _table("rules", alerts.rules_table(rules, _about(say("rules_title", lang), known), lang), lang),
        _table("log", alerts.journal_table(log, subjects, _about(say("log_title", lang), known), lang), lang),
        dcc.Store(id=I.number, data=number),
    ]


def _chosen(
    reader: asked.Reader,
    params: Mapping[str, str],
    standing: pd.DataFrame,
    definitions: Mapping[str, Mapping[str, Any]],
    lang: str,
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """What each filter is set to, and what it offers."""
    every = {"": say("all", lang)}
    rules = standing.drop_duplicates("rule_code")
    areas = dict(sorted({**_own_commune(), **_names(standing)}.items()))
    options = {
        "muc": every | {one: say(one, lang) for one in SEVERITIES},
        "tinh-trang": every | {one: say(one, lang) for one in STATES},
        "xu-ly": every | {one: say(one, lang) for one in HANDLINGS},
        "quy-tac": every | {code: rule_name(definitions.get(code, {}), code, lang) for code in rules["rule_code"]},
        "xa": every | areas,
    }
    # A link to one alert, or to what one rule has found, speaks of them wherever they are.
    among = [] if params.keys() & {"mo", "quy-tac"} else areas
    chosen = {key: reader.choice(key, list(options[key])) for key in KEYS if key != "xa"}
    return chosen | {"xa": reader.commune(list(areas), among)}, options


def _own_commune() -> dict[str, str]:
    """The name of the reader's own commune by its code, also when nothing alerts there."""
    own = asked.own_commune()
    found = communes()
    return dict(found.loc[found["area_code"] == own, ["area_code", "full_name"]].itertuples(index=False)) if own else {}


def _names(standing: pd.DataFrame) -> dict[str, str]:
    """What the areas are called, by code."""
    return dict(zip(standing["area_code"], standing["area_name"], strict=True))


def _filtered(standing: pd.DataFrame, chosen: Mapping[str, str]) -> pd.DataFrame:
    for key, value in chosen.items():
        if value:
            standing = standing[standing[COLUMN[key]] == value]
    return standing


def _open(reader: asked.Reader, params: Mapping[str, str], shown: pd.DataFrame, conn: Any) -> int:
    """The number of the alert to show: the one asked for, also when it is over, else the first of the list; 0: none."""
    text = params.get("mo", "")
    if text.isdecimal() and len(text) < 10 and inbox.one(conn, int(text), clock.today()) is not None:
        return int(text)
    if text:
        reader.note("mo", text)
    return 0 if shown.empty else int(shown["alert_id"].iloc[0])


def _filters(chosen: Mapping[str, str], options: Mapping[str, dict[str, str]], lang: str) -> html.Div:
    labels = ("severity", "state", "handling", "rule", "area")
    fields = [
        filters.field(f"alerts-{name}", say(label, lang), options[key], chosen[key], lang=lang)
        for (key, name), label in zip(KEYS.items(), labels, strict=True)
    ]
    return filters.bar(fields, lang=lang)


def _ran(ran: Mapping[str, Any], lang: str) -> str:
    words = say("run", lang, at=formats.datetime(ran["started_at"]), version=ran["version"], rules=ran["rules"])
    return words if ran["finished_at"] else f"{words} {say('unfinished', lang)}"


def _subjects(found: pd.DataFrame) -> dict[int, tuple[str, str]]:
    return {int(one["alert_id"]): (str(one["rule_name"]), str(one["area_name"])) for one in found.to_dict("records")}


def _about(title: str, known: about.About) -> grid.Told:
    return grid.Told(title, area=known.province_name, version=known.version, simulated=known.simulated)


def _table(name: str, body: Any, lang: str) -> html.Section:
    title, subtitle = say(f"{name}_title", lang), say(f"{name}_subtitle", lang)
    return panels.panel(title, body, subtitle=subtitle, panel_id=f"{I.prefix}-{name}")


def _case(number: int, known: about.About, lang: str) -> list[Any]:
    """The panels of one alert; nothing for 0."""
    with store.reading() as state, about.reading(known) as conn:
        found = cases.case(state, conn, number, clock.today()) if number else None
    if found is None:
        return []
    province = str(found.alert["province_code"])
    shapes = boundaries.boundary_set(province, paths.home())
    url = f"/geo/{province}.{shapes.version}.geojson"
    return alert_case.case(I, found, (url, shapes.bounds, f"{shapes.label}: {shapes.source}"), lang)


@callback(
    Output(I.detail, "children"),
    Output(I.said, "children"),
    Input(I.submit, "n_clicks"),
    State(I.number, "data"),
    *[
        State(f"alerts-{name}", "value")
        for name in ("name", "agency", "action", "to-agency", "to-person", "day", "reason")
    ],
    State(I.whole, "value"),
    prevent_initial_call=True,
)
def sign(_clicks: int, number: int, *said: Any) -> tuple[Any, Any]:
    """Takes the step that the form says and shows the alert anew, or says what is missing."""
    lang = frame.language()
    name, agency, action, to_agency, to_person, day, reason, whole = said
    known = about.about()
    try:
        numbers = _whole(int(number), known) if whole else [int(number)]
        count = handling.act(
            signature(as_text(name), as_text(agency)),
            as_text(action),
            numbers,
            agency=as_text(to_agency),
            person=as_text(to_person),
            day=_day(as_text(day), lang),
            reason=as_text(reason),
        )
    except (HandlingError, StateError) as error:
        return no_update, messages.message(str(error), tone="bad")
    done = say("done", lang, action=say(as_text(action), lang).lower(), count=count)
    return _case(int(number), known, lang), messages.message(done)


def _whole(number: int, known: about.About) -> list[int]:
    """Every alert that the rule of one has found."""
    with store.reading() as conn:
        standing = inbox.standing(conn, known.province_code, clock.today())
    rules = standing.set_index("alert_id")["rule_code"]
    return [int(one) for one in rules.index[rules == rules.get(number)]] or [number]


def _day(text: str, lang: str) -> date | None:
    """The day that was written; None for nothing.  Raises ``HandlingError`` for what is no day."""
    if not text.strip():
        return None
    try:
        return datetime.strptime(text.strip(), "%d/%m/%Y").date()  # noqa: DTZ007  # a day has no zone
    except ValueError as error:
        raise HandlingError(say("bad_day", lang, day=text[:20])) from error
