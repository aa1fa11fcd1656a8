"""What was seen is kept, sealed, found again, and cut off by whole days; nobody changes it unseen."""

import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import clock
from data.audit import keeping, recorder, search, trail
from data.audit.recorder import Recorder
from data.audit.search import Wanted
from data.audit.trail import Seen
from data.rights.reader import Reader, acting, enter_from
from data.state import journal
from data.state import store as state
from data.state.audit_tables import audit
from data.state.journal import Person
from data.state.tables import journal as changes
from tests import shelf

NOW = datetime(2026, 3, 20, 9, 0)
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def home(both_databases: None, store: Path) -> Path:
    store.mkdir(parents=True, exist_ok=True)
    return store


def seen(subject: str = "/kinh-te", at: datetime = NOW, **more: object) -> Seen:
    usual = {
        "at": at, "account_id": 7, "actor": "Trần Văn Nam", "agency": "Sở Tài chính", "role": "analyst",
        "address": "10.0.0.7", "kind": "view", "action": "page.viewed", "subject": subject,
    }  # fmt: skip
    return Seen(**(usual | more))  # type: ignore[arg-type]


def keep(*entries: Seen) -> None:
    with state.writing() as conn:
        trail.write(conn, entries)


def broken(newest: int = 0) -> int | None:
    with state.reading() as conn:
        return trail.first_broken(conn, newest)


def subjects(wanted: Wanted) -> list[str]:
    with state.reading() as conn:
        return search.find(conn, wanted)["subject"].tolist()


def test_what_is_changed_or_removed_breaks_the_chain_where_it_was() -> None:
    keep(*(seen(f"/{number}") for number in range(6)))
    assert broken() is None
    for change in (
        sa.update(audit).where(audit.c.audit_id == 3).values(address="10.9.9.9"),
        sa.update(audit).where(audit.c.audit_id == 3).values(account_id=None),
        sa.update(audit).where(audit.c.audit_id == 3).values(detail={"x": 1}),
        sa.delete(audit).where(audit.c.audit_id == 2),
        sa.delete(audit).where(audit.c.audit_id == 1),
    ):
        with state.writing() as conn:
            taken_back = conn.begin_nested()
            conn.execute(change)
            assert trail.first_broken(conn) in (2, 3)
            taken_back.rollback()
    assert broken() is None


def test_the_newest_entries_are_verified_alone() -> None:
    keep(*(seen(f"/{number}") for number in range(6)))
    with state.writing() as conn:
        conn.execute(sa.update(audit).where(audit.c.audit_id == 2).values(actor="Khác"))
    assert broken() == 2
    assert broken(newest=3) is None
    assert broken(newest=5) == 2


def test_the_journal_says_from_where_and_by_which_account_and_seals_it() -> None:
    with state.writing() as conn:
        journal.write(conn, Person("Cũ"), "event.opened", "event:1", at=NOW)
    enter_from("10.0.0.7")
    with acting(Reader(7, "Nam", "Sở", "staff", "08", ("08",), ())), state.writing() as conn:
        journal.write(conn, Person("Nam"), "event.closed", "event:1", at=NOW)
    enter_from("")
    with state.reading() as conn:
        rows = conn.execute(sa.select(changes.c.account_id, changes.c.address).order_by(changes.c.entry_id)).all()
        assert [tuple(row) for row in rows] == [(None, ""), (7, "10.0.0.7")]
        assert journal.first_broken(conn) is None
    with state.writing() as conn:
        conn.execute(sa.update(changes).where(changes.c.entry_id == 2).values(address=""))
        assert journal.first_broken(conn) == 2


def test_entries_are_found_by_person_agency_action_subject_time_and_address() -> None:
    keep(
        seen("/kinh-te?ky=2026-01", actor="An"),
        seen("/y-te", agency="Sở Y tế", at=NOW + timedelta(days=1)),
        seen("/ban-do", kind="export", action="file.taken", address="192.168.1.5", at=NOW + timedelta(days=2)),
    )
    with state.writing() as conn:
        journal.write(conn, Person("An"), "alert.resolved", "alert:5", at=NOW)
    assert subjects(Wanted())[:2] == ["/ban-do", "/y-te"]
    assert set(subjects(Wanted(person="An"))) == {"/kinh-te?ky=2026-01", "alert:5"}
    assert subjects(Wanted(agency="Y tế")) == ["/y-te"]
    assert subjects(Wanted(kind="change")) == ["alert:5"]
    assert subjects(Wanted(kind="export")) == subjects(Wanted(action="taken")) == ["/ban-do"]
    assert subjects(Wanted(subject="ky=2026")) == ["/kinh-te?ky=2026-01"]
    assert subjects(Wanted(address="192.168.")) == ["/ban-do"]
    assert subjects(Wanted(first=NOW.date() + timedelta(days=1), last=NOW.date() + timedelta(days=1))) == ["/y-te"]
    assert subjects(Wanted(subject="%")) == []


def test_whole_old_days_are_cut_off_the_rest_verifies_and_the_cut_is_in_the_journal(home: Path) -> None:
    (home / keeping.FILE).write_text("[audit]\nkeep_days = 30\n", encoding="utf-8")
    days = (40, 31, 30, 29, 0)
    keep(*(seen(f"/{day}", at=NOW - timedelta(days=day)) for day in days))
    with state.writing() as conn:
        assert keeping.cut(conn, NOW.date()) == 2
        assert keeping.cut(conn, NOW.date()) == 0
    keep(seen("/moi"))
    assert set(subjects(Wanted(kind="view"))) == {"/30", "/29", "/0", "/moi"}
    assert broken() is None
    with state.reading() as conn:
        told = journal.entries(conn, action=trail.CUT)["detail"].tolist()
    assert [one["entries"] for one in told] == [2]
    with state.writing() as conn:  # a cut that nobody marked
        conn.execute(sa.delete(audit).where(audit.c.subject == "/30"))
    assert broken() is not None


def test_after_everything_was_cut_off_the_chain_goes_on(home: Path) -> None:
    (home / keeping.FILE).write_text("[audit]\nkeep_days = 30\n", encoding="utf-8")
    keep(seen(at=NOW - timedelta(days=99)))
    with state.writing() as conn:
        assert keeping.cut(conn, NOW.date()) == 1
    keep(seen("/sau"))
    assert broken() is None


def test_the_journal_is_cut_only_where_that_is_set_and_both_chains_prove_themselves_afterwards(home: Path) -> None:
    settings = home / keeping.FILE
    settings.write_text("[audit]\nkeep_days = 30\n", encoding="utf-8")
    with state.writing() as conn:
        for days in (900, 800):
            journal.write(conn, Person("An"), "event.opened", f"event:{days}", at=NOW - timedelta(days=days))
    keep(seen("/cu", at=NOW - timedelta(days=790)), seen("/moi"))
    with state.writing() as conn:
        assert keeping.cut(conn, NOW.date()) == 1  # of what was seen; changes are kept for good
    settings.write_text("[audit]\nkeep_days = 30\nkeep_changes_days = 365\n", encoding="utf-8")
    with state.writing() as conn:
        journal.write(conn, Person("Bình"), "event.opened", "event:0", at=NOW)
        far = clock.today() + timedelta(days=366)  # the mark was written today
        # «/moi»; of the journal the three steps and the marks of both cuts, which are said again.
        assert keeping.cut(conn, far) == 1 + 5
        assert journal.first_broken(conn) is None
        assert trail.first_broken(conn) is None
    keep(seen("/sau"))
    with state.writing() as conn:
        journal.write(conn, Person("Chi"), "event.opened", "event:1", at=NOW)
        assert (trail.first_broken(conn), journal.first_broken(conn)) == (None, None)
        left = journal.entries(conn)
        assert left["actor"].tolist()[0] == "Chi"
        assert set(left["action"]) == {"event.opened", trail.CUT, journal.CUT}
        conn.execute(sa.delete(changes).where(changes.c.entry_id == int(left["entry_id"].min())))
        assert journal.first_broken(conn) is not None


@pytest.mark.parametrize(
    "text",
    [
        "[audit]\nkeep_changes_days = 364",
        "[audit]\nkeep_day = 99",
        "keep_days = 5",
        "[audit]\nkeep_days = 1",
        "[audit]\nkeep_days = true",
        "[",
        "x = 1",
    ],
)
def test_a_setting_that_makes_no_sense_is_told(home: Path, text: str) -> None:
    assert keeping.limits() == keeping.Limits(730, None)
    (home / keeping.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(keeping.AuditSettingsError, match=r"audit\.toml"):
        keeping.limits()


def test_the_same_again_within_a_second_is_one_entry_with_its_count() -> None:
    own = Recorder()
    for _ in range(500):
        own._waiting.append(seen("/dang-nhap", kind="refusal"))
    own.flush()
    with state.reading() as conn:
        assert search.find(conn, Wanted(kind="refusal"))["detail"].tolist() == [{"count": 500}]


def test_noting_costs_a_page_far_less_than_a_millisecond() -> None:
    recorder.note(seen("/dau"))
    began = time.process_time()
    for number in range(1000):
        recorder.note(seen(f"/{number}"))
    assert (time.process_time() - began) < 0.2  # of a thousand: a fifth of a millisecond each
    recorder.flush()


def write_many(name: str) -> None:
    """What one process does while another does the same."""
    for number in range(30):
        keep(seen(f"/{name}/{number}"))
        with state.writing() as conn:
            journal.write(conn, Person(name), "event.opened", f"event:{number}")


def test_two_processes_at_once_never_break_a_chain() -> None:
    keep(seen("/dau"))
    working = [shelf.in_another_process(write_many, name) for name in ("a", "b")]
    for one in working:
        one.join(120)
        assert one.exitcode == 0
    with state.reading() as conn:
        assert conn.execute(sa.select(sa.func.count()).select_from(audit)).scalar_one() == 61
        assert (trail.first_broken(conn), journal.first_broken(conn)) == (None, None)


ENDING = """
import signal, sys, time
from tests.data.audit.test_audit import seen
from data.audit import recorder
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
recorder.note(seen("/cuoi"))
print("noted", flush=True)
signal.pause()
"""


def test_a_process_that_is_told_to_end_loses_nothing() -> None:
    keep(seen("/dau"))
    told = subprocess.Popen([sys.executable, "-c", ENDING], stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ})
    assert told.stdout is not None
    assert told.stdout.readline() == b"noted\n"
    told.send_signal(signal.SIGTERM)
    told.stdout.close()
    assert told.wait(60) == 0
    assert "/cuoi" in subjects(Wanted())


def test_a_database_that_does_not_answer_loses_nothing(home: Path) -> None:
    own = Recorder()
    own._waiting.append(seen("/cho"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHISO_STATE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
        with pytest.raises(state.StateError):
            own.flush()
    own.flush()
    assert subjects(Wanted()) == ["/cho"]
