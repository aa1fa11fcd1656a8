"""What goes wrong in real life: reports come late, lack communes, are corrected, and have dirty cells.

Decided by chance that depends on the province and the seed only.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from loaders.demo.land import Land, chance
from loaders.workbooks import Cell

LATE_MONTHS = 5  # months in which some communes send ten days after the others
LATE_COMMUNES = 4
CORRECTED_COMMUNES = 6
RECENT = 18  # months in which somebody still remembers dirty cells
MISSING_NOW = 3  # communes that have not sent the last month
NEVER_SENT = 3
DIRTY = ("text", "misspelt", "formula", "duplicate", "former", "text", "two_numbers", "unknown_code")
UNMENDED = ("two_numbers", "unknown_code")  # dirty cells that nobody has sent again yet
NOTES = ("chưa có số liệu", "đang tổng hợp")
FORMER = "Thị trấn Đồng Văn"


@dataclass(frozen=True)
class MonthTrouble:
    """Of one month: commune codes that come later, that never come, that are corrected later; dirty cells."""

    late: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    dirty: tuple[tuple[str, str], ...] = ()  # commune code, kind of DIRTY
    days: int = 0  # how many days after the usual day the whole report comes

    @property
    def mended(self) -> tuple[str, ...]:
        """The communes whose dirty cells come again, clean."""
        return tuple(code for code, kind in self.dirty if kind not in UNMENDED)


def trouble(land: Land, months: list[str], seed: int) -> dict[str, MonthTrouble]:
    """What happens to the report of each of these months, the last of which is the newest."""
    luck = chance(seed, "trouble", land.province_code)
    found = {month: MonthTrouble(days=int(luck.integers(0, 3))) for month in months}
    earlier = months[:-1] or months

    def pick(count: int, without: set[str] | None = None) -> tuple[str, ...]:
        free = [code for code in land.codes if code not in (without or set())]
        return tuple(sorted(str(code) for code in luck.choice(free, size=min(count, len(free)), replace=False)))

    def some(count: int) -> list[str]:
        return [str(month) for month in luck.choice(earlier, size=min(count, len(earlier)), replace=False)]

    for month in some(LATE_MONTHS):
        found[month] = replace(found[month], late=pick(LATE_COMMUNES), days=int(luck.integers(6, 11)))
    for month in some(NEVER_SENT):
        found[month] = replace(found[month], missing=pick(1, {*found[month].late}))
    found[months[-1]] = replace(found[months[-1]], missing=pick(MISSING_NOW))
    recent = earlier[-RECENT:]
    for number, kind in enumerate(DIRTY):
        of_month = found[recent[number * len(recent) // len(DIRTY)]]
        taken = {*of_month.late, *of_month.missing, *(code for code, _ in of_month.dirty)}
        soiled = (*of_month.dirty, *((code, kind) for code in pick(1, taken)))
        found[recent[number * len(recent) // len(DIRTY)]] = replace(of_month, dirty=soiled)
    for month in dict.fromkeys((earlier[-min(3, len(earlier))], earlier[-min(9, len(earlier))])):
        taken = {*found[month].late, *found[month].missing, *(code for code, _ in found[month].dirty)}
        found[month] = replace(found[month], wrong=pick(CORRECTED_COMMUNES, taken))
    return found


def soil(rows: list[list[Cell]], dirty: tuple[tuple[str, str], ...]) -> list[list[Cell]]:
    """Rows of a commune matrix (STT, code, name, values …) with their dirty cells; a duplicate adds a row."""
    kinds = dict(dirty)
    soiled: list[list[Cell]] = []
    for row in rows:
        kind = kinds.get(str(row[1]), "")
        soiled += _soiled(list(row), kind)
    return soiled


def _soiled(row: list[Cell], kind: str) -> list[list[Cell]]:
    first = 3
    if kind == "text":
        row[first] = NOTES[len(str(row[2])) % len(NOTES)]
    elif kind == "formula":
        row[first] = "#REF!"
    elif kind == "two_numbers":
        row[first] = "1.234"
    elif kind == "misspelt":
        row[1], row[2] = None, _misspelt(str(row[2]))
    elif kind == "former":
        row[1], row[2] = None, FORMER
    elif kind == "unknown_code":
        row[1] = "99999"
    elif kind == "duplicate" and isinstance(row[first], (int, float)):
        again = [*row[:first], round(float(row[first] or 0) * 1.1 + 1, 1), *(None for _ in row[first + 1 :])]
        return [row, again]
    return [row]


def _misspelt(name: str) -> str:
    """A name with its last letter typed twice."""
    return name + name[-1]


def sent_on(month: str, usual_day: int, late: int, today: date) -> date:
    """The day on which the report of a month is sent: in the month after, never after today."""
    year, number = map(int, month.split("-"))
    first = date(year + number // 12, number % 12 + 1, 1)
    return min(first + timedelta(days=usual_day - 1 + late), today)
