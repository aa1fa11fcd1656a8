"""Whether a claim can be believed: indicator, period, breakdown, basis, unit and value, one small check each.

Every check returns what is meant or raises ``CellError`` with a reason and a remedy in Vietnamese.
"""

import difflib
import re
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache

from data import catalogue, periods
from data.catalogue import Indicator
from data.rights.secrecy import refuse_secret
from data.tables import MEASURES
from geo.spelling import fold
from loaders import numbers, printed_units, rules
from loaders.sheet import Cell, as_text

REFORM = date(2025, 7, 1)  # two tiers of administration, new commune borders
PLANNED = ("plan", "scenario")
MEMBER = re.compile(r"^[a-z0-9][a-z0-9_.-]{0,59}$")
BASIS = re.compile(r"^[a-z][a-z_]{1,39}$")
YES = frozenset({"dat", "co", "1", "x", "dung", "true"})
# "Chưa đạt: …", "Không đạt (…)", "Không đạt - …": a word, then why.
WITH_REASON = re.compile(r"\s*(?P<word>[^:;,(–—-]+?)\s*(?:\((?P<inner>.+)\)|[:;,–—-]\s*(?P<told>.*\S))\s*")
NO = frozenset({"khong dat", "chua dat", "khong", "0", "k", "chua", "false"})
COARSER = {
    "month": ("quarter", "half-year", "nine-months", "year"),
    "quarter": ("half-year", "nine-months", "year"),
    "half-year": ("year",),
}


def indicator(written: str, set_codes: tuple[str, ...], *, area_level: str = "") -> Indicator:
    """The indicator that a code, or a name of one of the sets, means.

    Args:
        area_level: preferred where a name belongs to several.

    Raises:
        CellError: no_name, unknown_indicator or ambiguous_indicator.
        SecretError: the indicator is a state secret: the whole file must not be kept.
    """
    about = _indicator(written, set_codes, area_level)
    refuse_secret((about.code,))
    return about


def _indicator(written: str, set_codes: tuple[str, ...], area_level: str) -> Indicator:
    known = catalogue.indicators()
    if written in known:
        return known[written]
    if not written:
        raise rules.error("no_name")
    found = [hit for set_code in set_codes for hit in catalogue.find(set_code, written)]
    preferred = [hit for hit in found if hit.area_level == area_level] or found
    if len(preferred) == 1:
        return preferred[0]
    if preferred:
        codes = ", ".join(f"{hit.code} ({hit.name})" for hit in preferred[:5])
        raise rules.error("ambiguous_indicator", written=written, codes=codes)
    close = _close_indicators(written, set_codes)
    hint = f" Gần giống: {'; '.join(close)}." if close else ""
    raise rules.error("unknown_indicator", written=written, hint=hint)


@cache
def _names(set_codes: tuple[str, ...]) -> dict[str, str]:
    """Folded names and codes of the sets, each to how it is shown."""
    own = [i for i in catalogue.indicators().values() if i.set_code in set_codes]
    shown = {i.code: f"{i.code} ({i.name})" for i in own}
    printed = {fold(catalogue.printed_by_row(i.set_code)[i.row].name): shown[i.code] for i in own}
    return printed | {fold(i.name): shown[i.code] for i in own} | {i.code: shown[i.code] for i in own}


@lru_cache(256)  # a name that is wrong once is wrong in every row, and the search is slow
def _close_indicators(written: str, set_codes: tuple[str, ...]) -> tuple[str, ...]:
    index = _names(set_codes)
    keys = [*difflib.get_close_matches(fold(written), index, n=3, cutoff=0.75)]
    keys += difflib.get_close_matches(written.lower(), index, n=3, cutoff=0.85)
    return tuple(dict.fromkeys(index[key] for key in keys))[:3]


@cache
def period(written: str) -> str:
    """A period id from an id or a Vietnamese label.  CellError: no_period, bad_period."""
    if not written:
        raise rules.error("no_period")
    try:
        return periods.parse_label(written)
    except periods.PeriodError as error:
        raise rules.error("bad_period", told=str(error)) from error


@cache
def fitting_period(period_id: str, code: str, measure: str, today: date) -> str:
    """The frequency of a period that suits the indicator.  CellError: wrong_frequency, future_period."""
    about, found = catalogue.get(code), periods.parse(period_id)
    accepted = set(about.frequencies)
    if "month" in accepted:
        accepted |= {"quarter"}  # forms of a quarter count what the months do
    if "quarter" in accepted:
        accepted |= {"half-year", "nine-months"}  # reports of six and nine months are made of them
    if "term" in accepted or (about.page == "education" and "year" in accepted):
        accepted |= {"school-year"}
    if measure in (*PLANNED, "estimate"):
        accepted |= {coarser for frequency in about.frequencies for coarser in COARSER.get(frequency, ())}
    if found.frequency not in accepted:
        named = ", ".join(FREQUENCY_NAMES.get(f, f) for f in about.frequencies)
        other = FREQUENCY_NAMES.get(found.frequency, found.frequency)
        raise rules.error("wrong_frequency", name=about.name, named=named, found=other, period=periods.label(period_id))
    ahead = int(rules.rule("future_period").number("plan_years"))
    limit = date(today.year + ahead, 12, 31) if measure in (*PLANNED, "estimate") else today
    if found.start > limit:
        raise rules.error("future_period", period=periods.label(period_id))
    return found.frequency


FREQUENCY_NAMES = {
    "hour": "giờ", "day": "ngày", "week": "tuần", "month": "tháng", "quarter": "quý", "half-year": "6 tháng",
    "nine-months": "9 tháng", "term": "học kỳ", "season": "vụ", "year": "năm", "school-year": "năm học",
}  # fmt: skip


def before_reform(period_id: str) -> bool:
    """Whether a period began when the communes of before July 2025 still existed."""
    return periods.parse(period_id).start < REFORM


@cache
def breakdown(written: str, code: str) -> str:
    """The word total, or "axis=member" pairs in order of the axes.

    Raises:
        CellError: bad_breakdown, unknown_axis, unknown_member.
    """
    if written in ("", "total"):
        return "total"
    about, pairs = catalogue.get(code), {}
    for part in written.split(";"):
        axis, equals, member = (text.strip() for text in part.partition("="))
        if not equals or not MEMBER.match(member) or axis in pairs:
            raise rules.error("bad_breakdown", written=written)
        pairs[axis] = member
        if axis not in about.breakdowns:
            known = ", ".join(about.breakdowns) or "không có phân tổ nào"
            raise rules.error("unknown_axis", name=about.name, axis=axis, known=known)
        _require_member(axis, member)
    return ";".join(f"{axis}={pairs[axis]}" for axis in sorted(pairs))


def _require_member(axis: str, member: str) -> None:
    """A member of an axis whose members the catalogue lists; other axes take what comes.  CellError: unknown_member."""
    known = catalogue.members(axis)
    if not known or member in known:
        return
    close = difflib.get_close_matches(member, known, n=1, cutoff=0.6)
    hint = f" Gần giống: {close[0]} ({known[close[0]]})." if close else ""
    named = ", ".join(f"{code} ({name})" for code, name in known.items())
    axis_name = catalogue.vocabulary("axes")[axis][0]
    raise rules.error("unknown_member", axis_name=axis_name, member=member, known=named, hint=hint)


def basis(written: str, measure: str) -> str:
    """Who set a plan; "" for everything that is no plan.

    Raises:
        CellError: bad_measure, no_basis, bad_basis, needless_basis.
    """
    if measure not in MEASURES:
        raise rules.error("bad_measure", measure=measure, known=", ".join(MEASURES))
    if measure not in PLANNED:
        if written:
            raise rules.error("needless_basis", written=written)
        return ""
    if not written:
        raise rules.error("no_basis")
    if not BASIS.match(written):
        raise rules.error("bad_basis", written=written)
    return written


def level(area_code: str, about: Indicator) -> None:
    """An indicator of the province has no values of communes or points.  CellError: wrong_level."""
    if len(area_code) > 2 and about.area_level == "province":
        raise rules.error("wrong_level", name=about.name)


def number(cell: Cell, style: str, printed_unit: str, about: Indicator) -> float:
    """The number in a cell in the unit of its indicator.

    Raises:
        CellError: see ``numbers`` and ``printed_units``; not_a_percent.
    """
    found = numbers.parse(cell, style)
    factor = printed_units.factor(printed_unit, about.code)
    if found.percent and not printed_units.is_share(printed_unit, about):
        unit = catalogue.unit_label(about.unit) or "chưa quy định"
        raise rules.error("not_a_percent", value=numbers.plain(found.value), unit=unit)
    return found.value if factor == 1 else float(Fraction(str(found.value)) * factor)


def yes_or_no(cell: Cell) -> tuple[float, str | None]:
    """1 for đạt, 0 for không đạt, and the reason where one is given: "Chưa đạt: thiếu nhà văn hóa".

    CellError: not_yes_no.
    """
    written = as_text(cell.value)
    parts = WITH_REASON.fullmatch(written)
    word = fold(parts["word"] if parts else written)
    if word in YES | NO:
        return float(word in YES), (parts["inner"] or parts["told"]) if parts else None
    raise rules.error("not_yes_no", written=written)
