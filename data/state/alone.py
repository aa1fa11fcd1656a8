"""One process at a time does a piece of work, on this machine and on all that share its state.

On one machine a lock on a file of the store decides: the system lets go of it the moment that its process dies, so
that the next may go on at once.  Between machines the lease decides.  It is taken in the name of the machine and its
store, so that who follows a killed process there has it already.
"""

import fcntl
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.state import lease


@contextmanager
def alone(folder: Path, work: str, *, patient: bool) -> Iterator[bool]:
    """Whether this process is the one that does ``work``; who is ``patient`` waits until it is."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f".{work}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if patient else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        machine = f"{socket.gethostname()}:{folder.resolve()}"
        with lease.held(work, patient=patient, holder=machine) as held:
            yield held is not None
