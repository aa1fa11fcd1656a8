"""Long tables and queries: every coordinate in a column of its own."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from loaders.delivery import Delivery
from loaders.errors import HeaderChangedError, SourceError
from loaders.pipeline import Options, read_delivery, read_query_delivery
from tests.loaders.books import RECEIVED

HEADER = "area_code,area_name,indicator_code,period,breakdown,measure,basis,unit,value,status"
GOOD = "00829,Xã Thắng Mố,tq_commune_budget_revenue,2026-09,,,,,1500,"


def load(folder: Path, *lines: str, header: str = HEADER, **more: Any) -> Delivery:
    path = folder / "bang.csv"
    path.write_text("\n".join((header, *lines)), encoding="utf-8-sig")
    return read_delivery(path, province="08", received_at=RECEIVED, **more)


def reasons(delivery: Delivery) -> list[tuple[str, str]]:
    return list(zip(delivery.refusals["cell"], delivery.refusals["reason_code"], strict=True))


def test_a_row_becomes_an_observation_with_all_coordinates(tmp_path: Path) -> None:
    line = '08,,tq_budget_revenue,2026,,plan,trung_uong,triệu đồng,"9.500.000,5",'
    row = load(tmp_path, line).observations.iloc[0].to_dict()
    expected = {
        "indicator_code": "tq_budget_revenue", "area_code": "08", "period": "2026", "frequency": "year",
        "breakdown": "total", "measure": "plan", "basis": "trung_uong", "value": 9500.0005, "status": "final",
        "sheet": "", "cell": "row 2",
    }  # fmt: skip
    assert {key: row[key] for key in expected} == expected


def test_the_words_of_the_file_may_be_vietnamese(tmp_path: Path) -> None:
    header = "Tên xã;Chỉ tiêu;Kỳ;Loại số liệu;Giá trị;Trạng thái;Mã xã"
    line = "Thắng Mố;Diện tích trồng rừng tập trung của xã, phường - tổng số;Tháng 9/2026;Lũy kế;12,5;Sơ bộ;"
    row = load(tmp_path, line, header=header).observations.iloc[0]
    assert row[["indicator_code", "measure", "value", "status"]].tolist() == [
        "tq_commune_forest_planted", "cumulative", 12.5, "provisional",
    ]  # fmt: skip


def test_leading_zeros_that_excel_dropped_are_put_back(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD.replace("00829", "829")).observations["area_code"].tolist() == ["00829"]


def test_an_empty_value_with_a_status_says_why_and_without_one_claims_nothing(tmp_path: Path) -> None:
    silent, hidden = GOOD.replace("1500", ""), GOOD.replace("1500,", ",suppressed").replace("2026-09", "2026-08")
    rows = load(tmp_path, silent, hidden).observations
    assert rows["status"].tolist() == ["suppressed"]
    assert rows["value"].isna().all()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("tq_commune_budget_revenue", "tq_khong_co", "unknown_indicator"),
        ("2026-09", "2026-13", "bad_period"),
        ("2026-09", "", "no_period"),
        ("2026-09", "2026-12", "future_period"),
        ("2026-09,", "2026-09,sex=female", "unknown_axis"),
        ("2026-09,", "2026-09,nam", "bad_breakdown"),
        (",1500", ",nhiều", "not_a_number"),
        (",1500", ",1.500", "ambiguous_number"),
        (",,,1500", ",,tấn,1500", "wrong_unit"),
        (",,,1500", ",,sải tay,1500", "unknown_unit"),
        ("1500,", "1500,chắc chắn", "unknown_word"),
        ("2026-09,,", "2026-09,,plan", "no_basis"),
        ("2026-09,,,", "2026-09,,,hdnd_tinh", "needless_basis"),
        ("00829,Xã Thắng Mố", "00829,Xã Lũng Cú", "area_mismatch"),
    ],
)
def test_a_row_that_cannot_be_trusted_is_refused_with_its_row(tmp_path: Path, old: str, new: str, reason: str) -> None:
    wrong = GOOD.replace(old, new, 1)
    delivery = load(tmp_path, GOOD.replace("2026-09", "2026-08"), wrong)
    assert reasons(delivery) == [("row 3", reason)]
    assert delivery.rows_accepted == 1


def test_an_unknown_indicator_is_refused_with_what_it_resembles(tmp_path: Path) -> None:
    refusals = load(tmp_path, GOOD.replace("budget_revenue", "budget_revenues")).refusals
    assert "tq_commune_budget_revenue" in refusals["reason"].iloc[0]


def test_a_row_that_names_no_indicator_is_refused_in_words_of_its_own(tmp_path: Path) -> None:
    refusals = load(tmp_path, GOOD, GOOD.replace("tq_commune_budget_revenue", "")).refusals
    assert refusals["reason_code"].tolist() == ["no_name"]
    assert refusals["reason"].item() == "Dòng này không có tên hoặc mã chỉ tiêu."
    assert "bỏ khỏi tệp" in refusals["remedy"].item()


def test_an_indicator_of_the_province_has_no_values_of_communes(tmp_path: Path) -> None:
    assert reasons(load(tmp_path, GOOD.replace("tq_commune_budget", "tq_budget"))) == [("row 2", "wrong_level")]


def test_before_the_reform_a_code_alone_does_not_say_which_territory(tmp_path: Path) -> None:
    alone = "00829,,tq_commune_budget_revenue,2025-03,,,,,1500,"
    assert reasons(load(tmp_path, alone)) == [("row 2", "old_period_code")]
    assert load(tmp_path, alone.replace("00829,", "00829,Xã Thắng Mố")).rows_accepted == 1


def test_axes_of_a_breakdown_are_put_in_order(tmp_path: Path) -> None:
    line = "08,,tq_tthc_received,2026-09,channel=online;agency=so_y_te,,,,5,"
    assert load(tmp_path, line).observations["breakdown"].tolist() == ["agency=so_y_te;channel=online"]


def test_the_same_key_with_two_values_is_refused_twice_with_both_rows_named(tmp_path: Path) -> None:
    delivery = load(tmp_path, GOOD, GOOD.replace("1500", "1600"))
    assert reasons(delivery) == [("row 2", "duplicate"), ("row 3", "duplicate")]
    assert "1500 (dòng 2), 1600 (dòng 3)" in delivery.refusals["reason"].iloc[0]


def test_a_renamed_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HeaderChangedError, match="gần giống: «indicator_code»"):
        load(tmp_path, GOOD, header=HEADER.replace("indicator_code", "indicator_cod"))


def test_a_decimal_comma_without_quotes_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(HeaderChangedError, match=r"tệp có số liệu ở dòng 2 nhưng cột đó không có tiêu đề.*ngoặc kép"):
        load(tmp_path, GOOD.replace("1500,", "1500,5,final"))


def test_how_a_file_writes_numbers_can_be_declared_when_it_is_loaded(tmp_path: Path) -> None:
    line = GOOD.replace("1500", "150.125")
    assert reasons(load(tmp_path, line)) == [("row 2", "ambiguous_number")]
    english, vietnamese = load(tmp_path, line, numbers="en"), load(tmp_path, line, numbers="vi")
    assert english.observations["value"].tolist() == [150.125]
    assert vietnamese.observations["value"].tolist() == [150125]
    assert english.delivery_id != vietnamese.delivery_id


def test_a_file_without_a_province_asks_for_one(tmp_path: Path) -> None:
    path = tmp_path / "bang.csv"
    path.write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    with pytest.raises(SourceError, match="--province"):
        read_delivery(path)


def test_an_unknown_layout_is_refused_with_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="long-table"):
        load(tmp_path, GOOD, layout="mau-la")


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'so.db'}"
    engine = sa.create_engine(url)
    with engine.begin() as conn:
        conn.exec_driver_sql("create table thu (ma text, ky text, tien real)")
        conn.exec_driver_sql("insert into thu values ('08','2026-08',400.5),('08','2026-09',500),('08','2026-09','?')")
    engine.dispose()
    return url


QUERY = (
    "select ma as area_code, 'tq_budget_revenue' as indicator_code, ky as period, tien as value from thu where ky = :ky"
)


def test_a_query_is_a_long_table_whose_answer_is_kept(database: str) -> None:
    options = Options(province="08", received_at=RECEIVED)
    delivery = read_query_delivery(database, QUERY, {"ky": "2026-08"}, "thu.csv", options)
    assert delivery.observations["value"].tolist() == [400.5]
    assert delivery.layout == "query"
    assert delivery.content.startswith(b"area_code,indicator_code,period,value\n08,")
    refused = read_query_delivery(database, QUERY, {"ky": "2026-09"}, "thu.csv", options)
    assert reasons(refused) == [("row 3", "not_a_number")]
    assert refused.delivery_id != delivery.delivery_id
