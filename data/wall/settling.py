"""Scenes and playlists of a time when there was one set for all: each goes to the provinces whose screens showed it.

A scene that names a set is of that set's province; all others were shown by every province that has screens.  What was
there before stays beside the new ones under another name.
"""

import tomllib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from data import about, catalogue, engine
from data.engine import WarehouseError
from data.state import store
from data.state.tables import wall_screen
from data.wall import playlist_files, scenes
from data.wall.scenes import WallFileError

BEFORE = ".truoc-khi-chia"  # the ending of what was there before


def unsettled(home: Path) -> list[Path]:
    """The files that are of no province yet; nothing plays them."""
    return [file for folder in scenes.FOLDERS for file in sorted((home / folder).glob("*.toml"))]


def settle(home: Path) -> int:
    """Gives every such file to its provinces and says how many there were; none while nobody knows whose they are.

    A province's own file of the same name stays.  Cut off half-way, it is done again.
    """
    files = unsettled(home)
    if not files or not (here := _provinces()):
        return 0
    own_sets = {file.stem: _set_of(file) for file in files if file.parent.name == "scenes"}
    for file in files:
        if file.parent.name == "scenes":
            named = own_sets[file.stem]
            for province in {named} if named else here:
                _put(file, province, file.read_bytes())
    for file in files:
        if file.parent.name == "playlists":
            for province in sorted({*here, *filter(None, own_sets.values())}):
                if (text := _playlist(home, file, province)) is not None:
                    _put(file, province, text)
    for file in files:
        file.replace(file.with_name(f"{file.name}{BEFORE}"))
    return len(files)


def _provinces() -> set[str]:
    """Those that have screens, and the one whose figures the wall has shown; none before anything was published."""
    try:
        with engine.connect() as conn:
            found = {about.province_with_most_data(conn)}
    except WarehouseError:
        return set()
    if store.begun():
        with store.reading() as conn:
            found |= set(conn.execute(sa.select(wall_screen.c.province_code).distinct()).scalars())
    return found - {""}


def _read(file: Path) -> dict[str, Any]:
    """What a file says; nothing where it cannot be understood, which its province is told."""
    with suppress(tomllib.TOMLDecodeError, UnicodeDecodeError):
        return tomllib.loads(file.read_text(encoding="utf-8"))
    return {}


def _set_of(file: Path) -> str:
    """The province of the set that a scene names; "" where it names none."""
    known = catalogue.sets().get(str(_read(file).get("set", "")))
    return known.province_code if known else ""


def _playlist(home: Path, file: Path, province: str) -> bytes | None:
    """A list as a province has played it: without the scenes of others; None where nothing is left."""
    known, whole = scenes.shelf(home, province).scenes, _read(file)
    every = dict(known)
    for code in _everywhere(home):
        every |= scenes.shelf(home, code).scenes
    try:
        meant = scenes.playlist_of(file.stem, whole, every, [])
    except WallFileError:
        return file.read_bytes()
    kept = tuple(one for one in meant.entries if one.scene in known)
    if kept == meant.entries:
        return file.read_bytes()
    return playlist_files.as_toml(replace(meant, entries=kept)).encode() if kept else None


def _everywhere(home: Path) -> Iterable[str]:
    return sorted(one.name for one in (home / "scenes").glob("*") if one.is_dir())


def _put(file: Path, province: str, text: bytes) -> None:
    target = file.parent / province / file.name
    if target.exists():
        return
    target.parent.mkdir(exist_ok=True)
    written = target.with_name(f".{target.name}")
    written.write_bytes(text)
    written.replace(target)
