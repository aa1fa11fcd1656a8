"""The shape of the state database: which it has, which this program needs, and how it gets there.

Nothing is changed before a copy of the state lies in ``upgrades/`` of the store.
"""

import shutil
from pathlib import Path

import alembic.command
import alembic.config
import alembic.migration
import alembic.script
import sqlalchemy as sa
from sqlalchemy import Connection

from data import clock, paths
from data.state import copying

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATING = 7_266_001  # the number of the lock on PostgreSQL, any that nobody else uses
FOLDER = "upgrades"  # of the store: copies of the state, by the shape that it had
DRAFT = ".making-"


class StateError(Exception):
    """The state database cannot be used; the message is a Vietnamese sentence that says what to do."""


def bring_up_to_date(conn: Connection) -> None:
    """Brings the database to today's shape in the transaction of ``conn``, after a copy; of several at once, one.

    Raises:
        StateError: the database is of a newer program, or the copy cannot be written; nothing was changed.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATING)))
    current, needed = revisions(conn)
    if current and current != needed and is_known(current):
        keep_copy(conn, paths.home(), current)
    migrate(conn)


def migrate(conn: Connection, revision: str = "head") -> None:
    """Brings the database to a shape in the transaction of ``conn``."""
    config = alembic.config.Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = conn
    try:
        alembic.command.upgrade(config, revision)
    except alembic.util.CommandError as error:
        raise newer(*revisions(conn)) from error


def newer(found: str, known: str) -> StateError:
    """There is no way back from the shape of a newer program."""
    return StateError(
        f"Cơ sở dữ liệu trạng thái do phiên bản Chiso mới hơn tạo ra (bước {found}; chương trình này biết đến bước "
        f"{known}), không quay lại được. Hãy cập nhật chương trình, hoặc khôi phục bản sao lưu có trước lần cập nhật."
    )


def revisions(conn: Connection) -> tuple[str, str]:
    """The shape that the database has, empty before it has any, and the one that this program needs."""
    found = alembic.migration.MigrationContext.configure(conn).get_current_revision()
    return found or "", _scripts().get_current_head() or ""


def is_known(revision: str) -> bool:
    """Whether this program knows the shape; a newer program may have made another."""
    return revision in ("", *(one.revision for one in _scripts().walk_revisions()))


def steps_from(revision: str) -> list[str]:
    """What the steps to come do, in their order, as their files say it."""
    steps = []
    for one in _scripts().walk_revisions():
        if one.revision == revision:
            break
        steps.append(f"{one.revision}: {(one.doc or '').splitlines()[0]}")
    return steps[::-1]


def _scripts() -> alembic.script.ScriptDirectory:
    return alembic.script.ScriptDirectory(str(MIGRATIONS))


def keep_copy(conn: Connection, home: Path, revision: str) -> Path:
    """Writes the state as it stands, whole under its name or not at all; gives the folder."""
    name = f"{clock.now():%Y-%m-%dT%H-%M-%S.%f}-{revision}"  # two of one second are two
    whole, draft = home / FOLDER / name, home / FOLDER / f"{DRAFT}{name}"
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(draft, ignore_errors=True)
        copying.write(conn, draft)
        draft.rename(whole)
    except OSError as error:
        raise StateError(
            f"Không sao lưu được trạng thái trước khi cập nhật ({error.strerror}), nên chưa thay đổi gì. Kiểm tra "
            f"quyền ghi và chỗ trống của {home}."
        ) from error
    return whole
