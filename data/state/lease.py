"""One of many does what only one may do: it holds a lease that it renews, and another follows when it does not.

The state database says what time it is, so that clocks of machines may differ.
"""

import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy import Connection

from data.state import store
from data.state.store import StateError
from data.state.tables import lease

SCHEDULE = "schedule"  # whoever runs the schedule
TERM = 40.0  # seconds that a holder who is not heard of keeps it: it is followed within a minute
RENEWED = 10.0  # seconds between two signs of life
ASKED = 5.0  # seconds between two questions of whoever waits


class LeaseLostError(StateError):
    """Somebody else holds the lease now; the message is a Vietnamese sentence."""


def _moment(conn: Connection) -> float:
    """Seconds since 1970 by the clock of the database; SQLite's is that of the one machine."""
    if conn.dialect.name == "postgresql":
        return float(conn.execute(sa.select(sa.extract("epoch", sa.func.clock_timestamp()))).scalar_one())
    return time.time()


@dataclass
class Lease:
    """The right to do ``name`` alone."""

    name: str
    holder: str = field(default_factory=lambda: f"{socket.gethostname()}/{os.getpid()}/{uuid.uuid4().hex[:8]}")

    def take(self) -> bool:
        """Takes or renews it; False while somebody else holds it."""
        with store.writing() as conn:
            now = _moment(conn)
            kept = conn.execute(sa.select(lease).where(lease.c.name == self.name).with_for_update()).mappings().first()
            if kept is not None and kept["holder"] != self.holder and kept["until"] > now:
                return False
            row = {"holder": self.holder, "until": now + TERM}
            if kept is not None:
                conn.execute(sa.update(lease).where(lease.c.name == self.name).values(**row))
                return True
            return self._first(conn, row)

    def _first(self, conn: Connection, row: dict[str, object]) -> bool:
        """Nobody held it ever: of two who ask for it at once the database lets one in."""
        try:
            with conn.begin_nested():
                conn.execute(sa.insert(lease).values(name=self.name, **row))
        except sa.exc.IntegrityError:
            return False
        return True

    def give_back(self) -> None:
        """Lets the next begin at once."""
        own = (lease.c.name == self.name, lease.c.holder == self.holder)
        with store.writing() as conn:
            conn.execute(sa.delete(lease).where(*own))

    def require(self) -> None:
        """Before each step that only the holder may do.

        Raises:
            LeaseLostError: this process was not heard of for too long, and another took over.
        """
        if not self.take():
            raise LeaseLostError("Một tiến trình khác đã tiếp quản việc này; tiến trình này dừng lại.")


def holder(conn: Connection, name: str) -> str:
    """Who holds a lease now, "" when nobody does."""
    found = conn.execute(sa.select(lease).where(lease.c.name == name)).mappings().first()
    return str(found["holder"]) if found is not None and found["until"] > _moment(conn) else ""


@contextmanager
def held(name: str, *, patient: bool, holder: str = "") -> Iterator[Lease | None]:
    """The lease for as long as the block runs, renewed meanwhile; who is ``patient`` waits, others get None.

    ``holder``: in whose name, else in that of this process alone.
    """
    mine = Lease(name, holder) if holder else Lease(name)
    while not mine.take():
        if not patient:
            yield None
            return
        time.sleep(ASKED)
    done = threading.Event()
    renewing = threading.Thread(target=_renew, args=(mine, done), daemon=True)
    renewing.start()
    try:
        yield mine
    finally:
        done.set()
        renewing.join()
        mine.give_back()


def _renew(mine: Lease, done: threading.Event) -> None:
    """Signs of life until the work is done.  A database that is away for a moment costs one of them, not the work."""
    while not done.wait(RENEWED):
        try:
            if not mine.take():
                return  # the holder learns it before its next step
        except StateError:
            continue
