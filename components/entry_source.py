"""The source panel of an entry of a list: its state, the row that it stands in, and how it was told before."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from components import formats, group_source, naming
from components.lineage import Lineage, Revision
from components.words import word
from data.answers import EntryTrace
from data.catalogue_registers import Field, Register, registers
from data.keys import EntryKey


def lineage(key: EntryKey, found: EntryTrace, lang: str = "vi") -> Lineage:
    """Everything that the panel says."""
    register, newest = registers()[key.register], found.words.iloc[-1]
    told = Lineage(
        title=f"{newest['name']} ({register.name_en if lang == 'en' else register.name}, {key.entry_code})",
        value=register.state.words(lang).get(newest["state"], key.entry_code),
        status=naming.status_words(str(newest["status"]), lang),
        checks=_checks(found, lang),
        revisions=_changes(register, found, lang),
        notes=[word("simulated_long", lang)] if newest["status"] == "simulated" else [],
    )
    return told | group_source.origin(found.sent.iloc[-1], lang)


def _checks(found: EntryTrace, lang: str) -> list[str]:
    """What the row passed to be taken at all, and every remark on it."""
    if found.checks is None:
        return []
    told = (word("doubted", lang, text=one.text) if one.is_doubt else one.text for one in found.checks.remarks)
    return [word("passed_entry", lang), *told]


def _changes(register: Register, found: EntryTrace, lang: str) -> list[Revision]:
    """Every field that one word said otherwise than the one before."""
    words, sent = (pairwise(frame.to_dict("records")) for frame in (found.words, found.sent))
    return [
        Revision(
            date=formats.date(file["published_at"]),
            what=field.label_en if lang == "en" else field.label,
            before=told[0],
            after=f"{told[1]} ({file['file_name']}, {formats.cell(file['cell'], lang)})",
            remarks=file_before["remarks"],
        )
        for (before, after), (file_before, file) in zip(words, sent, strict=True)
        for field in register.fields
        if (told := (_words(field, before, lang), _words(field, after, lang)))[0] != told[1]
    ]


def _words(field: Field, row: Mapping[Any, Any], lang: str) -> str:
    """What a field says, as it is read."""
    value = row[field.field]
    if pd.isna(value) or value == "":
        return word("left_empty", lang)
    if field.kind == "date":
        return formats.date(value)
    if field.kind in ("number", "coordinate"):
        return formats.number(value, 5 if field.kind == "coordinate" else None, lang=lang)
    return str(row["area_name"] or value) if field.kind == "area" else field.words(lang).get(value, str(value))
