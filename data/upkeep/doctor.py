"""All that can be said of an installation without changing it; and whether the server may start."""

from pathlib import Path

from data.upkeep import installed, kept, private, surroundings
from data.upkeep.findings import Finding


def examine(home: Path, host: str) -> list[Finding]:
    """Everything that was looked at, the worst first; ``host`` is where the server listens."""
    found = [*private.found(home), *surroundings.found(host), *kept.found(home), *installed.found()]
    return sorted(found, key=lambda one: -one.severity)


def obstacles(home: Path, host: str) -> list[Finding]:
    """What keeps the server from starting; asked at every start, so it reads no data."""
    return [one for one in (*private.found(home), *surroundings.found(host)) if one.stops]
