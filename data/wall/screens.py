"""The screens: who they are by their keys, which of them live, which show the same key twice.

A screen is made with a pairing code that works once; the browser that uses it gets a key of its own.  Both are kept
as hashes only.  A key opens scenes and nothing else.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import about
from data.state import journal
from data.state.journal import Person
from data.state.tables import wall_beat, wall_screen

ALIVE = timedelta(seconds=45)  # a page that was silent for longer is away
FORGOTTEN = timedelta(days=7)
WRITE_EVERY = timedelta(seconds=15)  # a page that says nothing new is written no more often
LONGEST_NAME = 60


class ScreenError(Exception):
    """What cannot be done with a screen; the message is a Vietnamese sentence."""


@dataclass(frozen=True)
class Screen:
    """A screen that shows its key; ``revoked``: it may show nothing any more."""

    screen_id: int
    name: str
    group: str
    revoked: bool
    province_code: str  # whose it is; "" of a time when there was one province only


@dataclass(frozen=True)
class Beat:
    """What a page says of itself: which scene it shows, how large it is, how far its clock is ahead in seconds."""

    page_id: str
    screen_id: int | None
    group: str
    part: str
    scene: str
    viewport: str
    skew: int
    program: str
    address: str


def add(conn: Connection, who: Person, name: str, group: str, province_code: str, now: datetime) -> str:
    """Makes a screen of a province and gives its pairing code, which is told only now.

    Raises ScreenError for an empty, too long or known name, and for a province that there is not.
    """
    name = name.strip()
    if province_code not in about.province_codes():
        raise ScreenError(f"Không có tỉnh mang mã «{province_code[:10]}».")
    if not name or len(name) > LONGEST_NAME:
        raise ScreenError(f"Tên màn hình cần từ 1 đến {LONGEST_NAME} ký tự.")
    if conn.execute(sa.select(wall_screen.c.screen_id).where(wall_screen.c.name == name)).first():
        raise ScreenError(f"Đã có màn hình «{name}». Chọn tên khác.")
    code = secrets.token_urlsafe(18)
    row = {"name": name, "screen_group": group, "code_hash": _hash(code), "key_hash": "", "made_at": now}
    conn.execute(sa.insert(wall_screen).values(**row, province_code=province_code))
    journal.write(conn, who, "screen.added", f"screen:{name}", {"group": group, "province": province_code}, now)
    return code


def awaiting(conn: Connection, code: str) -> str:
    """The name of the screen that a pairing code is for; "" when it is unknown, used or revoked.  Uses nothing up."""
    found = conn.execute(_awaiting(code)).first()
    return str(found.name) if found else ""


def _awaiting(code: str) -> sa.Select[Any]:
    return sa.select(wall_screen).where(wall_screen.c.code_hash == _hash(code), wall_screen.c.revoked_at.is_(None))


def pair(conn: Connection, code: str, now: datetime) -> str | None:
    """The key for the browser that uses a pairing code; None when the code is unknown, used or revoked."""
    found = conn.execute(_awaiting(code)).first()
    if found is None:
        return None
    key = secrets.token_urlsafe(32)
    own = sa.update(wall_screen).where(wall_screen.c.screen_id == found.screen_id)
    conn.execute(own.values(code_hash="", key_hash=_hash(key), paired_at=now))
    journal.write(conn, journal.THE_SYSTEM, "screen.paired", f"screen:{found.name}", at=now)
    return key


def revoke(conn: Connection, who: Person, name: str, now: datetime) -> None:
    """Takes the key of a screen away for ever.  Raises ScreenError when there is no such screen."""
    own = (wall_screen.c.name == name, wall_screen.c.revoked_at.is_(None))
    if not conn.execute(sa.update(wall_screen).where(*own).values(revoked_at=now, code_hash="")).rowcount:
        raise ScreenError(f"Không có màn hình «{name}» đang được dùng. Xem tên bằng «chiso screen list».")
    journal.write(conn, who, "screen.revoked", f"screen:{name}", at=now)


def by_key(conn: Connection, key: str) -> Screen | None:
    """The screen that a key belongs to, also a revoked one; None for an unknown key."""
    if not key:
        return None
    found = conn.execute(sa.select(wall_screen).where(wall_screen.c.key_hash == _hash(key))).first()
    if found is None:
        return None
    return Screen(found.screen_id, found.name, found.screen_group, found.revoked_at is not None, found.province_code)


def beat(conn: Connection, told: Beat, now: datetime) -> None:
    """Keeps what a page says of itself; whoever shows the key of another is noticed in the journal, once."""
    row = {"screen_id": told.screen_id, "screen_group": told.group, "part": told.part, "scene": told.scene}
    row |= {"viewport": told.viewport, "skew": told.skew, "program": told.program, "address": told.address}
    own = wall_beat.c.page_id == told.page_id
    if conn.execute(sa.update(wall_beat).where(own).values(**row, seen_at=now)).rowcount:
        return
    conn.execute(sa.delete(wall_beat).where(wall_beat.c.seen_at < now - FORGOTTEN))
    conn.execute(sa.insert(wall_beat).values(page_id=told.page_id, began_at=now, seen_at=now, **row))
    if told.screen_id is not None and _twins(conn, told, now):
        name = conn.execute(sa.select(wall_screen.c.name).where(wall_screen.c.screen_id == told.screen_id)).scalar_one()
        journal.write(conn, journal.THE_SYSTEM, "screen.copied", f"screen:{name}", {"address": told.address}, now)


def is_due(conn: Connection, told: Beat, now: datetime) -> bool:
    """Whether a page's word has to be written: it is new, says something new, or was not written for a while."""
    c = wall_beat.c
    known = conn.execute(sa.select(c.seen_at, c.scene, c.screen_group).where(c.page_id == told.page_id)).first()
    return known is None or now - known.seen_at > WRITE_EVERY or known.scene != told.scene


def _twins(conn: Connection, told: Beat, now: datetime) -> bool:
    """Whether another page with the same key lives at this moment; the parts of a matrix may share one."""
    c = wall_beat.c
    other = (
        c.screen_id == told.screen_id,
        c.part == told.part,
        c.page_id != told.page_id,
        c.seen_at > now - WRITE_EVERY,
    )
    return conn.execute(sa.select(c.page_id).where(*other)).first() is not None


def alive(conn: Connection, now: datetime) -> pd.DataFrame:
    """Every screen that the reader may know of, and every page without a key, with what it shows; those away first.

    Columns: ``name`` and ``province_code`` ("" without a key), ``screen_group``, ``part``, ``scene``, ``viewport``,
    ``skew``, ``address``, ``seen_at`` (NaT: never), ``state``: alive, away, unpaired, revoked; ``copies``: pages that
    show this key now.
    """
    screens = pd.DataFrame(conn.execute(sa.select(wall_screen)).mappings().all(), columns=list(wall_screen.c.keys()))
    beats = pd.DataFrame(conn.execute(sa.select(wall_beat)).mappings().all(), columns=list(wall_beat.c.keys()))
    # A page that ended before another began made room for it: a restart is no copy.
    latest = beats.sort_values("seen_at").drop_duplicates(["screen_id", "part"], keep="last")
    keyless = beats[beats["screen_id"].isna() & (beats["seen_at"] > now - ALIVE)]
    paired = latest[latest["screen_id"].notna()].astype({"screen_id": int})
    names = screens[["screen_id", "name", "province_code", "screen_group", "paired_at", "revoked_at"]].astype(
        {"screen_id": int}
    )
    own = names.merge(paired.drop(columns="screen_group"), on="screen_id", how="left")
    found = pd.concat(
        [one for one in (own, keyless.assign(name="", province_code="")) if len(one)] or [own], ignore_index=True
    )
    living = beats[beats["seen_at"] > now - ALIVE].groupby(["screen_id", "part"]).size().to_dict()
    rows = found.to_dict("records")
    found["copies"] = [int(living.get((row["screen_id"], row["part"]), 0)) for row in rows]
    found["state"] = [_state(row, now) for row in rows]
    order = {"away": 0, "alive": 1, "unpaired": 2, "revoked": 3}
    shown = [
        "name",
        "province_code",
        "screen_group",
        "part",
        "scene",
        "viewport",
        "skew",
        "address",
        "seen_at",
        "state",
        "copies",
    ]
    return found.sort_values("state", key=lambda states: states.map(order), kind="stable")[shown].reset_index(drop=True)


def _state(row: dict[Any, Any], now: datetime) -> str:
    if pd.notna(row.get("revoked_at")):
        return "revoked"
    seen = row["seen_at"]
    if pd.isna(seen):
        return "unpaired" if pd.isna(row.get("paired_at")) else "away"
    return "alive" if seen > now - ALIVE else "away"


def _hash(secret: str) -> str:
    # A drawn secret of 144 bits or more needs no slow hash.
    return hashlib.sha256(secret.encode()).hexdigest()
