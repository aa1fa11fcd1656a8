"""Logs of the store that grow: what is old or too long is put aside, and forgotten after a while."""

import os
import time
from pathlib import Path

LARGEST = 5_000_000  # bytes
OLDEST = 30 * 86400  # seconds that what was put aside is kept
KEPT = 3  # files put aside


def is_full(file: Path) -> bool:
    """Whether a log is so long that ``make_room`` would put it aside."""
    return file.exists() and file.stat().st_size >= LARGEST


def make_room(file: Path) -> None:
    """Puts a log aside that has grown too long (``errors.jsonl.1`` is the newest), and forgets the oldest.

    Whoever still writes to it writes to what was put aside; the next to open it begins anew.
    """
    for aside in file.parent.glob(f"{file.name}.[0-9]*"):
        if aside.stat().st_mtime < time.time() - OLDEST:
            aside.unlink(missing_ok=True)
    if not is_full(file):
        return
    for number in range(KEPT, 0, -1):
        earlier = file.with_name(f"{file.name}.{number - 1}") if number > 1 else file
        if earlier.exists():
            os.replace(earlier, file.with_name(f"{file.name}.{number}"))
