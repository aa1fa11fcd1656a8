"""What the page of briefings asks for: an outline changed by one step, the slots of a section, what can be added."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from briefings import held, kinds, slots
from briefings.compose import title_of
from briefings.context import Context
from briefings.outline import LONGEST_TEXT, SHOWS, Outline, Part
from briefings.sections import BUILDERS
from components.sentences import Sentence
from data import catalogue, paths, periods
from exports.briefing.model import Letterhead

ADD = "them"  # of a link: the kind of section, a dot, and what of it is to be shown: "group.map"
BROUGHT = {
    "group": ("chi-so", "trang", "the-hien", "so-voi", "phan-to"),
    "procedures": ("don-vi", "muc"),
    "hospitals": ("lop", "co-so", "benh"),
    "event": ("su-kien",),
    "held": ("trich",),
}  # what a link brings along, by kind
OF = {"group": ("chi-so", "trang"), "event": ("su-kien",)}  # which of it says of what the section is
EXTRA = {"overview": "Đánh giá chung", "alerts": "Cảnh báo đang đặt ra", "late": "Chất lượng và tiến độ báo cáo",
         "procedures": "Điểm chỉ số thủ tục hành chính", "hospitals": "Giường bệnh và dịch bệnh",
         "words": "Mục tự soạn"}  # fmt: skip


@dataclass(frozen=True)
class Offered:
    """What the editor shows of a part: its heading, the usual text, the slots with what they say now."""

    heading: str
    usual: str
    slots: tuple[tuple[str, Sentence], ...]


def offered(context: Context, part: Part) -> Offered:
    """The slots of a part, its own first."""
    built = BUILDERS[part.kind](context, replace(part, shows=("text",)))
    known = {**built.slots, **context.general()}
    told = ((slots.name(name), sentence) for name, sentence in known.items())
    return Offered(title_of(part), built.text, tuple(told))


def clean(text: object, most: int = LONGEST_TEXT) -> str:
    """What somebody typed, as text that every file can hold: composed letters, no control signs."""
    plain = unicodedata.normalize("NFC", str(text or ""))[:most]
    return "".join(sign for sign in plain if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs", "Co"))


def worded(outline: Outline, key: str, title: object, text: object, shows: object, usual: str) -> Outline:
    """The outline with the heading, text and blocks of a part as they stand in the form; the usual text is not kept."""
    part = outline.part(key)
    if part is None:
        return outline
    told = clean(text).strip()
    kept = None if not told or told == usual.strip() else told
    chosen = tuple(one for one in SHOWS if isinstance(shows, list) and one in shows)
    return outline.with_part(replace(part, title=clean(title, 300).strip(), text=kept, shows=chosen))


def headed(outline: Outline, typed: Mapping[str, object]) -> Outline:
    """The outline with the letterhead as it stands in the form; receivers are parted by a bar."""
    if not typed:
        return outline
    told = {key: clean(text, 300).strip() for key, text in typed.items()}
    receivers = tuple(one.strip() for one in told.pop("receivers", "").split("|") if one.strip())
    return replace(outline, letterhead=Letterhead(**{**vars(outline.letterhead), **told, "receivers": receivers}))


def added(outline: Outline, what: str) -> Outline:
    """The outline with one more section at its end: a page group, a kind of section, or nothing that is unknown."""
    if what in catalogue.pages():
        return outline.with_part(Part(outline.free_key(what), "group", what, shows=("text", "chart", "table")))
    if what in EXTRA:
        return outline.with_part(Part(outline.free_key(what), what, title=EXTRA[what], shows=("text", "table")))
    return outline


def pinned(outline: Outline, asked: Mapping[str, str]) -> Outline:
    """The outline with what a reader chose on a page, as one more section at its end."""
    kind, show, of = _wanted(asked)
    if not kind or (kind == "group" and not _is_in(of, outline.set_code)):
        return outline
    if kind == "held":
        return _holding(outline, held.taken(paths.home(), asked.get("trich", "")) or {}, show)
    own = {key: asked[key] for key in BROUGHT[kind] if asked.get(key) and key not in OF.get(kind, ())}
    title = "" if kind == "group" else named(asked)
    return outline.with_part(Part(outline.free_key(of or kind), kind, of, title, shows=("text", show), asked=own))


def _holding(outline: Outline, one: Mapping[str, Any], show: str) -> Outline:
    """The outline with what was seen on a page as one more section, as long as it can carry it."""
    shows: tuple[str, ...] = ("text", show)
    title = clean(one["told"]["title"], 300)
    if one.get("parted") is not None or one.get("ordered"):  # a ranking: its bars, and the figures beside them
        shows += ("table",)
    more = outline.with_part(Part(outline.free_key("held"), "held", title=title, shows=shows, held=one))
    return outline if _held_signs(more) > held.MOST_TOGETHER else more


def _held_signs(outline: Outline) -> int:
    return sum(len(json.dumps(one.held, ensure_ascii=False)) for one in outline.parts)


def named(asked: Mapping[str, str]) -> str:
    """What is to be added, in words; "" when it is nothing that we know."""
    kind, _, of = _wanted(asked)
    if kind == "group":
        return catalogue.pages()[of].name if of in catalogue.pages() else catalogue.get(of).name
    if kind == "held":
        one = held.taken(paths.home(), asked.get("trich", ""))
        return str(one["told"]["title"]) if one else ""
    return {**EXTRA, "event": "Sự kiện khẩn cấp"}[kind] if kind else ""


def _is_in(of: str, set_code: str) -> bool:
    if of in catalogue.pages():
        return bool(catalogue.of_set(set_code, of))
    return catalogue.get(of).set_code == set_code


def brought(asked: Mapping[str, str]) -> dict[str, str]:
    """The parameters of a link that say what is to be added."""
    kind, _, _ = _wanted(asked)
    return {key: asked[key] for key in (ADD, *BROUGHT.get(kind, ())) if asked.get(key)}


def _wanted(asked: Mapping[str, str]) -> tuple[str, str, str]:
    """Kind of section, what of it, and of what; empty texts when a link asks for nothing that we know."""
    kind, _, show = asked.get(ADD, "").partition(".")
    of = next((asked[key] for key in OF.get(kind, ()) if asked.get(key)), "")
    is_known = kind in BROUGHT and show in SHOWS[1:]
    if kind == "group":
        is_known = is_known and (of in catalogue.indicators() or of in catalogue.pages())
    return (kind, show, of) if is_known else ("", "", "")


def choices(set_code: str) -> dict[str, str]:
    """What can be added: the groups of a set, and the other kinds of sections."""
    groups = {page: one.name for page, one in catalogue.pages().items() if catalogue.of_set(set_code, page)}
    return {**EXTRA, **groups}


def periods_of(kind: kinds.Kind, month: str, count: int = 14) -> dict[str, str]:
    """The newest periods of a kind up to a month, newest first."""
    found = [kinds.period_of(kind, month)]
    while len(found) < count:
        found.append(periods.previous(found[-1]))
    return {one: periods.label(one) for one in found}


def understood(params: Mapping[str, Any]) -> int:
    """The number of a briefing that a link names; 0 when it names none."""
    text = str(params.get("so") or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
