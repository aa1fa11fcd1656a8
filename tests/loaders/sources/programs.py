"""Database servers that the tests start themselves, wherever Debian puts their programs."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PLACES = (*map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"))), "/usr/sbin", os.environ.get("PATH", ""))
USER = "nobody" if os.geteuid() == 0 else None  # the servers refuse to run as the superuser


def program(name: str) -> str | None:
    """The path of a program; None where it is not installed."""
    return shutil.which(name, path=os.pathsep.join(PLACES))


POSTGRESQL = tuple(program(name) for name in ("initdb", "pg_ctl", "postgres"))


def server_mark(server: str, *programs: str | None) -> pytest.MarkDecorator:
    """The mark of tests that need a server's programs: skipped on a desk without them, an error in CI."""
    missing = None in programs
    if missing and os.environ.get("CI"):
        pytest.fail(f"{server} is not installed here, but CI has to test against it: see .ci/run.", pytrace=False)
    return pytest.mark.skipif(missing, reason=f"{server} is not installed")


def run(*words: object) -> None:
    subprocess.run([str(word) for word in words], check=True, capture_output=True, user=USER, cwd="/")


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server of its own, which a test may stop and start again at the same address."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://so:mat-khau@127.0.0.1:{self.port}/postgres"

    def start(self, *, durable: bool = False) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        options += "" if durable else " -c fsync=off"
        self._control("-w", "-o", options, "-l", self.folder / "log", "start")

    def stop(self, how: str = "immediate") -> None:
        """At once, as when the machine is switched off, or in another of its ways."""
        self._control("-m", how, "stop")

    def stop_if_running(self) -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop()

    def _control(self, *words: object) -> None:
        run(program("pg_ctl"), "-D", self.folder / "data", *words)


@contextmanager
def postgresql_server() -> Iterator[Server]:
    """A server that runs when the block begins; it is gone when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="chiso-pg-"))
    server = _made(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop_if_running()  # a test that failed may have left it stopped
        shutil.rmtree(folder)


@contextmanager
def kept_postgresql(folder: Path) -> Iterator[str]:
    """The URL of a server whose databases stay in ``folder`` when the block ends."""
    folder.mkdir(exist_ok=True)
    server = Server(folder, free_port()) if (folder / "data" / "PG_VERSION").exists() else _made(folder)
    server.start(durable=True)
    try:
        yield server.url
    finally:
        server.stop("fast")


def _made(folder: Path) -> Server:
    if USER:
        shutil.chown(folder, USER)
    run(program("initdb"), "-D", folder / "data", "-U", "so", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
    return Server(folder, free_port())


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of an empty database of a server of its own, for as long as the block runs."""
    with postgresql_server() as server:
        yield server.url


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
