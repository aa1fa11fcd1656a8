"""What a store of DuckDB files says of a file, or a pointer, that is damaged, foreign or gone."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import engine, paths, queries, tables, versions
from data.engine import WarehouseError
from data.kept import files
from tests import shelf
from tests.shelf import PROVINCE, REVENUE, deliver, observed, reading

DUCKDB_HEADERS, DUCKDB_BLOCK = 3 * 4096, 262_144  # bytes


@pytest.fixture(scope="module")
def shelved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one published value, to copy."""
    home = tmp_path_factory.mktemp("một giá trị")
    deliver(home, "d1", observed(800.0))
    versions.publish(home, "một giá trị")
    return home


@pytest.fixture
def stocked(store: Path, shelved: Path) -> Path:
    """A store of its own with one published value, 800.0."""
    shutil.copytree(shelved, store)
    return store


def test_a_missing_warehouse_file_is_told_with_the_remedy(stocked):
    shelf.served_file(stocked).unlink()
    with (
        pytest.raises(WarehouseError, match=r"Không tìm thấy tệp kho.*chiso versions.*chiso rollback"),
        reading(stocked),
    ):
        pass


@pytest.mark.parametrize("pointer", [b"", b"\n", b"\0\0\0", b"\xff\xfe", b"../../etc/passwd", b"x" * 5000])
def test_a_damaged_pointer_is_told_with_the_remedy(stocked, pointer):
    (paths.warehouse(stocked) / files.POINTER).write_bytes(pointer)
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
    other = sa.create_engine(files.url(file))
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
    (paths.warehouse(store) / files.POINTER).write_text("2099-damaged")
    with pytest.raises(WarehouseError, match=r"2099-damaged\.duckdb bị hỏng"), reading(store) as conn:
        conn.execute(sa.select(tables.observation)).all()


def test_a_warehouse_of_another_schema_version_is_told_with_the_remedy(stocked):
    file = shelf.served_file(stocked)
    writer = sa.create_engine(files.url(file))
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


def test_going_back_to_a_damaged_version_is_refused(store):
    first, second = versions.publish(store, "sẽ hỏng"), versions.publish(store, "tốt")
    (paths.warehouse(store) / f"{first}.duckdb").write_bytes(bytes(9000))
    with pytest.raises(WarehouseError, match="bị hỏng"):
        versions.rollback(store)
    assert engine.current_name(store) == second
    assert [version.name for version in versions.versions(store)] == [second]


@pytest.mark.parametrize("pointer", [None, b"", b"\0\0\0\0", b"\xff\xfe../../etc", b"2020-01-01T00-00-00-000000"])
def test_when_the_pointer_is_lost_going_back_means_the_newest_version(store, pointer):
    made = [versions.publish(store, f"lần {number}") for number in range(2)]
    current = paths.warehouse(store) / files.POINTER
    current.unlink()
    if pointer is not None:
        current.write_bytes(pointer)
    assert versions.rollback(store) == made[1]
    assert engine.current_name(store) == made[1]
