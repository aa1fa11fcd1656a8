"""What a reader waits for in Chromium on loopback: first visit, return visit, and the map after a filter change."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from tests.benchmarks import serving
from tests.benchmarks.measured import Measured, median, p95

READERS = 7
RECOLOURS = 30
COMMUNES = 124
BREATH = 2000  # a new tab makes Chromium load its own menus, a hundred scripts, for more than a second
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
    const map = document.querySelector('#group-map');
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
        visits = [_visits(playwright, f"{url}{PAGE}") for _ in range(READERS)]
        with _reader(playwright) as context:
            recolours = recolour(context, f"{url}{PAGE}")
    first, again, later = ([taken for taken, _ in one] for one in zip(*visits, strict=True))
    sizes = [size / 1000 for _, size in visits[-1]]
    note = f"{COMMUNES} communes coloured; {READERS} new profiles, worst {max(first):.0f} ms, {sizes[0]:.0f} kB"
    return [
        Measured("First visit to /kinh-te", median(first), 1800, "ms", note),
        Measured("Return visit, the second", median(again), 800, "ms", f"worst {max(again):.0f} ms, {sizes[1]:.0f} kB"),
        Measured("Return visit, the third", median(later), 800, "ms", f"worst {max(later):.0f} ms, {sizes[2]:.0f} kB"),
        Measured("Recolour, click to paint", median(recolours), 120, "ms", f"p95 {p95(recolours):.0f} ms"),
    ]


@contextmanager
def _reader(playwright: Playwright) -> Iterator[BrowserContext]:
    """A browser with a profile of its own on disk, where it keeps what it fetched and compiled, as a reader's does."""
    with TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox"],
            bypass_csp=True,
            viewport={"width": 1920, "height": 1080},
        )
        yield context
        context.close()


def _visits(playwright: Playwright, url: str) -> list[tuple[float, int]]:
    """Milliseconds to the coloured map, and bytes, of a reader's first three visits."""
    with _reader(playwright) as context:
        return [_visit(context, url) for _ in range(3)]


def _visit(context: BrowserContext, url: str) -> tuple[float, int]:
    page = context.new_page()
    page.wait_for_timeout(BREATH)
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


def recolour(context: BrowserContext, url: str) -> list[float]:
    """Milliseconds from the click on a filter's option to the painted map."""
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("path.commune")
    page.wait_for_load_state("networkidle")
    page.evaluate(WATCH_RECOLOUR)
    taken = [_change(page, label) for _ in range(RECOLOURS // 2 + 1) for label in ("Giá trị", "Thay đổi")]
    return taken[2:]


def _change(page: Page, label: str) -> float:
    page.locator("#group-shown").click()
    page.evaluate("window.recoloured = null")
    page.get_by_role("option", name=label, exact=True).click()
    page.wait_for_function("window.recoloured")
    taken: Any = page.evaluate("window.recoloured")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(150)  # a reader's breath: the frames that follow belong to the change before
    return float(taken)
