"""Questions to the warehouse that are asked again and again, each answered once per published version.

The frames and levels that come back are shared by everybody who asks: read them, never write to them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection

from data import deliveries, memory, queries, registers
from data.catalogue import Indicator
from data.levels import Levels
from data.memory import per_version

NOTHING = pd.DataFrame(
    columns=["indicator_code", "period", "measure", "basis", "value", "status", "published_at", "delivery_id"]
)

version = per_version(queries.version)
communes = per_version(queries.communes)
area_name = per_version(queries.area_name)
refused_values = per_version(deliveries.refused_values)
publication_days = per_version(deliveries.publication_days)
last_published = per_version(queries.last_published)
is_simulated = per_version(queries.is_simulated)


@per_version
def entries(conn: Connection, register: str, province_code: str) -> pd.DataFrame:
    """Every entry of a register of the province; columns of ``registers.entries``."""
    return registers.entries(conn, register, province_code)


@dataclass(frozen=True)
class AreaGroup:
    """Communes that once were one province or district."""

    kind: str  # former_province, former_district
    name: str
    area_codes: tuple[str, ...]


@per_version
def groups(conn: Connection, province_code: str) -> dict[str, AreaGroup]:
    """The groups of a province by the key that a link carries ("former_district:…"), former provinces first."""
    frame = queries.groups(conn, province_code)
    return {
        f"{kind}:{code}": AreaGroup(str(kind), str(name), tuple(rows["area_code"]))
        for (kind, code, name), rows in frame.groupby(["group_kind", "group_code", "group_name"], sort=False)
    }


@per_version
def commune_codes(conn: Connection, province_code: str) -> tuple[str, ...]:
    """The codes of ``communes``, in its order."""
    return tuple(communes(conn, province_code)["area_code"])


@per_version
def source_by_delivery(conn: Connection) -> dict[str, str]:
    """Who is named under what came with each delivery."""
    frame = deliveries.source_of_each(conn)
    return dict(zip(frame["delivery_id"], frame["source"], strict=True))


def in_communes(
    conn: Connection, code: str, province_code: str, breakdown: str, as_of: datetime | None = None
) -> Levels:
    """One indicator in every commune of a province, in the order of ``communes``; all periods."""
    return each_in_communes(conn, [code], province_code, breakdown, as_of)[code]


def each_in_communes(
    conn: Connection, codes: Sequence[str], province_code: str, breakdown: str, as_of: datetime | None = None
) -> dict[str, Levels]:
    """The same of several indicators, by code; what is not known yet is fetched at once."""
    keys = {code: (each_in_communes, code, province_code, breakdown, as_of) for code in codes}

    def fetch(new: Sequence[str]) -> dict[str, Levels]:
        found = queries.commune_courses(conn, new, province_code, breakdown=breakdown, as_of=as_of)
        places, nothing = commune_codes(conn, province_code), found.iloc[:0]
        told = {str(code): rows for code, rows in found.groupby("indicator_code", observed=True)}
        return {code: Levels(told.get(code, nothing), "area_code", places) for code in new}

    return memory.of(conn).recall_each(keys, fetch)


@per_version
def along_axis(conn: Connection, code: str, area_code: str, axis: str, as_of: datetime | None = None) -> Levels:
    """One indicator in one area, for every member of an axis that is reported; all periods."""
    found = queries.breakdown_values(conn, code, area_code, None, axis, as_of=as_of)
    return Levels(found, "member", sorted(found["member"].unique()))


def courses(
    conn: Connection,
    indicators: Sequence[Indicator],
    province_code: str,
    breakdown: str = "total",
    as_of: datetime | None = None,
    group: str = "",
) -> dict[str, Levels]:
    """What a province, or a ``group`` of its communes, says of each indicator, by code; all periods.

    What only communes report, and may be added, stands as their sum, with ``areas``.  Of a group nothing is reported as
    such: what may not be added has no course there.
    """
    keys = {one.code: (courses, one.code, province_code, breakdown, as_of, group) for one in indicators}
    by_code = {one.code: one for one in indicators}

    def fetch(new: Sequence[str]) -> dict[str, Levels]:
        said = {} if group else _reported(conn, new, province_code, breakdown, as_of)
        return {code: said[code] if code in said else summed(by_code[code]) for code in new}

    def summed(one: Indicator) -> Levels:
        if one.over_areas != "sum":
            return Levels(NOTHING, "indicator_code", [one.code])
        parts = in_communes(conn, one.code, province_code, breakdown, as_of)
        return parts.summed(groups(conn, province_code)[group].area_codes if group else parts.subjects, one.code)

    return memory.of(conn).recall_each(keys, fetch)


def _reported(
    conn: Connection, codes: Sequence[str], province_code: str, breakdown: str, as_of: datetime | None
) -> dict[str, Levels]:
    """What the province itself reported, of those indicators that it did report."""
    found = queries.history(conn, codes, province_code, breakdown=breakdown, as_of=as_of)
    return {str(code): Levels(rows, "indicator_code", [str(code)]) for code, rows in found.groupby("indicator_code")}
