"""What a stranger may not do and a reader shall not see: headers, limits, pages of last resort."""

import json
import logging
import secrets

from dash import Dash
from dash._utils import to_json
from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException

from components.error_page import error_page, sentence
from web.arrival import LAYOUT, empty_layout

log = logging.getLogger("chiso")

LONGEST_ADDRESS = 4000  # browsers shorten a longer one to its origin where they say which page is asking
LARGEST_REQUEST = 1_000_000  # callbacks carry filters, never files
POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'; manifest-src 'self'"
)

PERMISSIONS = ", ".join(
    f"{name}=()" for name in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
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
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["X-Frame-Options"] = "DENY"  # for what does not know frame-ancestors
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if response.mimetype == "text/html":
            response.headers["Cache-Control"] = "no-store"
        return response


def _add_limits(server: Flask) -> None:
    @server.before_request
    def refuse_long_addresses() -> None:
        if len(request.url) > LONGEST_ADDRESS:
            abort(414)


def refusal(code: int) -> Response:
    """A status in words: JSON for Dash's scripts, which ``assets/04-doors.js`` shows on the page, else a page."""
    if request.path.startswith("/_dash"):
        return Response(json.dumps({"told": sentence(code)}, ensure_ascii=False), code, mimetype="application/json")
    return Response(error_page(code), code, mimetype="text/html")


def _add_error_pages(server: Flask) -> None:
    @server.errorhandler(HTTPException)
    def known(error: HTTPException) -> Response:
        return refusal(error.code or 500)

    @server.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        reference = secrets.token_hex(4)
        log.error("request failed, reference %s", reference, exc_info=error)
        if request.path == LAYOUT:
            return Response(to_json(empty_layout()), mimetype="application/json")
        return Response(error_page(500, reference), 500, mimetype="text/html")
