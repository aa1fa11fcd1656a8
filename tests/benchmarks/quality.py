"""The page of data quality, server side: the whole answer with JSON and brotli, of every set."""

import time

import brotli
from dash import Dash
from flask.testing import FlaskClient

from data import catalogue
from tests.benchmarks.measured import Measured, median, milliseconds

ROUNDS = 9  # the first is the first sight of each set


def measured(app: Dash) -> list[Measured]:
    client = app.server.test_client()
    client.get("/du-lieu")
    taken = [[_ask(client, code) for code in catalogue.sets()] for _ in range(ROUNDS)]
    again = [one for visits in taken[1:] for one in visits]
    first = max(taken[0])
    note = f"{len(again)} visits of {len(taken[0])} sets; first sight in a process {first:.0f} ms at worst"
    return [Measured("Quality page, median", median(again), 60, "ms", note)]


def _ask(client: FlaskClient, set_code: str) -> float:
    """Milliseconds to the page of a set."""
    headers = {"Referer": f"http://localhost/du-lieu?bo={set_code}", "Accept-Encoding": "br"}
    started = time.perf_counter()
    answer = client.get("/_dash-layout", headers=headers)
    taken = milliseconds(started)
    assert b"quality-tiles" in brotli.decompress(answer.data), "The page failed, see the log above."
    return taken
