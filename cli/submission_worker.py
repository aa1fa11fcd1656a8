"""Keeps and publishes what departments approved: ``python -m cli.submission_worker``.

The web server only wakes it.  One works at a time and the others wait for it, so that what was approved meanwhile is
published too.  Every step may be taken again: a delivery is kept once by its id, a publication noted once.
"""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from cli.console import Tried, console
from cli.intake import publish_version
from data import clock, engine, known, paths, queries, tables
from data.rights.reader import HOUSE
from data.state import period_locks, store, submissions
from data.state.alone import alone
from data.state.period_locks import LockedError
from loaders import delivery as kept
from loaders.delivery import Delivery
from loaders.errors import SourceError
from submissions import checking, steps

WORK = "submissions"


def work(home: Path) -> int:
    """Publishes what is approved; how many submissions that were."""
    with alone(home / steps.FOLDER, WORK, patient=True):
        with store.reading() as conn:
            waiting = submissions.approved(conn)
        taken = {about["submission_id"]: identity for about in waiting if (identity := _keep(home, about))}
        if known.waiting(home) & set(taken.values()):
            publish_version(f"{len(taken)} bảng số liệu được duyệt")
        return _note(taken)


def _keep(home: Path, about: Mapping[str, Any]) -> str:
    """Keeps the delivery of an approved submission and gives its id; "" when it had to go back to its author."""
    number = about["submission_id"]
    with store.reading() as conn:
        cells = submissions.written(conn, number)
    try:
        found = approved_part(about, cells)
        with store.writing() as conn:  # nobody locks the period until the delivery is kept
            period_locks.require_open(conn, checking.spoken(cells))
            kept.keep(found, home)
    except (LockedError, SourceError) as error:
        with store.writing() as conn:
            submissions.sent_back_by_system(conn, number, f"Đã duyệt nhưng không công bố được: {error}")
        return ""
    return found.delivery_id


def approved_part(about: Mapping[str, Any], cells: list[dict[str, Any]]) -> Delivery:
    """The delivery of a submission with what was approved, no more.

    Raises SourceError when a check refuses now what it let through when it was sent.
    """
    reader = replace(HOUSE, name=about["author"], agency=about["author_agency"])
    found = steps.read(reader, about, cells)
    approved = {tuple(str(cell[name]) for name in submissions.CELL) for cell in cells}
    rows = found.observations
    own = [key in approved for key in rows[list(submissions.CELL)].astype(str).itertuples(index=False, name=None)]
    before = {one["cell"] for one in about["findings"].get("refused", [])}
    if new := [one for one in found.refusals.to_dict("records") if one["cell"] not in before]:
        raise SourceError(found.file_name, "có ô không còn qua được kiểm tra.", new[0]["reason"], new[0]["remedy"])
    if not any(own):
        raise SourceError(found.file_name, "không còn giá trị nào được nhận.")
    return replace(found, observations=rows[own].reset_index(drop=True))


def _note(taken: Mapping[int, str]) -> int:
    """Notes which submissions are in the served version."""
    if not taken:
        return 0
    with engine.connect() as conn:
        served = set(conn.execute(sa.select(tables.delivery.c.delivery_id)).scalars())
        version = str(queries.version(conn)["version"])
    with store.writing() as conn:
        return sum(
            submissions.published(conn, number, identity, version)
            for number, identity in taken.items()
            if identity in served
        )


def main() -> int:
    with Tried() as tried:
        count = work(paths.home())
        console.print(f"{clock.now():%Y-%m-%d %H:%M:%S} Đã công bố {count} bảng.", soft_wrap=True)
    if tried.told:
        console.print(f"{clock.now():%Y-%m-%d %H:%M:%S} {tried.told}", soft_wrap=True)
    return 1 if tried.told else 0


if __name__ == "__main__":
    sys.exit(main())
