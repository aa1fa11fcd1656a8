"""Makes what is asked for, one briefing after the other, in a process of its own: ``python -m briefings.worker``.

Others only wake it (``briefings.waking``).  It works on when the server is stopped or killed, and what it leaves when
it is killed itself is begun anew by the next that is woken: by the page that follows it, or when the server starts.
"""

import logging
import sys
from pathlib import Path

from briefings import issuing, memory, schedule
from briefings.kinds import KindError
from data import clock, paths
from data.engine import WarehouseError
from data.state import briefings, store
from data.state.alone import alone
from data.state.store import StateError
from geo.boundaries import BoundaryError

WORK = "briefings"
log = logging.getLogger("chiso.briefings")


def run(home: Path) -> list[str]:
    """Makes everything that waits, and gives the codes; nothing when another process is at it."""
    made = []
    with alone(home / "briefings", WORK, patient=False) as is_ours:
        while is_ours and (code := _next(home)) is not None:
            made += [code] if code else []
    return made


def _next(home: Path) -> str | None:
    """The code of the next briefing, "" of one that failed, None when nothing waits."""
    with store.writing() as conn:
        job = briefings.take(conn)
    if job is None:
        return None
    try:
        return issuing.make(home, job)
    except (KindError, WarehouseError, BoundaryError, OSError) as error:
        log.exception("briefing job %s failed", job.job_id)
        sentence = str(error) if not isinstance(error, OSError) else f"Không ghi được tệp: {error.strerror}."
        with store.writing() as conn:
            briefings.fail(conn, job, sentence)
    return ""


def main() -> int:
    """Asks for what is due by its period, then makes all that waits."""
    memory.keep_loaded()
    try:
        schedule.ask_for_due(paths.home(), clock.today())
        run(paths.home())
    except (StateError, WarehouseError, KindError):
        log.exception("briefings could not be made")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
