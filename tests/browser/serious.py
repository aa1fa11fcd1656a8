"""What axe finds on a page that keeps somebody out."""

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page


def serious(page: Page) -> list[str]:
    """Every serious or critical violation with the first element that has it."""
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in Axe().run(page)["violations"]
        if one["impact"] in ("serious", "critical")
    ]
