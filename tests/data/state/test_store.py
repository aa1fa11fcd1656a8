"""The state database: its shape, its transactions, and what it says when it cannot be used."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from data.state import journal, store, tables
from data.state.journal import Person

DUTY = Person("Nguyễn Văn A", "Văn phòng UBND tỉnh")
WRITER = """
from data.state import journal, store
for number in range(20):
    with store.writing() as conn:
        journal.write(conn, journal.THE_SYSTEM, "test.step", f"test:{number}")
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHISO_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("both_databases")
def test_the_migrations_lead_to_the_tables_as_declared() -> None:
    with store.reading() as conn:
        assert compare_metadata(MigrationContext.configure(conn), tables.metadata) == []


def write_then_fail(conn: sa.Connection) -> None:
    journal.write(conn, DUTY, "event.opened", "event:1")
    journal.write(conn, Person(""), "event.closed", "event:1")


@pytest.mark.usefixtures("both_databases")
def test_a_transaction_that_fails_leaves_nothing() -> None:
    with pytest.raises(ValueError, match="name"), store.writing() as conn:
        write_then_fail(conn)
    with store.reading() as conn:
        assert journal.entries(conn).empty


@pytest.mark.usefixtures("both_databases")
def test_writers_that_start_at_once_all_get_their_turn_and_the_chain_holds(home: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER]) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    with store.reading() as conn:
        assert len(journal.entries(conn)) == 60
        assert journal.first_broken(conn) is None


def test_who_begins_a_database_while_another_does_waits_for_it(home: Path) -> None:
    other = sqlite3.connect(home / store.FILE, isolation_level=None, check_same_thread=False)
    other.execute("begin immediate")
    threading.Timer(0.3, other.execute, ["commit"]).start()
    with store.writing():
        assert not other.in_transaction
    other.close()


def test_a_database_of_a_newer_program_is_left_alone_and_named(home: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{home / store.FILE}")
    with engine.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        conn.exec_driver_sql("INSERT INTO alembic_version VALUES ('9999')")
    engine.dispose()
    with pytest.raises(store.StateError, match="phiên bản Chiso mới hơn"), store.reading():
        pass


def test_a_file_that_is_no_database_is_named_with_a_remedy(home: Path) -> None:
    (home / store.FILE).write_bytes(b"not a database, but long enough to look like something" * 40)
    with pytest.raises(store.StateError, match="cơ sở dữ liệu trạng thái"), store.reading():
        pass


def test_a_file_that_is_damaged_while_we_read_it_is_named_with_a_remedy(home: Path) -> None:
    with store.writing() as conn:
        journal.write(conn, DUTY, "event.opened", "event:1")
    store.close()  # the process goes on, its next connection is a new one
    with (home / store.FILE).open("r+b") as file:
        file.seek(4096)
        file.write(b"damaged" * 20_000)
    with pytest.raises(store.StateError, match="cơ sở dữ liệu trạng thái"), store.reading() as conn:
        journal.entries(conn)


@pytest.mark.parametrize("address", ["mysql://a/b", "::::"])
def test_an_address_that_we_cannot_use_is_refused_with_the_form_that_we_can(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHISO_STATE_URL", address)
    with pytest.raises(store.StateError, match=r"postgresql\+psycopg"), store.reading():
        pass
