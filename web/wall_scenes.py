"""Scenes as screens get them, at the time of the wall: made once a version, or every few seconds where people work."""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from functools import lru_cache

from flask import current_app

from components import wall_page, wall_scene
from data import clock, engine, memory, paths, remembered
from data.rights import reach as reaches
from data.rights import reader
from data.state import store
from data.wall import scenes, tiles
from data.wall_answers import SceneView, Shelf
from geo import boundaries

EPOCH = datetime(1970, 1, 1)
BEAT_SECONDS = 5
RATE = "WALL_CLOCK_RATE"  # of the configuration: how fast the clocks of server and screens run in a soak
STARTED = clock.now()
LIVE_FOR = 5  # seconds that screens share what is told of people's work
LIVE_KEPT = 40  # such scenes, each in the sizes and languages that screens ask for
_live: OrderedDict[Hashable, tuple[float, str]] = OrderedDict()
_locks: dict[Hashable, threading.Lock] = {}  # screens turn together: one request makes a scene, the others wait for it
_guard = threading.Lock()


def moment() -> datetime:
    """The time of the wall: the clock's, unless a soak lets it run faster."""
    now = clock.now()
    rate = float(current_app.config.get(RATE, 1))
    return now if rate == 1 else STARTED + (now - STARTED) * rate


@lru_cache(maxsize=40)
def _shelf(_home: str, province_code: str, _while: int) -> Shelf:
    return scenes.shelf(paths.home(), province_code)


def shelf(now: datetime) -> Shelf:
    """What the files of the wall hold for whoever looks, read again every few seconds."""
    return _shelf(str(paths.home()), scenes.whose(), int((now - EPOCH).total_seconds()) // BEAT_SECONDS)


def as_json(name: str, scale: float, lang: str) -> str:
    """The answer for a scene, made once per version and day; one that tells of what people do every few seconds."""
    now = moment()
    asked, is_live = shelf(now).scenes[name], tiles.is_live(shelf(now).scenes[name])
    with engine.connect() as conn:
        province = tiles.province_of(conn, asked)
        try:
            shapes: boundaries.BoundarySet | None = boundaries.boundary_set(province, paths.home())
        except boundaries.BoundaryError:
            shapes = None  # the tile then tells the course instead of the map

        def made() -> str:
            if not is_live:
                return _written(tiles.scene_view(conn, asked, now), shapes, scale, lang)
            with store.reading() as state:
                return _written(tiles.scene_view(conn, asked, now, state), shapes, scale, lang)

        who = reader.current()
        sees = (who.role, reaches.of(who).key)
        key = ("wall", str(paths.home()), sees, asked, scale, lang, shapes.version if shapes else "")
        with _lock_of(key):
            if not is_live:
                return memory.of(conn).recall((*key, now.date()), made, alone=True)
            return _recently((*key, remembered.version(conn)["version"]), now, made)


def _lock_of(key: Hashable) -> threading.Lock:
    with _guard:
        return _locks.setdefault(key, threading.Lock())


def _recently(key: Hashable, now: datetime, make: Callable[[], str]) -> str:
    """What is told of people's work, shared for a few seconds; whoever calls this holds the lock of ``key``."""
    holds = now.timestamp() // LIVE_FOR
    with _guard:
        told_at, text = _live.get(key, (None, ""))
    if told_at == holds:
        return text
    text = make()
    with _guard:
        _live[key] = (holds, text)
        _live.move_to_end(key)
        while len(_live) > LIVE_KEPT:
            _live.popitem(last=False)
    return text


def _written(view: SceneView, shapes: boundaries.BoundarySet | None, scale: float, lang: str) -> str:
    told = {
        "html": str(wall_scene.scene(view, shapes, scale, lang)),
        "title": wall_scene.title_of(view, lang),
        "version": view.version,
        "refresh": view.scene.refresh,
    }
    return json.dumps(told, ensure_ascii=False)


def scale_of(text: str) -> float:
    """A type scale in steps, so that few different scenes are kept."""
    try:
        asked = float(text)
    except ValueError:
        return 1.0
    inside = wall_page.SMALLEST <= asked <= wall_page.LARGEST
    return round(asked, 1) if inside else 1.0
