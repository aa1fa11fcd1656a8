"""What the rooms of their own share: the indicators of their group, listed below the room and shown as every group."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from dash import dcc, html

from components import frame, group_list, messages
from data import about, catalogue, clock, standing
from data.engine import WarehouseError
from data.standing import Standing
from pages import _group


class Told(NamedTuple):
    """The words of a room for its group's indicators: the heading, and the link to their map and trends."""

    title: str
    link: str


def indicators(scope: _group.Scope, asked: Mapping[str, str], back: str, lang: str) -> Any:
    """The group's indicators of the annexes, with a way ``back`` to the room."""
    path = scope.page.path
    way = html.Section(dcc.Link(back, href=path, className="action"), className="panel")
    try:
        return _group.layout(scope, asked, below=way)
    except WarehouseError as error:
        told = about.about().told()
        return frame.page(messages.message(str(error), tone="warn"), active=path, lang=lang, **told)


def others(
    found: list[Standing], scope: _group.Scope, set_code: str, told: Told, lang: str, known_to: str = ""
) -> list[html.Details]:
    """Where each indicator of the group stands, and the way to their map and trends; none where a set has none.

    Where they stand is only known of now: as of a day (``known_to``) there is the way alone.
    """
    if not found:
        return []
    day = f"&biet-den={known_to}" if known_to else ""
    newest = [one.indicator.code for one in found if one.newest]
    href = f"{scope.page.path}?bo={set_code}&chi-so={newest[0]}{day}" if newest else ""
    ways = [dcc.Link(told.link, href=href, className="action")] if newest else []
    listed = group_list.panel(found, standing.awaited_from(found), clock.today(), lang)
    title = html.Summary(f"{told.title} ({len(found)})")
    return [html.Details([title, *ways, *([] if known_to else [listed])], className="panel map-table")]


def others_of(province: str, scope: _group.Scope, told: Told, lang: str) -> list[html.Details]:
    """``others`` of the set that a province has; none where it has none."""
    set_code = next((one.set_code for one in catalogue.sets().values() if one.province_code == province), "")
    if not set_code:
        return []
    with about.reading(about.about(province)) as conn:
        own = catalogue.of_set(set_code, scope.page.page)
        return others(standing.standings(conn, own, province, clock.today()), scope, set_code, told, lang)
