"""What the audit of packages finds, and that the project's own lock stands up to it as far as a desk can tell."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from deploy import audit, locked

GOOD = "a" * 64


def of(text: str, tmp_path: Path) -> list[locked.Pinned]:
    file = tmp_path / "requirements.lock"
    file.write_text(text, encoding="utf-8")
    return locked.lock(file)


def test_the_own_lock_has_one_version_and_checksums_of_everything_that_the_project_declares() -> None:
    packages = locked.lock()
    assert len(packages) > 100
    assert [*audit.loose(packages), *audit.differing(packages)] == []


def test_every_package_of_the_own_lock_is_under_a_licence_that_was_looked_at() -> None:
    assert list(audit.unlicensed(locked.lock())) == []


@pytest.mark.parametrize("line", [
    f"flask>=3 --hash=sha256:{GOOD}",
    f"flask==3.* --hash=sha256:{GOOD}",
    f"flask==3.1,!=3.2 --hash=sha256:{GOOD}",
    "flask==3.1",
])  # fmt: skip
def test_what_is_not_one_version_with_a_checksum_is_told(tmp_path: Path, line: str) -> None:
    assert list(audit.loose(of(line, tmp_path)))


def test_a_lock_that_lags_behind_the_project_is_told(tmp_path: Path) -> None:
    lines = [f"{one.name}=={one.version} --hash=sha256:{GOOD}" for one in locked.lock() if one.name != "duckdb"]
    behind = [line.replace("dash==4", "dash==3") if line.startswith("dash==") else line for line in lines]
    told = "\n".join(audit.differing(of("\n".join(behind), tmp_path)))
    assert ("duckdb" in told, "dash" in told, told.count("\n")) == (True, True, 1)


def test_a_licence_that_nobody_looked_at_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(audit.JUDGED, "unidecode")
    assert ["unidecode" in one for one in audit.unlicensed(locked.lock())] == [True]


def test_a_server_is_given_what_it_needs_and_nothing_of_the_tests() -> None:
    names = {one.name for one in locked.to_run()}
    assert {"dash", "duckdb", "psycopg-binary", "setuptools"} <= names  # an extra, and what others need
    assert not names & {"pytest", "playwright", "mypy", "locust"}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of packages in a folder, with one wheel that it has withdrawn."""
    wheel = tmp_path / "simple" / "rut" / "rut-1.0-py3-none-any.whl"
    wheel.parent.mkdir(parents=True)
    about = "Metadata-Version: 2.1\nName: rut\nVersion: 1.0\n"
    tags = "Wheel-Version: 1.0\nGenerator: thu\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(wheel, "w") as packed:
        for name, text in (("METADATA", about), ("WHEEL", tags), ("RECORD", "")):
            packed.writestr(f"rut-1.0.dist-info/{name}", text)
    return tmp_path


@pytest.mark.parametrize(("mark", "told"), [("", 0), ('data-yanked="vá lỗi"', 1)])
def test_a_version_that_the_index_has_withdrawn_is_told(index: Path, mark: str, told: int) -> None:
    wheel = next(iter((index / "simple").rglob("*.whl")))
    link = f'<a href="{wheel.name}" {mark}>{wheel.name}</a>'
    (wheel.parent / "index.html").write_text(f"<!DOCTYPE html><html><body>{link}</body></html>", encoding="utf-8")
    file = index / "requirements.lock"
    file.write_text(f"rut==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n", encoding="utf-8")
    found = list(audit.withdrawn(file, "--isolated", "--index-url", (index / "simple").as_uri()))
    assert (len(found), "rut" in "".join(found)) == (told, bool(told))


def test_an_index_that_does_not_answer_is_no_good_word(index: Path) -> None:
    file = index / "requirements.lock"
    file.write_text(f"rut==1.0 --hash=sha256:{GOOD}\n", encoding="utf-8")
    assert "không trả lời" in "".join(audit.withdrawn(file, "--isolated", "--index-url", (index / "khong-co").as_uri()))
