"""What python-docx has no words for: native charts, vector pictures, links inside the text, fields, borders."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHART_SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SVG_SPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_USE = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
FIRST_ID = 9000  # of drawings; python-docx counts its own from 1
ROWS_KEPT = 2  # of a table, head among them, that stay with the row below them: more would leave holes in pages


def add_chart(
    document: Document, place: Run, number: int, parts: tuple[bytes, bytes], size: tuple[Emu, Emu], told: str
) -> None:
    """A native chart with its workbook, where a run stands; ``told`` is read out in its place."""
    package: Any = document.part.package
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, parts[0], package)
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), BOOK_TYPE, parts[1], package)
    chart.load_rel(RELATION.PACKAGE, book, "rId1")
    link = document.part.relate_to(chart, RELATION.CHART)
    inline = parse_xml(
        f'<wp:inline {nsdecls("wp", "a", "r")} distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{size[0]}" cy="{size[1]}"/><wp:docPr id="{FIRST_ID + number}" name="Biểu đồ {number}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{CHART_SPACE}">'
        f'<c:chart xmlns:c="{CHART_SPACE}" r:id="{link}"/></a:graphicData></a:graphic></wp:inline>'
    )
    inline.find(qn("wp:docPr")).set("descr", told)
    drawing = OxmlElement("w:drawing")
    drawing.append(inline)
    place._r.append(drawing)


def add_vector(document: Document, picture: Any, svg: str, number: int, told: str) -> None:
    """Beside the dots of a picture its vectors, which newer Word shows instead."""
    package: Any = document.part.package
    part = Part(PackURI(f"/word/media/map{number}.svg"), "image/svg+xml", svg.encode(), package)
    link = document.part.relate_to(part, RELATION.IMAGE)
    picture._inline.docPr.set("descr", told)
    blip = next(picture._inline.iter(qn("a:blip")))
    blip.append(
        parse_xml(
            f'<a:extLst {nsdecls("a", "r")}><a:ext uri="{SVG_USE}"><asvg:svgBlip xmlns:asvg="{SVG_SPACE}" '
            f'r:embed="{link}"/></a:ext></a:extLst>'
        )
    )


def linked(paragraph: Paragraph, words: str, anchor: str) -> Run:
    """A run that leads to a bookmark of the same document and looks like the text around it."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.set(qn("w:history"), "1")
    run = paragraph.add_run(words)
    link.append(run._r)
    paragraph._p.append(link)
    return run


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for one in (start, end):
        one.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(0, start)
    paragraph._p.append(end)


def field(run: Run, name: str) -> None:
    """A field that Word works out: PAGE."""
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        one = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            one.set(qn("w:fldCharType"), kind)
        one.text = text or None
        run._r.append(one)


def keep_last_with_next(document: Document) -> None:
    """The last words stay on the page of what follows them: nobody signs an empty page."""
    last = document.element.body[-2]  # the section's properties are the last of all
    if last.tag == qn("w:p"):
        Paragraph(last, document._body).paragraph_format.keep_with_next = True


def head_row(row: _Row) -> None:
    """The row stands again at the top of every page that its table runs onto."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def whole(row: _Row) -> None:
    """The row is not broken between two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def keep_beginning(table: Table) -> None:
    """The head and its first rows stay on one page: a row alone at its foot looks like the whole table."""
    kept = min(ROWS_KEPT, len(table.rows) - 1)  # the last row keeps to nothing, or what follows would move along
    for cell in table._cells[: kept * len(table.columns)]:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def shade(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    )


def rule(paragraph: Paragraph, indent_cm: float) -> None:
    """A line across an empty paragraph, as under the motto and the subject; ``indent_cm`` from either side."""
    about = paragraph._p.get_or_add_pPr()
    line = parse_xml(f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>')
    about.insert_element_before(line, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")
    space = Emu(int(indent_cm * 360000))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = space
    paragraph.paragraph_format.space_after = Emu(0)


def lines(table: Table) -> None:
    """Thin lines around every cell."""
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in SIDES)
    about = table._tbl.tblPr
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>")
    about.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def set_widths(table: Table, widths: Sequence[int]) -> None:
    """Columns of these widths, whatever stands in them; Word looks at the cells, LibreOffice at the columns."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    for place, cell in enumerate(table._cells):
        cell.width = Emu(widths[place % len(widths)])
