"""The wall: a thousand turns of scenes told anew each time; memory of page and server, and a turn's time."""

import shutil
import subprocess
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks import serving
from tests.benchmarks.measured import Measured

WARM, TURNS = 100, 1000
# As the page does it, without the wait between: ask for the next scene, lay it out unseen, show it.
TURNING = """async (turns) => {
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
    port = serving.free_port()
    command = [str(serving.CHISO), "serve", "--port", str(port), "--workers", "1"]
    with serving.server(command, port) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.goto(f"{url}/man-hinh")
        page.wait_for_selector(".layer.is-on .tile")
        rows = soak(page, port)
        browser.close()
    return rows


def soak(page: Page, port: int) -> list[Measured]:
    """The rows of a page that shows the wall of the server at ``port``."""
    page.evaluate(TURNING, WARM)
    heap, memory = _heap(page), _server_kb(port)
    turn = float(page.evaluate(TURNING, TURNS))
    grown, more = _heap(page) / heap * 100 - 100, _server_kb(port) / memory * 100 - 100
    note = f"{TURNS} turns after {WARM}"
    return [
        Measured("Wall, a turn with the next scene ready, p95", turn, 300, "ms", note),
        Measured("Wall, growth of the page's heap", grown, 10, "%", f"{note}; {heap / 1e6:.1f} MB warm"),
        Measured("Wall, growth of the server", more, 10, "%", f"{note}; {memory / 1000:.0f} MB warm"),
    ]


def _heap(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used = float(session.send("Runtime.getHeapUsage")["usedSize"])
    session.detach()
    return used


def _server_kb(port: int) -> float:
    """Resident memory of the processes that serve a port."""
    listed = subprocess.run(["pgrep", "-f", f"serve --port {port}"], capture_output=True, text=True, check=True)
    status = [Path(f"/proc/{pid}/status").read_text(encoding="utf-8") for pid in listed.stdout.split()]
    return sum(float(one.split("VmRSS:")[1].split()[0]) for one in status if "VmRSS:" in one)
