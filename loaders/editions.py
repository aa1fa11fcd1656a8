"""What an earlier edition of the same table said, and the newer one says no longer: such values stay as they were."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pandas as pd

from data import catalogue
from data.tables import OBSERVATION_KEY
from loaders import findings, rules
from loaders.delivery import Delivery, without
from loaders.reading import Note

CODE = "no_longer_said"
NAMED = 10  # values that a sentence names; of more it names communes or indicators, with how many each
KEY = list(OBSERVATION_KEY)
REFUSED = ["indicator_code", "area_code", "period"]  # what is known of the number that a refused cell would have been
# Asked of a delivery: what earlier ones of the same table still say, a part at a time (``data.known.said_before``).
Before = Callable[[Delivery], Iterable[pd.DataFrame]]


@dataclass
class Edition:
    """An earlier file, how many values of it are in force, and which of them are not said again."""

    file_name: str
    received: str
    said: int = 0
    values: list[str] = field(default_factory=list)  # the first that are gone, with what they were
    areas: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)

    @property
    def gone(self) -> int:
        return self.codes.total()

    @property
    def is_same_table(self) -> bool:
        """Whether at least half is said again: otherwise the files are parts of one table, or a few corrections."""
        return self.gone * 2 <= self.said

    def add(self, said: int, gone: pd.DataFrame) -> None:
        self.said += said
        self.areas.update(gone["area_code"])
        self.codes.update(gone["indicator_code"])
        self.values += [_told(row) for row in findings.each(gone.head(NAMED + 1 - len(self.values)))]

    def note(self, rule: rules.Rule) -> Note:
        facts = {
            "file": self.file_name, "received": self.received, "count": findings.number(self.gone),
            "of": findings.number(self.said), "named": self._named(),
        }  # fmt: skip
        message, remedy = rule.tell(facts)
        return Note("", "", CODE, f"{message} {remedy}", rule.severity)

    def _named(self) -> str:
        """Each value, or where they are: by communes or by indicators, whichever tells more in fewer words."""
        if self.gone <= NAMED:
            return "; ".join(self.values)
        if 1 < len(self.areas) <= len(self.codes) or len(self.codes) == 1:
            return _counted(self.areas, findings.area_name, "địa bàn")
        return _counted(self.codes, lambda code: f"«{catalogue.get(code).name}»", "chỉ tiêu")


def nothing_before(_delivery: Delivery) -> Iterable[pd.DataFrame]:
    """Of an empty store."""
    return ()


def no_longer_said(delivery: Delivery, before: Before) -> list[Note]:
    """A remark for each earlier edition of which something is missing now; a refused cell is not missing."""
    editions: dict[str, Edition] = {}
    refused = delivery.refusals[REFUSED].drop_duplicates()
    for part in before(delivery):
        gone = without(delivery.lacking(part), refused, REFUSED).sort_values(KEY)
        for of, rows in part.groupby("delivery_id", sort=False):
            name, received = str(rows["file_name"].iloc[0]), f"{rows['received_at'].iloc[0]:%d/%m/%Y %H:%M}"
            edition = editions.setdefault(str(of), Edition(name, received))
            edition.add(len(rows), gone[gone["delivery_id"] == of])
    return [one.note(rules.rule(CODE)) for one in editions.values() if one.gone and one.is_same_table]


def _told(row: findings.Row) -> str:
    number, words = row["value"], row["text_value"]
    told: str = findings.number(number) if pd.notna(number) else str(words) if pd.notna(words) else "không có số"
    return f"{findings.what(row)}: {told}"


def _counted(found: Counter[str], name: Callable[[str], str], kind: str) -> str:
    """ "Xã Sơn Vĩ (12); Xã Đường Thượng (12)"; those with most first, and how many more there are."""
    rest = len(found) - NAMED
    more = f" và {findings.number(rest)} {kind} khác" if rest > 0 else ""
    return "; ".join(f"{name(code)} ({findings.number(count)})" for code, count in found.most_common(NAMED)) + more
