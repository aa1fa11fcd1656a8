"""From an outline to a briefing: sections built, slots filled, every number traced to where it stands."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from briefings import kinds, single, slots
from briefings.appendix import cells, origins
from briefings.context import Built, Context, within
from briefings.outline import Outline, Part
from briefings.sections import BUILDERS
from components.sentences import Piece, Sentence, lowered
from data import catalogue, periods
from exports.briefing.model import KEPT_OPEN, Briefing, Paragraph, Section, Words


@dataclass(frozen=True)
class Composed:
    """A briefing, and what is wrong with its texts: the key of the part, and a Vietnamese sentence."""

    briefing: Briefing
    troubles: tuple[tuple[str, str], ...]


def compose(conn: Connection, outline: Outline, home: Path, today: date, as_of: datetime | None = None) -> Composed:
    """The briefing of an outline, from the version that ``conn`` reads.

    Raises:
        KindError: the outline is of a kind that is not there any more.
    """
    context = Context(conn, outline, kinds.named(home, outline.kind), today, home, as_of)
    built = [(part, BUILDERS[part.kind](context, part)) for part in outline.parts]
    made = [_section(context, part, one) for part, one in built]
    version = context.version()
    known = as_of or version["published_at"]
    briefing = Briefing(
        name=context.kind.heading,
        subject=subject_of(context),
        period=periods.label(outline.period),
        area=context.area_name,
        letterhead=outline.letterhead,
        on=today,
        sections=tuple(section for section, _ in made),
        origins=(),
        sources=tuple(sorted({source for _, one in built for source in one.sources})),
        as_of=f"{known:%d/%m/%Y %H:%M}",
        version=str(version["version"]),
        is_simulated=any(one.is_simulated for _, one in built),
    )
    wanted = [*briefing.numbers(), *cells(briefing.behind())]
    briefing = replace(briefing, origins=origins(conn, wanted, context.province_code, as_of))
    return Composed(briefing, tuple(trouble for _, troubles in made for trouble in troubles))


def subject_of(context: Context) -> str:
    """What the briefing is about, its slots filled."""
    text = context.outline.subject or context.kind.subject
    own = {"sự kiện": single.event_name(context), "nhóm": _group_name(context)}
    filled = slots.fill(text, context.general() | own)
    subject = " ".join(one.text for one in filled.paragraphs)
    return subject[:1].upper() + subject[1:]


def _group_name(context: Context) -> Sentence:
    """The first group of indicators that the outline is of, as it stands inside a sentence."""
    named = [one.of for one in context.outline.parts if one.kind == "group" and one.of in catalogue.pages()]
    return (Piece(lowered(catalogue.pages()[named[0]].name)),) if named else ()


def _section(context: Context, part: Part, built: Built) -> tuple[Section, list[tuple[str, str]]]:
    text = built.text if part.text is None else part.text
    filled = slots.fill(text, {**context.general(), **built.slots})
    paragraphs = filled.paragraphs if "text" in part.shows else ()
    troubles = [(part.key, slots.told(filled.unknown))] if filled.unknown else []
    blocks = (*paragraphs, *built.blocks)
    if not blocks and part.kind == "words":
        blocks = (Paragraph((Words(KEPT_OPEN),)),)
        troubles.append((part.key, f"Mục «{part.title}» chưa có lời văn: khi phát hành, mục này không in."))
    elif not blocks:
        blocks = (Paragraph((Words(f"Chưa có số liệu của {within(context.outline.period)} cho mục này."),)),)
    return Section(part.key, title_of(part), blocks), troubles


def title_of(part: Part) -> str:
    """The heading that staff gave a part, else the name of what it is of."""
    if part.title:
        return part.title
    if part.of in catalogue.pages():
        return catalogue.pages()[part.of].name
    return catalogue.get(part.of).name if part.of in catalogue.indicators() else "Nội dung khác"
