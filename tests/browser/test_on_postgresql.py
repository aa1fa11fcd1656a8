"""The pages with their figures on PostgreSQL: the same as from a file; a server that goes away is told, and missed."""

import json
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.kept import schemas
from tests.browser.conftest import OpenTab
from tests.browser.economy import fills, legend, open_economy
from tests.browser.serving import Served, chiso, serving
from tests.loaders.sources.programs import POSTGRESQL, Server, postgresql_server, server_mark

pytestmark = server_mark("PostgreSQL", *POSTGRESQL)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server that the module stops and starts."""
    with postgresql_server() as running:
        yield running


@pytest.fixture(scope="module")
def on_server(filled: Path, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The store of ``served``, its deliveries published to PostgreSQL by ``chiso publish`` and served from there."""
    folder = tmp_path_factory.mktemp("postgresql")
    home = shutil.copytree(filled, folder / "kho", ignore=shutil.ignore_patterns("warehouse"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(schemas.SETTING, server.url.replace("+psycopg", "").replace("mat-khau", secrets.token_hex(16)))
        published = chiso(home, "publish")
        assert "Đã công bố phiên bản" in published.stdout, published.stderr
        with serving(home, log=folder / "server.log") as running:
            yield running


def seen(page: Page) -> object:
    """What a reader of the economy page sees: the cards, the colours of the map, its legend and the ranking."""
    words = [page.locator(place).inner_text() for place in ("#group-cards", "#group-ranking", "#group-map-panel")]
    return words, fills(page), legend(page)


def test_the_economy_page_shows_the_same_from_postgresql_as_from_a_file(
    open_tab: OpenTab, served: Served, on_server: Served
) -> None:
    told = []
    for one in (served, on_server):
        page = open_tab(one)
        open_economy(page, "?chi-so=tq_commune_budget_revenue")
        told.append(seen(page))
    assert told[0] == told[1]
    assert not list((on_server.home / "warehouse").glob("*.duckdb")), "it was served from a file"


def test_a_server_that_goes_away_is_told_on_the_page_and_missed_no_longer_when_it_is_back(
    open_tab: OpenTab, on_server: Served, server: Server
) -> None:
    page = open_tab(on_server)
    open_economy(page)
    server.stop()
    while on_server.get("/readyz")[0] == 200:  # readers look at the pointer once a second
        pass
    assert "Kiểm tra máy chủ PostgreSQL" in json.loads(on_server.get("/readyz")[2])["reason"]
    page.locator(".card-select").nth(1).click()
    expect(page.locator("#app-error")).to_contain_text("Kiểm tra máy chủ PostgreSQL")
    server.start()
    while on_server.get("/readyz")[0] != 200:
        pass
    page.locator(".card-select").nth(2).click()
    expect(page.locator("#group-map-panel-title")).to_contain_text("Thu ngân sách nhà nước")
    expect(page.locator("#app-error")).to_be_empty()
