"""The pages, read back: the same words and figures, fonts inside, links to the appendix, nothing taken for markup."""

import io
import unicodedata

import pypdf
import pytest

from exports.briefing import printed
from tests.exports.briefing.shelf import HOSTILE, briefing, empty, hostile


@pytest.fixture(scope="module")
def pages() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(printed.to_pdf(briefing(empty()))))


def text(pages: pypdf.PdfReader) -> str:
    """All words, blanks as single ones."""
    return " ".join(" ".join(page.extract_text() for page in pages.pages).split())


def fonts(pages: pypdf.PdfReader) -> list[dict[str, object]]:
    found = [page["/Resources"].get("/Font", {}) for page in pages.pages]
    return [font.get_object()["/DescendantFonts"][0].get_object() for one in found for font in one.values()]


def test_the_pages_are_those_of_an_official_text_on_a4(pages):
    assert [round(float(side)) for side in pages.pages[0].mediabox[2:]] == [595, 842]
    said = text(pages)
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Tuyên Quang, ngày 20 tháng 03 năm 2026",
        "- Thu ngân sách đạt 1.350,5 tỷ đồng, tăng 7,6 %.",
        "SỐ LIỆU MÔ PHỎNG - KHÔNG DÙNG ĐỂ BÁO CÁO",
        "Mã kiểm tra: 7KQ2-M9XD-4RTE",
        "Nơi nhận:",
        "thang.xlsx (Biểu 1, C7)",
        "Chưa có số liệu của tháng 2 năm 2026 cho mục này.",
    ):
        assert words in said


def test_every_font_is_inside_the_file(pages):
    found = fonts(pages)
    assert found
    assert all("/FontFile2" in one["/FontDescriptor"] or "/FontFile3" in one["/FontDescriptor"] for one in found)
    assert any("LiberationSerif" in str(one["/BaseFont"]) for one in found)


def test_a_number_leads_to_its_row(pages):
    links = [note.get_object() for page in pages.pages for note in page.get("/Annots", ())]
    assert len(links) == 2  # in the text and in the table


def test_maps_and_charts_are_vectors_with_their_words(pages):
    assert not [image for page in pages.pages for image in page.images]
    assert "chưa nhận số liệu" in text(pages)
    assert "Ranh giới xấp xỉ." in text(pages)


def test_hostile_text_is_text():
    said = composed(text(pypdf.PdfReader(io.BytesIO(printed.to_pdf(briefing(hostile()))))))
    assert [one for one in HOSTILE if one != "😀" and composed(one) not in said] == []


def composed(told: str) -> str:
    """A page is read back in whole letters, however they were typed."""
    return unicodedata.normalize("NFC", told)


def test_markup_of_the_layout_is_text_too():
    from dataclasses import replace

    sly = replace(briefing(), subject='#panic("x") *đậm* $x$ @nguon-1 \\')
    assert '#panic("x") *đậm* $x$ @nguon-1 \\' in text(pypdf.PdfReader(io.BytesIO(printed.to_pdf(sly))))
