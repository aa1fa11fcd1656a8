"""Where many numbers stand, asked at once: the row of each, or how many rows it was added up from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data import arithmetic, catalogue, deliveries, periods, queries, remembered
from data.answers import NumberKey
from data.frames import frame
from data.tables import observation

COORDINATES = ("indicator_code", "area_code", "period", "measure", "breakdown", "basis")
COLUMNS = (*COORDINATES, "value", "status", "sheet", "cell", "published_at", "delivery_id")
_obs = observation.c
Rows = dict[tuple[str, str, str], list[Any]]


@dataclass(frozen=True)
class Standing:
    """One number: ``parts`` is 1 where it stands in a row, more where it was added up, 0 where nothing was found.

    ``key`` is the asked one with what it left open: a measure, or who set a plan.  ``parts_are`` is "", "months" or
    "communes"; file, sheet, cell are of the row, or of the newest part.
    """

    key: NumberKey
    value: float | None = None
    parts: int = 0
    parts_are: str = ""
    source: str = ""
    file_name: str = ""
    sheet: str = ""
    cell: str = ""
    published_at: datetime | None = None
    status: str = ""


def standings(
    conn: Connection, keys: Sequence[NumberKey], province_code: str, as_of: datetime | None = None
) -> list[Standing]:
    """One answer per key, in the order of the keys."""
    own = _rows(conn, keys, {one.area_code for one in keys}, as_of)
    found = {one: standing for one in keys if (standing := _in_area(one, own)) is not None}
    groups = remembered.groups(conn, province_code)
    inside = {key: group.area_codes for key, group in groups.items()}
    inside[province_code] = remembered.commune_codes(conn, province_code)
    rest = [one for one in keys if one not in found and one.area_code in inside and _may_be_added(one)]
    parts = _rows(conn, rest, {code for one in rest for code in inside[one.area_code]}, as_of)
    found |= {one: _over_communes(one, parts, inside[one.area_code]) for one in rest}
    return _named(conn, [found.get(one, Standing(one)) for one in keys])


def meant(conn: Connection, key: NumberKey, province_code: str, as_of: datetime | None = None) -> NumberKey:
    """The key with the measure, or the setter of the plan, that it left open."""
    is_open = not key.measure or (key.measure == "plan" and not key.basis)
    return standings(conn, [key], province_code, as_of)[0].key if is_open else key


def _may_be_added(key: NumberKey) -> bool:
    return catalogue.get(key.code).over_areas == "sum"


def _months(key: NumberKey) -> Sequence[str]:
    return periods.to_date(key.period) if key.measure == "cumulative" else ()


def _rows(conn: Connection, keys: Sequence[NumberKey], areas: Iterable[str], as_of: datetime | None) -> Rows:
    """Every value that the keys could be made of in these areas, by indicator, area and breakdown; newest last."""
    found: Rows = defaultdict(list)
    if not keys:
        return found
    wanted = {period for one in keys for period in (one.period, *_months(one))}
    query = sa.select(*(_obs[name] for name in COLUMNS)).where(
        _obs.indicator_id.in_(list(queries.indicator_ids(conn, {one.code for one in keys}).values())),
        _obs.area_code.in_(sorted(areas)),
        _obs.period.in_(sorted(wanted)),
        _obs.breakdown.in_(sorted({one.breakdown for one in keys})),
        _obs.value.is_not(None),
        *queries.known(as_of),
    )
    rows = frame(conn, query.order_by(_obs.published_at))
    rows[["sheet", "cell"]] = rows[["sheet", "cell"]].fillna("")
    for row in rows.itertuples(index=False):
        found[str(row.indicator_code), str(row.area_code), str(row.breakdown)].append(row)
    return found


def _in_area(key: NumberKey, rows: Rows) -> Standing | None:
    """The number where it stands, or the months that it was added up from; None where there is neither."""
    own = rows.get((key.code, key.area_code, key.breakdown), [])
    key = _meant(key, own)
    if exact := [one for one in own if (one.period, one.measure, one.basis) == (key.period, key.measure, key.basis)]:
        return _standing(key, exact[-1:], "")
    months = set(_months(key))
    parts = [one for one in own if one.measure == "actual" and one.period in months]
    is_whole = bool(months) and {one.period for one in parts} == months  # as data.trace says: no sum of some months
    return _standing(key, parts, "months") if is_whole else None


def _meant(key: NumberKey, rows: Sequence[Any]) -> NumberKey:
    """The key with what it leaves open, as rules of alerts and ``Levels.plan`` take it from what was reported."""
    here = [one for one in rows if one.period == key.period]
    if not key.measure:
        key = replace(key, measure="actual" if any(one.measure == "actual" for one in here) else "cumulative")
    if key.measure == "plan" and not key.basis:
        key = replace(key, basis=min((one.basis for one in here if one.measure == "plan"), default=""))
    return key


def _over_communes(key: NumberKey, rows: Rows, communes: Sequence[str]) -> Standing:
    own = [row for code in communes for row in rows.get((key.code, code, key.breakdown), ())]
    key = _meant(key, own)
    same = (key.period, key.measure, key.basis)
    parts = [one for one in own if (one.period, one.measure, one.basis) == same]
    if not parts:
        months = set(_months(key))
        parts = [one for one in own if one.measure == "actual" and one.period in months]
        parts = parts if {one.period for one in parts} == months else []  # a month of which nobody speaks: no sum
    return _standing(key, parts, "communes") if parts else Standing(key)


def _standing(key: NumberKey, rows: Sequence[Any], parts_are: str) -> Standing:
    newest = max(rows, key=lambda one: one.published_at)
    words = (newest.delivery_id, newest.sheet, newest.cell)
    total = arithmetic.cumulate([float(one.value) for one in rows])
    return Standing(key, total, len(rows), parts_are, "", *words, newest.published_at, newest.status)


def _named(conn: Connection, found: Sequence[Standing]) -> list[Standing]:
    """With source and file name in the place of the delivery."""
    sent = deliveries.sources(conn, {one.file_name for one in found if one.file_name})
    rows = zip(sent["delivery_id"], sent["source"], sent["file_name"], strict=True)
    told = {str(delivery): (str(source), str(file)) for delivery, source, file in rows}
    named = ((one, *told.get(one.file_name, ("", ""))) for one in found)
    return [replace(one, source=source, file_name=file) for one, source, file in named]
