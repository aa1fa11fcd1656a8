"""What was seen on a page goes into a briefing as it stood there: its figures, its source rows, its page and moment."""

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import ScatterChart

from app import create_app
from briefings import editing, held, held_blocks, outline
from briefings.issuing import KINDS
from briefings.outline import Part
from data import paths
from data.answers import NumberKey
from exports.briefing import chart_drawing, frozen, map_drawing
from exports.briefing.model import Briefing, Chart, Map, Paragraph, Table
from tests.briefings.shelf import COMMUNES, DONG_VAN, LUNG_CU, PERIOD, composed, fill
from tests.briefings.shelf import outline as begun
from tests.briefings.test_documents import READERS

AT = datetime(2026, 3, 20, 9, 5)
KEY = NumberKey(COMMUNES, DONG_VAN, PERIOD, "actual").text()
SEEN: dict[str, Any] = {
    "told": {"title": "Hai xã khác nhau ở đâu?", "version": "v1", "source": "UBND xã", "note": "Kỳ mới nhất"},
    "page": "/so-sanh?kieu=xa",
    "page_name": "So sánh",
    "show": "table",
    "columns": [{"name": "Xã", "kind": "text"}, {"name": "Thu (triệu đồng)", "kind": "number"}],
    "rows": [["Đồng Văn <b>", 13], ["=Lũng Cú", None]],
    "keys": [["", KEY], ["", ""]],
}
BARS = {**SEEN, "show": "chart", "form": "bar", "roles": ["now"]}
PAINTED = {
    **SEEN,
    "show": "map",
    "columns": [{"name": name, "kind": "text"} for name in ("Mã", "Tên", "%", "Ghi chú")],
    "rows": [[DONG_VAN, "Đồng Văn", 80, ""], [LUNG_CU, "Lũng Cú", None, "chậm nộp"]],
    "keys": [],
    "painted": {"measure": "%", "colours": ["#112233"], "labels": ["từ 80"], "counts": [1], "levels": [0, None]},
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("kho"))


def holding(kept: Path, sent: dict[str, Any], *shows: str) -> Briefing:
    one = held.read(sent, AT)
    part = Part("trich", "held", title="Trích", shows=("text", *(shows or (one["show"],))), held=one)
    wanted = begun(part)
    assert outline.from_json(outline.to_json(wanted)) == wanted
    return composed(kept, wanted).briefing


def block(briefing: Briefing, kind: type) -> Any:
    return next(one for one in briefing.blocks() if isinstance(one, kind))


def test_a_table_says_where_and_when_it_was_seen_and_its_numbers_lead_to_their_rows(kept: Path) -> None:
    briefing = holding(kept, SEEN)
    assert block(briefing, Paragraph).text == (
        "Trích từ trang «So sánh» (/so-sanh) lúc 09:05 ngày 20/03/2026, phiên bản số liệu v1."
    )
    table = block(briefing, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["Đồng Văn <b>", "13"], ["=Lũng Cú", "–"]]
    assert table.rows[0][1].key == KEY
    (origin,) = briefing.origins
    assert (origin.key, origin.figure) == (KEY, "13")
    assert briefing.sources == ("UBND xã",)


def test_a_number_that_was_revised_since_leads_to_no_other_figure(kept: Path) -> None:
    briefing = holding(kept, {**SEEN, "rows": [["Đồng Văn", 12.5], ["Lũng Cú", None]]})
    assert block(briefing, Table).rows[0][1].text == "12,5"
    assert briefing.origins == ()
    assert "1 số liệu nay trong kho không còn đúng như lúc trích" in block(briefing, Paragraph).text


def test_a_chart_is_drawn_of_the_same_figures_and_its_table_can_be_had_too(kept: Path) -> None:
    briefing = holding(kept, BARS, "chart", "table")
    chart = block(briefing, Chart)
    assert (chart.kind, chart.categories) == ("bar", ("Đồng Văn <b>", "=Lũng Cú"))
    assert [(line.name, line.role, line.values) for line in chart.lines] == [("Thu (triệu đồng)", "now", (13.0, None))]
    assert len(block(briefing, Table).rows) == 2


def test_a_map_keeps_its_classes_and_why_a_commune_has_none(kept: Path) -> None:
    drawn = block(holding(kept, PAINTED), Map)
    assert [(one.code, one.value, one.level, one.absence) for one in drawn.places] == [
        (DONG_VAN, 80.0, 0, ""), (LUNG_CU, None, None, "chậm nộp"),
    ]  # fmt: skip
    assert (drawn.province_code, drawn.absences, drawn.labels) == ("08", (("chậm nộp", 1),), ("từ 80",))
    assert "Ranh giới xấp xỉ" in drawn.boundary_note


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("sent", [SEEN, BARS, PAINTED], ids=["table", "chart", "map"])
def test_every_file_holds_what_was_seen(kept: Path, sent: dict[str, Any], kind: str) -> None:
    told = READERS[kind](KINDS[kind](holding(kept, sent, sent["show"], "table"))).replace("\n", " ")
    assert "Trích từ trang «So sánh»" in told
    assert "Đồng Văn" in told


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("xin chào", "Không đọc được"),
        ({**SEEN, "rows": [["một ô"]]}, "Không đọc được"),
        ({**SEEN, "rows": [], "keys": []}, "chưa có số liệu nào"),
        ({**SEEN, "rows": [["Xã", 1]] * 401}, "401 dòng; báo cáo nhận nhiều nhất 400 dòng"),
        ({**SEEN, "rows": [["x" * 2000, 1]] * 100}, "quá dài"),
    ],
)
def test_what_cannot_be_held_is_a_sentence(store: Path, sent: object, words: str) -> None:
    answer = create_app(check_ids=False).server.test_client().post("/bang/bao-cao", json=sent)
    assert answer.status_code == 422
    assert words in answer.get_json()["told"]
    assert not (store / held.FOLDER).exists()


def test_nothing_strange_gets_through() -> None:
    strange = {
        **PAINTED, "page": "//noi-khac", "keys": [["<script>"] * 4] * 2, "form": "pie", "roles": ["x"],
        "painted": {"colours": ["red;}"], "levels": [7, "a"], "counts": ["many"]},
    }  # fmt: skip
    made = held.read(strange, AT)
    assert (made["page"], made["form"], made["roles"], made["keys"]) == ("/", "line", ["before"], [[""] * 4] * 2)
    assert (made["painted"]["colours"], made["painted"]["levels"], made["painted"]["counts"]) == ([], [None, None], [])


def test_it_is_taken_into_a_briefing_under_the_key_that_the_server_gave(store: Path) -> None:
    answer = create_app(check_ids=False).server.test_client().post("/bang/bao-cao", json=BARS)
    asked = dict(part.split("=") for part in answer.get_json()["address"].partition("?")[2].split("&"))
    assert asked["them"] == "held.chart"
    assert editing.named(asked) == "Hai xã khác nhau ở đâu?"
    base = begun(Part("words", "words"))
    part = editing.pinned(base, asked).parts[-1]
    assert (part.kind, part.title, part.shows) == ("held", "Hai xã khác nhau ở đâu?", ("text", "chart"))
    assert part.held["rows"] == SEEN["rows"]
    gone = {**asked, "trich": "0" * 20}
    assert editing.named(gone) == ""
    assert editing.named({**asked, "trich": "../../../../etc/passwd"}) == ""
    assert paths.home() == store


def test_a_briefing_that_holds_too_much_takes_no_more(store: Path) -> None:
    long = {**SEEN, "rows": [["x" * 300, 1]] * 400, "keys": []}
    key, _ = held.laid(store, long, AT)
    asked, now = {"them": "held.table", "trich": key}, begun(Part("words", "words"))
    while (more := editing.pinned(now, asked)) != now:
        now = more
        assert len(now.parts) < 10
    assert len(now.parts) == 4  # the words and three tables of 130,000 signs


def test_only_the_newest_wait_to_be_taken(store: Path) -> None:
    keys = [held.keep(store, {"n": n}) for n in range(held.MOST_KEPT + 3)]
    assert len(list((store / held.FOLDER).glob("*"))) == held.MOST_KEPT
    assert held.taken(store, keys[-1]) == {"n": held.MOST_KEPT + 2}


def test_the_text_of_a_briefing_without_one_is_what_it_was() -> None:
    assert all("held" not in part for part in outline.to_json(begun())["parts"])


OTHERS = [[f"Xã {n}", 15, 2] for n in range(9)]
POINTS: dict[str, Any] = {
    **SEEN,
    "show": "chart",
    "form": "scatter",
    "roles": ["now", "now"],
    "columns": [
        {"name": "", "kind": "text"},
        {"name": "Hộ nghèo (%)", "kind": "number"},
        {"name": "Thu (tỷ đồng)", "kind": "number"},
    ],
    "rows": [
        ["Đồng Văn", 12.5, 3],
        ["Lũng Cú", 30, 1.25],
        ["Chưa gửi", None, 2],
        *[[f"Xã {n}", 15, 2] for n in range(9)],
    ],
    "keys": [],
}


def test_points_of_two_quantities_are_a_native_chart_of_points_in_slides_and_word(kept: Path) -> None:
    briefing = holding(kept, POINTS)
    for kind, part in (("pptx", "ppt/charts/"), ("docx", "word/charts/")):
        with zipfile.ZipFile(io.BytesIO(KINDS[kind](briefing))) as file:
            (name,) = [one for one in file.namelist() if one.startswith(part) and one.endswith(".xml")]
            drawn = file.read(name).decode()
        assert "<c:scatterChart>" in drawn, kind
        assert drawn.count("<c:xVal>") == 1
        for words in ("Hộ nghèo (%)", "Thu (tỷ đồng)", "Đồng Văn", "Lũng Cú"):
            assert words in drawn, (kind, words)
        assert "Chưa gửi" not in drawn  # a point without both values is none


def test_points_of_two_quantities_are_a_native_chart_of_points_in_the_workbook(kept: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(KINDS["xlsx"](holding(kept, POINTS))))
    (drawn,) = [chart for sheet in book for chart in sheet._charts]
    assert isinstance(drawn, ScatterChart)
    (series,) = drawn.series
    sheet = next(sheet for sheet in book if sheet._charts)
    across, up = series.xVal.numRef.f.partition("!")[2], series.yVal.numRef.f.partition("!")[2]
    assert [cell.value for (cell,) in sheet[across.replace("$", "")]][:3] == [12.5, 30, None]
    assert [cell.value for (cell,) in sheet[up.replace("$", "")]][:3] == [3, 1.25, 2]


def test_points_of_two_quantities_are_drawn_with_their_axes_and_their_farthest_named(kept: Path) -> None:
    told = chart_drawing.svg(block(holding(kept, POINTS), Chart))
    assert told.count("<circle") == 11
    for words in ("Hộ nghèo (%)", "Thu (tỷ đồng)", "Đồng Văn", "Lũng Cú"):
        assert words in told


def test_a_held_chart_says_its_unit(kept: Path) -> None:
    briefing = holding(kept, {**BARS, "told": {**SEEN["told"], "unit": "nghìn hộ"}})
    assert block(briefing, Chart).unit == "nghìn hộ"
    for kind in KINDS:
        assert "nghìn hộ" in READERS[kind](KINDS[kind](briefing)).replace("\n", " "), kind


def test_communes_that_a_map_does_not_speak_of_are_ground(kept: Path) -> None:
    one = {**PAINTED, "rows": PAINTED["rows"][:1], "keys": [], "painted": {**PAINTED["painted"], "levels": [0]}}
    assert 'fill="url(#none)"' not in map_drawing.svg(block(holding(kept, one), Map))
    assert (
        map_drawing.svg(block(holding(kept, PAINTED), Map)).count('fill="url(#none)"') == 2
    )  # the commune and its legend


def test_what_a_page_said_of_area_and_period_is_not_said_twice(kept: Path) -> None:
    told = {**SEEN["told"], "note": "triệu đồng · Tháng 2/2026 · Tỉnh Tuyên Quang", "area": "Tỉnh Tuyên Quang"}
    told |= {"period": "Tháng 2/2026", "unit": "triệu đồng"}
    assert block(holding(kept, {**SEEN, "told": told}), Table).note == told["note"]
    assert block(holding(kept, {**BARS, "told": told}), Chart).about == "Tỉnh Tuyên Quang · Tháng 2/2026 · triệu đồng"


def test_a_map_of_circles_is_drawn_with_circles_in_proportion_to_their_values(kept: Path) -> None:
    rows = [[DONG_VAN, "Đồng Văn", 80, ""], [LUNG_CU, "Lũng Cú", 20, ""]]
    painted = {**PAINTED["painted"], "levels": [0, 0], "counts": [2], "symbols": 80}
    told = map_drawing.svg(block(holding(kept, {**PAINTED, "rows": rows, "painted": painted}), Map))
    sizes = [float(one) for one in re.findall(r'<circle [^>]*r="([\d.]+)"', told)]
    assert len(sizes) == 2
    assert sizes[0] == pytest.approx(2 * sizes[1], rel=0.02)  # four times the value has four times the area
    assert "<circle" not in map_drawing.svg(block(holding(kept, PAINTED), Map))


def test_a_map_of_old_keeps_its_code(kept: Path) -> None:
    told = frozen.to_json(holding(kept, PAINTED))
    assert "symbols" not in next(one for one in told["sections"][0]["blocks"] if one["is"] == "map")


def test_a_table_wider_than_a_page_stands_in_parts_that_each_name_their_rows(kept: Path) -> None:
    heads = ["Xã", *(f"Chỉ tiêu số {n}" for n in range(14))]
    sent = {
        **SEEN,
        "columns": [{"name": name, "kind": "number" if place else "text"} for place, name in enumerate(heads)],
        "rows": [["Đồng Văn", *range(14)], ["Lũng Cú", *range(100, 114)]],
        "keys": [],
    }
    parts = [one for one in holding(kept, sent).blocks() if isinstance(one, Table)]
    assert len(parts) > 1
    assert [one.title[-10:] for one in parts] == [f"(phần {n}/{len(parts)})" for n in range(1, len(parts) + 1)]
    assert all(sum(column.width for column in one.columns) <= held_blocks.WIDEST for one in parts)
    assert all([row[0].text for row in one.rows] == ["Đồng Văn", "Lũng Cú"] for one in parts)
    assert [column.name for one in parts for column in one.columns[1:]] == heads[1:]
    assert [cell.value for one in parts for cell in one.rows[1][1:]] == list(range(100, 114))
