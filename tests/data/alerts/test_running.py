"""Rules on a published store: what they find, that they find it once, and what people do about it."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import versions
from data.alerts import handling, inbox, messages, running
from data.alerts.channels import Channel
from data.alerts.handling import HandlingError
from data.alerts.rules import AlertRule
from data.alerts.running import Ran
from data.state import journal
from data.state import store as state
from data.state.journal import Person
from data.state.tables import alert_run, outbox
from tests import shelf

pytestmark = pytest.mark.usefixtures("both_databases")
ON_TIME, REVENUE = "tq_tthc_on_time_rate", "tq_commune_budget_revenue"
DONG_VAN, LUNG_CU = "00721", "00715"
TODAY = date(2026, 3, 20)
DUTY = Person("Nguyễn Văn A", "Văn phòng UBND tỉnh")
LOW = AlertRule("dung-han", "Đúng hạn dưới 90 %", "threshold", ON_TIME, limit=90, calm=1, severity="critical")
MAIL = Channel("thu", "mail", to="a@vi.du", sender="chiso@vi.du", host="127.0.0.1")


def rate(value: float, period: str, area: str = DONG_VAN, status: str = "final") -> dict[str, object]:
    return shelf.observed(value, period, indicator_code=ON_TIME, area_code=area, status=status)


def publish(store: Path, name: str, *rows: dict[str, object], on: datetime = datetime(2026, 2, 5)) -> None:
    shelf.deliver(store, name, *rows, on=on)
    versions.publish(store, "thử")


def judge(
    store: Path, *rules: AlertRule, today: date = TODAY, channels: Sequence[Channel] = (), at_once: int = running.BATCH
) -> Ran:
    with shelf.reading(store) as conn:
        return running.run(conn, rules or (LOW,), today, channels, batch_size=at_once)


def stands() -> list[tuple[str, str, str]]:
    with state.reading() as conn:
        found = inbox.standing(conn, shelf.PROVINCE, TODAY)
    return list(found[["area_code", "state", "period"]].itertuples(index=False, name=None))


def test_only_the_commune_that_breaks_the_rule_alerts_with_its_numbers(store: Path) -> None:
    publish(store, "first", rate(71, "2026-01"), rate(95, "2026-01", LUNG_CU))
    assert judge(store).fired == 1
    with state.reading() as conn:
        found = inbox.standing(conn, shelf.PROVINCE, TODAY).to_dict("records")
    assert [(one["area_code"], one["state"], one["value"], one["bound"]) for one in found] == [
        (DONG_VAN, "alerting", 71.0, 90.0)
    ]


def test_an_alert_never_fires_twice_for_one_cause(store: Path) -> None:
    publish(store, "first", rate(71, "2026-01"))
    assert judge(store, channels=[MAIL]).fired == 1
    assert judge(store, channels=[MAIL]) == Ran(1, 0, 0, [], is_new=False)
    publish(store, "corrected", rate(95, "2026-01"), on=datetime(2026, 2, 6))
    assert judge(store, channels=[MAIL]).steps == 1
    assert stands() == []
    publish(store, "back", rate(70, "2026-01"), on=datetime(2026, 2, 7))
    assert judge(store, channels=[MAIL]).fired == 0
    publish(store, "next", rate(65, "2026-02"), on=datetime(2026, 3, 6))
    assert judge(store, channels=[MAIL]).fired == 0
    assert stands() == [(DONG_VAN, "alerting", "2026-02")]
    with state.reading() as conn:
        assert conn.execute(sa.select(outbox.c.key)).scalars().all().__len__() == 1


def test_a_provisional_figure_is_watched_and_alerts_when_it_is_final(store: Path) -> None:
    publish(store, "soft", rate(71, "2026-01", status="provisional"))
    assert judge(store).fired == 0
    assert stands() == [(DONG_VAN, "pending", "2026-01")]
    publish(store, "final", rate(71, "2026-01"), on=datetime(2026, 2, 9))
    assert judge(store).fired == 1


def test_a_missed_deadline_alerts_and_is_over_when_the_figure_comes(store: Path) -> None:
    missed = AlertRule("cham", "Chậm gửi thu ngân sách", "missed", REVENUE, area=DONG_VAN, calm=1)
    row = {"indicator_code": REVENUE, "area_code": DONG_VAN}
    publish(store, "january", shelf.observed(5, "2026-01", **row))
    assert judge(store, missed).fired == 1
    assert stands() == [(DONG_VAN, "alerting", "2026-02")]
    publish(store, "february", shelf.observed(6, "2026-02", **row), on=datetime(2026, 3, 19))
    judge(store, missed)
    assert stands() == []


def test_a_rule_that_cannot_be_judged_is_explained_and_the_others_run(store: Path) -> None:
    publish(store, "first", rate(71, "2026-01"))
    wrong = AlertRule("sai", "Sai", "threshold", "khong_co", limit=1)
    made = judge(store, LOW, wrong)
    assert (made.fired, [one.rule_code for one in made.troubles]) == (1, ["sai"])
    with state.reading() as conn:
        told = inbox.rules(conn).set_index("rule_code")["problem"]
    assert "không có chỉ số" in told["sai"].lower()
    assert told["dung-han"] == ""


def test_a_change_from_zero_is_an_error_of_that_commune_alone(store: Path) -> None:
    rows = [
        shelf.observed(value, period, indicator_code=REVENUE, area_code=area)
        for area, values in ((DONG_VAN, (0, 5)), (LUNG_CU, (10, 5)))
        for value, period in zip(values, ("2026-01", "2026-02"), strict=True)
    ]
    publish(store, "first", *rows)
    judge(store, AlertRule("giam", "Giảm", "change", REVENUE, low=-20.0))
    assert stands() == [(LUNG_CU, "alerting", "2026-02")]
    with state.reading() as conn:
        assert inbox.rules(conn)["errors"].tolist() == [1]


def test_a_run_that_was_stopped_goes_on_where_it_stopped_and_repeats_nothing(store: Path) -> None:
    publish(store, "first", rate(71, "2026-01"))
    rules = [LOW, AlertRule("thu-hai", "Thứ hai", "threshold", ON_TIME, limit=80, calm=1, severity="critical")]
    judge(store, *rules, channels=[MAIL], at_once=1)
    with state.writing() as conn:  # as if it had been killed after the first batch was kept
        conn.execute(sa.update(alert_run).values(next_rule=1, finished_at=None))
        before = len(journal.entries(conn))
    assert judge(store, *rules, channels=[MAIL], at_once=1).steps == 0
    with state.reading() as conn:
        assert len(journal.entries(conn)) == before
        assert len(conn.execute(sa.select(outbox)).all()) == 2
        assert journal.first_broken(conn) is None


def test_what_a_removed_rule_found_is_over(store: Path) -> None:
    publish(store, "first", rate(71, "2026-01"))
    judge(store)
    judge(store, AlertRule("khac", "Khác", "threshold", ON_TIME, limit=1))
    assert stands() == []


def test_a_rule_that_was_switched_off_and_on_goes_on_with_its_cause_and_fires_no_second_time(store: Path) -> None:
    publish(store, "first", rate(71, "2026-01"))
    judge(store, channels=[MAIL])
    judge(store, AlertRule("khac", "Khác", "threshold", ON_TIME, limit=1))
    assert judge(store, LOW, AlertRule("khac", "Khác", "threshold", ON_TIME, limit=1), channels=[MAIL]).fired == 0
    assert stands() == [(DONG_VAN, "alerting", "2026-01")]
    with state.reading() as conn:
        steps = inbox.history(conn, 1)["action"].tolist()
        assert steps == ["alert.alerting", "alert.rule_gone", "alert.alerting"]
        assert len(conn.execute(sa.select(outbox)).all()) == 1


def test_a_letter_about_simulated_figures_says_so(store: Path) -> None:
    publish(store, "first", rate(71, "2026-01", status="simulated"))
    judge(store, channels=[MAIL])
    with state.reading() as conn:
        told = conn.execute(sa.select(outbox.c.content)).scalar_one()
    assert "SỐ LIỆU MÔ PHỎNG" in told["text"]


def test_a_digest_counts_and_names_only_what_alerts(store: Path) -> None:
    publish(store, "first", rate(71, "2026-01"), rate(60, "2026-01", LUNG_CU, "provisional"))
    judge(store)
    with state.reading() as conn:
        text = messages.digest(inbox.standing(conn, shelf.PROVINCE, TODAY), TODAY, datetime(2026, 1, 1)).content["text"]
    assert "1 đang báo động, trong đó 1 mới; 1 đang theo dõi" in text
    assert "1 địa bàn: Xã Đồng Văn" in text
    assert "Lũng Cú" not in text


def test_from_seen_to_assigned_to_resolved_every_step_is_signed(store: Path) -> None:
    publish(store, "first", rate(71, "2026-01"))
    judge(store)
    with state.reading() as conn:
        number = int(inbox.standing(conn, shelf.PROVINCE, TODAY)["alert_id"][0])
    assert inbox.tally(shelf.PROVINCE, TODAY).critical == 1
    handling.act(DUTY, "acknowledge", [number])
    handling.act(DUTY, "assign", [number], agency="UBND xã Đồng Văn", person="Bà B", day=date(2199, 4, 1))
    handling.act(DUTY, "resolve", [number], reason="Đã giải quyết xong 12 hồ sơ quá hạn.")
    assert inbox.tally(shelf.PROVINCE, TODAY).critical == 0
    with state.reading() as conn:
        steps = inbox.history(conn, number)
    assert steps["action"].tolist() == ["alert.resolved", "alert.assigned", "alert.acknowledged", "alert.alerting"]
    assert steps["actor"].tolist() == ["Nguyễn Văn A"] * 3 + ["chiso"]


@pytest.mark.parametrize(
    ("who", "action", "more", "word"),
    [
        (Person("", ""), "acknowledge", {}, "họ tên"),
        (DUTY, "assign", {}, "cơ quan hoặc người"),
        (DUTY, "resolve", {}, "lý do"),
        (DUTY, "snooze", {"reason": "bão"}, "ngày"),
        (DUTY, "snooze", {"reason": "bão", "day": date(2020, 1, 1)}, "đã qua"),
        (DUTY, "xoa", {}, "Chọn một việc"),
        (DUTY, "acknowledge", {}, "Không còn"),
    ],
)
def test_a_step_that_lacks_something_is_refused_with_what_is_missing(
    store: Path, who: Person, action: str, more: dict[str, object], word: str
) -> None:
    with pytest.raises(HandlingError, match=word):
        handling.act(who, action, [7], **more)
