"""Texts of a source as they may be kept: Unicode, without signs that no text has; converted where a font hid it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders import legacy_vietnamese as legacy
from loaders.errors import SourceError
from loaders.sheet import Sheet

# Signs that only damage puts into a text: NUL, and halves of a pair of UTF-16.
DAMAGED = re.compile("[\x00\ud800-\udfff]")
FEW = 3  # distinct words that must speak for an old font before a sheet is believed to use one
MIXED = 0.1  # share of such words in a sheet of Unicode from which on it is refused
CONVERT = "Bôi đen các ô chữ, đổi sang Unicode (Unikey: Ctrl+Shift+F6), lưu rồi gửi lại."


def sound(file: str, sheets: Iterable[Sheet]) -> list[Sheet]:
    """The sheets with their texts in Unicode; a sheet that was converted says so in ``remarks``.

    Raises:
        SourceError: a text is damaged, or Unicode and an old font are mixed.
    """
    found = list(sheets)
    for sheet in found:
        _require_undamaged(file, sheet)
    return [_converted(file, sheet) for sheet in found]


def _texts(sheet: Sheet) -> Iterator[tuple[tuple[int, int], str]]:
    return ((at, cell.value) for at, cell in sheet.cells.items() if isinstance(cell.value, str))


def _require_undamaged(file: str, sheet: Sheet) -> None:
    for (row, column), text in _texts(sheet):
        if not text.isascii() or "\0" in text:
            require_undamaged(file, text, f"ô {sheet.place(row, column)}{_of(sheet)}".replace("ô row", "dòng"))


def _of(sheet: Sheet) -> str:
    return f" của trang «{sheet.name}»" if sheet.name else ""


def require_undamaged(file: str, text: str, where: str) -> None:
    """Raises ``SourceError`` when a text has a sign that can neither be shown nor kept."""
    if damaged := DAMAGED.search(text):
        sign = "ký tự NUL (mã 0)" if damaged[0] == "\0" else f"nửa ký tự U+{ord(damaged[0]):04X} đứng lẻ"
        shown = DAMAGED.sub("�", text)[:40]
        raise SourceError(
            file,
            f"{where} có {sign}, không phải chữ.",
            f"Nội dung: «{shown}».",
            "Gõ lại nội dung đó, hoặc xuất lại tệp từ phần mềm gốc.",
        )


def _converted(file: str, sheet: Sheet) -> Sheet:
    """The sheet in Unicode: as it is, or from the old font that its words are typed in."""
    words: set[str] = set()
    for text in {text for _, text in _texts(sheet) if not text.isascii()}:
        words |= legacy.marked_words(unicodedata.normalize("NFC", text))
    if len(words) < FEW:
        return sheet
    name = legacy.recognise(legacy.read_as(words))
    if not name:
        return replace(sheet, remarks=(*sheet.remarks, *_mixed(file, sheet, words)))
    convert = legacy.CONVERSIONS[name]
    texts = {at: replace(sheet.cells[at], value=convert(unicodedata.normalize("NFC", t))) for at, t in _texts(sheet)}
    return replace(sheet, cells=sheet.cells | texts, remarks=(*sheet.remarks, converted(name)))


def converted(name: str) -> str:
    """The remark on a sheet whose font was an old one."""
    return f"Chữ được gõ theo bảng mã {name} cũ; đã chuyển sang Unicode, từng chữ một, không đổi nội dung."


def _mixed(file: str, sheet: Sheet, words: set[str]) -> Iterator[str]:
    """A remark on a few words of an old font among Unicode.  Raises ``SourceError`` when they are many."""
    for name, convert in legacy.CONVERSIONS.items():
        odd = sorted(w for w in words if not legacy.is_syllable(w) and legacy.is_syllable(convert(w)) and len(w) > 1)
        if len(odd) < 2:  # one may be a foreign word
            continue
        shown = ", ".join(f"«{word}» ({convert(word)}?)" for word in odd[:3])
        if len(odd) >= max(FEW, MIXED * len(words)):
            raise SourceError(
                file,
                f"trang «{sheet.name}» lẫn chữ Unicode và chữ gõ theo bảng mã {name} cũ.",
                f"Ví dụ: {shown}.",
                CONVERT,
            )
        yield f"Vài ô hình như gõ theo bảng mã {name} cũ: {shown}; được đọc nguyên văn. {CONVERT}"
