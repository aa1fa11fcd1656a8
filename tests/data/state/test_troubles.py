"""A PostgreSQL that is slow or full: pages say so and go on, nothing is lost, nothing is written twice."""

import importlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import clock, versions
from data.audit import search
from data.audit.recorder import Recorder
from data.audit.search import Wanted
from data.audit.trail import Seen
from data.kept import WarehouseError, schemas
from data.state import journal, store
from data.state.journal import Person
from data.state.store import StateError
from tests import shelf
from tests.apps import fresh
from tests.conftest import new_database
from tests.loaders.sources.programs import POSTGRESQL, USER, program, server_mark

pytestmark = server_mark("PostgreSQL", *POSTGRESQL)
NAM = Person("Nam")
HURRIED = "-c statement_timeout=400 -c lock_timeout=300"


def may_mount() -> bool:
    """Whether a disk of a few megabytes can be made here: in memory, by the superuser."""
    if os.geteuid() != 0 or program("mount") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        words = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]
        if subprocess.run(words, check=False, capture_output=True).returncode:
            return False
        subprocess.run(["umount", folder], check=True)
    return True


@pytest.fixture
def on_postgresql(postgresql_server: str, store_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sa.URL]:
    """The state in a database of its own, at which nobody waits for long."""
    found = sa.make_url(new_database(postgresql_server)).update_query_dict({"options": HURRIED})
    monkeypatch.setenv("CHISO_STATE_URL", found.render_as_string(hide_password=False))
    write("test.first")
    yield found
    store.close()


@pytest.fixture
def store_home(store: Path) -> Path:
    store.mkdir(parents=True)
    return store


def write(action: str, **detail: str) -> None:
    with store.writing() as conn:
        journal.write(conn, NAM, action, "test:1", detail)


def actions() -> list[str]:
    with store.reading() as conn:
        assert journal.first_broken(conn) is None
        return journal.entries(conn)["action"].tolist()[::-1]


@contextmanager
def held(where: sa.URL, table: str) -> Iterator[None]:
    """Somebody keeps a table to themselves: to everybody else the database does not answer."""
    engine = sa.create_engine(where.difference_update_query(["options"]), poolclass=sa.pool.NullPool)
    with engine.begin() as conn:
        conn.exec_driver_sql(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield
    engine.dispose()


def test_nobody_waits_for_an_answer_without_end(
    postgresql_server: str, store_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHISO_STATE_URL", new_database(postgresql_server))
    with store.reading() as conn:
        told = sa.select(sa.func.current_setting("statement_timeout"), sa.func.current_setting("lock_timeout"))
        assert tuple(conn.execute(told).one()) == ("30s", "15s")
    store.close()


def test_a_slow_database_is_told_and_what_was_not_written_can_be_done_again(on_postgresql: sa.URL) -> None:
    with held(on_postgresql, "journal"), pytest.raises(StateError, match="chưa được ghi"):
        write("test.second")
    assert actions() == ["test.first"]
    write("test.second")
    assert actions() == ["test.first", "test.second"]


def test_a_question_that_takes_too_long_is_told_as_that(on_postgresql: sa.URL) -> None:
    with pytest.raises(StateError, match="không trả lời kịp, máy chủ cơ sở dữ liệu đang quá tải"), store.reading() as c:
        c.execute(sa.select(sa.func.pg_sleep(30)))


def test_a_page_of_a_slow_database_says_so_and_comes_back(on_postgresql: sa.URL, store_home: Path) -> None:
    shelf.deliver(store_home, "first", shelf.observed(410.5))
    versions.publish(store_home, "thử")
    fresh()  # pages are registered with an app
    canh_bao = importlib.import_module("pages.canh_bao")
    with held(on_postgresql, "alert"):
        assert "thử lại sau ít phút" in str(canh_bao.layout())
    assert "thử lại sau ít phút" not in str(canh_bao.layout())


@pytest.fixture
def disk() -> Iterator[Path]:
    """A disk of a few megabytes."""
    if not may_mount():
        pytest.skip("no small disk can be made here")
    folder = Path(tempfile.mkdtemp(prefix="chiso-nho-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", folder], check=True)
    yield folder
    store.close()
    subprocess.run(["umount", "--lazy", folder], check=True)  # PostgreSQL may hold a dropped file for a moment more
    folder.rmdir()


@pytest.fixture
def small_disk(postgresql_server: str, disk: Path) -> Iterator[tuple[Path, str]]:
    """The disk, and the name of a tablespace on it."""
    folder = disk
    data, name = folder / "pg", f"nho_{folder.name[-8:].lower()}"
    data.mkdir()
    shutil.chown(data, USER)
    folder.chmod(0o755)
    made = sa.create_engine(postgresql_server, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    with made.connect() as conn:
        conn.exec_driver_sql(f"CREATE TABLESPACE {name} LOCATION '{data}'")
    yield folder, name
    store.close()
    schemas.close()
    with made.connect() as conn:
        own = "SELECT datname FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace WHERE t.spcname = %s"
        for database in conn.exec_driver_sql(own, (name,)).scalars().all():
            conn.exec_driver_sql(f"DROP DATABASE {database} WITH (FORCE)")
        conn.exec_driver_sql(f"DROP TABLESPACE {name}")


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Nothing more fits on the disk."""
    rest = folder / "day"
    with rest.open("wb", buffering=0) as file:
        free = shutil.disk_usage(folder).free
        file.write(b"x" * free)
    try:
        yield
    finally:
        rest.unlink()


def see_until_it_fails(own: Recorder) -> None:
    """Pages are seen until the last free page of the disk is taken."""
    while True:
        much = os.urandom(4000).hex()
        own._waiting.append(Seen(clock.now(), 7, "Nam", "", "staff", "", "view", "page.viewed", much))
        own.flush()


def test_on_a_full_disk_the_state_says_so_and_nothing_is_lost_or_written_twice(
    small_disk: tuple[Path, str], postgresql_server: str, store_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, space = small_disk
    monkeypatch.setenv("CHISO_STATE_URL", new_database(postgresql_server, f"tablespace {space}"))
    write("test.first")
    own = Recorder()
    own._waiting.append(Seen(clock.now(), 7, "Nam", "", "staff", "10.0.0.7", "view", "page.viewed", "/x" * 40_000))
    much = os.urandom(200_000).hex()  # that no compression makes small
    with full(folder):
        with pytest.raises(StateError, match=r"hết chỗ trên đĩa\. Thao tác vừa làm chưa được ghi"):
            write("test.second", much=much)
        with pytest.raises(StateError, match="hết chỗ trên đĩa"):
            see_until_it_fails(own)
        assert actions() == ["test.first"]  # it still answers
    write("test.second", much=much)
    assert actions() == ["test.first", "test.second"]
    own.flush()
    own.flush()
    with store.reading() as conn:
        subjects = search.find(conn, Wanted(kind="view"))["subject"]
    assert subjects.is_unique
    assert "/x" * 40_000 in set(subjects)


def test_a_full_disk_under_sqlite_is_told_as_well(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_HOME", str(disk / "kho"))
    monkeypatch.delenv("CHISO_STATE_URL", raising=False)
    write("test.first")
    much = os.urandom(200_000).hex()
    with full(disk), pytest.raises(StateError, match=r"hết chỗ trên đĩa\. Thao tác vừa làm chưa được ghi"):
        write("test.second", much=much)
    assert actions() == ["test.first"]
    write("test.second", much=much)
    assert actions() == ["test.first", "test.second"]


def test_on_a_full_disk_a_version_is_not_published_and_the_one_before_goes_on(
    small_disk: tuple[Path, str], postgresql_server: str, store_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, space = small_disk
    where = new_database(postgresql_server, f"tablespace {space}")
    monkeypatch.setenv(schemas.SETTING, where.replace("+psycopg", ""))
    shelf.deliver(store_home, "first", shelf.observed(410.5))
    first = versions.publish(store_home, "thử")
    shelf.deliver(store_home, "second", shelf.observed(500.5, "2026-02"))
    with full(folder), pytest.raises(WarehouseError, match="hết chỗ trên đĩa"):
        versions.publish(store_home, "thử")
    assert [one.name for one in versions.versions(store_home)] == [first]
    second = versions.publish(store_home, "thử")
    assert {one.name for one in versions.versions(store_home)} == {first, second}
