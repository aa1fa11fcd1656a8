"""What the four files say is what the archive says: read back and held against the questions of the pages."""

import io
from pathlib import Path

import openpyxl
import pypdf
import pytest
from docx import Document
from pptx import Presentation

from briefings.issuing import KINDS
from briefings.outline import Part
from components import formats
from data import asked, views
from tests.briefings.shelf import DONG_VAN, PERIOD, TODAY, composed, fill, outline
from tests.shelf import deliver, observed, reading


def word(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def slides(content: bytes) -> str:
    shapes = [shape for slide in Presentation(io.BytesIO(content)).slides for shape in slide.shapes]
    tables = [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return "\n".join([*(shape.text_frame.text for shape in shapes if shape.has_text_frame), *tables])


def sheets(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    return "\n".join(formats.number(cell) if isinstance(cell, int | float) else str(cell) for cell in cells)


def pages(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


READERS = {"docx": word, "pptx": slides, "xlsx": sheets, "pdf": pages}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("kho"))


def headlines(store: Path) -> list[str]:
    """The figure of every headline of the economy, as the page asks for it."""
    with reading(store) as conn:
        understood = asked.understand(conn, {"ky": PERIOD}, ("economy",), 6, TODAY)
        view = views.group_view(conn, understood, TODAY, prefix="group", boundary_note="")
    return [formats.number(line.value) for line in view.headlines if line.value is not None]


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_figure_of_the_page_is_in_the_file(kept, kind):
    briefing = composed(kept, outline(Part("economy", "group", "economy", shows=("text", "table")))).briefing
    said = READERS[kind](KINDS[kind](briefing))
    figures = headlines(kept)
    assert len(figures) >= 2
    assert [figure for figure in figures if figure not in said] == []
    assert "thu ngân sách nhà nước trên địa bàn tỉnh đạt 1.350,5 tỷ đồng, tăng 7,6 %" in said.replace("\n", " ")


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_province_with_one_commune_and_a_trillion_can_be_written(store, kind):
    rows = [observed(value, month, indicator_code="tq_commune_budget_revenue", area_code=DONG_VAN)
            for value, month in ((1e12, "2026-01"), (1e12, "2026-02"))]  # fmt: skip
    deliver(store, "mot-xa", *rows)
    from data import versions

    versions.publish(store, "thử")
    part = Part("a", "group", "tq_commune_budget_revenue", shows=("text", "map", "chart", "parts", "communes"))
    briefing = composed(store, outline(part)).briefing
    said = READERS[kind](KINDS[kind](briefing))
    assert "2.000.000.000" in said
    assert "chỉ xã đồng văn" in said.casefold().replace("\n", " ")
