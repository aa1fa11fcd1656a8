"""Signing in, and knowing who asks, in a house that ten thousand have signed in to."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from data import clock
from data.state import accounts, sessions, sign_in, store
from data.state.accounts import Holder
from data.state.journal import Person
from data.state.sign_in import Caller
from tests.benchmarks.measured import Measured, median, milliseconds, p95

BEFORE = 10_000
TIMES = 40
PASSWORD = "nắng sớm trên đèo Mã Pí Lèng"  # noqa: S105
CALLER = Caller("10.0.0.7", "Firefox")


def measured() -> list[Measured]:
    """The time of a sign-in with all that it writes, and of finding out who a cookie belongs to."""
    with _own_house():
        token = _filled()
        entering = [_timed(lambda: sign_in.by_password("nam.tv", PASSWORD, CALLER, clock.now())) for _ in range(TIMES)]
        knowing = [_timed(lambda: _find(token)) for _ in range(TIMES * 5)]
    note = f"{BEFORE:,} sessions there"
    return [
        Measured("sign-in, median", median(entering), 400, "ms", note),
        Measured("sign-in, p95", p95(entering), 400, "ms", note),
        Measured("who a cookie belongs to, median", median(knowing), 1, "ms", note),
    ]


@contextmanager
def _own_house() -> Iterator[None]:
    """A store of its own: the one that everything else is measured in has no accounts."""
    usual = os.environ["CHISO_HOME"]
    with tempfile.TemporaryDirectory() as home:
        os.environ["CHISO_HOME"] = home
        try:
            yield
        finally:
            store.close()
            os.environ["CHISO_HOME"] = usual


def _filled() -> str:
    """What the last of ten thousand browsers carries."""
    one, now = Holder("nam.tv", "Trần Văn Nam", "Sở Y tế", "staff", "04", ("04",)), clock.now()
    with store.writing() as conn:
        number = accounts.create(conn, Person("Quản trị"), one, now, password=PASSWORD, must_change=False)
        return [sessions.begin(conn, number, "full", CALLER.address, CALLER.agent, now) for _ in range(BEFORE)][-1]


def _find(token: str) -> None:
    with store.reading() as conn:
        if sessions.find(conn, token, clock.now()) is None:
            raise LookupError("the session is gone")


def _timed(what: Callable[[], object]) -> float:
    started = time.perf_counter()
    what()
    return milliseconds(started)
