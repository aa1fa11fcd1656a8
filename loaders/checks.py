"""Whether a claim can be believed: indicator, period, breakdown, basis, unit and value, one small check each.

Every check returns what is meant or raises ``CellError`` with a reason and a remedy in Vietnamese.
"""

import difflib
import re
from datetime import date
from fractions import Fraction
from functools import cache

from data import catalogue, periods
from data.catalogue import Indicator
from data.tables import MEASURES
from geo.spelling import fold
from loaders import numbers, printed_units
from loaders.errors import CellError
from loaders.sheet import Cell, as_text

REFORM = date(2025, 7, 1)  # two tiers of administration, new commune borders
PLANNED = ("plan", "scenario")
MEMBER = re.compile(r"^[a-z0-9][a-z0-9_.-]{0,59}$")
BASIS = re.compile(r"^[a-z][a-z_]{1,39}$")
YES = frozenset({"dat", "co", "1", "x", "dung", "true"})
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
        CellError: unknown_indicator or ambiguous_indicator.
    """
    known = catalogue.indicators()
    if written in known:
        return known[written]
    found = [hit for set_code in set_codes for hit in catalogue.find(set_code, written)]
    preferred = [hit for hit in found if hit.area_level == area_level] or found
    if len(preferred) == 1:
        return preferred[0]
    if preferred:
        codes = ", ".join(f"{hit.code} ({hit.name})" for hit in preferred[:5])
        raise CellError("ambiguous_indicator", f"«{written}» là tên của nhiều chỉ tiêu: {codes}.", "Ghi mã chỉ tiêu.")
    close = _close_indicators(written, set_codes)
    hint = f" Gần giống: {'; '.join(close)}." if close else ""
    raise CellError(
        "unknown_indicator",
        f"Không có chỉ tiêu nào mang mã hoặc tên «{written}» trong danh mục.{hint}",
        "Sửa theo danh mục chỉ số (trang Danh mục chỉ số), hoặc báo quản trị bổ sung vào mẫu.",
    )


@cache
def _names(set_codes: tuple[str, ...]) -> dict[str, str]:
    """Folded names and codes of the sets, each to how it is shown."""
    own = [i for i in catalogue.indicators().values() if i.set_code in set_codes]
    shown = {i.code: f"{i.code} ({i.name})" for i in own}
    printed = {fold(catalogue.printed_by_row(i.set_code)[i.row].name): shown[i.code] for i in own}
    return printed | {fold(i.name): shown[i.code] for i in own} | {i.code: shown[i.code] for i in own}


def _close_indicators(written: str, set_codes: tuple[str, ...]) -> list[str]:
    index = _names(set_codes)
    keys = [*difflib.get_close_matches(fold(written), index, n=3, cutoff=0.75)]
    keys += difflib.get_close_matches(written.lower(), index, n=3, cutoff=0.85)
    return list(dict.fromkeys(index[key] for key in keys))[:3]


@cache
def period(written: str) -> str:
    """A period id from an id or a Vietnamese label.  CellError: no_period, bad_period."""
    if not written:
        raise CellError("no_period", "Dòng này không có kỳ báo cáo.", "Ghi kỳ, ví dụ 2026-09 hoặc Tháng 9/2026.")
    try:
        return periods.parse_label(written)
    except periods.PeriodError as error:
        raise CellError(
            "bad_period", str(error), "Ghi kỳ theo dạng 2026-09, 2026-Q3, 2026 hoặc Tháng 9/2026."
        ) from error


@cache
def fitting_period(period_id: str, code: str, measure: str, today: date) -> str:
    """The frequency of a period that suits the indicator.  CellError: wrong_frequency, future_period."""
    about, found = catalogue.get(code), periods.parse(period_id)
    accepted = set(about.frequencies)
    if accepted & {"month", "quarter"}:
        accepted |= {"half-year", "nine-months"}  # reports of six and nine months are made of them
    if "term" in accepted or (about.page == "education" and "year" in accepted):
        accepted |= {"school-year"}
    if measure in (*PLANNED, "estimate"):
        accepted |= {coarser for frequency in about.frequencies for coarser in COARSER.get(frequency, ())}
    if found.frequency not in accepted:
        named = ", ".join(FREQUENCY_NAMES.get(f, f) for f in about.frequencies)
        raise CellError(
            "wrong_frequency",
            f"«{about.name}» báo cáo theo {named}, không theo {FREQUENCY_NAMES.get(found.frequency, found.frequency)} "
            f"({periods.label(period_id)}).",
            "Ghi đúng kỳ của chỉ tiêu, hoặc để trống ô này.",
        )
    limit = date(today.year + 6, 12, 31) if measure in (*PLANNED, "estimate") else today
    if found.start > limit:
        raise CellError(
            "future_period", f"{periods.label(period_id)} chưa bắt đầu.", "Kiểm tra năm và tháng của kỳ báo cáo."
        )
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
    """The word total, or "axis=member" pairs in order of the axes.  CellError: bad_breakdown, unknown_axis."""
    if written in ("", "total"):
        return "total"
    about, pairs = catalogue.get(code), {}
    for part in written.split(";"):
        axis, equals, member = (text.strip() for text in part.partition("="))
        if not equals or not MEMBER.match(member) or axis in pairs:
            raise CellError(
                "bad_breakdown",
                f"Phân tổ «{written}» không đúng dạng.",
                "Ghi trục=giá_trị, nhiều trục cách nhau bằng dấu chấm phẩy, ví dụ commodity=coffee;country=cn.",
            )
        pairs[axis] = member
        if axis not in about.breakdowns:
            known = ", ".join(about.breakdowns) or "không có phân tổ nào"
            raise CellError(
                "unknown_axis", f"«{about.name}» không có phân tổ theo «{axis}» (danh mục: {known}).", "Sửa tên trục."
            )
    return ";".join(f"{axis}={pairs[axis]}" for axis in sorted(pairs))


def basis(written: str, measure: str) -> str:
    """Who set a plan; "" for everything that is no plan.  CellError: bad_measure, no_basis, bad_basis."""
    if measure not in MEASURES:
        raise CellError(
            "bad_measure", f"Loại số liệu «{measure}» không hợp lệ.", f"Dùng một trong: {', '.join(MEASURES)}."
        )
    if measure not in PLANNED:
        if written:
            raise CellError(
                "bad_basis", f"Chỉ kế hoạch mới có cấp giao, tệp ghi «{written}».", "Để trống cột cấp giao."
            )
        return ""
    if not written:
        raise CellError(
            "no_basis",
            "Kế hoạch không ghi cấp nào giao.",
            "Ghi trung_uong, hdnd_tinh hoặc cấp giao khác ở cột cấp giao.",
        )
    if not BASIS.match(written):
        raise CellError("bad_basis", f"Cấp giao «{written}» không đúng dạng.", "Dùng mã như trung_uong, hdnd_tinh.")
    return written


def level(area_code: str, about: Indicator) -> None:
    """An indicator of the province has no values of communes.  CellError: wrong_level."""
    if len(area_code) == 5 and about.area_level == "province":
        raise CellError(
            "wrong_level",
            f"«{about.name}» chỉ báo cáo chung toàn tỉnh, không theo xã, phường.",
            "Dùng chỉ tiêu của cấp xã, hoặc ghi vào dòng toàn tỉnh.",
        )


def number(cell: Cell, style: str, printed_unit: str, about: Indicator) -> float:
    """The number in a cell in the unit of its indicator.

    Raises:
        CellError: see ``numbers`` and ``printed_units``; not_a_percent.
    """
    found = numbers.parse(cell, style)
    factor = printed_units.factor(printed_unit, about.code)
    if found.percent and not printed_units.is_share(printed_unit, about):
        raise CellError(
            "not_a_percent",
            f"Ô ghi phần trăm ({numbers.plain(found.value)} %) nhưng đơn vị của chỉ tiêu là "
            f"{catalogue.unit_label(about.unit) or 'chưa quy định'}.",
            "Ghi giá trị theo đơn vị của chỉ tiêu, và bỏ định dạng phần trăm của ô.",
        )
    return found.value if factor == 1 else float(Fraction(str(found.value)) * factor)


def yes_or_no(cell: Cell) -> float:
    """1 for đạt, 0 for không đạt.  CellError: not_yes_no."""
    word = fold(as_text(cell.value))
    if word in YES | NO:
        return float(word in YES)
    raise CellError(
        "not_yes_no", f"«{as_text(cell.value)}» không phải đạt hay không đạt.", "Ghi «Đạt» hoặc «Không đạt»."
    )
