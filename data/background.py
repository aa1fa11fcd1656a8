"""Work in a process of its own: whoever makes it necessary wakes it, and nobody waits for it."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Literal

from data import paths

Module = Literal["briefings.worker", "cli.alert_worker"]


def start(module: Module, log: Path) -> None:
    """Starts ``python -m module`` on this store; ``log`` takes what it says."""
    log.parent.mkdir(parents=True, exist_ok=True)
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
