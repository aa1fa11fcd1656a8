"""A text file written anew, in a stream, so that it can be read by sets: UTF-8, one record a line, all equally wide."""

import csv
import shutil
import tempfile
import unicodedata
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from data import reasons
from loaders import legacy_vietnamese as legacy
from loaders.delimited import SAVE_AS_UTF8, encoding_of, split_by
from loaders.errors import SourceError

SAMPLE = 1 << 18  # of what is not UTF-8, to tell what else it is


class Folder:
    """A folder for temporary files, removed with the last who holds it."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="chiso-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def rewrite(path: Path, target: Path) -> str | None:
    """Writes the same records, in NFC, with commas; None when only reading cell by cell can tell what they are.

    Returns the old Vietnamese font that they were converted from, "" for none.

    Raises:
        SourceError: the file is damaged, or its quotes never close.
    """
    encoding, font = _encoding(path)
    try:
        with path.open(encoding=encoding, newline="") as source:
            text, delimiter = split_by(source.read(SAMPLE))
            source.seek(0)
            if text.startswith("\n"):  # a line that only says what separates the cells
                return None
            with target.open("w", encoding="utf-8", newline="") as plain:
                lines = _lines(path.name, source, legacy.CONVERSIONS[font] if font else str)
                return font if _rewrite(path.name, lines, delimiter, plain) else None
    except UnicodeDecodeError as error:
        problem = f"tệp ghi theo {encoding.upper()} nhưng bị hỏng hoặc cắt cụt."
        raise SourceError(path.name, problem, reasons.in_brackets(error), SAVE_AS_UTF8) from error


def _encoding(path: Path) -> tuple[str, str]:
    """What the file is written in, and in which old font, by its first bytes or by lines that are not UTF-8."""
    with path.open("rb") as file:
        first = file.read(SAMPLE)
        if b"\0" in first and (known := encoding_of(path.name, first[: 2 * (len(first) // 2)]))[0] != "utf-8-sig":
            return known
        file.seek(0)
        strange, size = [], 0
        for line in file:
            if size < SAMPLE and not line.isascii() and not _is_utf8(line):
                strange.append(line)
                size += len(line)
    return encoding_of(path.name, b"".join(strange)) if strange else ("utf-8-sig", "")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _rewrite(name: str, lines: Iterator[str], delimiter: str, plain: TextIO) -> bool:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    writer = csv.writer(plain, lineterminator="\n")
    width = 0
    try:
        for record in reader:
            width = width or len(record)
            if any(cell.strip() for cell in record[width:]):
                return False
            cells = [cell.replace("\r", " ").replace("\n", " ") for cell in record[:width]]
            writer.writerow(cells + [""] * (width - len(cells)))
    except csv.Error as error:
        raise SourceError(
            name,
            f"không tách được các cột ở dòng {reader.line_num}.",
            reasons.in_brackets(error),
            "Kiểm tra dấu ngoặc kép ở dòng đó, hoặc tệp đã bị cắt cụt.",
        ) from error
    return width > 1


def _lines(name: str, source: TextIO, convert: Callable[[str], str]) -> Iterator[str]:
    for line in source:
        if "\0" in line:
            raise SourceError(name, "nội dung có ký tự NUL (mã 0), không phải chữ.", remedy=SAVE_AS_UTF8)
        yield unicodedata.normalize("NFC", convert(line))
