"""What is wrong or still open in the catalogue files; ``chiso catalogue check`` prints it."""

from collections import Counter
from collections.abc import Iterator

from data import catalogue, scoring_rules
from data.catalogue import Indicator, Problem

OVER_TIME = ("sum", "last", "mean", "recompute", "none")
OVER_AREAS = ("sum", "recompute", "none")


def problems() -> list[Problem]:
    """Every contradiction between the files; empty when the catalogue can be trusted."""
    return [
        *_printed_problems(),
        *_indicator_problems(),
        *_doubted_problems(),
        *_uncovered_rows(),
        *scoring_rules.problems(),
    ]


def _printed_problems() -> Iterator[Problem]:
    for set_code in catalogue.sets():
        rows = catalogue.printed_rows(set_code)
        numbers = {row.row for row in rows}
        for line, row in enumerate(rows, start=2):
            where = f"printed/{set_code}.csv"
            if row.row != line - 1:
                yield Problem(where, line, f"row {row.row} stands where row {line - 1} belongs; number them in order.")
            if not row.name:
                yield Problem(where, line, f"row {row.row} has no name; transcribe it.")
            if row.parent and int(row.parent) not in numbers:
                yield Problem(where, line, f"parent {row.parent} is no row of the set.")


def _doubted_problems() -> Iterator[Problem]:
    for line, row in catalogue.records(catalogue.FOLDER / "doubted_units.csv"):
        known = catalogue.indicators().get(row["code"])
        if known is None or not known.flag or row["unit"] not in catalogue.vocabulary("units"):
            text = f"{row['code']}: name an indicator whose flag says what is wrong, and a unit of units.csv."
            yield Problem("doubted_units.csv", line, text)


def _indicator_problems() -> Iterator[Problem]:
    closed = {
        "page": tuple(catalogue.pages()), "kind": catalogue.KINDS, "polarity": catalogue.POLARITIES,
        "area_level": catalogue.AREA_LEVELS, "over_time": OVER_TIME, "over_areas": OVER_AREAS,
        "unit": ("", *catalogue.vocabulary("units")), "concept": ("", *catalogue.vocabulary("concepts")),
    }  # fmt: skip
    for indicator in catalogue.indicators().values():
        where, line = f"indicators/{indicator.set_code}.csv", indicator.row
        for field, allowed in closed.items():
            if (value := getattr(indicator, field)) not in allowed:
                yield Problem(where, line, f"{indicator.code}: {field} is {value!r}, not one of its vocabulary.")
        yield from _list_problems(where, line, indicator)


def _list_problems(where: str, line: int, indicator: Indicator) -> Iterator[Problem]:
    if indicator.row not in catalogue.printed_by_row(indicator.set_code):
        yield Problem(where, line, f"{indicator.code}: row {indicator.row} is not printed in this set.")
    if unknown := set(indicator.breakdowns) - set(catalogue.vocabulary("axes")):
        yield Problem(where, line, f"{indicator.code}: axes {sorted(unknown)} are missing in axes.csv.")
    order = [catalogue.FREQUENCIES.index(f) for f in indicator.frequencies if f in catalogue.FREQUENCIES]
    if len(order) != len(indicator.frequencies) or order != sorted(order) or not order:
        yield Problem(where, line, f"{indicator.code}: frequencies {indicator.frequencies} unknown, unordered or none.")
    if not indicator.code.startswith(catalogue.sets()[indicator.set_code].prefix + "_"):
        yield Problem(where, line, f"{indicator.code}: the code lacks the prefix of its set.")


def _uncovered_rows() -> Iterator[Problem]:
    for set_code in catalogue.sets():
        covered = {indicator.row for indicator in catalogue.of_set(set_code)}
        for row in catalogue.printed_rows(set_code):
            if row.is_leaf and row.row not in covered:
                yield Problem(f"printed/{set_code}.csv", row.row + 1, f"no indicator stands for {row.name!r}.")


def open_counts() -> dict[str, Counter[str]]:
    """How many indicators of each set leave which field open; ``total`` counts the indicators."""
    counts: dict[str, Counter[str]] = {set_code: Counter() for set_code in catalogue.sets()}
    for indicator in catalogue.indicators().values():
        counts[indicator.set_code].update(["total", *indicator.open_fields])
        if indicator.flag:
            counts[indicator.set_code]["flag"] += 1
    return counts
