"""Nobody comes in but by a rule: every address, page and callback against every role."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dash
import pytest
from dash import Dash, html
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from app import create_app
from data import versions
from data.rights import doors
from data.rights.reader import Reader
from data.rights.roles import ROLES, may
from data.state import store as state
from tests import shelf
from tests.web.signing import nobody, sign_in
from web.doors import DoorError, add, name_of

STRANGER = "https:" + 2 * "/" + "xau.test"
PEOPLE = [role for role in ROLES if role != "screen"]
FILLED = {
    "number": 1,
    "province": "08", "version": "x", "lang": "vi", "delivery_id": "0" * 16, "code": "7KQ2-M9XD-4RTE", "kind": "xlsx",
    "path": "khong-co", "package_name": "dash", "fingerprinted_path": "x.js", "filename": "x", "name": "tong-quan",
    "slug": "xa-hoi",
}  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dash]:
    home = tmp_path_factory.mktemp("cua")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHISO_HOME", str(home))
        shelf.deliver(home, "first", shelf.observed(410.5, status="simulated"))
        versions.publish(home, "thử")
        made = create_app(check_ids=False)
        made.server.test_client().get("/")
        yield made
        state.close()


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client(use_cookies=False)


def reader(role: str) -> Reader:
    return Reader(1, "", "", role, "08", ("08",), ())


def gets(app: Dash) -> list[tuple[str, str]]:
    """Rule and an address of every rule that answers GET."""
    found = []
    for rule in app.server.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            found.append((str(rule), address(rule)))
    return found


def address(rule: Rule) -> str:
    values = {name: FILLED[name] for name in rule.arguments}
    built = rule.build({**(rule.defaults or {}), **values})
    assert built is not None, rule
    return str(built[1])


def test_a_stranger_is_answered_nothing_but_the_door(app: Dash, client: FlaskClient) -> None:
    sign_in(client, "leader")  # the house has accounts now
    for rule, asked in gets(app):
        if doors.of_route(rule) in (doors.OPEN, doors.OWN):
            continue
        answer = nobody(client).get(asked)
        expected = (302, "/dang-nhap") if doors.of_route(rule) == doors.PAGE else (401, "")
        assert (answer.status_code, answer.headers.get("Location", "").split("?")[0]) == expected, rule
    answer = nobody(client).post("/_dash-update-component", {"output": "group-cards.children"})
    assert answer.status_code == 401
    assert nobody(client).post("/bang/xlsx", {}).status_code == 401


def test_whoever_came_by_a_link_comes_back_to_it(client: FlaskClient) -> None:
    sign_in(client, "leader")
    answer = nobody(client).get("/kinh-te?bo=tuyen-quang&ky=2026-03")
    assert answer.headers["Location"] == "/dang-nhap?next=%2Fkinh-te%3Fbo%3Dtuyen-quang%26ky%3D2026-03"


@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_opens_to_those_who_may_and_to_nobody_else(client: FlaskClient, role: str) -> None:
    who = sign_in(client, role)
    for page in dash.page_registry.values():
        answer = who.get(str(page["path"]))
        allowed = may(reader(role), doors.PAGES[page["path"]])
        assert (answer.status_code == 200) == allowed, (page["path"], answer.status_code)
        assert allowed or (answer.status_code == 403 and "không được mở phần này" in answer.text)


@pytest.mark.parametrize("role", PEOPLE)
def test_within_dash_a_closed_page_is_a_sentence_too(client: FlaskClient, role: str) -> None:
    who = sign_in(client, role)
    for page in dash.page_registry.values():
        referer = {"Referer": f"https://localhost{page['path']}"}
        told = str(who.get("/_dash-layout", headers=referer).json)
        is_closed = "không được mở phần này" in told
        assert is_closed != may(reader(role), doors.PAGES[page["path"]]), page["path"]


@pytest.mark.parametrize("role", PEOPLE)
def test_every_callback_answers_those_who_may_and_nobody_else(app: Dash, client: FlaskClient, role: str) -> None:
    who = sign_in(client, role)
    for output, spec in app.callback_map.items():
        if spec.get("callback") is None:
            continue
        permission = doors.CALLBACKS[name_of(spec["callback"])]
        answer = who.post("/_dash-update-component", {"output": output, "inputs": [], "changedPropIds": []})
        assert (answer.status_code == 403) != may(reader(role), permission), (output, answer.status_code)


def test_a_callback_that_nobody_knows_is_refused(client: FlaskClient) -> None:
    who = sign_in(client, "administrator")
    for body in ({"output": "khong-co.children"}, {"output": ["a"]}, {}, [], "x", None):
        assert who.post("/_dash-update-component", body).status_code == 403


def test_what_changes_anything_comes_from_a_page_of_ours(app: Dash, client: FlaskClient) -> None:
    who = sign_in(client, "leader")
    body = {"output": next(one for one in app.callback_map if "alerts-detail" in one), "inputs": []}

    def refused(**how: Any) -> bool:
        return who.post("/_dash-update-component", body, **how).status_code == 403

    assert not refused()
    assert not refused(Origin="https://localhost")
    assert refused(csrf="")
    assert refused(csrf="khac")
    assert refused(csrf="kh\xe1c")
    assert refused(csrf=sign_in(client, "analyst").csrf)
    assert refused(Origin=STRANGER)
    assert refused(Origin="null")


def test_at_home_without_accounts_no_other_site_can_act_either(store: Path) -> None:
    shelf.deliver(store, "first", shelf.observed(410.5))
    versions.publish(store, "thử")
    client = create_app(check_ids=False).server.test_client()
    assert client.get("/").status_code == 200
    body = {"output": "..wall-now.children...wall-screens.children..", "inputs": []}
    assert client.post("/_dash-update-component", json=body, headers={"Origin": STRANGER}).status_code == 403
    assert client.post("/_dash-update-component", json=body, headers={"Origin": "http://localhost"}).status_code != 403


def test_only_what_opens_stands_in_the_navigation(client: FlaskClient) -> None:
    def links(role: str) -> str:
        return str(sign_in(client, role).get("/_dash-layout", headers={"Referer": "https://localhost/"}).json)

    assert "/man-hinh/dieu-khien" in links("staff")
    assert "/man-hinh/dieu-khien" not in links("analyst")
    assert "'/bao-cao'" in links("staff")
    assert "'/bao-cao'" not in links("commune_officer")


def test_an_app_with_an_address_without_a_rule_does_not_start(store: Path) -> None:
    app = create_app(check_ids=False)
    app.server.url_map.add(Rule("/_moi-them", endpoint="moi"))
    with pytest.raises(DoorError, match="/_moi-them"):
        add(app)


def test_an_app_with_a_callback_without_a_rule_does_not_start(store: Path) -> None:
    app = create_app(check_ids=False)

    @app.callback(dash.Output("a", "children"), dash.Input("b", "children"))
    def unruled(_value: object) -> object:
        return None

    with pytest.raises(DoorError, match="unruled"):
        add(app)


def test_an_app_with_a_page_without_a_rule_does_not_start(store: Path) -> None:
    dash.register_page("moi", path="/moi-them", layout=html.Div())
    try:
        with pytest.raises(DoorError, match="/moi-them"):
            create_app(check_ids=False)
    finally:
        dash.page_registry.pop("moi")


def test_the_app_is_made_wherever_the_server_is_started(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    asked = {**os.environ, "PYTHONPATH": str(root), "CHISO_HOME": str(tmp_path)}
    words = [sys.executable, "-c", "from app import create_app; print(create_app(check_ids=False).title)"]
    told = subprocess.run(words, env=asked, cwd="/", capture_output=True, text=True, timeout=120, check=False)
    assert (told.returncode, told.stdout.strip()) == (0, "Chiso"), told.stderr
