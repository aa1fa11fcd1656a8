"""The engines of a process: one for each address, and all let go at once."""

import os
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from data.pools import Pools
from tests.conftest import new_database


def test_all_connections_of_all_addresses_are_let_go(postgresql_server: str) -> None:
    addresses = [sa.make_url(new_database(postgresql_server)) for _ in range(2)]
    pools = Pools(sa.create_engine)
    for address in addresses:
        with pools.engine(address).connect() as conn:
            conn.execute(sa.select(1))
    outside = sa.create_engine(postgresql_server, poolclass=sa.pool.NullPool)
    gone = sa.text("select count(*) from pg_stat_activity where datname = any(:names)").bindparams(
        names=[address.database for address in addresses]
    )
    with outside.connect() as conn:
        assert conn.execute(gone).scalar_one() == 2
        pools.close()
        while conn.execute(gone).scalar_one():  # the server hears of it a moment later
            conn.rollback()
    with pools.engine(addresses[0]).connect() as conn:
        assert conn.execute(sa.select(1)).scalar_one() == 1
    pools.close()


def test_of_threads_that_come_first_together_one_makes_the_engine() -> None:
    made: list[sa.URL] = []

    def make(where: sa.URL) -> sa.Engine:
        made.append(where)
        return sa.create_engine(where)

    pools = Pools(make)
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(pools.engine, [sa.make_url("sqlite://")] * 64))
    assert (len(found), len(made)) == (1, 1)


def test_a_child_makes_its_own_engine() -> None:
    pools = Pools(sa.create_engine)
    own = pools.engine(sa.make_url("sqlite://"))
    child = os.fork()
    if child == 0:
        os._exit(0 if pools.engine(sa.make_url("sqlite://")) is not own else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
