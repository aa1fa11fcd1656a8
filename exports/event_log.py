"""The log of an event to take away: Word in the style of offices, and CSV; every step with who, when and what."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from docx import Document
from docx.shared import Cm, Pt

from exports.letter import FONT, _centred, _new_row

HEADS = ("Thời điểm", "Người thực hiện", "Cơ quan", "Việc", "Nội dung")
SIMULATED = "SỐ LIỆU MÔ PHỎNG"

Line = tuple[str, str, str, str, str]  # in the order of HEADS


@dataclass(frozen=True)
class Table:
    """A table under a heading."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class EventLog:
    """What is written: the event, its log oldest first, and the tables below it."""

    name: str
    about: str  # kind, stage, when opened
    province_name: str
    written_at: datetime
    simulated: bool
    lines: Sequence[Line]
    tables: Sequence[Table] = ()


def to_docx(log: EventLog) -> bytes:
    """A .docx: heading, the log as a table, tasks and figures."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin, section.right_margin = Cm(2), Cm(1.5)
    _centred(document.add_paragraph(), "NHẬT KÝ SỰ KIỆN", bold=True)
    _centred(document.add_paragraph(), log.name.upper(), bold=True)
    _centred(document.add_paragraph(), f"{log.province_name} · {log.about}")
    _centred(document.add_paragraph(), f"Xuất lúc {log.written_at:%H:%M ngày %d/%m/%Y}")
    if log.simulated:
        _centred(document.add_paragraph(), SIMULATED, bold=True)
    for table in (Table("Diễn biến", HEADS, log.lines), *log.tables):
        document.add_paragraph().add_run(table.title).bold = True
        made = document.add_table(rows=1, cols=len(table.heads))
        made.style = "Table Grid"
        for cell, text in zip(made.rows[0].cells, table.heads, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        for row in table.rows:
            for cell, text in zip(_new_row(made).cells, row, strict=True):
                cell.text = text
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def to_csv(log: EventLog) -> bytes:
    """UTF-8 with a mark for Excel; the first lines say what it is."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(["Nhật ký sự kiện", log.name])
    writer.writerow([log.province_name, log.about])
    if log.simulated:
        writer.writerow([SIMULATED])
    for table in (Table("Diễn biến", HEADS, log.lines), *log.tables):
        writer.writerow([])
        writer.writerow([table.title])
        writer.writerow(table.heads)
        writer.writerows([[_plain(cell) for cell in row] for row in table.rows])
    return held.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    """A text that a spreadsheet would run as a formula is quoted."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
