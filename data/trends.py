"""The course of one indicator in one area: a year beside the one before and the plan, or period by period."""

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data import periods, remembered
from data.answers import Ask
from data.levels import Levels

COLUMNS = ["period", "position", "series", "value", "status", "delivery_id"]
Row = tuple[str, int, str, float, str, str | None]


def trend(conn: Connection, ask: Ask, area_code: str) -> pd.DataFrame:
    """The year of the period beside the year before and the plan; of what has no months, every period there is.

    Columns: ``period``, ``position`` (1–12 within the year, or a running number), ``series`` (``current``,
    ``last_year``, ``plan``), ``value``, ``status``, ``delivery_id``; sorted by series and period.
    """
    course = _course(conn, ask, area_code)
    monthly = any(periods.parse(period).frequency == "month" for period in course.spoken)
    rows = _months(course, ask) + _plan(course, ask) if monthly else _periods(course)
    return pd.DataFrame(rows, columns=COLUMNS)


def _course(conn: Connection, ask: Ask, area_code: str) -> Levels:
    """What the area says of the indicator; a commune's values are known with those of all communes."""
    code, province = ask.indicator.code, ask.province_code
    if area_code in (province, ask.group):
        group = "" if area_code == province else ask.group
        return remembered.courses(conn, [ask.indicator], province, ask.breakdown, ask.as_of, group)[code]
    return remembered.in_communes(conn, code, province, ask.breakdown, ask.as_of).among([area_code])


def _months(course: Levels, ask: Ask) -> list[Row]:
    year = int(ask.period[:4])
    months = [
        (f"{of_year}-{month:02d}", month, series)
        for series, of_year in (("current", year), ("last_year", year - 1))
        for month in range(1, 13)
    ]
    rows = []
    for period, month, series in months:
        if series == "current" and period > ask.period:
            continue
        level = course.at(period, ask.measure)
        if level.present[0]:
            told = (float(level.value[0]), str(level.status[0]), level.delivery_id[0])
            rows.append((period, month, series, *told))
    return rows


def _plan(course: Levels, ask: Ask) -> list[Row]:
    """The plan of the year as it should be reached: in even steps for a sum, at once for what is not added up."""
    year, cumulative = ask.period[:4], ask.measure == "cumulative"
    plan = float(course.plan(year, ask.basis)[0][0])
    if np.isnan(plan) or (ask.indicator.kind == "flow" and not cumulative):
        return []
    return [
        (f"{year}-{month:02d}", month, "plan", plan * month / 12 if cumulative else plan, "final", None)
        for month in range(1, 13)
    ]


def _periods(course: Levels) -> list[Row]:
    """Every period of the finest frequency: quarters are not drawn on one line with the years that they make up."""
    finest = min((periods.parse(period).frequency for period in course.spoken), key=periods.rank, default="")
    same = [period for period in course.spoken if periods.parse(period).frequency == finest]
    levels = [(period, course.at(period, "actual")) for period in same]
    known = [(period, level) for period, level in levels if np.isfinite(level.value[0])]
    return [
        (period, place, "current", float(level.value[0]), str(level.status[0]), level.delivery_id[0])
        for place, (period, level) in enumerate(known, start=1)
    ]
