"""Sending and approving by the web: who may, what a forged body gets, and that a repeated request changes nothing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from app import create_app
from data import clock, periods, versions
from data.rights.roles import ROLES
from data.state import store as state
from data.state import submissions
from tests import shelf
from tests.web.signing import Signed, nobody, sign_in

PEOPLE = [role for role in ROLES if role != "screen"]
OWN, OTHER, REVENUE = "00691", "00694", "tq_commune_budget_revenue"
INSURED = "tq_commune_social_insurance_coverage"
AGENCY = "UBND các xã, phường"
HEADER = "indicator_code,area_code,period,value\n"
MARK = "<b>Số liệu mô phỏng</b>"
SENDERS, APPROVERS = {"staff", "department_officer", "commune_officer"}, {"staff", "department_officer"}


@contextmanager
def opened(home: Path, status: str) -> Iterator[Dash]:
    """The pages of a store that holds one figure of the commune ``OWN``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHISO_HOME", str(home))
        known = shelf.observed(410.5, indicator_code=REVENUE, area_code=OWN, status=status)
        shelf.deliver(home, "first", known, simulated=status == "simulated")
        versions.publish(home, "thử")
        yield create_app(check_ids=False)
        state.close()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dash]:
    with opened(tmp_path_factory.mktemp("gui"), "final") as made:
        yield made


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client(use_cookies=False)


def month() -> str:
    return periods.latest_closed("month", 0, clock.today())


def body(*cells: list[str]) -> dict[str, object]:
    return {"set": "tuyen-quang", "period": month(), "agency": AGENCY, "cells": list(cells)}


def written(who: Signed, text: str = "12") -> int:
    answer = who.post("/gui-so-lieu/nhap", body([REVENUE, OWN, text]))
    assert answer.status_code == 200, answer.text
    return int(answer.json["number"])  # type: ignore[index]


def upload(who: Signed, name: str, content: bytes) -> tuple[int, dict[str, object]]:
    head = f'--x\r\nContent-Disposition: form-data; name="tep"; filename="{name}"\r\n\r\n'.encode()
    sent = head + content + b"\r\n--x--\r\n"
    more = {"content_type": "multipart/form-data; boundary=x", "headers": {"X-CSRFToken": who.csrf}}
    answer = who._ask("POST", "/gui-so-lieu/tep", data=sent, **more)
    return answer.status_code, dict(answer.json or {})


@pytest.mark.parametrize("role", PEOPLE)
def test_pages_and_steps_open_to_those_roles_only(client, role):
    who = sign_in(client, role)
    steps = {"/gui-so-lieu/nhap": SENDERS, "/gui-so-lieu/gui": SENDERS, "/gui-so-lieu/tep": SENDERS,
             "/duyet-so-lieu/quyet-dinh": APPROVERS, "/duyet-so-lieu/khoa": {"staff"}}  # fmt: skip
    for path, roles in {"/gui-so-lieu": SENDERS, "/duyet-so-lieu": APPROVERS}.items():
        assert who.get(path).status_code == (200 if role in roles else 403), path
    for path, roles in steps.items():
        assert who.post(path, {}).status_code == (400 if role in roles else 403), path


def test_nobody_is_led_to_the_door_and_a_step_without_the_token_is_not_taken(client):
    who = sign_in(client, "commune_officer")
    answer = nobody(client).get("/gui-so-lieu?ky=2026-10")
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/dang-nhap")
    assert nobody(client).post("/gui-so-lieu/nhap", body()).status_code == 401
    for path in ("nhap", "gui", "tep"):
        assert who.post(f"/gui-so-lieu/{path}", body(), csrf="").status_code == 403
        assert who.post(f"/gui-so-lieu/{path}", body(), csrf="sai").status_code == 403


@pytest.mark.parametrize(
    "sent",
    [
        body([REVENUE, OTHER, "5"]),
        body([REVENUE, "08", "5"]),
        body([REVENUE, OWN, "5"], ["tq_budget_revenue", "08", "5"]),
        body(["khong_co", OWN, "5"]),
        body([REVENUE, OWN, "5"]) | {"set": "lao-cai"},
    ],
)
def test_other_areas_agencies_and_indicators_in_the_body_are_refused_in_words(client, sent):
    answer = sign_in(client, "commune_officer").post("/gui-so-lieu/nhap", sent)
    assert (answer.status_code, answer.json) == (
        422, {"told": "Có ô không thuộc địa bàn hoặc chỉ tiêu của tài khoản này; không có gì được lưu."},
    )  # fmt: skip


@pytest.mark.parametrize("sent", [[], {"cells": 5}, body() | {"period": "2026-13"}, body([REVENUE]), {"number": "x"}])
def test_a_body_that_means_nothing_is_refused_in_words(client, sent):
    who = sign_in(client, "commune_officer")
    for path in ("nhap", "gui"):
        answer = who.post(f"/gui-so-lieu/{path}", sent)
        assert (answer.status_code, answer.json) == (
            400, {"told": "Yêu cầu không đúng dạng. Tải lại trang rồi làm lại."},
        )  # fmt: skip


def test_a_draft_stands_on_the_page_when_it_is_opened_again_and_is_sent_once(client):
    who = sign_in(client, "commune_officer", OTHER)
    answer = who.post("/gui-so-lieu/nhap", body([REVENUE, OTHER, "1.234,5"]))
    assert answer.json["accepted"] == 1
    assert 'value="1.234,5"' in who.get(f"/gui-so-lieu?ky={month()}&cq={AGENCY}").text
    number = answer.json["number"]
    assert who.post("/gui-so-lieu/gui", {"number": number}).json == {"sent": True}
    assert who.post("/gui-so-lieu/gui", {"number": number}).json == {"sent": False}
    assert "Đã gửi, chờ duyệt" in who.get("/gui-so-lieu").text
    assert 'value="1.234,5"' not in who.get(f"/gui-so-lieu?ky={month()}&cq={AGENCY}").text


@pytest.mark.parametrize("status", ["final", "simulated"])
def test_a_published_figure_beside_a_typed_one_is_marked_where_it_is_simulated(tmp_path, status):
    with opened(tmp_path, status) as app:
        who = sign_in(app.server.test_client(use_cookies=False), "commune_officer")
        entry = who.get(f"/gui-so-lieu?ky=2026-01&cq={AGENCY}").text
        number = who.post("/gui-so-lieu/nhap", body([REVENUE, OWN, "9"]) | {"period": "2026-01"}).json["number"]
        assert who.post("/gui-so-lieu/gui", {"number": number}).json == {"sent": True}
        decided = sign_in(app.server.test_client(use_cookies=False), "staff").get(f"/duyet-so-lieu?so={number}").text
        without = who.get(f"/gui-so-lieu?ky={month()}&cq={AGENCY}").text
    assert ("410,5" in entry, "410,5" in decided, "410,5" in without) == (True, True, False)
    is_marked = status == "simulated"
    assert [MARK in page for page in (entry, decided, without)] == [is_marked, is_marked, False]


def test_one_officer_neither_sees_nor_sends_the_draft_of_another(client):
    number = written(sign_in(client, "commune_officer"), "77777")
    thief = sign_in(client, "commune_officer", OTHER)
    answer = thief.post("/gui-so-lieu/gui", {"number": number})
    assert (answer.status_code, answer.json["told"]) == (422, "Không có bảng này. Tải lại trang.")
    assert "77777" not in thief.get(f"/gui-so-lieu?ky={month()}&cq={AGENCY}").text


def test_a_table_is_returned_with_words_that_its_author_reads_and_not_by_another_department(client):
    author = sign_in(client, "commune_officer", "00700")
    number = int(author.post("/gui-so-lieu/nhap", body([REVENUE, "00700", "9"])).json["number"])
    assert author.post("/gui-so-lieu/gui", {"number": number}).json == {"sent": True}
    step = {"number": number, "step": "return", "words": "Thiếu <b>một</b> số", "cells": []}
    refused = sign_in(client, "department_officer").post("/duyet-so-lieu/quyet-dinh", step)
    assert (refused.status_code, "không được duyệt" in refused.json["told"]) == (422, True)
    office = sign_in(client, "staff")
    assert "Cần duyệt" in office.get("/duyet-so-lieu").text
    assert "Cần duyệt" not in sign_in(client, "department_officer").get("/duyet-so-lieu").text
    missing = office.get(f"/duyet-so-lieu?so={number + 99}")
    assert (missing.status_code, "Không có bảng này" in missing.text, "<td" in missing.text) == (404, True, False)
    assert office.get(f"/duyet-so-lieu?so={number}").status_code == 200
    assert office.post("/duyet-so-lieu/quyet-dinh", step).json == {"done": "returned_now"}
    assert office.post("/duyet-so-lieu/quyet-dinh", step).status_code == 422
    page = author.get(f"/gui-so-lieu?ky={month()}&cq={AGENCY}").text
    assert "Bị trả lại: Thiếu &lt;b&gt;một&lt;/b&gt; số" in page


def test_a_file_is_read_checked_and_limited_and_one_that_is_too_large_refused(client):
    who = sign_in(client, "commune_officer")
    rows = f"{HEADER}{REVENUE},{OWN},2026-08,5\n{REVENUE},{OTHER},2026-08,6\n"
    status, told = upload(who, "../../thang 8.csv", rows.encode())
    assert (status, told["accepted"], len(told["refused"])) == (200, 1, 1)  # type: ignore[arg-type]
    with state.reading() as conn:
        found = submissions.find(conn, int(str(told["number"])))
    assert found is not None
    assert found["file_name"] == "thang 8.csv"
    taken = f"/gui-so-lieu?nhap={told['number']}"
    assert taken in who.get("/gui-so-lieu").text
    assert "Tài khoản gửi không phụ trách số liệu này" in who.get(taken).text
    thief = sign_in(client, "commune_officer", OTHER).get(taken)
    assert (thief.status_code, "thang 8.csv" in thief.text) == (404, False)
    assert upload(who, "anh.png", b"x")[0] == 422
    assert upload(who, "rat-to.csv", b"x" * 6_000_000)[0] == 413
    assert upload(who, "to.csv", b"x" * 5_010_000)[1]["told"] == (
        "Tệp lớn hơn 5 MB. Tách tệp theo kỳ, hoặc gửi đơn vị vận hành nạp."
    )


def test_a_locked_period_is_told_and_takes_nothing(client):
    office = sign_in(client, "staff")
    step = {"set": "tuyen-quang", "period": "2026-01", "step": "lock"}
    assert office.post("/duyet-so-lieu/khoa", step).json == {"done": "locked_now"}
    assert "Khóa bởi Trần Văn Nam" in office.get("/duyet-so-lieu").text
    who = sign_in(client, "commune_officer")
    answer = who.post("/gui-so-lieu/nhap", body([REVENUE, OWN, "5"]) | {"period": "2026-01"})
    assert (answer.status_code, "đã khóa" in answer.json["told"]) == (422, True)
    assert office.post("/duyet-so-lieu/khoa", step | {"step": "reopen"}).status_code == 422
    again = office.post("/duyet-so-lieu/khoa", step | {"step": "reopen", "reason": "Sửa theo văn bản"})
    assert again.json == {"done": "reopened_now"}
    assert who.post("/gui-so-lieu/nhap", body([REVENUE, OWN, "5"]) | {"period": "2026-01"}).status_code == 200
    other = {**step, "set": "lao-cai"}
    assert office.post("/duyet-so-lieu/khoa", other).status_code == 422


def test_what_an_earlier_file_said_and_a_new_one_does_not_is_told_to_author_and_office(tmp_path):
    with opened(tmp_path, "final") as app:
        both = [shelf.observed(5.0, "2026-08", indicator_code=code, area_code=OWN) for code in (REVENUE, INSURED)]
        same = {"layout": "long-table", "agency": "Văn phòng UBND tỉnh", "period": "2026-08"}
        shelf.deliver(tmp_path, "earlier", *both, **same)
        versions.publish(tmp_path, "thử")
        who = sign_in(app.server.test_client(use_cookies=False), "commune_officer")
        _, told = upload(who, "moi.csv", f"{HEADER}{REVENUE},{OWN},2026-08,6\n".encode())
        (missing,) = [one["reason"] for one in told["doubted"] if "không còn trong tệp này" in one["reason"]]
        assert missing.startswith("1 trong 2 giá trị mà «earlier.xlsx»")
        assert who.post("/gui-so-lieu/gui", {"number": told["number"]}).json == {"sent": True}
        office = sign_in(app.server.test_client(use_cookies=False), "staff")
        page = office.get(f"/duyet-so-lieu?so={told['number']}").text
        assert page.index("Điều cần biết trước khi duyệt") < page.index(missing) < page.index('class="review"')


def test_whoever_decides_reads_how_many_values_changed_and_those_first(tmp_path):
    with opened(tmp_path, "final") as app:
        told = [shelf.observed(value, "2026-08", indicator_code=REVENUE, area_code=area)
                for area, value in ((OWN, 5.0), (OTHER, 6.0))]  # fmt: skip
        shelf.deliver(tmp_path, "earlier", *told, shelf.observed(9.0, "2026-08", measure="cumulative"))
        versions.publish(tmp_path, "thử")
        who = sign_in(app.server.test_client(use_cookies=False), "staff")
        rows = f'{REVENUE},{OWN},2026-08,5\n{REVENUE},00700,2026-08,7\n{REVENUE},{OTHER},2026-08,"6,5"\n'
        _, sent = upload(who, "moi.csv", f"{HEADER}{rows}".encode())
        assert who.post("/gui-so-lieu/gui", {"number": sent["number"]}).json == {"sent": True}
        page = who.get(f"/duyet-so-lieu?so={sent['number']}").text
    assert "3 giá trị; so với số đang công bố: 1 thay đổi, 1 mới, 1 giữ nguyên." in page
    sent_values = re.findall(r'data-of="Số gửi">([^<]*)<', page)
    assert sent_values == ["6,5", "7", "5"]
