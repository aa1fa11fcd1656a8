"""How a process that writes briefings keeps small: what a file was made of is gone when the file is written.

The libraries of Office tie what they make in rings, with trees of XML behind them that Python does not count when it
decides whether to look for rings: thirteen megabytes of every file would stay until it happens to look.
"""

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

Given = ParamSpec("Given")


def keep_loaded() -> None:
    """What is loaded by now stays for good and is not looked through again: a collection takes a tenth of the time."""
    gc.collect()
    gc.freeze()


def letting_go(write: Callable[Given, bytes]) -> Callable[Given, bytes]:
    """The same writer, which leaves nothing but the file."""

    @wraps(write)
    def written(*given: Given.args, **named: Given.kwargs) -> bytes:
        try:
            return write(*given, **named)
        finally:
            gc.collect()

    return written
