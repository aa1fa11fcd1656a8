import gzip
import json
import subprocess
import sys

import brotli
import pytest

from geo import areas, boundaries


def _imported(store_dir, name="2026-11-03T10-00-00-abc", label="Ranh giới chính thức"):
    """A set in the store, in the shape that the importer leaves."""
    content = json.loads(boundaries.geojson_bytes("08", store_dir / "none"))
    content |= {"label": label, "approximate": False, "source": "Sở Nông nghiệp và Môi trường", "vintage": "2026-11-03"}
    folder = store_dir / "boundaries" / "08" / name
    folder.mkdir(parents=True)
    (folder / boundaries.FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return name


@pytest.mark.parametrize("province_code", areas.provinces()["area_code"])
def test_every_province_has_a_map_at_once(province_code, tmp_path):
    found = boundaries.boundary_set(province_code, tmp_path)
    codes = [feature["properties"]["code"] for feature in json.loads(found.geojson)["features"]]
    assert codes == areas.communes(province_code)["area_code"].tolist()
    assert found.approximate
    assert found.label == "Ranh giới xấp xỉ"
    assert "vietnamadminunits" in found.source


def test_compressed_and_plain_are_the_same(tmp_path):
    found = boundaries.boundary_set("08", tmp_path)
    assert brotli.decompress(found.brotli) == gzip.decompress(found.gzip) == found.geojson
    assert boundaries.geojson_bytes("08", tmp_path) == found.geojson


def test_the_version_follows_the_content(tmp_path):
    found = boundaries.boundary_set("08", tmp_path)
    assert found.version == boundaries.boundary_set("08", tmp_path).version
    assert found.version != boundaries.boundary_set("04", tmp_path).version


def test_an_imported_set_is_preferred(tmp_path):
    approximate = boundaries.boundary_set("08", tmp_path)
    boundaries.use("08", tmp_path, _imported(tmp_path))
    official = boundaries.boundary_set("08", tmp_path)
    assert (official.label, official.approximate) == ("Ranh giới chính thức", False)
    assert official.version != approximate.version
    assert brotli.decompress(official.brotli) == official.geojson
    assert boundaries.boundary_set("04", tmp_path).approximate


def test_going_back_to_an_earlier_set_and_to_the_approximate_one(tmp_path):
    old, new = (
        _imported(tmp_path, "2026-11-03T10-00-00-abc", "cũ"),
        _imported(tmp_path, "2026-11-04T10-00-00-def", "mới"),
    )
    assert boundaries.imported_sets("08", tmp_path) == [old, new]
    boundaries.use("08", tmp_path, new)
    boundaries.use("08", tmp_path, old)
    assert boundaries.boundary_set("08", tmp_path).label == "cũ"
    boundaries.use("08", tmp_path, None)
    assert boundaries.boundary_set("08", tmp_path).approximate
    assert boundaries.imported_sets("08", tmp_path) == [old, new]


def test_a_set_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(boundaries.BoundaryError, match="Không có bộ ranh giới «x»"):
        boundaries.use("08", tmp_path, "x")


def test_a_damaged_set_is_refused_with_the_remedy(tmp_path):
    name = _imported(tmp_path)
    boundaries.use("08", tmp_path, name)
    (tmp_path / "boundaries" / "08" / name / boundaries.FILE).write_text("{", encoding="utf-8")
    with pytest.raises(boundaries.BoundaryError, match="nhập lại ranh giới của tỉnh 08"):
        boundaries.boundary_set("08", tmp_path)


def test_an_unknown_province_is_refused(tmp_path):
    for code in ("10", "", "../08"):
        with pytest.raises(boundaries.BoundaryError, match="Không có tỉnh"):
            boundaries.boundary_set(code, tmp_path)


def test_the_map_starts_on_the_mainland_and_shows_the_archipelago(tmp_path):
    found = boundaries.boundary_set("48", tmp_path)
    assert found.bbox[2] > 112
    assert found.view[2] < 109
    (south, west), (north, east) = found.bounds
    assert (west, south, east, north) == found.view


def test_the_country_has_34_outlines_and_both_archipelagos():
    found = boundaries.outlines()
    assert len(json.loads(found.geojson)["features"]) == 34
    assert found.bbox[2] > 114
    assert found.approximate


def test_serving_boundaries_loads_no_geometry_library():
    command = "import sys; from geo import areas, names, boundaries; sys.exit('shapely' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0
