"""A small store that briefings are made from: a province with a plan, three communes, two years."""

from datetime import date, datetime
from pathlib import Path

from briefings import kinds
from briefings.compose import Composed, compose
from briefings.outline import Outline, Part
from data import versions
from tests.shelf import GROWTH, PROVINCE, deliver, observed, reading

COMMUNES = "tq_commune_budget_revenue"
DONG_VAN, THANG_MO, LUNG_CU = "00721", "00829", "00715"
SET, PERIOD, TODAY = "tuyen-quang", "2026-02", date(2026, 3, 20)


def fill(store: Path, **about: object) -> Path:
    """Publishes January and February of two years."""
    values = {DONG_VAN: (12, 10), THANG_MO: (8, 8), LUNG_CU: (0, 5)}
    months = ("2026-01", "2026-02", "2025-01", "2025-02")
    rows = [
        observed(both[place >= 2] + place % 2, month, indicator_code=COMMUNES, area_code=code, cell=f"D{place + 9}")
        for code, both in values.items()
        for place, month in enumerate(months)
    ]
    own = {"2026-01": 700.5, "2026-02": 650, "2025-01": 600, "2025-02": 655}
    rows += [observed(value, month, cell=f"C{place + 7}") for place, (month, value) in enumerate(own.items())]
    plan = observed(8000, "2026", measure="plan", basis="hdnd_tinh", cell="F7")
    grown = [observed(value, year, indicator_code=GROWTH) for year, value in (("2025", 8.1), ("2024", 7.5))]
    deliver(store, "bieu-thang", *rows, plan, *grown, on=datetime(2026, 3, 5), **about)
    versions.publish(store, "thử")
    return store


def outline(*parts: Part, kind: str = "thang", **more: object) -> Outline:
    """A monthly briefing of the economy, or of these parts."""
    chosen = parts or (Part("economy", "group", "economy", shows=("text", "map", "chart", "parts", "table")),)
    started = kinds.start(kinds.of_store(Path("/nowhere"))[kind], SET, PERIOD, "Tỉnh Tuyên Quang")
    return Outline(**{**vars(started), "parts": chosen, **more})


def composed(store: Path, wanted: Outline, as_of: datetime | None = None) -> Composed:
    with reading(store) as conn:
        return compose(conn, wanted, store, TODAY, as_of)


__all__ = ["PROVINCE", "Composed", "Outline", "Part", "composed", "fill", "outline"]
