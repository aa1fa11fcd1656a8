"""Headers that name their month or year: "Thực hiện tháng 9/2026" is "Thực hiện kỳ báo cáo" in a report of that month.

Layouts know the words that hold in every report; departments often print the period instead.  Only a period that has a
word of its own beside the report's (itself, the one before, the same of last year) is put into words; any other stays
as it is printed, and the column is told as unknown.
"""

import re
from collections.abc import Callable

from data import periods

NOW, BEFORE, SAME = "kỳ báo cáo", "kỳ trước", "cùng kỳ"
YEAR = r"(?:\s*(?:/|-|\.|,)?\s*(?:năm\s*)?(?P<year>20\d\d))"
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
SINCE_JANUARY = re.compile(rf"(?P<number>\d{{1,2}})\s*tháng(?:\s+đầu\s+năm)?{YEAR}?\b", re.IGNORECASE)
MONTH = re.compile(rf"\btháng\s*(?P<number>\d{{1,2}}){YEAR}?\b", re.IGNORECASE)
QUARTER = re.compile(rf"\bquý\s*(?P<number>iv|i{{1,3}}|[1-4]){YEAR}?\b", re.IGNORECASE)
SAME_OF = re.compile(rf"\bcùng\s+kỳ{YEAR}", re.IGNORECASE)
OF_YEAR = re.compile(r"\bnăm\s*(?P<year>20\d\d)\b", re.IGNORECASE)
DONE = re.compile(r"^(?:thực hiện|cộng dồn|lũy kế|luỹ kế)?\s*lũy kế", re.IGNORECASE)
GUESSED = re.compile(r"^ước(?:\s+(?:thực hiện|tính|đạt))?\s+", re.IGNORECASE)


def relative(text: str, report: str) -> str:
    """The header with its periods in words, as seen from the ``report``'s period; unchanged where it names none."""
    told = SAME_OF.sub(lambda found: _same_of(found, report), text)
    for pattern, name in ((SINCE_JANUARY, _since_january), (MONTH, _month), (QUARTER, _quarter)):
        told = pattern.sub(_worded(name, report), told)
        if pattern.search(told):  # a period that has no word: its year has none either
            return text
    told = OF_YEAR.sub(_worded(_year, report), told)
    if told == text:
        return text
    told = re.sub(rf"so với {SAME}$", f"so với {SAME} năm trước", told)
    return _begun(told)


def _begun(told: str) -> str:
    """With the verb that layouts begin with: "kỳ báo cáo" is "Thực hiện kỳ báo cáo"."""
    if guessed := GUESSED.match(told):
        rest = told[guessed.end() :]
        return f"Ước {rest}" if rest.startswith("lũy kế") else f"Ước thực hiện {rest}"
    if done := DONE.match(told):
        return f"Lũy kế{told[done.end() :]}"
    return f"Thực hiện {told}" if told.startswith((NOW, BEFORE, SAME)) else told


def _worded(name: Callable[["re.Match[str]", str], str], report: str) -> Callable[["re.Match[str]"], str]:
    return lambda found: name(found, report) or found[0]


def _same_of(found: "re.Match[str]", report: str) -> str:
    return f"{SAME} năm trước" if int(found["year"]) == int(report[:4]) - 1 else found[0]


def _since_january(found: "re.Match[str]", report: str) -> str:
    ends = {f"{year}-{int(found['number']):02d}": year for year in _years(found, report)}
    same = periods.same_last_year(report)
    if any(_ends_with(end, report) for end in ends):
        return f"lũy kế {NOW}"
    return f"lũy kế {SAME}" if found["year"] and any(_ends_with(end, same) for end in ends) else ""


def _ends_with(month: str, period: str) -> bool:
    """Whether the months since January up to ``month`` are those up to the end of ``period``."""
    return periods.is_period(month) and periods.parse(month).end == periods.parse(period).end


def _month(found: "re.Match[str]", report: str) -> str:
    return _beside(report, [f"{year}-{int(found['number']):02d}" for year in _years(found, report)])


def _quarter(found: "re.Match[str]", report: str) -> str:
    number = QUARTERS[found["number"].lower()]
    return _beside(report, [f"{year}-Q{number}" for year in _years(found, report)])


def _years(found: "re.Match[str]", report: str) -> list[int]:
    """The year that is printed; without one the report's own, or that of the period before it."""
    if found["year"]:
        return [int(found["year"])]
    return list(dict.fromkeys([int(report[:4]), int(periods.previous(report)[:4])]))


def _beside(report: str, named: list[str]) -> str:
    words = {report: NOW, periods.previous(report): BEFORE, periods.same_last_year(report): SAME}
    return next((words[one] for one in named if one in words), "")


def _year(found: "re.Match[str]", report: str) -> str:
    words = {0: "năm", 1: "năm sau", -1: "năm trước"}
    return words.get(int(found["year"]) - int(report[:4]), "")
