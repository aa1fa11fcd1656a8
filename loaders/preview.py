"""What publishing a delivery would change: told before anything is kept."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.tables import OBSERVATION_KEY, STRONG, WEAK
from loaders import numbers
from loaders.delivery import Delivery
from loaders.reading import Note

KEY = list(OBSERVATION_KEY)
SUSPECT_FACTORS = (1000.0, 1_000_000.0)  # đồng, nghìn đồng, triệu đồng taken for each other


@dataclass(frozen=True)
class Preview:
    """Counts, the changed values, and remarks.

    ``changed``: one row per value that would be replaced, columns of the key, ``value_from``, ``value_to``,
    ``status_from``, ``status_to``, ``text_value_from``, ``text_value_to``, ``sheet``, ``cell``; numbers in the unit
    of the indicator.
    """

    new: int
    unchanged: int
    older: int  # a value published later, or final where this is an estimate, is known already and stays
    refused: int
    changed: pd.DataFrame
    notes: tuple[Note, ...]

    @property
    def lines(self) -> list[str]:
        """The preview in Vietnamese, a sentence a line."""
        return [
            f"{self.new} giá trị mới, {len(self.changed)} giá trị thay đổi, {self.unchanged} giá trị giữ nguyên, "
            f"{self.older} giá trị cũ hơn số đã có, {self.refused} ô bị từ chối.",
            *(_change_line(row) for row in self.changed.to_dict("records")),
        ]


def preview(delivery: Delivery, known: Callable[[pd.DataFrame], pd.DataFrame]) -> Preview:
    """What would be new, changed, unchanged or refused.

    Args:
        known: answers with the newest known observations of (at least) the same keys: columns of the key, ``value``,
            ``text_value``, ``status``, ``published_at`` (``data.known.known_values``).
    """
    answers = (known(asked) for asked in delivery.questions())
    parts = [_compared(delivery.sharing(answer), answer) for answer in answers if len(answer)]
    both = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["became"])
    changed = both[both["became"].eq("changed")].drop(columns="became").reset_index(drop=True)
    return Preview(
        new=delivery.rows_accepted - len(delivery.entries) - len(both),
        unchanged=int(both["became"].eq("unchanged").sum()),
        older=int(both["became"].eq("older").sum()),
        refused=delivery.rows_refused,
        changed=changed,
        notes=tuple(_factor_suspicions(changed)),
    )


def _compared(rows: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """The rows of which something is known, and what ``became`` of it: "changed", "unchanged", "older"."""
    known = current[[*KEY, "value", "text_value", "status", "published_at"]]
    both = rows.merge(known, on=KEY, suffixes=("_to", "_from"))
    same = (
        _equal(both["value_to"], both["value_from"])
        & _equal(both["text_value_to"], both["text_value_from"])
        & both["status_to"].eq(both["status_from"])
    )
    return both.assign(became=np.select([_stays(both), same], ["older", "unchanged"], "changed"))


def _stays(both: pd.DataFrame) -> pd.Series:
    """Whether what is known stays the newest: published later, unless it only was an estimate of what is final now."""
    firm_now = both["status_to"].isin(STRONG) & both["status_from"].isin(WEAK)
    weak_now = both["status_to"].isin(WEAK) & both["status_from"].isin(STRONG) & both["value_from"].notna()
    return (both["published_at_from"] > both["published_at_to"]) & ~firm_now | weak_now


def _equal(one: pd.Series, other: pd.Series) -> pd.Series:
    return one.eq(other) | (one.isna() & other.isna())


def _factor_suspicions(changed: pd.DataFrame) -> list[Note]:
    """Flags where a value is a thousand or a million times the known one: the unit was probably mistaken."""
    notes = []
    for row in changed.to_dict("records"):
        old, new = row["value_from"], row["value_to"]
        if not (pd.notna(old) and pd.notna(new) and old and new):
            continue
        ratio = max(abs(new / old), abs(old / new))
        if any(abs(ratio / factor - 1) < 0.5 for factor in SUSPECT_FACTORS):
            text = f"{_change_line(row)} Chênh khoảng {ratio:.0f} lần: kiểm tra đơn vị tính."
            notes.append(Note(row["sheet"], row["cell"], "factor", text))
    return notes


def _change_line(row: Mapping[Hashable, Any]) -> str:
    old, new = (_shown(row, side) for side in ("from", "to"))
    about = [row["indicator_code"], row["area_code"], row["period"], row["breakdown"], row["measure"], row["basis"]]
    return f"{' · '.join(str(part) for part in about if part not in ('', 'total'))}: từ {old} thành {new}."


def _shown(row: Mapping[Hashable, Any], side: str) -> str:
    value, text, status = row[f"value_{side}"], row[f"text_value_{side}"], row[f"status_{side}"]
    words = numbers.plain(float(str(value))) if pd.notna(value) else str(text) if pd.notna(text) else "không có số liệu"
    return f"{words} ({status})"
