"""CSV files as one sheet of texts, whatever program wrote them."""

import codecs
import csv
import io
import unicodedata
from pathlib import Path

from loaders.errors import SourceError
from loaders.guards import OLE, ZIP, head
from loaders.sheet import Cell, Sheet

DELIMITERS = (",", ";", "\t")
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAVE_AS_UTF8 = "Trong Excel chọn Lưu thành > CSV UTF-8 (được phân tách bằng dấu phẩy), rồi gửi lại."
LETTERS_OF_CP1258 = frozenset("àáảãạăâèéêìíòóôơùúưýđ")


def read_csv(path: Path) -> Sheet:
    """All records as texts in NFC; the sheet is named "" and its cells by record, "row 1" being the header.

    Raises:
        SourceError: missing, empty, not text, of unknown encoding, or with quotes that never close.
    """
    first = head(path)
    if first.startswith((ZIP, OLE)):
        raise SourceError(path.name, "tệp mang đuôi CSV nhưng nội dung là sổ tính hoặc tệp nén.", remedy=SAVE_AS_UTF8)
    text = unicodedata.normalize("NFC", decode(path.name, path.read_bytes()))
    if not text.strip():
        raise SourceError(path.name, "tệp không có dòng nào.", remedy="Kiểm tra lại tệp đã xuất.")
    text, delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    cells: dict[tuple[int, int], Cell] = {}
    try:
        for row, record in enumerate(reader, start=1):
            cells |= {(row, column): Cell(cell) for column, cell in enumerate(record, start=1) if cell.strip()}
    except csv.Error as error:
        raise SourceError(
            path.name,
            f"không tách được các cột ở dòng {reader.line_num}.",
            f"({error}).",
            "Kiểm tra dấu ngoặc kép ở dòng đó, hoặc tệp đã bị cắt cụt.",
        ) from error
    return Sheet(name="", cells=cells, by_row=True)


def decode(name: str, raw: bytes) -> str:
    """Text of a file: by its byte order mark, else UTF-16 when every other byte is zero, UTF-8, Windows-1258."""
    encoding = next((known for mark, known in BOMS if raw.startswith(mark)), "")
    if not encoding and len(raw) >= 4 and raw[1::2][:64].count(0) > 0.6 * len(raw[1::2][:64]):
        encoding = "utf-16-le"
    if not encoding and b"\0" in raw:
        raise SourceError(name, "đây không phải tệp văn bản CSV.", "Có byte 0 trong nội dung.", SAVE_AS_UTF8)
    try:
        return raw.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding:
            raise SourceError(
                name, f"tệp ghi theo {encoding} nhưng bị hỏng hoặc cắt cụt.", f"({error.reason}).", SAVE_AS_UTF8
            ) from error
    return _windows_1258(name, raw)


def _windows_1258(name: str, raw: bytes) -> str:
    """Text of the old Vietnamese code page; refused when hardly any letter beyond ASCII is a Vietnamese one."""
    text = unicodedata.normalize("NFC", raw.decode("cp1258", errors="replace"))
    bare = unicodedata.normalize("NFD", text.lower())
    marks = [c for c in text.lower() if not c.isascii() and c.isalpha()]
    known = [c for c in marks if c in LETTERS_OF_CP1258 or "\u1ea0" <= c <= "\u1ef9" or c in "ĩũ"]
    if "\ufffd" in text or not bare or len(known) < 0.8 * len(marks):
        raise SourceError(
            name,
            "không nhận ra bảng mã tiếng Việt của tệp.",
            "Đã thử UTF-8, UTF-16 và Windows-1258 (tệp có thể dùng TCVN3 hoặc VNI).",
            SAVE_AS_UTF8,
        )
    return text


def _delimiter(text: str) -> tuple[str, str]:
    """The text without Excel's "sep=" line, and what separates the cells of its first line."""
    first, _, rest = text.lstrip("\r\n").partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:
        return "\n" + rest, first.strip()[4:] or "\t"
    outside = "".join(first.split('"')[::2])
    return text, max(DELIMITERS, key=outside.count)
