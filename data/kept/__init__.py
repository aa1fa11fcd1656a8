"""Where published versions are kept: as DuckDB files beside the deliveries, or as schemas of a PostgreSQL database.

Both keep the same promises; ``data.versions`` decides what is published, ``data.engine`` hands out what is served.
"""

import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from data import tables

NAME = re.compile(r"[0-9][0-9A-Za-z._-]{0,45}")  # with what we put in front it still fits PostgreSQL's 63 bytes
BUSY = "Một lần nạp khác đang chạy. Chờ lần đó xong rồi chạy lại lệnh này."
NOTHING_YET = (
    "Chưa có số liệu nào được công bố. Chạy «chiso demo» để tạo số liệu mô phỏng, hoặc «chiso load TỆP» để nạp "
    "báo cáo của đơn vị."
)


class WarehouseError(Exception):
    """The warehouse cannot be read; the message is a Vietnamese sentence that says what to do."""


@dataclass(frozen=True)
class Version:
    """A published version as it describes itself (the row of ``tables.meta``)."""

    name: str
    published_at: datetime  # Vietnam time
    observations: int
    reason: str


class Keeper(Protocol):
    """One place of versions.  Whatever cannot be read or reached is a WarehouseError."""

    def is_published(self) -> bool:
        """Whether there is a pointer: something was published once."""

    def current(self) -> str:
        """The name of the served version; raises WarehouseError when nothing was published, or the pointer is lost."""

    def names(self) -> list[str]:
        """All versions that are kept, oldest first."""

    def open(self, name: str) -> Engine:
        """An engine that only reads one version, proved to be whole and of this schema version."""

    def reading(self, name: str) -> AbstractContextManager[Connection]:
        """A connection to one version for a question of the house; nothing of it stays open."""

    def trouble(self, error: sa.exc.OperationalError, name: str) -> WarehouseError | None:
        """What to tell of an error in the middle of reading; None when it is a mistake of ours."""

    def only_writer(self, patience: float) -> AbstractContextManager[None]:
        """Holds the writer's lock, which is free as soon as its holder is killed; raises WarehouseError when busy."""

    def take(self, draft: Path, version: Version, before: str) -> None:
        """Keeps a checked draft and serves it, nothing held any more; the one served ``before`` stays until then.

        Raises:
            OSError, DBAPIError: it cannot be written; whatever was served is served still.
        """

    def point_at(self, name: str, held: Iterable[str]) -> None:
        """Serves a version that is kept, and holds back these deliveries."""

    def held(self) -> set[str]:
        """The deliveries that a rollback took out."""

    def sweep(self) -> None:
        """Removes what a killed publisher left behind."""

    def forget(self, name: str) -> None:
        """Removes a version; one that somebody reads just now may stay for another time."""


def is_ours(found: int, what: str) -> None:
    """Raises WarehouseError unless a version has the schema version of this program."""
    if found != tables.SCHEMA_VERSION:
        raise WarehouseError(
            f"Kho dữ liệu {what} có cấu trúc phiên bản {found}, chương trình cần {tables.SCHEMA_VERSION}. "
            "Chạy «chiso publish --rebuild» để dựng lại từ các tệp đã nhận."
        )
