"""The map explorer: a filter change, clusters, all communes of the country, and sixty months of play."""

import itertools
import random
import shutil
import time

import numpy as np
from dash import Dash
from flask.testing import FlaskClient
from playwright.sync_api import Page, sync_playwright

from components import explorer_page
from data import engine, remembered, spatial
from geo import boundaries
from geo.neighbours import neighbours
from tests.benchmarks import browser, serving, store
from tests.benchmarks.measured import Measured, median, milliseconds, p95

STATES = 120
SEED = 11
GRID = {
    "the-hien": ["value", "plan_share", "change", "per_km2", "rank"],
    "lop": ["quantile", "equal", "natural", "head_tail", "deviation", "box", "fixed"],
    "so-voi": ["same_last_year", "previous", "december", "2025-03"],
    "ky": ["2026-10", "2026-04", "2025-12", "2024-06"],
    "so-lop": ["3", "5", "6"],
    "kieu": ["single", "single", "two", "spots"],
}
COUNTRY = 3321
PAINTED = """(() => {
    const all = document.querySelectorAll('path.commune');
    const coloured = [...all].every((one) => /^(#|url|var)/.test(one.getAttribute('fill')));
    return all.length === COUNT && coloured && performance.now();
})()"""
WATCH = """() => {
    window.recoloured = null;
    document.addEventListener('click', (event) => {
        if (!event.target.closest('[role=option], .dash-dropdown-option')) return;
        const started = performance.now();
        const watch = new MutationObserver(() => {
            watch.disconnect();
            requestAnimationFrame(() => setTimeout(() => { window.recoloured = performance.now() - started; }));
        });
        watch.observe(document.querySelector('#explorer-map'), { attributeFilter: ['data-painted'] });
    }, { capture: true });
}"""
PLAYING = "Object.values(chiso.mapTime.states)[0]"


def measured(app: Dash) -> list[Measured]:
    """The rows of the report, on the big store."""
    port = serving.free_port()
    changes = filter_changes(app)
    with serving.server([str(serving.CHISO), "serve", "--port", str(port)], port) as url:
        shown = in_browser(url)
    return [
        Measured("Explorer, filter change, median", median(changes), 40, "ms", f"{STATES} states"),
        Measured("Explorer, filter change, p95", p95(changes), 80, "ms", f"worst {max(changes):.0f} ms"),
        *clusters(),
        *shown,
    ]


def filter_changes(app: Dash) -> list[float]:
    """Milliseconds of the server for one change each, among many different states; the first few are not counted."""
    client = app.server.test_client()
    client.get("/_dash-dependencies")  # the first request registers the callbacks
    pick = random.Random(SEED)  # noqa: S311  # a walk, not a secret
    states = [{key: pick.choice(choices) for key, choices in GRID.items()} for _ in range(STATES)]
    taken = [_change(app, client, state) for state in itertools.chain(states[:10], states)]
    return taken[10:]


def _change(app: Dash, client: FlaskClient, state: dict[str, str]) -> float:
    output, callback = next(item for item in app.callback_map.items() if "explorer-legend.children" in item[0])
    told = {"bo": "tuyen-quang", "cap": "commune", "chon": []} | state
    values: list[object] = [told.get(key, "") for key in explorer_page.KEYS]
    ends = (one.rsplit(".", 1) for one in output.strip(".").split("..."))
    with engine.connect() as conn:
        version = remembered.version(conn)["version"]
    body = {
        "output": output,
        "outputs": [{"id": name, "property": prop} for name, prop in ends],
        "inputs": [{**one, "value": value} for one, value in zip(callback["inputs"], [*values, 0], strict=True)],
        "state": [{**one, "value": version} for one in callback["state"]],
        "changedPropIds": ["explorer-shown.value"],
    }
    started = time.perf_counter()
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200, answer.status
    return milliseconds(started)


def clusters() -> list[Measured]:
    """Local Moran of the 124 communes of Tuyên Quang."""
    near = neighbours(boundaries.boundary_set("08", store.HOME))
    values = np.random.default_rng(SEED).normal(size=len(near))
    taken = []
    for _ in range(15):
        started = time.perf_counter()
        spatial.spots(list(near), values, near)
        taken.append(milliseconds(started))
    return [Measured("Local Moran, 124 communes", median(taken), 300, "ms", f"{spatial.PERMUTATIONS} permutations")]


def in_browser(url: str) -> list[Measured]:
    """The whole country, painted and repainted, and sixty months of a province, played."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = chromium.new_context(viewport={"width": 1920, "height": 1080}, bypass_csp=True, base_url=url)
        found = [*_country(context.new_page()), *_play(context.new_page())]
        chromium.close()
    return found


def _country(page: Page) -> list[Measured]:
    page.wait_for_timeout(browser.BREATH)  # as there: until the new tab has loaded Chromium's own menus
    page.goto("/ban-do?cap=country&the-hien=plan_share")
    shown = page.wait_for_function(PAINTED.replace("COUNT", str(COUNTRY)), timeout=120_000).json_value()
    page.wait_for_load_state("networkidle")
    page.evaluate(WATCH)
    labels = ["Trên 1 km²", "Thứ hạng"] * 6
    taken = [_recolour(page, label) for label in labels][2:]
    size = len(boundaries.country().brotli) / 1000
    return [
        Measured("Country, 3,321 communes, first paint", shown, 3000, "ms", "an empty browser cache"),
        Measured("Country, recolour, click to paint", median(taken), 150, "ms", f"p95 {p95(taken):.0f} ms"),
        Measured("Country, geometry", size, 1500, "kB", "Brotli; its address has the hash, so it is kept"),
    ]


def _recolour(page: Page, label: str) -> float:
    page.locator("#explorer-shown").click()
    page.evaluate("window.recoloured = null")
    page.get_by_role("option", name=label, exact=True).click()
    page.wait_for_function("window.recoloured", timeout=60_000)
    taken = float(page.evaluate("window.recoloured"))
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)  # a reader's breath: the frames that follow belong to the change before
    return taken


def _play(page: Page) -> list[Measured]:
    page.goto("/ban-do?the-hien=plan_share")
    page.locator(".time-open").click()
    page.locator(".time-range").wait_for(timeout=60_000)
    page.get_by_role("button", name="Tốc độ").click()  # the fastest
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    months = int(page.evaluate(f"{PLAYING}.course.keys.length"))
    page.evaluate(f"{PLAYING}.at = 0")
    started = time.perf_counter()
    page.get_by_role("button", name="Phát").click()
    page.wait_for_function(f"{PLAYING}.at === {months - 1}", polling=20, timeout=60_000)
    frame = milliseconds(started) / (months - 1)
    during = len([one for one in asked if "_dash-update-component" in one])
    return [
        Measured("Play, a frame", frame, 1000 / 15, "ms", f"{months} months, {1000 / frame:.1f} frames a second"),
        Measured("Play, requests until its last frame", max(0, during - 1), 0, "", "the one at rest is not counted"),
    ]
