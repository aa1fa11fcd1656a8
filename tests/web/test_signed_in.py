"""Who asks: what the cookie says, and that nobody has to say anything in a house without accounts."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, Response, g, jsonify
from flask.testing import FlaskClient

from data import clock
from data.state import accounts, sessions
from data.state import store as state
from data.state.accounts import Holder
from data.state.journal import Person
from web import signed_in

GOOD = "nắng sớm trên đèo Mã Pí Lèng"
ELSEWHERE = {"REMOTE_ADDR": "10.0.0.7"}
SAFE = {"base_url": "https://localhost"}
NAM = Holder("nam.tv", "Trần Văn Nam", "Văn phòng UBND tỉnh", "staff", "08", ("08",))


@pytest.fixture
def client(store: Path) -> Iterator[FlaskClient]:
    server = Flask(__name__)
    signed_in.add(server)

    @server.get("/ai")
    def who() -> Response:
        return jsonify(name=g.reader and g.reader.name, role=g.reader and g.reader.role, trouble=g.reader_trouble)

    yield server.test_client(use_cookies=False)
    state.close()


def token(stage: str = "full") -> str:
    now = clock.now()
    with state.writing() as conn:
        known = accounts.known(conn, NAM.login)
        made = known.account_id if known else accounts.create(conn, Person("Quản trị"), NAM, now, password=GOOD)
        return sessions.begin(conn, made, stage, "10.0.0.7", "Firefox", now)


def sealed(client: FlaskClient, drawn: str) -> str:
    with client.application.app_context():
        return signed_in.sealed(drawn)


def asked(client: FlaskClient, cookie: str = "", name: str = signed_in.SECURE, **more: object) -> object:
    sent = {"Cookie": f"{name}={cookie}"} if cookie else {}
    return client.get("/ai", headers=sent, **{"environ_overrides": ELSEWHERE, **SAFE, **more}).json["name"]


def test_whoever_carries_a_session_is_its_reader(client: FlaskClient) -> None:
    assert asked(client, sealed(client, token())) == "Trần Văn Nam"


def test_what_is_not_signed_by_us_is_nobody(client: FlaskClient) -> None:
    drawn = token()
    good = sealed(client, drawn)
    told, _, sign = good.rpartition(".")  # of its last letter not every bit counts, of its first one all do
    other = f"{told}.{'a' if sign[0] != 'a' else 'b'}{sign[1:]}"
    for forged in (drawn, other, f"x{good}", good.upper(), "." * 5000):
        assert asked(client, forged) is None
    assert asked(client, sealed(client, "unknown-token")) is None


def test_over_an_open_wire_nobody_is_anybody(client: FlaskClient) -> None:
    good = sealed(client, token())
    assert asked(client, good, signed_in.PLAIN, base_url="http://localhost") is None
    assert asked(client, good, signed_in.SECURE, base_url="http://localhost") is None


def test_at_the_server_itself_a_plain_cookie_does(client: FlaskClient) -> None:
    at_home = {"base_url": "http://127.0.0.1:8050", "environ_overrides": {"REMOTE_ADDR": "127.0.0.1"}}
    assert asked(client, sealed(client, token()), signed_in.PLAIN, **at_home) == "Trần Văn Nam"


@pytest.mark.parametrize("stage", [one for one in sessions.STAGES if one != "full"])
def test_whoever_is_only_half_way_in_is_nobody_yet(client: FlaskClient, stage: str) -> None:
    assert asked(client, sealed(client, token(stage))) is None


def test_without_any_account_whoever_sits_at_the_server_may_do_all(client: FlaskClient) -> None:
    assert client.get("/ai", base_url="http://localhost:8050").json["role"] == "house"
    assert client.get("/ai", base_url="http://localhost:8050", environ_overrides=ELSEWHERE).json["role"] is None
    token()
    assert client.get("/ai", base_url="http://localhost:8050").json["role"] is None


def test_a_reader_who_stays_is_noted_and_not_at_every_request(client: FlaskClient) -> None:
    drawn = token()
    early = clock.now() - timedelta(minutes=30)
    with state.writing() as conn:
        found = sessions.find(conn, drawn, clock.now())
        assert found is not None
        sessions.seen(conn, found, early)
    asked(client, sealed(client, drawn))
    first = seen(drawn)
    asked(client, sealed(client, drawn))
    assert first > early
    assert seen(drawn) == first


def seen(drawn: str) -> object:
    with state.reading() as conn:
        found = sessions.find(conn, drawn, clock.now())
    assert found is not None
    return found.seen_at


def test_a_key_that_others_may_read_signs_nobody_in_and_is_told(client: FlaskClient, store: Path) -> None:
    good = sealed(client, token())
    (store / "secret.key").chmod(0o644)
    told = client.get("/ai", headers={"Cookie": f"{signed_in.SECURE}={good}"}, **SAFE).json
    assert told["name"] is None
    assert "chmod 600" in told["trouble"]


def test_a_state_database_that_is_none_lets_nobody_in_and_is_told(client: FlaskClient, store: Path) -> None:
    good = sealed(client, token())
    state.close()
    (store / state.FILE).rename(store / "kept")
    (store / state.FILE).write_bytes(b"no database" * 1000)
    told = client.get("/ai", headers={"Cookie": f"{signed_in.SECURE}={good}"}, **SAFE).json
    assert told["name"] is None
    assert "cơ sở dữ liệu trạng thái" in told["trouble"]
    (store / "kept").replace(store / state.FILE)
