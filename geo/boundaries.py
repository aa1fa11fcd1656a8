"""The boundaries that a map is drawn from: a province's imported official set, or else the built approximate one.

Imported sets lie in the store, one folder each, never changed after they were written; ``CURRENT`` names the one in
use, so that going back is writing one word:

    boundaries/<province_code>/CURRENT
    boundaries/<province_code>/<set>/communes.geojson, communes.geojson.br, communes.geojson.gz

This module is loaded by every page and knows no geometry: it reads files, see ``geo.importer`` for who writes them.
"""

import gzip
import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types

from geo import areas

FILE = "communes.geojson"
OUTLINES = "provinces"
COUNTRY = "country"
APPROXIMATE = areas.BUILT / "approx"
Box = tuple[float, float, float, float]  # west, south, east, north


class BoundaryError(Exception):
    """A sentence in Vietnamese for whoever gave the file or opened the map: what, found what, and the remedy."""


@dataclass(frozen=True)
class BoundarySet:
    """A GeoJSON with what must be said of it.  Features carry ``properties.code``, ``name``, ``full_name``, ``label``.

    ``version`` is a hash of the content: an address that has it may be kept for ever.  ``view`` is where a map starts:
    the bounding box without the archipelagos, which ``bbox`` includes.
    """

    province_code: str
    path: Path
    geojson: bytes
    version: str
    label: str
    source: str
    approximate: bool
    vintage: str
    bbox: Box
    view: Box

    @property
    def bounds(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """``view`` as Leaflet wants it: (south, west), (north, east)."""
        west, south, east, north = self.view
        return (south, west), (north, east)

    @cached_property
    def brotli(self) -> bytes:
        """The GeoJSON, compressed with Brotli; kept beside an imported file, else made once per process."""
        kept = self.path.with_name(FILE + ".br")
        return kept.read_bytes() if kept.exists() else brotli.compress(self.geojson, quality=9)

    @cached_property
    def gzip(self) -> bytes:
        """The GeoJSON, compressed with gzip."""
        kept = self.path.with_name(FILE + ".gz")
        return kept.read_bytes() if kept.exists() else gzip.compress(self.geojson, mtime=0)


def boundary_set(province_code: str, store_dir: Path) -> BoundarySet:
    """The communes of a province: the imported set in use, or the approximate one.

    Raises ``BoundaryError`` for an unknown province, and for an imported set that cannot be read.
    """
    if province_code not in set(areas.provinces()["area_code"]):
        raise BoundaryError(f"Không có tỉnh, thành phố nào mang mã «{province_code}».")
    current = _current(province_code, store_dir)
    return _open(province_code, current or APPROXIMATE / f"{province_code}.geojson.gz")


def any_set(name: str, store_dir: Path) -> BoundarySet:
    """The set that an address names: ``boundary_set`` of a province, ``outlines`` or ``country``."""
    if name == COUNTRY:
        return country()
    return outlines() if name == OUTLINES else boundary_set(name, store_dir)


def geojson_bytes(province_code: str, store_dir: Path) -> bytes:
    """The GeoJSON of ``boundary_set``, uncompressed."""
    return boundary_set(province_code, store_dir).geojson


def outlines() -> BoundarySet:
    """The 34 provinces, approximate, for a map of the country; both archipelagos are shown."""
    return _open(OUTLINES, APPROXIMATE / f"{OUTLINES}.geojson.gz")


@cache
def country() -> BoundarySet:
    """All communes of the country, approximate: the built sets of the 34 provinces as one."""
    parts = [_open(code, APPROXIMATE / f"{code}.geojson.gz") for code in areas.provinces()["area_code"]]
    contents = [json.loads(part.geojson) for part in parts]
    west, south, east, north = zip(*(part.bbox for part in parts), strict=True)
    box = [min(west), min(south), max(east), max(north)]
    about = {key: value for key, value in contents[0].items() if key != "features"}
    features = [one for content in contents for one in content["features"]]
    whole = about | {"bbox": box, "view": box, "features": features}
    geojson = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return _parsed(COUNTRY, APPROXIMATE, geojson)


def imported_sets(province_code: str, store_dir: Path) -> list[str]:
    """The names of the imported sets, oldest first; they begin with the time of import."""
    kept = folder(province_code, store_dir)
    return sorted(path.parent.name for path in kept.glob(f"*/{FILE}") if not path.parent.name.startswith("."))


def use(province_code: str, store_dir: Path, name: str | None) -> None:
    """Make an imported set the one in use; None goes back to the approximate one.  All sets stay."""
    home = folder(province_code, store_dir)
    if name is None:
        (home / "CURRENT").unlink(missing_ok=True)
        return
    if not (home / name / FILE).exists():
        kept = ", ".join(imported_sets(province_code, store_dir)) or "chưa có bộ nào"
        raise BoundaryError(f"Không có bộ ranh giới «{name}» của tỉnh {province_code}. Các bộ đã nhập: {kept}.")
    pointer = home / f".CURRENT.{os.getpid()}"
    pointer.write_text(name, encoding="utf-8")
    pointer.replace(home / "CURRENT")


def folder(province_code: str, store_dir: Path) -> Path:
    """Where the imported sets of a province lie."""
    return store_dir / "boundaries" / province_code


def _current(province_code: str, store_dir: Path) -> Path | None:
    """The file of the imported set in use."""
    pointer = folder(province_code, store_dir) / "CURRENT"
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return pointer.parent / name / FILE


def _open(province_code: str, path: Path) -> BoundarySet:
    try:
        return _read(province_code, path, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise BoundaryError(
            f"Không đọc được tệp ranh giới {path}: {error}. Hãy nhập lại ranh giới của tỉnh {province_code}, "
            f"hoặc xóa tệp CURRENT trong thư mục {path.parent.parent} để trở về ranh giới xấp xỉ."
        ) from error


@lru_cache(maxsize=64)
def _read(province_code: str, path: Path, written: int) -> BoundarySet:
    """One file, read once for as long as it is not written again (``written``: its time of change)."""
    raw = path.read_bytes()
    geojson = gzip.decompress(raw) if path.suffix == ".gz" else raw
    return _parsed(province_code, path, geojson)


def _parsed(province_code: str, path: Path, geojson: bytes) -> BoundarySet:
    content = json.loads(geojson)
    return BoundarySet(
        province_code=province_code,
        path=path,
        geojson=geojson,
        version=hashlib.sha256(geojson).hexdigest()[:12],
        label=content["label"],
        source=content["source"],
        approximate=content["approximate"],
        vintage=content["vintage"],
        bbox=tuple(content["bbox"]),
        view=tuple(content["view"]),
    )
