"""The head and the foot of an official text in Word: country and motto, office, number, place and date, who signs."""

import re

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from exports.briefing import word_parts
from exports.briefing.model import KEPT_OPEN, Briefing

LINE = 21  # capital letters that stand on one line of the head
PIECES = re.compile(r"(?<=,) | (?=(?:TỈNH|THÀNH PHỐ|PHƯỜNG|XÃ|ĐẶC KHU) )")
COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
RED = RGBColor(0xB3, 0x26, 0x1E)


def unbroken(office: str) -> str:
    """The name of an office whose lines end where a reader would end them: not within the name of a province."""
    return " ".join(one.replace(" ", "\u00a0") if len(one) <= LINE else one for one in PIECES.split(office))


def write(document: Document, briefing: Briefing) -> None:
    """Everything above the first section."""
    head = briefing.letterhead
    table = document.add_table(rows=2, cols=2)
    word_parts.set_widths(table, (Cm(7.0), Cm(9.6)))
    left, right = table.rows[0].cells
    _line(left, unbroken(head.above), 12, first=True)
    _line(left, unbroken(head.office), 12, bold=True)
    word_parts.rule(_line(left, "", 2), 2.2)
    _line(right, COUNTRY, 12, bold=True, first=True)
    _line(right, MOTTO, 13, bold=True)
    word_parts.rule(_line(right, "", 2), 2.0)
    left, right = table.rows[1].cells
    _line(left, f"Số: {head.number or KEPT_OPEN}/{head.symbol}", 13, first=True)
    when = f"ngày {briefing.on.day:02d} tháng {briefing.on.month:02d} năm {briefing.on.year}"
    _line(right, f"{head.place or KEPT_OPEN}, {when}", 13, italic=True, first=True)
    _title(document, briefing)


def _title(document: Document, briefing: Briefing) -> None:
    for text, before in ((briefing.name, 18), (briefing.subject, 0)):
        written = document.add_paragraph()
        written.alignment = WD_ALIGN_PARAGRAPH.CENTER
        written.paragraph_format.space_before, written.paragraph_format.space_after = Pt(before), Pt(0)
        run = written.add_run(text)
        run.bold, run.font.size = True, Pt(14)
    below = document.add_paragraph()
    below.paragraph_format.space_after = Pt(6)
    below.add_run().font.size = Pt(2)
    word_parts.rule(below, 6.0)
    if briefing.mark:
        mark(document, briefing.mark)


def mark(document: Document, told: str) -> None:
    """That figures are simulated, so that nobody overlooks it."""
    marked = document.add_paragraph()
    marked.alignment = WD_ALIGN_PARAGRAPH.CENTER
    marked.paragraph_format.space_before = Pt(6)
    run = marked.add_run(told)
    run.bold, run.font.color.rgb = True, RED


def sign(document: Document, briefing: Briefing) -> None:
    """Whom it is sent to, and where it is signed."""
    head = briefing.letterhead
    table = document.add_table(rows=1, cols=2)
    word_parts.set_widths(table, (Cm(8.0), Cm(8.0)))
    word_parts.whole(table.rows[0])
    left, right = table.rows[0].cells
    first = left.paragraphs[0]
    run = first.add_run("Nơi nhận:")
    run.bold, run.italic, run.font.size = True, True, Pt(12)
    for receiver in head.receivers or (KEPT_OPEN,):
        written = left.add_paragraph()
        written.paragraph_format.space_after = Pt(0)
        written.add_run(f"- {receiver}").font.size = Pt(11)
    _line(right, head.signs_as.upper(), 13, bold=True, first=True)
    for _ in range(4):
        _line(right, "", 13)
    _line(right, head.signer or KEPT_OPEN, 13, bold=True)


def _line(
    cell: _Cell, text: str, size: int, *, bold: bool = False, italic: bool = False, first: bool = False
) -> Paragraph:
    written = cell.paragraphs[0] if first else cell.add_paragraph()
    written.alignment = WD_ALIGN_PARAGRAPH.CENTER
    written.paragraph_format.space_after = Pt(0)
    run = written.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return written
