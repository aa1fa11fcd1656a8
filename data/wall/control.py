"""What the duty officer told a group of screens, kept in the state database and in the journal; and what interrupts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from data import catalogue
from data.state import journal
from data.state.journal import Person
from data.state.tables import wall_control
from data.wall import programme, urgent
from data.wall_answers import Control, Interruption, Scene, Shelf

# Who may come before every list; each says of a moment what does.
SOURCES: Sequence[Callable[[Connection, datetime], list[Interruption]]] = (
    urgent.active_events,
    urgent.critical_alerts,
)


def of_group(conn: Connection, province_code: str, group: str) -> Control:
    """What holds for a group of screens of a province: its newest order; without any its list runs."""
    c = wall_control.c
    orders = sa.select(wall_control).where(c.screen_group == group, c.province_code.in_([province_code, ""]))
    found = conn.execute(orders.order_by(c.since.desc()).limit(1)).first()
    return Control(found.mode, found.scene, found.since, found.place, found.actor) if found else Control()


def order(
    conn: Connection, who: Person, shelf: Shelf, province_code: str, group: str, word: str, scene: str, now: datetime
) -> Control:
    """Carries out an order (see ``programme.commanded``) for the screens of a province and keeps who gave it.

    Raises ValueError for an unknown order or scene, and when nobody signs.
    """
    set_to = programme.commanded(shelf, group, of_group(conn, province_code, group), now, word, scene, who.name)
    journal.write(conn, who, f"wall.{word}", f"wall:{group}", {"scene": set_to.scene, "province": province_code}, now)
    row = {"mode": set_to.mode, "scene": set_to.scene, "since": now, "place": set_to.place, "actor": who.name}
    own = (wall_control.c.screen_group == group, wall_control.c.province_code == province_code)
    if not conn.execute(sa.update(wall_control).where(*own).values(**row)).rowcount:
        conn.execute(sa.insert(wall_control).values(screen_group=group, province_code=province_code, **row))
    return set_to


def interruptions(conn: Connection, shelf: Shelf, group: str, now: datetime, home: str | None) -> list[Interruption]:
    """What comes before the list of a group at a moment: only what happens in a province that its list speaks of.

    ``home`` is the province of scenes that name no set; while it is not known (None) they may speak of any.
    """
    urgent_now = [one for source in SOURCES for one in source(conn, now)]
    if not urgent_now:
        return []
    shown = [shelf.scenes[entry.scene] for entry in programme.playlist_at(shelf, group, now).entries]
    told = [(one, _telling(shelf, one, home)) for one in urgent_now if any(_is_of(s, one, home) for s in shown)]
    return [replace(one, scene=scene) for one, scene in told if scene]


def _telling(shelf: Shelf, one: Interruption, home: str | None) -> str:
    """The scene that tells what is urgent in its province: the usual one, or one of the same kind for its set."""
    kind = urgent.SCENES[one.scene]
    names = [name for name, s in shelf.scenes.items() if s.tiles[0].kind == kind and _is_of(s, one, home)]
    return one.scene if one.scene in names else next(iter(sorted(names)), "")


def _is_of(scene: Scene, one: Interruption, home: str | None) -> bool:
    """Whether a scene speaks of the province in which something happens."""
    province = catalogue.sets()[scene.set_code].province_code if scene.set_code else home
    return province is None or province == one.province_code
