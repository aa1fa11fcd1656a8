"""Fifty screens of the wall and a hundred analysts at once: what a filter change takes, and whether anything fails.

Screens ask as ``assets/wall`` does: a heartbeat every five seconds, a scene when it turns, with what they know already.
Analysts change a filter of the economy page, look at it for a while, and change the next.
"""

import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

import brotli
from dash import Dash

from tests.benchmarks import serving
from tests.benchmarks.economy import choices, request_of
from tests.benchmarks.measured import Measured, milliseconds, p95

SCREENS, ANALYSTS = 50, 100
SECONDS, WARM = 90, 15  # of the whole; of which the first are not counted
BEAT, THOUGHT = 5, (5, 15)  # seconds between heartbeats, and between the changes of one analyst


@dataclass
class Told:
    """What the answers took (ms), and those that were none."""

    beats: list[float] = field(default_factory=list)
    scenes: list[float] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


class Visitor:
    """Whoever asks; each time anew, because the server closes what rests for longer than two seconds."""

    def __init__(self, port: int, told: Told, counted_from: float) -> None:
        self._port, self._told, self._from = port, told, counted_from

    def ask(self, method: str, path: str, taken: list[float], body: str = "", etag: str = "") -> tuple[str, bytes]:
        """The tag and the body of an answer; what went wrong is noted."""
        headers = {"Accept-Encoding": "br", "Content-Type": "application/json"} | (
            {"If-None-Match": etag} if etag else {}
        )
        started = time.perf_counter()
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)) as server:
                server.request(method, path, body or None, headers)
                answer = server.getresponse()
                content = answer.read()
        except (http.client.HTTPException, OSError) as error:
            self._told.failed.append(f"{path}: {error!r}")
            return "", b""
        if time.monotonic() > self._from:
            taken.append(milliseconds(started))
        if answer.status not in (200, 304):
            self._told.failed.append(f"{path}: {answer.status}")
        is_packed = answer.headers.get("Content-Encoding") == "br"
        return answer.headers.get("ETag", ""), brotli.decompress(content) if is_packed else content


def measured(app: Dash) -> list[Measured]:
    port, told = serving.free_port(), Told()
    app.server.test_client().get("/_dash-dependencies")  # the first request registers the callbacks
    bodies = [request_of(app, state) for state in choices("tuyen-quang")]
    command = [str(serving.CHISO), "serve", "--port", str(port), "--workers", "2"]
    with serving.server(command, port):
        began = time.monotonic()
        end, counted = began + SECONDS, began + WARM
        work: list[Callable[[], None]] = [
            lambda number=number: _screen(Visitor(port, told, counted), told, number, end) for number in range(SCREENS)
        ]
        work += [
            lambda number=number: _analyst(Visitor(port, told, counted), told, bodies, number, end)
            for number in range(ANALYSTS)
        ]
        threads = [threading.Thread(target=one) for one in work]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    note = f"{SCREENS} screens and {ANALYSTS} analysts for {SECONDS - WARM} s, 2 processes"
    return [
        Measured("Crowd, filter change, p95", p95(told.changes), 400, "ms", f"{len(told.changes)} changes; {note}"),
        Measured("Crowd, heartbeat of a screen, p95", p95(told.beats), None, "ms", f"{len(told.beats)} heartbeats"),
        Measured("Crowd, scene, p95", p95(told.scenes), None, "ms", f"{len(told.scenes)} scenes"),
        Measured("Crowd, answers that failed", len(told.failed), 0, "", "; ".join(told.failed[:3])),
    ]


def _screen(visitor: Visitor, told: Told, number: int, end: float) -> None:
    time.sleep(BEAT * number / SCREENS)
    tags: dict[str, str] = {}
    shown = ""
    while time.monotonic() < end:
        beat = json.dumps({"page": f"screen{number}", "scene": shown, "viewport": "1920x1080"})
        _, content = visitor.ask("POST", "/man-hinh/nhip", told.beats, beat)
        slots = json.loads(content)["slots"] if content else []
        if slots and slots[0]["scene"] != shown:
            shown = slots[0]["scene"]
            path = f"/man-hinh/canh/{shown}?tl=1.000"
            tags[shown], _ = visitor.ask("GET", path, told.scenes, etag=tags.get(shown, ""))
        time.sleep(BEAT)


def _analyst(visitor: Visitor, told: Told, bodies: list[str], number: int, end: float) -> None:
    pick = random.Random(number)  # noqa: S311  # a walk, not a secret
    time.sleep(pick.uniform(0, THOUGHT[0]))
    while time.monotonic() < end:
        visitor.ask("POST", "/_dash-update-component", told.changes, pick.choice(bodies))
        time.sleep(pick.uniform(*THOUGHT))
