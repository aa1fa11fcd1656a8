"""The groups of a decision's annex ("A", "A.II"): an indicator set as it is printed, beside our own page groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from data import catalogue
from data.catalogue import Indicator

SEPARATOR = " > "


@dataclass(frozen=True)
class AnnexGroup:
    """A heading of an annex: ``key`` joins the printed marks of the headings above and its own ("A.II")."""

    key: str
    name: str  # the heading without its mark
    depth: int  # 1 for the outermost


@cache
def groups(set_code: str) -> dict[str, AnnexGroup]:
    """The headings of a set by key, in printed order, each below the one that it belongs to."""
    found: dict[str, AnnexGroup] = {}
    for row in catalogue.printed_rows(set_code):
        parts = row.group_path.split(SEPARATOR)
        for depth in range(1, len(parts) + 1):
            key = _key(parts[:depth])
            found.setdefault(key, AnnexGroup(key, parts[depth - 1].partition(" ")[2].strip(), depth))
    return found


def group_of(indicator: Indicator) -> AnnexGroup:
    """The innermost heading that the indicator stands under."""
    path = catalogue.printed_by_row(indicator.set_code)[indicator.row].group_path
    return groups(indicator.set_code)[_key(path.split(SEPARATOR))]


def stands_under(indicator: Indicator, key: str) -> bool:
    """Whether the indicator stands under this heading, or one within it; under "" everything does."""
    own = group_of(indicator).key
    return key in ("", own) or own.startswith(f"{key}.")


def headings(indicators: Iterable[Indicator]) -> list[AnnexGroup]:
    """The headings that some but not all of these indicators stand under, in printed order."""
    own = list(indicators)
    known = groups(own[0].set_code).values() if own else ()
    counted = ((one, sum(stands_under(indicator, one.key) for indicator in own)) for one in known)
    return [one for one, count in counted if 0 < count < len(own)]


def _key(parts: list[str]) -> str:
    """ "A. Nhóm chỉ số … > II Tài chính" has the key "A.II": the dot that some annexes print is left out."""
    return ".".join(part.partition(" ")[0].rstrip(".") for part in parts)
