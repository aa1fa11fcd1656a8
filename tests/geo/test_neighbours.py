"""Who borders on whom, from corners in common."""

from pathlib import Path

from geo import areas, boundaries
from geo.neighbours import neighbours


def test_every_commune_of_a_province_on_the_mainland_has_neighbours_and_is_theirs(tmp_path: Path) -> None:
    found = neighbours(boundaries.boundary_set("08", tmp_path))
    assert set(found) == set(areas.communes("08")["area_code"])
    assert all(found.values())
    assert all(code in found[other] for code, near in found.items() for other in near)


def test_the_country_holds_every_commune_and_both_archipelagos() -> None:
    whole = boundaries.country()
    found = neighbours(whole)
    assert len(found) == 3321
    _, south, east, _ = whole.bbox
    assert south < 9
    assert east > 112
    assert len(whole.brotli) < 1_500_000
