"""``chiso schedule`` and ``chiso check``: sources that are looked at by themselves."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from rich.table import Table

from cli import alerts, briefing
from cli.console import Tried, complain, console
from cli.intake import ask_source, publish_version, take_one
from cli.program import Commands
from cli.watching import look_once
from data import clock, paths, reasons
from data.state import lease, store
from data.state.lease import Lease, LeaseLostError
from loaders import alert_settings, schedule
from loaders.errors import SourceError
from loaders.examined import examined
from loaders.pipeline import Options
from loaders.schedule import FAILED, NOTHING, OK, Run, ScheduledJob
from loaders.sources import answers
from loaders.sources.declared import read_source

app = Commands(help="Lịch nạp số liệu tự động: chạy, xem lịch, xem nhật ký.")

LEASE = lease.SCHEDULE
TASKS = {"alerts": alerts.run_once, "briefings": briefing.run_once}
PAUSE = 30  # seconds before the second attempt; doubled with each


@app.command()
def run(
    once: Annotated[bool, typer.Option("--once", help="Chỉ chạy những việc đã đến giờ rồi thoát.")] = False,
) -> None:
    """Chạy theo lịch trong schedule.toml của kho; việc bị lỡ khi máy tắt được chạy bù ngay khi khởi động."""
    jobs = schedule.read_schedule(paths.home())
    if not jobs:
        raise SourceError(schedule.FILE, "chưa có lịch chạy.", remedy=f"Tạo tệp trong {paths.home()}, xem hướng dẫn.")
    with _alone(patient=not once) as mine:
        _catch_up(jobs, mine)
        if once:
            return
        console.print(f"Đang chạy {len(jobs)} việc theo lịch. Dừng: Ctrl+C.")
        one_at_a_time = {"default": ThreadPoolExecutor(1)}
        scheduler = BlockingScheduler(timezone=clock.VIETNAM, executors=one_at_a_time)
        for job in jobs:
            work = partial(_work, scheduler, mine, job)
            scheduler.add_job(work, _trigger(job), misfire_grace_time=None, name=job.name)
        try:
            scheduler.start()
        except KeyboardInterrupt:
            console.print("Đã dừng.")


def _work(scheduler: BaseScheduler, mine: Lease, job: ScheduledJob) -> None:
    """One job at its time; the whole schedule ends where another process has taken it over."""
    try:
        mine.require()
    except LeaseLostError as lost:
        complain(str(lost))
        scheduler.shutdown(wait=False)
        return
    attempt_until_done(job)


def _trigger(job: ScheduledJob) -> CronTrigger | IntervalTrigger:
    if (at := job.daily_at) is not None:
        return CronTrigger(hour=at.hour, minute=at.minute, timezone=clock.VIETNAM)
    return IntervalTrigger(minutes=job.every_minutes, timezone=clock.VIETNAM)


@contextmanager
def _alone(*, patient: bool) -> Iterator[Lease]:
    """Only one process, on whichever machine, runs the schedule of a state database; a ``patient`` one waits for it."""
    paths.home().mkdir(parents=True, exist_ok=True)
    with store.reading() as conn:
        other = lease.holder(conn, LEASE)
    if other and patient:
        told = f"Tiến trình {other} đang chạy lịch này; chờ để tiếp quản khi nó dừng."
        console.print(told, soft_wrap=True)
    with lease.held(LEASE, patient=patient) as mine:
        if mine is None:
            raise SourceError(schedule.FILE, "một tiến trình khác đang chạy lịch này.", remedy="Dừng nó trước.")
        yield mine


def _catch_up(jobs: list[ScheduledJob], mine: Lease) -> None:
    """Runs what should have run since its last run, as after a night without power."""
    last = schedule.newest(schedule.runs(paths.home()))
    for job in jobs:
        if job.due_before(clock.now(), last[job.name].started_at if job.name in last else None):
            mine.require()
            attempt_until_done(job)


def attempt_until_done(job: ScheduledJob, pause: float = PAUSE) -> Run:
    """Runs a job, again after a pause while it fails, at most ``attempts`` times; every attempt is in the log."""
    for attempt in range(1, job.attempts + 1):
        made = _attempt(job, attempt)
        schedule.log(paths.home(), made)
        mark = "[red]✗[/red]" if made.outcome == FAILED else "[green]✓[/green]"
        console.print(f"{mark} {made.finished_at:%d/%m/%Y %H:%M} {job.name}: {made.told}", soft_wrap=True)
        if made.outcome != FAILED:
            break
        if attempt < job.attempts:
            time.sleep(pause * 2 ** (attempt - 1))
    return made


def _attempt(job: ScheduledJob, attempt: int) -> Run:
    started = clock.now()
    with Tried() as tried:
        if job.task:
            return Run(job.name, started, clock.now(), attempt, OK, TASKS[job.task]())
        new = _folder(job) if job.folder else _source(job)
        told = f"nhận {new} lần gửi mới và đã công bố." if new else "không có gì mới."
        return Run(job.name, started, clock.now(), attempt, OK if new else NOTHING, told)
    return Run(job.name, started, clock.now(), attempt, FAILED, tried.told)


def _folder(job: ScheduledJob) -> int:
    return look_once(paths.home() / job.folder, examined(Options(province=job.province))).count("kept")


def _source(job: ScheduledJob) -> int:
    """The number of new deliveries of a source; one that only its last good answer speaks for has failed."""
    silent: list[str] = []
    delivery = ask_source(paths.home() / job.source, examined(Options(province=job.province)), silent)
    if silent:
        raise SourceError(job.source, "nguồn không trả lời; đang giữ câu trả lời tốt gần nhất.", remedy="Thử lại sau.")
    if take_one(delivery, dry_run=False) != "kept":
        return 0
    publish_version(f"nguồn {job.name}")
    return 1


@app.command(name="list")
def list_jobs() -> None:
    """Các việc theo lịch và lần chạy gần nhất của mỗi việc."""
    last = schedule.newest(schedule.runs(paths.home()))
    table = Table("Việc", "Nguồn", "Lịch", "Lần chạy gần nhất", "Kết quả")
    for job in schedule.read_schedule(paths.home()):
        when = f"{job.at} hằng ngày" if job.at else f"{job.every_minutes} phút một lần"
        ran = last.get(job.name)
        moment = f"{ran.finished_at:%d/%m/%Y %H:%M}" if ran else "chưa chạy"
        table.add_row(job.name, job.folder or job.source or job.task, when, moment, ran.told if ran else "")
    console.print(table)


@app.command(name="log")
def show_log(count: Annotated[int, typer.Option(min=1, help="Số lần chạy gần nhất.")] = 20) -> None:
    """Nhật ký các lần chạy, mới nhất ở dưới."""
    table = Table("Lúc", "Việc", "Lần thử", "Kết quả")
    for one in schedule.runs(paths.home())[-count:]:
        mark = "✗" if one.outcome == FAILED else "✓"
        table.add_row(f"{one.finished_at:%d/%m/%Y %H:%M}", one.job, str(one.attempt), f"{mark} {one.told}")
    console.print(table)


def check() -> None:
    """Hỏi thử mọi nguồn trong lịch mà không lưu gì: nguồn nào trả lời được, nguồn nào không và vì sao."""
    jobs = schedule.read_schedule(paths.home())
    failed = 0
    for job in jobs:
        with Tried() as tried:
            console.print(f"[green]✓[/green] {job.name}: {_asked(job)}", soft_wrap=True)
        if tried.told:
            failed += 1
            complain(f"{job.name}: {tried.told}")
    if not jobs:
        console.print("Chưa có nguồn nào trong lịch.")
    if failed:
        raise typer.Exit(1)


def _asked(job: ScheduledJob) -> str:
    if job.task:
        return f"{len(alert_settings.read(paths.home()).rules)} quy tắc cảnh báo."
    if job.folder:
        try:
            count = sum(one.is_file() for one in (paths.home() / job.folder).iterdir())
        except OSError as error:
            raise SourceError(
                job.folder, "không đọc được thư mục.", reasons.in_brackets(error), "Kiểm tra đường dẫn."
            ) from error
        return f"đọc được thư mục, {count} tệp."
    declared = replace(read_source(paths.home() / job.source), attempts=1)
    with TemporaryDirectory() as nowhere:  # nothing is kept, and no earlier answer stands in
        sheet = answers.ask(declared, Path(nowhere), clock.now()).sheet
    return f"trả lời {len(sheet.by_rows) - 1} dòng."
