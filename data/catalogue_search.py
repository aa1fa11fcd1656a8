"""The catalogue searched by words and narrowed down by set, page group, agency, frequency, what is open or doubtful."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache

from data import catalogue
from data.catalogue import FREQUENCIES, OPEN_FIELDS, Indicator, fold

LONGEST = 20_000  # of what a link or a form says; whoever takes it tells what is too long for them
SEARCHED = 120  # of a text that is searched for; no name is worth more
# What a link calls each field of ``Wanted``.
KEYS = {
    "text": "q",
    "set_code": "bo",
    "page": "nhom",
    "agency": "co-quan",
    "frequency": "tan-suat",
    "open_field": "de-ngo",
    "flagged": "xac-minh",
}


@dataclass(frozen=True)
class Wanted:
    """What is looked for; an empty field asks for nothing."""

    text: str = ""
    set_code: str = ""
    page: str = ""
    agency: str = ""
    frequency: str = ""
    open_field: str = ""  # one of OPEN_FIELDS
    flagged: str = ""  # "1": only indicators whose printed row contradicts itself

    def link(self) -> dict[str, str]:
        """The keys and values that a link carries; what is not asked for is left out."""
        return {key: value for name, key in KEYS.items() if (value := getattr(self, name))}


def understand(params: Mapping[str, object]) -> tuple[Wanted, tuple[str, ...]]:
    """What a link asks for, and the values in it that nothing in the catalogue has: those are left out.

    ``params`` are the keys of KEYS; a key that stands twice in a link comes as a list, and its first value counts.
    """
    known: dict[str, Sequence[str]] = {
        "set_code": list(catalogue.sets()),
        "page": list(catalogue.pages()),
        "agency": agencies(),
        "frequency": FREQUENCIES,
        "open_field": OPEN_FIELDS,
        "flagged": ("1",),
    }
    asked = {name: as_text(params.get(key))[:SEARCHED] for name, key in KEYS.items()}
    strange = {name for name, choices in known.items() if asked[name] and asked[name] not in choices}
    wanted = Wanted(**{name: value for name, value in asked.items() if name not in strange})
    return wanted, tuple(asked[name] for name in asked if name in strange)


def as_text(value: object) -> str:
    """What a link or a form says as one bounded text; "" for what is absent or no text."""
    first = value[0] if isinstance(value, list) and value else value
    return first.strip()[:LONGEST] if isinstance(first, str) else ""


def matching(wanted: Wanted) -> list[Indicator]:
    """The indicators that fit, the best matches of the text first, otherwise in printed order."""
    return [indicator for indicator in search(wanted.text) if _fits(indicator, wanted)]


def _fits(indicator: Indicator, wanted: Wanted) -> bool:
    return (
        wanted.set_code in ("", indicator.set_code)
        and wanted.page in ("", indicator.page)
        and (not wanted.agency or wanted.agency in agencies_of(indicator))
        and (not wanted.frequency or wanted.frequency in indicator.frequencies)
        and (not wanted.open_field or wanted.open_field in indicator.open_fields)
        and (not wanted.flagged or bool(indicator.flag))
    )


def conditions(wanted: Wanted) -> list[str]:
    """Names of the fields that ask for something."""
    return [field.name for field in fields(wanted) if getattr(wanted, field.name)]


@cache
def agencies_of(indicator: Indicator) -> tuple[str, ...]:
    """The agencies that lead or provide an indicator, each on its own."""
    cells = (*indicator.provider.split(";"), *indicator.lead_agency.split(";"))
    return tuple(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))


@cache
def agencies() -> tuple[str, ...]:
    """All agencies of the catalogue, those of most indicators first."""
    counted = Counter(name for indicator in catalogue.indicators().values() for name in agencies_of(indicator))
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


@cache
def open_counts() -> dict[str, int]:
    """How many indicators leave each of OPEN_FIELDS open; fields that none leaves open are left out."""
    counted = Counter(name for indicator in catalogue.indicators().values() for name in indicator.open_fields)
    return {name: counted[name] for name in OPEN_FIELDS if counted[name]}


def _initials(folded: str) -> str:
    return "".join(word[0] for word in folded.split())


@cache
def _search_index() -> tuple[tuple[Indicator, str, str], ...]:
    rows = []
    for indicator in catalogue.indicators().values():
        printed = catalogue.printed_by_row(indicator.set_code)[indicator.row]
        names = fold(f"{indicator.name} {printed.name}")
        text = f"{names} {fold(indicator.name_en)} {fold(indicator.provider)} {fold(indicator.code)}"
        rows.append((indicator, text, f"{_initials(fold(indicator.name))} {_initials(fold(printed.name))}"))
    return tuple(rows)


def search(text: str) -> list[Indicator]:
    """Indicators whose names contain every word, without regard to diacritics; or whose initials match ("tnsnn").

    The best matches first: name begins with the text, then name contains it, then all words occur.
    """
    wanted = fold(text)
    if not wanted:
        return list(catalogue.indicators().values())
    words, letters = wanted.split(), wanted.replace(" ", "")
    scored = []
    for order, (indicator, index, initials) in enumerate(_search_index()):
        if all(word in index for word in words):
            scored.append((0 if index.startswith(wanted) else 1 if wanted in index else 2, order, indicator))
        elif len(letters) >= 3 and letters in initials:
            scored.append((3, order, indicator))
    return [indicator for *_, indicator in sorted(scored, key=lambda row: row[:2])]
