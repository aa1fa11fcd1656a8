"""State secrets are not kept here: what of the catalogue is secret, for whoever takes data in or makes a version."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data import catalogue
from data.catalogue_registers import registers
from data.rights.sharing import SECRET, Sharing, sharing

REGISTER = "register:"
OF_TABLES = {"score_item": "scores", "bulletin_figure": "bulletins", "station_reading": "readings"}


class SecretError(Exception):
    """A file speaks of what is a state secret; the message names it."""


@dataclass(frozen=True)
class Secrets:
    """Codes of secret indicators and registers, and tables of which nothing is kept."""

    indicators: tuple[str, ...]
    registers: tuple[str, ...]
    tables: frozenset[str]


def secrets(root: Path | None = None) -> Secrets:
    """What is secret by the sharing levels of the store ``root``, by default the one in use."""
    levels = sharing(root)
    return Secrets(
        tuple(one.code for one in catalogue.indicators().values() if levels.of_indicator(one) == SECRET),
        tuple(code for code in registers() if levels.of(f"{REGISTER}{code}") == SECRET),
        frozenset(table for table, subject in OF_TABLES.items() if levels.of(subject) == SECRET),
    )


def refuse_secret(subjects: Iterable[str], levels: Sharing | None = None) -> None:
    """Raises SecretError when a subject (an indicator's code, or as ``sharing`` writes it) is secret."""
    known = levels or sharing()
    for subject in dict.fromkeys(subjects):
        about = catalogue.indicators().get(subject)
        if (known.of_indicator(about) if about else known.of(subject)) == SECRET:
            raise SecretError(f"«{about.name if about else subject}» ({subject})" if about else f"«{subject}»")
