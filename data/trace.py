"""Where one number came from: its cell, file and delivery, its revisions, and the parts that it was worked out from."""

from dataclasses import replace

import pandas as pd
from sqlalchemy import Connection

from data import catalogue, periods, queries
from data.answers import NumberKey, Part, Trace


def trace(conn: Connection, key: NumberKey, province_code: str) -> Trace:
    """The origin of a number; ``value`` is None when nothing was ever published for the key."""
    indicator, name = catalogue.get(key.code), queries.area_name(conn, key.area_code)
    own = _revisions(conn, key)
    if not own.empty:
        newest = own.iloc[-1]
        return Trace(key, indicator, name, newest["value"], str(newest["status"]), own, (), "")
    months = _month_parts(conn, key)
    if months:
        last = _revisions(conn, replace(key, measure="actual"))
        status = str(last["status"].iloc[-1]) if not last.empty else "missing"
        return Trace(key, indicator, name, sum(p.value for p in months), status, last, months, "months")
    communes, status = _commune_parts(conn, key, province_code)
    total = sum(p.value for p in communes) if communes else None
    return Trace(key, indicator, name, total, status, own, communes, "communes" if communes else "")


def _revisions(conn: Connection, key: NumberKey) -> pd.DataFrame:
    return queries.revisions(
        conn, key.code, key.area_code, key.period, breakdown=key.breakdown, measure=key.measure, basis=key.basis
    )


def _month_parts(conn: Connection, key: NumberKey) -> list[Part]:
    """The months that a cumulative number was summed from; empty unless every one of them is there."""
    if key.measure != "cumulative":
        return []
    found = queries.history(conn, [key.code], key.area_code, breakdown=key.breakdown)
    actual = found[(found["measure"] == "actual") & found["value"].notna()].set_index("period")["value"]
    months = periods.to_date(key.period)
    if not set(months) <= set(actual.index):
        return []
    return [Part(periods.label(month), float(actual[month])) for month in months]


def _commune_parts(conn: Connection, key: NumberKey, province_code: str) -> tuple[list[Part], str]:
    """The communes that a province's number was summed from, largest first."""
    if key.area_code != province_code:
        return [], "missing"
    months = periods.to_date(key.period) if key.measure == "cumulative" else [key.period]
    found = queries.commune_values(conn, key.code, province_code, [*months, key.period], breakdown=key.breakdown)
    found = found[found["value"].notna()]
    reported = found[(found["measure"] == key.measure) & (found["period"] == key.period)]
    if reported.empty:
        reported = found[(found["measure"] == "actual") & found["period"].isin(months)]
    if reported.empty:
        return [], "missing"
    sums = reported.groupby("area_code")["value"].sum().sort_values(ascending=False)
    names = queries.communes(conn, province_code).set_index("area_code")["area_name"]
    parts = [Part(str(names.loc[str(code)]), float(value)) for code, value in sums.items()]
    return parts, str(reported["status"].max())
