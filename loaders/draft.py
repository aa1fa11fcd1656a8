"""A first layout for a workbook that no layout knows: what its header says, what the catalogue has of the same name.

Only what is certain is filled in.  A column or row whose name is not exactly that of one indicator is left out in the
draft, with the nearest names and how near they are as comments, for a person to decide; the draft can be loaded at any
time, and tells what is still left out.
"""

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from data import catalogue
from data.catalogue import Indicator
from geo.spelling import fold, spelling
from loaders import headers, layouts
from loaders.body import data_rows
from loaders.errors import SourceError
from loaders.header import Header, Lookup
from loaders.headers import UNIT_SUFFIX
from loaders.layouts import COORDINATE_ROLES, LABEL_ROLES, PERIOD_TABLES, Column, Layout
from loaders.monthly import name_and_unit
from loaders.places import province_names
from loaders.printed_units import is_unit
from loaders.reading import Findings
from loaders.sheet import Sheet, letter

FAMILIES = {  # kind of the draft: the kinds whose labels it may have, the label that tells it, whose values it may have
    "commune_matrix": (("commune_matrix", "unit_table"), "area_name", ""),
    "monthly_table": (tuple(PERIOD_TABLES), "row_name", "monthly-table"),
    "quarterly_table": (tuple(PERIOD_TABLES), "row_name", "quarterly-table"),
    "half_year_table": (tuple(PERIOD_TABLES), "row_name", "half-year-table"),
    "long_table": (("long_table",), "indicator_code", "long-table"),
}
SHOWN = 3  # proposals per column
NEAREST = 0.45  # of 1: below it a name is no proposal
KEPT = {f.name: f.default for f in fields(Column) if f.name not in ("key", "texts", "role")}


@dataclass(frozen=True)
class Block:
    """A header that was found: the kind of table, its rows, and the label texts that it was found by."""

    kind: str
    sheet: Sheet
    top: int
    bottom: int
    texts: Lookup
    labels: int


def draft(file: str, sheets: Sequence[Sheet], province: str = "") -> str:
    """A layout as TOML with remarks in Vietnamese, for the sheet whose header is the clearest.

    Raises:
        SourceError: no header was found, or the province does not exist.
    """
    if province and province not in province_names():
        raise SourceError(file, f"không có tỉnh nào mang mã «{province}».", remedy="Dùng mã hai chữ số, ví dụ 08.")
    blocks = [block for sheet in sheets for kind in FAMILIES for block in _blocks(sheet, kind)]
    if not blocks:
        shown = ", ".join(f"«{sheet.name}»" for sheet in sheets)
        raise SourceError(
            file, "không thấy dòng tiêu đề nào.", f"Đã xem các trang: {shown}.",
            "Cần một cột Tên xã, Đơn vị, Chỉ tiêu hoặc Mã chỉ tiêu, đứng cùng dòng với các cột khác.",
        )  # fmt: skip
    best = max(blocks, key=lambda block: (not block.sheet.hidden, block.labels))
    return "\n".join([*_head(file, best, province), *_columns(best, province), *_rows(best, province), ""])


def _family(kind: str) -> Layout:
    """A layout that has every label and coordinate of a family, and the columns of values of its own form."""
    kinds, telling, values_of = FAMILIES[kind]
    merged: dict[str, Column] = {}
    for layout in layouts.known().values():
        for column in layout.columns if layout.kind in kinds else ():
            is_label = column.role in (*LABEL_ROLES, *COORDINATE_ROLES, "note")
            key = column.role if is_label else column.key
            if is_label or layout.code == values_of:
                before = merged.get(key)
                texts = tuple(dict.fromkeys([*(before.texts if before else ()), *column.texts]))
                known = replace(column, key=key, texts=texts, required=column.role == telling)
                merged[key] = replace(before, texts=texts) if before else known
    return Layout("draft", "1", "", kind, tuple(merged.values()))


def _blocks(sheet: Sheet, kind: str) -> Iterator[Block]:
    family = _family(kind)
    texts = headers.lookup(family)
    for top, bottom in headers.candidates(sheet, family, texts):
        found = [headers.meaning(path, texts) for _, path, _ in headers.printed(sheet, top, bottom)]
        yield Block(kind, sheet, top, bottom, texts, sum(match is not None for match in found))


def _head(file: str, block: Block, province: str) -> Iterator[str]:
    sheet = block.sheet
    above = [text for *_, text in sheet.texts(1, block.top - 1)]
    title = max((text for text in above if text.isupper()), key=len, default=Path(file).stem)
    sets = [s.set_code for s in catalogue.sets().values() if s.province_code == province]
    yield f"# BẢN NHÁP soạn từ «{file}», trang «{sheet.name}», tiêu đề ở dòng {block.top} đến {block.bottom}."
    yield "# Xem từng mục có chữ KIỂM TRA, sửa xong chép vào thư mục layouts của kho; thử bằng:"
    yield f"#   chiso load --dry-run --layout <tệp này> {json.dumps(file, ensure_ascii=False)}"
    yield f"code = {_text(_slug(Path(file).stem, '-') or 'mau-moi')}"
    yield 'version = "1"'
    yield f"title = {_text(title.capitalize())}"
    yield f"kind = {_text(block.kind)}"
    yield f"province = {_text(province)}" + _remark("KIỂM TRA: mã tỉnh hai chữ số", when=not province)
    if len(sets) == 1:
        yield f"set_code = {_text(sets[0])}"
    yield 'numbers = "native" # chữ 1.234 đọc hai cách thì từ chối; ghi "vi" nếu mọi ô chữ viết 1.234,5'
    if unit := headers.unit_line(sheet, block.top):
        yield f"# Đơn vị tính chung: {unit}" + (
            "" if is_unit(unit) else " (KIỂM TRA: chưa nhận ra, ghi unit ở từng cột)"
        )
    yield '\n[marks]\n"-" = "zero"\n"–" = "zero"\n"…" = "missing"\n"..." = "missing"\n"x" = "skip"'


def _columns(block: Block, province: str) -> Iterator[str]:
    """One entry per header text; a column that is left out carries the nearest indicators as comments."""
    seen: dict[str, int] = {}
    keys: set[str] = set()
    for index, path, unit in headers.printed(block.sheet, block.top, block.bottom):
        match = headers.meaning(path, block.texts)
        bare, suffix = _bare(path)
        text = " > ".join(bare)
        place = f"cột {letter(index)}"
        if spelling(text) in seen:
            yield f"\n# KIỂM TRA: {place} trùng tiêu đề «{text}» với cột {letter(seen[spelling(text)])}."
            continue
        seen[spelling(text)] = index
        if match is not None:
            keys.add(match[0].key)
            yield f"\n[[columns]] # {place}\n" + "\n".join(_known(match[0], text))
            continue
        key = _fresh(_slug(text, "_"), keys)
        yield f"\n[[columns]] # {place}\nkey = {_text(key)}\ntexts = [{_text(text)}]"
        yield from _guessed(block, bare, unit or suffix, province)


def _bare(path: list[str]) -> tuple[list[str], str]:
    """Header texts without the unit in brackets behind the innermost, and that unit."""
    suffix = UNIT_SUFFIX.match(path[-1])
    return ([*path[:-1], suffix[1]], suffix[2]) if suffix and is_unit(suffix[2]) else (path, "")


def _known(column: Column, text: str) -> Iterator[str]:
    """The entry of a column that the layouts of its family know, with the text of this file."""
    yield f"key = {_text(column.key)}\nrole = {_text(column.role)}\ntexts = [{_text(text)}]"
    for name, default in KEPT.items():
        value = getattr(column, name)
        if value != default:
            yield f"{name} = {json.dumps(value, ensure_ascii=False)}"


def _guessed(block: Block, path: list[str], unit: str, province: str) -> Iterator[str]:
    """Of a matrix the indicator of exactly this name, else the nearest as comments.

    Of a table of a period its rows say the indicator: what a person has to add is which number of which period it is.
    """
    level = "commune" if block.kind == "commune_matrix" else ""
    near = _nearest([path[-1], " ".join(path)], province, level) if level else []
    exact = [about for score, about in near if score == 1]
    if len(exact) == 1:
        yield f'role = "value"\nindicator = {_text(exact[0].code)} # tin cậy 1,00: «{exact[0].name}»'
        yield from [f"unit = {_text(unit)}"] if unit else []
        return
    chosen = "đã ghi measure và offset" if block.kind in PERIOD_TABLES else "đã chọn chỉ số"
    yield f'role = "left_out" # KIỂM TRA: đổi thành "value" và bỏ dòng why khi {chosen}'
    yield f"why = {_text('mẫu chưa gắn cột này với chỉ số nào')}"
    if block.kind in PERIOD_TABLES:
        yield '# measure = "actual" # thực hiện; lũy kế: "cumulative"; ước: "estimate"; kế hoạch: "plan", thêm basis'
        yield '# offset = "this" # kỳ báo cáo; kỳ trước: "previous"; cùng kỳ: "same_last_year"; cả năm: "year"'
    for score, about in near:
        yield f"# indicator = {_text(about.code)} # tin cậy {_share(score)}: «{about.name}»"
    yield from [f"# unit = {_text(unit)}"] if unit else []


def _nearest(texts: Sequence[str], province: str, level: str) -> list[tuple[float, Indicator]]:
    """The indicators whose names are most like one of the texts, with how much, of 1; exact ones alone if there are."""
    scored = []
    for about in catalogue.indicators().values():
        of_province = catalogue.sets()[about.set_code].province_code in (province, "") or not province
        if of_province and (about.area_level != "province") == (level == "commune"):
            own = (about.name, catalogue.printed_by_row(about.set_code)[about.row].name)
            scored.append((max(_likeness(text, name) for text in texts for name in own), about))
    best = sorted(scored, key=lambda pair: -pair[0])[:SHOWN]
    return [pair for pair in best if pair[0] >= (1 if best[0][0] == 1 else NEAREST)]


def _likeness(one: str, other: str) -> float:
    """1 for the same spelling; below 1 for all others, however near."""
    if spelling(one) == spelling(other):
        return 1.0
    return min(0.99, difflib.SequenceMatcher(None, fold(one), fold(other)).ratio())


def _rows(block: Block, province: str) -> Iterator[str]:
    """Of a table of indicators as rows: an entry per name that has numbers."""
    if block.kind not in PERIOD_TABLES:
        return
    seen: set[str] = set()
    for row, text in _named_rows(block):
        name, _ = name_and_unit(text)
        if not name or spelling(name) in seen:
            continue
        seen.add(spelling(name))
        near = _nearest([name], province, "province")
        exact = [about for score, about in near if score == 1]
        yield f"\n[[rows]] # dòng {row}\nnames = [{_text(name)}]"
        if len(exact) == 1:
            yield f"indicator = {_text(exact[0].code)} # tin cậy 1,00"
            continue
        yield 'indicator = "" # KIỂM TRA: ghi mã chỉ số và bỏ dòng why'
        yield f"why = {_text('mẫu chưa gắn dòng này với chỉ số nào')}"
        yield from (f"# indicator = {_text(a.code)} # tin cậy {_share(score)}: «{a.name}»" for score, a in near)


def _named_rows(block: Block) -> Iterator[tuple[int, str]]:
    """Row number and name of every row under the header that holds a number."""
    sheet = block.sheet
    columns = [
        (i, headers.meaning(path, block.texts)) for i, path, _ in headers.printed(sheet, block.top, block.bottom)
    ]
    name_at = next(index for index, match in columns if match and match[0].role == "row_name")
    values = [i for i, match in columns if not match or match[0].role in ("value", "comparison")]
    header = Header(sheet, block.top, block.bottom, (), None, "")
    for row in data_rows(header, Findings()):
        if any(any(c.isdigit() for c in sheet.text(row, column)) for column in values):
            yield row, sheet.text(row, name_at)


def _fresh(key: str, taken: set[str]) -> str:
    """The key, with a number behind it when it is taken; it is taken from now on."""
    number, fresh = 1, key or "cot"
    while fresh in taken:
        number += 1
        fresh = f"{key or 'cot'}_{number}"
    taken.add(fresh)
    return fresh


def _slug(text: str, joint: str) -> str:
    return re.sub(r"\s+", joint, fold(text))[:50].strip(joint)


def _share(score: float) -> str:
    return f"{score:.2f}".replace(".", ",")


def _remark(text: str, *, when: bool) -> str:
    return f" # {text}" if when else ""


def _text(value: str) -> str:
    """A TOML string: JSON writes the same escapes, save for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
