"""Columns that differ from the layout: reported with a proposal, never guessed, and the others load."""

from pathlib import Path
from typing import Any

import pytest

from loaders.delivery import Delivery
from loaders.drift import _longest_rising
from loaders.errors import HeaderChangedError, SourceError
from loaders.pipeline import read_delivery
from tests.loaders.books import MONTHLY_9, RECEIVED, matrix, monthly, save
from tests.loaders.forms import II06A, form

THANG_MO = [1, "00829", "Xã Thắng Mố", 1500, 3, 2, 1, 97.5]
ROW = [5, 1, "Thu ngân sách nhà nước trên địa bàn", "Tỷ đồng", 400, 4000, 6000, 450, 500, 4600, 111.1, 125, 115, 76.7]


def load(path: Path, **more: Any) -> Delivery:
    return read_delivery(path, province="08", received_at=RECEIVED, **more)


def reasons(delivery: Delivery) -> list[tuple[str, str, str]]:
    rows = delivery.refusals
    return list(zip(rows["cell"], rows["value"], rows["reason_code"], strict=True))


def drifts(delivery: Delivery) -> dict[str, str]:
    """Remarks about columns by kind; those on missing columns only when asked for."""
    return {note.code: note.text for note in delivery.notes if note.code.startswith("drift_")}


def test_a_renamed_column_is_refused_with_the_nearest_header_and_the_others_load(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "b.xlsx", [THANG_MO], D5="Thu ngân sách địa bàn"))
    assert reasons(delivery) == [("D8", "1500", "renamed_column")]
    assert delivery.observations["cell"].tolist() == ["E8", "F8", "G8", "H8"]
    told = drifts(delivery)["drift_renamed"]
    assert "Cột D «Thu ngân sách địa bàn»" in told
    assert "gần giống: «Thu ngân sách trên địa bàn»" in told
    assert "tuyen-quang-commune-matrix" in delivery.refusals["remedy"].iloc[0]
    assert [note.cell for note in delivery.notes if note.code == "drift_renamed"] == ["D5"]


def test_a_renamed_column_is_not_told_to_be_missing_as_well(tmp_path: Path) -> None:
    header = [text.replace("Kế hoạch năm", "Kế hoạch của năm") for text in MONTHLY_9[:-1]] + MONTHLY_9[-1:]
    delivery = load(monthly(tmp_path / "b.xlsx", [ROW], header=header))
    assert set(drifts(delivery)) == {"drift_renamed"}
    assert reasons(delivery) == [("G5", "6000", "renamed_column")]
    assert delivery.rows_accepted == 5


def test_an_added_column_is_refused_and_never_dropped(tmp_path: Path) -> None:
    delivery = load(monthly(tmp_path / "b.xlsx", [[*ROW, 1]], header=[*MONTHLY_9, "Ý kiến của lãnh đạo"]))
    assert reasons(delivery) == [("O5", "1", "unknown_column")]
    assert "Cột O «Ý kiến của lãnh đạo» không có trong mẫu" in drifts(delivery)["drift_added"]
    assert delivery.rows_accepted == 6


def test_words_under_an_added_column_are_told_but_are_no_refused_values(tmp_path: Path) -> None:
    rows = [["Tháng 9/2026"], ["Tên xã", "Thu ngân sách", "Người phụ trách"], ["Xã Thắng Mố", 5, "Nguyễn Văn A"]]
    delivery = load(save(tmp_path / "b.xlsx", rows))
    assert (delivery.rows_accepted, delivery.rows_refused) == (1, 0)
    assert "drift_added" in drifts(delivery)


def test_a_dropped_column_is_told_and_the_form_is_still_that_of_its_month(tmp_path: Path) -> None:
    keep = [at for at, text in enumerate(MONTHLY_9) if text != "Kế hoạch năm"]
    path = monthly(tmp_path / "b.xlsx", [[ROW[at] for at in keep]], header=[MONTHLY_9[at] for at in keep])
    delivery = load(path)
    assert drifts(delivery) == {
        "drift_dropped": "Trang «Biểu 1» thiếu 1 cột của mẫu tuyen-quang-monthly: «Kế hoạch năm»."
    }
    assert (delivery.rows_accepted, delivery.rows_refused) == (5, 0)


def test_a_dropped_column_of_counts_is_told_as_well(tmp_path: Path) -> None:
    gone = ("A5:M5", "C7:F7", "F8:F9", *(f"{column}10" for column in "ABCDEFGHIJKLM"))
    header = {key: text for key, text in II06A.items() if key not in gone}
    body = [[2, "Sở Y tế", 80, 60, 20, "", 70, 30, 36, 4, 10, 6, 4]]
    delivery = load(form(tmp_path / "b.xlsx", header | {"C7:E7": "Tiếp nhận"}, 11, body))
    assert drifts(delivery).keys() == {"drift_dropped"}
    assert "thiếu 1 cột" in drifts(delivery)["drift_dropped"]
    assert "«Tiếp nhận > Từ kỳ trước»" in drifts(delivery)["drift_dropped"]
    assert delivery.rows_refused == 0


def test_columns_of_no_form_that_are_nearer_to_another_month_are_refused(tmp_path: Path) -> None:
    header = [text for text in MONTHLY_9 if text != "Thực hiện cùng kỳ"]
    path = monthly(tmp_path / "b.xlsx", [], header=header, title="Tháng 10/2026")
    with pytest.raises(
        HeaderChangedError, match=r"Gần nhất là biểu «tháng 6, 7, 8, 9, 11»\. Thiếu: «Thực hiện cùng kỳ»"
    ):
        load(path)


def test_a_moved_column_loads_by_its_text_and_is_told(tmp_path: Path) -> None:
    order = [0, 1, 2, 3, 6, 4, 5, 7, 8, 9, 10, 11, 12, 13]
    path = monthly(tmp_path / "b.xlsx", [[ROW[at] for at in order]], header=[MONTHLY_9[at] for at in order])
    delivery = load(path)
    assert set(drifts(delivery)) == {"drift_moved"}
    assert "E «Kế hoạch năm»" in drifts(delivery)["drift_moved"]
    assert (delivery.rows_accepted, delivery.rows_refused) == (6, 0)


def test_of_two_columns_with_one_meaning_neither_is_taken(tmp_path: Path) -> None:
    path = matrix(tmp_path / "b.xlsx", [THANG_MO], H5="Thu ngân sách trên địa bàn")
    delivery = load(path)
    assert reasons(delivery) == [("D8", "1500", "repeated_column"), ("H8", "97.5", "repeated_column")]
    assert "2 cột có cùng nội dung: D «" in drifts(delivery)["drift_repeated"]
    assert delivery.rows_accepted == 3


def test_numbers_without_a_header_are_refused_one_by_one(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "b.xlsx", [[*THANG_MO, 4]]))
    assert reasons(delivery) == [("I8", "4", "unheaded_column")]
    assert delivery.rows_accepted == 5


def test_more_unknown_columns_than_known_ones_are_another_form(tmp_path: Path) -> None:
    rows = [["Tháng 9/2026"], ["Tên xã", "Thu ngân sách", "Số trâu", "Số bò"], ["Xã Thắng Mố", 5, 6, 7]]
    with pytest.raises(HeaderChangedError, match=r"Cột C «Số trâu».*Cột D «Số bò»"):
        load(save(tmp_path / "b.xlsx", rows))


def test_a_renamed_column_that_names_the_rows_stops_the_file_with_its_cell_and_the_nearest_header(
    tmp_path: Path,
) -> None:
    rows = [["Tháng 9/2026"], ["STT", "Tên của xã, phường", "Thu ngân sách"], [1, "Xã Thắng Mố", 5]]
    with pytest.raises(SourceError, match="ô B2 «Tên của xã, phường» gần giống tiêu đề «Tên xã, phường»"):
        load(save(tmp_path / "b.xlsx", rows))


def test_an_unknown_column_of_a_long_table_may_be_a_coordinate_and_stops_it(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("Mã chỉ tiêu,Mã địa bàn,Kỳ,Giới tính,Giá trị\ntq_exports,08,2026-09,Nữ,5\n", encoding="utf-8")
    with pytest.raises(HeaderChangedError, match="Cột thứ 4 «Giới tính» không có trong mẫu"):
        load(path)


@pytest.mark.parametrize(
    ("numbers", "kept"), [([], 0), ([1, 2, 3], 3), ([3, 1, 2], 2), ([2, 1], 1), ([1, 5, 2, 3, 4], 4)]
)
def test_as_few_columns_as_possible_count_as_moved(numbers: list[int], kept: int) -> None:
    found = sorted(_longest_rising(numbers))
    assert len(found) == kept
    assert [numbers[at] for at in found] == sorted(numbers[at] for at in found)
