"""One indicator's card: every field as printed beside what the system uses, what is open, history and relatives."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from dash import dcc, html

from components import formats, messages
from components.attributes import attrs
from components.catalogue_list import indicator_name, link_to, set_name
from components.code_words import AREA_LEVELS, KINDS, POLARITIES, RULES, frequencies, name_of_code
from components.icons import icon
from components.page_words import say
from data import catalogue
from data.catalogue import OPEN_FIELDS, Indicator, PrintedRow


class Change(Protocol):
    """One change of a definition, as ``data.catalogue_history`` keeps it."""

    @property
    def date(self) -> date: ...
    @property
    def field(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def reason(self) -> str: ...


def nothing_chosen(lang: str = "vi", *, unknown: str = "") -> html.Div:
    """What stands in the place of the card; ``unknown`` is a code that a link asked for in vain."""
    if unknown:
        return messages.message(say("unknown_code", lang, code=unknown), tone="warn")
    return messages.message(say("choose_one", lang))


def card(
    indicator: Indicator,
    *,
    changes: Sequence[Change] = (),
    wanted: Mapping[str, str] | None = None,
    page_link: str = "",
    lang: str = "vi",
) -> html.Article:
    """The whole card; ``wanted`` keeps the list in the links, ``page_link`` is where the figures are shown."""
    printed = catalogue.printed_by_row(indicator.set_code)[indicator.row]
    return html.Article(
        [
            _head(indicator, page_link, lang),
            *_flag(indicator, lang),
            _open(indicator, lang),
            _fields(indicator, printed, lang),
            *_relatives(say("siblings_heading", lang), siblings(indicator), wanted, lang),
            *_relatives(say("linked_heading", lang), catalogue.linked(indicator), wanted, lang),
            *_history(indicator, changes, lang),
        ],
        className="catalogue-card",
        lang=lang,
        **attrs({"aria-labelledby": "catalogue-card-title"}),
    )


def siblings(indicator: Indicator) -> list[Indicator]:
    """The other measures that the same printed row names."""
    own = catalogue.of_set(indicator.set_code)
    return [one for one in own if one.row == indicator.row and one.code != indicator.code]


def _head(indicator: Indicator, page_link: str, lang: str) -> html.Div:
    one = catalogue.pages()[indicator.page]
    label = say("see_on_page", lang, page=one.name_en if lang == "en" else one.name)
    link = [dcc.Link([label, icon("chevron-right")], href=page_link, className="forward-link")] if page_link else []
    return html.Div(
        [
            html.H2(indicator_name(indicator, lang), id="catalogue-card-title"),
            html.P([f"{set_name(indicator.set_code, lang)} · ", html.Code(indicator.code)], className="subtitle"),
            *link,
        ],
        className="catalogue-card-head",
    )


def _flag(indicator: Indicator, lang: str) -> list[html.Div]:
    if not indicator.flag:
        return []
    said = f"{indicator.flag[0].upper()}{indicator.flag[1:]}."
    return [messages.message([html.B(f"{say('flag_heading', lang)}: "), said], tone="warn")]


def _open(indicator: Indicator, lang: str) -> html.Div:
    names = indicator.open_fields
    if not names:
        return html.Div(html.P(say("open_none", lang)), className="catalogue-open")
    heading = say("open_heading", lang, count=len(names), of=len(OPEN_FIELDS))
    items = [html.Li(say(name, lang)) for name in names]
    return html.Div([html.H3(heading), html.Ul(items, className="chips")], className="catalogue-open")


def _fields(indicator: Indicator, printed: PrintedRow, lang: str) -> html.Table:
    """Three columns: the field, as printed, as used."""
    head = [html.Th(say(key, lang), scope="col") for key in ("field", "printed", "used")]
    return html.Table(
        [
            html.Thead(html.Tr(head)),
            html.Tbody([_field(*pair, lang) for pair in _pairs(indicator, printed, lang)]),
        ],
        className="catalogue-fields",
    )


def _field(key: str, as_printed: str | None, as_used: str | None, lang: str) -> html.Tr:
    def side(name: str, text: str | None, absent: str) -> html.Td:
        label = attrs({"data-label": say(name, lang)})
        return html.Td(_cell(text, absent, lang), className="is-absent" if text is None else "", **label)

    printed, used = side("printed", as_printed, "not_printed"), side("used", as_used, "open")
    return html.Tr([html.Th(say(key, lang), scope="row"), printed, used])


def _cell(text: str | None, absent: str, lang: str) -> Any:
    """The text; words for what is empty; nothing where a column has no such field at all (None)."""
    if text is None:
        return html.Span("–", className="muted", **attrs({"aria-hidden": "true"}))
    return text or html.Span(say(absent, lang), className=f"is-{absent.replace('_', '-')}")


def _pairs(indicator: Indicator, printed: PrintedRow, lang: str) -> list[tuple[str, str | None, str | None]]:
    """Field, printed text, used text; "" is empty, None means that there is no such field on that side."""
    english = 1 if lang == "en" else 0
    page, units = catalogue.pages()[indicator.page], catalogue.vocabulary("units")
    axes = [catalogue.vocabulary("axes")[axis][english] for axis in indicator.breakdowns]
    concept = catalogue.vocabulary("concepts")[indicator.concept][english] if indicator.concept else None
    days = say("days", lang, days=indicator.deadline_days) if indicator.deadline_days else ""
    return [
        ("name", printed.name, indicator.name),
        ("name_en", None, indicator.name_en),
        ("position", printed.group_path, page.name_en if english else page.name),
        ("row", _row_words(printed, lang), None),
        *([("parent", _parent_words(printed, lang), None)] if printed.parent else []),
        ("unit", printed.unit_printed, units[indicator.unit][english] if indicator.unit else ""),
        ("area_level", printed.scope, name_of_code(AREA_LEVELS, indicator.area_level, lang)),
        ("frequency", printed.frequency_printed, frequencies(indicator.frequencies, lang)),
        ("breakdowns", printed.breakdown_printed, ", ".join(axes) or None),
        ("provider", printed.source_agency, indicator.provider),
        ("lead_agency", None, indicator.lead_agency),
        ("formula", None, indicator.formula),
        *([("rate", None, _rate_words(indicator))] if indicator.numerator or indicator.denominator else []),
        ("method", printed.method, None),
        ("database", printed.database, None),
        ("database_owner", printed.database_owner, None),
        ("data_source", printed.data_source, None),
        ("note", printed.note, None),
        ("deadline_days", None, days),
        ("sharing", None, indicator.sharing),
        ("security", None, indicator.security),
        ("answerable", None, indicator.answerable),
        ("kind", None, name_of_code(KINDS, indicator.kind, lang)),
        ("polarity", None, name_of_code(POLARITIES, indicator.polarity, lang)),
        ("over_time", None, name_of_code(RULES, indicator.over_time, lang)),
        ("over_areas", None, name_of_code(RULES, indicator.over_areas, lang)),
        *([("concept", None, concept)] if concept else []),
    ]


def _row_words(printed: PrintedRow, lang: str) -> str:
    if printed.stt:
        return say("row_stt", lang, row=printed.row, stt=printed.stt)
    return say("row_number", lang, row=printed.row)


def _parent_words(printed: PrintedRow, lang: str) -> str:
    parent = catalogue.printed_by_row(printed.set_code)[int(printed.parent)]
    return f"{parent.name} ({say('row_number', lang, row=parent.row)})"


def _rate_words(indicator: Indicator) -> str:
    """ "số hộ nghèo ÷ tổng số hộ × 100"; codes of indicators are told by their names."""
    known = catalogue.indicators()
    parts = [known[part].name if part in known else part for part in (indicator.numerator, indicator.denominator)]
    told = " ÷ ".join(part or "…" for part in parts)
    return f"{told} × {indicator.per}" if indicator.per else told


def _relatives(heading: str, others: Sequence[Indicator], wanted: Mapping[str, str] | None, lang: str) -> list[Any]:
    if not others:
        return []
    links = [
        html.Li(
            [
                html.A(
                    indicator_name(one, lang),
                    href=link_to(one.code, wanted),
                    **attrs({"data-catalogue-code": one.code}),
                ),
                html.Span(f" · {set_name(one.set_code, lang)}", className="muted"),
            ]
        )
        for one in others
    ]
    return [html.H3(heading), html.Ul(links, className="catalogue-relatives")]


def _history(indicator: Indicator, changes: Sequence[Change], lang: str) -> list[Any]:
    since = say("history_since", lang, decision=catalogue.sets()[indicator.set_code].decision)
    told = [
        html.Li(
            say(
                "history_change",
                lang,
                date=formats.date(change.date),
                field=change.field,
                before=change.before,
                after=change.after,
                reason=change.reason,
            )
        )
        for change in changes
    ]
    own = [] if told else [html.Li(say("history_none", lang), className="muted")]
    return [
        html.H3(say("history_heading", lang)),
        html.Ul([*told, *own, html.Li(since)], className="catalogue-history"),
    ]
