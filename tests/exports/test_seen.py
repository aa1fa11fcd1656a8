"""What a reader sees of a table, as a file."""

import datetime as dt
import io

import openpyxl
import pytest

from exports import seen, tables
from exports.seen import NotATableError

SENT = {
    "told": {"title": "Danh sách điểm sạt lở", "simulated": True, "source": "Sở Nông nghiệp và Môi trường"},
    "columns": [
        {"name": "Mã", "kind": "text"},
        {"name": "Dài (m)", "kind": "number"},
        {"name": "Ngày ghi nhận", "kind": "date"},
        {"name": "Nhận lúc", "kind": "moment"},
    ],
    "rows": [["00691", 1234.5, "2026-03-31", "2026-03-31T16:40:00"], ["=1+1", None, None, None]],
}


def sheet():
    return openpyxl.load_workbook(io.BytesIO(tables.to_xlsx(*seen.read(SENT)))).active


def test_the_workbook_has_numbers_days_and_codes_as_such():
    rows = list(sheet().iter_rows())
    top = next(place for place, row in enumerate(rows) if row[0].value == "Mã")
    assert [cell.value for cell in rows[top + 1]] == [
        "00691", 1234.5, dt.datetime(2026, 3, 31), dt.datetime(2026, 3, 31, 16, 40),
    ]  # fmt: skip
    assert [cell.number_format for cell in rows[top + 1]][2:] == ["dd/mm/yyyy", "dd/mm/yyyy hh:mm"]
    assert rows[top + 2][0].data_type == "s"
    assert rows[top + 2][1].value is None


def test_the_file_says_what_it_is_and_that_it_is_simulated():
    above = [row[0].value for row in sheet().iter_rows(max_row=4)]
    assert above[:3] == ["Danh sách điểm sạt lở", tables.SIMULATED, "Nguồn: Sở Nông nghiệp và Môi trường"]


def test_a_csv_makes_formulas_inert():
    assert "'=1+1" in tables.to_csv(*seen.read(SENT)).decode("utf-8-sig")


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        {"columns": [{"name": "a", "kind": "text"}]},
        {"columns": [{"name": "a", "kind": "picture"}], "rows": []},
        {"columns": [{"name": "a", "kind": "text"}], "rows": [["1", "2"]]},
        {"columns": [{"name": "a", "kind": "text"}], "rows": "abc"},
    ],
)
def test_what_is_no_table_is_refused(broken):
    with pytest.raises(NotATableError):
        seen.read(broken)


def test_what_is_not_of_its_kind_stays_text():
    frame, _ = seen.read(
        {"columns": [{"name": "a", "kind": "number"}, {"name": "b", "kind": "date"}], "rows": [["x", "y"]]}
    )
    assert frame.iloc[0].tolist() == ["x", "y"]
