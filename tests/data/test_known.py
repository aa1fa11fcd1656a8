"""What is known of the cells of a delivery: the same period, those before, and the same month of earlier years."""

from datetime import datetime
from pathlib import Path

import pandas as pd

from data import known, versions
from tests.shelf import deliver, observed


def asked(period: str = "2026-09") -> pd.DataFrame:
    return pd.DataFrame([observed(1.0, period)])


def test_an_empty_store_knows_nothing_in_the_right_columns(store: Path) -> None:
    found = known.history(store, asked())
    assert found.empty
    assert list(found) == known.HISTORY
    assert str(found["published_at"].dtype) == "datetime64[us]"


def test_the_history_has_the_year_before_and_the_same_month_of_earlier_years(store: Path) -> None:
    far = [observed(1.0, period) for period in ("2019-09", "2020-09", "2025-08", "2025-09", "2026-08", "2026-10")]
    deliver(store, "earlier", *far)
    versions.publish(store, "thử")
    assert sorted(known.history(store, asked())["period"]) == ["2020-09", "2025-09", "2026-08"]


def test_the_history_holds_only_the_newest_values_and_the_indicators_that_are_asked_for(store: Path) -> None:
    exports = observed(9.0, "2026-08", indicator_code="tq_exports")
    deliver(store, "first", observed(1.0, "2026-08"), exports, on=datetime(2026, 9, 1))
    deliver(store, "second", observed(2.0, "2026-08"), on=datetime(2026, 9, 9))
    versions.publish(store, "thử")
    assert known.history(store, asked())["value"].tolist() == [2.0]
    assert sorted(known.history(store, asked(), ["tq_exports"])["value"]) == [2.0, 9.0]


def test_of_other_areas_the_history_has_only_what_can_be_added_up(store: Path) -> None:
    flow, rate = "tq_commune_grain_output", "tq_commune_social_insurance_coverage"
    communes = [observed(1.0, "2026-09", indicator_code=code, area_code=area)
                for code in (flow, rate) for area in ("00715", "00829")]  # fmt: skip
    deliver(store, "first", *communes)
    versions.publish(store, "thử")
    own = pd.DataFrame([observed(1.0, "2026-09", indicator_code=code, area_code="00715") for code in (flow, rate)])
    found = known.history(store, own)
    assert sorted(zip(found["indicator_code"], found["area_code"], strict=True)) == [
        (flow, "00715"), (flow, "00829"), (rate, "00715")
    ]  # fmt: skip
    assert len(known.history(store, own, [rate])) == 4


def test_deliveries_that_wait_to_be_published_are_known_too(store: Path) -> None:
    deliver(store, "first", observed(1.0, "2026-08"), on=datetime(2026, 9, 1))
    assert known.history(store, asked())["value"].tolist() == [1.0]
    versions.publish(store, "thử")
    deliver(store, "second", observed(2.0, "2026-08"), on=datetime(2026, 9, 9))
    deliver(store, "late", observed(3.0, "2026-08"), on=datetime(2026, 8, 30))
    assert known.history(store, asked())["value"].tolist() == [2.0]
