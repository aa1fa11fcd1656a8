"""What a visit begins with."""

import re
from pathlib import Path
from typing import Any

import dash
import pytest
from flask.testing import FlaskClient

from app import create_app, rehearse
from data import versions
from tests import shelf


@pytest.fixture
def client(store: Path) -> FlaskClient:
    """A client of the app on a store with one number."""
    shelf.deliver(store, "first", shelf.observed(410.5, indicator_code="tq_commune_budget_revenue", area_code="00691"))
    versions.publish(store, "thử")
    app = create_app(check_ids=False)
    rehearse(app)
    return app.server.test_client()


def arrived(client: FlaskClient, address: str) -> tuple[str, str | None, Any]:
    """Path, search and content of the layout for a browser that stands at ``address``."""
    answer = client.get("/_dash-layout", headers={"Referer": address} if address else {})
    assert answer.status_code == 200
    location, content, *_ = answer.json["props"]["children"][0]["props"]["children"]
    return location["props"].get("pathname"), location["props"].get("search"), content["props"]["children"]


def test_the_layout_holds_the_page_that_the_browser_stands_at(client: FlaskClient) -> None:
    path, search, content = arrived(client, "http://localhost/kinh-te?bo=tuyen-quang&lop=equal")
    assert (path, search) == ("/kinh-te", "?bo=tuyen-quang&lop=equal")
    assert "group-cards" in str(content)


def test_a_page_below_a_group_is_found_too(client: FlaskClient) -> None:
    path, _, content = arrived(client, "http://localhost/nhom/y-te")
    assert path == "/nhom/y-te"
    assert "Y tế" in str(content)


@pytest.mark.parametrize("address", ["", "http://localhost:1/kinh-te", "http://localhost/khong-co", "rubbish"])
def test_without_a_page_of_ours_the_router_is_left_to_answer(client: FlaskClient, address: str) -> None:
    assert arrived(client, address) == (None, None, None)


def test_a_page_that_fails_leaves_the_telling_to_the_router(client: FlaskClient, monkeypatch: Any) -> None:
    page = next(one for one in dash.page_registry.values() if one["path"] == "/kinh-te")
    monkeypatch.setitem(page, "layout", lambda **_: 1 / 0)
    assert arrived(client, "http://localhost/kinh-te") == (None, None, None)


def test_our_scripts_and_styles_come_as_one_file_each_and_are_kept(client: FlaskClient) -> None:
    told = client.get("/kinh-te").text
    own = re.findall(r'(?:src|href)="(/assets/[^"]+\.(?:css|js))"', told)
    assert [re.sub(r"[0-9a-f]{12}", "…", one) for one in own] == ["/assets/chiso-….css", "/assets/chiso-….js"]
    for address in own:
        answer = client.get(address, headers={"Accept-Encoding": "br"})
        assert answer.status_code == 200
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]


def test_every_process_knows_dash_s_scripts_before_its_first_reader(store: Path) -> None:
    app = create_app(check_ids=False)
    page = app.server.test_client().get("/").text
    needed = re.findall(r'src="(/_dash-component-suites/[^"]+)"', page)
    assert len(needed) > 5
    other = create_app(check_ids=False)
    rehearse(other)
    answers = {address: other.server.test_client().get(address).status_code for address in needed}
    assert set(answers.values()) == {200}


def test_an_address_that_browsers_would_shorten_is_refused_in_words(client: FlaskClient) -> None:
    answer = client.get("/kinh-te?x=" + "x" * 5000)
    assert answer.status_code == 414
    assert "Địa chỉ quá dài" in answer.text


def test_every_font_that_vietnamese_is_written_with_is_asked_for_before_anything_is_laid_out(
    client: FlaskClient,
) -> None:
    page = client.get("/kinh-te").text
    asked = re.findall(r'<link rel="preload" href="([^"]+)" as="font"', page)
    named = re.findall(r"url\((fonts/[^)]+\.woff2)\)", client.get(re.search(r"/assets/chiso-\w+\.css", page)[0]).text)
    assert named
    assert sorted(asked) == sorted(f"/assets/{name}" for name in named if "latin-ext" not in name)
    for address in asked:
        with client.get(address) as answer:
            assert answer.status_code == 200
