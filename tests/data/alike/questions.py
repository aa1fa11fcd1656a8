"""Every question that ``data`` asks a warehouse, and what each is asked with: found, not listed.

A new question is asked here by itself; one with a new parameter fails until ``OF_NAME`` or ``OF_TYPE``
says what to ask.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, get_type_hints

import data
from data import asked as links
from data import catalogue, catalogue_registers, emergency_levels, feeding, grids, map_views, quality, score_view
from data import emergency_view as emergencies
from data.alerts import rules
from data.answers import Ask, NumberKey, Understood
from data.catalogue import Indicator
from data.catalogue_registers import Answer
from data.emergency_answers import EmergencyAsk
from data.keys import MadeKey
from data.levels import Levels
from data.map_answers import MapAsk
from data.score_answers import ScoreAsk, ScoreKey
from data.tables import bulletin_figure, observation, refusal, register_entry, score_item, station_reading
from data.tables import delivery as deliveries
from data.wall.scenes import shelf
from data.wall_answers import Scene
from tests.data.alike.asking import (
    ALL_RULES,
    CODES,
    COMMUNES,
    EARLIER,
    EVENT,
    MONTHS,
    NOW,
    PROVINCE,
    REFUSED,
    REGISTERS,
    SET,
    SOME,
    TODAY,
    Asking,
)

Question = Callable[..., Any]

# Modules whose connection is not to the warehouse, or that write it: what people do, and how a version is made.
OTHERS = (
    "data.state", "data.kept", "data.rights", "data.building", "data.suppression", "data.alerts.inbox",
    "data.alerts.keeping", "data.alerts.outbox", "data.alerts.running", "data.playbooks.contact_book",
    "data.wall.control", "data.wall.screens", "data.wall.urgent", "data.frames", "data.directives.asking",
    "data.directives.giving", "data.directives.reminding", "data.directives.steps", "data.audit",
)  # fmt: skip
# Single ones that are no questions: they write a version, hand on what belongs to a connection, or ask the state first.
NO_QUESTIONS = {
    "data.receipts.fill", "data.memory.of", "data.directives.origins.of_alert", "data.time_limits.without_end",
    "data.feeding.alerts", "data.feeding.issues",
    "data.due.values", "data.due.tables_due", "data.sending_todo.of_current", "data.sending_todo.of_reader",
}  # fmt: skip


def questions() -> dict[str, Question]:
    """By full name: every public function of ``data`` whose first parameter is a connection to the warehouse."""
    found = {}
    for module in pkgutil.walk_packages(data.__path__, "data."):
        if module.name.startswith(OTHERS):
            continue
        loaded = importlib.import_module(module.name)
        for name, question in inspect.getmembers(loaded, inspect.isfunction):
            full, first = f"{module.name}.{name}", next(iter(inspect.signature(question).parameters), "")
            if question.__module__ == module.name and first == "conn" and not name.startswith("_"):
                found[full] = question
    return {full: question for full, question in found.items() if full not in NO_QUESTIONS}


# What a parameter of a type is asked with …
OF_TYPE: dict[Any, Callable[[Asking], Any]] = {
    Ask: lambda one: one.understood.ask,
    Understood: lambda one: one.understood,
    MapAsk: lambda one: one.map_ask,
    ScoreAsk: lambda one: score_view.understand(one.conn, {}, PROVINCE),
    EmergencyAsk: lambda one: emergencies.understand(one.conn, one.state, {}, PROVINCE),
    Levels: lambda one: one.levels,
    Indicator: lambda one: one.one_of(SOME),
    NumberKey: lambda one: one.number,
    MadeKey: lambda one: MadeKey("change", (one.number, replace(one, place=one.place + 1).number)),
    grids.Grid: lambda one: one.grid,
    Answer: lambda one: one.one_of(catalogue_registers.answers().values()),
    rules.AlertRule: lambda one: one.one_of(ALL_RULES),
    Scene: lambda one: one.one_of(shelf(one.home, PROVINCE).scenes.values()),
    links.Reader: lambda one: links.Reader({}),
    date: lambda one: TODAY,
}
# … and one of a name, where the type says too little.
OF_NAME: dict[str, Callable[[Asking], Any]] = {
    "area_code": lambda one: one.number.area_code,
    "areas": lambda one: COMMUNES,
    "as_of": lambda one: one.one_of((None, EARLIER)),
    "asked": lambda one: {"su-kien": EVENT, "mau": "deaths"} if one.place % 2 else {},
    "axis": lambda one: replace(one, place=2).number.breakdown.split("=")[0],
    "basis": lambda one: one.number.basis,
    "before": lambda one: MONTHS[0],
    "absent": lambda one: "missing",
    "after": lambda one: MONTHS[1],
    "boundary_note": lambda one: "",
    "breakdown": lambda one: one.number.breakdown,
    "cards": lambda one: 4,
    "cells": lambda one: one.cells,
    "code": lambda one: one.number.code,
    "coded": lambda one: False,
    "codes": lambda one: CODES,
    "columns": lambda one: list(range(len(one.grid.periods))),
    "delivery_id": lambda one: one.there(deliveries.c.delivery_id),
    "delivery_ids": lambda one: [
        one.there(deliveries.c.delivery_id),
        replace(one, place=9).there(deliveries.c.delivery_id),
    ],
    "disease": lambda one: one.one_of(("dengue", "measles", "hfmd")),
    "end": lambda one: NOW.replace(minute=0),
    "event_code": lambda one: one.one_of((EVENT, "bualoi-2025")),
    "frame": lambda one: map_views.measured(one.conn, one.map_ask, TODAY),
    "frequency": lambda one: one.one_of(("month", "day")),
    "group": lambda one: "",
    "home": lambda one: one.home,
    "indicators": lambda one: SOME,
    "item_code": lambda one: one.score().item_code,
    "keys": lambda one: [one.number, replace(one, place=one.place + 1).number],
    "level": lambda one: one.one_of(("commune", "province", "country")),
    "limit": lambda one: 20,
    "measure": lambda one: one.number.measure,
    "mode": lambda one: one.one_of(("xa", "ky", "chi-so", "tinh")),
    "moved": lambda one: one.place % 2 == 1,
    "now": lambda one: NOW,
    "pages": lambda one: tuple(dict.fromkeys(indicator.page for indicator in SOME)),
    "params": lambda one: one.link,
    "period": lambda one: one.number.period,
    "periods": lambda one: [*MONTHS, one.number.period],
    "place": lambda one: one.one_of((PROVINCE, *COMMUNES)),
    "prefix": lambda one: "group",
    "province_code": lambda one: PROVINCE,
    "register": lambda one: one.one_of(("facility", *REGISTERS)),  # first one whose entries report
    "reported": lambda one: one.place % 2 == 1,
    "root": lambda one: one.home,
    "scope": lambda one: SOME,
    "set_code": lambda one: SET,
    "shapes": lambda one: None,
    "since": lambda one: one.one_of(("2024", "2026")),
    "since_year": lambda one: one.one_of(("", "2026")),
    "state": lambda one: one.state,
    "storm": lambda one: one.place % 2 == 1,
    "ids": lambda one: MONTHS,
    "text": lambda one: one.number.text(),
    "unit_code": lambda one: one.score().unit_code,
    "unit_kind": lambda one: one.score().unit_kind,
    "until": lambda one: "",
    "wanted": lambda one: list(MONTHS),
    "where": lambda one: None,
    "x": lambda one: one.one_of(CODES),
    "y": lambda one: one.one_of(CODES[1:]),
}
# What one question means by a word that others use otherwise.
ONLY_IN: dict[tuple[str, str], Callable[[Asking], Any]] = {
    ("data.alerts.courses.course", "rule"): lambda one: one.one_of(
        rule for rule in ALL_RULES if rule.kind not in rules.LEGAL
    ),
    ("data.alerts.legal.judge", "rule"): lambda one: one.one_of(rule for rule in ALL_RULES if rule.kind in rules.LEGAL),
    ("data.bulletins.figures", "until"): lambda one: one.one_of((None, NOW)),
    ("data.everywhere.newest_levels", "period"): lambda one: MONTHS[-1],
    ("data.comparison.provinces", "code"): lambda one: one.one_of(CODES),
    ("data.queries.breakdown_values", "code"): lambda one: replace(one, place=2).number.code,
    ("data.queries.breakdown_values", "area_code"): lambda one: PROVINCE,
    ("data.queries.breakdown_values", "periods"): lambda one: None,
    ("data.remembered.along_axis", "code"): lambda one: replace(one, place=2).number.code,
    ("data.remembered.along_axis", "area_code"): lambda one: PROVINCE,
    ("data.views.breakdown", "ask"): lambda one: replace(one, place=2).ask_of_number,
    ("data.views.breakdown", "area_code"): lambda one: PROVINCE,
    ("data.absences.refused", "ask"): lambda one: one.ask_refused,
    ("data.cell_notes.of_values", "ask"): lambda one: Ask(catalogue.get("tq_visitors"), PROVINCE, f"{TODAY:%Y-%m}"),
    ("data.queries.commune_values", "code"): lambda one: replace(one, place=3 * one.place + 1).number.code,
    ("data.queries.commune_values", "periods"): lambda one: None,
    ("data.remembered.in_communes", "code"): lambda one: replace(one, place=3 * one.place + 1).number.code,
    ("data.queries.texts", "code"): lambda one: one.there(
        observation.c.indicator_code, observation.c.text_value.is_not(None)
    ),
    ("data.deliveries.refusals", "delivery_id"): lambda one: one.there(refusal.c.delivery_id),
    ("data.deliveries.refused_values", "code"): lambda one: REFUSED,
    ("data.deliveries.refused_values", "breakdown"): lambda one: "total",
    ("data.grounds.grounds", "codes"): lambda one: COMMUNES,
    ("data.grounds.grounds", "level"): lambda one: "commune",
    ("data.health.reports", "frequency"): lambda one: one.one_of(("day", "week")),
    ("data.health.reports", "since"): lambda one: "2026",
    ("data.health.corrections", "since"): lambda one: "2020",
    ("data.directives.origins.of_communes", "codes"): lambda one: COMMUNES,
    ("data.scores.standings", "keys"): lambda one: [ScoreKey(*(one.score()[at] for at in (0, 2, 3)))],
    ("data.scores.revisions", "day"): lambda one: one.score().captured_on,
    ("data.scores.of_day", "day"): lambda one: one.score().captured_on,
    ("data.comparison.two_indicators", "period"): lambda one: one.one_of(MONTHS),
    ("data.deliveries.cells_sent", "since"): lambda one: EARLIER.date(),
    ("data.quality.by_commune", "found"): lambda one: quality.cells(one.conn, SET, TODAY),
    ("data.made_cells.figures", "keys"): lambda one: one.figures,
    ("data.made_cells.readings", "keys"): lambda one: one.readings,
    ("data.cell_trace.of_cell", "key"): lambda one: one.figures[0],
    ("data.cell_trace.of_reading", "key"): lambda one: one.readings[0],
    ("data.station_readings.station_name", "entry_code"): lambda one: one.readings[0].entry_code,
    ("data.entry_trace.of_entry", "key"): lambda one: one.entry,
    ("data.feeding.records", "kind"): lambda one: feeding.KINDS[one.place % len(feeding.KINDS)],
    ("data.feeding.records", "delivery_id"): lambda one: one.there(
        (register_entry, bulletin_figure, station_reading, score_item)[one.place % 4].c.delivery_id
    ),
    ("data.emergency_layers.layers", "found"): lambda one: one.one_of(
        (None, emergency_levels.levels(one.conn, PROVINCE, NOW.replace(minute=0), storm=True))
    ),
    ("data.emergency_layers.layers", "newest"): lambda one: NOW,
    ("data.emergency_hints.hints", "area_code"): lambda one: one.one_of(COMMUNES),
    ("data.profile.profile", "area_code"): lambda one: one.one_of(COMMUNES),
    ("data.similar.alike", "area_code"): lambda one: one.one_of(COMMUNES),
    ("data.score_view.understand", "params"): lambda one: {},
    ("data.station_readings.readings", "since"): lambda one: NOW - timedelta(days=9),
    ("data.station_readings.readings", "until"): lambda one: NOW,
    ("data.views.with_entries", "found"): lambda one: data.views.communes(one.conn, one.understood.ask),
}


def arguments(full: str, question: Question, one: Asking) -> dict[str, Any]:
    """What a question is asked with; KeyError names a parameter that nobody said what to ask with."""
    hints = get_type_hints(question)
    given = {}
    for name in list(inspect.signature(question).parameters)[1:]:
        how = ONLY_IN.get((full, name)) or OF_TYPE.get(hints.get(name)) or OF_NAME.get(name)
        if how is None:
            raise KeyError(f"{full}: nobody says what «{name}» is asked with, see OF_NAME.")
        given[name] = how(one)
    return given


def ask(full: str, question: Question, one: Asking) -> Any:
    """The answer to a question."""
    return question(one.conn, **arguments(full, question, one))
