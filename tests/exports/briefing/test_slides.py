"""The slides, read back: 16:9, charts and tables that can be edited, the province's template or a sentence why not."""

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from exports.briefing import slides
from exports.briefing.forms import FormError
from tests.exports.briefing.shelf import HOSTILE, LONG, briefing, empty, hostile


@pytest.fixture(scope="module")
def deck() -> Deck:
    return Presentation(io.BytesIO(slides.to_pptx(briefing(empty()))))


def shapes(deck: Deck) -> list[object]:
    return [shape for slide in deck.slides for shape in slide.shapes]


def texts(deck: Deck) -> list[str]:
    found = [shape.text_frame.text for shape in shapes(deck) if shape.has_text_frame]
    tables = [shape.table for shape in shapes(deck) if shape.has_table]
    return found + [cell.text for table in tables for row in table.rows for cell in row.cells]


def test_slides_are_wide_and_every_one_says_what_it_is_of(deck):
    assert (deck.slide_width, deck.slide_height) == (Inches(13.333), Inches(7.5))
    for slide in deck.slides:
        said = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert "SỐ LIỆU MÔ PHỎNG" in said
        assert "Mã kiểm tra 7KQ2-M9XD-4RTE" in said
        assert "Tháng 2/2026" in said


def test_every_slide_with_figures_names_its_source(deck):
    for slide in deck.slides:
        said = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        tables = [cell.text for shape in slide.shapes if shape.has_table for cell in shape.table.iter_cells()]
        if "1.350,5 tỷ đồng" in said or "1.350,5" in tables:
            assert "Nguồn: Sở Tài chính" in said
    assert "1.350,5" in "".join(texts(deck))


def test_charts_are_native_with_their_figures(deck):
    charts = [shape.chart for shape in shapes(deck) if shape.has_chart]
    assert len(charts) == 3
    now = charts[0].plots[0].series[0]
    assert (now.name, now.values[0], now.values[2]) == ("2026", 700.5, None)
    assert list(charts[0].plots[0].categories)[:2] == ["T1", "T2"]
    assert charts[2].plots[0].series[0].values[0] == 1e12


def test_tables_can_be_edited_and_long_names_are_shortened(deck):
    (table,) = [shape.table for shape in shapes(deck) if shape.has_table]
    assert [cell.text for cell in table.rows[0].cells] == ["TT", "Nội dung chỉ tiêu", "Thực hiện"]
    assert table.cell(1, 2).text == "1.350,5"
    assert table.cell(2, 1).text == LONG[:139] + "…"


def _opened(made: object) -> Deck:
    return Presentation(io.BytesIO(slides.to_pptx(made)))


def test_long_tables_go_on_on_further_slides():
    base = briefing()
    table = base.sections[0].blocks[1]
    long = replace(base.sections[0], blocks=(replace(table, rows=table.rows[:1] * 20),))
    deck = Presentation(io.BytesIO(slides.to_pptx(replace(base, sections=(long,)))))
    rows = [len(shape.table.rows) - 1 for shape in shapes(deck) if shape.has_table]
    assert rows == [10, 10]


def test_few_words_stand_above_the_table_that_they_lead_to_on_one_slide():
    base = briefing()
    said, table = base.sections[0].blocks[:2]
    rows = table.rows[:1] * 20
    lead = replace(base.sections[0], title="Cảnh báo", blocks=(said, replace(table, rows=rows)))
    _, first, second, _ = _opened(replace(base, sections=(lead,))).slides
    told = [shape.text_frame.text for shape in first.shapes if shape.has_text_frame]
    assert told[0] == "I. Cảnh báo"
    assert any("Thu ngân sách đạt 1.350,5 tỷ đồng" in text for text in told)
    assert any(text.startswith("Bảng 1. Chỉ tiêu chủ yếu") for text in told)
    assert sum(text.startswith("Nguồn: ") for text in told) == 1
    tables = [shape for slide in (first, second) for shape in slide.shapes if shape.has_table]
    assert sum(len(shape.table.rows) - 1 for shape in tables) == 20
    assert tables[0].top > max(shape.top for shape in first.shapes if shape.has_text_frame and shape.top < Inches(3))


def test_many_words_keep_a_slide_of_their_own():
    base = briefing()
    said, table = base.sections[0].blocks[:2]
    long = replace(said, words=(replace(said.words[0], text="Thu ngân sách đạt khá. " * 20), *said.words[1:]))
    section = replace(base.sections[0], blocks=(long, table))
    told = [[shape.has_table for shape in slide.shapes] for slide in _opened(replace(base, sections=(section,))).slides]
    assert [any(one) for one in told] == [False, False, True, False]


def test_a_figure_changed_in_the_workbook_of_a_chart_stays_changed(deck):
    """As an editor does it: the sheet behind the chart is opened, a cell is typed over, all is saved again."""
    held = io.BytesIO()
    deck.save(held)
    again = Presentation(held)
    chart = next(shape.chart for shape in shapes(again) if shape.has_chart)
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    assert [cell.value for cell in book.active[2]][:2] == ["T1", 700.5]
    book.active["B2"] = 712.25
    typed = io.BytesIO()
    book.save(typed)
    chart.part.chart_workbook.update_from_xlsx_blob(typed.getvalue())
    saved = io.BytesIO()
    again.save(saved)
    kept = next(shape.chart for shape in shapes(Presentation(saved)) if shape.has_chart)
    assert openpyxl.load_workbook(io.BytesIO(kept.part.chart_workbook.xlsx_part.blob)).active["B2"].value == 712.25
    assert "Sheet1!$B$2" in kept.part.blob.decode()


def test_rows_of_long_texts_stand_above_the_foot_on_more_slides():
    base = briefing()
    table = base.sections[0].blocks[1]
    long = replace(base.sections[0], blocks=(replace(table, rows=table.rows[1:] * 12),))
    rows = [len(shape.table.rows) - 1 for shape in shapes(_opened(replace(base, sections=(long,)))) if shape.has_table]
    assert sum(rows) == 12
    assert max(rows) <= 9  # of two lines and more each


def test_the_last_slide_tells_the_sources(deck):
    assert any("Nguồn: Sở Tài chính" in text and "Phiên bản số liệu: 2026-03-05" in text for text in texts(deck))


def test_hostile_text_is_text():
    assert set(HOSTILE) <= set(texts(Presentation(io.BytesIO(slides.to_pptx(briefing(hostile()))))))


def test_the_template_of_the_province_is_used_without_its_own_slides(tmp_path):
    own = Presentation()
    own.slide_width, own.slide_height = Inches(10), Inches(5.625)
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "Trang mẫu"
    path = tmp_path / "mau.pptx"
    own.save(str(path))
    deck = Presentation(io.BytesIO(slides.to_pptx(briefing(), path)))
    assert deck.slide_width == Inches(10)
    assert "Trang mẫu" not in texts(deck)
    assert "Tình hình kinh tế - xã hội tháng 2 năm 2026" in texts(deck)


@pytest.mark.parametrize("content", [b"", b"not a presentation", b"PK\x03\x04 cut off"])
def test_a_damaged_template_is_a_sentence(tmp_path, content):
    path = tmp_path / "hong.pptx"
    path.write_bytes(content)
    with pytest.raises(FormError, match=r"hong\.pptx bị hỏng hoặc không phải tệp PowerPoint.*Lưu lại mẫu"):
        slides.to_pptx(briefing(), path)


def test_a_word_file_or_a_missing_one_is_no_template(tmp_path):
    from docx import Document

    path = tmp_path / "van-ban.pptx"
    Document().save(str(path))
    with pytest.raises(FormError, match="không phải tệp PowerPoint"):
        slides.to_pptx(briefing(), path)
    with pytest.raises(FormError, match="tệp không có"):
        slides.to_pptx(briefing(), Path(tmp_path / "khong-co.pptx"))


def test_a_template_without_a_title_is_a_sentence(tmp_path):
    own = Presentation()
    for layout in own.slide_layouts:
        for one in list(layout.placeholders):
            one._element.getparent().remove(one._element)
    path = tmp_path / "trong.pptx"
    own.save(str(path))
    with pytest.raises(FormError, match="không có bố cục nào chứa ô tiêu đề"):
        slides.to_pptx(briefing(), path)
