"""Bản đồ: any indicator, period, breakdown and comparison on the map, and what it means there."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import (
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

from components import explorer_kinds, explorer_page, explorer_tables, frame, maps, messages
from components.explorer_page import KEYS
from components.ids import Ids
from components.words import word
from data import about, catalogue, clock, engine, map_asked, map_views, paths
from data.answers import NumberKey
from data.engine import WarehouseError
from data.map_answers import MapAsk, MapView
from exports import tables
from geo import boundaries
from geo.boundaries import BoundarySet
from pages import _group, _sources

PATH = "/ban-do"
I = Ids("explorer")  # noqa: E741  # the ids of this page, read at every turn

register_page(
    __name__, path=PATH, name="Bản đồ", title="Bản đồ · Chiso", order=20, needed_early=lambda: _group.NEEDED_EARLY
)
maps.connect(I.map, I.values, I.area)


def layout(**params: Any) -> Any:
    """The map for a link; without a warehouse a sentence that says how to get one."""
    lang = frame.language()
    try:
        view, shapes = look(params)
    except WarehouseError as error:
        told = about.about(catalogue.sets()[next(iter(catalogue.sets()))].province_code).told()
        return frame.page(messages.message(str(error), tone="warn"), active=PATH, lang=lang, **told)
    url = f"/geo/{shapes.province_code}.{shapes.version}.geojson"
    content = explorer_page.layout(I, view, explorer_kinds.paint(view, lang), url, shapes.bounds, lang)
    known = about.about(view.asked.ask.province_code).told()
    return frame.page(content, active=PATH, set_code=view.asked.set_code, numbers_open=True, lang=lang, **known)


def look(params: Mapping[str, Any]) -> tuple[MapView, BoundarySet]:
    """The view that a link (or the filters, which say the same) asks for, and the shapes that it is drawn on."""
    with engine.connect() as conn:
        asked = map_asked.understand(conn, params, clock.today())
        shapes = shapes_of(asked)
        kind = "approximate_boundaries" if shapes.approximate else "imported_boundaries"
        note = f"{word(kind, frame.language())}: {shapes.source}"
        return map_views.map_view(conn, asked, clock.today(), shapes, note), shapes


def shapes_of(asked: MapAsk) -> BoundarySet:
    """The boundaries of the areas of a map."""
    if asked.level == "province":
        return boundaries.outlines()
    if asked.level == "country":
        return boundaries.country()
    return boundaries.boundary_set(asked.ask.province_code, paths.home())


def params_of(values: Sequence[Any]) -> dict[str, str]:
    """The filters as the parameters of a link; several choices are joined by commas."""
    joined = (",".join(value) if isinstance(value, list) else value or "" for value in values)
    return dict(zip(KEYS, joined, strict=True))


PROPERTY = {"xa": "data"}  # of a filter that is no dropdown
FILTERS = [Input(explorer_page.filter_id(I, key), PROPERTY.get(key, "value")) for key in KEYS]
STATES = [State(one.component_id, one.component_property) for one in FILTERS]


TIME = Input(I.time, "n_clicks")


@callback(*explorer_page.outputs(I), *FILTERS, TIME, State(I.version, "data"), prevent_initial_call=True)
def redraw(*values: Any) -> list[Any]:
    """Everything that a filter or an area changes, from one set of queries.

    Looked at through time, classes are those of all periods: a play never changes what a colour means.
    """
    lang = frame.language()
    *filters, times, version = values
    params = params_of(filters)
    view, _ = look(params | {"moc": "all"} if times else params)
    if version != view.version:
        frame.now_shows(**about.about(view.asked.ask.province_code).told())
    made = explorer_page.parts(I, view, explorer_kinds.paint(view, lang), lang)
    moved = ctx.triggered_prop_ids if version == view.version else ()
    kept = explorer_page.kept(I, view, moved)
    drawn = [no_update if name in kept else made[name]() for name in explorer_page.PLACES]
    if explorer_page.offers_anew(I, moved):
        return drawn + explorer_page.refilled(view, lang)
    return drawn + [no_update] * (2 * len(explorer_page.REFILLED))


@callback(
    Output(I.source, "hidden"),
    Output(f"{I.source}-body", "children"),
    Input(I.source_key, "data"),
    *STATES,
    prevent_initial_call=True,
)
def tell_source(wanted: dict[str, str] | None, *values: Any) -> tuple[bool, Any]:
    """Where the number that was clicked came from, as far as it was known on the chosen day."""
    key = _sources.key_of(wanted)
    if key is None:
        return _sources.nothing()
    with engine.connect() as conn:
        ask = map_asked.understand(conn, params_of(values), clock.today()).ask
        area = key.area_code if isinstance(key, NumberKey) else ""
        return _sources.panel(conn, key, area if area in about.province_codes() else ask.province_code, ask.as_of)


@callback(Output(I.download, "data"), Input(I.wanted, "data"), *STATES, prevent_initial_call=True)
def take_away(wanted: dict[str, str] | None, *values: Any) -> Any:
    """The table behind the map as CSV or XLSX, just as it is shown."""
    if not wanted:
        return no_update
    lang = frame.language()
    view, _ = look(params_of(values))
    table, told = explorer_tables.areas(view, lang), explorer_tables.about(view, lang)
    name = f"{view.asked.ask.indicator.code}-ban-do-{view.asked.ask.period}"
    if wanted.get("what") == "xlsx":
        return dcc.send_bytes(tables.to_xlsx(table, told), f"{name}.xlsx")
    return dcc.send_bytes(tables.to_csv(table, told), f"{name}.csv")


clientside_callback(
    ClientsideFunction("chiso_former", "draw"),
    Output(I.map, "data-former"),  # never written: Dash calls for a new page only what has an output
    Input(I.former_points, "data"),
    State(I.map, "id"),
)
clientside_callback(
    ClientsideFunction("chiso_time", "receive"),
    Output(I.multiples, "data-drawn"),
    Input(I.course, "data"),
    State(I.map, "id"),
)
clientside_callback(
    ClientsideFunction("chiso_view", "remember"), Output(I.notes, "data-link"), *FILTERS, prevent_initial_call=True
)
clientside_callback(
    ClientsideFunction("chiso_view", "attend"),
    Output(I.source, "data-attended"),
    Input(f"{I.source}-body", "children"),
)
