"""What becomes of accepted observations once all checks have spoken: kept, kept with a flag, or refused after all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from loaders import corrections, examination, rules
from loaders.corrections import Correction
from loaders.examination import History
from loaders.findings import Finding
from loaders.normalise import cell_told
from loaders.reading import Note, Place, Reading, Refusal


@dataclass(frozen=True)
class Verdict:
    """The observations that load, what is refused, what is remarked, and the mark of the corrections applied."""

    observations: pd.DataFrame
    refusals: tuple[Refusal, ...]
    notes: tuple[Note, ...]
    corrections: str  # part of the delivery's identity: the same file corrected otherwise is another delivery


def judge(
    observations: pd.DataFrame,
    readings: Sequence[Reading],
    file: str,
    known: History,
    entries: Sequence[Correction],
    accept: Collection[str] = (),
) -> Verdict:
    """Applies the correction register and every check of values.

    Args:
        observations: as accepted cell by cell; columns of ``tables.observation`` without its ids.
        readings: what they were read from, for the words of the sender.
        known: answers with the history of the observations (``data.known.history``).
        entries: of the correction register.
        accept: codes of checks whose findings are flagged this time, not refused: somebody looked and stands for it.

    Raises:
        SourceError: the file no longer says what the register expects.
    """
    history = known(observations)
    rows, corrected, mark = corrections.apply(observations, entries, file, history)
    settled = {finding.row for finding in corrected}
    printed = {(r.place.sheet, r.place.cell): r.unit for r in readings}
    told = rows.assign(
        printed_unit=[printed[place] for place in zip(rows["sheet"].tolist(), rows["cell"].tolist(), strict=True)]
    )
    examined = examination.examine(told, trusted(history, observations))
    found = [finding for finding in examined if finding.row not in settled or not refuses(finding)]
    places = {(r.place.sheet, r.place.cell): r.place for r in readings}
    refused = [finding for finding in (*corrected, *found) if refuses(finding) and finding.code not in accept]
    gone = {finding.row for finding in refused}
    remarks = [finding for finding in (*corrected, *found) if finding.row not in gone]
    concerned = rows.loc[sorted({finding.row for finding in (*refused, *remarks)}), ["sheet", "cell"]]
    cells = zip(concerned.index, concerned["sheet"].tolist(), concerned["cell"].tolist(), strict=True)
    where = {row: places[sheet, cell] for row, sheet, cell in cells}
    return Verdict(
        rows[~rows.index.isin(gone)].reset_index(drop=True),
        tuple(refusal(finding, where[finding.row]) for finding in refused),
        tuple(note(finding, where[finding.row]) for finding in remarks),
        mark + ",".join(sorted({finding.code for finding in found if refuses(finding)} & set(accept))),
    )


def trusted(history: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """The history that values are measured by: simulated values prove nothing about real ones."""
    if observations["status"].eq("simulated").all():
        return history
    return history[history["status"].ne("simulated")]


def refuses(finding: Finding) -> bool:
    return rules.rule(finding.code).severity == "refuse"


def refusal(finding: Finding, place: Place) -> Refusal:
    reason, remedy = rules.rule(finding.code).tell(finding.facts)
    return Refusal(place, finding.code, reason, remedy, finding.about)


def note(finding: Finding, place: Place) -> Note:
    rule = rules.rule(finding.code)
    reason, remedy = rule.tell(finding.facts)
    overruled = rule.severity == "refuse"
    text = f"{cell_told(place.cell)}: {reason} {'Được nhận theo lệnh của người nạp.' if overruled else remedy}".strip()
    return Note(place.sheet, place.cell, finding.code, text, "flag" if overruled else rule.severity)
