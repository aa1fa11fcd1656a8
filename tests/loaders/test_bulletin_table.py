"""Bulletins are kept as their issuers printed them; what cannot be is set aside and said."""

from pathlib import Path

import pandas as pd
import pytest

from loaders.delivery import Delivery
from loaders.pipeline import read_delivery

HEAD = "event,issued_at,issuing_body,area_level,area_name,measure,value,source,note\n"
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "samples" / "disaster_bulletins.csv"


def bulletin(tmp_path: Path, *lines: str) -> Delivery:
    path = tmp_path / "ban-tin.csv"
    path.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return read_delivery(path, province="15")


def row(
    value: str, *, at: str = "2025-09-30T09:48+07:00", body: str = "", item: str = "dead", area: str = "Lào Cai"
) -> str:
    return f"bualoi-2025,{at},{body},province,{area},{item},{value},nguồn,"


def test_every_figure_of_the_two_storms_is_taken() -> None:
    delivery = read_delivery(SAMPLE, province="15")
    assert (delivery.rows_accepted, delivery.rows_refused, delivery.notes) == (114, 0, ())
    figures = delivery.records["bulletin_figure"]
    in_force = figures[(figures["event_code"] == "yagi-2024") & (figures["area_name"] == "Lào Cai")]
    total = in_force[in_force["item"] == "dead_or_missing"].sort_values("issued_at")["value"].tolist()
    assert total == [66, 155, 177, 179, 179, 172]


def test_former_provinces_and_districts_are_no_area_of_today_but_lie_in_a_province_of_today() -> None:
    figures = read_delivery(SAMPLE, province="15").records["bulletin_figure"]
    places = figures.groupby(["event_code", "area_name"])[["area_code", "province_code"]].first()
    assert places.loc[("yagi-2024", "Yên Bái")].tolist() == ["", "15"]
    assert places.loc[("yagi-2024", "Bảo Yên")].tolist() == ["", "15"]
    assert places.loc[("bualoi-2025", "Lào Cai")].tolist() == ["15", "15"]
    assert places.loc[("bualoi-2025", "Mường Hum")].tolist() == ["02728", "15"]


def test_two_bodies_that_disagree_are_both_kept(tmp_path: Path) -> None:
    delivery = bulletin(tmp_path, row("0", body="tỉnh"), row("3", body="trung ương"))
    assert delivery.records["bulletin_figure"]["value"].tolist() == [0, 3]


def test_the_same_figure_twice_is_kept_once_and_with_another_value_set_aside(tmp_path: Path) -> None:
    delivery = bulletin(tmp_path, row("3"), row("3"), row("4"))
    assert delivery.records["bulletin_figure"]["value"].tolist() == [3]
    assert [note.code for note in delivery.notes] == ["repeated_row"]
    assert list(delivery.refusals["reason_code"]) == ["contradicting_row"]
    assert "đã ghi 3 ở dòng 2, dòng này ghi 4" in delivery.refusals["reason"].iloc[0]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (row("1", at="2199-01-01"), "future_moment"),
        (row("1", at="hôm qua"), "bad_moment"),
        (row("-1"), "negative_figure"),
        (row("1", item="kính vỡ"), "unknown_bulletin_item"),
        ("bualoi-2025,2025-09-30,,làng,Lào Cai,dead,1,,", "unknown_level"),
    ],
)
def test_what_cannot_be_is_set_aside_with_its_reason(tmp_path: Path, line: str, code: str) -> None:
    delivery = bulletin(tmp_path, row("3"), line)
    assert list(delivery.refusals["reason_code"]) == [code]
    assert delivery.rows_accepted == 1


def test_disorder_and_far_dates_are_said_and_taken(tmp_path: Path) -> None:
    lines = (row("2", at="2025-10-01"), row("1", at="2025-09-30"), row("3", at="2025-01-10"))
    delivery = bulletin(tmp_path, *lines)
    assert sorted(note.code for note in delivery.notes) == ["odd_moment", "out_of_order"]
    assert delivery.rows_accepted == 3


def test_dead_and_missing_that_do_not_make_their_total_are_flagged(tmp_path: Path) -> None:
    lines = [row(value, item=item) for item, value in (("dead", "2"), ("missing", "1"), ("dead_or_missing", "4"))]
    assert [note.code for note in bulletin(tmp_path, *lines).notes] == ["parts_differ"]


def test_readings_are_taken_hour_by_hour_and_a_word_among_them_is_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "quan-trac.csv"
    path.write_text(
        "Mã trạm,Giờ quan trắc,Lượng mưa giờ,Mực nước giờ\n"
        "TR1,31/03/2026 14:00,12.5,hỏng\nTR1,2026-03-31T15:00,0,21.37\n",
        encoding="utf-8",
    )
    delivery = read_delivery(path, province="08")
    readings = delivery.records["station_reading"][["entry_code", "quantity", "period", "value"]]
    assert readings.values.tolist() == [
        ["TR1", "rain", "2026-03-31T14", 12.5],
        ["TR1", "rain", "2026-03-31T15", 0.0],
        ["TR1", "water_level", "2026-03-31T15", 21.37],
    ]
    assert delivery.rows_refused == 1
    assert isinstance(readings, pd.DataFrame)
