"""A server that starts while its database is away says so to whoever comes, and goes on when it is back."""

from pathlib import Path

import pytest

from data import versions
from tests import shelf
from tests.browser.serving import serving


def test_a_server_begins_without_its_state_and_says_what_is_missing(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.deliver(store, "d1", shelf.observed(412.5))
    versions.publish(store, "thử")
    monkeypatch.setenv("CHISO_STATE_URL", "postgresql+psycopg://chiso@127.0.0.1:1/chiso")
    log = tmp_path / "serve.log"
    with serving(store, log=log) as server:
        status, _, page = server.get("/")
        assert status == 503
        assert "<h1>Tạm thời không dùng được</h1><p>Không dùng được cơ sở dữ liệu trạng thái" in page
        assert "Thử lại" in page
    assert "Traceback" not in log.read_text(encoding="utf-8")
