"""A briefing for Word, laid out as Decree 30/2020/NĐ-CP lays out what offices write; charts stay charts, numbers lead
to their sources in the appendix."""

import io
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from exports.briefing import forms, map_drawing, native, pictures, word_head, word_parts
from exports.briefing.model import Briefing, Cell, Chart, Column, Map, Paragraph, Section, Table
from exports.briefing.numbering import captions, roman
from exports.briefing.word_form import Form

FONT = "Times New Roman"  # as the decree demands
BODY, SMALL = Pt(13), Pt(10)
WIDTH = Cm(16.0)  # between the margins
HEAD_COLOUR = "E3EEE9"
ORIGIN_COLUMNS = (
    Column("TT", width=1.0), Column("Số liệu", width=3.0), Column("Kỳ", width=1.7), Column("Địa bàn", width=1.4),
    Column("Giá trị", "number", 2.0), Column("Nguồn; tệp, trang tính, ô", width=3.35), Column("Biết từ", width=2.0),
)  # fmt: skip


def to_docx(briefing: Briefing, template: Path | None = None) -> bytes:
    """The whole briefing as a .docx, laid out as the decree says, or in the province's own template.

    Raises:
        FormError: the template cannot be used; the message says why and what to do.
    """
    return Writer(briefing, Form(template) if template else None).written()


class Writer:
    """Writes one briefing from the top to its appendix."""

    def __init__(self, briefing: Briefing, form: Form | None) -> None:
        self.briefing, self.form = briefing, form
        self.document: Document = form.document if form else docx.Document()
        self.width = form.width if form else WIDTH
        self.captions = captions(briefing)
        self.places = {one.key: f"nguon_{number}" for number, one in enumerate(briefing.origins, start=1)}
        charts = [block for block in briefing.blocks() if isinstance(block, Chart)]
        self._charts = native.parts(charts, FONT, 10)
        self._drawn = 0

    def written(self) -> bytes:
        about = self.document.core_properties
        about.title, about.subject = self.briefing.subject[:250], self.briefing.period
        about.author, about.comments = self.briefing.letterhead.office[:250], foot(self.briefing)
        if self.form:
            self._into(self.form)
        else:
            self._set_up()
            word_head.write(self.document, self.briefing)
            self._sections()
            word_parts.keep_last_with_next(self.document)
            word_head.sign(self.document, self.briefing)
            self._appendix()
        held = io.BytesIO()
        self.document.save(held)
        return held.getvalue()

    def _into(self, form: Form) -> None:
        """What the template has no slot for, and every file carries all the same, stands around the content."""
        form.fill(self.briefing)
        first = len(form.elements())
        if self.briefing.mark and forms.MARK not in form.slots:
            word_head.mark(self.document, self.briefing.mark)
        self._sections()
        if forms.CODE not in form.slots:
            self._note(foot(self.briefing))
        form.settle(forms.CONTENT, first)
        first = len(form.elements())
        self._appendix(on_new_page=not form.has_place(forms.APPENDIX))
        form.settle(forms.APPENDIX, first)

    def _sections(self) -> None:
        for place, section in enumerate(self.briefing.sections, start=1):
            self._section(roman(place), section)

    def _set_up(self) -> None:
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, BODY
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        section = self.document.sections[0]
        section.page_width, section.page_height, section.orientation = Cm(21), Cm(29.7), WD_ORIENT.PORTRAIT
        section.left_margin, section.right_margin = Cm(3), Cm(2)
        section.top_margin, section.bottom_margin = Cm(2), Cm(2)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        word_parts.field(number.add_run(), "PAGE")
        for footer in (section.footer, section.first_page_footer):
            told = footer.paragraphs[0].add_run(foot(self.briefing))
            told.font.size = Pt(9)

    def _section(self, number: str, section: Section) -> None:
        heading = self.document.add_paragraph()
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(10), Pt(4)
        heading.paragraph_format.keep_with_next = True
        heading.add_run(f"{number}. {section.title.upper()}").bold = True
        for block in section.blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            elif isinstance(block, Table):
                self._caption(self.captions[id(block)])
                self._table(block.columns, block.rows, block.note)
            elif isinstance(block, Chart):
                self._caption(self.captions[id(block)])
                self._chart(block)
            else:
                self._caption(self.captions[id(block)])
                self._map(block)

    def _paragraph(self, block: Paragraph) -> None:
        written = self.document.add_paragraph()
        written.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        written.paragraph_format.first_line_indent = Cm(1.27)
        written.paragraph_format.space_after, written.paragraph_format.line_spacing = Pt(6), 1.1
        if block.is_item:
            written.add_run("- ")
        for one in block.words:
            self._words(written, one.text, one.key)

    def _words(self, written: WordParagraph, text: str, key: str) -> Run:
        """A number leads to its row in the appendix."""
        if key in self.places:
            return word_parts.linked(written, text, self.places[key])
        return written.add_run(text)

    def _caption(self, text: str) -> None:
        caption = self.document.add_paragraph()
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(8), Pt(3)
        caption.paragraph_format.keep_with_next = True
        run = caption.add_run(text)
        run.bold, run.font.size = True, Pt(12)

    def _note(self, text: str) -> None:
        if text:
            run = self.document.add_paragraph().add_run(text)
            run.italic, run.font.size = True, SMALL

    def _chart(self, chart: Chart) -> None:
        self._drawn += 1
        place = self.document.add_paragraph()
        place.alignment = WD_ALIGN_PARAGRAPH.CENTER
        place.paragraph_format.keep_with_next = bool(chart.source)
        height = Cm(3 + 0.62 * len(chart.categories)) if chart.kind == "bar" else Cm(7)
        told = f"{chart.title} ({chart.unit}). {chart.about}"
        word_parts.add_chart(
            self.document, place.add_run(), self._drawn, next(self._charts), (Emu(self.width), Emu(height)), told
        )
        self._note(told_of(chart))

    def _map(self, drawn: Map) -> None:
        self._drawn += 1
        svg = map_drawing.svg(drawn, self.briefing.mark)
        place = self.document.add_paragraph()
        place.alignment = WD_ALIGN_PARAGRAPH.CENTER
        picture = place.add_run().add_picture(io.BytesIO(pictures.png(svg)), width=Emu(self.width))
        word_parts.add_vector(
            self.document, picture, svg, self._drawn, f"{drawn.title}. {drawn.measure}. {drawn.about}"
        )
        self._note(f"Nguồn: {drawn.source}." if drawn.source else "")

    def _table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], note: str = "") -> WordTable:
        made = self.document.add_table(rows=len(rows) + 1, cols=len(columns))
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        word_parts.lines(made)  # a template need not have the style of a grid
        share = self.width / sum(one.width for one in columns)
        word_parts.set_widths(made, [int(share * one.width) for one in columns])
        cells = iter(made._cells)  # all at once: asked one by one, each would search the whole table
        for row in made.rows:
            word_parts.whole(row)
        word_parts.head_row(made.rows[0])
        for one in columns:
            head = next(cells)
            word_parts.shade(head, HEAD_COLOUR)
            self._cell(head.paragraphs[0], Cell(one.name), "text", True)
        for told in rows:
            for column, one_cell in zip(columns, told, strict=True):
                self._cell(next(cells).paragraphs[0], one_cell, column.kind, False)
        word_parts.keep_beginning(made)
        self._note(note)
        between = self.document.add_paragraph().paragraph_format  # else a table that follows would be one with this one
        between.space_after, between.line_spacing = Pt(0), Pt(6)
        return made

    def _cell(self, written: WordParagraph, told: Cell, kind: str, is_head: bool) -> None:
        written.paragraph_format.space_after = Pt(0)
        if is_head:
            written.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif kind == "number":
            written.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = self._words(written, told.text, told.key)
        run.font.size, run.bold = Pt(10.5), is_head

    def _appendix(self, *, on_new_page: bool = True) -> None:
        if not self.briefing.origins:
            return
        if on_new_page:
            self.document.add_page_break()
        heading = self.document.add_paragraph()
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        heading.add_run("PHỤ LỤC: NGUỒN CỦA TỪNG SỐ LIỆU").bold = True
        for line in self.briefing.told():
            self._note(line)
        rows = [
            (Cell(str(n)), Cell(one.what), Cell(one.period), Cell(one.area), Cell(f"{one.figure} {one.unit}".strip()),
             Cell(f"{one.source}; {one.file}"), Cell(one.known))
            for n, one in enumerate(self.briefing.origins, start=1)
        ]  # fmt: skip
        made = self._table(ORIGIN_COLUMNS, rows)
        for number, (row, one) in enumerate(zip(list(made.rows)[1:], self.briefing.origins, strict=True), start=1):
            word_parts.bookmark(row.cells[0].paragraphs[0], self.places[one.key], number)


def told_of(chart: Chart) -> str:
    """What stands below a chart."""
    parts = (f"Đơn vị: {chart.unit}" if chart.unit else "", chart.about, f"Nguồn: {chart.source or '–'}")
    return ". ".join(part for part in parts if part) + "."


def foot(briefing: Briefing) -> str:
    """What stands at the foot of every page."""
    told = (briefing.mark, f"Mã kiểm tra: {briefing.code}" if briefing.code else "Bản xem trước, chưa phát hành",
            f"Số liệu đến {briefing.as_of}", f"Phiên bản {briefing.version}")  # fmt: skip
    return " · ".join(part for part in told if part)
