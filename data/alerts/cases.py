"""One cause with its evidence: the rule, the course of the numbers, the communes beside it, and what was done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data import catalogue, periods, remembered
from data.alert_answers import Case
from data.alerts import inbox, messages
from data.alerts.courses import Course, course
from data.alerts.rules import COMMUNES, PROVINCE, AlertRule

SHOWN = 24  # periods of the chart
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
    numbers = course(conn, rule, today) if conn is not None and rule is not None else None
    return Case(
        alert=found,
        rule=definition,
        indicator=catalogue.indicators().get(str(found["indicator_code"])),
        area_name=messages.area_name(str(found["area_code"])),
        course=_told(numbers, str(found["area_code"])),
        communes=_communes(conn, rule, str(found["period"]), today),
        broken=[int(number) for number in same["alert_id"]],
        broken_codes=[str(code) for code in same["area_code"]],
        history=inbox.history(state, alert_id),
    )


def _rule(definition: Mapping[str, Any]) -> AlertRule | None:
    """The rule as it was judged last; None where it could not be, or its indicator is known no more."""
    return AlertRule(**definition) if definition and definition["indicator"] in catalogue.indicators() else None


def _told(numbers: Course | None, area_code: str) -> pd.DataFrame:
    """The newest values of an area; columns ``period`` (label), ``value``, ``series``."""
    if numbers is None or area_code not in numbers.area_codes:
        return pd.DataFrame(columns=["period", "value", "series"])
    values = numbers.values[-SHOWN:, numbers.area_codes.index(area_code)]
    labels = [periods.short_label(period) for period in numbers.periods[-SHOWN:]]
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
