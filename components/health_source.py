"""Which numbers stand behind each figure of the room of health: the keys that its buttons lead to."""

from collections.abc import Callable, Container, Mapping
from typing import Any

import pandas as pd

from components.number_link import source_button
from data import epidemics, health_rules
from data.answers import NumberKey
from data.health_answers import Course, Health
from data.keys import EntryKey, Key, MadeKey

FLOW_DAYS = 7
RATES_REPORTED = ("coverage", "full_coverage")  # layers of the map that communes report as they are


def button(shown: Any, key: Key | None, name: str, at: str, lang: str = "vi") -> Any:
    """What is shown, leading to where it came from; as it is where nothing stands behind it."""
    if key is None or (isinstance(key, MadeKey) and not key.parts):
        return shown
    return source_button(shown, key.text(), at, name, lang)


def _number(measure: str, area_code: object, day: pd.Timestamp, breakdown: str = "total") -> NumberKey:
    return NumberKey(_code(measure), str(area_code), f"{day:%Y-%m-%d}", "actual", breakdown)


def _code(measure: str) -> str:
    """The indicator of a measure."""
    return next(code for code, name in health_rules.measures().items() if name == measure)


def occupancies(rule: str, facilities: pd.DataFrame) -> MadeKey:
    """How full each facility is, of all beds or, where that is what the row tells, of intensive care."""
    own = facilities[facilities["day"].notna()].to_dict("records")
    beds = [listed(row) for row in own] if rule == "beds_in_use" else []
    return MadeKey(rule, (*(occupancy(row) for row in own), *beds))


def occupancy(row: Mapping[Any, Any]) -> NumberKey:
    if pd.isna(row["occupancy"]):
        return intensive(row)
    return _number("occupancy", row["area_code"], row["day"])


def intensive(row: Mapping[Any, Any]) -> NumberKey:
    return _number("icu_occupancy", row["area_code"], row["icu_day"])


def intensive_care(facilities: pd.DataFrame) -> MadeKey:
    own = facilities.to_dict("records")
    return MadeKey("icu_share", (*(intensive(row) for row in own), *(listed(row) for row in own)))


def listed(row: Mapping[Any, Any]) -> EntryKey:
    """The entry of a facility: its beds are what the list of facilities says."""
    return EntryKey.of_point(str(row["area_code"]))


def beds_in_use(row: Mapping[Any, Any]) -> MadeKey:
    return MadeKey("beds_in_use", (occupancy(row), listed(row)))


def of_actual(row: Mapping[Any, Any]) -> MadeKey:
    return MadeKey("of_actual", (occupancy(row), listed(row)))


def room(row: Mapping[Any, Any]) -> MadeKey:
    """How full a facility is, its free beds and those that it has."""
    return MadeKey("room", (*_told(row, "occupancy", "free_beds"), listed(row)))


def isolation(row: Mapping[Any, Any]) -> MadeKey:
    return MadeKey("isolation", _told(row, "isolation_used", "isolation_beds"))


def _told(row: Mapping[Any, Any], *measures: str) -> tuple[NumberKey, ...]:
    """Of these measures what the facility reported last; nothing where it never did."""
    return tuple(newest(measure)(row) for measure in measures if row["told_on"].get(measure) is not None)


def newest(measure: str) -> Callable[[Mapping[Any, Any]], NumberKey]:
    """What a facility last reported of a measure."""
    return lambda row: _number(measure, row["area_code"], row["told_on"][measure])


def stock(row: Mapping[Any, Any]) -> NumberKey:
    """The newest stock of a medicine."""
    return _number("medicine", row["area_code"], row["day"], f"medicine={row['medicine']}")


def stocks(row: Mapping[Any, Any]) -> MadeKey:
    """The stocks of a medicine that its use was worked out from."""
    return MadeKey("stocks", tuple(stock({**row, "day": day}) for day in row["told_on"]))


def of_communes(
    found: Health, course: Course | None, layer: str, province_code: str, known: Container[str]
) -> dict[str, str]:
    """The keys of what the map shows of each commune that has a value."""
    rows = (row for row in found.communes.to_dict("records") if row["area_code"] in known)
    return {str(row["area_code"]): _of_commune(row, layer, course, province_code).text() for row in rows}


def _of_commune(row: Mapping[Any, Any], layer: str, course: Course | None, province_code: str) -> Key:
    """What stands behind the rate of a commune on the map."""
    if layer in RATES_REPORTED:
        return NumberKey(_code(layer), str(row["area_code"]), str(row[f"{layer}_week"]), "actual", "total")
    people = EntryKey("commune_health", province_code, str(row["entry_code"]))
    if layer == "beds_per_10k":
        return MadeKey("per_people", (*(listed({"area_code": code}) for code in row["facilities"]), people))
    if layer == "incidence" and course is not None:
        disease = f"disease={course.disease}"
        cases = NumberKey(_code("cases"), str(row["area_code"]), course.week, "actual", disease)
        return MadeKey("per_people", (cases, people))
    return MadeKey("per_people", (people,))


def filling(row: Mapping[Any, Any]) -> MadeKey:
    """Who came and who left in the days before, and the free beds."""
    last = max(row["told_on"]["admissions"], row["told_on"]["discharges"])
    days = [last - pd.Timedelta(days=back) for back in range(FLOW_DAYS)]
    flows = [_number(measure, row["area_code"], day) for measure in ("admissions", "discharges") for day in days]
    return MadeKey("filling", (*flows, *_told(row, "occupancy", "free_beds"), listed(row)))


def cases(course: Course, province_code: str, rule: str = "week") -> MadeKey:
    """The days that the cases of the newest complete week, or of two, were added up from."""
    days = epidemics.complete_week(course.curve)
    if rule == "two_weeks":
        days = [*(day - pd.Timedelta(days=len(days)) for day in days), *days]
    disease = f"disease={course.disease}"
    return MadeKey(rule, tuple(_number("cases", province_code, day, disease) for day in days))


def cases_of(course: Course, area_code: str, period: str) -> NumberKey:
    """The cases of one day in one area."""
    return NumberKey(_code("cases"), area_code, period, "actual", f"disease={course.disease}")


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
    return MadeKey(rule, tuple(outbreak(code, province_code) for code in rows["entry_code"]))


def outbreak(entry_code: object, province_code: str) -> EntryKey:
    return EntryKey("outbreak", province_code, str(entry_code))
