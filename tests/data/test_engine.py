"""What readers may rely on: the published version, without a restart; and a sentence when there is none."""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event

import pytest
import sqlalchemy as sa

from data import engine, paths, queries, tables, versions
from data.engine import WarehouseError
from tests import shelf
from tests.shelf import PROVINCE, REVENUE, deliver, observed, reading

DUCKDB_HEADERS, DUCKDB_BLOCK = 3 * 4096, 262_144  # bytes
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


@pytest.fixture(scope="module")
def shelved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one published value, to copy."""
    home = tmp_path_factory.mktemp("một giá trị")
    publish_value(home, 800.0, 2)
    return home


@pytest.fixture
def stocked(store: Path, shelved: Path) -> Path:
    """A store of its own with one published value, 800.0."""
    shutil.copytree(shelved, store)
    return store


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


def test_a_reader_cannot_write(stocked):
    with reading(stocked) as conn, pytest.raises(sa.exc.ProgrammingError, match=r"read-only"):
        conn.execute(sa.delete(tables.observation))


def test_before_anything_is_published_the_reader_is_told_how_to_begin(store):
    with (
        pytest.raises(WarehouseError, match=r"Chưa có số liệu nào được công bố.*«chiso demo».*«chiso load"),
        reading(store),
    ):
        pass


def test_a_missing_warehouse_file_is_told_with_the_remedy(stocked):
    shelf.served_file(stocked).unlink()
    with (
        pytest.raises(WarehouseError, match=r"Không tìm thấy tệp kho.*chiso versions.*chiso rollback"),
        reading(stocked),
    ):
        pass


@pytest.mark.parametrize("pointer", [b"", b"\n", b"\0\0\0", b"\xff\xfe", b"../../etc/passwd", b"x" * 5000])
def test_a_damaged_pointer_is_told_with_the_remedy(stocked, pointer):
    (paths.warehouse(stocked) / engine.POINTER).write_bytes(pointer)
    with pytest.raises(WarehouseError, match=r"CURRENT của kho dữ liệu bị hỏng.*«chiso rollback»"), reading(stocked):
        pass


@pytest.mark.parametrize("share", [0.0, 0.0001, 0.001, 0.1, 0.5, 0.9, 0.9999])
def test_a_truncated_warehouse_is_told_with_the_remedy(stocked, share):
    file = shelf.served_file(stocked)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])
    with (
        pytest.raises(WarehouseError, match=r"bị hỏng.*«chiso rollback».*--rebuild"),
        reading(stocked),
    ):
        pass


@pytest.mark.parametrize("content", [b"PK\x03\x04" * 5000, b"SQLite format 3\0" * 500, b"area_code,value\n" * 2000])
def test_a_file_that_is_no_warehouse_is_told_with_the_remedy(stocked, content):
    shelf.served_file(stocked).write_bytes(content)
    with pytest.raises(WarehouseError, match=r"bị hỏng hoặc không phải kho"), reading(stocked):
        pass


def test_a_database_without_our_tables_is_told_with_the_remedy(stocked):
    file = shelf.served_file(stocked)
    file.unlink()
    other = sa.create_engine(engine.url(file))
    with other.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE something (x INTEGER)")
    other.dispose()
    with pytest.raises(WarehouseError, match=r"không phải kho của Chiso"), reading(stocked):
        pass


def test_damaged_values_are_told_when_they_are_read(store):
    shelf.deliver_much(store)
    versions.publish(store, "sẽ hỏng ở giữa")
    file = shelf.served_file(store)
    with reading(store) as conn:
        stored = "SELECT max(block_id) FROM pragma_storage_info('observation') WHERE persistent"
        block = conn.exec_driver_sql(stored).scalar_one()
    content = bytearray(file.read_bytes())
    content[DUCKDB_HEADERS + block * DUCKDB_BLOCK + 100] ^= 0xFF
    # Under a name of its own: this process has the sound file open.
    file.with_stem("2099-damaged").write_bytes(content)
    versions.point_at(store, "2099-damaged")
    with pytest.raises(WarehouseError, match=r"2099-damaged\.duckdb bị hỏng"), reading(store) as conn:
        conn.execute(sa.select(tables.observation)).all()


def test_a_warehouse_of_another_schema_version_is_told_with_the_remedy(stocked):
    file = shelf.served_file(stocked)
    writer = sa.create_engine(engine.url(file))
    with writer.begin() as conn:
        conn.execute(sa.update(tables.meta).values(schema_version=tables.SCHEMA_VERSION + 1))
    writer.dispose()
    told = f"cấu trúc phiên bản {tables.SCHEMA_VERSION + 1}, chương trình cần {tables.SCHEMA_VERSION}.*--rebuild"
    with pytest.raises(WarehouseError, match=told), reading(stocked):
        pass


def test_a_rebuild_mends_whatever_was_damaged(stocked):
    shelf.served_file(stocked).write_bytes(b"")
    versions.publish(stocked, "dựng lại")
    with reading(stocked) as conn:
        assert queries.history(conn, [REVENUE], PROVINCE)["value"].tolist() == [800.0]


def test_a_reader_that_met_a_damaged_version_goes_on_when_it_is_mended(stocked):
    warehouse = engine.Warehouse(stocked)
    shelf.served_file(stocked).write_bytes(b"")
    with pytest.raises(WarehouseError), warehouse.connect():
        pass
    mended = versions.publish(stocked, "dựng lại")
    with warehouse.connect() as conn:
        assert queries.version(conn)["version"] == mended
