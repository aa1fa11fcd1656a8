"""A briefing as slides, 16:9: native charts and tables, in the province's own template if it has one."""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Emu, Inches, Pt

from exports.briefing import deck, drawing, map_drawing, native, pictures, slide_room
from exports.briefing.model import Briefing, Cell, Chart, Column, Map, Paragraph, Section, Table
from exports.briefing.numbering import captions, roman
from exports.briefing.slide_room import LONGEST

FONT = "Arial"  # every system that shows slides has it, with all Vietnamese signs
ACCENT = RGBColor.from_string("0B6E75")
MUTED, RED = RGBColor.from_string(drawing.MUTED[1:]), RGBColor.from_string("B3261E")
SHADE = RGBColor.from_string("E3EEE9")
SVG_USE = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
SVG_SPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # of Office: lines and no fill
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def to_pptx(briefing: Briefing, template: Path | None = None) -> bytes:
    """The whole briefing as a .pptx.

    Raises:
        FormError: the template cannot be used; the message says why and what to do.
    """
    return Writer(briefing, template).written()


class Writer:
    """Writes one briefing, slide after slide."""

    def __init__(self, briefing: Briefing, template: Path | None) -> None:
        self.briefing = briefing
        self.deck: Any
        self.first: Any
        self.plain: Any
        self.deck, self.first, self.plain = deck.opened(template) if template else (_own(), None, None)
        if template:
            deck.fill(self.deck, briefing)
        self.captions = captions(briefing)
        self.sources = {one.key: one.source for one in briefing.origins}
        self._drawn = 0
        self._lead: tuple[str, Sequence[Paragraph]] | None = None  # what stands above the next table, on its slide

    def written(self) -> bytes:
        self._cover()
        for place, section in enumerate(self.briefing.sections, start=1):
            self._section(f"{roman(place)}. {section.title}", section)
        self._last()
        about = self.deck.core_properties
        about.title, about.comments = self.briefing.subject[:250], self.briefing.code
        held = io.BytesIO()
        self.deck.save(held)
        return held.getvalue()

    @property
    def wide(self) -> int:
        return int(self.deck.slide_width)

    @property
    def high(self) -> int:
        return int(self.deck.slide_height)

    def _slide(self, title: str, layout: Any = None) -> Any:
        """A slide with its title, and at its foot what every file carries."""
        slide = self.deck.slides.add_slide(layout or self.plain or self.deck.slide_layouts[5])
        for one in list(slide.placeholders):
            if one.placeholder_format.type is not None and one != slide.shapes.title:
                one._element.getparent().remove(one._element)
        heading = slide.shapes.title
        if self.plain is None:
            heading.left, heading.top = Inches(0.6), Inches(0.35)
            heading.width, heading.height = Emu(self.wide - Inches(1.2)), Inches(0.95)
            rule = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(0.6), Inches(1.3), Inches(1.4), Inches(0.05))
            rule.fill.solid()
            rule.fill.fore_color.rgb = ACCENT
            rule.line.fill.background()
        size = 24 if len(title) < 90 else 18
        _write(heading.text_frame, title, size, bold=True, colour=ACCENT if self.plain is None else None)
        if self.plain is None:
            heading.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        foot = slide.shapes.add_textbox(
            Inches(0.6), Emu(self.high - Inches(0.42)), Emu(self.wide - Inches(1.2)), Inches(0.3)
        )
        code = f"Mã kiểm tra {self.briefing.code}" if self.briefing.code else ""
        about = f"{self.briefing.area} · {self.briefing.period}"
        told = (self.briefing.mark, about, f"Số liệu đến {self.briefing.as_of}", code)
        _write(foot.text_frame, " · ".join(one for one in told if one), 10, colour=RED if self.briefing.mark else MUTED)
        return slide

    def _cover(self) -> None:
        slide = self._slide(self.briefing.subject, self.first)
        box = slide.shapes.add_textbox(Inches(0.6), Inches(2.2), Emu(self.wide - Inches(1.2)), Inches(3))
        head = self.briefing.letterhead
        lines = [(head.above, 16, False), (head.office, 20, True), (self.briefing.name, 32, True),
                 (f"{head.place}, ngày {self.briefing.on:%d/%m/%Y}", 16, False)]  # fmt: skip
        for place, (text, size, bold) in enumerate(lines):
            paragraph = box.text_frame.paragraphs[0] if place == 0 else box.text_frame.add_paragraph()
            _run(paragraph, text, size, bold=bold)
            paragraph.space_after = Pt(10)
        box.text_frame.word_wrap = True

    def _section(self, title: str, section: Section) -> None:
        said = [block for block in section.blocks if isinstance(block, Paragraph)]
        rest = [block for block in section.blocks if not isinstance(block, Paragraph)]
        self._lead = (title, said) if slide_room.leads(said, rest, Emu(self.wide).inches - 1.2) else None
        for place, part in enumerate(() if self._lead else slide_room.by_room(said)):
            slide = self._slide(f"{title} (tiếp theo)" if place else title)
            self._note(slide, self._sources(self._write_said(slide, part, self.high - Inches(2.4))))
        for block in rest:
            if isinstance(block, Chart):
                self._chart(block)
            elif isinstance(block, Map):
                self._map(block)
            elif isinstance(block, Table):
                self._table(block.columns, block.rows, self.captions[id(block)])

    def _opened(self, caption: str) -> tuple[Any, int, list[str]]:
        """A slide for a table, and where that begins: below the few words of its section, where these lead to it.

        Also the keys of the numbers in these words.
        """
        if self._lead is None:
            return self._slide(caption), Inches(1.4), []
        (title, said), self._lead = self._lead, None
        slide = self._slide(title)
        keys = self._write_said(slide, said, Inches(0.7))
        box = slide.shapes.add_textbox(Inches(0.6), Inches(2.2), Emu(self.wide - Inches(1.2)), Inches(0.4))
        _write(box.text_frame, caption, 14, bold=True)
        return slide, Inches(2.65), keys

    def _write_said(self, slide: Any, said: Sequence[Paragraph], high: int) -> list[str]:
        """Paragraphs below the title of a slide; gives the keys of their numbers."""
        box = slide.shapes.add_textbox(Inches(0.6), Inches(1.5), Emu(self.wide - Inches(1.2)), Emu(high))
        box.text_frame.word_wrap = True
        for place, block in enumerate(said):
            paragraph = box.text_frame.paragraphs[0] if place == 0 else box.text_frame.add_paragraph()
            paragraph.space_after = Pt(8)
            if block.is_item:
                _run(paragraph, "•  ", 18, colour=ACCENT)
            for one in block.words:
                _run(paragraph, one.text, 18, bold=bool(one.key))
        return [one.key for block in said for one in block.words]

    def _chart(self, chart: Chart) -> None:
        slide, top, keys = self._opened(self.captions[id(chart)])
        room = Emu(self.high - top - Inches(0.95))
        native.add(slide.shapes, chart, Inches(0.6), top, self.wide - Inches(1.2), room, FONT, 14)
        told = [
            f"Đơn vị: {chart.unit}" if chart.unit else "",
            chart.about,
            self._sources(keys, chart.source),
        ]
        self._note(slide, " · ".join(one for one in told if one))

    def _map(self, drawn: Map) -> None:
        slide = self._slide(self.captions[id(drawn)])
        svg = map_drawing.svg(drawn, self.briefing.mark)
        height = self.high - Inches(2.3)
        width = int(height * map_drawing.WIDTH / map_drawing.HEIGHT)
        left = Emu((self.wide - width) // 2)
        picture = slide.shapes.add_picture(io.BytesIO(pictures.png(svg)), left, Inches(1.4), Emu(width), Emu(height))
        self._drawn += 1
        _add_vector(slide, picture, svg, self._drawn, f"{drawn.title}. {drawn.measure}. {drawn.about}")
        self._note(slide, self._sources((), drawn.source))

    def _note(self, slide: Any, text: str) -> None:
        if not text:
            return
        box = slide.shapes.add_textbox(
            Inches(0.6), Emu(self.high - Inches(0.85)), Emu(self.wide - Inches(1.2)), Inches(0.35)
        )
        _write(box.text_frame, text, 12, colour=MUTED)

    def _table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], title: str) -> None:
        """As many slides as the table needs."""
        opened = self._opened(title)
        room = Emu(self.high - Inches(0.95)).inches
        tops = [room - Emu(opened[1]).inches, room - 1.4]
        size, parts = slide_room.portions(columns, rows, Emu(self.wide).inches - 1.2, *tops)
        for place, part in enumerate(parts):
            slide, top, said = self._opened(f"{title} (tiếp theo)") if place else opened
            frame = slide.shapes.add_table(
                len(part) + 1, len(columns), Inches(0.6), top, Emu(self.wide - Inches(1.2)), Inches(0.4)
            )
            frame.table._tbl.tblPr.find(f"{A}tableStyleId").text = GRID
            share = (self.wide - Inches(1.2)) / sum(one.width for one in columns)
            for column, one in zip(frame.table.columns, columns, strict=True):
                column.width = Emu(int(share * one.width))
            _fill_row(frame.table, 0, [Cell(one.name) for one in columns], columns, size, head=True)
            for row, cells in enumerate(part, start=1):
                _fill_row(frame.table, row, cells, columns, size)
            self._note(slide, self._sources([*said, *(cell.key for cells in part for cell in cells)]))

    def _sources(self, keys: Iterable[str], drawn: str = "") -> str:
        """Whose numbers stand on a slide; ``drawn``: of its chart or map."""
        of_keys = (self.sources[key] for key in keys if key in self.sources)
        named = dict.fromkeys([*filter(None, drawn.split("; ")), *of_keys])
        return f"Nguồn: {'; '.join(named)}" if named else ""

    def _last(self) -> None:
        """What the figures rest on; the row of each is in the Word file, the pages and the workbook."""
        slide = self._slide("Nguồn số liệu")
        box = slide.shapes.add_textbox(Inches(0.6), Inches(1.5), Emu(self.wide - Inches(1.2)), Inches(3.5))
        box.text_frame.word_wrap = True
        count = len(self.briefing.origins)
        traced = [f"Số ô số liệu được dẫn nguồn: {count}"] if count else []
        for place, line in enumerate([*self.briefing.told(), *traced]):
            paragraph = box.text_frame.paragraphs[0] if place == 0 else box.text_frame.add_paragraph()
            _run(paragraph, line, 16)
            paragraph.space_after = Pt(6)


def _own() -> Any:
    """An empty 16:9 deck."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    return deck


def _fill_row(
    table: Any, row: int, cells: Sequence[Cell], columns: Sequence[Column], size: int, *, head: bool = False
) -> None:
    for place, (told, column) in enumerate(zip(cells, columns, strict=True)):
        cell = table.cell(row, place)
        if head:
            cell.fill.solid()
            cell.fill.fore_color.rgb = SHADE
        text = told.text if len(told.text) <= LONGEST else told.text[: LONGEST - 1] + "…"
        _write(cell.text_frame, text, size, bold=head)
        if column.kind == "number":
            cell.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER if head else PP_ALIGN.RIGHT


def _write(frame: Any, text: str, size: float, *, bold: bool = False, colour: RGBColor | None = None) -> None:
    frame.word_wrap = True
    paragraph = frame.paragraphs[0]
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    _run(paragraph, text, size, bold=bold, colour=colour)


def _run(paragraph: Any, text: str, size: float, *, bold: bool = False, colour: RGBColor | None = None) -> None:
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold, run.font.name = text, Pt(size), bold, FONT
    if colour is not None:
        run.font.color.rgb = colour


def _add_vector(slide: Any, picture: Any, svg: str, number: int, told: str) -> None:
    """Beside the dots of a picture its vectors, which newer PowerPoint shows instead."""
    part = Part(PackURI(f"/ppt/media/map{number}.svg"), "image/svg+xml", slide.part.package, svg.encode())
    link = slide.part.relate_to(part, IMAGE)
    picture._element.nvPicPr.cNvPr.set("descr", told)
    blip = next(picture._element.iter(f"{A}blip"))
    extension = etree.SubElement(etree.SubElement(blip, f"{A}extLst"), f"{A}ext", uri=SVG_USE)
    etree.SubElement(extension, f"{{{SVG_SPACE}}}svgBlip", {f"{R}embed": link}, nsmap={"asvg": SVG_SPACE})
