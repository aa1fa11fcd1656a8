"""The indicators of a group with where each stands, and the groups of a set with how many have data."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol
from urllib.parse import urlencode

from dash import dcc, html

from components import formats, messages
from components.attributes import attrs
from components.cards import Headline
from components.catalogue_list import indicator_name, link_to, set_name, unit_words
from components.code_words import frequencies
from components.frame import group_name, used_groups
from components.icons import OF_PAGE, icon
from components.number_link import source_button
from components.page_words import say
from components.plain import plain
from components.wire import Element, element
from data import catalogue, periods
from data.catalogue import Indicator


class Standing(Protocol):
    """Where an indicator stands, as ``data.standing`` finds it."""

    @property
    def indicator(self) -> Indicator: ...
    @property
    def newest(self) -> str: ...
    @property
    def published_at(self) -> datetime | None: ...
    @property
    def simulated(self) -> bool: ...
    @property
    def awaited(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def due_by_default(self) -> bool: ...


class Awaited(Protocol):
    """An agency whose reports are awaited, as ``data.standing`` finds it."""

    @property
    def agency(self) -> str: ...
    @property
    def indicators(self) -> int: ...
    @property
    def due_on(self) -> date: ...


class GroupCount(Protocol):
    """How many indicators of a page group have data, as ``data.standing`` counts them."""

    @property
    def page(self) -> str: ...
    @property
    def indicators(self) -> int: ...
    @property
    def reported(self) -> int: ...


def set_links(path: str, counts: Sequence[tuple[str, int]], chosen: str, lang: str = "vi") -> html.Nav:
    """One link per set, with its number of indicators in the group; the chosen one is marked."""
    links = [
        dcc.Link(
            [set_name(set_code, lang), html.Span(str(count), className="pill-count")],
            href=f"{path}?bo={set_code}",
            className="pill is-chosen" if set_code == chosen else "pill",
        )
        for set_code, count in counts
    ]
    return html.Nav(links, className="pills", **attrs({"aria-label": say("set", lang)}))


def panel(standings: Sequence[Standing], awaited: Sequence[Awaited], today: date, lang: str = "vi") -> html.Section:
    """The table in its card; above it who is awaited, below it whose deadlines these are."""
    by_default = any(one.awaited and one.due_by_default for one in standings)
    foot = [html.P(say("default_due", lang), className="muted panel-note")] if by_default else []
    owing = [f"{one.agency or say('agency_open', lang)} ({one.indicators})" for one in awaited]
    head = [html.P(say("awaiting_agencies", lang, agencies=", ".join(owing)), className="subtitle")] if owing else []
    return html.Section([*head, table(standings, today, lang), *foot], className="panel")


def table(standings: Sequence[Standing], today: date, lang: str = "vi") -> Element:
    """One row per indicator: name, unit, frequency, agency, and what has come or whose report is awaited."""
    columns = ("indicator", "unit", "frequency", "provider", "state")
    head = html.Tr([html.Th(say(column, lang), scope="col") for column in columns])
    rows = [_row(one, today, lang) for one in standings]
    return plain(html.Table([html.Thead(head), html.Tbody(rows)], className="stacked-table"))


def _row(one: Standing, today: date, lang: str) -> html.Tr:
    indicator = one.indicator
    name = dcc.Link(indicator_name(indicator, lang), href=link_to(indicator.code, {"bo": indicator.set_code}))
    open_unit = " is-open" if not indicator.unit else ""
    return html.Tr(
        [
            html.Th(name, scope="row"),
            _labelled("unit", unit_words(indicator, lang), lang, open_unit),
            _labelled("frequency", frequencies(indicator.frequencies, lang), lang),
            _labelled("provider", indicator.provider or say("open", lang), lang),
            _labelled("state", _state(one, today, lang), lang),
        ]
    )


def _labelled(key: str, content: Any, lang: str, class_name: str = "") -> html.Td:
    """On a phone the table is a stack, and each cell says its column."""
    return html.Td(content, className=f"cell-{key}{class_name}", **attrs({"data-label": say(key, lang)}))


def _state(one: Standing, today: date, lang: str) -> list[Any]:
    told: list[Any] = []
    if one.newest:
        marks = [messages.simulated(lang=lang)] if one.simulated else []
        told.append(html.Div([say("newest", lang, period=periods.label(one.newest, lang)), " ", *marks]))
    if one.awaited and one.due_on is not None:
        told.append(
            html.Div(awaited_words(one, today, lang), className="state-late" if one.newest else "state-waiting")
        )
    return told


def awaited_words(one: Standing, today: date, lang: str = "vi") -> str:
    """ "Chờ Tháng 10/2026 của Sở Tài chính, hạn 05/11/2026 (đã quá 17 ngày)"."""
    days = (today - one.due_on).days if one.due_on else 0
    agency = one.indicator.provider or one.indicator.lead_agency or say("agency_open", lang)
    return say(
        "awaiting_late" if days > 0 else "awaiting",
        lang,
        period=_within_sentence(periods.label(one.awaited, lang), lang),
        agency=agency,
        date=formats.date(one.due_on) if one.due_on else "–",
        days=days,
    )


def _within_sentence(label: str, lang: str) -> str:
    """ "tháng 10/2026": only English keeps the capital of a month."""
    return label if lang == "en" else f"{label[0].lower()}{label[1:]}"


def awaited_list(awaited: Sequence[Awaited], set_code: str, lang: str = "vi") -> Element:
    """The agencies that owe most, with a link to what they provide in the set."""
    columns = ("agency", "awaited_count", "due_since")
    head = html.Tr([html.Th(say(key, lang), scope="col", className=_side(key)) for key in columns])
    rows = [
        html.Tr(
            [
                html.Th(_agency(one, set_code, lang), scope="row"),
                _labelled("awaited_count", str(one.indicators), lang, " figure"),
                _labelled("due_since", formats.date(one.due_on), lang, " figure"),
            ]
        )
        for one in awaited
    ]
    return plain(html.Table([html.Thead(head), html.Tbody(rows)], className="stacked-table"))


def _side(column: str) -> str:
    return "" if column == "agency" else "figure"


def _agency(one: Awaited, set_code: str, lang: str) -> Any:
    """A link where the catalogue can be asked for this agency alone."""
    if not one.agency or ";" in one.agency:
        return one.agency or say("agency_open", lang)
    return dcc.Link(one.agency, href=f"/danh-muc?{urlencode({'bo': set_code, 'co-quan': one.agency})}")


def group_cards(
    counts: Sequence[GroupCount], leading: Mapping[str, Headline], set_code: str, lang: str = "vi"
) -> html.Ul:
    """The groups of a set as links, each with the figure it opens with and how many of its indicators have data."""
    return html.Ul(
        [html.Li(_group_card(one, leading.get(one.page), set_code, lang)) for one in counts], className="group-cards"
    )


def _group_card(one: GroupCount, told: Headline | None, set_code: str, lang: str) -> html.Div:
    """The link's target is stretched over the card by CSS; the figure lies above it and leads to its source."""
    page = catalogue.pages()[one.page]
    spoken = say("reported_long", lang, reported=one.reported, count=one.indicators)
    name = [group_name(page, lang), html.Span(f", {spoken}", className="visually-hidden")]
    return html.Div(
        [
            icon(OF_PAGE.get(one.page, "table")),
            dcc.Link(name, href=f"{page.path}?bo={set_code}", className="group-name", title=spoken),
            html.Span(f"{one.reported}/{one.indicators}", className="group-count", **attrs({"aria-hidden": "true"})),
            *([_told(told, one.page, lang)] if told else []),
        ],
        className="group-card" if one.reported else "group-card is-waiting",
    )


def _told(told: Headline, page: str, lang: str) -> html.Span:
    """Name, figure, change and period of the group's first indicator."""
    figure: Any = [element("B", formats.number(told.value, lang=lang)), f"\u00a0{told.unit}"]
    if told.source_key:
        figure = source_button(figure, told.source_key, f"group-{page}", told.name, lang)
    change = [html.Span(told.change, className=f"card-change is-{told.judgement}")] if told.change else []
    mark = [" ", messages.simulated(lang=lang)] if told.simulated else []
    return html.Span(
        [
            html.Span(told.name, className="group-indicator"),
            html.Span(figure, className="group-figure"),
            *change,
            html.Span([told.note, *mark], className="group-note"),
        ],
        className="group-told",
    )


def all_groups(closed: Collection[str] = (), lang: str = "vi") -> html.Ul:
    """Every group that any set has and that is not ``closed`` to the reader: the way on from a page that is none."""
    shown = [one for one in used_groups() if one.path not in closed]
    links = [html.Li(dcc.Link(group_name(one, lang), href=one.path, className="pill")) for one in shown]
    return html.Ul(links, className="pills")
