"""The lock, read: what it pins, and which of that runs a server."""

import re
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Pinned:
    """One package of the lock with the checksums of its files; ``is_meant``: for a machine and Python like these."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        return str(self.requirement.specifier).removeprefix("==")

    @property
    def is_meant(self) -> bool:
        return self.requirement.marker is None or self.requirement.marker.evaluate()


def lock(file: Path = ROOT / "requirements.lock") -> list[Pinned]:
    """Every package of the lock, in its order."""
    joined = re.sub(r"\\\n\s*", " ", file.read_text(encoding="utf-8"))
    lines = [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [Pinned(Requirement(HASH.sub("", line).strip()), tuple(HASH.findall(line))) for line in lines]


def declared(root: Path = ROOT) -> dict[str, list[Requirement]]:
    """What the project says that it needs: ``run``, and ``dev`` besides."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    more = project["optional-dependencies"]["dev"]
    return {"run": [Requirement(one) for one in project["dependencies"]], "dev": [Requirement(one) for one in more]}


def needed(wanted: list[Requirement]) -> set[str]:
    """The names of all packages that these lead to, as the installed ones tell; raises where one is not installed."""
    seen: set[tuple[str, str]] = set()
    waiting = [(one.name, extra) for one in wanted for extra in ("", *one.extras) if _holds(one, "")]
    while waiting:
        name, extra = waiting.pop()
        key = (canonicalize_name(name), extra)
        if key in seen:
            continue
        seen.add(key)
        for line in metadata.requires(name) or []:
            one = Requirement(line)
            if _holds(one, extra):
                waiting += [(one.name, inner) for inner in ("", *one.extras)]
    return {name for name, _ in seen}


def _holds(one: Requirement, extra: str) -> bool:
    return one.marker is None or one.marker.evaluate({"extra": extra})


def to_run() -> list[Pinned]:
    """What of the lock a server needs on a machine like this one."""
    names = needed(declared()["run"])
    return [one for one in lock() if one.is_meant and one.name in names]
