"""A real server with demo data, a real browser, and pages that fail on anything a reader should never meet."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

CHISO = Path(sys.executable).parent / "chiso"
COMMUNES = 124

expect.set_options(timeout=20_000)


@dataclass(frozen=True)
class Served:
    """A running ``chiso serve`` and its store."""

    url: str
    home: Path

    def chiso(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs a command on the store that is being served."""
        return subprocess.run([CHISO, *words], env=_environment(self.home), capture_output=True, text=True, check=False)


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "CHISO_HOME": str(home), "COLUMNS": "200"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as response:  # noqa: S310  # our own server
            return bool(response.status == 200)
    except OSError:  # refused, reset or too slow: not yet
        return False


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Fifteen months of the demo of Tuyên Quang, served as ``make run`` serves it."""
    home = tmp_path_factory.mktemp("kho")
    made = subprocess.run(
        [CHISO, "demo", "--months", "15"], env=_environment(home), capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    port = _free_port()
    words = [CHISO, "serve", "--port", str(port), "--workers", "1"]
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(words, env=_environment(home), stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        while not _answers(url):
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(0.2)
                pytest.fail((home / "server.log").read_text())
        yield Served(url, home)
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def playwright_() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright_: Playwright) -> Iterator[Browser]:
    """Debian's Chromium; without it the tests fail and say what to install."""
    chromium = shutil.which("chromium")
    assert chromium, "The browser tests need Chromium: sudo apt-get install chromium (make setup does it where it may)."
    opened = playwright_.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shared_page(browser: Browser, served: Served) -> Iterator[Page]:
    """One tab for a module, so that scripts are parsed once."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, base_url=served.url, accept_downloads=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(shared_page: Page, served: Served) -> Iterator[Page]:
    """The tab, watched: no error, no request that leaves the server, no answer that failed."""
    faults: list[str] = []
    watch = {
        "console": lambda said: faults.append(f"console: {said.text}") if said.type == "error" else None,
        "pageerror": lambda error: faults.append(f"page error: {error}"),
        "request": lambda sent: (
            None
            if sent.url.startswith((served.url, "data:", "blob:"))
            else faults.append(f"left the house: {sent.url}")
        ),
        "response": lambda got: faults.append(f"{got.status} {got.url}") if got.status >= 500 else None,
    }
    for event, listener in watch.items():
        shared_page.on(event, listener)  # type: ignore[call-overload]
    yield shared_page
    for event, listener in watch.items():
        shared_page.remove_listener(event, listener)
    assert faults == []


def open_economy(page: Page, query: str = "") -> None:
    """The economy page, its map painted."""
    page.goto(f"/kinh-te{query}")
    expect(page.locator("path.commune")).to_have_count(COMMUNES)
    expect(page.locator("#economy-map[data-painted]")).to_be_visible()
