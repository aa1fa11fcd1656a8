"""Hints on a commune's ground: counted from what was sent, unknown where nothing was."""

from datetime import date, datetime
from pathlib import Path

from data import versions
from data.emergency_hints import hints
from geo import areas
from tests.shelf import PROVINCE, deliver, listed, observed, reading

COMMUNES = areas.communes(PROVINCE)
HERE = COMMUNES.iloc[0]
CODE, OTHER = HERE["area_code"], COMMUNES.iloc[50]["area_code"]


def point(code: str, hazard: str, state: str = "watched", area: str = CODE, away: float | None = None) -> dict:
    placed = {"latitude": HERE["lat"] + away, "longitude": HERE["lon"]} if away is not None else {}
    return listed(
        code, state, register="risk_point", hazard=hazard, area_code=area, opened_on=date(2026, 1, 5), **placed
    )


def told(store: Path):
    versions.publish(store, "thử")
    with reading(store) as conn:
        return hints(conn, PROVINCE, CODE)


def test_open_risk_points_are_counted_by_what_threatens_and_the_near_ones_of_others_apart(store: Path) -> None:
    entries = (
        point("1", "landslide"), point("2", "flash_flood"), point("3", "landslide", "treated"), point("4", "flood"),
        point("5", "fire"), point("6", "landslide", area=OTHER, away=0.02),
        point("7", "landslide", area=OTHER, away=0.2), point("8", "landslide", area=OTHER),
    )  # fmt: skip
    deliver(store, "lists", entries=entries, on=datetime(2026, 3, 5))
    found = told(store)
    assert (found.landslide_points, found.flood_points, found.points_near) == (2, 1, 1)
    assert found.updated_at == datetime(2026, 3, 5)


def test_the_newest_forest_cover_and_the_zoning_come_with_their_source(store: Path) -> None:
    cover = {"indicator_code": "tq_commune_forest_cover", "area_code": CODE}
    zone = listed("Z", "cao", register="hazard_zone", area_code=CODE, document="QĐ 12/QĐ-UBND")
    rows = [observed(61.0, "2024", **cover), observed(62.5, "2025", **cover), observed(None, "2026", **cover)]
    rows[-1] |= {"status": "missing"}
    deliver(store, "all", *rows, entries=(zone,))
    found = told(store)
    assert (found.forest_cover, found.forest_period) == (62.5, "2025")
    assert found.forest_source == "tq_commune_forest_cover"
    assert (found.zone, found.zone_document) == ("cao", "QĐ 12/QĐ-UBND")


def test_what_nobody_sent_is_unknown_and_not_zero(store: Path) -> None:
    deliver(store, "else", observed(1.0))
    found = told(store)
    assert (found.landslide_points, found.flood_points, found.points_near) == (None, None, None)
    assert (found.forest_cover, found.zone, found.updated_at) == (None, "", None)
