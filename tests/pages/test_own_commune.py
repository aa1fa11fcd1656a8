"""Whoever answers for one commune finds it open; whoever answers for a province finds the province."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from data import asked, clock, compare_asked, engine, map_asked, versions
from data.alerts import running
from data.alerts.rules import AlertRule
from data.rights import reader
from data.rights.reader import Reader
from tests import shelf
from tests.components.reading import walk as everything
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


@pytest.fixture
def alerting(kept: Path) -> Path:
    """The other commune breaks a rule about a figure that everybody may see; the own one breaks none."""
    (kept / "sharing.csv").write_text(f"subject,level,source\n{REVENUE},public,thử\n", encoding="utf-8")
    much = AlertRule("nhieu", "Thu quá nhiều", "threshold", REVENUE, low=0, high=50)
    with shelf.reading(kept) as conn:
        running.run(conn, [much], date(2026, 2, 20))
    return kept


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


def chosen(tree: object, field: str) -> str:
    """What a filter of a page stands at."""
    return str(next(one.value for one in everything(tree) if getattr(one, "id", None) == field))


@pytest.mark.parametrize(("who", "area"), [(MAI, OWN), (NAM, "")])
@pytest.mark.parametrize(("name", "field"), [("canh_bao", "alerts-commune"), ("bat_thuong", "odd-commune")])
def test_alerts_and_odd_values_open_on_the_own_commune_and_all_can_be_chosen(
    alerting: Path, page: Callable[[str], ModuleType], name: str, field: str, who: Reader, area: str
) -> None:
    with read_by(who):
        layout = page(name).layout
        assert chosen(layout(), field) == area
        for named in ("", OTHER):
            assert chosen(layout(xa=named), field) == named


def test_links_of_alerts_keep_the_choice_of_all_communes(alerting: Path, page: Callable[[str], ModuleType]) -> None:
    with read_by(MAI):
        tree = main(page("canh_bao").layout(xa=""))
        to_alerts = [one for one in links(tree) if one.startswith("/canh-bao?")]
        assert to_alerts
        assert all(one.startswith("/canh-bao?xa=&") for one in to_alerts)
        assert "data-whole" in str(part(page("canh_bao").layout(), "alerts-notes"))
        told = words(main(page("canh_bao").layout()))
    assert "Không có cảnh báo nào ở đây" in told
    with read_by(NAM):
        assert not any("/canh-bao?xa=" in one for one in links(main(page("canh_bao").layout(xa=""))))


def test_a_link_to_one_alert_or_rule_shows_it_wherever_it_is(alerting: Path, page: Callable[[str], ModuleType]) -> None:
    with read_by(MAI):
        for link in ({"mo": "1"}, {"quy-tac": "nhieu"}):
            assert chosen(page("canh_bao").layout(**link), "alerts-commune") == ""


def test_an_emergency_opens_on_the_own_commune_and_all_can_be_chosen(
    kept: Path, page: Callable[[str], ModuleType]
) -> None:
    khan_cap = page("khan_cap")
    with read_by(MAI):
        assert khan_cap.look({}, "08").ask.area_code == OWN
        for named in ("", OTHER):
            assert khan_cap.look({"xa": named}, "08").ask.area_code == named
        abroad = khan_cap.look({"tinh": "15", "xa": OWN}, "15").ask
    assert (abroad.area_code, abroad.strange) == ("", ())
    with read_by(NAM):
        assert khan_cap.look({}, "08").ask.area_code == ""
