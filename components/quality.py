"""How good the data are: six shares, the year as a heat map, agencies, what is due, what does not agree."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

import numpy as np
import pandas as pd
from dash import html

from components import formats, maps, messages, naming, quality_cells
from components.attributes import attrs
from components.number_link import number_link
from components.plain import plain
from components.quality_words import say
from components.shading import Shades
from components.wire import Element
from components.words import word
from data import catalogue, periods
from data.answers import NumberKey
from data.keys import MadeKey

STEPS = (50.0, 75.0, 90.0, 100.0)  # percent; the same in every place and year
AGENCIES = 14
DUE_SHOWN = 8


class Quality(Protocol):
    """One of the six, as ``data.quality`` measures it."""

    @property
    def key(self) -> str: ...
    @property
    def good(self) -> float: ...
    @property
    def of(self) -> float: ...
    @property
    def share(self) -> float | None: ...


PARTS = {"right": "#quality-agencies", "complete": "#quality-agencies", "alive": "#quality-agencies",
         "clean": "/nhan-du-lieu", "consistent": "#quality-compared", "shared": "#quality-agencies"}  # fmt: skip


def tiles(found: Sequence[Quality], lang: str = "vi") -> html.Div:
    """One card for each of the six: its share, what it counts, its definition, and the way to its parts."""
    return html.Div([_tile(one, lang) for one in found], className="cards quality-tiles")


def _tile(one: Quality, lang: str) -> html.Article:
    good, of = (formats.number(part, 0 if float(part).is_integer() else 1, lang=lang) for part in (one.good, one.of))
    counted = say("counted", lang, good=good, of=of)
    return html.Article(
        [
            html.H2(say(one.key, lang), className="card-name"),
            html.Div(
                [
                    html.Span(_percent(one.share, lang), className="card-value"),
                    html.Span("\u00a0%", className="card-unit"),
                ],
                className="card-figure",
            ),
            html.Div(
                html.A(counted, href=PARTS[one.key], title=say("see_where", lang))
                if one.of
                else say("nothing_to_judge", lang),
                className="card-change is-neutral",
            ),
            html.Div(say(f"{one.key}_means", lang), className="card-note"),
        ],
        className="card",
    )


def _percent(share: float | None, lang: str) -> str:
    """One decimal; more where that would call nearly everything everything."""
    if share is None:
        return "–"
    decimals = 2 if 99.95 <= share < 100 else 1
    return formats.number(min(share, 99.99) if share < 100 else share, decimals, lang=lang)


def shades(communes: pd.DataFrame, lang: str = "vi") -> Shades:
    """The values store of the map of completeness (columns of ``data.quality.by_commune``)."""
    counts = zip(communes["areas"], communes["areas_due"], strict=True)
    words = [[say("cells_of", lang, good=int(good), of=int(of))] for good, of in counts]
    frame = communes.assign(text=pd.Series(words, index=communes.index, dtype=object))
    return maps.shades(
        frame, unit="%", title=say("complete_of_due", lang), method="fixed", limits=STEPS, decimals=1, lang=lang
    )


def heat_map(months: pd.DataFrame, lang: str = "vi") -> Any:
    """A table of agencies and months, each cell with its share and a shade; columns of ``data.quality.by_month``."""
    if months.empty:
        return messages.message(say("nothing_due", lang))
    wide = months.pivot(index="agency", columns="month", values="complete")
    owed = months.assign(missing=months["areas_due"] - months["areas"]).groupby("agency")["missing"].sum()
    wide = wide.loc[owed.sort_values(ascending=False).index[:AGENCIES]]
    head = [html.Th(say("agency", lang), scope="col")]
    head += [html.Th(periods.short_label(month, lang), scope="col", className="figure") for month in wide.columns]
    rows = [
        html.Tr([html.Th(agency or say("agency_open", lang), scope="row"), *(_heat(value, lang) for value in values)])
        for agency, values in zip(wide.index, wide.to_numpy(), strict=True)
    ]
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="data-table heat-table")
    named = attrs({"aria-label": say("heat_title", lang)})
    return plain(html.Div(table, className="table-scroll", tabIndex=0, role="region", **named))


def _heat(value: float, lang: str) -> html.Td:
    if np.isnan(value):
        return html.Td("", className="figure")
    step = sum(value >= limit for limit in STEPS)
    return html.Td(formats.number(value, 0, lang=lang), className=f"figure heat-{step}")


def agencies(found: pd.DataFrame, reminded: Mapping[str, int], set_code: str, lang: str = "vi") -> Element:
    """Who owes how much (columns of ``data.quality.by_agency``), and how often each was reminded this year.

    The name of an agency leads to its reports one by one.
    """
    counts = ("indicators", "areas_due", "areas", "late", "missing", "corrected")
    head = [html.Th(say("agency", lang), scope="col")]
    head += [html.Th(say(f"{name}_count", lang), scope="col", className="figure") for name in counts]
    head += [html.Th(say(name, lang), scope="col", className="figure") for name in ("complete", "reminded_count")]
    rows = []
    for one in found.to_dict("records"):
        cells = [_cell(say(f"{name}_count", lang), formats.number(int(one[name]), lang=lang)) for name in counts]
        cells.append(_cell(say("complete", lang), f"{formats.number(one['complete'], 1, lang=lang)} %"))
        cells.append(_cell(say("reminded_count", lang), formats.number(reminded.get(one["agency"], 0), lang=lang)))
        rows.append(html.Tr([html.Th(quality_cells.link(set_code, one["agency"], lang), scope="row"), *cells]))
    return plain(html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="stacked-table"))


def coming(due: pd.DataFrame, today: date, lang: str = "vi") -> Any:
    """What is due within a week, by agency and frequency, the soonest first; columns of ``data.quality.expected``."""
    if due.empty:
        return messages.message(say("nothing_due_this_week", lang))
    named = ("due_on", "agency", "period", "indicators_count")
    head = [html.Th(say(name, lang), scope="col") for name in named]
    groups = sorted(due.groupby(["agency", "frequency"], sort=True), key=lambda one: one[1]["due_on"].min())
    rows = [_due_row(str(agency), own, today, lang) for (agency, _), own in groups[:DUE_SHOWN]]
    more = len(groups) - DUE_SHOWN
    foot = [html.P(say("more_due", lang, count=more), className="muted")] if more > 0 else []
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="stacked-table")
    return plain(html.Div([table, *foot]))


def _due_row(agency: str, own: pd.DataFrame, today: date, lang: str) -> html.Tr:
    """One agency's reports of one frequency; of several in the week the first is told, and that there are more."""
    first, days = own["due_on"].min(), own["due_on"].nunique()
    day = say("today", lang) if first == today else formats.date(first)
    codes = list(dict.fromkeys(own["indicator_code"]))
    names = ", ".join(_name(code, lang) for code in codes[:2])
    more = f" +{len(codes) - 2}" if len(codes) > 2 else ""
    period = periods.label(own["period"].iloc[0], lang)
    return html.Tr(
        [
            _cell(say("due_on", lang), day, ""),
            html.Th(agency or say("agency_open", lang), scope="row"),
            _cell(say("period", lang), say("and_more", lang, first=period, count=days - 1) if days > 1 else period, ""),
            _cell(say("indicators_count", lang), names + more, ""),
        ]
    )


def _name(code: str, lang: str) -> str:
    indicator = catalogue.get(code)
    return indicator.name_en if lang == "en" and indicator.name_en else indicator.name


class Reminder(Protocol):
    """One line of the register of reminders, as ``data.reminders`` keeps it."""

    @property
    def number(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def agency(self) -> str: ...
    @property
    def missing(self) -> Sequence[Any]: ...
    @property
    def state(self) -> str: ...
    @property
    def reason(self) -> str: ...


def reminders(found: Sequence[Reminder], lang: str = "vi") -> Any:
    """The register, newest first: also what was excused or withdrawn, with the reason."""
    if not found:
        return messages.message(say("no_reminders", lang))
    named = ("number", "on", "agency", "reports", "state")
    head = [html.Th(say(name, lang), scope="col", className="figure" if name == "reports" else "") for name in named]
    rows = [
        html.Tr(
            [
                _cell(say("number", lang), one.number, ""),
                _cell(say("on", lang), formats.date(one.on), ""),
                html.Th(one.agency, scope="row"),
                _cell(say("reports", lang), formats.number(len(one.missing), lang=lang)),
                _cell(say("state", lang), " · ".join(filter(None, (say(one.state, lang), one.reason))), ""),
            ]
        )
        for one in reversed(found)
    ]
    return plain(html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="stacked-table"))


def reconciled(compared: pd.DataFrame, province_code: str, lang: str = "vi") -> Any:
    """A province's own report beside the sum of its communes; columns of ``data.quality.reconciled``."""
    if compared.empty:
        return messages.message(say("nothing_to_compare", lang))
    names = ("indicator", "period", "reported", "summed", "difference")
    head = [html.Th(say(name, lang), scope="col", className="" if name in names[:2] else "figure") for name in names]
    rows = [_pair(one, province_code, lang) for one in compared.to_dict("records")]
    return plain(html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="stacked-table"))


def _pair(one: dict[Any, Any], province_code: str, lang: str) -> html.Tr:
    upper = catalogue.get(one["province_indicator"])
    lower = catalogue.get(one["commune_indicator"])
    return html.Tr(
        [
            html.Th([_name(upper.code, lang), html.Div(_name(lower.code, lang), className="muted")], scope="row"),
            _cell(say("period", lang), naming.period_words(one["period"], one["measure"], lang), ""),
            _cell(say("reported", lang), _sourced(one, "reported", upper, province_code, lang)),
            _cell(
                say("summed", lang),
                [
                    _sourced(one, "summed", lower, province_code, lang),
                    html.Div(say("communes_in_sum", lang, count=len(one["areas"])), className="muted"),
                ],
            ),
            _cell(
                say("difference", lang),
                _difference(one, upper, lower, province_code, lang),
                "figure" if one["agrees"] else "figure is-differing",
            ),
        ]
    )


def _difference(
    one: dict[Any, Any], upper: catalogue.Indicator, lower: catalogue.Indicator, province_code: str, lang: str
) -> list[Any]:
    """How far they are apart, leading to the report and to every commune of the sum."""
    codes = ((upper.code, province_code), *((lower.code, area) for area in one["areas"]))
    key = MadeKey("reconciled", tuple(NumberKey(code, area, one["period"], one["measure"]) for code, area in codes))
    told = f"{formats.number(one['difference'], 1, lang=lang)} %"
    verdict = say("agrees" if one["agrees"] else "differs", lang)
    return [number_link(told, key, "difference", lang), f" · {verdict}"]


def _sourced(one: dict[Any, Any], name: str, about: catalogue.Indicator, province_code: str, lang: str) -> html.Button:
    """One of the two figures, in the unit of the province's own; what it opens tells the parts of a sum."""
    unit = naming.unit_of(catalogue.get(one["province_indicator"]), lang)
    key: NumberKey | MadeKey = NumberKey(about.code, province_code, one["period"], one["measure"])
    if name == "summed":
        own = (NumberKey(about.code, area, one["period"], one["measure"]) for area in one["areas"])
        key = MadeKey("summed", tuple(own))
    return html.Button(
        f"{formats.number(one[name], lang=lang)} {unit}",
        id={"type": "source", "key": key.text(), "at": name},
        type="button",
        className="source-link",
        title=word("source_of", lang, name=_name(about.code, lang)),
    )


def _cell(label: str, content: Any, class_name: str = "figure") -> html.Td:
    return html.Td(content, className=class_name, **attrs({"data-label": label}))
