"""Copies are whole or not there, taken while people work, and lead back to the same store."""

import json
import multiprocessing.process
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import clock, engine, paths, versions
from data.state import copying, journal, shape, store
from data.state.journal import Person
from data.upkeep import backup, drill, figures, manifest, records, restore
from data.upkeep.manifest import CopyError
from tests import shelf
from tests.cli.test_upgrade import old_step
from tests.data.state.test_store import WRITER

DUTY = Person("Nguyễn Văn A", "Văn phòng UBND tỉnh")


@pytest.fixture
def home(store: Path) -> Path:
    """A store with two deliveries, one of them published, settings and two steps in the journal."""
    shelf.deliver(store, "d1", shelf.observed(412.5), shelf.observed(None, "2026-02", status="missing"))
    versions.publish(store, "thử")
    (store / "ghi-chu").mkdir()
    (store / "ghi-chu" / "mau.toml").write_text("# của tỉnh", encoding="utf-8")
    (store / "briefings" / "abc").mkdir(parents=True)
    (store / "briefings" / "abc" / "bao-cao.docx").write_bytes(b"PK")
    (store / "errors.jsonl").write_text("{}\n", encoding="utf-8")
    sign("event.opened", "event.closed")
    return store


def sign(*actions: str) -> None:
    with store.writing() as conn:
        for action in actions:
            journal.write(conn, DUTY, action, "event:1", {"Lý do": "bão", "số": 1.5})


def entries() -> list[tuple[object, ...]]:
    with store.reading() as conn:
        assert journal.first_broken(conn) is None
        return [tuple(row) for row in journal.entries(conn).to_numpy().tolist()]


def move_to(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    store.close()
    monkeypatch.setenv("CHISO_HOME", str(home))
    return home


@pytest.mark.usefixtures("both_databases")
def test_a_copy_leads_back_to_the_same_store(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = backup.make(home, tmp_path / "sao")
    before, served = entries(), shelf.contents(home)
    there = move_to(tmp_path / "moi", monkeypatch)
    done = restore.restore(copy, there, replace=bool(os.environ.get("CHISO_STATE_URL")))
    assert (done.differing, done.unpublished, done.observations, done.before) == ([], 0, 2, None)
    assert entries() == before
    for name, frame in shelf.contents(there).items():
        assert frame.equals(served[name]), name
    assert (there / "ghi-chu" / "mau.toml").read_text(encoding="utf-8") == "# của tỉnh"
    assert (there / "briefings" / "abc" / "bao-cao.docx").read_bytes() == b"PK"
    assert not (there / "errors.jsonl").exists()
    sign("event.reopened")
    assert [row[0] for row in entries()] == [3, 2, 1]


def test_what_was_kept_in_sqlite_is_restored_into_postgresql(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    before, copy = entries(), backup.make(home, tmp_path / "sao")
    server = sa.make_url(request.getfixturevalue("postgresql_server"))
    made = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    with made.connect() as conn:
        conn.exec_driver_sql("create database doi_kho")
    store.close()
    monkeypatch.setenv("CHISO_STATE_URL", server.set(database="doi_kho").render_as_string(hide_password=False))
    restore.restore(copy, tmp_path / "moi")
    assert entries() == before
    sign("event.reopened")
    assert [row[0] for row in entries()] == [3, 2, 1]
    with pytest.raises(CopyError, match="CHISO_STATE_URL không trống"):
        restore.restore(copy, tmp_path / "nua")
    store.close()


@pytest.mark.usefixtures("both_databases")
def test_a_copy_that_is_taken_while_people_work_is_of_one_moment(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER]) for _ in range(2)]
    while len(entries()) < 4:
        time.sleep(0.01)
    copies = [backup.make(home, tmp_path / f"sao{number}") for number in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert len(entries()) == 42
    for copy in copies:
        head, *lines = (copy / manifest.STATE / "journal.jsonl").read_text(encoding="utf-8").splitlines()
        told = [dict(zip(json.loads(head), json.loads(line), strict=True)) for line in lines]
        seals = [(one["previous_hash"], one["hash"]) for one in told]
        assert [before for before, _ in seals] == ["", *(own for _, own in seals)][:-1]
        assert manifest.read(copy).state_rows["journal"] == len(lines) >= 4


def test_a_store_that_is_not_empty_is_replaced_only_on_demand_and_kept_beside(home: Path, tmp_path: Path) -> None:
    copy = backup.make(home, tmp_path / "sao")
    sign("event.after")
    with pytest.raises(CopyError, match=r"không trống.*--replace"):
        restore.restore(copy, home)
    assert len(entries()) == 3
    store.close()
    done = restore.restore(copy, home, replace=True)
    assert len(entries()) == 2
    assert done.before is not None
    assert (done.before / store.FILE).exists()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:-1] + b"?"), "sai mã kiểm tra"),
        (lambda file: file.unlink(), "đã mất"),
        (lambda file: file.with_name("la.json").write_text("{}"), "không thuộc bản sao lưu"),
    ],
)
def test_a_copy_that_is_not_as_it_was_written_is_refused_by_file(
    home: Path, tmp_path: Path, spoil: Callable[[Path], object], told: str
) -> None:
    copy = backup.make(home, tmp_path / "sao")
    spoil(copy / "store" / "deliveries" / "d1" / "delivery.json")
    with pytest.raises(CopyError, match=rf"store/deliveries/d1/\w+.json \({told}\)"):
        restore.restore(copy, tmp_path / "moi")
    assert not (tmp_path / "moi").exists()


def test_what_is_no_copy_is_told(home: Path, tmp_path: Path) -> None:
    (tmp_path / "khac" / "chiso-1").mkdir(parents=True)
    with pytest.raises(CopyError, match="Không có bản sao lưu nào"):
        restore.restore(tmp_path / "khac", tmp_path / "moi")
    (tmp_path / "khac" / "chiso-1" / manifest.FILE).write_text("{", encoding="utf-8")
    with pytest.raises(CopyError, match="không phải là bản sao lưu trọn vẹn"):
        restore.restore(tmp_path / "khac", tmp_path / "moi")


def killed_when(process: multiprocessing.process.BaseProcess, is_there: Callable[[], bool]) -> None:
    while not is_there():
        assert process.is_alive()
        time.sleep(0.002)
    process.kill()
    process.join()
    assert process.exitcode == -9


def test_a_backup_that_is_killed_leaves_no_half_copy(home: Path, tmp_path: Path) -> None:
    shelf.deliver_much(home)
    versions.publish(home, "nhiều")
    folder = tmp_path / "sao"
    process = shelf.in_another_process(backup.make, home, folder)
    killed_when(process, lambda: any(folder.glob(f"{backup.MAKING}*/state")))
    assert manifest.copies(folder) == []
    whole = backup.make(home, folder)
    assert manifest.copies(folder) == [whole]
    assert not list(folder.glob(f"{backup.MAKING}*"))
    manifest.verify(whole, manifest.read(whole))


def test_a_restoration_that_is_killed_leaves_nothing_half_and_is_begun_anew(home: Path, tmp_path: Path) -> None:
    shelf.deliver_much(home)
    copy = backup.make(home, tmp_path / "sao")
    there = tmp_path / "moi"
    process = shelf.in_another_process(restore.restore, copy, there)
    killed_when(process, lambda: any(there.with_name(f"{restore.DRAFT}moi").glob("warehouse/.building-*")))
    assert not there.exists()
    assert restore.restore(copy, there).deliveries == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kho", "moi", "sao"]


def test_only_the_newest_copies_are_kept(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sao"
    made = [backup.make(home, folder, keep=2)]
    for _ in range(2):
        while clock.now().replace(microsecond=0) <= manifest.read(made[-1]).made_at.replace(microsecond=0):
            time.sleep(0.05)
        made.append(backup.make(home, folder, keep=2))
    assert manifest.copies(folder) == made[1:]


def test_a_copy_does_not_go_into_the_store_nor_beside_another_that_is_being_made(home: Path, tmp_path: Path) -> None:
    with pytest.raises(CopyError, match="nằm trong kho"):
        backup.make(home, home / "sao")
    (tmp_path / "sao").mkdir()
    with backup.only_one(tmp_path / "sao"), pytest.raises(CopyError, match="Một lần sao lưu khác đang chạy"):
        backup.make(home, tmp_path / "sao")
    with pytest.raises(CopyError, match="Chưa có kho nào"):
        backup.make(tmp_path / "khong-co", tmp_path / "sao")


def test_a_copy_is_closed_to_others(home: Path, tmp_path: Path) -> None:
    assert backup.make(home, tmp_path / "sao").stat().st_mode & 0o077 == 0


def test_the_state_of_an_older_program_is_restored_and_brought_up_to_date(tmp_path: Path) -> None:
    old = store_at(tmp_path / "cu.sqlite3")
    with store_pen(old) as conn:
        journal_table(conn)
        folder = tmp_path / "copy"
        copying.write(conn, folder)
    new = store_at(tmp_path / "moi.sqlite3")
    with store_pen(new) as conn:
        shape.migrate(conn, "0003")
        copying.fill(conn, folder)
        shape.migrate(conn)
        assert journal.first_broken(conn) is None
        assert "account" in sa.inspect(conn).get_table_names()
    old.dispose()
    new.dispose()


def store_at(file: Path) -> sa.Engine:
    return store.connected(sa.URL.create("sqlite", database=str(file)))


store_pen = store.pen


def journal_table(conn: sa.Connection) -> None:
    shape.migrate(conn, "0003")
    old_step(conn, "event.opened", "event:1")


def test_a_copy_of_a_newer_program_is_refused(home: Path, tmp_path: Path) -> None:
    copy = backup.make(home, tmp_path / "sao")
    told = json.loads((copy / manifest.FILE).read_text(encoding="utf-8"))
    (copy / manifest.FILE).write_text(json.dumps(told | {"revision": "9999"}), encoding="utf-8")
    with pytest.raises(CopyError, match="phiên bản Chiso mới hơn"):
        restore.restore(copy, tmp_path / "moi")
    (copy / manifest.FILE).write_text(json.dumps(told | {"format": 2}), encoding="utf-8")
    with pytest.raises(CopyError, match="dạng 2"):
        restore.restore(copy, tmp_path / "moi")
    assert not (tmp_path / "moi").exists()


def test_a_drill_restores_elsewhere_compares_and_says_how_long_it_took(home: Path, tmp_path: Path) -> None:
    backup.make(home, tmp_path / "sao")
    done = drill.drill(home, tmp_path / "sao")
    assert done.is_good, done.told
    assert done.told.startswith("Khôi phục được 1 lần nhận, 2 giá trị, mọi bảng giống hệt kho đang phục vụ.")
    assert records.newest(home, records.DRILL) == done
    assert sorted(path.name for path in (tmp_path / "sao").iterdir()) == [
        ".lock",
        manifest.copies(tmp_path / "sao")[0].name,
    ]


def test_a_drill_tells_a_copy_that_misses_what_is_served_and_one_that_is_damaged(home: Path, tmp_path: Path) -> None:
    copy = backup.make(home, tmp_path / "sao")
    shelf.deliver(home, "d2", shelf.observed(1.0, "2026-03"))
    versions.publish(home, "thêm")
    done = drill.drill(home, tmp_path / "sao")
    assert (done.is_good, "thiếu 1 lần nhận" in done.told) == (False, True)
    (copy / "store" / "ghi-chu" / "mau.toml").write_text("khác", encoding="utf-8")
    done = drill.drill(home, tmp_path / "sao")
    assert (done.is_good, "store/ghi-chu/mau.toml (sai mã kiểm tra)" in done.told) == (False, True)
    assert records.newest(home, records.DRILL) is None


def test_figures_differ_when_one_digit_does(home: Path, tmp_path: Path) -> None:
    with engine.connect() as conn:
        before = figures.of(conn)
    record = paths.deliveries(home) / "d1" / "delivery.json"
    record.write_text(record.read_text(encoding="utf-8").replace("d1.xlsx", "d1.xlsm"), encoding="utf-8")
    versions.publish(home, "lại")
    with shelf.reading(home) as conn:
        assert figures.differing(before, figures.of(conn)) == ["delivery"]


@pytest.mark.usefixtures("both_databases")
def test_what_is_copied_is_of_one_moment_from_the_first_table_to_the_last(home: Path) -> None:
    sign("event.opened")
    counted = sa.select(sa.func.count()).select_from(journal.journal)
    with store.as_it_stands() as conn:
        before = conn.execute(counted).scalar_one()
        sign("event.closed")
        assert conn.execute(counted).scalar_one() == before
    assert len(entries()) == before + 1


def test_a_drill_tells_the_tables_that_are_not_the_same(home: Path, tmp_path: Path) -> None:
    backup.make(home, tmp_path / "sao")
    record = paths.deliveries(home) / "d1" / "delivery.json"
    record.write_text(record.read_text(encoding="utf-8").replace("d1.xlsx", "d1.xlsm"), encoding="utf-8")
    versions.publish(home, "lại")
    done = drill.drill(home, tmp_path / "sao")
    assert (done.is_good, "ở các bảng: delivery." in done.told) == (False, True)
