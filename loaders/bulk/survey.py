"""One pass over the bytes of a text file: where its lines begin, and whether each line is one record; and its hash."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import file_digest
from io import BufferedReader
from itertools import groupby
from pathlib import Path

from loaders import guards
from loaders.delimited import SAVE_AS_UTF8, decode, read_csv, split_by
from loaders.errors import SourceError
from loaders.sheet import Sheet

LARGE_BYTES = 5 * 1024 * 1024  # from here on a long table is read by sets
MAX_BYTES = 4 * 1024**3
CHUNK = 1 << 20
HEAD_LINES = 40
ENDINGS = (".csv", ".txt", ".tsv")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Blanks around quotes mean different things to different readers.
LOOSE_QUOTES = (b' "', b'" ')


@dataclass(frozen=True)
class Survey:
    """What is known of a file before its records are read; a line is a record, counted from 1 like in ``Sheet``."""

    path: Path
    hashing: "Future[str]"  # goes on while the file is read
    size: int
    changed_ns: int
    lines: int
    chunk_lines: tuple[int, ...]  # of each chunk: how many line ends stand before it
    head: Sheet  # the first records
    delimiter: str

    @property
    def file_hash(self) -> str:
        """SHA-256 of the file."""
        return self.hashing.result()

    @property
    def name(self) -> str:
        return self.path.name

    def texts_of(self, wanted: Iterable[int]) -> Iterator[tuple[int, str]]:
        """The lines with these numbers, in their order, without their ends."""
        with self.path.open("rb") as file:
            for chunk, rows in groupby(sorted(set(wanted)), self._chunk_before):
                yield from self._lines(file, chunk, set(rows))

    def _chunk_before(self, row: int) -> int:
        """The chunk with the end of the line before, behind which the line begins."""
        return max(bisect_left(self.chunk_lines, row - 1) - 1, 0)

    def _lines(self, file: BufferedReader, chunk: int, rows: set[int]) -> Iterator[tuple[int, str]]:
        file.seek(chunk * CHUNK)
        number = self.chunk_lines[chunk]
        while rows:
            line, number = file.readline(), number + 1
            if number in rows:
                rows.discard(number)
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")

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
    ends, starts, problem = 0, [], ""
    last = b"\n"
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            starts.append(ends)
            ends += chunk.count(b"\n")
            problem = problem or _problem(chunk, last)
            last = chunk[-1:]
    if last == b"\r":
        problem = problem or "có ký tự xuống dòng kiểu cũ (CR)"
    if problem:
        _require_readable_by_cell(path, before.st_size, problem)
        return None
    lines = ends + (last != b"\n")
    head, delimiter = _head(path)
    about = (before.st_size, before.st_mtime_ns)
    aside = ThreadPoolExecutor(max_workers=1)
    hashing = aside.submit(_hash, path)
    aside.shutdown(wait=False)
    return Survey(path, hashing, *about, lines, tuple(starts), head, delimiter)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _problem(chunk: bytes, last: bytes) -> str:
    """Why a file cannot be read by sets; "" when nothing in this chunk speaks against it."""
    if chunk.startswith(UTF16) or b"\0" in chunk:
        return "không ghi theo UTF-8"
    if b"\r" in chunk or last == b"\r":
        joined = last + chunk
        if joined.count(b"\r") - joined.endswith(b"\r") != joined.count(b"\r\n"):
            return "có ký tự xuống dòng kiểu cũ (CR)"
    if b'"' in chunk and any(loose in last + chunk for loose in LOOSE_QUOTES):
        return "có khoảng trắng sát dấu ngoặc kép"
    return ""


def _head(path: Path) -> tuple[Sheet, str]:
    """The first records as a sheet, read like any other text file, and what separates their cells."""
    with path.open("rb") as file:
        head = b"".join(file.readline(CHUNK) for _ in range(HEAD_LINES))
    return read_csv(path.name, head), split_by(decode(path.name, head)[0])[1]


def _require_readable_by_cell(path: Path, size: int, problem: str) -> None:
    """Raises ``SourceError`` where a file is too large to be read cell by cell."""
    if size > guards.MAX_BYTES:
        raise _too_large(path, f"tệp {guards.megabytes(size)} {problem}, nên không đọc được cả khối.")


def _too_large(path: Path, what: str) -> SourceError:
    return SourceError(path.name, what, remedy=f"{SAVE_AS_UTF8} Hoặc chia tệp theo năm.")
