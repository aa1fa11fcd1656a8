"""What the four files say is what the archive says: read back and held against the questions of the pages."""

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pypdf
import pytest
import sqlalchemy as sa
from docx import Document
from pptx import Presentation

from briefings import held
from briefings.issuing import KINDS
from briefings.outline import SHOWS, Part
from briefings.sections import BUILDERS
from components import formats
from data import asked, tables, views
from data.alerts import running
from data.alerts.rules import AlertRule
from data.playbooks import of_kind
from data.state import events
from data.state import store as state
from data.state.journal import Person
from exports.briefing.model import Briefing, Chart, Map, Origin, Table
from tests.briefings.read_back import READERS as READ
from tests.briefings.read_back import missing
from tests.briefings.shelf import DONG_VAN, LUNG_CU, PERIOD, TODAY, composed, fill, outline
from tests.pages.test_y_te import facility, on
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


OF = {"group": "economy", "event": "lu-thang-3"}
FORMS = [("table", ""), ("map", ""), *(("chart", form) for form in held.FORMS)]


@pytest.fixture
def full(store: Path) -> Path:
    """A store with something for every kind of section: numbers, an alert, an event with a task, hospitals."""
    rate = {"indicator_code": "tq_tthc_on_time_rate", "area_code": DONG_VAN}
    deliver(store, "dung-han", observed(71.5, PERIOD, **rate), on=datetime(2026, 3, 5))
    beds = [on(day, "tq_bed_occupancy", 104.0) for day in range(14, 20)]
    deliver(store, "danh-sach", entries=(facility("BV-01", "Bệnh viện Đầy"),))
    deliver(store, "giuong", *beds, on=datetime(2026, 3, 20))
    fill(store)
    low = AlertRule("dung-han", "Đúng hạn dưới 90 %", "threshold", rate["indicator_code"], limit=90, calm=1)
    with reading(store) as conn:
        running.run(conn, (low,), TODAY, ())
    book, at = of_kind("flash_flood"), datetime(2026, 3, 19, 8)
    assert book is not None
    with state.writing() as conn:
        duty = Person("Nguyễn Văn A", "Văn phòng UBND tỉnh")
        about = {"province_code": "08", "event_code": OF["event"]}
        events.open_event(conn, duty, kind="flash_flood", name="Lũ ống Thắng Mố", at=at, **about)
        events.activate(conn, duty, *about.values(), book, 1, at=at)
    return store


def nothing_lost(briefing: Briefing) -> dict[str, list[str]]:
    """What each of the four files lacks of the blocks of a briefing."""
    read = {kind: READ[kind](write(briefing)) for kind, write in KINDS.items()}
    lost = {kind: [one for block in briefing.blocks() for one in missing(block, said)] for kind, said in read.items()}
    return {kind: found for kind, found in lost.items() if found}


def is_stored(store: Path, one: Origin) -> bool:
    """Whether a number is what the archive holds at its coordinates; a sum of others is held by none."""
    code, area, period, measure, breakdown, basis = one.key.split("|")
    obs = tables.observation.c
    about = (obs.indicator_code == code, obs.area_code == area, obs.period == period, obs.measure == measure,
             obs.breakdown == breakdown, obs.basis == basis)  # fmt: skip
    with reading(store) as conn:
        found = conn.execute(sa.select(obs.value).where(*about)).scalars().all()
    return not found or one.value in found


@pytest.mark.parametrize("kind", [one for one in BUILDERS if one != "held"])
def test_every_kind_of_section_is_read_back_from_every_file(full: Path, captured: Path, kind: str) -> None:
    home = captured if kind == "procedures" else full
    wanted = outline(Part("a", kind, OF.get(kind, ""), shows=SHOWS), area=DONG_VAN if kind == "commune" else "")
    wanted = replace(wanted, set_code="lao-cai", period="2026-10") if kind == "procedures" else wanted
    briefing = composed(home, wanted).briefing
    blocks = list(briefing.blocks())
    assert kind == "words" or len(blocks) > 1, "a section without a table or drawing tests nothing: give it data"
    assert nothing_lost(briefing) == {}
    assert [one.key for one in briefing.origins if one.key.count("|") == 5 and not is_stored(home, one)] == []


@pytest.mark.parametrize(("show", "form"), FORMS)
def test_whatever_a_page_shows_is_read_back_from_every_file(kept: Path, show: str, form: str) -> None:
    columns = [{"name": name, "kind": kind} for name, kind in (("Xã", "text"), ("Thu", "number"), ("Chi", "number"))]
    seen = {"told": {"title": "Thu, chi", "source": "UBND xã", "unit": "triệu đồng"}, "page": "/so-sanh", "show": show,
            "form": form, "roles": ["now", "before"], "columns": columns,
            "rows": [["Đồng Văn", 1234.5, 3], ["Thắng Mố", 7.25, None], ["Lũng Cú", 88, 21.5]]}  # fmt: skip
    if show == "map":
        heads = [{"name": name, "kind": "text"} for name in ("Mã", "Tên", "Thu", "Ghi chú")]
        painted = {"measure": "triệu đồng", "colours": ["#112233", "#445566"], "labels": ["dưới 90", "từ 90"]}
        seen |= {"columns": heads, "rows": [[DONG_VAN, "Đồng Văn", 1234.5, ""], [LUNG_CU, "Lũng Cú", 88, ""]],
                 "painted": {**painted, "counts": [1, 1], "levels": [1, 0]}}  # fmt: skip
    part = Part("a", "held", shows=("text", show, "table"), held=held.read(seen, datetime(2026, 3, 20, 9, 5)))
    briefing = composed(kept, outline(part)).briefing
    assert [type(one) for one in briefing.blocks()][1] is {"table": Table, "map": Map, "chart": Chart}[show]
    assert nothing_lost(briefing) == {}
