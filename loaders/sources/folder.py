"""A watched folder: departments drop files, each is taken once, when it is complete.  Nothing in it is touched.

A file is complete when two looks find it the same.  What was taken is remembered by its content, so that a copy under
another name is not taken again and a corrected file under the old name is.  Both memories lie in the store, so that it
does not matter whether one process looks on and on or a scheduler calls each time.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from data import paths, reasons
from loaders.errors import SourceError

UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download")  # how browsers and copying programs call them

Sight = tuple[int, int]  # size in bytes, time of the last change in nanoseconds


@dataclass(frozen=True)
class Taken:
    """What became of a content: "kept", "known" or "refused"."""

    file_name: str
    at: str  # Vietnam time, ISO
    outcome: str


@dataclass
class Memory:
    """What the last look saw, and what became of each content by its hash; ``done`` are sights that need no look."""

    seen: dict[str, Sight] = field(default_factory=dict)
    done: dict[str, Sight] = field(default_factory=dict)
    taken: dict[str, Taken] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """A complete file whose content was not taken yet."""

    path: Path
    name: str  # within the folder
    sight: Sight
    content_hash: str


def memory_file(home: Path, folder: Path) -> Path:
    """Where the memory of a folder lies in the store."""
    return paths.watched(home) / f"{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}.json"


def remembered(file: Path) -> Memory:
    """The memory of a folder; empty before the first look."""
    if not file.exists():
        return Memory()
    raw = json.loads(file.read_text(encoding="utf-8"))
    sights = {part: {name: (size, at) for name, (size, at) in raw[part].items()} for part in ("seen", "done")}
    return Memory(sights["seen"], sights["done"], {key: Taken(**entry) for key, entry in raw["taken"].items()})


def remember(file: Path, memory: Memory) -> None:
    """Keeps the memory, in one step."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}-{os.getpid()}")
    draft.write_text(json.dumps(asdict(memory), ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(draft, file)


def look(folder: Path, memory: Memory) -> list[Found]:
    """The files that are complete and new, by name; ``memory`` is brought up to date with what is there.

    Raises:
        SourceError: the folder is not there or may not be read.
    """
    sights = _sights(folder)
    complete = [name for name, sight in sights.items() if memory.seen.get(name) == sight]
    memory.seen = sights
    memory.done = {name: sight for name, sight in memory.done.items() if sights.get(name) == sight}
    new = []
    for name in complete:
        if name in memory.done:
            continue
        content_hash = _hash(folder / name)
        if content_hash in memory.taken:
            memory.done[name] = sights[name]
        elif content_hash:
            new.append(Found(folder / name, name, sights[name], content_hash))
    return new


def waiting(memory: Memory) -> int:
    """How many files the next look will decide about: those that are new or were just changed."""
    return len(memory.seen.keys() - memory.done.keys())


def settle(memory: Memory, found: Found, outcome: str, at: datetime) -> None:
    """Notes what became of a file, so that neither it nor a copy is taken again."""
    memory.taken[found.content_hash] = Taken(found.name, at.isoformat(timespec="seconds"), outcome)
    memory.done[found.name] = found.sight


def forget_refused(memory: Memory) -> None:
    """Lets the next looks try again what was refused, because layouts or settings changed meanwhile."""
    memory.taken = {key: entry for key, entry in memory.taken.items() if entry.outcome != "refused"}
    memory.done = {}


def _sights(folder: Path) -> dict[str, Sight]:
    """Size and time of every file, also in folders inside, by name; hidden, half-written and linked ones are none."""
    try:
        if not folder.is_dir():
            raise FileNotFoundError(2, "không có thư mục này")
        list(folder.iterdir())
    except OSError as error:
        raise SourceError(
            str(folder),
            "không xem được thư mục theo dõi.",
            reasons.in_brackets(error),
            "Kiểm tra đường dẫn và quyền đọc.",
        ) from error
    sights: dict[str, Sight] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if any(part.startswith(".") for part in name.parts) or path.is_symlink() or _is_in_the_making(path):
            continue
        try:
            about = path.stat()
        except FileNotFoundError:
            continue  # taken away between the two calls: no longer a delivery
        if path.is_file():
            sights[name.as_posix()] = (about.st_size, about.st_mtime_ns)
    return sights


def _is_in_the_making(path: Path) -> bool:
    """Whether a program says by the name that it has the file open or is still writing it."""
    return path.name.startswith("~$") or path.suffix.lower() in UNFINISHED


def _hash(path: Path) -> str:
    """SHA-256 of a file; "" when it was taken away or is locked, so that the next look tries again."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, PermissionError):
        return ""
