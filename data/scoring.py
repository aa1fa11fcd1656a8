"""Scores worked out: our recomputation beside the portal's own figure, points lost, places, gaps, movement.

Pure: frames in, frames out; nothing is read and no argument is changed.  A frame of scores has one row per unit, day
and item: ``unit_code``, ``captured_on`` (day), ``item_code``, ``numerator``, ``denominator``, ``score`` (as published).
"""

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from data import scoring_rules
from data.scoring_rules import Formula

Floats = npt.NDArray[np.float64]
TOLERANCE = {"sub": 0.0051, "component": 0.011, "total": 0.011}  # of the portal's own rounding
UNIT = ["unit_code", "captured_on"]


def recomputed(scores: pd.DataFrame, province_code: str = "") -> pd.DataFrame:
    """The scores by the formulas that are active on each day, with two columns more.

    ``recomputed``: the item's score, not rounded; NaN where no formula is established, a count is missing, or a part
    of a sum is.  ``difference``: the published score minus it.  A group is the sum of its *rounded* parts, the total
    that of the *printed* components: so the portal adds up.
    """
    codes, values = _codes(scores["item_code"]), np.full(len(scores), np.nan)
    day, days = _positions(scores["captured_on"])
    numerator, denominator = _floats(scores["numerator"]), _floats(scores["denominator"])
    published = _floats(scores["score"])
    order = [one.code for one in scoring_rules.scored()]
    ends = _eras()
    era = np.searchsorted(ends, np.asarray(days, dtype="datetime64[D]"), side="right")[day]
    for number in np.unique(era):
        rules = scoring_rules.active(_day_of(ends, int(number)), province_code)
        here = era == number
        table = _Rules(order, rules)
        values[here] = table.ratio_scores(codes[here], numerator[here], denominator[here])
        parts = np.where(table.is_published[codes[here]], published[here], values[here])
        _add_up(scores[here], codes[here], parts, published[here], values, here, order, rules)
    return scores.assign(recomputed=values, difference=published - values)


class _Rules:
    """The formulas of one era as arrays by place of the item, so that millions of rows are scored at once."""

    def __init__(self, order: list[str], rules: dict[str, Formula]) -> None:
        size = len(order) + 1  # the last place is of items that have no score
        self.slope, self.cap, self.zero = np.full(size, np.nan), np.full(size, np.inf), np.full(size, np.nan)
        self.is_published = np.zeros(size, dtype=bool)
        for place, code in enumerate(order):
            rule, highest = rules.get(code), scoring_rules.item(code).max_score or 0.0
            if rule is None or rule.kind == "published":
                self.is_published[place] = True
            elif rule.kind == "ratio":
                self.slope[place] = highest / float(rule.full_at)
                self.cap[place] = np.inf if rule.cap is None else rule.cap
                self.zero[place] = {"zero": 0.0, "full": highest}.get(rule.on_zero, np.nan)

    def ratio_scores(self, codes: npt.NDArray[np.intp], numerator: Floats, denominator: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            scores = np.minimum(self.cap[codes], self.slope[codes] * numerator / denominator)
        return np.where(denominator == 0, self.zero[codes], scores)


def _add_up(
    rows: pd.DataFrame, codes: npt.NDArray[np.intp], parts: Floats, published: Floats, values: Floats,
    here: npt.NDArray[np.bool_], order: list[str], rules: dict[str, Formula],
) -> None:  # fmt: skip
    """Writes the sums of each unit and day into ``values``; a sum with a part missing stays NaN."""
    unit, units = _positions(rows["unit_code"])
    day, days = _positions(rows["captured_on"])
    group = unit * len(days) + day
    size, target = len(units) * len(days), np.flatnonzero(here)
    place = {code: number for number, code in enumerate(order)}
    for code, rule in rules.items():
        if rule.kind != "sum":
            continue
        own = [part.code for part in scoring_rules.parts(code)]
        given = np.isin(codes, [place[part] for part in own])
        # Of a total the printed components count; of a component its parts, rounded as they are printed.
        terms = published if code == scoring_rules.TOTAL else np.round(parts + 1e-9, 2)
        null = given & np.isnan(terms) & _is_null_by_rule(rows, codes, place, rules)
        known = given & (~np.isnan(terms) | null)
        sums = np.bincount(group[known], np.nan_to_num(terms[known]), size)
        whole = np.bincount(group[known], minlength=size) == len(own)
        mine = codes == place[code]
        values[target[mine]] = np.where(whole[group[mine]], sums[group[mine]], np.nan)


def _is_null_by_rule(
    rows: pd.DataFrame, codes: npt.NDArray[np.intp], place: dict[str, int], rules: dict[str, Formula]
) -> npt.NDArray[np.bool_]:
    """Items whose denominator is 0 and that then score nothing: null, and 0 in the sum."""
    nulls = [place[code] for code, rule in rules.items() if rule.on_zero == "null"]
    is_zero: npt.NDArray[np.bool_] = _floats(rows["denominator"]) == 0
    return is_zero & np.isin(codes, nulls)


def points_lost(scores: pd.DataFrame) -> pd.DataFrame:
    """The scores with ``max_score`` and ``lost`` = maximum − published score.

    An item without a score (null: nothing was due) has lost its whole maximum, as the portal counts; what is only
    counted has neither.  A score above its maximum is kept: ``lost`` is then below 0.
    """
    highest = scores["item_code"].map({one.code: one.max_score for one in scoring_rules.scored()}).astype("float64")
    return scores.assign(max_score=highest, lost=highest - scores["score"].fillna(0.0))


def placed(scores: pd.DataFrame) -> pd.DataFrame:
    """The scores with their place among all units of the frame on the same day and item.

    ``place`` (equal scores share one), ``of`` (units with a score), ``median``, ``best``, ``to_median`` and ``to_best``
    (own score minus them).  Pass units of one kind only.
    """
    by = scores.groupby(["captured_on", "item_code"], sort=False, observed=True)["score"]
    median, best = by.transform("median"), by.transform("max")
    # What is printed has two decimals: equal prints are equal scores.
    place = scores.assign(score=scores["score"].round(2)).groupby(
        ["captured_on", "item_code"], sort=False, observed=True
    )["score"]
    return scores.assign(
        place=place.rank(ascending=False, method="min"),
        of=by.transform("count"),
        median=median,
        best=best,
        to_median=scores["score"] - median,
        to_best=scores["score"] - best,
    )


def moved(scores: pd.DataFrame) -> pd.DataFrame:
    """The scores with ``movement`` since the unit's capture before; NaN for the first and across a change of formula.

    ``before``: the day of that capture (NaT when there is none); ``broken``: whether the formula changed in between.
    """
    sorted_ = scores.sort_values(["unit_code", "item_code", "captured_on"])
    own = sorted_.groupby(["unit_code", "item_code"], sort=False, observed=True)
    before, earlier = own["captured_on"].shift(), own["score"].shift()
    broken = pd.Series(False, index=sorted_.index)
    for code in sorted_["item_code"].unique():
        for day in scoring_rules.breaks(str(code)):
            is_across = (before < pd.Timestamp(day)) & (sorted_["captured_on"] >= pd.Timestamp(day))
            broken |= (sorted_["item_code"] == code) & is_across
    movement = (sorted_["score"] - earlier).mask(broken)
    return sorted_.assign(movement=movement, before=before, broken=broken).reindex(scores.index)


def unexplained(scores: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``recomputed`` whose published score differs from ours by more than the portal's rounding."""
    level = scores["item_code"].map({one.code: one.level for one in scoring_rules.scored()})
    return scores[scores["difference"].abs() > level.map(TOLERANCE).astype("float64")]


def _codes(item_codes: pd.Series) -> npt.NDArray[np.intp]:
    """Place of each item among those that are scored; one past the last for all others."""
    order = {one.code: place for place, one in enumerate(scoring_rules.scored())}
    position, names = _positions(item_codes)
    return np.array([order.get(str(name), len(order)) for name in names], dtype=np.intp)[position]


def _positions(column: pd.Series) -> tuple[npt.NDArray[np.intp], pd.Index]:
    positions, values = pd.factorize(column)
    return positions, pd.Index(values)


def _floats(column: pd.Series) -> Floats:
    return column.to_numpy(dtype=np.float64, na_value=np.nan)


def _eras() -> npt.NDArray[np.datetime64]:
    """Days on which any formula begins or has ended, sorted."""
    firsts = {one.valid_from for one in scoring_rules.formulas()}
    ends = {
        date.fromordinal(one.valid_to.toordinal() + 1) for one in scoring_rules.formulas() if one.valid_to < date.max
    }
    return np.array(sorted(firsts | ends), dtype="datetime64[D]")


def _day_of(ends: npt.NDArray[np.datetime64], era: int) -> date:
    """A day within an era."""
    day: date = ends[era - 1].astype(object) if era else date.min
    return day
