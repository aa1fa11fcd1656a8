"""Connections to PostgreSQL that wait for an answer only so long.

A server that is frozen, or behind a wire that was cut without a word, says nothing at all: its own limits of time never
come into force, and without one of ours every worker would wait for good.
"""

import time
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg.abc import RV, PQGen
from sqlalchemy import Connection, Engine

SPARE_SECONDS = 5  # beyond the limit of the server, which knows better why it is late


class PatientConnection(psycopg.Connection[Any]):
    """A connection that is given up when nothing was heard for ``patience`` seconds; None waits for good.

    Raises:
        psycopg.errors.QueryCanceled: as the server itself says when a question takes too long.
    """

    patience: float | None = None

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        began = time.monotonic()
        limit = self.patience if timeout is None else timeout
        try:
            return super().wait(gen, interval, limit)
        except psycopg.OperationalError as error:
            if limit is None or time.monotonic() - began < limit:
                raise
            self.pgconn.finish()  # half an answer may still come: nobody else may take it for theirs
            raise psycopg.errors.QueryCanceled(f"no answer in {limit:g} seconds") from error


def engine(where: sa.URL, seconds: float, **settings: Any) -> Engine:
    """An engine on PostgreSQL whose connections wait for ``seconds``."""
    made = sa.create_engine(where, pool_pre_ping=True, **settings)

    @sa.event.listens_for(made, "do_connect")
    def connect(_dialect: object, _record: object, words: Any, named: Any) -> PatientConnection:
        return PatientConnection.connect(*words, **named)

    @sa.event.listens_for(made, "connect")
    @sa.event.listens_for(made, "checkin")
    def bound(raw: PatientConnection | None, _record: object) -> None:
        if raw is not None:
            raw.patience = seconds

    return made


def without_end(conn: Connection) -> None:
    """Lets what is asked on this connection take as long as it takes, until it goes back: a version is written."""
    raw: Any = conn.connection.driver_connection
    raw.patience = None
