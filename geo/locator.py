"""A small picture of where a commune lies in its province: an SVG that needs no script, and prints."""

import json
from functools import lru_cache

from geo.boundaries import BoundarySet

WIDTH = 320  # units of the picture; one is finer than the eye sees at the size that it is shown
LAND, LINE, HERE = "#c9d3d9", "#ffffff", "#0b7a81"  # on a light and on a dark ground, and in grey print
Ring = list[list[float]]


def locator(shapes: BoundarySet, area_code: str) -> str:
    """The communes of ``shapes`` with one of them marked; "" when it is not among them."""
    paths, height = _paths(shapes)
    if area_code not in paths:
        return ""
    land = "".join(path for code, path in paths.items() if code != area_code)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}">'
        f'<path d="{land}" fill="{LAND}" stroke="{LINE}" stroke-width=".6"/>'
        f'<path d="{paths[area_code]}" fill="{HERE}" stroke="{HERE}" stroke-width="2"/></svg>'
    )


@lru_cache(maxsize=40)
def _paths(shapes: BoundarySet) -> tuple[dict[str, str], int]:
    """The outline of each commune in whole units, and the height of the picture."""
    west, south, east, north = shapes.view
    narrow = 0.93  # a degree of longitude in Vietnam is about this much of one of latitude
    scale = WIDTH / ((east - west) * narrow)
    found = {}
    for feature in json.loads(shapes.geojson)["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = (_ring(part[0], west, north, scale * narrow, scale) for part in parts)
        found[str(feature["properties"]["code"])] = "".join(rings)
    return found, round((north - south) * scale)


def _ring(ring: Ring, west: float, north: float, across: float, down: float) -> str:
    """A closed path without the points that fall on one another; "" for what is smaller than a point."""
    points = [(round((point[0] - west) * across), round((north - point[1]) * down)) for point in ring]
    kept = [point for place, point in enumerate(points) if not place or point != points[place - 1]]
    return "M" + "L".join(f"{x} {y}" for x, y in kept) + "Z" if len(kept) > 2 else ""
