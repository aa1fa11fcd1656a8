"""Which file is sent when: the reports of a province from its first month to the last one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from data import periods
from data.catalogue import Indicator
from loaders import layouts, workbooks
from loaders.demo import reports, tables
from loaders.demo.breakdowns import Divided
from loaders.demo.figures import Figures
from loaders.demo.lists import Lists, dates_of_lists, kept
from loaders.demo.moments import Moments
from loaders.demo.recipes import recipes
from loaders.demo.texts import Texts
from loaders.demo.trouble import MonthTrouble, sent_on, trouble
from loaders.template import TITLED

TOLD_MONTHS = 13  # for which there are words, not only numbers
BETWEEN = ("quarter", "half-year", "term", "season")
LATE_AFTER, MENDED_AFTER, CORRECTED_AFTER = 10, 12, 15  # days
PLANS_SET_ON = (12, 12)  # month and day on which the council sets the plans of the next year


@dataclass(frozen=True)
class Sending:
    """A file and what whoever sends it says about it."""

    path: Path
    layout: str
    province: str
    as_of: date
    simulated: bool = True
    source: str = "Số liệu mô phỏng"


class Schedule:
    """Writes every report of a province into a folder."""

    def __init__(self, figures: Figures, months: list[str], today: date, seed: int, folder: Path) -> None:
        self.figures, self.months, self.today, self.folder = figures, months, today, folder
        self.province, self.seed = figures.land.province_code, seed
        self.trouble = trouble(figures.land, months, seed)
        self.divided = Divided(figures, seed)
        self.moments = Moments(figures, today, seed)
        self.texts = Texts(figures, seed)
        own = [layout for layout in layouts.layouts().values() if layout.province == self.province]
        kinds = {layout.kind: layout.code for layout in own}
        self.table_layout = kinds.get("monthly_table", "monthly-table")
        self.matrix_layout = kinds.get("commune_matrix", "commune-matrix")

    def write(self) -> Iterator[Sending]:
        """Writes the files one by one, by day within each month."""
        for year in sorted({int(month[:4]) for month in self.months}):
            yield from self._plans(year)
        for month in self.months:
            yield from self._month(month)
            for frequency in BETWEEN:
                period = periods.of(frequency, periods.parse(month).end)
                if f"{periods.parse(period).end:%Y-%m}" == month:
                    yield from self._between(period, frequency)
            if month.endswith("-12"):
                yield from self._year(month[:4])
        yield from self._registers()
        for end in self.moments.weeks():
            lines = [*self.moments.lines(end), *self.texts.lines(end.isoformat(), "day")]
            yield from self._long(lines, f"so-lieu-ngay-tuan-{end}", end + timedelta(days=1))

    def _registers(self) -> Iterator[Sending]:
        """Every list whole, and a month and two months later what has changed in it."""
        all_lists, issuer = Lists(self.figures.land, self.seed), f"UBND {self.figures.full_name.upper()}"
        for register in kept(self.figures.land, self.figures.world.set.set_code):
            before: date | None = None
            for day in dates_of_lists(self.months, self.today):
                report = all_lists.report(register, day, issuer, before=before)
                code = register.register.replace("_", "-")
                yield self._workbook(report, f"danh-sach-{code}-{day}", f"register-{code}")
                before = day

    def _plans(self, year: int) -> Iterator[Sending]:
        lines = self.figures.plan_lines(year)
        yield from self._long(lines, f"ke-hoach-nam-{year}", min(date(year - 1, *PLANS_SET_ON), self.today))

    def _month(self, month: str) -> Iterator[Sending]:
        about = self.trouble[month]
        day = sent_on(month, 4, about.days, self.today)
        yield from self._table(month, day, about)
        in_matrix = self.figures.with_communes(month, frequency="month")
        own = [i for i in in_matrix if not recipes()[i.code].by_rule]
        if own:
            yield from self._matrices(month, own, about)
        for page, inside in groupby(sorted((i for i in in_matrix if i not in own), key=_by_page), key=_by_page):
            yield from self._settled_matrix(month, list(inside), day, f"-{page}", about.missing)
        lines = [
            *self.figures.lines(self.figures.in_long_table(month), month),
            *self.divided.lines(month),
            *(self.texts.lines(month, "month") if month in self.months[-TOLD_MONTHS:] else ()),
        ]
        yield from self._long(lines, f"so-lieu-bo-sung-{month}", day)

    def _table(self, month: str, day: date, about: MonthTrouble) -> Iterator[Sending]:
        """The monthly table; in months with corrections first with mistaken figures, later as it should be."""
        named = self.figures.in_monthly_table
        if not named:
            return
        absent = named[min(1, len(named) - 1)].code if month == self.months[-1] else ""
        wrong = tuple(i.code for i in named[:1]) if about.wrong else ()
        yield self._workbook(
            reports.monthly_table(self.figures, self.table_layout, month, day, absent=absent, wrong=wrong),
            f"bieu-ktxh-{month}", self.table_layout,
        )  # fmt: skip
        if wrong and day + timedelta(CORRECTED_AFTER) <= self.today:
            again = reports.monthly_table(
                self.figures, self.table_layout, month, day + timedelta(CORRECTED_AFTER), absent=absent
            )
            yield self._workbook(again, f"bieu-ktxh-{month}-dinh-chinh", self.table_layout)

    def _matrices(self, month: str, inside: list[Indicator], about: MonthTrouble) -> Iterator[Sending]:
        """The matrix of a month, then what late communes send, cells that were dirty, and corrections."""
        day = sent_on(month, 6, about.days, self.today)
        first = reports.commune_matrix(self.figures, inside, month, day, about, corrected=False)
        yield self._workbook(first, f"bieu-xa-{month}", self.matrix_layout)
        follow_ups = (("bo-sung", about.late), ("sua-loi", about.mended), ("dinh-chinh", about.wrong))
        for after, (what, codes) in zip((LATE_AFTER, MENDED_AFTER, CORRECTED_AFTER), follow_ups, strict=True):
            if codes and day + timedelta(after) <= self.today:
                later = day + timedelta(after)
                more = reports.commune_matrix(self.figures, inside, month, later, about, only=codes)
                yield self._workbook(more, f"bieu-xa-{month}-{what}", self.matrix_layout)

    def _between(self, period: str, frequency: str) -> Iterator[Sending]:
        """What is reported by quarter, half-year, term or season, and not by month."""
        day = min(periods.parse(period).end + timedelta(8), self.today)
        alone = self.figures.of_province(period, frequency=frequency, beside=("month",))
        inside = self.figures.with_communes(period, frequency=frequency, beside=("month",))
        if frequency not in TITLED:  # no title of a matrix can name the period
            alone, inside = alone + inside, []
        lines = self.figures.lines(alone, period)
        yield from self._long(lines, f"so-lieu-ky-{period}", day)
        yield from self._settled_matrix(period, inside, day)

    def _year(self, year: str) -> Iterator[Sending]:
        day = min(date(int(year) + 1, 1, 20), self.today)
        yield from self._long(
            self.figures.lines(self.figures.of_province(year, frequency="year"), year), f"so-lieu-nam-{year}", day
        )
        yield from self._settled_matrix(year, self.figures.with_communes(year, frequency="year"), day)

    def _settled_matrix(
        self, period: str, inside: list[Indicator], day: date, what: str = "", missing: tuple[str, ...] = ()
    ) -> Iterator[Sending]:
        """A matrix in which nothing is late or dirty."""
        if inside:
            report = reports.commune_matrix(self.figures, inside, period, day, MonthTrouble(missing=missing))
            yield self._workbook(report, f"bieu-xa-{period}{what}", self.matrix_layout)

    def _workbook(self, report: workbooks.Report, name: str, layout: str) -> Sending:
        path = self.folder / f"{name}.xlsx"
        workbooks.write(report, path)
        return Sending(path, layout, self.province, report.signed_on)

    def _long(self, lines: Iterable[tables.Line], name: str, day: date) -> Iterator[Sending]:
        """A long table, when there is anything to write."""
        written = list(lines)
        if written:
            path = self.folder / f"{name}.csv"
            tables.write(written, path)
            yield Sending(path, "long-table", self.province, day)


def _by_page(indicator: Indicator) -> str:
    return indicator.page
