import gzip
import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely

from geo import approximate, areas, corrections
from geo.approximate import cleaning, diagram, pieces, raster, vectorise
from geo.approximate.plane import Grid, Home

HANOI = Home("00004", 105.8, 21.0, 100.0)
GRID = Grid(step=0.01, west=105.0, south=20.5, east=106.5, north=21.5)


@pytest.fixture(scope="module")
def built():
    return approximate.built()


@pytest.fixture(scope="module")
def clean():
    return cleaning.clean()


def test_the_built_set_has_every_commune_once_under_its_province(built):
    communes = areas.communes()
    assert built.sort_values("code")["code"].tolist() == communes["area_code"].tolist()
    home = communes.set_index("area_code")["province_code"]
    assert built["province_code"].eq(built["code"].map(home)).all()


def test_the_built_set_is_a_valid_coverage(built):
    shapes = built.geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    assert not shapely.is_empty(shapes).any()
    assert shapely.coverage_is_valid(shapes)


def test_the_country_has_no_holes(built):
    land = shapely.get_parts(shapely.union_all(built.geometry.to_numpy()))
    assert sum(shapely.get_num_interior_rings(land)) == 0


def test_the_built_areas_are_near_the_declared_ones(built):
    drawn = built.set_index("code").geometry.to_crs("ESRI:54034").area / 1e6
    declared = areas.communes().set_index("area_code")["area_km2"]
    assert abs(drawn.sum() / declared.sum() - 1) < 0.05
    assert (abs(drawn / declared - 1)).median() < 0.05


def test_the_archipelagos_are_drawn_where_they_are(built):
    shapes = built.set_index("code").geometry
    for code, islands in corrections.ISLANDS.items():
        assert all(shapes[code].covers(shapely.Point(island)) for island in islands)
        area = shapes[[code]].to_crs("ESRI:54034").area.iloc[0] / 1e6
        declared = areas.communes().set_index("area_code").at[code, "area_km2"]
        assert area == pytest.approx(declared, rel=0.06)  # polygons inscribed in circles


def test_a_file_says_that_it_is_approximate_and_carries_label_points():
    content = json.loads(gzip.decompress((approximate.BUILT / "08.geojson.gz").read_bytes()))
    assert content["approximate"] is True
    assert content["label"] == "Ranh giới xấp xỉ"
    assert content["vintage"] == "2025-07-01"
    for feature in content["features"]:
        assert feature["properties"].keys() == {"code", "name", "full_name", "label"}
        assert shapely.from_geojson(json.dumps(feature["geometry"])).covers(
            shapely.Point(feature["properties"]["label"])
        )


def test_the_view_of_a_province_leaves_its_archipelago_out():
    content = json.loads(gzip.decompress((approximate.BUILT / "56.geojson.gz").read_bytes()))
    assert content["bbox"][2] > 114
    assert content["view"][2] < 110


def test_the_outlines_are_34_provinces_with_both_archipelagos():
    content = json.loads(gzip.decompress((approximate.BUILT / "provinces.geojson.gz").read_bytes()))
    assert [f["properties"]["code"] for f in content["features"]] == areas.provinces()["area_code"].tolist()
    assert content["bbox"][2] > 114
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in content["features"]]
    assert shapely.coverage_is_valid(shapes)


def test_points_on_a_namesake_are_replaced(clean):
    assert clean.moved == ["04714", "04924", "06172", "06757", "06967", "08296", "28615", "29983", "30130"]


def test_areas_that_cannot_be_right_are_estimated_and_marked(clean):
    assert 100 < clean.communes["is_estimated"].sum() < 300
    assert clean.communes["area_km2"].gt(0).all()


def test_every_commune_has_a_piece_of_the_diagram(clean):
    some = replace(clean, wards=clean.wards[clean.wards["commune"] % 20 == 0])
    assert pieces.pieces(some)["commune"].tolist() == sorted(pieces.pieces(some)["commune"])
    assert pieces.pieces(some)["commune"].nunique() == 167  # of 3,321


def _boxes(*boxes: tuple[float, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame([pieces.Piece(row, *box, True, False) for row, box in enumerate(boxes)])


def _clean(*homes: Home) -> cleaning.Clean:
    communes = pd.DataFrame(homes).assign(province_code="01", is_estimated=False)
    return cleaning.Clean(communes, pd.DataFrame(), [])


def test_the_diagram_gives_a_cell_to_the_box_it_lies_in_most_centrally():
    west, east = Home("1", 105.5, 21.0, 900.0), Home("2", 105.8, 21.0, 900.0)
    boxes = _boxes((20.85, 105.33, 21.15, 105.68), (20.85, 105.62, 21.15, 105.97))
    labels = diagram.diagram(GRID, _clean(west, east), boxes, diagram.Settings())
    row = labels[GRID.shape[0] // 2]
    assert row[50] == 1
    assert row[80] == 2
    assert row[0] == row[149] == 0
    assert np.flatnonzero(row == 2).min() == np.flatnonzero(row == 1).max() + 1


def test_the_diagram_gives_more_land_to_the_commune_that_declared_more():
    small, large = Home("1", 105.5, 21.0, 700.0), Home("2", 105.8, 21.0, 1100.0)
    boxes = _boxes((20.85, 105.33, 21.15, 105.70), (20.85, 105.60, 21.15, 105.97))
    labels = diagram.diagram(GRID, _clean(small, large), boxes, diagram.Settings())
    assert (labels == 2).sum() > 1.1 * (labels == 1).sum()


def test_tidying_fills_holes_absorbs_crumbs_and_restores_the_lost():
    labels = np.zeros(GRID.shape, np.int16)
    labels[20:60, 20:60] = 1
    labels[40, 40] = 0  # a hole
    labels[20:60, 60:90] = 2
    labels[50:53, 70:73] = 1  # a crumb of the first within the second
    homes = [HANOI, HANOI, Home("3", 106.3, 20.7, 50.0)]
    tidied = raster.tidy(GRID, labels, homes)
    assert (tidied[20:60, 20:60] == 1).all()
    assert (tidied[20:60, 60:90] == 2).all()
    assert (tidied == 3).any()


def test_polygons_share_their_borders():
    labels = np.zeros(GRID.shape, np.int16)
    labels[20:60, 20:60] = 1
    labels[20:60, 60:90] = 2
    shapes = vectorise.polygons(GRID, labels, [HANOI, HANOI])
    assert shapely.coverage_is_valid(shapes)
    assert shapely.length(shapely.intersection(*shapes)) == pytest.approx(0.4, abs=0.02)


def test_a_commune_off_the_grid_becomes_discs_about_its_islands():
    labels = np.zeros(GRID.shape, np.int16)
    labels[20:60, 20:60] = 1
    shapes = vectorise.polygons(GRID, labels, [HANOI, Home(corrections.TRUONG_SA, 114.4, 9.7, 496.0)])
    assert shapely.get_num_geometries(shapes[1]) == len(corrections.ISLANDS[corrections.TRUONG_SA])
