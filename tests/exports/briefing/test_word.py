"""The Word file, read back: official layout, native charts with their figures, numbers that lead to their sources."""

import io
import zipfile

import openpyxl
import pytest
from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from lxml.etree import QName

from exports.briefing import word
from tests.exports.briefing.shelf import HOSTILE, LONG, briefing, empty, hostile


@pytest.fixture(scope="module")
def written() -> bytes:
    return word.to_docx(briefing(empty()))


@pytest.fixture(scope="module")
def opened(written: bytes) -> Opened:
    return Document(io.BytesIO(written))


def said(document: Opened) -> list[str]:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [one.text for one in document.paragraphs] + cells


def test_the_head_is_that_of_an_official_text(opened):
    whole = "\n".join(said(opened)).replace("\u00a0", " ")  # names stand on one line
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG",
        "Số: ……/BC",
        "Tuyên Quang, ngày 20 tháng 03 năm 2026",
        "BÁO CÁO",
        "Nơi nhận:",
        "GIÁM ĐỐC",
    ):
        assert words in whole


def test_paper_margins_and_font_are_those_of_the_decree(opened):
    (section,) = opened.sections
    assert abs(section.page_width - Cm(21)) < 1000
    assert abs(section.page_height - Cm(29.7)) < 1000
    assert [round(one.cm, 1) for one in (section.left_margin, section.right_margin, section.top_margin)] == [3, 2, 2]
    assert (opened.styles["Normal"].font.name, opened.styles["Normal"].font.size) == ("Times New Roman", Pt(13))
    assert section.different_first_page_header_footer  # no number on the first page
    assert "PAGE" in section.header.paragraphs[0]._p.xml


def test_every_file_says_what_it_is_of(opened):
    whole = "\n".join([*said(opened), opened.sections[0].footer.paragraphs[0].text])
    for words in ("Kỳ báo cáo: Tháng 2/2026", "Địa bàn: Tỉnh Tuyên Quang", "Nguồn: Sở Tài chính", "Số liệu đến",
                  "Phiên bản số liệu: 2026-03-05", "Mã kiểm tra: 7KQ2-M9XD-4RTE", "SỐ LIỆU MÔ PHỎNG"):  # fmt: skip
        assert words in whole
    assert "SỐ LIỆU MÔ PHỎNG" not in "\n".join(said(Document(io.BytesIO(word.to_docx(briefing(simulated=False))))))


def test_charts_are_native_and_hold_their_figures(written):
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        names = parts.namelist()
        charts = sorted(name for name in names if name.startswith("word/charts/chart"))
        assert len(charts) == 3
        books = sorted(name for name in names if name.startswith("word/embeddings/"))
        sheet = openpyxl.load_workbook(io.BytesIO(parts.read(books[0]))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == (None, "2026", "2025", "Dự toán")
    assert rows[1][:2] == ("T1", 700.5)
    assert rows[3][1] is None


def test_the_map_is_there_as_vectors_and_as_dots(written):
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        kinds = {name.rpartition(".")[2] for name in parts.namelist() if name.startswith("word/media/")}
        assert kinds == {"png", "svg"}
        drawn = next(parts.read(name).decode() for name in parts.namelist() if name.endswith(".svg"))
    for words in ("Ranh giới xấp xỉ.", "km", "từ 10", "chưa nhận số liệu", "SỐ LIỆU MÔ PHỎNG", ">B<"):
        assert words in drawn


def test_a_number_leads_to_its_row_in_the_appendix(opened):
    body = opened.element.body.xml
    assert 'w:anchor="nguon_1"' in body
    assert 'w:name="nguon_1"' in body
    assert any("bieu-thang.xlsx (Biểu 1, C7)" in text for text in said(opened))


def test_the_table_repeats_its_head_and_keeps_long_names(opened):
    table = next(one for one in opened.tables if one.rows[0].cells[0].text == "TT")
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert table.rows[2].cells[1].text == LONG
    assert table.rows[1].cells[2].text == "1.350,5"


def test_a_table_begins_with_its_head_and_three_rows_on_one_page_and_keeps_to_nothing_behind_it(opened):
    for table in (one for one in opened.tables if one.rows[0].cells[0].text == "TT"):
        kept = [all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells) for row in table.rows]
        held = min(3, len(kept) - 1)
        assert kept == [True] * held + [False] * (len(kept) - held)


def test_a_section_without_data_is_a_sentence(opened):
    assert "Chưa có số liệu của tháng 2 năm 2026 cho mục này." in said(opened)


def test_hostile_text_is_text():
    whole = said(Document(io.BytesIO(word.to_docx(briefing(hostile())))))
    assert set(HOSTILE) <= set(whole)


ORDER = {
    "pPr": "pStyle keepNext keepLines framePr widowControl numPr pBdr shd tabs spacing ind jc rPr sectPr",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap vAlign",
}  # of ECMA-376, as far as we use it


@pytest.mark.parametrize("tag", list(ORDER))
def test_what_was_added_by_hand_stands_in_the_order_that_word_demands(opened, tag):
    """Word repairs, or refuses, a file whose properties stand in another order than the standard's."""
    found = list(opened.element.body.iter(qn(f"w:{tag}")))
    order = ORDER[tag].split()
    places = [[order.index(QName(child).localname) for child in one] for one in found]
    assert len(places) > 3
    assert [one for one in places if one != sorted(one)] == []


def test_a_day_and_a_heading_of_the_appendix_stand_on_one_line(opened):
    sources = next(table for table in opened.tables if table.cell(0, 0).text == "TT" and len(table.columns) == 7)
    widths = [cell.width for cell in sources.rows[0].cells]
    assert widths[0] >= Cm(1.1)  # "TT" and the room beside it
    assert widths[6] >= Cm(2.2)  # "06/11/2026" and the room beside it
