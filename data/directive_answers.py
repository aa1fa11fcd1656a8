"""The shapes in which directives are handed to the furniture: plain data, no SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pandas as pd

GIVEN, RECEIVED, REPORTED, ACCEPTED, RETURNED = "given", "received", "reported", "accepted", "returned"
STATES = (GIVEN, RECEIVED, REPORTED, RETURNED, ACCEPTED)
OVERDUE, LATE = "overdue", "late"  # not reported and past its day; reported after it
STANDINGS = (OVERDUE, *STATES)
TO_ME, BY_ME = "to_me", "by_me"
ROLES = (TO_ME, BY_ME)
# What may follow which state, and who takes the step: the one who was told, or the one who tells.
REPORTING = {"receive": (GIVEN,), "report": (GIVEN, RECEIVED, RETURNED)}
JUDGING = {"accept": (REPORTED,), "return": (REPORTED,)}
BECOMES = {"receive": RECEIVED, "report": REPORTED, "accept": ACCEPTED, "return": RETURNED}
MOST_PARTS = 60  # of a number that a page made of others
OWED = (GIVEN, RECEIVED, RETURNED)  # states in which the one who was told has to do something


@dataclass(frozen=True)
class Number:
    """A figure as it stood when a task about it was given; ``value`` in ``unit``, where that is "" the indicator's."""

    area_code: str
    area_name: str
    period: str
    measure: str
    breakdown: str
    value: float | None
    status: str
    version: str  # of the warehouse
    unit: str = ""

    def kept(self) -> dict[str, Any]:
        """For a column of JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Origin:
    """What a task is about: a number, an alert, or communes on a map; ``key`` is how a link names it.

    ``area_code`` is that of the number, or the province's where it speaks of several communes.
    """

    kind: str  # number, alert, map
    key: str
    province_code: str
    indicator_code: str  # "" of an alert about no indicator
    area_code: str
    title: str  # of an alert the name of its rule, of a score or a figure of a bulletin that of its item; else ""
    numbers: Sequence[Number]
    is_simulated: bool


@dataclass(frozen=True)
class Recipient:
    """An agency by its name, or a commune by its code and name."""

    name: str
    area_code: str = ""


@dataclass(frozen=True)
class Case:
    """One task with what was done: ``row`` of ``asking.standing``, ``history`` of the journal, newest first."""

    row: Mapping[str, Any]
    numbers: Sequence[Number]
    history: pd.DataFrame
    may_report: bool  # the reader is the one who was told
    may_judge: bool


def key_of(agency: str) -> str:
    """An agency's name as it is compared: by its words, however they are written."""
    return " ".join(agency.casefold().split())


def standing_of(state: str, due_on: date, today: date) -> str:
    """One of STANDINGS."""
    return OVERDUE if state in OWED and due_on < today else state
