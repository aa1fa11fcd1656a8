"""The addresses of the wall: who may see it, what they answer when something is away."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from data import clock, versions
from data.rights.reader import Reader, acting
from data.state import events
from data.state import store as state
from data.state.journal import Person
from data.wall import control, playlist_files, scenes, screens
from tests import shelf

ELSEWHERE = {"REMOTE_ADDR": "10.0.0.7"}
ADMIN = Person("Quản trị")


@pytest.fixture
def client(store: Path) -> FlaskClient:
    rows = [shelf.observed(410.5 + month, f"2026-{month:02d}", status="simulated") for month in range(1, 4)]
    shelf.deliver(store, "first", *rows)
    versions.publish(store, "thử")
    return create_app(check_ids=False).server.test_client()


def code() -> str:
    with state.writing() as conn:
        return screens.add(conn, ADMIN, "Phòng họp", "phong-hop", "08", clock.now())


def test_a_scene_tells_up_to_when_its_data_speak_and_that_they_are_simulated(client: FlaskClient) -> None:
    told = client.get("/man-hinh/canh/thu-ngan-sach").json
    assert "Số liệu đến 31/03/2026" in told["html"]
    assert "Số liệu mô phỏng" in told["html"]


def test_a_scene_that_did_not_change_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/man-hinh/canh/tong-quan")
    again = client.get("/man-hinh/canh/tong-quan", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_from_elsewhere_nothing_is_seen_without_a_key(client: FlaskClient) -> None:
    page = client.get("/man-hinh", environ_overrides=ELSEWHERE)
    assert (page.status_code, "chưa được ghép" in page.text, "tile" in page.text) == (200, True, False)
    assert client.get("/man-hinh/canh/tong-quan", environ_overrides=ELSEWHERE).status_code == 403
    told = client.post("/man-hinh/nhip", json={"page": "p1"}, environ_overrides=ELSEWHERE).json
    assert (told["state"], told["slots"]) == ("unknown", [])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Forwarded-For", "127.0.0.1"),
        ("X-Forwarded-Proto", "https"),
        ("Forwarded", "for=127.0.0.1"),
        ("X-Real-IP", "127.0.0.1"),
        ("Via", "1.1 proxy"),
        ("Host", "chiso.tinh.gov.vn"),
        ("Host", "10.0.0.5:8050"),
        ("Host", "localhost.tinh.gov.vn"),
        ("Host", "[::1"),
    ],
)
def test_what_a_proxy_on_the_same_machine_hands_on_comes_from_elsewhere(
    client: FlaskClient, name: str, value: str
) -> None:
    assert client.get("/man-hinh/canh/tong-quan", headers={name: value}).status_code == 403
    assert "chưa được ghép" in client.get("/man-hinh", headers={name: value}).text


@pytest.mark.parametrize("host", ["localhost:8050", "127.0.0.1:8050", "[::1]:8050"])
def test_whoever_sits_at_the_server_itself_needs_no_key(client: FlaskClient, host: str) -> None:
    assert client.get("/man-hinh/canh/tong-quan", headers={"Host": host}).status_code == 200


def test_a_paired_screen_sees_scenes_until_it_is_revoked(client: FlaskClient) -> None:
    paired = client.post(f"/man-hinh/ghep/{code()}", environ_overrides=ELSEWHERE)
    cookie = paired.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "Path=/man-hinh", "SameSite=Lax"))
    assert client.get("/man-hinh/canh/tong-quan", environ_overrides=ELSEWHERE).status_code == 200
    told = client.post("/man-hinh/nhip", json={"page": "p1", "group": "khac"}, environ_overrides=ELSEWHERE).json
    assert (told["state"], bool(told["slots"])) == ("paired", True)
    with state.writing() as conn:
        assert screens.alive(conn, clock.now())[["name", "screen_group", "state"]].values.tolist() == [
            ["Phòng họp", "phong-hop", "alive"]
        ]
        screens.revoke(conn, ADMIN, "Phòng họp", clock.now())
    told = client.post("/man-hinh/nhip", json={"page": "p1"}, environ_overrides=ELSEWHERE).json
    assert (told["state"], told["slots"]) == ("revoked", [])
    assert "thu hồi" in told["html"]
    assert client.get("/man-hinh/canh/tong-quan").status_code == 403


def test_a_pairing_link_gives_no_second_key(client: FlaskClient) -> None:
    link = f"/man-hinh/ghep/{code()}"
    assert "Set-Cookie" in client.post(link, environ_overrides=ELSEWHERE).headers
    for again in (client.post(link, environ_overrides=ELSEWHERE), client.get(link, environ_overrides=ELSEWHERE)):
        assert (again.status_code, "Set-Cookie" in again.headers) == (410, False)
        assert "không còn dùng được" in again.text


def test_who_only_looks_at_a_pairing_link_does_not_use_it_up(client: FlaskClient) -> None:
    link = f"/man-hinh/ghep/{code()}"
    for look in (client.get, client.head, client.options, client.get):
        assert "Set-Cookie" not in look(link, environ_overrides=ELSEWHERE).headers
    page = client.get(link, environ_overrides=ELSEWHERE)
    assert (page.status_code, "Ghép màn hình «Phòng họp»?" in page.text) == (200, True)
    assert page.text.count("<button") == page.text.count('<form method="post">') == 1
    assert "<script" not in page.text
    pressed = client.post(link, environ_overrides=ELSEWHERE)
    assert (pressed.status_code, pressed.headers["Location"]) == (303, "/man-hinh")
    assert client.get("/man-hinh/canh/tong-quan", environ_overrides=ELSEWHERE).status_code == 200


def test_the_name_of_a_screen_is_no_markup(client: FlaskClient) -> None:
    with state.writing() as conn:
        made = screens.add(conn, ADMIN, "<script>alert(1)</script>", "phong-hop", "08", clock.now())
    assert "<script" not in client.get(f"/man-hinh/ghep/{made}", environ_overrides=ELSEWHERE).text


@pytest.mark.parametrize("sent", [None, [], {"page": 7, "clock": "x", "offset": -1}, {"page": "<b>", "clock": 1e300}])
def test_a_heartbeat_that_means_nothing_is_answered_all_the_same(client: FlaskClient, sent: object) -> None:
    told = client.post("/man-hinh/nhip", json=sent).json
    assert (told["state"], bool(told["slots"])) == ("open", True)


def test_a_clock_that_is_wrong_by_hours_is_known(client: FlaskClient) -> None:
    ahead = clock.now().replace(tzinfo=clock.VIETNAM).timestamp() * 1000 + 3 * 3600 * 1000
    client.post("/man-hinh/nhip", json={"page": "p1", "clock": ahead})
    with state.reading() as conn:
        assert abs(screens.alive(conn, clock.now())["skew"].item() - 10800) < 60


def test_without_a_warehouse_the_page_waits_and_a_scene_says_what_is_away(store: Path) -> None:
    client = create_app(check_ids=False).server.test_client()
    page = client.get("/man-hinh")
    assert (page.status_code, "Đang chờ số liệu" in page.text) == (200, True)
    answer = client.get("/man-hinh/canh/tong-quan")
    assert (answer.status_code, answer.json) == (503, {"trouble": "warehouse"})
    assert client.post("/man-hinh/nhip", json={"page": "p1"}).json["trouble"] == "warehouse"


def test_without_the_state_database_no_error_is_shown(client: FlaskClient, store: Path) -> None:
    (store / state.FILE).write_bytes(b"khong phai co so du lieu" * 100)
    assert "Đang chờ số liệu" in client.get("/man-hinh").text
    assert client.get("/man-hinh/canh/tong-quan").json == {"trouble": "state"}
    assert client.post("/man-hinh/nhip", json={}).json["trouble"] == "state"


def test_an_address_of_the_wall_that_there_is_not_is_no_error_page(client: FlaskClient) -> None:
    assert client.get("/man-hinh/canh/khong-co").json == {"trouble": "scene"}
    odd = client.get("/man-hinh?m=abc&inch=-3&ghep=99x99&o=z&lech=%00&nen=%3Cb%3E")
    assert (odd.status_code, "--scale:1.000" in odd.text) == (200, True)


def test_the_keys_of_screens_open_nothing_but_the_wall(client: FlaskClient) -> None:
    worker = client.get("/man-hinh/nen.js")
    assert worker.headers["Service-Worker-Allowed"] == "/man-hinh"
    assert "Set-Cookie" not in client.get("/man-hinh").headers


def test_an_active_event_comes_before_every_list_until_it_is_over(client: FlaskClient) -> None:
    duty = Person("Nguyễn Văn A")
    about = {"province_code": shelf.PROVINCE, "event_code": "bao-3"}
    with state.writing() as conn:
        events.open_event(conn, duty, **about, kind="storm", name="Bão số 3", state="active")
    slot = client.post("/man-hinh/nhip", json={"page": "p1"}).json["slots"][0]
    assert (slot["scene"], slot["why"], slot["words"]) == ("su-kien", "interrupt", "Bão số 3")
    assert "Bão số 3" in client.get("/man-hinh/canh/su-kien").json["html"]
    with state.writing() as conn:
        events.change_state(conn, duty, shelf.PROVINCE, "bao-3", "closed")
    assert client.post("/man-hinh/nhip", json={"page": "p1"}).json["slots"][0]["why"] == "run"


def test_a_screen_that_the_duty_officer_switched_off_is_lit_by_an_event_that_begins_later(
    client: FlaskClient, store: Path
) -> None:
    duty, before = Person("Nguyễn Văn A"), clock.now() - timedelta(hours=1)
    with state.writing() as conn:
        control.order(conn, duty, scenes.shelf(store, CAO_BANG), "08", "chung", "blank", "", before)
    assert client.post("/man-hinh/nhip", json={"page": "p1"}).json["slots"][0]["why"] == "blank"
    about = {"province_code": shelf.PROVINCE, "event_code": "bao-3"}
    with state.writing() as conn:
        events.open_event(conn, duty, **about, kind="storm", name="Bão số 3", state="active")
    assert client.post("/man-hinh/nhip", json={"page": "p1"}).json["slots"][0]["scene"] == "su-kien"
    with state.writing() as conn:
        events.change_state(conn, duty, shelf.PROVINCE, "bao-3", "closed")
    assert client.post("/man-hinh/nhip", json={"page": "p1"}).json["slots"][0]["why"] == "blank"


def test_the_scene_of_an_event_paints_the_levels_that_hold_with_their_numbers(client: FlaskClient) -> None:
    duty = Person("Nguyễn Văn A")
    about = {"province_code": shelf.PROVINCE, "event_code": "bao-3"}
    with state.writing() as conn:
        events.open_event(conn, duty, **about, kind="storm", name="Bão số 3", state="active")
        for commune, level in {"00721": 4, "00715": 2}.items():
            events.decide(
                conn, duty, **about, area_code=commune, level=level, proposed=None, official=None, reason="Xã báo về"
            )
    told = client.get("/man-hinh/canh/su-kien").json["html"]
    assert "Bão số 3: 1 xã, phường ở cấp 4" in told
    assert "chưa kích hoạt kịch bản" in told
    assert told.count(">4</text>") == told.count(">2</text>") == 1


def test_a_count_of_what_came_is_marked_where_that_was_simulated(client: FlaskClient) -> None:
    told = client.get("/man-hinh/canh/cham-bao-cao").json["html"]
    assert "chỉ số đã có số liệu" in told
    assert "Số liệu mô phỏng" in told


CAO_BANG, TUYEN_QUANG = "04", "08"
NAMES = {CAO_BANG: "Cao Bằng", TUYEN_QUANG: "Tuyên Quang"}


@pytest.fixture
def two(store: Path) -> dict[str, FlaskClient]:
    """A screen of each of two provinces, of which Tuyên Quang has sent more, by code."""
    rows = [shelf.observed(410.5 + month, f"2026-{month:02d}", status="simulated") for month in range(1, 4)]
    shelf.deliver(store, "first", *rows)
    there = shelf.observed(7777.5, "2026-03", indicator_code="cb_local_budget_revenue_ytd", area_code=CAO_BANG)
    shelf.deliver(store, "second", there, province_code=CAO_BANG)
    versions.publish(store, "thử")
    server = create_app(check_ids=False).server
    found = {code: server.test_client() for code in (CAO_BANG, TUYEN_QUANG)}
    for code, client in found.items():
        with state.writing() as conn:
            link = screens.add(conn, ADMIN, f"Phòng họp {code}", "chung", code, clock.now())
        client.post(f"/man-hinh/ghep/{link}", environ_overrides=ELSEWHERE)
    return found


def told_to(client: FlaskClient, name: str) -> str:
    answer = client.get(f"/man-hinh/canh/{name}", environ_overrides=ELSEWHERE)
    assert answer.status_code == 200
    return str(answer.json["html"])


def why(screens_of: dict[str, FlaskClient]) -> dict[str, str]:
    """Why each screen shows what it shows now."""
    told = {code: one.post("/man-hinh/nhip", json={"page": f"p{code}"}, environ_overrides=ELSEWHERE).json
            for code, one in screens_of.items()}  # fmt: skip
    return {code: one["slots"][0]["why"] for code, one in told.items()}


@pytest.mark.parametrize("name", ["tong-quan", "su-kien"])
def test_a_screen_shows_its_own_province_and_no_other(two: dict[str, FlaskClient], name: str) -> None:
    names = set(NAMES.values())
    with state.writing() as conn:
        for code in two:
            storm = {"event_code": f"bao-{code}", "kind": "storm", "name": f"Bão vào {NAMES[code]}"}
            events.open_event(conn, ADMIN, province_code=code, **storm, state="active")
    for code, client in (*two.items(), *two.items()):  # twice: what was made for one is not handed to the other
        html = told_to(client, name)
        assert {one for one in names if one in html} == {NAMES[code]}


def test_a_scene_of_another_province_is_none_for_a_screen(two: dict[str, FlaskClient], store: Path) -> None:
    (store / "scenes" / CAO_BANG).mkdir(parents=True)
    tile = '[[tiles]]\nkind = "headline"\npage = "economy"\n'
    (store / "scenes" / CAO_BANG / "cao-bang.toml").write_text(
        f'title = "Của Cao Bằng"\nset = "cao-bang"\n{tile}', "utf-8"
    )
    asked = {
        code: client.get("/man-hinh/canh/cao-bang", environ_overrides=ELSEWHERE).status_code
        for code, client in two.items()
    }
    assert asked == {CAO_BANG: 200, TUYEN_QUANG: 404}


def test_the_screens_of_a_province_play_its_own_lists_and_no_others(two: dict[str, FlaskClient], store: Path) -> None:
    duty = Reader(7, "Trực ban", "", "duty_officer", CAO_BANG, (CAO_BANG,), ())
    with acting(duty), state.writing() as conn:
        own = playlist_files.made(
            scenes.shelf(store, CAO_BANG), "rieng", "Riêng", ["nhom-y-te"], "chung", "00:00", "23:59", "30"
        )
        playlist_files.save(store, conn, Person("Trực ban"), CAO_BANG, replace(own, ends=own.begins))
    shown = {code: now(client) for code, client in two.items()}
    assert shown[CAO_BANG] == ("nhom-y-te", 1)
    assert shown[TUYEN_QUANG][1] > 1  # of the list of ours, whichever scene it stands at
    assert "rieng" not in {one.name for one in scenes.shelf(store, TUYEN_QUANG).playlists}


def now(client: FlaskClient) -> tuple[str, int]:
    """The scene that a screen shows, and of how many its list is."""
    slot = client.post("/man-hinh/nhip", json={"page": "p1"}, environ_overrides=ELSEWHERE).json["slots"][0]
    return slot["scene"], slot["of"]


def test_an_order_for_the_screens_of_a_province_moves_those_of_no_other(
    two: dict[str, FlaskClient], store: Path
) -> None:
    with state.writing() as conn:
        control.order(conn, ADMIN, scenes.shelf(store, CAO_BANG), CAO_BANG, "chung", "blank", "", clock.now())
    assert why(two) == {CAO_BANG: "blank", TUYEN_QUANG: "run"}


def test_an_event_in_one_province_interrupts_the_screens_of_that_one_only(two: dict[str, FlaskClient]) -> None:
    with state.writing() as conn:
        about = {"province_code": CAO_BANG, "event_code": "bao-1", "kind": "storm", "name": "Bão số 1"}
        events.open_event(conn, Person("Trực ban"), **about, state="active")
    assert why(two) == {CAO_BANG: "interrupt", TUYEN_QUANG: "run"}


def test_a_duty_officer_sees_the_screens_of_the_own_province_only(two: dict[str, FlaskClient]) -> None:
    duty = Reader(7, "Trực ban", "", "duty_officer", CAO_BANG, (CAO_BANG,), ())
    with acting(duty), state.reading() as conn:
        assert list(screens.alive(conn, clock.now())["name"]) == [f"Phòng họp {CAO_BANG}"]
