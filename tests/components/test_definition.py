"""The definition at hand, and the words of breaks."""

from datetime import date

import pandas as pd

from components import definition, figures
from data import catalogue
from data.breaks import NEW_BOUNDARIES, Break
from data.catalogue_history import DefinitionChange
from tests.components import reading

GROWTH = catalogue.get("tq_grdp_growth")


def test_it_says_what_is_measured_by_whom_how_often_and_what_is_open():
    told = reading.text(definition.definition(GROWTH, summary_id="s", notes_id="n"))
    assert GROWTH.name in told
    assert GROWTH.provider in told
    assert "Mức độ chia sẻ chưa quy định" in told
    assert "Chưa biết chỗ gãy nào" in told


def test_a_change_of_definition_is_told_with_its_day_and_reason():
    change = DefinitionChange(date(2026, 1, 1), GROWTH.code, "formula", "", "theo giá 2020", "Quyết định 12.")
    told = definition.break_words(Break(change.date, change))
    assert "Từ 01/01/2026 đổi cách tính: «chưa quy định» thành «theo giá 2020» (Quyết định 12)" in told


def test_notes_of_single_values_are_counted_when_there_are_many():
    told = reading.text(definition.cell_notes([("Xã Thắng Mố", "gấp 10 lần kỳ trước")], 3))
    assert "Xã Thắng Mố: gấp 10 lần kỳ trước" in told
    assert "và 3 ghi chú khác" in told
    assert "Không có ghi chú nào" in reading.text(definition.cell_notes([], -12))


def test_a_line_is_not_drawn_across_a_break_and_the_break_is_marked():
    frame = pd.DataFrame(
        {"period": ["5", "6", "7", "8"], "series": "now", "value": [1.0, 2.0, 9.0, 8.0], "segment": [0, 0, 1, 1]}
    )
    figure = figures.trend(frame, marks=[definition.break_mark(Break(NEW_BOUNDARIES))])
    assert [line["x"] for line in figure["data"]] == [[0, 1], [2, 3]]
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [1.5]
    assert any("01/07/2025" in label["text"] for label in figure["layout"]["annotations"])


def test_without_a_break_there_is_one_line_and_no_mark():
    frame = pd.DataFrame({"period": ["5", "6"], "series": "now", "value": [1.0, 2.0], "segment": [1, 1]})
    figure = figures.trend(frame, marks=["01/07/2025: xã mới"])
    assert (len(figure["data"]), figure["layout"]["shapes"]) == (1, [])
