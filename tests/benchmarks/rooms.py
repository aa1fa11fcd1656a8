"""The rooms of their own: scores of a year recomputed, what buys a point, levels of disaster risk proposed."""

import time
from datetime import date

import numpy as np
import pandas as pd

from data import emergency_levels, scoring, scoring_advice, scoring_rules
from data.emergency_levels import SHOWN_HOURS
from data.risk import feeds
from data.risk.places import places
from tests import samples
from tests.benchmarks.measured import Measured, median, milliseconds

DAYS, UNITS = 365, "34 provinces with all counts, 135 communes"


def measured() -> list[Measured]:
    """The figures of the rooms."""
    return [*_scores(), _advice(), _levels()]


def a_year() -> pd.DataFrame:
    """The real captures of one day, on every day of a year."""
    one = pd.concat([samples.provinces(), samples.communes()], ignore_index=True).drop(columns="portal_rank")
    year = pd.concat([one] * DAYS, ignore_index=True)
    year["captured_on"] = np.repeat(pd.date_range("2026-01-01", periods=DAYS), len(one))
    return year.astype({"unit_code": "category", "item_code": "category"})


def _scores() -> list[Measured]:
    year = a_year()
    started = time.perf_counter()
    scoring.recomputed(year)
    recomputed = milliseconds(started)
    started = time.perf_counter()
    scoring.placed(scoring.points_lost(year))
    placed = milliseconds(started)
    note = f"{len(year):,} items; {UNITS}"
    return [
        Measured(f"recompute scores of {DAYS} days", recomputed, 1000, "ms", note),
        Measured("points lost, places and gaps of the same", placed, None, "ms", note),
    ]


def _advice() -> Measured:
    own = samples.provinces().query("unit_code == 'H38'")
    counts = {
        str(item): (None if np.isnan(n) else float(n), None if np.isnan(d) else float(d))
        for item, n, d in zip(own["item_code"], own["numerator"], own["denominator"], strict=True)
    }
    others = list(samples.provinces().query("item_code == 'total' and unit_code != 'H38'")["score"])
    rules = scoring_rules.active(date(2026, 10, 10))
    times = []
    for target in np.linspace(62, 90, 30):
        started = time.perf_counter()
        scoring_advice.plan(scoring_advice.levers(counts, rules), 61.72, float(target), others)
        times.append(milliseconds(started))
    return Measured("what buys a point, with the way to a target", median(times), 100, "ms", "median of 30 targets")


STATIONS, HISTORY = 60, 24 * 9


def _levels() -> Measured:
    """72 hours of every commune of Tuyên Quang from 60 stations, all quantities, screening included."""
    luck = np.random.default_rng(1)
    hours = pd.date_range("2026-08-01", periods=HISTORY, freq="h")
    codes = tuple(f"KT{number:03d}" for number in range(STATIONS))
    scales = {"rain": 6.0, "water_level": 20.0, "temperature": 26.0, "wind": 6.0}
    raw = feeds.Feed(codes, hours, {name: luck.gamma(2, of / 2, (STATIONS, HISTORY)) for name, of in scales.items()})
    zoning = pd.DataFrame(columns=["area_code", "state", "terrain", "flood_station"])
    stations = pd.DataFrame({"entry_code": codes, "name": codes, "area_code": "", "flood_class": "KV2", "basin": "Lô"})
    about = places("08", zoning, stations).assign(zone="cao", flood_station="KT001", flood="station_KV2")
    spots = about.iloc[:: len(about) // STATIONS].head(STATIONS)
    stations = stations.assign(latitude=spots["lat"].to_numpy(), longitude=spots["lon"].to_numpy())
    stations = stations.assign(alarm_1=18.0, alarm_2=20.0, alarm_3=22.0, historical_level=26.0)
    times = []
    for _ in range(7):
        started = time.perf_counter()
        emergency_levels.worked_out(about, stations, raw, storm=True).held()
        times.append(milliseconds(started))
    note = f"{len(about)} communes, {STATIONS} stations, {SHOWN_HOURS} of {HISTORY} h; median of 7"
    return Measured("level proposal for 124 communes, 72 h", median(times), 200, "ms", note)
