"""The GeoJSON that we publish: WGS 84, few decimals, the code in ``properties``, facts about the set beside
it.

Beside the standard members a collection carries ``label`` and ``source`` (Vietnamese, for the reader),
``approximate`` (bool), ``vintage`` (date of the structure), ``bbox``, and ``view``: the bbox without the
archipelagos Hoàng Sa and Trường Sa, where a map of a mainland province may start.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geo import corrections

Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True)
class About:
    """What a reader must know of a set of boundaries."""

    label: str
    source: str
    approximate: bool
    vintage: str


def collection(frame: gpd.GeoDataFrame, about: About, decimals: int) -> dict[str, Any]:
    """A FeatureCollection of the rows of ``frame``: ``code``, ``name``, ``full_name``, ``geometry`` (WGS 84).

    Each feature's properties are the three texts and ``label``: a point [lon, lat] well inside its largest
    part.
    """
    shapes = shapely.orient_polygons(rounded(frame.geometry.to_numpy(), decimals), exterior_cw=False)
    labels = np.round(label_points(shapes), decimals).tolist()
    rows = zip(frame["code"], frame["name"], frame["full_name"], labels, shapes, strict=True)
    archipelago = frame["code"].isin(corrections.ISLANDS).to_numpy()
    mainland = shapes if archipelago.all() else shapes[~archipelago]
    return {
        "type": "FeatureCollection",
        **asdict(about),
        "bbox": _bbox(shapes, decimals),
        "view": _bbox(mainland, decimals),
        "features": [_feature(*row) for row in rows],
    }


def _feature(code: str, name: str, full_name: str, label: list[float], shape: shapely.Geometry) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name, "full_name": full_name, "label": label},
        "geometry": json.loads(shapely.to_geojson(shape)),
    }


def dump(content: dict[str, Any]) -> bytes:
    """The collection as compact UTF-8."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def rounded(shapes: Iterable[shapely.Geometry], decimals: int) -> np.ndarray[Any, np.dtype[np.object_]]:
    """The shapes with rounded coordinates; shared corners stay shared, as each is rounded alike."""
    result = shapely.transform(np.asarray(list(shapes), dtype=object), lambda xy: np.round(xy, decimals))
    return np.asarray(result, dtype=object)


def label_points(shapes: Iterable[shapely.Geometry]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Per shape the centre of the largest circle that fits into its largest part; n × 2, lon and lat."""
    return np.array([_label_point(shape) for shape in shapes]).reshape(-1, 2)


def _label_point(shape: shapely.Geometry) -> tuple[float, float]:
    largest = max(shapely.get_parts(shape), key=shapely.area)
    west, south, east, north = shapely.bounds(largest)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=max(east - west, north - south) / 50)
    lon, lat = shapely.get_coordinates(circle)[0].tolist()
    return lon, lat


def _bbox(shapes: np.ndarray[Any, np.dtype[np.object_]], decimals: int) -> list[float]:
    return [round(float(edge), decimals) for edge in shapely.total_bounds(shapes)]
