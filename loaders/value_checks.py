"""Whether a value can be what its indicator measures: range, sign, whole numbers, fractions written for percent.

Every check takes ``findings.with_definitions`` of the accepted observations and yields findings; nothing is repaired.
"""

import re
from collections.abc import Iterator

import pandas as pd

from data import catalogue, units
from loaders import findings, rules
from loaders.findings import Finding

COUNTED = re.compile(r"^\{[a-z-]+\}$")
PRICE_INDEX = re.compile(r"chỉ số giá|CPI|IIP|sản xuất công nghiệp", re.IGNORECASE)
GROWTH = re.compile(r"^tốc độ tăng", re.IGNORECASE)
PEERS = ["indicator_code", "period", "breakdown", "measure", "basis"]


def shares(rows: pd.DataFrame) -> pd.Series:
    """Which rows are of indicators that are shares."""
    known = {code: rules.is_share(catalogue.get(code)) for code in rows["indicator_code"].unique()}
    return rows["indicator_code"].map(known).astype(bool)


def out_of_range(rows: pd.DataFrame) -> Iterator[Finding]:
    """Shares outside 0 to 100 percent."""
    slack = rules.rule("share_range").number("slack")
    wrong = shares(rows) & ~rows["value"].between(-slack, 100 + slack)
    for row in findings.each(rows[wrong]):
        yield findings.of(row, "share_range")


def negative(rows: pd.DataFrame) -> Iterator[Finding]:
    """Stocks, counts and scores below zero cannot be; flows seldom are."""
    below = rows[rows["value"] < 0]
    for row in findings.each(below[below["kind"].isin(["stock", "status_count", "score"])]):
        yield findings.of(row, "negative_stock")
    for row in findings.each(below[below["kind"].eq("flow")]):
        yield findings.of(row, "negative_flow")


def broken_counts(rows: pd.DataFrame) -> Iterator[Finding]:
    """People, dossiers, schools … that are no whole number."""
    counted = rows["kind"].isin(["stock", "flow", "status_count"]) & rows["unit"].map(
        lambda unit: bool(COUNTED.match(unit))
    ).astype(bool)
    for row in findings.each(rows[counted & (rows["value"] % 1 != 0)]):
        yield findings.of(row, "not_whole")


def no_such_size(rows: pd.DataFrame) -> Iterator[Finding]:
    """Numbers so large or so small that nothing counted in their unit can be that: 10^18, 1e-300."""
    limits = {unit: units.sizes(unit) for unit in rows["unit"].unique()}
    least, most = (rows["unit"].map({unit: pair[side] for unit, pair in limits.items()}) for side in (0, 1))
    for row in findings.each(rows[rows["value"].ne(0) & ~rows["value"].abs().between(least, most)]):
        low, high = limits[row["unit"]]
        yield findings.of(row, "no_such_size", least=findings.number(low), most=findings.number(high))


def fractions_among_peers(rows: pd.DataFrame) -> Iterator[Finding]:
    """0,975 where all other communes have about 97 %: a percentage written as a fraction."""
    rule = rules.rule("fraction_percent")
    rows = rows[shares(rows)]
    is_small = (rows["value"] > 0) & (rows["value"] <= 1.2)
    if not is_small.any():
        return
    groups = is_small.groupby([rows[name] for name in PEERS])
    others_enough = groups.transform("count") - groups.transform("sum") >= rule.number("least_peers")
    for _, group in rows[groups.transform("any") & others_enough].groupby(PEERS):
        here = is_small[group.index]
        small, others = group[here], group.loc[~here, "value"]
        low, median, high = (float(q) for q in others.quantile([0.05, 0.5, 0.95]))
        if low < 0.5 * median or median < 20:
            continue  # the others differ too much to prove anything
        for row in findings.each(small[(small["value"] * 100).between(0.9 * low, min(100.0, 1.1 * high))]):
            yield findings.of(
                row,
                "fraction_percent",
                usual="các địa bàn khác",
                median=findings.usual(median),
                percent=findings.number(row["value"] * 100),
            )


def is_price_index(rows: pd.DataFrame) -> pd.Series:
    """Indices whose base is 100."""
    return rows["kind"].eq("index") & _named(rows, PRICE_INDEX)


def is_growth(rows: pd.DataFrame) -> pd.Series:
    """Rates that say by how many percent something grew."""
    return rows["kind"].eq("rate") & _named(rows, GROWTH)


def _named(rows: pd.DataFrame, words: re.Pattern[str]) -> pd.Series:
    """Which rows are of indicators with such a name."""
    return rows["name"].isin([name for name in rows["name"].unique() if words.search(name)])


def mistaken_growth(rows: pd.DataFrame, proved: set[int]) -> Iterator[Finding]:
    """Index 104,2 where growth 4,2 belongs, or the reverse, where no history could tell; ``proved`` rows are left."""
    rule = rules.rule("index_or_growth_suspected")
    rows = rows[~rows.index.isin(proved)]
    looks_index = is_growth(rows) & rows["value"].between(rule.number("growth_from"), rule.number("growth_to"))
    looks_growth = is_price_index(rows) & (rows["value"].abs() < rule.number("index_below"))
    for row in findings.each(rows[looks_index]):
        yield findings.of(row, rule.code, wanted="tốc độ tăng", around="0", seems="chỉ số (gốc 100)")
    for row in findings.each(rows[looks_growth]):
        yield findings.of(row, rule.code, wanted="chỉ số", around="100", seems="tốc độ tăng")
