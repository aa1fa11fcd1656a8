"""Where one number came from: its cell, file and delivery, its revisions, and the parts that it was worked out from."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection

from data import catalogue, checked, origins, periods, queries, remembered
from data.answers import NumberKey, Part, Trace
from data.levels import CERTAINTY, Addend
from data.tables import WEAK


def trace(
    conn: Connection, key: NumberKey, province_code: str, as_of: datetime | None = None, root: Path | None = None
) -> Trace:
    """The origin of a number as it was known; ``value`` is None when nothing was published for the key by then.

    A measure that the key leaves open, or who set a plan, stands in the ``key`` of the answer.  ``root``: the store
    that keeps the deliveries, asked what was found when the number was loaded.
    """
    key = origins.meant(conn, key, province_code, as_of)
    indicator, group = catalogue.get(key.code), remembered.groups(conn, province_code).get(key.area_code)
    name = group.name if group else queries.area_name(conn, key.area_code)
    own, competing = _revisions(conn, key, as_of)
    if not own.empty:
        own = checked.with_remarks(root, own)
        newest = own.iloc[-1]
        found = checked.of_cell(root, str(newest["delivery_id"]), str(newest["sheet"]), str(newest["cell"]))
        status = str(newest["status"])
        return Trace(key, indicator, name, newest["value"], status, own, (), "", competing, found)
    months = _month_parts(conn, key, as_of)
    if months:
        last, _ = _revisions(conn, replace(key, measure="actual"), as_of)
        status = str(last["status"].iloc[-1]) if not last.empty else "missing"
        return Trace(key, indicator, name, sum(p.value for p in months), status, last, months, "months")
    communes, status = _over_communes(conn, key, province_code, as_of)
    total = sum(p.value for p in communes) if communes else None
    return Trace(key, indicator, name, total, status, own, communes, "communes" if communes else "")


def reported(conn: Connection, key: NumberKey, province_code: str, as_of: datetime | None = None) -> list[NumberKey]:
    """What was sent for a number: itself, else the months or the communes' numbers that it was added up from.

    Empty where nothing was published for it by then.
    """
    key = origins.meant(conn, key, province_code, as_of)
    if not _revisions(conn, key, as_of)[0].empty:
        return [key]
    if months := _month_parts(conn, key, as_of):
        return [one.key for one in months]
    rows = _addends(conn, key, province_code, as_of)
    return [replace(key, area_code=one.subject, measure=one.measure, period=one.period) for one in rows]


def _revisions(conn: Connection, key: NumberKey, as_of: datetime | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The values that were in force one after the other, and those that never were.

    Such are estimates behind a final value ("outdone" in the column ``why``), and what one source said on the day on
    which another was heard after it ("same_day").
    """
    found = queries.revisions(
        conn, key.code, key.area_code, key.period, breakdown=key.breakdown, measure=key.measure, basis=key.basis
    )
    found = found if as_of is None else found[found["published_at"] <= as_of]
    never, firm = found["superseded_at"] <= found["published_at"], ~found["status"].isin(WEAK)
    outdone = never & ~firm & (found["published_at"] >= found.loc[firm, "published_at"].min())
    differs = found["source"].ne(found["source"].shift(-1)) & found["value"].ne(found["value"].shift(-1))
    behind = outdone | never & differs
    return found[~behind], found[behind].assign(why=outdone[behind].map({True: "outdone", False: "same_day"}))


def _month_parts(conn: Connection, key: NumberKey, as_of: datetime | None) -> list[Part]:
    """The months that a cumulative number was summed from; empty unless every one of them is there."""
    if key.measure != "cumulative":
        return []
    found = queries.history(conn, [key.code], key.area_code, breakdown=key.breakdown, as_of=as_of)
    actual = found[(found["measure"] == "actual") & found["value"].notna()].set_index("period")["value"]
    months = periods.to_date(key.period)
    if not set(months) <= set(actual.index):
        return []
    of_month = replace(key, measure="actual")
    return [Part(periods.label(month), float(actual[month]), of_month.at(month)) for month in months]


def _over_communes(
    conn: Connection, key: NumberKey, province_code: str, as_of: datetime | None
) -> tuple[list[Part], str]:
    """What the number of a province or group was added up from, largest first, and the status of the sum."""
    rows = _addends(conn, key, province_code, as_of)
    if not rows:
        return [], "missing"
    names = remembered.communes(conn, province_code).set_index("area_code")["area_name"]
    by_commune: dict[str, list[Addend]] = {}
    for row in rows:
        by_commune.setdefault(row.subject, []).append(row)
    parts = [part for code, own in by_commune.items() for part in _of_commune(key, str(names[code]), own)]
    newest = [CERTAINTY.index(row.status) for row in rows if row.period == rows[-1].period]
    return sorted(parts, key=lambda one: -one.value), CERTAINTY[max(newest, default=0)]


def _addends(conn: Connection, key: NumberKey, province_code: str, as_of: datetime | None) -> list[Addend]:
    """The values of communes that the number of a province or group is the sum of.

    Asked of the same levels as what pages show: these are the parts of the number that was clicked.
    """
    groups = remembered.groups(conn, province_code)
    if catalogue.get(key.code).over_areas != "sum" or key.area_code not in (province_code, *groups):
        return []
    everywhere = remembered.in_communes(conn, key.code, province_code, key.breakdown, as_of)
    inside = everywhere.among(groups[key.area_code].area_codes) if key.area_code in groups else everywhere
    return inside.addends(key.period, key.measure, key.basis)


def _of_commune(key: NumberKey, name: str, rows: Sequence[Addend]) -> list[Part]:
    """One part where the commune has the number itself, or every month of it; else a part for each month it has."""
    own = replace(key, area_code=rows[0].subject)
    if rows[0].measure == key.measure or len(rows) == len(periods.to_date(key.period)):
        return [Part(name, sum(row.value for row in rows), own)]
    return [
        Part(
            f"{name}, {periods.label(row.period).lower()}",
            row.value,
            replace(own, measure=row.measure, period=row.period),
        )
        for row in rows
    ]
