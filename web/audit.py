"""What is noted of requests: pages with their address, what is taken away, and who was refused what.

Callbacks that only redraw a page are not: the page is.  Whatever is written, is written later, see
``data.audit.recorder``.
"""

from typing import Any
from urllib.parse import parse_qsl

from dash import Dash
from flask import Response, g, jsonify, request

from components import frame
from components.audit_words import say
from data import about, catalogue, clock
from data.audit import recorder
from data.audit.trail import EXPORT, REFUSAL, VIEW, Seen
from data.rights import doors
from data.rights.reader import NOBODY, Reader
from web import signed_in
from web.doors import name_of

TAKEN = "/nhat-ky/da-lay"  # the browser tells what it made itself
WAYS = ("png", "svg", "clipboard", "csv", "xlsx")
LONGEST = 500  # of an address or a title
FILES = ("/bang/", "/lan-gui/", "/bao-cao/tep/")
ROUTER = "dash.dash.Dash.enable_pages.<locals>.router_sync.<locals>.update"


def add(app: Dash) -> None:
    """Notes after every request what is worth it; registers the address at which browsers tell."""
    app.server.add_url_rule(TAKEN, view_func=taken, methods=["POST"])

    @app.server.after_request
    def note(response: Response) -> Response:
        if signed_in.REHEARSAL in request.environ or request.url_rule is None:
            return response
        told = _refused(response) if response.status_code in (401, 403, 429) else _seen(app, response)
        if told is not None:
            recorder.note(_entry(*told))
        return response


Told = tuple[str, str, str, dict[str, Any]]  # kind, action, subject, detail


def taken() -> tuple[Response, int]:
    """A picture or a copy that the browser made itself; 400 with a sentence for anything else."""
    sent = request.get_json(silent=True)
    way, title = (sent.get("way"), sent.get("title")) if isinstance(sent, dict) else (None, None)
    if way not in WAYS or not isinstance(title, str):
        return jsonify(told=say("not_told", frame.language())), 400
    return jsonify(told=""), 200


def _entry(kind: str, action: str, subject: str, detail: dict[str, Any]) -> Seen:
    who: Reader = g.get("reader") or NOBODY
    return Seen(
        at=clock.now(),
        account_id=who.account_id,
        actor=who.name or who.role,
        agency=who.agency,
        role=who.role,
        address=request.remote_addr or "",
        kind=kind,
        action=action,
        subject=subject[:LONGEST],
        detail=detail,
        actor_province=who.province_code,
        subject_province=_province_of(subject) or who.province_code,
    )


def _province_of(address: str) -> str:
    """The province that an address names, by itself or by its set; "" where it names none: then it is the reader's."""
    asked = dict(parse_qsl(address.partition("?")[2]))
    known = catalogue.sets().get(asked.get("bo", ""))
    named = asked.get("tinh") or (known.province_code if known else "")
    return named if named in about.province_codes() else ""


def _refused(response: Response) -> Told:
    """With what was asked: the address, or the callback that it was."""
    asked: dict[str, Any] = {"status": response.status_code, "method": request.method}
    if doors.of_route(str(request.url_rule)) == doors.CALLBACK:
        sent = request.get_json(silent=True)
        asked["output"] = str(sent.get("output", ""))[:LONGEST] if isinstance(sent, dict) else ""
    return REFUSAL, "door.closed", _address(), asked


def _seen(app: Dash, response: Response) -> Told | None:
    if response.status_code >= 300:
        return None
    rule = str(request.url_rule)
    if rule == TAKEN:
        sent = request.get_json()  # was looked at by ``taken``
        return EXPORT, f"browser.{sent['way']}", _page_behind(), {"title": sent["title"][:LONGEST]}
    if rule.startswith(FILES):
        return EXPORT, "file.taken", _address(), _about_table()
    needed = doors.of_route(rule)
    if needed == doors.PAGE and request.method == "GET":
        return VIEW, "page.viewed", _address(), {}
    return _of_callback(app, response) if needed == doors.CALLBACK else None


def _of_callback(app: Dash, response: Response) -> Told | None:
    """A page that was reached by a link within Dash, or a file that a callback gave."""
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        return None
    spec = app.callback_map.get(sent.get("output"))
    name = name_of(spec.get("callback")) if spec else ""
    if name == ROUTER:
        asked = {one.get("property"): one.get("value") for one in sent.get("inputs", []) if isinstance(one, dict)}
        return VIEW, "page.viewed", f"{asked.get('pathname') or ''}{asked.get('search') or ''}", {}
    if doors.CALLBACKS.get(name) == "export" and response.status_code == 200 and b'"filename"' in response.get_data():
        return EXPORT, "file.taken", _page_behind(), {"callback": name}
    return None


def _about_table() -> dict[str, Any]:
    """What the table that was taken is called."""
    sent = request.get_json(silent=True) if request.is_json else None
    told = sent.get("told") if isinstance(sent, dict) else None
    return {"title": str(told.get("title", ""))[:LONGEST]} if isinstance(told, dict) else {}


def _address() -> str:
    asked = request.query_string.decode("utf-8", "replace")
    return f"{request.path}?{asked}" if asked else request.path


def _page_behind() -> str:
    """The page from which something was taken."""
    return request.headers.get("Referer", "").removeprefix(request.host_url.rstrip("/"))[:LONGEST] or _address()
