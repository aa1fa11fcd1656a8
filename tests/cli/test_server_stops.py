"""A server that is told to end: it ends by itself, and what it saw in its last second is in the book."""

from pathlib import Path

import psutil
import pytest

from data import versions
from data.audit.search import Wanted, find
from data.state import store as state
from tests import shelf
from tests.browser.serving import serving


def test_workers_end_by_themselves_and_keep_what_they_saw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_HOME", str(tmp_path))
    shelf.deliver(tmp_path, "first", shelf.observed(410.5))
    versions.publish(tmp_path, "thử")
    log = tmp_path / "server.log"
    with serving(tmp_path, log=log) as server:
        assert server.get("/readyz")[0] == 200
        assert server.get("/")[0] == 200
    told = log.read_text(encoding="utf-8")
    assert '"path": "/"' in told, told
    assert "was sent" not in told, told  # gunicorn's words for a worker that died of a signal
    with state.reading() as conn:
        seen = set(find(conn, Wanted())["subject"])
    state.close()
    assert "/" in seen


def test_a_server_listens_at_its_port_and_nowhere_else(store: Path, tmp_path: Path) -> None:
    shelf.deliver(store, "first", shelf.observed(410.5))
    versions.publish(store, "thử")
    with serving(store, log=tmp_path / "server.log") as server:
        assert server.get("/readyz")[0] == 200
        port = server.url.rpartition(":")[2]
        ours = [one for one in psutil.process_iter(["cmdline"]) if port in (one.info["cmdline"] or [])]
        open_to = {one.laddr for process in ours for one in process.net_connections("all") if one.status == "LISTEN"}
        sockets = {one.laddr for process in ours for one in process.net_connections("unix") if one.laddr}
    assert [f"http://{address.ip}:{address.port}" for address in open_to] == [server.url]
    assert sockets == set()
