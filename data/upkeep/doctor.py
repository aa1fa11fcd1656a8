"""All that can be said of an installation without changing it; and whether the server may start."""

from pathlib import Path

from data.upkeep import installed, kept, people, private, shared, surroundings
from data.upkeep.findings import Finding


def examine(home: Path, host: str, *, thorough: bool = True) -> list[Finding]:
    """Everything that was looked at, the worst first; ``host`` is where the server listens.

    ``thorough`` reads every block of the warehouse.
    """
    first = (*private.found(home), *surroundings.found(host), *people.found(host))
    found = [*first, *shared.found(), *kept.found(home, thorough), *installed.found()]
    return sorted(found, key=lambda one: -one.severity)


def obstacles(home: Path, host: str) -> list[Finding]:
    """What keeps the server from starting; asked at every start, so it reads no figures."""
    first = (*private.found(home), *surroundings.found(host), *people.found(host))
    found = (*first, *shared.of_address(), *kept.of_newer_program())
    return [one for one in found if one.stops]
