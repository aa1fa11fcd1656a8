"""A schedule as a person writes it, and the log that it leaves."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from loaders import schedule
from loaders.errors import SourceError
from loaders.schedule import FAILED, OK, Run, ScheduledJob

NOW = datetime(2026, 3, 20, 9, 0)


def written(home: Path, text: str) -> Path:
    (home / schedule.FILE).write_text(text, encoding="utf-8")
    return home


def test_jobs_say_what_is_looked_at_and_when(tmp_path):
    (tmp_path / "tram.toml").touch()
    home = written(
        tmp_path,
        '[[job]]\nname = "thu-muc"\nfolder = "/srv/den"\nevery_minutes = 30\n'
        '[[job]]\nname = "tram"\nsource = "tram.toml"\nat = "06:30"\nattempts = 1\n',
    )
    first, second = schedule.read_schedule(home)
    assert (first.folder, first.every_minutes, first.attempts) == ("/srv/den", 30, 3)
    assert (second.source, second.at, second.attempts) == ("tram.toml", "06:30", 1)


def test_a_store_without_a_schedule_has_no_jobs(tmp_path):
    assert schedule.read_schedule(tmp_path) == []


@pytest.mark.parametrize(
    ("job", "told"),
    [
        ('name = "a"\nfolder = "x"', "«every_minutes»"),
        ('name = "a"\nfolder = "x"\nat = "25:00"', "«at» ghi «25:00», phải là giờ"),
        ('name = "a"\nfolder = "x"\nat = "06:30"\nevery_minutes = 5', "đúng một trong hai trường «every_minutes»"),
        ('name = "a"\nat = "06:30"', "«folder», «source»"),
        ('name = "Việc"\nfolder = "x"\nat = "06:30"', "chữ thường không dấu"),
        ('name = "a"\nfolder = "x"\nat = "06:30"\nattempts = 0', "từ 1 đến 10"),
        ('name = "a"\nfolder = "x"\nat = "06:30"\nevry = 1', "không có trường «evry»"),
        ('name = "a"\nfolder = "x"\nat = 630', "«at» ghi «630», phải là chữ"),
        ('name = "a"\nsource = "khong-co.toml"\nat = "06:30"', "không có tệp này trong kho"),
    ],
)
def test_a_mistake_is_told_with_the_job_and_the_entry(tmp_path, job, told):
    with pytest.raises(SourceError, match=r"lịch chạy chưa đúng.*Việc 1") as error:
        schedule.read_schedule(written(tmp_path, f"[[job]]\n{job}\n"))
    assert told in str(error.value)


@pytest.mark.parametrize("text", ["[[job", "job = 3", 'cron = "x"', "\x00"])
def test_a_file_that_is_no_schedule_is_told(tmp_path, text):
    with pytest.raises(SourceError, match=r"schedule\.toml"):
        schedule.read_schedule(written(tmp_path, text))


def test_two_jobs_of_one_name_are_told(tmp_path):
    job = '[[job]]\nname = "a"\nfolder = "x"\nat = "06:30"\n'
    with pytest.raises(SourceError, match="«a» được dùng hai lần"):
        schedule.read_schedule(written(tmp_path, job * 2))


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, True),
        (datetime(2026, 3, 20, 6, 31), False),
        (datetime(2026, 3, 19, 6, 31), True),
        (datetime(2026, 3, 1, 6, 31), True),
    ],
)
def test_a_daily_run_that_was_missed_is_due_until_it_has_run(last, due):
    assert ScheduledJob("a", folder="x", at="06:30").due_before(NOW, last) is due


def test_before_its_hour_yesterday_s_run_is_the_one_that_counts():
    job = ScheduledJob("a", folder="x", at="10:00")
    assert job.previous_due(NOW) == datetime(2026, 3, 19, 10, 0)


@pytest.mark.parametrize(("minute", "due"), [(29, False), (31, True)])
def test_a_run_every_half_hour_is_due_half_an_hour_after_the_last(minute, due):
    job = ScheduledJob("a", folder="x", every_minutes=30)
    assert job.due_before(datetime(2026, 3, 20, 9, minute), NOW) is due


def run_at(hour: int, outcome: str = OK) -> Run:
    moment = datetime(2026, 3, 20, hour)
    return Run("a", moment, moment, 1, outcome, "nhận 1 lần gửi mới")


def test_the_log_keeps_every_run_and_names_the_newest_of_each_job(tmp_path):
    for one in (run_at(6, FAILED), run_at(7)):
        schedule.log(tmp_path, one)
    assert schedule.runs(tmp_path) == [run_at(6, FAILED), run_at(7)]
    assert schedule.newest(schedule.runs(tmp_path)) == {"a": run_at(7)}


def test_a_last_line_that_a_power_failure_cut_is_left_out_but_a_hole_is_told(tmp_path):
    schedule.log(tmp_path, run_at(6))
    with (tmp_path / schedule.LOG).open("a", encoding="utf-8") as file:
        file.write('{"job": "a", "star')
    assert schedule.runs(tmp_path) == [run_at(6)]
    with (tmp_path / schedule.LOG).open("a", encoding="utf-8") as file:
        file.write("\n{}\n")
    with pytest.raises(SourceError, match="dòng 2"):
        schedule.runs(tmp_path)


def test_a_log_that_grew_too_long_is_put_aside_and_still_tells_the_last_run_of_each_job(tmp_path):
    at = NOW.isoformat()
    lines = [
        {"job": job, "started_at": at, "finished_at": at, "attempt": 1, "outcome": OK, "told": f"{number} " + "x" * 900}
        for number in range(3000)
        for job in ("a", "b")
    ]
    file = tmp_path / schedule.LOG
    file.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    before = schedule.newest(schedule.runs(tmp_path))
    schedule.log(tmp_path, Run("b", NOW, NOW, 2, FAILED, "mới"))
    assert file.stat().st_size < 10_000
    found = schedule.newest(schedule.runs(tmp_path))
    assert (found["a"], found["b"].told) == (before["a"], "mới")
    assert len((tmp_path / f"{schedule.LOG}.1").read_text(encoding="utf-8").splitlines()) == len(lines)
