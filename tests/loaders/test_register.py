"""A list becomes entries: columns by the labels of the register, coordinates checked, nothing guessed or lost."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from data import registers, versions
from data.catalogue_registers import registers as known
from loaders import layouts, template, workbooks
from loaders.delivery import Delivery, keep
from loaders.pipeline import read_delivery
from loaders.workbooks import Cell
from tests.shelf import reading

LABELS = ("Mã điểm", "Vị trí", "Trạng thái", "Loại nguy cơ", "Chiều dài (m)", "Ngày phát hiện", "Ngày xử lý xong",
          "Xã, phường", "Vĩ độ", "Kinh độ")  # fmt: skip
SOUND = ("SL-01", "Km 12, đường tỉnh 176", "Đang theo dõi", "Sạt lở đất", 120, date(2026, 3, 31), None, "Xã Đồng Văn",
         23.28, 105.36)  # fmt: skip


def listed(tmp_path: Path, *rows: Sequence[object], labels: Sequence[str] = LABELS, **options: object) -> Delivery:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["DANH SÁCH ĐIỂM SẠT LỞ"])
    sheet.append(list(labels))
    for row in rows:
        sheet.append(list(row))
    path = tmp_path / "diem-sat-lo.xlsx"
    book.save(path)
    return read_delivery(path, province="08", **options)  # type: ignore[arg-type]


def changed(**cells: object) -> list[object]:
    """The sound row with other cells; keys: first words of labels."""
    places = {"code": 0, "state": 2, "hazard": 3, "length": 4, "opened": 5, "closed": 6, "area": 7, "lat": 8, "lon": 9}
    row: list[object] = list(SOUND)
    for key, cell in cells.items():
        row[places[key]] = cell
    return row


def reasons(delivery: Delivery) -> list[str]:
    return list(delivery.refusals["reason_code"])


def test_a_list_is_recognised_by_its_headings_and_read_field_by_field(tmp_path: Path) -> None:
    found = listed(tmp_path, SOUND, simulated=True, received_at=datetime(2026, 4, 2, 8))
    assert (found.layout, found.period, found.rows_accepted, reasons(found)) == (
        "register-risk-point", "2026-04-02", 1, [],
    )  # fmt: skip
    entry = found.entries.iloc[0]
    assert (entry["entry_code"], entry["state"], entry["area_code"], entry["status"], entry["cell"]) == (
        "SL-01", "watched", "00721", "simulated", "A3",
    )  # fmt: skip
    assert (entry["opened_on"], entry["latitude"], entry["longitude"]) == (date(2026, 3, 31), 23.28, 105.36)
    assert json.loads(entry["attributes"]) == {"hazard": "landslide", "length": 120.0}


def test_dates_and_coordinates_may_be_written_as_people_do(tmp_path: Path) -> None:
    entry = listed(tmp_path, changed(opened="5/3/2026", lat="23°16'48\"N", lon="105,36")).entries.iloc[0]
    assert (entry["opened_on"], entry["latitude"], entry["longitude"]) == (date(2026, 3, 5), 23.28, 105.36)


def test_a_number_is_kept_in_the_unit_of_its_field(tmp_path: Path) -> None:
    labels = [label.replace("(m)", "(km)") for label in LABELS]
    entry = listed(tmp_path, changed(length=1.5), labels=labels).entries.iloc[0]
    assert json.loads(entry["attributes"])["length"] == 1500.0


def test_coordinates_in_each_others_place_are_exchanged_and_told(tmp_path: Path) -> None:
    found = listed(tmp_path, changed(lat=105.36, lon=23.28))
    assert tuple(found.entries.iloc[0][["latitude", "longitude"]]) == (23.28, 105.36)
    assert "coordinates_swapped" in [note.code for note in found.notes]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"lat": 10.77, "lon": 106.7}, "coordinates_outside"),
        ({"lat": None}, "half_coordinates"),
        ({"lat": "phía bắc"}, "bad_coordinate"),
        ({"opened": "31/02/2026"}, "bad_date"),
        ({"length": "khoảng 20"}, "not_a_number"),
    ],
)
def test_an_entry_is_kept_without_a_cell_that_it_can_do_without(
    tmp_path: Path, cells: dict[str, object], reason: str
) -> None:
    found = listed(tmp_path, changed(**cells))
    assert (found.rows_accepted, reason in reasons(found)) == (1, True)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"code": None}, "no_field"),
        ({"state": "chưa rõ"}, "unknown_word"),
        ({"area": "Xã Không Có Thật"}, "unknown_area"),
    ],
)
def test_a_row_without_what_every_entry_needs_is_refused(tmp_path: Path, cells: dict[str, object], reason: str) -> None:
    found = listed(tmp_path, changed(**cells), changed(code="SL-02"))
    assert (found.rows_accepted, reasons(found)) == (1, [reason])


def test_a_code_that_stands_twice_is_taken_once(tmp_path: Path) -> None:
    found = listed(tmp_path, SOUND, changed(length=5))
    assert (found.rows_accepted, reasons(found)) == (1, ["repeated_entry"])
    assert "ô A3" in found.refusals.iloc[0]["reason"]


def test_an_end_before_the_beginning_is_doubted(tmp_path: Path) -> None:
    found = listed(tmp_path, changed(closed=date(2026, 1, 1)))
    assert [(n.code, n.severity) for n in found.notes if n.code == "dates_reversed"] == [("dates_reversed", "flag")]


def test_an_unknown_column_is_told_and_the_others_are_taken(tmp_path: Path) -> None:
    found = listed(tmp_path, (*SOUND, 7), labels=(*LABELS, "Số biển báo"))
    assert (found.rows_accepted, reasons(found)) == (1, ["unknown_column"])


def test_what_stands_under_the_list_is_no_entry(tmp_path: Path) -> None:
    names = ["Nguyễn Văn A", "", "", "Trần Thị B"]
    found = listed(tmp_path, SOUND, ["Người lập biểu", "", "", "Chủ tịch"], names)
    assert (found.rows_accepted, reasons(found)) == (1, [])


@pytest.mark.parametrize("code", list(known()))
def test_the_empty_form_of_a_register_is_read_back_when_filled(tmp_path: Path, code: str) -> None:
    layout = layouts.get(f"register-{code.replace('_', '-')}")
    report = template.design(layout, "2026-03-31", "08").report
    path = tmp_path / "mau.xlsx"
    workbooks.write(replace(report, rows=[_filled(code, len(report.headings))]), path)
    found = read_delivery(path, province="08", received_at=datetime(2026, 4, 2))
    assert (found.layout, found.rows_accepted, reasons(found)) == (layout.code, 1, [])


def _filled(code: str, width: int) -> list[Cell]:
    cells: list[Cell] = ["1", *(["00721", "Xã Đồng Văn"] if known()[code].has_communes else [])]
    for field in known()[code].fields:
        if field.kind != "area":
            cells.append(_sample(field.kind, field.field, next(iter(field.words().values()), "")))
    assert len(cells) == width
    return cells


def _sample(kind: str, field: str, word: str) -> Cell:
    if kind == "coordinate":
        return 23.28 if field == "latitude" else 105.36
    return {"number": 3.5, "date": "31/03/2026", "text": "Một"}.get(kind, word)


def test_a_register_goes_the_whole_way_to_its_question(tmp_path: Path) -> None:
    store = tmp_path / "kho"
    keep(listed(tmp_path, SOUND), store)
    versions.publish(store, "thử")
    with reading(store) as conn:
        found = registers.entries(conn, "risk_point", "08")
    assert found[["entry_code", "length", "area_name"]].values.tolist() == [["SL-01", 120.0, "Xã Đồng Văn"]]
