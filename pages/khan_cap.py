"""Khẩn cấp: events, the level proposed for each commune and why, bulletins, playbooks, and the log of who did what."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import (
    ALL,
    ClientsideFunction,
    Input,
    Output,
    State,
    callback,
    clientside_callback,
    ctx,
    dcc,
    no_update,
    register_page,
)

from components import (
    emergency,
    emergency_exports,
    emergency_log,
    emergency_map,
    emergency_places,
    emergency_tasks,
    frame,
    maps,
    messages,
)
from components.emergency_words import say
from components.ids import Ids
from components.words import word
from data import about, catalogue, clock, emergency_following, emergency_view, engine, paths
from data.alerts import waking
from data.catalogue import fold
from data.catalogue_search import as_text
from data.emergency_answers import EmergencyView
from data.playbooks import of_kind
from data.playbooks.contacts import Contacts
from data.rights.signature import signature
from data.state import events, store
from data.state.events import EventError
from data.state.journal import Person
from data.state.store import StateError
from exports import event_log, tables
from geo import boundaries
from pages import _contacts, _group, _rooms, _sources

PATH = "/khan-cap"
I = Ids("emergency")  # noqa: E741  # the ids of this page
SCOPE = _group.Scope(("emergency",))

register_page(
    __name__,
    path=PATH,
    name="Khẩn cấp",
    title="Khẩn cấp · Chiso",
    order=70,
    needed_early=lambda: _group.NEEDED_EARLY,
)
maps.connect(I.map, I.values, I.area)
_sources.connect(I)


def layout(**params: object) -> Any:
    """The room for a link: ``tinh`` province, ``su-kien`` event, ``luc`` hour, ``xa`` commune, ``lop`` layers.

    With ``chi-so`` the group's own indicators, as every group shows them.
    """
    lang = frame.language()
    asked = {key: as_text(value) for key, value in params.items()}
    if asked.get("chi-so"):
        return _rooms.indicators(SCOPE, asked, say("back", lang), lang)
    set_code = asked.get("bo", "") if asked.get("bo", "") in catalogue.sets() else ""
    province = _province(asked, set_code)
    known = about.about(province)
    if known.problem:
        return frame.page(frame.problem(known.problem, lang), active=PATH, lang=lang, **known.told())
    try:
        view = look(asked, province)
    except StateError as error:
        return frame.page(messages.message(str(error), tone="bad"), active=PATH, lang=lang, **known.told())
    shapes = boundaries.boundary_set(province, paths.home())
    shown = [code for code in asked["lop"].split(",") if code] if "lop" in asked else list(emergency_map.AT_FIRST)
    named = {code: about.province_name(code) for code in sorted({province, *_provinces()})}
    below = _rooms.others_of(province, SCOPE, _rooms.Told(say("others", lang), say("others_link", lang)), lang)
    room = emergency.layout(I, view, named, f"/geo/{province}.{shapes.version}.geojson", shapes.bounds, shown, lang)
    content = [*room, *below, *_sources.parts(I, province, lang)]
    return frame.page(
        content,
        active=PATH,
        province_name=known.province_name,
        simulated=view.simulated,
        as_of=view.read_at or known.as_of,
        version=known.version,
        alarm=known.alarm,
        set_code=set_code,
        lang=lang,
    )


def look(asked: Mapping[str, str], province_code: str) -> EmergencyView:
    """The view that a link asks for."""
    shapes = boundaries.boundary_set(province_code, paths.home())
    kind = "approximate_boundaries" if shapes.approximate else "imported_boundaries"
    note = f"{word(kind, frame.language())}: {shapes.source}"
    with engine.connect() as conn, store.reading() as state:
        ask = emergency_view.understand(conn, state, asked, province_code)
        return emergency_view.view(conn, state, ask, paths.home(), boundary_note=note)


def _province(asked: Mapping[str, str], set_code: str) -> str:
    if asked.get("tinh", "") in about.province_codes():
        return asked["tinh"]
    return catalogue.sets()[set_code].province_code if set_code else about.about().province_code


def _provinces() -> list[str]:
    return [one.province_code for one in catalogue.sets().values()]


def _known(province_code: str) -> Contacts:
    return look({"tinh": province_code}, province_code).contacts


_contacts.connect(I, _known)
FILTERS = [Input(I.province, "value"), Input(I.event, "value"), Input(I.hour, "value"), Input(I.area, "data"),
           Input(I.colour, "value")]  # fmt: skip
FILTERS_AS_STATE = [State(item.component_id, item.component_property) for item in FILTERS]
_BESIDE = ("proposed", "official")
PERSON = [State(I.person, "value"), State(I.agency, "value")]


def _asked(
    province: str, event: str | None, hour: str | None, area: str | None, colour: str | None = None
) -> dict[str, str]:
    return {"tinh": province, "su-kien": event or "", "luc": hour or "", "xa": area or "", "mau": colour or ""}


@callback(
    *emergency_places.outputs(I), *FILTERS, Input(I.stamp, "data"), State(I.layers, "data"), State(I.seen, "data"),
    prevent_initial_call=True,
)  # fmt: skip
def redraw(
    province: str, event: str | None, hour: str | None, area: str | None, colour: str | None,
    stamp: dict[str, Any] | None, shown: list[str], seen: dict[str, str] | None,
) -> list[Any]:  # fmt: skip
    """Everything that a choice or a step changes, and what others did meanwhile, from one set of questions."""
    taken = (stamp or {}) if ctx.triggered_id == I.stamp else {}
    opened = str(taken.get("event", ""))
    view = look(_asked(province, opened or event, hour, area, colour), province)
    moved = {one.rpartition(".")[0].removeprefix(f"{I.prefix}-") for one in ctx.triggered_prop_ids}
    moved = {str(taken["step"])} if taken else moved
    only = emergency_places.changed(moved, seen or {}, view.standing, own_steps=int(taken.get("own", 0)))
    made = emergency.parts(view, frame.language(), shown, only)
    return [made.get(name, no_update) for name in emergency_places.PLACES]


@callback(
    Output(I.stamp, "data", allow_duplicate=True),
    Input(I.tick, "n_intervals"),
    State(I.province, "value"),
    State(I.seen, "data"),
    prevent_initial_call=True,
)
def follow(_ticks: int, province: str, seen: dict[str, str] | None) -> Any:
    """Draws everything again once others have acted, or data have come, since the page was drawn."""
    with engine.connect() as conn, store.reading() as state:
        now = emergency_following.standing(conn, state, province, paths.home())
    return no_update if now == seen else {"at": f"{clock.now():%H:%M:%S.%f}", "event": "", "step": "others"}


def _acted(
    said: str, event: str = "", *, step: str = "event", tone: messages.Tone = "info"
) -> tuple[Any, dict[str, Any]]:
    """What is said of a step, and what the page then draws again (``emergency_places.CHANGED_BY``)."""
    stamp = {"at": f"{clock.now():%H:%M:%S.%f}", "event": event, "step": step, "own": tone != "bad"}
    return messages.message(said, tone=tone), stamp


@callback(
    Output(I.said, "children"),
    Output(I.stamp, "data"),
    Input(I.decide, "n_clicks"),
    Input(I.activate, "n_clicks"),
    Input(I.open, "n_clicks"),
    Input(I.state, "value"),
    Input({"type": emergency_tasks.TASK, "task": ALL, "done": ALL}, "n_clicks"),
    State(I.decide_level, "value"),
    State(I.reason, "value"),
    State(I.activate_level, "value"),
    State(I.new_name, "value"),
    State(I.new_kind, "value"),
    *PERSON,
    *FILTERS_AS_STATE,
    prevent_initial_call=True,
)
def act(
    _decide: int, _activate: int, _open: int, stage: str | None, _ticks: list[int], level: str | None, reason: str,
    upto: str, name: str, kind: str, person: str, agency: str, province: str, event: str, hour: str, area: str,
    _colour: str,
) -> Any:  # fmt: skip
    """One step of a named person, written with its entry of the journal; then the page follows."""
    who, trigger = signature(person, agency), ctx.triggered_id
    if not ctx.triggered[0]["value"]:
        return no_update, no_update  # a button that has only just been drawn
    try:
        if trigger == I.decide:
            return _decided(who, _asked(province, event, hour, area), level, reason)
        with waking.afterwards(), store.writing() as conn:
            if trigger == I.activate:
                found = events.find(conn, province, event)
                book = of_kind(str(found["kind"]), paths.home()) if found else None
                if book is None:
                    raise EventError("Chưa có kịch bản cho loại sự kiện này.")
                made = events.activate(conn, who, province, event, book, int(upto))
                return _acted(f"Đã kích hoạt kịch bản đến cấp {upto}: thêm {made} việc.", step="task")
            if trigger == I.open:
                code = f"{fold(name or '').replace(' ', '-')}-{clock.today():%Y}"
                events.open_event(
                    conn, who, province_code=province, event_code=code, kind=kind, name=name or "", state="active"
                )
                return _acted(f"Đã mở sự kiện «{name}».", code)
            if trigger == I.state:
                known = events.find(conn, province, event)
                if known is None or known["state"] == stage:
                    return no_update, no_update
                events.change_state(conn, who, province, event, str(stage))
                return _acted(f"Đã chuyển giai đoạn: {say(str(stage)).lower()}.")
            events.complete(conn, who, int(trigger["task"]), done=bool(trigger["done"]))
            return _acted("Đã ghi vào nhật ký.", step="task")
    except EventError as error:
        return _acted(str(error), step="event" if trigger == I.state else "task", tone="bad")


def _decided(who: Person, asked: Mapping[str, str], level: str | None, reason: str) -> tuple[Any, dict[str, Any]]:
    """The level of a commune, beside what was proposed and official then."""
    if not asked["xa"] or level is None:
        raise EventError("Chọn xã, phường và cấp áp dụng trước.")
    view = look(asked, asked["tinh"])  # before the pen is taken: others write meanwhile
    known = view.communes[view.communes["area_code"] == asked["xa"]]
    if known.empty:
        raise EventError("Sự kiện đã kết thúc hoặc không có xã, phường này; tải lại trang.")
    proposed, official = (None if pd.isna(known[name].iloc[0]) else int(known[name].iloc[0]) for name in _BESIDE)
    with waking.afterwards(), store.writing() as conn:
        events.decide(
            conn, who, province_code=asked["tinh"], event_code=asked["su-kien"], area_code=asked["xa"],
            level=int(level), proposed=proposed, official=official, reason=reason or "",
        )  # fmt: skip
    return _acted(f"Đã ghi quyết định cấp {level}.", step="decision")


@callback(
    Output(I.download, "data"),
    Input(I.docx, "n_clicks"),
    Input(I.csv, "n_clicks"),
    Input(I.wanted, "data"),
    *FILTERS_AS_STATE,
    prevent_initial_call=True,
)
def take_away(_docx: int, _csv: int, wanted: dict[str, str] | None, *values: Any) -> Any:
    """The whole log of the event as a document or a table; the levels of the map as CSV or XLSX."""
    asked = _asked(*values)
    view = look(asked, asked["tinh"])
    if view.event is None or not ctx.triggered[0]["value"]:
        return no_update
    if ctx.triggered_id == I.wanted:
        return _levels(view, str((wanted or {}).get("what")))
    log = emergency_log.event_log(view)
    name = f"nhat-ky-{view.ask.event_code}"
    if ctx.triggered_id == I.docx:
        return dcc.send_bytes(event_log.to_docx(log), f"{name}.docx")
    return dcc.send_bytes(event_log.to_csv(log), f"{name}.csv")


def _levels(view: EmergencyView, what: str) -> Any:
    lang = frame.language()
    told = emergency_exports.about(view, about.about(view.ask.province_code).version or "", lang)
    rows, name = emergency_exports.rows(view, lang), emergency_exports.file_name(view)
    if what == "xlsx":
        return dcc.send_bytes(tables.to_xlsx(rows, told), f"{name}.xlsx")
    return dcc.send_bytes(tables.to_csv(rows, told), f"{name}.csv")


clientside_callback(
    ClientsideFunction("chiso_view", "remember"),
    Output(I.notes, "data-link"),
    *FILTERS,
    Input(I.layers, "data"),
    prevent_initial_call=True,
)
clientside_callback(
    ClientsideFunction("chiso_layers", "show"),
    Output(I.map, "data-layers"),
    Input(I.layers_data, "data"),
    Input(I.layers, "data"),
    State(I.map, "id"),
)
