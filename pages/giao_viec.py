"""Giao việc: tasks that were given, what they are about, and what was done."""

import uuid
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
    ctx,
    dcc,
    html,
    no_update,
    register_page,
)

from components import directive_forms, directives, filters, frame, grid, messages, panels
from components.directive_links import PATH
from components.directive_words import say
from components.ids import Ids
from data import about, asked, catalogue, clock
from data.catalogue_search import as_text
from data.directive_answers import ROLES, STANDINGS, Case, Origin, Recipient
from data.directives import asking, giving, origins, steps
from data.directives.giving import DirectiveError
from data.directives.origins import OriginError
from data.engine import WarehouseError
from data.rights.signature import signature
from data.state import store
from data.state.store import StateError
from geo import areas

I = Ids("directives")  # noqa: E741  # the ids of this page
KEYS = {"vai": "role", "tinh-trang": "state", "co-quan": "agency"}

register_page(__name__, path=PATH, name="Giao việc", title="Giao việc · Chiso", order=6)
clientside_callback(
    ClientsideFunction("chiso_view", "go"),
    Output(I.notes, "data-link"),
    *[Input(f"directives-{name}", "value") for name in KEYS.values()],
    prevent_initial_call=True,
)


def layout(**params: object) -> html.Div:
    """The tasks that a link asks for: ``vai`` given to or by the reader, ``tinh-trang`` state, ``co-quan`` whom they
    were given to; ``mo`` the number of the one that is open.  ``so`` (a number, with ``xa`` in these communes) or
    ``cb`` (an alert) opens the form of a new one."""
    lang = frame.language()
    plain = {key: as_text(value) for key, value in params.items() if value}
    known = about.about()
    try:
        content = _content(plain, known, lang)
    except StateError as error:
        content = [messages.message(str(error), tone="bad")]
    head = panels.page_head(say("title", lang), lead=say("lead", lang))
    marker = html.Div(id=I.notes, **{"data-view": I.prefix, "data-keys": " ".join(KEYS)})
    whole = [marker, head, *frame.problem(known.problem, lang), *content]
    return frame.page(whole, active=PATH, lang=lang, **known.told())


def _content(params: Mapping[str, str], known: about.About, lang: str) -> list[Any]:
    reader = asked.Reader(params)
    with store.reading() as conn:
        found = asking.standing(conn, known.province_code, clock.today())
        chosen, options = _chosen(reader, found, lang)
        shown = _filtered(found, chosen)
        number = _open(reader, params, shown)
        case = asking.one(conn, number, clock.today()) if number else None
    address = {key: value for key, value in chosen.items() if value}
    count = say("list_subtitle", lang, count=len(shown))
    told = grid.Told(say("title", lang), area=known.province_name, version=known.version, simulated=_simulated(shown))
    return [
        html.Div(id=I.said, **{"aria-live": "polite"}),
        *_new(params, known, found, lang),
        _filters(chosen, options, lang),
        *frame.not_understood([text for _, text in reader.strange], lang),
        directives.tiles(shown, lang),
        html.Div(
            [
                panels.panel(
                    say("list_title", lang),
                    directives.listed(shown, number, address, lang),
                    subtitle=count,
                    foot=say("how", lang),
                    panel_id=I.list,
                ),
                html.Div(
                    [
                        html.Div(_case(case, lang), id=I.detail, className="alert-detail"),
                        directive_forms.reporting(I, case, lang),
                        directive_forms.judging(I, case, lang),
                    ],
                    className="alert-detail",
                ),
            ],
            className="alert-board",
        ),
        panels.panel(
            say("table_title", lang),
            directives.table(shown, told, lang),
            subtitle=say("table_subtitle", lang),
            panel_id=I.all,
        ),
        dcc.Store(id=I.number, data=number),
    ]


def _simulated(shown: pd.DataFrame) -> bool:
    return bool(shown["is_simulated"].any()) if len(shown) else False


def _chosen(reader: asked.Reader, found: pd.DataFrame, lang: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """What each filter is set to, and what it offers."""
    every = {"": say("all", lang)}
    options = {
        "vai": every | {one: say(one, lang) for one in ROLES},
        "tinh-trang": every | {one: say(one, lang) for one in STANDINGS},
        "co-quan": every | {one: one for one in sorted(set(found["agency"]))},
    }
    return {key: reader.choice(key, list(options[key])) for key in KEYS}, options


def _filtered(found: pd.DataFrame, chosen: Mapping[str, str]) -> pd.DataFrame:
    if chosen["vai"]:
        found = found[found[chosen["vai"]].astype(bool)]
    if chosen["tinh-trang"]:
        found = found[found["standing"] == chosen["tinh-trang"]]
    return found[found["agency"] == chosen["co-quan"]] if chosen["co-quan"] else found


def _open(reader: asked.Reader, params: Mapping[str, str], shown: pd.DataFrame) -> int:
    """The number of the task to show: the one asked for, else the first of the list; 0: none."""
    text = params.get("mo", "")
    if text.isdecimal() and len(text) < 10:
        return int(text)
    if text:
        reader.note("mo", text)
    return 0 if shown.empty else int(shown["directive_id"].iloc[0])


def _filters(chosen: Mapping[str, str], options: Mapping[str, dict[str, str]], lang: str) -> html.Div:
    fields = [
        filters.field(f"directives-{name}", say(name, lang), options[key], chosen[key], lang=lang)
        for key, name in KEYS.items()
    ]
    return filters.bar(fields, lang=lang)


def _case(case: Case | None, lang: str) -> list[Any]:
    """The panels of one task; nothing where there is none that the reader may see."""
    if case is None:
        return []
    title = f"{case.row['directive_id']}. {case.row['agency']}"
    return [
        panels.panel(title, directives.facts(case, lang), foot=directives.way_back(case.row, lang), panel_id=I.case),
        panels.panel(say("history", lang), directives.history(case, lang), panel_id=I.history),
    ]


def _new(params: Mapping[str, str], known: about.About, found: pd.DataFrame, lang: str) -> list[Any]:
    """The form of a new task, and why there is none where a link asks for one in vain."""
    said: list[Any] = []
    origin: Origin | None = None
    if params.get("so") or params.get("cb"):
        try:
            origin = _origin(params.get("so", ""), _codes(params.get("xa", "")), params.get("cb", ""), known)
        except (OriginError, WarehouseError) as error:
            said = [messages.message(str(error), tone="warn")]
    province = origin.province_code if origin else known.province_code
    communes = areas.communes(province)
    names = dict(zip(communes["area_code"], communes["full_name"], strict=True))
    codes = [one.area_code for one in origin.numbers if one.area_code in names] if origin else []
    chosen = codes if origin and origin.kind == "map" else []
    agencies = _agencies(origin, province, found)
    return [*said, directive_forms.giving(I, origin, agencies, names, chosen, uuid.uuid4().hex, lang)]


def _codes(text: str) -> list[str]:
    return [one for one in text.split(",") if one]


def _origin(number: str, codes: list[str], alert: str, known: about.About) -> Origin:
    """What a task is to be about, as the archive says now.  Raises ``OriginError`` or ``WarehouseError``."""
    if alert:
        if not (alert.isdecimal() and len(alert) < 10):
            raise OriginError("Không có cảnh báo này, hoặc tài khoản này không được xem.")
        with store.reading() as state, about.reading(known) as conn:
            return origins.of_alert(conn, state, int(alert), clock.today())
    with about.reading(known) as conn:
        if conn is None:
            raise OriginError(known.problem)
        return origins.of_communes(conn, number, codes) if codes else origins.of_number(conn, number)


def _agencies(origin: Origin | None, province: str, found: pd.DataFrame) -> list[str]:
    """Whom a task can be given to: first who answers for the indicator, then who does for any other of the province."""
    own = [catalogue.indicators()[origin.indicator_code]] if origin and origin.indicator_code else []
    others = [
        one for one in catalogue.indicators().values() if catalogue.sets()[one.set_code].province_code == province
    ]
    named = [part.strip() for one in (*own, *others) for part in f"{one.lead_agency};{one.provider}".split(";")]
    return [name for name in dict.fromkeys((*named, *found["agency"][found["to_area"] == ""])) if name]


@callback(
    Output(I.said, "children"),
    Output(I.form, "hidden"),
    Input(I.give, "n_clicks"),
    State(I.origin, "data"),
    State(I.batch, "data"),
    *[State(f"directives-{name}", "value") for name in ("agencies", "communes", "words", "due")],
    State(I.giver, "value"),
    State(I.giver_agency, "value"),
    prevent_initial_call=True,
)
def give(_clicks: int, named: object, batch: object, *said: Any) -> tuple[Any, Any]:
    """Gives the task that the form says to each receiver, or says what is missing."""
    lang, known = frame.language(), about.about()
    agencies, communes, words, due, name, agency = said
    about_what = named if isinstance(named, dict) else {}
    key, kind = as_text(about_what.get("key")), as_text(about_what.get("kind"))
    codes = [as_text(one) for one in about_what.get("areas") or []] if kind == "map" else []
    try:
        origin = _origin("" if kind == "alert" else key, codes, key if kind == "alert" else "", known)
        to = _recipients(agencies, communes, origin)
        with store.writing() as conn:
            made = giving.give(
                conn, signature(as_text(name), as_text(agency)), origin, to, as_text(words), _day(as_text(due), lang),
                batch=as_text(batch),
            )  # fmt: skip
    except (DirectiveError, OriginError, StateError, WarehouseError) as error:
        return messages.message(str(error), tone="bad"), no_update
    link = dcc.Link(say("open_it", lang), href=f"{PATH}?mo={made[0]}", className="action")
    return messages.message(say("given_done", lang, count=len(made)), actions=link), True


def _recipients(agencies: object, communes: object, origin: Origin) -> list[Recipient]:
    own = areas.communes(origin.province_code)
    names = dict(zip(own["area_code"], own["full_name"], strict=True))
    named = [as_text(one) for one in agencies] if isinstance(agencies, list) else []
    codes = [as_text(one) for one in communes] if isinstance(communes, list) else []
    to = [Recipient(name.strip()) for name in dict.fromkeys(named) if name.strip()]
    return to + [Recipient(str(names[code]), code) for code in dict.fromkeys(codes) if code in names]


@callback(
    Output(I.said, "children", allow_duplicate=True),
    Output(I.detail, "children"),
    Output(I.reporting, "hidden"),
    Input(I.receive, "n_clicks"),
    Input(I.report, "n_clicks"),
    State(I.number, "data"),
    State(I.result, "value"),
    State(I.reporter, "value"),
    State(I.reporter_agency, "value"),
    prevent_initial_call=True,
)
def report(_receive: int, _report: int, number: object, words: object, name: object, agency: object) -> Any:
    """The one who was told receives the task, or reports on it."""
    return _step("receive" if ctx.triggered_id == I.receive else "report", number, words, name, agency)


@callback(
    Output(I.said, "children", allow_duplicate=True),
    Output(I.detail, "children", allow_duplicate=True),
    Output(I.judging, "hidden"),
    Input(I.accept, "n_clicks"),
    Input(I.return_, "n_clicks"),
    State(I.number, "data"),
    State(I.opinion, "value"),
    State(I.judge, "value"),
    State(I.judge_agency, "value"),
    prevent_initial_call=True,
)
def judge(_accept: int, _return: int, number: object, words: object, name: object, agency: object) -> Any:
    """A report is accepted, or returned with words."""
    return _step("accept" if ctx.triggered_id == I.accept else "return", number, words, name, agency)


def _step(step: str, number: object, words: object, name: object, agency: object) -> tuple[Any, Any, Any]:
    """What is said, the task as it stands now, and whether its form has done what it is for."""
    lang = frame.language()
    wanted = number if isinstance(number, int) else 0
    try:
        with store.writing() as conn:
            steps.act(conn, signature(as_text(name), as_text(agency)), step, wanted, as_text(words))
            case = asking.one(conn, wanted, clock.today())
    except (DirectiveError, StateError) as error:
        return messages.message(str(error), tone="bad"), no_update, no_update
    return messages.message(say(f"done_{step}", lang)), _case(case, lang), step != "receive"


def _day(text: str, lang: str) -> date | None:
    """The day that was written; None for nothing.  Raises ``DirectiveError`` for what is no day."""
    if not text.strip():
        return None
    try:
        return datetime.strptime(text.strip(), "%d/%m/%Y").date()  # noqa: DTZ007  # a day has no zone
    except ValueError as error:
        raise DirectiveError(say("bad_day", lang, day=text[:20])) from error
