"""What the operator's counters tell, and to whom."""

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import Dash

from app import create_app
from data import versions
from data.state import store as state
from tests import shelf
from tests.browser.serving import serving
from tests.web.signing import FAR, sign_in
from web.metrics import TOKEN

KEY = "9f3c1e7ab52d40868f6d"


@pytest.fixture
def app(store: Path) -> Iterator[Dash]:
    shelf.deliver(store, "d1", shelf.observed(412.5), refusals=(shelf.refused("abc"),))
    versions.publish(store, "thử")
    yield create_app(check_ids=False)
    state.close()


def value(text: str, name: str) -> float:
    """The value of a series by its name and labels as written."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    assert found, f"{name} in {text}"
    return float(found[1])


def test_the_counters_tell_requests_and_how_the_house_stands(app: Dash) -> None:
    client = app.server.test_client()
    assert client.get("/healthz").status_code == 200
    client.get("/nhom/khong/co/gi")
    text = client.get("/metrics").text
    assert value(text, 'chiso_requests_total{method="GET",route="/healthz",status="200"}') >= 1
    assert "khong/co" not in text
    assert value(text, "chiso_observations") == 1
    assert value(text, "chiso_deliveries") == 1
    assert value(text, "chiso_cells_refused") == 1
    assert 0 <= value(text, "chiso_warehouse_age_seconds") < 600
    assert value(text, "chiso_troubles") == 0


def test_without_a_warehouse_the_counters_say_so(store: Path) -> None:
    text = create_app(check_ids=False).server.test_client().get("/metrics").text
    assert (value(text, "chiso_troubles"), value(text, "chiso_warehouse_age_seconds")) == (1, -1)


def test_only_the_server_itself_and_who_carries_the_token_are_told(app: Dash, monkeypatch: pytest.MonkeyPatch) -> None:
    client = app.server.test_client(use_cookies=False)

    def asked(**headers: str) -> int:
        return client.get("/metrics", headers=headers, environ_overrides=FAR).status_code

    assert asked() == asked(Authorization="Bearer ") == asked(Authorization=f"Bearer {KEY}") == 403
    monkeypatch.setenv(TOKEN, KEY)
    assert asked(Authorization=f"Bearer {KEY}") == 200
    assert asked(Authorization=f"Bearer {KEY[:-1]}") == asked() == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403
    signed = sign_in(client, "staff")
    assert signed.get("/metrics").status_code == 403
    text = client.get("/metrics").text
    assert value(text, "chiso_sessions") == 1


def test_workers_count_together_also_after_one_was_killed(store: Path, tmp_path: Path) -> None:
    shelf.deliver(store, "d1", shelf.observed(412.5))
    versions.publish(store, "thử")
    series = 'chiso_requests_total{method="GET",route="/readyz",status="200"}'
    with serving(store, log=tmp_path / "log") as running:
        for _ in range(5):
            assert running.get("/readyz")[0] == 200
        text = running.get("/metrics")[2]
        assert value(text, series) == 5
        (pid,) = re.findall(r'chiso_worker_memory_bytes\{pid="(\d+)"\}', text)
        starts = value(text, "chiso_worker_starts_total")
        os.kill(int(pid), signal.SIGKILL)
        began = time.monotonic()
        while f'pid="{pid}"' in text:
            assert time.monotonic() - began < 60
            try:
                text = running.get("/metrics")[2]
            except OSError:
                continue
        assert value(text, series) == 5
        assert value(text, "chiso_worker_starts_total") == starts + 1
