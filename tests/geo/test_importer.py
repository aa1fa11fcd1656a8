import json
import zipfile

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo import approximate, areas, boundaries, coverage
from geo.boundaries import BoundaryError
from geo.importer import import_boundaries

LAI_CHAU = "12"  # 38 communes
EQUAL_AREA = "EPSG:6933"
UNKNOWN_VN2000 = (  # a datum name that PROJ does not know, a zone that is not in the EPSG list
    'PROJCS["VN2000_TM_103",GEOGCS["GCS_VN2000",DATUM["VN2000",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",103.0],'
    'PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


@pytest.fixture(scope="module")
def built():
    frame = approximate.built()
    return frame[frame["province_code"].eq(LAI_CHAU)].reset_index(drop=True)


@pytest.fixture
def communes(built):
    """The communes of Lai Châu as a province might send them."""
    return built.rename(columns={"code": "MA_XA", "full_name": "TEN_XA"})[["MA_XA", "TEN_XA", "geometry"]].copy()


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


@pytest.fixture
def write(tmp_path):
    """Write a frame as a file of this name and give its path."""

    def written(frame, name="ranh_gioi.geojson"):
        path = tmp_path / name
        frame.to_file(path)
        return path

    return written


def told(report) -> str:
    return "\n".join(report.lines())


def imported(store):
    found = boundaries.boundary_set(LAI_CHAU, store)
    return gpd.read_file(found.geojson)


def refused(path, store, *args, **options) -> str:
    """The sentence of the refusal; nothing may have been written."""
    with pytest.raises(BoundaryError) as caught:
        import_boundaries(path, store, *args, **options)
    assert not store.exists() or boundaries.boundary_set(LAI_CHAU, store).approximate
    return str(caught.value)


@pytest.mark.parametrize("name", ["r.geojson", "r.json", "r.gpkg", "r.shp"])
def test_every_format_is_read_and_put_in_use(name, communes, write, store):
    report = import_boundaries(write(communes, name), store)
    assert "38/38" in report.lines()[0]
    found = boundaries.boundary_set(LAI_CHAU, store)
    assert (found.approximate, found.label, found.version) == (False, "Ranh giới do tỉnh cung cấp", report.version)
    shapes = imported(store)
    assert shapes["code"].tolist() == areas.communes(LAI_CHAU)["area_code"].tolist()
    assert shapely.coverage_is_valid(shapes.geometry.to_numpy())


def test_a_zipped_shapefile_is_read(communes, write, store, tmp_path):
    write(communes, "r.shp")
    archive = tmp_path / "r.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for part in tmp_path.glob("r.*"):
            if part.suffix != ".zip":
                packed.write(part, f"ranh giới/{part.name}")
    assert import_boundaries(archive, store).missing == []


@pytest.mark.parametrize("crs", ["EPSG:3405", "EPSG:5897", "EPSG:32648"])
def test_any_crs_ends_in_the_same_place(crs, communes, write, store):
    import_boundaries(write(communes), store)
    expected = imported(store).geometry
    import_boundaries(write(communes.to_crs(crs), "r.gpkg"), store)
    found = imported(store).geometry
    apart = shapely.hausdorff_distance(expected.to_numpy(), found.to_numpy())
    assert apart.max() < 0.00005  # five metres


def test_a_vn2000_without_epsg_is_shifted_by_the_official_parameters(communes, write, store):
    import_boundaries(write(communes), store)
    expected = imported(store).geometry
    degrees = communes.to_crs("EPSG:4756").set_crs(4326, allow_override=True)  # VN-2000, called WGS 84
    path = write(degrees.to_crs("+proj=tmerc +lon_0=103 +k=0.9996 +x_0=500000 +datum=WGS84"), "r.shp")
    path.with_suffix(".prj").write_text(UNKNOWN_VN2000, encoding="utf-8")
    report = import_boundaries(path, store)
    apart = shapely.hausdorff_distance(expected.to_numpy(), imported(store).geometry.to_numpy())
    assert apart.max() < 0.00005
    assert "7 tham số" in told(report)


def test_a_wrong_central_meridian_is_refused(communes, write, store):
    wrong = communes.to_crs("EPSG:5897").set_crs("EPSG:9210", allow_override=True)
    assert "kinh tuyến trục" in refused(write(wrong, "r.gpkg"), store)


def test_swapped_axes_are_put_right(communes, write, store):
    swapped = communes.set_geometry(shapely.transform(communes.geometry.to_numpy(), lambda xy: xy[:, ::-1]), crs=4326)
    report = import_boundaries(write(swapped, "r.gpkg"), store)
    assert "đảo" in told(report)


def test_a_file_without_crs_in_degrees_is_taken_for_wgs84_and_says_so(communes, write, store):
    path = write(communes, "r.shp")
    path.with_suffix(".prj").unlink()
    assert "không ghi hệ tọa độ" in told(import_boundaries(path, store))


@pytest.mark.parametrize("name", ["r.shp", "r.geojson"])
def test_a_file_without_crs_in_metres_is_refused_with_what_to_give(name, communes, write, store):
    flat = communes.to_crs("EPSG:5897")
    path = write(flat, name)
    if name == "r.shp":
        path.with_suffix(".prj").unlink()
    else:  # GeoJSON claims to be WGS 84 whatever the numbers
        content = json.loads(path.read_text(encoding="utf-8"))
        del content["crs"]
        path.write_text(json.dumps(content), encoding="utf-8")
    sentence = refused(path, store)
    assert "không cho biết hệ tọa độ" in sentence
    assert ".prj" in sentence
    assert "EPSG:9211" in sentence


def test_codes_written_as_numbers_are_understood(communes, write, store):
    communes["MA_XA"] = communes["MA_XA"].astype(float)
    assert import_boundaries(write(communes), store).missing == []


def test_a_column_of_former_codes_is_not_mistaken_for_the_codes(communes, write, store):
    former = areas.crosswalk().drop_duplicates("area_code").set_index("area_code")["former_code"]
    communes.insert(0, "ma", communes["MA_XA"].map(former).where(communes.index > 5, communes["MA_XA"].iloc[0]))
    assert "«MA_XA»" in import_boundaries(write(communes), store).lines()[1]


def test_without_codes_names_are_matched_within_the_province(communes, write, store):
    named = communes.drop(columns="MA_XA").replace({"TEN_XA": {"Xã Mường Than": "UBND xã MƯỜNG THAN - Lai Châu"}})
    path = write(named)
    assert "cho biết mã tỉnh" in refused(path, store)
    report = import_boundaries(path, store, LAI_CHAU)
    assert "«TEN_XA»" in report.lines()[1]
    assert report.missing == []


def test_a_file_without_codes_and_names_is_refused_with_its_columns(communes, write, store):
    bare = communes.drop(columns=["MA_XA", "TEN_XA"]).assign(DIEN_TICH=1.5)
    assert "DIEN_TICH" in refused(write(bare), store, LAI_CHAU)


def test_a_missing_commune_is_refused_by_name_unless_allowed(communes, write, store):
    path = write(communes.iloc[1:])
    lacking = areas.communes(LAI_CHAU).iloc[0]
    assert f"{lacking['full_name']} ({lacking['area_code']})" in refused(path, store)
    report = import_boundaries(path, store, allow_missing=True)
    assert report.missing == [lacking["full_name"]]
    assert "Thiếu 1 đơn vị" in told(report)
    assert len(imported(store)) == 37


def test_rows_that_are_no_commune_of_the_province_are_dropped_and_listed(communes, write, store):
    extra = communes.iloc[[0, 1, 2]].assign(MA_XA=["99999", "26734", "00691"])  # unknown, former only, Tuyên Quang
    report = import_boundaries(write(pd.concat([communes, extra])), store)
    assert "99999" in told(report)
    assert "26734 là mã cũ" in told(report)
    assert "Bỏ 1 vùng thuộc tỉnh khác" in told(report)
    assert len(imported(store)) == 38


def test_a_file_of_another_province_is_refused(communes, write, store):
    assert "Lai Châu (12)" in refused(write(communes), store, "08")


def test_a_file_of_two_provinces_asks_which(communes, write, store):
    other = approximate.built()
    other = other[other["province_code"].eq("11")].rename(columns={"code": "MA_XA", "full_name": "TEN_XA"})
    path = write(pd.concat([communes, other[communes.columns]], ignore_index=True))
    assert "Hãy cho biết mã tỉnh" in refused(path, store)
    assert import_boundaries(path, store, LAI_CHAU).missing == []


def test_several_rows_of_one_commune_are_merged(communes, write, store):
    first = communes.geometry.iloc[0]
    west, south, east, north = first.bounds
    left = first.intersection(shapely.box(west, south, (west + east) / 2, north))
    right = first.difference(left)
    halves = communes.iloc[[0, 0]].set_geometry([left, right], crs=4326)
    report = import_boundaries(write(pd.concat([halves, communes.iloc[1:]])), store)
    assert report.duplicates == [communes["TEN_XA"].iloc[0]]
    assert imported(store).geometry.iloc[0].area == pytest.approx(first.area, rel=0.01)


def test_an_overlap_is_measured_and_given_to_one_of_the_two(communes, write, store):
    shapes = communes.geometry.to_numpy().copy()
    one, other = next(zip(*shapely.STRtree(shapes).query(shapes[5:6], "touches"), strict=True))
    shapes[5] = shapely.union(shapes[5], shapely.intersection(shapely.buffer(shapes[5], 0.01), shapes[other]))
    report = import_boundaries(write(communes.set_geometry(shapes, crs=4326)), store)
    pair = {communes["TEN_XA"].iloc[5 + one], communes["TEN_XA"].iloc[other]}
    [(names, km2)] = report.overlaps
    assert set(names.split(" và ")) == pair
    twice = gpd.GeoSeries([shapely.intersection(shapes[5], shapes[other])], crs=4326).to_crs(EQUAL_AREA)
    assert km2 == pytest.approx(twice.area.iloc[0] / 1e6, rel=0.01)
    assert "Chồng lấn: 1 chỗ" in told(report)
    assert shapely.coverage_is_valid(imported(store).geometry.to_numpy())


def test_a_sliver_between_communes_is_closed_and_a_lake_is_left(communes, write, store):
    shapes = communes.geometry.to_numpy().copy()
    inner = max(range(len(shapes)), key=lambda row: shapely.area(shapes[row]))
    lake = shapely.buffer(shapely.centroid(shapes[inner]), 0.01)
    shapes[inner] = shapely.difference(shapes[inner], lake)
    touching = shapely.STRtree(shapes).query(shapes[inner], "touches")
    shared = shapely.line_merge(shapely.intersection(shapely.boundary(shapes[inner]), shapes[touching[0]]))
    middle = shapely.line_interpolate_point(max(shapely.get_parts(shared), key=shapely.length), 0.5, normalized=True)
    sliver = shapely.buffer(middle, 0.0001)  # 11 m about a place on a shared border
    shapes = np.array([shapely.difference(shape, sliver) for shape in shapes])
    report = import_boundaries(write(communes.set_geometry(shapes, crs=4326)), store)
    assert len(report.closed_gaps) == 1
    [(where, km2)] = report.left_gaps
    assert where == f"trong {communes['TEN_XA'].iloc[inner]}"
    assert km2 == pytest.approx(3.6, rel=0.1)
    assert "Khe hở: 1 chỗ" in told(report)
    assert "Chỗ trống bên trong: 1 chỗ" in told(report)


def test_a_polygon_that_crosses_itself_is_mended(communes, write, store):
    ring = np.array(shapely.get_coordinates(communes.geometry.iloc[3]))
    ring[[3, 9]] = ring[[9, 3]]
    shapes = communes.geometry.to_numpy().copy()
    shapes[3] = shapely.Polygon(ring)
    assert not shapes[3].is_valid
    assert import_boundaries(write(communes.set_geometry(shapes, crs=4326)), store).repaired == 1
    assert imported(store).is_valid.all()


def test_two_communes_with_one_shape_are_refused_by_name(communes, write, store):
    shapes = communes.geometry.to_numpy().copy()
    shapes[1] = shapes[0]
    sentence = refused(write(communes.set_geometry(shapes, crs=4326)), store)
    assert "chồng hoàn toàn" in sentence
    assert communes["TEN_XA"].iloc[0] in sentence or communes["TEN_XA"].iloc[1] in sentence


def test_z_values_are_left_out(communes, write, store):
    solid = communes.set_geometry(shapely.force_3d(communes.geometry.to_numpy(), 7.0), crs=4326)
    import_boundaries(write(solid, "r.gpkg"), store)
    assert not imported(store).geometry.has_z.any()


def test_a_fine_drawing_is_simplified_until_it_is_small_enough(communes, write, store):
    dense = communes.set_geometry(shapely.segmentize(communes.geometry.to_numpy(), 0.0005), crs=4326)
    report = import_boundaries(write(dense), store, largest=60_000)
    assert report.size <= 60_000
    assert report.corners[1] < report.corners[0] / 5
    assert shapely.coverage_is_valid(imported(store).geometry.to_numpy())


def test_a_drawing_that_never_becomes_small_enough_is_refused_and_nothing_is_written(communes, write, store):
    with pytest.raises(BoundaryError, match="Không giản lược được ranh giới"):
        import_boundaries(write(communes), store, largest=100)
    assert not store.exists()


def test_the_other_layers_of_a_geopackage_do_not_disturb(communes, write, store, tmp_path):
    path = write(communes, "r.gpkg")
    centres = communes.set_geometry(communes.representative_point())
    centres.to_file(path, layer="tâm")
    communes.iloc[:2].to_file(path, layer="nháp")
    report = import_boundaries(path, store)
    assert "2 lớp dạng vùng" in told(report)
    assert report.missing == []


def test_a_new_import_keeps_the_one_before(communes, write, store):
    first = import_boundaries(write(communes), store)
    shifted = communes.set_geometry(communes.translate(0.001, 0), crs=4326)
    second = import_boundaries(write(shifted), store)
    assert boundaries.boundary_set(LAI_CHAU, store).version == second.version
    kept = boundaries.imported_sets(LAI_CHAU, store)
    assert set(kept) == {first.written.name, second.written.name}
    boundaries.use(LAI_CHAU, store, first.written.name)
    assert boundaries.boundary_set(LAI_CHAU, store).version == first.version


def test_the_same_file_twice_is_the_same_version(communes, write, store):
    path = write(communes)
    assert import_boundaries(path, store).version == import_boundaries(path, store).version


def test_the_report_lies_beside_the_set_and_no_draft_is_left(communes, write, store):
    report = import_boundaries(write(communes), store)
    assert (report.written / "report.txt").read_text(encoding="utf-8").splitlines() == report.lines()
    assert not list(report.written.parent.glob(".*"))
    assert boundaries.boundary_set(LAI_CHAU, store).source.startswith("Tệp ranh_gioi.geojson, nhập ngày ")


def test_whom_to_name_can_be_given(communes, write, store):
    import_boundaries(write(communes), store, source="Sở Nông nghiệp và Môi trường Lai Châu")
    assert boundaries.boundary_set(LAI_CHAU, store).source == "Sở Nông nghiệp và Môi trường Lai Châu"


def test_a_missing_an_empty_and_a_foreign_file_are_refused(tmp_path, store):
    assert "Không có tệp" in refused(tmp_path / "không có.shp", store)
    (tmp_path / "rỗng.geojson").touch()
    assert "rỗng" in refused(tmp_path / "rỗng.geojson", store)
    for name in ("bảng.xlsx", "hỏng.geojson", "hỏng.zip", "hỏng.gpkg", "hỏng.shp"):
        (tmp_path / name).write_text("đây không phải bản đồ", encoding="utf-8")
        sentence = refused(tmp_path / name, store)
        assert name in sentence
        assert "Hãy" in sentence


def test_a_zip_with_two_maps_or_none_is_refused(tmp_path, store):
    path = tmp_path / "r.zip"
    for names in ([], ["a.txt"], ["a.geojson", "b.geojson"]):
        with zipfile.ZipFile(path, "w") as packed:
            for name in names:
                packed.writestr(name, "{}")
        assert "phải chứa đúng một tệp" in refused(path, store)


def test_points_and_an_empty_collection_are_refused(communes, write, store, tmp_path):
    points = communes.set_geometry(communes.representative_point())
    assert "không có vùng (polygon) nào" in refused(write(points), store)
    empty = tmp_path / "e.geojson"
    empty.write_text('{"type":"FeatureCollection","features":[]}', encoding="utf-8")
    assert "không có vùng (polygon) nào" in refused(empty, store)


def test_a_map_of_another_country_is_refused(communes, write, store):
    abroad = communes.set_geometry(communes.translate(-90, 20), crs=4326)
    sentence = refused(write(abroad, "r.gpkg"), store)
    assert "không phải kinh vĩ độ" in sentence or "ngoài Việt Nam" in sentence


def test_an_unknown_province_is_refused(communes, write, store):
    assert "«10»" in refused(write(communes), store, "10")


def test_gaps_and_overlaps_of_a_clean_set_are_none(built):
    shapes = built.to_crs(coverage.flat_crs(built)).geometry.to_numpy()
    assert coverage.overlaps(shapes) == []
    assert coverage.gaps(shapes) == []
