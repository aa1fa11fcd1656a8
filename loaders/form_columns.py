"""What an empty form asks for: its columns, its indicators and its communes, in the order of the layout and the set."""

from collections.abc import Iterable

from data import catalogue, periods
from data.catalogue import Indicator
from geo import areas
from loaders import matrix
from loaders.errors import LayoutError
from loaders.layouts import Column, Layout

NOT_A_FIGURE = ("register", "status_count")  # lists, and counts that need their statuses


def of_period_table(layout: Layout, period: str) -> list[Column]:
    """The columns of the first form that the period uses; without forms all columns of values."""
    if not layout.templates:
        return [column for column in layout.columns if column.role in ("value", "comparison")]
    month = periods.parse(period).start.month
    own = next((t for t in layout.templates if month in t.months), None)
    if own is None:
        raise LayoutError(f"Mẫu {layout.code} không có biểu cho {periods.label(period)}.")
    return [layout.column(key) for key in own.columns]


def of_matrix(layout: Layout, period: str, set_codes: tuple[str, ...]) -> list[tuple[str, Column]]:
    """Header text and column of every indicator that communes report in such a period; the layout's own come first."""
    own = [(column.texts[0], column) for column in layout.columns if column.role == "value" and column.indicator]
    by_text = matrix.indicator_columns(layout, set_codes)
    every = [column for text, column in by_text.items() if text == column.key]
    found = own or [(c.texts[0] if by_text.get(c.texts[0]) == c else c.key, c) for c in every]
    found = [(text, column) for text, column in found if _reports(catalogue.get(column.indicator), period)]
    if not found:
        raise LayoutError(f"Không có chỉ tiêu nào của mẫu {layout.code} báo cáo theo kỳ {periods.label(period)}.")
    return found


def indicators(set_codes: tuple[str, ...], period: str) -> list[Indicator]:
    """The indicators of the sets with figures in such a period, in printed order."""
    own = [about for set_code in set_codes for about in catalogue.of_set(set_code)]
    return [about for about in own if _reports(about, period) and about.area_level != "facility"]


def indicators_of_rows(layout: Layout, period: str, set_codes: tuple[str, ...]) -> list[Indicator]:
    """The indicators of a table of the province: those that the layout names, and all others of the province."""
    named = {row.indicator for row in layout.rows}
    own = indicators(set_codes, period)
    return _by_page(about for about in own if about.code in named or about.area_level == "province")


def _by_page(found: Iterable[Indicator]) -> list[Indicator]:
    order = {page: number for number, page in enumerate(catalogue.pages())}
    return sorted(found, key=lambda about: (order[about.page], about.row))


def _reports(about: Indicator, period: str) -> bool:
    """Whether the indicator has a figure in such a period: of its own frequency, or made of months or quarters."""
    frequency = periods.parse(period).frequency
    made = frequency in ("half-year", "nine-months") and bool({"month", "quarter"} & set(about.frequencies))
    return about.kind not in NOT_A_FIGURE and (frequency in about.frequencies or made)


def communes(set_codes: tuple[str, ...], province: str) -> list[tuple[str, str]]:
    """Code and full name of the communes that the sets cover: those of a former province where a set is only its."""
    frame = areas.communes(province)
    covered = {catalogue.sets()[code].area_group for code in set_codes}
    if covered and "" not in covered:
        groups = areas.groups(province)
        inside = set(groups.loc[groups["group_name"].isin(covered), "area_code"])
        frame = frame[frame["area_code"].isin(inside)]
    return list(zip(frame["area_code"], frame["full_name"], strict=True))
