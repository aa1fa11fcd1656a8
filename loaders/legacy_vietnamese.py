"""Vietnamese of the fonts before Unicode: TCVN3 (".VnTime") and VNI ("VNI-Times"), recognised and converted exactly.

Such text looks like "Tªn x·" or "Teân xaõ" without its font.  It is recognised by its words: read in the right way
nearly all of them are Vietnamese syllables, read in any other way few are.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

ENOUGH, LEAD = 0.85, 0.25  # share of words that must be syllables, and by how much more than under any other reading
TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = "aăâeêioôơuưy"

TCVN3_LETTERS = {
    "¡": "Ă", "¢": "Â", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư", "§": "Đ", "®": "đ",
    "¨": "ă", "©": "â", "ª": "ê", "«": "ô", "¬": "ơ", "\u00ad": "ư",
    "µ": "à", "¶": "ả", "·": "ã", "¸": "á", "¹": "ạ", "»": "ằ", "¼": "ẳ", "½": "ẵ", "¾": "ắ", "Æ": "ặ",
    "Ç": "ầ", "È": "ẩ", "É": "ẫ", "Ê": "ấ", "Ë": "ậ", "Ì": "è", "Î": "ẻ", "Ï": "ẽ", "Ð": "é", "Ñ": "ẹ",
    "Ò": "ề", "Ó": "ể", "Ô": "ễ", "Õ": "ế", "Ö": "ệ", "×": "ì", "Ø": "ỉ", "Ü": "ĩ", "Ý": "í", "Þ": "ị",
    "ß": "ò", "á": "ỏ", "â": "õ", "ã": "ó", "ä": "ọ", "å": "ồ", "æ": "ổ", "ç": "ỗ", "è": "ố", "é": "ộ",
    "ê": "ờ", "ë": "ở", "ì": "ỡ", "í": "ớ", "î": "ợ", "ï": "ù", "ñ": "ủ", "ò": "ũ", "ó": "ú", "ô": "ụ",
    "õ": "ừ", "ö": "ử", "÷": "ữ", "ø": "ứ", "ù": "ự", "ú": "ỳ", "û": "ỷ", "ü": "ỹ", "ý": "ý", "þ": "ỵ",
}  # fmt: skip

# VNI writes a letter, then its mark: this mark behind a gives that letter.
_AFTER_VOWEL = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_letters() -> dict[str, str]:
    """Every letter that VNI writes in one or two signs, small and capital."""
    small = dict(_SINGLE)
    for base, letter in [*((v, v) for v in "aeouy"), ("ô", "ơ"), ("ö", "ư")]:
        small |= {base + mark: letter + tone for mark, tone in _AFTER_VOWEL.items()}
    for base in "aeo":
        small |= {base + mark: f"{base}\u0302{tone}" for mark, tone in _CIRCUMFLEX.items()}
    small |= {f"a{mark}": f"a\u0306{tone}" for mark, tone in _BREVE.items()}
    capital = {written.upper(): letter.upper() for written, letter in small.items()}
    mixed = {written[0].upper() + written[1:]: letter.upper() for written, letter in small.items() if written[1:]}
    return {w: unicodedata.normalize("NFC", letter) for w, letter in {**capital, **mixed, **small}.items()}


VNI_LETTERS = _vni_letters()
_VNI_SIGNS = re.compile("|".join(sorted(map(re.escape, VNI_LETTERS), key=len, reverse=True)))
_WORD = re.compile(r"[^\W\d_]+(?:[^\s\d!-/:-@\[-`{-~][^\W\d_]*)*|[^\x00-\x7f\s]+")
_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|kr|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_NUCLEUS = (
    "(?:uyê|uya|iêu|yêu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|uyu|uêu|iê|yê|ya|ia|uô|ua|ưa|ươ|oa|oă|oe|uê|uy|uơ|uâ|oo|"
    "ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
)
_SYLLABLE = re.compile(f"{_ONSET}{_NUCLEUS}(?:ch|ng|nh|[ckmnpt])?")


def from_tcvn3(text: str) -> str:
    """Unicode of a text that was typed in TCVN3 and is read as if it were Western European."""
    return "".join(TCVN3_LETTERS.get(sign, sign) for sign in text)


def from_vni(text: str) -> str:
    """Unicode of a text that was typed in VNI and is read as if it were Western European."""
    return _VNI_SIGNS.sub(lambda match: VNI_LETTERS[match[0]], text)


CONVERSIONS: dict[str, Callable[[str], str]] = {"TCVN3 (ABC)": from_tcvn3, "VNI": from_vni}


def is_syllable(word: str) -> bool:
    """Whether a word could be a Vietnamese syllable: known sounds in their order, at most one tone."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in parts if sign in TONES]
    bare = unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in TONES))
    return len(tones) <= 1 and _SYLLABLE.fullmatch(bare) is not None


def share(readings: Iterable[str]) -> float:
    """The share of syllables among distinct words; 0 when there are none."""
    words = set(readings)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def marked_words(text: str) -> set[str]:
    """The distinct words of a text that have signs beyond ASCII."""
    return {word for word in _WORD.findall(text) if not word.isascii()}


def recognise(readings: dict[str, set[str]]) -> str | None:
    """The name of the reading whose words are Vietnamese; None when none is so, or two are."""
    shares = sorted(((share(words), name) for name, words in readings.items()), reverse=True)
    best, name = shares[0] if shares else (0.0, None)
    runner_up = shares[1][0] if len(shares) > 1 else 0.0
    return name if best >= ENOUGH and best - runner_up >= LEAD else None


def read_as(words: set[str]) -> dict[str, set[str]]:
    """The same words as they stand ("") and under each conversion."""
    return {"": words} | {name: set(map(convert, words)) for name, convert in CONVERSIONS.items()}
