"""What the operator did for the store, a line each in ``upkeep.jsonl``: copies made, drills, restorations."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

FILE = "upkeep.jsonl"
BACKUP, DRILL, RESTORE, UPGRADE = "backup", "drill", "restore", "upgrade"


@dataclass(frozen=True)
class Record:
    """One such step that ended well or not."""

    kind: str
    at: datetime  # Vietnam time
    place: str  # the folder of the copy
    seconds: float
    is_good: bool
    told: str  # a Vietnamese sentence


def add(home: Path, record: Record) -> None:
    """Adds a line, flushed to disk."""
    line = json.dumps(asdict(record) | {"at": record.at.isoformat(timespec="seconds")}, ensure_ascii=False)
    with (home / FILE).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def all_of(home: Path) -> list[Record]:
    """Every record, oldest first; a line that a power failure cut off says nothing."""
    file = home / FILE
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    found = []
    for line in lines:
        try:
            told = json.loads(line)
            found.append(Record(**told | {"at": datetime.fromisoformat(told["at"])}))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def newest(home: Path, kind: str) -> Record | None:
    """The last step of a kind that ended well."""
    good = [one for one in all_of(home) if one.kind == kind and one.is_good]
    return good[-1] if good else None
