"""The room of emergencies in Chromium: its first paint with every layer, and another hour or commune, click to paint.

A storm is under way over the 124 communes of Tuyên Quang, told by 60 stations for more than 72 hours and by everything
else that the map can show.
"""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from playwright.sync_api import Browser, Page, sync_playwright

from data import catalogue_registers, clock, versions
from data.emergency_layers import LAYERS
from geo import areas
from loaders import delivery
from loaders.demo import storm
from loaders.pipeline import read_delivery
from tests import shelf
from tests.benchmarks import serving
from tests.benchmarks.browser import BREATH, COMMUNES
from tests.benchmarks.measured import Measured, median, p95

PROVINCE, STATIONS, ENTRIES = "08", 60, 60  # entries of each list
VISITS, CHANGES = 7, 20
PAGE = f"/khan-cap?tinh={PROVINCE}&lop={','.join(('rain', 'water_level', *LAYERS))}"
QUIET = 500  # ms without any change of the page, after which nothing more is to come

# The moment, since navigation, when every commune was coloured and every point of every layer stood on the map: as many
# as the boxes of the layers say there are.
WATCH_FIRST_PAINT = """() => {
    const done = () => {
        const all = [...document.querySelectorAll('path.commune')];
        const ages = [...document.querySelectorAll('.layer-boxes [aria-checked=true] .layer-age')];
        const due = ages.reduce((sum, one) => sum + parseInt(one.textContent), 0);
        const points = document.querySelectorAll('.leaflet-pane .layer-mark').length;
        const filled = all.length === COMMUNES && all.every((one) => /^(#|url)/.test(one.getAttribute('fill')));
        if (!filled || !due || points !== due) return requestAnimationFrame(done);
        requestAnimationFrame(() => setTimeout(() => { window.shown = { at: performance.now(), points: points }; }));
    };
    requestAnimationFrame(done);
}""".replace("COMMUNES", str(COMMUNES))

# From a click on what is chosen to the frame after the last change of the room's map, tables and words.
WATCH_UPDATE = """() => {
    const room = document.querySelector('.emergency-room');
    let started = 0;
    document.addEventListener('click', (event) => {
        if (!event.target.closest('[role=option], .dash-dropdown-option, .commune-pick')) return;
        started = performance.now();
        window.updated = window.changedAt = null;
    }, { capture: true });
    new MutationObserver(() => {
        window.changedAt = performance.now();
        requestAnimationFrame(() => setTimeout(() => { window.updated = performance.now() - started; }));
    }).observe(room, {
        subtree: true, childList: true, characterData: true, attributeFilter: ['data-painted', 'fill']
    });
}"""


def measured() -> list[Measured]:
    port = serving.free_port()
    with (
        prepared() as home,
        serving.server([str(serving.CHISO), "serve", "--port", str(port)], port, home) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        visits = [_visit(browser, f"{url}{PAGE}") for _ in range(VISITS)]
        page = _opened(browser, f"{url}{PAGE}")
        hours, communes = _hours(page), _communes(page)
        browser.close()
    first, points = [at for at, _ in visits], visits[-1][1]
    note = f"{COMMUNES} communes, {STATIONS} stations, {points:.0f} points; {VISITS} empty caches"
    return [
        Measured(
            "Emergencies, first paint, all layers", median(first), 2000, "ms", f"{note}, worst {max(first):.0f} ms"
        ),
        Measured(
            "Emergencies, another hour", median(hours), 300, "ms", f"p95 {p95(hours):.0f} ms; each for the first time"
        ),
        Measured("Emergencies, another commune", median(communes), 300, "ms", f"p95 {p95(communes):.0f} ms"),
    ]


@contextmanager
def prepared() -> Iterator[Path]:
    """A store of its own with a storm that is under way today, until the block ends."""
    with TemporaryDirectory(prefix="chiso-bench-") as folder:
        home, sent_from, today = Path(folder) / "store", Path(folder) / "sent", clock.today()
        sent_from.mkdir()
        with mock.patch.dict(os.environ, {"CHISO_HOME": str(home)}):
            for sent in storm.write(PROVINCE, today, 1, sent_from, stations=STATIONS):
                read = read_delivery(
                    sent.path, sent.layout, province=PROVINCE, as_of=sent.as_of, simulated=sent.simulated
                )
                delivery.keep(read, home)
            shelf.deliver(home, "lists", entries=tuple(_lists()), on=clock.now().replace(tzinfo=None))
            versions.publish(home, "đo tốc độ")
            storm.open_events(PROVINCE, today)
            storm.name_contacts(PROVINCE, home)
        yield home


def _lists() -> Iterator[dict[str, object]]:
    """Entries of every list that is a layer, one beside the other over the communes, in all states of their list."""
    communes = areas.communes(PROVINCE).to_dict("records")
    for register in LAYERS:
        states = itertools.cycle(catalogue_registers.registers()[register].state.words())
        for number, place in enumerate(itertools.islice(itertools.cycle(communes[::2]), ENTRIES)):
            yield shelf.listed(
                f"{register}-{number}", next(states), register=register, area_code=place["area_code"],
                name=place["area_name"], latitude=place["lat"], longitude=place["lon"],
            )  # fmt: skip


def _tab(browser: Browser) -> Page:
    """A tab of a reader who was never here."""
    page = browser.new_context(viewport={"width": 1920, "height": 1080}, bypass_csp=True).new_page()
    page.wait_for_timeout(BREATH)
    return page


def _visit(browser: Browser, url: str) -> tuple[float, float]:
    """Milliseconds to the map with all its points, and how many they are."""
    page = _tab(browser)
    page.add_init_script(f"({WATCH_FIRST_PAINT})()")
    page.goto(url)
    shown = page.wait_for_function("window.shown").json_value()
    page.wait_for_load_state("networkidle")
    page.context.close()
    return float(shown["at"]), float(shown["points"])


def _opened(browser: Browser, url: str) -> Page:
    page = _tab(browser)
    page.goto(url)
    page.wait_for_selector("path.commune")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(QUIET)
    page.evaluate(WATCH_UPDATE)
    return page


def _hours(page: Page) -> list[float]:
    """One hour after the other, none of which anybody has asked for; the first few are not counted."""
    taken = []
    for place in range(1, CHANGES + 3):
        page.locator("#emergency-hour").click()
        option = page.get_by_role("option").nth(place)
        label = option.inner_text()
        option.click()
        taken.append(_settled(page, "#emergency-map-panel-subtitle", label))
    return taken[2:]


def _communes(page: Page) -> list[float]:
    """One commune after the other of those that stand at a level."""
    taken = []
    for place in range(CHANGES + 2):
        name = page.locator("#emergency-ranked .commune-pick").nth(place)
        label = name.inner_text()
        name.click()
        taken.append(_settled(page, "#emergency-why-panel-title", label))
    return taken[2:]


def _settled(page: Page, where: str, told: str) -> float:
    """Milliseconds that the change took, once ``told`` is there and nothing has moved for a while."""
    page.wait_for_function(f"told => document.querySelector('{where}').textContent.includes(told)", arg=told)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(f"window.updated && performance.now() - window.changedAt > {QUIET}")
    return float(page.evaluate("window.updated"))
