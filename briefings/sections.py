"""What stands in each kind of section.  A builder takes the context and the part, and gives the section unfilled."""

from collections.abc import Callable, Mapping
from typing import Final

from briefings import alerting, blocks, held, hospitals, procedures, single, slots
from briefings.context import Built, Context, Seen
from briefings.outline import Part
from briefings.telling import told_slots
from components import formats, naming, sentences
from components.sentences import Piece, Sentence
from data import arithmetic, asked, catalogue, reported, standing
from data.answers import GroupView, Headline
from exports.briefing.model import Block, Cell, Column

Builder = Callable[[Context, Part], Built]
LISTED = 15  # rows of what may be long
OF_EACH = 2  # headlines of a group in the overview
MOST = 6  # sentences of the overview


def group(context: Context, part: Part) -> Built:
    """A group of indicators, or one of them: what they say, the lead's chart, parts and map, a table of all."""
    page, code = _page_of(context, part.of or part.asked.get("chi-so", ""))
    if not page:
        return Built("Không có nhóm chỉ số này trong danh mục của tỉnh.", {})
    seen = context.see(page, {**({"chi-so": code} if code else {}), **part.asked})
    lines = [one for one in seen.view.headlines if not code or one.indicator.code == code]
    mapped = _mapped(context, page, seen)
    made: dict[str, Callable[[], list[Block]]] = {
        "map": lambda: blocks.commune_map(mapped.view, mapped.shown),
        "chart": lambda: blocks.trend(seen.view, context.outline.period),
        "parts": lambda: blocks.parts(seen.view),
        "communes": lambda: [
            *blocks.ranked(mapped.view, mapped.shown),
            *blocks.communes_table(mapped.view, mapped.shown),
        ],
        "table": lambda: blocks.headline_table(_table_title(page), ((one, seen.view) for one in lines)),
    }
    drawn = [block for show in part.shows if show in made for block in made[show]()]
    known = told_slots(lines, seen.view, context) | _extremes(mapped)
    used = [seen.view, *([mapped.view] if {"map", "communes"} & set(part.shows) else [])]
    return Built(_usual(lines, mapped, part), known, tuple(drawn), any(one.simulated for one in used), _sources(used))


def _page_of(context: Context, of: str) -> tuple[str, str]:
    """The page group and the indicator that a part is of; ("", "") when it is of neither."""
    if of in catalogue.pages():
        return (of, "") if asked.scope(context.outline.set_code, (of,)) else ("", "")
    if of in catalogue.indicators() and catalogue.get(of).set_code == context.outline.set_code:
        return catalogue.get(of).page, of
    return "", ""


def _mapped(context: Context, page: str, seen: Seen) -> Seen:
    """The view that a map can be drawn of: its own, or that of the nearest indicator that communes report."""
    near = seen.view.nearest
    if seen.view.reported_by_communes or near is None or near.page != page:
        return seen
    return context.see(near.page, {"chi-so": near.code})


def _table_title(page: str) -> str:
    return f"Chỉ tiêu chủ yếu: {catalogue.pages()[page].name.lower()}"


def _extremes(mapped: Seen) -> dict[str, Sentence]:
    if not mapped.view.reported_by_communes:
        return {"cao thấp": ()}
    name = naming.name_of(mapped.view.ask.indicator)
    return {"cao thấp": (Piece(f"{name}: "), *_lowered(sentences.of_communes(mapped.view, mapped.shown)))}


def _lowered(told: Sentence) -> Sentence:
    first = told[0].text
    return (told[0]._replace(text=first[:1].lower() + first[1:]), *told[1:])


def _usual(lines: list[Headline], mapped: Seen, part: Part) -> str:
    there = [one for one in lines if one.value is not None]
    rows = [f"- {slots.name('câu', one.indicator.code)}" for one in there]
    if not there:
        rows = ["Chưa có số liệu của {kỳ} về các chỉ tiêu trong mục này."]
    if "map" in part.shows and mapped.view.reported_by_communes:
        rows.append("- {cao thấp}")
    return "\n".join(rows)


def _sources(views: list[GroupView]) -> tuple[str, ...]:
    return tuple(sorted({source for view in views for source in view.sources}))


def overview(context: Context, part: Part) -> Built:
    """How many indicators move for the better, the first of each group in words, and all of them as a table."""
    told: list[tuple[Headline, GroupView]] = []
    for page in _pages(context):
        view = context.see(page).view
        with_value = [line for line in view.headlines if line.value is not None]
        told += [(line, view) for line in with_value[:OF_EACH]]
    known = {"nhận định": _judged(told)}
    for line, view in told:
        known |= told_slots([line], view, context)
    rows = ["{nhận định}", *(f"- {slots.name('câu', line.indicator.code)}" for line, _ in told[:MOST])]
    views = [view for _, view in told]
    drawn = blocks.headline_table("Các chỉ tiêu chủ yếu", told) if "table" in part.shows else []
    simulated = any(view.simulated for view in views)
    return Built("\n".join(rows), known, tuple(drawn), simulated, _sources(views))


def _pages(context: Context) -> list[str]:
    """The groups that the other sections speak of; without any, all that have a number."""
    chosen = [one.of for one in context.outline.parts if one.kind == "group" and one.of in catalogue.pages()]
    own = [page for page in dict.fromkeys(chosen) if asked.scope(context.outline.set_code, (page,))]
    return own or [one for one in catalogue.pages() if _has_numbers(context, one)]


def _has_numbers(context: Context, page: str) -> bool:
    scope = asked.scope(context.outline.set_code, (page,))
    if not scope:
        return False
    offer = reported.offer(context.conn, context.province_code, tuple(one.code for one in scope))
    return any(offer[one.code].spans for one in scope)


def _judged(told: list[tuple[Headline, GroupView]]) -> Sentence:
    moves = [arithmetic.judgement(line.change, line.indicator.polarity) for line, _ in told if line.change]
    better, worse, same = (moves.count(one) for one in ("better", "worse", "same"))
    if not better + worse + same:
        return (Piece("Chưa đủ số liệu kỳ so sánh để nhận định chung."),)
    against = naming.AGAINST["vi"][told[0][1].ask.comparison]
    text = (
        f"Trong {better + worse + same} chỉ tiêu chủ yếu so được với {against}, {better} chỉ tiêu chuyển biến tốt hơn"
    )
    text += f", {worse} chỉ tiêu kém hơn" + (f", {same} chỉ tiêu không đổi." if same else ".")
    return (Piece(text),)


def late(context: Context, part: Part) -> Built:
    """Whose reports are awaited, and since when."""
    own = catalogue.of_set(context.outline.set_code)
    found = standing.standings(context.conn, own, context.province_code, context.today)
    owed = standing.awaited_from(found)
    there = sum(bool(one.newest) for one in found)
    text = f"{there}/{len(found)} chỉ số của Bộ chỉ số đã có số liệu"
    behind = (
        f"{sum(one.indicators for one in owed)} chỉ số của {len(owed)} cơ quan có kỳ báo cáo đã đến hạn mà chưa gửi"
    )
    text += f"; {behind}." if owed else "; không có kỳ báo cáo nào đã đến hạn mà chưa gửi."
    columns = (
        Column("TT", width=0.5),
        Column("Cơ quan", width=4),
        Column("Số chỉ số", "number", 1),
        Column("Chậm từ", width=1.2),
    )
    rows = [
        (Cell(str(place)), Cell(one.agency or "Quyết định chưa giao cơ quan"), _count(one.indicators),
         Cell(formats.date(one.due_on)))
        for place, one in enumerate(owed[:LISTED], start=1)
    ]  # fmt: skip
    drawn = blocks.simple_table("Báo cáo đã đến hạn mà chưa gửi", columns, rows) if "table" in part.shows else []
    return Built("{tiến độ}", {"tiến độ": (Piece(text),)}, tuple(drawn), any(one.simulated for one in found))


def _count(number: int) -> Cell:
    return Cell(formats.number(number), float(number))


def words(_context: Context, part: Part) -> Built:
    """What staff write themselves: until they do, nothing."""
    return Built("", {})


BUILDERS: Final[Mapping[str, Builder]] = {
    "overview": overview, "group": group, "alerts": alerting.alerts, "late": late, "words": words,
    "event": single.event, "commune": single.commune,
    "procedures": procedures.procedures, "hospitals": hospitals.hospitals, "held": held.held,
}  # fmt: skip
