"""The analyst's pages, server side: the whole answer with JSON and brotli, on the set with most commune indicators."""

import random
import time

import brotli
from dash import Dash
from flask.testing import FlaskClient

from data import catalogue, engine, everywhere, memory, remembered
from tests.benchmarks.measured import Measured, median, milliseconds, p95

SET = "lao-cai"  # 295 indicators that communes report
COMMUNES, PAIRS = 40, 30
SEED = 1705


def measured(app: Dash) -> list[Measured]:
    client = app.server.test_client()
    client.get("/xa")
    pick = random.Random(SEED)  # noqa: S311  # a walk, not a secret
    province = catalogue.sets()[SET].province_code
    with engine.connect() as conn:
        codes = list(remembered.commune_codes(conn, province))
        indicators = [one.code for one in everywhere.everywhere(conn, SET).indicators]
        memory.of(conn).forget()
    first = ask(client, f"/xa/{codes[0]}?bo={SET}", b"profile-table")
    profiles = [ask(client, f"/xa/{code}?bo={SET}", b"profile-table") for code in pick.sample(codes[1:], COMMUNES)]
    pairs = [pick.sample(indicators, 2) for _ in range(PAIRS)]
    scatters = [
        ask(client, f"/so-sanh?kieu=chi-so&bo={SET}&chi-so={x}&voi-chi-so={y}", b"compare-chart") for x, y in pairs
    ]
    pages = list(dict.fromkeys(one.page for one in catalogue.of_set(SET)))
    cold = [ask(client, f"/bat-thuong?bo={SET}&linh-vuc={page}", b"odd-list") for page in pages]
    warm = [ask(client, f"/bat-thuong?bo={SET}&linh-vuc={page}&loai=gap", b"odd-list") for page in pages]
    note = (
        f"{len(indicators)} indicators; {COMMUNES} communes, each seen first; the first of the version {first:.0f} ms"
    )
    return [
        Measured("Commune profile, median", median(profiles), 150, "ms", note),
        Measured("Commune profile, p95", p95(profiles), None, "ms", f"worst {max(profiles):.0f} ms"),
        Measured("Two indicators, median", median(scatters), 80, "ms", f"{PAIRS} pairs at first sight"),
        Measured("Odd values of a group, first sight", median(cold), None, "ms", f"worst {max(cold):.0f} ms"),
        Measured("Odd values, filter change, p95", p95(warm), 80, "ms", f"{len(warm)} groups"),
    ]


def ask(client: FlaskClient, address: str, expected: bytes) -> float:
    """Milliseconds to the page at an address."""
    headers = {"Referer": f"http://localhost{address}", "Accept-Encoding": "br"}
    started = time.perf_counter()
    answer = client.get("/_dash-layout", headers=headers)
    taken = milliseconds(started)
    assert expected in brotli.decompress(answer.data), f"{address} failed, see the log above."
    return taken
