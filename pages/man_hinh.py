"""Điều khiển màn hình: what the wall shows, who steers it, which screens live, which lists are played."""

from dataclasses import replace
from typing import Any

from dash import ALL, Input, Output, State, callback, ctx, dcc, html, no_update, register_page

from components import formats, frame, messages, panels, wall_control
from components.wall_words import say
from data import about, clock, paths
from data.rights.signature import signature
from data.state import store
from data.state.store import StateError
from data.wall import control, playlist_files, programme, scenes, screens, settling
from data.wall.scenes import WallFileError
from data.wall_answers import ALL_GROUPS, Problem, Shelf

PATH = frame.WALL
I = wall_control.Ids()  # noqa: E741  # the ids of this page
EVERY = 5000  # ms

register_page(__name__, path=PATH, name="Điều khiển màn hình", title="Điều khiển màn hình · Chiso", order=790)


def layout(**_unknown: object) -> html.Div:
    """The page, standing at the first group of screens."""
    lang = frame.language()
    known, shelf = about.about(), _shelf()
    groups = _groups(shelf)
    link = html.A(say("open_wall", lang), href="/man-hinh", target="_blank", className="action")
    content = [
        panels.page_head(say("control", lang), link, lead=say("control_lead", lang)),
        *wall_control.problems(shelf.problems, lang),
        panels.panel(
            say("now_showing", lang),
            [html.Div(_now(shelf, groups[0], lang), id=I.now), wall_control.orders(I, groups, shelf.scenes, lang)],
            panel_id="wall-orders-panel",
        ),
        panels.panel(
            say("screens", lang), html.Div(_screens(shelf, lang), id=I.screens), panel_id="wall-screens-panel"
        ),
        panels.panel(
            say("playlists", lang),
            [
                html.Div(wall_control.playlists(shelf.playlists, shelf.scenes, lang), id=I.lists),
                wall_control.form(I, shelf.scenes, lang),
            ],
            panel_id="wall-lists-panel",
        ),
        dcc.Interval(id=I.tick, interval=EVERY),
    ]
    return frame.page(content, active=PATH, lang=lang, **known.told())


def _shelf() -> Shelf:
    found, told = scenes.shelf(paths.home(), scenes.whose()), say("unsettled", frame.language())
    waiting = [Problem(file.name, told) for file in settling.unsettled(paths.home())]
    return replace(found, problems=[*found.problems, *waiting])


def _groups(shelf: Shelf) -> list[str]:
    """The groups that files or screens name, the usual one first."""
    named = {group for one in shelf.playlists for group in one.groups} - {ALL_GROUPS}
    try:
        with store.reading() as conn:
            named |= {str(group) for group in screens.alive(conn, clock.now())["screen_group"].dropna()}
    except StateError:
        pass  # told where the screens would stand
    return ["chung", *sorted(named - {"chung"})]


def _now(shelf: Shelf, group: str, lang: str) -> Any:
    now, known = clock.now(), about.about()
    try:
        with store.reading() as conn:
            held = control.of_group(conn, known.province_code, group)
            home = None if known.problem else known.province_code
            slots = programme.slots(shelf, group, held, control.interruptions(conn, shelf, group, now, home), now)
    except StateError as error:
        return messages.message(str(error), tone="bad")
    return wall_control.now_showing(slots, shelf.scenes, held.actor, lang)


def _screens(shelf: Shelf, lang: str) -> Any:
    try:
        with store.reading() as conn:
            return wall_control.screens(screens.alive(conn, clock.now()), shelf.scenes, lang)
    except StateError as error:
        return messages.message(str(error), tone="bad")


@callback(
    Output(I.now, "children"),
    Output(I.screens, "children"),
    Input(I.tick, "n_intervals"),
    Input(I.group, "value"),
    Input(I.told, "children"),
    prevent_initial_call=True,
)
def refresh(_ticks: int | None, group: str, _told: Any) -> tuple[Any, Any]:
    """What is shown now and which screens live, every few seconds and after an order."""
    lang, shelf = frame.language(), _shelf()
    return _now(shelf, group, lang), _screens(shelf, lang)


@callback(
    Output(I.told, "children"),
    Input({"type": "wall-order", "order": ALL}, "n_clicks"),
    State(I.who, "value"),
    State(I.group, "value"),
    State(I.scene, "value"),
    prevent_initial_call=True,
)
def give_order(_clicks: list[int], who: str | None, group: str, scene: str | None) -> Any:
    """Carries out the order of the button that was pressed, signed by whoever stands in the field."""
    if not ctx.triggered[0]["value"]:
        return no_update
    lang, word = frame.language(), ctx.triggered_id["order"]
    signer = signature(who)
    if not signer.name.strip():
        return messages.message(say("who_missing", lang), tone="warn")
    province = about.about().province_code
    try:
        with store.writing() as conn:
            control.order(conn, signer, _shelf(), province, group, word, scene or "", clock.now())
    except (StateError, ValueError) as error:
        return messages.message(str(error), tone="bad")
    return messages.message(say("done", lang, order=say(f"order_{word}", lang), group=group))


@callback(
    Output(I.saved, "children"),
    Output(I.lists, "children"),
    Input(I.save, "n_clicks"),
    State(I.who, "value"),
    State(I.name, "value"),
    State(I.scenes, "value"),
    State(I.groups, "value"),
    State(I.begins, "value"),
    State(I.ends, "value"),
    State(I.dwell, "value"),
    prevent_initial_call=True,
)
def save_list(
    _clicks: int,
    who: str | None,
    title: str | None,
    chosen: list[str] | None,
    groups: str | None,
    begins: str | None,
    ends: str | None,
    seconds: str | None,
) -> tuple[Any, Any]:
    """Writes the playlist of the form."""
    lang, shelf = frame.language(), _shelf()
    signer = signature(who)
    if not signer.name.strip():
        return messages.message(say("who_missing", lang), tone="warn"), no_update
    name = formats.file_name(title or "")[:40].strip("-")
    try:
        made = playlist_files.made(
            shelf, name, title or "", chosen or [], groups or "", begins or "", ends or "", seconds or ""
        )
        with store.writing() as conn:
            playlist_files.save(paths.home(), conn, signer, scenes.whose(), made)
    except (StateError, WallFileError) as error:
        return messages.message(str(error), tone="bad"), no_update
    shelf = _shelf()
    lists = [*wall_control.problems(shelf.problems, lang), wall_control.playlists(shelf.playlists, shelf.scenes, lang)]
    return messages.message(say("saved", lang, name=made.title)), lists
