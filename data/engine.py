"""The one way to the warehouse: a read-only connection to the version that is published now.

Versions are immutable: files of a store (``data.kept.files``), or schemas of the PostgreSQL database that
``CHISO_WAREHOUSE_URL`` names (``data.kept.schemas``).  A reader compares the pointer now and then and follows it.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from data import paths
from data.kept import Keeper, Version, WarehouseError, files, schemas
from data.rights.guard import guarded
from data.rights.visible import WAREHOUSE

__all__ = ["Version", "Warehouse", "WarehouseError", "connect", "current_name", "is_published", "keeper"]

CHECK_SECONDS = 1.0
CROWDED = "Quá nhiều yêu cầu đang chờ kho dữ liệu. Thử lại sau ít phút; nếu vẫn vậy, báo quản trị hệ thống."


def keeper(root: Path) -> Keeper:
    """Who keeps the versions of a store.

    Raises:
        WarehouseError: ``CHISO_WAREHOUSE_URL`` is no address of a PostgreSQL database.
    """
    asked = schemas.asked()
    return schemas.Schemas(asked, root) if asked else files.Files(root)


class Warehouse:
    """Hands out connections to the current version; one engine per version and process."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._keeper = keeper(root)
        self._engine: Engine | None = None
        self._name = ""
        self._process = 0
        self._checked = 0.0

    def engine(self) -> Engine:
        """The engine of the published version; follows a new one within a second, without a restart."""
        return self._now()[0]

    def _now(self) -> tuple[Engine, str]:
        now = time.monotonic()
        engine, name = self._engine, self._name
        if engine is not None and self._process == os.getpid() and now - self._checked < CHECK_SECONDS:
            return engine, name
        with self._lock:
            return self._follow(now), self._name

    def _follow(self, now: float) -> Engine:
        name = self._keeper.current()
        if self._engine is None or name != self._name or self._process != os.getpid():
            new = self._keeper.open(name)
            # The old engine is only let go: a query that runs on it may finish; the pool closes when the last is done.
            self._engine, self._name, self._process = new, name, os.getpid()
        self._checked = now
        return self._engine

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A connection for one question or a few; a version that turns out damaged or away raises WarehouseError."""
        engine, name = self._now()
        try:
            with engine.connect() as conn:
                yield conn
        except sa.exc.TimeoutError as error:
            raise WarehouseError(CROWDED) from error
        except sa.exc.OperationalError as error:
            if told := self._keeper.trouble(error, name):
                raise told from error
            raise


def current_name(root: Path) -> str:
    """The name of the served version.

    Raises:
        WarehouseError: nothing is published yet, or the pointer holds something else than a name.
    """
    return keeper(root).current()


def is_published(root: Path) -> bool:
    """Whether anything was published from this store."""
    return keeper(root).is_published()


_warehouses: dict[tuple[Path, str], Warehouse] = {}


@contextmanager
def connect() -> Iterator[Connection]:
    """A read-only connection to the published version of the store in ``paths.home()``, as far as the reader sees."""
    key = (paths.home(), os.environ.get(schemas.SETTING, ""))
    warehouse = _warehouses.get(key) or _warehouses.setdefault(key, Warehouse(key[0]))
    with warehouse.connect() as conn:
        yield guarded(conn, WAREHOUSE)
