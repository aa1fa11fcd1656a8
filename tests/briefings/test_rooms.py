"""Sections that show what a room shows: the portal's real scores, hospitals and an epidemic."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from briefings import appendix, editing
from briefings.issuing import KINDS
from briefings.outline import Outline, Part
from components import briefing_view
from data import keys, versions
from data.answers import NumberKey
from data.score_answers import ScoreKey
from exports.briefing.model import Block, Briefing, Chart, Map, Table
from tests.briefings.shelf import TODAY, composed, outline
from tests.briefings.test_documents import READERS
from tests.pages.reading import sources
from tests.pages.test_y_te import FULL, facility, on
from tests.shelf import deliver, observed, reading

ALL = ("text", "map", "chart", "parts", "table", "communes")


@pytest.fixture(scope="module")
def treated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hospital above its beds, another with room, a third that is silent; influenza from 1 to 28 cases a day, of
    which those of the newest three days (26 to 28) are not complete."""
    home = tmp_path_factory.mktemp("benh-vien")
    entries = [facility(f"BV-0{n}", f"Bệnh viện {name}") for n, name in enumerate(("Đầy", "Trống", "Im lặng"), start=1)]
    beds = [row for day in range(14, 20) for row in (on(day, "tq_bed_occupancy", 104.0),
            on(day, "tq_bed_occupancy", 70.0, "facility:08-BV-02"), on(day, "tq_admissions", 12),
            on(day, "tq_discharges", 10))]  # fmt: skip
    days = [TODAY - timedelta(days=back) for back in range(28, 0, -1)]
    cases = [observed(number + 1) | {"indicator_code": "tq_new_cases", "frequency": "day", "period": f"{day}",
                                     "breakdown": "disease=influenza"} for number, day in enumerate(days)]  # fmt: skip
    deliver(home, "danh-sach", entries=tuple(entries), simulated=True)
    deliver(home, "giuong", *beds, *cases, on=datetime(2026, 3, 20))
    versions.publish(home, "thử")
    return home


def lao_cai(period: str = "2026-10", **asked: str) -> Outline:
    part = Part("a", "procedures", title="Thủ tục hành chính", shows=ALL, asked=asked)
    return replace(outline(part), set_code="lao-cai", period=period)


def said(briefing: Briefing) -> str:
    return "\n".join(block.text for block in briefing.blocks() if hasattr(block, "words"))


def of(briefing: Briefing, kind: type[Block]) -> list[Block]:
    return [block for block in briefing.blocks() if isinstance(block, kind)]


def test_the_scores_are_those_that_the_portal_published(captured):
    briefing = composed(captured, lao_cai()).briefing
    assert "Tổng điểm của Lào Cai ngày 10/10/2026 đạt 61,72/100 điểm, thứ 23/34" in said(briefing)
    assert "Mất nhiều điểm nhất ở: " in said(briefing)
    (table,) = of(briefing, Table)  # communes of this province were not captured
    assert [cell.text for cell in table.rows[0]][:3] == ["Tổng điểm", "61,72", "100,00"]
    assert briefing.sources == ("Cổng Dịch vụ công quốc gia, Bộ chỉ số theo Quyết định số 766/QĐ-TTg",)


def test_every_score_leads_to_its_row_in_the_capture(captured):
    briefing = composed(captured, lao_cai()).briefing
    origins = {one.key: one for one in briefing.origins}
    own = [one for one in briefing.origins if one.key.startswith("H38|")]
    total = origins["H38|2026-10-10|total"]
    assert (total.figure, total.value, total.area, total.unit) == ("61,72", 61.72, "Lào Cai", "điểm")
    assert total.file == "provinces_2026-10-10.csv (dòng 24)"
    assert len(own) > 6
    figures = [cell for table in of(briefing, Table) for row in table.rows for cell in row if cell.key]
    assert all(cell.key in origins for cell in figures)
    assert "61,72" in [one.text for one in briefing.sections[0].blocks[0].words if one.key == total.key]


def test_a_score_that_is_no_more_there_is_told(captured):
    with reading(captured) as conn:
        (one,) = appendix.origins(conn, ["H38|2020-01-01|total"], "15", None)
    assert (one.figure, one.file, one.value) == ("–", "Không có dòng số liệu gốc", None)


def test_a_chosen_item_is_told_and_a_unit_that_is_not_there_is_not_guessed(captured):
    item = composed(captured, lao_cai(muc="TTTT")).briefing
    assert said(item).startswith("Thanh toán trực tuyến của Lào Cai")
    assert said(composed(captured, lao_cai(muc="khong-co")).briefing).startswith("Tổng điểm của Lào Cai")


def test_without_captures_a_sentence_says_so(treated):
    part = Part("a", "procedures", title="Điểm", shows=ALL)
    briefing = composed(treated, outline(part)).briefing
    assert said(briefing) == "Chưa có điểm của tỉnh trên Cổng Dịch vụ công quốc gia."


def test_hospitals_are_told_with_the_source_of_every_share(treated):
    briefing = composed(treated, outline(Part("b", "hospitals", title="Y tế", shows=ALL))).briefing
    assert "Đến 19/03/2026, 2 cơ sở khám, chữa bệnh báo cáo 174 giường đang dùng" in said(briefing)
    assert "1 cơ sở vượt ngưỡng công suất giường; cao nhất: Bệnh viện Đầy (104,0\xa0% giường kế hoạch" in said(briefing)
    (table,) = of(briefing, Table)
    assert [row[1].text for row in table.rows] == ["Bệnh viện Đầy", "Bệnh viện Trống"]
    assert table.note == "1 cơ sở khác chưa báo cáo."
    assert NumberKey.parse(table.rows[0][5].key).area_code == FULL
    assert [one.value for one in briefing.origins] == [104.0, 70.0]


COUNTED = ("TT", "Tối đa")  # ordinals, and what the formula allows at most


@pytest.mark.parametrize(("home", "kind", "least"), [("captured", "procedures", 30), ("treated", "hospitals", 5)])
def test_every_number_of_a_table_leads_to_its_source_on_the_screen(request, home, kind, least):
    part = Part("b", kind, title="Mục", shows=ALL)
    asked = lao_cai() if kind == "procedures" else outline(part)
    briefing = composed(request.getfixturevalue(home), asked).briefing
    told = [
        cell
        for table in of(briefing, Table)
        for row in table.rows
        for column, cell in zip(table.columns, row, strict=True)
        if cell.value is not None and column.name not in COUNTED
    ]
    assert len(told) >= least
    assert [cell.text for cell in told if not (cell.key or cell.behind)] == []
    opened = {shown for shown, _ in sources(briefing_view.view(briefing))}
    assert {cell.text for cell in told} <= opened


def test_numbers_within_words_are_buttons_to_their_source_on_the_screen(captured):
    opened = sources(briefing_view.view(composed(captured, lao_cai()).briefing))
    assert "61,72" in {shown for shown, _ in opened}
    assert all(ScoreKey.parse(key) or keys.parse(key) for _, key in opened)


def test_figures_of_health_carry_the_days_that_they_are_of_not_the_day_of_the_briefing(treated):
    drawn = of(composed(treated, outline(Part("b", "hospitals", title="Y tế", shows=ALL))).briefing, Chart)
    assert [one.about for one in drawn] == ["đến 19/03/2026", "19/03/2026"]
    asked = {"lop": "incidence", "benh": "influenza"}
    told = composed(treated, outline(Part("b", "hospitals", title="Y tế", shows=ALL, asked=asked))).briefing
    assert "20/03/2026" not in " ".join(one.about for one in told.blocks() if hasattr(one, "about"))


def test_an_epidemic_is_drawn_and_told(treated):
    briefing = composed(treated, outline(Part("b", "hospitals", title="Y tế", shows=("text", "chart")))).briefing
    assert "Cúm: 154 ca trong 7 ngày đến 16/03/2026" in said(briefing)
    (chart,) = of(briefing, Chart)
    assert [value for value in chart.lines[1].values if value is not None][-1] == 28


def test_without_hospitals_a_sentence_says_so(captured):
    briefing = composed(captured, lao_cai().with_part(Part("b", "hospitals", title="Y tế", shows=ALL))).briefing
    assert "Chưa có báo cáo giường bệnh" in said(briefing)
    assert of(briefing, Map) == []


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_format_says_what_the_rooms_say(treated, kind):
    briefing = composed(treated, outline(Part("b", "hospitals", title="Y tế", shows=ALL))).briefing
    told = READERS[kind](KINDS[kind](briefing)).replace("\n", " ")
    assert "Bệnh viện Đầy" in told
    assert "Cúm: 154 ca trong 7 ngày đến 16/03/2026" in told


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ({"them": "procedures.table", "muc": "TTTT", "don-vi": ""}, "Điểm chỉ số thủ tục hành chính"),
        ({"them": "hospitals.map", "lop": "incidence"}, "Giường bệnh và dịch bệnh"),
        ({"them": "event.map", "su-kien": "yagi-2024"}, "Sự kiện khẩn cấp"),
        ({"them": "group.table", "trang": "economy"}, "Kinh tế"),
    ],
)
def test_a_room_is_added_with_what_was_chosen_in_it(asked, title):
    (part,) = editing.pinned(replace(outline(), parts=()), asked).parts
    kind, _, show = asked["them"].partition(".")
    assert (part.kind, part.shows, editing.named(asked)) == (kind, ("text", show), title)
    assert part.of == asked.get("su-kien", asked.get("trang", ""))
    assert dict(part.asked) == {key: told for key, told in asked.items() if key in ("muc", "lop") and told}
    assert editing.brought(asked) == {key: told for key, told in asked.items() if told}


def test_a_day_before_any_capture_takes_the_first_that_there_is(captured):
    assert "ngày 10/10/2026" in said(composed(captured, lao_cai("2026-01")).briefing)
