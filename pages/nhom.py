"""Every indicator group: its view once data has come, and whose report is awaited since when."""

from typing import Any

from dash import html, register_page

from components import frame, group_list, messages, panels
from components.catalogue_list import set_name
from components.page_words import say
from data import about, catalogue, clock
from data.catalogue_search import as_text
from data.standing import Standing, awaited_from, standings
from pages import _directives, _group

PATH = "/nhom"
MORE = {"tasks": _directives.panel}  # what a group has besides indicators, by province and language


def _named(slug: object) -> str:
    """What the browser's tab says of a group."""
    group = next((one for one in catalogue.pages().values() if one.path == f"{PATH}/{slug}"), None)
    return group.name if group else "Nhóm chỉ số"


register_page(
    __name__,
    path=PATH,
    path_template=f"{PATH}/<slug>",
    name="Nhóm chỉ số",
    title=lambda slug="": f"{_named(slug)} · Chiso",
    order=900,
    needed_early=lambda: _group.NEEDED_EARLY,
)


def layout(slug: object = "", **params: object) -> Any:
    """A group by the last part of its path: its view where any of its indicators has data, and where each stands."""
    lang, name = frame.language(), as_text(slug)
    asked = {key: as_text(value) for key, value in params.items()}
    bo = asked.get("bo", "")
    set_code = bo if bo in catalogue.sets() else about.set_of(about.about().province_code)
    known = about.about(catalogue.sets()[set_code].province_code)
    group = next((one for one in catalogue.pages().values() if one.path == f"{PATH}/{name}"), None)
    if group is None:
        return frame.page(_unknown_group(name, lang), active=PATH, lang=lang, **known.told())
    with about.reading(known) as conn:
        found = standings(conn, catalogue.of_set(set_code, group.page), known.province_code, clock.today())
    if any(one.newest for one in found):
        below = html.Div(
            [*_more(group, known, lang), _listed(found, group, set_code, [], lang)], className="group-more"
        )
        return _group.layout(_group.Scope((group.page,)), asked | {"bo": set_code}, below=below)
    strange = [bo] if bo not in ("", set_code) else []
    notes = [*frame.not_understood(strange, lang), *frame.problem(known.problem, lang)]
    content = [*_waiting(group, set_code, found, notes, lang), *_more(group, known, lang)]
    told = known.told() | {"simulated": False}
    return frame.page(content, active=group.path, set_code=set_code, lang=lang, **told)


def _unknown_group(slug: str, lang: str) -> list[Any]:
    asked = [messages.message(say("unknown_group", lang, slug=slug), remedy=say("unknown_group_remedy", lang))]
    return [panels.page_head(say("all_groups", lang)), *(asked if slug else []), group_list.all_groups(lang=lang)]


def _more(group: catalogue.Page, known: about.About, lang: str) -> list[Any]:
    return [MORE[group.page](known.province_code, lang)] if group.page in MORE else []


def _waiting(
    group: catalogue.Page, set_code: str, found: list[Standing], notes: list[html.Div], lang: str
) -> list[Any]:
    counts = {code: len(catalogue.of_set(code, group.page)) for code in catalogue.sets()}
    with_group = [(code, count) for code, count in counts.items() if count]
    return [
        panels.page_head(frame.group_name(group, lang), lead=_lead(found, set_code, lang)),
        *notes,
        group_list.set_links(group.path, with_group, set_code, lang),
        _listed(found, group, set_code, [code for code, _ in with_group], lang),
    ]


def _lead(found: list[Standing], set_code: str, lang: str) -> str:
    reported = sum(bool(one.newest) for one in found)
    return say("group_lead", lang, count=len(found), set=set_name(set_code, lang), reported=reported)


def _listed(found: list[Standing], group: catalogue.Page, set_code: str, others: list[str], lang: str) -> Any:
    if not found:
        own, name = set_name(set_code, lang), frame.group_name(group, lang)
        sets = ", ".join(set_name(code, lang) for code in others)
        remedy = say("group_none_remedy", lang, sets=sets) if others else None
        return messages.message(say("group_none", lang, set=own, group=name), remedy=remedy)
    return group_list.panel(found, awaited_from(found), clock.today(), lang)
