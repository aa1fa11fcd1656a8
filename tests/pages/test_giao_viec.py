"""The page of directives: given from a link, reported on, judged; what is missing is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlencode

import pytest

from data import clock, versions
from data.answers import NumberKey
from data.directives import asking
from data.keys import EntryKey, MadeKey
from data.state import store as state
from geo import areas
from tests import shelf
from tests.components.reading import ids
from tests.pages.reading import links, main, part, words

REVENUE, DONG_VAN, LUNG_CU = "tq_commune_budget_revenue", "00721", "00715"
DUE = f"{clock.today() + timedelta(days=9):%d/%m/%Y}"
KEY = NumberKey(REVENUE, DONG_VAN, "2026-01", "actual").text()
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def giao_viec(store: Path, page: Callable[[str], ModuleType]) -> ModuleType:
    """Two communes with revenue."""
    values = {DONG_VAN: 71, LUNG_CU: 95}
    rows = [shelf.observed(value, indicator_code=REVENUE, area_code=code) for code, value in values.items()]
    shelf.deliver(store, "first", *rows)
    versions.publish(store, "thử")
    return page("giao_viec")


def give(page: ModuleType, batch: str = "a", **how: Any) -> str:
    """What is said when the form is sent so."""
    usual = {
        "named": {"kind": "number", "key": KEY}, "batch": batch, "agencies": ["Sở Tài chính"], "communes": [],
        "words": "Rà soát nguồn thu.", "due": DUE, "name": "Lê Thị Hoa", "agency": "UBND tỉnh",
    }  # fmt: skip
    said, _ = page.give(1, *(usual | how).values())
    return words(said)


def count() -> int:
    with state.reading() as conn:
        return len(asking.standing(conn, shelf.PROVINCE, clock.today()))


def test_a_link_about_a_number_opens_the_form_with_the_figure_as_it_is(giao_viec: ModuleType) -> None:
    told = words(main(giao_viec.layout(so=KEY)))
    assert "Giao việc về số liệu này" in told
    assert "71" in told
    assert "Xã Đồng Văn" in told
    assert "phiên bản" in told


@pytest.mark.parametrize("link", [{"so": HOSTILE}, {"cb": "999"}, {"cb": "x"}, {"so": KEY, "xa": "xx"}])
def test_a_link_about_nothing_says_so_and_gives_nothing(giao_viec: ModuleType, link: dict[str, str]) -> None:
    tree = main(giao_viec.layout(**link))
    assert any(sentence in words(tree) for sentence in ("Liên kết giao việc", "Không có cảnh báo này", "Chọn từ 1"))
    assert HOSTILE not in words(tree)


def test_the_same_form_sent_twice_gives_one_task(giao_viec: ModuleType) -> None:
    assert "Đã giao 1 việc." in give(giao_viec)
    assert "vừa được giao rồi" in give(giao_viec)
    assert count() == 1
    assert "Đã giao 1 việc." in give(giao_viec, batch="b")


def test_what_is_to_be_done_is_kept_to_its_last_word_and_refused_where_it_is_too_long(giao_viec: ModuleType) -> None:
    long = " ".join(f"Bước {n}: đối chiếu từng khoản thu với Kho bạc." for n in range(1, 31))
    assert "Đã giao 1 việc." in give(giao_viec, words=long)
    assert "Bước 30: đối chiếu từng khoản thu với Kho bạc." in words(part(main(giao_viec.layout()), "directives-case"))
    assert "Nội dung quá dài: việc cần làm tối đa 2000 ký tự" in give(giao_viec, words=2 * long, batch="b")


def test_a_link_may_name_all_communes_of_a_province(giao_viec: ModuleType) -> None:
    codes = list(areas.communes("08")["area_code"])
    tree = main(giao_viec.layout(so=NumberKey(REVENUE, "08", "2026-01", "actual").text(), xa=",".join(codes)))
    assert f"và {len(codes) - 12} số khác" in words(tree)


def test_chosen_communes_are_each_given_a_task(giao_viec: ModuleType) -> None:
    named = {"kind": "map", "key": NumberKey(REVENUE, "08", "2026-01", "actual").text(), "areas": [DONG_VAN, LUNG_CU]}
    assert "Đã giao 2 việc." in give(giao_viec, named=named, agencies=[], communes=[DONG_VAN, LUNG_CU, "xx", DONG_VAN])
    told = words(main(giao_viec.layout()))
    assert "Xã Đồng Văn · hạn" in told
    assert "Xã Lũng Cú · hạn" in told


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"due": "31-03"}, "Ngày «31-03» không đúng"),
        ({"due": ""}, "Ghi hạn xử lý"),
        ({"words": None}, "Ghi việc cần làm"),
        ({"name": ""}, "người ký"),
        ({"agencies": "x", "communes": 7}, "Chọn cơ quan"),
        ({"named": None}, "Liên kết giao việc"),
        ({"named": {"kind": "alert", "key": "0' or 1"}}, "Không có cảnh báo này"),
    ],
)
def test_what_is_missing_or_forged_is_told_and_nothing_is_given(
    giao_viec: ModuleType, how: dict[str, Any], said: str
) -> None:
    assert said in give(giao_viec, **how)
    assert count() == 0


def test_the_navigation_counts_what_waits_and_filters_keep_to_the_link(
    giao_viec: ModuleType, page: Callable[[str], ModuleType]
) -> None:
    give(giao_viec)
    assert "Giao việc 1" in words(page("canh_bao").layout())
    assert "Rà soát" in words(main(giao_viec.layout(**{"tinh-trang": "given"})))
    nothing = main(giao_viec.layout(**{"tinh-trang": "accepted"}))
    assert "Không có việc nào ở đây." in words(nothing)
    assert HOSTILE[:40] in words(main(giao_viec.layout(vai=HOSTILE)))


def test_the_way_to_the_form_stands_in_the_source_of_a_number(
    giao_viec: ModuleType, page: Callable[[str], ModuleType]
) -> None:
    from pages import _sources

    _, body = _sources.tell_source({"key": KEY}, "08")
    assert any(href.startswith("/giao-viec?so=") for one in body for href in links(one))


def test_a_task_is_given_about_what_a_page_made_of_numbers_of_one_indicator(giao_viec: ModuleType) -> None:
    from pages import _sources

    parts = [NumberKey(REVENUE, code, "2026-01", "actual") for code in (DONG_VAN, LUNG_CU)]
    parts += [NumberKey(REVENUE, DONG_VAN, f"2025-{month:02d}", "actual") for month in range(1, 13)]
    made = MadeKey("week", (*parts, EntryKey("facility", "08", "bv-01")))
    _, body = _sources.tell_source({"key": made.text()}, "08")
    assert f"/giao-viec?{urlencode({'so': made.text()})}" in {href for one in body for href in links(one)}
    told = words(main(giao_viec.layout(so=made.text())))
    assert "71 triệu đồng · Xã Đồng Văn" in told
    assert "95 triệu đồng · Xã Lũng Cú" in told
    assert "Đã giao 1 việc." in give(giao_viec, named={"kind": "number", "key": made.text()})
    mixed = MadeKey("week", (parts[0], replace(parts[1], code="tq_commune_forest_planted"))).text()
    assert "Liên kết giao việc không nêu đúng một con số" in words(main(giao_viec.layout(so=mixed)))
    _, body = _sources.tell_source({"key": mixed}, "08")
    assert not any(href.startswith("/giao-viec") for one in body for href in links(one))


def test_every_field_of_the_forms_is_there_whether_it_is_shown_or_not(giao_viec: ModuleType) -> None:
    there = set(ids(giao_viec.layout()))
    assert {"directives-words", "directives-result", "directives-opinion", "directives-accept"} <= there


def test_the_group_of_tasks_shows_what_was_given_and_not_done(
    giao_viec: ModuleType, page: Callable[[str], ModuleType]
) -> None:
    assert "Đã giao 1 việc." in give(giao_viec)
    group = page("nhom")
    told = main(group.layout(slug="nhiem-vu", bo="tuyen-quang"))
    assert "Rà soát nguồn thu. Sở Tài chính" in words(part(told, "group-directives"))
    assert "1 việc giao trong Chiso chưa xong" in words(told)
    assert {"/giao-viec?mo=1", "/giao-viec"} <= set(links(told))
    assert "Rà soát nguồn thu." not in words(main(group.layout(slug="y-te", bo="tuyen-quang")))
