"""Tables: what the browser is told of rows and columns."""

import datetime as dt
import json

import pandas as pd

from components import grid
from components.grid import Column, Told
from tests.components import reading

COLUMNS = [Column("name", "Xã, phường", pinned=True, width=12), Column("value", "Giá trị", "number", may_group=True)]
ROWS = [{"code": "00691", "name": "Xã Lũng Cú", "value": 1234.5}]


def table(**more):
    return grid.grid("t", ROWS, COLUMNS, Told("Thu ngân sách", unit="triệu đồng", simulated=True), key="code", **more)


def ag_grid(tree):
    return next(part for part in reading.walk(tree) if hasattr(part, "columnDefs"))


def test_rows_keep_raw_numbers_and_codes_for_copies_and_files():
    assert ag_grid(table()).rowData == ROWS


def test_a_column_says_how_it_is_read_sorted_and_filtered():
    name, value = ag_grid(table()).columnDefs
    assert (name["type"], name["pinned"], name["context"]["rem"]) == ("text", "left", 12)
    assert (value["type"], value["pinned"], value["context"]["kind"]) == ("number", None, "number")
    types = ag_grid(table()).dashGridOptions["columnTypes"]
    assert {column["type"] for column in (name, value)} <= types.keys()


def test_a_table_carries_what_its_files_say_above_the_rows():
    told = json.loads(getattr(table(), "data-grid-told"))
    assert (told["title"], told["unit"], told["simulated"]) == ("Thu ngân sách", "triệu đồng", True)
    assert json.loads(getattr(table(), "data-grid-groups")) == ["value"]


def test_a_short_table_is_as_high_as_its_rows_and_a_long_one_scrolls():
    assert ag_grid(table()).dashGridOptions["domLayout"] == "autoHeight"
    long = grid.grid("t", ROWS * 40, COLUMNS, Told("Dài"), key="code", height=20)
    assert ag_grid(long).dashGridOptions["domLayout"] == "normal"
    assert ag_grid(long).style == {"height": "20rem"}


def test_a_table_speaks_the_language_of_the_page():
    assert ag_grid(table()).dashGridOptions["localeText"]["contains"] == "Có chứa"
    assert ag_grid(table(lang="en")).dashGridOptions["localeText"] == {}
    assert json.loads(getattr(table(lang="en"), "data-grid-words"))["copy_table"] == "Copy"


def test_records_are_what_json_can_say():
    frame = pd.DataFrame({
        "value": [1.5, None], "day": [pd.Timestamp("2026-03-31 08:00"), pd.NaT], "name": ["a", None],
        "on": [dt.date(2026, 3, 31), None],
    })  # fmt: skip
    assert grid.records(frame) == [
        {"value": 1.5, "day": "2026-03-31T08:00:00", "name": "a", "on": "2026-03-31"},
        {"value": None, "day": None, "name": None, "on": None},
    ]
