"""Taking in a province's official boundaries: read, recognise, check, mend, simplify, write; and say what was done.

A set is written whole into a folder of its own and then put in use by changing one word (see ``geo.boundaries``);
earlier sets stay.  What cannot be right is refused with a sentence; what could be mended is mended and reported.
"""

import gzip
import hashlib
import shutil
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import areas, boundaries, coverage, features, identify, vector_files
from geo.boundaries import BoundaryError
from geo.coverage import Gap, Geometries
from geo.import_report import ImportReport, decimal

__all__ = ["BoundaryError", "ImportReport", "import_boundaries"]

LABEL = "Ranh giới do tỉnh cung cấp"
VINTAGE = "2025-07-01"  # the structure that the code list describes
DECIMALS = 5  # degrees: one metre
LARGEST = 1_200_000  # bytes of GeoJSON that a browser should be asked to draw
FAR_KM = 5.0  # a set lying this far from the known points is in the wrong place
OFF_KM = 0.12  # from here on a shift is worth a remark: a forgotten datum is 0.2 km
SHRUNK = 0.2  # a commune that loses this share of its land when overlaps are settled is worth a remark
VIET_NAM = timezone(timedelta(hours=7))


def import_boundaries(
    path: Path,
    store_dir: Path,
    province_code: str | None = None,
    *,
    allow_missing: bool = False,
    source: str = "",
    largest: int = LARGEST,
) -> ImportReport:
    """Read, check, mend and simplify a province's boundaries, and put them in use.

    Args:
        path: GeoJSON, GeoPackage, Shapefile or a zip with one of them; any CRS that it names.
        province_code: two digits; None takes the province that the codes belong to.
        allow_missing: accept a file that lacks communes of the province.
        source: whom to name under the map; by default the file and the day.
        largest: bytes of GeoJSON that the simplified boundaries may have.

    Raises ``BoundaryError`` with a sentence for the user; then nothing was written.
    """
    if province_code is not None and province_code not in set(areas.provinces()["area_code"]):
        raise BoundaryError(f"Không có tỉnh, thành phố nào mang mã «{province_code}».")
    path, now = Path(path), datetime.now(VIET_NAM)
    file = vector_files.read(path)
    found = identify.identify(path, file.frame, province_code)
    notes = [*file.notes, *found.notes]
    communes, duplicates, repaired = _per_commune(file.frame, found)
    missing = _missing(path, communes, found.province_code, allow_missing)
    _check_place(path, communes, notes)
    flat = communes.to_crs(coverage.flat_crs(communes))
    shapes, names = flat.geometry.to_numpy(), flat["full_name"].tolist()
    overlaps, gaps = coverage.overlaps(shapes), coverage.gaps(shapes)
    fitted = _fitted(path, shapes, names, notes)
    left = coverage.gaps(fitted)
    about = features.About(LABEL, source or f"Tệp {path.name}, nhập ngày {now:%d/%m/%Y}", False, VINTAGE)
    content, tolerance, corners = _simplified(flat, fitted, about, largest)
    version = hashlib.sha256(content).hexdigest()[:12]
    report = ImportReport(
        province_code=found.province_code,
        file=path.name,
        rows=len(file.frame),
        crs=file.crs,
        identified_by=found.how,
        written=boundaries.folder(found.province_code, store_dir) / f"{now:%Y-%m-%dT%H-%M-%S}-{version}",
        version=version,
        size=len(content),
        corners=(int(shapely.get_num_coordinates(shapes).sum()), corners),
        tolerance_m=tolerance,
        missing=missing,
        duplicates=duplicates,
        repaired=repaired,
        overlaps=[(f"{names[both.one]} và {names[both.other]}", both.km2) for both in overlaps],
        closed_gaps=_named(coverage.closed(gaps, left), names),
        left_gaps=_named(left, names),
        notes=notes,
    )
    _write(content, report)
    boundaries.use(report.province_code, store_dir, report.written.name)
    return report


def _per_commune(frame: gpd.GeoDataFrame, found: identify.Identified) -> tuple[gpd.GeoDataFrame, list[str], int]:
    """One row per commune (``code``, ``name``, ``full_name``, ``province_code``, ``geometry``), sorted by code.

    Also the full names of those that came in several rows, and how many polygons had to be made valid.
    """
    mine = frame.loc[found.codes.notna().to_numpy()]
    valid, repaired = coverage.made_valid(mine.geometry.to_numpy())
    rows = gpd.GeoDataFrame({"code": found.codes.dropna().to_numpy()}, geometry=valid, crs=frame.crs)
    rows = rows.loc[~rows.geometry.is_empty]
    names = areas.communes(found.province_code).rename(columns={"area_code": "code", "area_name": "name"})
    names = names.set_index("code")[["name", "full_name", "lon", "lat"]]
    several = rows.loc[rows["code"].duplicated(), "code"].unique()
    joined = rows.dissolve("code").join(names).reset_index()
    return joined, names.loc[sorted(several), "full_name"].tolist(), repaired


def _missing(path: Path, communes: gpd.GeoDataFrame, province_code: str, allow_missing: bool) -> list[str]:
    """Full names of the communes that the file lacks; refused unless they were expected to be missing."""
    expected = areas.communes(province_code)
    lacking = expected.loc[~expected["area_code"].isin(communes["code"])]
    if len(lacking) and not allow_missing:
        shown = [f"{name} ({code})" for name, code in zip(lacking["full_name"], lacking["area_code"], strict=True)]
        raise BoundaryError(
            f"Tệp {path.name} thiếu {len(lacking)}/{len(expected)} đơn vị: {', '.join(shown[: identify.SHOWN])}"
            f"{', …' if len(shown) > identify.SHOWN else ''}. "
            "Hãy bổ sung vào tệp, hoặc nhập với tùy chọn --allow-missing."
        )
    return list(lacking["full_name"])


def _check_place(path: Path, communes: gpd.GeoDataFrame, notes: list[str]) -> None:
    """Refuse a set far from where its communes are known to be: the central meridian was wrong."""
    centres = shapely.get_coordinates(shapely.centroid(communes.geometry.to_numpy()))
    km = (centres - communes[["lon", "lat"]].to_numpy(float)) * [
        111.32 * np.cos(np.radians(centres[:, 1].mean())),
        110.6,
    ]
    east, north = np.median(km, axis=0)
    away = float(np.hypot(east, north))
    where = f"{decimal(abs(east))} km về phía {'Đông' if east > 0 else 'Tây'}"
    where += f" và {decimal(abs(north))} km về phía {'Bắc' if north > 0 else 'Nam'}"
    if away > FAR_KM:
        raise BoundaryError(
            f"Ranh giới trong tệp {path.name} lệch {where} so với vị trí đã biết của các xã. "
            "Hệ tọa độ ghi trong tệp không đúng: hãy kiểm tra kinh tuyến trục và múi chiếu rồi xuất lại."
        )
    if away > OFF_KM and len(communes) >= 10:
        notes.append(f"Lưu ý: toàn bộ ranh giới lệch khoảng {where}; có thể thiếu bước chuyển VN-2000 sang WGS 84.")


def _fitted(path: Path, shapes: Geometries, names: list[str], notes: list[str]) -> Geometries:
    """The shapes as a coverage.  A commune that others cover wholly is refused, one that loses much is noted."""
    fitted = coverage.fitted(shapes)
    lost = pd.Series(-coverage.area_change(shapes, fitted), index=names)
    if len(gone := lost[lost > 0.99]):
        raise BoundaryError(
            f"Trong tệp {path.name}, {', '.join(gone.index)} nằm chồng hoàn toàn lên đơn vị khác. "
            "Hãy kiểm tra mã và hình của các vùng này."
        )
    for name, share in lost[lost > SHRUNK].items():
        notes.append(f"Lưu ý: {name} mất {100 * share:.0f}% diện tích khi xử lý chồng lấn; hãy kiểm tra lại.")
    return fitted


def _simplified(
    flat: gpd.GeoDataFrame, fitted: Geometries, about: features.About, largest: int
) -> tuple[bytes, float, int]:
    """The GeoJSON at the finest tolerance that keeps it small enough; the tolerance; the number of corners."""
    for tolerance in coverage.LADDER_M:
        simple = flat.set_geometry(coverage.simplified(fitted, tolerance), crs=flat.crs).to_crs(4326)
        corners = int(shapely.get_num_coordinates(simple.geometry.to_numpy()).sum())
        if corners * 12 > largest:  # a corner is 17 bytes or more: no need to write it out
            continue
        shapes = _on_grid(simple.geometry.to_numpy())
        content = features.dump(features.collection(simple.set_geometry(shapes, crs=4326), about, DECIMALS))
        if len(content) <= largest:
            return content, float(tolerance), int(shapely.get_num_coordinates(shapes).sum())
    size = f"{largest / 1e6:.1f}".replace(".", ",")
    raise BoundaryError(f"Không giản lược được ranh giới xuống dưới {size} MB. Hãy báo cho người phát triển.")


def _on_grid(shapes: Geometries) -> Geometries:
    """The shapes with rounded coordinates, a valid coverage again: rounding may make lines cross."""
    for _ in range(5):
        shapes = features.rounded(shapes, DECIMALS)
        if shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes):
            break
        shapes = coverage.made_valid(shapes)[0]
        shapes = np.asarray(shapely.coverage_clean(shapes, snapping_distance=2 * 10.0**-DECIMALS), dtype=object)
    return shapes


def _named(gaps: list[Gap], names: list[str]) -> list[tuple[str, float]]:
    """Each gap told by the communes around it, with its area in km²."""
    where = [
        ("giữa " if len(gap.around) > 1 else "trong ") + ", ".join(names[row] for row in gap.around) for gap in gaps
    ]
    return [(place, gap.km2) for place, gap in zip(where, gaps, strict=True)]


def _write(content: bytes, report: ImportReport) -> None:
    """The set in a folder of its own, all files or none: GeoJSON, compressed, and the report."""
    if report.written.exists():  # the same content in the same second
        return
    report.written.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=report.written.parent))
    try:
        file = draft / boundaries.FILE
        file.write_bytes(content)
        file.with_name(boundaries.FILE + ".br").write_bytes(brotli.compress(content, quality=11))
        file.with_name(boundaries.FILE + ".gz").write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
        (draft / "report.txt").write_text("\n".join(report.lines()) + "\n", encoding="utf-8")
        draft.chmod(0o750)
        draft.replace(report.written)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
