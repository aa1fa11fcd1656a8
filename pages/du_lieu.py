"""Chất lượng dữ liệu: who sent what, how completely, when, and where two reports contradict each other."""

from typing import Any

from dash import html, register_page

from components import frame, grid, group_list, maps, messages, panels, quality, quality_cells, quality_sources
from components.ids import Ids
from components.quality_words import say
from data import about, catalogue, clock, paths, reminders
from data import quality as measured
from data.catalogue_search import as_text
from data.reminders import ReminderError
from geo import boundaries
from pages import _sources

PATH = "/du-lieu"
I = Ids("quality")  # noqa: E741  # the ids of this page

register_page(__name__, path=PATH, name="Chất lượng dữ liệu", title="Chất lượng dữ liệu · Chiso", order=800)
maps.connect(I.map, I.values, I.area)
_sources.connect(I)


MOST = 1500  # reports of one agency that are listed; of daily ones a year has more


def layout(bo: object = "", **more: object) -> html.Div:
    """The quality of the set ``bo``, else of the set with most data; ``co-quan``: one agency, report by report."""
    lang, asked, agency = frame.language(), as_text(bo), as_text(more.get(quality_cells.KEY, ""))
    set_code = asked if asked in catalogue.sets() else about.set_of(about.about().province_code)
    known = about.about(catalogue.sets()[set_code].province_code)
    with about.reading(known) as conn:
        found = measured.report(conn, set_code, clock.today()) if conn is not None else None
    sizes = [(code, len(catalogue.of_set(code))) for code in catalogue.sets()]
    content = [
        html.Div(id=I.notes, **{"data-view": I.prefix, "data-keys": ""}),
        panels.page_head(say("title", lang), lead=say("lead", lang)),
        *frame.not_understood([asked] if asked not in ("", set_code) else [], lang),
        *frame.problem(known.problem, lang),
        group_list.set_links(PATH, sizes, set_code, lang),
        *(_reports(found, agency, known, lang) if found and agency else []),
        *(_report(found, lang) if found else []),
        *_sources.parts(I, known.province_code, lang),
    ]
    return frame.page(content, active=PATH, lang=lang, **known.told())


def _reports(found: measured.Report, asked: str, known: about.About, lang: str) -> list[Any]:
    """What one agency owed, above everything else; a sentence when nothing was due from such an agency."""
    agency = "" if asked == quality_cells.UNNAMED else asked
    owed = int((found.cells["agency"] == agency).sum())
    if not owed:
        return [messages.message(say("no_such_agency", lang, asked=asked), tone="warn")]
    title = say("cells_title", lang, agency=agency or say("agency_open", lang))
    told = grid.Told(title=title, area=known.province_name, version=known.version)
    rows = measured.of_agency(found.cells, agency, MOST)
    listed = quality_cells.table(rows, owed, I.cells, told, found.set_code, lang)
    return [panels.panel(title, listed, subtitle=say("cells_subtitle", lang), panel_id=f"{I.prefix}-of-agency")]


def _report(found: measured.Report, lang: str) -> list[Any]:
    try:
        register = [one for one in reminders.register(paths.home()) if one.set_code == found.set_code]
    except ReminderError as error:
        return [messages.message(str(error), tone="bad")]
    reminded = reminders.counts(register, found.set_code, clock.today().year)
    side = [
        _panel("due", quality.coming(found.coming, clock.today(), lang), lang),
        _panel(
            "compared", quality.reconciled(found.compared, catalogue.sets()[found.set_code].province_code, lang), lang
        ),
    ]
    return [
        quality.tiles(found.qualities, lang),
        panels.board(_map(found, lang), side),
        _panel("apart", quality_sources.apart(found.apart, lang), lang),
        _panel("heat", quality.heat_map(found.months, lang), lang),
        _panel("agencies", quality.agencies(found.agencies, reminded, found.set_code, lang), lang),
        _panel("reminders", quality.reminders(register, lang), lang),
    ]


def _panel(name: str, body: Any, lang: str) -> html.Section:
    return panels.panel(
        say(f"{name}_title", lang), body, subtitle=say(f"{name}_subtitle", lang), panel_id=f"{I.prefix}-{name}"
    )


def _map(found: measured.Report, lang: str) -> html.Section:
    province = catalogue.sets()[found.set_code].province_code
    shapes = boundaries.boundary_set(province, paths.home())
    sheet = quality.shades(found.communes, lang)
    url = f"/geo/{province}.{shapes.version}.geojson"
    body = [
        maps.choropleth(I.map, I.values, I.area, url, shapes.bounds, data=sheet, lang=lang),
        html.Div(maps.legend(sheet), className="map-legend"),
        maps.value_table(I.map, lang=lang),
    ]
    return panels.panel(
        say("map_title", lang),
        body,
        subtitle=say("map_subtitle", lang),
        foot=f"{shapes.label}: {shapes.source}",
        panel_id=I.map_panel,
        class_name="panel-map",
    )
