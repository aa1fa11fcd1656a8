"""What chosen areas have together, by the indicator's own rule: counts are added, rates worked out again."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data import arithmetic, catalogue, comparing, country, views
from data.answers import Ask
from data.catalogue import Indicator
from data.levels import Floats
from data.map_answers import PER_PEOPLE, MapAsk, Subtotal


def subtotal(conn: Connection, asked: MapAsk, frame: pd.DataFrame) -> Subtotal:
    """The chosen areas together; ``frame`` is that of ``map_views.measured``.

    Shares of a plan and changes speak of those areas that have both sides: a late area must not look like a fall.
    """
    rows = frame[frame["area_code"].isin(asked.chosen)]
    indicator = asked.ask.indicator
    if indicator.over_areas == "recompute":
        return _recomputed(conn, asked, rows)
    made = arithmetic.aggregate(indicator.over_areas, rows["value"])
    if made.value is None:
        return Subtotal(indicator.over_areas, None, made.parts, made.of, reason="" if made.parts == 0 else "none")
    return Subtotal(
        indicator.over_areas,
        made.value,
        made.parts,
        made.of,
        plan_share=_plan_share(rows),
        change=_change(rows, indicator),
        shown=_per(rows, asked.shown),
    )


def _plan_share(rows: pd.DataFrame) -> float | None:
    """Reached by planned; what was reached is the plan's share of the plan."""
    both = rows[rows["plan_share"].notna() & (rows["plan"] > 0)]
    if both.empty:
        return None
    return float((both["plan_share"] * both["plan"]).sum() / both["plan"].sum())


def _change(rows: pd.DataFrame, indicator: Indicator) -> float | None:
    both = rows[rows["value"].notna() & rows["then"].notna()]
    if both.empty:
        return None
    return arithmetic.change(indicator.kind, indicator.unit, both["value"].sum(), both["then"].sum()).told


def _per(rows: pd.DataFrame, shown: str) -> float | None:
    ground = {"per_km2": "km2", "per_capita": "people"}.get(shown)
    if ground is None:
        return None
    both = rows[rows["value"].notna() & (rows[ground] > 0)]
    if both.empty:
        return None
    return float(both["value"].sum() / both[ground].sum()) * (PER_PEOPLE if ground == "people" else 1)


def _recomputed(conn: Connection, asked: MapAsk, rows: pd.DataFrame) -> Subtotal:
    """A rate from the sums of its parts, where both are indicators that the areas report; never an average."""
    indicator, codes = asked.ask.indicator, rows["area_code"].tolist()
    known, of = int(rows["value"].notna().sum()), len(rows)
    top, bottom = (catalogue.indicators().get(code) for code in (indicator.numerator, indicator.denominator))
    if top is None or bottom is None:
        return Subtotal("recompute", None, known, of, reason="no_parts")
    per = float(indicator.per or 100)
    period, then = asked.ask.period, comparing.compared_with(asked.ask.period, asked.ask.comparison)
    now_parts = [_values(conn, asked, one, codes, period) for one in (top, bottom)]
    then_parts = [_values(conn, asked, one, codes, then) for one in (top, bottom)]
    made, before = (
        arithmetic.aggregate("recompute", rows["value"], pd.Series(parts[0]), pd.Series(parts[1]), per)
        for parts in (now_parts, then_parts)
    )
    if made.value is None:
        return Subtotal("recompute", None, known, of, reason="no_parts")
    change = arithmetic.change(indicator.kind, indicator.unit, made.value, before.value).told
    return Subtotal("recompute", made.value, made.parts, of, change=change, numerator=top.code, denominator=bottom.code)


def _values(conn: Connection, asked: MapAsk, part: Indicator, codes: Sequence[str], period: str) -> Floats:
    """What the areas report of one part of a rate, in the measure that the rate is told in."""
    ask: Ask = replace(asked.ask, indicator=part, period=period)
    found = country.levels(conn, part.code, ask.province_code, asked.level, ask.breakdown, ask.as_of).among(codes)
    told = views.numbers(found, ask)["value"]
    return np.where(np.isfinite(told), told, np.nan)
