"""The wall left alone: a thousand turns with its clock sped up, a turn's time, and what a screen at rest costs."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks import serving
from tests.benchmarks.measured import Measured

RATE = 120  # how fast the clocks of server and page run: two minutes in a second
WARM, TURNS = 100, 1000
SWITCHES = 120
REST = 60  # seconds of a screen that is left alone, at the usual pace
# A turn as the page makes it, but without the wait between: the next scene laid out unseen, then shown.
SWITCHING = """async (turns) => {
    const scenes = ["tong-quan", "thu-ngan-sach", "cham-bao-cao", "nhom-kinh-te", "nhom-y-te", "thu-tuc-hanh-chinh"];
    const taken = [];
    for (let turn = 0; turn < turns; turn++) {
        const scene = scenes[turn % scenes.length];
        const { told } = await wall.asking.scene(scene);
        wall.stage.prepare({ ...told, scene });
        const began = performance.now();
        wall.stage.turn();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        taken.push(performance.now() - began);
    }
    taken.sort((one, other) => one - other);
    return taken[Math.floor(taken.length * 0.95)];
}"""


def measured() -> list[Measured]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        port = serving.free_port()
        with serving.server([str(serving.CHISO), "serve", "--port", str(port), "--workers", "1"], port) as url:
            page = _opened(browser, url)
            rows = [*at_rest(browser, page), switching(page)]
            page.close()
        port = serving.free_port()
        fast = [sys.executable, "-m", "tests.benchmarks.fast_wall", str(port), str(RATE)]
        with serving.server(fast, port) as url:
            rows += soak(_opened(browser, url), port)
        browser.close()
    return rows


def _opened(browser: Browser, url: str) -> Page:
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(f"{url}/man-hinh")
    page.wait_for_selector(".layer.is-on .tile")
    return page


def at_rest(browser: Browser, page: Page) -> list[Measured]:
    """What every process of the browser takes of one core for a screen that is left alone, and how often it asks."""
    page.wait_for_timeout(10_000)  # until it has settled
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    before, began = _cpu_seconds(browser), time.monotonic()
    page.wait_for_timeout(REST * 1000)
    seconds = time.monotonic() - began
    share, note = (_cpu_seconds(browser) - before) / seconds * 100, f"{REST} s at the usual pace"
    return [
        Measured("Wall, one screen at rest, of one core", share, 15, "%", f"{note}, no GPU"),
        Measured("Wall, requests of a screen in a minute", len(asked) / seconds * 60, 20, "", f"{note}; beats, scenes"),
    ]


def switching(page: Page) -> Measured:
    taken = float(page.evaluate(SWITCHING, SWITCHES))
    return Measured("Wall, a turn with the next scene ready, p95", taken, 300, "ms", f"{SWITCHES} turns")


def soak(page: Page, port: int) -> list[Measured]:
    """The page turns by itself; nobody touches it."""
    _until(page, WARM)
    heap, memory = _heap(page), _server_kb(port)
    began = time.monotonic()
    _until(page, WARM + TURNS)
    minutes = (time.monotonic() - began) * RATE / 60
    grown, more = _heap(page) / heap * 100 - 100, _server_kb(port) / memory * 100 - 100
    note = (
        f"{TURNS} turns by the wall's own clock after {WARM}, {minutes / 60:.0f} hours in {minutes / RATE:.0f} minutes"
    )
    return [
        Measured("Wall, growth of the page's heap", grown, 10, "%", f"{note}; {heap / 1e6:.1f} MB warm"),
        Measured("Wall, growth of the server", more, 10, "%", f"{memory / 1000:.0f} MB warm"),
    ]


def _until(page: Page, turns: int) -> None:
    while page.evaluate("wall.turns || 0") < turns:
        page.wait_for_timeout(500)


def _cpu_seconds(browser: Browser) -> float:
    session = browser.new_browser_cdp_session()
    told = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return sum(float(one["cpuTime"]) for one in told)


def _heap(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used = float(session.send("Runtime.getHeapUsage")["usedSize"])
    session.detach()
    return used


def _server_kb(port: int) -> float:
    """Resident memory of the processes that serve a port."""
    listed = subprocess.run(
        ["pgrep", "-f", f"(serve --port|fast_wall) {port}"], capture_output=True, text=True, check=True
    )
    status = [Path(f"/proc/{pid}/status").read_text(encoding="utf-8") for pid in listed.stdout.split()]
    return sum(float(one.split("VmRSS:")[1].split()[0]) for one in status if "VmRSS:" in one)
