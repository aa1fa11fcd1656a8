"""What indicators say, by slot: the whole sentence, or the number, the move, the share of plan, the period alone."""

from collections.abc import Sequence

from briefings.context import Context
from components import naming, sentences
from components.sentences import Piece, Sentence
from data.answers import GroupView, Headline


def told_slots(lines: Sequence[Headline], view: GroupView, context: Context) -> dict[str, Sentence]:
    """The slots of each headline, by indicator."""
    whole = context.outline.area or context.province_code
    known: dict[str, Sentence] = {}
    for line in lines:
        code, placed = line.indicator.code, line.area_code != whole
        known[f"câu:{code}"] = sentences.of_headline(line, view, placed=placed)
        known[f"số:{code}"] = sentences.number_of(line)
        known[f"thay đổi:{code}"] = _trimmed(sentences.move_of(line, view))
        known[f"kế hoạch:{code}"] = _trimmed(sentences.plan_of(line))
        known[f"kỳ:{code}"] = (Piece(naming.period_words(line.period, line.measure)),) if line.period else ()
    return known


def _trimmed(told: Sentence) -> Sentence:
    """Without the comma that joins it to what stands before."""
    return tuple(piece._replace(text=piece.text.removeprefix(", ")) if not n else piece for n, piece in enumerate(told))
