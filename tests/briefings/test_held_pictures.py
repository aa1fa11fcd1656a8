"""Rankings and small maps that were seen on a page, in a briefing: bars in their order, one picture with one legend."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from briefings import editing, held
from briefings.issuing import KINDS
from briefings.outline import Part
from exports.briefing import frozen, map_drawing
from exports.briefing.model import Chart, Map
from tests.briefings.shelf import DONG_VAN, LUNG_CU, fill
from tests.briefings.shelf import outline as begun
from tests.briefings.test_held import AT, PAINTED, SEEN, block, holding


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("kho"))


FRAMES: dict[str, Any] = {
    **PAINTED,
    "columns": [{"name": name, "kind": "text"} for name in ("Mã", "Tên", "Tháng 1/2026", "Tháng 2/2026", "Ghi chú")],
    "rows": [[DONG_VAN, "Đồng Văn", 80.5, 81.5, ""], [LUNG_CU, "Lũng Cú", None, 90.5, ""]],
    "painted": {
        **PAINTED["painted"],
        "frames": [
            {"label": "Tháng 1/2026", "levels": [0, None], "counts": [1]},
            {"label": "Tháng 2/2026", "levels": [0, 0], "counts": [2]},
        ],
    },
}


def test_maps_side_by_side_are_one_picture_in_the_same_classes(kept: Path) -> None:
    drawn = block(holding(kept, FRAMES), Map)
    assert drawn.title == "Hai xã khác nhau ở đâu?"
    assert [(one.label, [place.value for place in one.places]) for one in drawn.frames] == [
        ("Tháng 1/2026", [80.5, None]),
        ("Tháng 2/2026", [81.5, 90.5]),
    ]
    assert drawn.absences == (("chưa nhận số liệu", 1),)
    told = map_drawing.svg(drawn)
    assert told.count("<g transform=") == 2
    assert told.count(">từ 80</text>") == told.count(">B</text>") == 1
    assert [told.count(f">{one.label}</text>") for one in drawn.frames] == [1, 1]


def test_of_many_small_maps_a_briefing_takes_so_many_as_can_be_told_apart(kept: Path) -> None:
    frames = FRAMES["painted"]["frames"]
    many = {**FRAMES, "painted": {**FRAMES["painted"], "frames": frames * 20 + ["x"]}}
    assert len(held.read(many, AT)["painted"]["frames"]) == held.MOST_FRAMES


def test_small_maps_stay_what_they_are_when_a_briefing_is_frozen(kept: Path) -> None:
    made = holding(kept, FRAMES)
    assert frozen.from_json(frozen.to_json(made)) == made


def test_the_figures_of_small_maps_stand_in_a_column_each_of_the_workbook(kept: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(KINDS["xlsx"](holding(kept, FRAMES))))
    rows = [[cell.value for cell in row[:4]] for sheet in book for row in sheet.iter_rows()]
    assert rows[rows.index(["Mã số", "Nơi", "Tháng 1/2026", "Tháng 2/2026"]) + 1] == [DONG_VAN, "Đồng Văn", 80.5, 81.5]


RANKING: dict[str, Any] = {
    **SEEN,
    "show": "chart",
    "form": "bar",
    "roles": ["now"],
    "parted": 2,
    "columns": [
        {"name": name, "kind": kind}
        for name, kind in (("Tên", "text"), ("Giá trị", "number"), ("Nhóm", "text"), ("Thứ tự", "number"))
    ],
    "rows": [["Đồng Văn", 80.5, "Cao nhất", 1], ["Mèo Vạc", 70.5, "Cao nhất", 2], ["Lũng Cú", 1.5, "Thấp nhất", 1]],
    "keys": [],
}


def test_a_ranking_is_a_chart_of_bars_for_each_of_its_lists(kept: Path) -> None:
    charts = [one for one in holding(kept, RANKING).blocks() if isinstance(one, Chart)]
    title = RANKING["told"]["title"]
    assert [(one.title, one.kind, one.categories) for one in charts] == [
        (f"{title}: cao nhất", "bar", ("Đồng Văn", "Mèo Vạc")),
        (f"{title}: thấp nhất", "bar", ("Lũng Cú",)),
    ]
    assert [[(line.role, line.values) for line in one.lines] for one in charts] == [
        [("now", (80.5, 70.5))],
        [("now", (1.5,))],
    ]


def test_a_ranking_that_is_added_brings_its_bars_and_its_table(store: Path) -> None:
    key, show = held.laid(store, RANKING, AT)
    part = editing.pinned(begun(Part("words", "words")), {"them": f"held.{show}", "trich": key}).parts[-1]
    assert part.shows == ("text", "chart", "table")


def test_in_slides_its_bars_are_native_charts_and_the_first_stands_below_its_sentence(kept: Path) -> None:
    slides = Presentation(io.BytesIO(KINDS["pptx"](holding(kept, RANKING, "chart", "table")))).slides
    drawn = [[shape for shape in slide.shapes if shape.has_chart] for slide in slides]
    charts = [one.chart for shapes in drawn for one in shapes]
    assert [list(chart.plots[0].categories) for chart in charts] == [["Đồng Văn", "Mèo Vạc"], ["Lũng Cú"]]
    assert [list(chart.plots[0].series[0].values) for chart in charts] == [[80.5, 70.5], [1.5]]
    (first,) = [slide for slide, shapes in zip(slides, drawn, strict=True) if shapes][:1]
    assert any("Trích từ trang" in shape.text_frame.text for shape in first.shapes if shape.has_text_frame)


BEHIND: dict[str, Any] = {
    **SEEN,
    "told": {**SEEN["told"], "title": "Chậm nhất", "unit": ""},
    "show": "chart",
    "form": "bar",
    "roles": ["now"],
    "ordered": True,
    "columns": [
        {"name": name, "kind": kind}
        for name, kind in (("Tên", "text"), ("Giá trị", "number"), ("Thứ tự", "number"), ("Nội dung", "text"))
    ],
    "rows": [["Lũng Cú", 12.5, 1, "Lũng Cú: 12,5 %"], ["Đồng Văn", 40, 2, "Đồng Văn: 40 %"]],
    "keys": [],
}


def test_a_list_in_order_is_bars_with_its_words_beside_them(kept: Path, store: Path) -> None:
    key, show = held.laid(store, BEHIND, AT)
    part = editing.pinned(begun(Part("words", "words")), {"them": f"held.{show}", "trich": key}).parts[-1]
    assert part.shows == ("text", "chart", "table")
    drawn = block(holding(kept, BEHIND, "chart", "table"), Chart)
    assert (drawn.kind, drawn.categories, drawn.lines[0].values) == ("bar", ("Lũng Cú", "Đồng Văn"), (12.5, 40.0))


def test_a_native_chart_without_a_unit_has_no_empty_brackets(kept: Path) -> None:
    deck = Presentation(io.BytesIO(KINDS["pptx"](holding(kept, BEHIND, "chart"))))
    (chart,) = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert chart.plots[0].series[0].name == "Giá trị"
