"""How often somebody may ask, counted by one process or by Redis for all, which may be away, slow or begun anew."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import Dash

from app import create_app
from data.counting import Counter, of_environment
from data.redis_server import PATIENCE, PAUSE
from data.settings import SettingError
from data.state import store as state
from tests.redis_servers import Server, needs_redis
from tests.web.signing import FAR, nobody, sign_in
from web import limits

TABLE = {"told": {"title": "Tàu cá"}, "columns": [{"name": "Số hiệu", "kind": "text"}], "rows": [["HT-1"]]}


@pytest.fixture
def app(store: Path) -> Iterator[Dash]:
    yield create_app(check_ids=False)
    state.close()


def test_an_account_that_takes_too_many_files_is_told_to_wait_and_others_are_not(app: Dash) -> None:
    client = app.server.test_client(use_cookies=False)
    one, other = sign_in(client, "staff"), sign_in(client, "analyst")
    for _ in range(limits.MOST["file"]):
        assert one.post("/bang/csv", TABLE).status_code == 200
    refused = one.post("/bang/csv", TABLE)
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "Chờ ít giây rồi thử lại" in refused.text
    assert other.post("/bang/csv", TABLE).status_code == 200
    assert one.get("/healthz").status_code == 200


def test_an_address_without_an_account_is_limited_and_a_refused_callback_is_told_as_a_sentence(app: Dash) -> None:
    client = app.server.test_client(use_cookies=False)
    sign_in(client, "staff")
    stranger = nobody(client)
    for _ in range(limits.MOST_OF_NOBODY["ask"]):
        assert stranger.post("/_dash-update-component", {}).status_code in (401, 403)
    refused = stranger.post("/_dash-update-component", {})
    assert refused.status_code == 429
    assert json.loads(refused.text)["told"].startswith("Máy hoặc tài khoản này vừa gửi quá nhiều yêu cầu")
    nearby = client.get("/kinh-te", base_url="https://localhost", environ_overrides={"REMOTE_ADDR": "10.0.0.8"})
    assert nearby.status_code == 302


def test_a_body_that_is_too_large_is_told_as_a_sentence_where_scripts_send_it(app: Dash) -> None:
    client = app.server.test_client(use_cookies=False)
    staff = sign_in(client, "staff")
    refused = staff.post("/_dash-update-component", {"output": "x" * 2_000_000})
    assert refused.status_code == 413
    assert json.loads(refused.text)["told"] == "Dữ liệu gửi lên lớn hơn mức cho phép."


def test_what_a_stranger_says_of_its_address_is_not_believed(app: Dash) -> None:
    client = app.server.test_client(use_cookies=False)
    sign_in(client, "staff")
    for number in range(limits.MOST_OF_NOBODY["ask"]):
        client.get(
            "/kinh-te", headers={"X-Forwarded-For": f"10.9.{number // 250}.{number % 250}"}, environ_overrides=FAR
        )
    assert client.get("/kinh-te", headers={"X-Forwarded-For": "10.9.9.9"}, environ_overrides=FAR).status_code == 429


@needs_redis
def test_several_processes_count_together(redis: Server) -> None:
    counters = [Counter(redis.address) for _ in range(3)]
    within = [counters[turn % 3].count(10, "chung").is_within for turn in range(12)]
    assert within == [True] * 10 + [False] * 2
    assert Counter().count(10, "chung").is_within


@needs_redis
def test_while_redis_is_away_each_counts_for_itself_says_so_and_comes_back(redis: Server) -> None:
    counter = Counter(redis.address)
    assert counter.count(2, "a").is_within
    redis.end()
    assert [counter.count(2, "a").is_within for _ in range(3)] == [True, True, False]
    assert counter.trouble.startswith("Redis không trả lời")
    redis.begin()
    give_up = time.monotonic() + 4 * PAUSE
    while counter.trouble:
        assert time.monotonic() < give_up
        counter.count(1000, "b")
        time.sleep(0.05)


@needs_redis
def test_a_redis_that_hangs_costs_one_short_wait_and_no_more(redis: Server) -> None:
    counter = Counter(redis.address)
    counter.count(1000, "a")
    redis.hang()
    began = time.monotonic()
    assert all(counter.count(1000, "a").is_within for _ in range(100))
    assert time.monotonic() - began < 10 * PATIENCE
    assert counter.trouble


@needs_redis
def test_the_server_goes_on_without_redis(redis: Server, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_REDIS_URL", redis.address)
    app = create_app(check_ids=False)
    client = app.server.test_client()
    assert client.get("/dang-nhap", base_url="https://localhost", environ_overrides=FAR).status_code == 200
    redis.end()
    assert client.get("/dang-nhap", base_url="https://localhost", environ_overrides=FAR).status_code == 200
    with app.server.app_context():
        assert limits.counter().trouble


def test_an_address_that_is_no_redis_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_REDIS_URL", "http://127.0.0.1")
    with pytest.raises(SettingError, match="redis://"):
        of_environment()
