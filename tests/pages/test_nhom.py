"""The pages of groups, with and without data."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from dash import Dash
from plotly.utils import PlotlyJSONEncoder

from data import catalogue, versions
from tests import shelf
from tests.pages.reading import links, main, part, request_of, words

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def nhom(store: Path, page: Callable[[str], ModuleType]) -> ModuleType:
    return page("nhom")


def slugs() -> list[str]:
    return [one.path.removeprefix("/nhom/") for one in catalogue.pages().values() if one.path.startswith("/nhom/")]


def test_every_group_has_a_page_in_every_set_and_none_is_empty(nhom: ModuleType) -> None:
    for slug in slugs():
        for set_code in catalogue.sets():
            tree = main(nhom.layout(slug=slug, bo=set_code))
            page = next(one.page for one in catalogue.pages().values() if one.path == f"/nhom/{slug}")
            own = catalogue.of_set(set_code, page)
            told = words(tree)
            assert all(one.name in told for one in own)
            assert own or "không có chỉ số nào thuộc nhóm" in told


def test_without_data_each_indicator_says_whose_report_is_awaited_and_since_when(nhom: ModuleType) -> None:
    told = words(main(nhom.layout(slug="giao-duc", bo="tuyen-quang")))
    assert "của Sở Giáo dục và Đào tạo, hạn" in told
    assert "hạn mặc định" in told
    assert "Chưa có số liệu nào được công bố" in told  # the archive's own sentence, with its remedy


def test_with_data_the_newest_period_is_told(nhom: ModuleType, store: Path) -> None:
    code = catalogue.of_set("tuyen-quang", "education")[0].code
    shelf.deliver(
        store, "first", shelf.observed(5.0, "2026-01", indicator_code=code, status="simulated"), simulated=True
    )
    versions.publish(store, "thử")
    told = words(main(nhom.layout(slug="giao-duc", bo="tuyen-quang")))
    assert "Mới nhất: Tháng 1/2026 Số liệu mô phỏng" in told
    assert "chỉ được báo cáo cho toàn tỉnh" in told
    assert "của Sở Giáo dục và Đào tạo, hạn" in told  # the others still say whose report is awaited


def test_sets_without_the_group_are_not_offered(nhom: ModuleType) -> None:
    to = links(main(nhom.layout(slug="ocop", bo="tuyen-quang")))
    offered = {href.split("bo=")[1] for href in to if href.startswith("/nhom/ocop?bo=")}
    assert offered == {code for code in catalogue.sets() if catalogue.of_set(code, "ocop")}


@pytest.mark.parametrize("slug", ["khong-co", HOSTILE, "a/b", "x" * 5000])
def test_an_unknown_group_shows_the_groups_there_are(nhom: ModuleType, slug: str) -> None:
    tree = main(nhom.layout(slug=slug))
    assert "Không có nhóm chỉ số «" in words(tree)
    assert "/nhom/giao-duc" in links(tree)


def test_a_bare_address_shows_the_groups_without_reproach(nhom: ModuleType) -> None:
    tree = main(nhom.layout())
    assert "Không có nhóm" not in words(tree)
    assert "/kinh-te" in links(tree)


def test_an_unknown_set_gives_the_usual_one_and_a_sentence(nhom: ModuleType) -> None:
    told = words(main(nhom.layout(slug="giao-duc", bo=HOSTILE)))
    assert f"không có «{HOSTILE}»" in told
    assert "Tuyên Quang 2026" in told


def as_sent(shown: object) -> object:
    return json.loads(json.dumps(shown, cls=PlotlyJSONEncoder))


def test_another_filter_sends_every_part_to_the_place_where_the_first_paint_has_it(
    nhom: ModuleType, store: Path, app: Dash
) -> None:
    pupils, (level, *_) = "tq_children_enrolled", catalogue.members("school_level")
    rows = [
        shelf.observed(value, indicator_code=pupils, area_code=area, breakdown=breakdown)
        for area, value in (("00721", 12.0), ("00829", 8.0), (shelf.PROVINCE, 20.0))
        for breakdown in ("total", f"school_level={level}")
    ]
    shelf.deliver(store, "first", *rows)
    versions.publish(store, "thử")
    link = {"bo": "tuyen-quang", "chi-so": pupils, "ky": "2026-01", "so-voi": "previous", "the-hien": "value",
            "lop": "quantile", "xa": "00721"}  # fmt: skip
    tree = main(nhom.layout(slug="giao-duc", **link))
    ends = {"set": "bo", "indicator": "chi-so", "period": "ky", "comparison": "so-voi", "shown": "the-hien",
            "method": "lop", "area": "xa"}  # fmt: skip
    values = {f"group-{end}": link[key] for end, key in ends.items()}
    values |= {"group-breakdown": "total", "group-scope": ["education"]}
    asked = request_of(app, "group-cards.children", values, changed="group-period.value")
    answer = app.server.test_client().post("/_dash-update-component", json=asked).get_json()["response"]
    assert {one["value"] for one in answer["group-breakdown"]["options"]} == {"total", f"school_level={level}"}
    assert "nơi nào cao, nơi nào thấp?" in answer["group-map-panel-title"]["children"]
    assert answer["group-trend-panel"] == {"hidden": False}
    for name, sent in answer.items():
        shown = part(tree, name)
        assert sent == {prop: as_sent(getattr(shown, prop, None)) for prop in sent}, name
    assert len({json.dumps(sent) for sent in answer.values()}) > 20  # so few are alike that no two could change places
