"""What is to be sent, kept before it is sent.  A message is known by its key, so the same is never put in twice.

A message that was being handed over when the program was stopped may or may not have arrived: it is ``doubtful``, is
told to people and is not sent again by itself.  What was refused before that is repeated, later and later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import calendar_vn, clock
from data.alerts import messages
from data.alerts.channels import Channel
from data.alerts.messages import Text
from data.alerts.rules import AlertRule
from data.state.tables import outbox

WAITING, HANDING_OVER, SENT, DOUBTFUL = "waiting", "handing_over", "sent", "doubtful"
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
SLOW = timedelta(minutes=15)  # a message that waits for longer has nobody who sends it
TAKEN_FOR = timedelta(minutes=30)  # nobody sends for longer: whoever took a message before was stopped


@dataclass(frozen=True)
class Message:
    """One message as it is kept; ``key`` also tells the receiver which message it is."""

    message_id: int
    key: str
    channel: str
    subject: str
    content: dict[str, Any]
    attempts: int


def put(conn: Connection, key: str, channel: str, text: Text) -> bool:
    """Keeps a message to be sent now, in the transaction of ``conn``; False when it is there already."""
    known = conn.execute(sa.select(outbox.c.message_id).where(outbox.c.key == key)).first()
    if known is not None:
        return False
    now = clock.now()
    row = {"key": key, "channel": channel, "subject": text.subject, "content": text.content, "told": ""}
    conn.execute(sa.insert(outbox).values(**row, made_at=now, next_at=now, state=WAITING, attempts=0))
    return True


def tell_at_once(
    conn: Connection,
    channels: Sequence[Channel],
    rule: AlertRule,
    named: Mapping[str, str],
    run: str,
    *,
    simulated: bool,
) -> None:
    """One message per channel about what a rule has found in a run; none when it found nothing to tell.

    ``named``: the areas by code.
    """
    if not named:
        return
    text = messages.fired(rule, named, simulated=simulated)
    for channel in channels:
        if channel.tells_at_once(rule.severity):
            put(conn, f"fired/{rule.code}/{run}/{channel.name}", channel.name, text)


def put_digests(conn: Connection, channels: Sequence[Channel], standing: pd.DataFrame, now: datetime) -> int:
    """The digest of the day for each channel whose hour has come, on working days; how many were put in.

    ``standing`` has the columns of ``inbox.standing``.
    """
    if not calendar_vn.is_working_day(now.date()):
        return 0
    since = _morning_before(now.date())
    text = messages.digest(standing, now.date(), since)
    ripe = [one for one in channels if one.digest_at and now.time() >= time.fromisoformat(one.digest_at)]
    return sum(put(conn, f"digest/{now.date()}/{one.name}", one.name, text) for one in ripe)


def _morning_before(day: date) -> datetime:
    """When the digest before was made: what fired since is new."""
    return datetime.combine(calendar_vn.add_working_days(day, -1), time(7))


def take(conn: Connection, channels: Sequence[str], now: datetime) -> Message | None:
    """The next message that may be sent through one of these channels, or None."""
    ripe = (outbox.c.state == WAITING, outbox.c.next_at <= now, outbox.c.channel.in_(list(channels)))
    query = sa.select(outbox).where(*ripe).order_by(outbox.c.next_at, outbox.c.message_id).limit(1)
    row = conn.execute(query.with_for_update(skip_locked=True)).mappings().one_or_none()
    if row is None:
        return None
    # Nobody else takes it meanwhile; when whoever took it is stopped, it comes up again.
    own = outbox.c.message_id == row["message_id"]
    conn.execute(sa.update(outbox).where(own).values(attempts=row["attempts"] + 1, next_at=now + TAKEN_FOR))
    names = ("message_id", "key", "channel", "subject", "content")
    return Message(**{name: row[name] for name in names}, attempts=row["attempts"] + 1)


def put_off(conn: Connection, message: Message, told: str) -> None:
    """Lets a message that was not sent wait, longer after each attempt."""
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 4 ** min(message.attempts - 1, 10))
    own = outbox.c.message_id == message.message_id
    conn.execute(sa.update(outbox).where(own).values(state=WAITING, told=told, next_at=clock.now() + pause))


def mark(conn: Connection, message_id: int, state: str, told: str = "", sent_at: datetime | None = None) -> None:
    """Says where a message is, and why it could not be sent."""
    row = {"state": state, "told": told, "sent_at": sent_at}
    conn.execute(sa.update(outbox).where(outbox.c.message_id == message_id).values(**row))


def doubt(conn: Connection, now: datetime) -> int:
    """Marks what was being handed over when somebody was stopped; the number of such messages."""
    stuck = sa.and_(outbox.c.state == HANDING_OVER, outbox.c.next_at <= now)
    told = "Chương trình dừng khi đang chuyển thư cho máy chủ: không rõ đã đến hay chưa, nên không tự gửi lại."
    return int(conn.execute(sa.update(outbox).where(stuck).values(state=DOUBTFUL, told=told)).rowcount)


def again(conn: Connection, message_id: int) -> bool:
    """Lets a doubtful message be sent once more, because somebody asked the receiver; False when it is none."""
    own = (outbox.c.message_id == message_id, outbox.c.state == DOUBTFUL)
    made = sa.update(outbox).where(*own).values(state=WAITING, next_at=clock.now(), told="")
    return int(conn.execute(made).rowcount) == 1


def stuck(conn: Connection, now: datetime) -> pd.DataFrame:
    """What somebody should know of: refused, doubtful, or waiting although its time has come for a while.

    Columns of ``tables.outbox``; the oldest first.
    """
    found = unsent(conn)
    is_slow = (found["state"] == WAITING) & (pd.to_datetime(found["next_at"]) < now - SLOW)
    return found[found["told"].ne("") | is_slow].reset_index(drop=True)


def unsent(conn: Connection) -> pd.DataFrame:
    """What waits or is doubtful, the oldest first; columns of ``tables.outbox``."""
    query = sa.select(outbox).where(outbox.c.state != SENT).order_by(outbox.c.message_id)
    return pd.DataFrame(conn.execute(query).all(), columns=[column.name for column in outbox.columns])
