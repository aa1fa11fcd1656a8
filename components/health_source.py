"""Which numbers stand behind each figure of the room of health: the keys that its buttons lead to."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import html

from components.words import word
from data import epidemics, health_rules
from data.answers import NumberKey
from data.health_answers import Course
from data.keys import EntryKey, MadeKey

FLOW_DAYS = 7


def button(shown: Any, key: NumberKey | MadeKey | EntryKey | None, name: str, at: str, lang: str = "vi") -> Any:
    """What is shown, leading to where it came from; as it is where nothing stands behind it."""
    if key is None or (isinstance(key, MadeKey) and not key.parts):
        return shown
    told = {"type": "source", "key": key.text(), "at": at}
    title = word("source_of", lang, name=name)
    return html.Button(shown, id=told, type="button", className="source-link", title=title)


def _number(measure: str, area_code: object, day: pd.Timestamp, breakdown: str = "total") -> NumberKey:
    codes = {measure: code for code, measure in health_rules.measures().items()}
    return NumberKey(codes[measure], str(area_code), f"{day:%Y-%m-%d}", "actual", breakdown)


def occupancies(rule: str, facilities: pd.DataFrame) -> MadeKey:
    """How full each facility is, of all beds or, where that is what the row tells, of intensive care."""
    own = facilities[facilities["day"].notna()].to_dict("records")
    return MadeKey(rule, tuple(occupancy(row) for row in own))


def occupancy(row: Mapping[Any, Any]) -> NumberKey:
    if pd.isna(row["occupancy"]):
        return intensive(row)
    return _number("occupancy", row["area_code"], row["day"])


def intensive(row: Mapping[Any, Any]) -> NumberKey:
    return _number("icu_occupancy", row["area_code"], row["icu_day"])


def intensive_care(facilities: pd.DataFrame) -> MadeKey:
    return MadeKey("icu_share", tuple(intensive(row) for row in facilities.to_dict("records")))


def room(row: Mapping[Any, Any]) -> MadeKey:
    """How full a facility is, and its free beds."""
    return MadeKey("room", (occupancy(row), _number("free_beds", row["area_code"], row["day"])))


def filling(row: Mapping[Any, Any]) -> MadeKey:
    """Who came and who left in the days before, and the free beds."""
    days = [row["day"] - pd.Timedelta(days=back) for back in range(FLOW_DAYS)]
    flows = [_number(measure, row["area_code"], day) for measure in ("admissions", "discharges") for day in days]
    return MadeKey("filling", (*flows, _number("free_beds", row["area_code"], row["day"])))


def cases(course: Course, province_code: str, rule: str = "week") -> MadeKey:
    """The days that the cases of the newest complete week, or of two, were added up from."""
    days = epidemics.complete_week(course.curve)
    if rule == "two_weeks":
        days = [*(day - pd.Timedelta(days=len(days)) for day in days), *days]
    disease = f"disease={course.disease}"
    return MadeKey(rule, tuple(_number("cases", province_code, day, disease) for day in days))


def beside(course: Course, measure: str, province_code: str) -> NumberKey | MadeKey:
    """What was reported beside the cases: the days of a sum, or the newest day."""
    row: Any = course.beside.loc[measure]
    breakdown = "total" if row["of_all"] else f"disease={course.disease}"
    if measure not in ("recovered", "tests"):
        return _number(measure, province_code, pd.Timestamp(row["day"]), breakdown)
    days = epidemics.complete_week(course.curve)
    return MadeKey("week", tuple(_number(measure, province_code, day, breakdown) for day in days))


def positivity(course: Course, province_code: str) -> MadeKey:
    tests = beside(course, "tests", province_code)
    parts = tests.parts if isinstance(tests, MadeKey) else (tests,)
    return MadeKey("positivity", (*cases(course, province_code).parts, *parts))


def outbreaks(rows: pd.DataFrame, province_code: str, rule: str = "listed") -> MadeKey:
    """The entries of the list of outbreaks that were counted or added up."""
    codes: Sequence[str] = rows["entry_code"].astype(str).tolist()
    return MadeKey(rule, tuple(EntryKey("outbreak", province_code, code) for code in codes))
