"""One indicator in the areas of a map: the communes of a province, the provinces, or all communes of the country.

Across provinces it is the same concept of their own indicator sets that is read, in the unit of the asked indicator; a
province whose set has no such indicator, or in a unit that cannot be converted, has no value.
"""

from collections.abc import Iterator
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection

from data import about, catalogue, queries, remembered, units
from data.catalogue import Indicator
from data.levels import Levels
from data.memory import per_version
from geo import areas


def names(conn: Connection, province_code: str, level: str) -> pd.DataFrame:
    """The areas of a map by code: ``area_code``, ``area_name`` ("Xã Thắng Mố"; with the province in ``country``)."""
    if level == "commune":
        return remembered.communes(conn, province_code)
    return _provinces() if level == "province" else _all_communes(conn)


def levels(
    conn: Connection, code: str, province_code: str, level: str, breakdown: str, as_of: datetime | None = None
) -> Levels:
    """The indicator in every area of ``names``, in its order; all periods."""
    if level == "commune":
        return remembered.in_communes(conn, code, province_code, breakdown, as_of)
    return _across(conn, code, level, breakdown, as_of)


@per_version
def breakdowns(conn: Connection, code: str, province_code: str, level: str) -> tuple[str, ...]:
    """The breakdowns that the areas of a map are reported by, "total" first."""
    found = queries.series_of(conn, province_code, [code])
    told_by = ("province", "commune") if level == "province" else ("commune",)
    own = found[found["area_level"].isin(told_by)]
    return tuple(dict.fromkeys(["total", *sorted(own["breakdown"])]))


def reporters(indicator: Indicator) -> dict[str, Indicator]:
    """The indicator by province, and what is linked to it in the sets of the other provinces."""
    found: dict[str, Indicator] = {}
    for one in (indicator, *catalogue.linked(indicator)):
        province = catalogue.sets()[one.set_code].province_code
        if one.set_code == indicator.set_code or one.set_code == about.set_of(province):
            found.setdefault(province, one)
    return found


@per_version
def _across(conn: Connection, code: str, level: str, breakdown: str, as_of: datetime | None) -> Levels:
    asked = catalogue.get(code)
    frames = [remembered.NOTHING.assign(area_code=pd.Series(dtype=object))]
    for province, own in reporters(asked).items():
        if own.unit != asked.unit and not units.convertible(own.unit, asked.unit):
            continue
        factor = 1.0 if own.unit == asked.unit else float(units.factor(own.unit, asked.unit))
        frames += [
            one.assign(value=one["value"] * factor) for one in _told(conn, own, province, level, breakdown, as_of)
        ]
    everyone = names(conn, "", level)["area_code"].tolist()
    return Levels(pd.concat([one for one in frames if len(one)] or frames, ignore_index=True), "area_code", everyone)


def _told(
    conn: Connection, own: Indicator, province: str, level: str, breakdown: str, as_of: datetime | None
) -> Iterator[pd.DataFrame]:
    """What a province says of itself, or its communes' sum where it says nothing; or what its communes say."""
    if level == "country":
        yield queries.commune_values(conn, own.code, province, breakdown=breakdown, as_of=as_of)
        return
    course = remembered.courses(conn, [own], province, breakdown, as_of)[own.code]
    yield course.frame("subject").assign(area_code=province)


def province_of(codes: pd.Series) -> pd.Series:
    """The province of each commune of a column."""
    return codes.map(areas.communes().set_index("area_code")["province_code"])


def _provinces() -> pd.DataFrame:
    frame = areas.provinces()
    return pd.DataFrame({"area_code": frame["area_code"], "area_name": frame["full_name"]})


@per_version
def _all_communes(conn: Connection) -> pd.DataFrame:
    del conn  # the same in every version, and large: forgotten with it
    frame = areas.communes()
    province = frame["province_code"].map(areas.provinces().set_index("area_code")["area_name"])
    return pd.DataFrame({"area_code": frame["area_code"], "area_name": frame["full_name"] + " (" + province + ")"})
