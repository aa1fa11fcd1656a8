"""The layout of a group page: filters, cards, the map and what explains it.  One furniture for every indicator group.

Every id begins with the page's prefix, see ``Ids``; the page module binds the callbacks.
"""

from collections.abc import Callable, Collection
from typing import Any

from dash import Output, dcc, html

from components import (
    asking,
    definition,
    formats,
    group,
    group_cards,
    group_filters,
    group_kinds,
    group_panels,
    lineage,
    maps,
    messages,
    panels,
    telling,
)
from components.group_filters import Choices
from components.ids import Ids
from components.shading import Shades
from components.words import word
from data.answers import GroupView

# The parameters of a link, in the order in which the page hands its filters to the browser.
KEYS = "bo ky so-voi phan-to nhom the-hien lop chi-so xa biet-den muc"


def layout(
    ids: Ids, title: str, view: GroupView, chosen: Choices, sheet: Shades, map_url: str, bounds: maps.Bounds, lang: str
) -> list[Any]:
    """The content of the page, ready at first paint; callbacks replace what the parts hold."""
    drawn = {name: make() for name, make in parts(view, chosen, sheet, lang).items()}
    map_panel = panels.panel(
        drawn["map_title"],
        [
            group_filters.map_controls(ids, view, chosen, lang),
            html.Div(drawn["offer"], id=ids.offer),
            maps.choropleth(
                ids.map,
                ids.values,
                ids.area,
                map_url,
                bounds,
                data=sheet,
                selected=view.ask.area_code,
                lang=lang,
            ),
            html.Div(drawn["legend"], id=ids.legend, className="map-legend"),
            html.Div(drawn["point_key"], id=ids.point_key),
            dcc.Store(id=ids.points, data=drawn["points"]),
            maps.value_table(ids.map, lang=lang),
        ],
        subtitle=drawn["map_subtitle"],
        foot=drawn["foot"],
        actions=html.Div(drawn["map_exports"], id=ids.map_exports),
        panel_id=ids.map_panel,
        class_name="panel-map",
    )
    side = [
        html.Div(drawn["commune"], id=ids.commune),
        html.Div(drawn["definition"], id=ids.definition, className="panel"),
        html.Div(drawn["beside"], id=ids.beside),
        panels.panel(
            drawn["trend_title"],
            html.Div(drawn["trend"], id=ids.trend),
            subtitle=drawn["trend_subtitle"],
            actions=html.Div(drawn["trend_exports"], id=ids.trend_exports),
            panel_id=ids.trend_panel,
            class_name="panel-trend",
            hidden=drawn["trend_hidden"],
        ),
        panels.panel(
            word("highest", lang) + " / " + word("lowest", lang).lower(),
            html.Div(drawn["ranking"], id=ids.ranking),
            subtitle=drawn["ranking_subtitle"],
            actions=html.Div(drawn["ranking_exports"], id=ids.ranking_exports),
            panel_id=ids.ranking_panel,
            hidden=drawn["ranking_hidden"],
        ),
        html.Div(drawn["breakdown"], id=ids.breakdown_panel),
    ]
    return [
        panels.page_head(title, group_filters.filter_bar(ids, view, chosen, lang)),
        html.Div(drawn["notes"], id=ids.notes, **{"data-view": ids.prefix, "data-keys": KEYS, "data-anew": "bo"}),
        html.Div(drawn["cards"], id=ids.cards),
        html.Div(drawn["sentence"], id=ids.sentence),
        panels.board(map_panel, side),
        html.Div(drawn["below"], id=ids.below),
        all_indicators(ids, len(view.listed), lang),
        lineage.lineage_panel(None, panel_id=ids.source, lang=lang),
        dcc.Store(id=ids.indicator, data=view.ask.indicator.code),
        dcc.Store(id=ids.version, data=view.version),
        # Not None: a store without data reports a change when it is mounted.
        dcc.Store(id=ids.source_key, data={}),
        dcc.Store(id=ids.wanted, data={}),
        dcc.Download(id=ids.download),
    ]


# Where each part stands: the end of its id, and the property that holds it.
PLACES = {
    "cards": ("cards", "children"),
    "values": ("values", "data"),
    "legend": ("legend", "children"),
    "offer": ("offer", "children"),
    "map_title": ("map-panel-title", "children"),
    "map_subtitle": ("map-panel-subtitle", "children"),
    "foot": ("map-panel-foot", "children"),
    "map_exports": ("map-exports", "children"),
    "sentence": ("sentence", "children"),
    "commune": ("commune", "children"),
    "trend": ("trend", "children"),
    "trend_title": ("trend-panel-title", "children"),
    "trend_subtitle": ("trend-panel-subtitle", "children"),
    "trend_exports": ("trend-exports", "children"),
    "ranking": ("ranking", "children"),
    "ranking_subtitle": ("ranking-panel-subtitle", "children"),
    "ranking_exports": ("ranking-exports", "children"),
    "breakdown": ("breakdown-panel", "children"),
    "breakdown_options": ("breakdown", "options"),
    "definition": ("definition", "children"),
    "beside": ("beside", "children"),
    "below": ("below", "children"),
    "points": ("points", "data"),
    "point_key": ("point-key", "children"),
    "trend_hidden": ("trend-panel", "hidden"),
    "ranking_hidden": ("ranking-panel", "hidden"),
    "all_label": ("all-summary", "children"),
    "notes": ("notes", "children"),
    "version": ("version", "data"),
}
OF_THE_LOOK = {
    "notes",
    "sentence",
    "values",
    "legend",
    "offer",
    "map_title",
    "map_subtitle",
    "map_exports",
    "ranking",
    "ranking_subtitle",
    "ranking_exports",
}
OF_ALL_COMMUNES = {"cards", "values", "legend"}


def outputs(ids: Ids) -> list[Output]:
    """Every part that a filter may change, in the order of ``PLACES``."""
    return [Output(f"{ids.prefix}-{end}", prop) for end, prop in PLACES.values()]


def concerned(ids: Ids, triggered: Collection[str]) -> Collection[str]:
    """The parts that depend on the filters with these ids: another look at the map leaves the trend as it is.

    What is left as it is must be of the same version.
    """
    if set(triggered) <= {ids.shown, ids.method}:
        return OF_THE_LOOK
    return PLACES.keys() - OF_ALL_COMMUNES if set(triggered) == {ids.area} else PLACES.keys()


def paint(view: GroupView, chosen: Choices, lang: str) -> Shades:
    """The values store of the page's map."""
    sheet = group.paint(view, chosen.shown, chosen.method, chosen.inside, lang)
    is_choice = view.ask.indicator.kind == "yes_no" and not sheet["message"]
    return group_kinds.two_classes(sheet, view, lang) if is_choice else sheet


def parts(view: GroupView, chosen: Choices, sheet: Shades, lang: str) -> dict[str, Callable[[], Any]]:
    """How to make each part of ``PLACES``."""
    return {
        "cards": lambda: group_cards.card_row(view, lang),
        "values": lambda: sheet,
        "legend": lambda: maps.legend(sheet),
        "offer": lambda: group_panels.offer(view, chosen, lang),
        "map_title": lambda: group.question(view, chosen.shown, lang),
        "map_subtitle": lambda: asking.subtitle(view, chosen.shown, "map-subtitle", lang),
        "foot": lambda: group.foot(view, lang),
        "map_exports": lambda: group_panels.export_bar(view, "map", chosen.shown, lang),
        "sentence": lambda: telling.strip(view, chosen.set_code, chosen.shown, chosen.method, lang),
        "commune": lambda: group_panels.commune_strip(view, lang),
        "trend": lambda: group_panels.trend(view, lang),
        "trend_title": lambda: group.trend_title(view, lang)[0],
        "trend_subtitle": lambda: group.trend_title(view, lang)[1],
        "trend_exports": lambda: group_panels.export_bar(view, "trend", chosen.shown, lang),
        "ranking": lambda: group.ranked(view, chosen.shown, sheet, view.ask.area_code, lang),
        "ranking_subtitle": lambda: asking.subtitle(view, chosen.shown, "ranking-subtitle", lang),
        "breakdown": lambda: group_panels.breakdown_panel(view, lang),
        "breakdown_options": lambda: [
            {"value": key, "label": label} for key, label in group_filters.breakdown_options(view, lang).items()
        ],
        "definition": lambda: definition.definition(
            view.ask.indicator,
            breaks=view.breaks,
            summary_id=f"{view.prefix}-definition-summary",
            notes_id=f"{view.prefix}-definition-notes",
            lang=lang,
        ),
        "beside": lambda: group_kinds.beside(view, lang),
        "below": lambda: group_kinds.below(view, lang),
        "points": lambda: group_kinds.points(view, lang),
        "point_key": lambda: group_kinds.point_key(view, lang),
        "trend_hidden": lambda: not group_kinds.has_trend(view),
        "ranking_exports": lambda: group_panels.ranking_link(view, chosen.shown, lang),
        "ranking_hidden": lambda: not group_kinds.has_ranking(view),
        "all_label": lambda: all_label(len(view.listed), lang),
        "notes": lambda: [messages.message(note) for note in notes(view, chosen, lang)],
        "version": lambda: view.version,
    }


def notes(view: GroupView, chosen: Choices, lang: str) -> list[str]:
    """What a reader must know before reading: values of another day, choices that could not be followed."""
    told = [word("strange", lang, what=word(f"link_{key}", lang), asked=asked) for key, asked in view.strange]
    if view.ask.as_of:
        told.append(word("known_on_long", lang, day=formats.date(view.ask.as_of)))
    if chosen.method == "fixed" and not group.fixed_limits(view, chosen.shown):
        told.append(word("no_fixed_limits", lang))
    return told


def all_label(count: int, lang: str) -> str:
    return f"{'Tất cả chỉ số của nhóm' if lang == 'vi' else 'All indicators of the group'} ({count})"


def all_indicators(ids: Ids, count: int, lang: str) -> html.Details:
    """A disclosure of every indicator of the page; a callback on its summary's ``n_clicks`` fills ``ids.all_list``."""
    label = all_label(count, lang)
    return html.Details(
        [html.Summary(label, id=ids.all_summary, n_clicks=0), html.Div(id=ids.all_list)], className="panel map-table"
    )
