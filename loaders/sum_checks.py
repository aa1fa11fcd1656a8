"""Whether the numbers of a file agree with each other, and with what is known: sums, ratios, what is carried over.

Every check takes ``findings.with_definitions`` of the accepted observations and the history (columns of the key and
``value``); what a file says itself goes before what was known.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property

import pandas as pd

from data import catalogue, periods, units
from data.tables import OBSERVATION_KEY
from geo import areas
from loaders import findings, rules
from loaders.findings import Finding
from loaders.rules import Identity

KEY = list(OBSERVATION_KEY)
ADDITIVE = ("flow", "stock", "status_count")


class Values:
    """All known values by key, those of the file before those of the history; only of the file's periods and before."""

    def __init__(self, rows: pd.DataFrame, history: pd.DataFrame) -> None:
        named = set(rows["period"])
        wanted = named | {periods.previous(period) for period in named}
        past = history[history["value"].notna() & history["period"].isin(wanted)]
        self.frame = pd.concat([rows[[*KEY, "value"]], past[[*KEY, "value"]]], ignore_index=True).drop_duplicates(KEY)

    @cached_property
    def _by_key(self) -> dict[tuple[str, ...], float]:
        keys = (self.frame[name].tolist() for name in KEY)
        return dict(zip(zip(*keys, strict=True), self.frame["value"].tolist(), strict=True))

    def term(self, row: pd.Series, term: str, period: str = "", measure: str = "") -> float | None:
        """The value of ``code`` or ``code@axis=member`` at the coordinates of a row but for what is named."""
        code, _, breakdown = term.partition("@")
        where = (row["area_code"], period or row["period"], breakdown or "total")
        return self._by_key.get((code, *where, measure or row["measure"], row["basis"]))


def disagreements(rows: pd.DataFrame, history: pd.DataFrame, identities: Sequence[Identity]) -> Iterator[Finding]:
    """Everything that does not add up."""
    values = Values(rows, history)
    yield from _cumulatives(rows, values)
    yield from _ratios(rows, values)
    yield from _parts(rows, values)
    yield from _province_sums(rows, values)
    for identity in identities:
        yield from {"sum": _sums, "communes": _commune_sums, "carried": _carried}[identity.kind](rows, values, identity)


def _cumulatives(rows: pd.DataFrame, values: Values) -> Iterator[Finding]:
    """Of flows: cumulative = cumulative of the month before (in February: January) + the month's own."""
    rule = rules.rule("cumulative")
    monthly = rows["measure"].eq("cumulative") & rows["kind"].eq("flow") & rows["frequency"].eq("month")
    for _, row in rows[monthly & ~rows["period"].str.endswith("-01")].iterrows():
        term = row["indicator_code"] if row["breakdown"] == "total" else f"{row['indicator_code']}@{row['breakdown']}"
        before, now = periods.previous(row["period"]), values.term(row, term, measure="actual")
        earlier = values.term(row, term, before)
        if earlier is None and row["period"].endswith("-02"):
            earlier = values.term(row, term, before, "actual")
        if now is not None and earlier is not None and rule.differs(row["value"], earlier + now):
            yield findings.of(row, rule.code, before=findings.number(earlier), now=findings.number(now))


def _ratios(rows: pd.DataFrame, values: Values) -> Iterator[Finding]:
    """Rates whose two parts are indicators themselves: % = a / b."""
    rule = rules.rule("ratio")
    there = set(values.frame["indicator_code"])
    for code in rows.loc[rows["kind"].eq("rate"), "indicator_code"].unique():
        about = catalogue.get(code)
        if not {about.numerator, about.denominator} <= there:
            continue
        for _, row in rows[rows["indicator_code"].eq(code) & rows["measure"].eq("actual")].iterrows():
            above, below = values.term(row, about.numerator), values.term(row, about.denominator)
            if row["breakdown"] != "total" or above is None or not below:
                continue
            expected = above / below * float(about.per)
            if abs(expected - row["value"]) > rule.number("tolerance"):
                terms = {"numerator": findings.number(above), "denominator": findings.number(below)}
                yield findings.of(row, rule.code, expected=findings.number(round(expected, 2)), **terms)


def _parts(rows: pd.DataFrame, values: Values) -> Iterator[Finding]:
    """Totals against the members of one axis: equal when the axis is complete, else never less than its members."""
    rule = rules.rule("parts")
    touched = rows[rows["kind"].isin(ADDITIVE)]
    frame = values.frame[values.frame["indicator_code"].isin(touched["indicator_code"].unique())]
    parts = frame[frame["breakdown"].ne("total") & ~frame["breakdown"].str.contains(";", regex=False)]
    if parts.empty:
        return
    parts = parts.assign(axis=parts["breakdown"].str.partition("=")[0])
    at = [name for name in KEY if name != "breakdown"]
    sums = parts.groupby([*at, "axis"])["value"].agg(["sum", "count"]).reset_index()
    totals = touched[touched["breakdown"].eq("total")].reset_index().merge(sums, on=at).set_index("index")
    for _, row in totals.iterrows():
        complete = row["count"] == len(catalogue.members(row["axis"]))
        if rule.differs(row["value"], row["sum"]) and (complete or row["sum"] > row["value"]):
            axis = catalogue.vocabulary("axes")[row["axis"]][0].lower()
            yield findings.of(row, rule.code, axis=axis, expected=findings.number(row["sum"]))


def _sums(rows: pd.DataFrame, values: Values, identity: Identity) -> Iterator[Finding]:
    """One indicator that is the sum of others."""
    rule = rules.rule("sum_of_indicators")
    code, _, breakdown = identity.total.partition("@")
    own = rows[rows["indicator_code"].eq(code) & rows["breakdown"].eq(breakdown or "total")]
    for _, row in own.iterrows():
        parts = [value for term in identity.parts if (value := values.term(row, term)) is not None]
        if len(parts) == len(identity.parts) and rule.differs(row["value"], sum(parts)):
            yield findings.of(row, rule.code, expected=findings.number(sum(parts)))


def _carried(rows: pd.DataFrame, values: Values, identity: Identity) -> Iterator[Finding]:
    """What a period begins with is what the period before ended with."""
    rule = rules.rule("carried_over")
    code, _, breakdown = identity.total.partition("@")
    own = rows[rows["indicator_code"].eq(code) & rows["breakdown"].eq(breakdown or "total")]
    for _, row in own.iterrows():
        before = periods.previous(row["period"])
        expected = values.term(row, identity.parts[0], before)
        if expected is not None and rule.differs(row["value"], expected):
            told = {"expected": findings.number(expected), "before_period": periods.label(before)}
            yield findings.of(row, rule.code, **told)


def _province_sums(rows: pd.DataFrame, values: Values) -> Iterator[Finding]:
    """Additive indicators that province and communes report under the same code."""
    of_province = set(values.frame.loc[values.frame["area_code"].str.len().eq(2), "indicator_code"])
    for code in rows.loc[rows["kind"].isin(ADDITIVE), "indicator_code"].unique():
        if code in of_province and catalogue.get(code).over_areas == "sum":
            yield from _against_communes(rows, values, code, code)


def _commune_sums(rows: pd.DataFrame, values: Values, identity: Identity) -> Iterator[Finding]:
    """An indicator of the province that is another one summed over its communes."""
    if set(rows["indicator_code"]) & {identity.total, *identity.parts}:
        yield from _against_communes(rows, values, identity.total, identity.parts[0])


def _against_communes(rows: pd.DataFrame, values: Values, whole: str, part: str) -> Iterator[Finding]:
    rule, frame = rules.rule("province_sum"), values.frame
    scale = float(factor(part, whole))
    at = [name for name in KEY if name not in ("indicator_code", "area_code")]
    reported = frame["measure"].isin(["actual", "cumulative"])  # a plan is divided, not summed
    provinces = frame[reported & frame["indicator_code"].eq(whole) & frame["area_code"].str.len().eq(2)]
    communes = frame[frame["indicator_code"].eq(part) & frame["area_code"].str.len().eq(5)]
    for area_code, totals in provinces.groupby("area_code", sort=False):
        own = areas.communes(str(area_code))["area_code"]
        here = communes[communes["area_code"].isin(own)]
        sums = here.groupby(at)["value"].agg(["sum", "count"]).reset_index()
        for _, total in totals.merge(sums, on=at).iterrows():
            expected = float(total["sum"]) * scale
            complete = total["count"] == len(own)
            wrong = rule.differs(total["value"], expected) and (complete or expected > total["value"])
            row = _touched(rows, total, whole, part, at) if wrong else None
            if row is not None:
                unit = catalogue.unit_label(catalogue.get(whole).unit)
                told = {"value": findings.number(total["value"]), "unit": unit, "areas": str(total["count"])}
                yield findings.of(row, rule.code, expected=findings.number(expected), **told)


def _touched(rows: pd.DataFrame, total: pd.Series, whole: str, part: str, at: list[str]) -> pd.Series | None:
    """The row of the file that a disagreement is told of: the total, else its first commune; None when it has none."""
    same = rows[rows["indicator_code"].isin([whole, part])]
    for name in at:
        same = same[same[name].eq(total[name])]
    ranked = same.assign(order=same["area_code"].ne(total["area_code"])).sort_values("order", kind="stable")
    return None if ranked.empty else ranked.iloc[0]


def factor(part: str, whole: str) -> Fraction:
    """What turns the unit of one indicator into that of another; 1 where either is open."""
    one, other = catalogue.get(part).unit, catalogue.get(whole).unit
    return units.factor(one, other) if one and other else Fraction(1)
