"""Hồ sơ xã, phường: all figures of one commune, its rank, its like, what is late, what is odd, what it was made of."""

from typing import Any
from urllib.parse import urlencode

from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, html, register_page

from components import filters, formats, frame, messages, panels, profile_links
from components import profile as shown
from components.analyst_words import say
from components.ids import Ids
from components.number_link import number_link
from components.plain import plain
from data import about, catalogue, clock, known_to, paths
from data import profile as asked
from data.catalogue_search import as_text
from data.keys import LandKey
from data.known_to import KnownTo
from data.rights.reach import home_commune
from data.rights.reader import current
from geo import alphabet, areas, boundaries, locator
from pages import _sources

PATH = profile_links.PATH
I = Ids("profile")  # noqa: E741  # the ids of this page

register_page(
    __name__, path=PATH, path_template=f"{PATH}/<code>", name="Hồ sơ xã", title="Hồ sơ xã, phường · Chiso", order=700
)
_sources.connect(I)
clientside_callback(
    ClientsideFunction("chiso_view", "go"),
    Output(I.notes, "data-link"),
    Input(I.commune, "value"),
    Input(I.known_on, "value"),
    prevent_initial_call=True,
)


def layout(code: object = "", bo: object = "", **others: object) -> html.Div:
    """The profile of the commune ``code`` in the set ``bo``; without one the communes of a province to choose from.

    ``biet-den`` is the day as of which it is wanted as it was known; ``xa`` names the commune as other pages do.
    """
    lang, asked_set = frame.language(), as_text(bo)
    area_code = (as_text(code) or as_text(others.get("xa", ""))).strip()[:200] or home_commune(current())
    params = {known_to.KEY: as_text(others.get(known_to.KEY, ""))}
    place = areas.communes_by_code().get(area_code)
    if place is None:
        return _choose(area_code, asked_set, params, lang)
    province_code = str(place["province_code"])
    sets = [one.set_code for one in catalogue.sets().values() if one.province_code == province_code]
    set_code = asked_set if asked_set in sets else next(iter(sets), "")
    known = about.about(province_code)
    notes = frame.not_understood([asked_set] if asked_set not in ("", set_code) else [], lang)
    body: list[Any] = []
    if not set_code:
        notes.append(messages.message(say("no_set", lang, province=known.province_name), tone="warn"))
    elif known.problem:
        notes.append(messages.message(known.problem, tone="warn"))
    until = _until(known, params)
    notes += frame.known_on(until.as_of, until.strange, lang)
    with about.reading(known) as conn:
        if conn is not None and set_code:
            found = asked.profile(conn, set_code, area_code, until.today, until.as_of)
            picture = locator.locator(boundaries.boundary_set(province_code, paths.home()), area_code)
            body = shown.page(found, picture, known.province_name, province_code, lang)
    head = _head(area_code, set_code, known, until, lang)
    return _page([head, *notes, *body], known, set_code, until, lang)


def _until(known: about.About, params: dict[str, str]) -> KnownTo:
    with about.reading(known) as conn:
        if conn is None:
            return KnownTo(None, (), clock.today())
        return known_to.understand(conn, params, known.province_code, clock.today())


def _page(content: list[Any], known: about.About, set_code: str, until: KnownTo, lang: str) -> html.Div:
    marker = html.Div(id=I.notes, **{"data-view": I.prefix, "data-keys": f"/xa/ {known_to.KEY}", "data-values": ""})
    whole = [marker, *content, *_sources.parts(I, known.province_code, lang, until.told)]
    return frame.page(whole, active=PATH, set_code=set_code, numbers_open=True, lang=lang, **known.told())


def _head(area_code: str, set_code: str, known: about.About, until: KnownTo, lang: str) -> html.Div:
    place = areas.communes_by_code()[area_code]
    tools: list[Any] = [
        *_chooser(known.province_code, area_code, until, lang),
        html.Button(say("print", lang), type="button", className="button", id={"type": "print", "what": "page"}),
    ]
    if set_code:
        wanted = urlencode({"bo": set_code, "xa": area_code})
        compare, odd = f"{profile_links.COMPARE}?kieu=xa&{wanted}", f"{profile_links.ODD}?{wanted}"
        tools.append(dcc.Link(say("compare_it", lang), href=compare, className="button"))
        tools.append(dcc.Link(say("see_odd", lang), href=odd, className="button"))
    controls = html.Div(tools, className="filter-bar")
    km2 = formats.number(float(place["area_km2"]), unit="km²", lang=lang)
    lead = [say("profile_lead", lang, province=known.province_name, code=area_code),
            number_link(km2, LandKey(area_code), "land", lang)]  # fmt: skip
    return panels.page_head(str(place["full_name"]), controls, lead=lead)


def _chooser(province_code: str, area_code: str | None, until: KnownTo, lang: str) -> list[html.Div]:
    return [
        filters.field(I.commune, say("commune", lang), _by_name(province_code), area_code, lang=lang),
        filters.known_on(I.known_on, until.days, until.day, lang=lang),
    ]


def _by_name(province_code: str) -> dict[str, str]:
    """The full names of a province's communes by code, in the order of their own names: "Xã Bạch Xa" under B."""
    places = areas.communes(province_code)
    known = areas.communes_by_code()
    own = dict(zip(places["area_code"], places["area_name"], strict=True))
    return {code: str(known[code]["full_name"]) for code in alphabet.in_order(own)}


def _choose(asked_code: str, asked_set: str, params: dict[str, str], lang: str) -> html.Div:
    """The communes of the set's province as links; what was asked for instead is told in a sentence."""
    known_set = asked_set if asked_set in catalogue.sets() else about.set_of(about.about().province_code)
    known = about.about(catalogue.sets()[known_set].province_code)
    until = _until(known, params)
    chooser = html.Div(_chooser(known.province_code, None, until, lang), className="filter-bar")
    links = [
        html.Li(dcc.Link(name, href=profile_links.path_of(code, known_set, until.told)))
        for code, name in _by_name(known.province_code).items()
    ]
    content = [
        panels.page_head(say("profile", lang), chooser, lead=say("choose_commune", lang)),
        *frame.known_on(until.as_of, until.strange, lang),
        *([_unknown(asked_code, lang)] if asked_code else []),
        plain(html.Ul(links, className="panel commune-links")),
    ]
    return _page(content, known, known_set, until, lang)


def _unknown(code: str, lang: str) -> html.Div:
    """Why there is no such commune: a former code says where its ward is now."""
    wards = areas.former_wards()
    ward = wards.loc[wards["former_code"] == code, "full_name"]
    told = say("unknown_commune", lang, code=code if len(code) <= 40 else f"{code[:40]}…")
    if not ward.empty:
        links, names = areas.crosswalk(), areas.communes().set_index("area_code")["full_name"]
        now = ", ".join(names[links.loc[links["former_code"] == code, "area_code"]])
        told = say("former_code", lang, code=code, ward=ward.iloc[0], communes=now)
    return messages.message(told, tone="warn", remedy=say("unknown_commune_remedy", lang))
