"""The reader's reach inside every query: what may not be seen is not there.

A question of somebody whose reach ends somewhere gets, before it is run, a common table expression of the name of each
guarded table that it asks, with only the rows that may be seen.  A name means the nearest thing that bears it, so the
whole question, its joins, aliases and nested questions, reads those rows and can read no others.  Questions themselves
know nothing of it.
"""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Table
from sqlalchemy.sql import visitors

from data import memory
from data.rights import reach as reaches
from data.rights.reach import Reach
from data.rights.reader import Reader, current

# What may be seen of a table by a reach, asked over an unguarded connection to the same database; None: all of it.
Rows = Callable[[Connection, Table, Reach], ColumnElement[bool] | None]
HARMLESS = ("BEGIN", "LOCK TABLE")  # plain text that gives nothing to read


class NotGuardedError(Exception):
    """Something was asked in a way that no reach can be laid over; a mistake of ours, never a reader's."""


def guarded(conn: Connection, rules: Mapping[Table, Rows], reader: Reader | None = None) -> Connection:
    """``conn``, from now on answering with what the reader (by default who reads now) may see of tables in ``rules``.

    What is remembered of a version is remembered apart for each reach.
    """
    reach = reaches.of(reader or current())
    if reach.is_whole:
        return conn
    kept = memory.of(conn).seen_by(reach.key)
    conn = conn.execution_options(**{memory.OPTION: kept})
    guard = _Guard(rules, reach, kept)
    sa.event.listen(conn, "before_execute", guard.limit, retval=True)
    sa.event.listen(conn, "before_cursor_execute", _refuse_plain_text)
    return conn


class _Guard:
    def __init__(self, rules: Mapping[Table, Rows], reach: Reach, kept: memory.Memory) -> None:
        self._rules, self._reach, self._kept = {table.name: (table, rule) for table, rule in rules.items()}, reach, kept

    def limit(self, conn: Connection, asked: Any, many: Any, params: Any, _options: Any) -> tuple[Any, Any, Any]:
        """The question over the rows that may be seen."""
        if isinstance(asked, sa.Insert | sa.Update | sa.Delete):  # whoever writes has asked before what is there
            return asked, many, params
        if not isinstance(asked, sa.Select | sa.CompoundSelect):
            raise _cannot_be_limited(str(asked))
        named = {one.name for one in visitors.iterate(asked) if isinstance(one, Table)}
        rows = {name: self._rows(conn, name) for name in sorted(named & set(self._rules))}
        limited = {name: found for name, found in rows.items() if found is not None}
        locks = isinstance(asked, sa.Select) and asked._for_update_arg is not None
        if isinstance(asked, sa.Select) and locks and conn.dialect.name == "postgresql":  # locks no rows of a CTE
            return asked.where(*limited.values()), many, params
        seen = [sa.select(self._table(conn, name)).where(found).cte(name) for name, found in limited.items()]
        return (asked.add_cte(*seen) if seen else asked), many, params

    def _rows(self, conn: Connection, name: str) -> ColumnElement[bool] | None:
        return self._kept.recall(("guard", name), lambda: self._visible(conn, name), alone=True)

    def _visible(self, conn: Connection, name: str) -> ColumnElement[bool] | None:
        with conn.engine.connect() as unguarded:
            return self._rules[name][1](unguarded, self._table(conn, name), self._reach)

    def _table(self, conn: Connection, name: str) -> Table:
        table, _ = self._rules[name]
        if conn.dialect.name != "sqlite":
            return table
        # The only one that takes the name inside for the expression itself.
        return self._kept.recall(("inner", name), lambda: table.to_metadata(sa.MetaData(), schema="main"), alone=True)


def _refuse_plain_text(_conn: Any, _cursor: Any, text: str, _params: Any, context: Any, _many: bool) -> None:
    if (context is None or context.compiled is None) and not text.startswith(HARMLESS):
        raise _cannot_be_limited(text)


def _cannot_be_limited(text: str) -> NotGuardedError:
    return NotGuardedError(f"Only questions on declared tables can be limited to what a reader may see: {text[:80]}")
