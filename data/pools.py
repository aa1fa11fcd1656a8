"""The database engines of this process, one for each address, and all of them let go at once."""

import os
import threading
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy import Engine


class Pools:
    """Engines made by ``make`` when they are first asked for.

    Connections do not survive a fork: a child makes its own and leaves those of its parent alone.
    """

    def __init__(self, make: Callable[[sa.URL], Engine]) -> None:
        self._make = make
        self._making = threading.Lock()
        self._engines: dict[tuple[sa.URL, int], Engine] = {}

    def engine(self, where: sa.URL) -> Engine:
        """The engine of this process at an address; of two threads that come first, one makes it."""
        key = where, os.getpid()
        with self._making:
            if key not in self._engines:
                self._engines[key] = self._make(where)
            return self._engines[key]

    def close(self) -> None:
        """Lets go of every connection of this process; the next question opens a new one."""
        with self._making:
            own = [key for key in self._engines if key[1] == os.getpid()]
            for key in own:
                self._engines.pop(key).dispose()
