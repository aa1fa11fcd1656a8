"""Kinh tế: what is off plan, in which communes, and since when.

Read from top to bottom: the view that a link carries, the layout, and what reacts to what.
"""

from collections.abc import Mapping
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

from components import frame, group, group_page, group_source, group_tables, lineage, maps, messages
from components.group_page import Choices, Ids
from components.words import word
from data import about, asked, catalogue, clock, engine, paths, remembered, trace, views
from data.answers import GroupView, NumberKey
from data.engine import WarehouseError
from exports import tables
from geo import boundaries

PATH = "/kinh-te"
PAGES = ("economy", "government")
CARDS = 6
I = Ids("economy")  # noqa: E741  # the ids of this page, read at every turn

NEEDED_EARLY = (
    "/_dash-component-suites/dash_leaflet/async-GeoJSON.js",
    "/_dash-component-suites/dash/dcc/async-dropdown.js",
)
register_page(__name__, path=PATH, name="Kinh tế", title="Kinh tế · Chiso", order=10, needed_early=lambda: NEEDED_EARLY)
maps.connect(I.map, I.values, I.area)


def look(params: Mapping[str, str | None]) -> tuple[GroupView, Choices]:
    """The view that a link (or the filters, which say the same) asks for."""
    with engine.connect() as conn:
        understood = asked.understand(conn, params, PAGES, CARDS, clock.today())
        groups = remembered.groups(conn, understood.ask.province_code)
        shapes = boundaries.boundary_set(understood.ask.province_code, paths.home())
        kind = "approximate_boundaries" if shapes.approximate else "imported_boundaries"
        note = f"{word(kind, frame.language())}: {shapes.source}"
        view = views.group_view(conn, understood, clock.today(), prefix=I.prefix, boundary_note=note)
    names = {key: group.name for key, group in groups.items()}
    inside = groups[view.ask.group].area_codes if view.ask.group else None
    return view, Choices(understood.set_code, understood.shown, understood.method, view.ask.group, names, inside)


def layout(**params: str) -> Any:
    """The page for a link; without a warehouse a sentence that says how to get one."""
    lang = frame.language()
    try:
        view, chosen = look(params)
    except WarehouseError as error:
        told = about.about(catalogue.sets()[next(iter(catalogue.sets()))].province_code).told()
        return frame.page(messages.message(str(error), tone="warn"), active=PATH, lang=lang, **told)
    shapes = boundaries.boundary_set(view.ask.province_code, paths.home())
    sheet = group.paint(view, chosen.shown, chosen.method, chosen.inside, lang)
    url = f"/geo/{view.ask.province_code}.{shapes.version}.geojson"
    title = catalogue.pages()["economy"].name_en if lang == "en" else "Kinh tế"
    content = group_page.layout(I, title, view, chosen, sheet, url, shapes.bounds, lang)
    told = about.about(view.ask.province_code).told()
    return frame.page(content, active=PATH, set_code=chosen.set_code, numbers_open=True, lang=lang, **told)


def params_of(
    set_code: str,
    period: str,
    comparison: str,
    breakdown: str,
    area_group: str,
    shown: str,
    method: str,
    indicator: str,
    area: str | None,
    known_on: str | None,
) -> Mapping[str, str | None]:
    """The filters as the parameters of a link."""
    named = {"bo": set_code, "ky": period, "so-voi": comparison, "phan-to": breakdown, "nhom": area_group}
    return named | {"the-hien": shown, "lop": method, "chi-so": indicator, "xa": area or "", "biet-den": known_on or ""}


FILTERS = [
    Input(I.set, "value"),
    Input(I.period, "value"),
    Input(I.comparison, "value"),
    Input(I.breakdown, "value"),
    Input(I.group, "value"),
    Input(I.shown, "value"),
    Input(I.method, "value"),
    Input(I.indicator, "data"),
    Input(I.area, "data"),
    Input(I.known_on, "value"),
]


@callback(*group_page.outputs(I), *FILTERS, State(I.version, "data"), prevent_initial_call=True)
def redraw(*values: Any) -> list[Any]:
    """Everything that a filter, a card or a commune changes, from one set of queries; all of it for a new version."""
    lang = frame.language()
    *filters, version = values
    view, chosen = look(params_of(*filters))
    sheet = group.paint(view, chosen.shown, chosen.method, chosen.inside, lang)
    changed = [one.rpartition(".")[0] for one in ctx.triggered_prop_ids]
    wanted = group_page.concerned(I, changed) if version == view.version else group_page.PLACES
    made = group_page.parts(view, chosen, sheet, lang)
    if version != view.version:
        frame.now_shows(**about.about(view.ask.province_code).told())
    return [make() if name in wanted else no_update for name, make in made.items()]


@callback(
    Output(I.all_list, "children"),
    Input(I.all_summary, "n_clicks"),
    *[State(item.component_id, item.component_property) for item in FILTERS],
    prevent_initial_call=True,
)
def list_indicators(_clicks: int, *values: Any) -> Any:
    """Every indicator of the page, once a reader asks for them."""
    return group_page.indicator_table(look(params_of(*values))[0], frame.language())


@callback(
    Output(I.source, "hidden"),
    Output(f"{I.source}-body", "children"),
    Input(I.source_key, "data"),
    *[State(item.component_id, item.component_property) for item in FILTERS],
    prevent_initial_call=True,
)
def tell_source(wanted: dict[str, str] | None, *values: Any) -> tuple[bool, Any]:
    """Where the number that was clicked came from, as far as it was known on the chosen day."""
    lang = frame.language()
    key = NumberKey.parse(str((wanted or {}).get("key", "")))
    if key is None:
        return True, lineage.body(None, lang=lang)
    with engine.connect() as conn:
        ask = asked.understand(conn, params_of(*values), PAGES, CARDS, clock.today()).ask
        found = trace.trace(conn, key, ask.province_code, ask.as_of)
    return False, lineage.body(group_source.lineage(found, lang), lang=lang)


@callback(
    Output(I.download, "data"),
    Input(I.wanted, "data"),
    *[State(item.component_id, item.component_property) for item in FILTERS],
    prevent_initial_call=True,
)
def take_away(wanted: dict[str, str] | None, *values: Any) -> Any:
    """The table behind the map, the trend or the breakdown as CSV or XLSX, just as it is shown."""
    if not wanted:
        return no_update
    lang = frame.language()
    view, _ = look(params_of(*values))
    what = str(wanted.get("target")).removeprefix(f"{I.prefix}-").removesuffix("-graph")
    table, told = group_tables.table(what, view, lang), group_tables.about(view, lang)
    name = f"{view.ask.indicator.code}-{what}-{view.ask.period}"
    if wanted.get("what") == "xlsx":
        return dcc.send_bytes(tables.to_xlsx(table, told), f"{name}.xlsx")
    return dcc.send_bytes(tables.to_csv(table, told), f"{name}.csv")


clientside_callback(
    ClientsideFunction("chiso_view", "remember"),
    Output(I.notes, "data-link"),
    *FILTERS,
    prevent_initial_call=True,
)
clientside_callback(
    ClientsideFunction("chiso_view", "attend"),
    Output(I.source, "data-attended"),
    Input(f"{I.source}-body", "children"),
    prevent_initial_call=True,
)
