"""The journal: what was done stays as it was written."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from data.state import journal, store, tables
from data.state.journal import Person

DUTY = Person("Nguyễn Văn A", "Văn phòng UBND tỉnh")


@pytest.fixture(autouse=True)
def home(both_databases: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_HOME", str(tmp_path))
    with store.writing() as conn:
        journal.write(conn, DUTY, "event.opened", "event:1", {"tên": "Bão số 3"})
        journal.write(conn, DUTY, "event.closed", "event:1")
        journal.write(conn, journal.THE_SYSTEM, "alert.raised", "alert:7")


def test_entries_are_found_by_what_they_speak_of_the_newest_first() -> None:
    with store.reading() as conn:
        assert journal.entries(conn, "event:1")["action"].tolist() == ["event.closed", "event.opened"]
        assert journal.entries(conn, "alert:")["actor"].tolist() == ["chiso"]
        assert journal.entries(conn, action="event.opened")["detail"].tolist() == [{"tên": "Bão số 3"}]


def test_a_changed_entry_breaks_the_chain_where_it_stands() -> None:
    with store.writing() as conn:
        assert journal.first_broken(conn) is None
        conn.execute(sa.update(tables.journal).where(tables.journal.c.entry_id == 2).values(actor="Người khác"))
        assert journal.first_broken(conn) == 2


def test_a_removed_entry_breaks_the_chain_behind_it() -> None:
    with store.writing() as conn:
        conn.execute(sa.delete(tables.journal).where(tables.journal.c.entry_id == 2))
        assert journal.first_broken(conn) == 3


def test_nobody_acts_without_a_name() -> None:
    with store.writing() as conn, pytest.raises(ValueError, match="name"):
        journal.write(conn, Person(" "), "event.opened", "event:1")
