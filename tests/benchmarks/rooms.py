"""The rooms of their own: scores of a year recomputed, and what buys a point."""

import time
from datetime import date

import numpy as np
import pandas as pd

from data import scoring, scoring_advice, scoring_rules
from tests import samples
from tests.benchmarks.measured import Measured, median, milliseconds

DAYS, UNITS = 365, "34 provinces with all counts, 135 communes"


def measured() -> list[Measured]:
    """The figures of the rooms."""
    return [*_scores(), _advice()]


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
