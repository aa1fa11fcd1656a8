"""One cause with its evidence: the rule, the course of the numbers, the communes beside it, and what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data import catalogue, clock, periods, remembered
from data.alert_answers import Case
from data.alerts import inbox, legal
from data.alerts.courses import Course, course
from data.alerts.rules import COMMUNES, LEGAL, OVERLOAD, PROVINCE, RISK_LEVEL, AlertRule
from data.robust import Floats

SHOWN = 24  # periods of the chart; of hours all that are known
NOTHING = pd.DataFrame(columns=["area_code", "area_name", "value", "status"])


def case(state: Connection, conn: Connection | None, alert_id: int, today: date) -> Case | None:
    """The cause of a number, or None; without a warehouse (``conn`` None) without its numbers."""
    found = inbox.one(state, alert_id, today)
    if found is None:
        return None
    definition = inbox.definitions(state).get(str(found["rule_code"]), {})
    standing = inbox.standing(state, str(found["province_code"]), today)
    same = standing[standing["rule_code"] == found["rule_code"]]
    rule = _rule(definition)
    area_code, period = str(found["area_code"]), str(found["period"])
    if conn is not None and rule is not None and rule.kind in LEGAL:
        told, communes = _legal(conn, rule, str(found["province_code"]), area_code, today)
    else:
        numbers = course(conn, rule, today) if conn is not None and rule is not None else None
        told, communes = _told(numbers, area_code), _communes(conn, rule, period, today)
    return Case(
        alert=found,
        rule=definition,
        indicator=catalogue.indicators().get(str(found["indicator_code"])),
        area_name=str(found["area_name"]),
        course=told,
        communes=communes,
        broken=[int(number) for number in same["alert_id"]],
        broken_codes=[str(code) for code in same["area_code"]],
        history=inbox.history(state, alert_id),
    )


def _rule(definition: Mapping[str, Any]) -> AlertRule | None:
    """The rule as it was judged last; None where it could not be, or its indicator is known no more."""
    if not definition or (definition["indicator"] not in catalogue.indicators() and definition["kind"] != RISK_LEVEL):
        return None
    return AlertRule(**definition)


def _legal(
    conn: Connection, rule: AlertRule, province_code: str, area_code: str, today: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The course of a facility; or of the level proposed for a commune, and every commune with its level now."""
    now = clock.now()
    if rule.kind == OVERLOAD:
        judged, _ = legal.judge(conn, rule, now, today)
        return _course(judged.periods, judged.value, judged.area_codes, area_code), NOTHING
    found, _ = legal.levels(conn, province_code, now)
    level = found["level"].astype(float)
    communes = found.assign(value=level, status=np.where(level.isna(), "late", "final"))
    hours, every, codes = legal.hourly(conn, province_code)
    return _course(hours, every, codes, area_code, most=len(hours)), communes[list(NOTHING.columns)]


def _told(numbers: Course | None, area_code: str) -> pd.DataFrame:
    """The newest values of an area; columns ``period`` (label), ``value``, ``series``."""
    if numbers is None:
        return _course((), np.empty((0, 0)), (), area_code)
    return _course(numbers.periods, numbers.values, numbers.area_codes, area_code)


def _course(
    shown: Sequence[str], every: Floats, area_codes: Sequence[str], area_code: str, most: int = SHOWN
) -> pd.DataFrame:
    """The columns of ``_told`` from values by period and area."""
    if area_code not in area_codes:
        return pd.DataFrame(columns=["period", "value", "series"])
    values = every[-most:, area_codes.index(area_code)]
    labels = [periods.short_label(period) for period in shown[-most:]]
    frame = pd.DataFrame({"period": labels, "value": values, "series": "now"})
    return frame[frame["value"].notna().cummax()]


def _communes(conn: Connection | None, rule: AlertRule | None, period: str, today: date) -> pd.DataFrame:
    """What every commune says in the period of the alert, also of a rule about one of them; empty of one about none."""
    if conn is None or rule is None or rule.area == PROVINCE:
        return NOTHING
    numbers = course(conn, replace(rule, area=COMMUNES), today)
    if period not in numbers.periods:
        return NOTHING
    names = remembered.communes(conn, rule.province_code)
    row = dict(zip(numbers.area_codes, numbers.values[numbers.periods.index(period)], strict=True))
    value = names["area_code"].map(row).astype(float)
    is_late = bool(numbers.due[numbers.periods.index(period)])
    return names.assign(value=value, status=np.where(value.isna(), "late" if is_late else "not_due", "final"))
