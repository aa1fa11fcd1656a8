"""The source panel of a score: who said it, in which file and row, by which formula, and what was said before."""

from collections.abc import Mapping
from itertools import pairwise

import pandas as pd

from components import formats, group_source, lineage
from components.tthc_parts import name_of, points, whole
from components.words import word
from data import scoring_rules
from data.score_answers import ScoreKey


def source(
    revisions: pd.DataFrame, unit_name: str, parts: Mapping[ScoreKey, pd.Series] | None = None, lang: str = "vi"
) -> lineage.Lineage:
    """Everything the panel says; ``revisions``: every word on the item in this capture, oldest first; ``parts``: what
    the item is the sum of, as ``data.scores.standings`` found them."""
    newest = revisions.iloc[-1]
    item = str(newest["item_code"])
    rule = scoring_rules.active(newest["captured_on"].date(), newest["province_code"]).get(item)
    counts = ""
    if pd.notna(newest["numerator"]) and pd.notna(newest["denominator"]):
        counts = f"{whole(newest['numerator'], lang)} / {whole(newest['denominator'], lang)}"
    named = f" ({rule.numerator} / {rule.denominator})" if rule is not None and rule.numerator else ""
    told = lineage.Lineage(
        title=f"{name_of(item, lang)}, {unit_name}, {formats.date(newest['captured_on'])}",
        value=points(newest["score"], lang)
        if pd.notna(newest["score"])
        else counts or whole(newest["numerator"], lang),
        status=word("simulated_status" if newest["status"] == "simulated" else str(newest["status"]), lang),
        formula=rule.source if rule is not None else "",
        worked=f"{counts}{named}" if counts else "",
        parts=[_part(key, row, lang) for key, row in (parts or {}).items()],
        revisions=[
            lineage.Revision(
                date=f"{after['received_at']:%d/%m/%Y}",
                before=points(before["score"], lang),
                after=f"{points(after['score'], lang)} ({after['file_name']})",
            )
            for before, after in pairwise(revisions.dropna(subset=["score"]).to_dict("records"))
            if before["score"] != after["score"]
        ],
    )
    return told | group_source.origin(newest, lang)


def _part(key: ScoreKey, row: pd.Series, lang: str) -> lineage.PartLine:
    where = ", ".join(one for one in (row["file_name"], row["sheet"], formats.cell(row["cell"], lang)) if one)
    return lineage.PartLine(name=name_of(key.item, lang), value=points(row["score"], lang), where=where, key=key.text())
