"""What was found when an installation was looked at: a sentence, how bad it is, how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How bad a finding is."""

    FINE = 0
    NOTICE = 1  # worth knowing; nothing has to be done
    WARNING = 2  # to be mended soon
    DANGER = 3  # unsafe, or broken


@dataclass(frozen=True)
class Finding:
    """One finding.  ``stops``: the server does not start while it is so."""

    subject: str  # what was looked at, a few Vietnamese words
    severity: Severity
    told: str  # a Vietnamese sentence
    remedy: str = ""  # how to mend it
    stops: bool = False

    @property
    def sentence(self) -> str:
        return f"{self.told} {self.remedy}".strip()


def fine(subject: str, told: str) -> Finding:
    return Finding(subject, Severity.FINE, told)


def notice(subject: str, told: str, remedy: str = "") -> Finding:
    return Finding(subject, Severity.NOTICE, told, remedy)


def warning(subject: str, told: str, remedy: str) -> Finding:
    return Finding(subject, Severity.WARNING, told, remedy)


def danger(subject: str, told: str, remedy: str, *, stops: bool = False) -> Finding:
    return Finding(subject, Severity.DANGER, told, remedy, stops)


def worst(found: Iterable[Finding]) -> Severity:
    return max((one.severity for one in found), default=Severity.FINE)
