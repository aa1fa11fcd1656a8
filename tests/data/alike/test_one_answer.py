"""The same version answers the same on DuckDB and on PostgreSQL, to the last digit: whatever is asked of it."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import clock, engine, paths, tables, versions
from data.kept import schemas
from data.state import store as state
from loaders.demo import storm
from tests.conftest import new_database
from tests.data.alike.asking import PROVINCE, Asking
from tests.data.alike.plain import says_anything, told
from tests.data.alike.questions import ask, questions
from tests.loaders.sources.programs import POSTGRESQL, server_mark

pytestmark = [pytest.mark.takes(80), server_mark("PostgreSQL", *POSTGRESQL)]
ROUNDS = 4
QUESTIONS = questions()


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
