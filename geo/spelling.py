"""How Vietnamese place names are compared: a strict key, a loose key, and a reading of what was written.

The strict key (``spelling``) forgives what carries no meaning: Unicode form, case, where in the word the tone
mark stands (Hoà, Hòa), punctuation, repeated blanks, leading zeros.  The loose key (``fold``) also drops
every mark.
"""

import re
import unicodedata
from dataclasses import dataclass

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # grave, acute, tilde, hook above, dot below
LOOKALIKES = str.maketrans({"ð": "đ", "Ð": "đ", "Đ": "đ", "’": " ", "'": " ", "ʼ": " "})  # eth is not d with stroke
OFFICE = re.compile(r"^(ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân|uy ban nhan dan)\s+")
KINDS = {
    "xã": "xã",
    "phường": "phường",
    "đặc khu": "đặc khu",
    "thị trấn": "thị trấn",
    "huyện": "huyện",
    "x.": "xã",
    "p.": "phường",
    "đk.": "đặc khu",
    "tt.": "thị trấn",
}
BARE_KINDS = {"xa": "xã", "phuong": "phường", "dac khu": "đặc khu", "thi tran": "thị trấn", "dk.": "đặc khu"}
TAIL = re.compile(r"\s*[-–—,(]\s*(?:tỉnh|thành phố|tp\.?|tinh|thanh pho)?\s*([^-–—,()]+?)\s*\)?$")


def _words(text: str) -> list[str]:
    """Lower-case words in NFC; everything that is neither letter nor digit separates."""
    lowered = unicodedata.normalize("NFC", text).lower().translate(LOOKALIKES)
    words = re.findall(r"[^\W_]+", lowered)
    return [word.lstrip("0") or "0" if word.isdigit() else word for word in words]


def _tone_last(word: str) -> str:
    """The word with its tone marks moved behind it, so that Hoà and Hòa are the same."""
    chars = unicodedata.normalize("NFD", word)
    tones = "".join(char for char in chars if char in TONES)
    return unicodedata.normalize("NFC", "".join(char for char in chars if char not in TONES)) + tones


def spelling(text: str) -> str:
    """The strict key: equal for two texts that a careful reader takes for the same name."""
    return " ".join(_tone_last(word) for word in _words(text))


def fold(text: str) -> str:
    """The loose key: lower-case ASCII words with single blanks, "Xã Đắk Pơ" → "xa dak po"."""
    chars = unicodedata.normalize("NFD", " ".join(_words(text)).replace("đ", "d"))
    return "".join(char for char in chars if not unicodedata.combining(char))


@dataclass(frozen=True)
class Reading:
    """What a written name says.

    The kind of unit, when it says so, and the name without prefix and province.
    """

    kind: str | None
    name: str


def read(text: str, province_names: frozenset[str]) -> Reading:
    """A written name, taken apart: "UBND xã Kông Bơ La - Gia Lai" → kind xã, name "kông bơ la".

    Args:
        province_names: strict keys of the names that may follow the name (the province, and those merged into
        it).
    """
    rest = " ".join(unicodedata.normalize("NFC", text).lower().split())
    tail_kind = re.search(r"\((xã|phường|thị trấn|đặc khu)\)$", rest)
    if tail_kind:
        rest = rest[: tail_kind.start()].strip()
    rest = OFFICE.sub("", rest.replace("uỷ ban", "ủy ban"))
    tail = TAIL.search(rest)
    while tail and spelling(tail[1]) in province_names:
        rest = rest[: tail.start()].strip()
        tail = TAIL.search(rest)
    found, rest = _split_kind(rest)
    return Reading(found or (tail_kind[1] if tail_kind else None), rest)


def _split_kind(text: str) -> tuple[str | None, str]:
    prefixes = KINDS if not text.isascii() else {**KINDS, **BARE_KINDS}
    for prefix, kind in prefixes.items():
        rest = text[len(prefix) :].strip()
        if text.startswith(prefix if prefix.endswith(".") else prefix + " ") and rest:
            return kind, rest
    return None, text


def distance(one: str, other: str) -> int:
    """Levenshtein distance: how many letters must be put in, taken out or changed."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        above, row[0] = row[0], i
        for j, right in enumerate(other, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (left != right))
    return row[-1]
