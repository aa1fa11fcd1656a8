"""Y tế: which hospitals fill up, who has room, how epidemics move; made of its address alone."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from dash import (
    ClientsideFunction,
    Input,
    Output,
    State,
    callback,
    clientside_callback,
    dcc,
    html,
    no_update,
    register_page,
)

from components import (
    filters,
    frame,
    grid,
    health_beds,
    health_epidemics,
    health_exports,
    health_map,
    health_source,
    health_tables,
    maps,
    messages,
    panels,
)
from components.catalogue_list import set_name
from components.health_words import say
from components.ids import Ids
from data import about, catalogue, clock, engine, health, health_asked, known_to, paths, standing
from data.catalogue_search import as_text
from data.health_answers import Course, Health
from data.health_asked import HealthAsk
from data.known_to import KnownTo
from exports import tables
from geo import boundaries
from pages import _group, _rooms, _sources

PATH = health_beds.PATH
I = Ids("health")  # noqa: E741  # the ids of this page
SCOPE = _group.Scope(("health",))
KEYS = {"bo": I.set, "lop": I.shown, "co-so": I.facility, "km": I.radius, "benh": I.disease, "biet-den": I.known_on}

register_page(
    __name__,
    path=PATH,
    name="Y tế",
    title="Y tế · Chiso",
    order=60,
    needed_early=lambda: _group.NEEDED_EARLY,
)
maps.connect(I.map, I.values, I.area)
maps.connect_points(I.map, I.points)
_sources.connect(I)
clientside_callback(
    ClientsideFunction("chiso_view", "go"),
    Output(I.notes, "data-link"),
    *[Input(field, "value") for field in KEYS.values()],
    prevent_initial_call=True,
)


@callback(
    Output(I.download, "data"), Input(I.wanted, "data"), State("_pages_location", "search"), prevent_initial_call=True
)
def take_away(wanted: dict[str, str] | None, search: str | None) -> Any:
    """The numbers behind the map or the course of the disease, as CSV or XLSX."""
    if not wanted:
        return no_update
    asked, lang = dict(parse_qsl((search or "").removeprefix("?"))), frame.language()
    known = about.about(catalogue.sets()[_set_of(asked)].province_code)
    what: health_exports.What = "map" if wanted.get("target") == I.map else "course"
    with engine.connect() as conn:
        found, ask, course, _ = _look(conn, asked, known.province_code)
    told = health_exports.about(what, found, course, ask, known.province_name, known.version, lang)
    rows, name = health_exports.rows(what, found, course, ask, lang), health_exports.file_name(what, found, ask)
    if wanted.get("what") == "xlsx":
        return dcc.send_bytes(tables.to_xlsx(rows, told), f"{name}.xlsx")
    return dcc.send_bytes(tables.to_csv(rows, told), f"{name}.csv")


def _set_of(asked: Mapping[str, str]) -> str:
    usual = about.set_of(about.about().province_code)
    return asked.get("bo", "") if asked.get("bo", "") in catalogue.sets() else usual


def _look(conn: Any, asked: Mapping[str, str], province_code: str) -> tuple[Health, HealthAsk, Course | None, KnownTo]:
    """What a link asks for, and the answer."""
    told_to = known_to.understand(conn, asked, province_code, clock.today())
    found = health.health(conn, province_code, told_to.today, told_to.as_of)
    ask = health_asked.understand(asked, found.facilities, found.diseases)
    course = None
    if ask.disease:
        course = health.course(conn, province_code, ask.disease, told_to.today, told_to.as_of)
    return found, ask, course, told_to


def layout(**params: object) -> Any:
    """The room for a link: ``bo`` set, ``lop`` what colours communes, ``co-so`` facility, ``km`` radius, ``benh``
    disease, ``biet-den`` the day as of which it is wanted as it was known.  With ``chi-so`` the group's own indicators,
    as every group shows them."""
    lang = frame.language()
    asked = {key: as_text(value) for key, value in params.items() if value}
    if asked.get("chi-so"):
        return _rooms.indicators(SCOPE, asked, say("back", lang), lang)
    set_code = _set_of(asked)
    known = about.about(catalogue.sets()[set_code].province_code)
    body: list[Any] = list(frame.problem(known.problem, lang))
    day = ""
    with about.reading(known) as conn:
        if conn is not None:
            found, ask, course, told_to = _look(conn, asked, known.province_code)
            day, own = told_to.told, catalogue.of_set(set_code, "health")
            standings = standing.standings(conn, own, known.province_code, told_to.today)
            words = _rooms.Told(say("others_title", lang), say("others_link", lang))
            listed = _rooms.others(standings, SCOPE, set_code, words, lang, day)
            body += _room(found, course, ask, known, told_to, set_code, lang)
            body += listed
    if known.problem:
        body.insert(0, panels.page_head(say("title", lang), lead=say("lead", lang)))
    marker = html.Div(id=I.notes, **{"data-view": I.prefix, "data-keys": " ".join(KEYS)})
    taken = [dcc.Store(id=I.wanted, data={}), dcc.Download(id=I.download)]
    content = [marker, *taken, *body, *_sources.parts(I, known.province_code, lang, day)]
    return frame.page(content, active=PATH, set_code=set_code, numbers_open=True, lang=lang, **known.told())


def _room(
    found: Health,
    course: Course | None,
    ask: HealthAsk,
    known: about.About,
    told_to: KnownTo,
    set_code: str,
    lang: str,
) -> list[Any]:
    told = grid.Told(
        title=say("title", lang),
        area=known.province_name,
        source="; ".join(found.sources),
        as_of=f"{found.newest:%d/%m/%Y}" if found.newest else "",
        version=known.version,
        simulated=found.simulated,
    )
    link = {"bo": set_code, "lop": ask.layer, "km": str(ask.km), "benh": ask.disease}
    link |= {known_to.KEY: told_to.told} if told_to.as_of else {}
    pair = [health_beds.transfer(found, ask, lang), health_beds.groups(found, I.groups, lang)]
    awaited = []
    if found.facilities.empty:
        sentence = say("awaited", lang, province=known.province_name)
        awaited = [messages.message(sentence, tone="warn", remedy=say("awaited_remedy", lang))]
    return [
        panels.page_head(say("title", lang), _filters(found, ask, told_to, set_code, lang), lead=say("lead", lang)),
        *[messages.message(say("strange", lang, asked=one), tone="warn") for one in ask.strange],
        *frame.known_on(told_to.as_of, told_to.strange, lang),
        *awaited,
        html.Div(
            [
                health_beds.tiles(found, course, known.province_code, lang),
                panels.board(_map_panel(found, course, ask, known, lang), health_beds.overload(found, link, lang)),
                html.Div(pair, className="health-pair"),
                health_epidemics.panel(
                    found,
                    course,
                    known.province_code,
                    I.curve,
                    lang,
                    health_exports.bar(I, "course", found, course, ask, lang),
                ),
                health_epidemics.outbreaks(found, told, known.province_code, I.outbreaks, lang),
                health_tables.table(found, told, I.facilities, lang),
                health_tables.medicines(found, told, I.medicines, lang),
            ],
            className="health-room",
        ),
    ]  # fmt: skip


def _map_panel(found: Health, course: Course | None, ask: HealthAsk, known: about.About, lang: str) -> html.Section:
    shapes = boundaries.boundary_set(known.province_code, paths.home())
    sheet = health_map.shades(found, course, ask, lang)
    sheet["sources"] = health_source.of_communes(found, course, ask.layer, known.province_code, sheet["values"])
    title = say("map_title", lang)
    canvas = maps.choropleth(
        I.map,
        I.values,
        I.area,
        f"/geo/{known.province_code}.{shapes.version}.geojson",
        shapes.bounds,
        data=sheet,
        label=title,
        lang=lang,
    )
    body = [
        dcc.Store(id=I.points, data=health_map.points(found.facilities, lang)),
        canvas,
        health_map.key(found.facilities, lang),
        maps.legend(sheet),
        maps.value_table(I.map, lang=lang),
    ]
    layer = say(ask.layer, lang).lower()
    subtitle = say("map_subtitle", lang, layer=layer, unit=say(f"unit_{ask.layer}", lang))
    return panels.panel(
        title,
        body,
        subtitle=subtitle,
        foot=f"{'; '.join(found.sources)}. {shapes.source}",
        actions=health_exports.bar(I, "map", found, course, ask, lang),
        class_name="panel-map",
    )


def _filters(found: Health, ask: HealthAsk, told_to: KnownTo, set_code: str, lang: str) -> html.Div:
    names = catalogue.members("disease", lang)
    hospitals = found.facilities[found.facilities["facility_kind"] == "hospital"]
    named = dict(zip(hospitals["area_code"], hospitals["name"], strict=True))
    choices: dict[str, tuple[str, dict[str, str], str]] = {
        "lop": ("layer", {one: say(one, lang) for one in health_asked.LAYERS}, ask.layer),
        "co-so": ("facility", named, ask.facility),
        "km": ("within", {one: f"{one} km" for one in health_asked.RADII}, str(ask.km)),
        "benh": ("disease", {one: names.get(one, one) for one in found.diseases}, ask.disease),
    }
    fields: list[Any] = [
        filters.indicator_set(I.set, {code: set_name(code, lang) for code in catalogue.sets()}, set_code, lang=lang)
    ]
    for key, (name, options, value) in choices.items():
        fields.append(filters.field(KEYS[key], say(name, lang), options, value or None, lang=lang))
    fields.append(filters.known_on(I.known_on, told_to.days, told_to.day, lang=lang))
    return filters.bar(fields, lang=lang)
