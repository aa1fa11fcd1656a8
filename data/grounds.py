"""What quantities are held against on a map: the land of an area and the people who live there."""

from collections.abc import Sequence
from functools import cache

import pandas as pd
from sqlalchemy import Connection

from data import catalogue, country, periods
from data.answers import Ask
from data.catalogue import Indicator
from geo import areas

POPULATION = "population"  # the concept of the indicator that counts inhabitants
PERSONS = "{person}"


def grounds(conn: Connection, ask: Ask, level: str, codes: Sequence[str]) -> pd.DataFrame:
    """Land and people per area, in the order of ``codes``.

    Columns: ``km2`` (declared area), ``km2_estimated`` (bool: our own estimate, because the declaration cannot be
    right), ``people`` (NaN where nobody reports the inhabitants).
    """
    frame = _land(level).reindex(list(codes))
    counted = inhabitants(ask.indicator.set_code)
    if counted is None:
        return frame.assign(people=float("nan"))
    found = country.levels(conn, counted.code, ask.province_code, level, "total", ask.as_of)
    known = [one for one in found.spoken if periods.parse(one).end <= periods.parse(ask.period).end]
    if not known:
        return frame.assign(people=float("nan"))
    return frame.assign(people=found.among(codes).at(known[-1], "actual").value)


def has_people(conn: Connection, indicator: Indicator, province_code: str, level: str) -> bool:
    """Whether anybody reports the inhabitants of areas of this level."""
    counted = inhabitants(indicator.set_code)
    return counted is not None and bool(country.levels(conn, counted.code, province_code, level, "total").spoken)


def inhabitants(set_code: str) -> Indicator | None:
    """The indicator of a set that counts all inhabitants; None when the set has none."""
    own = (one for one in catalogue.of_set(set_code) if one.concept == POPULATION)
    return next((one for one in own if one.unit in (PERSONS, "")), None)


@cache
def _land(level: str) -> pd.DataFrame:
    """Area by code; a province's is the sum of its communes'."""
    communes = areas.communes()
    if level != "province":
        told = communes.set_index("area_code")[["area_km2", "area_is_estimated"]]
    else:
        by_province = communes.groupby("province_code")
        told = by_province.agg(area_km2=("area_km2", "sum"), area_is_estimated=("area_is_estimated", "any"))
    return told.set_axis(["km2", "km2_estimated"], axis=1)
