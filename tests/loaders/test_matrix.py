"""Commune matrices: what is taken from them, and every way in which a commune or a cell is refused."""

import unicodedata
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from geo import names
from loaders import layouts, places
from loaders.delivery import Delivery
from loaders.errors import PeriodUnclearError, SourceError
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


@pytest.mark.parametrize(
    ("code", "name", "reason", "said"),
    [
        ("99999", "", "unknown_area", "99999"),
        ("", "Xã Không Có Thật Ở Đâu", "unknown_area", "Không Có Thật"),
        ("", "Xã Lung Cus", "misspelt_area", "Xã Lũng Cú (00715)"),
        ("", "Xã Phú Lũng", "former_area", "đơn vị cũ"),
        ("00697", "", "former_area", "mã cũ"),
        ("00829", "Xã Lũng Cú", "area_mismatch", "Xã Thắng Mố"),
        ("00004", "", "other_province", "Hà Nội"),
        ("8x", "", "unknown_area", "năm chữ số"),
        ("", "", "no_area", "không có mã và tên"),
    ],
)
def test_a_commune_that_is_not_certain_is_refused_with_a_reason(
    tmp_path: Path, code: str, name: str, reason: str, said: str
) -> None:
    delivery = load(matrix(tmp_path / "b.xlsx", [[1, code, name, 5, 1]]))
    assert delivery.observations.empty
    assert delivery.refusals["reason_code"].tolist() == [reason]
    assert said in delivery.refusals["reason"].iloc[0]
    assert delivery.refusals["remedy"].iloc[0]


def test_a_name_that_two_communes_have_is_refused_with_both() -> None:
    """No province has namesakes today; the next renaming may bring them: here a ward bears the name of a commune."""
    twins = [
        names.commune("00715", "Lũng Cú", "Xã Lũng Cú", "xã"),
        names.commune("99998", "Lũng Cú", "Phường Lũng Cú", "phường"),
    ]
    found = names.within(names.Province(frozenset(), tuple(twins), {}), "Lũng Cú", "08")
    refused = places.unsettled(found)
    assert refused.code == "ambiguous_area"
    assert "Xã Lũng Cú (00715), Phường Lũng Cú (99998)" in refused.remedy
    named = names.within(names.Province(frozenset(), tuple(twins), {}), "Phường Lũng Cú", "08")
    assert named.area_code == "99998"


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


def test_title_lines_with_the_words_of_a_label_column_are_not_the_header(tmp_path: Path) -> None:
    rows = [["Đơn vị", "Sở Tài chính"], ["Tháng 9/2026"], ["Đơn vị", "Thu ngân sách trên địa bàn"], ["Xã Thắng Mố", 5]]
    assert values(load(save(tmp_path / "b.xlsx", rows))) == {("00829", REVENUE): 5}


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    def touch(sheet: Worksheet) -> None:
        sheet.row_dimensions[8].hidden = True

    delivery = load(matrix(tmp_path / "b.xlsx", [THANG_MO], touch=touch))
    assert delivery.rows_accepted == 5
    assert "hidden_rows" in {note.code for note in delivery.notes}


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


def test_a_report_without_a_period_is_refused_unless_one_is_given(tmp_path: Path) -> None:
    path = matrix(tmp_path / "b.xlsx", [THANG_MO], title="Biểu số 1")
    with pytest.raises(PeriodUnclearError, match="--period"):
        load(path)
    assert load(path, period="Tháng 8/2026").period == "2026-08"


def test_a_period_that_contradicts_the_title_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PeriodUnclearError, match="còn sót của kỳ trước"):
        load(matrix(tmp_path / "b.xlsx", [THANG_MO]), period="2026-10")


def test_dates_and_decisions_in_the_title_are_no_period(tmp_path: Path) -> None:
    title = "(Kèm theo Quyết định số 12 ngày 03 tháng 02 năm 2026)"
    with pytest.raises(PeriodUnclearError):
        load(matrix(tmp_path / "a.xlsx", [THANG_MO], title=title))
    span = "(Từ ngày 01/09/2026 đến ngày 30/09/2026)"
    assert load(matrix(tmp_path / "b.xlsx", [THANG_MO], title=span)).period == "2026-09"


@pytest.mark.parametrize(
    "title",
    ["Tháng 9 và 9 tháng năm 2026", "THÁNG 9, 9 THÁNG ĐẦU NĂM 2026", "Tình hình tháng 9 và 9 tháng 2026"],
)
def test_a_report_of_a_month_and_of_the_months_since_january_is_of_the_month(tmp_path: Path, title: str) -> None:
    assert load(matrix(tmp_path / "b.xlsx", [THANG_MO], title=title)).period == "2026-09"


def test_the_name_column_may_be_called_as_officers_call_it(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "b.xlsx", [[1, "", "UBND xã Thắng Mố", 5]], C5="Đơn vị hành chính"))
    assert delivery.observations["area_code"].tolist() == ["00829"]


def test_a_future_period_is_refused(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "b.xlsx", [[1, "00829", "", 5]], title="Tháng 12 năm 2026"))
    assert delivery.refusals["reason_code"].tolist() == ["future_period"]


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


def test_a_table_whose_rows_and_columns_are_exchanged_is_refused_with_what_differs(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(matrix(tmp_path / "bieu.xlsx", [THANG_MO]))
    lying = openpyxl.Workbook()
    for cell in chain.from_iterable(book.worksheets[0].iter_rows()):
        lying.worksheets[0].cell(cell.column, cell.row, cell.value)
    lying.save(tmp_path / "xoay.xlsx")
    with pytest.raises(SourceError, match="Cột H «Xã Thắng Mố» không có trong mẫu"):
        load(tmp_path / "xoay.xlsx")


@pytest.mark.parametrize("title", ["Tháng 13 năm 2026", "Tuần 60 năm 2026"])
def test_a_title_with_a_period_that_cannot_be_is_told(tmp_path: Path, title: str) -> None:
    with pytest.raises(PeriodUnclearError, match=r"ghi kỳ sai\. .*không phải là một kỳ có thật\. Sửa kỳ"):
        load(matrix(tmp_path / "b.xlsx", [THANG_MO], title=title))


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
