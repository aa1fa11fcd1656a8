"""How widely each indicator, register and other kind of data is shared.

What a decision writes beside an indicator counts; ``sharing.csv`` of the store, then the one of the catalogue, say the
rest: a line for a ``subject``, with the document that says so.  A subject is an indicator's code, the code of a set,
``register:<code>``, ``scores``, ``bulletins``, ``readings``, or ``*`` for what nobody speaks of.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from data import catalogue, catalogue_registers, paths
from data.catalogue import CatalogueError, Indicator, records

FILE = "sharing.csv"
LEVELS = ("public", "internal", "restricted", "secret")
SECRET = "secret"  # noqa: S105  # a level, no password: such figures are not kept here at all
REST = "*"
OTHERS = ("scores", "bulletins", "readings", REST)


@dataclass(frozen=True)
class Sharing:
    """The level of every subject; ``digest`` tells two states of the files apart."""

    levels: Mapping[str, str] = field(compare=False)
    digest: str

    def of(self, subject: str) -> str:
        """The level of a subject that is no indicator."""
        return self.levels.get(subject, self.levels[REST])

    def of_indicator(self, indicator: Indicator) -> str:
        """The level of an indicator: its own line, what its decision writes, its set's line, the rest's."""
        printed = indicator.sharing if indicator.sharing in LEVELS else ""
        own = self.levels.get(indicator.code, printed)
        return own or self.of(indicator.set_code)


def sharing(root: Path | None = None) -> Sharing:
    """The levels that hold now in the store ``root`` (by default the one in use); a changed file holds at once.

    Raises:
        CatalogueError: a line about nothing that is known, or without level or source.
    """
    own = (root or paths.home()) / FILE
    try:
        changed = own.stat().st_mtime_ns
    except FileNotFoundError:
        changed = 0
    return _sharing(own, changed)


@lru_cache(maxsize=8)
def _sharing(own: Path, changed: int) -> Sharing:
    files = [catalogue.FOLDER / FILE, *([own] if changed else [])]
    levels = {row["subject"]: _level(path, line, row) for path in files for line, row in records(path)}
    told = ";".join(f"{subject}={level}" for subject, level in sorted(levels.items()))
    return Sharing(levels, hashlib.sha256(told.encode()).hexdigest()[:16])


def _level(path: Path, line: int, row: dict[str, str]) -> str:
    where, subject = f"{path.name}:{line}", row.get("subject", "")
    if not _is_known(subject):
        raise CatalogueError(
            f"{where}: «{subject}» không phải mã chỉ số, mã bộ chỉ số, register:<mã sổ>, {', '.join(OTHERS)}."
        )
    if row.get("level", "") not in LEVELS:
        raise CatalogueError(f"{where}: mức độ chia sẻ (level) phải là một trong {', '.join(LEVELS)}.")
    if not row.get("source", ""):
        raise CatalogueError(f"{where}: thiếu văn bản quy định (source); chưa quy định thì bỏ cả dòng.")
    return row["level"]


def _is_known(subject: str) -> bool:
    if subject.startswith("register:"):
        return subject.removeprefix("register:") in catalogue_registers.registers()
    return subject in OTHERS or subject in catalogue.indicators() or subject in catalogue.sets()
