"""Sections about one thing: an event with its levels, figures and tasks, or a commune on all its indicators."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from briefings import blocks, damage, slots
from briefings.context import Built, Context
from briefings.outline import Part
from briefings.telling import told_slots
from components import emergency_log, emergency_map, formats, naming, sentences
from components.emergency_words import kind_name, say
from components.sentences import Piece, Sentence
from data import emergency_view, periods, profile
from data.analyst import Line, Profile
from data.answers import Headline, NumberKey
from data.emergency_answers import EmergencyAsk, EmergencyView
from data.keys import MadeKey
from data.state import events, store
from exports.briefing.model import Block, Cell, Column
from exports.event_log import Table as LogTable

TOLD = 8  # indicators of a commune in words
ENDS = 3  # strongest and weakest indicators


def event(context: Context, part: Part) -> Built:
    """An event: stage and levels in words, the map of levels, its newest figures, its tasks."""
    with store.reading() as state:
        if events.find(state, context.province_code, part.of) is None:
            return Built("Chưa chọn sự kiện, hoặc sự kiện không còn trong sổ.", {"sự kiện": (), "nhiệm vụ": ()})
        ask = EmergencyAsk(context.province_code, part.of, None, "")
        view = emergency_view.view(context.conn, state, ask, context.home, boundary_note=context.boundary_note)
    made = {
        "map": lambda: _levels(view),
        "table": lambda: damage.by_item(view.latest),
        "parts": lambda: _plain("Nhiệm vụ theo kịch bản", emergency_log.tasks(view, called=False)),
    }
    drawn = [block for show in part.shows if show in made for block in made[show]()]
    known = {
        "sự kiện": (Piece(str((view.event or {})["name"])),),
        "diễn biến": _stage(view),
        "nhiệm vụ": _tasks(view),
        "số liệu": _figures(view),
    }
    return Built("{diễn biến}\n{số liệu}", known, tuple(drawn), view.simulated)


def event_name(context: Context) -> Sentence:
    """The name of the event that a part of the outline is of; nothing where there is none."""
    code = next((one.of for one in context.outline.parts if one.kind == "event"), "")
    with store.reading() as state:
        found = events.find(state, context.province_code, code)
    return (Piece(str(found["name"])),) if found else ()


def _stage(view: EmergencyView) -> Sentence:
    about = view.event or {}
    opened = pd.Timestamp(str(about["opened_at"]))
    text = f"{about['name']} ({kind_name(str(about['kind'])).lower()}), mở sự kiện lúc {opened:%H:%M ngày %d/%m/%Y}, "
    text += f"hiện ở giai đoạn: {say(str(about['state'])).lower()}."
    levels = view.communes["level"].dropna().astype(int) if "level" in view.communes else pd.Series(dtype=int)
    counts = levels[levels > 0].value_counts().sort_index(ascending=False)
    if counts.empty:
        return (Piece(text + " Không xã, phường nào đang ở mức rủi ro thiên tai."),)
    told = ", ".join(f"{count} xã, phường cấp {level}" for level, count in counts.items())
    return (Piece(f"{text} Mức rủi ro hiện tại: {told}."),)


def _figures(view: EmergencyView) -> Sentence:
    told = [f"{one.item.name.lower()}: {formats.number(one.total, unit=one.unit)}"
            for one in damage.losses(view.latest) if one.of_province]  # fmt: skip
    return (Piece(f"Theo bản tin mới nhất: {'; '.join(told)}."),) if told else ()


def _tasks(view: EmergencyView) -> Sentence:
    tasks = view.tasks
    if tasks.empty:
        return (Piece("Chưa kích hoạt kịch bản ứng phó cho sự kiện này."),)
    done = int(tasks["done_at"].notna().sum())
    late = int((tasks["done_at"].isna() & (pd.to_datetime(tasks["due_at"]) < view.now)).sum())
    text = f"Đã kích hoạt {len(tasks)} nhiệm vụ theo kịch bản, hoàn thành {done}"
    return (Piece(text + (f", quá hạn {late}." if late else ", không có nhiệm vụ quá hạn.")),)


def _levels(view: EmergencyView) -> list[Block]:
    title = f"Cấp độ rủi ro: {(view.event or {})['name']}"
    return blocks.painted(
        emergency_map.sheet(view), title, view.province_name, view.ask.province_code, view.boundary_note
    )


def _plain(title: str, told: LogTable) -> list[Block]:
    """A table of the log; each column as wide as what stands in it."""
    rows = [[str(text) for text in row] for row in told.rows]
    columns = [
        Column(str(head), width=blocks.text_width([str(head), *(row[place] for row in rows)]))
        for place, head in enumerate(told.heads)
    ]
    return blocks.simple_table(title, columns, ([Cell(text) for text in row] for row in rows))


def commune(context: Context, part: Part) -> Built:
    """A commune: its indicators in words with their ranks, the map with its place, the course of the first, a table."""
    if not context.commune:
        return Built("Chưa chọn xã, phường cho phiếu này.", {"mạnh yếu": (), "đặc điểm": ()})
    found = profile.profile(context.conn, context.outline.set_code, context.commune, context.today)
    lines = [one for one in found.lines if one.value is not None]
    known: dict[str, Sentence] = {"đặc điểm": _about(found), "mạnh yếu": _ends(lines)}
    if not lines:
        return Built("{đặc điểm}\nXã, phường chưa gửi số liệu nào.", known)
    lead = context.see(lines[0].indicator.page, {"chi-so": lines[0].indicator.code})
    for line in lines:
        known |= told_slots([_headline(line, context.commune)], lead.view, context)
    text = ["{đặc điểm}", *(f"- {slots.name('câu', one.indicator.code)}" for one in lines[:TOLD])]
    made = {
        "map": lambda: blocks.commune_map(lead.view, lead.shown),
        "chart": lambda: blocks.trend(lead.view, context.outline.period),
        "table": lambda: _table(lines, context.commune, context.province_code),
    }
    drawn = [block for show in part.shows if show in made for block in made[show]()]
    return Built("\n".join(text), known, tuple(drawn), found.simulated, tuple(found.sources))


def _about(found: Profile) -> Sentence:
    text = f"{found.area_name} có diện tích {formats.number(found.area_km2, 1)} km²"
    named = ", ".join(one.name for one in found.former[:6])
    return (Piece(text + (f"; hình thành từ {named}." if named else ".")),)


def _headline(line: Line, area_code: str) -> Headline:
    return Headline(
        line.indicator, area_code, line.period, line.measure, line.value, line.status, line.change, None, "",
        line.plan_share, None, (), line.published_at, line.late_period, line.due_on, None,
    )  # fmt: skip


def _ends(lines: list[Line]) -> Sentence:
    """The indicators on which it stands best and worst among the communes, by what is better of each."""
    ranked = [one for one in lines if one.rank is not None and one.ranked > 1 and one.indicator.polarity != "neutral"]
    if len(ranked) < 2:
        return (Piece("Chưa đủ số liệu để xếp hạng."),)
    order = sorted(ranked, key=lambda one: (one.rank or 0) / one.ranked)
    best, worst = order[:ENDS], [one for one in order[::-1][:ENDS] if one not in order[:ENDS]]
    told = f"Xếp hạng tốt nhất ở {_ranks(best)}." + (f" Xếp hạng kém nhất ở {_ranks(worst)}." if worst else "")
    return (Piece(told),)


def _ranks(lines: list[Line]) -> str:
    return "; ".join(f"{sentences.lowered(one.indicator.name)} (thứ {one.rank}/{one.ranked})" for one in lines)


def _table(lines: list[Line], area_code: str, province_code: str) -> list[Block]:
    columns = (
        Column("Nội dung chỉ tiêu", width=2.5), Column("Đơn vị", width=1.0), Column("Kỳ", width=1.5),
        Column("Giá trị", "number", 1.15), Column("So với cùng kỳ năm trước", "number", 1.9), Column("Hạng", width=1.3),
        Column("Toàn tỉnh", "number", 1.5),
    )  # fmt: skip
    return blocks.simple_table(
        "Các chỉ tiêu của xã, phường", columns, (_row(one, area_code, province_code) for one in lines)
    )


def _row(line: Line, area_code: str, province_code: str) -> list[Cell]:
    one = line.indicator
    own = NumberKey(one.code, area_code, line.period, line.measure)
    rank = Cell(f"{line.rank}/{line.ranked}", behind=own.text()) if line.rank else blocks.NOTHING
    moved = MadeKey("change", (own, own.at(periods.same_last_year(line.period)))).text()
    of_province = replace(own, area_code=province_code).text()
    whole = (
        blocks.NOTHING
        if line.province is None
        else Cell(formats.number(line.province), line.province, behind=of_province)
    )
    unit, period = naming.unit_in_text(one) or blocks.NOTHING.text, naming.period_words(line.period, line.measure)
    return [Cell(naming.name_of(one)), Cell(unit), Cell(period),
            Cell(formats.number(line.value), line.value, own.text()), blocks.move_cell(line.change, moved), rank,
            whole]  # fmt: skip


BUILDERS: Mapping[str, Any] = {"event": event, "commune": commune}
