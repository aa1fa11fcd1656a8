"""A web server for the tests that answers as it is told: one reply after another, the last one again and again."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[BaseHTTPRequestHandler], None]


def answers(body: bytes | str, status: int = 200) -> Reply:
    """A whole answer."""
    content = body.encode() if isinstance(body, str) else body

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return reply


def breaks_off(handler: BaseHTTPRequestHandler) -> None:
    """Promises more than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'[{"a":')
    handler.close_connection = True


def goes_on(handler: BaseHTTPRequestHandler) -> None:
    """Sends for as long as anybody reads, up to 256 MB."""
    handler.send_response(200)
    handler.end_headers()
    handler.close_connection = True
    with suppress(ConnectionError):
        for _ in range(256):
            handler.wfile.write(b"x" * 2**20)


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    """Takes the question and answers nothing."""
    handler.close_connection = True


class Scripted(ThreadingHTTPServer):
    """Counts what it was asked, and with which headers; ``release`` lets replies that wait go on."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, replies: tuple[Reply, ...], context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies = replies
        self.context = context
        self.asked: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        self.release = threading.Event()

    def get_request(self) -> tuple[socket.socket, Any]:
        """A connection; its handshake is made where it is handled, so that a bad one holds up nobody else."""
        made, address = super().get_request()
        if self.context is None:
            return made, address
        return self.context.wrap_socket(made, server_side=True, do_handshake_on_connect=False), address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hangs up, as one that does not trust us, is the test's business."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/so-lieu?khoa=bi-mat"


class _Handler(BaseHTTPRequestHandler):
    server: Scripted

    def do_GET(self) -> None:
        number = len(self.server.asked)
        self.server.asked.append(dict(self.headers))
        self.server.replies[min(number, len(self.server.replies) - 1)](self)

    def do_POST(self) -> None:
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Tests say what they expect; a log would only stand between."""


def says_nothing(handler: BaseHTTPRequestHandler) -> None:
    """Takes the question and stays silent until the test is over."""
    handler.server.release.wait(10)  # type: ignore[attr-defined]


@contextmanager
def serving(*replies: Reply, context: ssl.SSLContext | None = None) -> Iterator[Scripted]:
    server = Scripted(replies, context)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.release.set()
        server.shutdown()
        thread.join()
        server.server_close()
