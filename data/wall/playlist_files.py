"""Playlists written from the page: the province's own files, as a person would write them."""

import json
import os
from collections.abc import Sequence
from datetime import time
from pathlib import Path

from sqlalchemy import Connection

from data import reasons
from data.state import journal
from data.state.journal import Person
from data.wall.scenes import NAME, WallFileError
from data.wall_answers import ALL_GROUPS, DWELL_LONGEST, DWELL_SHORTEST, Entry, Playlist, Shelf


def made(
    shelf: Shelf,
    name: str,
    title: str,
    scenes: Sequence[str],
    groups: str,
    begins: str,
    ends: str,
    seconds: str,
) -> Playlist:
    """A playlist from what a form holds; a scene that was in the list of this name keeps its own seconds.

    Raises WallFileError with a sentence for the form.
    """
    title = "".join(one for one in title if one.isprintable()).strip()
    if not title or not NAME.fullmatch(name):
        raise WallFileError("Ghi tên danh sách, ví dụ «Giao ban sáng».")
    if not scenes or any(one not in shelf.scenes for one in scenes):
        raise WallFileError("Chọn ít nhất một cảnh.")
    whole = _dwell(seconds)
    before = next((one for one in shelf.playlists if one.name == name), None)
    kept = {one.scene: one.seconds for one in before.entries} if before else {}
    return Playlist(
        name=name,
        title=title[:80],
        entries=tuple(Entry(one, whole or kept.get(one, 0)) for one in scenes),
        groups=tuple(part.strip() for part in groups.split(",") if part.strip()) or (ALL_GROUPS,),
        begins=_time(begins),
        ends=_time(ends),
        weekdays=before.weekdays if before else Playlist("", "", ()).weekdays,
    )


def _dwell(text: str) -> int:
    """Seconds; 0 of an empty field: by content."""
    if not text.strip():
        return 0
    whole = int(text) if text.strip().isdecimal() and len(text) < 9 else 0
    if not DWELL_SHORTEST <= whole <= DWELL_LONGEST:
        raise WallFileError(
            f"Số giây mỗi cảnh ghi «{text[:20]}», phải là số nguyên từ {DWELL_SHORTEST} đến {DWELL_LONGEST}, "
            "hoặc để trống."
        )
    return whole


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text.strip()).replace(tzinfo=None) if text.strip() else time(0)
    except ValueError as error:
        raise WallFileError(f"«{text}» không phải giờ trong ngày, ví dụ 07:30.") from error


def save(home: Path, conn: Connection, who: Person, province_code: str, playlist: Playlist) -> None:
    """Writes the file of a playlist of a province and keeps who did so.

    Raises WallFileError where it cannot be written.
    """
    folder = home / "playlists" / province_code
    told = {"scenes": [one.scene for one in playlist.entries], "province": province_code}
    journal.write(conn, who, "wall.playlist", f"playlist:{playlist.name}", told)
    written = folder / f".{playlist.name}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written.write_text(as_toml(playlist), encoding="utf-8")
        written.replace(folder / f"{playlist.name}.toml")
    except OSError as error:
        raise WallFileError(
            f"Không ghi được tệp vào «playlists». {reasons.in_brackets(error)} Kiểm tra quyền ghi."
        ) from error


def as_toml(playlist: Playlist) -> str:
    """The file of a playlist."""
    days = ("t2", "t3", "t4", "t5", "t6", "t7", "cn")
    lines = [f"title = {_text(playlist.title)}"]
    if playlist.groups != (ALL_GROUPS,):
        lines.append(f"groups = [{', '.join(map(_text, playlist.groups))}]")
    if len(playlist.weekdays) < len(days):
        lines.append(f"days = [{', '.join(_text(days[one]) for one in playlist.weekdays)}]")
    if playlist.begins != playlist.ends:
        lines += [f"from = {playlist.begins:%H:%M:%S}", f"to = {playlist.ends:%H:%M:%S}"]
    entries = [
        f"  {{ scene = {_text(one.scene)}, seconds = {one.seconds} }}," if one.seconds else f"  {_text(one.scene)},"
        for one in playlist.entries
    ]
    return "\n".join([*lines, "scenes = [", *entries, "]", ""])


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)  # the basic strings of TOML are written like those of JSON
