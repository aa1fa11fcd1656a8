"""What machines share of a version's answers in Redis; two memories are two machines."""

import os
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from redis import Redis
from sqlalchemy import Connection

from data import memory, memory_shared, queries, redis_server, versions
from data.engine import keeper
from data.memory import Memory
from data.memory_shared import Answers
from data.rights import sharing
from data.rights.guard import guarded
from data.rights.reader import Reader
from data.rights.visible import WAREHOUSE
from data.settings import SettingError
from data.state import secret
from tests import shelf
from tests.redis_servers import Server, needs_redis
from tests.shelf import REVENUE

pytestmark = needs_redis
ANSWERS = "chiso:answer:*"


@dataclass(frozen=True)
class Ask:
    """A question as pages put them."""

    code: str
    on: date
    known: datetime | None = None
    among: frozenset[str] = frozenset()


def question(_conn: object) -> None:
    """Something that a question may be named by."""


@memory.per_version
def provinces(conn: Connection) -> list[str]:
    """A question that takes its time."""
    time.sleep(2 * memory_shared.WORTH)
    return queries.provinces_with_data(conn)


@pytest.fixture
def shared(redis: Server, store: Path, monkeypatch: pytest.MonkeyPatch) -> Redis:
    """Of an installation with a Redis: the way to look into that."""
    monkeypatch.setenv("CHISO_REDIS_URL", redis.address)
    return Redis.from_url(redis.address)


def machine(version: str = "a", *, worth: float = 0.0) -> Memory:
    """That has answered nobody yet; every answer is worth sharing."""
    server = Redis.from_url(os.environ["CHISO_REDIS_URL"], **redis_server.options())
    return Memory(Answers(server, secret.key().encode(), version, worth=worth))


def once(answer: object) -> Callable[[], object]:
    return lambda: answer


def never() -> object:
    raise AssertionError("it was worked out again")


def test_what_one_machine_worked_out_no_other_works_out_again(shared: Redis) -> None:
    frame = pd.DataFrame({"value": [1.5, None], "said": ["một", None]})
    key = (question, Ask("revenue", date(2026, 1, 31), among=frozenset("abc")), None, ("x", 2, True))
    machine().recall(key, once(frame))
    pd.testing.assert_frame_equal(machine().recall(key, never), frame)
    assert 0 < shared.ttl(shared.keys(ANSWERS)[0]) <= memory_shared.KEPT


def test_of_several_only_what_no_machine_knows_is_asked_for_and_that_at_once(shared: Redis) -> None:
    asked: list[list[str]] = []

    def ask(names: list[str]) -> dict[str, str]:
        asked.append(names)
        return {name: name.upper() for name in names}

    machine().recall_each({"a": "key a"}, ask)
    assert machine().recall_each({"a": "key a", "b": "key b"}, ask) == {"a": "A", "b": "B"}
    assert asked == [["a"], ["b"]]


@pytest.mark.parametrize(
    "key",
    [
        (question, Ask("expenditure", date(2026, 1, 31))),
        (question, Ask("revenue", date(2026, 2, 28))),
        (question, Ask("revenue", date(2026, 1, 31), datetime(2026, 1, 31))),
        (once, Ask("revenue", date(2026, 1, 31))),
        (question, "Ask('revenue', 2026-01-31)"),
        (question, ("revenue", "2026-01-31")),
    ],
)
def test_another_question_is_another_answer(shared: Redis, key: Hashable) -> None:
    machine().recall((question, Ask("revenue", date(2026, 1, 31))), once("first"))
    assert machine().recall(key, once("second")) == "second"


def test_another_version_installation_or_program_is_another_answer(
    shared: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine("a").recall("key", once("first"))
    assert machine("b").recall("key", once("second")) == "second"
    with monkeypatch.context() as other:
        other.setenv("CHISO_SECRET_KEY", "một nơi khác có khóa khác, đủ dài để tin")
        assert machine("a").recall("key", once("third")) == "third"
    assert machine("a").recall("key", never) == "first"


def test_readers_who_see_less_are_not_told_what_others_were_answered(shared: Redis, store: Path) -> None:
    shelf.deliver(store, "d1", shelf.observed(412.5), shelf.observed(99.0, area_code="20"))
    (store / sharing.FILE).write_text(f"subject,level,source\n{REVENUE},restricted,QĐ thử\n", encoding="utf-8")
    name = versions.publish(store, "thử")
    outsider = Reader(1, "Nguyễn Văn A", "Sở", "commune_officer", "08", ("00691",), ())
    for _ in range(2):  # the second time each asks on a machine that has answered nobody
        with keeper(store).open(name).connect() as conn:
            assert provinces(conn) == ["08", "20"]
        with keeper(store).open(name).connect() as conn:
            assert provinces(guarded(conn, WAREHOUSE, outsider)) == ["08"]
    assert len(shared.keys(ANSWERS)) >= 2  # a name of its own for each of the two


@pytest.mark.parametrize("spoilt", ["flipped", "moved", "foreign", "short"])
def test_an_answer_without_our_seal_is_never_opened(shared: Redis, spoilt: str, tmp_path: Path) -> None:
    machine().recall("key", once("ours"))
    name = shared.keys(ANSWERS)[0]
    machine().recall("another", once("another answer"))
    other = next(one for one in shared.keys(ANSWERS) if one != name)
    whole = shared.get(name)
    trap = b"cos\nmkdir\n(S'" + str(tmp_path / "opened").encode() + b"'\ntR."
    forged = {
        "flipped": whole[:-3] + bytes([whole[-3] ^ 1]) + whole[-2:],
        "moved": shared.get(other),
        "foreign": whole[: memory_shared.SEAL] + trap,
        "short": b"x",
    }
    shared.set(name, forged[spoilt])
    assert machine().recall("key", once("worked out anew")) == "worked out anew"
    assert not (tmp_path / "opened").exists()
    assert machine().recall("key", never) == "worked out anew"


def test_what_means_nothing_elsewhere_stays_in_its_process(shared: Redis, caplog: pytest.LogCaptureFixture) -> None:
    machine().recall(("of this process", once("made inside")), once("told"))
    machine().recall("key", once("told"), alone=True)
    machine().recall("lock", threading.Lock)  # it cannot be packed
    machine().recall("large", once(os.urandom(memory_shared.LARGEST)))
    assert shared.keys(ANSWERS) == []
    assert "stays in its process" in caplog.text


def test_what_is_worked_out_in_no_time_is_not_sent(shared: Redis) -> None:
    machine(worth=60.0).recall("key", once("told"))
    assert shared.keys(ANSWERS) == []


@pytest.mark.parametrize("how", ["end", "hang", "fill"])
def test_while_redis_is_away_slow_or_full_each_machine_answers_for_itself(
    shared: Redis, redis: Server, how: str
) -> None:
    one = machine()
    one.recall("before", once("told"))
    if how == "fill":
        shared.config_set("maxmemory", 1)
    else:
        getattr(redis, how)()
    for number in range(50):
        assert one.recall(number, once(number)) == number
    assert one.recall("before", never) == "told"


def test_a_redis_that_hangs_costs_one_short_wait(shared: Redis, redis: Server) -> None:
    one = machine()
    redis.hang()
    began = time.monotonic()
    for number in range(50):
        one.recall(number, once(number))
    assert time.monotonic() - began < 10 * redis_server.PATIENCE


@pytest.mark.parametrize("address", ["http://127.0.0.1", "redis://máy:cổng/0"])
def test_an_address_that_is_no_redis_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_REDIS_URL", address)
    with pytest.raises(SettingError, match="redis://máy"):
        redis_server.address()
