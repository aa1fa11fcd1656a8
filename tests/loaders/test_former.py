"""Rows that name wards of before July 2025: added up to the commune of today where all of it is there, else refused."""

from pathlib import Path
from typing import Any

from loaders.delivery import Delivery
from loaders.pipeline import read_delivery
from tests.loaders.books import RECEIVED, matrix

# Xã Lũng Cú (00715) of today was made of three wards, one of which had its name and code.
LUNG_CU, MA_LE, LUNG_TAO = ("00715", "Xã Lũng Cú"), ("00718", "Xã Má Lé"), ("00724", "Xã Lũng Táo")
OLD = "Tháng 5 năm 2025"


def load(path: Path, body: list[list[Any]], title: str = OLD) -> Delivery:
    return read_delivery(matrix(path / "b.xlsx", body, title=title), province="08", received_at=RECEIVED)


def reasons(delivery: Delivery) -> list[tuple[str, str]]:
    return list(zip(delivery.refusals["cell"], delivery.refusals["reason_code"], strict=True))


def test_all_wards_of_a_commune_are_added_up_with_a_note(tmp_path: Path) -> None:
    delivery = load(tmp_path, [[1, *LUNG_CU, 100.5], [2, *MA_LE, 50.25], [3, *LUNG_TAO, 25]])
    rows = delivery.observations
    assert rows[["area_code", "value"]].to_dict("list") == {"area_code": ["00715"], "value": [175.75]}
    note = next(note for note in delivery.notes if note.code == "former_mapped")
    assert "Xã Má Lé" in note.text
    assert "bằng tổng 3 đơn vị cũ" in note.text
    assert reasons(delivery) == []


def test_a_commune_of_which_a_ward_is_missing_is_refused_and_the_ward_named(tmp_path: Path) -> None:
    delivery = load(tmp_path, [[1, *LUNG_CU, 100], [2, *MA_LE, 50]])
    assert reasons(delivery) == [("B9", "former_area")]
    assert "Xã Lũng Táo mà tệp không có" in delivery.refusals["reason"].iloc[0]


def test_a_ward_without_a_value_leaves_its_commune_without_a_sum(tmp_path: Path) -> None:
    delivery = load(tmp_path, [[1, *LUNG_CU, 100, 3], [2, *MA_LE, 50, 2], [3, *LUNG_TAO, 25]])
    assert delivery.observations["value"].tolist() == [175, 3]
    assert reasons(delivery) == [("E9", "former_area")]


def test_rates_of_wards_are_never_added(tmp_path: Path) -> None:
    rates = [[1, *LUNG_CU, "", "", "", "", 90], [2, *MA_LE, "", "", "", "", 80], [3, *LUNG_TAO, "", "", "", "", 70]]
    delivery = load(tmp_path, rates)
    assert reasons(delivery) == [("H9", "former_area"), ("H10", "former_area")]
    assert "không cộng lại được" in delivery.refusals["reason"].iloc[0]


def test_after_the_reform_a_row_of_the_commune_itself_goes_before_its_wards(tmp_path: Path) -> None:
    delivery = load(tmp_path, [[1, *LUNG_CU, 175], [2, *MA_LE, 50], [3, *LUNG_TAO, 25]], title="Tháng 9 năm 2026")
    assert delivery.observations["value"].tolist() == [175]
    assert reasons(delivery) == [("D9", "former_area"), ("D10", "former_area")]
    assert "dòng riêng của xã, phường hiện nay" in delivery.refusals["reason"].iloc[0]


def test_long_tables_are_added_up_in_the_same_way(tmp_path: Path) -> None:
    file = tmp_path / "dai.csv"
    rows = [f"tq_commune_budget_revenue,{code},{name},2025-05,{v}" for (code, name), v in
            zip((LUNG_CU, MA_LE, LUNG_TAO), (100, 50, 25), strict=True)]  # fmt: skip
    file.write_text("\n".join(["Mã chỉ tiêu,Mã địa bàn,Tên địa bàn,Kỳ,Giá trị", *rows]), encoding="utf-8")
    delivery = read_delivery(file, province="08", received_at=RECEIVED)
    assert delivery.observations[["area_code", "value"]].to_dict("list") == {"area_code": ["00715"], "value": [175]}
