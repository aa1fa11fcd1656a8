"""What an earlier edition of the same table said, and the newer one says no longer: such values stay as they were."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pandas as pd

from data.tables import OBSERVATION_KEY
from loaders import findings, rules
from loaders.delivery import Delivery, without
from loaders.reading import Note

CODE = "no_longer_said"
NAMED = 10  # values that a sentence names; the rest is counted
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
    gone: int = 0
    named: list[str] = field(default_factory=list)

    @property
    def is_same_table(self) -> bool:
        """Whether at least half is said again: otherwise the files are parts of one table, or a few corrections."""
        return self.gone * 2 <= self.said

    def note(self, rule: rules.Rule) -> Note:
        rest = f" và {findings.number(self.gone - NAMED)} giá trị khác" if self.gone > NAMED else ""
        facts = {
            "file": self.file_name, "received": self.received, "count": findings.number(self.gone),
            "of": findings.number(self.said), "named": "; ".join(self.named) + rest,
        }  # fmt: skip
        message, remedy = rule.tell(facts)
        return Note("", "", CODE, f"{message} {remedy}", rule.severity)


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
            about = rows.iloc[0]
            edition = editions.setdefault(
                str(of), Edition(str(about["file_name"]), f"{about['received_at']:%d/%m/%Y %H:%M}")
            )
            own = gone[gone["delivery_id"] == of]
            edition.said += len(rows)
            edition.gone += len(own)
            edition.named += [_named(row) for row in findings.each(own.head(NAMED - len(edition.named)))]
    return [one.note(rules.rule(CODE)) for one in editions.values() if one.gone and one.is_same_table]


def _named(row: findings.Row) -> str:
    number, words = row["value"], row["text_value"]
    told: str = findings.number(number) if pd.notna(number) else str(words) if pd.notna(words) else "không có số"
    return f"{findings.what(row)}: {told}"
