"""Which published numbers stand behind what an alert found.  Pure: the alert and its rule in, a key out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from data import catalogue, health_rules, periods, rules
from data.answers import NumberKey
from data.hospitals import BAND_DAYS
from data.keys import EntryKey, Key, MadeKey

Rule = Mapping[str, Any]  # the fields of ``data.alerts.rules.AlertRule``


def key(alert: Mapping[Any, Any], rule: Rule) -> Key | None:
    """The key of the numbers that an alert tells; None where it tells none that was published (nothing came, or a
    level of risk, which the page of emergencies explains)."""
    made = _KINDS.get(str(rule.get("kind", "")))
    if made is None or str(alert["indicator_code"]) not in catalogue.indicators():
        return None
    measure, breakdown = str(rule.get("measure") or ""), str(rule.get("breakdown") or "total")  # "": what was reported
    now = NumberKey(str(alert["indicator_code"]), str(alert["area_code"]), str(alert["period"]), measure, breakdown)
    return made(now, rule)


def _itself(now: NumberKey, _rule: Rule) -> Key:
    return now


def _change(now: NumberKey, rule: Rule) -> Key:
    before = periods.previous if rule.get("against") == "previous" else periods.same_last_year
    return MadeKey("change", (now, now.at(before(now.period))))


def _pace(now: NumberKey, _rule: Rule) -> Key:
    reached = replace(now, measure="cumulative") if catalogue.get(now.code).kind == "flow" else now
    return MadeKey("plan_share", (reached, replace(now, period=now.period[:4], measure="plan")))


def _trend(now: NumberKey, rule: Rule) -> Key:
    steps = range(-int(rule["length"]), 1)
    return MadeKey("run", tuple(now.at(periods.shift(now.period, step)) for step in steps))


def _identity(now: NumberKey, _rule: Rule) -> Key:
    """The total and its parts; a sum of communes leads to them by itself."""
    sums = [one for one in rules.identities() if one.total == now.code and one.kind != "communes"]
    if not sums:
        return now
    split = [term.partition("@") for term in sums[0].parts]
    period = periods.previous(now.period) if sums[0].kind == "carried" else now.period
    parts = (replace(now, code=code, period=period, breakdown=part or "total") for code, _, part in split)
    return MadeKey("identity", (now, *parts))


def _overload(now: NumberKey, _rule: Rule) -> Key:
    """The days of the mean, and the entry that tells the beds."""
    kind = health_rules.BEDS.get(health_rules.measures().get(now.code, ""), "")
    days = range(1 - BAND_DAYS, 1) if kind == "general" else range(1)
    told = tuple(now.at(periods.shift(now.period, day)) for day in days)
    return MadeKey("overload", (*told, EntryKey.of_point(now.area_code)))


_KINDS: Final[Mapping[str, Callable[[NumberKey, Rule], Key]]] = {
    "threshold": _itself,
    "seasonal": _itself,
    "change": _change,
    "pace": _pace,
    "trend": _trend,
    "identity": _identity,
    "overload": _overload,
}
