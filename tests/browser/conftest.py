"""A real server on a small store, a real browser, and tabs that fail on anything a reader should never meet."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.browser import reports
from tests.browser.serving import Served, serving
from tests.browser.watching import Watch, watched

OpenTab = Callable[..., Page]

expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the reports of ``reports.py``."""
    home = tmp_path_factory.mktemp("kho")
    reports.fill(home, tmp_path_factory.mktemp("bao-cao"))
    return home


@pytest.fixture(scope="session")
def served(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The store, served; tests that change it use ``own_store``."""
    with serving(filled, log=tmp_path_factory.mktemp("log") / "server.log") as running:
        yield running


@pytest.fixture(scope="module")
def own_store(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the store, served for the module alone, which may change it."""
    folder = tmp_path_factory.mktemp("rieng")
    home = shutil.copytree(filled, folder / "kho")
    with serving(home, log=folder / "server.log") as running:
        yield running


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
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, base_url=served.url)
    yield context.new_page()
    context.close()


@pytest.fixture
def watch(shared_page: Page, served: Served) -> Iterator[Watch]:
    """What the tab of the module has asked for during this test; faults fail the test."""
    with watched(shared_page, served.url) as watching:
        yield watching


@pytest.fixture
def page(shared_page: Page, watch: Watch) -> Page:
    """The tab of the module, watched."""
    return shared_page


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[OpenTab]:
    """``open_tab(served, width=390, height=844)``: a tab of its own, remembering nothing, watched to the end."""
    with ExitStack() as opened:

        def tab(server: Served, width: int = 1920, height: int = 1080, **more: Any) -> Page:
            context = browser.new_context(viewport={"width": width, "height": height}, base_url=server.url, **more)
            opened.callback(context.close)
            page = context.new_page()
            opened.enter_context(watched(page, server.url))
            return page

        yield tab
