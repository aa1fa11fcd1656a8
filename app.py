"""The front door: ``create_app()`` makes the Dash app with its routes, headers, logs and last-resort error handler."""

import logging
import re
import secrets
import time
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]  # ships no types
import dash
from dash import Dash, html, set_props
from flask import Flask, Response, g, jsonify, request
from flask_compress import Compress
from werkzeug.exceptions import HTTPException

from components import messages
from components.error_page import error_page
from data import clock, engine, paths, queries
from data.engine import WarehouseError
from geo import boundaries

log = logging.getLogger("chiso")

FOREVER = "public, max-age=31536000, immutable"
STATIC = ("/assets/", "/_dash-component-suites/", "/_favicon.ico")
UNUSED = "/dash_table/"  # Dash sends it with every page, and no page has such a table
# A font that changes gets a new name; of the rest the address has the time or the version.
NAMED_BY_CONTENT = re.compile(r"[?&][mv]=|\.v[0-9_]+m[0-9]+\.|\.woff2")
POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'; manifest-src 'self'"
)


CROSS = {"fetch": " crossorigin", "script": ""}


class Chiso(Dash):
    """Dash, which asks the browser to fetch early what the page is going to need."""

    def interpolate_index(self, **parts: str) -> str:
        """The HTML that every visit begins with."""
        page: dict[str, Any] = next((p for p in dash.page_registry.values() if p["path"] == request.path), {})
        wanted = [("/_dash-layout", "fetch"), ("/_dash-dependencies", "fetch"), *page.get("needed_early", tuple)()]
        scripts = [line for line in parts["scripts"].splitlines() if UNUSED not in line]
        links = [f'<link rel="preload" href="{address}" as="{kind}"{CROSS[kind]}>' for address, kind in wanted]
        parts |= {"metas": "\n".join([parts["metas"], *links]), "scripts": "\n".join(scripts)}
        return str(super().interpolate_index(**parts))


def create_app(*, check_ids: bool = True) -> Dash:
    """The whole app, ready for a WSGI server (``create_app().server``).  The warehouse may still be missing.

    ``check_ids`` lets Dash compare the ids in callbacks with those of all pages, in the browser and on every visit:
    good while building, but it sends all pages with each.  ``tests/test_callbacks.py`` compares them once.
    """
    server = Flask(__name__)
    server.config |= {
        "COMPRESS_MIMETYPES": [
            "text/html",
            "text/css",
            "application/javascript",
            "text/javascript",
            "application/json",
        ],
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,
        "MAX_CONTENT_LENGTH": 1_000_000,  # callbacks carry filters, never files
    }
    Compress(server)
    app = Chiso(
        "chiso",
        server=server,
        use_pages=True,
        pages_folder=str(Path(__file__).parent / "pages"),
        assets_folder=str(Path(__file__).parent / "assets"),
        assets_path_ignore=["^lazy$"],  # fetched by our scripts when a chart is wanted
        title="Chiso",
        update_title="",
        on_error=tell_and_log,
        enable_mcp=False,
        suppress_callback_exceptions=not check_ids,
    )
    app.layout = html.Div([dash.page_container, html.Div(id="app-error", role="alert")])
    _add_routes(server)
    _add_headers(app)
    _add_shelf(server)
    _add_error_pages(server)
    _add_access_log(server)
    return app


def tell_and_log(error: Exception) -> None:
    """What a reader sees of a failed callback: a sentence and a reference, never a stack trace; the log has it."""
    if isinstance(error, WarehouseError):
        set_props("app-error", {"children": messages.message(str(error), tone="bad")})
        return
    reference = secrets.token_hex(4)
    log.error("callback failed, reference %s", reference, exc_info=error)
    set_props("app-error", {"children": messages.failed(reference)})


def _add_routes(server: Flask) -> None:
    @server.get("/geo/<province>.<version>.geojson")
    def geometry(province: str, version: str) -> Response:
        """Commune polygons of a province, compressed once and kept by the browser: the address has the hash."""
        try:
            found = boundaries.boundary_set(province, paths.home())
        except (boundaries.BoundaryError, KeyError):
            return Response("Không có ranh giới của tỉnh này.", 404, mimetype="text/plain")
        accepts_br = "br" in request.headers.get("Accept-Encoding", "")
        body, encoding = (found.brotli, "br") if accepts_br else (found.gzip, "gzip")
        headers = {"Content-Encoding": encoding, "Vary": "Accept-Encoding"}
        headers["Cache-Control"] = FOREVER if version == found.version else "no-cache"
        return Response(body, mimetype="application/geo+json", headers=headers)

    @server.get("/healthz")
    def healthz() -> Response:
        """The process answers."""
        return Response("OK", mimetype="text/plain")

    @server.get("/readyz")
    def readyz() -> tuple[Response, int]:
        """The warehouse answers: version, age in seconds, number of observations; 503 with the reason otherwise."""
        try:
            with engine.connect() as conn:
                about = queries.version(conn)
        except WarehouseError as error:
            return jsonify(ready=False, reason=str(error)), 503
        age = (clock.now() - about["published_at"]).total_seconds()
        return jsonify(ready=True, version=about["version"], age_seconds=round(age), rows=about["observations"]), 200


def _add_shelf(server: Flask) -> None:
    """Scripts and styles are compressed once per process, and kept by browsers while their address means them."""
    shelf: dict[tuple[str, str | None], bytes] = {}

    @server.after_request
    def keep(response: Response) -> Response:
        if response.status_code != 200 or not request.path.startswith(STATIC):
            return response
        known_for_good = NAMED_BY_CONTENT.search(request.full_path)
        response.headers["Cache-Control"] = FOREVER if known_for_good else "no-cache"
        is_text = response.mimetype in server.config["COMPRESS_MIMETYPES"]
        if is_text and "br" in request.headers.get("Accept-Encoding", ""):
            key = (request.path, response.get_etag()[0])
            response.direct_passthrough = False
            if key not in shelf:
                shelf[key] = brotli.compress(response.get_data(), quality=6)
            response.set_data(shelf[key])
            response.headers |= {"Content-Encoding": "br", "Vary": "Accept-Encoding"}
            response.set_etag(f"{key[1]}-br")
            response.make_conditional(request)
        return response


def _add_headers(app: Dash) -> None:
    hashes: list[str] = []

    @app.server.after_request
    def harden(response: Response) -> Response:
        if not hashes:  # every callback is registered by the first request
            hashes.append(" ".join(f"'{value}'" for value in app.csp_hashes()))
        response.headers["Content-Security-Policy"] = POLICY.format(hashes=hashes[0].replace("''", "'"))
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if response.mimetype == "text/html":
            response.headers["Cache-Control"] = "no-store"
        return response


def _add_error_pages(server: Flask) -> None:
    @server.errorhandler(HTTPException)
    def known(error: HTTPException) -> Response:
        return Response(error_page(error.code or 500), error.code, mimetype="text/html")

    @server.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        reference = secrets.token_hex(4)
        log.error("request failed, reference %s", reference, exc_info=error)
        return Response(error_page(500, reference), 500, mimetype="text/html")


def _add_access_log(server: Flask) -> None:
    @server.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @server.after_request
    def write(response: Response) -> Response:
        taken = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
        fields = {"method": request.method, "path": request.path, "status": response.status_code, "ms": round(taken, 1)}
        log.info("request", extra={"fields": fields})
        return response
