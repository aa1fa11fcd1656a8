"""What the pages of sending and approving show: asked of the stores, handed to the furniture."""

from collections.abc import Mapping
from dataclasses import replace
from math import isclose
from typing import Any

import pandas as pd

from components import approval_page, formats, sending_page
from components.account_parts import Look
from components.approval_page import CHANGED, NEW, SAME, Locks, Row
from components.sending_page import DueRow, Grid
from components.sending_words import say
from data import about, catalogue, clock, due, paths, periods
from data.known import known_values
from data.rights.reader import Reader
from data.rights.roles import may
from data.sending_todo import decidable
from data.state import period_locks, store, submissions
from data.submission_answers import DRAFT, SENT
from geo import areas
from submissions import checking, steps

WRITTEN = 1e-8  # a cell of a file is written with nine digits
LOCKABLE = 14  # months back that are offered for locking


def here(reader: Reader) -> Reader:
    """The reader in a province: whoever has none works in the one with most data."""
    return reader if reader.province_code else replace(reader, province_code=about.about().province_code)


def set_of(reader: Reader) -> str:
    return about.set_of(here(reader).province_code)


def front(look: Look, asked: Reader, *, is_sent: bool) -> str:
    """What is due, and what became of what was sent."""
    reader, today = here(asked), clock.today()
    known = about.about(reader.province_code)
    with about.reading(known) as conn:
        found = due.tables_due(conn, reader, set_of(reader), today)
    with store.reading() as state:
        sent = [one for one in submissions.of_author(state, reader.account_id) if one["revision"] > 0]
    rows = [
        DueRow(one.kind, one.agency, one.period, one.due_on, one.by_default, one.came, one.wanted, one.is_late(today))
        for one in found
    ]
    done = say("was_sent", look.lang) if is_sent else ""
    return sending_page.front(look, rows, sent, reader.name, known.problem, done)


def taken_file(look: Look, asked: Reader, number: int) -> str:
    """A file that was checked and not sent; "" when it is not the reader's."""
    try:
        found = steps.taken_file(here(asked), number)
    except steps.REFUSED as error:
        return sending_page.missing(look, asked.name, str(error))
    return sending_page.taken_file(look, found, asked.name) if found else ""


def grid(asked: Reader, period: str, agency: str, kind: str) -> Grid | None:
    """The table of an agency and period; None when the reader has no such table."""
    reader = here(asked)
    set_code, own = set_of(reader), due.places(reader, kind)
    indicators = [
        one
        for one in due.sendable(reader, set_code, kind)
        if one.lead_agency == agency and _is_of(period, one)
    ]  # fmt: skip
    if not indicators:
        return None
    target = submissions.Target(reader.province_code, set_code, period, agency, kind)
    with store.reading() as state:
        draft = submissions.open_one(state, reader.account_id, target)
        cells = submissions.written(state, draft["submission_id"]) if draft else []
    known = about.about(reader.province_code)
    with about.reading(known) as conn:
        published = due.values(conn, own, {one.code for one in indicators}, {period})
    numbers = published[published["value"].notna()]
    names = areas.names()
    return Grid(
        set_code, kind, agency, period, indicators, {code: names.get(code, code) for code in own},
        {(cell["indicator_code"], cell["area_code"]): cell["written"] for cell in cells},
        dict(zip(zip(numbers["indicator_code"], numbers["area_code"], strict=True), numbers["value"], strict=True)),
        {(cell["indicator_code"], cell["area_code"]): cell["words"] for cell in cells},
        draft["words"] if draft else "", str(reader.account_id or "nha"), known.simulated and len(numbers) > 0,
    )  # fmt: skip


def _is_of(period: str, one: catalogue.Indicator) -> bool:
    """Whether an indicator is reported for a period, which is over."""
    try:
        parsed = periods.parse(period)
    except periods.PeriodError:
        return False
    return parsed.frequency in one.frequencies and parsed.end < clock.today() and parsed.id == period


def inbox(look: Look, asked: Reader, done: str) -> str:
    """What was sent in the reader's province."""
    reader = here(asked)
    steps.wake_if_needed()
    with store.reading() as state:
        found = submissions.inbox(state, reader.province_code)
        known = period_locks.locks(state, set_of(reader))
    locks = Locks(set_of(reader), _lockable(), known) if may(reader, "lock") else None
    is_known = done in ("approved_now", "returned_now", "locked_now", "reopened_now")
    own = decidable(reader, [one for one in found if one["state"] == SENT])
    return approval_page.inbox(look, found, own, locks, reader.name, done if is_known else "")


def _lockable() -> list[str]:
    found = [periods.latest_closed("month", 0, clock.today())]
    while len(found) < LOCKABLE:
        found.append(periods.previous(found[-1]))
    quarter = periods.latest_closed("quarter", 0, clock.today())
    half, year = (periods.latest_closed(frequency, 0, clock.today()) for frequency in ("half-year", "year"))
    return [*found, quarter, periods.previous(quarter), half, year]


def one(look: Look, asked: Reader, number: int) -> str:
    """One submission beside what is published; "" when there is none that the reader may see."""
    reader = here(asked)
    with store.reading() as state:
        found, cells = submissions.find(state, number), submissions.written(state, number)
    if found is None or found["state"] == DRAFT:
        return ""
    findings = {tuple(told["key"]): told["reason"] for told in found["findings"].get("doubted", []) if told["key"]}
    published = _published(cells)
    rows = [_row(cell, published, findings) for cell in cells]
    decides = bool(decidable(reader, [found]))
    simulated = about.about(found["province_code"]).simulated and bool(published)
    return approval_page.one(look, found, rows, may_decide=decides, simulated=simulated, name=reader.name)


def _published(cells: list[dict[str, Any]]) -> dict[tuple[str, ...], float]:
    """What is published of the same cells, as far as the reader sees."""
    key = list(submissions.CELL)
    found = known_values(paths.home(), pd.DataFrame(cells, columns=key))
    numbers = found[found["value"].notna()]
    return dict(zip(numbers[key].itertuples(index=False, name=None), numbers["value"], strict=True))


def _row(
    cell: Mapping[str, Any], published: Mapping[tuple[str, ...], float], findings: Mapping[tuple[str, ...], str]
) -> Row:
    key = tuple(str(cell[name]) for name in submissions.CELL)
    before, now = published.get(key), checking.number_of(cell["written"])
    difference = "" if before is None or now is None else formats.signed(now - before)
    change = NEW if before is None else SAME if now is not None and isclose(now, before, rel_tol=WRITTEN) else CHANGED
    shown = formats.number(before) if before is not None else ""
    name = areas.names().get(key[1], key[1])
    return Row(key, name, cell["written"], shown, difference, findings.get(key, ""), change)
