"""Where two sources say different numbers of the same: one indicator from two publishers, or one concept twice."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data import catalogue, remembered, units
from data.catalogue import Indicator
from data.frames import frame
from data.tables import END_OF_TIME, OBSERVATION_KEY, area, delivery, observation

MOST = 200  # statements that are looked at, the newest first
TOLERANCE = 0.5  # percent: two reports of the same that differ by less agree
AMOUNTS = ("flow", "stock", "index")  # kinds of which two indicators of one concept in one set say the same
COLUMNS = (
    "indicator_code", "other_code", "area_code", "area_name", "period", "breakdown", "measure", "basis", "value",
    "source", "published_at", "other", "other_source", "other_published_at", "difference",
)  # fmt: skip


def apart(conn: Connection, set_code: str) -> pd.DataFrame:
    """The numbers of a set of which another source said, or says, something else; newest periods first.

    ``value`` is what stands, ``other`` the last word of another source, in the same unit; ``difference`` in percent of
    what stands.  ``other_code`` is another indicator of the same concept, else the same one.  Columns: COLUMNS.
    """
    found = pd.concat([_competing(conn, set_code), _twins(conn, set_code)], ignore_index=True)
    stands, other = (found[name].to_numpy(dtype=np.float64) for name in ("value", "other"))
    with np.errstate(divide="ignore", invalid="ignore"):  # beside a zero everything is apart
        found["difference"] = (other - stands) / np.abs(stands) * 100
    apart = found["difference"].abs() > TOLERANCE
    order = ["period", "indicator_code", "area_code", "breakdown", "measure"]
    return found[apart].sort_values(order, ascending=[False, *[True] * 4], ignore_index=True)[list(COLUMNS)]


def _competing(conn: Connection, set_code: str) -> pd.DataFrame:
    """The same coordinates from two publishers: what stands, and the last that each other source said."""
    now, then = observation.alias("now"), observation.alias("former")
    heard, before = delivery.alias("heard"), delivery.alias("heard_before")
    same: list[ColumnElement[bool]] = [now.c[name] == then.c[name] for name in ("indicator_id", *OBSERVATION_KEY)]
    codes = [one.code for one in catalogue.of_set(set_code)]
    query = (
        sa.select(
            *(now.c[name] for name in (*OBSERVATION_KEY, "value", "published_at")),
            area.c.area_name,
            heard.c.source,
            then.c.value.label("other"),
            before.c.source.label("other_source"),
            then.c.published_at.label("other_published_at"),
        )
        .join_from(then, before, before.c.delivery_id == then.c.delivery_id)
        .join(now, sa.and_(*same, now.c.superseded_at == END_OF_TIME))
        .join(heard, heard.c.delivery_id == now.c.delivery_id)
        .join(area, area.c.area_code == now.c.area_code)
        .where(
            then.c.superseded_at < END_OF_TIME,
            then.c.indicator_code.in_(codes),
            area.c.province_code == catalogue.sets()[set_code].province_code,
            before.c.source != heard.c.source,
            then.c.value != now.c.value,
        )
        .order_by(now.c.period.desc(), *(now.c[name] for name in OBSERVATION_KEY), then.c.published_at.desc())
        .limit(MOST)
    )
    found = frame(conn, query)
    return found.drop_duplicates([*OBSERVATION_KEY, "other_source"]).assign(
        other_code=lambda rows: rows["indicator_code"]
    )


def twins(indicators: Sequence[Indicator]) -> list[tuple[Indicator, Indicator]]:
    """Two indicators that the province reports of the same concept, alike in kind and in units that convert."""
    own = [one for one in indicators if one.concept and one.area_level == "province" and one.kind in AMOUNTS]
    return [
        (one, other)
        for one, other in combinations(own, 2)
        if (one.concept, one.kind) == (other.concept, other.kind) and units.convertible(other.unit, one.unit)
    ]


def _twins(conn: Connection, set_code: str) -> pd.DataFrame:
    """One concept under two indicators: the newest period of which the province reported both."""
    province = catalogue.sets()[set_code].province_code
    rows = []
    for one, other in twins(catalogue.of_set(set_code)):
        told = [_told(conn, each, province) for each in (one, other)]
        both = told[0].merge(told[1], on=["period", "measure", "basis"], suffixes=("", "_other"))
        if not both.empty:
            newest = both.sort_values("period").iloc[-1]
            rows.append(
                {
                    **newest[["period", "measure", "basis", "value", "source", "published_at"]],
                    "indicator_code": one.code,
                    "other_code": other.code,
                    "area_code": province,
                    "area_name": remembered.area_name(conn, province),
                    "breakdown": "total",
                    "other": newest["value_other"] * float(units.factor(other.unit, one.unit)),
                    "other_source": newest["source_other"],
                    "other_published_at": newest["published_at_other"],
                }
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _told(conn: Connection, one: Indicator, province: str) -> pd.DataFrame:
    """What the province itself reported of an indicator: ``period``, ``measure``, ``basis``, ``value``, ``source``,
    ``published_at``."""
    obs = observation.c
    query = (
        sa.select(obs.period, obs.measure, obs.basis, obs.value, obs.published_at, delivery.c.source)
        .join_from(observation, delivery, delivery.c.delivery_id == obs.delivery_id)
        .where(
            obs.indicator_code == one.code,
            obs.area_code == province,
            obs.breakdown == "total",
            obs.measure.in_(("actual", "cumulative")),
            obs.superseded_at == END_OF_TIME,
            obs.value.is_not(None),
        )
    )
    return frame(conn, query)
