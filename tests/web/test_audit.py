"""What is noted of requests: pages, what is taken away, refusals; by whom, from where; read by those who may."""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from dash import Dash
from flask.testing import FlaskClient

from app import create_app, rehearse
from components.audit_did import DID, detail_of
from data import versions
from data.alerts import handling, machine
from data.audit import recorder, search
from data.audit.search import Wanted
from data.directives import steps
from data.rights.reader import Reader, acting
from data.rights.roles import ROLES, permissions
from data.state import store as state
from tests import shelf
from tests.web.signing import nobody, sign_in

THINGS = "account|alert|audit|briefing|contact|directive|door|event|file|page|period|screen|session|submission|wall"
WRITTEN = re.compile(
    rf'(?:write\(|Entry\(|CUT = |action = |else |VIEW, |EXPORT, |REFUSAL, |_sign\()[^{{}}\n]*?"((?:{THINGS})\.[a-z_]+)"'
)
PEOPLE = [role for role in ROLES if role != "screen"]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dash]:
    home = tmp_path_factory.mktemp("so")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHISO_HOME", str(home))
        shelf.deliver(home, "first", shelf.observed(410.5))
        versions.publish(home, "thử")
        made = create_app(check_ids=False)
        rehearse(made)
        yield made
        state.close()


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client(use_cookies=False)


def noted(**wanted: str) -> pd.DataFrame:
    recorder.flush()
    with state.reading() as conn:
        return search.find(conn, Wanted(**wanted))  # type: ignore[arg-type]


def test_a_page_is_noted_with_its_parameters_by_whom_and_from_where(client: FlaskClient) -> None:
    sign_in(client, "analyst").get("/danh-muc?bo=tuyen-quang")
    found = noted(subject="/danh-muc?bo=tuyen-quang")
    assert found[["actor", "agency", "address", "kind"]].to_numpy().tolist() == [
        ["Trần Văn Nam", "Văn phòng UBND tỉnh", "10.0.0.7", "view"]
    ]


def test_an_address_that_names_another_province_is_an_entry_of_that_one_too(client: FlaskClient) -> None:
    sign_in(client, "analyst").get("/danh-muc?bo=lao-cai&tim=thu")
    recorder.flush()
    with acting(Reader(9, "Quản trị", "", "administrator", "15", ("15",), ())), state.reading() as conn:
        found = search.find(conn, Wanted())
    assert found["subject"].tolist() == ["/danh-muc?bo=lao-cai&tim=thu"]


def test_the_icon_that_browsers_ask_for_is_no_page_that_somebody_saw(client: FlaskClient) -> None:
    answer = sign_in(client, "analyst").get("/favicon.ico")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/_favicon.ico")
    assert noted(subject="/favicon.ico").empty


def test_a_page_that_is_reached_within_dash_is_noted_as_well(app: Dash, client: FlaskClient) -> None:
    output = next(one for one in app.callback_map if "_pages_content" in one)
    inputs = [
        {"id": "_pages_location", "property": "pathname", "value": "/danh-muc"},
        {"id": "_pages_location", "property": "search", "value": "?tim=gdp"},
    ]
    spec = app.callback_map[output]
    assert [one["property"] for one in spec["inputs"]] == ["pathname", "search"]
    places = [one.rsplit(".", 1) for one in output.strip(".").split("...")]
    outputs = [{"id": place, "property": name} for place, name in places]
    body = {"output": output, "outputs": outputs, "inputs": inputs, "changedPropIds": ["_pages_location.pathname"]}
    body["state"] = [{**one, "value": None} for one in spec["state"]]
    assert sign_in(client, "analyst").post("/_dash-update-component", body).status_code == 200
    assert "/danh-muc?tim=gdp" in noted(kind="view")["subject"].tolist()


def test_what_is_taken_away_is_noted_with_its_title(client: FlaskClient) -> None:
    who = sign_in(client, "analyst")
    table = {"told": {"title": "Bảng thu"}, "columns": [{"name": "Xã", "kind": "text"}], "rows": [["A"]]}
    assert who.post("/bang/xlsx", table).status_code == 200
    assert who.post("/nhat-ky/da-lay", {"way": "png", "title": "Bản đồ thu"}).status_code == 200
    found = noted(kind="export")
    told = dict(zip(found["action"], found["detail"], strict=True))
    assert told["file.taken"]["title"] == "Bảng thu"
    assert told["browser.png"]["title"] == "Bản đồ thu"


@pytest.mark.parametrize("body", [None, {}, [], {"way": "exe", "title": "x"}, {"way": "png", "title": 7}, "png"])
def test_a_forged_word_of_a_browser_is_refused_and_not_noted(client: FlaskClient, body: object) -> None:
    before = len(noted(kind="export"))
    assert sign_in(client, "analyst").post("/nhat-ky/da-lay", body).status_code == 400
    assert len(noted(kind="export")) == before


def test_a_refusal_is_noted_with_what_was_asked(app: Dash, client: FlaskClient) -> None:
    sign_in(client, "commune_officer").get("/bao-cao?so=1")
    callback = next(one for one in app.callback_map if "alerts-detail" in one)
    nobody(client).post("/_dash-update-component", {"output": callback})
    found = noted(kind="refusal")
    told = {one["subject"]: one["detail"] for one in found.to_dict("records")}
    assert told["/bao-cao?so=1"]["status"] == 403
    assert told["/_dash-update-component"]["output"] == callback


def test_the_rehearsal_of_the_server_and_what_a_page_fetches_are_not_noted(client: FlaskClient) -> None:
    sign_in(client, "analyst").get("/healthz")
    assert not [one for one in noted()["subject"] if one.startswith(("/healthz", "/_dash-layout", "/assets"))]
    assert "house" not in noted()["actor"].tolist()


@pytest.mark.parametrize("role", PEOPLE)
def test_only_those_who_may_read_the_book(client: FlaskClient, role: str) -> None:
    who = sign_in(client, role)
    told = str(who.get("/_dash-layout", headers={"Referer": "https://localhost/nhat-ky"}).json)
    may = role in permissions()["audit"]
    assert (who.get("/nhat-ky").status_code == 200) == may
    assert ("niêm phong nguyên vẹn" in told) == may


def test_the_page_finds_by_its_link_and_says_what_it_did_not_understand(client: FlaskClient) -> None:
    who = sign_in(client, "administrator")
    who.get("/danh-muc?dau=hieu")

    def page(query: str) -> str:
        return str(who.get("/_dash-layout", headers={"Referer": f"https://localhost/nhat-ky?{query}"}).json)

    assert "/danh-muc?dau=hieu" in page("doi-tuong=dau%3Dhieu")
    assert "Không có mục nào phù hợp." in page("nguoi=khong-ai-ca-the")
    assert "31-02" in page("tu=31-02")
    assert "<script>" not in page("loai=%3Cscript%3E").replace("«<script>»", "")


def test_every_action_that_the_program_writes_has_words() -> None:
    assert written() - set(DID) == set()
    assert {"session.began", "alert.rule_gone", "submission.sent", "page.viewed", "contact.changed"} <= written()


def written() -> set[str]:
    """The actions that stand in the program, and those that it puts together."""
    folders = ("data", "web", "cli", "submissions", "briefings")
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in Path(folder).rglob("*.py")]
    found = {action for text in texts for action in WRITTEN.findall(text)}
    found |= {f"alert.{one}" for one in (*handling.DONE.values(), *machine.STATES)}
    found |= {f"directive.{one}" for one in steps.DONE.values()}
    return found | {f"browser.{one}" for one in ("png", "svg", "clipboard")}


def test_particulars_are_told_in_words_and_numbers_as_they_are_read_here() -> None:
    told = {"from": "normal", "to": "alerting", "measured": 95.96666, "beside": None, "firm": True, "lạ": ["a", "b"]}
    assert detail_of(told, "vi") == "từ: bình thường; thành: đang báo động; đo được: 95,97; chắc chắn: có; lạ: a, b"
    assert detail_of(told, "en") == "from: normal; to: alerting; measured: 95.97; firm: yes; lạ: a, b"
