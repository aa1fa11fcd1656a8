"""What stands for an indicator that is more, or other, than a number: entries of a register, states, dated notes.

The kind of an indicator decides: ``register`` shows the entries that answer it, ``status_count`` its states with the
worst first (counted from a register where nobody reports them), ``text`` its notes, ``yes_no`` the reason beside the
answer.  Everything else has an empty listing.
"""

from dataclasses import replace

import pandas as pd
from sqlalchemy import Connection

from data import catalogue, queries, registers, remembered
from data.answers import STATE_COLUMNS, Ask, Listing
from data.catalogue import Indicator
from data.catalogue_registers import Answer
from data.memory import per_version

NOTHING = Listing()
NO_COUNTS = pd.DataFrame({"area_code": pd.Series(dtype="str"), "entries": pd.Series(dtype="int64")})


@per_version
def listing(conn: Connection, ask: Ask, place: str, reported: bool) -> Listing:
    """What is listed for an ask; ``place`` is the area that its states are of, ``reported``: somebody sent numbers."""
    kind, answer = ask.indicator.kind, registers.answer(ask.indicator.code)
    if kind in ("text", "yes_no"):
        return Listing(notes=_notes(conn, ask))
    if kind == "status_count" and reported:
        return _reported_states(conn, ask, place)
    if kind in ("register", "status_count") and answer is not None:
        found = _entries(conn, ask, answer)
        return found if kind == "register" or found.counted else NOTHING
    return NOTHING


def counts(conn: Connection, ask: Ask, answer: Answer) -> pd.DataFrame:
    """How many entries answer the indicator in each commune.  Columns: ``area_code``, ``entries``; no rows, no list."""
    return registers.by_area(conn, answer.register.register, ask.province_code, as_of=ask.as_of, where=answer.where)


def is_counted(indicator: Indicator) -> bool:
    """Whether numbers of this indicator may be counted from a register."""
    return indicator.kind in ("register", "status_count") and registers.answer(indicator.code) is not None


def state_axis(indicator: Indicator) -> str:
    """The axis of the states that a status count is broken down by: the last one; "" when it has none."""
    return indicator.breakdowns[-1] if indicator.kind == "status_count" and indicator.breakdowns else ""


def _reported_states(conn: Connection, ask: Ask, place: str) -> Listing:
    """Every state that is reported, in the order of the vocabulary: the worst first."""
    axis = state_axis(ask.indicator)
    if not axis:
        return NOTHING
    found = remembered.along_axis(conn, ask.indicator.code, place, axis, ask.as_of)
    now = found.at(ask.period, ask.measure)
    values = dict(zip(found.subjects, now.value, strict=True))
    order = [*catalogue.members(axis), *(member for member in values if member not in catalogue.members(axis))]
    rows = [(member, float(values[member])) for member in order if member in values]
    return Listing(states=pd.DataFrame(rows, columns=list(STATE_COLUMNS)).dropna(), state_axis=axis)


def _entries(conn: Connection, ask: Ask, answer: Answer) -> Listing:
    where = dict(answer.where)
    if ask.area_code:
        where["area_code"] = (ask.area_code,)
    elif ask.group:
        where["area_code"] = remembered.groups(conn, ask.province_code)[ask.group].area_codes
    name, province = answer.register.register, ask.province_code
    states = registers.by_state(conn, name, province, as_of=ask.as_of, where=where)
    found = Listing(
        register=answer.register,
        states=states.rename(columns={"entries": "value"}).astype({"value": "float64"}),
        state_axis=answer.register.state.axis,
        counted=not states.empty,
    )
    if ask.indicator.kind != "register":
        return found
    return replace(found, entries=registers.entries(conn, name, province, as_of=ask.as_of, where=where))


def _notes(conn: Connection, ask: Ask) -> pd.DataFrame:
    found = queries.texts(conn, ask.indicator.code, ask.province_code, as_of=ask.as_of)
    if ask.area_code:
        found = found[found["area_code"].isin([ask.area_code, ask.province_code])]
    return found.reset_index(drop=True)
