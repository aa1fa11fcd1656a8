"""Every callback speaks of something that a page has: here once, where Dash would compare in every browser."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from data import versions
from data.alerts import running
from data.alerts.rules import of_catalogue
from tests import shelf
from tests.components.reading import ids


def spoken_of(app: Any) -> set[str]:
    """The ids in all callbacks, without those that are patterns."""
    found = set()
    for output, callback in app.callback_map.items():
        ends = [one["id"] for one in (*callback["inputs"], *callback["state"])]
        ends += [one.rsplit(".", 1)[0] for one in output.strip(".").split("...")]
        found |= {end for end in ends if not end.startswith("{")}
    return found


def is_made_up(name: str) -> bool:
    """Whether Dash made the id itself: of its router, or the hash that stands for a callback without output."""
    return name.startswith("_pages") or re.fullmatch(r"[0-9a-f]{64}", name) is not None


def test_every_callback_speaks_of_something_that_a_page_has(store: Path) -> None:
    from app import create_app

    shelf.deliver(store, "first", shelf.observed(410.5, indicator_code="tq_commune_budget_revenue", area_code="00691"))
    versions.publish(store, "thử")
    with shelf.reading(store) as conn:
        running.run(conn, of_catalogue(), date(2026, 3, 20))  # nobody else has sent: a page of alerts has alerts
    app = create_app()
    app.server.test_client().get("/")
    there = {one for one in ids(app.validation_layout) if isinstance(one, str)}
    missing = spoken_of(app) - there
    assert {one for one in missing if not is_made_up(one)} == set()
