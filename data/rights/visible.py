"""Which rows of each table of the warehouse and of the state a reach may see: the one list of rules.

A table of neither list is open to everybody who has come in: the catalogue, areas, days of deadlines.
"""

import itertools
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Table

from data import catalogue, tables
from data.catalogue_registers import registers
from data.directive_answers import key_of
from data.memory import per_version
from data.rights import reach as reaches
from data.rights.guard import Rows
from data.rights.reach import Reach, Where
from data.rights.roles import may
from data.rights.sharing import REST
from data.state import account_tables, submission_tables
from data.state import tables as state
from data.state.audit_tables import audit
from data.state.directive_tables import directive

NOTHING = sa.false()
FEW = 16  # runs of areas


def by_indicator(conn: Connection, table: Table, reach: Reach) -> ColumnElement[bool] | None:
    """Rows of an indicator in an area; of a table that knows no areas, in a province."""
    found = reaches.codes_by_place(reach)
    clauses = [] if "indicator_id" in table.c else [_of_no_indicator(conn, table, reach)]
    for where, codes in found.items():
        there = _there(conn, table, where, reach)
        named = _named(conn, table, codes)
        if there is None and named is None:
            return None
        clauses.append(sa.and_(*(one for one in (named, there) if one is not None)))
    return sa.or_(*clauses) if clauses else NOTHING


def _of_no_indicator(conn: Connection, table: Table, reach: Reach) -> ColumnElement[bool]:
    """Rows that are of no indicator, as alerts by decree are: shared as all is that nobody speaks of."""
    where = reach.of_subject(REST)
    there = NOTHING if where.is_nowhere else _there(conn, table, where, reach)
    return sa.and_(table.c.indicator_code == "", *([] if there is None else [there]))


def by_subject(subject: str) -> Rows:
    """Rows that are all of one subject."""

    def rows(conn: Connection, table: Table, reach: Reach) -> ColumnElement[bool] | None:
        where = reach.of_subject(subject)
        return NOTHING if where.is_nowhere else _there(conn, table, where, reach)

    return rows


def by_register(conn: Connection, table: Table, reach: Reach) -> ColumnElement[bool] | None:
    """Entries of registers, each shared as its register is."""
    by_place: dict[Where, list[str]] = {}
    for code in registers():
        by_place.setdefault(reach.of_subject(f"register:{code}"), []).append(code)
    clauses = []
    for where, codes in by_place.items():
        if not where.is_nowhere:
            there = _there(conn, table, where, reach)
            clauses.append(sa.and_(table.c.register.in_(codes), *([] if there is None else [there])))
    return sa.or_(*clauses) if clauses else NOTHING


def by_province(_conn: Connection, table: Table, reach: Reach) -> ColumnElement[bool] | None:
    """What everybody of a province may know, and nobody else."""
    return _provinces(table, reach)


def by_office(_conn: Connection, table: Table, reach: Reach) -> ColumnElement[bool] | None:
    """What the offices of a province share, and single communes do not."""
    where = reach.offices()
    return None if where.everywhere else table.c.province_code.in_(where.provinces)


def of_files(conn: Connection, table: Table, reach: Reach) -> ColumnElement[bool] | None:
    """What a file said in single cells: to those who see the whole province, and of their own communes to others.

    A cell that nobody could place may be anything: only who sees the whole province sees it.
    """
    where, _ = reach.where("internal")
    sent = sa.select(tables.delivery.c.delivery_id)
    if not where.everywhere:
        sent = sent.where(tables.delivery.c.province_code.in_(where.provinces))
    placed = by_indicator(conn, table, reach)
    unplaced = sa.and_(sa.func.coalesce(table.c.indicator_code, "") == "", table.c.delivery_id.in_(sent))
    own = sa.or_(table.c.delivery_id.in_(sent), table.c.area_code.in_(where.communes))
    return sa.or_(unplaced, own if placed is None else sa.and_(own, placed))


def of_directives(conn: Connection, table: Table, reach: Reach) -> ColumnElement[bool] | None:
    """Tasks about figures that may be seen; whoever neither gives tasks nor is a screen sees the own ones of those."""
    seen, unnamed = by_indicator(conn, table, reach), by_subject("*")(conn, table, reach)
    named = table.c.indicator_code != ""
    about = sa.or_(
        named if seen is None else sa.and_(named, seen), ~named if unnamed is None else sa.and_(~named, unnamed)
    )
    reader = reach.reader
    if may(reader, "direct") or may(reader, "screen"):
        return about
    own = sa.or_(
        table.c.to_area.in_([one for one in reader.areas if one]),
        sa.and_(table.c.to_area == "", table.c.agency_key.in_([key_of(reader.agency), *map(key_of, reader.agencies)])),
    )
    return sa.and_(about, own)


def of_screens(conn: Connection, table: Table, reach: Reach) -> ColumnElement[bool] | None:
    """The screens of a province, and those of a time when there was one only."""
    where = by_province(conn, table, reach)
    return None if where is None else sa.or_(where, table.c.province_code == "")


def of_submissions(conn: Connection, table: Table, reach: Reach) -> ColumnElement[bool] | None:
    """What somebody sent: to themselves, and in their province to those who approve."""
    own = table.c.account_id == reach.reader.account_id if reach.reader.account_id is not None else NOTHING
    if not may(reach.reader, "approve"):
        return own
    where = by_province(conn, table, reach)
    return None if where is None else sa.or_(own, where)


WAREHOUSE: dict[Table, Rows] = {
    tables.observation: by_indicator,
    tables.series: by_indicator,
    tables.receipt: by_indicator,
    tables.area_receipt: by_subject("*"),
    tables.register_entry: by_register,
    tables.score_item: by_subject("scores"),
    tables.bulletin_figure: by_subject("bulletins"),
    tables.station_reading: by_subject("readings"),
    tables.delivery: by_province,
    tables.refusal: of_files,
}
OPEN_IN_WAREHOUSE = (tables.meta, tables.indicator_set, tables.indicator, tables.area, tables.area_group, tables.due)

STATE: dict[Table, Rows] = {
    state.alert: by_indicator,
    state.event: by_province,
    state.level_decision: by_province,
    state.event_task: by_province,
    state.wall_screen: of_screens,
    state.briefing: by_office,
    state.briefing_issue: by_office,
    directive: of_directives,
    submission_tables.submission: of_submissions,
    submission_tables.submission_cell: by_indicator,
    submission_tables.period_lock: by_province,
}
# Reached only through the tables above, or by whoever may work with them: see ``web.doors``.
OPEN_IN_STATE = (
    audit,
    state.journal, state.alert_rule, state.alert_run, state.outbox, state.wall_beat,
    state.wall_control, state.briefing_revision, state.briefing_job, account_tables.account, account_tables.session,
    account_tables.recovery_code, account_tables.attempt, state.lease,
)  # fmt: skip


def _provinces(table: Table, reach: Reach) -> ColumnElement[bool] | None:
    where, _ = reach.where("public")
    own, _ = reach.where("internal")
    if own.everywhere:
        return None
    if where.is_nowhere and own.is_nowhere:
        return NOTHING
    return table.c.province_code.in_(sorted({*own.provinces, *_home(reach)}))


def _home(reach: Reach) -> tuple[str, ...]:
    return (reach.reader.province_code,) if reach.reader.province_code else ()


def _named(conn: Connection, table: Table, codes: Iterable[str]) -> ColumnElement[bool] | None:
    """Rows of these indicators; None where they are all that there are."""
    has_numbers = "indicator_id" in table.c
    known = _ids(conn) if has_numbers else dict.fromkeys(catalogue.indicators(), 0)
    wanted, rest = set(codes) & set(known), set(known) - set(codes)
    if not rest:
        return None
    # Numbers are written out: the store reads them faster than it would a thousand parameters.
    if has_numbers:
        numbers, others = [known[one] for one in wanted], [known[one] for one in rest]
        return _listed(table.c.indicator_id, numbers, others, written_out=True)
    return _listed(table.c.indicator_code, wanted, rest, written_out=False)


def _there(conn: Connection, table: Table, where: Where, reach: Reach) -> ColumnElement[bool] | None:
    """Rows of these areas; None where that is all that there is."""
    if where.everywhere:
        return None
    if "province_code" not in table.c:
        return _in_areas(conn, table, where)
    provinces = [*where.provinces, *([] if "area_code" in table.c or not where.communes else _home(reach))]
    clauses = [table.c.province_code.in_(provinces)] if provinces else []
    if where.communes and "area_code" in table.c:
        clauses.append(table.c.area_code.in_(where.communes))
    return sa.or_(*clauses) if clauses else NOTHING


def _in_areas(conn: Connection, table: Table, where: Where) -> ColumnElement[bool] | None:
    places = _places_told_of(conn)
    provinces, communes = set(where.provinces), set(where.communes)
    inside = {code for code, (province, near) in places.items() if province in provinces or near & communes}
    if len(inside) == len(places):
        return None
    runs = _runs(sorted(places), inside)
    if len(runs) <= FEW and _run_over(conn, runs) & set(places) == inside:
        return _within(table.c.area_code, runs)
    place = tables.area.c
    within = [place.province_code.in_(where.provinces)] if provinces else []
    if communes:
        within += [place.area_code.in_(where.communes), place.parent_code.in_(where.communes)]
    return table.c.area_code.in_(sa.select(place.area_code).where(sa.or_(*within)))


def _runs(places: Sequence[str], inside: Collection[str]) -> list[tuple[str, str]]:
    """First and last of the unbroken runs of ``inside`` among ordered ``places``: communes are numbered by province,
    so a few comparisons say what a hundred codes would, and take no time beside a question."""
    found = [list(run) for is_in, run in itertools.groupby(places, inside.__contains__) if is_in]
    return [(run[0], run[-1]) for run in found]


def _within(column: ColumnElement[str], runs: Sequence[tuple[str, str]]) -> ColumnElement[bool]:
    return sa.or_(sa.false(), *(sa.and_(column >= first, column <= last) for first, last in runs))


def _run_over(conn: Connection, runs: Sequence[tuple[str, str]]) -> set[str]:
    """Which areas lie in the runs by the order of the store, which may be another than ours."""
    code = tables.area.c.area_code
    return set(conn.execute(sa.select(code).where(_within(code, runs))).scalars())


def _listed(
    column: ColumnElement[Any], wanted: Iterable[Any], rest: Iterable[Any], *, written_out: bool
) -> ColumnElement[bool]:
    """``column`` is one of ``wanted``; said by whichever list is shorter, as there are no others."""
    wanted, rest = sorted(wanted), sorted(rest)
    bound: Any = sa.bindparam(None, min(wanted, rest, key=len), expanding=True, literal_execute=written_out)
    return column.in_(bound) if len(wanted) <= len(rest) else column.not_in(bound)


@per_version
def _ids(conn: Connection) -> dict[str, int]:
    rows = conn.execute(sa.select(tables.indicator.c.indicator_code, tables.indicator.c.indicator_id)).all()
    return {row.indicator_code: row.indicator_id for row in rows}


@per_version
def _places_told_of(conn: Connection) -> dict[str, tuple[str, set[str]]]:
    """The areas that anything is told of, each with its province, and with its own code and that of its parent."""
    place = tables.area.c
    told = sa.select(tables.observation.c.area_code).distinct().subquery()
    query = sa.select(place.area_code, place.parent_code, place.province_code).join(
        told, told.c.area_code == place.area_code
    )
    return {code: (province, {code, parent}) for code, parent, province in conn.execute(query)}
