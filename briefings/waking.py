"""Wakes the process that makes briefings (``briefings.worker``) when something waits or is due.

Apart from it: what draws pages and charts takes over a second to import, and every command wakes, but draws nothing.
"""

from subprocess import Popen

from data import background, paths
from data.state import briefings, store

LOG = "worker.log"


def wake() -> "Popen[bytes]":
    """Starts a worker and does not wait for it; one that finds another at work ends at once."""
    return background.start("briefings.worker", paths.home() / "briefings" / LOG)


def wake_if_needed() -> "Popen[bytes] | None":
    """Starts a worker when anything waits or was left behind, or a briefing is to be made when its period closes.

    Asked when the server starts, again and again while it runs, since a day may pass without a publication, and after
    every publication: each may find a closed period.
    """
    if not store.begun():
        return None
    with store.reading() as conn:
        is_needed = briefings.has_open_jobs(conn) or not briefings.listed(conn, scheduled=True).empty
    return wake() if is_needed else None
