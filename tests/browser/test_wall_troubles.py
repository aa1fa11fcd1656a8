"""A wall when something is wrong: it says so, asks no more often than needed, and comes back by itself."""

import re
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from data import clock
from tests.browser.serving import Served, serving

SCENES, WALL = re.compile("/man-hinh/canh/"), re.compile("/man-hinh$")
HEARTBEAT = re.compile("/man-hinh/nhip$")
SCREEN = {"viewport": {"width": 1920, "height": 1080}, "bypass_csp": True}  # so that the tests may wait by script


@pytest.fixture
def tab(browser: Browser, served: Served) -> Iterator[Page]:
    context = browser.new_context(**SCREEN, base_url=served.url, service_workers="block")
    yield context.new_page()
    context.close()


def mark(page: Page) -> None:
    """Leaves something in the page that a new page has not."""
    page.evaluate("window.marked = true")


def begins_anew(page: Page) -> None:
    page.wait_for_function("!window.marked", timeout=30_000)
    expect(page.locator(".layer.is-on .tile").first).to_be_visible()


def test_a_scene_that_cannot_be_had_is_said_and_asked_for_calmly_until_it_comes(tab: Page) -> None:
    asked: dict[str, list[float]] = {}

    def note(request: Request) -> None:
        if SCENES.search(request.url):
            asked.setdefault(request.url, []).append(time.monotonic())

    tab.on("request", note)
    tab.route(SCENES, lambda route: route.fulfill(status=500, json={"trouble": "anything"}))
    tab.goto("/man-hinh")
    expect(tab.locator(".bar .words")).to_contain_text("Chưa lấy được cảnh mới · đang giữ số liệu lúc")
    while max(map(len, asked.values())) < 3:
        with tab.expect_request(SCENES, timeout=30_000):
            pass
    every = [later - earlier for at in asked.values() for earlier, later in pairwise(at)]
    assert min(every) > 4, "a scene that is refused is asked for again every five seconds"
    expect(tab.locator(".layer.is-on .tile").first).to_be_visible()
    tab.unroute(SCENES)
    expect(tab.locator(".bar .words")).to_have_text("", timeout=15_000)


def test_a_new_version_of_the_program_is_taken_once_its_page_is_there(tab: Page) -> None:
    tab.goto("/man-hinh")
    mark(tab)
    tab.route(WALL, lambda route: route.fulfill(status=502, body="Bad gateway"))
    with tab.expect_response(WALL):
        tab.evaluate("document.body.dataset.program = 'older'")
    with tab.expect_response(HEARTBEAT, timeout=30_000):
        pass  # the page lives on, and asks again
    assert tab.evaluate("window.marked")
    expect(tab.locator(".layer.is-on .tile").first).to_be_visible()
    tab.unroute(WALL)
    begins_anew(tab)


def test_a_page_whose_steps_fail_is_begun_anew_by_its_watch(tab: Page) -> None:
    tab.goto("/man-hinh")
    expect(tab.locator(".layer.is-on .tile").first).to_be_visible()
    mark(tab)
    tab.evaluate("""() => {
        wall.stage.words = () => { throw new Error('broken'); };
        const now = performance.now.bind(performance);
        performance.now = () => now() + 80000; // later than the watch waits for steps, earlier than for heartbeats
    }""")
    begins_anew(tab)


def test_a_screen_that_is_switched_on_while_the_server_is_away_shows_what_it_last_knew(
    browser: Browser, filled: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("vang-may-chu")
    home = shutil.copytree(filled, folder / "kho")
    context = browser.new_context(**SCREEN)
    page = context.new_page()
    with serving(home, log=folder / "first.log") as first:
        page.goto(f"{first.url}/man-hinh")
        page.wait_for_function("navigator.serviceWorker.controller")
        page.reload()  # now through the worker, which keeps it
        expect(page.locator(".layer.is-on .tile").first).to_be_visible()
        page.wait_for_function("caches.match('/man-hinh').then(Boolean)")
        shown = page.locator(".layer.is-on h1").inner_text()
        known_at = clock.now()
    context.clock.install(time=datetime.now(UTC) + timedelta(days=1))  # switched on a day later
    page.reload()
    expect(page.locator(".layer.is-on .tile").first).to_be_visible()
    expect(page.locator(".layer.is-on h1")).to_have_text(shown)
    told = re.compile(rf"Mất kết nối máy chủ từ \d\d:\d\d {known_at:%d/%m/%Y}")
    expect(page.locator(".bar .words")).to_have_text(told, timeout=30_000)
    with serving(home, log=folder / "second.log", port=int(first.url.rpartition(":")[2])):
        expect(page.locator(".bar .words")).not_to_contain_text("Mất kết nối", timeout=30_000)
    context.close()
