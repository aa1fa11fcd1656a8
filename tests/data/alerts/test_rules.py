"""Rules as data: those that come with the catalogue are sound, and a wrong one says what is wrong with it."""

from dataclasses import replace

import pytest

from data.alerts.rules import AlertRule, merged, of_catalogue, problems, sound

RATE = AlertRule("dung-han", "Đúng hạn dưới 90 %", "threshold", "tq_tthc_on_time_rate", limit=90)


def test_every_rule_of_the_catalogue_can_be_judged_and_says_what_to_do() -> None:
    assert len(of_catalogue()) >= 12
    assert [one.sentence for one in sound(of_catalogue())[1]] == []
    assert [rule.code for rule in of_catalogue() if not (rule.advice and rule.name_en and rule.source)] == []


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"indicator": "khong_co"}, "không có chỉ số «khong_co»"),
        ({"limit": None, "low": 90.0, "high": 10.0}, "khoảng cho phép không thể có"),
        ({"limit": None}, "không có ngưỡng"),
        ({"kind": "lon-hon"}, "phải là một trong"),
        ({"weight": 0}, "từ 1 đến 100"),
        ({"area": "huyện"}, "mã xã năm chữ số"),
        ({"area": "99999"}, "mã xã năm chữ số của tỉnh"),
        ({"area": "21994"}, "mã xã năm chữ số của tỉnh"),
        ({"breakdown": "sex=khong-co"}, "không có phân tổ này"),
        ({"breakdown": "rác rưởi"}, "không có phân tổ này"),
        ({"kind": "missed", "margin": 1e9}, "nhiều nhất là 366"),
        ({"kind": "identity"}, "identities.csv"),
        ({"kind": "pace"}, "cộng dồn"),
        ({"margin": -1.0}, "không được âm"),
        ({"limit": float("nan")}, "số hữu hạn"),
        ({"limit": None, "high": float("inf")}, "số hữu hạn"),
        ({"kind": "missed", "margin": float("inf")}, "số hữu hạn"),
        ({"kind": "risk_level", "reaches": "6", "province": "08"}, "phải là cấp độ rủi ro"),
        ({"kind": "risk_level", "reaches": "3", "province": "99", "indicator": ""}, "trường «province»"),
        ({"kind": "risk_level", "reaches": "3", "province": "08"}, "Bỏ «indicator»"),
        ({"kind": "overload"}, "không phải là công suất giường bệnh"),
        ({"kind": "overload", "indicator": "tq_bed_occupancy", "limit": None, "reaches": "tím"}, "yellow, orange, red"),
        ({"kind": "overload", "indicator": "tq_bed_occupancy", "reaches": "red"}, "không ghi cả hai"),
    ],
)
def test_a_wrong_rule_is_told_and_the_others_are_kept(changed: dict[str, object], word: str) -> None:
    able, troubles = sound([RATE, replace(RATE, code="sai", **changed)])
    assert able == [RATE]
    assert [one.rule_code for one in troubles] == ["sai"]
    assert word.lower() in troubles[0].sentence.lower()


def test_a_rule_about_one_commune_or_one_member_of_an_axis_is_sound() -> None:
    by_kind = replace(RATE, indicator="tq_visitors", limit=None, low=1.0, breakdown="visitor_kind=domestic")
    assert problems(replace(RATE, area="00721")) == problems(by_kind) == []


def test_the_limit_stands_on_the_side_that_the_polarity_calls_worse() -> None:
    assert RATE.band() == (90, None)
    assert replace(RATE, indicator="tq_tthc_open_overdue_rate").band() == (None, 90)


def test_a_rule_of_the_province_replaces_that_of_the_catalogue() -> None:
    own = replace(of_catalogue()[0], limit=1.0)
    assert merged([own])[0] == own
    assert len(merged([own, RATE])) == len(of_catalogue()) + 1
    assert problems(RATE) == []
