"""The front door: ``create_app()`` makes the Dash app of all pages, and ``web/`` puts the server around it."""

import logging
import secrets
from pathlib import Path

from dash import Dash, set_props
from flask import Flask

from components import messages
from data.engine import WarehouseError
from data.state.store import StateError
from web import (
    access_log,
    account_routes,
    arrival,
    audit,
    doors,
    files,
    guard,
    limits,
    metrics,
    proxies,
    routes,
    sending,
    signed_in,
    wall,
)
from web.files import Joined

log = logging.getLogger("chiso")

HERE = Path(__file__).parent


def create_app(*, check_ids: bool = True) -> Dash:
    """The whole app, ready for a WSGI server (``create_app().server``).  The warehouse may still be missing.

    ``check_ids`` lets Dash compare the ids in callbacks with those of all pages, in the browser and on every visit:
    good while building, but it sends all pages with each.  ``tests/test_callbacks.py`` compares them once.
    """
    server = Flask(__name__)
    proxies.add(server)
    signed_in.add(server)  # before anything else asks who it is
    limits.add(server)
    app = arrival.Chiso(
        __name__,  # its folder is where pages are looked for, wherever the server is started
        server=server,
        use_pages=True,
        pages_folder=str(HERE / "pages"),
        assets_folder=str(HERE / "assets"),
        assets_path_ignore=[".*"],  # ours go joined, see ``web.files``, or are fetched when they are wanted
        assets_ignore=".*",
        title="Chiso",
        update_title="",
        on_error=tell_and_log,
        enable_mcp=False,
        suppress_callback_exceptions=not check_ids,
    )
    app.own_styles, app.own_scripts = Joined(HERE / "assets", "css"), Joined(HERE / "assets", "js")
    app.own_fonts = files.fonts(HERE / "assets" / "fonts")
    app.layout = arrival.layout
    own = HERE / "assets" / "wall"
    wall_style, wall_script = Joined(own, "css", ("01-fonts.css", "10-tokens.css")), Joined(own, "js")
    of_accounts = HERE / "assets" / "account"
    account_style = Joined(of_accounts, "css", ("01-fonts.css", "10-tokens.css"))
    account_script = Joined(of_accounts, "js", ("00-theme.js",))
    of_sending = HERE / "assets" / "sending"
    look = ("01-fonts.css", "10-tokens.css", "account/20-account.css")
    of_senders = (Joined(of_sending, "css", look), Joined(of_sending, "js", ("00-theme.js",)))
    files.add(
        server, (app.own_styles, app.own_scripts, wall_style, wall_script, account_style, account_script, *of_senders)
    )
    routes.add(server)
    wall.add(server, wall_style, wall_script, Joined(own / "worker", "js"))
    account_routes.add(server, account_style, account_script)
    sending.add(server, *of_senders)
    guard.add(app)
    access_log.add(server)
    metrics.add(app)
    audit.add(app)
    doors.add(app)
    return app


def rehearse(app: Dash) -> None:
    """A visit before the first reader's: Dash knows its own scripts only after one, and whoever came in between, or to
    another process, would be refused them.  It also opens the warehouse and loads what the first answer needs."""
    client, own = app.server.test_client(), {signed_in.REHEARSAL: True}
    for address in ("/", "/kinh-te"):
        client.get(address, environ_overrides=own)
        client.get("/_dash-layout", headers={"Referer": f"http://localhost{address}"}, environ_overrides=own)


def tell_and_log(error: Exception) -> None:
    """What a reader sees of a failed callback: a sentence and a reference, never a stack trace; the log has it."""
    if isinstance(error, WarehouseError | StateError):  # their words say what to do
        set_props("app-error", {"children": messages.message(str(error), tone="bad")})
        return
    reference = secrets.token_hex(4)
    log.error("callback failed, reference %s", reference, exc_info=error)
    set_props("app-error", {"children": messages.failed(reference)})
