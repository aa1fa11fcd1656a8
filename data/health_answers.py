"""The shapes of what the room of health is told."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data import epidemics


@dataclass(frozen=True)
class Course:
    """One disease in a province: its ``curve``, how it grows, and what it did in communes.

    ``communes``: columns of ``epidemics.incidence`` for ``week`` ("" when no week was reported by commune);
    ``corrected``: ``corrections`` of its cases; ``beside``, by ``measure``: ``value`` (of the newest complete week, or
    the newest), ``of_all`` (bool: nobody said it of this disease, so it is of all), ``day`` (the last that it is of).
    """

    disease: str
    curve: pd.DataFrame
    growth: epidemics.Growth
    reproduction: epidemics.Reproduction
    signals: tuple[str, ...]
    week: str
    communes: pd.DataFrame
    corrected: pd.DataFrame
    beside: pd.DataFrame


@dataclass(frozen=True)
class Health:
    """What is known of health in a province; empty frames where nothing came.

    ``facilities``: columns of ``hospitals.states`` and those of the register; ``medicines``: of
    ``hospitals.medicine_days``; ``outbreaks``: of ``epidemics.judged_outbreaks``; ``communes``: ``area_code``,
    ``area_name``, ``population``, ``doctors``, ``beds``, ``doctors_per_10k``, ``beds_per_10k``, ``coverage``,
    ``full_coverage``, and of both the week that each commune's is of (``coverage_week``, ``full_coverage_week``);
    ``entry_code`` of who said the people and doctors, ``facilities`` (area codes) whose beds were added up.
    """

    today: date
    newest: date | None
    facilities: pd.DataFrame
    medicines: pd.DataFrame
    outbreaks: pd.DataFrame
    communes: pd.DataFrame
    diseases: tuple[str, ...]  # that cases were reported of; those with signals first
    sources: tuple[str, ...]
    simulated: bool
