"""What cannot be in a capture of scores: it is taken as the portal says it, and flagged."""

from collections import defaultdict

from data import scoring_rules
from loaders import numbers, rules
from loaders.reading import Findings, Score

SUM_TOLERANCE = 0.011
ByItem = dict[str, Score]


def once_each(findings: Findings) -> list[Score]:
    """The first word on each unit and item; another one in the same file contradicts it, and is flagged."""
    seen: dict[tuple[str, str, str], Score] = {}
    for score in findings.scores:
        key = (score.unit_code, score.period, score.item_code)
        if key in seen:
            item = scoring_rules.item(score.item_code).name
            flag("repeated_score", score, findings, unit=score.unit_name, item=item)
        seen.setdefault(key, score)
    return list(seen.values())


def doubt(findings: Findings) -> None:
    """Flags what cannot be, item by item, and sums that are not those of their parts."""
    for score in findings.scores:
        highest = scoring_rules.item(score.item_code).max_score
        facts = {"unit": score.unit_name, "item": scoring_rules.item(score.item_code).name}
        if score.score is not None and highest is not None and score.score > highest:
            flag("score_above_max", score, findings, **facts, value=_told(score.score), highest=_told(highest))
        if score.numerator is not None and score.denominator is not None and score.numerator > score.denominator:
            counts = {"numerator": _told(score.numerator), "denominator": _told(score.denominator)}
            flag("numerator_above", score, findings, **facts, **counts)
    for own in _by_unit(findings):
        if scoring_rules.TOTAL in own:
            _doubt_total(own, findings)
        _doubt_received(own, findings)


def _by_unit(findings: Findings) -> list[ByItem]:
    by_unit: dict[str, ByItem] = defaultdict(dict)
    for score in findings.scores:
        by_unit[score.unit_code][score.item_code] = score
    return list(by_unit.values())


def _doubt_total(own: ByItem, findings: Findings) -> None:
    total = own[scoring_rules.TOTAL]
    parts = {one: own[one.code].score for one in scoring_rules.components() if one.code in own}
    missing = [one.name for one in scoring_rules.components() if parts.get(one) is None]
    if missing:
        flag("component_missing", total, findings, unit=total.unit_name, items=", ".join(missing))
        return
    added = sum(score or 0.0 for score in parts.values())
    if total.score is not None and abs(total.score - added) > SUM_TOLERANCE:
        facts = {"unit": total.unit_name, "value": _told(total.score), "expected": _told(round(added, 2))}
        flag("total_differs", total, findings, **facts)


def _doubt_received(own: ByItem, findings: Findings) -> None:
    """Denominators that are the dossiers received must be the same number in one answer."""
    received = own["TDGQ"].denominator if "TDGQ" in own else None
    late = own["DOSSIER_OVERDUE"].numerator if "DOSSIER_OVERDUE" in own else None
    good = own["TDGQ"].numerator if "TDGQ" in own else None
    if received is not None and late is not None and good is not None and late + good != received:
        facts = {"expected": _told(late + good), "value": _told(received), "unit": own["TDGQ"].unit_name}
        flag("received_differs", own["TDGQ"], findings, item=scoring_rules.item("TDGQ").name, **facts)
    other = own.get("DOSSIER_RECEIVING_SATISFACTION")
    if other and received is not None and other.denominator not in (None, received):
        facts = {"expected": _told(received), "value": _told(other.denominator or 0), "unit": other.unit_name}
        flag("received_differs", other, findings, item=scoring_rules.item(other.item_code).name, **facts)


def _told(value: float) -> str:
    return numbers.plain(value)


def flag(check: str, at: Score, findings: Findings, /, **facts: str) -> None:
    about = rules.rule(check)
    findings.note(at.sheet, at.cell, check, about.tell(facts)[0], about.severity)
