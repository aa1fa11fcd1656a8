"""A load that is killed at any moment, or is not alone, leaves a whole version served and a store that goes on."""

import os
import random
import signal
import time
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from cli.main import app
from data import engine, paths, tables, versions
from data.kept import files
from loaders import delivery as kept
from tests import shelf
from tests.cli.test_intake import GOOD, HEADER, run, said
from tests.loaders.books import matrix
from tests.shelf import in_another_process, reading

pytestmark = pytest.mark.takes(100)

KILLS = 50
WHOLE = {"original", "observations.parquet", "refusals.parquet", "notes.json", "delivery.json"}


def report(folder: Path, number: int) -> Path:
    """A small report as a department sends it, with a refused cell; each one another file."""
    body = [[1, "00829", "Xã Thắng Mố", 100 + number, 5], [2, "00715", "Xã Lũng Cú", "abc", 7]]
    return matrix(folder / f"bieu-{number}.xlsx", body)


def load_there(home: str, file: str) -> None:
    """What a process does that is killed while it loads."""
    os.environ["CHISO_HOME"] = home
    app(["load", file, "--province", "08"])  # ends the process with the code of the command


def served(store: Path) -> str:
    """The name of the served version; "" before there is one."""
    pointer = paths.warehouse(store) / files.POINTER
    return pointer.read_text(encoding="ascii") if pointer.exists() else ""


def assert_nothing_is_half(store: Path, looked_at: set[Path] | None = None) -> None:
    """Every kept delivery has all its files, and the served version every value of every delivery that it names.

    Deliveries that were ``looked_at`` before are not read again: no load touches them.
    """
    looked_at = set() if looked_at is None else looked_at
    for folder in set(paths.deliveries(store).glob("*")) - looked_at:
        assert {path.name for path in folder.iterdir()} >= WHOLE
        pd.read_parquet(folder / "observations.parquet")
        looked_at.add(folder)
    if not served(store):
        return
    obs, sent = tables.observation.c, tables.delivery.c
    with reading(store) as conn:
        about = conn.execute(sa.select(tables.meta)).one()
        said_to_hold = conn.execute(sa.select(sent.delivery_id, sent.rows_accepted).order_by(sent.delivery_id)).all()
        by_delivery = sa.select(obs.delivery_id, sa.func.count()).group_by(obs.delivery_id).order_by(obs.delivery_id)
        held = conn.execute(by_delivery).all()
    assert about.version == served(store)
    assert [tuple(row) for row in held] == [tuple(row) for row in said_to_hold]


def test_a_load_killed_at_any_moment_is_as_if_it_never_was_or_goes_on_where_it_stopped(
    store: Path, tmp_path: Path
) -> None:
    began = time.monotonic()
    whole = in_another_process(load_there, str(tmp_path / "another"), str(report(tmp_path, 0)))
    whole.join()
    takes = time.monotonic() - began
    assert whole.exitcode == 0
    killed, found, looked_at = 0, set(), set[Path]()
    for number in range(1, KILLS + 1):  # the first of them before anything is there
        before = served(store)
        file = report(tmp_path, number)
        loader = in_another_process(load_there, str(store), str(file))
        began = time.monotonic()
        loader.join(timeout=takes * random.random())  # noqa: S311  # any moment will do
        loader.kill()
        loader.join()
        if loader.exitcode == -signal.SIGKILL:
            killed += 1
        else:
            assert loader.exitcode == 0, f"load {number} failed by itself"
            takes = time.monotonic() - began  # the machine is quicker now
        assert_nothing_is_half(store, looked_at)
        is_kept = any(one["file_name"] == file.name for one in kept.kept(store))
        found.add((is_kept, served(store) != before))
    assert killed >= KILLS // 3, "too few were killed while they ran: the test proves nothing"
    assert (False, False) in found, "none was killed before it was kept"
    assert run("load", *tmp_path.glob("bieu-*.xlsx"), "--province", "08").exit_code == 0
    assert_nothing_is_half(store)
    with reading(store) as conn:
        assert shelf.count(conn, tables.delivery) == KILLS + 1
    assert list(paths.warehouse(store).glob(".building-*")) == []


def test_what_was_kept_but_not_published_is_published_when_it_is_loaded_again(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.csv"
    file.write_text(GOOD, encoding="utf-8")
    run("load", file, "--province", "08", "--no-publish")  # as if it had been killed before it could publish
    again = run("load", file, "--province", "08")
    assert "đã được lưu trước đây nhưng chưa công bố" in said(again)
    with reading(store) as conn:
        assert shelf.count(conn) == 1
    assert "không có gì thay đổi" in said(run("load", file, "--province", "08"))


def test_two_loads_at_once_both_end_well(store: Path, tmp_path: Path) -> None:
    files = [report(tmp_path, number) for number in (1, 2)]
    loaders = [in_another_process(load_there, str(store), str(file)) for file in files]
    for loader in loaders:
        loader.join()
    assert [loader.exitcode for loader in loaders] == [0, 0]
    assert_nothing_is_half(store)
    with reading(store) as conn:
        assert shelf.count(conn, tables.delivery) == 2


def test_a_load_waits_for_another_one_only_so_long(store: Path) -> None:
    versions.publish(store, "trước")
    with versions.only_writer(store), pytest.raises(engine.WarehouseError, match="Một lần nạp khác đang chạy"):
        versions.publish(store, "thứ hai", patience=0.3)


def test_the_second_of_two_different_figures_counts_whoever_publishes_first(store: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_text(f"{HEADER}\ntq_budget_revenue,08,Tỉnh Tuyên Quang,2026-09,412.5\n", encoding="utf-8")
    other.write_text(f"{HEADER}\ntq_budget_revenue,08,Tỉnh Tuyên Quang,2026-09,420.5\n", encoding="utf-8")
    run("load", other, "--province", "08", "--as-of", "2026-10-20", "--no-publish")
    run("load", one, "--province", "08", "--as-of", "2026-10-05")
    with reading(store) as conn:
        newest = tables.observation.c.superseded_at == tables.END_OF_TIME
        assert conn.execute(sa.select(tables.observation.c.value).where(newest)).scalars().all() == [420.5]
