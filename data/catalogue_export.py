"""The whole catalogue as one table to take away: a record per printed row, with the indicators that it became."""

import csv
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from data import catalogue
from data.catalogue import Indicator, PrintedRow

EXPORT_COLUMNS = [
    "set",
    "row",
    "group_path",
    "stt",
    "name",
    "parent",
    "is_leaf",
    "unit_printed",
    "unit",
    "scope",
    "frequency_printed",
    "frequencies",
    "breakdown_printed",
    "breakdowns",
    "source_agency",
    "method",
    "database",
    "database_owner",
    "data_source",
    "note",
    "codes",
    "pages",
    "kinds",
    "polarities",
    "area_levels",
    "over_time",
    "over_areas",
    "formulas",
    "lead_agencies",
    "providers",
    "deadline_days",
    "sharing",
    "security",
    "answerable",
    "concepts",
    "flags",
    "open",
]


def export_rows() -> Iterator[dict[str, str]]:
    """One record per printed row with the columns of EXPORT_COLUMNS; several indicators of a row joined by `` | ``."""
    for set_code in catalogue.sets():
        by_row: dict[int, list[Indicator]] = {}
        for indicator in catalogue.of_set(set_code):
            by_row.setdefault(indicator.row, []).append(indicator)
        for row in catalogue.printed_rows(set_code):
            yield _export_row(row, by_row.get(row.row, []))


def _export_row(row: PrintedRow, own: list[Indicator]) -> dict[str, str]:
    def joined(name: str) -> str:
        cells = [";".join(v) if isinstance(v := getattr(i, name), tuple) else str(v) for i in own]
        return " | ".join(dict.fromkeys(cell for cell in cells if cell))

    record = {key: str(value) for key, value in asdict(row).items() if key != "set_code"}
    record |= {"set": row.set_code, "is_leaf": "true" if row.is_leaf else "false"}
    singular = {
        "codes": "code", "pages": "page", "kinds": "kind", "polarities": "polarity", "area_levels": "area_level",
        "formulas": "formula", "lead_agencies": "lead_agency", "providers": "provider", "concepts": "concept",
        "flags": "flag", "open": "open_fields",
    }  # fmt: skip
    for column in EXPORT_COLUMNS:
        if column not in record:
            record[column] = joined(singular.get(column, column))
    return {column: record[column] for column in EXPORT_COLUMNS}


def export(path: Path) -> int:
    """Writes the whole catalogue as CSV (UTF-8 with BOM, so that Excel shows the accents); returns the record count."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, EXPORT_COLUMNS)
        writer.writeheader()
        return sum(1 for record in export_rows() if writer.writerow(record))
