"""Reading whatever a province sends: GeoJSON, GeoPackage, Shapefile (or any of them in a zip), in any CRS, to WGS 84.

Whatever was assumed on the way is told in notes, Vietnamese sentences for the report.
"""

import warnings
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from pyproj import CRS
from pyproj.crs import BoundCRS
from pyproj.crs.coordinate_operation import ToWGS84Transformation

from geo.boundaries import BoundaryError
from geo.spelling import fold

LAND = (101.5, 6.0, 118.5, 24.0)  # west, south, east, north: Viet Nam with both archipelagos
KNOWN = (".geojson", ".json", ".gpkg", ".shp")
FORMATS = "GeoJSON (.geojson), GeoPackage (.gpkg) hoặc Shapefile (.shp kèm .dbf, .shx, .prj; hoặc nén .zip)"
# What pyogrio (all its errors and pyproj's are RuntimeErrors) and shapely raise on a file that is no map to them.
UNREADABLE = (RuntimeError, ValueError, OSError, shapely.errors.ShapelyError)
# From VN-2000 to WGS 84, Decision 05/2007/QĐ-BTNMT; for files whose datum the PROJ library does not recognise.
VN2000_SHIFT = (
    -191.90441429,
    -39.30318279,
    -111.45032835,
    -0.00928836,
    0.01975479,
    -0.00427372,
    0.252906278,
)


@dataclass(frozen=True)
class VectorFile:
    """``frame``: the polygons with all their columns, WGS 84, geometry without Z; ``crs``: as found, for the report."""

    frame: gpd.GeoDataFrame
    crs: str
    notes: list[str] = field(default_factory=list)


def read(path: Path) -> VectorFile:
    """The polygons of a file.  Raises ``BoundaryError`` with what to do about it."""
    if not path.exists():
        raise BoundaryError(f"Không có tệp {path}. Hãy kiểm tra lại đường dẫn.")
    if path.is_file() and path.stat().st_size == 0:
        raise BoundaryError(f"Tệp {path.name} rỗng (0 byte). Hãy xuất lại tệp ranh giới.")
    source = _inside_zip(path) if path.suffix.lower() == ".zip" else str(path)
    frame, layer = _polygon_layer(path, source)
    notes = [layer] if layer else []
    converted, crs = _to_wgs84(path, frame, notes)
    return VectorFile(converted, crs, notes)


def _inside_zip(path: Path) -> str:
    """The address of the one vector file in an archive, for GDAL."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if not name.startswith("__MACOSX")]
    except zipfile.BadZipFile as error:
        raise BoundaryError(f"Tệp {path.name} không phải tệp nén zip đọc được. Hãy nén lại.") from error
    found = [name for name in names if name.lower().endswith(KNOWN)]
    if len(found) != 1:
        listed = ", ".join(found or names[:5]) or "không có gì"
        raise BoundaryError(f"Tệp {path.name} phải chứa đúng một tệp {FORMATS}; trong đó có: {listed}.")
    return f"/vsizip/{path.resolve()}/{found[0]}"


def _polygon_layer(path: Path, source: str) -> tuple[gpd.GeoDataFrame, str]:
    """The layer with polygons; of several the one with the most features, and a note saying so."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL's remarks on measures, encodings and odd application ids
            layers = [str(name) for name in pyogrio.list_layers(source)[:, 0]]
            frames = {name: _polygons_only(_read_layer(source, name)) for name in layers}
    except UNREADABLE as error:
        raise BoundaryError(
            f"Không đọc được tệp {path.name} như một tệp bản đồ véc-tơ ({error}). Hãy gửi tệp {FORMATS}."
        ) from error
    frames = {name: frame for name, frame in frames.items() if len(frame)}
    if not frames:
        raise BoundaryError(
            f"Tệp {path.name} không có vùng (polygon) nào. Hãy xuất lớp ranh giới dạng vùng, không phải điểm hay đường."
        )
    best = max(frames, key=lambda name: len(frames[name]))
    note = f"Tệp có {len(frames)} lớp dạng vùng; đã đọc lớp «{best}»." if len(frames) > 1 else ""
    return frames[best], note


def _read_layer(source: str, layer: str) -> gpd.GeoDataFrame:
    """One layer; a shapefile without .cpg is tried as UTF-8 first, as most tools write today."""
    if source.lower().endswith(".shp") and not Path(source).with_suffix(".cpg").exists():
        try:
            return gpd.read_file(source, layer=layer, encoding="UTF-8")
        except UnicodeDecodeError:
            pass
    return gpd.read_file(source, layer=layer)


def _polygons_only(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    if not isinstance(frame, gpd.GeoDataFrame):  # a table without geometry
        return gpd.GeoDataFrame(geometry=[])
    kinds = frame.geometry.geom_type.isin(["Polygon", "MultiPolygon", "GeometryCollection"])
    kept = frame.loc[kinds & ~frame.geometry.is_empty]
    return kept.set_geometry(shapely.force_2d(kept.geometry.to_numpy()), crs=frame.crs).reset_index(drop=True)


def _to_wgs84(path: Path, frame: gpd.GeoDataFrame, notes: list[str]) -> tuple[gpd.GeoDataFrame, str]:
    """The frame in WGS 84 and the name of the CRS it came in."""
    is_lon_lat = _lies_in_viet_nam(frame) or _lies_in_viet_nam(_swapped(frame))
    if frame.crs is None or (frame.crs.is_geographic and not is_lon_lat):
        if not is_lon_lat:
            raise BoundaryError(_no_crs(path, frame))
        notes.append("Tệp không ghi hệ tọa độ; tọa độ là kinh vĩ độ nên đã hiểu là WGS 84.")
        frame = frame.set_crs(4326)
    name = str(frame.crs.name)
    converted = frame.set_crs(_known_datum(frame.crs, notes), allow_override=True).to_crs(4326)
    if not _lies_in_viet_nam(converted):
        swapped = _swapped(frame).set_crs(_known_datum(frame.crs, []), allow_override=True).to_crs(4326)
        if not _lies_in_viet_nam(swapped):
            raise BoundaryError(_elsewhere(path, name, converted))
        notes.append("Hai trục tọa độ trong tệp bị đảo (X là hướng Bắc); đã đổi lại.")
        converted = swapped
    return converted, name


def _lies_in_viet_nam(frame: gpd.GeoDataFrame) -> bool:
    west, south, east, north = frame.total_bounds
    return bool(west > LAND[0] and south > LAND[1] and east < LAND[2] and north < LAND[3])


def _swapped(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    flipped = shapely.transform(frame.geometry.to_numpy(), lambda xy: xy[:, ::-1])
    return frame.set_geometry(flipped, crs=frame.crs)


def _known_datum(crs: CRS, notes: list[str]) -> CRS:
    """The CRS, with the official shift when it says VN-2000 in words that PROJ does not know.

    Without it PROJ takes the coordinates for WGS 84, and everything is drawn 200 m off.
    """
    base = crs.geodetic_crs
    if base is None or base.datum is None:
        return crs
    names = f"{crs.name} {base.name} {base.datum.name}"
    says_vn2000 = any(word in fold(names).replace(" ", "") for word in ("vn2000", "vietnam2000"))
    if crs.is_bound or not says_vn2000 or base.datum.name == "Vietnam 2000":
        return crs
    notes.append("Hệ VN-2000 trong tệp thiếu tham số chuyển đổi; đã dùng 7 tham số của Quyết định 05/2007/QĐ-BTNMT.")
    return BoundCRS(crs, CRS.from_epsg(4326), ToWGS84Transformation(base, *VN2000_SHIFT))


def _no_crs(path: Path, frame: gpd.GeoDataFrame) -> str:
    x, y = np.round(frame.total_bounds[:2]).astype(int)
    return (
        f"Tệp {path.name} không cho biết hệ tọa độ, và tọa độ (ví dụ x={x}, y={y}) không phải kinh vĩ độ. "
        "Hãy gửi kèm tệp .prj, hoặc xuất lại có ghi hệ tọa độ (VN-2000 thì ghi kinh tuyến trục và múi chiếu, "
        "ví dụ VN-2000 / TM-3 106-00, EPSG:9211), hoặc xuất sang WGS 84 (EPSG:4326)."
    )


def _elsewhere(path: Path, name: str, frame: gpd.GeoDataFrame) -> str:
    west, south, east, north = (round(float(edge), 1) for edge in frame.total_bounds)
    return (
        f"Theo hệ tọa độ ghi trong tệp {path.name} ({name}) thì ranh giới nằm ở kinh độ {west} đến {east}, "
        f"vĩ độ {south} đến {north}, ngoài Việt Nam. Hãy kiểm tra hệ tọa độ và kinh tuyến trục rồi xuất lại tệp."
    )
