"""What every test may ask for."""

import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import versions
from data.kept import schemas
from data.state import store as state
from loaders.delivery import keep
from loaders.pipeline import read_delivery
from tests import samples
from tests.loaders.sources.programs import POSTGRESQL, postgresql, server_mark
from tests.redis_servers import Server, redis_server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest begin first, or one of several workers is still at them when the rest has ended.

    A file says ``pytestmark = pytest.mark.takes(seconds)``; of one that does not, its number of tests is an estimate.
    """
    estimates = Counter(item.path for item in items)
    for item in items:
        if mark := item.get_closest_marker("takes"):
            estimates[item.path] = mark.args[0]
    items.sort(key=lambda item: -estimates[item.path])


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty CHISO_HOME."""
    home = tmp_path / "kho"
    monkeypatch.setenv("CHISO_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def captured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the real captures of 34 provinces, and of the communes of Gia Lai on two days: to read or copy."""
    home = tmp_path_factory.mktemp("diem")
    for path in sorted(samples.FOLDER.glob("*.csv")):
        keep(read_delivery(path, province="52"), home)
    versions.publish(home, "thử")
    return home


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a PostgreSQL server that the tests started."""
    with postgresql() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=server_mark("PostgreSQL", *POSTGRESQL))])
def both_databases(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The test runs twice: what people do is kept in SQLite, then in a PostgreSQL database of its own."""
    if request.param == "sqlite":
        monkeypatch.delenv("CHISO_STATE_URL", raising=False)
        yield
        return
    monkeypatch.setenv("CHISO_STATE_URL", new_database(request.getfixturevalue("postgresql_server")))
    yield
    state.close()


@pytest.fixture
def warehouse_on_postgresql(postgresql_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of a new database in which versions are kept, for as long as the test runs.

    It sorts as Vietnamese does, so that what is compared by code point has to say so.
    """
    url = new_database(postgresql_server, "template template0 locale_provider icu icu_locale 'vi'")
    monkeypatch.setenv(schemas.SETTING, url.replace("+psycopg", ""))
    yield url
    schemas.close()


@pytest.fixture(params=["files", pytest.param("postgresql", marks=server_mark("PostgreSQL", *POSTGRESQL))])
def both_warehouses(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The test runs twice: versions are kept as DuckDB files, then in a PostgreSQL database of its own."""
    if request.param == "postgresql":
        request.getfixturevalue("warehouse_on_postgresql")
    else:
        monkeypatch.delenv(schemas.SETTING, raising=False)
    return str(request.param)


def new_database(server: str, words: str = "") -> str:
    """The URL of an empty database of its own on a server."""
    name = f"t{uuid.uuid4().hex}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    with engine.connect() as conn:
        conn.exec_driver_sql(f"create database {name} {words}")
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def redis() -> Iterator[Server]:
    with redis_server() as begun:
        yield begun
