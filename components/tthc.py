"""The room of administrative procedures: scores by component, where points are lost, and what would win them back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from dash import Output, dcc, html

from components import (
    exports,
    filters,
    formats,
    frame,
    lineage,
    maps,
    messages,
    panels,
    tthc_advice,
    tthc_counts,
    tthc_figures,
    tthc_order,
    tthc_tables,
)
from components.ids import Ids
from components.tthc_parts import name_of
from components.tthc_words import say
from data import scoring_rules
from data.score_answers import ScoreView

KEYS = {
    "tinh": "province",
    "don-vi": "unit",
    "ngay": "day",
    "muc": "indicator",
    "dich": "target",
    "biet-den": "known_on",
}
# Where each part stands: the end of its id, and the property that holds it.
PLACES = {
    "cards": ("cards", "children"),
    "values": ("values", "data"),
    "legend": ("legend", "children"),
    "map_title": ("map-panel-title", "children"),
    "map_subtitle": ("map-panel-subtitle", "children"),
    "foot": ("map-panel-foot", "children"),
    "map_exports": ("map-exports", "children"),
    "detail": ("detail", "children"),
    "detail_title": ("detail-panel-title", "children"),
    "detail_subtitle": ("detail-panel-subtitle", "children"),
    "detail_exports": ("detail-exports", "children"),
    "trend": ("trend", "children"),
    "trend_exports": ("trend-exports", "children"),
    "trend_title": ("trend-panel-title", "children"),
    "trend_subtitle": ("trend-panel-subtitle", "children"),
    "ranking": ("ranking", "children"),
    "advice": ("advice", "children"),
    "advice_subtitle": ("advice-panel-subtitle", "children"),
    "facts": ("facts", "children"),
    "facts_subtitle": ("facts-panel-subtitle", "children"),
    "compare": ("compare", "children"),
    "peers": ("peers", "children"),
    "notes": ("notes", "children"),
}


def outputs(ids: Ids) -> list[Output]:
    """Every part that a choice may change, in the order of ``PLACES``."""
    return [Output(f"{ids.prefix}-{end}", prop) for end, prop in PLACES.values()]


def parts(ids: Ids, view: ScoreView, lang: str = "vi") -> dict[str, Any]:
    """Each part of ``PLACES`` for a view."""
    sheet, item, unit = tthc_figures.shades(view, lang), view.ask.item, view.ask.unit.unit_name
    subject = name_of(tthc_tables.subject(view), lang)
    day = formats.date(view.ask.day)
    period = f"{view.ask.day:%Y}"
    made: dict[str, Callable[[], Any]] = {
        "cards": lambda: tthc_figures.card_row(view, lang),
        "values": lambda: dict(sheet),
        "legend": lambda: [maps.legend(sheet), *tthc_tables.notes(view, lang)],
        "map_title": lambda: say("map_title", lang, item=name_of(item, lang)),
        "map_subtitle": lambda: tthc_figures.map_subtitle(view, lang),
        "foot": lambda: tthc_figures.foot(view, lang),
        "map_exports": lambda: _exports(ids, "map", view, lang),
        "detail": lambda: tthc_tables.detail(view, lang),
        "detail_title": lambda: say("detail_title", lang, item=subject),
        "detail_subtitle": lambda: say("detail_subtitle", lang, unit=unit, period=period, day=day),
        "detail_exports": lambda: _exports(ids, "detail", view, lang),
        "trend": lambda: tthc_figures.trend(ids, view, lang),
        "trend_exports": lambda: _exports(ids, "trend", view, lang),
        "trend_title": lambda: say("trend_title", lang, item=name_of(item, lang)),
        "trend_subtitle": lambda: say("trend_subtitle", lang, unit=unit),
        "ranking": lambda: tthc_order.rankings(view, sheet, lang),
        "advice": lambda: tthc_advice.advice(view, lang),
        "advice_subtitle": lambda: say("advice_subtitle", lang, unit=unit),
        "facts": lambda: tthc_counts.facts(view, lang),
        "facts_subtitle": lambda: say("facts_subtitle", lang, unit=unit, period=period, day=day),
        "compare": lambda: tthc_tables.comparison(view, lang),
        "peers": lambda: tthc_order.peers(view, lang),
        "notes": lambda: [
            *[messages.message(_strange(one, lang), tone="warn") for one in view.ask.strange],
            *frame.known_on(view.ask.as_of, lang=lang),
        ],
    }
    return {name: make() for name, make in made.items()}


def empty_parts(lang: str = "vi") -> dict[str, Any]:
    """Each part of ``PLACES`` for a province without any capture."""
    blank = dict(maps.unpainted(say("no_communes", lang), lang=lang))
    return dict.fromkeys(PLACES, "") | {"values": blank}


def layout(
    ids: Ids,
    view: ScoreView | None,
    provinces: Mapping[str, str],
    province_code: str,
    url: str,
    bounds: maps.Bounds,
    known_days: Sequence[date] = (),
    lang: str = "vi",
) -> list[Any]:
    """The content of the page; without a view everything is there but hidden, and the head says what is awaited."""
    drawn = parts(ids, view, lang) if view else empty_parts(lang)
    none = [] if view else [tthc_tables.nothing(provinces.get(province_code, province_code), lang)]
    return [
        panels.page_head(say("title", lang), _filter_bar(ids, view, provinces, province_code, known_days, lang)),
        html.Div(
            drawn["notes"],
            id=ids.notes,
            **{"data-view": ids.prefix, "data-keys": " ".join(KEYS), "data-anew": "tinh"},
        ),
        *none,
        html.Div(
            [
                html.Div(drawn["cards"], id=ids.cards),
                panels.board(_map_panel(ids, view, drawn, url, bounds, lang), _side(ids, drawn)),
                html.Div(_below(ids, view, drawn, lang), className="score-below"),
                html.Div(drawn["compare"], id=ids.compare),
            ],
            className="score-room",
            hidden=view is None,
        ),
        lineage.lineage_panel(None, panel_id=ids.source, lang=lang),
        dcc.Store(id=ids.indicator, data=view.ask.item if view else scoring_rules.TOTAL),
        dcc.Store(id=ids.source_key, data={}),
        dcc.Store(id=ids.wanted, data={}),
        dcc.Download(id=ids.download),
    ]


def _filter_bar(
    ids: Ids,
    view: ScoreView | None,
    provinces: Mapping[str, str],
    province_code: str,
    known_days: Sequence[date],
    lang: str,
) -> html.Div:
    units = {one.key: one.unit_name for one in view.units} if view else {}
    if "" in units:
        units[""] = say("whole", lang, name=units[""])
    days = _days(view) if view else {}
    known = view.ask.as_of.date() if view and view.ask.as_of else None
    until = f"{view.ask.until:%Y-%m-%d}" if view else None
    return filters.bar(
        [
            filters.province(ids.province, provinces, province_code, lang=lang),
            filters.field(ids.unit, say("unit", lang), units, view.ask.unit.key if view else None, lang=lang),
            filters.field(ids.day, say("day", lang), days, until, lang=lang),
            filters.known_on(ids.known_on, known_days, known, lang=lang),
        ],
        lang=lang,
    )


def _map_panel(
    ids: Ids, view: ScoreView | None, drawn: dict[str, Any], url: str, bounds: maps.Bounds, lang: str
) -> html.Section:
    selected = view.ask.unit.area_code if view and view.ask.unit.unit_kind == "commune" else ""
    return panels.panel(
        drawn["map_title"],
        [
            maps.choropleth(
                ids.map, ids.values, ids.area, url, bounds, data=drawn["values"], selected=selected, lang=lang
            ),
            html.Div(drawn["legend"], id=ids.legend, className="map-legend"),
            maps.value_table(ids.map, lang=lang),
        ],
        subtitle=drawn["map_subtitle"],
        foot=drawn["foot"],
        actions=html.Div(drawn["map_exports"], id=ids.map_exports),
        panel_id=ids.map_panel,
        class_name="panel-map",
    )


def _side(ids: Ids, drawn: dict[str, Any]) -> list[Any]:
    return [
        panels.panel(
            drawn["detail_title"],
            html.Div(drawn["detail"], id=ids.detail),
            subtitle=drawn["detail_subtitle"],
            actions=html.Div(drawn["detail_exports"], id=ids.detail_exports),
            panel_id=ids.detail_panel,
        ),
        panels.panel(
            drawn["trend_title"],
            html.Div(drawn["trend"], id=ids.trend),
            subtitle=drawn["trend_subtitle"],
            actions=html.Div(drawn["trend_exports"], id=ids.trend_exports),
            panel_id=ids.trend_panel,
            class_name="panel-trend",
        ),
        html.Section(html.Div(drawn["ranking"], id=ids.ranking), className="panel"),
    ]


def _below(ids: Ids, view: ScoreView | None, drawn: dict[str, Any], lang: str) -> list[Any]:
    target = view.ask.target if view else None
    return [
        panels.panel(
            say("advice_title", lang),
            [tthc_advice.target_field(ids.target, target, lang), html.Div(drawn["advice"], id=ids.advice)],
            subtitle=drawn["advice_subtitle"],
            panel_id=ids.advice_panel,
        ),
        html.Div(
            [
                panels.panel(
                    say("facts_title", lang),
                    html.Div(drawn["facts"], id=ids.facts),
                    subtitle=drawn["facts_subtitle"],
                    panel_id=ids.facts_panel,
                ),
                html.Div(drawn["peers"], id=ids.peers),
            ],
            className="score-column",
        ),
    ]


SECTIONS = {"map": "map", "detail": "table", "trend": "chart"}  # what becomes of each in a briefing


def _exports(ids: Ids, what: str, view: ScoreView, lang: str) -> Any:
    """Downloads of the map, of the table of items, or of the trend; nothing where the trend is too short."""
    if what == "trend" and len(view.trend.dropna(subset=["score"])) < 2:
        return None
    targets = {"map": ids.map, "detail": ids.detail_panel, "trend": ids.trend_graph}
    asked = {"don-vi": view.ask.unit.key, "muc": view.ask.item}
    return exports.export_bar(
        targets[what],
        "map" if what == "map" else "chart",
        name=f"766-{view.ask.province_code}-{view.ask.item}-{what}",
        title=say(f"{what}_title", lang, item=name_of(view.ask.item, lang)),
        unit=say("points", lang),
        period=formats.date(view.ask.day),
        source="; ".join(view.commune_sources if what == "map" else view.sources),
        as_of=formats.date(view.ask.day),
        simulated=view.simulated,
        briefing=exports.to_briefing(f"procedures.{SECTIONS[what]}", asked),
        drawn=what != "detail",
        lang=lang,
    )


def _strange(asked: str, lang: str) -> str:
    if lang == "en":
        return f"There is no “{asked}” here; showing the nearest choice."
    return f"Không có «{asked}» ở đây; đang hiển thị lựa chọn gần nhất."


def _days(view: ScoreView) -> dict[str, str]:
    return {f"{day:%Y-%m-%d}": formats.date(day) for day in view.days}
