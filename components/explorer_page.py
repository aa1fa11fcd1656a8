"""The layout of the map explorer: what is asked for above, how it is drawn beside the map, what it means."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from dash import Output, dcc, html

from components import (
    explorer,
    explorer_behind,
    explorer_exports,
    explorer_kinds,
    explorer_sums,
    explorer_time,
    filters,
    formats,
    lineage,
    maps,
    messages,
    naming,
    panels,
    ranking,
)
from components.attributes import attrs
from components.explorer_choices import Options, choices
from components.ids import Ids
from components.map_words import say
from components.shading import Shades
from components.words import word
from data.answers import NumberKey
from data.map_answers import MapView

KEYS = {  # parameter of a link → end of the id of its filter
    "bo": "set",
    "chi-so": "indicator",
    "ky": "period",
    "so-voi": "comparison",
    "phan-to": "breakdown",
    "nhom": "group",
    "cap": "level",
    "kieu": "mode",
    "the-hien": "shown",
    "chi-so-2": "second",
    "lop": "method",
    "so-lop": "classes",
    "moc": "limits",
    "nhan": "names",
    "xa-cu": "former",
    "chon": "chosen",
    "xa": "area",
    "biet-den": "known_on",
}
ANEW = ("bo", "cap")  # another set or level is another map: the page is asked for anew
IN_HEAD, FOLDED = ("bo", "chi-so", "ky"), ("so-voi", "phan-to", "nhom", "biet-den")  # on a phone
AT_MAP = ("cap", "kieu", "the-hien", "chi-so-2", "lop", "so-lop", "moc", "nhan", "xa-cu")
REFILLED = ("ky", "so-voi", "phan-to", "the-hien", "chi-so-2", "kieu", "moc")  # their choices follow from the others


def layout(ids: Ids, view: MapView, sheet: Shades, url: str, bounds: maps.Bounds, lang: str) -> list[Any]:
    """The content of the page, ready at first paint; callbacks replace what the parts hold."""
    drawn = {part: make() for part, make in parts(ids, view, sheet, lang).items()}
    offered = choices(view, lang)
    map_panel = panels.panel(
        drawn["title"],
        [
            html.Div(_folded(ids, AT_MAP, "map_fold", offered, lang), id=ids.options, className=drawn["options"]),
            maps.choropleth(
                ids.map,
                ids.values,
                ids.area,
                url,
                bounds,
                data=sheet,
                selected=view.asked.ask.area_code,
                chosen_id=filter_id(ids, "chon"),
                lang=lang,
            ),
            html.Div(id=ids.multiples, className="multiples", **attrs({"data-multiples": ids.map})),
            html.Div(drawn["legend"], id=ids.legend, className="map-legend"),
            explorer_time.bar(ids, lang),
            maps.value_table(ids.map, lang=lang),
        ],
        subtitle=drawn["subtitle"],
        foot=drawn["foot"],
        actions=html.Div(drawn["exports"], id=ids.exports),
        panel_id=ids.panel,
        class_name="panel-map",
    )
    side = [
        panels.panel(
            say("chosen", lang),
            [_field(ids, "chon", offered, lang), html.Div(drawn["subtotal"], id=ids.subtotal)],
            subtitle=say("chosen_help", lang),
            class_name="panel-chosen",
        ),
        html.Div(drawn["area"], id=ids.strip),
        panels.panel(say("reading", lang), html.Div(drawn["reasons"], id=ids.reasons), class_name="panel-reading"),
        panels.panel(
            word("highest", lang) + " / " + word("lowest", lang).lower(),
            html.Div(drawn["ranking"], id=ids.ranking),
            subtitle=drawn["ranking_subtitle"],
            panel_id=ids.ranking_panel,
        ),
    ]
    asked = [_field(ids, key, offered, lang) for key in IN_HEAD]
    head = filters.bar([*asked, _folded(ids, FOLDED, "head_fold", offered, lang)], lang=lang)
    return [
        panels.page_head(say("explorer", lang), head),
        html.Div(
            drawn["notes"],
            id=ids.notes,
            **{"data-view": ids.prefix, "data-keys": " ".join(KEYS), "data-anew": " ".join(ANEW)},
        ),
        html.Div(panels.board(map_panel, side), className="explorer"),
        lineage.lineage_panel(None, panel_id=ids.source, lang=lang),
        dcc.Store(id=ids.course, data=drawn["course"]),
        dcc.Store(id=ids.former_points, data=drawn["former"]),
        dcc.Store(id=ids.version, data=view.version),
        dcc.Store(id=ids.source_key, data={}),  # not None: a store without data reports a change when it is mounted
        dcc.Store(id=ids.wanted, data={}),
        dcc.Download(id=ids.download),
    ]


def _folded(ids: Ids, keys: Sequence[str], summary: str, offered: Mapping[str, Options], lang: str) -> html.Details:
    return filters.fold(say(summary, lang), [_field(ids, key, offered, lang) for key in keys])


def _field(ids: Ids, key: str, offered: Mapping[str, Options], lang: str) -> html.Div:
    """The dropdown of one parameter of a link."""
    one = offered[key]
    return filters.field(
        filter_id(ids, key),
        one.label,
        one.options,
        one.value,
        searchable=one.searchable,
        clearable=one.multi,
        multi=one.multi,
        class_name=f"filter-{KEYS[key]}",
        lang=lang,
    )


def filter_id(ids: Ids, key: str) -> str:
    """The id of the filter of a parameter."""
    return f"{ids.prefix}-{KEYS[key].replace('_', '-')}"


PLACES = {
    "values": ("values", "data"),
    "legend": ("legend", "children"),
    "options": ("options", "className"),
    "title": ("panel-title", "children"),
    "subtitle": ("panel-subtitle", "children"),
    "foot": ("panel-foot", "children"),
    "exports": ("exports", "children"),
    "subtotal": ("subtotal", "children"),
    "area": ("strip", "children"),
    "reasons": ("reasons", "children"),
    "course": ("course", "data"),
    "former": ("former-points", "data"),
    "ranking": ("ranking", "children"),
    "ranking_subtitle": ("ranking-panel-subtitle", "children"),
    "notes": ("notes", "children"),
    "version": ("version", "data"),
}


def outputs(ids: Ids) -> list[Output]:
    """Every part that a filter may change, in the order of ``PLACES``; then choices and value of the ``REFILLED``."""
    places = [Output(f"{ids.prefix}-{end}", prop) for end, prop in PLACES.values()]
    return places + [Output(filter_id(ids, key), prop) for key in REFILLED for prop in ("options", "value")]


def parts(ids: Ids, view: MapView, sheet: Shades, lang: str) -> dict[str, Callable[[], Any]]:
    """How to make each part of ``PLACES``."""
    return {
        "values": lambda: sheet,
        "legend": lambda: legend(view, sheet, lang),
        "options": lambda: f"map-options mode-{view.asked.mode}",  # some filters belong to one kind of map
        "title": lambda: explorer.question(view, lang),
        "subtitle": lambda: explorer.subtitle(view, lang),
        "foot": lambda: explorer.foot(view, lang),
        "exports": lambda: explorer_exports.export_bar(ids, view, lang),
        "subtotal": lambda: explorer_sums.subtotal(view, lang),
        "course": lambda: explorer_time.course(view, sheet, lang),
        "area": lambda: area_strip(view, lang),
        "former": lambda: explorer_time.former(view, lang),
        "reasons": lambda: reading(view, lang),
        "ranking": lambda: ranked(view, sheet, lang),
        "ranking_subtitle": lambda: explorer.subtitle(view, lang),
        "notes": lambda: [messages.message(note) for note in explorer.notes(view, lang)],
        "version": lambda: view.version,
    }


def kept(ids: Ids, view: MapView, triggered: Collection[str]) -> set[str]:
    """The parts that a change of these filters leaves as they are: the frames of a play hold every period already."""
    moved = {one.rpartition(".")[0] for one in triggered}
    within = {filter_id(ids, key) for key in ("ky", "xa", "chon")}
    return {"course"} if moved and moved <= within and view.asked.mode in ("single", "two", "spots") else set()


def offers_anew(ids: Ids, triggered: Collection[str]) -> bool:
    """Whether a change of these filters may leave others with other choices."""
    within = {filter_id(ids, key) for key in ("the-hien", "lop", "so-lop", "moc", "nhan", "xa-cu", "chon", "xa")}
    return not triggered or not {one.rpartition(".")[0] for one in triggered} <= within


def legend(view: MapView, sheet: Shades, lang: str) -> Any:
    """The classes, or the nine colours of two indicators."""
    if view.second is not None and not sheet["message"]:
        return explorer_kinds.legend_of_two(view, sheet, lang)
    return maps.legend(sheet)


def reading(view: MapView, lang: str) -> list[html.P]:
    """How to read the map, a paragraph each: first what its kind means."""
    return [html.P(one) for one in (*explorer_kinds.reasons(view, lang), *explorer.reasons(view, lang))]


def refilled(view: MapView, lang: str) -> list[Any]:
    """Choices and value of each of ``REFILLED``, in the order of ``outputs``."""
    offered = choices(view, lang)
    return [made for key in REFILLED for made in (offered[key].listed(), offered[key].value)]


def ranked(view: MapView, sheet: Shades, lang: str) -> list[Any]:
    """The ten highest and ten lowest areas of what the map shows; of a plan also who is behind and since when."""
    return [_ranked(view, sheet, lang), *explorer_behind.section(view, lang)]


def _ranked(view: MapView, sheet: Shades, lang: str) -> Any:
    if not view.asked.by_areas:
        return html.Div(messages.message(sheet["message"]))
    shown = view.frame[["area_code", "area_name"]].assign(value=view.frame["shown"])
    return ranking.ranking(
        shown,
        sheet=sheet,
        selected=view.asked.ask.area_code or None,
        decimals=explorer.DECIMALS.get(view.asked.shown, 1),
        set_code=view.asked.set_code if view.asked.level == "commune" else "",
        name=explorer.name(view.asked, lang),
        lang=lang,
    )


def area_strip(view: MapView, lang: str) -> Any:
    """What the selected area says, the number with its source; nothing when none is selected."""
    ask = view.asked.ask
    rows = view.frame[view.frame["area_code"] == ask.area_code]
    if rows.empty or not view.asked.by_areas:
        return None
    row = rows.iloc[0]
    key = NumberKey(str(row["reported_as"]), ask.area_code, ask.period, ask.measure, ask.breakdown)
    period = f"{naming.period_words(ask.period, ask.measure, lang)} · {naming.status_words(row['status'], lang)}"
    if row.isna()["value"]:
        fact: Any = html.Span([html.B("–"), html.Span(period)], className="fact")
    else:
        figure = f"{formats.number(row['value'], lang=lang)} {naming.unit_of(ask.indicator, lang)}"
        fact = html.Button(
            [html.B(figure), html.Span(period)],
            id={"type": "source", "key": key.text(), "at": "map"},
            type="button",
            n_clicks=0,
            className="fact source-link",
            title=word("source_of", lang, name=period),
        )
    close = html.Button(
        word("clear_selection", lang),
        id={"type": "clear", "what": "area"},
        type="button",
        className="button",
        n_clicks=0,
    )
    return html.Section(
        [html.H2(str(row["area_name"])), html.Div(fact, className="facts"), close],
        className="panel commune-strip",
        **{"aria-label": str(row["area_name"])},
    )
