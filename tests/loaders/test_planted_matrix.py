"""A commune matrix with an error of another kind in every row: each is told where it stands, the sound rows load."""

from datetime import datetime

import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from loaders.delivery import Delivery
from loaders.pipeline import read_delivery
from tests.loaders.books import RECEIVED, Row, matrix

FIRST = 8  # row of the first commune in the workbook
SOUND: list[Row] = [[1, "00829", "Xã Thắng Mố", 1500, 3, 2, 1, 97.5], [2, "00715", "Xã Lũng Cú", 1700, 5, 4, 1, 95.2]]
DAY = datetime(2026, 9, 5)
# What stands in a row after STT; the cell that is refused; the check; words that its message or remedy contains.
PLANTED = pd.DataFrame(
    [
        (("99999", "", 10), "B", "unknown_area", "99999"),
        (("00697", "", 10), "B", "former_area", "Phường Hà Giang 2"),
        (("01273", "", 10), "B", "other_province", "Cao Bằng"),
        (("00721", "Xã Lũng Cú", 10), "B", "area_mismatch", "Lũng Cú"),
        (("", "Xã Lung Cus", 10), "C", "misspelt_area", "Xã Lũng Cú"),
        (("00745", "", "1.234"), "D", "ambiguous_number", "hai cách"),
        (("00763", "", "khoảng 500"), "D", "not_a_number", "khoảng 500"),
        (("00769", "", "#REF!"), "D", "formula", "#REF!"),
        (("00778", "", "=1+1"), "D", "formula", "không lưu kết quả"),
        (("00787", "", DAY), "D", "date_not_number", "Excel có thể đã đổi"),
        (("00859", "", "15/6"), "D", "date_not_number", "viết như ngày tháng"),
        (("00865", "", True), "D", "not_a_number", "TRUE"),
        (("00802", "", "9007199254740993"), "D", "not_a_number", "quá nhiều chữ số"),
        (("00808", "", "50%"), "D", "not_a_percent", "50"),
        (("00817", "", -5), "D", "negative_flow", "âm"),
        (("00820", "", 10, "", "", "", 975), "H", "share_range", "0–100"),
        (("00871", "", 10, "", "", "", -1), "H", "share_range", "0–100"),
        (("00874", "", 10, "", "", "", "9,75,1"), "H", "not_a_number", "9,75,1"),
        (("00832", "", 10, 9, 2, 1), "E", "sum_of_indicators", "3 ha"),
        (("00883", "", "1,5e3"), "D", "not_a_number", "1,5e3"),
        (("00847", "", "−"), "D", "not_a_number", "−"),
    ],
    columns=["cells", "column", "code", "says"],
)  # fmt: skip

DOUBTED = ("negative_flow", "sum_of_indicators")  # taken, and flagged


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Delivery:
    path = tmp_path_factory.mktemp("loi") / "loi.xlsx"
    planted = [[number, *cells] for number, cells in enumerate(PLANTED["cells"], start=3)]

    def add_more(sheet: Worksheet) -> None:
        """A column that nobody knows, and a number below the signatures."""
        sheet["I5"], sheet[f"I{FIRST}"] = "Số dư cuối kỳ", 12
        sheet.cell(sheet.max_row + 1, 4, 77)

    body = [SOUND[0], *planted, SOUND[1]]
    return read_delivery(matrix(path, body, touch=add_more), province="08", received_at=RECEIVED)


def test_each_planted_error_is_told_at_its_cell_with_its_value_a_reason_and_a_remedy(delivery: Delivery) -> None:
    refused = delivery.refusals.set_index("cell")
    flagged = {note.cell: note for note in delivery.notes if note.severity == "flag"}
    for row, (cells, column, code, says) in enumerate(PLANTED.itertuples(index=False), start=FIRST + 1):
        cell = f"{column}{row}"
        if code in DOUBTED:
            assert (cell, flagged[cell].code) == (cell, code)
            assert says in flagged[cell].text
            continue
        told = refused.loc[cell]
        assert (cell, told["reason_code"], told["sheet"]) == (cell, code, "Biểu 1")
        assert says in f"{told['reason']} {told['remedy']}"
        assert told["remedy"]
        assert told["value"] in (*map(str, cells), "", "2026-09-05", "TRUE", "True")
    assert flagged.keys() == {f"{row.column}{FIRST + 1 + at}" for at, row in PLANTED.iterrows() if row.code in DOUBTED}


def test_nothing_but_the_planted_cells_is_refused(delivery: Delivery) -> None:
    planted = {f"{row.column}{FIRST + 1 + at}" for at, row in PLANTED.iterrows() if row.code not in DOUBTED}
    refused = dict(zip(delivery.refusals["cell"], delivery.refusals["reason_code"], strict=True))
    assert {cell: code for cell, code in refused.items() if cell not in planted} == {
        f"I{FIRST}": "unknown_column",
        "D34": "after_the_end",
    }
    assert len(delivery.refusals) == len(refused) == len(PLANTED) - len(DOUBTED) + 2


def test_sound_rows_and_sound_cells_beside_a_wrong_one_load(delivery: Delivery) -> None:
    found = delivery.observations
    assert found[found["area_code"].eq("00829")]["value"].tolist() == [1500, 3, 2, 1, 97.5]
    assert found[found["area_code"].eq("00715")]["value"].tolist() == [1700, 5, 4, 1, 95.2]
    assert found[found["area_code"].eq("00820")]["value"].tolist() == [10]
