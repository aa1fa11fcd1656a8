"""Whether a value fits what is known already: units, percent, index, estimates over finals, outliers.

Every check takes ``findings.with_definitions`` of the accepted observations and the history: the newest known values of
the same indicators (columns of ``data.known.HISTORY``).  The history is a frame, so that the checks stay pure.
"""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from data import periods, robust
from data.robust import MAD_TO_DEVIATION
from data.tables import OBSERVATION_KEY, STRONG, WEAK
from loaders import findings, rules, value_checks
from loaders.findings import Finding, Row
from loaders.past import Past

KEY = list(OBSERVATION_KEY)
STATUS_NAMES = {"estimated": "ước tính", "provisional": "sơ bộ", "simulated": "mô phỏng", "final": "chính thức",
                "revised": "đã sửa đổi"}  # fmt: skip
MONEY = {1: "đồng", 10**3: "nghìn đồng", 10**6: "triệu đồng", 10**9: "tỷ đồng"}
MONEY_UNITS = {"VND": 1, "10*6.VND": 10**6, "10*9.VND": 10**9}
MONTH = re.compile(r"\d{4}-\d{2}")
SEASONAL = ("month", "quarter", "half-year", "nine-months", "year")


def _months(rows: pd.DataFrame) -> pd.Series:
    """How many months the value of each row sums: of cumulative ones of a month, else 1."""
    running = rows["measure"].eq("cumulative") & rows["frequency"].eq("month")
    return pd.to_numeric(rows["period"].str.slice(5, 7).where(running, "1"))


def usual(rows: pd.DataFrame, past: Past) -> pd.DataFrame:
    """``rows`` with what their series usually shows: ``own``, ``median``, ``least``, ``most`` (absolute), ``points``.

    Cumulative values count per month; zero says nothing of a unit and is left out.
    """
    months = _months(rows)
    first = rows.groupby(past.line).head(1)
    running = np.zeros(len(past.values), dtype=bool)
    running[past.of(first)] = first["measure"].eq("cumulative") & first["frequency"].eq("month")
    summed = np.array([int(one[5:7]) if MONTH.fullmatch(one) else 1 for one in past.periods], dtype=float)
    shown = np.where(past.values == 0, np.nan, past.values) / np.where(running[:, None], summed, 1.0)
    size, line = np.abs(shown), past.of(rows)
    return rows.assign(
        own=rows["value"] / months,
        median=robust.median(shown)[line],
        least=np.fmin.reduce(size, axis=1, initial=np.nan)[line],
        most=np.fmax.reduce(size, axis=1, initial=np.nan)[line],
        points=np.isfinite(size).sum(axis=1).astype(float)[line],
    )


def slipped_units(rows: pd.DataFrame) -> Iterator[Finding]:
    """A thousand or a million times the usual value of the series, or that part of it (``usual`` rows)."""
    rule = rules.rule("unit_slip")
    near, steady = rule.number("near"), rule.number("steady")
    able = rows[(rows["points"] >= rule.number("least")) & rows["own"].ne(0) & ~rows["kind"].isin(["yes_no", "index"])]
    times = (able["own"] / able["median"]).abs()
    for factor in rule.numbers("factors"):
        for ratio, direction in ((times, 1), (1 / times, -1)):
            hit = able[(ratio >= factor / near) & (ratio <= factor * near)]
            for row in findings.each(hit):
                certain = row["most"] <= steady * row["least"]
                yield _slip(row, rule.code if certain else "unit_slip_suspected", int(factor), direction)


def _slip(row: Row, code: str, factor: int, direction: int) -> Finding:
    scale = MONEY_UNITS.get(row["unit"])
    meant = MONEY.get(scale * factor if direction < 0 else scale // factor) if scale else None
    size = "nhỏ" if direction > 0 else "lớn"
    hint = f"có thể ghi theo {meant}" if meant else f"có thể ghi theo đơn vị {size} hơn {findings.number(factor)} lần"
    if written := row.get("printed_unit", ""):
        hint = f"{hint}, trong khi tệp ghi đơn vị «{written}»"
    times = f"khoảng {findings.number(factor)} lần" if direction > 0 else f"khoảng 1/{findings.number(factor)}"
    return findings.of(row, code, times=times, median=findings.usual(row["median"]), hint=hint)


def fractions(rows: pd.DataFrame) -> Iterator[Finding]:
    """107 % written as 1.07: the series shows about a hundred times as much (``usual`` rows)."""
    rule = rules.rule("fraction_percent")
    percent = rows["kind"].eq("rate") & rows["unit"].str.startswith("%") & (rows["points"] >= 3)
    able = rows[percent & (rows["value"] > 0) & (rows["value"] < rule.number("low") * rows["median"])]
    ratio = able["value"] * 100 / able["median"]
    for row in findings.each(able[ratio.between(1 / rule.number("near"), rule.number("near"))]):
        median, hundred = findings.usual(row["median"]), findings.number(row["value"] * 100)
        yield findings.of(row, rule.code, usual="giá trị thường có của chuỗi này", median=median, percent=hundred)


def index_or_growth(rows: pd.DataFrame) -> Iterator[Finding]:
    """Index 104,2 where the series shows growth, or growth 4,2 where it shows an index (``usual`` rows)."""
    rule = rules.rule("index_or_growth")
    known = rows[rows["points"] >= 3]
    off = known["value"] - known["median"]
    near = rule.number("near")
    index = value_checks.is_growth(known) & (known["median"].abs() < 50) & (off - 100).abs().le(near)
    growth = value_checks.is_price_index(known) & known["median"].between(50, 200) & (off + 100).abs().le(near)
    for row in findings.each(known[index]):
        yield _confused(row, wanted="tốc độ tăng", seems="chỉ số (gốc 100)", other=row["value"] - 100)
    for row in findings.each(known[growth]):
        yield _confused(row, wanted="chỉ số", seems="tốc độ tăng", other=row["value"] + 100)


def _confused(row: Row, *, wanted: str, seems: str, other: float) -> Finding:
    return findings.of(
        row,
        "index_or_growth",
        usual="giá trị thường có của chuỗi này",
        median=findings.usual(row["median"]),
        wanted=wanted,
        seems=seems,
        other=findings.number(other),
    )


def weak_over_final(rows: pd.DataFrame, history: pd.DataFrame) -> Iterator[Finding]:
    """Estimates, provisional and simulated values that would replace a final one known before."""
    weak = rows[rows["status"].isin(WEAK)]
    strong = history[history["status"].isin(STRONG) & history["value"].notna()]
    both = weak.reset_index().merge(strong, on=KEY, suffixes=("", "_known")).set_index("index")
    for row in findings.each(both[both["published_at_known"] <= both["published_at"]]):
        yield findings.of(
            row,
            "weak_over_final",
            status=STATUS_NAMES[row["status"]],
            known_status=STATUS_NAMES[row["status_known"]],
            known=findings.number(row["value_known"]),
            known_on=f"{row['published_at_known']:%d/%m/%Y}",
        )


def absence_over_value(observations: pd.DataFrame, history: pd.DataFrame) -> Iterator[Finding]:
    """Cells that say there is no number where a final one is known; looks at observations without a value too."""
    absent = observations[observations["value"].isna() & observations["status"].eq("missing")]
    strong = history[history["status"].isin(STRONG) & history["value"].notna()]
    both = absent.reset_index().merge(strong, on=KEY, suffixes=("", "_known")).set_index("index")
    for row in findings.each(both[both["published_at_known"] <= both["published_at"]]):
        words = row["text_value"] if isinstance(row["text_value"], str) else "không có số liệu"
        known = {"known": findings.number(row["value_known"]), "known_on": f"{row['published_at_known']:%d/%m/%Y}"}
        told = {"what": findings.what(row), "words": words} | known
        yield Finding(row["row"], "absence_over_value", told, findings.coordinates(row))


def seasonal_outliers(rows: pd.DataFrame, past: Past) -> Iterator[Finding]:
    """Far from the same month of earlier years, by median and median deviation."""
    rule = rules.rule("seasonal_outlier")
    able = rows[rows["measure"].isin(["actual", "cumulative"]) & rows["frequency"].isin(SEASONAL)]
    median, deviation, years = (np.full(len(able), np.nan) for _ in range(3))
    for period, at in able.groupby("period").indices.items():
        seen = past.same_season(able.iloc[at], str(period))
        median[at], deviation[at] = robust.median(seen), robust.deviation(seen)
        years[at] = np.isfinite(seen).sum(axis=1)
    off = np.abs(able["value"].to_numpy(dtype=float) - median)
    width = np.maximum(deviation, rule.number("floor") * np.abs(median))
    far = (off > rule.number("z") * width) & (off > rule.number("relative") * np.abs(median))
    found = able.assign(median=median, years=years)
    for row in findings.each(found[far & (years >= rule.number("least"))]):
        yield findings.of(row, rule.code, median=findings.usual(row["median"]), years=str(int(row["years"])))


def steady_jumps(rows: pd.DataFrame) -> Iterator[Finding]:
    """Far beyond all that a steady series ever showed (``usual`` rows): a digit too many or too few.

    It speaks where no three years are known to compare a month with, as of every commune of July 2025.
    """
    rule = rules.rule("steady_jump")
    told = rows["measure"].isin(["actual", "cumulative"]) & rows["frequency"].isin(SEASONAL) & rows["own"].ne(0)
    steady = (rows["points"] >= rule.number("least")) & (rows["most"] <= rule.number("steady") * rows["least"])
    able = rows[told & steady & ~rows["kind"].isin(["yes_no", "index"])]
    size, beyond = able["own"].abs(), rule.number("beyond")
    far = (size > beyond * able["most"]) | (size < able["least"] / beyond)
    few = able["unit"].str.match(value_checks.COUNTED) & (able["own"] - able["median"]).abs().lt(rule.number("counts"))
    for row in findings.each(able[far & ~few]):
        months = row["value"] / row["own"]  # which a cumulative value sums
        least, most = (findings.usual(row[name] * months) for name in ("least", "most"))
        yield findings.of(row, rule.code, least=least, most=most, points=str(int(row["points"])))


def peer_outliers(rows: pd.DataFrame) -> Iterator[Finding]:
    """Communes far from all others of the same file, unless they always were (``usual`` rows).

    Amounts are compared by their logarithm, rates as they are.
    """
    rule = rules.rule("peer_outlier")
    communes = rows[rows["area_code"].str.len().eq(5) & rows["measure"].isin(["actual", "cumulative"])]
    amount = communes["kind"].isin(["flow", "stock", "status_count"])
    able = communes[amount & (communes["value"] > 0) | communes["kind"].isin(["rate", "index", "score"])]
    if len(able) < rule.number("least"):
        return
    amount = amount.reindex(able.index)
    scaled = able["value"].where(~amount, np.log10(able["value"].where(amount, 1.0)))
    peers = [able[name] for name in value_checks.PEERS]
    middle = scaled.groupby(peers).transform("median")
    off = (scaled - middle).abs()
    floor = amount.map({True: rule.number("floor_log"), False: rule.number("floor_rate")})
    width = np.maximum(MAD_TO_DEVIATION * off.groupby(peers).transform("median"), floor)
    enough = scaled.groupby(peers).transform("count")
    far = (off > rule.number("z") * width) & (enough >= rule.number("least")) & ~_as_ever(able)
    for row in findings.each(able.assign(middle=middle, areas=enough, is_amount=amount)[far]):
        median = findings.usual(10 ** row["middle"] if row["is_amount"] else row["middle"])
        yield findings.of(row, rule.code, median=median, areas=str(int(row["areas"])))


def _as_ever(rows: pd.DataFrame) -> pd.Series:
    """Whether a value is within half and double of what its series usually shows."""
    return (rows["points"] >= 3) & (rows["own"] / rows["median"]).between(0.5, 2)


def falling_sums(rows: pd.DataFrame, history: pd.DataFrame) -> Iterator[Finding]:
    """Cumulative values of flows below that of the month before, in the same year."""
    rule = rules.rule("cumulative_falls")
    wanted = rows["measure"].eq("cumulative") & rows["kind"].eq("flow") & rows["frequency"].eq("month")
    own = rows[wanted & ~rows["period"].str.endswith("-01")]
    if own.empty:
        return
    before = {period: periods.previous(period) for period in own["period"].unique()}
    own = own.assign(before_period=own["period"].map(before))
    columns = [*(name for name in KEY if name != "period"), "before_period", "before"]
    told = pd.concat([rows[[*KEY, "value"]], history.loc[history["value"].notna(), [*KEY, "value"]]])
    known = told[told["measure"].eq("cumulative") & told["period"].isin(before.values())].drop_duplicates(KEY)
    known = known.rename(columns={"period": "before_period", "value": "before"})[columns]
    both = own.reset_index().merge(known, on=columns[:-1]).set_index("index")
    for row in findings.each(both[both["value"] < both["before"] - rule.number("rounding")]):
        label = periods.label(row["before_period"])
        yield findings.of(row, rule.code, before=findings.number(row["before"]), before_period=label)
