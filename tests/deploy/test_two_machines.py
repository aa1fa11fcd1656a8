"""Two machines behind the nginx of the example, with one state and one warehouse: one is switched off under load."""

import contextlib
import re
import secrets
import shutil
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event

import pytest

from app import create_app
from data import versions
from data.state import store as state
from tests import shelf
from tests.browser.serving import serving
from tests.conftest import new_database
from tests.deploy.test_files import DEPLOY, NGINX
from tests.loaders.sources.programs import POSTGRESQL, server_mark
from tests.web.signing import sign_in
from web import signed_in

pytestmark = [server_mark("nginx", NGINX), server_mark("PostgreSQL", *POSTGRESQL)]
READERS = 4
ASKED = ("/healthz", "/tai-khoan", "/")  # of the program, of the state, of the warehouse


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def nginx(folder: Path, ports: list[int]) -> Iterator[tuple[str, Path]]:
    """The example of the deployment before servers at these ports: its address, and the certificate to trust."""
    openssl, port = shutil.which("openssl"), free_port()
    assert openssl
    key, certificate = folder / "key.pem", folder / "cert.pem"
    words = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=chiso"]
    named = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate]
    subprocess.run([*words, *named], check=True, capture_output=True)
    lines = (DEPLOY / "nginx" / "chiso.conf").read_text(encoding="utf-8").splitlines()
    (own,) = (line for line in lines if line.strip().startswith("server 127.0.0.1:8050"))
    servers = "\n".join(own.replace("8050", str(one)) for one in ports)
    text = "\n".join(line for line in lines if "[::]" not in line).replace(own, servers)
    text = text.replace("/etc/chiso/tls/fullchain.pem", str(certificate)).replace(
        "/etc/chiso/tls/privkey.pem", str(key)
    )
    text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};").replace(
        "listen 443", f"listen 127.0.0.1:{port}"
    )
    whole = folder / "nginx.conf"
    logs = f"daemon off; pid {folder}/pid; error_log {folder}/error.log;"
    whole.write_text(f"{logs}\nevents {{}}\nhttp {{ access_log off;\n{text}\n}}\n", encoding="utf-8")
    running = subprocess.Popen([str(NGINX), "-c", whole, "-p", folder])
    try:
        yield f"https://127.0.0.1:{port}", certificate
    finally:
        running.terminate()
        running.wait(20)


@pytest.fixture
def shared(
    store: Path, postgresql_server: str, warehouse_on_postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """State and warehouse of both machines on one PostgreSQL; the cookie of somebody who is signed in."""
    own = f":{secrets.token_hex(32)}@"  # the server of the tests asks for no password, but a bad one lets nobody start
    for name, url in (
        ("CHISO_STATE_URL", new_database(postgresql_server)),
        ("CHISO_WAREHOUSE_URL", warehouse_on_postgresql.replace("+psycopg", "")),
    ):
        monkeypatch.setenv(name, re.sub(r":[^:@/]*@", own, url))
    monkeypatch.setenv("CHISO_SECRET_KEY", secrets.token_hex(32))
    monkeypatch.setenv("CHISO_TRUSTED_PROXIES", "1")
    shelf.deliver(store, "first", shelf.observed(410.5))
    versions.publish(store, "thử")
    client = create_app(check_ids=False).server.test_client()
    sign_in(client, "administrator")
    yield f"{signed_in.SECURE}={sign_in(client, 'leader').cookie}"
    state.close()


def asking(address: str, certificate: Path, cookie: str) -> Callable[[str], tuple[int, float, str]]:
    """Asks for a page as a browser does: status, seconds, address at which it ended."""
    trusted = ssl.create_default_context(cafile=str(certificate))

    def ask(path: str) -> tuple[int, float, str]:
        began = time.monotonic()
        question = urllib.request.Request(f"{address}{path}", headers={"Cookie": cookie})  # noqa: S310  # our own server
        with urllib.request.urlopen(question, timeout=60, context=trusted) as answer:  # noqa: S310
            answer.read()
            return answer.status, time.monotonic() - began, answer.url.removeprefix(address)

    return ask


def test_when_one_machine_is_switched_off_under_load_nobody_loses_an_answer(
    store: Path, tmp_path: Path, shared: str
) -> None:
    there = Path(shutil.copytree(store, tmp_path / "may hai"))
    with ExitStack() as lasting, ExitStack() as dying:
        first = dying.enter_context(serving(store, log=tmp_path / "1.log", dies=True))
        second = lasting.enter_context(serving(there, log=tmp_path / "2.log"))
        ports = [int(one.url.rpartition(":")[2]) for one in (first, second)]
        ask = asking(*lasting.enter_context(nginx(tmp_path, ports)), shared)
        until = time.monotonic() + 60
        while not (tmp_path / "pid").exists():
            assert time.monotonic() < until, (tmp_path / "error.log").read_text()
        before = [ask(path) for path in ASKED * 4]
        off, enough = Event(), Event()

        def read() -> list[tuple[bool, tuple[int, float, str]]]:
            told = []
            while not enough.is_set():
                told += [(off.is_set(), ask(path)) for path in ASKED]
            return told

        with ThreadPoolExecutor(READERS) as readers:
            going = [readers.submit(read) for _ in range(READERS)]
            [ask(path) for path in ASKED * 2]
            dying.close()  # killed with whatever it is doing
            off.set()
            after = [ask(path) for path in ASKED * 6]
            enough.set()
            during = [one for each in going for one in each.result()]
    assert {(status, path) for status, _, path in (*before, *after, *(one for _, one in during))} == {
        (200, path) for path in ASKED
    }
    assert any(was_off for was_off, _ in during)
    slowest = max(seconds for _, seconds, _ in after)
    usual = max(seconds for was_off, (_, seconds, _) in during if not was_off)
    assert slowest < 2 * usual + 1  # half of the machines, and a second to find that out
