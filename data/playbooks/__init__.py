"""Playbooks (kịch bản điều hành): what is to be done at which level of which disaster, by whom and by when.

One file per playbook, ``data/playbooks/*.toml``.  A province keeps its approved ones in ``playbooks/`` of the store:
one of the same code replaces ours.  Steps of a level come on top of those of the levels below.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from data import reasons
from data.catalogue import CatalogueError

FOLDER = Path(__file__).parent
UNITS = ("commune", "department", "province")
FOUR_ON_THE_SPOT = ("chỉ huy", "lực lượng", "phương tiện, vật tư", "hậu cần")


@dataclass(frozen=True)
class Step:
    """One line of the checklist; ``hours`` from activation to its deadline; ``four`` the part of bốn tại chỗ."""

    step: str
    level: int
    unit: str
    role: str
    title: str
    hours: float
    four: str
    form: str = ""


@dataclass(frozen=True)
class Playbook:
    """The checklist of kinds of events; ``grade`` P is a draft of ours, A one that the province has approved."""

    playbook: str
    name: str
    name_en: str
    kinds: tuple[str, ...]
    grade: str
    basis: str
    steps: tuple[Step, ...]

    def up_to(self, level: int) -> list[Step]:
        """The steps of a level and of all below."""
        return [step for step in self.steps if step.level <= level]


def playbooks(home: Path | None = None) -> dict[str, Playbook]:
    """Every playbook by code, those of a store in place of ours.  Raises ``CatalogueError`` for one that is unsound."""
    folders = [FOLDER, *([home / "playbooks"] if home else [])]
    files = [file for folder in folders for file in sorted(folder.glob("*.toml"))]
    return {made.playbook: made for made in (_read(file, file.stat().st_mtime_ns) for file in files)}


def of_kind(kind: str, home: Path | None = None) -> Playbook | None:
    """The playbook of a kind of event; None where there is none."""
    return next((one for one in playbooks(home).values() if kind in one.kinds), None)


@lru_cache(maxsize=64)
def _read(file: Path, _changed_at: int) -> Playbook:
    """One file, read anew when it has changed."""
    try:
        raw: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        steps = tuple(Step(**step) for step in raw.pop("steps"))
        made = Playbook(**raw | {"kinds": tuple(raw["kinds"]), "steps": steps})
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        told = f"Kịch bản {file.name} không đọc được, hoặc thiếu, thừa mục. {reasons.in_brackets(error)}"
        raise CatalogueError(told.strip()) from error
    for step in made.steps:
        if step.unit not in UNITS or step.four not in FOUR_ON_THE_SPOT or not 1 <= step.level <= 5:
            raise CatalogueError(f"Kịch bản {file.name}, bước {step.step}: sai cấp, đơn vị hoặc phần bốn tại chỗ.")
    if len({step.step for step in made.steps}) < len(made.steps):
        raise CatalogueError(f"Kịch bản {file.name}: hai bước cùng mã.")
    return made
