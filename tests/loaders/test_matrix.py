"""Commune matrices: what is taken from them, and every way in which a commune or a cell is refused."""

import unicodedata
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from loaders.delivery import Delivery
from loaders.pipeline import read_delivery
from tests.loaders.books import RECEIVED, matrix, save

REVENUE = "tq_commune_budget_revenue"
THANG_MO = [1, "00829", "Xã Thắng Mố", 1500, 3, 2, 1, 97.5]


def load(path: Path, **more: Any) -> Delivery:
    return read_delivery(path, province="08", received_at=RECEIVED, **more)


def values(delivery: Delivery) -> dict[tuple[str, str], float]:
    rows = delivery.observations
    return dict(zip(zip(rows["area_code"], rows["indicator_code"], strict=True), rows["value"], strict=True))


def reasons(delivery: Delivery) -> list[tuple[str, str]]:
    return list(zip(delivery.refusals["cell"], delivery.refusals["reason_code"], strict=True))


def test_a_matrix_is_recognised_and_read_under_its_merged_header(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "bieu.xlsx", [THANG_MO]))
    assert delivery.layout == "tuyen-quang-commune-matrix"
    assert delivery.period == "2026-09"
    assert f"{delivery.published_at:%Y-%m-%d}" == "2026-10-05"
    assert values(delivery) == {
        ("00829", REVENUE): 1500,
        ("00829", "tq_commune_forest_planted"): 3,
        ("00829", "tq_commune_forest_planted_households"): 2,
        ("00829", "tq_commune_forest_planted_organisations"): 1,
        ("00829", "tq_commune_social_insurance_coverage"): 97.5,
    }
    assert delivery.observations["cell"].tolist() == ["D8", "E8", "F8", "G8", "H8"]
    assert reasons(delivery) == []


def test_a_form_of_one_province_needs_nobody_to_say_which(tmp_path: Path) -> None:
    delivery = read_delivery(matrix(tmp_path / "bieu.xlsx", [THANG_MO]), received_at=RECEIVED)
    assert (delivery.layout, delivery.province_code) == ("tuyen-quang-commune-matrix", "08")


def test_columns_in_another_order_with_spaces_and_nfd_text_load_the_same(tmp_path: Path) -> None:
    nfd = unicodedata.normalize("NFD", "  Thu  ngân sách trên địa bàn ( TRIỆU  ĐỒNG )")
    rows = [
        ["Báo cáo tháng 09/2026"],
        [nfd, "TÊN XÃ", "Tỷ lệ tham gia   bảo hiểm xã hội ", "mã xã "],
        [1500, unicodedata.normalize("NFD", "xã Thắng Mố "), 97.5, "00829"],
    ]
    assert values(load(save(tmp_path / "khac.xlsx", rows))) == {
        ("00829", REVENUE): 1500,
        ("00829", "tq_commune_social_insurance_coverage"): 97.5,
    }


def test_the_unit_of_the_header_is_converted_to_that_of_the_indicator(tmp_path: Path) -> None:
    path = matrix(tmp_path / "bieu.xlsx", [[1, "00829", "", 1.5]], D5="Thu ngân sách trên địa bàn (tỷ đồng)")
    assert values(load(path)) == {("00829", REVENUE): 1500}


def test_a_unit_row_or_a_unit_line_says_the_unit_too(tmp_path: Path) -> None:
    head = ["Mã xã", "Tên xã", "Thu ngân sách trên địa bàn"]
    row = ["00829", "Thắng Mố", 1.5]
    below = [["Tháng 9/2026"], head, ["", "", "Tỷ đồng"], row]
    above = [["Tháng 9/2026"], ["", "", "Đơn vị tính: tỷ đồng"], head, row]
    for name, rows in {"duoi": below, "tren": above}.items():
        assert values(load(save(tmp_path / f"{name}.xlsx", rows))) == {("00829", REVENUE): 1500}


def test_a_unit_of_another_dimension_is_refused(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "b.xlsx", [[1, "00829", "", 1.5]], D5="Thu ngân sách trên địa bàn (tấn)"))
    assert reasons(delivery) == [("D8", "wrong_unit")]


def test_a_fraction_shown_as_percent_becomes_percent(tmp_path: Path) -> None:
    def touch(sheet: Worksheet) -> None:
        sheet["H8"].number_format = "0.0%"

    row = [1, "00829", "Xã Thắng Mố", "", "", "", "", 0.975]
    assert list(values(load(matrix(tmp_path / "b.xlsx", [row], touch=touch))).values()) == [97.5]


def test_marks_mean_what_the_layout_says_and_blanks_claim_nothing(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "b.xlsx", [[1, "00829", "Xã Thắng Mố", "", "-", "…", "x", 0]]))
    rows = delivery.observations.set_index("indicator_code")
    assert rows["value"].to_dict() == pytest.approx(
        {
            "tq_commune_forest_planted": 0,
            "tq_commune_forest_planted_households": float("nan"),
            "tq_commune_social_insurance_coverage": 0,
        },
        nan_ok=True,
    )
    assert rows.at["tq_commune_forest_planted_households", "status"] == "missing"
    assert any(note.code == "blanks" and "2 ô" in note.text for note in delivery.notes)


def test_group_rows_footers_and_column_numbers_are_no_data(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "b.xlsx", [["I", "", "Khu vực Hà Giang"], THANG_MO, ["", "", "Trong đó:"]]))
    assert delivery.rows_accepted == 5
    assert reasons(delivery) == []


def test_numbers_below_the_signature_are_refused_not_lost(tmp_path: Path) -> None:
    path = matrix(tmp_path / "b.xlsx", [THANG_MO], C14="Xã Lũng Cú", D14="9")
    assert reasons(load(path)) == [("D14", "after_the_end")]


def test_the_total_row_is_the_province(tmp_path: Path) -> None:
    assert values(load(matrix(tmp_path / "b.xlsx", [["", "", "Tổng số", 9]]))) == {("08", REVENUE): 9}


def test_a_text_in_a_number_cell_is_refused_with_file_sheet_cell_and_value(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "bieu.xlsx", [[1, "00829", "Xã Thắng Mố", "chưa rõ", 3]]))
    refusal = delivery.refusals.iloc[0].to_dict()
    expected = {
        "file_name": "bieu.xlsx", "sheet": "Biểu 1", "cell": "D8", "row_label": "Xã Thắng Mố", "value": "chưa rõ",
        "column_label": "Thu ngân sách trên địa bàn (triệu đồng)", "reason_code": "not_a_number",
    }  # fmt: skip
    assert {key: refusal[key] for key in expected} == expected
    assert delivery.rows_accepted == 1


def test_two_different_values_of_a_commune_are_both_refused(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "b.xlsx", [[1, "00829", "", 5], [2, "", "Xã Thắng Mố", 6]]))
    assert reasons(delivery) == [("D8", "duplicate"), ("D9", "duplicate")]
    assert delivery.observations.empty


def test_values_that_contradict_each_other_are_told_as_vietnamese_readers_write_them(tmp_path: Path) -> None:
    rows = [[1, "00829", "", 1287.5], [2, "", "Xã Thắng Mố", "2.582,5"]]
    told = load(matrix(tmp_path / "b.xlsx", rows), numbers="vi").refusals["reason"].unique().tolist()
    assert len(told) == 1
    assert told[0].endswith("1.287,5 (ô D8), 2.582,5 (ô D9).")


def test_the_same_value_twice_is_kept_once_with_a_note(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "b.xlsx", [[1, "00829", "", 5], [2, "", "Xã Thắng Mố", 5]]))
    assert values(delivery) == {("00829", REVENUE): 5}
    assert "repeated" in {note.code for note in delivery.notes}


def test_a_yearly_indicator_is_refused_in_a_monthly_report(tmp_path: Path) -> None:
    rows = [["Tháng 9/2026"], ["Tên xã", "Tỷ lệ che phủ rừng"], ["Xã Thắng Mố", 55.5]]
    assert reasons(load(save(tmp_path / "b.xlsx", rows))) == [("B3", "wrong_frequency")]


def test_yes_and_no_are_read_for_standards(tmp_path: Path) -> None:
    body = [["Xã Thắng Mố", "Đạt"], ["Xã Lũng Cú", "Không đạt"], ["Xã Đồng Văn", "gần đạt"]]
    rows = [["Năm 2025"], ["Tên xã", "Thiết chế văn hóa - thể thao"], *body]
    delivery = load(save(tmp_path / "b.xlsx", rows))
    assert delivery.observations["value"].tolist() == [1, 0]
    assert reasons(delivery) == [("B5", "not_yes_no")]


def test_why_a_standard_is_not_met_is_kept_beside_the_no(tmp_path: Path) -> None:
    told = ["Chưa đạt: thiếu sân (thôn 2)", "Không (chưa có đất)", "Không đạt – đang sửa", "Đạt"]
    body = list(zip(["Xã Thắng Mố", "Xã Lũng Cú", "Xã Đồng Văn", "Xã Sà Phìn"], told, strict=True))
    rows = [["Năm 2025"], ["Tên xã", "Thiết chế văn hóa - thể thao"], *map(list, body)]
    found = load(save(tmp_path / "b.xlsx", rows)).observations
    assert found["value"].tolist() == [0, 0, 0, 1]
    assert found["text_value"].tolist()[:3] == ["thiếu sân (thôn 2)", "chưa có đất", "đang sửa"]
    assert found["text_value"].isna().tolist()[3]


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    def touch(sheet: Worksheet) -> None:
        sheet.row_dimensions[8].hidden = True

    delivery = load(matrix(tmp_path / "b.xlsx", [THANG_MO], touch=touch))
    assert delivery.rows_accepted == 5
    assert "hidden_rows" in {note.code for note in delivery.notes}


def test_simulated_deliveries_mark_every_value(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "b.xlsx", [THANG_MO]), simulated=True)
    assert delivery.simulated
    assert set(delivery.observations["status"]) == {"simulated"}


def test_any_set_of_a_province_has_its_matrix_by_names_of_the_catalogue(tmp_path: Path) -> None:
    rows = [["Tháng 9/2026"], ["Mã xã", "Tên xã", REVENUE], ["00829", "Thắng Mố", 5]]
    assert values(load(save(tmp_path / "b.xlsx", rows), layout="commune-matrix")) == {("00829", REVENUE): 5}


def test_a_header_whose_words_stand_on_end_is_read_like_any_other(tmp_path: Path) -> None:
    path = matrix(tmp_path / "bieu.xlsx", [THANG_MO])
    upright = values(load(path))
    book = openpyxl.load_workbook(path)
    for cell in chain.from_iterable(book.worksheets[0]["A5:J6"]):
        cell.alignment = Alignment(textRotation=90, wrapText=True)
    book.save(path)
    assert values(load(path)) == upright
    assert upright[("00829", REVENUE)] == 1500
