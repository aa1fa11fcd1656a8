"""Báo cáo: briefings begun, edited with a live view, issued as files; what was issued stays below its code."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

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
    html,
    no_update,
    register_page,
)

from briefings import compose, editing, kinds, slots, waking
from briefings import outline as outlines
from briefings.archive import archive
from briefings.context import Context
from briefings.outline import Outline
from components import briefing_page, briefing_view, frame, messages, panels
from components.briefing_words import say
from components.ids import Ids
from data import about, clock, paths, remembered
from data.catalogue_search import as_text
from data.rights.signature import signature
from data.state import briefings, store
from data.state.briefings import BriefingError
from data.state.store import StateError
from pages import _briefing, _sources

PATH = briefing_page.PATH
I = Ids("briefings")  # noqa: E741  # the ids of this page
EVERY = 2000  # ms, while something is being made
PATIENCE = 10  # ticks after which a worker is woken again: the one at work may have been killed
PART = "briefing-title", "briefing-text", "briefing-shows"
WHO = (State(I.person, "value"), State(I.agency, "value"))

register_page(__name__, path=PATH, name="Báo cáo", title="Báo cáo · Chiso", order=780)
_sources.connect(I)
clientside_callback(
    ClientsideFunction("briefings", "unneeded"),
    Output(I.for_group, "hidden"),
    Output(I.for_event, "hidden"),
    Input(I.kind, "value"),
    State(I.needs, "data"),
)


def layout(**params: object) -> html.Div:
    """The list of briefings, or with ``so`` one of them (``ban`` an older revision, ``ma`` a code of it);
    ``them`` says what a reader wants to add."""
    lang, asked = frame.language(), {key: as_text(value) for key, value in params.items() if value}
    known = about.about()
    try:
        with store.reading() as state:
            opened = _briefing.opened(state, asked, lang)
            listed = briefings.listed(state, known.province_code)
            issued = briefings.issues(state, known.province_code)
        return frame.page(
            _content(opened, known, asked, (listed, issued), lang), active=PATH, lang=lang, **known.told()
        )
    except _briefing.TROUBLES as error:
        return frame.page(messages.message(str(error), tone="bad"), active=PATH, lang=lang, **known.told())


def _content(
    opened: _briefing.Opened, known: about.About, asked: dict[str, str], lists: tuple[Any, Any], lang: str
) -> list[Any]:
    row, begun, (listed, issued) = opened.row, opened.outline, lists
    wanted = editing.named(asked)
    outline = editing.pinned(begun, asked) if begun and wanted else begun
    more = f"&{urlencode(editing.brought(asked))}" if wanted else ""
    return [
        dcc.Location(id=I.go, refresh=True),
        dcc.Store(id=I.number, data=row["briefing_id"] if row else 0),
        dcc.Store(id=I.revision, data=row["revision"] if row else 0),
        dcc.Store(id=I.outline, data=outlines.to_json(outline) if outline else None),
        dcc.Interval(id=I.tick, interval=EVERY),
        panels.page_head(say("title", lang), lead=say("lead", lang)),
        *(messages.message(told, tone="warn") for told in (known.problem, opened.told) if told),
        *_wanted(wanted, asked, outline != begun, outline is not None, lang),
        briefing_page.person(I, lang),
        html.Div(_editor(opened, outline, known, lang), className="briefing-board", hidden=outline is None),
        html.Div(
            briefing_page.start(I, _briefing.choices(known), _briefing.usual(known), _briefing.needs(), lang),
            hidden=outline is not None,
        ),
        panels.panel(say("drafts", lang), briefing_page.drafts(listed, more, lang), panel_id="briefings-drafts"),
        panels.panel(say("issued", lang), briefing_page.issued(issued, lang), panel_id="briefings-issued"),
        html.Div(**{"data-view": I.prefix, "data-keys": ""}),
        *_sources.parts(I, known.province_code, lang),
    ]


def _wanted(what: str, asked: dict[str, str], is_added: bool, is_open: bool, lang: str) -> list[Any]:
    """What a reader brought along from another page, and what became of it."""
    if not asked.get(editing.ADD):
        return []
    if not what:
        return [messages.message(say("not_known", lang), tone="warn")]
    if is_open and not is_added:
        return [messages.message(say("not_added", lang, what=what), tone="warn")]
    return [messages.message(say("added" if is_open else "choose_draft", lang, what=what))]


def _editor(opened: _briefing.Opened, outline: Outline | None, known: about.About, lang: str) -> list[Any]:
    """The editor beside the live view; empty frames where no briefing is open, so that every id is there."""
    made = outlines.to_json(outline) if outline else {}
    parts = _parts(outline, lang) if outline else []
    number = opened.row["briefing_id"] if opened.row else 0
    files = [
        briefing_page.orders(I, lang),
        html.Div(id=I.jobs),
        briefing_page.revisions(number, opened.revisions, lang),
    ]
    shown, troubles = _preview(outline) if outline else (None, [])
    left = [
        panels.panel(say("jobs", lang), files, panel_id="briefings-made"),
        briefing_page.editor(I, made, _briefing.edit_choices(outline, known), parts, troubles, lang),
    ]
    return [
        html.Div(left),
        panels.panel(say("preview", lang), html.Div(shown, id=I.view), panel_id="briefings-preview"),
    ]


def _context(conn: Any, outline: Outline) -> Context:
    return Context(conn, outline, kinds.named(paths.home(), outline.kind), clock.today(), paths.home())


def _parts(outline: Outline, lang: str) -> list[Any]:
    """The sections to edit."""
    made = []
    with archive(outline.set_code) as conn:
        context = _context(conn, outline)
        for part in outline.parts:
            offer = editing.offered(context, part)
            told = {**vars(part), "heading": offer.heading}
            warn = say("typed", lang) if part.text and slots.typed_numbers(part.text) else ""
            made.append(briefing_page.part(told, offer.usual, offer.slots, warn, lang))
    return made


def _preview(outline: Outline) -> tuple[Any, list[Any]]:
    """The live view, and what is wrong with the texts."""
    try:
        with archive(outline.set_code) as conn:
            found = compose.compose(conn, outline, paths.home(), clock.today())
    except _briefing.TROUBLES as error:
        return messages.message(str(error), tone="bad"), []
    troubles = [messages.message(sentence, tone="warn") for _, sentence in found.troubles]
    return briefing_view.view(found.briefing), troubles


@callback(
    Output(I.go, "href"),
    Output(I.begun, "children"),
    Input(I.begin, "n_clicks"),
    State(I.kind, "value"),
    State(I.month, "value"),
    State(I.area, "value"),
    State(I.group, "value"),
    State(I.event, "value"),
    State("_pages_location", "search"),
    *WHO,
    prevent_initial_call=True,
)
def begin(
    clicks: int, kind_code: str, month: str, area: str | None, group: str, event: str, search: str | None,
    person: str, agency: str,
) -> Any:  # fmt: skip
    """A new briefing, opened at once, with what its writer brought along from another page."""
    if not clicks:
        return no_update, no_update
    known = about.about()
    try:
        kind = kinds.named(paths.home(), kind_code)
        of = {"group": group, "event": event}.get(kind.needs, "") or ""
        if kind.needs == "commune" and (not area or ":" in area):
            raise BriefingError("Chọn một xã, phường ở ô Địa bàn cho loại báo cáo này.")
        if kind.needs == "event" and not of:
            raise BriefingError("Chọn sự kiện cho báo cáo này; mở sự kiện ở trang Khẩn cấp nếu chưa có.")
        period = kinds.period_of(kind, month)
        set_code = about.set_of(known.province_code)
        outline = kinds.start(kind, set_code, period, known.province_name, of, area or "")
        with archive(outline.set_code) as conn, store.writing() as state:
            title = f"{kind.name} · {compose.subject_of(_context(conn, outline))}"
            number = briefings.begin(state, signature(person, agency), known.province_code, title,
                                     outlines.to_json(outline))  # fmt: skip
    except _briefing.TROUBLES as error:
        return no_update, messages.message(str(error), tone="warn")
    brought = editing.brought(dict(parse_qsl((search or "").removeprefix("?"))))
    return f"{PATH}?{urlencode({'so': number} | brought)}", no_update


@callback(
    Output(I.outline, "data"),
    Output(I.parts, "children"),
    Output(I.view, "children"),
    Output(I.troubles, "children"),
    Input({"type": "briefing-move", "key": ALL, "by": ALL}, "n_clicks"),
    Input({"type": "briefing-drop", "key": ALL}, "n_clicks"),
    Input(I.add, "n_clicks"),
    Input({"type": "briefing-title", "key": ALL}, "value"),
    Input({"type": "briefing-text", "key": ALL}, "n_blur"),
    Input({"type": "briefing-shows", "key": ALL}, "value"),
    Input(I.period, "value"),
    Input(I.place, "value"),
    Input(I.subject, "value"),
    Input(I.scheduled, "value"),
    Input({"type": "briefing-head", "key": ALL}, "value"),
    State({"type": "briefing-text", "key": ALL}, "value"),
    State(I.adding, "value"),
    State(I.outline, "data"),
    prevent_initial_call=True,
)
def edit(
    _moves: Any, _drops: Any, _add: Any, titles: list[str], _blurs: Any, shows: list[Any], period: str,
    place: str | None, subject: str, scheduled: str, heads: list[str], texts: list[str], adding: str | None,
    told: dict[str, Any] | None,
) -> Any:  # fmt: skip
    """The outline as the form has it, with the step that was just taken; the sections are drawn anew when they move."""
    if not told:
        return no_update, no_update, no_update, no_update
    before = outlines.from_json(told)
    outline = _from_form(before, titles, texts, shows)
    outline = editing.headed(
        outline, {one["id"]["key"]: text for one, text in zip(ctx.inputs_list[10], heads, strict=True)}
    )
    changed = {"period": period or before.period, "area": place or "", "is_scheduled": scheduled == "yes"}
    outline = Outline(**{**vars(outline), **changed, "subject": editing.clean(subject, 300).strip()})
    trigger = ctx.triggered_id
    if isinstance(trigger, dict) and ctx.triggered[0]["value"]:
        if trigger["type"] == "briefing-move":
            outline = outline.moved(trigger["key"], int(trigger["by"]))
        elif trigger["type"] == "briefing-drop":
            outline = outline.without(trigger["key"])
    elif trigger == I.add and adding:
        outline = editing.added(outline, adding)
    if outline == before:
        return no_update, no_update, no_update, no_update
    same_parts = [one.key for one in outline.parts] == [one.key for one in before.parts]
    shown, troubles = _preview(outline)
    drawn = no_update if same_parts and outline.period == before.period else _parts(outline, frame.language())
    return outlines.to_json(outline), drawn, shown, troubles


def _from_form(outline: Outline, titles: list[str], texts: list[str], shows: list[Any]) -> Outline:
    """What stands in the fields of each section, in the order in which they stand on the page."""
    keys = [one["id"]["key"] for one in ctx.inputs_list[3]]
    with archive(outline.set_code) as conn:
        context = _context(conn, outline)
        for key, title, text, shown in zip(keys, titles, texts, shows, strict=True):
            part = outline.part(key)
            usual = editing.offered(context, part).usual if part else ""
            outline = editing.worded(outline, key, title, text, shown, usual)
    return outline


@callback(
    Output(I.said, "children"),
    Output(I.revision, "data"),
    Input(I.save, "n_clicks"),
    Input(I.issue, "n_clicks"),
    Input(I.remove, "n_clicks"),
    State(I.outline, "data"),
    State(I.number, "data"),
    State(I.revision, "data"),
    *WHO,
    prevent_initial_call=True,
)
def keep(
    _save: int, _issue: int, _remove: int, told: dict[str, Any] | None, number: int, read: int, person: str, agency: str
) -> Any:
    """Saves; issuing saves first, then asks for the files to be made."""
    if not ctx.triggered[0]["value"] or not told:
        return no_update, no_update
    lang, who = frame.language(), signature(person, agency)
    outline = outlines.from_json(told)
    try:
        with archive(outline.set_code) as conn, store.writing() as state:
            if ctx.triggered_id == I.remove:
                briefings.remove(state, who, number)
                return messages.message(say("removed", lang)), no_update
            kind = kinds.named(paths.home(), outline.kind)
            title = f"{kind.name} · {compose.subject_of(_context(conn, outline))}"
            revision = briefings.save(state, who, number, title, told, read)
            if ctx.triggered_id == I.issue:
                version, today = remembered.version(conn)["version"], clock.today()
                briefings.submit(state, who, number, told, today, f"{number}/{revision}/{version}/{today}")
    except _briefing.TROUBLES as error:
        return messages.message(str(error), tone="warn"), no_update
    if ctx.triggered_id != I.issue:
        return messages.message(say("saved", lang, revision=revision)), revision
    waking.wake()
    return messages.message(say("asked", lang)), revision


@callback(
    Output(I.jobs, "children"),
    Output(I.tick, "disabled"),
    Output(I.said, "children", allow_duplicate=True),
    Input(I.tick, "n_intervals"),
    Input(I.said, "children"),
    State(I.number, "data"),
    prevent_initial_call="initial_duplicate",
)
def follow(ticks: int | None, said: Any, number: int) -> tuple[Any, bool, Any]:
    """How far the files are; asked again while any is being made."""
    if not number:
        return None, True, no_update
    try:
        with store.reading() as state:
            found = briefings.jobs(state, number if briefings.about(state, number) else 0)
    except StateError as error:
        return messages.message(str(error), tone="bad"), True, no_update
    is_open = bool(found["state"].isin([briefings.WAITING, briefings.RUNNING]).any())
    if is_open and ticks and ticks % PATIENCE == 0:
        waking.wake_if_needed()
    ended, lang = _briefing.ended(said, found, frame.language()), frame.language()
    return briefing_page.jobs(found, len(briefings.STEPS), lang), not is_open, no_update if is_open else ended
