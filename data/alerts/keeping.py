"""Keeps what a rule found: causes that begin, go on or end, each step in the journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy import Connection

from data.alerts import messages
from data.alerts.evaluation import begun, findings
from data.alerts.judging import Judged
from data.alerts.machine import ALERTING, NORMAL, Cell, Needs, Step, advance
from data.alerts.rules import AlertRule
from data.state import journal
from data.state.journal import THE_SYSTEM, Entry
from data.state.tables import alert

NUMBERS = ("value", "measured", "bound", "beside")
BLANK: dict[str, Any] = {
    "acknowledged_by": "",
    "agency": "",
    "person": "",
    "reason": "",
    "fired_at": None,
    "told_at": None,
}


@dataclass(frozen=True)
class Kept:
    """What came of one rule; ``tells`` names the areas of which channels are told now, by code."""

    steps: int
    fired: int
    tells: Mapping[str, str]


@dataclass(frozen=True)
class _Known:
    """The newest cause of a rule in an area, as it is kept."""

    alert_id: int
    cell: Cell
    state: str  # as it is kept; normal also where the rule was not judged for a while
    fired_at: datetime | None
    told_at: datetime | None
    in_house: bool


@dataclass(frozen=True)
class _Change:
    """What becomes of one cause."""

    old: _Known | None
    row: dict[str, Any]
    steps: Sequence[Step]
    column: int
    fires: bool  # for the first time
    tells: bool  # may be told outside, and was not yet


def subject(alert_id: int) -> str:
    """What the journal calls an alert."""
    return f"alert:{alert_id}"


def keep(conn: Connection, rule: AlertRule, judged: Judged, simulated: bool, now: datetime) -> Kept:
    """Keeps what a rule found, in the transaction of ``conn``.

    A cause that stays in the house fires there; it is told outside, once, when something verified says the same.
    """
    known = _known(conn, rule.code)
    begins = dict(begun(judged))
    changes: list[_Change] = []
    for column, area_code in enumerate(judged.area_codes):
        old = known.get(area_code)
        if old is None and column not in begins:
            continue
        since = old.cell.period if old else judged.periods[begins[column]]
        told = findings(judged, column, since)
        cells, steps = advance(old.cell if old else None, told, Needs(rule.periods, rule.calm))
        for place, cell in enumerate(cells):
            mine = old if place == 0 else None
            if mine is None or (cell, cell.now.state, _stays(judged, area_code)) != (
                mine.cell,
                mine.state,
                mine.in_house,
            ):
                own = [step for at, step in steps if at == place] or _back(mine, cell)
                changes.append(_change(rule, judged, column, cell, mine, own, simulated, now))
    ids = _write(conn, changes, now)
    entries = [
        _entry(alert_id, rule, step, _numbers(judged, step.period, one.column))
        for alert_id, one in zip(ids, changes, strict=True)
        for step in one.steps
    ]
    journal.write_all(conn, THE_SYSTEM, entries, now)
    tells = {
        one.row["area_code"]: messages.area_name(one.row["area_code"], one.row["area_name"])
        for one in changes
        if one.tells
    }
    return Kept(len(entries), sum(one.fires for one in changes), tells)


def _stays(judged: Judged, area_code: str) -> bool:
    return area_code in judged.in_house


def _back(mine: _Known | None, cell: Cell) -> list[Step]:
    """A cause that still stands when its rule is judged again: it goes on, and does not fire anew."""
    if mine is None or mine.state == cell.now.state:
        return []
    return [Step(cell.period, mine.state, cell.now.state, cell.firm, corrected=False)]


def _known(conn: Connection, rule_code: str) -> dict[str, _Known]:
    """The newest cause of a rule in each area."""
    columns = (
        alert.c.area_code,
        alert.c.alert_id,
        alert.c.cell,
        alert.c.state,
        alert.c.fired_at,
        alert.c.told_at,
        alert.c.in_house,
    )
    query = sa.select(*columns).where(alert.c.rule_code == rule_code).order_by(alert.c.first_period)
    return {area: _Known(number, Cell.of(cell), *kept) for area, number, cell, *kept in conn.execute(query)}


def _change(
    rule: AlertRule,
    judged: Judged,
    column: int,
    cell: Cell,
    old: _Known | None,
    steps: Sequence[Step],
    simulated: bool,
    now: datetime,
) -> _Change:
    fires = any(step.after == ALERTING for step in steps) and (old is None or old.fired_at is None)
    area_code = judged.area_codes[column]
    in_house = _stays(judged, area_code)
    told_at = old.told_at if old else None
    tells = (fires or cell.now.state == ALERTING) and not in_house and told_at is None
    row = {
        "rule_code": rule.code,
        "area_code": area_code,
        "area_name": judged.names.get(area_code, ""),
        "first_period": cell.first_period,
        "province_code": judged.provinces.get(area_code) or rule.province_code,
        "indicator_code": rule.indicator,
        "severity": rule.severity,
        "weight": rule.weight,
        "state": cell.now.state,
        "period": cell.period,
        "cell": cell.kept_as(),
        "is_firm": cell.firm,
        "is_simulated": simulated,
        "in_house": in_house,
        "told_at": now if tells else told_at,
        "fired_at": now if fires else old.fired_at if old else None,
        "ended_at": now if cell.now.state == NORMAL else None,
    }
    return _Change(old, row | _numbers(judged, cell.period, column), steps, column, fires, tells)


def _write(conn: Connection, changes: Sequence[_Change], now: datetime) -> list[int]:
    """The numbers of the causes, in order."""
    new = [BLANK | {"opened_at": now} | one.row for one in changes if one.old is None]
    again = [{"kept_id": one.old.alert_id} | one.row for one in changes if one.old is not None]
    if again:
        named: dict[str, Any] = {name: sa.bindparam(name) for name in again[0] if name != "kept_id"}
        conn.execute(sa.update(alert).where(alert.c.alert_id == sa.bindparam("kept_id")).values(named), again)
    added: list[int] = []
    if new:
        insert = sa.insert(alert).returning(alert.c.alert_id, sort_by_parameter_order=True)
        added = list(conn.execute(insert, new).scalars())
    fresh = iter(added)
    return [next(fresh) if one.old is None else one.old.alert_id for one in changes]


def _numbers(judged: Judged, period: str, column: int) -> dict[str, float | None]:
    """What the rule measured in a period; None where there is no number."""
    row = judged.periods.index(period) if period in judged.periods else None
    numbers = {name: np.nan if row is None else float(getattr(judged, name)[row, column]) for name in NUMBERS}
    return {name: number if np.isfinite(number) else None for name, number in numbers.items()}


def _entry(alert_id: int, rule: AlertRule, step: Step, numbers: dict[str, float | None]) -> Entry:
    told: dict[str, Any] = {"rule": rule.code, "period": step.period, "from": step.before, "to": step.after}
    return Entry(
        f"alert.{step.after}", subject(alert_id), told | {"firm": step.firm, "corrected": step.corrected} | numbers
    )
