"""Which indicators do not show small numbers, and under what limit.  Without a rule nothing is withheld.

A rule stands for an indicator or for a sharing level, with the document that demands it: no decision in the catalogue
sets one yet.  The lines of ``data/catalogue/small_numbers.csv`` hold everywhere, those of a file of that name in the
store for the province beside them.
"""

from dataclasses import dataclass
from pathlib import Path

from data import catalogue
from data.catalogue import CatalogueError, Indicator, records

FILE = "small_numbers.csv"
COUNTED = ("flow", "stock", "status_count")  # kinds that count; a rate follows what it is made of
LEAST_LIMIT = 3  # under 2 only ones would be hidden, and hiding them would say so


@dataclass(frozen=True)
class Rule:
    """Values above zero and under ``limit``, in the indicator's unit, are not shown."""

    code: str  # the indicator; "" where the rule is one of a sharing level
    sharing: str
    units: tuple[str, ...]  # the units that it speaks of; none: any
    limit: float
    source: str  # the document that demands it

    def speaks_of(self, indicator: Indicator) -> bool:
        """Whether the rule holds for an indicator."""
        if indicator.kind not in COUNTED or (self.units and indicator.unit not in self.units):
            return False
        return self.code == indicator.code if self.code else bool(self.sharing) and self.sharing == indicator.sharing


def rules(root: Path | None = None) -> tuple[Rule, ...]:
    """The rules of the catalogue and, before them, those of the store ``root``.

    Raises:
        CatalogueError: a line without what it is about, without source, or with a limit that is no number of three up.
    """
    own = [root / FILE] if root is not None and (root / FILE).exists() else []
    return tuple(_rule(path, line, r) for path in [*own, catalogue.FOLDER / FILE] for line, r in records(path))


def rule_of(indicator: Indicator, known: tuple[Rule, ...]) -> Rule | None:
    """The rule of an indicator: its own before one of its sharing level; None where nothing is withheld."""
    fitting = [rule for rule in known if rule.speaks_of(indicator)]
    return next(iter(sorted(fitting, key=lambda rule: not rule.code)), None)


def _rule(path: Path, line: int, cells: dict[str, str]) -> Rule:
    where = f"{path.name}:{line}"
    code, sharing, source = cells["code"], cells["sharing"], cells["source"]
    if bool(code) == bool(sharing) or (code and code not in catalogue.indicators()):
        raise CatalogueError(
            f"{where}: ghi mã chỉ số có trong danh mục (code) hoặc mức độ chia sẻ (sharing), một thôi."
        )
    if not source:
        raise CatalogueError(f"{where}: thiếu văn bản quy định (source); chưa quy định thì bỏ cả dòng.")
    limit = cells["limit"]
    if not limit.isdigit() or int(limit) < LEAST_LIMIT:
        raise CatalogueError(f"{where}: ngưỡng (limit) «{limit}» phải là số nguyên từ {LEAST_LIMIT} trở lên.")
    return Rule(code, sharing, tuple(cells["units"].split(";")) if cells["units"] else (), float(limit), source)
