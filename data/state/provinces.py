"""Whose an entry of the books is: the province of who acted, and that of what it was done to.

An installation may hold several provinces; the books stay one, so that each proves itself whole, and whoever reads
them sees the entries of the own province.
"""

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy import Column, ColumnElement, Connection, Table

from data import catalogue
from data.rights.reader import COUNTRY, Reader
from data.state.account_tables import account
from data.state.directive_tables import directive
from data.state.submission_tables import submission
from data.state.tables import alert, briefing, wall_screen

AT_ONCE = 500
# By the first word of a subject: where the rest of it is looked up, and what it is called there.
KEPT: Mapping[str, Column[int] | Column[str]] = {
    "account": account.c.login_key,
    "alert": alert.c.alert_id,
    "briefing": briefing.c.briefing_id,
    "directive": directive.c.directive_id,
    "screen": wall_screen.c.name,
    "submission": submission.c.submission_id,
}
NAMED = ("event", "contacts")  # whose subjects name their province themselves


def seen_by(table: Table, reader: Reader) -> list[ColumnElement[bool]]:
    """The clauses of what a reader may see of a book; none for the house and for whoever works for all provinces."""
    if reader.role == "house" or reader.province_code == COUNTRY:
        return []
    own = reader.province_code
    is_own = sa.or_(table.c.actor_province == own, table.c.subject_province == own)
    return [is_own if own else sa.false()]


def of_subjects(conn: Connection, subjects: Sequence[str]) -> dict[str, str]:
    """The province of each subject of the journal; those that are of none, or of an unknown one, are left out."""
    found: dict[str, str] = {}
    kinds: dict[str, set[str]] = {}
    for subject in subjects:
        kind, _, rest = subject.partition(":")
        kinds.setdefault(kind, set()).add(rest)
    for kind, names in kinds.items():
        whose = _kept(conn, KEPT[kind], names) if kind in KEPT else _named(kind, names)
        found |= {f"{kind}:{name}": province for name, province in whose.items() if province}
    return found


def _kept(conn: Connection, key: Column[int] | Column[str], names: Iterable[str]) -> dict[str, str]:
    is_number = isinstance(key.type, sa.Integer)
    asked = sorted(name for name in names if name.isdecimal() or not is_number)
    query = sa.select(key, key.table.c.province_code)
    wanted = [int(one) if is_number else one for one in asked]
    parts = [wanted[first : first + AT_ONCE] for first in range(0, len(wanted), AT_ONCE)]
    rows = [row for some in parts for row in conn.execute(query.where(key.in_(some)))]
    return {str(name): str(province) for name, province in rows}


def _named(kind: str, names: Iterable[str]) -> dict[str, str]:
    if kind in NAMED:
        return {name: name.partition(":")[0] for name in names}
    sets = catalogue.sets() if kind == "period" else {}
    firsts = {name: name.partition(":")[0] for name in names}
    return {name: sets[first].province_code for name, first in firsts.items() if first in sets}
