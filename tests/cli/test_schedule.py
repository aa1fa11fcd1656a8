"""``chiso schedule`` and ``chiso check`` as somebody types them, on real folders."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cli import schedule as command
from data import clock
from data.state import lease
from loaders import delivery as kept
from loaders import schedule
from loaders.schedule import FAILED, NOTHING, OK, ScheduledJob
from tests.cli.test_intake import GOOD, run, said


@pytest.fixture
def dropped(store: Path) -> Path:
    """A folder with a report that a daily job looks at."""
    folder = store / "den"
    folder.mkdir(parents=True)
    (folder / "bao-cao.csv").write_text(GOOD, encoding="utf-8")
    text = '[[job]]\nname = "den"\nfolder = "den"\nat = "00:00"\nprovince = "08"\nattempts = 2\n'
    (store / schedule.FILE).write_text(text, encoding="utf-8")
    return folder


def outcomes(store: Path) -> list[tuple[int, str]]:
    return [(one.attempt, one.outcome) for one in schedule.runs(store)]


def test_what_was_missed_is_run_at_the_start_and_once_a_day_only(store: Path, dropped: Path) -> None:
    assert run("schedule", "run", "--once").exit_code == 0
    assert outcomes(store) == [(1, NOTHING)]  # a file is taken when two looks agree
    assert run("schedule", "run", "--once").exit_code == 0
    assert outcomes(store) == [(1, NOTHING)]


def test_a_run_that_finds_something_publishes_it_and_the_log_says_so(store: Path, dropped: Path) -> None:
    (job,) = schedule.read_schedule(store)
    command.attempt_until_done(job)
    command.attempt_until_done(job)
    assert outcomes(store) == [(1, NOTHING), (1, OK)]
    assert len(kept.kept(store)) == 1
    told = said(run("schedule", "log"))
    assert "nhận 1 lần gửi mới và đã công bố" in told
    assert "00:00 hằng ngày" in said(run("schedule", "list"))


def test_a_run_that_fails_is_tried_again_and_every_attempt_is_in_the_log(store: Path) -> None:
    job = ScheduledJob("mat", folder="khong-co", every_minutes=5, attempts=3)
    made = command.attempt_until_done(job, pause=0)
    assert made.outcome == FAILED
    assert outcomes(store) == [(1, FAILED), (2, FAILED), (3, FAILED)]


def test_only_one_process_runs_a_schedule(store: Path, dropped: Path) -> None:
    with lease.held(command.LEASE, patient=False):
        refused = run("schedule", "run", "--once")
    assert refused.exit_code == 1
    assert "tiến trình khác đang chạy" in said(refused)


def test_without_a_schedule_one_is_told_what_to_write(store: Path) -> None:
    refused = run("schedule", "run")
    assert refused.exit_code == 1
    assert "chưa có lịch chạy" in said(refused)


def test_a_check_asks_every_source_and_keeps_nothing(store: Path, dropped: Path) -> None:
    before = sorted(store.rglob("*"))
    found = run("check")
    assert found.exit_code == 0
    assert "đọc được thư mục, 1 tệp" in said(found)
    (dropped / "bao-cao.csv").unlink()
    dropped.rmdir()
    lost = run("check")
    assert lost.exit_code == 1
    assert "không đọc được thư mục" in said(lost)
    assert sorted(store.rglob("*")) == [path for path in before if not path.is_relative_to(dropped)]


def test_a_day_s_hour_and_an_interval_are_kept_in_vietnam_time() -> None:
    now = datetime(2026, 3, 20, 9, 0, tzinfo=clock.VIETNAM)
    daily = command._trigger(ScheduledJob("a", folder="x", at="06:30"))
    assert daily.get_next_fire_time(None, now) == datetime(2026, 3, 21, 6, 30, tzinfo=clock.VIETNAM)
    often = command._trigger(ScheduledJob("a", folder="x", every_minutes=30))
    assert often.get_next_fire_time(now, now) == now + timedelta(minutes=30)
