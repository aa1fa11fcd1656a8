"""Numbers of a form that can be read in two ways, and the sums that the form itself promises between its columns."""

from pathlib import Path

import pytest

from loaders.delivery import Delivery
from loaders.pipeline import read_delivery
from tests.loaders.books import RECEIVED
from tests.loaders.forms import DIGITISATION, II06A, Body, form

FINANCE = [2, "Sở Tài chính", "1.300", "1.000", 200, 100, "1.200", 900, 250, 50, 100, 90, 10]


def ii06a(path: Path, body: Body) -> Delivery:
    header = {key: text for key, text in II06A.items() if key != "A5:M5"}
    return read_delivery(form(path / "b.xlsx", header, 11, body), province="08", received_at=RECEIVED)


def counts(delivery: Delivery, unit: str = "Sở Tài chính") -> dict[str, float]:
    rows = delivery.scores[delivery.scores["unit_name"].eq(unit)]
    return dict(zip(rows["item_code"], rows["numerator"], strict=True))


def test_the_sums_of_form_ii06a_prove_a_dot_between_thousands(tmp_path: Path) -> None:
    delivery = ii06a(tmp_path, [FINANCE])
    assert delivery.rows_refused == 0
    found = counts(delivery)
    assert (found["FORM_RECEIVED"], found["FORM_ONLINE"], found["FORM_SETTLED"]) == (1300, 1000, 1200)
    shares = delivery.observations.set_index("indicator_code")["value"]
    assert shares["tq_tthc_settled_early_rate"] == 75


def test_every_proved_column_is_told_with_its_sum(tmp_path: Path) -> None:
    told = [note.text for note in ii06a(tmp_path, [FINANCE]).notes if note.code == "numbers_proved"]
    assert len(told) == 3
    assert any("«Tiếp nhận > Tổng số»" in text and "1.234,5" in text and "C11" in text for text in told)


def test_a_column_that_one_row_proves_is_read_so_in_every_row(tmp_path: Path) -> None:
    health = [3, "Sở Y tế", "2.500", "", "", "", "", "", "", "", "", "", ""]
    assert counts(ii06a(tmp_path, [FINANCE, health]), "Sở Y tế") == {"FORM_RECEIVED": 2500}


def test_a_comma_between_thousands_is_proved_as_well(tmp_path: Path) -> None:
    body: Body = [["", "Toàn tỉnh", "784,826", 700000, "84,826", 0, 0, 160, 40, 120]]
    path = form(tmp_path / "b.xlsx", DIGITISATION, 5, body)
    delivery = read_delivery(path, province="04", period="2026-09", received_at=RECEIVED)
    assert delivery.rows_refused == 0
    found = counts(delivery, "Toàn tỉnh")
    assert (found["FORM_DIGITAL_RECEIVED"], found["FORM_DIGITAL_FILED"]) == (784_826, 84_826)


@pytest.mark.parametrize(
    ("received", "online", "others"),
    [
        ("1.300", "1.000", (205, 100)),  # adds up in neither way
        ("1.300", "1.300", (0, 0)),  # adds up in both
        ("1.300", "1.000", ("", 100)),  # a part is not there
    ],
)
def test_what_no_sum_of_the_form_proves_stays_refused(
    tmp_path: Path, received: str, online: str, others: tuple[object, object]
) -> None:
    delivery = ii06a(tmp_path, [[2, "Sở Tài chính", received, online, *others, *[""] * 7]])
    refused = delivery.refusals.set_index("cell")
    assert refused.loc["C11", "reason_code"] == "ambiguous_number"
    assert counts(delivery).keys() <= {"FORM_DIRECT", "FORM_CARRIED"}


def test_a_column_written_in_both_ways_is_not_decided_by_one_row(tmp_path: Path) -> None:
    mixed = [3, "Sở Y tế", "1,300.0", "", "", "", "", "", "", "", "", "", ""]
    refused = ii06a(tmp_path, [FINANCE, mixed]).refusals.set_index("cell")
    assert refused.loc["C11", "reason_code"] == "ambiguous_number"
