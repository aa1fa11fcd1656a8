"""Names in the order of the Vietnamese alphabet: syllable by syllable, first the letters, then the tone."""

import unicodedata
from collections.abc import Mapping
from functools import cache

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng; before them no tone at all
AFTER_NUMBERS = 10**9

Syllable = tuple[int, tuple[int, ...], tuple[int, ...]]


def in_order(names: Mapping[str, str]) -> dict[str, str]:
    """``names`` by code, sorted by name; the same names by code."""
    return dict(sorted(names.items(), key=lambda one: (order(one[1]), one[0])))


@cache
def order(name: str) -> tuple[Syllable, ...]:
    """What a name is sorted by; a number counts as such, before all letters."""
    return tuple(_syllable(part) for part in unicodedata.normalize("NFC", name).casefold().split())


def _syllable(text: str) -> Syllable:
    if text.isdecimal():
        return int(text), (), ()
    apart = unicodedata.normalize("NFD", text)
    plain = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in TONES))
    tones = tuple(TONES.index(mark) + 1 for mark in apart if mark in TONES)
    return AFTER_NUMBERS, tuple(LETTERS.find(letter) for letter in plain), tones
