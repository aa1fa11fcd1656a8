"""Judges the rules of alerts and sends what is due, after a step that people took: ``python -m cli.alert_worker``.

The web server only wakes it.  Of many that are woken at once one works and one waits: the steps that the others were
woken for were taken before the one that waits begins.
"""

import fcntl
import sys
from pathlib import Path

from cli.alerts import run_once
from cli.console import Tried, console
from data import background, clock, paths

WAITS = ".alerts.waits"  # the lock of the one that waits to judge next


def work(home: Path) -> bool:
    """Judges and sends as soon as no other does; False where another waits to do so already."""
    with (home / WAITS).open("w") as waits:
        try:
            fcntl.flock(waits, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        told = background.aside(lambda: run_once(begun=lambda: fcntl.flock(waits, fcntl.LOCK_UN)))
        console.print(f"{clock.now():%Y-%m-%d %H:%M:%S} {told}", soft_wrap=True)
    return True


def main() -> int:
    with Tried() as tried:
        work(paths.home())
    if tried.told:
        console.print(f"{clock.now():%Y-%m-%d %H:%M:%S} {tried.told}", soft_wrap=True)
    return 1 if tried.told else 0


if __name__ == "__main__":
    sys.exit(main())
