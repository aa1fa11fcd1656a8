"""A hospital or station that reports is an area: its values are kept, revised and traced like those of a commune."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import catalogue_registers, points, quality, queries, versions
from data.engine import WarehouseError
from data.points import Points
from tests.shelf import PROVINCE, deliver, listed, observed, reading

BEDS, COMMUNE = "tq_epidemic_beds_used", "00691"
HOSPITAL = "facility:08-BV-01"


def facility(code: str, name: str, **more: object) -> dict[str, object]:
    return listed(code, "active", register="facility", name=name, facility_kind="hospital", **more)


def in_use(value: float | None, day: str = "2026-02-01", **more: object) -> dict[str, object]:
    own = {"indicator_code": BEDS, "area_code": HOSPITAL, "frequency": "day"}
    return observed(None) | own | {"period": day, "value": value} | more


@pytest.fixture
def conn(store: Path) -> Iterator[sa.Connection]:
    """A hospital in a commune, a clinic in none, a petition; the hospital's beds of a day, corrected later."""
    entries = (facility("BV-01", "Bệnh viện Sông Lô"), facility("PK-02", "Phòng khám", area_code=""), listed("P-1"))
    deliver(store, "lists", entries=entries, on=datetime(2026, 2, 1))
    deliver(store, "beds", in_use(80.0), on=datetime(2026, 2, 2))
    deliver(store, "again", in_use(76.0), on=datetime(2026, 2, 3))
    renamed = facility("BV-01", "Bệnh viện Đa khoa Sông Lô")
    deliver(store, "renamed", entries=(renamed,), on=datetime(2026, 2, 4))
    versions.publish(store, "thử")
    with reading(store) as connection:
        yield connection


def test_entries_of_registers_that_report_are_areas_in_their_commune_or_the_province(conn):
    found = points.of_province(conn, PROVINCE, "facility")
    assert found.values.tolist() == [
        [HOSPITAL, "Bệnh viện Đa khoa Sông Lô", COMMUNE],
        ["facility:08-PK-02", "Phòng khám", PROVINCE],
    ]
    assert points.of_province(conn, PROVINCE, "feedback").empty


def test_a_value_of_a_point_is_revised_and_known_as_of_a_day(conn):
    newest = queries.history(conn, [BEDS], HOSPITAL)
    assert newest[["period", "value"]].values.tolist() == [["2026-02-01", 76.0]]
    before = queries.history(conn, [BEDS], HOSPITAL, as_of=datetime(2026, 2, 2, 12))
    assert before["value"].tolist() == [80.0]


def test_a_value_of_a_point_leads_to_its_cell(conn):
    found = queries.cells(conn, BEDS, PROVINCE, "2026-02-01", "total")
    assert found.values.tolist() == [["Bệnh viện Đa khoa Sông Lô", "again", "Biểu 1", "C7"]]


def test_the_series_of_points_belong_to_their_province_at_the_level_of_their_register(conn):
    found = queries.series_of(conn, PROVINCE, [BEDS])
    assert found[["area_level", "province_code", "areas"]].values.tolist() == [["facility", PROVINCE, 1]]


def test_communes_do_not_see_points(conn):
    assert queries.commune_values(conn, BEDS, PROVINCE).empty
    assert len(queries.communes(conn, PROVINCE)) == 124


def test_what_points_sent_their_province_has_sent(conn):
    found = quality.cells(conn, "tuyen-quang", datetime(2026, 2, 10).date())
    own = found[(found["indicator_code"] == BEDS) & (found["period"] == "2026-02-01")]
    assert own[["areas_due", "areas", "corrected"]].values.tolist() == [[1, 1, 1]]


def test_two_provinces_may_use_the_same_code(store: Path):
    entries = (facility("BV-01", "Một"), facility("BV-01", "Hai", province_code="04", area_code=""))
    deliver(store, "both", entries=entries)
    versions.publish(store, "thử")
    with reading(store) as conn:
        assert points.of_province(conn, "04", "facility").values.tolist() == [["facility:04-BV-01", "Hai", "04"]]


def test_a_value_of_a_point_that_no_list_has_stops_the_version(store: Path):
    deliver(store, "beds", in_use(80.0))
    with pytest.raises(WarehouseError, match=HOSPITAL):
        versions.publish(store, "thử")


def test_known_points_are_those_of_the_kept_lists_under_their_newest_names(store: Path):
    assert points.known(store, PROVINCE) == ()
    deliver(store, "lists", entries=(facility("BV-01", "Cũ"), listed("P-1")))
    deliver(store, "renamed", entries=(facility("BV-01", "Mới"),), on=datetime(2026, 2, 9))
    assert [str(point) for point in points.known(store, PROVINCE)] == [f"Mới ({HOSPITAL})"]
    assert points.known(store, "04") == ()


def test_the_source_of_points_is_asked_once_and_only_when_needed():
    asked = []

    def source(province: str) -> tuple[points.Point, ...]:
        asked.append(province)
        return ()

    known = Points(source, PROVINCE)
    assert asked == []
    assert (known.of_code("BV-01"), known.of_name("Bệnh viện")) == ([], [])
    assert asked == [PROVINCE]


def test_every_area_level_of_a_point_is_a_register_with_coordinates():
    assert "facility" in points.reporting()
    assert all(catalogue_registers.registers()[code].has_places for code in points.reporting())
