"""Rows of points that report: named by code or exact name, near misses proposed, everything else refused."""

from pathlib import Path
from typing import Any

import pytest

from data.points import Point
from loaders.delivery import Delivery
from loaders.pipeline import read_delivery
from tests.loaders.books import RECEIVED, save
from tests.loaders.test_long_table import HEADER, reasons

KNOWN = (
    Point("facility:08-BV-01", "BV-01", "Bệnh viện Đa khoa tỉnh"),
    Point("facility:08-BV-02", "BV-02", "Bệnh viện Phổi"),
    Point("station:08-TM", "TM", "Thắng Mố"),
    Point("station:08-74101", "74101", "Trạm thủy văn Chiêm Hóa"),
    Point("facility:08-A", "A", "Trạm y tế Tân Tiến"),
    Point("facility:08-B", "B", "Trạm y tế Tân Tiến"),
    Point("facility:08-X", "X-9", "Kho 1"),
    Point("station:08-X", "X-9", "Kho 2"),
)


def load(folder: Path, *named: str, **more: Any) -> Delivery:
    lines = [f"{one},tq_bed_occupancy,2026-09-0{day},,,,%,95," for day, one in enumerate(named, start=1)]
    path = folder / "bang.csv"
    path.write_text("\n".join((HEADER, *lines)), encoding="utf-8-sig")
    return read_delivery(path, province="08", received_at=RECEIVED, points=lambda province: KNOWN, **more)


@pytest.mark.parametrize(
    ("row", "meant"),
    [
        ("BV-01,", "facility:08-BV-01"),
        ("bv-01,", "facility:08-BV-01"),
        ("facility:08-BV-01,", "facility:08-BV-01"),
        (",BỆNH VIỆN  đa khoa tỉnh", "facility:08-BV-01"),
        ("BV-01,Bệnh viện Đa khoa tỉnh", "facility:08-BV-01"),
        ("X-9,Kho 2", "station:08-X"),
        ("74101,", "station:08-74101"),
        ("00829,", "00829"),
        (",Xã Thắng Mố", "00829"),
        ("00829,Thắng Mố", "00829"),
        ("TM,Thắng Mố", "station:08-TM"),
    ],
)
@pytest.mark.parametrize("large", [1 << 30, 1])
def test_a_row_names_a_point_by_code_or_exact_name(tmp_path: Path, row: str, meant: str, large: int) -> None:
    found = load(tmp_path, row, large=large)
    assert reasons(found) == []
    assert found.observations["area_code"].tolist() == [meant]


@pytest.mark.parametrize(
    ("row", "reason", "told"),
    [
        ("BV-99,", "unknown_area", "BV-99"),
        (",Bệnh viện Sao Hỏa", "unknown_area", "Bệnh viện Sao Hỏa"),
        (",Bệnh viện Phối A", "misspelt_area", "Bệnh viện Phổi (facility:08-BV-02)"),
        ("BV-01,Bệnh viện Phổi", "area_mismatch", "Mã BV-01 là Bệnh viện Đa khoa tỉnh"),
        (",Trạm y tế Tân Tiến", "ambiguous_area", "(facility:08-A), Trạm y tế Tân Tiến (facility:08-B)"),
        ("X-9,", "ambiguous_area", "Kho 1 (facility:08-X), Kho 2 (station:08-X)"),
        (",Thắng Mố", "ambiguous_area", "Xã Thắng Mố (00829), Thắng Mố (station:08-TM)"),
    ],
)
def test_what_is_not_certain_is_refused_with_what_may_be_meant(
    tmp_path: Path, row: str, reason: str, told: str
) -> None:
    refused = load(tmp_path, row).refusals
    assert refused["reason_code"].tolist() == [reason]
    assert told in refused["reason"].iloc[0]


def test_a_matrix_has_rows_of_points_too(tmp_path: Path) -> None:
    rows = [
        ["Báo cáo ngày 09/9/2026"],
        ["Mã đơn vị", "Đơn vị", "Tỷ lệ sử dụng giường bệnh (%)"],
        ["BV-01", "Bệnh viện Đa khoa tỉnh", 112.5],
        ["", "Bệnh viện Phổi", 80],
    ]
    path = save(tmp_path / "giuong.xlsx", rows)
    found = read_delivery(
        path, "commune-matrix", province="08", period="2026-09-09", received_at=RECEIVED, points=lambda _: KNOWN
    )
    values = found.observations[["area_code", "period", "value"]].values.tolist()
    assert values == [["facility:08-BV-01", "2026-09-09", 112.5], ["facility:08-BV-02", "2026-09-09", 80.0]]


def test_an_indicator_of_the_province_has_no_values_of_points(tmp_path: Path) -> None:
    path = tmp_path / "bang.csv"
    path.write_text(f"{HEADER}\nBV-01,,tq_budget_revenue,2026-09,,,,,5,\n", encoding="utf-8-sig")
    found = read_delivery(path, province="08", received_at=RECEIVED, points=lambda _: KNOWN)
    assert reasons(found) == [("row 2", "wrong_level")]


def test_without_a_list_no_point_is_known(tmp_path: Path) -> None:
    path = tmp_path / "bang.csv"
    path.write_text(f"{HEADER}\nBV-01,,tq_bed_occupancy,2026-09-01,,,,,5,\n", encoding="utf-8-sig")
    assert reasons(read_delivery(path, province="08", received_at=RECEIVED)) == [("row 2", "unknown_area")]
