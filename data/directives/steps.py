"""Steps of a task: received and reported by whoever was told, accepted or returned by those who give tasks."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data import clock
from data.directive_answers import BECOMES, JUDGING, REPORTING, key_of
from data.directives.giving import LONGEST, LONGEST_NAME, DirectiveError, subject
from data.rights.reader import Reader, current
from data.rights.roles import may
from data.state import journal
from data.state.directive_tables import directive
from data.state.journal import Person

FROM = {**REPORTING, **JUDGING}
DONE = {"receive": "received", "report": "reported", "accept": "accepted", "return": "returned"}
NEEDS_WORDS = {"report": "Ghi kết quả thực hiện.", "return": "Ghi lý do trả lại và việc còn phải làm."}


def act(conn: Connection, who: Person, step: str, directive_id: int, words: str = "") -> None:
    """Takes a step in the transaction of ``conn`` (of ``store.writing``).

    Raises:
        DirectiveError: nobody signed, something is missing, it is not this reader's to take, or somebody was faster.
    """
    if step not in FROM:
        raise DirectiveError("Chọn một bước: tiếp nhận, báo cáo, chấp nhận hoặc trả lại.")
    if not who.name.strip() or not who.agency.strip():
        raise DirectiveError("Ghi họ tên và cơ quan của người thực hiện: mọi bước đều có người ký.")
    if step in NEEDS_WORDS and not words.strip():
        raise DirectiveError(NEEDS_WORDS[step])
    if len(words) > LONGEST or max(len(who.name), len(who.agency)) > LONGEST_NAME:
        raise DirectiveError(f"Nội dung quá dài: tối đa {LONGEST} ký tự, mỗi tên tối đa {LONGEST_NAME} ký tự.")
    row = conn.execute(sa.select(directive).where(directive.c.directive_id == directive_id)).mappings().one_or_none()
    if row is None:  # there is none, or none that this reader may see
        raise DirectiveError("Không có việc này, hoặc tài khoản này không được xem. Tải lại trang.")
    reader = current()
    if step in REPORTING and not may_report(reader, row["agency_key"], row["to_area"]):
        raise DirectiveError(f"Việc này giao cho {row['agency']}: chỉ nơi được giao tiếp nhận và báo cáo.")
    if step in JUDGING and not may_judge(reader, row["reported_account"]):
        raise DirectiveError("Người giao việc xem báo cáo; người đã báo cáo không tự chấp nhận hay trả lại.")
    now = clock.now().replace(microsecond=0)
    still = (directive.c.directive_id == directive_id, directive.c.state.in_(FROM[step]))
    changed = conn.execute(sa.update(directive).where(*still).values(**_values(step, who, reader, now, words.strip())))
    if changed.rowcount != 1:
        raise DirectiveError("Việc này đã sang bước khác. Tải lại trang để xem tình trạng mới nhất.")
    told = {"words": words.strip()} if words.strip() else {}
    journal.write(conn, who, f"directive.{DONE[step]}", subject(directive_id), told, now)


def may_report(reader: Reader, agency_key: str, to_area: str) -> bool:
    """Whether a reader speaks for whoever was told."""
    if reader.role == "house":
        return True
    own = {key_of(one) for one in (reader.agency, *reader.agencies)}
    is_told = to_area in reader.areas if to_area else agency_key in own
    return is_told and may(reader, "report")


def may_judge(reader: Reader, reported_account: int | None) -> bool:
    """Whether a reader judges reports, and this one is not their own."""
    own = reported_account is not None and reported_account == reader.account_id
    return may(reader, "direct") and not own


def _values(step: str, who: Person, reader: Reader, now: datetime, words: str) -> dict[str, Any]:
    first = {"received_at": sa.func.coalesce(directive.c.received_at, now)}
    values: dict[str, dict[str, Any]] = {
        "receive": first,
        "report": first
        | {
            "reported_at": now,
            "reported_by": who.name.strip(),
            "reported_account": reader.account_id,
            "report": words,
            "verdict": "",
        },
        "accept": {"judged_at": now, "verdict": words},
        "return": {"judged_at": now, "verdict": words},
    }
    return values[step] | {"state": BECOMES[step]}
