"""Versions on PostgreSQL: a server that goes away and comes back, two machines at once, readers of what is old."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import engine, paths, queries, tables, versions
from data.engine import WarehouseError
from data.kept import schemas, spread
from data.rights.reader import Reader, acting
from tests import shelf
from tests.conftest import new_database
from tests.loaders.sources.programs import POSTGRESQL, Server, postgresql_server, server_mark
from tests.shelf import PROVINCE, REVENUE, deliver, observed, reading

pytestmark = server_mark("PostgreSQL", *POSTGRESQL)
NAMES = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'chiso%' ORDER BY 1"
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO chiso.version%'"
)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server of the test's own, in which versions are kept."""
    with postgresql_server() as running:
        monkeypatch.setenv(schemas.SETTING, running.url)
        yield running
        schemas.close()


def found(url: str, words: str) -> list[object]:
    """The first column of an answer of the server, over a connection of its own."""
    outside = sa.create_engine(url, poolclass=sa.pool.NullPool)
    with outside.connect() as conn:
        return list(conn.execute(sa.text(words)).scalars())


@contextmanager
def held_up(url: str) -> Iterator[None]:
    """Publishers copy everything and then wait, in the middle of their transaction, until the block is left."""
    outside = sa.create_engine(url, poolclass=sa.pool.NullPool).connect()
    outside.execute(sa.text("LOCK TABLE chiso.version IN SHARE MODE"))
    try:
        yield
    finally:
        outside.invalidate()  # the server may have been stopped


def is_held_up(publisher: BaseProcess, url: str) -> bool:
    assert publisher.is_alive(), "it was done before anything could happen to it: the test proves nothing"
    return bool(found(url, WAITING)[0])


def revenue(store: Path) -> list[float]:
    with reading(store) as conn:
        return queries.history(conn, [REVENUE], PROVINCE)["value"].tolist()


def test_a_server_that_is_gone_is_told_and_read_again_when_it_is_back(store: Path, server: Server) -> None:
    deliver(store, "d1", observed(800.0))
    served = versions.publish(store, "trước khi mất")
    warehouse = engine.Warehouse(store)
    with warehouse.connect() as conn:
        assert queries.version(conn)["version"] == served
    server.stop()
    told = r"Không dùng được kho dữ liệu trên PostgreSQL.*Kiểm tra máy chủ PostgreSQL và CHISO_WAREHOUSE_URL"
    for ask in (lambda: warehouse.connect().__enter__(), lambda: versions.publish(store, "không có máy chủ")):
        with pytest.raises(WarehouseError, match=told):
            ask()
    server.start()
    with warehouse.connect() as conn:
        assert queries.version(conn)["version"] == served


def test_a_server_that_stops_in_the_middle_of_a_question_is_told(store: Path, server: Server) -> None:
    versions.publish(store, "trước khi mất")

    def ask_before_and_after() -> None:
        with reading(store) as conn:
            assert queries.communes(conn, PROVINCE).size
            server.stop()
            queries.communes(conn, PROVINCE)

    with pytest.raises(WarehouseError, match="Không dùng được kho dữ liệu trên PostgreSQL"):
        ask_before_and_after()
    server.start()


def test_a_server_that_restarts_in_the_middle_of_publishing_gets_the_version_once(store: Path, server: Server) -> None:
    observations = shelf.deliver_much(store)
    before = versions.publish(store, "trước")
    with held_up(server.url):
        publisher = shelf.in_another_process(shelf.publish_there, store)
        while not is_held_up(publisher, server.url):
            continue
        server.stop()
    server.start()
    publisher.join()
    assert publisher.exitcode == 0
    after, kept = [version.name for version in versions.versions(store)]
    assert (kept, engine.current_name(store)) == (before, after)
    assert found(server.url, NAMES) == ["chiso", schemas.PREFIX + before, schemas.PREFIX + after]
    with reading(store) as conn:
        assert shelf.count(conn) == observations


def test_a_publisher_that_is_killed_leaves_no_schema(store: Path, warehouse_on_postgresql: str) -> None:
    shelf.deliver_much(store)
    before = versions.publish(store, "trước")
    with held_up(warehouse_on_postgresql):
        publisher = shelf.in_another_process(shelf.publish_there, store)
        while not is_held_up(publisher, warehouse_on_postgresql):
            continue
        publisher.kill()
        publisher.join()
    assert engine.current_name(store) == before
    after = versions.publish(store, "sau đó", patience=30)
    assert found(warehouse_on_postgresql, NAMES) == ["chiso", schemas.PREFIX + before, schemas.PREFIX + after]


def hold_the_lock(store: Path, here: object) -> None:
    with versions.only_writer(store):
        here.send("held")
        here.recv()


@pytest.mark.usefixtures("warehouse_on_postgresql")
def test_a_second_machine_waits_for_the_first(store: Path, tmp_path: Path) -> None:
    mine, theirs = shelf.processes.Pipe()
    first = shelf.in_another_process(hold_the_lock, tmp_path / "another machine", theirs)
    assert mine.recv() == "held"
    with pytest.raises(WarehouseError, match="Một lần nạp khác đang chạy"):
        versions.publish(store, "máy thứ hai")
    mine.send("let go")
    first.join()
    assert versions.publish(store, "máy thứ hai", patience=30) == engine.current_name(store)


@pytest.mark.usefixtures("warehouse_on_postgresql")
def test_a_publisher_that_was_overtaken_is_told_and_serves_nothing(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(store, "d1", observed(800.0))
    first = versions.publish(store, "đầu tiên")
    newest = versions.publish(store, "máy khác")
    with monkeypatch.context() as on_files:
        on_files.delenv(schemas.SETTING)
        made = versions.publish(tmp_path, "đang dựng")
        (version,) = versions.versions(tmp_path)
        draft = shutil.copy(paths.warehouse(tmp_path) / f"{made}.duckdb", tmp_path / "draft.duckdb")
    with pytest.raises(WarehouseError, match=f"một máy khác đã công bố phiên bản {newest}"):
        engine.keeper(store).take(Path(draft), version, before=first)
    assert engine.current_name(store) == newest
    assert revenue(store) == [800.0]


def test_a_version_goes_away_only_when_nobody_reads_it(store: Path, warehouse_on_postgresql: str) -> None:
    deliver(store, "d1", observed(800.0))
    old = versions.publish(store, "cũ")
    with reading(store) as conn:
        assert queries.version(conn)["version"] == old
        for number in range(versions.KEEP + 1):
            versions.publish(store, f"lần {number}")
        assert queries.history(conn, [REVENUE], PROVINCE)["value"].tolist() == [800.0]
        assert schemas.PREFIX + old in found(warehouse_on_postgresql, NAMES)
    versions.publish(store, "không ai đọc nữa")
    assert schemas.PREFIX + old not in found(warehouse_on_postgresql, NAMES)


def test_an_account_that_may_not_write_is_told(
    store: Path, warehouse_on_postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = sa.create_engine(warehouse_on_postgresql, poolclass=sa.pool.NullPool, isolation_level="AUTOCOMMIT")
    with outside.connect() as conn:
        conn.exec_driver_sql(f"CREATE ROLE {(name := 'u' + outside.url.database)} LOGIN")
    monkeypatch.setenv(schemas.SETTING, outside.url.set(username=name).render_as_string(hide_password=False))
    with pytest.raises(WarehouseError, match=r"Không ghi được phiên bản mới vào PostgreSQL.*quyền của tài khoản"):
        versions.publish(store, "không có quyền")
    schemas.close()


@pytest.mark.usefixtures("warehouse_on_postgresql")
def test_a_reader_of_little_reach_sees_as_little_as_in_a_file(store: Path) -> None:
    deliver(store, "d1", observed(1.0, area_code="00691"), observed(2.0, area_code="00694"), observed(3.0))
    versions.publish(store, "thử")
    officer = Reader(1, "Nguyễn Văn A", "UBND phường", "commune_officer", PROVINCE, ("00691",), ())
    with acting(officer), engine.connect() as conn:
        assert conn.execute(sa.select(tables.observation.c.area_code)).scalars().all() == ["00691"]


@pytest.mark.parametrize("address", ["mysql://a/b", "::::", "duckdb:///x"])
def test_an_address_that_is_no_postgresql_is_refused_with_the_form_that_is(
    store: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(schemas.SETTING, address)
    with pytest.raises(WarehouseError, match=r"CHISO_WAREHOUSE_URL.*postgresql://"), reading(store):
        pass


def test_without_citus_nothing_is_laid_out(postgresql_server: str) -> None:
    database = sa.create_engine(new_database(postgresql_server), poolclass=sa.pool.NullPool)
    with database.connect() as conn:
        assert spread.spread(conn, "chiso_2026") is False


def test_on_citus_the_small_tables_go_first_and_the_large_ones_by_area() -> None:
    dialect = sa.dialects.postgresql.dialect()
    said = [str(one.compile(dialect=dialect, compile_kwargs={"literal_binds": True})) for one in spread.statements("v")]
    small = [one for one in said if "create_reference_table" in one]
    assert said[len(small) :] == [
        """SELECT create_distributed_table('"v"."observation"', 'area_code') AS create_distributed_table_1""",
        """SELECT create_distributed_table('"v"."area_receipt"', 'area_code', 'hash', '"v"."observation"') """
        "AS create_distributed_table_1",
    ]
    assert len(said) == len(tables.metadata.sorted_tables)
