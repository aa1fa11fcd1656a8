"""Where every commune stands on many indicators at once: what a profile and a comparison are held against.

Asked once per version and set; a commune's rank, its province and its like are then look-ups in one array.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import catalogue, comparing, periods, queries, remembered, reported
from data.catalogue import Indicator
from data.frames import frame
from data.levels import Floats
from data.memory import per_version
from data.tables import area, observation

_obs = observation.c


@dataclass(frozen=True)
class Everywhere:
    """The newest level of each indicator that communes report: a row per indicator, a column per commune.

    ``values`` and ``province`` are in the indicator's unit, NaN where there is none; ``province`` is what was reported,
    or the sum of the communes that reported (``summed``).  All of a row is of one period and measure.
    """

    indicators: tuple[Indicator, ...]
    communes: tuple[str, ...]
    period: tuple[str, ...]
    measure: tuple[str, ...]
    values: Floats
    province: Floats
    summed: tuple[bool, ...]

    def row(self, code: str) -> int:
        return [one.code for one in self.indicators].index(code)

    @cached_property
    def counts(self) -> list[int]:
        """How many communes reported each indicator."""
        return [int(count) for count in np.isfinite(self.values).sum(axis=1)]

    @cached_property
    def _ranks(self) -> Floats:
        lower = np.array([one.polarity == "lower" for one in self.indicators], dtype=bool)
        signed = pd.DataFrame(np.where(lower[:, None], self.values, -self.values))
        return signed.rank(axis=1, method="min").to_numpy(dtype=float)

    def ranks(self) -> Floats:
        """The place of each commune among those that reported; 1 is the best, without polarity the highest."""
        return self._ranks


@per_version
def everywhere(conn: Connection, set_code: str, as_of: datetime | None = None) -> Everywhere:
    """All indicators of a set that are numbers and that any commune has reported, in printed order.

    At ``as_of`` each stands at the newest period of its frequency that communes had spoken of by then.
    """
    province = catalogue.sets()[set_code].province_code
    own = [one for one in catalogue.of_set(set_code) if one.kind not in ("text", "register")]
    offer = reported.offer(conn, province, tuple(one.code for one in own))
    by_communes = {one.code: offer[one.code].newest for one in own if offer[one.code].by_communes}
    newest = by_communes if as_of is None else _newest_by(conn, list(by_communes), province, as_of)
    told = [one for one in own if newest.get(one.code)]
    communes = remembered.commune_codes(conn, province)
    by_period: dict[str, list[Indicator]] = defaultdict(list)
    for one in told:
        by_period[newest[one.code]].append(one)
    rows = {
        code: row
        for period, inside in by_period.items()
        for code, row in _of_period(conn, inside, province, communes, period, as_of).items()
    }
    found = [rows[one.code] for one in told]
    return Everywhere(
        indicators=tuple(told),
        communes=communes,
        period=tuple(newest[one.code] for one in told),
        measure=tuple(row.measure for row in found),
        values=np.stack([row.values for row in found]) if found else np.empty((0, len(communes))),
        province=np.array([row.province for row in found], dtype=float),
        summed=tuple(row.summed for row in found),
    )


def _newest_by(conn: Connection, codes: Sequence[str], province_code: str, as_of: datetime) -> dict[str, str]:
    """The newest period of each indicator that communes had reported by a moment, of its finest frequency."""
    ids = list(queries.indicator_ids(conn, codes).values())
    inside = sa.select(area.c.area_code).where(area.c.parent_code == province_code, area.c.area_level == "commune")
    by_commune = sa.func.max(sa.case((_obs.area_code == province_code, 0), else_=1))
    query = sa.select(
        _obs.indicator_code, sa.func.max(_obs.period).label("period"), by_commune.label("by_commune")
    ).where(
        _obs.indicator_id.in_(ids),
        _obs.measure.in_(["actual", "cumulative"]),
        *queries.known(as_of),
        sa.or_(_obs.area_code == province_code, _obs.area_code.in_(inside)),
    )
    found = frame(conn, query.group_by(_obs.indicator_code, _obs.frequency))
    told = found[found.groupby("indicator_code")["by_commune"].transform("max") == 1] if len(found) else found
    return {
        str(code): comparing.newest_period(list(own["period"]), reported.LAST_PERIOD)
        for code, own in told.groupby("indicator_code")
    }


@dataclass(frozen=True)
class _Row:
    measure: str
    values: Floats
    province: float
    summed: bool


def _of_period(
    conn: Connection,
    inside: Sequence[Indicator],
    province: str,
    communes: Sequence[str],
    period: str,
    as_of: datetime | None,
) -> dict[str, _Row]:
    found = newest_levels(conn, [one.code for one in inside], province, period, as_of)
    places = pd.Index([*communes, province]).get_indexer(pd.Index(found["area_code"]))
    lines = pd.Index([one.code for one in inside]).get_indexer(pd.Index(found["indicator_code"]))
    grids = {}
    for name in ("actual", "cumulative"):
        grid = np.full((len(inside), len(communes) + 1), np.nan)
        grid[lines, places] = found[name].to_numpy(dtype=float, na_value=np.nan)
        grids[name] = grid
    return {one.code: _row(one, {name: grid[line] for name, grid in grids.items()}) for line, one in enumerate(inside)}


def _row(one: Indicator, levels: dict[str, Floats]) -> _Row:
    """One measure for all: the sum since January of a flow where anybody has one, else the value of the period."""
    is_sum = one.kind == "flow" and bool(np.isfinite(levels["cumulative"][:-1]).any())
    measure = "cumulative" if is_sum else "actual"
    values, whole = levels[measure][:-1], float(levels[measure][-1])
    known = np.isfinite(values)
    summed = bool(np.isnan(whole) and one.over_areas == "sum" and known.any())
    return _Row(measure, values, float(values[known].sum()) if summed else whole, summed)


def newest_levels(
    conn: Connection, codes: Sequence[str], province_code: str, period: str, as_of: datetime | None = None
) -> pd.DataFrame:
    """Several indicators in a province and all its communes in one period, breakdown total; in no order.

    Columns: ``indicator_code``, ``area_code``, ``actual``, ``cumulative`` (as reported, else the sum of the months
    since January where every one of them came; NaN otherwise).
    """
    months = periods.to_date(period) if periods.parse(period).frequency == "month" else []
    ids = list(queries.indicator_ids(conn, codes).values())
    inside = sa.select(area.c.area_code).where(area.c.parent_code == province_code, area.c.area_level == "commune")
    is_actual = _obs.measure == "actual"
    of_months = sa.case((is_actual & _obs.period.in_([*months]), _obs.value))
    query = sa.select(
        _obs.indicator_code,
        _obs.area_code,
        sa.func.max(sa.case((is_actual & (_obs.period == period), _obs.value))).label("actual"),
        sa.func.max(sa.case(((_obs.measure == "cumulative") & (_obs.period == period), _obs.value))).label("told"),
        sa.func.sum(of_months).aggregate_order_by(_obs.period).label("summed"),
        sa.func.count(of_months).label("months"),
    ).where(
        _obs.indicator_id.in_(ids),
        _obs.breakdown == "total",
        _obs.period.in_(sorted({period, *months})),
        _obs.measure.in_(["actual", "cumulative"]),
        *queries.known(as_of),
        sa.or_(_obs.area_code == province_code, _obs.area_code.in_(inside)),
    )
    found = frame(conn, query.group_by(_obs.indicator_code, _obs.area_code))
    whole = found["summed"].where((found["months"] == len(months)) & bool(months))
    return found.assign(cumulative=found["told"].fillna(whole))[["indicator_code", "area_code", "actual", "cumulative"]]
