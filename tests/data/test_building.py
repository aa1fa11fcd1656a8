"""How a version is filled: in pieces, which leave no trace."""

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data import building, tables
from data.building_observations import fill_observations
from data.kept.files import url
from tests import shelf


def filled(store: Path, tmp_path: Path, at_once: int) -> pd.DataFrame:
    """The observations of a draft, in the order in which they lie."""
    draft = tmp_path / f"{at_once}.duckdb"
    building.build(draft, store, "v", datetime(2026, 3, 1), "thử")
    engine = sa.create_engine(url(draft))
    with engine.begin() as conn:
        conn.execute(sa.delete(tables.observation))
        fill_observations(conn, store, at_once)
        found = pd.read_sql(sa.text("SELECT * FROM observation ORDER BY rowid"), conn)
    engine.dispose()
    return found


@pytest.mark.parametrize("at_once", [1, 3, 4])
def test_a_version_that_is_written_in_pieces_is_the_one_that_is_written_at_once(
    store: Path, tmp_path: Path, at_once: int
) -> None:
    codes = (shelf.REVENUE, shelf.GROWTH)
    first = [shelf.observed(1.0, indicator_code=code) for code in codes]
    shelf.deliver(store, "d1", *first, *[shelf.observed(5.0, f"2026-0{month}") for month in (2, 3)])
    corrected = (shelf.observed(2.0), shelf.observed(9.0, indicator_code=shelf.GROWTH))
    shelf.deliver(store, "d2", *corrected, on=datetime(2026, 2, 9))
    whole = filled(store, tmp_path, 10_000_000)
    assert whole["value"].tolist() == [1.0, 9.0, 1.0, 2.0, 5.0, 5.0]
    pd.testing.assert_frame_equal(filled(store, tmp_path, at_once), whole)
