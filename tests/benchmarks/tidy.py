"""A tidy CSV of 10.4 million rows as a province would send all that its communes ever reported: sound, but for a few.

Made once under ``build/bench/`` from the catalogue, the communes and the months of Lào Cai's set, so that every check
has something to do: months and what is cumulative, totals and their parts, communes and their province.  Every 50,000th
row is spoilt in one of several ways.
"""

from pathlib import Path

import duckdb
import pandas as pd

from data import catalogue
from data.catalogue import Indicator
from geo import areas
from loaders import value_checks
from tests.benchmarks.store import HOME

FILE = HOME / "tidy.csv"
SET, PROVINCE = "lao-cai", "15"
ROWS = 10_400_000
FIRST_YEAR, LAST = 2010, "2026-10"
SPOILT_EVERY = 50_000

MAKE = """
    CREATE TEMP TABLE months AS
    SELECT y, m, y || '-' || lpad(m::VARCHAR, 2, '0') AS period
    FROM range($first, 2027) AS years(y), range(1, 13) AS of_year(m) WHERE period <= $last;
    CREATE TEMP TABLE communes AS
    SELECT s.*, a.area_code, a.area_name, t.y, t.m, t.period,
           CASE WHEN s.amount THEN 20 * (5 + hash(s.code, a.area_code) % 400)
                ELSE 40 + hash(a.area_code, s.code) % 20 END
               AS base
    FROM months AS t, spoken AS s, places AS a
    ORDER BY t.period, s.place, a.area_code;
    CREATE TEMP TABLE claims AS
    SELECT period, place, code, area_code, area_name, breakdown, measure,
           CASE WHEN NOT amount THEN (base + m / 4.0) * 1.0
                WHEN measure = 'cumulative' THEN share * (m * base + 10 * m * (m + 1))
                ELSE share * (base + 20 * m) END AS value
    FROM communes, (VALUES ('actual'), ('cumulative'), ('estimate')) AS kinds(measure)
    WHERE measure <> 'cumulative' OR flow;
"""
WRITE = """
    COPY (
        SELECT CASE WHEN spoilt = 1 THEN '99999' ELSE area_code END AS area_code, area_name,
               CASE WHEN spoilt = 2 THEN code || '_x' ELSE code END AS indicator_code,
               CASE WHEN spoilt = 3 THEN '2026-13' ELSE period END AS period,
               breakdown, measure,
               CASE WHEN spoilt = 4 THEN 'hdnd_tinh' ELSE '' END AS basis,
               CASE WHEN spoilt = 5 THEN '1.234' WHEN spoilt = 6 THEN 'nhiều' WHEN spoilt = 7 THEN '-5'
                    WHEN value = floor(value) THEN value::BIGINT::VARCHAR ELSE round(value, 2)::VARCHAR END AS value,
               CASE WHEN measure = 'estimate' THEN 'estimated' WHEN spoilt = 0 THEN 'final' ELSE 'sơ bộ' END AS status
        FROM (SELECT *, CASE WHEN n % $every = 0 THEN 1 + n // $every % 7 ELSE 0 END AS spoilt
              FROM (SELECT *, row_number() OVER () AS n FROM claims LIMIT $rows))
    ) TO '{path}' (FORMAT csv, HEADER)
"""


def ready() -> Path:
    """The file; made when it is not there."""
    if not FILE.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        draft = FILE.with_suffix(".draft")
        with duckdb.connect() as conn:
            conn.register("spoken", _spoken())
            conn.register("places", areas.communes(PROVINCE)[["area_code", "full_name"]].set_axis(
                ["area_code", "area_name"], axis="columns"))  # fmt: skip
            for statement in MAKE.split(";\n"):
                named = {"first": FIRST_YEAR, "last": LAST} if "$first" in statement else None
                if statement.strip():
                    conn.execute(statement, named)
            conn.execute(WRITE.format(path=draft), {"every": SPOILT_EVERY, "rows": ROWS})  # our own path
        draft.rename(FILE)
    return FILE


def _spoken() -> pd.DataFrame:
    """``code``, ``place``, ``breakdown``, ``share`` of the total, ``amount`` and ``flow`` of every monthly number."""
    rows = [
        (one.code, place, breakdown, share, one.kind in ("flow", "stock", "status_count"), one.kind == "flow")
        for place, one in enumerate(catalogue.of_set(SET))
        if one.kind in ("flow", "stock", "status_count", "rate", "score") and "month" in one.frequencies
        if not value_checks.GROWTH.match(one.name) and one.denominator not in catalogue.indicators()
        for breakdown, share in _breakdowns(one)
    ]
    return pd.DataFrame(rows, columns=["code", "place", "breakdown", "share", "amount", "flow"])


def _breakdowns(one: Indicator) -> list[tuple[str, float]]:
    """The total, and two members of the first axis with less than all of it (all of it where there are but two)."""
    axis = next(iter(one.breakdowns), "")
    known = list(catalogue.members(axis)) if axis else []
    if not axis or len(known) == 1:
        return [("total", 1.0)]
    first, second = [*known, "a", "b"][:2]
    return [("total", 1.0), (f"{axis}={first}", 0.4), (f"{axis}={second}", 0.6 if len(known) == 2 else 0.35)]
