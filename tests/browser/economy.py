"""The economy page in a reader's hands."""

from typing import NamedTuple

from playwright.sync_api import Locator, Page, expect

COMMUNES = 124


class LegendRow(NamedTuple):
    """One line of the legend: its words and how many communes it counts."""

    label: str
    count: int


def open_economy(page: Page, query: str = "") -> None:
    """The economy page, its map painted."""
    page.goto(f"/kinh-te{query}")
    expect(page.locator("path.commune")).to_have_count(COMMUNES)
    expect(page.locator("#group-map[data-painted]")).to_be_visible()


def commune(page: Page, code: str) -> Locator:
    return page.locator(f'path.commune[data-code="{code}"]')


def fills(page: Page) -> dict[str, str]:
    """The colour or pattern of every commune by its code."""
    return dict(
        page.locator("path.commune").evaluate_all("all => all.map(one => [one.dataset.code, one.getAttribute('fill')])")
    )


def legend(page: Page) -> list[LegendRow]:
    """The legend from top to bottom."""
    rows = page.locator("#group-legend .legend-rows li").evaluate_all(
        "all => all.map(one => [one.firstChild.textContent, Number(one.querySelector('.legend-count').textContent)])"
    )
    return [LegendRow(*row) for row in rows]


def choose(page: Page, field: str, label: str) -> None:
    """Picks an entry of a filter as a reader does."""
    page.locator(f"#group-{field}").click()
    page.get_by_role("option", name=label, exact=True).click()
