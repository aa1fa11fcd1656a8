"""The commune map: drawn once, recoloured in the browser, with its legend and a table that says the same.

``assets/map.js`` keeps the layers it registers and colours them when the page's values store changes; a filter sends
values, never boundaries.
"""

import dash_leaflet as dl
from dash import ClientsideFunction, Input, Output, State, clientside_callback, dcc, html

from components import grid
from components.attributes import attrs
from components.icons import icon
from components.shading import ABSENCES, Shades, shades, unpainted
from components.words import word

__all__ = ["ABSENCES", "Shades", "choropleth", "connect", "legend", "shades", "unpainted", "value_table"]

Bounds = tuple[tuple[float, float], tuple[float, float]]  # ((south, west), (north, east)), degrees WGS 84


def choropleth(
    map_id: str,
    store_id: str,
    selected_id: str,
    url: str,
    bounds: Bounds,
    *,
    data: Shades | None = None,
    selected: str | None = None,
    chosen_id: str = "",
    label: str = "",
    lang: str = "vi",
) -> html.Div:
    """The map with its values store (``store_id``) and the store of the selected ``area_code`` (``selected_id``).

    ``url`` serves a GeoJSON whose features carry ``properties.code``; ``bounds`` is what is shown at first and after
    "whole province".  ``chosen_id`` is the dropdown that collects several areas, where the page has one.  ``label``
    names the map for screen readers.  The page calls ``connect`` once at import.
    """
    (south, west), (north, east) = bounds
    communes = dl.GeoJSON(
        url=url,
        style={"variable": "chiso.map.style"},
        onEachFeature={"variable": "chiso.map.register"},
        id=f"{map_id}-communes",
    )
    canvas = dl.Map(
        [communes],
        id=map_id,
        bounds=[[south, west], [north, east]],
        trackViewport=False,  # the browser keeps where it looks; tracking also fails when only bounds are given
        zoomSnap=0.1,
        zoomDelta=0.6,
        minZoom=5,
        scrollWheelZoom=False,  # the wheel scrolls the page
        keyboard=False,  # arrow keys belong to the communes
        zoomControl=False,
        attributionControl=False,
        className="map-canvas",
    )
    return html.Div(
        [
            dcc.Store(id=store_id, data=None if data is None else dict(data)),
            # Never None: such a store says that it has changed when it is put in, and the page is asked for twice.
            dcc.Store(id=selected_id, data=selected or ""),
            canvas,
            _controls(map_id, lang, can_collect=bool(chosen_id)),
        ],
        className="map-frame",
        id=f"{map_id}-frame",
        role="group",
        **attrs(
            {
                "aria-label": f"{label or word('map', lang)}. {word('map_help', lang)}",
                "data-map": map_id,
                "data-selected-store": selected_id,
                "data-values-store": store_id,
                "data-chosen": chosen_id,
                "data-source-word": word("see_source", lang),
                "data-source-title": word("source_of", lang, name="{name}"),
                "data-bounds": f"{south},{west},{north},{east}",
            }
        ),
    )


def connect(map_id: str, store_id: str, selected_id: str) -> None:
    """Registers the browser-side callback that repaints ``map_id`` when its values or the selected commune change."""
    clientside_callback(
        ClientsideFunction("chiso_map", "paint"),
        # Without an output Dash would not call it when the page is put in; nothing is ever written there.
        Output(map_id, "data-painted"),
        Input(store_id, "data"),
        Input(selected_id, "data"),
        State(map_id, "id"),
    )


def connect_points(map_id: str, store_id: str) -> None:
    """Registers the browser-side callback that puts the points of a store (``group_kinds.points``) on ``map_id``."""
    clientside_callback(
        ClientsideFunction("chiso_map", "points"),
        Output(map_id, "data-points"),
        Input(store_id, "data"),
        State(map_id, "id"),
    )


def legend(sheet: Shades) -> html.Div:
    """Classes from most to least with their counts of communes, then every kind of absence that occurs."""
    lang = sheet["lang"]
    if not sheet["labels"] and not sheet["absent"]:
        return html.Div(className="legend", hidden=True)
    # A swatch knows both its colours; the style sheet picks by theme.
    classes = [
        _legend_row(label, count, {"--swatch": light, "--swatch-dark": dark})
        for label, count, light, dark in zip(
            sheet["labels"], sheet["counts"], sheet["colors"], sheet["colors_dark"], strict=True
        )
    ]
    absent = [_legend_row(word(kind, lang), count, {}, f"swatch-{kind}") for kind, count in sheet["absent"].items()]
    heading = html.P(
        [html.B(sheet["title"]), html.Span(f" · {sheet['areas']}", className="legend-what")],
        className="legend-title",
    )
    return html.Div([heading, html.Ul([*classes[::-1], *absent], className="legend-rows")], className="legend")


def value_table(map_id: str, *, lang: str = "vi") -> html.Details:
    """The map as a table behind a disclosure: every commune with its value and rank, or the reason why it has none.

    ``assets/map-table.js`` writes the rows from the map's values store, so the table needs no callback.
    """
    columns = [
        grid.Column("area_name", word("area", lang), width=14, pinned=True),
        grid.Column("area_code", word("area_code", lang), width=6),
        grid.Column("value", word("value", lang), "number", width=9, sourced=True),
        grid.Column("rank", word("rank_column", lang), "number", width=6),
        grid.Column("status", word("status", lang), may_group=True, width=9),
        grid.Column("told", word("also_told", lang)),
    ]
    name = word("table_of_map", lang)
    table = grid.grid(f"{map_id}-table", [], columns, grid.Told(name), key="area_code", lang=lang)
    return html.Details(
        [html.Summary([icon("table"), name]), html.Div(table, **attrs({"data-map-table": map_id}))],
        className="map-table",
    )


def _legend_row(label: str, count: int, style: dict[str, str], kind: str = "") -> html.Li:
    # The swatch is drawn before the words by the style sheet: the fewer components, the faster a filter change.
    return html.Li(
        [label, html.Span(f"{count}", className="legend-count")], className=f"swatch {kind}".strip(), style=style
    )


def _controls(map_id: str, lang: str, can_collect: bool) -> html.Div:
    buttons = [
        ("in", "plus-lg", "zoom_in"),
        ("out", "dash-lg", "zoom_out"),
        ("home", "arrows-fullscreen", "whole_province"),
    ]
    if can_collect:
        buttons.append(("lasso", "lasso", "lasso"))
    return html.Div(
        [
            html.Button(
                icon(picture),
                type="button",
                className="map-button",
                title=word(name, lang),
                **attrs({"aria-label": word(name, lang), "data-map-action": action, "data-map-for": map_id}),
            )
            for action, picture, name in buttons
        ],
        className="map-controls",
    )
