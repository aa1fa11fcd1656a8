"""A JSON answer as a sheet: the columns of the long table as header, one record a row; checked field by field."""

import difflib
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from data import reasons
from loaders.errors import SourceError
from loaders.guards import MAX_CELLS
from loaders.sheet import Cell, CellValue, Sheet
from loaders.sources.declared import Source
from loaders.texts import sound

SHOWN = 5
ASK = "Hỏi đơn vị quản lý nguồn xem có đổi cấu trúc không, rồi sửa khai báo nguồn."
KINDS = {dict: "một đối tượng", list: "một danh sách", str: "chữ", bool: "đúng/sai", int: "số", Decimal: "số"}
ABSENT = object()


def as_sheet(source: Source, content: bytes) -> Sheet:
    """The records of an answer; numbers exact, nothing guessed.  Fields that nobody declared are told in ``remarks``.

    Raises:
        SourceError: no JSON, no list of records where it should be, no records, a declared field that no record has,
            or a field that holds a list or an object.
    """
    found = _records(source, _parsed(source.code, content))
    columns = list(source.fields.items())
    _require_fields(source, found)
    if len(found) * (len(columns) + len(source.constants)) > MAX_CELLS:
        raise SourceError(source.code, f"câu trả lời có {len(found)} bản ghi, quá nhiều.", remedy="Hỏi theo từng kỳ.")
    header = [column for _, column in columns] + list(source.constants)
    cells = {(1, place): Cell(text) for place, text in enumerate(header, start=1)}
    for row, record in enumerate(found, start=2):
        values = [_value(source.code, row - 1, name, _field(record, name)) for name, _ in columns]
        for place, value in enumerate([*values, *source.constants.values()], start=1):
            if value is not None:
                cells[row, place] = Cell(value)
    sheet = Sheet(name="", cells=cells, by_row=True, remarks=tuple(_strange(source, found)))
    return sound(source.code, [sheet])[0]


def _parsed(name: str, content: bytes) -> object:
    try:
        return json.loads(content, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        start = content[:60].decode("utf-8", "replace").strip()
        raise SourceError(
            name,
            "câu trả lời không phải JSON hợp lệ.",
            f"{reasons.in_brackets(error)} Bắt đầu bằng: «{start}».".strip(),
            ASK,
        ) from error


def _no_number(word: str) -> object:
    raise ValueError(f"{word} is no number of JSON")


def _records(source: Source, answer: object) -> list[dict[str, Any]]:
    """The list of records at its declared place."""
    place = answer
    for step in source.records.split(".") if source.records else []:
        if not isinstance(place, dict) or step not in place:
            there = ", ".join(f"«{key}»" for key in place) if isinstance(place, dict) else _kind(place)
            raise SourceError(
                source.code, f"câu trả lời không có «{step}» của «{source.records}».", f"Ở đó có: {there}.", ASK
            )
        place = place[step]
    if not isinstance(place, list):
        where = f"«{source.records}»" if source.records else "câu trả lời"
        raise SourceError(source.code, f"{where} không phải danh sách bản ghi.", f"Đó là {_kind(place)}.", ASK)
    if not place:
        raise SourceError(
            source.code,
            "nguồn trả về 0 bản ghi; không có gì thay đổi.",
            remedy="Kiểm tra điều kiện của địa chỉ (kỳ, đơn vị); nếu kỳ này chưa có số liệu thì không cần làm gì.",
        )
    if odd := next((n for n, record in enumerate(place, start=1) if not isinstance(record, dict)), 0):
        raise SourceError(source.code, f"bản ghi {odd} không phải một đối tượng có các trường.", remedy=ASK)
    return place


def _kind(value: object) -> str:
    return "để trống (null)" if value is None else KINDS.get(type(value), type(value).__name__)


def _field(record: dict[str, Any], name: str) -> object:
    """A field of a record, also inside another one; ABSENT when there is none."""
    if name in record:
        return record[name]
    place: object = record
    for step in name.split("."):
        if not isinstance(place, dict) or step not in place:
            return ABSENT
        place = place[step]
    return place


def _require_fields(source: Source, found: list[dict[str, Any]]) -> None:
    """A field that no record has was renamed or dropped: nothing can be read until somebody says which."""
    missing = [name for name in source.fields if all(_field(record, name) is ABSENT for record in found)]
    if missing:
        there = sorted({name for record in found for name in record} - source.fields.keys())
        raise SourceError(
            source.code,
            "cấu trúc của nguồn đã đổi.",
            " ".join(_missing(name, there) for name in missing),
            ASK,
        )


def _missing(name: str, there: list[str]) -> str:
    lower = {text.lower(): text for text in there}
    close = difflib.get_close_matches(name.lower(), lower, n=1, cutoff=0.5)
    return f"Không bản ghi nào có trường «{name}»{f'; gần giống: «{lower[close[0]]}»' if close else ''}."


def _value(name: str, number: int, of: str, value: object) -> CellValue:
    """The value of a field as a cell; a field that a single record lacks is blank, and refused where it is needed."""
    if value is ABSENT or value is None:
        return None
    if isinstance(value, (str, bool, int, Decimal)):
        return value
    raise SourceError(name, f"bản ghi {number}: trường «{of}» là {_kind(value)}, không phải một giá trị.", remedy=ASK)


def _strange(source: Source, found: list[dict[str, Any]]) -> Iterator[str]:
    """A remark on fields that came along undeclared."""
    known = {name.split(".")[0] for name in source.fields} | source.fields.keys()
    strange = sorted({name for record in found for name in record} - known)
    if strange:
        shown = ", ".join(f"«{name}»" for name in strange[:SHOWN])
        more = f" và {len(strange) - SHOWN} trường khác" if len(strange) > SHOWN else ""
        yield f"Nguồn có trường chưa khai báo: {shown}{more}; không đọc."
