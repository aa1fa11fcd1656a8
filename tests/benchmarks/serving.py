"""``chiso serve`` as a reader's machine starts it: a process of its own on a store, by default the big one."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import store
from tests.benchmarks.measured import Measured, median

ROOT = Path(__file__).resolve().parents[2]
CHISO = Path(sys.executable).parent / "chiso"
PATIENCE = 60  # seconds
STARTS = 5


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def server(command: list[str], port: int, home: Path = store.HOME) -> Iterator[str]:
    """Runs ``command`` on a store until the block ends; yields the address once the economy page answers."""
    environment = os.environ | {"CHISO_HOME": str(home), "PORT": str(port)}
    url = f"http://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **quiet) as process:
        try:
            _wait(f"{url}/kinh-te", process)
            yield url
        finally:
            process.terminate()


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Until the first byte of ``url`` is there."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310
            answer.read(1)
            return
        time.sleep(0.02)
    raise SystemExit(f"{url} did not answer.")


def wait_for_workers(url: str, wanted: int) -> None:
    """Until that many workers have answered their rehearsal: the first one answers for readers before the others."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with urllib.request.urlopen(f"{url}/metrics", timeout=PATIENCE) as answer:  # noqa: S310  # our own server
            if answer.read().count(b"chiso_worker_memory_bytes{pid=") >= wanted:
                return
        time.sleep(0.2)
    raise SystemExit(f"{url} has not {wanted} workers.")


def first_byte() -> list[float]:
    """Seconds from ``make run`` to the first byte of the economy page, for several starts."""
    taken = []
    for _ in range(STARTS):
        port, started = free_port(), time.perf_counter()
        with server(["make", "--no-print-directory", "run"], port):
            taken.append(time.perf_counter() - started)
    return taken


def measured() -> list[Measured]:
    taken = first_byte()
    note = f"{len(taken)} starts, first {taken[0]:.1f} s; store and packages ready"
    return [Measured("make run to the first byte", median(taken), 6, "s", note)]
