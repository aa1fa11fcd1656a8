"""What every test may ask for."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import versions
from data.state import store as state
from loaders.delivery import keep
from loaders.pipeline import read_delivery
from tests import samples
from tests.loaders.sources.programs import POSTGRESQL, postgresql, server_mark


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
    server = sa.make_url(request.getfixturevalue("postgresql_server"))
    name = f"t{uuid.uuid4().hex}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    with engine.connect() as conn:
        conn.exec_driver_sql(f"create database {name}")
    monkeypatch.setenv("CHISO_STATE_URL", server.set(database=name).render_as_string(hide_password=False))
    yield
    state.close()
