"""The map explorer as a page: a link gives a view, filters repaint it, nothing hostile breaks it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest
from dash import Dash

from data import catalogue, versions
from tests import shelf
from tests.pages.reading import links, main, part, parts, request_of, sources, words

REVENUE = "tq_commune_budget_revenue"
DONG_VAN, THANG_MO = "00721", "00829"
HOSTILE = {"chi-so": "<script>alert(1)</script>", "ky": "x" * 10_000, "bo": "../etc", "chon": "<b>," * 2000, "lạ": "1"}


@pytest.fixture
def filled(store: Path) -> Path:
    """Two communes with their revenue of January."""
    rows = [
        shelf.observed(value, indicator_code=REVENUE, area_code=code, status="simulated")
        for code, value in ((DONG_VAN, 12.0), (THANG_MO, 8.0))
    ]
    shelf.deliver(store, "first", *rows, on=datetime(2026, 2, 5), simulated=True)
    versions.publish(store, "thử")
    return store


def test_without_a_warehouse_the_page_says_what_to_do(store: Path, page: Callable[[str], ModuleType]) -> None:
    assert "Chạy «chiso demo»" in words(main(page("ban_do").layout()))


def test_a_link_shows_its_view(filled: Path, page: Callable[[str], ModuleType]) -> None:
    tree = page("ban_do").layout(**{"chi-so": REVENUE, "the-hien": "value", "xa": DONG_VAN})
    assert "nơi nào nhiều, nơi nào ít?" in words(tree)
    assert part(tree, "explorer-values").data["values"] == {DONG_VAN: 12.0, THANG_MO: 8.0}
    assert part(tree, "shell-simulated").hidden is False
    assert "Xã Đồng Văn" in words(part(tree, "explorer-strip"))


def test_a_map_that_a_briefing_can_draw_can_be_added_to_one(filled: Path, page: Callable[[str], ModuleType]) -> None:
    def added(**more: str) -> list[str]:
        tree = page("ban_do").layout(**{"chi-so": REVENUE, **more})
        return [one for one in links(main(tree)) if one.startswith("/bao-cao")]

    (link,) = added(**{"the-hien": "change"})
    assert link.startswith(f"/bao-cao?them=group.map&chi-so={REVENUE}&the-hien=change")
    assert added(**{"the-hien": "value"}) == []  # circles are held as they are seen
    assert added(**{"the-hien": "per_km2"}) == []
    assert added(cap="province") == []


@pytest.mark.parametrize("level", ["province", "country"])
def test_the_country_is_drawn_with_its_own_shapes(filled: Path, page: Callable[[str], ModuleType], level: str) -> None:
    tree = page("ban_do").layout(cap=level)
    address = part(tree, "explorer-map-communes").url
    assert address.startswith("/geo/provinces." if level == "province" else "/geo/country.")


def test_the_number_of_another_province_has_the_source_of_its_own_indicator(
    store: Path, page: Callable[[str], ModuleType]
) -> None:
    revenue = "tq_budget_revenue"
    other = next(one for one in catalogue.linked(catalogue.get(revenue)) if one.code.startswith("lc_"))
    shelf.deliver(store, "ours", shelf.observed(5.0, indicator_code=revenue))
    theirs = shelf.observed(7.0, indicator_code=other.code, area_code="15")
    shelf.deliver(store, "theirs", theirs, province_code="15")
    versions.publish(store, "thử")
    module = page("ban_do")
    link = {"bo": "tuyen-quang", "chi-so": revenue, "cap": "province", "ky": "2026-01", "xa": "15"}
    strip = part(module.layout(**link), "explorer-strip")
    (key,) = [one.id["key"] for one in parts(strip) if "source-link" in getattr(one, "className", "")]
    assert key.startswith(f"{other.code}|15|2026-01")
    filters = [link.get(name, [] if name == "chon" else "") for name in module.KEYS]
    hidden, body = module.tell_source({"key": key}, *filters)
    assert not hidden
    assert "theirs.xlsx" in words(body)


def test_who_is_behind_tells_what_was_reached_of_which_plan_each_with_its_source(
    store: Path, page: Callable[[str], ModuleType]
) -> None:
    plan = shelf.observed(
        240.0, "2026", indicator_code=REVENUE, area_code=DONG_VAN, measure="plan", basis="assigned_dpc"
    )
    reached = shelf.observed(12.0, indicator_code=REVENUE, area_code=DONG_VAN)
    shelf.deliver(store, "first", plan, reached)
    versions.publish(store, "thử")
    tree = page("ban_do").layout(**{"chi-so": REVENUE, "the-hien": "plan_share"})
    assert "Xã Đồng Văn : đạt 5,0 % ( 12 trên 240 triệu đồng), chậm từ tháng 1/2026" in words(tree)
    own = f"{REVENUE}|{DONG_VAN}|2026"
    assert {("12", f"{own}-01|cumulative|total|"), ("240", f"{own}|plan|total|assigned_dpc")} <= set(sources(tree))


def test_a_hostile_link_gives_a_page_with_a_sentence(filled: Path, page: Callable[[str], ModuleType]) -> None:
    told = words(page("ban_do").layout(**HOSTILE))
    assert "Không có chỉ số «<script>alert(1)</script>» ở đây" in told
    assert "x" * 100 not in told


def test_filters_repaint_every_part(filled: Path, app: Dash, page: Callable[[str], ModuleType]) -> None:
    client, module = app.server.test_client(), page("ban_do")
    client.get("/_dash-dependencies")  # the first request registers the callbacks
    chosen = {"bo": "tuyen-quang", "chi-so": REVENUE, "ky": "2026-01", "the-hien": "rank", "cap": "commune"}
    held = zip(module.FILTERS, module.KEYS, strict=True)
    values = {field.component_id: chosen.get(key, [] if key == "chon" else "") for field, key in held}
    values |= {"explorer-time": 0, "explorer-version": "an older one"}
    body = request_of(app, "explorer-legend.children", values, changed="explorer-shown.value")
    answer = client.post("/_dash-update-component", json=body).get_json()["response"]
    assert answer["explorer-values"]["data"]["values"] == {DONG_VAN: 1.0, THANG_MO: 2.0}
    assert answer["explorer-period"]["value"] == "2026-01"
    assert answer["explorer-version"]["data"]
