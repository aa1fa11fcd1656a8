"""What is known already of the cells that a delivery speaks of: what a preview compares it with."""

from pathlib import Path

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import paths, periods, queries
from data.engine import POINTER, Warehouse
from data.tables import END_OF_TIME, OBSERVATION_KEY, observation

COLUMNS = [*OBSERVATION_KEY, "value", "text_value", "status", "published_at"]


def known_values(root: Path, observations: pd.DataFrame) -> pd.DataFrame:
    """The newest published values of the same indicators, in the same periods and those before; COLUMNS.

    No rows when nothing was published yet.

    Raises:
        WarehouseError: the served version cannot be read.
    """
    if observations.empty or not (paths.warehouse(root) / POINTER).exists():
        return pd.DataFrame(columns=COLUMNS)
    with Warehouse(root).connect() as conn:
        return _newest(conn, list(observations["indicator_code"].unique()), _with_earlier(observations["period"]))


def _with_earlier(ids: pd.Series) -> list[str]:
    """The periods and the one before each: cumulative values are checked against those."""
    named = set(ids)
    return sorted(named | {periods.previous(period) for period in named})


def _newest(conn: Connection, codes: list[str], ids: list[str]) -> pd.DataFrame:
    about = observation.c
    query = sa.select(*(about[name] for name in COLUMNS)).where(
        about.indicator_id.in_(list(queries.indicator_ids(conn, codes).values())),
        about.period.in_(ids),
        about.superseded_at == END_OF_TIME,
    )
    result = conn.execute(query)
    return pd.DataFrame(result.fetchall(), columns=COLUMNS)
