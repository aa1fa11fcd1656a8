"""The steps that people take on the pages of sending and approving, each allowed, checked, and in one transaction."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import Popen
from typing import Any

from data import background, catalogue, clock, paths
from data.engine import WarehouseError
from data.rights.reader import Reader
from data.rights.sending import areas_of, may_send
from data.sending_todo import decidable
from data.state import period_locks, store, submissions
from data.state.journal import Person
from data.state.period_locks import LockedError
from data.state.store import StateError
from data.state.submissions import SubmissionError, Target
from data.submission_answers import FILE, OPEN
from loaders.delivery import Delivery
from loaders.errors import SourceError
from submissions import checking
from submissions.checking import GRID, Sender

FOLDER = "submissions"
LOG = "worker.log"
REFUSED = (SubmissionError, LockedError, SourceError, StateError, WarehouseError)  # their words are for the reader
NOT_OWN = "Có ô không thuộc địa bàn hoặc chỉ tiêu của tài khoản này; không có gì được lưu."


def write(reader: Reader, who: Person, target: Target, written: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Keeps cells (indicator, area, text) of a grid and says what the checks find in all of it.

    Raises SubmissionError for cells that are not the reader's, and LockedError.
    """
    cells = [dict(zip(GRID, (code, area, target.period, "total", "actual", text), strict=True))
             for code, area, text in written]  # fmt: skip
    _require_own(reader, target, cells)
    with store.writing() as conn:
        period_locks.require_open(conn, [(target.set_code, target.period)])
        number = submissions.begin(conn, who, reader.account_id, target)
        revision = submissions.write(conn, number, cells)
    return {"number": number, "revision": revision, **examine(reader, number)}


def examine(reader: Reader, number: int) -> dict[str, Any]:
    """What the checks find in a grid as it stands."""
    with store.reading() as conn:
        about, cells = submissions.find(conn, number), submissions.written(conn, number)
    if about is None or not cells:
        return {"accepted": 0, "refused": [], "doubted": [], "more": 0}
    sender = Sender(reader, about["province_code"], str(number), clock.now())
    return checking.answers(checking.of_grid(_texts(cells), sender), _texts(cells))


def take_file(reader: Reader, who: Person, path: Path, period: str = "") -> dict[str, Any]:
    """A file as a draft beside its original; what the checks find in it, and which file it takes the place of.

    ``period``: what to read it as, "" where it says so itself.

    Raises SourceError when it cannot be taken at all, SubmissionError, LockedError.
    """
    found = checking.of_file(path, Sender(reader, reader.province_code, "xem-truoc", clock.now()), period)
    cells = checking.cells_of(found)
    told = checking.answers(found)
    if not cells:
        return {"number": 0, "replaced": "", **told}
    codes = {cell["indicator_code"] for cell in cells}
    leading = {catalogue.get(code).lead_agency for code in codes}
    one = catalogue.get(sorted(codes)[0])
    target = Target(reader.province_code, one.set_code, found.period, leading.pop() if len(leading) == 1 else "", FILE)
    with store.writing() as conn:
        period_locks.require_open(conn, checking.spoken(cells))
        number = submissions.begin(conn, who, reader.account_id, target)
        before = submissions.find(conn, number)
        submissions.replace_all(conn, number, path.name, cells, period)
        _keep_original(path, number)
    return {"number": number, "replaced": before["file_name"] if before else "", **told}


def taken_file(reader: Reader, number: int) -> dict[str, Any] | None:
    """A file of the reader that can still be sent: ``about`` it, and what the checks find; None for another.

    Raises SourceError.
    """
    with store.reading() as conn:
        about = submissions.find(conn, number)
    if about is None or about["account_id"] != reader.account_id or about["state"] not in OPEN or about["kind"] != FILE:
        return None
    return {"about": about, "number": number, "replaced": "", **checking.answers(read(reader, about, ()))}


def send(reader: Reader, who: Person, number: int) -> bool:
    """Hands the reader's own draft in; False when it was handed in before.  Raises SubmissionError, LockedError."""
    with store.reading() as conn:
        about, cells = submissions.find(conn, number), submissions.written(conn, number)
    if about is None or about["account_id"] != reader.account_id:
        raise SubmissionError("Không có bảng này. Tải lại trang.")
    if about["state"] not in OPEN:
        return False
    told = checking.answers(read(reader, about, cells), _texts(cells) if about["kind"] != FILE else ())
    if not told["accepted"]:
        raise SubmissionError("Chưa có ô nào được nhận. Sửa các ô bị từ chối rồi gửi lại.")
    with store.writing() as conn:
        period_locks.require_open(conn, checking.spoken(cells))
        current = submissions.find(conn, number)
        if current is None or current["revision"] != about["revision"]:
            raise SubmissionError("Bảng vừa được sửa ở một trang khác. Tải lại trang, xem lại rồi gửi.")
        return submissions.send(conn, who, number, areas_of(reader), told)


def decide(
    reader: Reader, who: Person, number: int, *, approves: bool, words: str, remarks: Mapping[tuple[str, ...], str]
) -> None:
    """Approves or returns.  Raises SubmissionError, LockedError."""
    with store.reading() as conn:
        about = submissions.find(conn, number)
    if about is None:
        raise SubmissionError("Không có bảng này. Tải lại trang.")
    if number not in decidable(reader, [about]):
        raise SubmissionError("Tài khoản này không được duyệt bảng này: không phụ trách mọi chỉ tiêu, hoặc tự gửi.")
    with store.writing() as conn:
        if not approves:
            submissions.give_back(conn, who, number, words, remarks)
            return
        period_locks.require_open(conn, checking.spoken(submissions.written(conn, number)))
        submissions.approve(conn, who, number)
    wake()


def read(reader: Reader, about: Mapping[str, Any], cells: Sequence[Mapping[str, Any]]) -> Delivery:
    """A submission as the delivery that it would be.  Raises SourceError."""
    number = about["submission_id"]
    sender = Sender(reader, about["province_code"], str(number), about["decided_at"] or clock.now())
    if about["kind"] != FILE:
        return checking.of_grid(_texts(cells), sender)
    return checking.of_file(original(number, about["file_name"]), sender, about["asked_period"])


def original(number: int, file_name: str) -> Path:
    """Where the file of a submission lies."""
    return paths.home() / FOLDER / str(number) / file_name


def wake() -> "Popen[bytes]":
    """Has what is approved published, and does not wait for it."""
    return background.start("cli.submission_worker", paths.home() / FOLDER / LOG)


def wake_if_needed() -> "Popen[bytes] | None":
    """The same, where anything is approved and not yet published: a worker may have been killed."""
    if not store.begun():
        return None
    with store.reading() as conn:
        is_needed = bool(submissions.approved(conn))
    return wake() if is_needed else None


def _require_own(reader: Reader, target: Target, cells: Sequence[Mapping[str, str]]) -> None:
    known = catalogue.indicators()
    for cell in cells:
        about, area = known.get(cell["indicator_code"]), cell["area_code"]
        is_own = about is not None and about.set_code == target.set_code
        if not is_own or about is None or not may_send(reader, about, area, checking.province_of(area)):
            raise SubmissionError(NOT_OWN)


def _texts(cells: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{name: cell[name] for name in GRID} for cell in cells]


def _keep_original(path: Path, number: int) -> None:
    """Beside the drafts before it; what was there gives way."""
    target = original(number, path.name)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    draft = target.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(path.read_bytes())
        draft.replace(target)
    except OSError as error:
        raise SourceError(path.name, "không lưu được vào kho.", f"({error.strerror}).", "Báo quản trị viên.") from error
