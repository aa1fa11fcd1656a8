"""Several schedulers on one state: each job once, and who was killed is followed within a minute."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from apscheduler.schedulers.background import BackgroundScheduler

from cli import schedule as command
from cli.schedule import LEASE
from data import clock
from data.state import lease, store
from data.state.lease import Lease
from data.state.tables import lease as leases
from loaders import schedule

pytestmark = pytest.mark.takes(100)

JOBS = '[[job]]\nname = "den"\nfolder = "den"\nat = "00:00"\nprovince = "08"\nattempts = 1\n'


@pytest.fixture
def home(store: Path) -> Path:
    (store / "den").mkdir(parents=True)
    (store / schedule.FILE).write_text(JOBS, encoding="utf-8")
    return store


@pytest.fixture
def started() -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a scheduler as its service does."""
    running: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "cli.main", "schedule", "run"]
        running.append(subprocess.Popen(words, stdout=subprocess.DEVNULL))
        return running[-1]

    yield start
    for one in running:
        one.kill()
        one.wait()


def wait_for(is_so: Callable[[], object], seconds: float = 120) -> float:
    """How long it took."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds
        time.sleep(0.05)
    return time.monotonic() - began


def holding() -> str:
    with store.reading() as conn:
        return lease.holder(conn, LEASE)


def pid() -> int:
    """Of the one that holds the lease; 0 while nobody does."""
    return int(holding().partition("/")[2].split("/")[0] or 0)


@pytest.mark.usefixtures("both_databases")
def test_two_that_start_at_once_run_each_job_once_and_a_killed_one_is_followed(
    home: Path, started: Callable[[], subprocess.Popen[bytes]]
) -> None:
    both = [started(), started()]
    wait_for(lambda: schedule.runs(home))
    first = next(one for one in both if one.pid == pid())
    first.kill()
    taken = wait_for(lambda: pid() not in (0, first.pid))
    assert taken < 60
    other = next(one for one in both if one is not first)
    assert (pid(), other.poll()) == (other.pid, None)
    assert len(schedule.runs(home)) == 1


@pytest.mark.usefixtures("both_databases")
def test_of_many_who_ask_at_once_one_holds_it(home: Path) -> None:
    with store.reading():
        pass
    code = "from data.state.lease import Lease; print(Lease('mot').take())"
    asking = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert sorted(one.communicate()[0].strip() for one in asking) == ["False", "False", "False", "True"]


@pytest.mark.usefixtures("both_databases")
def test_who_was_not_heard_of_for_too_long_loses_it_and_learns_so_before_the_next_step(home: Path) -> None:
    slow, next_one = Lease("lich"), Lease("lich")
    assert slow.take()
    assert not next_one.take()
    assert slow.take()
    with store.writing() as conn:
        conn.execute(sa.update(leases).values(until=leases.c.until - 2 * lease.TERM))
    assert next_one.take()
    with pytest.raises(lease.LeaseLostError, match="đã tiếp quản"):
        slow.require()


def test_who_ends_in_order_lets_the_next_begin_at_once(home: Path) -> None:
    with lease.held("lich", patient=False) as mine:
        assert mine is not None
        with lease.held("lich", patient=False) as other:
            assert other is None
    assert Lease("lich").take()


def test_a_scheduler_whose_place_was_taken_runs_nothing_and_ends(home: Path) -> None:
    scheduler, frozen = BackgroundScheduler(timezone=clock.VIETNAM), Lease(LEASE)
    scheduler.start()
    assert frozen.take()
    (job,) = schedule.read_schedule(home)
    command._work(scheduler, frozen, job)
    assert len(schedule.runs(home)) == 1
    with store.writing() as conn:
        conn.execute(sa.update(leases).values(holder="may-khac/1/x"))
    command._work(scheduler, frozen, job)
    assert len(schedule.runs(home)) == 1
    assert not scheduler.running
