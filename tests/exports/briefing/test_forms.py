"""The province's own templates: what stands in their slots, what they lack, what is said of those that are broken."""

import io
from pathlib import Path

import docx
import pptx
import pytest
from docx.document import Document
from docx.shared import Cm
from pptx.util import Inches

from exports.briefing import deck, forms, slides, word, word_form
from exports.briefing.forms import FormError
from tests.exports.briefing.shelf import briefing, empty

CODE = "7KQ2-M9XD-4RTE"


def saved(made: Document, folder: Path) -> Path:
    path = folder / "mau.docx"
    made.save(str(path))
    return path


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """As an office would make it: a table as head, a slot typed in pieces, a foot of its own, no style of a grid."""
    made = docx.Document()
    made.sections[0].page_width, made.sections[0].left_margin = Cm(25), Cm(4)
    made.styles["Table Grid"].element.getparent().remove(made.styles["Table Grid"].element)
    head = made.add_table(rows=1, cols=2)
    head.cell(0, 0).text, head.cell(0, 1).text = "{cơ quan}", "{địa danh}, {ngày}"
    subject = made.add_paragraph("V/v ")
    for piece in ("{trích", " yếu", "} (mật)"):
        subject.add_run(piece)
    subject.runs[1].bold = True
    made.add_paragraph("{Nội dung}")
    made.add_paragraph("{nơi nhận}")
    made.add_paragraph("NGƯỜI KÝ: {người ký}")
    made.add_paragraph("{phụ lục}")
    made.add_paragraph("Hết.")
    made.sections[0].footer.paragraphs[0].text = "Mã: {mã kiểm tra}"
    return saved(made, tmp_path)


def opened(path: Path) -> Document:
    return docx.Document(io.BytesIO(word.to_docx(briefing(empty()), path)))


def lines(document: Document) -> list[str]:
    return [one.text for one in document.paragraphs if one.text]


def test_the_briefing_stands_where_the_template_wants_it(template):
    found = opened(template)
    told = lines(found)
    order = [told.index(line) for line in (
        "V/v Tình hình kinh tế - xã hội tháng 2 năm 2026 (mật)", "I. KINH TẾ", "II. MỤC TRỐNG", "- Lưu: VT.",
        "NGƯỜI KÝ: ……", "PHỤ LỤC: NGUỒN CỦA TỪNG SỐ LIỆU", "Hết.",
    )]  # fmt: skip
    assert order == sorted(order)
    assert [cell.text for cell in found.tables[0].rows[0].cells] == [
        "TRUNG TÂM GIÁM SÁT", "Tuyên Quang, ngày 20 tháng 03 năm 2026",
    ]  # fmt: skip
    assert found.sections[0].footer.paragraphs[0].text == f"Mã: {CODE}"
    assert not [line for line in told if "{" in line]


def test_a_slot_typed_in_pieces_keeps_the_look_of_its_beginning(template):
    (subject,) = (one for one in opened(template).paragraphs if one.text.startswith("V/v"))
    assert [one.text for one in subject.runs if one.bold] == ["Tình hình kinh tế - xã hội tháng 2 năm 2026"]


def test_pictures_and_tables_are_as_wide_as_the_template_s_paper(template):
    found = opened(template)
    page = found.sections[0]
    assert found.inline_shapes[-1].width == page.page_width - page.left_margin - page.right_margin
    assert len([one for one in found.tables if one._tbl.tblPr.find(".//{*}tblBorders") is not None]) == 2


def test_what_a_template_has_no_slot_for_is_said_all_the_same(tmp_path):
    made = docx.Document()
    made.add_paragraph("{nội dung}")
    told = lines(opened(saved(made, tmp_path)))
    assert told[0] == "SỐ LIỆU MÔ PHỎNG - KHÔNG DÙNG ĐỂ BÁO CÁO"
    assert any(f"Mã kiểm tra: {CODE}" in line for line in told)
    assert "PHỤ LỤC: NGUỒN CỦA TỪNG SỐ LIỆU" in told


def test_unknown_slots_are_named_and_left_as_they_are(tmp_path):
    made = docx.Document()
    made.add_paragraph("{nội dung}")
    made.add_paragraph("Kính gửi {bộ trưởng}")
    path = saved(made, tmp_path)
    told = word_form.examined(path)
    assert told.startswith("Mẫu mau.docx có ô không hiểu được: {bộ trưởng}; chúng được để nguyên.")
    assert "{người ký}" in told
    assert "Kính gửi {bộ trưởng}" in lines(opened(path))


def test_a_template_with_known_slots_alone_has_nothing_wrong(template):
    assert word_form.examined(template) == ""


@pytest.mark.parametrize("text", ["", "Các mục: {nội dung}", "{noi dung}"])
def test_without_a_place_for_the_content_it_is_refused(tmp_path, text):
    made = docx.Document()
    made.add_paragraph(text)
    with pytest.raises(FormError, match=r"mau\.docx không có ô \{nội dung\} trên một dòng riêng"):
        word.to_docx(briefing(), saved(made, tmp_path))


@pytest.mark.parametrize("content", [b"", b"no file of Word", b"PK\x03\x04 cut off"])
def test_a_broken_file_is_named_with_a_remedy(tmp_path, content):
    path = tmp_path / "mau.docx"
    path.write_bytes(content)
    with pytest.raises(FormError, match=r"mau\.docx bị hỏng hoặc không phải tệp Word\. Lưu lại mẫu từ Word"):
        word.to_docx(briefing(), path)


@pytest.mark.parametrize(("name", "examined"), [("mau.docx", word_form.examined), ("mau.pptx", deck.examined)])
def test_a_folder_in_place_of_a_template_is_refused(tmp_path, name, examined):
    (tmp_path / name).mkdir()
    with pytest.raises(FormError, match=f"{name}: tệp không có"):
        examined(tmp_path / name)


def test_slides_or_half_a_file_are_no_template_for_word(tmp_path, template):
    path = tmp_path / "khac.docx"
    path.write_bytes(slides.to_pptx(briefing()))
    with pytest.raises(FormError, match="không phải tệp Word"):
        word.to_docx(briefing(), path)
    path.write_bytes(template.read_bytes()[:-200])
    with pytest.raises(FormError, match="không phải tệp Word"):
        word.to_docx(briefing(), path)


def test_slots_on_the_master_of_slides_are_filled_and_unknown_ones_named(tmp_path):
    made = pptx.Presentation()
    master = made.slide_masters[0]
    for place, text in enumerate(("{cơ quan} · {kỳ}", "{lô gô}")):
        box = made.slides.add_slide(made.slide_layouts[6]).shapes.add_textbox(0, Inches(place), Inches(4), Inches(1))
        box.text_frame.text = text
        master.shapes._spTree.append(box._element)
    path = tmp_path / "mau.pptx"
    made.save(str(path))
    assert "mau.pptx có ô không hiểu được: {lô gô};" in deck.examined(path)
    written = pptx.Presentation(io.BytesIO(slides.to_pptx(briefing(), path)))
    told = [one.text_frame.text for one in written.slide_masters[0].shapes if one.has_text_frame]
    assert "TRUNG TÂM GIÁM SÁT · Tháng 2/2026" in told
    assert "{lô gô}" in told


def test_every_slot_says_something_of_a_briefing():
    assert [name for name, told in forms.values(briefing()).items() if not told] == []
