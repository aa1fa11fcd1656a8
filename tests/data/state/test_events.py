"""Events: every step is signed, kept and told; what cannot be is refused in words."""

from datetime import datetime
from pathlib import Path

import pytest

from data.playbooks import of_kind, playbooks
from data.risk import rules
from data.state import events, journal, store
from data.state.events import KINDS, EventError
from data.state.journal import Person

DUTY = Person("Nguyễn Văn A", "Văn phòng UBND tỉnh")
AT = datetime(2026, 9, 30, 8)
STORM = {"province_code": "08", "event_code": "bao-so-9"}


@pytest.fixture(autouse=True)
def opened(both_databases: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_HOME", str(tmp_path))
    with store.writing() as conn:
        events.open_event(conn, DUTY, kind="storm", name="Bão số 9", state="active", at=AT, **STORM)


def test_a_life_is_written_into_the_journal_step_by_step() -> None:
    with store.writing() as conn:
        events.change_state(conn, DUTY, "08", "bao-so-9", "recovery")
        events.change_state(conn, DUTY, "08", "bao-so-9", "closed", at=AT)
        told = journal.entries(conn, events.subject("08", "bao-so-9"))["action"].tolist()
        known = events.find(conn, "08", "bao-so-9")
    assert told == ["event.state_changed", "event.state_changed", "event.opened"]
    assert known is not None
    assert known["closed_at"] == AT


def test_several_events_run_at_once_and_those_under_way_come_first() -> None:
    with store.writing() as conn:
        events.open_event(conn, DUTY, province_code="08", event_code="cu", kind="fire", name="Cháy", state="closed")
        events.open_event(conn, DUTY, province_code="08", event_code="lu", kind="flood", name="Lũ", state="forming")
        assert events.events(conn, "08")["event_code"].tolist() == ["bao-so-9", "lu", "cu"]


def test_a_level_is_set_by_a_named_person_with_a_reason_beside_what_was_proposed() -> None:
    level = {"area_code": "00691", "level": 3, "proposed": 2, "official": None}
    with store.writing() as conn:
        events.decide(conn, DUTY, reason="Đã sạt lở", at=AT, **STORM, **level)
        kept = events.decisions(conn, "08", "bao-so-9").iloc[0]
        assert (kept["level"], kept["proposed"], kept["reason"], kept["decided_by"]) == (3, 2, "Đã sạt lở", DUTY.name)
        with pytest.raises(EventError, match="lý do"):
            events.decide(conn, DUTY, reason=" ", **STORM, **level)
        with pytest.raises(EventError, match="họ tên"):
            events.decide(conn, Person(""), reason="Đã sạt lở", **STORM, **level)
        events.change_state(conn, DUTY, "08", "bao-so-9", "closed")
        with pytest.raises(EventError, match="đã kết thúc"):
            events.decide(conn, DUTY, reason="Đã sạt lở", **STORM, **level)


def test_activating_a_playbook_makes_its_tasks_with_deadlines_and_only_once() -> None:
    book = of_kind("storm")
    assert book is not None
    with store.writing() as conn:
        first = events.activate(conn, DUTY, "08", "bao-so-9", book, 1, at=AT)
        again = events.activate(conn, DUTY, "08", "bao-so-9", book, 1, at=AT)
        more = events.activate(conn, DUTY, "08", "bao-so-9", book, 2, at=AT)
        tasks = events.tasks(conn, "08", "bao-so-9")
    assert (first, again, first + more) == (len(book.up_to(1)), 0, len(book.up_to(2)))
    assert tasks["due_at"].iloc[0] == datetime(2026, 9, 30, 9)


def test_a_task_is_ticked_and_reopened_by_name() -> None:
    book = of_kind("storm")
    assert book is not None
    with store.writing() as conn:
        events.activate(conn, DUTY, "08", "bao-so-9", book, 1, at=AT)
        task = int(events.tasks(conn, "08", "bao-so-9")["task_id"].iloc[0])
        events.complete(conn, DUTY, task, at=AT)
        assert events.tasks(conn, "08", "bao-so-9").iloc[0][["done_by", "done_at"]].tolist() == [DUTY.name, AT]
        with pytest.raises(EventError, match=f"{DUTY.name} đã xác nhận xong"):
            events.complete(conn, Person("Người đến sau"), task)
        assert events.tasks(conn, "08", "bao-so-9")["done_by"].iloc[0] == DUTY.name
        events.complete(conn, DUTY, task, done=False)
        assert events.tasks(conn, "08", "bao-so-9")["done_at"].isna().all()


@pytest.mark.parametrize(
    ("change", "told"), [({"name": " "}, "có tên"), ({"kind": "sao chổi"}, "danh sách"), ({}, "Đã có")]
)
def test_an_event_that_cannot_be_opened_says_why(change: dict[str, str], told: str) -> None:
    asked = {"kind": "storm", "name": "Bão số 9"} | change
    code = "bao-so-9" if not change else "khac"
    with store.writing() as conn, pytest.raises(EventError, match=told):
        events.open_event(conn, DUTY, province_code="08", event_code=code, **asked)


def test_every_kind_of_event_has_a_playbook_whose_steps_are_for_legal_levels() -> None:
    assert [kind for kind in KINDS if of_kind(kind) is None] == []
    assert all(step.level in rules.levels() for book in playbooks().values() for step in book.steps)


def test_a_province_keeps_its_own_playbook_in_place_of_ours(tmp_path: Path) -> None:
    folder = tmp_path / "playbooks"
    folder.mkdir()
    ours = (Path(events.__file__).parents[1] / "playbooks" / "chay.toml").read_text(encoding="utf-8")
    (folder / "chay.toml").write_text(ours.replace('grade = "P"', 'grade = "A"'), encoding="utf-8")
    assert {book.grade for code, book in playbooks(tmp_path).items() if code == "chay"} == {"A"}
