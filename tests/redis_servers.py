"""Redis servers that the tests start themselves, and may end, stop and fill."""

import contextlib
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa

from tests.loaders.sources.programs import free_port, program, server_mark

REDIS = program("redis-server")
needs_redis = server_mark("Redis", REDIS)


@dataclass
class Server:
    """One server; what it keeps goes with it."""

    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] = field(init=False)

    @property
    def address(self) -> str:
        return str(sa.URL.create("redis", host="127.0.0.1", port=self.port, database="0"))

    def begin(self) -> None:
        words = [str(REDIS), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir())
        while not self.answers():
            assert self.process.poll() is None
            time.sleep(0.01)

    def answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as conn:
            conn.sendall(b"PING\r\n")
            return conn.recv(7) == b"+PONG\r\n"
        return False

    def hang(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def end(self) -> None:
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def redis_server() -> Iterator[Server]:
    """A server that has begun; it is gone when the block ends."""
    made = Server()
    made.begin()
    try:
        yield made
    finally:
        made.end()
