"""Killed, starved of disk, or not alone: whatever happens to a publisher, readers see a whole version."""

import random
import resource
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import engine, paths, tables, versions
from data.engine import WarehouseError
from tests import shelf
from tests.shelf import deliver, deliver_much, in_another_process, observed, reading

KILLS = 15


def leftovers(store: Path) -> list[str]:
    return sorted(path.name for path in paths.warehouse(store).glob(".building-*"))


def assert_a_whole_version_is_served(store: Path, observations: int) -> str:
    """Its file opens, is the one it says it is, and every value can be read; returns its name."""
    obs = tables.observation.c
    with reading(store) as conn:
        about = conn.execute(sa.select(tables.meta)).one()
        found = conn.execute(sa.select(sa.func.count(), sa.func.count(obs.value), sa.func.sum(obs.value))).one()
    assert (about.version, about.observations) == (engine.current_name(store), observations)
    assert tuple(found) == (observations, observations, 5.0 * observations)  # values 0 to 10, each as often
    return about.version


@pytest.mark.usefixtures("both_warehouses")
def test_a_publisher_killed_at_any_moment_leaves_a_whole_version_served(store):
    observations = deliver_much(store)
    versions.publish(store, "trước khi bị giết")
    began = time.monotonic()
    undisturbed = in_another_process(shelf.publish_there, store)
    undisturbed.join()
    takes = time.monotonic() - began
    assert undisturbed.exitcode == 0
    served = [assert_a_whole_version_is_served(store, observations)]
    killed, left = 0, 0
    for number in range(KILLS):
        began = time.monotonic()
        publisher = in_another_process(shelf.publish_there, store)
        publisher.join(timeout=takes * (number + random.random()) / KILLS)  # noqa: S311  # any moment will do
        publisher.kill()
        publisher.join()
        killed += publisher.exitcode == -signal.SIGKILL
        if publisher.exitcode == 0:  # the first one had to wait for more than its own work
            takes = min(takes, time.monotonic() - began)
        left += bool(leftovers(store))
        served.append(assert_a_whole_version_is_served(store, observations))
        assert served == sorted(served)
    assert killed >= 3, "too few were killed while they ran: the test proves nothing"
    assert left > 0, "none was killed while it wrote: the test proves nothing"
    last = versions.publish(store, "sau khi bị giết")
    assert assert_a_whole_version_is_served(store, observations) == last
    assert leftovers(store) == []


def test_what_a_killed_publisher_left_is_never_listed_or_gone_back_to(store):
    first = versions.publish(store, "đúng")
    second = versions.publish(store, "đang phục vụ")
    folder = paths.warehouse(store)
    (folder / ".building-2099-01-01T00-00-00-000000.duckdb").write_bytes(b"half")
    (folder / ".building-2099-01-01T00-00-00-000000.duckdb.wal").write_bytes(b"half")
    (folder / ".building-2099-01-01T00-00-00-000000.duckdb.tmp").mkdir()
    (folder / ".CURRENT").write_text("2099")
    assert [version.name for version in versions.versions(store)] == [second, first]
    assert versions.rollback(store) == first
    third = versions.publish(store, "dọn")
    assert leftovers(store) == []
    assert engine.current_name(store) == third


def publish_with_little_disk(store: Path, most: int, answer: Connection) -> None:
    """Publishes where no file may grow beyond ``most`` bytes, and sends back what the operator is told."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        versions.publish(store, "đĩa đầy")
        answer.send("")
    except WarehouseError as error:
        answer.send(str(error))


def test_a_full_disk_is_told_and_the_served_version_stays(store):
    observations = deliver_much(store)
    before = versions.publish(store, "còn chỗ")
    size = shelf.served_file(store).stat().st_size
    for share in (0.0, 0.002, 0.1, 0.5, 0.8):
        mine, theirs = shelf.processes.Pipe()
        publisher = in_another_process(publish_with_little_disk, store, int(size * share), theirs)
        told = mine.recv()
        publisher.join()
        assert told.startswith("Không dựng được phiên bản mới")
        assert "Phiên bản đang phục vụ giữ nguyên. Kiểm tra dung lượng đĩa" in told
        assert assert_a_whole_version_is_served(store, observations) == before
        assert [version.name for version in versions.versions(store)] == [before]
        assert leftovers(store) == []
    assert versions.publish(store, "đã dọn đĩa") == assert_a_whole_version_is_served(store, observations)


def test_when_the_pointer_cannot_be_written_the_new_file_is_taken_back(store):
    deliver(store, "d1", observed(800.0))
    before = versions.publish(store, "tốt")
    in_the_way = paths.warehouse(store) / ".CURRENT"
    in_the_way.mkdir()
    with pytest.raises(WarehouseError, match="Phiên bản đang phục vụ giữ nguyên"):
        versions.publish(store, "không ghi được con trỏ")
    assert engine.current_name(store) == before
    assert [path.stem for path in paths.warehouse(store).glob("*.duckdb")] == [before]
    in_the_way.rmdir()
    assert versions.publish(store, "lại tốt") > before


def hold_the_lock(store: Path, here: Connection) -> None:
    with versions.only_writer(store):
        here.send("held")
        here.recv()


@pytest.mark.usefixtures("both_warehouses")
def test_the_second_of_two_publishers_is_told_and_may_try_again(store):
    before = versions.publish(store, "trước")
    mine, theirs = shelf.processes.Pipe()
    first = in_another_process(hold_the_lock, store, theirs)
    assert mine.recv() == "held"
    for attempt in (lambda: versions.publish(store, "thứ hai"), lambda: versions.rollback(store)):
        with pytest.raises(WarehouseError, match=r"Một lần nạp khác đang chạy\. Chờ lần đó xong"):
            attempt()
    assert engine.current_name(store) == before
    mine.send("let go")
    first.join()
    assert versions.publish(store, "thứ hai") > before


@pytest.mark.usefixtures("both_warehouses")
def test_the_lock_of_a_killed_publisher_is_free(store):
    mine, theirs = shelf.processes.Pipe()
    first = in_another_process(hold_the_lock, store, theirs)
    assert mine.recv() == "held"
    first.kill()
    first.join()
    assert versions.publish(store, "sau đó") == engine.current_name(store)
