"""What to believe of the package: points, declared areas and boxes, before anything is drawn.

The commune points are centroids, but nine lie on a namesake in another district.  Declared areas were joined
by name, so that namesakes share one value.  Of the former wards' boxes most are the true bounding boxes, some
are somewhere else, and some are the box of a single building.  The thresholds were found by comparing with
real boundaries.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geo import corrections, package
from geo.approximate.plane import KM_PER_LAT, Floats, Grid, Home, apart_km, lon_km

FILL = 0.54  # a former ward covers about this share of its bounding box
HUGE_KM2 = 3000.0  # no ward is that large: such a box is a geocoder's answer for a province
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Clean:
    """``communes``: one row per commune, in the order of codes: ``area_code``, ``province_code``, ``lon``,
    ``lat``, ``area_km2``, ``is_estimated``.  ``wards``: one row per (commune, former ward): ``commune`` (row
    number), ``whole``, ``south``, ``west``, ``north``, ``east``, ``mid_lon``, ``mid_lat``, ``box_km2``,
    ``is_plausible``.
    """

    communes: pd.DataFrame
    wards: pd.DataFrame
    moved: list[str]  # codes of the communes whose point was replaced

    def homes(self) -> list[Home]:
        """The communes as tuples, in the order of their rows."""
        columns = self.communes[["area_code", "lon", "lat", "area_km2"]]
        return [Home(*row) for row in columns.itertuples(index=False)]


def clean() -> Clean:
    """The package's communes and former wards, with what is wrong replaced by an estimate or marked."""
    communes = package.communes()
    wards = _wards(communes)
    rough = _rough_areas(communes, wards)
    points = _settled_points(communes, wards, rough)
    moved = communes.loc[points["lon"].ne(communes["lon"]), "area_code"].tolist()
    communes = communes.assign(lon=points["lon"], lat=points["lat"])
    wards = wards.assign(is_plausible=_plausible_boxes(communes, wards, rough))
    area_km2, is_estimated = _settled_areas(communes, wards)
    columns = ["area_code", "province_code", "lon", "lat"]
    return Clean(communes[columns].assign(area_km2=area_km2, is_estimated=is_estimated), wards, moved)


def _wards(communes: pd.DataFrame) -> pd.DataFrame:
    """Who went where, with the measures of the box in kilometres."""
    row = pd.Series(communes.index, index=communes["area_code"])
    frame = package.crosswalk().merge(package.former_wards(), on="former_code")
    frame["commune"] = frame["area_code"].map(row)
    frame["mid_lon"] = (frame["west"] + frame["east"]) / 2
    frame["mid_lat"] = (frame["south"] + frame["north"]) / 2
    frame["width_km"] = (frame["east"] - frame["west"]) * lon_km(frame["mid_lat"])
    frame["height_km"] = (frame["north"] - frame["south"]) * KM_PER_LAT
    frame["box_km2"] = frame["width_km"] * frame["height_km"]
    return frame


def _rough_areas(communes: pd.DataFrame, wards: pd.DataFrame) -> Floats:
    """Declared areas, or a guess from the boxes: enough to tell near from far."""
    guess = FILL * wards[wards["whole"]].groupby("commune")["box_km2"].sum().reindex(communes.index)
    declared = communes["declared_km2"].where(communes["declared_km2"].gt(0))
    return declared.fillna(guess).fillna(30.0).to_numpy(float)


def _settled_points(communes: pd.DataFrame, wards: pd.DataFrame, rough: Floats) -> pd.DataFrame:
    """``lon``, ``lat`` per commune: the package's, or the median of its wards where that is a namesake's.

    A point far from its wards is replaced only when none of the six nearest communes comes from the same
    former district, and at the wards' median at least one does.
    """
    points = communes[["lon", "lat"]].copy()
    middle = wards[wards["whole"]].groupby("commune")[["mid_lon", "mid_lat"]].median().reindex(communes.index)
    far = apart_km(points["lon"], points["lat"], middle["mid_lon"], middle["mid_lat"])
    doubtful = far > np.maximum(6.0, 2.5 * np.sqrt(rough))
    district = wards.groupby("commune")["district_code"].agg(lambda codes: codes.mode().iloc[0])
    sure = np.flatnonzero(~doubtful)
    tree = cKDTree(points.to_numpy()[sure])

    def neighbours_of_its_district(row: int, lon: float, lat: float) -> int:
        nearest = sure[tree.query([lon, lat], k=6)[1]]
        return int((district.loc[nearest] == district.at[row]).sum())

    for row in np.flatnonzero(doubtful).tolist():
        here = neighbours_of_its_district(row, *points.loc[row])
        there = neighbours_of_its_district(row, *middle.loc[row])
        if here == 0 and there > 0:
            points.loc[row] = middle.loc[row].to_numpy()
    return points


def _plausible_boxes(communes: pd.DataFrame, wards: pd.DataFrame, rough: Floats) -> Bools:
    """Per ward: the box is not too far from its commune, and not too large for it."""
    side = np.sqrt(rough[wards["commune"]])
    home = communes.loc[wards["commune"]]
    far = apart_km(wards["mid_lon"], wards["mid_lat"], home["lon"].to_numpy(), home["lat"].to_numpy())
    longest = np.maximum(wards["width_km"], wards["height_km"])
    is_near = far < 1.3 * side + 0.5 * np.hypot(wards["width_km"], wards["height_km"]) + 1
    is_small = (wards["box_km2"] < np.maximum(3.5 * side**2, 4.0)) & (longest < 4 * side + 2)
    return np.asarray(is_near & is_small, dtype=bool)


def _settled_areas(communes: pd.DataFrame, wards: pd.DataFrame) -> tuple[Floats, Bools]:
    """Areas in km² and whether they are estimates.

    Declared ones are kept unless they cannot be this commune's.
    """
    declared = communes["area_code"].map(corrections.DECLARED_KM2).fillna(communes["declared_km2"])
    cells = _voronoi_km2(communes, wards)
    boxes = _box_km2(communes, wards, cells)
    both = np.sqrt(np.clip(boxes, cells / 4, cells * 4) * cells)
    estimate = np.where(np.isfinite(boxes), both, cells)
    wrong = ~(declared > 0).to_numpy() | _is_namesakes(communes, declared, estimate)
    wrong |= (declared / boxes < 0.25).to_numpy() & (declared / cells < 0.25).to_numpy()
    wrong &= ~communes["area_code"].isin(corrections.ISLANDS).to_numpy()
    return np.where(wrong, estimate, declared), wrong


def _voronoi_km2(communes: pd.DataFrame, wards: pd.DataFrame) -> Floats:
    """Area of the land that is nearer to this commune's point than to any other; land is where a box is."""
    grid = Grid(step=0.008)
    land = np.zeros(grid.shape, dtype=bool)
    good = wards[wards["is_plausible"] & wards["box_km2"].lt(HUGE_KM2)]
    for box in good[["south", "west", "north", "east"]].itertuples(index=False):
        land[grid.window(*box)] = True
    rows, columns = np.nonzero(land)
    shrink = np.cos(np.radians(17))  # compare distances at the latitude of the middle of the country
    tree = cKDTree(np.c_[communes["lon"] * shrink, communes["lat"]])
    owner = tree.query(np.c_[grid.lons(columns) * shrink, grid.lats(rows)])[1]
    return np.maximum(np.bincount(owner, grid.cell_km2(rows), len(communes)), 0.3)


def _box_km2(communes: pd.DataFrame, wards: pd.DataFrame, cells: Floats) -> Floats:
    """Area by the boxes of the wards; NaN where a divided ward or a wild box makes that meaningless."""
    usable = wards[wards["whole"] & wards["is_plausible"] & wards["box_km2"].lt(HUGE_KM2)]
    per_commune = usable.groupby("commune")["box_km2"]
    summed, count = per_commune.sum().reindex(communes.index), per_commune.size().reindex(communes.index)
    typical = per_commune.median().reindex(communes.index) * count
    km2 = FILL * summed.where(~count.ge(2), np.maximum(typical, summed)).to_numpy(float)
    has_whole_only = wards.groupby("commune")["whole"].all().reindex(communes.index).to_numpy(bool)
    is_usable = has_whole_only & (km2 > 0.1 * cells) & (km2 < 8 * cells)
    return np.where(is_usable, km2, np.nan)


def _is_namesakes(communes: pd.DataFrame, declared: pd.Series, estimate: Floats) -> Bools:
    """Communes of one full name that share one declared area: wrong for all but the one that it fits best."""
    shared = communes.assign(value=declared.round(4), misfit=np.abs(np.log(declared.where(declared > 0) / estimate)))
    wrong = np.zeros(len(communes), dtype=bool)
    for _, same in shared[declared > 0].groupby(["full_name", "value"]):
        if len(same) > 1:
            rows, misfit = same.index.to_numpy(), same["misfit"].to_numpy(float)
            wrong[rows] = True
            wrong[rows[misfit.argmin()]] = misfit.min() >= np.log(1.8)
    return wrong
