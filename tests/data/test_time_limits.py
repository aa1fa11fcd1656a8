"""A PostgreSQL that is frozen: nobody waits for it without end, and it is used again when it goes on."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from data import time_limits
from data.kept import schemas
from data.state import store as state
from tests.conftest import new_database
from tests.loaders.sources.programs import POSTGRESQL, Server, postgresql_server, server_mark

pytestmark = server_mark("PostgreSQL", *POSTGRESQL)
SECONDS = 1.0


@pytest.fixture
def server() -> Iterator[Server]:
    """One of its own: to freeze that of the other tests would freeze them."""
    with postgresql_server() as found:
        yield found


@pytest.fixture
def engine(server: Server) -> Iterator[Engine]:
    made = time_limits.engine(sa.make_url(server.url), SECONDS, pool_size=1, max_overflow=0)
    yield made
    made.dispose()


@contextmanager
def frozen(server: Server) -> Iterator[None]:
    """The server and every process that it began, as when its machine is suspended."""
    first = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
    every = [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]
    send(signal.SIGSTOP, every)
    thaw = threading.Timer(10 * SECONDS, send, (signal.SIGCONT, every))  # whoever waits for good has to fail, not hang
    thaw.start()
    try:
        yield
    finally:
        thaw.cancel()
        send(signal.SIGCONT, every)


def send(order: signal.Signals, processes: Sequence[int]) -> None:
    for one in processes:
        os.kill(one, order)


def answer(engine: Engine) -> int:
    with engine.connect() as conn:
        return int(conn.execute(sa.select(sa.literal(7))).scalar_one())


def in_the_middle(engine: Engine, server: Server) -> None:
    with engine.connect() as conn:
        conn.execute(sa.select(sa.literal(1)))
        with frozen(server):
            conn.execute(sa.select(sa.literal(7)))


def at_the_end(engine: Engine, server: Server) -> None:
    with engine.begin() as conn:
        conn.execute(sa.select(sa.literal(1)))
        with frozen(server):
            conn.commit()


@pytest.mark.parametrize("step", [in_the_middle, at_the_end])
def test_a_frozen_server_is_given_up_as_one_that_is_too_slow_and_asked_again_later(
    engine: Engine, server: Server, step: Callable[[Engine, Server], None]
) -> None:
    began = time.monotonic()
    with pytest.raises(sa.exc.OperationalError) as caught:
        step(engine, server)
    assert caught.value.orig.sqlstate == "57014"
    assert time.monotonic() - began < 10 * SECONDS
    assert answer(engine) == 7


def test_what_may_take_long_is_waited_for_and_the_next_on_the_same_connection_is_not(engine: Engine) -> None:
    with engine.connect() as conn:
        time_limits.without_end(conn)
        conn.execute(sa.select(sa.func.pg_sleep(1.5 * SECONDS)))
    with pytest.raises(sa.exc.OperationalError), engine.connect() as conn:
        conn.execute(sa.select(sa.func.pg_sleep(30)))


def test_both_stores_wait_longer_than_the_server_may_take_and_not_for_good(
    postgresql_server: str, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHISO_STATE_URL", new_database(postgresql_server))
    with state.reading() as conn:
        assert conn.connection.driver_connection.patience == 35
    state.close()
    with schemas._pools.engine(sa.make_url(new_database(postgresql_server))).connect() as conn:
        assert conn.connection.driver_connection.patience == 35
    schemas.close()
