"""Each kind of indicator is drawn in its own way."""

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from components import group, group_kinds, group_tables
from data import asked, keys, versions, views
from data.answers import GroupView
from tests.components import reading
from tests.shelf import PROVINCE, deliver, listed, observed
from tests.shelf import reading as served

TODAY = date(2026, 3, 20)
DONG_VAN, THANG_MO = "00721", "00829"


@pytest.fixture
def filled(store: Path) -> Path:
    entries = (
        listed("P-1", "in_progress", topic="road", area_code=DONG_VAN, latitude=23.2, longitude=105.2),
        listed("P-2", "overdue", topic="road", area_code=DONG_VAN, latitude=23.3, longitude=105.3, name="=1+1"),
        listed("P-3", "done_late", topic="road", area_code=""),
    )
    deliver(store, "lists", entries=entries, on=datetime(2026, 3, 5))
    code, tasks = "tq_commune_culture_institutions", "tq_tasks_central"
    deliver(
        store,
        "numbers",
        observed(1.0, "2025", indicator_code=code, area_code=DONG_VAN),
        observed(0.0, "2025", indicator_code=code, area_code=THANG_MO, text_value="Chưa có nhà văn hóa"),
        observed(30.0, indicator_code=tasks, breakdown="task_state=done_on_time"),
        observed(10.0, indicator_code=tasks, breakdown="task_state=overdue"),
        observed(40.0, indicator_code=tasks),
    )
    versions.publish(store, "thử")
    return store


def view(store: Path, page: str, code: str) -> GroupView:
    with served(store) as conn:
        understood = asked.understand(conn, {"bo": "tuyen-quang", "chi-so": code}, (page,), 6, TODAY)
        return views.group_view(conn, understood, TODAY, prefix="group", boundary_note="")


@pytest.fixture
def roads(filled: Path) -> GroupView:
    return view(filled, "transport", "tq_road_damage_reports")


def test_a_register_is_a_table_with_the_words_of_its_states(roads):
    (grid,) = [part for part in reading.walk(group_kinds.below(roads)) if hasattr(part, "rowData")]
    assert [(row["entry_code"], row["state"]) for row in grid.rowData] == [
        ("P-2", "Quá hạn, chưa giải quyết"), ("P-1", "Đang giải quyết, còn hạn"), ("P-3", "Đã giải quyết, quá hạn"),
    ]  # fmt: skip
    assert grid.rowData[0]["area_code"].endswith("Đồng Văn")
    assert (grid.rowData[0]["opened_on"], grid.rowData[0]["due_on"]) == ("2026-01-05", None)
    assert not group_kinds.has_trend(roads)


def test_entries_with_coordinates_are_points_and_the_worst_stand_out(roads):
    points = group_kinds.points(roads)
    assert [(one["lat"], one["worst"]) for one in points] == [(23.3, True), (23.2, False)]
    assert [keys.parse(one["key"]) for one in points] == [
        keys.EntryKey("feedback", "08", code) for code in ("P-2", "P-1")
    ]
    assert "2 điểm có tọa độ" in reading.text(group_kinds.point_key(roads))


def test_states_are_bars_with_overdue_on_top_and_no_second_panel_says_the_same(filled):
    tasks = view(filled, "tasks", "tq_tasks_central")
    (graph,) = [part for part in reading.walk(group_kinds.beside(tasks)) if hasattr(part, "figure")]
    drawn = graph.figure["data"][0]["y"]  # from bottom to top
    assert [name.replace("<br>", " ").partition(" (")[0] for name in drawn] == [
        "Hoàn thành đúng hạn", "Quá hạn, chưa hoàn thành",
    ]  # fmt: skip
    assert not group_kinds.has_breakdown(tasks)
    assert group_kinds.has_trend(tasks)


def test_the_file_of_the_states_holds_the_states_that_are_drawn(filled, roads):
    told = group_tables.table("states", view(filled, "tasks", "tq_tasks_central"))
    assert told.iloc[:, 0].tolist() == ["Quá hạn, chưa hoàn thành", "Hoàn thành đúng hạn"]
    assert told.iloc[:, 1:].to_numpy().tolist() == [[10.0, 25.0], [30.0, 75.0]]
    counted = group_tables.table("states", roads)
    assert counted[counted.iloc[:, 1] > 0].iloc[:, 1].tolist() == [1.0, 1.0, 1.0]
    assert group_tables.about("states", roads).period == "đếm từ danh sách"


def test_a_yes_or_no_has_two_classes_and_says_why_not(filled):
    asked_of = view(filled, "commune", "tq_commune_culture_institutions")
    sheet = group_kinds.two_classes(group.paint(asked_of, "value", "quantile", None), asked_of)
    assert (sheet["labels"], sheet["limits"]) == (["Chưa đạt", "Đạt"], [0.5])
    assert sheet["text"][THANG_MO][:2] == ["Chưa đạt", "Chưa có nhà văn hóa"]
    assert sheet["text"][DONG_VAN][0] == "Đạt"
    told = reading.text(group_kinds.beside(asked_of))
    assert "1 nơi đạt, 1 nơi chưa đạt" in told
    assert "Chưa có nhà văn hóa" in told


def test_texts_are_notes_with_their_dates_the_newest_first(store):
    code = "ht_weather_bulletins"
    words = {"2026-01": "Rét đậm.", "2026-02": "Có mưa.\nĐề phòng lũ quét."}
    rows = [observed(None, p, indicator_code=code, area_code="42", text_value=text) for p, text in words.items()]
    deliver(store, "texts", *rows, province_code="42")
    versions.publish(store, "thử")
    with served(store) as conn:
        understood = asked.understand(conn, {"bo": "ha-tinh", "chi-so": code}, ("emergency",), 6, TODAY)
        shown = views.group_view(conn, understood, TODAY, prefix="group", boundary_note="")
    told = reading.text(group_kinds.beside(shown))
    assert told.index("Tháng 2/2026") < told.index("Có mưa.") < told.index("Đề phòng lũ quét.") < told.index("Rét đậm.")


def test_a_number_has_nothing_of_this(filled):
    deliver(filled, "revenue", observed(5.0))
    versions.publish(filled, "thêm")
    shown = view(filled, "economy", "tq_budget_revenue")
    assert (group_kinds.beside(shown), group_kinds.below(shown), group_kinds.points(shown)) == (None, None, [])
    assert shown.ask.province_code == PROVINCE
    assert isinstance(shown.listing.entries, pd.DataFrame)
