"""The draft of a reminder as a letter in Word, laid out like the letters of Vietnamese offices (Decree 30/2020/NĐ-CP).

python-docx writes it: the one library for the format, maintained since 2013, with lxml alone behind it.
"""

import io
from collections.abc import Sequence
from datetime import date

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"  # as the decree demands
SHOWN = 40  # rows; the rest is counted

Row = tuple[str, str, str, str]  # indicator, period, due, what is missing


def reminder(
    *, number: str, office: str, agency: str, set_name: str, on: date, rows: Sequence[Row], by_default: bool
) -> bytes:
    """A .docx: heading, whom it is to, the table of what is owed, what to do about a mistake, places to sign."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    _heading(document.add_table(rows=1, cols=2), office, number, on)
    _centred(document.add_paragraph(), "DỰ THẢO", bold=True)
    _centred(document.add_paragraph(), f"V/v gửi số liệu còn thiếu của {set_name}")
    _centred(document.add_paragraph(), f"Kính gửi: {agency}", bold=True)
    document.add_paragraph(
        f"Đến ngày {on:%d/%m/%Y}, kho dữ liệu của tỉnh chưa nhận đủ {len(rows)} báo cáo đã đến hạn sau đây của quý cơ "
        "quan. Đề nghị gửi số liệu còn thiếu theo đúng biểu mẫu."
    )
    _owed(document.add_table(rows=1, cols=5), rows[:SHOWN])
    if len(rows) > SHOWN:
        document.add_paragraph(f"Và {len(rows) - SHOWN} báo cáo khác, xem ở trang Chất lượng dữ liệu.")
    if by_default:
        document.add_paragraph(
            "Hạn có dấu (*) là hạn mặc định của hệ thống, vì quyết định chưa quy định hạn gửi cho chỉ số đó."
        )
    document.add_paragraph(
        "Nếu số liệu đã được gửi hoặc có lý do chính đáng, đề nghị phản hồi để rút hoặc miễn lần nhắc này; sổ nhắc "
        "việc ghi lại cả hai."
    )
    signed = document.add_paragraph()
    signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    signed.add_run("NGƯỜI KÝ\n").bold = True
    signed.add_run("(chức vụ, chữ ký, họ tên)").italic = True
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _heading(table: Table, office: str, number: str, on: date) -> None:
    left, right = table.rows[0].cells
    _lines(left, [(office.upper(), True), (f"Số: …/… (nhắc {number})", False)])
    _lines(
        right,
        [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
            ("Độc lập - Tự do - Hạnh phúc", True),
            (f"…, ngày {on.day} tháng {on.month} năm {on.year}", False),
        ],
    )


def _lines(cell: _Cell, lines: Sequence[tuple[str, bool]]) -> None:
    for place, (text, bold) in enumerate(lines):
        _centred(cell.paragraphs[0] if place == 0 else cell.add_paragraph(), text, bold=bold)


def _centred(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = bold


def _owed(table: Table, rows: Sequence[Row]) -> None:
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ("TT", "Chỉ số", "Kỳ", "Hạn", "Còn thiếu"), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for place, row in enumerate(rows, start=1):
        for cell, text in zip(_new_row(table).cells, (str(place), *row), strict=True):
            cell.text = text


def _new_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # of the library
    return row
