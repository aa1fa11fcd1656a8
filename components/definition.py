"""The definition of an indicator beside its chart: what it measures, by whom, how often, and where it breaks."""

from collections.abc import Sequence
from typing import Any

from dash import html

from components import formats
from components.catalogue_list import link_to
from components.code_words import AREA_LEVELS, KINDS, frequencies, name_of_code
from components.page_words import say
from components.plain import plain
from components.wire import Element, element
from data import annex, catalogue
from data.breaks import Break
from data.catalogue import Indicator


def break_mark(one: Break, lang: str = "vi") -> str:
    """The few words beside the mark in a chart."""
    key = "break_boundary" if one.change is None else "break_definition"
    return f"{formats.date(one.on)}: {say(key, lang)}"


def break_words(one: Break, lang: str = "vi") -> str:
    """The sentence that explains a break."""
    if one.change is None:
        return say("break_boundary_long", lang, date=formats.date(one.on))
    field = say(one.change.field, lang)
    told = {"before": one.change.before or say("open", lang), "after": one.change.after or say("open", lang)}
    reason = one.change.reason.rstrip(".")
    return say("break_definition_long", lang, date=formats.date(one.on), field=field.lower(), reason=reason, **told)


def summary(indicator: Indicator, lang: str = "vi") -> str:
    """One line of it: agency, frequency, deadline."""
    parts = (_agency(indicator, lang), frequencies(indicator.frequencies, lang), _deadline(indicator, lang))
    return " · ".join(parts)


def definition(
    indicator: Indicator, *, breaks: Sequence[Break] = (), summary_id: str, notes_id: str, lang: str = "vi"
) -> html.Details:
    """The definition behind a disclosure; a callback on ``n_clicks`` of its summary fills ``notes_id`` with the remarks
    on single cells."""
    heading = [html.B(say("definition", lang)), html.Span(f" · {summary(indicator, lang)}", className="muted")]
    return html.Details(
        [
            html.Summary(heading, id=summary_id, n_clicks=0),
            plain(element("Dl", [part for fact in _facts(indicator, lang) for part in _pair(*fact)])),
            html.Div(_breaks(breaks, lang)),
            html.Div(id=notes_id),
            html.P(html.A(say("whole_card", lang), href=link_to(indicator.code, {"bo": indicator.set_code}))),
        ],
        className="definition",
    )


def cell_notes(notes: Sequence[tuple[str, str]], more: int, lang: str = "vi") -> Any:
    """Remarks on single cells, area and text; ``more`` counts those left out."""
    if not notes:
        return html.P(say("no_cell_notes", lang), className="muted")
    rest = [html.Li(say("more_cell_notes", lang, count=more), className="muted")] if more > 0 else []
    items: list[Any] = [html.Li([html.B(f"{area}: "), text]) for area, text in notes]
    return [html.H3(say("cell_notes", lang)), html.Ul([*items, *rest], className="reasons")]


def _pair(name: str, text: str) -> tuple[Element, Element]:
    return element("Dt", name), element("Dd", text)


def _facts(indicator: Indicator, lang: str) -> list[tuple[str, str]]:
    printed = catalogue.printed_by_row(indicator.set_code)[indicator.row]
    heading = annex.group_of(indicator)
    unit = catalogue.vocabulary("units")[indicator.unit][lang == "en"] if indicator.unit else ""
    texts = {
        "measures": indicator.name if printed.name == indicator.name else f"{indicator.name} («{printed.name}»)",
        "annex_group": f"{heading.key} {heading.name}",
        "kind": name_of_code(KINDS, indicator.kind, lang),
        "unit": unit,
        "formula": indicator.formula,
        **({"method": printed.method} if printed.method else {}),
        "area_level": name_of_code(AREA_LEVELS, indicator.area_level, lang),
        "provider": _agency(indicator, lang),
        "frequency": frequencies(indicator.frequencies, lang),
        "deadline_days": _deadline(indicator, lang),
        "sharing": indicator.sharing,
        "security": indicator.security,
        **({"flag_heading": indicator.flag} if indicator.flag else {}),
    }
    return [(say(key, lang), text or say("open", lang)) for key, text in texts.items()]


def _agency(indicator: Indicator, lang: str) -> str:
    return indicator.provider or indicator.lead_agency or say("agency_open", lang)


def _deadline(indicator: Indicator, lang: str) -> str:
    days = indicator.deadline_days
    return say("deadline_after", lang, days=days) if days else say("deadline_open", lang)


def _breaks(breaks: Sequence[Break], lang: str) -> Any:
    if not breaks:
        return html.P(say("no_breaks", lang), className="muted")
    return [
        html.H3(say("breaks", lang)),
        html.Ul([html.Li(break_words(one, lang)) for one in breaks], className="reasons"),
    ]
