"""A level decided in the app is an alert a moment later: judged by a process that the app wakes."""

import fcntl
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from cli import alert_worker, alerts
from data import clock, versions
from data.alerts import inbox, waking
from data.state import events
from data.state import store as state
from data.state.journal import Person
from data.state.tables import alert_run
from tests import shelf

PATIENCE = 90  # seconds
DONG_VAN, DUTY = "00721", Person("Nguyễn Văn A", "Ban chỉ huy")
ABOUT = {"province_code": "08", "event_code": "bao-3"}


@pytest.fixture
def storm(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CHISO_STATE_URL", raising=False)
    shelf.deliver(store, "first", shelf.observed(1))
    versions.publish(store, "thử")
    with state.writing() as conn:
        events.open_event(conn, DUTY, **ABOUT, kind="storm", name="Bão số 3", state="active")
    return store


def decide(level: int, commune: str = DONG_VAN) -> None:
    own = {"area_code": commune, "level": level, "proposed": None, "official": None, "reason": "Xã báo về"}
    with waking.afterwards(), state.writing() as conn:
        events.decide(conn, DUTY, **ABOUT, **own)


def alerting() -> list[str]:
    with state.reading() as conn:
        found = inbox.standing(conn, "08", clock.today())
    return sorted(found.loc[found["rule_code"] == "rui-ro-cap-3", "area_code"])


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "It did not come true."
        time.sleep(0.1)


def test_a_decided_level_is_an_alert_without_anybody_running_a_command(storm: Path) -> None:
    decide(4)
    until(lambda: alerting() == [DONG_VAN])
    decide(0)
    until(lambda: alerting() == [])


def test_a_step_that_was_refused_wakes_nobody(storm: Path) -> None:
    with pytest.raises(events.EventError):
        decide(9)
    assert not (storm / waking.LOG).exists()


def test_of_many_that_are_woken_at_once_one_waits_and_sees_all_that_was_decided(storm: Path) -> None:
    words = [sys.executable, "-m", "cli.alert_worker"]
    with (storm / f".{alerts.WORK}.lock").open("w") as works:
        fcntl.flock(works, fcntl.LOCK_EX)  # another is at work
        first = subprocess.Popen(words)
        until(lambda: _is_held(storm / alert_worker.WAITS))
        with state.writing() as conn:
            own = {"area_code": DONG_VAN, "level": 4, "proposed": None, "official": None, "reason": "Xã báo về"}
            events.decide(conn, DUTY, **ABOUT, **own)
        assert subprocess.run(words, check=True, timeout=PATIENCE).returncode == 0  # ends: the first will see it
        assert first.poll() is None
    assert first.wait(PATIENCE) == 0
    assert alerting() == [DONG_VAN]
    with state.reading() as conn:
        assert conn.execute(sa.select(sa.func.count()).select_from(alert_run)).scalar_one() == 1


def test_what_keeps_rules_from_being_judged_is_kept_in_the_log(storm: Path) -> None:
    (storm / "alerts.toml").write_text("[[rule", encoding="utf-8")
    decide(4)
    until(lambda: "alerts.toml" in _log(storm))


def _log(home: Path) -> str:
    return (home / waking.LOG).read_text(encoding="utf-8") if (home / waking.LOG).exists() else ""


def _is_held(lock: Path) -> bool:
    if not lock.exists():
        return False
    with lock.open("w") as own:
        try:
            fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
