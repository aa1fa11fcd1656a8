"""The source panel of a figure of a bulletin and of an hour of a station: a ``CellTrace`` in words."""

from components import formats, group_source, naming
from components.emergency_parts import moment
from components.emergency_words import item_name, quantity_name, say
from components.lineage import Lineage
from components.words import word
from data.answers import CellTrace
from data.bulletin_items import items


def lineage(found: CellTrace, lang: str = "vi") -> Lineage:
    """Everything that the panel says: the value, its cell and delivery, and every word that was said on it."""
    own = found.revisions.iloc[found.shown]
    told = Lineage(
        title=_title(found, lang),
        value=_value(own["value"], found.unit, lang),
        status=naming.status_words(str(own["status"]), lang),
        checks=_checks(found, lang),
        revisions=group_source.changes(found.revisions, found.unit, lang, "received_at"),
        notes=_notes(found, lang),
    )
    return told | group_source.origin(own, lang)


def _title(found: CellTrace, lang: str) -> str:
    """ "Xã Vị Xuyên, chết, bản tin 16:00 10/09/2026 của …", or "Trạm Hà Giang, mưa, 16:00 10/09/2026"."""
    when = moment(found.at, found.has_hour, lang)
    if found.what in items():
        of = say("bulletin_of", lang, when=when, body=found.body or say("unnamed", lang))
        return ", ".join((found.place, item_name(items()[found.what], lang).lower(), of))
    return ", ".join((found.place, quantity_name(found.what, lang), when))


def _checks(found: CellTrace, lang: str) -> list[str]:
    """What it passed to be taken at all, and every remark on its cell."""
    if found.checks is None:
        return []
    passed = word("passed_bulletin" if found.what in items() else "passed_reading", lang)
    remarks = found.checks.remarks
    return [passed, *(word("doubted", lang, text=one.text) if one.is_doubt else one.text for one in remarks)]


def _value(value: float, unit: str, lang: str) -> str:
    return f"{formats.number(value, lang=lang)} {unit}".strip()


def _notes(found: CellTrace, lang: str) -> list[str]:
    own, newest = found.revisions.iloc[found.shown], found.revisions.iloc[-1]
    notes = [word("simulated_long", lang)] if own["status"] == "simulated" else []
    if own["delivery_id"] == newest["delivery_id"]:
        return notes
    return [
        word(
            "replaced_by",
            lang,
            value=_value(newest["value"], found.unit, lang),
            file=newest["file_name"],
            cell=formats.cell(newest["cell"], lang),
            date=formats.datetime(newest["received_at"]),
        ),
        *notes,
    ]
