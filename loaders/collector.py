"""Keeps the garbage collector from looking through a file that is being read, cell by cell."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """No search for circles of objects inside.

    Reading makes a handful of small objects per cell that all stay until the end; every few ten thousand of them the
    collector would look through the whole process again and find nothing, for a fifth of the time of a large table.
    What is done with is given back at once all the same; only circles wait until the file is read.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
