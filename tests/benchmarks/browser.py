"""What a reader waits for in Chromium on loopback: first visit, return visit, and the map after a filter change."""

import shutil
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.benchmarks import serving
from tests.benchmarks.measured import Measured, median, p95

VISITS = 7
RECOLOURS = 30
COMMUNES = 124
PAGE = "/kinh-te?bo=tuyen-quang"

# Notes, in milliseconds since navigation, when every commune first stood coloured on the screen.
WATCH_FIRST_PAINT = """() => {
    const done = () => {
        const all = document.querySelectorAll('path.commune');
        const filled = all.length >= COMMUNES && [...all].every((one) => /^(#|url)/.test(one.getAttribute('fill')));
        if (!filled) return requestAnimationFrame(done);
        requestAnimationFrame(() => setTimeout(() => { window.colouredAt = performance.now(); }));
    };
    requestAnimationFrame(done);
}""".replace("COMMUNES", str(COMMUNES))

# Notes how long after the click on an option the map was painted again: the frame after the fills changed.
WATCH_RECOLOUR = """() => {
    const map = document.querySelector('#economy-map');
    window.recoloured = null;
    document.addEventListener('click', (event) => {
        if (!event.target.closest('[role=option], .dash-dropdown-option')) return;
        const started = performance.now();
        const watch = new MutationObserver(() => {
            watch.disconnect();
            requestAnimationFrame(() => setTimeout(() => { window.recoloured = performance.now() - started; }));
        });
        watch.observe(map, { attributeFilter: ['data-painted'] });
    }, { capture: true });
}"""


def measured() -> list[Measured]:
    port = serving.free_port()
    command = [str(serving.CHISO), "serve", "--port", str(port)]
    with serving.server(command, port) as url, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        first, again, sizes = visits(chromium, f"{url}{PAGE}")
        recolours = recolour(chromium, f"{url}{PAGE}")
        chromium.close()
    note = f"{COMMUNES} communes coloured; {VISITS} visits, worst {max(first):.0f} ms, {sizes[0] / 1000:.0f} kB"
    return [
        Measured("First visit to /kinh-te", median(first), 1800, "ms", note),
        Measured("Return visit", median(again), 800, "ms", f"worst {max(again):.0f} ms, {sizes[1] / 1000:.0f} kB"),
        Measured("Recolour, click to paint", median(recolours), 120, "ms", f"p95 {p95(recolours):.0f} ms"),
    ]


def visits(chromium: Browser, url: str) -> tuple[list[float], list[float], tuple[int, int]]:
    """Milliseconds to the coloured map of first and return visits, and the bytes of one of each."""
    first, again, sizes = [], [], (0, 0)
    for _ in range(VISITS):
        context = chromium.new_context(bypass_csp=True, viewport={"width": 1920, "height": 1080})
        taken, cold = _visit(context, url)
        first.append(taken)
        taken, warm = _visit(context, url)
        again.append(taken)
        sizes = (cold, warm)
        context.close()
    return first, again, sizes


def _visit(context: BrowserContext, url: str) -> tuple[float, int]:
    page = context.new_page()
    page.add_init_script(f"({WATCH_FIRST_PAINT})()")
    page.goto(url)
    page.wait_for_function("window.colouredAt")
    taken = float(page.evaluate("window.colouredAt"))
    page.wait_for_load_state("networkidle")
    size = int(
        page.evaluate("performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, 0)")
    )
    page.close()
    return taken, size


def recolour(chromium: Browser, url: str) -> list[float]:
    """Milliseconds from the click on a filter's option to the painted map."""
    context = chromium.new_context(bypass_csp=True, viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("path.commune")
    page.wait_for_load_state("networkidle")
    page.evaluate(WATCH_RECOLOUR)
    taken = [_change(page, label) for _ in range(RECOLOURS // 2 + 1) for label in ("Giá trị", "Thay đổi")]
    context.close()
    return taken[2:]


def _change(page: Page, label: str) -> float:
    page.locator("#economy-shown").click()
    page.evaluate("window.recoloured = null")
    page.get_by_role("option", name=label, exact=True).click()
    page.wait_for_function("window.recoloured")
    taken: Any = page.evaluate("window.recoloured")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(150)  # a reader's breath: the frames that follow belong to the change before
    return float(taken)
