"""Every kind of answer carries the same safe headers, and only a proxy of ours is believed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import Dash
from flask import request

from app import create_app
from data import versions
from data.settings import PROXIES
from data.state import store as state
from tests import shelf

KINDS = {
    "page": "/kinh-te",
    "json": "/_dash-dependencies",
    "layout": "/_dash-layout",
    "script": "/assets/vendor/none.js",
    "geometry": "/geo/08.x.geojson",
    "wall": "/man-hinh",
    "sign-in": "/dang-nhap",
    "missing": "/nhom/khong-co",
    "too long": "/kinh-te?x=" + "a" * 5000,
    "health": "/healthz",
    "readiness": "/readyz",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dash]:
    home = tmp_path_factory.mktemp("dau")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHISO_HOME", str(home))
        shelf.deliver(home, "first", shelf.observed(410.5))
        versions.publish(home, "thử")
        yield create_app(check_ids=False)
        state.close()


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_every_kind_of_answer_has_the_safe_headers(app: Dash, path: str) -> None:
    with app.server.test_client().get(path, base_url="https://localhost") as answer:
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert "unsafe" not in policy["script-src"]
        assert "http" not in answer.headers["Content-Security-Policy"]
        told = {name: answer.headers[name] for name in answer.headers.keys()}  # noqa: SIM118
        assert told["X-Content-Type-Options"] == "nosniff"
        assert told["X-Frame-Options"] == "DENY"
        assert told["Referrer-Policy"] == "same-origin"
        assert told["Cross-Origin-Opener-Policy"] == told["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in told["Permissions-Policy"]
        assert told["Strict-Transport-Security"] == "max-age=31536000"
        if answer.mimetype == "text/html":
            assert told["Cache-Control"] == "no-store"
        for name in ("Set-Cookie", "Access-Control-Allow-Origin", "X-Powered-By"):
            assert name not in told or "HttpOnly" in told[name] or "SameSite=Strict" in told[name]


def test_without_tls_no_browser_is_told_to_insist_on_it(app: Dash) -> None:
    assert "Strict-Transport-Security" not in app.server.test_client().get("/healthz").headers


@pytest.mark.parametrize(
    ("count", "sent", "seen"),
    [
        (0, "1.1.1.1", ("127.0.0.1", "http")),
        (1, "1.1.1.1", ("1.1.1.1", "https")),
        (1, "9.9.9.9, 1.1.1.1", ("1.1.1.1", "https")),
        (2, "9.9.9.9, 1.1.1.1, 10.0.0.1", ("1.1.1.1", "http")),
    ],
)
def test_only_as_many_proxies_as_are_ours_are_believed(
    store: Path, monkeypatch: pytest.MonkeyPatch, count: int, sent: str, seen: tuple[str, str]
) -> None:
    monkeypatch.setenv(PROXIES, str(count))
    app = create_app(check_ids=False)
    found: list[tuple[str | None, str]] = []
    app.server.before_request_funcs[None].insert(0, lambda: found.append((request.remote_addr, request.scheme)))
    app.server.test_client().get("/healthz", headers={"X-Forwarded-For": sent, "X-Forwarded-Proto": "https"})
    assert found == [seen]
