"""``/gui-so-lieu`` and ``/duyet-so-lieu``: plain pages for a phone on a bad line, and the steps that they send.

Which permission each address asks for stands in ``data.rights.doors``; whose the figures are, ``submissions`` decides.
"""

import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import wraps
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, g, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from components import approval_page, sending_page
from data import periods
from data.rights.reader import Reader
from data.rights.roles import may
from data.state import period_locks, store
from data.state.journal import Person
from data.state.submissions import SubmissionError, Target
from data.submission_answers import BY_COMMUNE, GRID
from submissions import checking, steps
from web import sending_views
from web.account_forms import Files, finish, look
from web.files import Joined

SEND, APPROVE = sending_page.PATH, approval_page.PATH
LONGEST_NAME = 100
NOT_UNDERSTOOD = "Yêu cầu không đúng dạng. Tải lại trang rồi làm lại."
TOO_LARGE = "Tệp lớn hơn 5 MB. Tách tệp theo kỳ, hoặc gửi đơn vị vận hành nạp."
Step = Callable[[], dict[str, Any]]


def add(server: Flask, style: Joined, script: Joined) -> None:
    """Registers the pages and their steps."""
    files, blueprint = Files(style.address, script.address), Blueprint("sending", __name__)
    blueprint.add_url_rule(SEND, "send", lambda: send_page(files), methods=["GET"])
    blueprint.add_url_rule(APPROVE, "approve", lambda: approve_page(files), methods=["GET"])
    taken: dict[str, Step] = {
        f"{SEND}/nhap": write, f"{SEND}/tep": take_file, f"{SEND}/gui": send,
        f"{APPROVE}/quyet-dinh": decide, f"{APPROVE}/khoa": lock,
    }  # fmt: skip
    for path, step in taken.items():
        blueprint.add_url_rule(path, path, _answered(step), methods=["POST"])
    server.register_blueprint(blueprint)


def _answered(step: Step) -> Callable[[], tuple[Response, int]]:
    """What a step says as JSON; why it cannot be taken in words."""

    @wraps(step)
    def answer() -> tuple[Response, int]:
        try:
            return jsonify(step()), 200
        except steps.REFUSED as error:
            return jsonify(told=str(error)), 422
        except RequestEntityTooLarge:
            return jsonify(told=TOO_LARGE), 413
        except (periods.PeriodError, KeyError, TypeError, ValueError, AttributeError):
            return jsonify(told=NOT_UNDERSTOOD), 400

    return answer


def send_page(files: Files) -> Response:
    how, reader = look(files), g.reader
    asked = request.args
    if "nhap" in asked:
        html = sending_views.taken_file(how, reader, int(asked["nhap"])) if _is_number(asked["nhap"]) else ""
        return finish(html or sending_page.missing(how, reader.name), 200 if html else 404)
    if "ky" not in asked:
        return finish(sending_views.front(how, reader, is_sent=asked.get("xong") == "gui"))
    kind = BY_COMMUNE if asked.get("theo") == sending_page.COMMUNES else GRID
    grid = sending_views.grid(reader, asked.get("ky", ""), asked.get("cq", ""), kind)
    if grid is None:
        return finish(sending_page.missing(how, reader.name), 404)
    return finish(sending_page.entry(how, grid, reader.name))


def approve_page(files: Files) -> Response:
    how, number = look(files), request.args.get("so", "")
    if number:
        html = sending_views.one(how, g.reader, int(number)) if _is_number(number) else ""
        return finish(html or sending_page.missing(how, g.reader.name), 200 if html else 404)
    return finish(sending_views.inbox(how, g.reader, request.args.get("xong", "")))


def write() -> dict[str, Any]:
    sent = _sent()
    period = str(sent["period"])
    if not period or periods.parse(period).id != period:
        raise ValueError(period)
    reader = _here()
    kind = {GRID: GRID, BY_COMMUNE: BY_COMMUNE}[str(sent.get("kind", GRID))]
    target = Target(reader.province_code, str(sent["set"]), period, str(sent["agency"])[:200], kind)
    cells = [(str(code), str(area), str(text)) for code, area, text in sent["cells"]]
    return steps.write(reader, _who(sent), target, cells)


def take_file() -> dict[str, Any]:
    request.max_content_length = checking.LARGEST + 20_000
    file = request.files["tep"]
    name = "".join(one for one in Path(file.filename or "").name if one.isprintable())[-LONGEST_NAME:].lstrip(".")
    if not name:
        raise SubmissionError("Chọn một tệp trước.")
    with closing(file), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        file.save(path)
        if path.stat().st_size > checking.LARGEST:
            raise SubmissionError(TOO_LARGE)
        return steps.take_file(_here(), _who(request.form), path, request.form.get("ky", "").strip())


def send() -> dict[str, Any]:
    sent = _sent()
    return {"sent": steps.send(_here(), _who(sent), int(sent["number"]))}


def decide() -> dict[str, Any]:
    sent = _sent()
    approves = {"approve": True, "return": False}[sent["step"]]
    remarks = {tuple(map(str, key)): str(text) for key, text in sent["cells"]}
    steps.decide(
        _here(), _who(sent), int(sent["number"]), approves=approves, words=str(sent.get("words", "")), remarks=remarks
    )
    return {"done": "approved_now" if approves else "returned_now"}


def lock() -> dict[str, Any]:
    sent, reader = _sent(), _here()
    if not may(reader, "lock"):
        raise SubmissionError("Tài khoản này không được khóa kỳ.")
    set_code, period = str(sent["set"]), periods.parse(str(sent["period"])).id
    if set_code != sending_views.set_of(reader):
        raise SubmissionError("Chỉ khóa được kỳ của bộ chỉ số tỉnh mình.")
    with store.writing() as conn:
        if sent["step"] == "lock":
            period_locks.lock(conn, _who(sent), reader.province_code, set_code, period)
            return {"done": "locked_now"}
        period_locks.reopen(conn, _who(sent), set_code, period, str(sent.get("reason", "")))
    return {"done": "reopened_now"}


def _sent() -> dict[str, Any]:
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise TypeError(NOT_UNDERSTOOD)
    return sent


def _here() -> Reader:
    """Who asks, in a province."""
    return sending_views.here(g.reader)


def _who(sent: Any) -> Person:
    """Who signs: the account; in a house without accounts whoever the form names."""
    if g.reader.account_id is not None:
        return Person(g.reader.name, g.reader.agency)
    return Person(str(sent.get("name", ""))[:120], str(sent.get("unit", ""))[:200])


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
