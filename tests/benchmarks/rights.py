"""What the reader's reach adds to a question: the same one of the house, and of people whose reach ends somewhere."""

import time

import sqlalchemy as sa

from data import engine, reported
from data.asked import scope
from data.rights.reader import HOUSE, Reader, acting
from data.tables import END_OF_TIME, observation
from tests.benchmarks.measured import Measured, median, milliseconds

ROUNDS = 40
READERS = {
    "leader of the province": Reader(1, "A", "", "leader", "08", ("08",), ()),
    "analyst of one agency": Reader(2, "B", "", "analyst", "08", ("08",), ("Sở Tài chính",)),
    "officer of one commune": Reader(3, "C", "", "commune_officer", "08", ("00829",), ()),
}


def _ids() -> list[int]:
    with engine.connect() as conn:
        offer = reported.offer(conn, "08", tuple(one.code for one in scope("tuyen-quang", ("economy",))))
        codes = [code for code, there in offer.by_code.items() if not there.awaits_data]
        query = sa.select(observation.c.indicator_id).where(observation.c.indicator_code.in_(codes)).distinct()
        return sorted(conn.execute(query).scalars())


def _taken(ids: list[int], reader: Reader) -> list[float]:
    """Milliseconds of one question about each indicator, in turn."""
    obs, taken = observation.c, []
    with acting(reader), engine.connect() as conn:
        for place in range(ROUNDS * len(ids)):
            query = sa.select(obs.area_code, obs.period, obs.value).where(
                obs.indicator_id == ids[place % len(ids)], obs.period >= "2025", obs.superseded_at == END_OF_TIME
            )
            started = time.perf_counter()
            conn.execute(query).all()
            taken.append(milliseconds(started))
    return taken[len(ids) :]


def measured() -> list[Measured]:
    ids = _ids()[:12]
    house = median(_taken(ids, HOUSE))
    return [
        Measured(f"Rights check, {name}", median(_taken(ids, reader)) - house, 1, "ms", f"a question of {house:.1f} ms")
        for name, reader in READERS.items()
    ]
