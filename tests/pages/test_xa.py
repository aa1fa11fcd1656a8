"""The profile of a commune: any code gives an answer, every number leads to its source."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import ModuleType

import pytest

from data import clock, versions
from geo import areas
from tests import shelf
from tests.pages.reading import links, main, part, words

REVENUE, DONG_VAN = "tq_commune_budget_revenue", "00721"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def xa(store: Path, page: Callable[[str], ModuleType]) -> ModuleType:
    rows = [
        shelf.observed(value, period, indicator_code=REVENUE, area_code=code, status="simulated")
        for code, value in ((DONG_VAN, 12.0), ("00829", 30.0))
        for period in ("2025-01", "2026-01")
    ]
    shelf.deliver(store, "first", *rows, simulated=True)
    versions.publish(store, "thử")
    return page("xa")


def test_a_profile_tells_place_value_rank_and_former_wards(xa: ModuleType) -> None:
    told = words(main(xa.layout(code=DONG_VAN)))
    assert "Xã Đồng Văn Tỉnh Tuyên Quang · mã 00721" in told
    assert "Thu ngân sách trên địa bàn xã, phường" in told
    assert "2/2" in told
    assert "Thị trấn Đồng Văn" in told
    assert "chưa có số liệu của đủ các xã" in told


def test_a_number_opens_its_source(xa: ModuleType) -> None:
    hidden, body = xa._sources.tell_source({"key": f"{REVENUE}|{DONG_VAN}|2026-01|cumulative|total|"}, "08")
    assert not hidden
    assert "Biểu 1" in words(body)


@pytest.mark.parametrize("key", ["", "nope", HOSTILE, "x" * 10_000, "|||||"])
def test_a_key_that_is_none_leaves_the_panel_shut(xa: ModuleType, key: str) -> None:
    assert xa._sources.tell_source({"key": key}, "08")[0]
    assert xa._sources.tell_source({"key": f"{REVENUE}|{DONG_VAN}|2026-01|actual|total|"}, HOSTILE)[0]


@pytest.mark.parametrize("code", ["99999", HOSTILE, "x" * 10_000, "a/b", "08"])
def test_an_unknown_code_shows_the_communes_there_are(xa: ModuleType, code: str) -> None:
    tree = main(xa.layout(code=code))
    assert "Không có xã, phường nào mang mã «" in words(tree)
    assert f"/xa/{DONG_VAN}?bo=tuyen-quang" in links(tree)
    assert len(words(tree)) < 20_000


def test_a_former_code_says_where_its_ward_is_now(xa: ModuleType) -> None:
    assert "là mã cũ của" in words(main(xa.layout(code="00724")))


def test_the_bare_address_offers_every_commune_without_reproach(xa: ModuleType) -> None:
    told = words(main(xa.layout()))
    assert "Chọn một xã, phường" in told
    assert "Không có xã" not in told


def test_a_province_without_a_set_says_so(xa: ModuleType) -> None:
    assert "chưa có bộ chỉ số trong hệ thống" in words(main(xa.layout(code="00004")))


def test_another_provinces_set_is_not_taken(xa: ModuleType) -> None:
    told = words(main(xa.layout(code=DONG_VAN, bo="lao-cai")))
    assert "«lao-cai»" in told
    assert "2/2" in told


def test_a_commune_without_data_says_what_is_awaited(xa: ModuleType) -> None:
    tree = main(xa.layout(code="02215"))
    assert "chưa có số liệu nào của bộ" in words(tree)
    assert part(tree, "profile-alike") is not None


def test_without_a_warehouse_the_place_is_told_and_the_remedy(store: Path, page: Callable[[str], ModuleType]) -> None:
    told = words(main(page("xa").layout(code=DONG_VAN)))
    assert "Xã Đồng Văn" in told
    assert "chiso demo" in told


def test_an_earlier_day_shows_the_commune_as_it_was_known_then(
    xa: ModuleType, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = shelf.observed(99.0, "2026-01", indicator_code=REVENUE, area_code=DONG_VAN)
    new = shelf.observed(5.0, "2026-02", indicator_code=REVENUE, area_code="00829")
    shelf.deliver(store, "later", changed, new, on=datetime(2026, 3, 9))
    versions.publish(store, "thử")
    monkeypatch.setattr(clock, "today", lambda: date(2026, 3, 20))
    now, then = main(xa.layout(code=DONG_VAN)), main(xa.layout(code=DONG_VAN, **{"biet-den": "2026-03-08"}))
    assert "Đang xem số liệu như đã biết đến hết ngày 08/03/2026" in words(then)
    assert "2/2" in words(then).split()
    assert "99" not in words(part(then, "profile-values"))
    assert "2/2" not in words(now).split()
    assert any("biet-den=2026-03-08" in one for one in links(then) if one.startswith("/xa/"))
    body = xa._sources.tell_source({"key": f"{REVENUE}|{DONG_VAN}|2026-01|actual|total|"}, "08", "2026-03-08")[1]
    assert "99" not in words(body)


def test_a_day_that_means_nothing_is_told_on_a_profile(xa: ModuleType) -> None:
    told = words(main(xa.layout(code=DONG_VAN, **{"biet-den": HOSTILE})))
    assert HOSTILE in told
    assert "Đang xem số liệu như đã biết" not in told


def test_communes_stand_in_the_order_of_their_names(xa: ModuleType) -> None:
    tree = main(xa.layout())
    told = [one for one in links(tree) if one.startswith("/xa/")]
    names = [areas.communes_by_code()[one[4:9]]["area_name"] for one in told]
    assert len(names) == 124
    assert names[0] == "An Tường"
    assert names.index("Đông Thọ") > names.index("Du Già")
    assert names.index("Đồng Văn") > names.index("Đông Thọ")


def test_a_link_may_name_the_commune_as_other_pages_do(xa: ModuleType) -> None:
    assert words(main(xa.layout(xa=DONG_VAN))) == words(main(xa.layout(code=DONG_VAN)))
