"""The shapes in which alerts are handed to the furniture: plain data, no SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from data.catalogue import Indicator

SEVERITIES = ("critical", "warning", "notice")  # the gravest first
NEW, ACKNOWLEDGED, ASSIGNED, OVERDUE, SNOOZED, RESOLVED = (
    "new", "acknowledged", "assigned", "overdue", "snoozed", "resolved",
)  # fmt: skip
HANDLINGS = (NEW, OVERDUE, ACKNOWLEDGED, ASSIGNED, SNOOZED, RESOLVED)
STATES = ("alerting", "recovering", "pending", "no_data", "error")
ACTIONS = ("acknowledge", "assign", "snooze", "resolve", "reopen")


def rule_name(definition: Mapping[str, Any], code: str, lang: str = "vi") -> str:
    """What people call a rule, in their language where it has a name there; its code where nothing is known of it."""
    return str((definition.get("name_en") if lang == "en" else "") or definition.get("name") or code)


@dataclass(frozen=True)
class Tally:
    """How many causes alert now that nobody has put aside, for the banner and the navigation."""

    critical: int = 0
    alerting: int = 0
    worst: Mapping[str, str] = field(default_factory=dict)  # the name of the gravest rule by language
    problem: str = ""  # a Vietnamese sentence; "" when the state could be read


@dataclass(frozen=True)
class Case:
    """One cause with its evidence.

    ``alert`` is a row of ``inbox.standing``; ``rule`` the fields of the rule as it was judged.
    ``course`` has ``period`` (label), ``value`` and ``series`` (now).
    ``communes`` has ``area_code``, ``area_name``, ``value`` and ``status`` in the period of the alert, and is empty
    where the rule is not about communes.  ``history`` are the entries of the journal, newest first.
    """

    alert: Mapping[str, Any]
    rule: Mapping[str, Any]
    indicator: Indicator | None
    area_name: str
    course: pd.DataFrame
    communes: pd.DataFrame
    broken: Sequence[int]  # numbers of the alerts of the same rule, this one included
    broken_codes: Sequence[str]
    history: pd.DataFrame
