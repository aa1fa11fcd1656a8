"""CSV files as one sheet of texts, whatever program wrote them."""

import codecs
import csv
import io
import itertools
import unicodedata

from data import reasons
from loaders import guards
from loaders import legacy_vietnamese as legacy
from loaders.errors import SourceError
from loaders.sheet import Cell, Sheet
from loaders.texts import converted

DELIMITERS = (",", ";", "\t", "|")
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAVE_AS_UTF8 = "Trong Excel chọn Lưu thành > CSV UTF-8 (được phân tách bằng dấu phẩy), rồi gửi lại."
SAMPLE_LINES = 30
WESTERN = "cp1252"  # as what texts of old Vietnamese fonts are read before they are converted


def read_csv(name: str, content: bytes) -> Sheet:
    """All records as texts in NFC; the sheet is named "" and its cells by record, "row 1" being the header.

    Raises:
        SourceError: empty, not text, of unknown encoding, or with quotes that never close.
    """
    if content.startswith((guards.ZIP, guards.OLE)):
        raise SourceError(name, "tệp mang đuôi CSV nhưng nội dung là sổ tính hoặc tệp nén.", remedy=SAVE_AS_UTF8)
    text, font = decode(name, content)
    text = unicodedata.normalize("NFC", text)
    if not text.strip():
        raise SourceError(name, "tệp không có dòng nào.", remedy="Kiểm tra lại tệp đã xuất.")
    text, delimiter = split_by(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    cells: dict[tuple[int, int], Cell] = {}
    try:
        for row, record in enumerate(reader, start=1):
            cells |= {(row, column): Cell(cell) for column, cell in enumerate(record, start=1) if cell.strip()}
    except csv.Error as error:
        raise SourceError(
            name,
            f"không tách được các cột ở dòng {reader.line_num}.",
            reasons.in_brackets(error),
            "Kiểm tra dấu ngoặc kép ở dòng đó, hoặc tệp đã bị cắt cụt.",
        ) from error
    return Sheet(name="", cells=cells, by_row=True, remarks=(converted(font),) if font else ())


def decode(name: str, raw: bytes) -> tuple[str, str]:
    """The text of a file, and the old Vietnamese font that it was converted from ("" when it was not).

    By its byte order mark, else UTF-16 when every other byte is zero, UTF-8, Windows-1258, TCVN3, VNI.

    Raises:
        SourceError: none of them gives Vietnamese words, or the file is damaged.
    """
    encoding = next((known for mark, known in BOMS if raw.startswith(mark)), "") or _without_mark(raw)
    if not encoding and b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise SourceError(name, "đây không phải tệp văn bản CSV.", f"Có byte 0 ở dòng {line}.", SAVE_AS_UTF8)
    try:
        text = raw.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding or _has_lone_surrogate(raw):
            shown = (encoding or "utf-8").upper()
            raise SourceError(
                name, f"tệp ghi theo {shown} nhưng bị hỏng hoặc cắt cụt.", reasons.in_brackets(error),
                SAVE_AS_UTF8,
            ) from error  # fmt: skip
    else:
        if "\0" in text:
            raise SourceError(name, "nội dung có ký tự NUL (mã 0), không phải chữ.", remedy=SAVE_AS_UTF8)
        return text, ""
    return _before_unicode(name, raw)


def encoding_of(name: str, sample: bytes) -> tuple[str, str]:
    """The encoding of a file by a part of it, and the old Vietnamese font that its letters are then to be converted
    from ("" for none).

    Raises:
        SourceError: none gives Vietnamese words.
    """
    known = next((known for mark, known in BOMS if sample.startswith(mark)), "") or _without_mark(sample)
    if known:
        return known, ""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # whose last letter may be cut
    except UnicodeDecodeError:
        font = _before_unicode(name, sample)[1]
        return (WESTERN, font) if font else ("cp1258", "")
    return "utf-8-sig", ""


def _without_mark(raw: bytes) -> str:
    """UTF-16 that does not say so: of mostly Latin text every other byte is zero."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        sample = raw[first::2][:64]
        if len(raw) >= 4 and sample.count(0) > 0.6 * len(sample) and raw[1 - first :: 2][:64].count(0) == 0:
            return encoding
    return ""


def _has_lone_surrogate(raw: bytes) -> bool:
    """Whether the bytes are UTF-8 but for halves of UTF-16 pairs."""
    try:
        raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _before_unicode(name: str, raw: bytes) -> tuple[str, str]:
    """Text of an old Vietnamese code page or font, and the font; refused when its words are Vietnamese in none."""
    western = raw.decode(WESTERN, errors="replace")
    texts = {"": unicodedata.normalize("NFC", raw.decode("cp1258", errors="replace"))}
    texts |= {font: convert(western) for font, convert in legacy.CONVERSIONS.items()}
    readings = {font: legacy.marked_words(text) for font, text in texts.items() if "\ufffd" not in text}
    font = legacy.recognise(readings)
    if font is None:
        raise SourceError(
            name,
            "không nhận ra bảng mã tiếng Việt của tệp.",
            "Đã thử UTF-8, UTF-16, Windows-1258, TCVN3 (ABC) và VNI.",
            SAVE_AS_UTF8,
        )
    return texts[font], font


def split_by(text: str) -> tuple[str, str]:
    """The text without Excel's "sep=" line, and what separates its cells.

    It is what stands equally often in the most lines from the first on; of several such signs, the most frequent.
    """
    first, _, rest = text.lstrip("\r\n").partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:
        return "\n" + rest, first.strip()[4:] or "\t"
    sample = "".join(itertools.islice(io.StringIO(text), SAMPLE_LINES))
    lines = [line for line in "".join(sample.split('"')[::2]).split("\n") if line.strip()]

    def fits(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines] or [0]
        return (counts.count(counts[0]), counts[0]) if counts[0] else (0, sum(counts))

    return text, max(DELIMITERS, key=fits)
