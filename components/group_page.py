"""The layout of a group page: filters, cards, the map and what explains it.  One furniture for every indicator group.

Every id begins with the page's prefix, see ``Ids``; the page module binds the callbacks.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash import Output, dcc, html

from components import (
    asking,
    definition,
    exports,
    figures,
    filters,
    formats,
    frame,
    group,
    group_kinds,
    lineage,
    maps,
    messages,
    panels,
    telling,
)
from components.map_words import say
from components.page_words import say as say_of_page
from components.profile_links import path_of
from components.shading import Shades
from components.words import word
from data import catalogue, periods
from data.answers import COMPARISONS, SHOWN, GroupView, NumberKey


@dataclass(frozen=True)
class Ids:
    """The ids of one group page."""

    prefix: str

    def __getattr__(self, name: str) -> str:
        return f"{self.prefix}-{name.replace('_', '-')}"


@dataclass(frozen=True)
class Choices:
    """The state of the filters beside the view: what is chosen, and the groups that can be."""

    set_code: str
    shown: str
    method: str
    group: str
    groups: Mapping[str, str]  # key → label, without the whole province
    inside: Sequence[str] | None
    annex_group: str = ""
    annex_groups: Mapping[str, str] = field(default_factory=dict)


# The parameters of a link, in the order in which the page hands its filters to the browser.
KEYS = "bo ky so-voi phan-to nhom the-hien lop chi-so xa biet-den muc"
SHOWN_WORDS = {
    "vi": {"plan_share": "% kế hoạch", "value": "Giá trị", "change": "Thay đổi"},
    "en": {"plan_share": "% of plan", "value": "Value", "change": "Change"},
}


def filter_bar(ids: Ids, view: GroupView, chosen: Choices, lang: str) -> html.Div:
    """All filters of the page in one line."""
    sets = {code: (s.name_en if lang == "en" else s.name) for code, s in catalogue.sets().items()}
    whole = word("whole_province", lang)
    fields = [
        filters.indicator_set(ids.set, sets, chosen.set_code, lang=lang),
        filters.period(ids.period, period_options(view, lang), shown_period(view), lang=lang),
        filters.comparison(ids.comparison, against_options(lang), view.ask.comparison, lang=lang),
        filters.breakdown(ids.breakdown, breakdown_options(view, lang), view.ask.breakdown, lang=lang),
        filters.group(ids.group, {"": whole, **chosen.groups}, chosen.group, lang=lang),
        filters.field(
            ids.annex,
            say_of_page("annex_group", lang),
            {"": say_of_page("whole_annex", lang), **chosen.annex_groups},
            chosen.annex_group,
            class_name="filter-annex" if chosen.annex_groups else "is-hidden",
            lang=lang,
        ),
        filters.known_on(ids.known_on, view.days, view.ask.as_of and view.ask.as_of.date(), lang=lang),
    ]
    return filters.bar(fields, lang=lang)


def shown_period(view: GroupView) -> str:
    """The month that the page stands at; a yearly indicator is answered by its year and leaves the month as it was."""
    return view.page_period


def period_options(view: GroupView, lang: str) -> dict[str, str]:
    return {period: periods.label(period, lang) for period in view.periods or (view.page_period,)}


def against_options(lang: str) -> dict[str, str]:
    return {key: group.AGAINST[lang][key].capitalize() for key in COMPARISONS}


def breakdown_options(view: GroupView, lang: str) -> dict[str, str]:
    return {key: group.breakdown_label(key, lang) for key in view.breakdowns}


def map_controls(ids: Ids, view: GroupView, chosen: Choices, lang: str) -> html.Div:
    """What the map shows and how its classes are made."""
    words = SHOWN_WORDS[lang]
    label = "Thể hiện" if lang == "vi" else "Show"
    return html.Div(
        [
            filters.field(ids.shown, label, {key: words[key] for key in SHOWN}, chosen.shown, lang=lang),
            filters.class_method(ids.method, chosen.method, lang=lang),
        ],
        className="map-options",
    )


def layout(
    ids: Ids, title: str, view: GroupView, chosen: Choices, sheet: Shades, map_url: str, bounds: maps.Bounds, lang: str
) -> list[Any]:
    """The content of the page, ready at first paint; callbacks replace what the parts hold."""
    drawn = {name: make() for name, make in parts(view, chosen, sheet, lang).items()}
    map_panel = panels.panel(
        drawn["map_title"],
        [
            map_controls(ids, view, chosen, lang),
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
            panel_id=ids.ranking_panel,
            hidden=drawn["ranking_hidden"],
        ),
        html.Div(drawn["breakdown"], id=ids.breakdown_panel),
    ]
    return [
        panels.page_head(title, filter_bar(ids, view, chosen, lang)),
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
        "cards": lambda: group.card_row(view, lang),
        "values": lambda: sheet,
        "legend": lambda: maps.legend(sheet),
        "offer": lambda: offer(view, chosen, lang),
        "map_title": lambda: group.question(view, chosen.shown, lang),
        "map_subtitle": lambda: asking.subtitle(view, chosen.shown, lang),
        "foot": lambda: group.foot(view, lang),
        "map_exports": lambda: export_bar(view, "map", chosen.shown, lang),
        "sentence": lambda: telling.strip(view, chosen.set_code, chosen.shown, chosen.method, lang),
        "commune": lambda: commune_strip(view, lang),
        "trend": lambda: trend(view, lang),
        "trend_title": lambda: group.trend_title(view, lang)[0],
        "trend_subtitle": lambda: group.trend_title(view, lang)[1],
        "trend_exports": lambda: export_bar(view, "trend", chosen.shown, lang),
        "ranking": lambda: group.ranked(view, chosen.shown, sheet, view.ask.area_code, lang),
        "ranking_subtitle": lambda: asking.subtitle(view, chosen.shown, lang),
        "breakdown": lambda: breakdown_panel(view, lang),
        "breakdown_options": lambda: [
            {"value": key, "label": label} for key, label in breakdown_options(view, lang).items()
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


def offer(view: GroupView, chosen: Choices, lang: str) -> Any:
    """The same view in the map explorer; or the way to the nearest indicator that communes do report."""
    if view.reported_by_communes:
        link = dcc.Link(say("open_on_map", lang), href=_map_link(view, chosen), className="action")
        return html.Div(link, className="map-offer")
    if view.nearest is None:
        return None
    label = "Xem trên bản đồ" if lang == "vi" else "Show on the map"
    if view.nearest not in [one for one, _ in view.listed]:
        words = f"{label}: {group.name_of(view.nearest, lang)}"
        return html.Div(dcc.Link(words, href=frame.page_link(view.nearest), className="action"), className="map-offer")
    button = html.Button(
        f"{label}: {group.name_of(view.nearest, lang)}",
        id={"type": "card", "code": view.nearest.code, "from": "offer"},
        type="button",
        className="button",
        n_clicks=0,
    )
    return html.Div(button, className="map-offer")


def _map_link(view: GroupView, chosen: Choices) -> str:
    ask = view.ask
    return frame.map_link(
        ask.indicator,
        ky=ask.period,
        so_voi=ask.comparison,
        phan_to=ask.breakdown,
        the_hien=chosen.shown,
        lop=chosen.method,
        nhom=chosen.group,
        xa=ask.area_code,
        biet_den=f"{ask.as_of:%Y-%m-%d}" if ask.as_of else "",
    )


def trend(view: GroupView, lang: str) -> Any:
    """The trend as a graph, or a sentence."""
    figure = group.trend_chart(view, lang)
    if figure is None:
        return _awaited(view, lang)
    title, subtitle = group.trend_title(view, lang)
    broken = [definition.break_words(one, lang) for one in view.breaks_seen]
    told = " ".join([subtitle, *broken])
    graph = figures.graph(figure, f"{view.prefix}-trend-graph", title, description=told)
    return [graph, *(html.P(sentence, className="break-note") for sentence in broken)]


def _awaited(view: GroupView, lang: str) -> html.Div:
    """Nothing has come: whose report is awaited, and since when it is due."""
    name = group.name_of(view.ask.indicator, lang)
    line = next((one for one in view.headlines if one.indicator.code == view.ask.indicator.code), None)
    if line is None or line.value is not None or not line.late_period or line.due_on is None:
        return messages.empty(name, lang=lang)
    days = (view.today - line.due_on).days
    one = view.ask.indicator
    agency = one.provider or one.lead_agency or say_of_page("agency_open", lang)
    told = say_of_page(
        "awaiting_late" if days > 0 else "awaiting",
        lang,
        period=periods.label(line.late_period, lang),
        agency=agency,
        date=formats.date(line.due_on),
        days=days,
    )
    return messages.message(f"{name}: {told[0].lower()}{told[1:]}.", tone="warn")


def breakdown_panel(view: GroupView, lang: str) -> Any:
    """The panel of the breakdown; nothing when there is none."""
    figure = group.breakdown_chart(view, catalogue.members(view.axis, lang), lang)
    if figure is None or not group_kinds.has_breakdown(view):
        return None
    axis = catalogue.vocabulary("axes")[view.axis][1 if lang == "en" else 0]
    title = f"Theo {axis[0].lower()}{axis[1:]}" if lang == "vi" else f"By {axis.lower()}"
    graph = figures.graph(figure, f"{view.prefix}-breakdown-graph", title, fill=False)
    told = f"{group.unit_of(view.ask.indicator, lang)} · {view.axis_area_name} · {periods.label(view.ask.period, lang)}"
    return panels.panel(title, graph, subtitle=told, actions=export_bar(view, "breakdown", "value", lang))


def commune_strip(view: GroupView, lang: str) -> Any:
    """What the selected commune says, every number with its source; nothing when none is selected."""
    ask = view.ask
    rows = view.communes[view.communes["area_code"] == ask.area_code]
    if rows.empty or not view.reported_by_communes:
        return None
    facts = group.commune_facts(view, rows.iloc[0], lang)
    shown = [
        html.Button(
            [html.B(figure), html.Span(label)],
            id={"type": "source", "key": key.text(), "at": "commune"},
            type="button",
            n_clicks=0,
            className="fact source-link",
            title=word("source_of", lang, name=label),
        )
        if isinstance(key, NumberKey)
        else html.Span([html.B(figure), html.Span(label)], className="fact")
        for figure, label, key in facts
    ]
    close = html.Button(
        "Bỏ chọn" if lang == "vi" else "Clear",
        id={"type": "clear", "what": "area"},
        type="button",
        className="button",
        n_clicks=0,
    )
    return html.Section(
        [
            html.H2(dcc.Link(str(rows.iloc[0]["area_name"]), href=path_of(ask.area_code, ask.indicator.set_code))),
            html.Div(shown, className="facts"),
            close,
        ],
        className="panel commune-strip",
        **{"aria-label": str(rows.iloc[0]["area_name"])},
    )


def export_bar(view: GroupView, what: str, shown: str, lang: str) -> html.Div:
    """Downloads of the map or a chart, with everything that a picture has to say by itself."""
    targets = {
        "map": f"{view.prefix}-map",
        "trend": f"{view.prefix}-trend-graph",
        "breakdown": f"{view.prefix}-breakdown-graph",
    }
    title = group.question(view, shown, lang) if what == "map" else group.trend_title(view, lang)[0]
    return exports.export_bar(
        targets[what],
        "map" if what == "map" else "chart",
        name=f"{view.ask.indicator.code}-{what}-{view.ask.period}",
        title=title,
        unit=group.map_measure(view, shown, lang) if what == "map" else group.unit_of(view.ask.indicator, lang),
        period=f"{group.period_words(view.ask.period, view.ask.measure, lang)} · {view.area_name}",
        source="; ".join(view.sources),
        as_of=view.as_of,
        simulated=view.simulated,
        lang=lang,
    )
