"""Số liệu bất thường: which figures of an indicator or a group look wrong, and why."""

from typing import Any

from dash import ClientsideFunction, Input, Output, clientside_callback, html, register_page

from components import filters, frame, messages, naming, panels, profile_links
from components import odd as shown
from components.catalogue_list import set_name
from components.ids import Ids
from components.odd_words import say
from data import about, asked, catalogue, odd, periods, remembered
from data.analyst import Search
from data.catalogue_search import as_text
from geo import alphabet
from pages import _sources

PATH = profile_links.ODD
I = Ids("odd")  # noqa: E741  # the ids of this page
KEYS = {"bo": I.set, "linh-vuc": I.page, "chi-so": I.indicator, "ky": I.period, "xa": I.commune, "loai": I.cause}

register_page(__name__, path=PATH, name="Số liệu bất thường", title="Số liệu bất thường · Chiso", order=720)
_sources.connect(I)
clientside_callback(
    ClientsideFunction("chiso_view", "go"),
    Output(I.notes, "data-link"),
    *[Input(field, "value") for field in KEYS.values()],
    prevent_initial_call=True,
)


def layout(**params: object) -> html.Div:
    """The odd values that a link asks for: ``bo`` set, ``linh-vuc`` group, ``chi-so`` indicator, ``ky``, ``xa``,
    ``loai`` cause; without any those of the group that communes report most of."""
    lang = frame.language()
    reader = asked.Reader(asked.plain(params))
    set_code = reader.choice("bo", list(catalogue.sets()), usual=about.set_of(about.about().province_code))
    known = about.about(catalogue.sets()[set_code].province_code)
    groups = list(dict.fromkeys(one.page for one in catalogue.of_set(set_code)))
    asked_code = as_text(params.get("chi-so", ""))
    own = [one for one in catalogue.of_set(set_code) if one.code == asked_code]
    usual = own[0].page if own else "commune" if "commune" in groups else groups[0]
    page = reader.choice("linh-vuc", groups, usual=usual)
    codes = [one.code for one in catalogue.of_set(set_code, page)]
    chosen = {"bo": set_code, "linh-vuc": page, "chi-so": reader.choice("chi-so", ["", *codes])}
    search, names = Search([], 0, 0, (), ""), {}
    with about.reading(known) as conn:
        if conn is not None:
            inside = (chosen["chi-so"],) if chosen["chi-so"] else tuple(codes)
            search = odd.search(conn, set_code, inside)
            frame_of = remembered.communes(conn, known.province_code)
            names = alphabet.in_order(dict(zip(frame_of["area_code"], frame_of["area_name"], strict=True)))
    chosen["ky"] = reader.choice("ky", ["", *search.periods])
    chosen["xa"] = reader.commune(list(names), names)
    chosen["loai"] = reader.choice("loai", ["", *shown.CAUSES])
    found = odd.among(search, period=chosen["ky"], area_code=chosen["xa"], cause=chosen["loai"])
    marker = html.Div(id=I.notes, **filters.marker(I.prefix, KEYS, asked.whole()))
    content = [
        marker,
        panels.page_head(say("title", lang), lead=say("lead", lang)),
        _filters(chosen, groups, codes, search, names, lang),
        *frame.not_understood([text for _, text in reader.strange], lang),
        *([messages.message(known.problem, tone="warn")] if known.problem else []),
        panels.panel(
            say("list_title", lang),
            shown.listed(found, set_code, lang) if search.looked_at else messages.message(say("too_short", lang)),
            subtitle=shown.summary(found, search, lang),
            panel_id=I.list,
        ),
        *_sources.parts(I, known.province_code, lang),
    ]
    return frame.page(content, active=PATH, set_code=set_code, numbers_open=True, lang=lang, **known.told())


def _filters(
    chosen: dict[str, str], groups: list[str], codes: list[str], search: Search, names: dict[str, str], lang: str
) -> html.Div:
    options: dict[str, dict[str, str]] = {
        "bo": {code: set_name(code, lang) for code in catalogue.sets()},
        "linh-vuc": {code: frame.group_name(catalogue.pages()[code], lang) for code in groups},
        "chi-so": {"": say("whole_group", lang)} | {code: naming.name_of(catalogue.get(code), lang) for code in codes},
        "ky": {"": say("all_periods", lang)} | {period: periods.label(period, lang) for period in search.periods},
        "xa": {"": say("all_communes", lang)} | names,
        "loai": {"": say("all_causes", lang)} | {cause: say(f"mark_{cause}", lang) for cause in shown.CAUSES},
    }
    labels = dict(zip(KEYS, ("set", "group", "indicator", "period", "commune", "cause"), strict=True))
    fields: list[Any] = [filters.indicator_set(I.set, options["bo"], chosen["bo"], lang=lang)]
    for key in list(KEYS)[1:]:
        fields.append(filters.field(KEYS[key], say(labels[key], lang), options[key], chosen[key], lang=lang))
    return filters.bar(fields, lang=lang)
