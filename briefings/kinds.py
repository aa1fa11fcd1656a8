"""The kinds of briefing, each a TOML file: its name, its period, its usual sections.

A province's own lie in its store under ``briefings/kinds/`` and come before ours of the same name.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from briefings.outline import SHOWS, Outline, Part
from data import catalogue, periods, reasons
from exports.briefing.model import KEPT_OPEN, Letterhead

OURS = Path(__file__).parent / "kinds"
SECTION_KINDS = ("overview", "group", "procedures", "hospitals", "alerts", "late", "event", "commune", "words")


class KindError(Exception):
    """A kind that cannot be used; the message is a Vietnamese sentence that names the file and the remedy."""


@dataclass(frozen=True)
class Kind:
    """``frequency`` of its period; ``subject`` has the slots {kỳ}, {địa bàn}, {nhóm} and {sự kiện}."""

    code: str
    name: str  # "Báo cáo tháng"
    heading: str  # "BÁO CÁO"
    subject: str
    frequency: str
    comparison: str
    needs: str  # "", "group" (one page group), "commune" or "event": what has to be chosen
    parts: tuple[Part, ...]


def of_store(home: Path) -> dict[str, Kind]:
    """Every kind by its code, ours first.

    Raises:
        KindError: a file of the province is no kind.
    """
    own = sorted((home / "briefings" / "kinds").glob("*.toml"))
    return dict(_ours()) | {path.stem: _read(path) for path in own}


def named(home: Path, code: str) -> Kind:
    """The kind of a briefing.

    Raises:
        KindError: it is not there any more, or a file of the province is no kind.
    """
    found = of_store(home)
    if code not in found:
        raise KindError(f"Không còn loại báo cáo «{code}». Chọn loại khác, hoặc khôi phục tệp loại báo cáo.")
    return found[code]


def start(kind: Kind, set_code: str, period: str, province_name: str, of: str = "", area: str = "") -> Outline:
    """The outline that staff begin with; ``of`` is the page group of a thematic briefing or the code of an event."""
    parts = tuple(Part(**{**vars(one), "of": one.of or of}) for one in kind.parts if _is_of(set_code, one))
    if kind.needs == "group":
        parts = tuple(Part(**{**vars(one), "title": _titled(one, of)}) for one in parts)
    short = province_name.removeprefix("Tỉnh ").removeprefix("Thành phố ")
    letterhead = Letterhead(
        above=f"ỦY BAN NHÂN DÂN {province_name.upper()}",
        office="TRUNG TÂM GIÁM SÁT, ĐIỀU HÀNH THÔNG MINH",
        number=KEPT_OPEN,
        place=short,
        receivers=(
            f"Thường trực UBND {province_name[:1].lower()}{province_name[1:]};",
            "Các sở, ban, ngành;",
            "Lưu: VT.",
        ),
    )
    return Outline(kind.code, set_code, period, parts, area=area, letterhead=letterhead)


def period_of(kind: Kind, month: str) -> str:
    """The newest period of the kind that ends with a month at the latest ("2026-09" is quarter 3)."""
    if kind.frequency == "month":
        return month
    end = periods.parse(month).end
    same = periods.of(kind.frequency, end)
    return same if periods.parse(same).end <= end else periods.previous(same)


def _is_of(set_code: str, part: Part) -> bool:
    """Whether a set has what a part speaks of: sets differ in their groups."""
    return part.of not in catalogue.pages() or bool(catalogue.of_set(set_code, part.of))


def _titled(part: Part, page: str) -> str:
    """The title that the kind gave it, else the name of the group that was chosen."""
    is_named = not part.title and part.kind == "group" and page in catalogue.pages()
    return catalogue.pages()[page].name if is_named else part.title


@cache
def _ours() -> Mapping[str, Kind]:
    found = [_read(path) for path in OURS.glob("*.toml")]
    order = ("tuan", "thang", "quy", "sau-thang", "chuyen-de", "su-kien", "xa")
    return {one.code: one for one in sorted(found, key=lambda one: order.index(one.code))}


def _read(path: Path) -> Kind:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        parts = tuple(_part(place, one, path) for place, one in enumerate(told["section"], start=1))
        named = {key: str(told[key]) for key in ("name", "heading", "subject", "frequency")}
        needs, comparison = str(told.get("needs", "")), str(told.get("comparison", "same_last_year"))
        kind = Kind(path.stem, **named, comparison=comparison, needs=needs, parts=parts)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise KindError(
            f"Tệp loại báo cáo {path.name} không đọc được. {reasons.in_brackets(error)} Cần có name, heading, subject, "
            "frequency và các mục [[section]]; xem hướng dẫn sử dụng."
        ) from error
    if kind.frequency not in ("week", "month", "quarter", "half-year", "year"):
        raise KindError(f"Tệp loại báo cáo {path.name}: frequency «{kind.frequency}» không dùng được cho báo cáo.")
    return kind


def _part(place: int, told: Mapping[str, Any], path: Path) -> Part:
    kind = str(told["kind"])
    shows = tuple(str(one) for one in told.get("shows", ("text", "chart", "table")))
    if kind not in SECTION_KINDS:
        raise KindError(f"Tệp loại báo cáo {path.name}, mục {place}: không có loại mục «{kind}».")
    if strange := [one for one in shows if one not in SHOWS]:
        raise KindError(f"Tệp loại báo cáo {path.name}, mục {place}: không hiểu «{strange[0]}» trong shows.")
    of = str(told.get("of", ""))
    text = told.get("text")
    asked = {str(key): str(value) for key, value in told.get("asked", {}).items()}
    title = str(told.get("title", ""))
    return Part(str(told.get("key") or of or f"{kind}-{place}"), kind, of, title, text, shows, asked)
