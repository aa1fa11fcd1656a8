"""How an epidemic moves, from counts by onset day.  Pure: frames in, frames and numbers out.

The newest days are never complete; they are marked, and neither growth nor doubling is worked out from them.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data import health_rules

WEEK, INCOMPLETE_DAYS = 7, 3
LEAST_CASES, LEAST_PEOPLE, STABLE_CASES, LEAST_LAST_WEEK = 5, 1000, 20, 5
SURE = 1.96
GROWING, FAST_DAYS, FAST_CASES = 1.5, 7.0, 10


@dataclass(frozen=True)
class Growth:
    """This week over the week before with its 95 % interval, and the days in which cases double.

    ``this_week`` is NaN where one of its days was not reported.  ``why`` says why there is none: "few" cases last
    week, "short" series; "" where there is one.  ``doubling`` is None unless cases grow; ``doubling_high`` is None
    where the interval reaches no growth at all.
    """

    this_week: float
    last_week: float
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    doubling: float | None = None
    doubling_low: float | None = None
    doubling_high: float | None = None
    why: str = ""


@dataclass(frozen=True)
class Reproduction:
    """Rt with its interval, or why there is none: "serial" interval unknown, "few" cases, "short" series."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    why: str = ""


def curve(daily: pd.DataFrame, last: date) -> pd.DataFrame:
    """Each day from the first to ``last``: cases, their 7-day mean, whether the day is still incomplete.

    Args:
        daily: ``day``, ``value``; a day without a row was not reported.

    Columns: ``day``, ``cases`` (NaN where nothing came), ``mean`` (NaN before seven reported days), ``incomplete``.
    """
    if daily.empty:
        return pd.DataFrame({"day": [], "cases": [], "mean": [], "incomplete": []})
    days = pd.date_range(daily["day"].min(), pd.Timestamp(last))
    cases = daily.groupby("day")["value"].sum(min_count=1).reindex(days)
    late = pd.Timestamp(last) - pd.Timedelta(days=INCOMPLETE_DAYS - 1)
    mean = cases.rolling(WEEK, min_periods=WEEK).mean()
    return pd.DataFrame(
        {"day": days, "cases": cases.to_numpy(), "mean": mean.to_numpy(), "incomplete": np.asarray(days >= late)}
    )


def complete_week(found: pd.DataFrame) -> list[pd.Timestamp]:
    """The newest WEEK days of a ``curve`` that are complete; none of a shorter one."""
    days = found.loc[~found["incomplete"].astype(bool), "day"].tail(WEEK)
    return list(days) if len(days) == WEEK else []


def positivity(cases: float, tests: float) -> float | None:
    """New cases per 100 tests of the same days; None where nobody was tested, or fewer than fell ill."""
    return cases / tests * 100 if tests > 0 and tests >= cases else None


def growth(found: pd.DataFrame) -> Growth:
    """The growth of the last two complete weeks of a ``curve``."""
    cases = found.loc[~found["incomplete"].astype(bool), "cases"].tail(2 * WEEK)
    if len(cases) < 2 * WEEK or cases.isna().any():
        return Growth(float(cases.tail(WEEK).sum(skipna=False)), float("nan"), why="short")
    before, now = float(cases.iloc[:WEEK].sum()), float(cases.iloc[WEEK:].sum())
    if before < LEAST_LAST_WEEK or not now:
        return Growth(now, before, why="few")
    ratio, spread = now / before, SURE * float(np.sqrt(1 / now + 1 / before))
    low, high = ratio * float(np.exp(-spread)), ratio * float(np.exp(spread))
    return Growth(now, before, ratio, low, high, _doubling(ratio), _doubling(high), _doubling(low))


def _doubling(ratio: float) -> float | None:
    return WEEK * float(np.log(2) / np.log(ratio)) if ratio > 1 else None


def reproduction(found: pd.DataFrame, serial_days: float | None) -> Reproduction:
    """Cases of the last complete week over those of the week one serial interval before."""
    if serial_days is None:
        return Reproduction(why="serial")
    cases, shift = found.loc[~found["incomplete"].astype(bool), "cases"], round(serial_days)
    if len(cases) < WEEK + shift or cases.tail(WEEK + shift).isna().any():
        return Reproduction(why="short")
    now, before = float(cases.tail(WEEK).sum()), float(cases.iloc[-WEEK - shift : len(cases) - shift].sum())
    if min(now, before) < STABLE_CASES:
        return Reproduction(why="few")
    ratio, spread = now / before, SURE * float(np.sqrt(1 / now + 1 / before))
    return Reproduction(ratio, ratio * float(np.exp(-spread)), ratio * float(np.exp(spread)))


def incidence(cases: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Cases per 100,000 people by commune; one row per commune of ``people``.

    Args:
        cases: ``area_code``, ``value``.
        people: ``area_code``, ``population``.

    Columns: ``area_code``, ``cases`` (NaN where the commune sent nothing), ``population``, ``incidence``, ``why``:
    "silent", "no_people", "few_people" or "few_cases" where no rate can stand, else "".
    """
    counted = cases.groupby("area_code")["value"].sum()
    made = people[["area_code", "population"]].assign(cases=people["area_code"].map(counted))
    made["why"] = np.select(
        [
            made["cases"].isna(),
            made["population"].isna(),
            made["population"] < LEAST_PEOPLE,
            (made["cases"] > 0) & (made["cases"] < LEAST_CASES),
        ],
        ["silent", "no_people", "few_people", "few_cases"],
        default="",
    )
    rate = made["cases"] / made["population"] * 100_000
    made["incidence"] = rate.where(made["why"].eq(""))
    return made[["area_code", "cases", "population", "incidence", "why"]]


def fatality(deaths: float, cases: float) -> float | None:
    """Deaths per 100 cases; None where they are too few for a rate: then they are told as "d/n"."""
    return deaths / cases * 100 if cases >= STABLE_CASES and not np.isnan(deaths) else None


def judged_outbreaks(outbreaks: pd.DataFrame) -> pd.DataFrame:
    """Outbreaks with the group and deadline that held on the day of diagnosis.

    Args:
        outbreaks: entries of the register ``outbreak``: ``disease``, ``diagnosed_on``, ``opened_on`` (of the report) …

    Adds ``group`` ("" unknown), ``deadline_h``, ``grade``, ``legal_basis``, ``delay_days`` (NaN without both days),
    ``late`` (bool: surely later than the deadline, as days alone can tell), ``attack_rate`` (percent of the exposed).
    """
    rules = [_rule(*row) for row in outbreaks[["disease", "diagnosed_on", "opened_on"]].itertuples(index=False)]
    delay = (outbreaks["opened_on"] - outbreaks["diagnosed_on"]).dt.days.astype(float)
    deadline = pd.Series([r.deadline_h if r and r.deadline_h else np.nan for r in rules], index=outbreaks.index)
    exposed = outbreaks["exposed"].where(outbreaks["exposed"] > 0)
    return outbreaks.assign(
        group=[r.group if r else "" for r in rules],
        deadline_h=deadline.astype(float),
        grade=[r.grade if r else "" for r in rules],
        legal_basis=[r.legal_basis if r else "" for r in rules],
        delay_days=delay,
        late=(delay - 1) * 24 >= deadline,
        attack_rate=outbreaks["cases"] / exposed * 100,
    )


def _rule(disease: str, diagnosed: pd.Timestamp, reported: pd.Timestamp) -> health_rules.Disease | None:
    day = diagnosed if not pd.isna(diagnosed) else reported
    return None if pd.isna(day) else health_rules.disease(disease, day.date())


def signals(found: pd.DataFrame, moved: Growth) -> list[str]:
    """What the course of a disease calls attention to, worst first: "doubling", "growing"; never "an epidemic"."""
    told = []
    if moved.doubling is not None and moved.doubling < FAST_DAYS and moved.this_week >= FAST_CASES:
        told.append("doubling")
    complete = found[~found["incomplete"].astype(bool)]
    before = (
        growth(complete.assign(incomplete=False).iloc[:-WEEK]) if len(complete) > WEEK else Growth(0, 0, why="short")
    )
    if (moved.ratio or 0) >= GROWING and (before.ratio or 0) >= GROWING:
        told.append("growing")
    return told
