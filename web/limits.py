"""How often somebody may ask: by account, and by address for whoever has none.  Told in words, with ``Retry-After``."""

from flask import Flask, Response, current_app, g, request

from data import counting
from data.counting import Counter
from web.files import STATIC
from web.guard import refusal
from web.wall_access import at_the_server

EXTENSION = "chiso_counter"
FREE = (*STATIC, "/healthz", "/readyz", "/metrics")
FILES = ("/bang/", "/bao-cao/tep/", "/lan-gui/")  # each takes work that a page does not
MOST_OF_AN_ADDRESS = 6000  # a minute: a whole office, its screens too
MOST = {"ask": 1200, "file": 60}  # a minute, of one account
MOST_OF_NOBODY = {"ask": 600, "file": 30}


def add(server: Flask) -> None:
    """Counts every request but those for files that never change.  After ``web.signed_in``, which says whose it is."""
    server.extensions[EXTENSION] = counting.of_environment()

    @server.before_request
    def count() -> Response | None:
        if request.path.startswith(FREE):
            return None
        wait = _wait(server.extensions[EXTENSION])
        return _told(wait) if wait else None


def counter() -> Counter:
    """The counter of the app that answers now."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Counter)  # noqa: S101  # set by ``add``
    return found


def _wait(kept: Counter) -> int:
    """After how many seconds the request is within its limits; 0 when it is now."""
    address, kind = request.remote_addr or "", "file" if request.path.startswith(FILES) else "ask"
    account = g.reader.account_id if g.reader is not None else None
    counted = []
    if account is not None:
        counted.append(kept.count(MOST[kind], kind, "account", str(account)))
    if not at_the_server():
        counted.append(kept.count(MOST_OF_AN_ADDRESS, "address", address))
        if g.reader is None and not request.path.startswith("/man-hinh"):
            counted.append(kept.count(MOST_OF_NOBODY[kind], kind, "nobody", address))
    return max((one.wait for one in counted if not one.is_within), default=0)


def _told(wait: int) -> Response:
    answer = refusal(429)
    answer.headers["Retry-After"] = str(wait)
    return answer
