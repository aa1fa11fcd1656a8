"""The source panel of a number on a group page: a ``Trace`` in words."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from components import directive_links, formats, naming
from components.lineage import PARTS_SHOWN, Lineage, PartLine, Revision
from components.words import word
from data.answers import Trace

DELIVERIES = "/nhan-du-lieu"


def lineage(found: Trace, lang: str = "vi") -> Lineage:
    """Everything that the panel says about the number."""
    unit = naming.unit_of(found.indicator, lang)
    title = f"{naming.name_of(found.indicator, lang)}, {found.area_name}, " + naming.period_words(
        found.key.period, found.key.measure, lang
    )
    told = Lineage(
        title=title,
        value=f"{formats.number(found.value, lang=lang)} {unit}",
        status=naming.status_words(found.status, lang),
        formula=_formula(found, lang),
        worked=_worked(found, unit, lang),
        parts=[
            PartLine(
                name=one.name, value=f"{formats.number(one.value, lang=lang)} {unit}", where="", key=one.key.text()
            )
            for one in found.parts
        ],
        checks=_checks(found, lang),
        revisions=changes(found.revisions, unit, lang),
        competing=_competing(found.competing, unit, lang),
        notes=_notes(found, lang),
        direct="" if pd.isna(found.value) else directive_links.of_number(found.key),
    )
    if not found.revisions.empty:
        told |= origin(found.revisions.iloc[-1], lang)
    return told


def origin(newest: Mapping[str, Any] | pd.Series, lang: str) -> Lineage:
    """The file, cell and delivery of what was sent: a row of ``data.queries.revisions``, or its names and values."""
    return Lineage(
        agency=newest["agency"],
        source=newest["source"],
        file=newest["file_name"],
        sheet=newest["sheet"],
        cell=formats.cell(newest["cell"], lang),
        hash=newest["file_hash"],
        delivery=f"{newest['delivery_id']} · {newest['layout']} {newest['layout_version']}",
        feeds=f"{DELIVERIES}?lan={newest['delivery_id']}",
        received=formats.datetime(newest["received_at"]),
        published=formats.date(newest["published_at"]),
    )


def _formula(found: Trace, lang: str) -> str:
    if found.parts_are == "months":
        return "Lũy kế = tổng các tháng từ đầu năm" if lang == "vi" else "Cumulative = sum of the months since January"
    if found.parts_are == "communes":
        return f"{found.area_name} = " + (
            "tổng các xã, phường đã gửi" if lang == "vi" else "sum of the communes that reported"
        )
    return found.indicator.formula


def _worked(found: Trace, unit: str, lang: str) -> str:
    """The sum with this cell's own numbers; a long one shows its largest parts and counts the rest."""
    if not found.parts:
        return ""
    shown = [formats.number(part.value, lang=lang) for part in found.parts[:PARTS_SHOWN]]
    rest = found.parts[PARTS_SHOWN:]
    if rest:
        amount = formats.number(sum(part.value for part in rest), lang=lang)
        shown.append(f"{amount} ({len(rest)} xã, phường khác)" if lang == "vi" else f"{amount} ({len(rest)} more)")
    return f"{' + '.join(shown)} = {formats.number(found.value, lang=lang)} {unit}"


def changes(revisions: pd.DataFrame, unit: str, lang: str, moment: str = "published_at") -> list[Revision]:
    """Only real changes: the same value sent again is no revision.  Another source is named: it competes.

    ``moment``: the column that dates a change; what came within a day is told with its hour.
    """
    told = formats.date if moment == "published_at" else formats.datetime
    return [
        Revision(
            date=told(after[moment]),
            before=f"{formats.number(before['value'], lang=lang)} {unit}".strip(),
            after=f"{formats.number(after['value'], lang=lang)} {unit}".strip() + f" ({_whence(before, after, lang)})",
            remarks=before.get("remarks", ()),
        )
        for before, after in pairwise(revisions.to_dict("records"))
        if before["value"] != after["value"]
    ]


def _competing(behind: pd.DataFrame, unit: str, lang: str) -> list[str]:
    """Estimates that came after, or of the same day as, the final figure; and other sources of the same day."""
    return [
        word(
            one["why"],
            lang,
            value=f"{formats.number(one['value'], lang=lang)} {unit}",
            status=naming.status_words(one["status"], lang),
            source=one["source"],
            date=f"{one['published_at']:%d/%m/%Y}",
            file=one["file_name"],
            cell=formats.cell(one["cell"], lang),
        )
        for one in behind.to_dict("records")
    ]


def _checks(found: Trace, lang: str) -> list[str]:
    """What the number passed when it was loaded, and every remark on its cell."""
    if found.checks is None:
        return []
    passed = [word(f"passed_{stage}", lang, count=count) for stage, count in found.checks.passed.items() if count]
    told = found.checks.remarks
    return [*passed, *(word("doubted", lang, text=one.text) if one.is_doubt else one.text for one in told)]


def _whence(before: Mapping[Any, Any], after: Mapping[Any, Any], lang: str) -> str:
    """File and cell; and the source where it is not the one that spoke before."""
    told = f"{after['file_name']}, {formats.cell(after['cell'], lang)}"
    if after["source"] == before["source"]:
        return told
    return f"{told}; {word('another_source', lang, source=after['source'], before=before['source'])}"


def _notes(found: Trace, lang: str) -> list[str]:
    notes = [found.indicator.flag] if found.indicator.flag else []
    if found.status == "simulated":
        notes.append(word("simulated_long", lang))
    return notes
