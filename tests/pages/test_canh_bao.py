"""The page of alerts: what stands, with its evidence, and steps that people sign."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from data import clock, versions
from data.alerts import cases, inbox, outbox, running
from data.alerts.messages import Text
from data.alerts.rules import AlertRule, of_catalogue
from data.state import events
from data.state import store as state
from data.state.journal import Person
from tests import shelf
from tests.data.alerts import stations
from tests.pages.reading import links, main, words

ON_TIME, DONG_VAN, LUNG_CU = "tq_tthc_on_time_rate", "00721", "00715"
RULES = [
    AlertRule("dung-han", "Đúng hạn dưới 90 %", "threshold", ON_TIME, limit=90, severity="critical", advice="Rà soát."),
    AlertRule("sai", "Quy tắc sai", "threshold", "khong_co", limit=1),
]
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def canh_bao(store: Path, page: Callable[[str], ModuleType]) -> ModuleType:
    """Two communes of which one breaks a rule."""
    values = {DONG_VAN: 71, LUNG_CU: 95}
    rows = [shelf.observed(value, indicator_code=ON_TIME, area_code=code) for code, value in values.items()]
    shelf.deliver(store, "first", *rows)
    versions.publish(store, "thử")
    with shelf.reading(store) as conn:
        running.run(conn, RULES, date(2026, 3, 20))
    return page("canh_bao")


def number() -> int:
    with state.reading() as conn:
        return int(inbox.standing(conn, shelf.PROVINCE, date(2026, 3, 20))["alert_id"].iloc[0])


def test_an_alert_shows_its_rule_its_numbers_and_leads_to_the_view(canh_bao: ModuleType) -> None:
    tree = main(canh_bao.layout())
    told = words(tree)
    assert "Nghiêm trọng Đúng hạn dưới 90 %" in told
    assert "Xã Đồng Văn" in told
    assert "71" in told
    assert "giới hạn 90" in told
    assert "Rà soát." in told
    assert any(f"chi-so={ON_TIME}&xa={DONG_VAN}" in href for href in links(tree))


def test_the_map_of_a_rule_about_one_commune_shows_what_the_others_say(canh_bao: ModuleType, store: Path) -> None:
    own = replace(RULES[0], code="mot-xa", area=DONG_VAN)
    with shelf.reading(store) as conn, state.reading() as kept:
        running.run(conn, [own], date(2026, 3, 20))
        alert_id = int(inbox.standing(kept, shelf.PROVINCE, date(2026, 3, 20))["alert_id"].iloc[0])
        found = cases.case(kept, conn, alert_id, date(2026, 3, 20))
    assert found is not None
    told = found.communes.set_index("area_code")
    assert told.loc[[DONG_VAN, LUNG_CU], ["value", "status"]].to_numpy().tolist() == [[71, "final"], [95, "final"]]


def test_the_banner_and_the_navigation_of_other_pages_count_it(
    canh_bao: ModuleType, page: Callable[[str], ModuleType]
) -> None:
    for name in ("tong_quan", "khan_cap", "tthc", "y_te", "xa"):
        told = words(page(name).layout())
        assert "1 cảnh báo nghiêm trọng đang chờ xử lý. Nặng nhất: Đúng hạn dưới 90 %." in told, name
        assert "Cảnh báo 1" in told


def test_the_overview_names_the_gravest_rules_and_leads_to_their_cases(
    canh_bao: ModuleType, page: Callable[[str], ModuleType]
) -> None:
    tree = main(page("tong_quan").layout())
    assert "1 địa bàn" in words(tree)
    assert [link for link in links(tree) if link.startswith("/canh-bao?quy-tac=")]


def test_a_letter_that_could_not_be_sent_is_told_on_the_page_with_its_reason_until_it_goes_out(
    canh_bao: ModuleType,
) -> None:
    assert "chưa gửi được" not in words(canh_bao.layout())
    with state.writing() as conn:
        outbox.put(conn, "fired/x", "thu-lanh-dao", Text("[Chiso] Quá hạn", {"text": "…"}))
    assert "chưa gửi được" not in words(canh_bao.layout())  # it was only just put in
    with state.writing() as conn:
        letter = outbox.take(conn, ["thu-lanh-dao"], clock.now())
        assert letter is not None
        outbox.put_off(conn, letter, "Kênh «thu-lanh-dao»: máy chủ từ chối thư.")
    told = words(canh_bao.layout())
    assert "1 thư cảnh báo chưa gửi được, trong đó 0 thư không rõ" in told
    assert "máy chủ từ chối thư" in told
    with state.writing() as conn:
        outbox.mark(conn, letter.message_id, outbox.SENT)
    assert "chưa gửi được" not in words(canh_bao.layout())


def test_a_letter_that_nobody_comes_to_send_is_told_too(canh_bao: ModuleType) -> None:
    with state.writing() as conn:
        outbox.put(conn, "fired/x", "thu-lanh-dao", Text("[Chiso] Quá hạn", {"text": "…"}))
        assert outbox.stuck(conn, clock.now() + timedelta(minutes=10)).empty
        assert outbox.stuck(conn, clock.now() + timedelta(minutes=20))["channel"].tolist() == ["thu-lanh-dao"]


def test_filters_narrow_the_list(canh_bao: ModuleType) -> None:
    assert "Không có cảnh báo nào ở đây" in words(main(canh_bao.layout(muc="notice")))
    assert "giới hạn 90" in words(main(canh_bao.layout(muc="critical", xa=DONG_VAN)))


def test_a_step_is_signed_and_told(canh_bao: ModuleType) -> None:
    given = ("Nguyễn Văn A", "Văn phòng UBND tỉnh", "assign", "UBND xã Đồng Văn", "", "01/04/2199", "", [])
    detail, said = canh_bao.sign(1, number(), *given)
    assert "giao xử lý, 1 cảnh báo" in words(said)
    assert "UBND xã Đồng Văn" in words(detail)
    assert "Nguyễn Văn A, Văn phòng UBND tỉnh" in words(detail)


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (("", "", "acknowledge", "", "", "", "", []), "họ tên"),
        (("A", "B", "snooze", "", "", "31-03", "bão", []), "31/03/2026"),
        ((None, None, None, None, None, None, None, None), "Chọn một việc"),
    ],
)
def test_a_step_that_lacks_something_says_what(canh_bao: ModuleType, given: tuple[object, ...], word: str) -> None:
    assert word in words(canh_bao.sign(1, number(), *given)[1])


@pytest.mark.parametrize("strange", [HOSTILE, "x" * 10_000, "9" * 30, ["a", "b"]])
@pytest.mark.parametrize("key", ["muc", "tinh-trang", "xu-ly", "quy-tac", "xa", "mo"])
def test_strange_parameters_give_the_nearest_view_and_one_sentence(
    canh_bao: ModuleType, key: str, strange: object
) -> None:
    told = words(main(canh_bao.layout(**{key: strange})))
    assert told.count("không có «") == 1
    assert "giới hạn 90" in told


def test_without_a_warehouse_or_before_the_first_run_there_is_a_sentence(
    store: Path, page: Callable[[str], ModuleType]
) -> None:
    told = words(main(page("canh_bao").layout()))
    assert "chiso alerts run" in told
    assert "chiso demo" in told


def test_an_overloaded_hospital_is_told_by_its_name_with_its_course_and_that_it_stays_in_the_house(
    store: Path, page: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    today = date(2026, 3, 20)
    monkeypatch.setattr(clock, "today", lambda: today)
    more = {"facility_kind": "hospital", "capacity": 100}
    entry = shelf.listed("BV-01", "working", register="facility", name="Bệnh viện Đầy", **more)
    own = {"indicator_code": "tq_bed_occupancy", "area_code": "facility:08-BV-01", "frequency": "day"}
    days = [shelf.observed(98) | own | {"period": f"2026-03-{day}"} for day in (17, 18, 19)]
    shelf.deliver(store, "list", entries=(entry,))
    shelf.deliver(store, "beds", *days)
    versions.publish(store, "thử")
    with shelf.reading(store) as conn:
        running.run(conn, of_catalogue(), today)
    told = words(main(page("canh_bao").layout(**{"quy-tac": "qua-tai-giuong-benh"})))
    assert "Bệnh viện Đầy" in told
    assert "facility:08" not in told
    assert "trung bình ba ngày 98" in told
    assert "chỉ báo trong nhà" in told
    assert "Diễn biến của Bệnh viện Đầy" in told
    assert "Không có chuỗi số để vẽ" not in told


def test_a_commune_at_a_level_of_risk_shows_the_level_and_the_map(
    store: Path, page: Callable[[str], ModuleType]
) -> None:
    duty, about = Person("Nguyễn Văn A"), {"province_code": shelf.PROVINCE, "event_code": "bao-3"}
    shelf.deliver(store, "first", shelf.observed(1))
    versions.publish(store, "thử")
    with state.writing() as conn:
        events.open_event(conn, duty, **about, kind="storm", name="Bão số 3", state="active")
        decided = {"proposed": None, "official": None, "reason": "Xã báo về"}
        events.decide(conn, duty, **about, area_code=DONG_VAN, level=4, **decided)
    with shelf.reading(store) as conn:
        running.run(conn, of_catalogue(), clock.today())
    shown = main(page("canh_bao").layout(**{"quy-tac": "rui-ro-cap-3"}))
    told = words(shown)
    assert "Xã Đồng Văn" in told
    assert links(shown).count(f"/khan-cap?tinh=08&xa={DONG_VAN}#emergency-why-panel") >= 2  # list and case
    assert "Không có chuỗi số để vẽ" in told  # no station sends anything
    assert "cấp 4, báo từ cấp 3" in told
    assert "chỉ báo trong nhà" not in told
    assert "Các xã, phường," in told


def test_a_level_that_readings_propose_shows_its_course_by_the_hour(
    store: Path, page: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    stations.rained(store, tmp_path / "sent", stations.VERIFIED, clock.now())
    with state.writing() as conn:
        about = {"province_code": shelf.PROVINCE, "event_code": "bao-3", "name": "Bão số 3"}
        events.open_event(conn, Person("Nguyễn Văn A"), **about, kind="storm", state="active")
    with shelf.reading(store) as conn:
        running.run(conn, of_catalogue(), clock.today())
    told = words(main(page("canh_bao").layout(**{"quy-tac": "rui-ro-cap-3"})))
    assert "cấp 3, báo từ cấp 3" in told
    assert "Cấp do hệ thống đề xuất, từng giờ" in told
    with state.reading() as conn, shelf.reading(store) as warehouse:
        found = cases.case(conn, warehouse, number(), clock.today())
    assert found is not None
    assert found.course["value"].tolist()[-1] == 3
    assert found.course["value"].nunique() > 1
    assert "Không có chuỗi số để vẽ" not in told
