"""When which source is looked at, and what came of it: ``schedule.toml`` of the store, and its log of runs.

[[job]]
name = "thu-muc-so-tai-chinh"   # names the job in the log
folder = "/srv/bao-cao"         # a folder that departments drop files into, or
source = "nguon/tram.toml"      # a declared source (see loaders/sources/declared.py), beside this file, or
task = "alerts"                 # alert rules judged, the digest made, what waits sent; or
task = "briefings"              # briefings made whose period has closed
every_minutes = 30              # or
at = "06:30"                    # every day, Vietnam time
province = "08"                 # for files that do not say it
attempts = 3                    # how often a run that fails is tried
"""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from data import rotation
from loaders import declarations
from loaders.errors import SourceError

TASKS = ("alerts", "briefings")
FILE, LOG = "schedule.toml", "runs.jsonl"
DAY = timedelta(days=1)
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
OK, NOTHING, FAILED = "ok", "nothing", "failed"


@dataclass(frozen=True)
class ScheduledJob:
    """One line of the schedule; see the head of this module."""

    name: str
    folder: str = ""
    source: str = ""
    task: str = ""
    every_minutes: int = 0
    at: str = ""
    province: str = ""
    attempts: int = 3

    @property
    def daily_at(self) -> time | None:
        return time.fromisoformat(self.at) if self.at else None

    def due_before(self, now: datetime, last: datetime | None) -> bool:
        """Whether a run should have begun since the last one: also one that was missed while nobody ran anything."""
        if last is None:
            return True
        return self.previous_due(now) > last

    def previous_due(self, now: datetime) -> datetime:
        """The newest moment at which a run was due."""
        if self.daily_at is None:
            return now - timedelta(minutes=self.every_minutes)
        today = datetime.combine(now.date(), self.daily_at)
        return today if today <= now else today - DAY


@dataclass(frozen=True)
class Run:
    """One attempt of a job, as the log keeps it."""

    job: str
    started_at: datetime
    finished_at: datetime
    attempt: int
    outcome: str  # OK, NOTHING new, FAILED
    told: str  # a Vietnamese sentence


def read_schedule(home: Path) -> list[ScheduledJob]:
    """The jobs of a store; none without a schedule.

    Raises:
        SourceError: the file is no TOML, or a job is declared wrongly; all problems at once.
    """
    file = home / FILE
    if not file.exists():
        return []
    jobs, problems = declarations.entries(declarations.content(file, "lịch chạy"), "job")
    for place, one in enumerate(jobs, start=1):
        problems += declarations.each(f"Việc {place}", declarations.shape(ScheduledJob, one) or _problems(one, home))
    problems += declarations.twice("Tên", [str(one["name"]) for one in jobs if "name" in one])
    declarations.refuse(FILE, "lịch chạy", problems)
    return [ScheduledJob(**one) for one in jobs]


def _problems(raw: dict[str, Any], home: Path) -> list[str]:
    job = ScheduledJob(**raw)
    problems = declarations.code("name", job.name)
    if [bool(job.folder), bool(job.source), bool(job.task)].count(True) != 1:
        problems.append("cần đúng một trong ba trường «folder», «source», «task».")
    if job.task:
        problems += declarations.one_of("task", job.task, TASKS)
    if bool(job.every_minutes) == bool(job.at) or job.every_minutes < 0:
        problems.append("cần đúng một trong hai trường «every_minutes» (từ 1) và «at» (như 06:30).")
    if job.at and not TIME.fullmatch(job.at):
        problems.append(declarations.wrong("at", job.at, "phải là giờ như 06:30"))
    problems += declarations.between("attempts", job.attempts, 1, 10)
    if job.source and not (home / job.source).is_file():
        problems.append(declarations.wrong("source", job.source, "không có tệp này trong kho"))
    return problems


def runs(home: Path) -> list[Run]:
    """The log, oldest first.  A last line that was cut off by a power failure is left out."""
    file = home / LOG
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    found = []
    for place, line in enumerate(lines):
        try:
            found.append(_run(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            if place < len(lines) - 1:
                raise SourceError(
                    LOG, f"dòng {place + 1} không đọc được.", remedy="Khôi phục từ bản sao lưu."
                ) from error
    return found


def _run(told: dict[str, Any]) -> Run:
    moments = {name: datetime.fromisoformat(told[name]) for name in ("started_at", "finished_at")}
    return Run(told["job"], **moments, attempt=told["attempt"], outcome=told["outcome"], told=told["told"])


def log(home: Path, run: Run) -> None:
    """Adds a run to the log; one that has grown too long is put aside, and the new one begins with each job's last."""
    home.mkdir(parents=True, exist_ok=True)
    kept = newest(runs(home)).values() if rotation.is_full(home / LOG) else ()
    rotation.make_room(home / LOG)
    with (home / LOG).open("a", encoding="utf-8") as file:
        file.writelines(_line(one) for one in (*kept, run))
        file.flush()
        os.fsync(file.fileno())


def _line(run: Run) -> str:
    moments = {name: getattr(run, name).isoformat() for name in ("started_at", "finished_at")}
    return json.dumps(vars(run) | moments, ensure_ascii=False) + "\n"


def newest(found: Iterable[Run]) -> dict[str, Run]:
    """The last run of each job."""
    return {one.job: one for one in found}
