"""Which sheet and which layout a file is, and what it is told when it is none."""

from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from loaders import layouts
from loaders.delivery import Delivery
from loaders.errors import SourceError
from loaders.pipeline import read_delivery
from loaders.recognise import TITLES
from tests.loaders.books import RECEIVED, matrix, save

REVENUE = "tq_commune_budget_revenue"
THANG_MO = [1, "00829", "Xã Thắng Mố", 1500, 3, 2, 1, 97.5]


def load(path: Path, **more: Any) -> Delivery:
    return read_delivery(path, province="08", received_at=RECEIVED, **more)


def values(delivery: Delivery) -> dict[tuple[str, str], float]:
    rows = delivery.observations
    return dict(zip(zip(rows["area_code"], rows["indicator_code"], strict=True), rows["value"], strict=True))


def test_title_lines_with_the_words_of_a_label_column_are_not_the_header(tmp_path: Path) -> None:
    rows = [["Đơn vị", "Sở Tài chính"], ["Tháng 9/2026"], ["Đơn vị", "Thu ngân sách trên địa bàn"], ["Xã Thắng Mố", 5]]
    assert values(load(save(tmp_path / "b.xlsx", rows))) == {("00829", REVENUE): 5}


def test_a_missing_name_column_is_refused(tmp_path: Path) -> None:
    rows = [["Tháng 9/2026"], ["STT", "Mã xã", "Thu ngân sách trên địa bàn"], [1, "00829", 5]]
    with pytest.raises(SourceError):
        load(save(tmp_path / "b.xlsx", rows))


def test_a_wrong_sheet_is_refused_with_the_sheets_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        load(save(tmp_path / "b.xlsx", [["Họ và tên", "Điện thoại"], ["An", 123]], title="Danh bạ"))
    assert "«Danh bạ»" in str(caught.value)
    assert "commune-matrix" in str(caught.value)


def test_other_sheets_are_named_as_left_out(tmp_path: Path) -> None:
    def touch(sheet: Worksheet) -> None:
        sheet.parent.create_sheet("Ghi chép").append(["lời dặn"])

    delivery = load(matrix(tmp_path / "b.xlsx", [THANG_MO], touch=touch))
    assert [note.sheet for note in delivery.notes if note.code == "sheet_skipped"] == ["Ghi chép"]


def test_a_table_whose_rows_and_columns_are_exchanged_is_refused_with_what_differs(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(matrix(tmp_path / "bieu.xlsx", [THANG_MO]))
    lying = openpyxl.Workbook()
    for cell in chain.from_iterable(book.worksheets[0].iter_rows()):
        lying.worksheets[0].cell(cell.column, cell.row, cell.value)
    lying.save(tmp_path / "xoay.xlsx")
    with pytest.raises(SourceError, match="Cột H «Xã Thắng Mố» không có trong mẫu"):
        load(tmp_path / "xoay.xlsx")


@pytest.mark.parametrize(
    ("province", "own", "foreign"), [("08", "tuyen-quang-", "cao-bang-"), ("04", "cao-bang-", "tuyen-quang-")]
)
def test_a_file_that_follows_no_layout_is_told_those_of_its_own_province_and_of_all(
    tmp_path: Path, province: str, own: str, foreign: str
) -> None:
    path = tmp_path / "la.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Một tệp không theo mẫu nào"
    book.save(path)
    with pytest.raises(SourceError) as refused:
        read_delivery(path, province=province, received_at=RECEIVED)
    told = str(refused.value)
    assert own in told
    assert foreign not in told
    others = [one for one in layouts.known().values() if one.kind != "query" and one.province in ("", province)]
    assert f"và {len(others) - TITLES} mẫu khác" in told
