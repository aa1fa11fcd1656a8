"""The newest of what the store's logs tell: runs of the schedule, errors that nobody foresaw."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RUNS, ERRORS = "runs.jsonl", "errors.jsonl"
TAIL = 200_000  # bytes: what is older does not matter here


@dataclass(frozen=True)
class Line:
    """``at`` as it was written, Vietnam time; ``told`` in a few words."""

    at: str
    name: str
    told: str
    is_good: bool = True


def last_runs(home: Path) -> list[Line]:
    """The last run of each job, by name."""
    newest = {str(one.get("job", "")): one for one in _lines(home / RUNS)}
    return [
        Line(str(one.get("finished_at", "")), name, str(one.get("told", "")), one.get("outcome") != "failed")
        for name, one in sorted(newest.items())
    ]


def last_errors(home: Path, count: int = 5) -> list[Line]:
    """The newest errors first, with the reference that whoever met them was given."""
    found = _lines(home / ERRORS)[-count:][::-1]
    return [Line(str(one.get("time", "")), str(one.get("reference", "")), _kind(one), False) for one in found]


def _kind(one: dict[str, Any]) -> str:
    trace = one.get("trace")
    last = str(trace[-1]) if isinstance(trace, list) and trace else ""
    return last.partition(":")[0].strip()


def _lines(file: Path) -> list[dict[str, Any]]:
    """The last lines of a log; one that a power failure cut off says nothing."""
    if not file.exists():
        return []
    with file.open("rb") as opened:
        opened.seek(max(0, file.stat().st_size - TAIL))
        lines = opened.read().decode("utf-8", errors="replace").splitlines()
    found = []
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict):
            found.append(told)
    return found
