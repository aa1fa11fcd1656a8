"""Keeps the garbage collector from looking through a file that is being read, cell by cell."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_readers = 0  # files that are being read now, by any thread


@contextmanager
def at_rest() -> Iterator[None]:
    """No search for circles of objects inside.

    Reading makes a handful of small objects per cell that all stay until the end; every few ten thousand of them the
    collector would look through the whole process again and find nothing, for a fifth of the time of a large table.
    What is done with is given back at once all the same; only circles wait until the last file is read.  The cells
    should be gone by then: the collector begins with everything that was made meanwhile.
    """
    _count(1)
    try:
        yield
    finally:
        _count(-1)


def _count(more: int) -> None:
    """The first reader stops the collector and the last one starts it; never on what one of them saw before."""
    global _readers
    with _lock:
        _readers += more
        if _readers:
            gc.disable()
        else:
            gc.enable()
