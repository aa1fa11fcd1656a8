"""From the copy that an upgrade kept the state comes back, is brought up to date and served; what was there is kept."""

import json
import os
import secrets
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import versions
from data.state import journal, lease, shape, store
from data.state.journal import Person
from data.upkeep import restore_state
from tests import shelf
from tests.browser.serving import serving
from tests.cli.test_intake import run, said
from tests.cli.test_upgrade import make_older


@pytest.fixture
def upgraded(both_databases: None, store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that was brought up from an older shape with one step; since then one more was made."""
    if asked := os.environ.get("CHISO_STATE_URL"):  # a server does not start with a password that is easily guessed
        guarded = sa.make_url(asked).set(password=secrets.token_hex(16))
        monkeypatch.setenv("CHISO_STATE_URL", guarded.render_as_string(hide_password=False))
    shelf.deliver(store, "d1", shelf.observed(412.5))
    versions.publish(store, "thử")
    make_older()
    assert run("upgrade").exit_code == 0
    made("test.since")
    lease.Lease(lease.SCHEDULE, "may-1/7/x").take()
    return store


def made(action: str) -> None:
    with store.writing() as conn:
        journal.write(conn, Person("Nam"), action, "test:2")


def steps() -> list[str]:
    with store.reading() as conn:
        assert journal.first_broken(conn) is None
        return journal.entries(conn)["action"].tolist()


def breaks(home: Path) -> None:
    """The database cannot be used any more."""
    store.close()
    if store.url().get_backend_name() == "sqlite":
        (home / store.FILE).write_bytes(b"no database any more, but long enough to be taken for one" * 99)
        return
    engine = store.connected(store.url())
    with engine.begin() as conn:
        conn.exec_driver_sql("DROP TABLE journal")
    engine.dispose()


def copies(home: Path) -> list[Path]:
    return sorted((home / shape.FOLDER).iterdir())


def test_after_an_upgrade_broke_the_state_it_is_restored_and_served_again(upgraded: Path, tmp_path: Path) -> None:
    breaks(upgraded)
    with pytest.raises((store.StateError, sa.exc.ProgrammingError)):
        steps()
    store.close()
    assert "thêm --replace" in said(run("restore", str(upgraded / shape.FOLDER)))
    result = run("restore", str(upgraded / shape.FOLDER), "--replace")
    assert result.exit_code == 0, said(result)
    assert "1 mục trong sổ thay đổi. Chuỗi niêm phong nguyên vẹn." in said(result)
    assert steps() == ["test.step"]
    made("test.after")
    assert steps() == ["test.after", "test.step"]
    store.close()
    with serving(upgraded, log=tmp_path / "serve.log") as served:
        assert served.get("/readyz")[0] == 200
        status, _, page = served.get("/canh-bao")
    assert status == 200
    assert "Không dùng được cơ sở dữ liệu trạng thái" not in page


def test_what_was_there_is_kept_and_can_be_taken_back(upgraded: Path) -> None:
    first = copies(upgraded)[0]
    result = run("restore", str(first), "--replace")
    assert "Trạng thái trước đó được giữ ở" in said(result)
    store.close()
    assert steps() == ["test.step"]
    if store.url().get_backend_name() == "sqlite":
        (kept,) = upgraded.glob(f"{store.FILE}.truoc-khoi-phuc-*[0-9]")
        engine = sa.create_engine(f"sqlite:///{kept}")
        with engine.connect() as conn:
            assert conn.exec_driver_sql("SELECT count(*) FROM journal").scalar() == 2
        engine.dispose()
        return
    (kept,) = set(copies(upgraded)) - {first}
    assert run("restore", str(kept), "--replace").exit_code == 0
    store.close()
    assert steps() == ["test.since", "test.step"]


@pytest.mark.parametrize("damage", ["half", "empty", "line"])
def test_a_damaged_copy_is_told_and_changes_nothing(upgraded: Path, damage: str) -> None:
    (copy,) = copies(upgraded)
    file = copy / "journal.jsonl"
    text = file.read_text(encoding="utf-8")
    file.write_text({"half": text[:-9], "empty": "", "line": f"{text}[1, 2]\n"}[damage], encoding="utf-8")
    result = run("restore", str(copy), "--replace")
    assert result.exit_code == 1
    assert "bị hỏng" in said(result)
    assert steps() == ["test.since", "test.step"]
    assert not list(upgraded.glob(f"{restore_state.DRAFT}*"))


def test_a_copy_that_somebody_changed_is_restored_and_said_so(upgraded: Path) -> None:
    (copy,) = copies(upgraded)
    file = copy / "journal.jsonl"
    names, row = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    row[names.index("actor")] = "người khác"
    file.write_text("\n".join(map(json.dumps, (names, row))) + "\n", encoding="utf-8")
    assert "Chuỗi niêm phong sai từ mục 1" in said(run("restore", str(copy), "--replace"))


def test_a_copy_of_a_newer_program_or_of_another_name_is_refused(upgraded: Path) -> None:
    (copy,) = copies(upgraded)
    newer = copy.rename(copy.with_name("2026-01-01T00-00-00-9999"))
    assert "mới hơn" in said(run("restore", str(newer), "--replace"))
    other = newer.rename(newer.with_name("ban-sao"))
    assert "không phải bản sao trạng thái" in said(run("restore", str(other), "--replace"))
    assert steps() == ["test.since", "test.step"]
