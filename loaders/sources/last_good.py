"""The newest usable answer of each source, kept in the store: what is known when the source falls silent."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data import paths


@dataclass(frozen=True)
class Kept:
    """An answer and when it was given (Vietnam time)."""

    content: bytes
    fetched_at: datetime


def folder(home: Path, code: str) -> Path:
    return paths.sources(home) / code


def keep(home: Path, code: str, kept: Kept) -> None:
    """Replaces the kept answer in one step: its time is part of the file."""
    target = folder(home, code) / "answer"
    target.parent.mkdir(parents=True, exist_ok=True)
    head = json.dumps({"fetched_at": kept.fetched_at.isoformat()}).encode()
    draft = target.with_name(f".answer-{os.getpid()}")
    draft.write_bytes(head + b"\n" + kept.content)
    os.replace(draft, target)


def find(home: Path, code: str) -> Kept | None:
    """The kept answer; None when there never was one."""
    target = folder(home, code) / "answer"
    if not target.exists():
        return None
    head, _, content = target.read_bytes().partition(b"\n")
    return Kept(content, datetime.fromisoformat(json.loads(head)["fetched_at"]))
