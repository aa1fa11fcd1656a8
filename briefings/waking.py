"""Wakes the process that makes briefings (``briefings.worker``) when something waits or is due.

Apart from it: what draws pages and charts takes over a second to import, and every command wakes, but draws nothing.
"""

import logging
from subprocess import Popen

from data import background, paths, settings
from data.state import briefings, store
from data.state.store import StateError

LOG = "worker.log"
log = logging.getLogger("chiso.briefings")


def wake() -> "Popen[bytes]":
    """Starts a worker and does not wait for it; one that finds another at work ends at once."""
    return background.start("briefings.worker", paths.home() / "briefings" / LOG)


def wake_if_needed() -> "Popen[bytes] | None":
    """Starts a worker when anything waits or was left behind, or a briefing is to be made when its period closes.

    Asked when the server starts, again and again while it runs, and after every publication: each may find a closed
    period.
    """
    if not store.begun():
        return None
    with store.reading() as conn:
        is_needed = briefings.has_open_jobs(conn) or not briefings.listed(conn, scheduled=True).empty
    return wake() if is_needed else None


def watch() -> None:
    """From now on looks by itself whether anything is due: a day may have passed without a publication or a restart."""
    woken: list[Popen[bytes]] = []  # by the last look; while it works there is no need for another

    def look() -> None:
        if woken and woken[-1].poll() is None:
            return
        woken.clear()
        try:
            if (process := wake_if_needed()) is not None:
                woken.append(process)
        except (StateError, OSError):  # told in the log, and looked again after a while
            log.exception("could not look whether a briefing is due")

    background.every(settings.due_seconds(), look)
