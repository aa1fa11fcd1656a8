"""Whether the numbers of a file agree with each other, and with what is known: sums, ratios, what is carried over.

Every check takes ``findings.with_definitions`` of the accepted observations and the history (columns of the key and
``value``); what a file says itself goes before what was known.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache, cached_property
from math import fsum

import pandas as pd

from data import catalogue, periods, units
from data.tables import OBSERVATION_KEY
from geo import areas
from loaders import findings, rules
from loaders.findings import Finding, Row
from loaders.rules import Identity

KEY = list(OBSERVATION_KEY)
ADDITIVE = ("flow", "stock", "status_count")
REPORTED = ("actual", "cumulative")  # a plan is divided, not summed
Key = tuple[str, ...]


class Values:
    """All known values by key, those of the file before those of the history; of these only what could be asked.

    Plain dictionaries: a workbook asks hundreds of small questions, each of which would cost a frame a millisecond.
    Communes that the file does not speak of are only added up: they stay a frame, a hundred thousand rows of it.
    """

    def __init__(self, rows: pd.DataFrame, history: pd.DataFrame) -> None:
        past = history[history["value"].notna() & _concerns(rows, history)]
        is_own = past["area_code"].isin(rows["area_code"].unique()) | past["area_code"].str.len().eq(2)
        self.rows, self._others = rows, past[~is_own]
        # Repeated keys cannot be: a file says each once, and a history has the newest.
        self.by_key: dict[Key, float] = dict(zip(_keys(rows), rows["value"].tolist(), strict=True))
        own = past[is_own]
        for key, value in zip(_keys(own), own["value"].tolist(), strict=True):
            self.by_key.setdefault(key, value)

    @cached_property
    def codes(self) -> set[str]:
        """The indicators of which anything is known."""
        return {key[0] for key in self.by_key}

    @cached_property
    def spoken(self) -> set[str]:
        """The indicators of the file."""
        return set(self.rows["indicator_code"].unique())

    @cached_property
    def of_provinces(self) -> dict[str, list[Key]]:
        """By indicator the keys of what is reported of whole provinces."""
        found: dict[str, list[Key]] = defaultdict(list)
        for key in self.by_key:
            if len(key[1]) == 2 and key[4] in REPORTED:
                found[key[0]].append(key)
        return found

    @cached_property
    def of_communes(self) -> dict[Key, tuple[float, int]]:
        """What the communes of a province report together and how many do, by the key that their sum has."""
        provinces = _provinces()
        found: dict[Key, list[float]] = defaultdict(list)
        for (code, area, *where), value in self.by_key.items():
            if len(area) == 5 and area in provinces:
                found[code, provinces[area], *where].append(value)
        sums = {key: (fsum(values), len(values)) for key, values in found.items()}
        others = self._others.assign(area_code=self._others["area_code"].map(provinces).astype("category"))
        added = others.groupby(KEY, observed=True, sort=False)["value"].agg(["sum", "count"])
        for key, total, count in zip(added.index, added["sum"].tolist(), added["count"].tolist(), strict=True):
            own, members = sums.get(key, (0.0, 0))
            sums[key] = (own + total, members + count)
        return sums

    @cached_property
    def _told(self) -> dict[Key, list[Row]]:
        """The rows of the file by all coordinates but the area."""
        found: dict[Key, list[Row]] = defaultdict(list)
        for row in findings.each(self.rows):
            found[row["indicator_code"], *_but_area(row)].append(row)
        return found

    def term(self, row: Row, term: str, period: str = "", measure: str = "") -> float | None:
        """The value of ``code`` or ``code@axis=member`` at the coordinates of a row but for what is named."""
        code, _, breakdown = term.partition("@")
        where = (row["area_code"], period or row["period"], breakdown or "total")
        return self.by_key.get((code, *where, measure or row["measure"], row["basis"]))

    def totals(self, identity: Identity) -> Iterator[Row]:
        """The rows of the file that are the total of an identity."""
        code, _, breakdown = identity.total.partition("@")
        if code in self.spoken:
            rows = self.rows
            own = rows["indicator_code"].eq(code) & rows["breakdown"].eq(breakdown or "total")
            yield from findings.each(rows[own])

    def touched(self, total: Key, part: str) -> Row | None:
        """The row of the file that a disagreement is told of: the total, else its first commune; None without one."""
        code, area, *where = total
        same = [row for one in dict.fromkeys((code, part)) for row in self._told.get((one, *where), [])]
        same.sort(key=lambda row: (row["area_code"] != area, self.rows.index.get_loc(row["row"])))
        return same[0] if same else None


def _concerns(rows: pd.DataFrame, history: pd.DataFrame) -> pd.Series:
    """Which values a sum or a term of the file could need: of its areas, also of the period before; of all others,
    only where the file speaks of the same period, breakdown and measure."""
    named = set(rows["period"].unique())
    near = history["period"].isin(named | {periods.previous(period) for period in named})
    same = history["period"].isin(named)
    for name in ("breakdown", "measure"):
        same &= history[name].isin(rows[name].unique())
    return same | (near & history["area_code"].isin(rows["area_code"].unique()))


def _keys(frame: pd.DataFrame) -> Iterator[Key]:
    return zip(*(frame[name].to_numpy(dtype=object).tolist() for name in KEY), strict=True)  # of categories too


def _but_area(row: Row) -> Key:
    return tuple(row[name] for name in KEY[2:])


@cache
def _provinces() -> dict[str, str]:
    """The province of every commune."""
    known = areas.communes()
    return dict(zip(known["area_code"], known["province_code"], strict=True))


@cache
def _commune_counts() -> Counter[str]:
    """How many communes each province has."""
    return Counter(_provinces().values())


def disagreements(rows: pd.DataFrame, history: pd.DataFrame, identities: Sequence[Identity]) -> Iterator[Finding]:
    """Everything that does not add up."""
    rows = rows.drop(columns="published_at", errors="ignore")  # row by row a moment costs more than all the rest
    values = Values(rows, history)
    yield from _cumulatives(rows, values)
    yield from _ratios(rows, values)
    yield from _parts(rows, values)
    yield from _province_sums(rows, values)
    for identity in identities:
        yield from {"sum": _sums, "communes": _commune_sums, "carried": _carried}[identity.kind](values, identity)


def _cumulatives(rows: pd.DataFrame, values: Values) -> Iterator[Finding]:
    """Of flows: cumulative = cumulative of the month before (in February: January) + the month's own."""
    rule = rules.rule("cumulative")
    monthly = rows["measure"].eq("cumulative") & rows["kind"].eq("flow") & rows["frequency"].eq("month")
    for row in findings.each(rows[monthly & ~rows["period"].str.endswith("-01")]):
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
    for code in rows.loc[rows["kind"].eq("rate"), "indicator_code"].unique():
        about = catalogue.get(code)
        if not {about.numerator, about.denominator} <= values.codes:
            continue
        for row in findings.each(rows[rows["indicator_code"].eq(code) & rows["measure"].eq("actual")]):
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
    codes = set(touched["indicator_code"].unique())
    parts: dict[Key, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for (code, area, period, breakdown, *where), value in values.by_key.items():
        if breakdown != "total" and code in codes and ";" not in breakdown:
            parts[code, area, period, *where][breakdown.partition("=")[0]].append(value)
    if not parts:
        return
    sizes = {axis: len(catalogue.members(axis)) for of_axes in parts.values() for axis in of_axes}
    for row in findings.each(touched[touched["breakdown"].eq("total")]):
        key = tuple(row[name] for name in KEY if name != "breakdown")
        for axis, members in sorted(parts[key].items()) if key in parts else ():
            added, complete = fsum(members), len(members) == sizes[axis]
            if rule.differs(row["value"], added) and (complete or added > row["value"]):
                told = catalogue.vocabulary("axes")[axis][0].lower()
                yield findings.of(row, rule.code, axis=told, expected=findings.number(added))


def _sums(values: Values, identity: Identity) -> Iterator[Finding]:
    """One indicator that is the sum of others."""
    rule = rules.rule("sum_of_indicators")
    for row in values.totals(identity):
        parts = [value for term in identity.parts if (value := values.term(row, term)) is not None]
        if len(parts) == len(identity.parts) and rule.differs(row["value"], sum(parts)):
            yield findings.of(row, rule.code, expected=findings.number(sum(parts)))


def _carried(values: Values, identity: Identity) -> Iterator[Finding]:
    """What a period begins with is what the period before ended with."""
    rule = rules.rule("carried_over")
    for row in values.totals(identity):
        before = periods.previous(row["period"])
        expected = values.term(row, identity.parts[0], before)
        if expected is not None and rule.differs(row["value"], expected):
            told = {"expected": findings.number(expected), "before_period": periods.label(before)}
            yield findings.of(row, rule.code, **told)


def _province_sums(rows: pd.DataFrame, values: Values) -> Iterator[Finding]:
    """Additive indicators that province and communes report under the same code."""
    for code in rows.loc[rows["kind"].isin(ADDITIVE), "indicator_code"].unique():
        if code in values.of_provinces and catalogue.get(code).over_areas == "sum":
            yield from _against_communes(values, code, code)


def _commune_sums(values: Values, identity: Identity) -> Iterator[Finding]:
    """An indicator of the province that is another one summed over its communes."""
    if values.spoken & {identity.total, *identity.parts}:
        yield from _against_communes(values, identity.total, identity.parts[0])


def _against_communes(values: Values, whole: str, part: str) -> Iterator[Finding]:
    rule, scale = rules.rule("province_sum"), float(factor(part, whole))
    for total in values.of_provinces.get(whole, ()):
        of_communes = values.of_communes.get((part, *total[1:]))
        if of_communes is None:
            continue
        value, expected, members = values.by_key[total], of_communes[0] * scale, of_communes[1]
        complete = members == _commune_counts()[total[1]]
        wrong = rule.differs(value, expected) and (complete or expected > value)
        if wrong and (row := values.touched(total, part)):
            unit = catalogue.unit_label(catalogue.get(whole).unit)
            told = {"value": findings.number(value), "unit": unit, "areas": str(members)}
            yield findings.of(row, rule.code, expected=findings.number(expected), **told)


def factor(part: str, whole: str) -> Fraction:
    """What turns the unit of one indicator into that of another; 1 where either is open."""
    one, other = catalogue.get(part).unit, catalogue.get(whole).unit
    return units.factor(one, other) if one and other else Fraction(1)
