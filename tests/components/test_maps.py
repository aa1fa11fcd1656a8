import pandas as pd

from components import maps
from tests.components import reading


def sheet(**told):
    frame = pd.DataFrame(
        {
            "area_code": ["00001", "00002", "00003", "00004"],
            "area_name": ["Xã Một", "Xã Hai", "Xã Ba", "Xã Bốn"],
            "value": [55.0, 65.0, 66.0, float("nan")],
            "status": ["final", "final", "final", "late"],
        }
    )
    return maps.shades(frame, unit="%", title="% dự toán", method="fixed", limits=[60, 70], **told)


def drawn(**told):
    return maps.choropleth(
        "m", "m-values", "m-area", "/geo/08.abc.geojson", ((21.5, 104.3), (23.4, 105.7)), data=sheet(), **told
    )


def test_the_legend_counts_communes_per_class_from_most_to_least_and_then_the_absent():
    rows = [reading.text(row) for row in reading.classed(maps.legend(sheet()), "swatch")]
    assert rows == ["từ 70 0", "60 – dưới 70 2", "dưới 60 1", "chậm nộp 1"]


def test_the_legend_of_an_unpainted_map_is_hidden():
    assert maps.legend(maps.unpainted("Chỉ có số toàn tỉnh.")).hidden is True


def test_every_absence_has_a_swatch_of_its_own():
    rows = reading.classed(maps.legend(sheet()), "swatch-late")
    assert len(rows) == 1


def test_the_map_fetches_its_geometry_by_address_and_never_carries_it():
    communes = next(part for part in reading.walk(drawn()) if getattr(part, "id", "") == "m-communes")
    assert communes.url == "/geo/08.abc.geojson"
    assert getattr(communes, "data", None) is None
    assert getattr(communes, "hideout", None) is None


def test_the_map_carries_its_stores_and_the_bounds_to_return_to():
    frame = drawn(selected="00002")
    stores = {part.id: part.data for part in reading.walk(frame) if type(part).__name__ == "Store"}
    assert stores["m-area"] == "00002"
    assert stores["m-values"]["counts"] == [1, 2, 0]
    assert getattr(frame, "data-bounds") == "21.5,104.3,23.4,105.7"


def test_the_map_and_its_buttons_have_names():
    frame = drawn(label="Thu ngân sách")
    assert getattr(frame, "aria-label").startswith("Thu ngân sách. ")
    assert [getattr(button, "aria-label") for button in reading.classed(frame, "map-button")] == [
        "Phóng to", "Thu nhỏ", "Xem toàn tỉnh",
    ]  # fmt: skip


def test_the_table_of_a_map_names_its_columns_and_its_map():
    table = maps.value_table("m")
    (grid,) = [part for part in reading.walk(table) if getattr(part, "columnDefs", None)]
    assert [column["headerName"] for column in grid.columnDefs] == [
        "Xã, phường", "Mã xã", "Giá trị", "Hạng", "Trạng thái", "Cho biết thêm",
    ]  # fmt: skip
    assert any(getattr(part, "data-map-table", "") == "m" for part in reading.walk(table))


def test_the_legend_of_communes_that_all_wait_for_values_counts_them_without_colours():
    frame = pd.DataFrame({"area_code": ["1", "2"], "area_name": ["A", "B"], "value": [None, None], "status": "missing"})
    told = reading.text(maps.legend(maps.shades(frame, unit="%")))
    assert "chưa nhận số liệu" in told
