"""One filter change of the economy page, from the request as the browser sends it to the compressed answer.

Everything that a worker does is inside the time: routing, the queries, the figures, JSON, compression, headers.
"""

import itertools
import json
import random
import time
from dataclasses import dataclass
from typing import Any

import brotli
from dash import Dash
from flask.testing import FlaskClient

from data import engine, remembered, reported
from data.answers import COMPARISONS, SHOWN
from data.asked import METHODS, scope
from data.catalogue import sets
from tests.benchmarks.measured import Measured, median, milliseconds, p95

CHANGES = 240
SEED = 1701  # the same walk through the filters every time


@dataclass(frozen=True)
class Walk:
    """What the filter changes took (ms), how large their answers were (bytes), and the raw queries beside them (ms)."""

    changes: list[float]
    sizes: list[int]
    raw: list[float]


def choices(set_code: str) -> list[dict[str, Any]]:
    """Many different states of the filters of one set, in no order."""
    province = sets()[set_code].province_code
    with engine.connect() as conn:
        pages = ("economy", "government")
        offer = reported.offer(conn, province, tuple(one.code for one in scope(set_code, pages)))
        communes = remembered.commune_codes(conn, province)
        keys = ["", *remembered.groups(conn, province)]
    months = offer.months[:60]
    codes = [code for code, there in offer.by_code.items() if not there.awaits_data]
    pick = random.Random(SEED)  # noqa: S311  # a walk, not a secret
    names = ("period", "comparison", "indicator", "shown", "method", "group", "area", "breakdown", "set")
    names += ("known-on", "annex")
    grid = (months, COMPARISONS, codes, SHOWN, METHODS[:3], keys, ["", *communes], ["total"], [set_code], [""], [""])
    return [dict(zip(names, map(pick.choice, grid), strict=True)) for _ in range(CHANGES)]


def walk(app: Dash, states: list[dict[str, Any]]) -> Walk:
    """Sends every state to the app as a browser would; the first few are not counted."""
    client = app.server.test_client()
    client.get("/_dash-dependencies")  # the first request registers the callbacks
    raw, changes, sizes = [], [], []
    for place, state in enumerate(itertools.chain(states[:10], states)):
        body = request_of(app, state)
        started = time.perf_counter()
        answer = _ask(client, body)
        taken = milliseconds(started)
        assert b"group-cards" in brotli.decompress(answer), "The callback failed, see the log above."
        if place >= 10:
            changes.append(taken)
            sizes.append(len(answer))
            raw.append(_raw(state))
    return Walk(changes, sizes, raw)


def request_of(app: Dash, state: dict[str, Any]) -> str:
    """The body that Dash's renderer sends when a filter of the economy page changes."""
    output, callback = next(item for item in app.callback_map.items() if "group-cards.children" in item[0])
    inputs = [{**one, "value": state[one["id"].removeprefix("group-")]} for one in callback["inputs"]]
    outputs = [dict(zip(("id", "property"), one.rsplit(".", 1), strict=True)) for one in output.strip(".").split("...")]
    changed = ["group-period.value"]
    with engine.connect() as conn:
        states = [{**one, "value": remembered.version(conn)["version"]} for one in callback["state"]]
    told = {"output": output, "outputs": outputs, "inputs": inputs, "state": states, "changedPropIds": changed}
    return json.dumps(told)


def _ask(client: FlaskClient, body: str) -> bytes:
    """The answer as it goes over the wire."""
    headers = {"Accept-Encoding": "gzip, deflate, br, zstd"}
    answer = client.post("/_dash-update-component", data=body, headers=headers, content_type="application/json")
    assert answer.status_code == 200, answer.status
    return bytes(answer.data)


def _raw(state: dict[str, Any]) -> float:
    """What the database alone takes for the map's values: the same rows by plain SQL on an open connection, ms."""
    province = sets()[state["set"]].province_code
    with engine.connect() as conn:
        wanted = f"""
            SELECT area_code, period, measure, basis, value, status FROM observation
            WHERE indicator_id = (SELECT indicator_id FROM indicator WHERE indicator_code = '{state["indicator"]}')
              AND breakdown = 'total' AND superseded_at = '9999-12-31' AND period BETWEEN '2021' AND '2026-99'
              AND area_code IN (SELECT area_code FROM area WHERE parent_code = '{province}')
        """  # noqa: S608  # codes of our own catalogue
        conn.begin()  # on PostgreSQL a transaction says which version it reads
        cursor: Any = conn.connection.driver_connection
        started = time.perf_counter()
        cursor.execute(wanted).fetchall()
        return milliseconds(started)


def measured(app: Dash) -> list[Measured]:
    """The rows of the report, of the set that the demo shows."""
    found = walk(app, choices("tuyen-quang"))
    note = f"{len(found.changes)} states, first sight of each indicator included; worst {max(found.changes):.0f} ms"
    times = f"{median(found.changes) / median(found.raw):.1f} times the raw query ({median(found.raw):.1f} ms)"
    return [
        Measured("Filter change, median", median(found.changes), 30, "ms", times),
        Measured("Filter change, p95", p95(found.changes), 60, "ms", note),
        Measured("Filter change, largest answer", max(found.sizes) / 1000, 15, "kB", "brotli"),
    ]
