"""Work in a process of its own: whoever makes it necessary wakes it, and nobody waits for it; or aside of those who
read."""

import contextvars
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal, TypeVar

from data import paths, rotation
from data.state.shape import StateError

log = logging.getLogger("chiso.background")
Done = TypeVar("Done")
NICE = 10  # a tenth of the share of a server that is busy
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


def aside(work: Callable[[], Done]) -> Done:
    """What ``work`` gives; it, and the threads that it makes, get a processor when nobody who reads wants one."""

    def step_aside() -> None:  # Linux knows a priority for each thread
        os.setpriority(os.PRIO_PROCESS, 0, max(NICE, os.getpriority(os.PRIO_PROCESS, 0)))

    with ThreadPoolExecutor(1, initializer=step_aside) as pool:
        return pool.submit(contextvars.copy_context().run, work).result()


def keep_waking(seconds: int, wake_if_needed: Callable[[], "subprocess.Popen[bytes] | None"]) -> None:
    """Looks now and every so many seconds whether a worker has to be woken; as long as the last one works, it need not.

    A state that cannot be asked is told in the log, and asked again at the next look.
    """
    woken: list[subprocess.Popen[bytes]] = []

    def look() -> None:
        if woken and woken[-1].poll() is None:
            return
        woken.clear()
        try:
            if (process := wake_if_needed()) is not None:
                woken.append(process)
        except (StateError, OSError) as error:
            log.warning("%s could not look whether a worker is needed: %s", wake_if_needed.__module__, error)

    threading.Thread(target=look, name="first look", daemon=True).start()  # no server waits for a slow database
    every(seconds, look)


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
