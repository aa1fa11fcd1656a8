"""Which areas of a map border on each other: those that share a corner of their boundaries (queen contiguity).

Sets of boundaries are coverages, simplified with shared borders kept: neighbours have corners in common to the last
decimal, and no geometry has to be computed.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from geo.boundaries import BoundarySet


def neighbours(shapes: BoundarySet) -> dict[str, tuple[str, ...]]:
    """The codes of the neighbours of every area, sorted; an island has none."""
    return _neighbours(shapes.version, shapes.geojson)


@lru_cache(maxsize=16)
def _neighbours(version: str, geojson: bytes) -> dict[str, tuple[str, ...]]:
    del version  # tells the sets apart faster than their content
    at: dict[tuple[float, float], set[str]] = defaultdict(set)
    codes = []
    for feature in json.loads(geojson)["features"]:
        code = feature["properties"]["code"]
        codes.append(code)
        for corner in _corners(feature["geometry"]["coordinates"]):
            at[corner].add(code)
    found: dict[str, set[str]] = {code: set() for code in codes}
    for there in at.values():
        if len(there) > 1:
            for code in there:
                found[code] |= there - {code}
    return {code: tuple(sorted(near)) for code, near in found.items()}


def _corners(nested: Any) -> Iterator[tuple[float, float]]:
    """Every corner of nested rings."""
    if nested and isinstance(nested[0], (int, float)):
        yield nested[0], nested[1]
        return
    for part in nested:
        yield from _corners(part)
