"""``chiso briefing``, and the publication that closes a period: made once, by a process that nobody has to start."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from briefings import schedule, waking
from briefings.outline import Part, to_json
from cli import schedule as command
from data import clock, periods
from data.state import briefings, store
from data.state.journal import Person
from loaders.schedule import FILE, OK, read_schedule
from tests.briefings import shelf
from tests.briefings.shelf import PROVINCE
from tests.cli.test_intake import GOOD, run, said

pytestmark = pytest.mark.usefixtures("both_databases")
LAN = Person("Nguyễn Thị Lan")
CLOSED = periods.latest_closed("month", 0, clock.today())
SECONDS = 120  # for a process that starts, composes and writes


@pytest.fixture
def home(store: Path, tmp_path: Path) -> Path:
    """A store that knows the month before the last, and a briefing that makes itself."""
    assert load(tmp_path, periods.previous(CLOSED)) == 0
    begin()
    return store


def load(folder: Path, month: str) -> int:
    file = folder / f"{month}.csv"
    file.write_text(GOOD.replace("2026-09", month), encoding="utf-8")
    return run("load", file, "--province", "08").exit_code


def begin() -> None:
    part = Part("economy", "group", "economy", shows=("text", "table"))
    outline = replace(shelf.outline(part), is_scheduled=True)
    with store.writing() as conn:
        briefings.begin(conn, LAN, PROVINCE, "Báo cáo tháng", to_json(outline))


def made(number: int = 1) -> list[tuple[str, str]]:
    """State and code of every job of the briefing."""
    with store.reading() as conn:
        found = briefings.jobs(conn, number)
    return list(zip(found["state"], found["code"], strict=True))


def until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end, f"not in {SECONDS} s: {made()}"
        time.sleep(0.05)


def until_made() -> list[tuple[str, str]]:
    until(lambda: made() and all(state in ("done", "failed") for state, _ in made()))
    return made()


def test_a_publication_that_closes_the_period_makes_the_briefing_once(home: Path, tmp_path: Path) -> None:
    assert made() == []
    assert load(tmp_path, CLOSED) == 0
    ((state, code),) = until_made()
    assert state == "done"
    assert said(run("briefing", "run")) == "1 báo cáo tự làm đã đến kỳ; vừa tạo 0 báo cáo."
    assert run("publish").exit_code == 0
    waking.wake_if_needed()  # as a server that starts
    assert run("briefing", "run").exit_code == 0
    assert until_made() == [("done", code)]


@pytest.fixture
def complete(store: Path, tmp_path: Path) -> Path:
    """The same, with the month that closed: nothing was published since the briefing was begun."""
    assert load(tmp_path, CLOSED) == 0
    begin()
    return store


def test_what_a_killed_worker_had_asked_for_is_made_when_the_server_starts(complete: Path) -> None:
    assert len(schedule.ask_for_due(complete, clock.today())) == 1  # and then it is killed
    assert [state for state, _ in made()] == ["waiting"]
    waking.wake_if_needed()
    assert [state for state, _ in until_made()] == ["done"]


def test_the_schedule_of_the_store_makes_briefings_too(complete: Path) -> None:
    (complete / FILE).write_text('[[job]]\nname = "bao-cao"\ntask = "briefings"\nat = "06:30"\n', encoding="utf-8")
    (job,) = read_schedule(complete)
    done = command.attempt_until_done(job)
    assert done.outcome == OK
    assert done.told.startswith("1 báo cáo tự làm đã đến kỳ; vừa tạo 1 báo cáo.")
    assert [state for state, _ in made()] == ["done"]


def test_templates_are_examined_before_they_are_needed(store: Path) -> None:
    assert "Chưa có mẫu nào" in said(run("briefing", "templates"))
    (store / "briefings").mkdir(parents=True)
    (store / "briefings" / "mau.pptx").write_bytes(b"no deck")
    made = docx.Document()
    made.add_paragraph("{nội dung}")
    made.save(str(store / "briefings" / "mau.docx"))
    told = said(run("briefing", "templates"))
    assert "Mẫu mau.docx dùng được." in told
    assert "mau.pptx bị hỏng" in told
