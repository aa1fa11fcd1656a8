"""What stands on a group page beside and below the map: trend, breakdown, the chosen commune, ways on, downloads."""

from typing import Any

from dash import dcc, html

from components import (
    definition,
    exports,
    figures,
    formats,
    frame,
    group,
    group_kinds,
    messages,
    naming,
    panels,
)
from components.group_filters import Choices
from components.map_words import say
from components.page_words import say as say_of_page
from components.profile_links import path_of
from components.words import word
from data import catalogue, periods
from data.answers import GroupView, NumberKey


def offer(view: GroupView, chosen: Choices, lang: str) -> Any:
    """The same view in the map explorer; or the way to the nearest indicator that communes do report."""
    if view.reported_by_communes:
        link = dcc.Link(say("open_on_map", lang), href=_map_link(view, chosen), className="action")
        return html.Div(link, className="map-offer")
    if view.nearest is None:
        return None
    label = "Xem trên bản đồ" if lang == "vi" else "Show on the map"
    if view.nearest not in [one for one, _ in view.listed]:
        words = f"{label}: {naming.name_of(view.nearest, lang)}"
        return html.Div(dcc.Link(words, href=frame.page_link(view.nearest), className="action"), className="map-offer")
    button = html.Button(
        f"{label}: {naming.name_of(view.nearest, lang)}",
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
    name = naming.name_of(view.ask.indicator, lang)
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
    told = (
        f"{naming.unit_of(view.ask.indicator, lang)} · {view.axis_area_name} · {periods.label(view.ask.period, lang)}"
    )
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


SECTIONS = {
    "map": "map",
    "trend": "chart",
    "breakdown": "parts",
    "ranking": "communes",
}  # what becomes of each in a briefing


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
        unit=group.map_measure(view, shown, lang) if what == "map" else naming.unit_of(view.ask.indicator, lang),
        period=f"{naming.period_words(view.ask.period, view.ask.measure, lang)} · {view.area_name}",
        source="; ".join(view.sources),
        as_of=view.as_of,
        simulated=view.simulated,
        briefing=_briefing(view, what, shown),
        lang=lang,
    )


def ranking_link(view: GroupView, shown: str, lang: str) -> dcc.Link | None:
    """Adds the table of communes to a briefing; nothing where communes do not report."""
    address = _briefing(view, "ranking", shown)
    return exports.briefing_link(address, lang) if address else None


def _briefing(view: GroupView, what: str, shown: str) -> str:
    """Where the map, chart or table is added to a briefing; "" for what communes do not report."""
    if what in ("map", "ranking") and not view.reported_by_communes:
        return ""
    asked = {"chi-so": view.ask.indicator.code, "the-hien": shown, "so-voi": view.ask.comparison}
    split = {"phan-to": view.ask.breakdown} if view.ask.breakdown != "total" else {}
    return exports.to_briefing(f"group.{SECTIONS[what]}", asked | split)
