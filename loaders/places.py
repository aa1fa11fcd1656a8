"""From the code and name of an area in a file to the area that is meant; nothing is guessed."""

from functools import cache

from data.points import Points
from geo import areas, names
from loaders import rules
from loaders.errors import CellError
from loaders.sheet import CellValue, as_text

COUNTRY = "VN"
TOTALS = frozenset({"toan tinh", "tong so", "tong cong", "cong", "tong", "toan thanh pho", "ca tinh"})
BY_REGISTER = "Sửa mã theo danh mục đơn vị hành chính hiện nay."
NO_POINTS = Points()
USE_CURRENT = "Ghi mã và tên của xã, phường, đặc khu hiện nay (từ 01/7/2025)."


def resolve(
    code: CellValue, name: CellValue, province_code: str, *, before_reform: bool = False, points: Points = NO_POINTS
) -> str:
    """The ``area_code`` that a row speaks of: a commune of the province, the province itself, or one of its points.

    A code decides, but a name beside it must agree; without a code the name must be exact.

    Args:
        before_reform: the value speaks of a time before 1 July 2025, when most codes meant smaller areas.
        points: what else rows may name; a bare name that a commune and a point share is refused.

    Raises:
        CellError: no_area, unknown_area, former_area, ambiguous_area, misspelt_area, other_province, area_mismatch,
            old_period_code.
    """
    written = as_text(code).strip().lstrip("'")
    called = as_text(name)
    if not written and not called:
        raise rules.error("no_area")
    try:
        found = _of_code(written, called, province_code) if written else _of_name(called, province_code)
    except CellError as error:
        return _point(written, called, points, error)
    if not written and (shared := points.of_name(called)):
        raise _ambiguous(called, [_area_named(found), *map(str, shared)])
    if before_reform and not called and len(found) == 5 and names.by_code(found).is_also_former:
        raise rules.error("old_period_code", code=found)
    return found


def _point(written: str, called: str, points: Points, otherwise: CellError) -> str:
    """The one point that a row names.  Raises ``CellError``: what was wrong, with points that look alike."""
    hits = points.of_code(written) if written else points.of_name(called)
    agreeing = [point for point in hits if not (written and called) or point in points.of_name(called)]
    if len(agreeing) == 1:
        return agreeing[0].area_code
    if agreeing:
        raise _ambiguous(written or called, [*map(str, agreeing)])
    if hits:
        raise rules.error("area_mismatch", told=f"Mã {written} là {hits[0].name}", called=called)
    if alike := points.like(called) if called and otherwise.code in ("unknown_area", "misspelt_area") else []:
        proposed = ", ".join(map(str, alike))
        told = f"Không có địa bàn hay điểm báo cáo nào tên «{called}»; gần giống: {proposed}."
        raise rules.error("misspelt_area", told=told, advice=f"Chọn một trong: {proposed}.") from otherwise
    raise otherwise


def _area_named(area_code: str) -> str:
    proposal = names.by_code(area_code).area
    return str(proposal) if proposal else f"{province_names()[area_code]} ({area_code})"


def _ambiguous(called: str, meanings: list[str]) -> CellError:
    proposed = ", ".join(meanings)
    told = f"«{called}» có thể là nhiều địa bàn, điểm báo cáo: {proposed}."
    return rules.error("ambiguous_area", told=told, advice=f"Ghi mã của một trong: {proposed}.")


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
    raise unsettled(match)


def unsettled(match: names.Match) -> CellError:
    """Why a name is no single area of today: former, one of several, misspelt, or unknown."""
    if match.outcome == "former":
        return CellError("former_area", match.sentence, USE_CURRENT)
    codes = {"near": "misspelt_area", "ambiguous": "ambiguous_area"}
    proposed = ", ".join(map(str, match.proposals))
    advice = f"Chọn một trong: {proposed}." if proposed else "Sửa tên, hoặc thêm cột mã xã."
    return rules.error(codes.get(match.outcome, "unknown_area"), told=match.sentence, advice=advice)
