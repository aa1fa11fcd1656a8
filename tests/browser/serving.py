"""A running ``chiso serve`` on a store, as ``make run`` starts it."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPMessage
from pathlib import Path

from data import engine, versions

CHISO = Path(sys.executable).parent / "chiso"


@dataclass(frozen=True)
class Served:
    """The address of a running server, and its store."""

    url: str
    home: Path

    def chiso(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Runs a command on the store that is being served; what it published is served when it returns."""
        ran = chiso(self.home, *words)
        self._follows()
        return ran

    def publish(self) -> None:
        """Publishes what was delivered to the store; it is served when this returns."""
        versions.publish(self.home, "thử")
        self._follows()

    def _follows(self) -> None:
        """Waits until the server has followed the pointer, at which it looks once a second."""
        published = engine.current_name(self.home)
        for _ in range(200):
            if json.loads(self.get("/readyz")[2]).get("version") == published:
                return
            time.sleep(0.05)
        raise RuntimeError(f"The server does not follow to {published}.")

    def get(self, path: str) -> tuple[int, HTTPMessage, str]:
        """Status, headers and text of an answer, whatever the status."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=30) as answer:  # noqa: S310  # our own server
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, refused.read().decode()


def chiso(home: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs a command on a store."""
    return subprocess.run([CHISO, *words], env=_environment(home), capture_output=True, text=True, check=False)


@contextlib.contextmanager
def serving(home: Path, *, log: Path, port: int = 0, dies: bool = False) -> Iterator[Served]:
    """Serves ``home`` until the block is left, at a free port or the given one; ``log`` takes what the server says.

    One that ``dies`` is killed, with whatever it is doing.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = port or probe.getsockname()[1]
    words = [CHISO, "serve", "--port", str(port), "--workers", "1"]
    with log.open("w") as told:
        server = subprocess.Popen(words, env=_environment(home), stdout=told, stderr=told, start_new_session=dies)
    served = Served(f"http://127.0.0.1:{port}", home)
    try:
        while not _answers(served):
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(0.1)
                raise RuntimeError(f"chiso serve ended: {log.read_text()}")
        yield served
    finally:
        if dies:
            os.killpg(server.pid, signal.SIGKILL)
        server.terminate()
        _wait(server, log)


def _wait(server: subprocess.Popen[bytes], log: Path) -> None:
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGABRT)  # it writes down where it stands
        server.wait()
        raise RuntimeError(f"chiso serve did not end: {log.read_text()}") from None


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "CHISO_HOME": str(home), "COLUMNS": "200", "PYTHONFAULTHANDLER": "1"}


def _answers(served: Served) -> bool:
    try:
        return served.get("/healthz")[0] == 200
    except OSError:  # refused, reset or too slow: not yet
        return False
