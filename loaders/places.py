"""From the code and name of an area in a file to the area that is meant; nothing is guessed."""

from functools import cache

from geo import areas, names
from loaders import rules
from loaders.errors import CellError
from loaders.sheet import CellValue, as_text

COUNTRY = "VN"
TOTALS = frozenset({"toan tinh", "tong so", "tong cong", "cong", "tong", "toan thanh pho", "ca tinh"})
BY_REGISTER = "Sửa mã theo danh mục đơn vị hành chính hiện nay."
USE_CURRENT = "Ghi mã và tên của xã, phường, đặc khu hiện nay (từ 01/7/2025)."


def resolve(code: CellValue, name: CellValue, province_code: str, *, before_reform: bool = False) -> str:
    """The ``area_code`` that a row speaks of: a commune of the province, or the province itself.

    A code decides, but a name beside it must agree; without a code the name must be exact.

    Args:
        before_reform: the value speaks of a time before 1 July 2025, when most codes meant smaller areas.

    Raises:
        CellError: no_area, unknown_area, former_area, ambiguous_area, misspelt_area, other_province, area_mismatch,
            old_period_code.
    """
    written = as_text(code).strip().lstrip("'")
    called = as_text(name)
    if not written and not called:
        raise rules.error("no_area")
    found = _of_code(written, called, province_code) if written else _of_name(called, province_code)
    if before_reform and not called and len(found) == 5 and names.by_code(found).is_also_former:
        raise rules.error("old_period_code", code=found)
    return found


@cache
def province_names() -> dict[str, str]:
    """Full names by code of the 34 provinces."""
    frame = areas.provinces()
    return dict(zip(frame["area_code"], frame["full_name"], strict=True))


@cache
def _own_names(province_code: str) -> frozenset[str]:
    """Folded names of the whole province; without "Tỉnh" it may be a ward of the same name (Phường Lào Cai)."""
    return TOTALS | {names.fold(province_names()[province_code])}


@cache
def _of_code(written: str, called: str, province_code: str) -> str:
    if written in (province_code, province_code.lstrip("0")):
        return _agreeing_province(written, called, province_code)
    if not (written.isascii() and written.isdigit() and len(written) <= 5):
        proposal = names.match(called, province_code).area_code if called else None
        hint = f" Mã của {called} là {proposal}." if proposal else ""
        told = f"«{written}» không phải mã địa bàn (năm chữ số).{hint}"
        raise rules.error("unknown_area", told=told, advice=BY_REGISTER)
    match = names.by_code(written.zfill(5))
    if match.outcome == "former":
        raise CellError("former_area", match.sentence, USE_CURRENT)
    if match.outcome == "unknown":
        raise rules.error("unknown_area", told=match.sentence, advice=BY_REGISTER)
    if match.province_code != province_code:
        other = province_names()[match.province_code or ""]
        own = province_names()[province_code]
        raise rules.error("other_province", told=match.sentence[:-1], other=other, own=own)
    _require_agreement(match.code, match.sentence, called, province_code)
    return match.code


def _agreeing_province(written: str, called: str, province_code: str) -> str:
    bare = names.fold(province_names()[province_code]).removeprefix("tinh ").removeprefix("thanh pho ")
    if called and names.fold(called) not in _own_names(province_code) | {bare}:
        raise rules.error("area_mismatch", told=f"Mã {written} là {province_names()[province_code]}", called=called)
    return province_code


def _require_agreement(code: str, sentence: str, called: str, province_code: str) -> None:
    """The code decides between look-alikes, but a name that means something else is a mistake somewhere."""
    if not called:
        return
    match = names.match(called, province_code)
    meant = {match.area_code, *(proposal.area_code for proposal in match.proposals)}
    if code not in meant:
        raise rules.error("area_mismatch", told=sentence[:-1], called=called)


@cache
def _of_name(called: str, province_code: str) -> str:
    if names.fold(called) in _own_names(province_code):
        return province_code
    match = names.match(called, province_code)
    if match.area_code:
        return match.area_code
    if match.outcome == "former":
        raise CellError("former_area", match.sentence, USE_CURRENT)
    codes = {"near": "misspelt_area", "ambiguous": "ambiguous_area"}
    proposed = ", ".join(map(str, match.proposals))
    advice = f"Chọn một trong: {proposed}." if proposed else "Sửa tên, hoặc thêm cột mã xã."
    raise rules.error(codes.get(match.outcome, "unknown_area"), told=match.sentence, advice=advice)
