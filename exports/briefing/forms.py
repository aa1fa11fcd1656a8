"""The province's own templates: their slots "{cơ quan}", what stands in each, and how they are filled where they are.

Word and PowerPoint keep a line of text in runs, and a slot that somebody typed may lie in several of them; what stands
in it takes the look of the run that it begins in.
"""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from lxml.etree import XMLSyntaxError

from exports.briefing.model import KEPT_OPEN, Briefing

Found = TypeVar("Found")
LARGEST = 50_000_000  # bytes
DAMAGED = (zipfile.BadZipFile, KeyError, ValueError, XMLSyntaxError, AttributeError)
SLOT = re.compile(r"\{([^{}]{1,60})\}")
CONTENT, APPENDIX, CODE, MARK = "nội dung", "phụ lục", "mã kiểm tra", "mô phỏng"


class FormError(Exception):
    """A template that cannot be used; the message is a Vietnamese sentence with its remedy."""


SLOTS: Final[Mapping[str, Callable[[Briefing], str]]] = {
    "cơ quan cấp trên": lambda one: one.letterhead.above,
    "cơ quan": lambda one: one.letterhead.office,
    "số": lambda one: one.letterhead.number or KEPT_OPEN,
    "ký hiệu": lambda one: one.letterhead.symbol,
    "địa danh": lambda one: one.letterhead.place or KEPT_OPEN,
    "ngày": lambda one: f"ngày {one.on.day:02d} tháng {one.on.month:02d} năm {one.on.year}",
    "tên loại": lambda one: one.name,
    "trích yếu": lambda one: one.subject,
    "kỳ": lambda one: one.period,
    "địa bàn": lambda one: one.area,
    "chức vụ": lambda one: one.letterhead.signs_as,
    "người ký": lambda one: one.letterhead.signer or KEPT_OPEN,
    "nơi nhận": lambda one: "\n".join(f"- {name}" for name in one.letterhead.receivers or (KEPT_OPEN,)),
    "nguồn": lambda one: "; ".join(one.sources),
    "số liệu đến": lambda one: one.as_of,
    "phiên bản": lambda one: one.version,
    CODE: lambda one: one.code,
    MARK: lambda one: one.mark,
}  # what stands in each slot, but for content and appendix


def read(path: Path, look: Callable[[str], Found], called: str, program: str, remedy: str) -> Found:
    """What ``look`` finds in a template of Word or PowerPoint, which is ``called`` so.

    Raises:
        FormError: there is no such file, it is too large, damaged or of another program.
    """
    if not path.is_file() or path.stat().st_size > LARGEST:
        raise FormError(f"Không dùng được {called} {path.name}: tệp không có hoặc lớn hơn 50 MB. {remedy}")
    try:
        zipfile.ZipFile(path).close()  # what is no zip at all, each program's reader would call by a name of its own
        return look(str(path))
    except DAMAGED as error:
        told = f"{called[:1].upper()}{called[1:]} {path.name} bị hỏng hoặc không phải tệp {program}. {remedy}"
        raise FormError(told) from error


def values(briefing: Briefing) -> dict[str, str]:
    """What stands in each slot of a template."""
    return {name: told(briefing) for name, told in SLOTS.items()}


def named(text: str) -> list[str]:
    """The slots of a text, as they are known."""
    return [_tidied(one) for one in SLOT.findall(text)]


def fill(paragraph: Any, known: Mapping[str, str]) -> None:
    """Puts the known slots of a paragraph (of Word or PowerPoint) in their place; others stay as they are typed."""
    text = "".join(run.text for run in paragraph.runs)
    for found in reversed(list(SLOT.finditer(text))):
        if (name := _tidied(found.group(1))) in known:
            _replace(paragraph.runs, found.start(), found.end(), known[name])


def told_unknown(file: str, found: Iterable[str], usable: Iterable[str]) -> str:
    """What is to be said of the slots of a template that are none of the usable ones; "" where there are none."""
    strange = _listed(sorted(set(found) - set(usable)))
    told = f"Mẫu {file} có ô không hiểu được: {strange}; chúng được để nguyên. Các ô dùng được: {_listed(usable)}."
    return told if strange else ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{one}}}" for one in names)


def _replace(runs: Any, start: int, end: int, told: str) -> None:
    """The signs from ``start`` to ``end`` of the runs together, by ``told``."""
    place = 0
    for run in runs:
        text = run.text
        first, last = max(start - place, 0), min(end - place, len(text))
        if first < last:
            run.text = text[:first] + told + text[last:]
            told = ""
        place += len(text)


def _tidied(slot: str) -> str:
    return " ".join(unicodedata.normalize("NFC", slot).casefold().split())
