"""Every page, when there is nothing to read: a sentence that says what to do, and the way back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenTab
from tests.browser.economy import open_economy
from tests.browser.serving import Served, serving

WITH_FIGURES = ("/", "/kinh-te", "/nhan-du-lieu", "/du-lieu", "/nhom/y-te")
WITHOUT = ("/danh-muc", "/khong-co-trang-nay")
NAME = "2026-01-01T00-00-00-000000"


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("trong")
    with serving(folder / "kho", log=folder / "server.log") as running:
        yield running


def spoil(home: Path, how: str) -> str:
    """Brings the store into a bad state; returns what readers should be told to do."""
    folder = home / "warehouse"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if how == "nothing published":
        return "chiso demo"
    (folder / "CURRENT").write_bytes(b"\x00\xff garbage" if how == "pointer damaged" else NAME.encode())
    if how == "file damaged":
        (folder / f"{NAME}.duckdb").write_bytes(b"khong phai kho" * 1000)
    return "chiso rollback"


@pytest.mark.parametrize("how", ["nothing published", "pointer damaged", "file missing", "file damaged"])
def test_every_page_says_in_vietnamese_what_to_do(open_tab: OpenTab, empty_store: Served, how: str) -> None:
    remedy = spoil(empty_store.home, how)
    page = open_tab(empty_store)
    for path in WITH_FIGURES:
        page.goto(path)
        expect(page.locator("main .message").first).to_contain_text(remedy)
        expect(page.locator(".brand-province")).to_contain_text("Tỉnh")
    for path in WITHOUT:
        page.goto(path)
        expect(page.locator("main h1").first).to_be_visible()
    status, _, told = empty_store.get("/readyz")
    assert status == 503
    assert remedy in told
    assert empty_store.get("/healthz")[0] == 200


def test_a_page_that_is_open_when_the_store_breaks_says_so_and_goes_on_when_it_is_back(
    open_tab: OpenTab, empty_store: Served, filled: Path
) -> None:
    folder = empty_store.home / "warehouse"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(filled / "warehouse", folder)
    page = open_tab(empty_store)
    open_economy(page)
    name = (folder / "CURRENT").read_text()
    (folder / "CURRENT").write_text(NAME)
    while empty_store.get("/readyz")[0] == 200:  # readers look at the pointer once a second
        pass
    page.locator(".card-select").nth(1).click()
    expect(page.locator("#app-error")).to_contain_text("chiso rollback")
    (folder / "CURRENT").write_text(name)
    page.locator(".card-select").nth(2).click()
    expect(page.locator("#group-map-panel-title")).to_contain_text("Thu ngân sách nhà nước")
    expect(page.locator("#app-error")).to_be_empty()
