"""What a form's own cells must add up to, also in columns that no indicator takes; and forms of a quarter."""

from pathlib import Path

from loaders.delivery import Delivery
from loaders.pipeline import read_delivery
from tests.loaders.books import RECEIVED
from tests.loaders.forms import DIGITISATION, II06A, ONLINE, PAYMENT, Body, form

SOUND = [2, "Sở Y tế", 100, 60, 20, 20, 80, 40, 36, 4, 20, 15, 5]


def load(path: Path, province: str = "08", period: str = "") -> Delivery:
    return read_delivery(path, province=province, period=period, received_at=RECEIVED)


def doubts(delivery: Delivery) -> list[tuple[str, str]]:
    return [(note.cell, note.code) for note in delivery.notes if note.severity == "flag"]


def ii06a(path: Path, *, title: str = "Kỳ báo cáo: Tháng 9/2026") -> Delivery:
    """The form with one sound row."""
    header = {key: text for key, text in II06A.items() if key != "A5:M5"} | {"A4:M4": title}
    return load(form(path / "ii06a.xlsx", header, 11, [SOUND]))


def test_a_sound_row_is_doubted_nowhere(tmp_path: Path) -> None:
    assert doubts(ii06a(tmp_path)) == []


def test_form_ii06a_is_known_with_the_words_of_an_office_over_its_rows(tmp_path: Path) -> None:
    header = {**II06A, "A7:A9": "Số TT", "B7:B9": "Đơn vị"}
    delivery = load(form(tmp_path / "ii06a.xlsx", header, 11, [SOUND]))
    assert delivery.layout.endswith("ii06a")
    assert delivery.refusals.empty
    assert delivery.rows_accepted == ii06a(tmp_path).rows_accepted > 0


def test_form_ii06a_of_a_quarter_is_taken_although_its_indicators_are_monthly(tmp_path: Path) -> None:
    delivery = ii06a(tmp_path, title="Kỳ báo cáo: Quý III/2026")
    assert set(delivery.observations["period"]) == {"2026-Q3"}
    assert delivery.rows_refused == 0


def test_the_digitisation_table_adds_up_and_its_parts_lie_inside(tmp_path: Path) -> None:
    body: Body = [["", "Toàn tỉnh", 200, 80, 120, 130, 10, 160, 40, 121]]
    delivery = load(form(tmp_path / "b.xlsx", DIGITISATION, 5, body), "04", "2026-09")
    assert doubts(delivery) == [("H5", "sum_of_row"), ("E5", "part_of_row")]


def test_printed_rates_of_payment_add_up_to_a_hundred_and_agree_with_their_counts(tmp_path: Path) -> None:
    body: Body = [[1, "H60.1", "Sở Y tế", 200, 150, "70%", "25%"], [2, "H60.2", "UBND xã Thắng Mố", 40, 0, "", ""]]
    delivery = load(form(tmp_path / "b.xlsx", PAYMENT, 6, body), period="2026-09")
    assert doubts(delivery) == [("F6", "comparison"), ("F6", "sum_of_row")]


def test_the_table_of_online_services_counts_by_channel_and_checks_its_rates(tmp_path: Path) -> None:
    health = [
        1,
        "H60.1",
        "Sở Y tế",
        60,
        30,
        10,
        "60%",
        "30%",
        "10%",
        18,
        2,
        "90%",
        "",
        55,
        40,
        30,
        "75%",
        "25%",
    ]
    commune = [2, "H60.2", "UBND xã Thắng Mố", 6, 4, 0, "40%", "40%", "", 3, 0, "100%", "", 6, 0, 0, "", ""]
    delivery = load(form(tmp_path / "b.xlsx", ONLINE, 6, [health, commune]), period="2026-09")
    assert (delivery.layout, delivery.rows_refused) == ("tuyen-quang-online", 0)
    rows = delivery.observations
    found = dict(zip(zip(rows["area_code"], rows["breakdown"], strict=True), rows["value"], strict=True))
    assert found[("08", "agency=so_y_te;channel=online")] == 60
    assert found[("00829", "channel=post")] == 0
    assert found[("08", "agency=so_y_te")] == 30
    assert doubts(delivery) == [("G7", "comparison")]
