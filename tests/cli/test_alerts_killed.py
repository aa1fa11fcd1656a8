"""A run of alerts that is really killed: the next one completes it, nothing is lost and nothing is sent twice."""

import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import clock, versions
from data.state import journal
from data.state import store as state
from data.state.tables import alert, alert_run, outbox
from tests import shelf
from tests.data.alerts.mail_server import MailServer, certificate, mail_server

pytestmark = pytest.mark.takes(40)

ROOT = Path(__file__).parents[2]
RULES, EVERY, PATIENCE = 2000, 100, 120  # forty batches, time enough to be killed in; one in EVERY is told at once
RULE = """
[[rule]]
code = "luat-{number:04}"
name = "Quy tắc {number:04}"
kind = "threshold"
indicator = "tq_tthc_on_time_rate"
limit = 90
severity = "{severity}"
"""
CHANNEL = """
[[channel]]
name = "thu"
kind = "mail"
host = "127.0.0.1"
port = {port}
sender = "chiso@vi.du"
to = "a@vi.du"
ca_file = "chung-thu.pem"
digest_at = ""
"""


class Held(list[str]):
    """Letters of which the third is taken, but not answered until it is let ``go``."""

    def __init__(self) -> None:
        super().__init__()
        self.taken, self.go = threading.Event(), threading.Event()

    def append(self, letter: str) -> None:
        super().append(letter)
        if len(self) == 3:
            self.taken.set()
            self.go.wait(PATIENCE)


@pytest.fixture
def home(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A version in which one commune breaks every rule."""
    monkeypatch.delenv("CHISO_STATE_URL", raising=False)
    row = shelf.observed(71, "2026-01", indicator_code="tq_tthc_on_time_rate", area_code="00721")
    shelf.deliver(store, "first", row)
    versions.publish(store, "thử")
    return store


def declare(home: Path, port: int) -> None:
    rules = [RULE.format(number=number, severity="notice" if number % EVERY else "critical") for number in range(RULES)]
    (home / "alerts.toml").write_text("".join([*rules, CHANNEL.format(port=port)]), encoding="utf-8")


def begin() -> subprocess.Popen[bytes]:
    """``chiso alerts run`` as a process of its own."""
    command = [sys.executable, "-c", "from cli.main import app; app()", "alerts", "run"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for(happened: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while not happened():
        assert process.poll() is None, "it ended before it could be killed: the test proves nothing"
        assert time.monotonic() < until
        time.sleep(0.001)


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    assert process.wait() == -signal.SIGKILL


def some_batches_are_kept() -> bool:
    if not state.begun():
        return False
    with state.reading() as conn:
        try:
            return bool(conn.execute(sa.select(alert_run.c.next_rule)).scalar())
        except sa.exc.OperationalError:  # its tables are still being made
            return False


def fired() -> Counter[str]:
    """How many causes each of our rules has."""
    with state.reading() as conn:
        return Counter(
            conn.execute(sa.select(alert.c.rule_code).where(alert.c.rule_code.startswith("luat-"))).scalars()
        )


def letters(server: MailServer) -> Counter[str]:
    """How often each rule of ours was told."""
    found = (re.search(r"Message-ID: <fired\.(luat-\d+)\.", letter) for letter in server.letters)
    return Counter(one[1] for one in found if one)


def test_a_run_killed_between_batches_and_then_while_sending_loses_nothing_and_repeats_nothing(home: Path) -> None:
    made = certificate(home)
    told = {f"luat-{number:04}" for number in range(0, RULES, EVERY)}
    with mail_server(made) as server:
        server.letters = held = Held()
        declare(home, server.port)
        process = begin()
        wait_for(some_batches_are_kept, process)
        kill(process)
        with state.reading() as conn:
            run = conn.execute(sa.select(alert_run)).mappings().one()
        assert run["finished_at"] is None
        assert 0 < sum(fired().values()) < RULES
        assert server.letters == []

        process = begin()
        wait_for(held.taken.is_set, process)
        kill(process)
        held.go.set()
        assert fired() == Counter({f"luat-{number:04}": 1 for number in range(RULES)})
        with state.reading() as conn:
            states = Counter(conn.execute(sa.select(outbox.c.state)).scalars())
        assert (states["sent"], states["handing_over"]) == (2, 1)

        with state.writing() as conn:  # as if half an hour had passed
            conn.execute(sa.update(outbox).where(outbox.c.state != "sent").values(next_at=clock.now()))
        assert begin().wait(PATIENCE) == 0
        assert begin().wait(PATIENCE) == 0
        assert letters(server) == Counter(dict.fromkeys(told, 1))

    assert fired() == Counter({f"luat-{number:04}": 1 for number in range(RULES)})
    with state.reading() as conn:
        runs = conn.execute(sa.select(alert_run)).mappings().all()
        states = Counter(conn.execute(sa.select(outbox.c.state)).scalars())
        assert journal.first_broken(conn) is None
        assert len(journal.entries(conn, limit=10_000)) == sum(
            conn.execute(sa.select(sa.func.count()).select_from(alert)).scalars()
        )
    assert [one["finished_at"] is not None for one in runs] == [True]
    assert states["doubtful"] == 1  # it did arrive, but nobody could know: people are asked
    assert set(states) == {"sent", "doubtful"}
