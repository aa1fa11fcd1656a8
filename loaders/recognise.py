"""Which layout a file follows, and where its header stands; decided by header texts, not by file or sheet names."""

import difflib
from dataclasses import dataclass

from data import catalogue, periods
from geo.spelling import spelling
from loaders import headers, matrix
from loaders.errors import HeaderChangedError, PeriodUnclearError, SourceError
from loaders.headers import Header
from loaders.layouts import LABEL_ROLES, PERIOD_TABLES, Layout
from loaders.places import province_names
from loaders.report_period import titled
from loaders.sheet import Sheet

TITLES = 8  # of layouts, named when none fits
NEAR = 0.7  # of 1: how alike a cell and a header must be to be told


@dataclass(frozen=True)
class Recognised:
    """A layout, the province and sets that it is read for, its header in each sheet, and the sheets left out."""

    layout: Layout
    province: str
    set_codes: tuple[str, ...]
    headers: tuple[Header, ...]
    skipped: tuple[Sheet, ...]

    @property
    def matched(self) -> int:
        return sum(len(header.found) for header in self.headers)

    @property
    def problems(self) -> int:
        return sum(header.problems for header in self.headers)


def recognise(file: str, sheets: list[Sheet], candidates: list[Layout], province: str, period: str = "") -> Recognised:
    """The one candidate whose header the sheets have, with the fewest columns that differ.

    Of a monthly and a quarterly table with the same columns, the ``period`` or that of the title decides.  A layout of
    the province goes before one for all.

    Hidden sheets are read only when no visible one has the header.

    Raises:
        SourceError: no candidate fits, or two fit equally well.
        HeaderChangedError: one nearly fits, but too little of it can be trusted (see ``drift``).
    """
    if not any(sheet.cells for sheet in sheets):
        raise SourceError(file, "tệp không có ô nào có nội dung.", remedy="Kiểm tra lại tệp đã gửi.")
    fitting: list[Recognised] = []
    nearly: list[tuple[bool, HeaderChangedError]] = []
    of_province = [layout for layout in candidates if not province or layout.province in ("", province)]
    for layout in of_province:
        if not province and not layout.province:
            continue  # for any province, and nobody said which: only a layout of a province can fit
        try:
            if found := _try(file, sheets, layout, province, period):
                fitting.append(found)
        except HeaderChangedError as error:
            nearly.append((bool(layout.province), error))
    if not fitting and nearly:
        raise _closest(nearly)
    if not fitting and not province and any(not layout.province for layout in candidates):
        raise SourceError(file, "chưa rõ báo cáo của tỉnh nào.", remedy="Chọn tỉnh khi nạp (--province 08).")
    if not fitting:
        raise _nothing(file, sheets, of_province)
    ranks = {found.layout.code: _rank(file, found, period) for found in fitting}
    fitting.sort(key=lambda found: ranks[found.layout.code], reverse=True)
    if len(fitting) > 1 and ranks[fitting[0].layout.code] == ranks[fitting[1].layout.code]:
        codes = ", ".join(found.layout.code for found in fitting)
        raise SourceError(file, "tệp khớp nhiều mẫu.", f"Các mẫu: {codes}.", "Chỉ rõ mẫu khi nạp (--layout).")
    return fitting[0]


def _rank(file: str, found: Recognised, period: str) -> tuple[bool, int, int, bool]:
    suits = _suits(file, found, period) if found.layout.kind in PERIOD_TABLES else True
    return suits, -found.problems, found.matched, bool(found.layout.province)


def _suits(file: str, found: Recognised, period: str) -> bool:
    """Whether the report speaks of a period of the frequency that the layout is for."""
    try:
        named = period or titled(file, found.headers[0].sheet, found.headers[0].top)
    except PeriodUnclearError:
        return False  # told when the title is read for the layout that is chosen
    return bool(named) and periods.parse(named).frequency == PERIOD_TABLES[found.layout.kind]


def _try(file: str, sheets: list[Sheet], layout: Layout, province: str, period: str) -> Recognised | None:
    where = province_of(file, layout, province)
    set_codes = sets_of(layout, where)
    texts = headers.lookup(layout, matrix.accepted(layout, set_codes))
    for hidden in (False, True):
        own = [sheet for sheet in sheets if sheet.hidden is hidden]
        found = {sheet.name: header for sheet in own if (header := headers.find(file, sheet, layout, texts, period))}
        if found:
            skipped = tuple(sheet for sheet in sheets if sheet.name not in found and sheet.cells)
            return Recognised(layout, where, set_codes, tuple(found.values()), skipped)
    return None


def province_of(file: str, layout: Layout, province: str) -> str:
    """The province that a file is read for.  Raises ``SourceError`` when two say different, or none exists."""
    if province and province not in province_names():
        raise SourceError(file, f"không có tỉnh nào mang mã «{province}».", remedy="Dùng mã hai chữ số, ví dụ 08.")
    if layout.province and province not in ("", layout.province):
        raise SourceError(
            file,
            f"mẫu {layout.code} là của {province_names()[layout.province]}, không phải {province_names()[province]}.",
            remedy="Chọn mẫu hoặc tỉnh cho đúng.",
        )
    return province or layout.province


def sets_of(layout: Layout, province: str) -> tuple[str, ...]:
    """The indicator sets that names are looked up in."""
    if layout.set_code:
        return (layout.set_code,)
    return tuple(s.set_code for s in catalogue.sets().values() if s.province_code == province)


def _closest(nearly: list[tuple[bool, HeaderChangedError]]) -> HeaderChangedError:
    """The complaint about the fewest columns, that of a layout of the province before others."""
    return min(nearly, key=lambda row: (row[1].problems, not row[0]))[1]


def _nothing(file: str, sheets: list[Sheet], candidates: list[Layout]) -> SourceError:
    names = ", ".join(f"«{sheet.name}»" for sheet in sheets if sheet.name)
    fitting = [layout for layout in candidates if layout.kind != "query"]
    own = sorted(fitting, key=lambda layout: not layout.province)[:TITLES]
    titles = "; ".join(f"{layout.code} ({layout.title})" for layout in own)
    if len(fitting) > TITLES:
        titles += f" và {len(fitting) - TITLES} mẫu khác (chiso layout list)"
    return SourceError(
        file,
        "không trang tính nào có tiêu đề cột của mẫu đã biết." if names else "dòng tiêu đề không theo mẫu đã biết.",
        " ".join(part for part in (f"Đã xem các trang: {names}." if names else "", _near(sheets, candidates)) if part),
        f"Kiểm tra đã chọn đúng tệp và trang tính. Các mẫu: {titles}.",
    )


def _near(sheets: list[Sheet], candidates: list[Layout]) -> str:
    """A cell that is nearly the header of a column that a layout needs: probably renamed; "" when there is none."""
    needed = [column for layout in candidates for column in layout.columns if column.required]
    wanted = {spelling(text): text for column in needed if column.role in LABEL_ROLES for text in column.texts}
    for sheet in sheets:
        for row, column, text in sheet.texts(1, headers.SEARCHED_ROWS):
            if close := difflib.get_close_matches(spelling(text), wanted, n=1, cutoff=NEAR):
                return f"{_place(sheet, row, column)} «{text}» gần giống tiêu đề «{wanted[close[0]]}»."
    return ""


def _place(sheet: Sheet, row: int, column: int) -> str:
    return f"Cột thứ {column}, dòng {row}" if sheet.by_row else f"Trang «{sheet.name}», ô {sheet.place(row, column)}"
