"""What one province asks is answered from what is its own: whatever others have sent to the same warehouse."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from data import catalogue_registers, engine, tables, versions
from data.state import store as state
from tests.data.alike.asking import CODES, MONTHS, NOW, REFUSED, Asking
from tests.data.alike.plain import told
from tests.data.alike.questions import arguments, questions
from tests.shelf import deliver, listed, observed, refused

pytestmark = pytest.mark.takes(80)

OTHER, COMMUNE = "04", "01273"  # Cao Bằng, and a commune of it
ROUNDS = 3
# Questions that look across provinces, because that is what they are asked for.
ACROSS = {
    "data.about.province_with_most_data": "which province there is most of",
    "data.comparison.provinces": "one indicator in all provinces",
    "data.country.breakdowns": "the map of the country",
    "data.country.levels": "the map of the country",
    "data.map_asked.understand": "the map of the country",
    "data.map_views.by_member": "the map of the country",
    "data.map_views.course": "the map of the country",
    "data.map_views.map_view": "the map of the country, and the name of the version",
    "data.map_views.measured": "the map of the country",
    "data.subtotals.subtotal": "areas chosen on the map of the country",
    "data.deliveries.newest": "without a province the deliveries of all",
    "data.deliveries.source_of_each": "who sent any delivery",
    "data.upkeep.backup.deliveries_of": "the whole version, for a backup",
    "data.upkeep.figures.of": "the whole version, for a backup",
    "data.queries.provinces_with_data": "which provinces have any",
    "data.queries.version": "the version itself: how many values, why it was made",
    "data.receipts.due_dates": "when anything of the version was due, whoever sent it",
    "data.remembered.source_by_delivery": "who sent any delivery",
    "data.scores.provinces": "which provinces have captures",
}
QUESTIONS = {full: question for full, question in questions().items() if full not in ACROSS}


def deliver_of_another(home: Path) -> None:
    """What would show at once if it were taken for the own: large numbers, entries, refusals and a later report."""
    rows = [
        observed(9.0e9, month, indicator_code=code, area_code=area, breakdown=breakdown)
        for code in CODES
        for month in MONTHS
        for area in (OTHER, COMMUNE)
        for breakdown in ("total", "tax=vat", "visitor_kind=domestic")
    ]
    entries = tuple(
        listed(f"CB-{number}", register=register, province_code=OTHER, area_code=COMMUNE)
        for number, register in enumerate(catalogue_registers.registers())
    )
    cells = tuple(
        refused("chín", indicator_code=REFUSED, area_code=COMMUNE, period=month, breakdown="total", measure="actual")
        for month in MONTHS
    )
    on: datetime = NOW - timedelta(hours=1)
    deliver(home, "of-another", *rows, entries=entries, refusals=cells, on=on, province_code=OTHER)


@pytest.fixture(scope="module")
def alone_and_among(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Asking, Asking]]:
    """The store as it is, and the same one after another province has sent a lot."""
    among = Path(shutil.copytree(home, tmp_path_factory.mktemp("hai tinh") / "kho"))
    deliver_of_another(among)
    with ExitStack() as opened, pytest.MonkeyPatch.context() as patch:
        asking = []
        for one in (home, among):
            patch.setenv("CHISO_HOME", str(one))
            versions.publish(one, "thử")
            conn = opened.enter_context(engine.Warehouse(one).connect())
            asking.append(Asking(conn, opened.enter_context(state.reading()), one, 0))
        there = sa.select(sa.func.count()).where(tables.observation.c.area_code == COMMUNE)
        assert asking[1].conn.execute(there).scalar_one(), "nothing of another province is there"
        yield asking[0], asking[1]


@pytest.mark.parametrize("full", sorted(QUESTIONS))
def test_a_question_of_one_province_is_answered_without_the_others(
    alone_and_among: tuple[Asking, Asking], full: str
) -> None:
    question = QUESTIONS[full]
    for place in range(ROUNDS):
        alone, among = (Asking(one.conn, one.state, one.home, place) for one in alone_and_among)
        given = arguments(full, question, alone)
        own, found = (without_version(told(question(one.conn, **given), question)) for one in (alone, among))
        assert found == own


def without_version(answer: Any) -> Any:
    """Without the name and the moment of the version, which are all that may differ."""
    if isinstance(answer, dict):
        own = {name: value for name, value in answer.items() if name not in ("version", "published")}
        return {name: without_version(one) for name, one in own.items() if name != "as_of" or not isinstance(one, str)}
    return [without_version(one) for one in answer] if isinstance(answer, list) else answer


def test_every_question_that_looks_across_is_one() -> None:
    assert set(ACROSS) <= set(questions())
