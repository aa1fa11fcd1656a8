"""What was found when a number was loaded: the checks that it went through, and what was remarked on its cell."""

import csv
import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from data import catalogue, paths

FILE = catalogue.FOLDER / "checks.csv"
STAGES = ("cell", "value", "history", "sums")  # what a check holds a value against, in the order of the checks


@dataclass(frozen=True)
class Remark:
    """Something that was noted of a value that was taken."""

    code: str
    text: str  # a Vietnamese sentence
    is_doubt: bool  # the value was taken, but flagged


@dataclass(frozen=True)
class Checked:
    """How many checks of each stage a value went through and passed, and what was remarked all the same."""

    passed: dict[str, int]  # by one of STAGES
    remarks: tuple[Remark, ...]


@cache
def stage_of() -> dict[str, str]:
    """The stage of every check that looks at single values, by its code."""
    with FILE.open(encoding="utf-8", newline="") as opened:
        return {row["code"]: row["stage"] for row in csv.DictReader(opened) if row["stage"]}


def by_cell(root: Path | None, delivery_id: str) -> dict[tuple[str, str], list[str]]:
    """The remarks of a kept delivery by sheet and cell; none where they are not at hand."""
    file = paths.deliveries(root) / delivery_id / "notes.json" if root else None
    told: dict[tuple[str, str], list[str]] = {}
    for note in json.loads(file.read_text(encoding="utf-8")) if file is not None and file.is_file() else ():
        told.setdefault((note["sheet"], note["cell"]), []).append(note["text"])
    return told


def with_remarks(root: Path | None, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with ``remarks``: the sentences that were noted on the cell of each when it was loaded, as a tuple.

    ``rows``: at least ``delivery_id``, ``sheet``, ``cell``.
    """
    told = {one: by_cell(root, str(one)) for one in rows["delivery_id"].unique()}
    cells = rows[["delivery_id", "sheet", "cell"]].itertuples(index=False, name=None)
    remarks = [tuple(told[delivery_id].get((sheet, cell), ())) for delivery_id, sheet, cell in cells]
    return rows.assign(remarks=pd.Series(remarks, index=rows.index, dtype="object"))


def of_cell(root: Path | None, delivery_id: str, sheet: str, cell: str) -> Checked | None:
    """What a kept delivery says of one of its cells; None where its remarks are not at hand."""
    file = paths.deliveries(root) / delivery_id / "notes.json" if root else None
    if file is None or not file.is_file():
        return None
    notes = json.loads(file.read_text(encoding="utf-8"))
    own = [note for note in notes if (note["sheet"], note["cell"]) == (sheet, cell)]
    remarks = tuple(Remark(note["code"], note["text"], note["severity"] == "flag") for note in own)
    failed = {remark.code for remark in remarks if remark.is_doubt}
    passed = Counter(stage for code, stage in stage_of().items() if code not in failed)
    return Checked({stage: passed[stage] for stage in STAGES}, remarks)
