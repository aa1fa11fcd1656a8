"""An answer of the National Public Service Portal about scores, as the sheet of the layout ``portal-metrics``.

The addresses are undocumented and unversioned, so the shape is checked: ``{"code": "OK", "data": …}`` around one of
three kinds of listings.  Scores: ``evaluation`` with ``groupScores``.  Parts: ``evaluation`` (and ``overview``)
with ``metrics``.  Trees: ``parent`` and ``children`` with counts of dossiers or of payments.  What is null stays empty.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from data import reasons
from loaders.errors import SourceError
from loaders.sheet import Cell, CellValue, Sheet
from loaders.sources.declared import Source
from loaders.texts import sound

COLUMNS = (
    "departmentCode", "departmentName", "code", "numerator", "denominator", "score", "groupRank", "rank", "captured_on",
)  # fmt: skip
# Fields of the trees: item, then the fields of its numerator, denominator and score ("" where it has none).
TREES = {
    "totalOnTime": (
        ("TDGQ", "totalOnTime", "totalReceived", "score"),
        ("DOSSIER_OVERDUE", "totalOverdue", "", ""),
        ("AVERAGE_DAYS", "avgProcessingDays", "", ""),
    ),
    "totalDossierOnlinePaymentSuccess": (
        ("TTTT", "", "", "score"),
        ("PAY_DOSSIER", "totalDossierOnlinePaymentSuccess", "totalDossierFinancialObligation", ""),
        ("PAY_FORMALITY", "totalDossierOnlineFormalityPaymentSuccess", "totalFeeDossierFormalityDistinct", ""),
        ("PAY_FEE_FORMALITY", "totalFeeDossierFormality", "totalFeeDossierFormalityDistinct", ""),
    ),
    "onlineDossierCount": (("ONLINE", "", "", "score"),),
}
ASK = "Cổng có thể đã đổi câu trả lời: báo quản trị, số liệu lần trước vẫn được giữ."
Record = dict[str, Any]
Row = tuple[CellValue, ...]


def as_sheet(source: Source, content: bytes, fetched_at: datetime) -> Sheet:
    """One row per unit and item; the day of the capture stands in every row, so that each day is a capture of its own.

    Raises:
        SourceError: no JSON, not the envelope, none of the known listings, or a listing without units.
    """
    rows = list(_rows(source.code, _data(source.code, content)))
    if not rows:
        raise SourceError(source.code, "câu trả lời của Cổng không có đơn vị nào.", remedy=ASK)
    cells = {(1, place): Cell(text) for place, text in enumerate(COLUMNS, start=1)}
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate((*row, f"{fetched_at:%d/%m/%Y}"), start=1):
            if value is not None:
                cells[number, place] = Cell(value)
    return sound(source.code, [Sheet(name="", cells=cells, by_row=True)])[0]


def _data(name: str, content: bytes) -> Record:
    try:
        answer = json.loads(content, parse_float=Decimal)
    except ValueError as error:
        raise SourceError(
            name, "câu trả lời của Cổng không phải JSON hợp lệ.", reasons.in_brackets(error), ASK
        ) from error
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, dict) or answer.get("code") != "OK":
        told = answer.get("message") if isinstance(answer, dict) else ""
        raise SourceError(name, "Cổng không trả về số liệu.", f"Cổng báo: «{told or 'không nói gì'}».", ASK)
    return data


def _rows(name: str, data: Record) -> Iterator[Row]:
    units = _listed(name, data.get("evaluation")) or _listed(name, data.get("children"))
    for head in ("overview", "parent"):
        if isinstance(data.get(head), dict):
            units = [data[head], *units]
    known = False
    for unit in units:
        if not unit.get("departmentCode"):
            continue  # the whole country
        told = list(_of_unit(name, unit))
        known = known or bool(told)
        yield from told
    if not known:
        raise SourceError(name, "cấu trúc câu trả lời của Cổng đã đổi.", f"Ở đó có: {', '.join(data)}.", ASK)


def _listed(name: str, listed: object) -> list[Record]:
    if listed is None:
        return []
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise SourceError(name, "danh sách đơn vị của Cổng không còn là danh sách bản ghi.", remedy=ASK)
    return listed


def _of_unit(name: str, unit: Record) -> Iterator[Row]:
    """The rows of one unit, whichever kind of listing it stands in."""
    who = (unit["departmentCode"], unit.get("departmentName"))
    if isinstance(unit.get("groupScores"), dict):
        ranks = (_plain(name, unit.get("groupRank")), _plain(name, unit.get("rank")))
        yield (*who, "total", None, None, _plain(name, unit.get("totalScore")), *ranks)
        for code, score in unit["groupScores"].items():
            yield (*who, code, None, None, _plain(name, score), None, None)
    for metric in _listed(name, unit.get("metrics")):
        counted = (_plain(name, metric.get(field)) for field in ("numerator", "denominator", "score"))
        yield (*who, _plain(name, metric.get("code")), *counted, None, None)
    for mark, items in TREES.items():
        if mark in unit:
            for item, *fields in items:
                yield (*who, item, *(_plain(name, unit.get(field)) for field in fields), None, None)


def _plain(name: str, value: object) -> CellValue:
    if value is None or isinstance(value, (str, int, Decimal)):
        return value
    raise SourceError(name, f"Cổng trả về một giá trị không hiểu được: «{str(value)[:60]}».", remedy=ASK)
