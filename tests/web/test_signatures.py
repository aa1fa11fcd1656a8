"""Whose name stands under a step: the account's, whatever a form or a request says."""

import ast
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from components.emergency_forms import text_field
from data import versions
from data.rights import reader
from data.rights.reader import Reader
from data.rights.signature import signature
from data.state import journal
from data.state import store as state
from data.state.journal import Person
from tests import shelf
from tests.web.signing import Signed, sign_in

PAGES = Path(__file__).resolve().parents[2] / "pages"
LAN = Reader(7, "Phạm Thị Lan", "Sở Y tế", "duty_officer", "08", ("08",), ())


@pytest.fixture
def client(store: Path) -> FlaskClient:
    shelf.deliver(store, "first", shelf.observed(410.5))
    versions.publish(store, "thử")
    return create_app(check_ids=False).server.test_client(use_cookies=False)


def order(who: Signed, name: str) -> None:
    """Presses «next» on the page of the wall, with ``name`` in the field of who orders."""
    button = {"type": "wall-order", "order": "next"}
    body: dict[str, Any] = {
        "output": "wall-told.children",
        "outputs": {"id": "wall-told", "property": "children"},
        "inputs": [[{"id": button, "property": "n_clicks", "value": 1}]],
        "changedPropIds": ['{"order":"next","type":"wall-order"}.n_clicks'],
        "state": [
            {"id": "wall-who", "property": "value", "value": name},
            {"id": "wall-group", "property": "value", "value": "chung"},
            {"id": "wall-scene", "property": "value", "value": ""},
        ],
    }
    answer = who.post("/_dash-update-component", body)
    assert answer.status_code == 200, answer.text


def signed() -> tuple[str, str]:
    with state.reading() as conn:
        entries = journal.entries(conn, "wall:")
    assert len(entries) == 1
    return str(entries["actor"].iloc[0]), str(entries["agency"].iloc[0])


@pytest.mark.parametrize("forged", ["Chủ tịch UBND tỉnh", "", "chiso"])
def test_nobody_signs_with_the_name_of_another(client: FlaskClient, forged: str) -> None:
    order(sign_in(client, "duty_officer"), forged)
    assert signed() == ("Trần Văn Nam", "Văn phòng UBND tỉnh")


def test_where_nobody_has_an_account_people_name_themselves() -> None:
    assert signature("Phạm Thị Lan", "Sở Y tế") == Person("Phạm Thị Lan", "Sở Y tế")
    assert signature(None, None) == Person("", "")
    with reader.acting(LAN):
        assert signature("Chủ tịch UBND tỉnh", "UBND tỉnh") == Person("Phạm Thị Lan", "Sở Y tế")


def test_the_fields_of_who_signs_tell_the_account_and_take_nothing() -> None:
    with reader.acting(LAN):
        shown = text_field("emergency-person", "Họ tên", signs="name").children[1].to_plotly_json()["props"]
    assert (shown["value"], shown["readOnly"]) == ("Phạm Thị Lan", True)
    assert not shown.get("persistence")  # what another left in this browser is not read
    typed = text_field("emergency-person", "Họ tên", signs="name").children[1].to_plotly_json()["props"]
    assert (typed["value"], typed["persistence"], "readOnly" in typed) == ("", True, False)


def test_no_page_makes_a_signature_of_its_own() -> None:
    files = sorted(PAGES.glob("**/*.py"))
    assert len(files) > 10
    own = [
        f"{file.name}:{node.lineno}"
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Person"
    ]
    assert own == []
