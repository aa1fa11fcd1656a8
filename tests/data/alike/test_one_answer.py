"""The same version answers the same on DuckDB and on PostgreSQL, to the last digit: whatever is asked of it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa

from data import catalogue, clock, engine, paths, tables, versions
from data.kept import schemas
from data.state import store as state
from loaders.demo import run, storm
from loaders.reading import Note
from tests.conftest import new_database
from tests.data.alike.asking import PROVINCE, Asking
from tests.data.alike.plain import plain, says_anything, sorted_rows
from tests.data.alike.questions import Question, ask, questions
from tests.loaders.sources.programs import POSTGRESQL, server_mark
from tests.shelf import deliver, observed

pytestmark = server_mark("PostgreSQL", *POSTGRESQL)
ROUNDS = 4
MANY = ("so-lieu-ngay", "so-lieu-lien-tinh")  # of these files one is enough
QUESTIONS = questions()
VISITORS, KINDS = "tq_visitors", tuple(catalogue.members("visitor_kind"))
UNORDERED = "in no order"  # what a question says of itself that promises no order of its rows


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months of the demo: numbers, texts, lists, points, scores, bulletins, readings."""
    home = tmp_path_factory.mktemp("kho")
    today = clock.today()
    months = run.months_until(run.last_month(today))[-2:]
    with tempfile.TemporaryDirectory() as folder:
        sendings = run.write(PROVINCE, months, today, 1, Path(folder))
        many = [one for start in MANY for one in sendings if one.path.name.startswith(start)]
        left = {one.path for one in many[1:] if one.path.name.startswith(MANY[0]) or one is not many[-1]}
        loaded = list(run.take_in([one for one in sendings if one.path not in left], home, workers=1))
    assert sum(one.accepted for one in loaded) > 30_000
    deliver_by_hand(home, f"{today:%Y-%m}")
    return home


def deliver_by_hand(home: Path, month: str) -> None:
    """What the demo of two months does not hold: texts, a remark on a cell, members that add up to more than all."""
    texts = observed(None, month, indicator_code="tq_planning_progress", text_value="Đang rà soát", area_code="00691")
    members = [observed(700.0, month, indicator_code=VISITORS, breakdown=f"visitor_kind={kind}") for kind in KINDS]
    whole = observed(1000.0, month, indicator_code=VISITORS)
    remark = Note("Biểu 1", "C7", "unusual", "Cao hơn mọi tháng trước.", "flag")
    deliver(home, "by-hand", texts, *members, whole, on=clock.now(), notes=(remark,))


@pytest.fixture(scope="module")
def both(home: Path, postgresql_server: str) -> Iterator[tuple[Asking, Asking]]:
    """One version kept twice, as a file and as a schema, and a connection to each."""
    with ExitStack() as opened, pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHISO_HOME", str(home))
        name = versions.publish(home, "thử")
        (version,) = versions.versions(home)
        on_file = opened.enter_context(engine.Warehouse(home).connect())
        url = new_database(postgresql_server, "template template0 locale_provider icu icu_locale 'vi'")
        patch.setenv(schemas.SETTING, url)
        draft = shutil.copy(paths.warehouse(home) / f"{name}.duckdb", home / "draft.duckdb")
        engine.keeper(home).take(Path(draft), version, "")
        opened.callback(schemas.close)
        on_server = opened.enter_context(engine.Warehouse(home).connect())
        storm.open_events(PROVINCE, clock.today())
        people = opened.enter_context(state.reading())
        yield Asking(on_file, people, home, 0), Asking(on_server, people, home, 0)


def told(answer: Any, question: Question) -> Any:
    """The answer in plain values; of a frame that promises no order, in one."""
    if isinstance(answer, pd.DataFrame) and UNORDERED in (question.__doc__ or ""):
        return sorted_rows(answer)
    return plain(answer)


@pytest.mark.parametrize("full", sorted(QUESTIONS))
def test_a_question_has_one_answer(both: tuple[Asking, Asking], full: str) -> None:
    question = QUESTIONS[full]
    answers = []
    for place in range(ROUNDS):
        on_file, on_server = (Asking(one.conn, one.state, one.home, place) for one in both)
        answers.append(told(ask(full, question, on_file), question))
        assert told(ask(full, question, on_server), question) == answers[-1]
    assert any(says_anything(answer) for answer in answers), "nothing is compared: ask for something that is there"


@pytest.mark.parametrize("table", tables.metadata.sorted_tables, ids=lambda table: table.name)
def test_a_table_has_the_same_rows(both: tuple[Asking, Asking], table: sa.Table) -> None:
    columns = [sa.cast(c, tables.Text).label(c.name) if isinstance(c.type, sa.JSON) else c for c in table.columns]
    on_file, on_server = (sorted(map(repr, one.conn.execute(sa.select(*columns)).all())) for one in both)
    assert on_file == on_server
    assert on_file, "nothing is compared"
