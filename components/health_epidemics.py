"""Epidemics in the room of health: the curve of a disease, how it grows, outbreaks and late reports."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

from components import figures, formats, grid, health_source, messages, panels
from components.figures import Figure
from components.health_words import say
from components.palettes import ACCENT, BEFORE, INK, MUTED
from data import catalogue, catalogue_registers, epidemics, health_rules
from data.epidemics import Growth
from data.health_answers import Course, Health
from data.keys import Key

_COLUMNS: tuple[tuple[str, grid.Kind, float], ...] = (
    ("disease", "text", 12), ("place", "text", 16), ("commune", "text", 11), ("state", "text", 10),
    ("group", "text", 5), ("diagnosed_on", "date", 7), ("reported_on", "date", 7), ("deadline", "number", 6),
    ("late", "text", 8), ("cases_column", "number", 6), ("deaths", "number", 6), ("fatality_told", "text", 7),
    ("attack_rate", "number", 7),
)  # fmt: skip

# What the list of outbreaks says, or what follows from a row of it.
_LISTED = ("diagnosed_on", "reported_on", "cases_column", "deaths", "fatality_told", "attack_rate")


def figure(course: Course, lang: str = "vi") -> Figure:
    """Bars of daily cases, the 7-day mean as a line, and the newest days marked as incomplete."""
    rows = course.curve
    days = [f"{day:%Y-%m-%d}" for day in rows["day"]]
    incomplete = rows["incomplete"].astype(bool)
    marker = {
        "color": [BEFORE if late else ACCENT for late in incomplete],
        "pattern": {"shape": ["/" if late else "" for late in incomplete], "fgcolor": INK},
    }
    unit = say("daily_cases", lang)
    bars = {
        "type": "bar", "x": days, "y": _numbers(rows["cases"]), "marker": marker, "name": unit,
        "customdata": [say("incomplete", lang) if late else "" for late in incomplete],
        "hovertemplate": f"%{{x|%d/%m/%Y}}: %{{y}} {unit} %{{customdata}}<extra></extra>",
    }  # fmt: skip
    line = {
        "type": "scatter", "mode": "lines", "x": days, "y": _numbers(rows["mean"].mask(incomplete)),
        "line": {"color": INK, "width": 2.4}, "name": say("mean7", lang),
        "hovertemplate": f"{say('mean7', lang)}: %{{y:.1f}}<extra></extra>",
    }  # fmt: skip
    layout = {
        "template": figures.TEMPLATE, "separators": ".," if lang == "en" else ",.", "height": 300, "bargap": 0.15,
        "xaxis": {"type": "date", "tickformat": "%d/%m", "nticks": 8}, "yaxis": {"rangemode": "tozero"},
        "showlegend": True, "legend": {"orientation": "h", "y": 1.12, "x": 0, "font": {"color": MUTED}},
        "margin": {"t": 30, "r": 12}, "hovermode": "closest", "meta": {"unit": unit},
    }  # fmt: skip
    return {"data": [bars, line], "layout": layout}


def _numbers(column: pd.Series) -> list[float | None]:
    return [None if pd.isna(value) else float(value) for value in column]


def panel(
    found: Health, course: Course | None, province_code: str, graph_id: str, lang: str = "vi", actions: Any = None
) -> html.Section:
    """The course of a disease with what follows from it."""
    if course is None:
        return panels.panel(say("epidemic_title", lang, disease="…"), messages.message(say("no_cases", lang)))
    name = catalogue.members("disease", lang).get(course.disease, course.disease)
    title = say("epidemic_title", lang, disease=name)
    signals = [messages.message(say(f"signal_{one}", lang), tone="warn", remedy=say("not_declared", lang))
               for one in course.signals]  # fmt: skip
    known = _facts(found, course, province_code, lang)
    facts = html.Dl([html.Div([html.Dt(head), html.Dd(told)]) for head, told in known])
    facts.className = "health-facts"
    body = [
        *signals,
        facts,
        figures.graph(figure(course, lang), graph_id, title, description=say("epidemic_subtitle", lang), fill=False),
        *_corrected(course, lang),
    ]
    return panels.panel(title, body, subtitle=say("epidemic_subtitle", lang), actions=actions)


def _facts(found: Health, course: Course, province_code: str, lang: str) -> list[tuple[str, Any]]:
    own = found.outbreaks[found.outbreaks["disease"] == course.disease]
    cases, deaths = float(own["cases"].sum()), float(own["deaths"].sum())
    week = f"{formats.number(course.growth.this_week, lang=lang)} {say('cases', lang)}"
    days = health_source.cases(course, province_code)
    both = None if course.growth.ratio is None else health_source.cases(course, province_code, "two_weeks")
    listed = health_source.outbreaks(own, province_code, "fatality")
    tested = health_source.positivity(course, province_code) if _tests(course) is not None else None
    facts: list[tuple[str, str, Key | None]] = [
        ("this_week", week, days),
        ("growth", growth_words(course.growth, lang), both),
        ("doubling", doubling_words(course.growth, lang), both),
        ("rt", _rt(course.reproduction, lang), both),
        ("positivity", _positivity(course, lang), tested),
    ]
    told = [
        (say(name, lang), health_source.button(text, key, say(name, lang), name, lang)) for name, text, key in facts
    ]
    for measure, row in course.beside.iterrows():
        name, text = _reported(str(measure), row, lang)
        key = health_source.beside(course, str(measure), province_code)
        told.append((name, health_source.button(text, key, name, str(measure), lang)))
    fatality = health_source.button(
        fatality_words(deaths, cases, lang), listed, say("fatality", lang), "fatality", lang
    )
    group = group_words(health_rules.disease(course.disease, found.today), lang)
    return [*told, (say("fatality", lang), fatality), (say("group_told", lang), group)]


def _reported(measure: str, row: pd.Series, lang: str) -> tuple[str, str]:
    """What was reported beside the cases, of the disease or of all."""
    name = say("of_all", lang, name=say(measure, lang)) if row["of_all"] else say(measure, lang)
    value = (
        formats.percent(row["value"], lang=lang)
        if measure == "active_rate"
        else formats.number(row["value"], lang=lang)
    )
    return name, say("on_day", lang, value=value, day=formats.date(row["day"]))


def _positivity(course: Course, lang: str) -> str:
    tests = _tests(course)
    if tests is None:
        return say("no_tests", lang)
    share = epidemics.positivity(course.growth.this_week, float(tests))
    return (
        say("few_tests", lang)
        if share is None
        else say("positivity_why", lang, share=formats.percent(share, lang=lang))
    )


def _tests(course: Course) -> float | None:
    """The tests of the disease itself; None where only those of all diseases are known."""
    found: float | None = course.beside.loc[~course.beside["of_all"].astype(bool), "value"].get("tests")
    return found


def growth_words(growth: Growth, lang: str = "vi") -> str:
    """The growth with its interval, or why there is none."""
    if growth.ratio is None:
        return say(f"why_{growth.why}", lang)
    ratio, low, high = (formats.number(one, 2, lang=lang) for one in (growth.ratio, growth.low, growth.high))
    return say("growth_told", lang, ratio=ratio, low=low, high=high)


def doubling_words(growth: Growth, lang: str = "vi") -> str:
    """The doubling time with its interval, or why there is none."""
    if growth.ratio is None:
        return say(f"why_{growth.why}", lang)
    if growth.doubling is None:
        return say("no_doubling", lang)
    days, low, high = (
        formats.number(one, 1, lang=lang) for one in (growth.doubling, growth.doubling_low, growth.doubling_high)
    )
    is_open = growth.doubling_high is None
    return say("doubling_open" if is_open else "doubling_told", lang, days=days, low=low, high=high)


def _rt(found: epidemics.Reproduction, lang: str) -> str:
    if found.value is None:
        return say(f"rt_{found.why}", lang)
    value, low, high = (formats.number(one, 2, lang=lang) for one in (found.value, found.low, found.high))
    return say("rt_told", lang, value=value, low=low, high=high)


def fatality_words(deaths: float, cases: float, lang: str = "vi") -> str:
    """A percentage of enough cases, else "d/n"."""
    rate = epidemics.fatality(deaths, cases)
    counts = f"{formats.number(deaths, lang=lang)}/{formats.number(cases, lang=lang)}"
    return counts if rate is None else f"{formats.percent(rate, lang=lang)} ({counts})"


def group_words(rule: health_rules.Disease | None, lang: str = "vi") -> str:
    """Group and deadline of a disease with their grade; a dash where the table says nothing."""
    if rule is None:
        return formats.NOTHING
    hours = formats.number(rule.deadline_h, lang=lang)
    told = {"group": rule.group, "hours": hours, "grade": rule.grade}
    return f"{say('group_only' if rule.deadline_h is None else 'group_hours', lang, **told)}. {rule.legal_basis}."


def _corrected(course: Course, lang: str) -> list[Any]:
    """Counts that were replaced since: to go down is as normal as to go up."""
    if course.corrected.empty:
        return []
    rows = [
        html.Li(_counted(row, course, lang, say(
            "corrected_line", lang, place=row["area_name"], day=formats.date(pd.Timestamp(row["period"])),
            before=formats.number(row["before"], lang=lang), after=formats.number(row["after"], lang=lang),
            on=formats.date(row["on"]),
        )))
        for row in course.corrected.to_dict("records")
    ]  # fmt: skip
    return [html.Details([html.Summary(say("corrected", lang, count=len(rows))), html.Ul(rows, className="reasons")])]


def _counted(row: Mapping[Any, Any], course: Course, lang: str, told: str) -> Any:
    """A correction, leading to the count and its revisions."""
    key = health_source.cases_of(course, str(row["area_code"]), str(row["period"]))
    return health_source.button(told, key, str(row["area_name"]), "corrected", lang)


def outbreaks(found: Health, told: grid.Told, province_code: str, table_id: str, lang: str = "vi") -> html.Section:
    """Every outbreak, active ones first, with its group, deadline and whether the report was late."""
    title = say("outbreak_title", lang)
    if found.outbreaks.empty:
        return panels.panel(title, messages.message(say("no_outbreaks", lang)))
    own = found.outbreaks
    register = catalogue_registers.registers()["outbreak"]
    shown = pd.DataFrame({
        "entry_code": own["entry_code"],
        "disease": own["disease"].map(register.field("disease").words(lang)),
        "place": own["name"],
        "commune": own["area_name"],
        "state": own["state"].map(register.state.words(lang)),
        "group": own["group"],
        "diagnosed_on": own["diagnosed_on"].dt.strftime("%Y-%m-%d"),
        "reported_on": own["opened_on"].dt.strftime("%Y-%m-%d"),
        "deadline": own["deadline_h"],
        "late": [_late(row, lang) for row in own.to_dict("records")],
        "cases_column": own["cases"],
        "deaths": own["deaths"],
        "fatality_told": [fatality_words(row["deaths"], row["cases"], lang) for row in own.to_dict("records")],
        "attack_rate": own["attack_rate"],
    })  # fmt: skip
    columns = [
        grid.Column(
            field,
            say("fatality" if field == "fatality_told" else field, lang),
            kind,
            decimals=1 if field == "attack_rate" else None,
            width=width,
            sourced=field in _LISTED,
            may_group=field in ("disease", "state", "group", "late", "commune"),
        )
        for field, kind, width in _COLUMNS
    ]
    rows = grid.records(shown)
    for row in rows:
        told_by = health_source.outbreak(row["entry_code"], province_code).text()
        row |= {f"{field}_source": told_by for field in _LISTED}
    table = grid.grid(table_id, rows, columns, told, key="entry_code", lang=lang)
    return panels.panel(title, table, subtitle=say("outbreak_subtitle", lang))


def _late(row: dict[Any, Any], lang: str) -> str:
    if pd.isna(row["deadline_h"]) or pd.isna(row["delay_days"]):
        return formats.NOTHING
    if not row["late"]:
        return say("in_time", lang)
    return say("is_late", lang, days=int(row["delay_days"] - row["deadline_h"] // 24))
