"""What readers may rely on: the published version, without a restart; and a sentence when there is none."""

import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event

import pytest
import sqlalchemy as sa

from data import engine, queries, tables, versions
from data.engine import WarehouseError
from tests import shelf
from tests.shelf import PROVINCE, REVENUE, deliver, observed, reading

pytestmark = pytest.mark.usefixtures("both_warehouses")

PATIENCE = 10 * engine.CHECK_SECONDS  # seconds that a reader has to notice a new version


def answer_when_asked(questions: Connection) -> None:
    """A reader that runs on: for each question the name and the values of the version that it reads just now."""
    while questions.recv() == "now?":
        questions.send(seen_now())


def seen_now() -> tuple[object, list[float]]:
    with engine.connect() as conn:
        values = queries.history(conn, [REVENUE], PROVINCE)["value"].tolist()
        return queries.version(conn)["version"], values


def publish_value(store: Path, value: float, month: int) -> str:
    deliver(store, f"d{month}", observed(value), on=shelf.datetime(2026, month, 5))
    return versions.publish(store, f"tháng {month}")


def test_a_running_process_follows_new_versions_and_the_way_back(store):
    first = publish_value(store, 800.0, 2)
    mine, theirs = shelf.processes.Pipe()
    reader = shelf.in_another_process(answer_when_asked, theirs)

    def answers_until(name: str) -> list[tuple[object, list[float]]]:
        given, deadline = [], time.monotonic() + PATIENCE
        while not given or (given[-1][0] != name and time.monotonic() < deadline):
            mine.send("now?")
            given.append(mine.recv())
        return given

    assert answers_until(first)[-1] == (first, [800.0])
    second = publish_value(store, 815.0, 3)
    answers = answers_until(second)
    assert answers[-1] == (second, [815.0])
    assert set(map(repr, answers)) <= {repr((first, [800.0])), repr((second, [815.0]))}
    versions.rollback(store)
    assert answers_until(first)[-1] == (first, [800.0])
    mine.send("enough")
    reader.join()
    assert reader.exitcode == 0


def test_threads_that_ask_all_the_time_see_whole_versions_and_in_the_end_the_newest(store):
    expected = {publish_value(store, 800.0, 2): [800.0]}
    enough = Event()

    def ask() -> list[tuple[object, list[float]]]:
        given = [seen_now()]
        while not enough.is_set():
            if (now := seen_now()) != given[-1]:
                given.append(now)
        return given

    def newest_is_seen(name: str) -> bool:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if seen_now()[0] == name:
                return True
        return False

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(ask) for _ in range(3)]
        try:
            for month, value in ((3, 815.0), (4, 820.0)):
                name = publish_value(store, value, month)
                expected[name] = [value]
                assert newest_is_seen(name)
        finally:
            enough.set()
    for reader in readers:
        given = reader.result()
        assert given == [(name, expected[name]) for name in expected if (name, expected[name]) in given]
        assert given[-1] == (name, [820.0])


def test_an_answer_that_is_being_read_ends_with_the_version_that_it_began_with(store):
    first = publish_value(store, 800.0, 2)
    with engine.connect() as conn:
        second = publish_value(store, 815.0, 3)
        assert queries.version(conn)["version"] == first
    with reading(store) as conn:
        assert queries.version(conn)["version"] == second


def test_a_reader_cannot_write(store):
    publish_value(store, 800.0, 2)
    with reading(store) as conn, pytest.raises(sa.exc.DBAPIError, match=r"read-only"):
        conn.execute(sa.delete(tables.observation))


def test_before_anything_is_published_the_reader_is_told_how_to_begin(store):
    with (
        pytest.raises(WarehouseError, match=r"Chưa có số liệu nào được công bố.*«chiso demo».*«chiso load"),
        reading(store),
    ):
        pass
