"""The room of emergencies: one event, its map in layers, why each commune has its level, bulletins, tasks and log."""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any

from dash import dcc, html

from components import (
    emergency_bulletins,
    emergency_contacts,
    emergency_exports,
    emergency_map,
    emergency_strip,
    emergency_tasks,
    emergency_why,
    filters,
    maps,
    messages,
    panels,
)
from components.attributes import attrs
from components.emergency_forms import decide_form, new_form, person_form, playbook_form
from components.emergency_parts import moment
from components.emergency_places import PLACES
from components.emergency_words import item_name, say
from components.ids import Ids
from components.plain import plain
from components.wire import element
from data.bulletin_items import items
from data.emergency_answers import EmergencyView
from data.risk.rules import limit

KEYS = "tinh su-kien luc xa mau lop"
FOLLOWED_EVERY = 10_000  # ms between two looks at what others did meanwhile


def parts(
    view: EmergencyView,
    lang: str = "vi",
    shown: Collection[str] = emergency_map.AT_FIRST,
    only: Collection[str] = tuple(PLACES),
) -> dict[str, Any]:
    """Each part of ``PLACES``, or those of ``only``, for a view with the layers that are ``shown``."""
    sheet, latest = cache(lambda: emergency_map.sheet(view, lang)), view.latest
    count, _ = emergency_bulletins.reported(view, latest)
    told = say("reported", lang, count=count, of=len(view.communes), hours=f"{limit('report_hours'):g}")
    made: dict[str, Callable[[], Any]] = {
        "strip": lambda: [plain(tile) for tile in emergency_strip.strip(view, lang)],
        "values": lambda: dict(sheet()),
        "legend": lambda: [maps.legend(sheet())],
        "map_subtitle": lambda: _map_subtitle(view, lang),
        "foot": lambda: view.boundary_note,
        "exports": lambda: emergency_exports.bar(view, sheet()["title"], lang),
        "layers": lambda: emergency_map.layers_store(view, lang),
        "layer_options": lambda: [plain(box) for box in emergency_map.boxes(view, shown, lang)],
        "why": lambda: plain(element("Div", emergency_why.body(view, lang))),
        "why_title": lambda: emergency_why.title(view, lang),
        "ranked": lambda: emergency_why.ranked(view, lang),
        "bulletins": lambda: emergency_bulletins.timeline(view, lang),
        "damage": lambda: [
            *emergency_bulletins.by_commune(view, latest, lang),
            *emergency_bulletins.not_reported(view, latest, lang),
        ],
        "damage_subtitle": lambda: say("damage_subtitle", lang, reported=told),
        "tasks": lambda: emergency_tasks.checklist(view, lang),
        "tasks_subtitle": lambda: emergency_tasks.progress(view, lang),
        "log": lambda: emergency_tasks.log(view, lang),
        "faults": lambda: emergency_tasks.faults(view, lang),
        "notes": lambda: notes(view, lang),
        "contacts": lambda: emergency_contacts.listing(view, lang),
        "contact_options": lambda: _options(emergency_contacts.people(view, lang)),
        "contact_roles": lambda: _options(emergency_contacts.roles(view)),
        "contact_areas": lambda: _options(emergency_contacts.places(view)),
        "event_options": lambda: _options(event_names(view, lang)),
        "event_value": lambda: view.ask.event_code,
        "hour_options": lambda: _options(hour_names(view, lang)),
        "colour_options": lambda: _options(emergency_map.colours(view, lang)),
        "seen": lambda: dict(view.standing),
        "state_value": lambda: str(view.event["state"]) if view.event else None,
    }
    return {name: make() for name, make in made.items() if name in only}


def _map_subtitle(view: EmergencyView, lang: str) -> str:
    if item := items().get(view.ask.colour):
        return say("map_subtitle_damage", lang, item=item_name(item, lang))
    return say("map_subtitle", lang, hour=moment(view.read_at)) if view.read_at else ""


def _options(names: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"value": key, "label": text} for key, text in names.items()]


def event_names(view: EmergencyView, lang: str = "vi") -> dict[str, str]:
    """Every event with its stage, those under way first."""
    return {one["event_code"]: f"{one['name']} · {say(one['state'], lang)}" for one in view.events.to_dict("records")}


def hour_names(view: EmergencyView, lang: str = "vi") -> dict[str, str]:
    """The last 72 hours, the newest first, which is followed as it moves on."""
    if not view.hours:
        return {"": "–"}
    newest = {"": say("newest", lang, hour=moment(view.hours[0]))}
    return newest | {f"{hour:%Y-%m-%dT%H}": moment(hour) for hour in view.hours[1:]}


def notes(view: EmergencyView, lang: str = "vi") -> list[Any]:
    """What was asked for in vain, and that nothing is open yet."""
    said = [messages.message(say("strange", lang, asked=one), tone="warn") for one in view.ask.strange]
    if view.event is None:
        said.append(messages.message(say("none_title", lang, name=view.province_name), remedy=say("none_remedy", lang)))
    return said


def layout(
    ids: Ids,
    view: EmergencyView,
    provinces: Mapping[str, str],
    url: str,
    bounds: maps.Bounds,
    shown: list[str],
    lang: str = "vi",
) -> list[Any]:
    """The content of the page, ready at first paint; callbacks replace what the parts hold."""
    drawn, hour = parts(view, lang, shown), f"{view.ask.hour:%Y-%m-%dT%H}" if view.ask.hour else ""
    fields = [
        filters.field(
            ids.event,
            say("event", lang),
            event_names(view, lang),
            view.ask.event_code,
            class_name="filter-wide",
            lang=lang,
        ),
        filters.field(ids.colour, say("colour", lang), emergency_map.colours(view, lang), view.ask.colour, lang=lang),
        filters.field(ids.hour, say("hour", lang), hour_names(view, lang), hour, lang=lang),
        filters.field(ids.province, say("province", lang), provinces, view.ask.province_code, lang=lang),
    ]
    return [
        panels.page_head(say("title", lang), filters.bar(fields, lang=lang)),
        html.Div(
            drawn["notes"], id=ids.notes, **attrs({"data-view": ids.prefix, "data-keys": KEYS, "data-anew": "tinh"})
        ),
        html.Div(id=ids.said, className="emergency-said", **attrs({"aria-live": "polite"})),
        html.Div(
            [
                html.Div(drawn["strip"], id=ids.strip, className="emergency-strip"),
                panels.board(_map(ids, view, drawn, url, bounds, lang), _side(ids, view, drawn, lang)),
                html.Div(_below(ids, view, drawn, lang), className="emergency-below"),
            ],
            className="emergency-room",
        ),
        dcc.Store(id=ids.stamp, data={}),
        dcc.Store(id=ids.seen, data=drawn["seen"]),
        dcc.Interval(id=ids.tick, interval=FOLLOWED_EVERY),
        dcc.Store(id=ids.layers, data=shown),
        dcc.Store(id=ids.layers_data, data=drawn["layers"]),
        dcc.Store(id=ids.wanted, data={}),
        dcc.Download(id=ids.download),
    ]


def _map(
    ids: Ids, view: EmergencyView, drawn: dict[str, Any], url: str, bounds: maps.Bounds, lang: str
) -> html.Section:
    return panels.panel(
        say("map_title", lang),
        [
            emergency_map.layer_choice(ids.layer_boxes, drawn["layer_options"], lang),
            maps.choropleth(
                ids.map, ids.values, ids.area, url, bounds, data=drawn["values"], selected=view.ask.area_code or None,
                label=say("map_title", lang), lang=lang,
            ),
            html.Div(drawn["legend"], id=ids.legend, className="map-legend"),
        ],
        subtitle=drawn["map_subtitle"], foot=drawn["foot"], actions=html.Div(drawn["exports"], id=ids.map_exports),
        panel_id=ids.map_panel, class_name="panel-map",
    )  # fmt: skip


def _side(ids: Ids, view: EmergencyView, drawn: dict[str, Any], lang: str) -> list[Any]:
    why = panels.panel(
        drawn["why_title"],
        [
            html.Div(drawn["why"], id=ids.why),
            decide_form(ids, lang),
            html.Div(drawn["ranked"], id=ids.ranked),
        ],
        panel_id=ids.why_panel, class_name="grows",
    )  # fmt: skip
    return [why]


def _below(ids: Ids, view: EmergencyView, drawn: dict[str, Any], lang: str) -> list[Any]:
    log_buttons = html.Div(
        [
            html.Button(say("log_docx", lang), id=ids.docx, type="button", className="action"),
            html.Button(say("log_csv", lang), id=ids.csv, type="button", className="action"),
        ],
        className="emergency-form",
    )
    return [
        person_form(ids, view, lang),
        panels.panel(
            say("tasks_title", lang),
            [
                playbook_form(ids, view, lang),
                emergency_contacts.book(ids, view, lang),
                html.Div(drawn["tasks"], id=ids.tasks),
            ],
            subtitle=drawn["tasks_subtitle"],
            panel_id=ids.tasks_panel,
            class_name="is-wide",
        ),
        panels.panel(
            say("damage_title", lang),
            html.Div(drawn["damage"], id=ids.damage),
            subtitle=drawn["damage_subtitle"],
            panel_id=ids.damage_panel,
            class_name="is-wide",
        ),
        panels.panel(
            say("bulletins_title", lang),
            html.Div(drawn["bulletins"], id=ids.bulletins),
            subtitle=say("bulletins_subtitle", lang),
            panel_id=ids.bulletins_panel,
            class_name="is-wide",
        ),
        panels.panel(say("log_title", lang), [html.Div(drawn["log"], id=ids.log), log_buttons], panel_id=ids.log_panel),
        html.Div(
            [
                panels.panel(say("faults_title", lang), html.Div(drawn["faults"], id=ids.faults)),
                new_form(ids, lang),
            ],
            className="board-side",
        ),
    ]
