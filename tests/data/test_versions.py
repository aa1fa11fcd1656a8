"""What publishing promises: versions made of the kept deliveries, the newest value in front, nothing lost."""

from datetime import datetime
from pathlib import Path

import pytest

from data import engine, queries, tables, trace, versions
from data.answers import NumberKey
from data.engine import WarehouseError
from tests import shelf
from tests.shelf import GROWTH, PROVINCE, REVENUE, deliver, observed, reading, refused

pytestmark = pytest.mark.usefixtures("both_warehouses")


def shown(store: Path, as_of: datetime | None = None) -> list[float]:
    with reading(store) as conn:
        return queries.history(conn, [REVENUE], PROVINCE, as_of=as_of)["value"].tolist()


def names(store: Path) -> list[str]:
    return [version.name for version in versions.versions(store)]


def test_publishing_serves_what_was_delivered(store):
    deliver(store, "d1", observed(812.5), observed(7.1, "2026", indicator_code=GROWTH))
    name = versions.publish(store, "nạp d1")
    with reading(store) as conn:
        assert queries.version(conn) | {"published_at": None} == {
            "schema_version": tables.SCHEMA_VERSION,
            "version": name,
            "published_at": None,
            "observations": 2,
            "reason": "nạp d1",
        }
        found = queries.history(conn, [REVENUE, GROWTH], PROVINCE)
    assert found[["indicator_code", "period", "value"]].values.tolist() == [
        [GROWTH, "2026", 7.1],
        [REVENUE, "2026-01", 812.5],
    ]


def test_a_store_without_deliveries_can_be_published_and_answers_with_nothing(store):
    versions.publish(store, "kho trống")
    assert shown(store) == []


def test_a_later_value_is_shown_and_the_earlier_one_stays_readable(store):
    deliver(store, "first", observed(800.0, cell="C7"), on=datetime(2026, 2, 5))
    deliver(store, "corrected", observed(815.0, cell="D9", status="revised"), on=datetime(2026, 3, 5))
    versions.publish(store, "hai lần nhận")
    assert shown(store) == [815.0]
    with reading(store) as conn:
        told = queries.revisions(conn, REVENUE, PROVINCE, "2026-01")
    columns = ["value", "status", "published_at", "superseded_at", "cell", "file_name"]
    assert told[columns].values.tolist() == [
        [800.0, "final", datetime(2026, 2, 5), datetime(2026, 3, 5), "C7", "first.xlsx"],
        [815.0, "revised", datetime(2026, 3, 5), tables.END_OF_TIME, "D9", "corrected.xlsx"],
    ]


@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        (datetime(2026, 2, 4, 23, 59), []),
        (datetime(2026, 2, 5), [800.0]),
        (datetime(2026, 3, 4, 23, 59), [800.0]),
        (datetime(2026, 3, 5), [815.0]),
        (datetime(2026, 12, 31), [815.0]),
    ],
)
def test_what_was_known_on_a_date_is_answered(store, as_of, known):
    deliver(store, "first", observed(800.0), on=datetime(2026, 2, 5))
    deliver(store, "corrected", observed(815.0), on=datetime(2026, 3, 5))
    versions.publish(store, "hai lần nhận")
    assert shown(store, as_of) == known


def test_an_old_report_that_comes_late_does_not_replace_a_newer_one(store):
    deliver(store, "newer", observed(815.0), on=datetime(2026, 3, 5), received=datetime(2026, 3, 5))
    deliver(store, "older", observed(800.0), on=datetime(2026, 2, 5), received=datetime(2026, 4, 1))
    versions.publish(store, "báo cáo cũ đến muộn")
    assert shown(store) == [815.0]
    assert shown(store, datetime(2026, 2, 10)) == [800.0]


def test_of_two_reports_of_one_day_the_one_received_later_counts(store):
    deliver(store, "b-morning", observed(800.0), received=datetime(2026, 2, 5, 8))
    deliver(store, "a-evening", observed(815.0), received=datetime(2026, 2, 5, 17))
    versions.publish(store, "cùng ngày")
    assert shown(store) == [815.0]
    assert shown(store, datetime(2026, 2, 6)) == [815.0]


@pytest.mark.parametrize("weak", ["estimated", "provisional", "simulated"])
def test_an_estimate_that_comes_after_the_final_value_stays_behind_it(store, weak):
    deliver(store, "estimate", observed(790.0, status=weak), on=datetime(2026, 3, 5))
    deliver(store, "final", observed(800.0), on=datetime(2026, 2, 5), received=datetime(2026, 4, 1))
    versions.publish(store, "ước tính sau số chính thức")
    assert shown(store) == shown(store, datetime(2026, 3, 6)) == [800.0]
    with reading(store) as conn:
        found = trace.trace(conn, NumberKey(REVENUE, PROVINCE, "2026-01", "actual"), PROVINCE)
    assert (found.value, found.revisions["value"].tolist()) == (800.0, [800.0])
    assert found.competing[["value", "file_name"]].to_numpy().tolist() == [[790.0, "estimate.xlsx"]]


def test_a_final_value_is_revised_past_the_estimate_between(store):
    deliver(store, "final", observed(800.0), on=datetime(2026, 2, 5))
    deliver(store, "estimate", observed(790.0, status="estimated"), on=datetime(2026, 3, 5))
    deliver(store, "revised", observed(815.0, status="revised"), on=datetime(2026, 4, 5))
    versions.publish(store, "ước tính ở giữa")
    known = [shown(store, datetime(2026, month, 20)) for month in (2, 3, 4)]
    assert known == [[800.0], [800.0], [815.0]]


def test_an_estimate_is_shown_until_the_final_value_and_again_once_that_is_withdrawn(store):
    deliver(store, "first", observed(780.0, status="estimated"), on=datetime(2026, 1, 25))
    deliver(store, "second", observed(790.0, status="estimated"), on=datetime(2026, 1, 28))
    deliver(store, "final", observed(800.0), on=datetime(2026, 2, 5))
    deliver(store, "withdrawn", observed(None, status="missing"), on=datetime(2026, 3, 5))
    deliver(store, "third", observed(795.0, status="estimated"), on=datetime(2026, 3, 6))
    versions.publish(store, "ước tính, chính thức, rút, ước tính")
    days = [datetime(2026, 1, 26), datetime(2026, 1, 29), datetime(2026, 2, 6), datetime(2026, 3, 7)]
    assert [shown(store, day) for day in days] == [[780.0], [790.0], [800.0], [795.0]]


def test_the_same_delivery_twice_changes_nothing(store):
    deliver(store, "d1", observed(800.0), refusals=(refused("tám trăm"),))
    versions.publish(store, "lần một")
    before = shelf.contents(store)
    deliver(store, "d1", observed(800.0), refusals=(refused("tám trăm"),))
    versions.publish(store, "lần hai")
    after = shelf.contents(store)
    assert [name for name in before if not before[name].equals(after[name])] == []


def test_plans_of_different_givers_are_both_kept(store):
    plan = {"period": "2026", "frequency": "year", "measure": "plan"}
    deliver(store, "d1", observed(5000.0, **plan, basis="trung_uong"), observed(5600.0, **plan, basis="hdnd_tinh"))
    versions.publish(store, "dự toán")
    with reading(store) as conn:
        found = queries.history(conn, [REVENUE], PROVINCE, frequency="year")
    assert dict(zip(found["basis"], found["value"], strict=True)) == {"trung_uong": 5000.0, "hdnd_tinh": 5600.0}


def test_the_total_is_a_value_of_its_own_beside_the_members(store):
    members = [observed(value, breakdown=f"tax={tax}") for tax, value in (("vat", 300.0), ("income", 200.0))]
    deliver(store, "d1", observed(812.5), *members)
    versions.publish(store, "có phân tổ")
    assert shown(store) == [812.5]
    with reading(store) as conn:
        along = queries.breakdown_values(conn, REVENUE, PROVINCE, ["2026-01"], "tax")
    assert along[["member", "value"]].values.tolist() == [["income", 200.0], ["vat", 300.0]]


def test_the_reported_total_of_the_province_and_its_communes_are_both_kept(store):
    deliver(store, "d1", observed(812.5), observed(3.0, area_code="00691"), observed(4.0, area_code="00694"))
    versions.publish(store, "tỉnh và xã")
    assert shown(store) == [812.5]
    with reading(store) as conn:
        found = queries.commune_values(conn, REVENUE, PROVINCE, ["2026-01"])
    assert found[["area_code", "value"]].values.tolist() == [["00691", 3.0], ["00694", 4.0]]


def test_an_empty_value_keeps_the_status_that_says_why(store):
    deliver(store, "d1", observed(None, status="suppressed"))
    versions.publish(store, "ẩn số")
    with reading(store) as conn:
        found = queries.history(conn, [REVENUE], PROVINCE)
    assert found["value"].isna().tolist() == [True]
    assert found["status"].tolist() == ["suppressed"]


def test_a_delivery_with_an_empty_column_stands_beside_one_where_it_is_filled(store):
    deliver(store, "a", observed(None, indicator_code="tq_hdi", text_value=None, status="missing"))
    deliver(store, "b", observed(None, text_value="Đang rà soát"), on=datetime(2026, 3, 5))
    versions.publish(store, "chữ và số")
    with reading(store) as conn:
        told = queries.revisions(conn, REVENUE, PROVINCE, "2026-01")
    assert told["text_value"].tolist() == ["Đang rà soát"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"indicator_code": "tq_taken_out"}, "mã chỉ số mà kho không biết: tq_taken_out"),
        ({"area_code": "99999"}, "mã địa bàn mà kho không biết: 99999"),
    ],
)
def test_a_value_that_would_be_lost_stops_the_publishing(store, row, told):
    deliver(store, "d1", observed(800.0))
    served = versions.publish(store, "tốt")
    deliver(store, "d2", observed(1.0, **row))
    with pytest.raises(WarehouseError, match=told):
        versions.publish(store, "thiếu mã")
    assert engine.current_name(store) == served
    assert shown(store) == [800.0]


def test_a_delivery_that_lost_its_record_is_named(store):
    folder = deliver(store, "d1", observed(800.0))
    (folder / "delivery.json").unlink()
    with pytest.raises(WarehouseError, match="lần nhận mà kho không biết: d1"):
        versions.publish(store, "mất delivery.json")


def test_going_back_takes_one_call(store):
    deliver(store, "d1", observed(800.0))
    first = versions.publish(store, "đúng")
    deliver(store, "d2", observed(1.0), on=datetime(2026, 3, 5))
    second = versions.publish(store, "nhầm")
    assert shown(store) == [1.0]
    assert versions.rollback(store) == first
    assert shown(store) == [800.0]
    assert versions.rollback(store, second) == second
    assert shown(store) == [1.0]


def test_going_back_goes_one_version_further_each_time_and_says_when_there_is_none(store):
    made = [versions.publish(store, f"lần {number}") for number in range(3)]
    assert [versions.rollback(store), versions.rollback(store)] == [made[1], made[0]]
    with pytest.raises(WarehouseError, match=f"Không có phiên bản «trước đó».*{made[2]}"):
        versions.rollback(store)
    with pytest.raises(WarehouseError, match="Không có phiên bản «2020»"):
        versions.rollback(store, "2020")
    assert engine.current_name(store) == made[0]


def test_old_versions_are_forgotten_but_never_the_served_one(store):
    made = [versions.publish(store, f"lần {number}") for number in range(versions.KEEP + 2)]
    assert names(store) == made[: -versions.KEEP - 1 : -1]
    assert engine.current_name(store) == made[-1]


def test_the_version_that_readers_have_open_outlives_the_next_publishing(store):
    made = [versions.publish(store, f"lần {number}") for number in range(versions.KEEP)]
    versions.rollback(store, made[0])
    newest = versions.publish(store, "mới")
    assert made[0] in names(store)
    assert engine.current_name(store) == newest
    versions.publish(store, "mới nữa")
    assert made[0] not in names(store)


def test_a_version_says_what_made_it(store):
    deliver(store, "d1", observed(800.0), observed(810.0, "2026-02"))
    versions.publish(store, "nạp d1.xlsx")
    (only,) = versions.versions(store)
    assert (only.observations, only.reason, only.name) == (2, "nạp d1.xlsx", engine.current_name(store))
    assert f"{only.published_at:%Y-%m-%dT%H-%M-%S-%f}" == only.name


def test_times_of_deliveries_are_read_with_and_without_fractions_of_a_second(store):
    deliver(store, "d1", observed(800.0), received=datetime(2026, 2, 5, 8, 0, 0, 250_000))
    record = deliver(store, "d2", observed(815.0), received=datetime(2026, 2, 5, 9)) / "delivery.json"
    record.write_text(record.read_text(encoding="utf-8").replace("09:00:00.000000", "09:00:00"), encoding="utf-8")
    versions.publish(store, "hai cách ghi giờ")
    assert shown(store) == [815.0]
