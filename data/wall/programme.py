"""What a group of screens shows at a moment: it follows from the clock, so that all screens turn together.

A list is a ring that began at midnight of its day (or where the duty officer set it), so no screen has to be told
when another turns.  Nothing here reads a clock or a database.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from data.wall import scenes
from data.wall_answers import ALL_GROUPS, Control, Entry, Interruption, Playlist, Scene, Shelf, Slot

AHEAD = timedelta(minutes=10)  # slots are told this far ahead
STAYS = timedelta(minutes=5)  # of a slot that has no end of its own


def playlist_at(shelf: Shelf, group: str, moment: datetime) -> Playlist:
    """The list for a group of screens: one that names the group before one for all, a timed one before an always one.

    Without any, all scenes one after the other.
    """
    fitting = [
        one for one in shelf.playlists if ({group, ALL_GROUPS} & set(one.groups)) and one.holds(moment) and one.entries
    ]
    ranked = sorted(fitting, key=lambda one: (group not in one.groups, scenes.is_background(one), one.name))
    everything = Playlist("", "", tuple(Entry(name) for name in shelf.scenes))
    return ranked[0] if ranked else everything


def slots(
    shelf: Shelf,
    group: str,
    control: Control,
    interruptions: Sequence[Interruption],
    now: datetime,
    *,
    offset: int = 0,
) -> list[Slot]:
    """The slot of ``now`` and those after it; at least one where there is any scene.

    ``offset``: the screen shows the scene that many places further in the list, in step with the others.
    """
    if not shelf.scenes:
        return []
    current = [one for one in interruptions if _interrupts(one, control, now)]
    if current and (newest := max(current, key=lambda one: one.since)).scene in shelf.scenes:
        return [Slot(newest.scene, now, newest.until or now + STAYS, why="interrupt", words=newest.words)]
    if control.mode == "blank":
        return [Slot("", now, now + STAYS, why="blank")]
    playlist = playlist_at(shelf, group, now)
    if control.mode in ("pause", "pin") and control.scene in shelf.scenes:
        place = _place_of(control.scene, playlist)
        return [Slot(control.scene, now, now + STAYS, place + 1, len(playlist.entries), why=control.mode)]
    return _ring(playlist, shelf.scenes, _anchored(control, now), now, offset)


def _interrupts(one: Interruption, control: Control, now: datetime) -> bool:
    """Whether it holds now; an order that the duty officer gave since stands above it."""
    is_on = one.since <= now and (one.until is None or now < one.until)
    return is_on and (control.since is None or control.since <= one.since)


def _anchored(control: Control, now: datetime) -> tuple[datetime, int]:
    """Where the ring is known to have stood; what was set on another day no longer counts."""
    if control.since is not None and control.since <= now and control.since.date() == now.date():
        return control.since, control.place
    return now.replace(hour=0, minute=0, second=0, microsecond=0), 0


def _ring(
    playlist: Playlist, known: Mapping[str, Scene], anchor: tuple[datetime, int], now: datetime, offset: int
) -> list[Slot]:
    entries, (began, first) = playlist.entries, anchor
    lengths = [timedelta(seconds=one.seconds or known[one.scene].dwell) for one in entries]
    place = first % len(entries)
    at = began + (now - began) // sum(lengths, timedelta()) * sum(lengths, timedelta())
    while at + lengths[place] <= now:
        at, place = at + lengths[place], (place + 1) % len(entries)
    found: list[Slot] = []
    while not found or (at < now + AHEAD and len(found) < 60):
        shown = (place + offset) % len(entries)
        found.append(Slot(entries[shown].scene, at, at + lengths[place], shown + 1, len(entries)))
        at, place = at + lengths[place], (place + 1) % len(entries)
    return found


def _place_of(scene: str, playlist: Playlist) -> int:
    return next((place for place, one in enumerate(playlist.entries) if one.scene == scene), -1)


def commanded(shelf: Shelf, group: str, control: Control, now: datetime, order: str, scene: str, actor: str) -> Control:
    """What stands after an order of the duty officer: next, previous, pause, resume, pin (with ``scene``) or blank.

    Raises ValueError for another order, and for a pinned scene that there is not.
    """
    playlist = playlist_at(shelf, group, now)
    place = _standing(shelf, group, control, now, playlist)
    entries = playlist.entries
    if order in ("next", "previous"):
        place = (place + (1 if order == "next" else -1)) % len(entries)
        return Control("run", "", now, place, actor)
    if order == "resume":
        return Control("run", "", now, place, actor)
    if order == "pause":
        return Control("pause", entries[place].scene, now, place, actor)
    if order == "pin" and scene in shelf.scenes:
        return Control("pin", scene, now, place, actor)
    if order == "blank":
        return Control("blank", "", now, place, actor)
    raise ValueError(f"Không có lệnh «{order}» cho cảnh «{scene}».")


def _standing(shelf: Shelf, group: str, control: Control, now: datetime, playlist: Playlist) -> int:
    """Where the list stands, or stood when it was stopped; counts from 0."""
    if control.mode != "run":
        return control.place % len(playlist.entries)
    ring = slots(shelf, group, control, (), now)
    return ring[0].place - 1
