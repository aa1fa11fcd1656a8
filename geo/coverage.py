"""Checking and mending a set of polygons that should fit together without overlaps or gaps.

Everything is measured and cut in a flat, equal-area projection about the province (metres); lines shared by two
communes stay shared, because the set is always treated as a whole.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

Geometries = NDArray[np.object_]
Floats = NDArray[np.float64]
LEAST_M2 = 100.0  # an overlap or gap smaller than this is not worth a line in a report
GAP_M = 30.0  # gaps narrower than this are closed; a wider one may be water and is left
LADDER_M = (25, 35, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1200)  # simplification tolerances, in turn


@dataclass(frozen=True)
class Overlap:
    """Two communes (positions in the set) that claim the same land."""

    one: int
    other: int
    km2: float


@dataclass(frozen=True)
class Gap:
    """Land within the set that nobody claims, and the communes around it (positions in the set)."""

    hole: shapely.Polygon
    around: tuple[int, ...]

    @property
    def km2(self) -> float:
        return float(shapely.area(self.hole)) / 1e6


def flat_crs(frame: gpd.GeoDataFrame) -> CRS:
    """Lambert's equal-area projection about the middle of the set, metres."""
    west, south, east, north = frame.total_bounds
    return CRS.from_proj4(f"+proj=laea +lat_0={(south + north) / 2:.3f} +lon_0={(west + east) / 2:.3f} +units=m")


def made_valid(shapes: Geometries) -> tuple[Geometries, int]:
    """The shapes without self-intersections and without stray lines; how many needed it."""
    broken = ~shapely.is_valid(shapes)
    mended = shapes.copy()
    mended[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    return np.array([_polygonal(shape) for shape in mended], dtype=object), int(broken.sum())


def _polygonal(shape: shapely.Geometry) -> shapely.Geometry:
    if shapely.get_type_id(shape) in (3, 6):
        return shape
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.union_all(parts[shapely.get_type_id(parts) == 3])


def overlaps(shapes: Geometries) -> list[Overlap]:
    """Pairs that overlap by more than ``LEAST_M2``, largest first."""
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    m2 = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    found = [Overlap(int(i), int(j), float(a) / 1e6) for i, j, a in zip(one, other, m2, strict=True) if a > LEAST_M2]
    return sorted(found, key=lambda overlap: -overlap.km2)


def gaps(shapes: Geometries) -> list[Gap]:
    """Holes in the union larger than ``LEAST_M2``, largest first."""
    parts = shapely.get_parts(shapely.union_all(shapes))
    rings = [ring for part in parts for ring in shapely.get_rings(part)[1:]]
    holes = [hole for hole in shapely.polygons(rings) if shapely.area(hole) > LEAST_M2] if rings else []
    tree = shapely.STRtree(shapes)
    found = [Gap(hole, tuple(sorted(map(int, tree.query(hole, "intersects"))))) for hole in holes]
    return sorted(found, key=lambda gap: -gap.km2)


def closed(before: list[Gap], left: list[Gap]) -> list[Gap]:
    """The gaps of before that are left no more."""
    tree = shapely.STRtree([gap.hole for gap in left])
    return [gap for gap in before if not len(tree.query(shapely.point_on_surface(gap.hole), "intersects"))]


def fitted(shapes: Geometries) -> Geometries:
    """The shapes without overlaps and narrow gaps: an overlap goes to the neighbour with the longest common border."""
    return np.asarray(shapely.coverage_clean(shapes, gap_width=GAP_M), dtype=object)


def simplified(shapes: Geometries, tolerance_m: float) -> Geometries:
    """The shapes with fewer corners; shared borders stay shared, no part disappears."""
    return np.asarray(shapely.coverage_simplify(shapes, tolerance_m), dtype=object)


def area_change(before: Geometries, after: Geometries) -> Floats:
    """Relative change of each area."""
    return np.asarray(shapely.area(after) / np.maximum(shapely.area(before), 1e-9) - 1, dtype=float)
