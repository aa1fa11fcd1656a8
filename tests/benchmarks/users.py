"""Two hundred people who are signed in, changing filters at four workers on this machine, and a publication meanwhile.

Locust drives them from a process of its own, with the bodies that browsers send and a session for each of them.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from dash import Dash

from data import clock
from data.state import accounts, sessions
from data.state import store as state
from data.state.accounts import Holder
from data.state.journal import Person
from tests.benchmarks import serving
from tests.benchmarks.economy import choices, request_of
from tests.benchmarks.measured import Measured
from web import signed_in

USERS, WORKERS, SECONDS = 200, 4, 60
COME = 20  # a second: as many as ask in a second once all are there, each one every ten seconds
SCRIPT = Path(__file__).parent / "locust_users.py"
ROLES = ("leader", "analyst", "staff", "department_officer")


def measured(app: Dash) -> list[Measured]:
    app.server.test_client().get("/_dash-dependencies")  # the first request registers the callbacks
    bodies = [request_of(app, state) for state in choices("tuyen-quang")]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHISO_STATE_URL"] = f"sqlite:///{folder}/state.sqlite3"
        try:
            people = _sign_in(app)
            quiet = _run(Path(folder), bodies, people, publishing=False)
            busy = _run(Path(folder), bodies, people, publishing=True)
        finally:
            del os.environ["CHISO_STATE_URL"]
    return [*quiet, *busy]


def _sign_in(app: Dash) -> list[dict[str, str]]:
    """A cookie and a token for everybody; most share a reach with others, as in an office."""
    people = []
    for number in range(USERS):
        role = ROLES[number % len(ROLES)]
        one = Holder(f"nguoi.{number}", f"Người {number}", "Văn phòng", role, "08", ("08",), ("Sở Tài chính",))
        now = clock.now()
        with state.writing() as conn:
            made = accounts.create(conn, Person("Quản trị"), one, now, password=f"nắng sớm trên đèo {number}")
            token = sessions.begin(conn, made, "full", "127.0.0.1", "locust", now)
            found = sessions.find(conn, token, now)
        assert found is not None
        with app.server.app_context():
            people.append({"cookie": f"{signed_in.PLAIN}={signed_in.sealed(token)}", "csrf": found.csrf})
    return people


def _run(folder: Path, bodies: list[str], people: list[dict[str, str]], *, publishing: bool) -> list[Measured]:
    port, asked = serving.free_port(), folder / "asked.json"
    asked.write_text(json.dumps({"bodies": bodies, "people": people}), encoding="utf-8")
    command = [str(serving.CHISO), "serve", "--port", str(port), "--workers", str(WORKERS)]
    with serving.server(command, port) as url:
        serving.wait_for_workers(url, WORKERS)
        locust = [sys.executable, "-m", "locust", "-f", str(SCRIPT), "--headless", "--only-summary", "-H", url]
        locust += [
            "-u",
            str(USERS),
            "-r",
            str(COME),
            "-t",
            f"{SECONDS}s",
            "--csv",
            str(folder / "told"),
            "--reset-stats",
        ]
        publisher = threading.Thread(target=_publish)
        if publishing:
            publisher.start()
        environment = os.environ | {"CHISO_ASKED": str(asked)}
        memory: list[float] = []
        with subprocess.Popen(locust, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as driver:
            while driver.poll() is None:
                memory.append(max(_resident(port), default=0.0))
                time.sleep(1)
        if publishing:
            publisher.join()
    row = _total(folder / "told_stats.csv")
    when = "while a version is published" if publishing else "nothing else going on"
    note = f"{row['Request Count']} requests of {USERS} signed in, {WORKERS} workers, {SECONDS} s, {when}"
    return [
        Measured("Users, filter change, p95", float(row["95%"]), 400, "ms", note),
        Measured("Users, median", float(row["50%"]), None, "ms", when),
        Measured("Users, answers that failed", float(row["Failure Count"]), 0, "", when),
        Measured("Users, largest worker", max(memory), 400, "MiB", when),
    ]


def _publish() -> None:
    time.sleep(SECONDS / 4)
    subprocess.run([str(serving.CHISO), "publish", "--rebuild"], stdout=subprocess.DEVNULL, check=True)


def _total(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(row for row in csv.DictReader(file) if row["Name"] == "Aggregated")


def _resident(port: int) -> list[float]:
    """What each process of the server at a port keeps of its own (proportional set), in MiB."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode().split("\0")
            if "serve" not in words or str(port) not in words:
                continue
            told = (folder / "smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError):  # it has just ended
            continue
        found.append(int(told.split("Pss:")[1].split()[0]) / 1024)
    return found
