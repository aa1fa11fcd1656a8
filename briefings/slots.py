"""Texts with slots: "{câu:tq_budget_revenue}" stands for a sentence that the rules write, "{kỳ}" for the period.

Whoever edits a briefing writes around the slots; what stands in them is worked out anew for every version, so a word
like "tăng" is never left standing where a number has fallen since.  ``{{`` and ``}}`` are braces.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components.sentences import Sentence
from exports.briefing.model import Paragraph, Words

SLOT = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
NUMBER = re.compile(r"\d")
ITEM = re.compile(r"^\s*[-•–]\s+")


@dataclass(frozen=True)
class Filled:
    """Paragraphs, and the slots that nothing is known for, as they were written."""

    paragraphs: tuple[Paragraph, ...]
    unknown: tuple[str, ...] = ()


def fill(text: str, known: Mapping[str, Sentence]) -> Filled:
    """A paragraph per line that is not empty; one that begins with a dash is an item of a list.

    A slot without anything to say (an empty sentence) leaves no trace, and a line of such slots alone is left out.
    """
    unknown: list[str] = []
    paragraphs = []
    for line in unicodedata.normalize("NFC", text).splitlines():
        words = _words(ITEM.sub("", line), known, unknown)
        if any(one.text.strip() for one in words):
            paragraphs.append(Paragraph(words, is_item=ITEM.match(line) is not None))
    return Filled(tuple(paragraphs), tuple(dict.fromkeys(unknown)))


def name(kind: str, code: str = "") -> str:
    """ "{câu:tq_budget_revenue}" """
    return f"{{{kind}:{code}}}" if code else f"{{{kind}}}"


def names_in(text: str) -> list[str]:
    """The slots of a text, without braces, each once."""
    found = (one.group(1) for one in SLOT.finditer(unicodedata.normalize("NFC", text)))
    return list(dict.fromkeys(_tidied(one) for one in found if one is not None))


def typed_numbers(text: str) -> bool:
    """Whether somebody wrote figures by hand: they have no source, and no version changes them."""
    return bool(NUMBER.search(SLOT.sub("", text)))


def told(unknown: Sequence[str]) -> str:
    """What is wrong with a text, as a sentence; "" where nothing is."""
    if not unknown:
        return ""
    named = ", ".join(f"{{{one[:60]}}}" for one in unknown)
    return f"Không có ô số liệu {named}. Chọn lại trong danh sách ô của mục này, hoặc xóa khỏi lời văn."


def _words(line: str, known: Mapping[str, Sentence], unknown: list[str]) -> tuple[Words, ...]:
    words: list[Words] = []
    end = 0
    for found in SLOT.finditer(line):
        words.append(Words(line[end : found.start()]))
        end = found.end()
        if found.group(1) is None:
            words.append(Words(found.group()[0]))
        elif (slot := _tidied(found.group(1))) in known:
            words += [Words(piece.text, piece.key) for piece in known[slot]]
        else:
            unknown.append(slot)
            words.append(Words(f"[{slot}]"))
    words.append(Words(line[end:]))
    return tuple(one for one in words if one.text)


def _tidied(slot: str) -> str:
    """As slots are known: "Câu : tq_x" is "câu:tq_x"."""
    kind, colon, code = slot.partition(":")
    return f"{kind.strip().casefold()}{colon}{code.strip()}"
