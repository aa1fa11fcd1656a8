"""Whoever answers for one commune finds it open; whoever answers for a province finds the province."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from data import asked, clock, compare_asked, engine, map_asked, versions
from data.rights import reader
from data.rights.reader import Reader
from tests import shelf
from tests.pages.reading import links, main, part, words

REVENUE = "tq_commune_budget_revenue"
OWN, OTHER, NAME = "00829", "00691", "Xã Thắng Mố"
MAI = Reader(1, "Lò Thị Mai", "UBND phường", "commune_officer", "08", (OWN,), ())
NAM = Reader(2, "Trần Văn Nam", "Văn phòng", "staff", "08", ("08",), ())
MONTH = "2026-01"


@pytest.fixture
def kept(store: Path) -> Path:
    """Revenue of two communes in a month: 5 of the own one, 70 of the other."""
    for mark, area, value in (("a", OWN, 5.0), ("b", OTHER, 70.0)):
        shelf.deliver(store, mark * 16, shelf.observed(value, MONTH, indicator_code=REVENUE, area_code=area))
    versions.publish(store, "thử")
    return store


@contextmanager
def read_by(who: Reader) -> Iterator[None]:
    with reader.acting(who):
        yield


@pytest.mark.parametrize(("who", "area"), [(MAI, OWN), (NAM, "")])
def test_links_that_name_no_commune_open_on_the_own_one(kept: Path, who: Reader, area: str) -> None:
    today = date(2026, 2, 20)
    with read_by(who), engine.connect() as conn:
        assert asked.understand(conn, {}, ("commune",), 4, today).ask.area_code == area
        assert map_asked.understand(conn, {}, today).ask.area_code == area
        sides = compare_asked.understand(conn, asked.Reader({}), "xa", "tuyen-quang").chosen
    assert sides["xa"] == (area or OTHER)
    assert sides["voi-xa"] != sides["xa"]


def test_a_link_that_names_another_commune_or_none_is_followed(kept: Path) -> None:
    with read_by(MAI), engine.connect() as conn:
        for named in (OTHER, ""):
            found = asked.understand(conn, {"xa": named}, ("commune",), 4, clock.today())
            assert (found.ask.area_code, found.strange) == (named, ())


def test_the_first_figures_are_those_of_the_own_commune_and_name_it(
    kept: Path, page: Callable[[str], ModuleType]
) -> None:
    with read_by(MAI):
        own = words(part(page("tong_quan").layout(), "overview-groups"))
    with read_by(NAM):
        whole = words(part(page("tong_quan").layout(), "overview-groups"))
    assert "cộng 2/124 xã, phường" in whole
    assert NAME in own
    assert "cộng" not in own
    assert "75" in whole
    assert "75" not in own


def test_the_profile_opens_on_the_own_commune_and_on_a_choice_for_others(
    kept: Path, page: Callable[[str], ModuleType]
) -> None:
    for who, is_open in ((MAI, True), (NAM, False)):
        with read_by(who):
            told = words(main(page("xa").layout()))
        assert (f"mã {OWN}" in told) is is_open


def test_a_page_that_is_not_there_leads_to_pages_that_open(kept: Path, page: Callable[[str], ModuleType]) -> None:
    for who, is_open in ((MAI, False), (NAM, True)):
        with read_by(who):
            found = links(main(page("not_found_404").layout()))
        assert ("/nhan-du-lieu" in found) is is_open
        assert {"/", "/danh-muc", "/kinh-te"} <= set(found)
