"""Tidying the diagram: no commune lost, no holes in the land, no crumbs far from their commune."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from geo.approximate.diagram import Labels
from geo.approximate.plane import KM_PER_LAT, Grid, Home, lon_km

CLOSING_KM = 1.6  # water narrower than twice this, and enclosed bays, become land
HOLE_KM2 = 600.0  # a hole in the land smaller than this is filled; nothing inside the country is larger
CRUMB = 0.2  # a part smaller than this share of the largest one goes to its surroundings


def tidy(grid: Grid, labels: Labels, homes: list[Home]) -> Labels:
    """The labels with lost communes put back, holes filled and crumbs absorbed."""
    restored = _with_lost_communes(grid, labels, homes)
    filled = _fill(restored, _closed_land(grid, restored > 0) & (restored == 0))
    for _ in range(2):  # absorbing a crumb may cut off another
        crumbs = _crumbs(filled)
        filled = _fill(np.where(crumbs, 0, filled).astype(np.int16), crumbs)
    return filled


def _with_lost_communes(grid: Grid, labels: Labels, homes: list[Home]) -> Labels:
    """Communes that won no cell get a disc of half their area about their point."""
    restored = labels.copy()
    lost = set(range(len(homes))) - set((np.unique(labels).astype(int) - 1).tolist())
    for row in sorted(lost):
        if grid.holds(homes[row].lon, homes[row].lat):
            _draw_disc(grid, restored, row, homes[row])
    return restored


def _draw_disc(grid: Grid, labels: Labels, row: int, home: Home) -> None:
    lon, lat, radius_km = home.lon, home.lat, home.radius_km * np.sqrt(0.5)
    up, side = radius_km / KM_PER_LAT, radius_km / float(lon_km(lat))
    rows, columns = grid.window(lat - up, lon - side, lat + up, lon + side)
    north = (grid.lats(np.arange(rows.start, rows.stop)) - lat) / up
    east = (grid.lons(np.arange(columns.start, columns.stop)) - lon) / side
    labels[rows, columns][north[:, None] ** 2 + east[None, :] ** 2 <= 1] = row + 1


def _closed_land(grid: Grid, land: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The land after a morphological closing, and without small holes."""
    cell_km = grid.step * KM_PER_LAT
    near = ndimage.distance_transform_edt(~land) <= CLOSING_KM / cell_km
    closed: NDArray[np.bool_] = ndimage.distance_transform_edt(near) > CLOSING_KM / cell_km
    closed |= land
    water, _ = ndimage.label(~closed)
    is_small = np.bincount(water.ravel()) < HOLE_KM2 / cell_km**2
    is_small[0] = False
    closed |= is_small[water]
    return closed


def _fill(labels: Labels, where: NDArray[np.bool_]) -> Labels:
    """The labels with these cells given to the nearest commune."""
    nearest = ndimage.distance_transform_edt(labels == 0, return_distances=False, return_indices=True)
    filled = labels.copy()
    filled[where] = labels[nearest[0][where], nearest[1][where]]
    return filled


def _crumbs(labels: Labels) -> NDArray[np.bool_]:
    """The cells in parts that are small beside the largest part of their commune."""
    crumbs = np.zeros(labels.shape, dtype=bool)
    for row, window in enumerate(ndimage.find_objects(labels)):
        if window is None:
            continue
        parts, count = ndimage.label(labels[window] == row + 1)
        if count > 1:
            size = np.bincount(parts.ravel())
            is_crumb = size < CRUMB * size[1:].max()
            is_crumb[0] = False
            crumbs[window] |= is_crumb[parts]
    return crumbs
