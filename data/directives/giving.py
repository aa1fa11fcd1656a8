"""A task for each receiver, signed, with the figure as it stands; nobody is told of a figure that they may not see."""

import uuid
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from data import catalogue, clock
from data.directive_answers import GIVEN, Number, Origin, Recipient, key_of
from data.rights import reach
from data.rights.reader import Reader, current
from data.rights.roles import may
from data.state import journal
from data.state.directive_tables import directive
from data.state.journal import Entry, Person

LONGEST = 2000  # of what is to be done
LONGEST_NAME = 200
MOST = 200  # receivers of one task
GIVING = 7_266_008  # the number of a lock on PostgreSQL, any that nobody else uses


class DirectiveError(Exception):
    """A step that cannot be taken; the message is a Vietnamese sentence that says what is missing."""


def subject(directive_id: int) -> str:
    """What the journal calls a task."""
    return f"directive:{directive_id}"


def give(
    conn: Connection,
    who: Person,
    origin: Origin,
    recipients: Sequence[Recipient],
    words: str,
    due_on: date | None,
    batch: str = "",
) -> list[int]:
    """Gives a task to each receiver in the transaction of ``conn`` (of ``store.writing``); their numbers.

    A commune is given its own figure where the task speaks of several.  ``batch`` is drawn with the form: the same form
    gives nothing twice.

    Raises:
        DirectiveError: nobody signed, something is missing, or a receiver may not see the figure.
    """
    day = _checked(who, origin, recipients, words, due_on)
    now, batch = clock.now().replace(microsecond=0), batch[:40] or uuid.uuid4().hex
    if conn.dialect.name == "postgresql":  # SQLite's writer is alone already
        conn.execute(sa.select(sa.func.pg_advisory_xact_lock(GIVING)))
    if conn.execute(sa.select(directive.c.directive_id).where(directive.c.batch == batch)).first() is not None:
        raise DirectiveError("Việc này vừa được giao rồi. Mở danh sách để xem.")
    made = []
    for one in recipients:
        numbers = _numbers_for(one, origin)
        values = {
            "batch": batch, "province_code": origin.province_code, "agency": one.name.strip(),
            "agency_key": key_of(one.name), "to_area": one.area_code, "words": words.strip(), "due_on": day,
            "state": GIVEN, "origin": origin.kind, "origin_key": origin.key, "title": origin.title,
            "indicator_code": origin.indicator_code, "area_code": area_for(one, origin),
            "numbers": [number.kept() for number in numbers], "is_simulated": origin.is_simulated,
            "given_by": who.name.strip(), "given_agency": who.agency.strip(), "given_account": current().account_id,
            "given_at": now, "reported_by": "", "report": "", "verdict": "",
        }  # fmt: skip
        key = conn.execute(sa.insert(directive).values(**values)).inserted_primary_key
        made.append(int(key[0]) if key else 0)
    steps = [Entry("directive.given", subject(number), _told(number, made, recipients, words, day)) for number in made]
    journal.write_all(conn, who, steps, now)
    return made


def _told(
    number: int, made: Sequence[int], recipients: Sequence[Recipient], words: str, day: date
) -> dict[str, object]:
    one = recipients[list(made).index(number)]
    return {"agency": one.name.strip(), "words": words.strip(), "day": day.isoformat()}


def _checked(who: Person, origin: Origin, recipients: Sequence[Recipient], words: str, due_on: date | None) -> date:
    if not may(current(), "direct"):
        raise DirectiveError("Tài khoản này không được giao việc.")
    if not who.name.strip() or not who.agency.strip():
        raise DirectiveError("Ghi họ tên và cơ quan của người giao: mọi việc được giao đều có người ký.")
    if not 0 < len(recipients) <= MOST:
        raise DirectiveError(f"Chọn cơ quan hoặc xã, phường được giao (từ 1 đến {MOST} nơi).")
    if not words.strip():
        raise DirectiveError("Ghi việc cần làm.")
    if len(words) > LONGEST or max(len(one) for one in (who.name, who.agency, *_names(recipients))) > LONGEST_NAME:
        raise DirectiveError(
            f"Nội dung quá dài: việc cần làm tối đa {LONGEST} ký tự, mỗi tên tối đa {LONGEST_NAME} ký tự."
        )
    if due_on is None:
        raise DirectiveError("Ghi hạn xử lý, ví dụ 31/03/2026.")
    if due_on < clock.today():
        raise DirectiveError(f"Hạn {due_on:%d/%m/%Y} đã qua. Chọn từ hôm nay trở đi.")
    if blind := [one.name for one in recipients if not _may_see(one, origin)]:
        raise DirectiveError(
            f"Theo mức chia sẻ của số liệu này, {', '.join(blind[:5])} không được xem con số nên sẽ không thấy việc. "
            "Giao cho cơ quan được xem, hoặc giao về số liệu của chính xã, phường đó."
        )
    return due_on


def _names(recipients: Sequence[Recipient]) -> list[str]:
    return [one.name for one in recipients]


def area_for(one: Recipient, origin: Origin) -> str:
    """Whose figure a receiver is told of: where the task speaks of several communes, a commune of its own."""
    own = origin.kind == "map" and one.area_code in {number.area_code for number in origin.numbers}
    return one.area_code if own else origin.area_code


def _numbers_for(one: Recipient, origin: Origin) -> list[Number]:
    area = area_for(one, origin)
    return [number for number in origin.numbers if origin.kind != "map" or area in (number.area_code, origin.area_code)]


def _may_see(one: Recipient, origin: Origin) -> bool:
    """Whether an officer of the receiver reads the figure, by the sharing level of what it is of."""
    role, own = ("commune_officer", one.area_code) if one.area_code else ("department_officer", origin.province_code)
    there = reach.of(Reader(None, "", one.name, role, origin.province_code, (own,), (one.name,)))
    known = catalogue.indicators().get(origin.indicator_code)
    where = there.of_indicator(known) if known else there.of_subject("*")
    area = area_for(one, origin)
    return where.everywhere or origin.province_code in where.provinces or area in where.communes
