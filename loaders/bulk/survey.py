"""Passes over the bytes of a text file while it is read: where lines begin, whether each is one record; its hash."""

from bisect import bisect_left
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import file_digest
from io import BufferedReader
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import numpy as np

from loaders import guards
from loaders.bulk.plain import Folder, rewrite
from loaders.delimited import SAVE_AS_UTF8, decode, read_csv, split_by
from loaders.errors import SourceError
from loaders.sheet import Sheet
from loaders.texts import converted

LARGE_BYTES = 5 * 1024 * 1024  # from here on a long table is read by sets
MAX_BYTES = 4 * 1024**3
CHUNK = 1 << 20
HEAD_LINES = 40
ENDINGS = (".csv", ".txt", ".tsv")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
QUOTE, LINE_END, RETURN = b'"\n\r'
Found = TypeVar("Found")


@dataclass(frozen=True)
class Lines:
    """What a pass over all lines shows; a line is a record, counted from 1 like in ``Sheet``."""

    count: int
    before: tuple[int, ...]  # of each chunk: how many line ends stand before it
    problem: str  # why records cannot be read by sets, "" when nothing speaks against it


@dataclass(frozen=True)
class Survey:
    """What is known of a file before its records are read, and what is still being found out."""

    path: Path  # as it was sent
    text: Path  # where its records can be read by sets: itself, or what it was rewritten to
    folder: Folder | None  # of what it was rewritten to
    hashing: "Future[str]"  # both go on while the file is read: each needs one core, and reading leaves some
    counting: "Future[Lines]"
    size: int
    changed_ns: int
    head: Sheet  # the first records
    delimiter: str

    @property
    def file_hash(self) -> str:
        """SHA-256 of the file."""
        return self.hashing.result()

    @property
    def lines(self) -> Lines:
        """What the pass over all lines showed."""
        return self.counting.result()

    @property
    def name(self) -> str:
        return self.path.name

    def texts_of(self, wanted: Iterable[int]) -> Iterator[tuple[int, str]]:
        """The lines with these numbers, in their order, without their ends."""
        with self.text.open("rb") as file:
            for chunk, rows in groupby(sorted(set(wanted)), self._chunk_before):
                yield from self._texts(file, chunk, set(rows))

    def _chunk_before(self, row: int) -> int:
        """The chunk with the end of the line before, behind which the line begins."""
        return max(bisect_left(self.lines.before, row - 1) - 1, 0)

    def _texts(self, file: BufferedReader, chunk: int, rows: set[int]) -> Iterator[tuple[int, str]]:
        file.seek(chunk * CHUNK)
        number = self.lines.before[chunk]
        while rows:
            line, number = file.readline(), number + 1
            if number in rows:
                rows.discard(number)
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")

    def rewritten(self) -> "Survey | None":
        """The same file by what it was rewritten to; None when it was already, or cannot be."""
        if self.folder:
            return None
        folder = Folder()
        text = folder.path / "text.csv"
        font = rewrite(self.path, text)
        if font is None:
            return None
        self.require_unchanged()
        head, delimiter = _head(self.path.name, text)
        if font:
            head = replace(head, remarks=(converted(font),))
        counting = _aside(_count, text, delimiter)
        return replace(self, text=text, folder=folder, counting=counting, head=head, delimiter=delimiter)

    def require_readable_by_cell(self) -> None:
        """Raises ``SourceError`` where a file that cannot be read by sets is too large to be read cell by cell."""
        if self.size > guards.MAX_BYTES and (problem := self.lines.problem):
            what = f"tệp {guards.megabytes(self.size)} {problem}, nên không đọc được cả khối."
            raise _too_large(self.path, what)

    def require_unchanged(self) -> None:
        """Raises ``SourceError`` when somebody wrote to the file since it was surveyed."""
        about = self.path.stat() if self.path.exists() else None
        if about is None or (about.st_size, about.st_mtime_ns) != (self.size, self.changed_ns):
            raise SourceError(
                self.name,
                "tệp bị thay đổi trong khi đang được đọc; không có gì được nhận.",
                remedy="Chờ lưu hoặc sao chép xong, đóng tệp, rồi nạp lại.",
            )


def survey(path: Path, large: int = LARGE_BYTES) -> Survey | None:
    """What there is to know of a large text file; None for a file that is to be read cell by cell.

    Raises:
        SourceError: too large for that, but not of a form that can be read by sets.
    """
    if path.suffix.lower() not in ENDINGS or not path.is_file() or path.stat().st_size < max(large, 1):
        return None
    before = path.stat()
    if before.st_size > MAX_BYTES:
        raise _too_large(
            path, f"tệp lớn {guards.megabytes(before.st_size)}, vượt giới hạn {guards.megabytes(MAX_BYTES)}."
        )
    head, delimiter = Sheet("", {}), ","
    with path.open("rb") as file:
        first = file.read(CHUNK)
    is_utf8 = not first.startswith(UTF16) and b"\0" not in first
    if is_utf8:
        head, delimiter = _head(path.name, path)
    about = Survey(
        path=path,
        text=path,
        folder=None,
        hashing=_aside(_hash, path),
        counting=_aside(_count, path, delimiter),
        size=before.st_size,
        changed_ns=before.st_mtime_ns,
        head=head,
        delimiter=delimiter,
    )
    if is_utf8 and not head.remarks:
        return about
    if again := about.rewritten():
        return again
    about.require_readable_by_cell()
    return None


def _aside(work: Callable[..., Found], *of: object) -> "Future[Found]":
    aside = ThreadPoolExecutor(max_workers=1)
    try:
        return aside.submit(work, *of)
    finally:
        aside.shutdown(wait=False)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _count(path: Path, delimiter: str) -> Lines:
    ends, before, problem, rest = 0, [], "", b""
    last = b"\n"
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            before.append(ends)
            ends += int(np.count_nonzero(np.frombuffer(chunk, dtype=np.uint8) == LINE_END))
            last = chunk[-1:]
            whole, end, begun = chunk.rpartition(b"\n")
            problem = problem or _problem(b"".join((rest, whole, b"\n")), delimiter)
            rest = begun if end else rest + begun
    problem = problem or _problem(rest + b"\n", delimiter)
    return Lines(ends + (last != b"\n"), tuple(before), problem)


def _problem(lines: bytes, delimiter: str) -> str:
    """Why these whole lines, the last with its end, cannot be read by sets; "" when nothing speaks against it."""
    if b"\0" in lines:
        return "không ghi theo UTF-8"
    if b"\r" in lines and lines.count(b"\r") != lines.count(b"\r\n"):
        return "có ký tự xuống dòng kiểu cũ (CR)"
    if b'"' in lines and not _are_quotes_sound(lines.removeprefix(BOM_UTF8), ord(delimiter)):
        return "có dấu ngoặc kép không bao trọn một ô"
    return ""


def _are_quotes_sound(lines: bytes, delimiter: int) -> bool:
    """Whether quotes stand only around whole cells, doubled within them, and none encloses the end of a line.

    Others mean different things to different readers.
    """
    text = np.frombuffer(lines, dtype=np.uint8)
    quotes = np.flatnonzero(text == QUOTE)
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    filled = closing - opening > 1  # an empty cell encloses nothing, and most quoted cells are empty
    ends = np.flatnonzero(text == LINE_END)
    if (np.searchsorted(ends, opening[filled]) != np.searchsorted(ends, closing[filled])).any():
        return False
    is_edge = np.zeros(256, dtype=np.bool_)
    is_edge[[delimiter, LINE_END, QUOTE]] = True
    if not is_edge[text[opening - 1]].all():  # before the first byte stands the last one: a line end, too
        return False
    is_edge[RETURN] = True
    return bool(is_edge[text[closing + 1]].all())


def _head(name: str, path: Path) -> tuple[Sheet, str]:
    """The first records as a sheet, read like any other text file, and what separates their cells."""
    with path.open("rb") as file:
        lines = [file.readline(CHUNK) for _ in range(HEAD_LINES)]
    while len(lines) > 1 and b"".join(lines).count(b'"') % 2:  # not to end within a cell
        lines.pop()
    head = b"".join(lines)
    return read_csv(name, head), split_by(decode(name, head)[0])[1]


def _too_large(path: Path, what: str) -> SourceError:
    return SourceError(path.name, what, remedy=f"{SAVE_AS_UTF8} Hoặc chia tệp theo năm.")
