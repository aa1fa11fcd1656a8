"""A wall left alone: scenes turn, a cut is said and mended without help, memory stays flat."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data.wall import scenes
from tests.browser.serving import Served, serving

# Turns as the page makes them, many times: told anew, laid out unseen, shown.
TURNING = """async (turns) => {
    const scenes = ["tong-quan", "thu-ngan-sach", "cham-bao-cao", "nhom-kinh-te"];
    const tell = async (scene) => ({ ...(await wall.asking.scene(scene)).told, scene });
    const told = await Promise.all(scenes.map(tell));
    const taken = [];
    for (let turn = 0; turn < turns; turn++) {
        wall.stage.prepare({ ...told[turn % told.length] });
        const began = performance.now();
        wall.stage.turn();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        taken.push(performance.now() - began);
    }
    return taken.sort((one, other) => one - other)[Math.floor(taken.length * 0.95)];
}"""

# A scene told and laid out as a turn does, read before anything else can turn: which one is on depends on the hour.
LAID_OUT = """async (scene) => {
    const told = (await wall.asking.scene(scene)).told;
    wall.stage.prepare({ ...told, scene });
    wall.stage.turn();
    const layer = document.querySelector(".layer.is-on");
    const sizes = [...layer.querySelectorAll(".tile p, .tile h2, .tile li"), ...document.querySelectorAll(".bar p")];
    return {
        feet: [...layer.querySelectorAll(".tile .foot")].map((foot) => foot.textContent),
        height: document.documentElement.scrollHeight,
        smallest: Math.min(...sizes.map((one) => parseFloat(getComputedStyle(one).fontSize))),
    };
}"""


@pytest.fixture
def wall(browser: Browser, served: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, base_url=served.url)
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto("/man-hinh")
    expect(page.locator(".layer.is-on .tile").first).to_be_visible()
    yield page
    context.close()
    assert broken == []


def heap(page: Page) -> int:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used = int(session.send("Runtime.getHeapUsage")["usedSize"])
    session.detach()
    return used


def test_every_tile_of_every_scene_says_up_to_when_and_nothing_is_cut_off(wall: Page, filled: Path) -> None:
    for name in scenes.shelf(filled, "08").scenes:
        laid = wall.evaluate(LAID_OUT, name)
        assert laid["feet"], name
        assert all(re.search(r"\d{4}|hạn", foot) for foot in laid["feet"]), (name, laid["feet"])
        assert laid["height"] <= 1080, name
        assert laid["smallest"] >= 24, name


def test_the_bar_tells_the_time_of_the_room(wall: Page) -> None:
    expect(wall.locator(".clock")).to_have_text(re.compile(r"^\d{2}:\d{2} · \d{2}/\d{2}/\d{4}$"))


def test_a_scene_that_is_ready_turns_at_once_and_memory_stays_flat(wall: Page) -> None:
    wall.evaluate(TURNING, 40)
    warm = heap(wall)
    assert wall.evaluate(TURNING, 120) <= 300
    assert heap(wall) <= warm * 1.1
    assert wall.locator(".layer").count() == 2


def test_a_cut_of_the_network_is_said_and_ends_by_itself(wall: Page) -> None:
    before = wall.locator(".layer.is-on h1").inner_text()
    wall.context.set_offline(True)
    words = wall.locator(".bar .words")
    expect(words).to_contain_text("Mất kết nối máy chủ từ", timeout=30_000)
    expect(wall.locator(".layer.is-on .tile").first).to_be_visible()
    assert before
    wall.context.set_offline(False)
    expect(words).not_to_contain_text("Mất kết nối", timeout=30_000)


def test_the_duty_officer_steers_every_screen_of_the_group(browser: Browser, own_store: Served) -> None:
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, base_url=own_store.url)
    screen, desk = context.new_page(), context.new_page()
    screen.goto("/man-hinh")
    desk.goto("/man-hinh/dieu-khien")
    desk.get_by_role("button", name="Dừng tại đây").click()
    expect(desk.locator("#wall-told")).to_contain_text("họ tên người trực")
    desk.locator("#wall-who").fill("Nguyễn Văn A")
    desk.locator("#wall-who").press("Tab")
    desk.get_by_role("button", name="Tắt tạm").click()
    expect(screen.locator("body")).to_have_class(re.compile("is-blank"))
    expect(desk.locator("#wall-screens")).to_contain_text("đang chiếu")
    desk.get_by_role("button", name="Chạy tiếp").click()
    expect(screen.locator("body")).not_to_have_class(re.compile("is-blank"))
    context.close()


def test_a_screen_outlives_a_restart_of_its_server(
    browser: Browser, filled: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("khoi-dong-lai")
    home = shutil.copytree(filled, folder / "kho")
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    with serving(home, log=folder / "first.log") as first:
        page.goto(f"{first.url}/man-hinh")
        expect(page.locator(".layer.is-on .tile").first).to_be_visible()
    expect(page.locator(".bar .words")).to_contain_text("Mất kết nối máy chủ từ", timeout=30_000)
    expect(page.locator(".layer.is-on .tile").first).to_be_visible()
    with serving(home, log=folder / "second.log", port=int(first.url.rpartition(":")[2])):
        expect(page.locator(".bar .words")).not_to_contain_text("Mất kết nối", timeout=30_000)
    context.close()
