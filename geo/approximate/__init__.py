"""Approximate boundaries, computed from ``vietnamadminunits`` alone, so that a fresh machine has a map at
once.

``cleaning`` decides what to believe, ``pieces`` turns it into boxes and discs, ``diagram`` shares the land
out, ``raster`` tidies, ``vectorise`` draws.  Good for colouring: neighbours and sizes are right.  Not for
locating: about one place in six falls into a neighbour.  Wherever shown they say *ranh giới xấp xỉ*.

Mean IoU with real boundaries 0.71 at the default step (``tests/benchmarks/geo_iou.py``); a minute, 1.4 GB.
"""

import gzip
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo import areas, boundaries, features
from geo.approximate import cleaning, diagram, pieces, raster, vectorise
from geo.approximate.plane import Grid

BUILT = boundaries.APPROXIMATE
STEP = 0.002  # degrees, about 220 m; 0.001 gains nothing outside inner cities and needs four times the room
OUTLINE_TOLERANCE = 0.01  # degrees, for provinces on a map of the country
ABOUT = features.About(
    label="Ranh giới xấp xỉ",
    source=(
        "Tính từ điểm tâm, diện tích và khung bao của đơn vị cũ trong gói vietnamadminunits 1.0.4 (MIT). "
        "Chỉ dùng để tô màu bản đồ, không dùng để xác định vị trí hay ranh giới."
    ),
    approximate=True,
    vintage="2025-07-01",
)


def build(out_dir: Path = BUILT, log: Callable[[str], None] = print, step: float = STEP) -> int:
    """Compute all communes and write one file per province, and ``provinces``; the total size in bytes.

    Takes a minute and 1.4 GB of memory at the default step (degrees).
    """
    communes = draw(log, step)
    out_dir.mkdir(parents=True, exist_ok=True)
    size = 0
    for code, rows in communes.groupby("province_code"):
        size += _write(rows, out_dir / f"{code}.geojson.gz")
    size += _write(outlines(communes), out_dir / "provinces.geojson.gz")
    log(f"{size / 1e6:.2f} MB in {out_dir}")
    return size


def draw(log: Callable[[str], None], step: float) -> gpd.GeoDataFrame:
    """All communes.

    ``code``, ``name``, ``full_name``, ``province_code``, ``geometry`` (WGS 84), sorted by code.
    """
    clean = cleaning.clean()
    log(f"points replaced {len(clean.moved)}, areas estimated {clean.communes['is_estimated'].sum()}")
    grid = Grid(step)
    labels = diagram.diagram(grid, clean, pieces.pieces(clean), diagram.Settings())
    log("land shared out")
    homes = clean.homes()
    shapes = vectorise.polygons(grid, raster.tidy(grid, labels, homes), homes)
    log(f"drawn with {shapely.get_num_coordinates(shapes).sum()} corners")
    names = areas.communes().rename(columns={"area_code": "code", "area_name": "name"})
    return gpd.GeoDataFrame(names[["code", "name", "full_name", "province_code"]], geometry=shapes, crs=4326)


def outlines(communes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The 34 provinces, dissolved and simplified as one coverage; columns as in ``draw``."""
    dissolved = communes.dissolve("province_code", method="coverage").geometry
    simple = shapely.coverage_simplify(dissolved.to_numpy(), OUTLINE_TOLERANCE)
    names = areas.provinces().rename(columns={"area_code": "code", "area_name": "name"}).set_index("code")
    frame = names.loc[dissolved.index, ["name", "full_name"]].rename_axis("code").reset_index()
    return gpd.GeoDataFrame(frame, geometry=simple, crs=4326)


def _write(frame: gpd.GeoDataFrame, path: Path) -> int:
    content = features.dump(features.collection(frame, ABOUT, vectorise.DECIMALS))
    return path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))


def built(directory: Path = BUILT) -> gpd.GeoDataFrame:
    """The built set, all communes: ``code``, ``name``, ``full_name``, ``province_code``, ``geometry``."""
    frames = []
    for path in sorted(directory.glob("[0-9][0-9].geojson.gz")):
        frame = gpd.read_file(gzip.decompress(path.read_bytes()), columns=["code", "name", "full_name"])
        frames.append(frame.assign(province_code=path.name[:2]))
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=4326)
