"""A mail server for the tests: it speaks TLS with a certificate of its own and answers as it is told."""

import socket
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def certificate(folder: Path, name: str = "IP:127.0.0.1") -> tuple[Path, Path]:
    """A certificate for ``name`` and its key."""
    key, made = folder / "khoa.pem", folder / "chung-thu.pem"
    about = ["-subj", "/CN=thu", "-addext", f"subjectAltName={name}", "-days", "2", "-nodes"]
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", *about]
    subprocess.run([*command, "-keyout", str(key), "-out", str(made)], check=True, capture_output=True)
    return made, key


def tls(made: tuple[Path, Path]) -> ssl.SSLContext:
    """What a server shows a certificate with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*made)
    return context


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it was given in ``letters``; ``after_content`` is its answer, None hangs up without one."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self, context: ssl.SSLContext, receiver: str, after_content: str | None, is_safe: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.is_safe = is_safe  # from the first byte, not after STARTTLS
        self.context, self.receiver, self.after_content = context, receiver, after_content
        self.letters: list[str] = []

    def get_request(self) -> tuple[socket.socket, Any]:
        made, address = super().get_request()
        if self.is_safe:
            made = self.context.wrap_socket(made, server_side=True, do_handshake_on_connect=False)
        return made, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hangs up, as one that does not trust us, is the test's business."""

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self) -> None:
        self.say("220 thu")
        while line := self.rfile.readline().decode().strip():
            word = line.upper().split(":")[0].split(" ")[0]
            if word == "EHLO":
                self.say("250-thu")
                self.say("250 STARTTLS")
            elif word == "STARTTLS":
                self.say("220 go")
                try:
                    safe = self.server.context.wrap_socket(self.request, server_side=True)
                except (ssl.SSLError, ConnectionError):
                    return  # the other side did not trust us
                self.rfile.close()
                self.request = self.connection = safe
                self.rfile, self.wfile = safe.makefile("rb"), safe.makefile("wb", buffering=0)
            elif word == "RCPT":
                self.say(self.server.receiver)
            elif word == "DATA":
                self.say("354 go")
                self._content()
                if self.server.after_content is None:
                    return
                self.say(self.server.after_content)
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def finish(self) -> None:
        self.rfile.close()
        self.wfile.close()
        self.request.close()

    def _content(self) -> None:
        lines: list[str] = []
        while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
            lines.append(line)
        self.server.letters.append("".join(lines))


@contextmanager
def mail_server(
    made: tuple[Path, Path],
    receiver: str = "250 ok",
    after_content: str | None = "250 taken",
    *,
    is_safe: bool = False,
) -> Iterator[MailServer]:
    """A server that runs while the block does."""
    with MailServer(tls(made), receiver, after_content, is_safe) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
