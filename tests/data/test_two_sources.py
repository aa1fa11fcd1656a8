"""Two sources that say different numbers of the same are found, whichever of them stands."""

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from data import two_sources, versions
from tests.shelf import REVENUE, deliver, observed, reading

GOVERNMENT = "tq_gov_budget_revenue"  # the same concept, printed a second time in the annex
TAX, TREASURY = "Thuế tỉnh Tuyên Quang", "Kho bạc Nhà nước khu vực"
EARLY, LATE = datetime(2026, 2, 5), datetime(2026, 2, 9)


def apart(store: Path) -> pd.DataFrame:
    versions.publish(store, "thử")
    with reading(store) as conn:
        return two_sources.apart(conn, "tuyen-quang")


def test_what_stands_and_the_last_word_of_another_source_are_side_by_side(store: Path) -> None:
    deliver(store, "tax", observed(100), on=EARLY, source=TAX)
    deliver(store, "tax again", observed(104), on=datetime(2026, 2, 6), source=TAX)
    deliver(store, "treasury", observed(80), on=LATE, source=TREASURY)
    (one,) = apart(store).to_dict("records")
    assert (one["indicator_code"], one["other_code"], one["period"]) == (REVENUE, REVENUE, "2026-01")
    assert (one["value"], one["source"], one["published_at"]) == (80, TREASURY, LATE)
    assert (one["other"], one["other_source"], one["other_published_at"]) == (104, TAX, datetime(2026, 2, 6))
    assert one["difference"] == pytest.approx(30)


def test_an_estimate_that_never_stood_is_another_word_too(store: Path) -> None:
    deliver(store, "final", observed(100), on=EARLY, source=TAX)
    deliver(store, "estimate", observed(90, status="estimated"), on=LATE, source=TREASURY)
    (one,) = apart(store).to_dict("records")
    assert (one["value"], one["source"], one["other"], one["other_source"]) == (100, TAX, 90, TREASURY)


def test_a_source_that_corrects_itself_contradicts_nobody(store: Path) -> None:
    deliver(store, "first", observed(100), on=EARLY, source=TAX)
    deliver(store, "second", observed(80), on=LATE, source=TAX)
    assert apart(store).empty


def test_rounding_is_no_contradiction(store: Path) -> None:
    deliver(store, "first", observed(100), on=EARLY, source=TAX)
    deliver(store, "second", observed(100.4), on=LATE, source=TREASURY)
    assert apart(store).empty


def test_beside_a_zero_everything_is_apart(store: Path) -> None:
    deliver(store, "first", observed(5), on=EARLY, source=TAX)
    deliver(store, "second", observed(0), on=LATE, source=TREASURY)
    (one,) = apart(store).to_dict("records")
    assert (one["value"], one["other"]) == (0, 5)


def test_one_concept_under_two_indicators_is_compared_in_the_newest_period_of_both(store: Path) -> None:
    deliver(store, "tax", observed(100), observed(90, "2026-02"), observed(70, "2026-03"), on=EARLY, source=TAX)
    again = [observed(value, period, indicator_code=GOVERNMENT) for value, period in ((1, "2026-01"), (99, "2026-02"))]
    deliver(store, "treasury", *again, on=LATE, source=TREASURY)
    (one,) = apart(store).to_dict("records")
    assert (one["indicator_code"], one["other_code"], one["period"]) == (REVENUE, GOVERNMENT, "2026-02")
    assert (one["value"], one["other"], one["difference"]) == (90, 99, pytest.approx(10))


def test_another_province_is_not_looked_at(store: Path) -> None:
    for name, value, source, on in (("a", 1, TAX, EARLY), ("b", 2, TREASURY, LATE)):
        deliver(store, name, observed(value, area_code="15"), on=on, source=source)
    assert apart(store).empty
