"""Entries of journal and audit say of which province who acted is, and what it was done to; "" where nobody knows.

What was written before is told afterwards, from accounts and from what entries speak of.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from data import catalogue

revision = "0013"
down_revision = "0012"

# Tables by the first word of a subject, with the column that the rest of it names.
KEPT = {
    "account": "login_key",
    "alert": "alert_id",
    "briefing": "briefing_id",
    "directive": "directive_id",
    "wall_screen": "name",
    "submission": "submission_id",
}
WORDS = {"wall_screen": "screen"}
NAMED = ("event:", "contacts:")


def upgrade() -> None:
    for name in ("journal", "audit"):
        for column in ("actor_province", "subject_province"):
            op.add_column(name, sa.Column(column, sa.String, nullable=False, server_default=""))
        _tell_actors(name)
    audit = _book("audit")
    op.execute(sa.update(audit).values(subject_province=audit.c.actor_province))
    _tell_subjects()


def _book(name: str) -> sa.TableClause:
    columns = ("account_id", "subject", "actor_province", "subject_province")
    return sa.table(name, *(sa.column(one) for one in columns))


def _tell_actors(name: str) -> None:
    book, account = _book(name), sa.table("account", sa.column("account_id"), sa.column("province_code"))
    whose = sa.select(account.c.province_code).where(account.c.account_id == book.c.account_id).scalar_subquery()
    known = sa.exists().where(account.c.account_id == book.c.account_id)
    op.execute(sa.update(book).where(known).values(actor_province=whose))


def _tell_subjects() -> None:
    conn, book = op.get_bind(), _book("journal")
    spoken = set(conn.execute(sa.select(book.c.subject).distinct()).scalars())
    told = {one: one.split(":")[1] for one in spoken if one.startswith(NAMED)}
    for name, key in KEPT.items():
        table = sa.table(name, sa.column(key), sa.column("province_code"))
        rows = conn.execute(sa.select(table.c[key], table.c.province_code))
        told |= {f"{WORDS.get(name, name)}:{one}": province for one, province in rows}
    sets = {code: one.province_code for code, one in catalogue.sets().items()}
    told |= {one: sets.get(one.split(":")[1], "") for one in spoken if one.startswith("period:")}
    _write(conn, book, "subject", {one: told[one] for one in spoken & told.keys()})
    columns: list[sa.ColumnClause[Any]] = [sa.column(one) for one in ("entry_id", "subject", "subject_province")]
    entry = sa.table("journal", *columns, sa.column("detail", sa.JSON))
    orders = conn.execute(sa.select(entry.c.entry_id, entry.c.detail).where(entry.c.subject.startswith("wall:")))
    _write(conn, entry, "entry_id", {number: (detail or {}).get("province", "") for number, detail in orders})


def _write(conn: sa.Connection, book: sa.TableClause, key: str, told: Mapping[Any, str]) -> None:
    rows = [{"told_of": one, "told": province} for one, province in told.items() if province]
    own = sa.update(book).where(book.c[key] == sa.bindparam("told_of"))
    if rows:
        conn.execute(own.values(subject_province=sa.bindparam("told")), rows)
