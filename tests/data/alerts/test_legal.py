"""Levels of risk and overloaded facilities as alerts: once for one cause, never of what is late or unverified."""

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from components import alerts
from data import versions
from data.alerts import inbox, messages, outbox, running
from data.alerts.channels import Channel
from data.alerts.rules import AlertRule
from data.alerts.running import Ran
from data.state import events
from data.state import store as state
from data.state.journal import Person
from data.state.tables import outbox as letters
from tests import shelf
from tests.data.alerts import stations
from tests.data.alerts.stations import DONG_VAN

TODAY, NOW = date(2026, 3, 20), datetime(2026, 3, 20, 14, 5)
DUTY = Person("Nguyễn Văn A", "Ban chỉ huy")
FULL = "facility:08-BV-01"
MAIL = Channel("thu", "mail", to="a@vi.du", sender="chiso@vi.du", host="127.0.0.1")
HOOK = Channel("moc", "webhook", url="https://127.0.0.1/")
RISK = AlertRule("rui-ro", "Từ cấp 3", "risk_level", province="08", reaches="3", calm=1, severity="critical")
BAND = AlertRule("qua-tai", "Quá tải", "overload", "tq_bed_occupancy", reaches="orange", calm=1, severity="critical")
INTENSIVE = AlertRule(
    "hoi-suc", "Hết hồi sức", "overload", "tq_icu_occupancy", reaches="red", calm=1, severity="critical"
)
LIMIT = AlertRule("qua-tai", "Quá tải", "overload", "tq_bed_occupancy", limit=95, calm=1, severity="critical")


@pytest.fixture
def storm(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A version without readings, and a storm under way."""
    monkeypatch.delenv("CHISO_STATE_URL", raising=False)
    shelf.deliver(store, "first", shelf.observed(1))
    versions.publish(store, "thử")
    with state.writing() as conn:
        events.open_event(
            conn, DUTY, province_code="08", event_code="bao-3", kind="storm", name="Bão số 3", state="active", at=NOW
        )
    return store


def decide(level: int) -> None:
    with state.writing() as conn:
        about = {"province_code": "08", "event_code": "bao-3", "area_code": DONG_VAN}
        events.decide(conn, DUTY, **about, level=level, proposed=None, official=None, reason="Xã báo về")


def judge(store: Path, rule: AlertRule, now: datetime = NOW) -> Ran:
    with shelf.reading(store) as conn:
        return running.run(conn, [rule], now.date(), [MAIL, HOOK], now=now)


def stands(today: date = TODAY, province: str = "08") -> pd.DataFrame:
    with state.reading() as conn:
        return inbox.standing(conn, province, today)


def sent() -> list[str]:
    with state.reading() as conn:
        return [str(one["text"]) for one in conn.execute(sa.select(letters.c.content)).scalars()]


def test_a_decided_level_fires_once_and_is_over_when_it_is_lowered(storm: Path) -> None:
    assert judge(storm, RISK).fired == 0
    decide(3)
    assert judge(storm, RISK).fired == 1
    assert stands()[["area_code", "state", "value", "bound"]].to_numpy().tolist() == [[DONG_VAN, "alerting", 3, 3]]
    decide(4)
    assert [judge(storm, RISK, NOW + timedelta(hours=back)).fired for back in (0, 1, 2)] == [0, 0, 0]
    assert len(sent()) == 2  # one for each channel
    assert "Xã Đồng Văn" in sent()[0]
    decide(1)
    judge(storm, RISK, NOW + timedelta(hours=3))
    assert stands().empty


def test_the_end_of_the_event_is_the_end_of_its_alerts(storm: Path) -> None:
    decide(5)
    judge(storm, RISK)
    with state.writing() as conn:
        events.change_state(conn, DUTY, "08", "bao-3", "closed")
    judge(storm, RISK)
    assert stands().empty


def test_a_second_commune_in_the_same_version_is_told_too(storm: Path) -> None:
    decide(3)
    judge(storm, RISK)
    with state.writing() as conn:
        about = {"province_code": "08", "event_code": "bao-3", "area_code": "00715"}
        events.decide(conn, DUTY, **about, level=4, proposed=None, official=None, reason="Xã báo về")
    assert judge(storm, RISK).fired == 1
    assert len(sent()) == 4


def test_a_rule_without_a_province_looks_at_every_one_and_each_has_its_own_alerts(storm: Path) -> None:
    decide(3)
    lao_cai = {"province_code": "15", "event_code": "lu-1"}
    with state.writing() as conn:
        events.open_event(conn, DUTY, **lao_cai, kind="flood", name="Lũ sông Hồng", state="active", at=NOW)
        own = {"area_code": "02647", "level": 4, "proposed": None, "official": None, "reason": "Đê vỡ"}
        events.decide(conn, DUTY, **lao_cai, **own)
    everywhere = replace(RISK, province="")
    assert judge(storm, everywhere).fired == 2
    assert [stands(province=code)["area_code"].tolist() for code in ("08", "15")] == [[DONG_VAN], ["02647"]]
    with state.writing() as conn:
        events.change_state(conn, DUTY, "15", "lu-1", "closed")
    judge(storm, everywhere)
    assert [len(stands(province=code)) for code in ("08", "15")] == [1, 0]


def test_what_was_not_verified_stays_in_the_house_until_a_person_decides(storm: Path, tmp_path: Path) -> None:
    stations.rained(storm, tmp_path / "sent", stations.UNVERIFIED, NOW)
    assert judge(storm, RISK).fired == 1
    found = stands()
    assert found[["state", "in_house"]].to_numpy().tolist() == [["alerting", True]]
    assert len(inbox.loud(found)) == 1  # the inbox and the wall have it
    assert sent() == []
    assert "Từ cấp 3" not in str(messages.digest(found, TODAY, NOW).content["text"])
    decide(4)
    assert judge(storm, RISK).fired == 0  # it is the same cause, and now it is told
    assert len(sent()) == 2
    judge(storm, RISK, NOW + timedelta(hours=1))
    assert len(sent()) == 2


def test_a_verified_proposal_is_told(storm: Path, tmp_path: Path) -> None:
    stations.rained(storm, tmp_path / "sent", stations.VERIFIED, NOW)
    judge(storm, RISK)
    assert stands()[["area_code", "value", "in_house"]].to_numpy().tolist() == [[DONG_VAN, 3, False]]
    assert len(sent()) == 2


def test_late_readings_raise_no_alert(storm: Path, tmp_path: Path) -> None:
    stations.rained(storm, tmp_path / "sent", stations.VERIFIED, NOW - timedelta(hours=5))
    assert judge(storm, RISK).fired == 0
    assert stands().empty
    assert judge(storm, RISK, NOW - timedelta(hours=4)).fired == 1  # so did the same readings while they were fresh


def full(
    store: Path, name: str, values: dict[int, float], capacity: int = 100, measure: str = "tq_bed_occupancy"
) -> None:
    """Occupancies by day of March of one hospital."""
    more = {"facility_kind": "hospital", "capacity": capacity, "actual_beds": 110, "icu_beds": 10}
    entry = shelf.listed("BV-01", "working", register="facility", name="Bệnh viện Đầy", **more)
    own = {"indicator_code": measure, "area_code": FULL, "frequency": "day"}
    rows = [shelf.observed(value) | own | {"period": f"2026-03-{day:02d}"} for day, value in values.items()]
    shelf.deliver(store, f"{name}-list", entries=(entry,), on=datetime(2026, 3, 1))
    shelf.deliver(store, name, *rows, on=datetime(2026, 3, max(values), 8))
    versions.publish(store, "thử")


@pytest.fixture
def ward(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CHISO_STATE_URL", raising=False)
    return store


def test_an_overloaded_facility_fires_once_by_its_name_and_recovers(ward: Path) -> None:
    full(ward, "a", {17: 94, 18: 98, 19: 99})
    assert judge(ward, LIMIT).fired == 1
    found = stands()
    assert found[["area_code", "area_name", "period"]].to_numpy().tolist() == [[FULL, "Bệnh viện Đầy", "2026-03-19"]]
    assert found["measured"].tolist() == [97.0]
    assert ["Bệnh viện Đầy" in text and FULL not in text for text in sent()] == [True, True]
    digest = str(messages.digest(found, TODAY, NOW).content["text"])
    assert "Bệnh viện Đầy" in digest
    assert FULL not in digest
    full(ward, "b", {20: 101})
    assert judge(ward, LIMIT, NOW + timedelta(days=1)).fired == 0
    full(ward, "c", {21: 60})
    judge(ward, LIMIT, NOW + timedelta(days=1))
    assert stands().empty
    assert len(sent()) == 2


@pytest.mark.parametrize(
    ("values", "capacity"), [({17: 94, 18: 70, 19: 99}, 100), ({16: 120, 17: 120}, 100), ({18: 99, 19: 99}, 0)]
)
def test_one_bad_day_old_reports_and_a_facility_without_beds_raise_no_alert(
    ward: Path, values: dict[int, float], capacity: int
) -> None:
    full(ward, "a", values, capacity)
    assert judge(ward, LIMIT).fired == 0
    assert stands().empty


def test_a_full_intensive_care_is_an_overload_of_its_own_by_the_newest_day(ward: Path) -> None:
    full(ward, "a", {18: 60, 19: 100}, measure="tq_icu_occupancy")
    assert judge(ward, LIMIT).fired == 0  # of all beds nothing was told
    assert judge(ward, INTENSIVE).fired == 1
    found = stands()
    assert found[["area_name", "measured", "bound", "beside"]].to_numpy().tolist() == [["Bệnh viện Đầy", 100, 90, 10]]
    assert alerts.found_words(found.iloc[0].to_dict(), asdict(INTENSIVE), "vi") == (
        "đã dùng 100\u00a0% của 10 giường hồi sức, ngưỡng 90\u00a0%"
    )
    assert sent() == []  # a default of the product stays in the house


def test_a_default_of_the_product_is_told_in_the_house_only(ward: Path) -> None:
    full(ward, "a", {18: 98, 19: 99})
    assert judge(ward, BAND).fired == 1
    assert len(inbox.loud(stands())) == 1
    assert sent() == []
    with state.writing() as conn:
        outbox.put_digests(conn, [MAIL], stands(), NOW)
    assert all("Bệnh viện Đầy" not in text for text in sent())
