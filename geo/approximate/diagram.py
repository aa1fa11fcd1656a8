"""Which commune each grid cell goes to: the one in whose former wards' boxes the cell lies most centrally.

A cell is offered to every piece whose box holds it; the cost is the squared distance from the middle of the
box, measured in half box sides with a p-norm, so that a level line follows the box.  Each commune then gets a
bonus that makes its area what was declared, and a small tilt that pulls its centroid to its point.  Both are
bounded: boxes are more reliable than either.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.approximate.cleaning import Clean
from geo.approximate.pieces import Piece
from geo.approximate.plane import KM_PER_LAT, Floats, Grid, Home, lon_km

Labels = NDArray[np.int16]  # per cell: 0 for none, else the row number of the commune plus 1


@dataclass(frozen=True)
class Settings:
    """The knobs, as found by comparing with real boundaries; a change of a few tenths matters little."""

    norm: float = 2.6  # p of the norm inside a box; a disc has 2
    reach: float = 1.06  # how far beyond its box a ward is still offered cells, in half sides
    disc_reach: float = 1.35
    disc_penalty: float = 0.2  # a box is better evidence than a disc
    part_pull: float = 0.4  # part of a divided ward: how much nearness to the commune's point counts
    point_pull: float = 0.1  # the same for everything, as a tie-breaker
    farthest: float = 1.1  # a cell that costs more belongs to nobody: sea, or abroad
    rounds: int = 25
    area_gain: float = 0.25
    area_limit: float = 0.3
    centre_gain: float = 0.05
    centre_limit: float = 0.1


@dataclass(frozen=True)
class Offers:
    """Every (cell, commune) worth considering, sorted by cell; three arrays of one length."""

    cells: NDArray[np.int32]  # row * columns + column
    communes: NDArray[np.int16]
    costs: NDArray[np.float32]


def offers(grid: Grid, homes: list[Home], pieces: pd.DataFrame, settings: Settings) -> Offers:
    """All offers of the communes at home there; ``pieces`` as from ``pieces.pieces``."""
    cells, owners, costs = [], [], []
    for commune, group in pieces.groupby("commune"):
        row = int(str(commune))
        found = _commune_offers(grid, homes[row], group, settings)
        if found is not None:
            cells.append(found[0])
            owners.append(np.full(len(found[0]), row, np.int16))
            costs.append(found[1])
    all_cells = np.concatenate(cells)
    order = np.argsort(all_cells, kind="stable")
    return Offers(all_cells[order], np.concatenate(owners)[order], np.concatenate(costs)[order])


def _commune_offers(
    grid: Grid, home: Home, pieces: pd.DataFrame, settings: Settings
) -> tuple[NDArray[np.int32], NDArray[np.float32]] | None:
    """The cells that one commune may have, and their costs; nothing for a commune off the grid."""
    radius = home.radius_km
    pad = 0.35 * radius / KM_PER_LAT + 2 * grid.step
    box = pieces[["south", "west"]].min() - pad, pieces[["north", "east"]].max() + pad
    rows, columns = grid.window(box[0]["south"], box[0]["west"], box[1]["north"], box[1]["east"])
    lats = grid.lats(np.arange(rows.start, rows.stop))
    lons = grid.lons(np.arange(columns.start, columns.stop))
    if not len(lats) or not len(lons):
        return None
    up = (lats - home.lat) * KM_PER_LAT / radius
    side = (lons - home.lon) * float(lon_km(home.lat)) / radius
    from_point = up[:, None] ** 2 + side[None, :] ** 2
    best = np.full(from_point.shape, np.inf)
    for piece in map(Piece._make, pieces.itertuples(index=False)):
        _offer(best, from_point, lats, lons, piece, grid.step, settings)
    best += settings.point_pull * from_point
    at_row, at_column = np.nonzero(np.isfinite(best))
    cells = (at_row + rows.start) * grid.shape[1] + at_column + columns.start
    return cells.astype(np.int32), best[at_row, at_column].astype(np.float32)


def _offer(
    best: Floats,
    from_point: Floats,
    lats: Floats,
    lons: Floats,
    piece: Piece,
    step: float,
    settings: Settings,
) -> None:
    """Lower ``best`` in place where this piece is cheaper."""
    _, south, west, north, east, is_whole, is_disc = piece
    reach, norm = (settings.disc_reach, 2.0) if is_disc else (settings.reach, settings.norm)
    up = np.abs(lats - (south + north) / 2) / max((north - south) / 2, 1.2 * step)
    side = np.abs(lons - (west + east) / 2) / max((east - west) / 2, 1.2 * step)
    inside = np.ix_(np.flatnonzero(up < reach), np.flatnonzero(side < reach))
    cost = (up[inside[0]] ** norm + side[inside[1]] ** norm) ** (2 / norm)
    if is_disc:
        cost = np.where(cost <= reach**2, cost + settings.disc_penalty, np.inf)
    if not is_whole:
        cost = 0.5 * cost + settings.part_pull * from_point[inside]
    best[inside] = np.minimum(best[inside], cost)


class Balance:
    """The offers with the bonuses and tilts that are found round by round."""

    def __init__(self, grid: Grid, communes: pd.DataFrame, offered: Offers, settings: Settings) -> None:
        self.grid, self.offered, self.settings = grid, offered, settings
        self.target = communes["area_km2"].to_numpy(float)
        self.trusted = ~communes["is_estimated"].to_numpy(bool)
        self.bonus = np.zeros(len(communes), np.float32)
        self.tilt = np.zeros((len(communes), 2), np.float32)
        first = np.r_[True, offered.cells[1:] != offered.cells[:-1]]
        self.starts = np.flatnonzero(first)
        self.rivals = np.diff(np.r_[self.starts, len(first)])
        self.side, self.up = self._offsets(communes)

    def _offsets(self, communes: pd.DataFrame) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """East and north of the commune's point, per offer, in radii of the commune."""
        rows, columns = np.divmod(self.offered.cells, self.grid.shape[1])
        owner = self.offered.communes
        radius = np.sqrt(self.target / np.pi).astype(np.float32)[owner]
        lats, lons = self.grid.lats(rows), self.grid.lons(columns)
        side = (lons - communes["lon"].to_numpy(float)[owner]) * lon_km(lats) / radius
        up = (lats - communes["lat"].to_numpy(float)[owner]) * KM_PER_LAT / radius
        return side.astype(np.float32), up.astype(np.float32)

    def winners(self) -> NDArray[np.int64]:
        """Positions in the offers of the cheapest one per cell, where that is cheap enough."""
        owner = self.offered.communes
        price = self.offered.costs - self.bonus[owner]
        price -= self.tilt[owner, 0] * self.side + self.tilt[owner, 1] * self.up
        lowest = np.minimum.reduceat(price, self.starts)
        won = np.flatnonzero(price == np.repeat(lowest, self.rivals))
        won = won[np.unique(self.offered.cells[won], return_index=True)[1]]  # a tie goes to the first
        return won[price[won] < self.settings.farthest]

    def adjust(self, won: NDArray[np.int64]) -> None:
        """One step of the bonuses towards the declared areas and of the tilts towards the points."""
        size, known = len(self.target), self.settings
        owner = self.offered.communes[won]
        km2 = self.grid.cell_km2(self.offered.cells[won] // self.grid.shape[1])
        area = np.bincount(owner, km2, size)
        excess = np.log(np.maximum(area, 0.05 * self.target) / self.target) * self.trusted
        moments = [np.bincount(owner, km2 * offset[won], size) for offset in (self.side, self.up)]
        centre = np.stack(moments, axis=1) / np.maximum(area, 1e-6)[:, None]
        centre *= (self.trusted & (area > 0))[:, None]
        bonus = self.bonus - known.area_gain * excess
        tilt = self.tilt - known.centre_gain * centre
        self.bonus = np.clip(bonus, -known.area_limit, known.area_limit).astype(np.float32)
        self.tilt = np.clip(tilt, -known.centre_limit, known.centre_limit).astype(np.float32)


def diagram(grid: Grid, clean: Clean, pieces: pd.DataFrame, settings: Settings) -> Labels:
    """The balanced diagram, one label per cell."""
    offered = offers(grid, clean.homes(), pieces, settings)
    balance = Balance(grid, clean.communes, offered, settings)
    for _ in range(settings.rounds - 1):
        balance.adjust(balance.winners())
    won = balance.winners()
    labels = np.zeros(grid.shape, np.int16)
    labels.flat[balance.offered.cells[won]] = balance.offered.communes[won] + 1
    return labels
