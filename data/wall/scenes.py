"""Scenes and playlists as files: ours beside this module, each province's own in its folder of the store; of one name
the province's.

A file that cannot be understood never stops a wall: what is wrong is told as a ``Problem``, the rest is played.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

from data import about, catalogue, engine, reasons
from data.engine import WarehouseError
from data.rights.reader import current
from data.wall_answers import ALL_GROUPS, DWELL_LONGEST, DWELL_SHORTEST, Entry, Playlist, Problem, Scene, Shelf, Tile

OURS = Path(__file__).parent
FOLDERS = ("scenes", "playlists")
KINDS = ("headline", "map", "ranking", "trend", "late", "groups", "scores", "text", "alerts", "event", "tasks")
SHOWN = ("", "plan_share", "value", "change")
MOST_TILES, MOST_ROWS = 6, 12
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
EVERY_GROUP = "*"
WEEKDAYS = {"t2": 0, "t3": 1, "t4": 2, "t5": 3, "t6": 4, "t7": 5, "cn": 6}


class WallFileError(Exception):
    """A file of the wall that means nothing; the message is a Vietnamese sentence that says what to change."""


def shelf(home: Path, province_code: str) -> Shelf:
    """What the screens of a province play: our scenes and lists and its own, and what is wrong with its files."""
    problems: list[Problem] = []
    scenes: dict[str, Scene] = {}
    for file in _files(home, "scenes", province_code):
        scenes |= _taken(file, problems, _scenes_of, {})
    playlists = [
        one
        for file in _files(home, "playlists", province_code)
        for one in _taken(file, problems, _playlists_of(scenes, problems), ())
    ]
    problems += overlaps(playlists)
    return _of_province(Shelf(scenes, playlists, problems), province_code)


def _of_province(shelf: Shelf, province_code: str) -> Shelf:
    """The same without scenes that name the set of another province."""
    sets = catalogue.sets()
    known = {
        name: one
        for name, one in shelf.scenes.items()
        if not one.set_code or sets[one.set_code].province_code == province_code
    }
    strange = [name for name in shelf.scenes if name not in known]
    problems = [
        *shelf.problems,
        *(Problem(name, "Cảnh theo bộ chỉ số của tỉnh khác, màn hình của tỉnh không chiếu.") for name in strange),
    ]
    lists = [
        replace(one, entries=tuple(entry for entry in one.entries if entry.scene in known)) for one in shelf.playlists
    ]
    return replace(shelf, scenes=known, playlists=lists, problems=problems)


def whose() -> str:
    """The province whose wall the reader looks at: the own; of who is of none, the one with most data."""
    own = current().province_code
    if own in about.province_codes():
        return own
    try:
        with engine.connect() as conn:
            return about.home(conn)
    except WarehouseError:
        return about.first_province()


def _files(home: Path, folder: str, province_code: str) -> list[Path]:
    """The files of a folder, the province's instead of ours where both have one of a name."""
    roots = (OURS / folder, *([home / folder / province_code] if province_code else []))
    found = {file.name: file for root in roots for file in sorted(root.glob("*.toml"))}
    return [found[name] for name in sorted(found)]


def _taken(file: Path, problems: list[Problem], read: Any, nothing: Any) -> Any:
    try:
        return read(file, tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(
            Problem(
                file.name, f"Không đọc được tệp. {reasons.in_brackets(error)} Sửa theo mẫu rồi lưu lại; tệp bị bỏ qua."
            )
        )
    except OSError as error:
        problems.append(Problem(file.name, f"Không mở được tệp. {reasons.in_brackets(error)} Kiểm tra quyền đọc."))
    except WallFileError as error:
        problems.append(Problem(file.name, f"{error} Tệp bị bỏ qua."))
    return nothing


def _scenes_of(file: Path, content: Mapping[str, Any]) -> dict[str, Scene]:
    """The scene of a file; one for every page group where it is written for ``page = "*"``."""
    if not NAME.fullmatch(file.stem):
        raise WallFileError("Tên tệp chỉ gồm chữ thường không dấu, chữ số và gạch nối.")
    if content.get("page") == EVERY_GROUP:
        used = {one.page for one in catalogue.indicators().values()}
        pages = [page for page in catalogue.pages().values() if page.page in used]
        return {one.name: one for page in pages for one in [_scene(_slug(page), content, page)]}
    page = catalogue.pages().get(str(content.get("page", "")))
    return {file.stem: _scene(file.stem, content, page)}


def _slug(page: catalogue.Page) -> str:
    """ "nhom-y-te" of the group whose page is /nhom/y-te."""
    return "nhom-" + page.path.rstrip("/").rpartition("/")[2]


def _scene(name: str, content: Mapping[str, Any], page: catalogue.Page | None) -> Scene:
    tiles = content.get("tiles")
    if not isinstance(tiles, list) or not 1 <= len(tiles) <= MOST_TILES:
        raise WallFileError(f"Cảnh «{name}» cần từ 1 đến {MOST_TILES} ô «[[tiles]]».")
    set_code = str(content.get("set", ""))
    if set_code and set_code not in catalogue.sets():
        raise WallFileError(f"Không có bộ chỉ số «{set_code}»; các bộ: {', '.join(catalogue.sets())}.")
    title = str(content.get("title", "")) or (page.name if page else name)
    return Scene(
        name=name,
        title=title,
        title_en=str(content.get("title_en", "")) or (page.name_en if page else title),
        tiles=tuple(_tile(number, one, page) for number, one in enumerate(tiles, start=1)),
        set_code=set_code,
        refresh=_number(content, "refresh", 60, 10, DWELL_LONGEST),
        seconds=_number(content, "seconds", 0, 0, DWELL_LONGEST),
    )


def _tile(number: int, content: Any, page: catalogue.Page | None) -> Tile:
    if not isinstance(content, dict) or content.get("kind") not in KINDS:
        raise WallFileError(f"Ô thứ {number}: «kind» phải là một trong {', '.join(KINDS)}.")
    if (shown := content.get("shown", "")) not in SHOWN:
        raise WallFileError(f"Ô thứ {number}: «shown» phải là một trong {', '.join(SHOWN[1:])}.")
    own = str(content.get("page", page.page if page else "economy"))
    if own not in catalogue.pages():
        raise WallFileError(f"Ô thứ {number}: không có nhóm chỉ số «{own}».")
    indicator = str(content.get("indicator", ""))
    known = catalogue.indicators()
    if indicator and indicator not in known and indicator not in {one.concept for one in known.values()}:
        raise WallFileError(f"Ô thứ {number}: không có chỉ số hay khái niệm «{indicator}» trong danh mục.")
    return Tile(
        kind=str(content["kind"]),
        page=own,
        indicator=indicator,
        place=_number(content, "place", 1, 1, 20),
        shown=str(shown),
        rows=_number(content, "rows", 6, 1, MOST_ROWS),
        text=str(content.get("text", ""))[:200],
    )


def _number(content: Mapping[str, Any], key: str, usual: int, low: int, high: int) -> int:
    found = content.get(key, usual)
    if isinstance(found, bool) or not isinstance(found, int) or not low <= found <= high:
        raise WallFileError(f"«{key}» phải là số nguyên từ {low} đến {high}, đang ghi {found!r}.")
    return found


def _playlists_of(scenes: Mapping[str, Scene], problems: list[Problem]) -> Any:
    def read(file: Path, content: Mapping[str, Any]) -> tuple[Playlist, ...]:
        return (playlist_of(file.stem, content, scenes, problems),)

    return read


def playlist_of(
    name: str, content: Mapping[str, Any], scenes: Mapping[str, Scene], problems: list[Problem]
) -> Playlist:
    """A playlist as a file says it; entries that mean nothing are left out and told in ``problems``.

    Raises WallFileError where nothing is left to play.
    """
    entries = []
    for number, one in enumerate(_entries(content), start=1):
        scene, seconds = str(one.get("scene", "")), one.get("seconds", 0)
        if scene not in scenes:
            problems.append(Problem(name, f"Dòng {number}: không có cảnh «{scene}». Dòng này bị bỏ qua."))
            continue
        if "seconds" in one and not _is_dwell(seconds):
            told = f"Cảnh «{scene}»: thời gian {seconds!r} giây không dùng được (từ {DWELL_SHORTEST} đến "
            problems.append(Problem(name, f"{told}{DWELL_LONGEST}); cảnh được giữ lâu theo nội dung."))
            seconds = 0
        entries.append(Entry(scene, seconds))
    if not entries:
        raise WallFileError(f"Danh sách «{name}» không còn cảnh nào để trình chiếu.")
    return Playlist(
        name=name,
        title=str(content.get("title", "")) or name,
        entries=tuple(entries),
        groups=_texts(content, "groups") or (ALL_GROUPS,),
        begins=_time(content, "from"),
        ends=_time(content, "to"),
        weekdays=_weekdays(content),
    )


def _entries(content: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    found = content.get("scenes")
    if not isinstance(found, list):
        raise WallFileError("Danh sách cần «scenes = [ … ]».")
    return [one if isinstance(one, dict) else {"scene": one} for one in found]


def _is_dwell(seconds: Any) -> bool:
    whole = isinstance(seconds, int) and not isinstance(seconds, bool)
    return whole and DWELL_SHORTEST <= seconds <= DWELL_LONGEST


def _texts(content: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = content.get(key, [])
    if not isinstance(found, list):
        raise WallFileError(f'«{key}» phải là một danh sách, ví dụ ["phong-hop"].')
    return tuple(str(one) for one in found)


def _time(content: Mapping[str, Any], key: str) -> time:
    found = content.get(key, time(0))
    if isinstance(found, time):
        return found.replace(tzinfo=None)
    try:
        return time.fromisoformat(str(found)).replace(tzinfo=None)  # a wall knows the time in Vietnam only
    except ValueError as error:
        raise WallFileError(f"«{key} = {found}» không phải giờ trong ngày, ví dụ 07:30.") from error


def _weekdays(content: Mapping[str, Any]) -> tuple[int, ...]:
    asked = [one.lower() for one in _texts(content, "days")]
    if unknown := [one for one in asked if one not in WEEKDAYS]:
        raise WallFileError(f"«days» có «{unknown[0]}»; các ngày: {', '.join(WEEKDAYS)}.")
    return tuple(WEEKDAYS[one] for one in asked) or tuple(WEEKDAYS.values())


def overlaps(playlists: Sequence[Playlist]) -> list[Problem]:
    """Playlists of the province for the same screens at the same time: the first by name is played.

    A list for all screens all day is what is played when no other is, so it overlaps with nothing.
    """
    found = []
    timed = [one for one in playlists if not is_background(one)]
    for number, first in enumerate(timed):
        for second in timed[number + 1 :]:
            if set(first.groups) & set(second.groups) and _meet(first, second):
                words = f"Trùng giờ, trùng nhóm màn hình với «{first.title}»; trong lúc trùng, chiếu «{first.title}»."
                found.append(Problem(second.name, words))
    return found


def is_background(one: Playlist) -> bool:
    """Whether it is meant for whenever nothing else is."""
    return one.begins == one.ends and len(one.weekdays) == 7 and ALL_GROUPS in one.groups


def _meet(first: Playlist, second: Playlist) -> bool:
    return bool(_minutes(first) & _minutes(second))


def _minutes(one: Playlist) -> set[tuple[int, int]]:
    """The minutes of a week, by day, in which it is played."""
    begin, end = (at.hour * 60 + at.minute for at in (one.begins, one.ends))
    length = (end - begin) % 1440 or 1440
    return {((day + (begin + at) // 1440) % 7, (begin + at) % 1440) for day in one.weekdays for at in range(length)}
