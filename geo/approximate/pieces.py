"""The pieces of the diagram: a box per believable former ward, a disc for what has no believable box."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from geo.approximate.cleaning import FILL, Clean
from geo.approximate.plane import KM_PER_LAT, Home, apart_km, lon_km

TINY, LARGE = (
    0.25,
    4.0,
)  # of a ward's share of its commune: the box of one building, the box of something else
DISC_MARGIN = 1.1  # discs are drawn a little larger than their area: the diagram cuts them back


class Piece(NamedTuple):
    """A box that a commune claims; a disc is given by the box around it."""

    commune: int
    south: float
    west: float
    north: float
    east: float
    is_whole: bool
    is_disc: bool


def pieces(clean: Clean) -> pd.DataFrame:
    """One row per piece, with the fields of ``Piece``, sorted by commune; every commune has one at least."""
    wards = clean.wards.assign(use=_use(clean))
    found: list[Piece] = []
    homes = clean.homes()
    for commune, group in wards.groupby("commune"):
        row = int(str(commune))
        found.extend(_boxes(row, group[group["use"].eq("box")]))
        found.extend(_discs(homes[row], row, group))
    return pd.DataFrame(found)


def _use(clean: Clean) -> pd.Series:
    """What each ward's box is good for: ``box`` as it is, ``spot`` only as a place, ``nothing``."""
    wards = clean.wards
    count = wards.groupby("commune")["former_code"].transform("size")
    share = clean.communes["area_km2"].loc[wards["commune"]].to_numpy() / count
    ratio = FILL * wards["box_km2"] / share
    use = pd.Series("box", index=wards.index)
    use[wards["whole"] & (ratio < TINY)] = "spot"
    use[wards["whole"] & (ratio > LARGE) & (count > 1)] = "nothing"
    use[~wards["is_plausible"]] = "nothing"
    return use


def _boxes(commune: int, wards: pd.DataFrame) -> Iterator[Piece]:
    columns = wards[["south", "west", "north", "east", "whole"]]
    for south, west, north, east, whole in columns.itertuples(index=False):
        yield Piece(commune, south, west, north, east, bool(whole), is_disc=False)


def _discs(home: Home, commune: int, wards: pd.DataFrame) -> Iterator[Piece]:
    """Discs for the whole wards without a usable box, where area and centroid are not yet explained."""
    good = wards[wards["use"].eq("box") & wards["whole"]]
    lost = wards[wards["use"].ne("box") & wards["whole"]]
    if lost.empty and not good.empty:
        return
    if lost.empty or len(lost) == len(wards):
        yield _disc(commune, home.lon, home.lat, home.area_km2)
        return
    lon, lat, km2 = _residue(home, good, len(lost), len(wards))
    spots = lost[lost["use"].eq("spot")]
    centres = [(lon, lat)]
    if len(lost) > 1 and len(spots):
        centres = list(zip(spots["mid_lon"], spots["mid_lat"], strict=True))
        if len(spots) == len(lost):  # halfway between where they are said to be and where they should be
            shift = 0.5 * (lon - spots["mid_lon"].mean()), 0.5 * (lat - spots["mid_lat"].mean())
            centres = [(x + shift[0], y + shift[1]) for x, y in centres]
        else:
            centres.append((lon, lat))
    each = km2 / (len(lost) if len(centres) > 1 else 1)
    for x, y in centres:
        yield _disc(commune, x, y, each)


def _residue(home: Home, good: pd.DataFrame, lost: int, count: int) -> tuple[float, float, float]:
    """Where the lost wards must lie, and their area: centroid and area of the commune minus the good ones.

    Kept within reach of the commune's point, as the difference of two uncertain numbers may be anywhere.
    """
    _, lon, lat, total = home
    known = FILL * good["box_km2"]
    km2 = float(np.clip(total - known.sum(), 0.3 * total * lost / count, total))
    if known.sum() > 0:
        scale = min(1.0, (total - km2) / known.sum())
        lon = (total * lon - scale * (known * good["mid_lon"]).sum()) / km2
        lat = (total * lat - scale * (known * good["mid_lat"]).sum()) / km2
    away, reach = float(apart_km(lon, lat, home.lon, home.lat)), 1.1 * np.sqrt(total)
    if away > reach:
        lon = home.lon + (lon - home.lon) * reach / away
        lat = home.lat + (lat - home.lat) * reach / away
    return float(lon), float(lat), km2


def _disc(commune: int, lon: float, lat: float, km2: float) -> Piece:
    radius = DISC_MARGIN * np.sqrt(km2 / np.pi)
    up, side = radius / KM_PER_LAT, radius / float(lon_km(lat))
    return Piece(commune, lat - up, lon - side, lat + up, lon + side, is_whole=True, is_disc=True)
