"""The addresses of the wall: the page of a screen, its scenes, its heartbeat, its pairing.

A screen asks for little and often, so everything here is short: a scene is made once per version of the warehouse, a
heartbeat asks the state database a few small questions.
"""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version as version_of
from typing import Any

from flask import Blueprint, Flask, Response, current_app, request
from markupsafe import Markup
from sqlalchemy import Connection

from components import frame, wall_page
from data import about, clock, engine
from data.engine import WarehouseError
from data.rights import reader
from data.state import store
from data.state.store import StateError
from data.wall import control, programme, screens
from data.wall_answers import Scene, Slot
from web.files import Joined
from web.wall_access import COOKIE, TEN_YEARS, Visitor, read_as_screen, visitor
from web.wall_scenes import BEAT_SECONDS, EPOCH, RATE, as_json, moment, scale_of, shelf

log = logging.getLogger("chiso")

LONGEST_WORD = 60


def add(server: Flask, style: Joined, script: Joined, worker: Joined) -> None:
    """Registers ``/man-hinh`` and what lies under it."""
    program = f"{version_of('chiso')}-{style.digest}-{script.digest}"

    blueprint = Blueprint("wall", __name__, url_prefix="/man-hinh")
    blueprint.before_request(read_as_screen)

    def screen_page() -> Response:
        return _screen_page(style.address, script.address, program)

    def paired(code: str) -> Response:
        return pair(code, style.address)

    def failed(error: Exception) -> Response:
        """What nobody foresaw is for the log: a wall shows no error, it keeps what it has and says that it waits."""
        log.error("wall failed", exc_info=error)
        if request.endpoint not in ("wall.page", "wall.pair"):
            return _json({"trouble": "warehouse"}, 503)
        screen, body = wall_page.screen_of(request.args), wall_page.neutral("waiting", frame.language())
        html = wall_page.page(
            screen, body, style=style.address, script=script.address, program=program, at=_ms(moment())
        )
        return Response(html, mimetype="text/html")

    def service_worker() -> Response:
        answer = Response(worker.text, mimetype="text/javascript")
        answer.headers["Cache-Control"] = "no-cache"
        answer.headers["Service-Worker-Allowed"] = "/man-hinh"
        return answer

    blueprint.add_url_rule("", view_func=screen_page, endpoint="page")
    blueprint.add_url_rule("/canh/<name>", view_func=scene)
    blueprint.add_url_rule("/nhip", view_func=lambda: heartbeat(program), endpoint="beat", methods=["POST"])
    blueprint.add_url_rule("/ghep/<code>", view_func=paired, endpoint="pair", methods=["GET", "POST"])
    blueprint.add_url_rule("/nen.js", view_func=service_worker, endpoint="worker")
    blueprint.register_error_handler(Exception, failed)
    server.register_blueprint(blueprint)


def _screen_page(style: str, script: str, program: str) -> Response:
    lang, now = frame.language(), moment()
    try:
        who = visitor()
        with store.reading() as conn:
            screen = wall_page.screen_of(request.args, who.screen.group if who.screen else "")
            shown = _slots(conn, screen.group, now, screen.offset, _home()) if who.may_see else []
        body = _first(who, shown, screen.scale, lang)
    except StateError:
        screen = wall_page.screen_of(request.args)
        body = wall_page.neutral("waiting", lang)
    rate = float(current_app.config.get(RATE, 1))
    html = wall_page.page(screen, body, style=style, script=script, program=program, at=_ms(now), rate=rate, lang=lang)
    return Response(html, mimetype="text/html")


def _first(who: Visitor, shown: list[Slot], scale: float, lang: str) -> Markup:
    if not who.may_see:
        return wall_page.neutral("revoked" if who.state == "revoked" else "unpaired", lang)
    if shown and shown[0].scene:
        try:
            return Markup(json.loads(as_json(shown[0].scene, scale, lang))["html"])  # noqa: S704  # made by us
        except WarehouseError:
            return wall_page.neutral("waiting", lang)
    return wall_page.neutral("waiting", lang)


def scene(name: str) -> Response:
    """A scene as JSON: ``html``, ``title``, ``version``, ``refresh``; 403 without a key, 404 unknown, 503 no data."""
    scale, lang = scale_of(request.args.get("tl", "")), frame.language()
    try:
        who = visitor()
        if not who.may_see:
            return _json({"trouble": who.state}, 403)
        if name not in shelf(moment()).scenes:
            return _json({"trouble": "scene"}, 404)
        answer = Response(as_json(name, scale, lang), mimetype="application/json")
    except StateError:
        return _json({"trouble": "state"}, 503)
    except WarehouseError:
        return _json({"trouble": "warehouse"}, 503)
    answer.add_etag()
    answer.headers["Cache-Control"] = "no-cache"
    answer.make_conditional(request)
    return answer


def _slots(conn: Connection, group: str, now: datetime, offset: int, home: str | None) -> list[Slot]:
    own = reader.current().province_code or home
    files, held = shelf(now), control.of_group(conn, own or "", group)
    urgent = control.interruptions(conn, files, group, now, own)
    return programme.slots(files, group, held, urgent, now, offset=offset)


def heartbeat(program: str) -> Response:
    """Takes what a page says of itself and answers what it has to show, until when, by whose order."""
    now, sent = moment(), request.get_json(silent=True)
    told: Mapping[str, Any] = sent if isinstance(sent, dict) else {}
    answer: dict[str, Any] = {"now": _ms(now), "program": program, "every": BEAT_SECONDS}
    home = _home()
    answer["trouble"] = "warehouse" if home is None else ""
    try:
        who = visitor()
        with store.reading() as conn:
            group = who.screen.group if who.screen else _word(told, "group") or "chung"
            shown = _slots(conn, group, now, _whole(told.get("offset")), home) if who.may_see else []
            beat = _beat(told, who, group, now)
            is_due = who.may_see and bool(beat.page_id) and screens.is_due(conn, beat, now)
        if is_due:
            with store.writing() as conn:
                screens.beat(conn, beat, now)
    except StateError:
        # Neither who asks nor what was ordered is known: the page goes on with the slots that it was told before.
        who, shown = Visitor("open"), []
        answer["trouble"] = "state"
    answer["state"] = who.state
    if not who.may_see:
        answer["html"] = str(wall_page.neutral("revoked" if who.state == "revoked" else "unpaired", frame.language()))
    known, lang = shelf(now).scenes, frame.language()
    answer["slots"] = [_told(slot, known.get(slot.scene), lang) for slot in shown]
    return _json(answer)


def _home() -> str | None:
    """The province that scenes speak of unless they say so; None while the warehouse is away."""
    try:
        with engine.connect() as conn:
            return about.home(conn)
    except WarehouseError:
        return None


def _told(slot: Slot, known: Scene | None, lang: str) -> dict[str, Any]:
    title = (known.title_en if lang == "en" else known.title) if known else ""
    return {
        "scene": slot.scene, "title": title, "begins": _ms(slot.begins), "ends": _ms(slot.ends), "place": slot.place,
        "of": slot.of, "why": slot.why, "words": slot.words,
    }  # fmt: skip


def _ms(at: datetime) -> int:
    """Milliseconds of Vietnam's wall clock, so that a screen needs no time zone."""
    return round((at - EPOCH).total_seconds() * 1000)


def _beat(told: Mapping[str, Any], who: Visitor, group: str, now: datetime) -> screens.Beat:
    page_id = _word(told, "page")
    clock_there = told.get("clock")
    skew = 0
    if isinstance(clock_there, (int, float)) and abs(clock_there) < 1e14:
        skew = round(clock_there / 1000 - now.replace(tzinfo=clock.VIETNAM).timestamp())
    return screens.Beat(
        page_id=page_id if page_id.isalnum() else "",
        screen_id=who.screen.screen_id if who.screen else None,
        group=group,
        part=_word(told, "part"),
        scene=_word(told, "scene"),
        viewport=_word(told, "viewport"),
        skew=max(min(skew, 10**9), -(10**9)),
        program=_word(told, "program"),
        address=request.remote_addr or "",
    )


def _word(told: Mapping[str, Any], key: str) -> str:
    found = told.get(key, "")
    return found[:LONGEST_WORD] if isinstance(found, str) else ""


def _whole(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value <= 99 else 0


def pair(code: str, style: str) -> Response:
    """Asks whoever opens a pairing link to press its button; whoever presses it gets a key of their own, once.

    Previews of links and scanners of letters only fetch: they use nothing up.
    """
    if request.method != "POST":
        with reader.acting(reader.HOUSE), store.reading() as conn:
            return _pairing(screens.awaiting(conn, code), style)
    with reader.acting(reader.HOUSE), store.writing() as conn:
        key = screens.pair(conn, code, clock.now())
    if key is None:
        return _pairing("", style)
    answer = Response(status=303, headers={"Location": "/man-hinh"})
    answer.set_cookie(
        COOKIE, key, max_age=TEN_YEARS, path="/man-hinh", httponly=True, secure=request.is_secure, samesite="Lax"
    )
    return answer


def _pairing(name: str, style: str) -> Response:
    html = wall_page.pairing(name, style=style, lang=frame.language())
    return Response(html, 200 if name else 410, mimetype="text/html")


def _json(told: Mapping[str, Any], status: int = 200) -> Response:
    answer = Response(json.dumps(told, ensure_ascii=False), status, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer
