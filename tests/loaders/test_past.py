"""The block of what series showed before says the same as looking every row up."""

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from data import known
from loaders import history_checks
from loaders.past import Past
from tests.shelf import observed

FLOW = "tq_commune_grain_output"


def frame(*rows: dict[str, object], on: datetime) -> pd.DataFrame:
    return pd.DataFrame(rows).assign(published_at=on)


def rows(*periods: str) -> pd.DataFrame:
    return frame(*(observed(12.0, period) for period in periods), on=datetime(2026, 9, 5))


def history(*past: dict[str, object]) -> pd.DataFrame:
    return frame(*past, on=datetime(2026, 9, 1))[known.HISTORY]


def as_categories(texts: pd.DataFrame) -> pd.DataFrame:
    """As a large history comes from the store."""
    return texts.astype({name: "category" for name in known.HISTORY if name not in ("value", "published_at")})


OTHERS = [observed(2.0, "2025-09", area_code="00829", indicator_code=FLOW), observed(3.0, "2025-09", breakdown="a=b")]


@pytest.mark.parametrize("kind", [lambda texts: texts, as_categories])
def test_a_line_holds_what_its_own_series_showed_and_nothing_of_others(kind) -> None:
    told = kind(history(observed(1.0, "2025-09"), observed(5.0, "2026-08"), *OTHERS))
    past = Past(rows("2026-09"), told)
    assert dict(zip(past.periods, past.values[0], strict=True)) == {"2025-09": 1.0, "2026-08": 5.0}


def test_rows_of_one_series_share_a_line_whatever_their_order_and_index() -> None:
    asked = rows("2026-09", "2026-08").set_axis([7, 3])
    past = Past(asked, history(observed(1.0, "2025-09")))
    assert past.values.shape == (1, 1)
    assert past.of(asked.loc[[3, 7]]).tolist() == [0, 0]


def test_the_same_season_is_of_earlier_years_only_and_of_periods_alike() -> None:
    told = history(
        *(observed(float(n), period) for n, period in enumerate(("2024-09", "2025-09", "2026-09", "2025-08")))
    )
    asked = rows("2026-09")
    assert sorted(Past(asked, told).same_season(asked, "2026-09")[0]) == [0.0, 1.0]


def test_without_a_history_a_series_has_shown_nothing() -> None:
    asked = rows("2026-09")
    usual = history_checks.usual(asked, Past(asked, known.nothing()))
    assert usual["points"].tolist() == [0.0]
    assert usual[["median", "least", "most"]].isna().all(axis=None)


def test_the_usual_of_a_cumulative_series_is_per_month_and_zero_says_nothing() -> None:
    told = [observed(10.0, "2026-02"), observed(-30.0, "2026-03"), observed(0.0, "2026-04")]
    asked = frame(observed(24.0, "2026-06", measure="cumulative"), on=datetime(2026, 9, 5))
    past = history(*({**one, "measure": "cumulative"} for one in told))
    found = history_checks.usual(asked, Past(asked, past))
    assert found[["own", "median", "least", "most", "points"]].to_numpy().tolist() == [[4.0, -2.5, 5.0, 10.0, 2.0]]
    assert np.isfinite(found["value"]).all()
