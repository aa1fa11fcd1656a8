"""Levels of an hour that has passed: told from what had been sent by then, whatever came later."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data import emergency_levels, station_readings, versions
from data.emergency_levels import RiskLevels
from loaders import delivery
from loaders.demo import storm
from loaders.pipeline import read_delivery
from tests.shelf import reading

PROVINCE, TODAY = "08", date(2026, 9, 30)
EARLIER = timedelta(hours=9)  # in which one station of the demo fell silent and another got stuck


def stored(home: Path, sent: Path, hours_less: timedelta = timedelta(0)) -> Path:
    """The demo's storm in a store of its own, without the readings of the last hours."""
    sent.mkdir()
    for one in storm.write(PROVINCE, TODAY, 1, sent):
        if one.layout == "station-readings":
            _cut(one.path, hours_less)
        kept = read_delivery(one.path, one.layout, province=PROVINCE, as_of=one.as_of, simulated=one.simulated)
        delivery.keep(kept, home)
    versions.publish(home, "thử")
    return home


def _cut(path: Path, less: timedelta) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    at = head.index("Giờ quan trắc")
    last = datetime.fromisoformat(max(row[at] for row in rows)) - less
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *(row for row in rows if datetime.fromisoformat(row[at]) <= last)])


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[RiskLevels, RiskLevels]:
    """The levels of an hour as they are told of it later, and as they were told then."""
    root = tmp_path_factory.mktemp("kho")
    with reading(stored(root / "later", root / "a")) as conn:
        newest = station_readings.newest_hour(conn, PROVINCE)
        assert newest is not None
        later = emergency_levels.levels(conn, PROVINCE, newest - EARLIER, storm=True)
    with reading(stored(root / "then", root / "b", EARLIER)) as conn:
        assert station_readings.newest_hour(conn, PROVINCE) == newest - EARLIER
        then = emergency_levels.levels(conn, PROVINCE, newest - EARLIER, storm=True)
    return later, then


def test_an_hour_that_has_passed_has_the_levels_that_it_had_then(both: tuple[RiskLevels, RiskLevels]) -> None:
    later, then = both
    assert later.held().max() > 0
    assert np.array_equal(later.held(), then.held())
    pd.testing.assert_frame_equal(emergency_levels.communes(later), emergency_levels.communes(then))


def test_a_station_that_failed_since_was_not_doubted_then(both: tuple[RiskLevels, RiskLevels]) -> None:
    later, then = both
    pd.testing.assert_frame_equal(later.feed.faults, then.feed.faults)
    assert list(later.feed.hours) == list(then.feed.hours)
