"""A newer program finds an older store: what is due is told, the state is copied first, and there is no way back."""

import json
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import versions
from data.state import chain, journal, shape, store
from data.state.store import StateError
from tests import shelf
from tests.cli.test_intake import run, said


@pytest.fixture
def older(store: Path) -> Path:
    """A store whose state has the shape of an older program, with a step in its journal."""
    make_older()
    return store


def old_step(conn: sa.Connection, action: str, subject: str) -> None:
    """A step as a program wrote it whose journal knew neither account nor address."""
    row = {"at": datetime(2026, 1, 5, 8, 30), "actor": "chiso", "agency": "", "action": action, "subject": subject,
           "detail": {}, "previous_hash": ""}  # fmt: skip
    names = ("at", "actor", "agency", "action", "subject", "detail", "previous_hash", "hash")
    then = sa.Table("journal", sa.MetaData(), *(sa.Column(name, journal.journal.c[name].type) for name in names))
    conn.execute(sa.insert(then), row | {"hash": chain.sealed(row)})


def make_older() -> None:
    engine = store.connected(store.url())
    with store.pen(engine) as conn:
        shape.migrate(conn, "0003")
        old_step(conn, "test.step", "test:1")
    engine.dispose()


def revision() -> str:
    with store.as_it_stands() as conn:
        return shape.revisions(conn)[0]


def test_asking_tells_the_steps_that_are_due_and_changes_nothing(older: Path) -> None:
    result = run("upgrade", "--check")
    assert result.exit_code == 3
    assert "Cấu trúc trạng thái, bước 0004" in said(result)
    assert "bước 0003" not in said(result)
    assert revision() == "0003"
    assert not (older / shape.FOLDER).exists()


@pytest.mark.usefixtures("both_databases")
def test_the_state_is_copied_before_its_shape_changes(store: Path) -> None:
    make_older()
    assert run("upgrade").exit_code == 0
    (copy,) = (store / shape.FOLDER).iterdir()
    assert copy.name.endswith("-0003")
    columns, row = map(json.loads, (copy / "journal.jsonl").read_text(encoding="utf-8").splitlines())
    assert dict(zip(columns, row, strict=True))["action"] == "test.step"
    assert run("upgrade", "--check").exit_code == 0
    assert len(list((store / shape.FOLDER).iterdir())) == 1


def test_opening_the_state_copies_it_too(older: Path) -> None:
    with store.reading() as conn:
        assert journal.first_broken(conn) is None
    assert len(list((older / shape.FOLDER).iterdir())) == 1


def test_what_cannot_be_copied_is_not_changed(older: Path) -> None:
    (older / shape.FOLDER).write_text("không phải thư mục", encoding="utf-8")
    with pytest.raises(StateError, match="chưa thay đổi gì"), store.reading():
        pass
    assert revision() == "0003"


def test_there_is_no_way_back_from_a_newer_program_and_the_sentence_names_both_steps(older: Path) -> None:
    engine = sa.create_engine(store.url())
    with engine.begin() as conn:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    for words in (("upgrade",), ("upgrade", "--check"), ("alerts", "list")):
        result = run(*words)
        assert result.exit_code == 1
        assert "do phiên bản Chiso mới hơn tạo ra (bước 9999; chương trình này biết đến bước 00" in said(result)
    assert revision() == "9999"


def test_a_version_of_other_tables_is_built_anew(store: Path) -> None:
    shelf.deliver(store, "d1", shelf.observed(412.5))
    name = versions.publish(store, "thử")
    engine = sa.create_engine(f"duckdb:///{shelf.served_file(store)}")
    with engine.begin() as conn:
        conn.exec_driver_sql("UPDATE meta SET schema_version = 1")
    engine.dispose()
    assert run("upgrade", "--check").exit_code == 3
    result = run("upgrade")
    assert "Đã dựng lại số liệu: phiên bản" in said(result)
    with shelf.reading(store) as conn:
        assert shelf.count(conn) == 1
    assert shelf.served_file(store).stem > name
    assert run("upgrade", "--check").exit_code == 0


def test_a_store_that_is_up_to_date_or_not_there_needs_nothing(store: Path) -> None:
    assert "không cần cập nhật gì" in said(run("upgrade", "--check"))
    assert not store.exists()
