"""Numbers that can be read in two ways are taken when a sum of the report proves one, and refused otherwise."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import proof
from loaders.delivery import Delivery
from loaders.numbers import plain
from loaders.pipeline import read_delivery
from loaders.reading import Findings, Place, Reading
from loaders.sheet import Cell
from tests.loaders.books import RECEIVED, matrix, save

REVENUE = "tq_commune_budget_revenue"
COMMUNES = [("00829", "Xã Thắng Mố"), ("00694", ""), ("00700", "")]


def load(path: Path) -> Delivery:
    return read_delivery(path, province="08", received_at=RECEIVED)


def with_revenue(tmp_path: Path, *cells: object) -> Delivery:
    """A matrix whose revenue column has these cells: the province's, then those of communes."""
    body = [["", "08", "Toàn tỉnh", cells[0]]]
    body += [[n, code, name, cell] for n, ((code, name), cell) in enumerate(zip(COMMUNES, cells[1:], strict=False), 1)]
    return load(matrix(tmp_path / "bieu.xlsx", body))


def outcome(delivery: Delivery) -> list[float] | set[str]:
    """The values in the order of the file, or the codes of the refusals."""
    return set(delivery.refusals["reason_code"]) or delivery.observations["value"].tolist()


def notes(delivery: Delivery) -> list[str]:
    return [note.text for note in delivery.notes if note.code == "numbers_proved"]


def test_the_sum_of_the_communes_proves_a_dot_between_thousands(tmp_path: Path) -> None:
    delivery = with_revenue(tmp_path, "2.801", "1.234", 567, "1.000")
    assert outcome(delivery) == [2801, 1234, 567, 1000]
    assert notes(delivery) == [
        "Cột «Thu ngân sách trên địa bàn (triệu đồng)»: số được đọc theo kiểu Việt Nam (1.234,5), vì chỉ đọc như vậy "
        "thì ô D8 mới bằng tổng của 3 ô."
    ]


def test_the_sum_of_the_communes_proves_a_comma_between_thousands(tmp_path: Path) -> None:
    assert outcome(with_revenue(tmp_path, "2,801", "1,234", "567", "1,000")) == [2801, 1234, 567, 1000]


def test_the_sum_of_the_communes_proves_a_decimal_point(tmp_path: Path) -> None:
    assert outcome(with_revenue(tmp_path, "802.734", "1.234", 800.5, 1)) == [802.734, 1.234, 800.5, 1]


@pytest.mark.parametrize(
    "cells",
    [
        ("3.579", "1.234", "2.345"),  # holds in both ways
        ("9.999", "1.234", 567, 8),  # holds in none
        ("1.234", "1.234"),  # one part proves nothing
        ("2.801", "1.234", 567, "1,000.0"),  # the column mixes both ways
        (None, "1.234", 567, 12),  # no total
        ("x.y", "1.234", 567, 12),
    ],
)
def test_what_no_sum_proves_stays_refused(tmp_path: Path, cells: tuple[object, ...]) -> None:
    codes = outcome(with_revenue(tmp_path, *cells))
    assert isinstance(codes, set)
    assert "ambiguous_number" in codes


def test_columns_of_a_row_prove_each_other(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "bieu.xlsx", [[1, "00829", "Xã Thắng Mố", "", "1.801", "1.234", "567"]]))
    assert outcome(delivery) == [1801, 1234, 567]


def test_in_february_the_cumulative_value_proves_its_months(tmp_path: Path) -> None:
    rows = [["Mã chỉ tiêu", "Mã địa bàn", "Kỳ", "Loại số liệu", "Giá trị"]]
    months = [("2026-01", "actual", "412.5"), ("2026-02", "actual", "1.234"), ("2026-02", "cumulative", "413.734")]
    rows += [["tq_budget_revenue", "08", *month] for month in months]
    assert outcome(load(save(tmp_path / "dai.xlsx", rows))) == [412.5, 1.234, 413.734]


def readings(texts: list[str]) -> Findings:
    """A province's revenue, then that of as many communes as there are other texts."""
    areas = ["08", *(f"{n:05d}" for n in range(1, len(texts)))]
    return Findings(
        [
            Reading(Place("Biểu 1", f"D{n}", area, "Thu", text), Cell(text), REVENUE, area, "2026-09")
            for n, (area, text) in enumerate(zip(areas, texts, strict=True), start=8)
        ]
    )


@given(st.lists(st.integers(min_value=1, max_value=999_999), min_size=2, max_size=6))
def test_a_proof_never_speaks_for_the_wrong_way(parts: list[int]) -> None:
    findings = readings([plain(number) for number in (sum(parts), *parts)])
    proof.settle(findings)
    assert {reading.numbers for reading in findings.readings} <= {"native", "vi"}


@given(st.lists(st.text("0123456789.,-", max_size=9), min_size=3, max_size=6))
def test_any_texts_leave_every_reading_in_its_place(texts: list[str]) -> None:
    findings = readings(texts)
    before = [reading.place for reading in findings.readings]
    proof.settle(findings)
    assert [reading.place for reading in findings.readings] == before
