"""Thủ tục hành chính: the scores of Decision 766, where points are lost, and what buys them back."""

from dataclasses import replace
from datetime import date
from typing import Any

from dash import (
    ClientsideFunction,
    Input,
    Output,
    State,
    callback,
    clientside_callback,
    dcc,
    no_update,
    register_page,
)

from components import frame, maps, tthc, tthc_tables
from components.ids import Ids
from components.tthc_parts import name_of
from components.tthc_words import say
from components.words import word
from data import about, catalogue, clock, engine, known_to, paths, remembered, score_view, scores
from data.catalogue_search import as_text
from data.score_answers import ScoreKey, ScoreView
from exports import tables
from geo import boundaries
from pages import _group, _rooms, _sources

PATH = "/tthc"
I = Ids("tthc")  # noqa: E741  # the ids of this page
SCOPE = _group.Scope(("tthc",))

register_page(
    __name__,
    path=PATH,
    name="Thủ tục hành chính",
    title="Thủ tục hành chính · Chiso",
    order=50,
    needed_early=lambda: _group.NEEDED_EARLY,
)
maps.connect(I.map, I.values, I.area)


def layout(**params: object) -> Any:
    """The room for a link: ``tinh`` province, ``don-vi`` unit, ``ngay`` day, ``muc`` item, ``dich`` target,
    ``biet-den`` day as of which scores are wanted as they were known.

    With ``chi-so`` the group's own indicators, as every group shows them.
    """
    lang = frame.language()
    asked = {key: as_text(value) for key, value in params.items()}
    set_code = asked.get("bo", "") if asked.get("bo", "") in catalogue.sets() else ""
    if asked.get("chi-so"):
        return _rooms.indicators(SCOPE, asked, say("back", lang), lang)
    province = _province(asked, set_code)
    known = about.about(province)
    view = None
    if not known.problem:
        view = look(asked, province)
    codes = sorted({province, *(view.provinces if view else _provinces(known))})
    named = {code: about.province_name(code) for code in codes}
    shapes = boundaries.boundary_set(province, paths.home())
    url = f"/geo/{province}.{shapes.version}.geojson"
    content = [
        *frame.problem(known.problem, lang),
        *tthc.layout(I, view, named, province, url, shapes.bounds, _known_days(known), lang),
        *_rooms.others_of(province, SCOPE, _rooms.Told(say("others_title", lang), say("others_link", lang)), lang),
    ]
    return frame.page(
        content,
        active=PATH,
        province_name=known.province_name,
        simulated=view.simulated if view else False,
        as_of=f"{view.ask.day:%d/%m/%Y}" if view else None,
        version=known.version,
        alarm=known.alarm,
        set_code=set_code,
        numbers_open=True,
        lang=lang,
    )


def look(asked: dict[str, str], province_code: str) -> ScoreView | None:
    """The view that a link asks for; None when the province has no capture."""
    shapes = boundaries.boundary_set(province_code, paths.home())
    kind = "approximate_boundaries" if shapes.approximate else "imported_boundaries"
    note = f"{word(kind, frame.language())}: {shapes.source}"
    with engine.connect() as conn:
        until = known_to.understand(conn, asked, province_code, clock.today())
        ask = score_view.understand(conn, asked, province_code, until.as_of)
        if ask is None:
            return None
        in_vain = until.strange or ((until.told,) if until.as_of and not ask.as_of else ())
        return score_view.view(conn, replace(ask, strange=(*ask.strange, *in_vain)), boundary_note=note)


def _province(asked: dict[str, str], set_code: str) -> str:
    """The province of the link, else of its set, else the one with most data."""
    if asked.get("tinh", "") in about.province_codes():
        return asked["tinh"]
    return catalogue.sets()[set_code].province_code if set_code else about.about().province_code


def _known_days(known: about.About) -> list[date]:
    with about.reading(known) as conn:
        return remembered.publication_days(conn, known.province_code) if conn is not None else []


def _provinces(known: about.About) -> list[str]:
    with about.reading(known) as conn:
        return scores.provinces(conn) if conn is not None else []


FILTERS = [
    Input(I.province, "value"),
    Input(I.unit, "value"),
    Input(I.day, "value"),
    Input(I.indicator, "data"),
    Input(I.target, "value"),
    Input(I.known_on, "value"),
]

FILTERS_AS_STATE = [State(item.component_id, item.component_property) for item in FILTERS]


def _asked(
    province: str, unit: str | None, day: str | None, item: str, target: float | None, known_on: str | None = None
) -> dict[str, str]:
    written = "" if target is None else f"{target:g}"
    named = {"tinh": province, "don-vi": unit or "", "ngay": day or "", "muc": item or "", "dich": written}
    return named | {known_to.KEY: known_on or ""}


@callback(*tthc.outputs(I), *FILTERS, prevent_initial_call=True)
def redraw(*values: Any) -> list[Any]:
    """Everything that a choice changes, from one set of questions."""
    asked = _asked(*values)
    view = look(asked, asked["tinh"])
    made = tthc.parts(I, view, frame.language()) if view else tthc.empty_parts(frame.language())
    return [made[name] for name in tthc.PLACES]


@callback(
    Output(I.source, "hidden"),
    Output(f"{I.source}-body", "children"),
    Input(I.source_key, "data"),
    State(I.known_on, "value"),
    State(I.province, "value"),
    prevent_initial_call=True,
)
def tell_source(wanted: dict[str, str] | None, known_on: str | None = "", province: str = "") -> tuple[bool, Any]:
    """Where the score that was clicked came from, as far as it was known on the chosen day."""
    key = ScoreKey.parse(str((wanted or {}).get("key", "")))
    return _sources.nothing() if key is None else _sources.tell_score(key, province, known_on)


@callback(Output(I.download, "data"), Input(I.wanted, "data"), *FILTERS_AS_STATE, prevent_initial_call=True)
def take_away(wanted: dict[str, str] | None, *values: Any) -> Any:
    """The communes of the map, the captures of the trend or the items of the unit as CSV or XLSX."""
    asked = _asked(*values)
    view = look(asked, asked["tinh"]) if wanted else None
    if view is None or not wanted:
        return no_update
    lang = frame.language()
    what = {I.map: "map", I.trend_graph: "trend"}.get(str(wanted.get("target")), "items")
    made = {"map": tthc_tables.communes, "trend": tthc_tables.captures, "items": tthc_tables.items}
    table = made[what](view, lang)
    told = tables.About(
        title=f"{say('title', lang)}: {name_of(view.ask.item, lang)}",
        unit=say("points", lang),
        period=f"{view.ask.day:%d/%m/%Y}",
        area=view.province_name if what == "map" else view.ask.unit.unit_name,
        source="; ".join(view.commune_sources if what == "map" else view.sources),
        as_of=f"{view.ask.day:%d/%m/%Y}",
        version=view.version,
        simulated=view.communes_simulated if what == "map" else bool((view.items["status"] == "simulated").any()),
    )
    name = f"766-{view.ask.province_code}-{what}-{view.ask.day:%Y-%m-%d}"
    if wanted.get("what") == "xlsx":
        return dcc.send_bytes(tables.to_xlsx(table, told), f"{name}.xlsx")
    return dcc.send_bytes(tables.to_csv(table, told), f"{name}.csv")


clientside_callback(
    ClientsideFunction("chiso_view", "remember"), Output(I.notes, "data-link"), *FILTERS, prevent_initial_call=True
)
clientside_callback(
    ClientsideFunction("chiso_view", "attend"),
    Output(I.source, "data-attended"),
    Input(f"{I.source}-body", "children"),
)
# A commune on the map, a row of a ranking and the dropdown name the same unit.
clientside_callback(
    ClientsideFunction("chiso_view", "agree"),
    Output(I.unit, "value"),
    Output(I.area, "data"),
    Input(I.unit, "value"),
    Input(I.area, "data"),
    prevent_initial_call=True,
)
