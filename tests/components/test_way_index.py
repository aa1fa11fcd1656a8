"""What the command palette can find, and the words that it speaks."""

import json

import pytest

from components import frame, way_index, way_words
from components.way_index import Place
from data import catalogue


def places(lang: str = "vi") -> list[Place]:
    return [Place(*one) for one in json.loads(frame.ways(lang).text)["places"]]


def test_every_page_of_the_navigation_and_every_indicator_can_be_found() -> None:
    found = places()
    rooms = [item.path for group in frame.navigation() for item in group.items]
    assert [one.path for one in found if one.kind == "page"] == rooms
    assert sum(one.kind == "indicator" for one in found) == len(catalogue.indicators())


def test_an_indicator_leads_to_its_group_in_its_own_set() -> None:
    path = "/kinh-te?bo=tuyen-quang&chi-so=tq_grdp_growth"
    (one,) = [place for place in places() if place.path == path]
    assert one.note == "Tuyên Quang 2026 · Kinh tế"
    assert one.also == "GRDP growth at constant prices"


def test_every_commune_carries_kind_province_and_code_and_leads_to_its_profile() -> None:
    communes = [one for one in places() if one.kind == "commune"]
    (dong_van,) = [one for one in communes if one.also == "00721"]
    assert (dong_van.name, dong_van.note) == ("Xã Đồng Văn", "Tỉnh Tuyên Quang")
    assert dong_van.path == "/xa/00721?bo=tuyen-quang"
    assert len({one.path for one in communes}) == len(communes) == 3321


def test_in_english_names_are_english_and_the_vietnamese_ones_are_found_too() -> None:
    (one,) = [place for place in places("en") if place.path.endswith("chi-so=tq_grdp_growth")]
    assert one.name == "GRDP growth at constant prices"
    assert one.also.startswith("Tốc độ tăng tổng sản phẩm")


def test_the_address_changes_with_what_can_be_found() -> None:
    before = way_index.index(frame.navigation(), "vi")
    after = way_index.index(frame.navigation()[:1], "vi")
    assert before.address == frame.ways("vi").address != after.address


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_shortcut_says_what_it_does(lang: str) -> None:
    assert all(keys and does for keys, does in way_words.shortcuts(lang))
