"""The decision tables of disaster risk (QĐ 18/2021/QĐ-TTg) as data, read from ``data/catalogue/risk/``.

A rule carries how far it was verified: A read in the article's wording, B reconstructed, C one encoding only, P ours.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.catalogue import FOLDER, CatalogueError, records

ANY = "*"
NOT_CLASSIFIED = "-"  # of a region: the article says nothing about it
HIGHEST = 5
SUMS = ("rain_24h_mm", "rain_12h_mm")  # variables that grow with every hour that is known
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
_COMPARISONS = {
    ast.Gt: np.greater, ast.GtE: np.greater_equal, ast.Lt: np.less, ast.LtE: np.less_equal, ast.Eq: np.equal,
}  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """What must hold; three-valued, because a variable that is missing makes neither true nor false."""

    text: str
    tree: ast.expr
    variables: tuple[str, ...]

    def judge(self, values: Mapping[str, Floats], partial: Bools | None = None) -> tuple[Bools, Bools]:
        """Where it is surely true, and where it is surely false.

        Args:
            values: one array per variable, all of one shape; NaN where it is not known.
            partial: where SUMS are only known in part: there they may be more, and "too little" is never sure.
        """
        return _judge(self.tree, values, partial)


@dataclass(frozen=True)
class Rule:
    """One row of a decision table; ``region``, ``terrain`` and ``zone`` may be ANY."""

    number: int  # line in the file, which names it in a log
    hazard: str
    region: str
    terrain: str
    zone: str
    condition: Condition
    level: int
    article: str
    grade: str
    source: str

    @property
    def may_alert(self) -> bool:
        """Whether what rests on it may leave the building."""
        return grades()[self.grade].may_alert


@dataclass(frozen=True)
class Grade:
    """How far a rule was verified, in words."""

    grade: str
    name: str
    name_en: str
    may_alert: bool


@dataclass(frozen=True)
class Hazard:
    """A kind of disaster of the decision; ``scope``: a commune, the whole province, or the coast and the sea."""

    hazard: str
    name: str
    name_en: str
    article: str
    scope: str


@dataclass(frozen=True)
class Level:
    """A legal level with its colour; the decision names colours only, the codes are ours."""

    level: int
    name: str
    name_en: str
    legal_colour: str
    light: str
    dark: str
    source: str


@dataclass(frozen=True)
class Limit:
    """A setting of ours that the law leaves open, with the reason."""

    limit: str
    value: float
    unit: str
    why: str
    source: str


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order of the file.  Raises ``CatalogueError`` for a rule that cannot be evaluated."""
    return tuple(_rule(line, cells) for line, cells in records(FOLDER / "risk" / "rules.csv"))


def _rule(line: int, cells: dict[str, str]) -> Rule:
    level = int(cells.pop("level"))
    if cells["hazard"] not in hazards() or cells["grade"] not in grades() or level not in levels():
        raise CatalogueError(f"risk/rules.csv:{line}: unknown hazard, grade or level.")
    condition = parse(cells.pop("condition"), line)
    return Rule(number=line, level=level, condition=condition, **cells)


@cache
def hazards() -> dict[str, Hazard]:
    return {cells["hazard"]: Hazard(**cells) for _, cells in records(FOLDER / "risk" / "hazards.csv")}


@cache
def grades() -> dict[str, Grade]:
    read = records(FOLDER / "risk" / "grades.csv")
    return {c["grade"]: Grade(c["grade"], c["name"], c["name_en"], c["may_alert"] == "yes") for _, c in read}


@cache
def levels() -> dict[int, Level]:
    """The five legal levels, lowest first."""
    read = (cells for _, cells in records(FOLDER / "risk" / "levels.csv"))
    return {int(cells["level"]): Level(**cells | {"level": int(cells["level"])}) for cells in read}  # type: ignore[arg-type]


@cache
def limits() -> dict[str, Limit]:
    read = (cells for _, cells in records(FOLDER / "risk" / "limits.csv"))
    return {cells["limit"]: Limit(**cells | {"value": float(cells["value"])}) for cells in read}  # type: ignore[arg-type]


def limit(name: str) -> float:
    """The value of one setting."""
    return limits()[name].value


@cache
def regions() -> dict[str, dict[str, str]]:
    """Region of each hazard, and the terrain, by name of the former province; "" unknown, "-" not classified."""
    return {cells.pop("former_province"): cells for _, cells in records(FOLDER / "risk" / "regions.csv")}


def parse(text: str, line: int = 0) -> Condition:
    """A condition of comparisons joined by ``and`` and ``or``.  Raises ``CatalogueError`` for anything else."""
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise CatalogueError(f"risk/rules.csv:{line}: cannot read {text!r}.") from error
    _require_comparisons(tree, text, line)
    names = dict.fromkeys(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    return Condition(text, tree, tuple(names))


def _require_comparisons(tree: ast.expr, text: str, line: int) -> None:
    if isinstance(tree, ast.BoolOp):
        for part in tree.values:
            _require_comparisons(part, text, line)
        return
    is_plain = (
        isinstance(tree, ast.Compare)
        and len(tree.ops) == 1
        and type(tree.ops[0]) in _COMPARISONS
        and isinstance(tree.left, ast.Name)
        and isinstance(tree.comparators[0], ast.Constant)
        and isinstance(tree.comparators[0].value, (int, float))
    )
    if not is_plain:
        raise CatalogueError(f"risk/rules.csv:{line}: {text!r} is no comparison of a variable with a number.")


def _judge(tree: ast.expr, values: Mapping[str, Floats], partial: Bools | None) -> tuple[Bools, Bools]:
    if isinstance(tree, ast.BoolOp):
        judged = [_judge(part, values, partial) for part in tree.values]
        trues, falses = [true for true, _ in judged], [false for _, false in judged]
        if isinstance(tree.op, ast.And):
            return np.logical_and.reduce(trues), np.logical_or.reduce(falses)
        return np.logical_or.reduce(trues), np.logical_and.reduce(falses)
    name, compare, number = _comparison(tree)
    value = values[name]
    known = ~np.isnan(value)
    holds = compare(value, number)
    fails = ~holds & known
    if partial is not None and name in SUMS and compare in (np.greater, np.greater_equal):
        fails &= ~partial
    return holds & known, fails


def _comparison(tree: Any) -> tuple[str, np.ufunc, float]:
    """What a node of a parsed condition compares; ``parse`` has made sure of its shape."""
    return tree.left.id, _COMPARISONS[type(tree.ops[0])], float(tree.comparators[0].value)
