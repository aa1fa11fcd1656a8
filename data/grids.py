"""Many series at once as one block: indicators by places by periods, for arithmetic over all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import catalogue, periods, queries, remembered
from data.catalogue import Indicator
from data.frames import frame
from data.memory import per_version
from data.robust import Floats
from data.tables import END_OF_TIME, area, observation

_obs = observation.c


@dataclass(frozen=True)
class Grid:
    """The values of indicators of one frequency in a province's communes and, last, the province itself.

    ``values`` is indicators × places × periods, NaN where nothing came; ``periods`` have no gaps.  An indicator speaks
    in one measure: of the period where it has that, else since January.
    """

    indicators: tuple[Indicator, ...]
    places: tuple[str, ...]
    periods: tuple[str, ...]
    measures: tuple[str, ...]  # of each indicator
    values: Floats

    def of(self, code: str) -> Floats | None:
        """The block of one indicator, places by periods; None when it is not in here."""
        rows = [row for row, one in enumerate(self.indicators) if one.code == code]
        return self.values[rows[0]] if rows else None


@per_version
def grid(conn: Connection, codes: tuple[str, ...], province_code: str, frequency: str, since: str) -> Grid:
    """The newest known values since a year ("2021"), breakdown total; without any an empty grid."""
    places = (*remembered.commune_codes(conn, province_code), province_code)
    found = _values(conn, codes, province_code, frequency, since)
    if found.empty:
        return Grid((), places, (), (), np.empty((0, len(places), 0)))
    spoken = found["period"].unique()
    columns = periods.range_(str(spoken.min()), str(spoken.max()))
    told = [code for code in codes if code in set(found["indicator_code"].unique())]
    lines = pd.Index(told).get_indexer(pd.Index(found["indicator_code"]))
    rows = pd.Index(places).get_indexer(pd.Index(found["area_code"]))
    times = pd.Index(columns).get_indexer(pd.Index(found["period"]))
    is_actual = found["measure"].eq("actual").to_numpy()
    blocks = {}
    for measure, chosen in (("actual", is_actual), ("cumulative", ~is_actual)):
        blocks[measure] = np.full((len(told), len(places), len(columns)), np.nan)
        number = found["value"].to_numpy(dtype=float, na_value=np.nan)[chosen]
        blocks[measure][lines[chosen], rows[chosen], times[chosen]] = number
    speaks = [bool(np.isfinite(block).any()) for block in blocks["actual"]]
    values = np.where(np.array(speaks)[:, None, None], blocks["actual"], blocks["cumulative"])
    measures = tuple("actual" if own else "cumulative" for own in speaks)
    return Grid(tuple(catalogue.get(code) for code in told), places, tuple(columns), measures, values)


def _values(conn: Connection, codes: Sequence[str], province_code: str, frequency: str, since: str) -> pd.DataFrame:
    """Columns: ``indicator_code``, ``area_code``, ``period``, ``measure``, ``value``."""
    ids = list(queries.indicator_ids(conn, codes).values())
    inside = sa.select(area.c.area_code).where(area.c.parent_code == province_code, area.c.area_level == "commune")
    query = sa.select(_obs.indicator_code, _obs.area_code, _obs.period, _obs.measure, _obs.value).where(
        _obs.indicator_id.in_(ids),
        _obs.breakdown == "total",
        _obs.frequency == frequency,
        _obs.measure.in_(["actual", "cumulative"]),
        _obs.value.is_not(None),
        _obs.period >= since,
        _obs.superseded_at == END_OF_TIME,
        sa.or_(_obs.area_code == province_code, _obs.area_code.in_(inside)),
    )
    return frame(conn, query)


def part_sums(conn: Connection, codes: Sequence[str], province_code: str, wanted: Sequence[str]) -> pd.DataFrame:
    """What the members of each axis add up to; one row per indicator, area, period and axis, in that order.

    Columns: ``indicator_code``, ``area_code``, ``period``, ``axis``, ``total`` (sum of the members), ``members`` (int).
    """
    ids = list(queries.indicator_ids(conn, codes).values())
    inside = sa.select(area.c.area_code).where(area.c.parent_code == province_code, area.c.area_level == "commune")
    axis = sa.func.split_part(_obs.breakdown, "=", 1).label("axis")
    key = (_obs.indicator_code, _obs.area_code, _obs.period, axis)
    total = sa.func.sum(_obs.value).aggregate_order_by(_obs.breakdown)  # to the last digit the same every time
    query = sa.select(*key, total.label("total"), sa.func.count(_obs.value).label("members")).where(
        _obs.indicator_id.in_(ids),
        _obs.breakdown != "total",
        ~_obs.breakdown.contains(";", autoescape=True),
        _obs.measure == "actual",
        _obs.period.in_(list(wanted)),
        _obs.superseded_at == END_OF_TIME,
        sa.or_(_obs.area_code == province_code, _obs.area_code.in_(inside)),
    )
    return frame(conn, query.group_by(*key).order_by(*key))


def statuses(conn: Connection, cells: pd.DataFrame) -> pd.DataFrame:
    """Some cells (``indicator_code``, ``area_code``, ``period``, ``measure``), and the ``status`` of each."""
    at = ["indicator_code", "area_code", "period", "measure"]
    query = sa.select(*(_obs[name] for name in at), _obs.status).where(
        _obs.indicator_id.in_(list(queries.indicator_ids(conn, cells["indicator_code"].unique()).values())),
        _obs.area_code.in_(list(cells["area_code"].unique())),
        _obs.period.in_(list(cells["period"].unique())),
        _obs.breakdown == "total",
        _obs.basis == "",
        _obs.superseded_at == END_OF_TIME,
    )
    found = frame(conn, query)
    return cells.merge(found, on=at, how="left")
