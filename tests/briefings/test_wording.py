"""What a chief of office reads without stumbling: rules once, damage by item, bare numbers, names on one line."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pypdf
import pytest
from docx import Document

from briefings import alerting, blocks, damage
from briefings.outline import Part
from data import asked, views
from data.answers import GroupView
from exports.briefing import drawing, printed, slides, word, word_head
from exports.briefing.model import Chart, Line, Origin, Paragraph, Section, Table, Words
from tests.briefings.shelf import COMMUNES, TODAY, composed, fill, outline
from tests.exports.briefing.shelf import briefing
from tests.shelf import reading


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("kho"))


def test_a_rule_that_many_places_break_is_told_once_with_its_places() -> None:
    names = ("severity", "rule_name", "area_name", "period")
    found = pd.DataFrame(
        [
            ("critical", "Giường bệnh đầy", "Đồng Văn", "2026-02"),
            ("warning", "Chậm gửi", "Lũng Cú", "2026-02"),
            ("critical", "Giường bệnh đầy", "Yên Minh", "2026-02"),
            ("critical", "Giường bệnh đầy", "Lũng Cú", "2025-Q4"),
        ],
        columns=names,
    )
    (table,) = alerting.by_rule(found)
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["nghiêm trọng", "Giường bệnh đầy", "3", "Đồng Văn, Yên Minh (tháng 2/2026); Lũng Cú (quý IV/2025)"],
        ["cảnh báo", "Chậm gửi", "1", "Lũng Cú (tháng 2/2026)"],
    ]


def test_the_places_of_a_rule_are_counted_when_they_are_too_many_to_name() -> None:
    many = pd.DataFrame({"area_name": [f"Xã {n}" for n in range(30)]})
    (table,) = alerting.by_rule(many.assign(severity="notice", rule_name="Chậm", period="2026-02"))
    assert isinstance(table, Table)
    assert table.rows[0][3].text.endswith("Xã 11 và 18 nơi khác (tháng 2/2026)")


def newest(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["area_level", "area_name", "item", "value"])
    at = pd.Timestamp("2026-09-10 08:00")
    return frame.assign(issued_at=at, issuing_body="Ban chỉ huy tỉnh", other=float("nan"), other_body="", other_at=at)


def test_damage_stands_by_item_with_its_total_and_the_places_that_have_most_of_it() -> None:
    (table,) = damage.by_item(
        newest(
            ("commune", "Lũng Cú", "houses_damaged", 5),
            ("commune", "Đồng Văn", "houses_damaged", 12),
            ("commune", "Yên Minh", "roads_m", 300),
            ("province", "Tuyên Quang", "houses_damaged", 40),
            ("province", "Tuyên Quang", "dead", 2),
        )
    )
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Người chết", "người", "2", "–", "Ban chỉ huy tỉnh (10/09/2026)"],
        ["Nhà bị thiệt hại", "nhà", "40", "Đồng Văn: 12; Lũng Cú: 5", "Ban chỉ huy tỉnh (10/09/2026)"],
        ["Đường bị sạt lở", "m", "300", "Yên Minh: 300", "cộng từ 1 xã, phường"],
    ]


def test_what_former_provinces_lost_is_added_up_and_each_is_named() -> None:
    said = newest(("province", "Hà Giang", "dead", 5), ("province", "Tuyên Quang", "dead", 2))
    (loss,) = damage.losses(said)
    assert (loss.total, loss.places, loss.of_province) == (7, "Hà Giang: 5; Tuyên Quang: 2", True)


def test_two_bodies_that_differ_are_both_heard() -> None:
    said = newest(("province", "Tuyên Quang", "dead", 2)).assign(other=3.0, other_body="Sở Y tế")
    (table,) = damage.by_item(said)
    assert isinstance(table, Table)
    assert table.rows[0][-1].text == "Ban chỉ huy tỉnh (10/09/2026); Sở Y tế báo 3 (10/09/2026)"


def test_a_unit_that_no_decision_lays_down_is_told_once_in_the_appendix(kept: Path) -> None:
    made = composed(kept, outline(Part("economy", "group", "economy", shows=("text",)))).briefing
    assert not [line for line in made.told() if "Đơn vị tính" in line]
    bare = Origin("a|08|2026-02|actual|total|", "Số vụ việc", "", "", "5", "", "", "", "", 5.0)
    told = replace(made, origins=(*made.origins, bare, replace(bare, key="b"))).told()
    expected = "Đơn vị tính chưa quy định, hoặc in trái với tên: Số vụ việc"
    assert [line for line in told if "Đơn vị tính" in line] == [expected]


def seen(kept: Path) -> GroupView:
    with reading(kept) as conn:
        understood = asked.understand(conn, {"chi-so": COMMUNES}, ("economy", "government"), 6, TODAY)
        return views.group_view(conn, understood, TODAY, prefix="x", boundary_note="")


def meaning(kept: Path, **words: str) -> GroupView:
    """The view as it would be if the indicator were of another kind."""
    view = seen(kept)
    return replace(view, ask=replace(view.ask, indicator=replace(view.ask.indicator, **words)))


@pytest.mark.parametrize(
    ("polarity", "order"),
    [("higher", ["Xã Đồng Văn", "Xã Thắng Mố", "Xã Lũng Cú"]), ("lower", ["Xã Lũng Cú", "Xã Thắng Mố", "Xã Đồng Văn"])],
)
def test_the_best_commune_has_the_first_rank_as_on_the_pages(kept: Path, polarity: str, order: list[str]) -> None:
    (table,) = blocks.communes_table(meaning(kept, polarity=polarity), "value")
    assert isinstance(table, Table)
    ranks = [(row[0].text, row[1].text) for row in table.rows if row[0].text.isdigit()]
    assert ranks == [(str(place), name) for place, name in enumerate(order, start=1)]


def test_of_a_rank_the_first_are_drawn_and_not_the_highest_numbers(kept: Path) -> None:
    (chart,) = blocks.parts(meaning(kept, kind="score", polarity="lower", unit=""))
    assert isinstance(chart, Chart)
    assert chart.title.startswith("3 xã, phường đứng đầu: ")
    assert chart.categories[0] == "Xã Lũng Cú"


def daily(kept: Path) -> GroupView:
    """A view whose series comes by the day, from January to March."""
    view = seen(kept)
    days = [f"{day:%Y-%m-%d}" for day in pd.date_range(date(2026, 1, 1), date(2026, 3, 20))]
    trend = pd.DataFrame({"period": days, "position": range(1, len(days) + 1), "series": "current", "value": 1.0})
    return replace(view, trend=trend.assign(status="final", delivery_id="d", segment=0))


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [("2026-02", "01/02", "28/02"), ("2026-W06", "02/02", "08/02"), ("2026-Q1", "01/01", "20/03")],
)
def test_a_series_by_the_day_is_drawn_for_the_period_of_the_briefing(kept, period, first, last) -> None:
    (chart,) = blocks.trend(daily(kept), period)
    assert isinstance(chart, Chart)
    assert (chart.categories[0], chart.categories[-1]) == (first, last)
    assert f"{first}/2026" in chart.about
    assert f"{last}/2026" in chart.about


def test_nothing_is_drawn_of_days_that_lie_outside_the_period(kept: Path) -> None:
    assert blocks.trend(daily(kept), "2025-12") == []


def test_the_lines_of_the_head_end_where_a_name_ends() -> None:
    assert (
        word_head.unbroken("ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG")
        == "ỦY\u00a0BAN\u00a0NHÂN\u00a0DÂN TỈNH\u00a0TUYÊN\u00a0QUANG"
    )
    office = word_head.unbroken("TRUNG TÂM GIÁM SÁT, ĐIỀU HÀNH THÔNG MINH")
    assert office.split(" ") == ["TRUNG\u00a0TÂM\u00a0GIÁM\u00a0SÁT,", "ĐIỀU\u00a0HÀNH\u00a0THÔNG\u00a0MINH"]


def test_the_ticks_of_an_axis_have_no_decimals_that_say_nothing() -> None:
    low = Chart("Ca mắc", "ca", "", "line", ("1", "2"), (Line("2026", "now", (40.0, 180.0)),))
    base = briefing()
    made = replace(base, sections=(replace(base.sections[0], blocks=(low,)),))
    with zipfile.ZipFile(io.BytesIO(slides.to_pptx(made))) as file:
        (name,) = [one for one in file.namelist() if one.startswith("ppt/charts/") and one.endswith(".xml")]
        axis = file.read(name).decode().partition("<c:valAx>")[2]
    assert 'formatCode="General"' in axis


def test_whole_numbers_are_written_whole_and_others_with_their_decimals() -> None:
    assert drawing.office_format([100.0, 36.0, None]) == "#,##0"
    assert drawing.office_format([99.9, 100.0]) == "#,##0.0"
    assert drawing.office_format([0.56]) == "#,##0.0#"


def test_nobody_signs_a_page_of_its_own() -> None:
    base, last = briefing(), Paragraph((Words("Đề nghị các cơ quan thực hiện."),))
    made = replace(base, sections=(*base.sections, Section("cuoi", "Đề xuất", (last,))))
    document = Document(io.BytesIO(word.to_docx(made)))
    (closing,) = [one for one in document.paragraphs if one.text == last.text]
    assert closing.paragraph_format.keep_with_next
    for lines in range(18, 46, 2):  # wherever the page ends, the last words stand on the page of the signature
        filled = Section("dai", "Tình hình", tuple(Paragraph((Words(f"Dòng {n}."),)) for n in range(lines)))
        pages = pypdf.PdfReader(io.BytesIO(printed.to_pdf(replace(made, sections=(filled, made.sections[-1]))))).pages
        told = [page.extract_text() for page in pages]
        assert ["GIÁM ĐỐC" in one for one in told] == [last.text in one for one in told], lines


def test_bars_of_a_sum_of_months_say_that_they_are_one(kept: Path) -> None:
    wanted = outline(Part("a", "group", "tq_commune_budget_revenue", shows=("parts",)))
    (chart,) = [one for one in composed(kept, wanted).briefing.blocks() if isinstance(one, Chart)]
    assert chart.lines[0].name == "Lũy kế 2 tháng năm 2026"


def test_a_sum_of_months_of_a_commune_is_told_as_one_in_its_table(kept: Path) -> None:
    wanted = outline(Part("a", "commune", shows=("table",)), kind="xa", area="00721")
    (table,) = [one for one in composed(kept, wanted).briefing.blocks() if isinstance(one, Table)]
    told = {row[0].text: row[2].text for row in table.rows}
    assert told["Thu ngân sách trên địa bàn xã, phường"] == "Lũy kế 2 tháng năm 2026"
