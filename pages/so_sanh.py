"""So sánh: two communes, two periods, two indicators, or the province beside others."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, html, register_page

from components import compare as shown
from components import compare_moved, compare_provinces, filters, frame, messages, naming, panels, profile_links
from components.analyst_words import say as name_of_page
from components.attributes import attrs
from components.catalogue_list import set_name
from components.compare_words import say
from components.ids import Ids
from data import (
    about,
    asked,
    catalogue,
    clock,
    compare_asked,
    comparison,
    periods,
    profile,
    provinces_moved,
    remembered,
)
from data.catalogue_search import as_text
from geo import alphabet
from pages import _sources

PATH = profile_links.COMPARE
I = Ids("compare")  # noqa: E741  # the ids of this page
KEYS = {
    "bo": I.set, "xa": I.commune, "voi-xa": I.other_commune, "chi-so": I.indicator, "voi-chi-so": I.other_indicator,
    "ky": I.period, "voi-ky": I.other_period, "theo": I.shown,
}  # fmt: skip
ASKED = {
    "xa": ("xa", "voi-xa"), "ky": ("chi-so", "ky", "voi-ky"), "chi-so": ("chi-so", "voi-chi-so", "ky", "theo"),
    "tinh": ("chi-so",),
}  # fmt: skip

register_page(__name__, path=PATH, name="So sánh", title="So sánh · Chiso", order=710)
_sources.connect(I)
clientside_callback(
    ClientsideFunction("chiso_view", "go"),
    Output(I.notes, "data-link"),
    *[Input(field, "value") for field in KEYS.values()],
    prevent_initial_call=True,
)


def layout(**params: object) -> html.Div:
    """The comparison that a link asks for: ``kieu`` of which kind, ``bo`` set, and of either side ``xa``, ``chi-so``,
    ``ky`` and ``voi-xa``, ``voi-chi-so``, ``voi-ky``; ``theo=thay-doi`` for how two indicators moved."""
    lang = frame.language()
    reader = asked.Reader({key: as_text(value) for key, value in params.items() if value})
    mode = reader.choice("kieu", compare_asked.MODES)
    set_code = reader.choice("bo", list(catalogue.sets()), usual=about.set_of(about.about().province_code))
    known = about.about(catalogue.sets()[set_code].province_code)
    chosen, options, body = dict[str, str](), dict[str, dict[str, str]](), list[Any]()
    with about.reading(known) as conn:
        if conn is not None:
            found = compare_asked.understand(conn, reader, mode, set_code)
            chosen, place = found.chosen, known.province_code
            options = {key: _words(conn, key, codes, place, lang) for key, codes in found.options.items()}
            body = _BODIES[mode](conn, set_code, chosen, lang)
    marker = html.Div(id=I.notes, **{"data-view": I.prefix, "data-keys": " ".join(KEYS)})
    content = [
        marker,
        panels.page_head(name_of_page("compare", lang), lead=say("lead", lang)),
        _modes(mode, set_code, lang),
        _filters(mode, set_code, options, chosen, lang),
        *frame.not_understood([text for _, text in reader.strange], lang),
        *([messages.message(known.problem, tone="warn")] if known.problem else []),
        *body,
        *_sources.parts(I, known.province_code, lang),
    ]
    return frame.page(content, active=PATH, set_code=set_code, numbers_open=True, lang=lang, **known.told())


def _modes(mode: str, set_code: str, lang: str) -> html.Nav:
    links = [
        dcc.Link(
            say(f"mode_{one}", lang),
            href=f"{PATH}?{urlencode({'kieu': one, 'bo': set_code})}",
            className="pill is-chosen" if one == mode else "pill",
        )
        for one in compare_asked.MODES
    ]
    return html.Nav(links, className="pills", **attrs({"aria-label": say("modes", lang)}))


def _filters(
    mode: str, set_code: str, options: dict[str, dict[str, str]], chosen: dict[str, str], lang: str
) -> html.Div:
    """Only what the kind of comparison asks for is seen; every field is there, because one callback reads them all."""
    sets = {code: set_name(code, lang) for code in catalogue.sets()}
    fields = [filters.indicator_set(I.set, sets, set_code, lang=lang)]
    for key in list(KEYS)[1:]:
        one = filters.field(KEYS[key], say(key, lang), options.get(key, {}), chosen.get(key), lang=lang)
        fields.append(one if key in ASKED[mode] else html.Div(one, hidden=True))
    return filters.bar(fields, lang=lang)


def _words(conn: Any, key: str, codes: Sequence[str], province_code: str, lang: str) -> dict[str, str]:
    """What can be chosen, in words."""
    if key == "theo":
        return {code: say(f"theo_{code or 'gia-tri'}", lang) for code in codes}
    if key in ("ky", "voi-ky"):
        return {code: periods.label(code, lang) if code else say("newest", lang) for code in codes}
    if key in ("chi-so", "voi-chi-so"):
        return {code: naming.name_of(catalogue.get(code), lang) for code in codes}
    places = remembered.communes(conn, province_code)
    return alphabet.in_order(dict(zip(places["area_code"], places["area_name"], strict=True)))


def _nothing(lang: str, key: str = "nothing") -> list[Any]:
    return [messages.message(say(key, lang))]


def _communes(conn: Any, set_code: str, chosen: dict[str, str], lang: str) -> list[Any]:
    if chosen["xa"] == chosen["voi-xa"]:
        return _nothing(lang, "same_commune")
    one, other = (profile.profile(conn, set_code, chosen[key], clock.today()) for key in ("xa", "voi-xa"))
    return [shown.two_communes(one, other, lang)] if one.lines else _nothing(lang)


def _two_periods(conn: Any, set_code: str, chosen: dict[str, str], lang: str) -> list[Any]:
    if not chosen["ky"]:
        return _nothing(lang)
    if chosen["ky"] == chosen["voi-ky"]:
        return _nothing(lang, "same_period")
    earlier, later = sorted((chosen["ky"], chosen["voi-ky"]), key=lambda text: periods.parse(text).end)
    found = comparison.two_periods(conn, set_code, chosen["chi-so"], earlier, later)
    return shown.two_periods(found, comparison.moves(found), set_code, lang)


def _two_indicators(conn: Any, set_code: str, chosen: dict[str, str], lang: str) -> list[Any]:
    if not chosen["chi-so"]:
        return _nothing(lang)
    if chosen["chi-so"] == chosen["voi-chi-so"]:
        return _nothing(lang, "same_indicator")
    both = [chosen["chi-so"], chosen["voi-chi-so"]]
    if alone := [code for code in both if code in compare_asked.of_province(conn, set_code)]:
        provinces = provinces_moved.provinces_moved(conn, set_code, both[0], both[1])
        return compare_moved.provinces_moved(provinces, both[0], both[1], alone, lang)
    moved = chosen["theo"] == "thay-doi"
    found = comparison.two_indicators(conn, set_code, chosen["chi-so"], chosen["voi-chi-so"], chosen["ky"], moved=moved)
    return shown.two_indicators(found, set_code, lang)


def _provinces(conn: Any, _set_code: str, chosen: dict[str, str], lang: str) -> list[Any]:
    if not chosen["chi-so"]:
        return _nothing(lang, "no_concept")
    return compare_provinces.provinces(comparison.provinces(conn, chosen["chi-so"]), lang)


_BODIES: dict[str, Callable[[Any, str, dict[str, str], str], list[Any]]] = {
    "xa": _communes,
    "ky": _two_periods,
    "chi-so": _two_indicators,
    "tinh": _provinces,
}
