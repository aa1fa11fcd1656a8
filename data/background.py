"""Work in a process of its own: whoever makes it necessary wakes it, and nobody waits for it."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from data import paths, rotation

Module = Literal["briefings.worker", "cli.alert_worker", "cli.submission_worker"]


def start(module: Module, log: Path) -> "subprocess.Popen[bytes]":
    """Starts ``python -m module`` on this store and gives its process; ``log`` takes what it says."""
    log.parent.mkdir(parents=True, exist_ok=True)
    rotation.make_room(log)
    with log.open("ab") as told:
        woken = subprocess.Popen(  # noqa: S603  # one of our own modules
            [sys.executable, "-m", module],
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            env={**os.environ, "CHISO_HOME": str(paths.home())},
            start_new_session=True,
        )
    threading.Thread(target=woken.wait, daemon=True).start()  # no zombie stays behind in a server that runs for weeks
    return woken


def every(seconds: int, look: Callable[[], None]) -> None:
    """Calls ``look`` again and again, in a thread of its own, as long as this process lives; never for 0 seconds.

    What ``look`` raises ends it: whoever wants to go on says in ``look`` what may go wrong.
    """

    def keep_looking() -> None:
        pause = threading.Event()  # never set: a wait that a process in its last breath does not hold up
        while not pause.wait(seconds):
            look()

    if seconds:
        threading.Thread(target=keep_looking, name=look.__name__, daemon=True).start()
