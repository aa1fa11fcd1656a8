"""One cause with its evidence: the rule, the course of the numbers, the communes beside it, and what was done."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data import catalogue, periods, remembered
from data.alert_answers import Case
from data.alerts import inbox, messages
from data.alerts.courses import Course, course
from data.alerts.rules import PROVINCE, AlertRule

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
    numbers = _course(conn, definition, today)
    return Case(
        alert=found,
        rule=definition,
        indicator=catalogue.indicators().get(str(found["indicator_code"])),
        area_name=messages.area_name(str(found["area_code"])),
        course=_told(numbers, str(found["area_code"])),
        communes=_communes(conn, numbers, definition, found),
        broken=[int(number) for number in same["alert_id"]],
        broken_codes=[str(code) for code in same["area_code"]],
        history=inbox.history(state, alert_id),
    )


def _course(conn: Connection | None, definition: Mapping[str, Any], today: date) -> Course | None:
    if conn is None or not definition or definition["indicator"] not in catalogue.indicators():
        return None
    return course(conn, AlertRule(**definition), today)


def _told(numbers: Course | None, area_code: str) -> pd.DataFrame:
    """The newest values of an area; columns ``period`` (label), ``value``, ``series``."""
    if numbers is None or area_code not in numbers.area_codes:
        return pd.DataFrame(columns=["period", "value", "series"])
    values = numbers.values[-SHOWN:, numbers.area_codes.index(area_code)]
    labels = [periods.short_label(period) for period in numbers.periods[-SHOWN:]]
    frame = pd.DataFrame({"period": labels, "value": values, "series": "now"})
    return frame[frame["value"].notna().cummax()]


def _communes(
    conn: Connection | None, numbers: Course | None, definition: Mapping[str, Any], found: Mapping[str, Any]
) -> pd.DataFrame:
    """What every commune says in the period of the alert."""
    period = str(found["period"])
    if conn is None or numbers is None or definition["area"] == PROVINCE or period not in numbers.periods:
        return NOTHING
    names = remembered.communes(conn, str(found["province_code"]))
    row = dict(zip(numbers.area_codes, numbers.values[numbers.periods.index(period)], strict=True))
    value = names["area_code"].map(row).astype(float)
    is_late = bool(numbers.due[numbers.periods.index(period)])
    return names.assign(value=value, status=np.where(value.isna(), "late" if is_late else "not_due", "final"))
