"""Writes down what this process saw, in the background: a page waits for nothing, and a second later it is kept.

Killed outright, a process loses what it saw in its last second at most; told to end, nothing.
"""

import atexit
import logging
import os
import threading
from collections import deque
from dataclasses import replace

from data import background
from data.audit import keeping, trail
from data.audit.trail import Seen
from data.state import store
from data.state.store import StateError

log = logging.getLogger("chiso")
EVERY = 1  # seconds
MOST = 200_000  # entries that wait for a database that does not answer; then the oldest are told to the log alone


class Recorder:
    """What one process has seen and not yet kept."""

    def __init__(self) -> None:
        self._waiting: deque[Seen] = deque()
        self._pen = threading.Lock()
        self._starting = threading.Lock()
        self._process = 0

    def note(self, seen: Seen) -> None:
        """Keeps an entry within a second; the caller goes on at once."""
        self._waiting.append(seen)
        if self._process != os.getpid():  # threads do not survive a fork
            self._start()

    def flush(self) -> None:
        """Writes everything that waits, now.  Raises StateError, and then all of it still waits."""
        with self._pen:
            taken = [self._waiting.popleft() for _ in range(len(self._waiting))]
            if not taken:
                return
            try:
                with store.writing() as conn:
                    trail.write(conn, _together(taken))
                    keeping.cut_if_due(conn)
            except StateError:
                self._waiting.extendleft(reversed(taken))
                self._tell_lost()
                raise

    def _start(self) -> None:
        with self._starting:
            if self._process == os.getpid():
                return
            self._process = os.getpid()
        background.every(EVERY, self.flush_or_tell)
        atexit.register(self.flush_or_tell)

    def flush_or_tell(self) -> None:
        """The same; a database that does not answer is told to the log, and asked again a second later."""
        try:
            self.flush()
        except (StateError, keeping.AuditSettingsError) as error:
            log.error("audit: %d entries wait: %s", len(self._waiting), error)

    def _tell_lost(self) -> None:
        while len(self._waiting) > MOST:
            log.error("audit: not kept: %s", self._waiting.popleft())


def _together(taken: list[Seen]) -> list[Seen]:
    """The same thing done again within the second is one entry with its count: nobody fills the disk by knocking."""
    found: dict[tuple[object, ...], list[Seen]] = {}
    for one in taken:
        who = (one.account_id, one.actor, one.actor_province, one.address)
        key = (*who, one.kind, one.action, one.subject, str(one.detail))
        found.setdefault(key, []).append(one)
    return [_counted(same) for same in found.values()]


def _counted(same: list[Seen]) -> Seen:
    first = same[0]
    return first if len(same) == 1 else replace(first, detail={**first.detail, "count": len(same)})


RECORDER = Recorder()
note, flush = RECORDER.note, RECORDER.flush
