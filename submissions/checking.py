"""A grid or a file as a delivery, limited to what its sender may send, and the checks' answers as plain data."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from data import catalogue
from data.rights.reader import Reader
from data.rights.sending import may_send
from geo import areas
from loaders import findings, rules
from loaders.delivery import Delivery, delivery_id, refusal_frame
from loaders.editions import nothing_before
from loaders.errors import SourceError
from loaders.examined import examined
from loaders.normalise import cell_told
from loaders.pipeline import Options, read_answer_delivery, read_delivery
from loaders.reading import Note, Place, Refusal
from loaders.sheet import Cell, Sheet

LARGEST = 5_000_000  # bytes of a file that is sent by the web; larger ones are for «chiso load»
GRID = ("indicator_code", "area_code", "period", "breakdown", "measure", "written")
HEADER = (*GRID[:-1], "value")
MOST_TOLD = 200  # findings that are kept and shown
NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
Key = tuple[str, ...]  # the columns of GRID without what is written


@dataclass(frozen=True)
class Sender:
    """Who sends, and as which submission: the same file of another submission is another delivery."""

    reader: Reader
    province_code: str
    mark: str
    at: datetime


def of_grid(cells: Sequence[Mapping[str, Any]], sender: Sender) -> Delivery:
    """What a grid says, through the same reader and checks as a long table.  Raises SourceError."""
    written = [[str(cell[name]) for name in GRID] for cell in cells]
    texts = [list(HEADER), *written]
    filled = {(row, column): Cell(text) for row, line in enumerate(texts, 1) for column, text in enumerate(line, 1)}
    about = replace(
        examined(replace(_options(sender), layout="query")), before=nothing_before
    )  # shown beside each cell
    name = f"bang-nhap-{sender.mark}.csv"
    return limited(read_answer_delivery(Sheet("", filled, by_row=True), name, about), sender)


def of_file(path: Path, sender: Sender, period: str = "") -> Delivery:
    """What a file says, by the layouts that ``chiso load`` knows.  Raises SourceError."""
    about = vars(examined(replace(_options(sender), period=period)))
    layout = about.pop("layout")
    found = read_delivery(path, layout, large=10 * LARGEST, **about)
    if len(found.entries) or len(found.scores) or found.records:
        raise SourceError(
            path.name,
            "là danh sách, bảng điểm hoặc bản tin; trang này chỉ nhận số liệu chỉ tiêu.",
            remedy="Gửi tệp này cho đơn vị vận hành để nạp.",
        )
    if found.province_code != sender.province_code:
        raise SourceError(path.name, "là số liệu của tỉnh khác.", remedy="Chọn lại tệp.")
    return limited(found, sender)


def limited(delivery: Delivery, sender: Sender) -> Delivery:
    """The delivery without the values that its sender may not send; they are refused with the reason.

    Of what is not the sender's nothing else is told either: what the checks say of a number tells numbers.
    """
    rows, refused = delivery.observations, delivery.refusals
    own, own_refused = _own(rows, sender), _own(refused, sender)
    identity = delivery_id(
        delivery.file_hash, delivery.layout, f"{delivery.layout_version}-{sender.mark}", delivery.period
    )
    foreign = [_refusal(row, _written(row) if pd.notna(row["value"]) else "") for row in findings.each(rows[~own])]
    foreign += [_refusal(row, row["value"]) for row in findings.each(refused[~own_refused])]
    not_own = refusal_frame(foreign, identity, delivery.file_name)
    together = [one for one in (refused[own_refused].assign(delivery_id=identity), not_own) if len(one)]
    places = {(one.place.sheet, one.place.cell) for one in foreign}
    return replace(
        delivery,
        delivery_id=identity,
        agency=sender.reader.agency or delivery.agency,
        source=sender.reader.agency or delivery.source,
        observations=rows[own].assign(delivery_id=identity).reset_index(drop=True),
        refusals=pd.concat(together, ignore_index=True) if together else not_own,
        notes=tuple(note for note in delivery.notes if (note.sheet, note.cell) not in places),
    )


def _own(rows: pd.DataFrame, sender: Sender) -> "pd.Series[bool]":
    """Which rows a sender may send; a cell of which neither indicator nor area was understood is nobody else's."""
    keys = zip(rows["indicator_code"], rows["area_code"], strict=True)
    known = catalogue.indicators()
    own = [
        not (code in known and area) or may_send(sender.reader, known[code], area, province_of(area))
        for code, area in keys
    ]
    return pd.Series(own, index=rows.index, dtype=bool)


def province_of(area_code: str) -> str:
    """The province of an area; of a point that reports, the one in its code."""
    if ":" in area_code:
        return area_code.partition(":")[2][:2]
    commune = areas.communes_by_code().get(area_code)
    return str(commune["province_code"]) if commune else area_code


def answers(delivery: Delivery, cells: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """What the checks say: ``accepted`` (how many), ``refused`` and ``doubted``, each a list of cells with words.

    ``cells`` are those of the grid that was read, so that each answer knows its cell (``key``).
    """
    refused = [
        {
            "key": _key(row["cell"], cells), "sheet": row["sheet"], "cell": row["cell"], "row": row["row_label"],
            "column": row["column_label"], "value": row["value"], "reason": row["reason"], "remedy": row["remedy"],
        }
        for row in delivery.refusals.head(MOST_TOLD).to_dict("records")
    ]  # fmt: skip
    doubted = [
        {"key": _key(note.cell, cells), "sheet": note.sheet, "cell": note.cell, "reason": _of_place(note), "remedy": ""}
        for note in delivery.notes[:MOST_TOLD]
        if note.severity == "flag" or not cells
    ]
    return {
        "accepted": len(delivery.observations), "refused": refused, "doubted": doubted,
        "more": max(0, len(delivery.refusals) - MOST_TOLD),
    }  # fmt: skip


def _of_place(note: Note) -> str:
    """The words of a note where its place is told beside them."""
    return note.text.removeprefix(f"{cell_told(note.cell)}: ")


def cells_of(delivery: Delivery) -> list[dict[str, str]]:
    """The accepted values of a file as cells of a submission."""
    return [
        {**{name: str(row[name]) for name in GRID[:-1]}, "written": _written(row)}
        for row in findings.each(delivery.observations)
    ]


def _written(row: findings.Row) -> str:
    if pd.notna(row["value"]):
        return findings.number(row["value"])
    return str(row["text_value"]) if pd.notna(row["text_value"]) else str(row["status"])


def spoken(cells: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """The sets and periods that cells speak of."""
    return {(catalogue.get(str(one["indicator_code"])).set_code, str(one["period"])) for one in cells}


def number_of(text: str) -> float | None:
    """The number that a cell says in Vietnamese writing; None for words."""
    if not NUMBER.fullmatch(text.strip()):
        return None
    return float(text.strip().replace(".", "").replace(",", "."))


def _options(sender: Sender) -> Options:
    return Options(province=sender.province_code, received_at=sender.at, numbers="vi", agency=sender.reader.agency)


def _key(cell: str, cells: Sequence[Mapping[str, Any]]) -> list[str]:
    digits = "".join(one for one in cell if one.isdigit())
    at = int(digits) - 2 if digits and cells else -1
    return [str(cells[at][name]) for name in GRID[:-1]] if 0 <= at < len(cells) else []


def _refusal(row: findings.Row, written: str) -> Refusal:
    about, place = findings.coordinates(row), Place(row["sheet"], row["cell"], "", "", written)
    reason, remedy = rules.rule("not_own").tell({"what": findings.what(row)})
    return Refusal(place, "not_own", reason, remedy, about)
