"""The source panel of a number that a page made of others, and of an entry of a list."""

from collections.abc import Mapping, Sequence
from typing import Any

from components import formats, group_source, made_words, naming
from components.lineage import Lineage, PartLine
from components.words import word
from data import catalogue, catalogue_registers
from data.answers import NumberKey
from data.keys import CellKey, EntryKey, MadeKey, PartStanding


def lineage(key: MadeKey, parts: Sequence[PartStanding], lang: str = "vi") -> Lineage:
    """Everything that the panel says about the number."""
    told = [PartLine(name=_name(one, lang), value=_value(one, lang), where=_where(one, lang), key=one.key.text())
            for one in parts]  # fmt: skip
    sources = "; ".join(sorted({one.source for one in parts if one.source}))
    title, formula = made_words.title(key.rule, lang), made_words.formula(key.rule, lang)
    return Lineage(title=title, value="", formula=formula, parts=told, source=sources)


def cell(key: CellKey, sent: Mapping[str, Any], remarks: Sequence[tuple[str, bool]], lang: str = "vi") -> Lineage:
    """What the panel says about a cell that tells several numbers: its place, and what was remarked on it.

    ``remarks``: the sentence, and whether it doubts the value.
    """
    told = Lineage(
        title=f"{sent['file_name']}, {formats.cell(key.cell, lang)}",
        value="",
        checks=[word("doubted", lang, text=text) if is_doubt else text for text, is_doubt in remarks],
    )
    return told | group_source.origin({**sent, "sheet": key.sheet, "cell": key.cell}, lang)


def _name(one: PartStanding, lang: str) -> str:
    if not isinstance(one.key, NumberKey):
        return one.name
    about = catalogue.get(one.key.code)
    parts = [naming.name_of(about, lang), one.name, naming.period_words(one.key.period, one.key.measure, lang)]
    if one.key.breakdown != "total":
        parts.insert(1, naming.breakdown_label(one.key.breakdown, lang))
    return ", ".join(parts)


def _value(one: PartStanding, lang: str) -> str:
    if isinstance(one.key, EntryKey):
        state = catalogue_registers.registers()[one.key.register].state.words(lang).get(one.state, "")
        return state or one.key.entry_code
    if one.value is None:
        return word("part_missing", lang)
    unit = naming.unit_in_text(catalogue.get(one.key.code), lang) if isinstance(one.key, NumberKey) else one.unit
    return f"{formats.number(one.value, lang=lang)} {unit}".strip()


def _where(one: PartStanding, lang: str) -> str:
    if not one.file_name:
        return ""
    if isinstance(one.key, NumberKey) and one.counted > 1:
        return word("part_of_rows", lang, count=one.counted)
    before = f"{formats.number(one.before, lang=lang)} {one.unit}".strip() if one.before is not None else ""
    revised = word("part_before", lang, value=before) if before else ""
    return ", ".join(part for part in (one.file_name, one.sheet, formats.cell(one.cell, lang), revised) if part)
