"""From labelled cells to polygons that share their borders."""

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage

from geo import corrections, features
from geo.approximate.diagram import Labels
from geo.approximate.plane import KM_PER_LAT, Grid, Home, lon_km

Geometries = NDArray[np.object_]
SMOOTHING = 2.5  # tolerance of the simplification, in cells: takes the steps out of the borders
DECIMALS = 4  # degrees: 11 m, far finer than a cell


def polygons(grid: Grid, labels: Labels, homes: list[Home]) -> Geometries:
    """One polygon per commune, WGS 84, in the order of ``homes``; together a valid coverage."""
    shapes = np.empty(len(homes), dtype=object)
    for row, window in enumerate(ndimage.find_objects(labels, max_label=len(homes))):
        if window is not None:
            shapes[row] = _outline(grid, labels[window] == row + 1, window)
    drawn = shapes != np.array(None)
    clean = shapely.coverage_clean(shapes[drawn], snapping_distance=grid.step / 100)
    simple = shapely.coverage_simplify(clean, SMOOTHING * grid.step)
    shapes[drawn] = features.rounded(simple, DECIMALS)
    for row in np.flatnonzero(~drawn).tolist():
        shapes[row] = _discs(homes[row])
    return shapes


def _outline(grid: Grid, mask: NDArray[np.bool_], window: tuple[slice, slice]) -> shapely.Geometry:
    """The union of the cells, put together from horizontal runs."""
    steps = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(steps == 1)
    stops = np.nonzero(steps == -1)[1]
    west = grid.west + (window[1].start + starts) * grid.step
    east = grid.west + (window[1].start + stops) * grid.step
    north = grid.north - (window[0].start + rows) * grid.step
    south = grid.north - (window[0].start + rows + 1) * grid.step
    return shapely.union_all(shapely.box(*(np.round(side, 6) for side in (west, south, east, north))))


def _discs(home: Home) -> shapely.Geometry:
    """Discs of the commune's area about its islands, or about its point: for what lies off the grid."""
    centres = corrections.ISLANDS.get(home.area_code, ((home.lon, home.lat),))
    radius = home.radius_km / np.sqrt(len(centres))
    parts = []
    for lon, lat in centres:
        stretch = np.array([radius / float(lon_km(lat)), radius / KM_PER_LAT])
        circle = shapely.get_coordinates(shapely.Point(0, 0).buffer(1, quad_segs=6))
        parts.append(shapely.Polygon(np.round(circle * stretch + [lon, lat], DECIMALS)))
    return shapely.MultiPolygon(parts) if len(parts) > 1 else parts[0]
