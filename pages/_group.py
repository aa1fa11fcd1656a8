"""The view of one indicator group, the same for every group: the view that a link carries, and what reacts to what.

The pages only say which groups they speak of (``Scope``).  All share these ids, so that each callback is there once;
the store ``I.scope`` tells it whose page it is on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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
)

from components import definition, frame, group_page, group_tables, maps
from components.group_filters import Choices
from components.ids import Ids
from components.words import word
from data import about, asked, catalogue, cell_notes, clock, engine, paths, remembered, views
from data.answers import GroupView
from exports import tables
from geo import boundaries
from pages import _sources

CARDS = 6
CELL_NOTES = 12  # shown; the rest is counted
I = Ids("group")  # noqa: E741  # the ids of these pages, read at every turn
NEEDED_EARLY = (
    "/_dash-component-suites/dash_leaflet/async-GeoJSON.js",
    "/_dash-component-suites/dash/dcc/async-dropdown.js",
    "/_dash-component-suites/dash/dcc/async-graph.js",
)
maps.connect(I.map, I.values, I.area)
maps.connect_points(I.map, I.points)


@dataclass(frozen=True)
class Scope:
    """Which page groups of the catalogue a page speaks of, the one that gives it its name first."""

    pages: tuple[str, ...]

    @property
    def page(self) -> catalogue.Page:
        return catalogue.pages()[self.pages[0]]


def scope_of(pages: object) -> Scope:
    """The scope that a page's store holds; what is no page group there is left out."""
    known = tuple(one for one in pages if one in catalogue.pages()) if isinstance(pages, list) else ()
    return Scope(known or ("economy",))


def look(scope: Scope, params: Mapping[str, str | None]) -> tuple[GroupView, Choices]:
    """The view that a link (or the filters, which say the same) asks for."""
    with engine.connect() as conn:
        understood = asked.understand(conn, params, scope.pages, CARDS, clock.today())
        groups = remembered.groups(conn, understood.ask.province_code)
        shapes = boundaries.boundary_set(understood.ask.province_code, paths.home())
        kind = "approximate_boundaries" if shapes.approximate else "imported_boundaries"
        note = f"{word(kind, frame.language())}: {shapes.source}"
        view = views.group_view(conn, understood, clock.today(), prefix=I.prefix, boundary_note=note)
    names = {key: one.name for key, one in groups.items()}
    inside = groups[view.ask.group].area_codes if view.ask.group else None
    return view, Choices(
        understood.set_code,
        understood.shown,
        understood.method,
        view.ask.group,
        names,
        inside,
        understood.annex_group,
        understood.annex_groups,
    )


def layout(scope: Scope, params: Mapping[str, str | None], *, below: Any = None) -> Any:
    """The page for a link, with ``below`` at its end.

    Raises WarehouseError when there is nothing to read.
    """
    lang = frame.language()
    view, chosen = look(scope, params)
    shapes = boundaries.boundary_set(view.ask.province_code, paths.home())
    sheet = group_page.paint(view, chosen, lang)
    url = f"/geo/{view.ask.province_code}.{shapes.version}.geojson"
    title = frame.group_name(scope.page, lang)
    content = [
        dcc.Store(id=I.scope, data=list(scope.pages)),
        *group_page.layout(I, title, view, chosen, sheet, url, shapes.bounds, lang),
        *([below] if below is not None else []),
    ]
    told = about.about(view.ask.province_code).told()
    return frame.page(content, active=scope.page.path, set_code=chosen.set_code, numbers_open=True, lang=lang, **told)


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
    annex_group: str | None,
) -> Mapping[str, str | None]:
    """The filters as the parameters of a link."""
    named = {"bo": set_code, "ky": period, "so-voi": comparison, "phan-to": breakdown, "nhom": area_group}
    return named | {
        "the-hien": shown,
        "lop": method,
        "chi-so": indicator,
        "xa": area or "",
        "biet-den": known_on or "",
        "muc": annex_group or "",
    }


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
    Input(I.annex, "value"),
]


@callback(*group_page.outputs(I), *FILTERS, State(I.scope, "data"), State(I.version, "data"), prevent_initial_call=True)
def redraw(*values: Any) -> list[Any]:
    """Everything that a filter, a card or a commune changes, from one set of queries; all of it for a new version."""
    lang = frame.language()
    *filters, pages, version = values
    view, chosen = look(scope_of(pages), params_of(*filters))
    sheet = group_page.paint(view, chosen, lang)
    changed = [one.rpartition(".")[0] for one in ctx.triggered_prop_ids]
    wanted = group_page.concerned(I, changed) if version == view.version else group_page.PLACES
    made = group_page.parts(view, chosen, sheet, lang)
    if version != view.version:
        frame.now_shows(**about.about(view.ask.province_code).told())
    return [made[name]() if name in wanted else no_update for name in group_page.PLACES]


@callback(
    Output(I.all_list, "children"),
    Input(I.all_summary, "n_clicks"),
    State(I.scope, "data"),
    *[State(item.component_id, item.component_property) for item in FILTERS],
    prevent_initial_call=True,
)
def list_indicators(_clicks: int, pages: object, *values: Any) -> Any:
    """Every indicator of the page, once a reader asks for them."""
    return group_tables.indicators(I.all_table, look(scope_of(pages), params_of(*values))[0], frame.language())


@callback(
    Output(I.definition_notes, "children"),
    Input(I.definition_summary, "n_clicks"),
    State(I.scope, "data"),
    *[State(item.component_id, item.component_property) for item in FILTERS],
    prevent_initial_call=True,
)
def tell_notes(clicks: int, pages: object, *values: Any) -> Any:
    """Remarks on the single values in view, once a reader opens the definition."""
    if not clicks:
        return no_update
    ask = look(scope_of(pages), params_of(*values))[0].ask
    with engine.connect() as conn:
        found = cell_notes.of_values(conn, ask, paths.home())
    return definition.cell_notes(found[:CELL_NOTES], len(found) - CELL_NOTES, frame.language())


@callback(
    Output(I.source, "hidden"),
    Output(f"{I.source}-body", "children"),
    Input(I.source_key, "data"),
    State(I.scope, "data"),
    *[State(item.component_id, item.component_property) for item in FILTERS],
    prevent_initial_call=True,
)
def tell_source(wanted: dict[str, str] | None, pages: object, *values: Any) -> tuple[bool, Any]:
    """Where the number that was clicked came from, as far as it was known on the chosen day."""
    key = _sources.key_of(wanted)
    if key is None:
        return _sources.nothing()
    with engine.connect() as conn:
        ask = asked.understand(conn, params_of(*values), scope_of(pages).pages, CARDS, clock.today()).ask
        return _sources.panel(conn, key, ask.province_code, ask.as_of)


@callback(
    Output(I.download, "data"),
    Input(I.wanted, "data"),
    State(I.scope, "data"),
    *[State(item.component_id, item.component_property) for item in FILTERS],
    prevent_initial_call=True,
)
def take_away(wanted: dict[str, str] | None, pages: object, *values: Any) -> Any:
    """The table behind the map, the trend or the breakdown as CSV or XLSX, just as it is shown."""
    if not wanted:
        return no_update
    lang = frame.language()
    view, _ = look(scope_of(pages), params_of(*values))
    what = str(wanted.get("target")).removeprefix(f"{I.prefix}-").removesuffix("-graph")
    table, told = group_tables.table(what, view, lang), group_tables.about(what, view, lang)
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
)
