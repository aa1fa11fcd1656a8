"""The province beside the others that have the same concept, each by the indicator of its own set."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import html

from components import figure_bars, figures, formats, messages, naming, panels
from components.compare import cells_of, table
from components.compare_words import say
from components.profile import source_button
from components.wire import element
from data import catalogue, periods
from data.analyst import ProvinceFigure
from data.answers import NumberKey
from geo import areas

PROVINCES = 34


def provinces(found: Sequence[ProvinceFigure], lang: str = "vi") -> list[Any]:
    """The provinces of a concept: figure, period, status, source and the indicator that each of them means."""
    one = found[0].indicator
    names = [(say(key, lang), key == "value") for key in ("value", "period", "status", "defined", "source")]
    rows = [
        element("Tr", [element("Th", each.province_name, scope="row"), *cells_of(names, _province(each, lang))])
        for each in found
    ]
    concept = catalogue.vocabulary("concepts")[one.concept][lang == "en"]
    there = {each.province_code for each in found if each.period}
    linked = {each.province_code for each in found}
    told = say("others", lang, there=len(there), linked=len(linked), rest=PROVINCES - len(catalogue.sets()))
    if without := [each for each in catalogue.sets().values() if each.province_code not in linked]:
        names_of = ", ".join(areas.names()[each.province_code] for each in without)
        told = f"{told} {say('without_concept', lang, count=len(without), names=names_of)}"
    known = [each for each in found if each.period]
    notes = []
    if len({each.period for each in known}) > 1:
        notes.append(say("warn_provinces_periods", lang))
    if any(not each.unit for each in known):
        notes.append(say("warn_units", lang))
    title = say("provinces", lang, name=naming.name_of(one, lang))
    panel = panels.panel(
        title,
        [*_bars(found, title, lang), table([(say("province", lang), False), *names], rows, title)],
        subtitle=say("provinces_note", lang, concept=concept),
        foot=told,
        panel_id="compare-provinces",
    )
    return [*(messages.message(note, tone="warn") for note in notes), panel]


def _bars(found: Sequence[ProvinceFigure], title: str, lang: str) -> list[Any]:
    """Bars of those in one unit; a single one is no comparison."""
    unit = found[0].indicator.unit
    alike = [each for each in found if each.value is not None and each.unit and each.unit == unit]
    if len(alike) < 2:
        return []
    frame = pd.DataFrame(
        [
            {"member": f"{each.province_name} ({periods.short_label(each.period, lang)})", "value": each.value}
            for each in alike
        ]
    ).sort_values("value", ascending=False)
    drawn = figure_bars.bars(frame, unit=naming.unit_of(found[0].indicator, lang), lang=lang)
    return [figures.graph(drawn, "compare-bars", title, fill=False)]


def _province(one: ProvinceFigure, lang: str) -> list[Any]:
    name = naming.name_of(one.indicator, lang)
    if one.value is None:
        return ["–", "", html.Span(say("not_in_store", lang), className="muted"), name, ""]
    unit = catalogue.vocabulary("units")[one.unit][lang == "en"] if one.unit else f"({say('unit_open', lang)})"
    shown: Any = html.B(formats.number(one.value, lang=lang))
    if not one.median_of:
        key = NumberKey(one.indicator.code, one.province_code, one.period, one.measure)
        shown = source_button(shown, key, one.province_code, name)
    status = [naming.status_words(one.status, lang)]
    if one.summed:
        status.append(say("sum_of", lang, count=one.summed))
    if one.median_of:
        status.append(say("median_of", lang, count=one.median_of))
    period = naming.period_words(one.period, one.measure, lang)
    return [[shown, f" {unit}"], period, " · ".join(status), name, "; ".join(one.sources)]
