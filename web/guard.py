"""What a stranger may not do and a reader shall not see: headers, limits, pages of last resort."""

import logging
import secrets

from dash import Dash
from dash._utils import to_json
from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException

from components.error_page import error_page
from web.arrival import LAYOUT, empty_layout

log = logging.getLogger("chiso")

LONGEST_ADDRESS = 4000  # browsers shorten a longer one to its origin where they say which page is asking
LARGEST_REQUEST = 1_000_000  # callbacks carry filters, never files
POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'; manifest-src 'self'"
)


def add(app: Dash) -> None:
    """Hardens every answer of the app."""
    app.server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    _add_headers(app)
    _add_limits(app.server)
    _add_error_pages(app.server)


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


def _add_limits(server: Flask) -> None:
    @server.before_request
    def refuse_long_addresses() -> None:
        if len(request.url) > LONGEST_ADDRESS:
            abort(414)


def _add_error_pages(server: Flask) -> None:
    @server.errorhandler(HTTPException)
    def known(error: HTTPException) -> Response:
        return Response(error_page(error.code or 500), error.code, mimetype="text/html")

    @server.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        reference = secrets.token_hex(4)
        log.error("request failed, reference %s", reference, exc_info=error)
        if request.path == LAYOUT:
            return Response(to_json(empty_layout()), mimetype="application/json")
        return Response(error_page(500, reference), 500, mimetype="text/html")
