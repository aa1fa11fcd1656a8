"""The frame around a page, filled in: which rooms there are, which of them are built, in the reader's language."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

import dash
from dash import html
from flask import has_request_context, request

from components import (
    alert_words,
    analyst_words,
    approval_page,
    audit_words,
    briefing_words,
    directive_links,
    directive_words,
    formats,
    map_words,
    messages,
    odd_words,
    profile_links,
    sending_page,
    sending_words,
    upkeep_words,
    wall_words,
    way_index,
)
from components.icons import OF_PAGE
from components.page_words import say
from components.shell import ALERTS, LANGUAGES, NavGroup, NavItem, shell
from components.words import word
from data import catalogue
from data.alert_answers import Tally

OVERVIEW, CATALOGUE, DELIVERIES, QUALITY, MAP = "/", "/danh-muc", "/nhan-du-lieu", "/du-lieu", "/ban-do"
UPKEEP = "/van-hanh"
WALL = "/man-hinh/dieu-khien"
BRIEFINGS = "/bao-cao"
AUDIT = "/nhat-ky"
COOKIE = "chiso_lang"


def language() -> str:
    """The language that the reader chose, from the cookie; Vietnamese when none was chosen or it is unknown."""
    asked = request.cookies.get(COOKIE, "") if has_request_context() else ""
    return asked if asked in LANGUAGES else LANGUAGES[0]


def page(
    content: Any,
    *,
    active: str,
    province_name: str,
    simulated: bool,
    as_of: datetime | str | None,
    version: str,
    alarm: Tally,
    closed: frozenset[str] = frozenset(),
    tasks: int = 0,
    set_code: str = "",
    numbers_open: bool = False,
    lang: str = "vi",
) -> html.Div:
    """The whole body around ``content``.

    ``active`` is the path that is open.  ``as_of`` is a moment, or words that are shown as they are; without it, and
    without a ``version``, a dash stands in their place.
    """
    return shell(
        html.Div(content, className="page"),
        province_name=province_name,
        active=active,
        groups=navigation(lang, set_code, alarm.alerting, closed, tasks),
        simulated=simulated,
        alarm=alarm,
        as_of=_moment(as_of),
        version=version or "–",
        numbers_open=numbers_open,
        lang=lang,
        ways=ways(lang).address,
        set_code=set_code,
    )


@cache
def ways(lang: str) -> way_index.Index:
    """What the command palette finds, in one of LANGUAGES."""
    return way_index.index(navigation(lang), lang)


def now_shows(
    *,
    province_name: str,
    simulated: bool,
    as_of: datetime | str | None,
    version: str,
    alarm: Tally,
    closed: frozenset[str],
    tasks: int,
) -> None:
    """Corrects the frame of an open page from within a callback, when another version has answered it."""
    del province_name, alarm, closed, tasks  # stay: a page is of one province, and these are told with the next page
    dash.set_props("shell-simulated", {"hidden": not simulated})
    dash.set_props("shell-as-of", {"children": _moment(as_of)})
    dash.set_props("shell-version", {"children": version})


def _moment(as_of: datetime | str | None) -> str:
    return (formats.datetime(as_of) if isinstance(as_of, datetime) else as_of) or "–"


def navigation(
    lang: str = "vi", set_code: str = "", alerting: int = 0, closed: frozenset[str] = frozenset(), tasks: int = 0
) -> list[NavGroup]:
    """The overview, the tools of the analyst, every page group that any set has indicators for, and the data's own.

    The links to groups stay with ``set_code`` when a reader has chosen one; ``alerting`` stands beside
    the alerts, ``tasks`` beside the directives.
    Pages that are ``closed`` to the reader are left out.
    """
    same_set = f"?{urlencode({'bo': set_code})}" if set_code else ""
    groups = [
        NavItem(one.path + same_set, group_name(one, lang), OF_PAGE.get(one.page, "table")) for one in used_groups()
    ]
    briefings = NavItem(BRIEFINGS, briefing_words.say("title", lang), OF_PAGE["briefings"])
    alerts = NavItem(ALERTS, alert_words.say("title", lang), OF_PAGE["alerts"], alerting)
    directives = NavItem(directive_links.PATH, directive_words.say("title", lang), OF_PAGE["directives"], tasks)
    overview = NavItem(OVERVIEW, say("overview", lang), OF_PAGE["overview"])
    analysis = [
        NavItem(MAP + same_set, map_words.say("explorer", lang), OF_PAGE["maps"]),
        NavItem(profile_links.PATH + same_set, analyst_words.say("profile", lang), OF_PAGE["profile"]),
        NavItem(profile_links.COMPARE + same_set, analyst_words.say("compare", lang), OF_PAGE["compare"]),
        NavItem(profile_links.ODD + same_set, odd_words.say("title", lang), OF_PAGE["odd"]),
    ]
    of_data = [
        NavItem(WALL, wall_words.say("control", lang), OF_PAGE["wall"]),
        NavItem(CATALOGUE, say("catalogue", lang), OF_PAGE["catalogue"]),
        NavItem(sending_page.PATH, sending_words.say("title", lang), OF_PAGE["sending"], is_plain=True),
        NavItem(approval_page.PATH, sending_words.say("approving", lang), OF_PAGE["approving"], is_plain=True),
        NavItem(DELIVERIES, say("deliveries", lang), OF_PAGE["deliveries"]),
        NavItem(QUALITY + same_set, say("quality", lang), OF_PAGE["quality"]),
        NavItem(AUDIT, audit_words.say("title", lang), OF_PAGE["audit"]),
        NavItem(UPKEEP, upkeep_words.say("title", lang), OF_PAGE["upkeep"]),
    ]
    whole = [
        NavGroup("", [overview, alerts, directives, briefings]),
        NavGroup(say("nav_analysis", lang), analysis),
        NavGroup(say("nav_groups", lang), groups),
        NavGroup(say("nav_data", lang), of_data),
    ]
    opening = [
        NavGroup(group.label, [item for item in group.items if item.path.partition("?")[0] not in closed])
        for group in whole
    ]
    return [group for group in opening if group.items]


def used_groups() -> list[catalogue.Page]:
    """The page groups with at least one indicator in any set, in the order of the navigation."""
    used = {indicator.page for indicator in catalogue.indicators().values()}
    return [one for one in catalogue.pages().values() if one.page in used]


def group_name(one: catalogue.Page, lang: str = "vi") -> str:
    return one.name_en if lang == "en" else one.name


def page_link(indicator: catalogue.Indicator) -> str:
    """Where the figures of an indicator are shown, in its own set."""
    return f"{catalogue.pages()[indicator.page].path}?{urlencode({'bo': indicator.set_code, 'chi-so': indicator.code})}"


def map_link(indicator: catalogue.Indicator, **more: str) -> str:
    """The explorer's address for an indicator; ``more`` are parameters of the link, underscores for hyphens."""
    named = {key.replace("_", "-"): value for key, value in more.items() if value}
    return f"{MAP}?{urlencode({'bo': indicator.set_code, 'chi-so': indicator.code, **named})}"


def problem(sentence: str, lang: str = "vi") -> list[html.Div]:
    """Why the archive cannot be read, for a page that goes on without it; nothing when it can."""
    return [messages.message(say("no_warehouse", lang), tone="warn", remedy=sentence)] if sentence else []


def known_on(as_of: datetime | None, strange: Sequence[str] = (), lang: str = "vi") -> list[html.Div]:
    """What a reader must know before reading values of another day, and which day could not be followed."""
    told = [word("strange", lang, what=word("link_biet-den", lang), asked=asked) for asked in strange]
    told += [word("known_on_long", lang, day=formats.date(as_of))] if as_of else []
    return [messages.message(one) for one in told]


def not_understood(strange: Sequence[str], lang: str = "vi") -> list[html.Div]:
    """One sentence for the values of a link that mean nothing here; nothing when all were understood."""
    if not strange:
        return []
    asked = ("”, “" if lang == "en" else "», «").join(strange)
    return [messages.message(say("not_understood", lang, asked=asked), tone="warn")]
