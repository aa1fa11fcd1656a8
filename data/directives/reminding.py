"""Messages about tasks, put into the outbox once each: given, due soon, past its day, reported, returned, accepted."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data import calendar_vn
from data.alerts import outbox
from data.alerts.channels import Channel
from data.alerts.messages import SIMULATED, Text
from data.directive_answers import OWED
from data.state.directive_tables import directive

DAYS_BEFORE = 2  # working days


def put(conn: Connection, channels: Sequence[Channel], today: date) -> int:
    """Puts in what is to be told today through each channel that has a digest; how many messages are new.

    One message per receiver and kind: what becomes due on a day, what is past its day.  Each task is told of once.
    """
    soon = calendar_vn.add_working_days(today, DAYS_BEFORE)
    query = sa.select(directive).where(directive.c.state.in_(OWED), directive.c.due_on <= soon)
    rows = [dict(row) for row in conn.execute(query.order_by(directive.c.directive_id)).mappings()]
    return sum(_put(conn, channel, row, today) for channel in channels if channel.digest_at for row in rows)


def _put(conn: Connection, channel: Channel, row: dict[str, Any], today: date) -> bool:
    kind = "overdue" if row["due_on"] < today else "due_soon"
    # A task that came back with words is told of anew: its last judgement is part of what is known by.
    round_ = f"{row['judged_at']:%Y%m%dT%H%M%S}" if row["judged_at"] else "1"
    key = f"directive/{row['directive_id']}/{kind}/{round_}/{channel.name}"
    return outbox.put(conn, key, channel.name, reminder(row, kind, today))


def reminder(row: dict[str, Any], kind: str, today: date) -> Text:
    """The words of one reminder."""
    days = (today - row["due_on"]).days
    when = f"quá hạn {days} ngày" if kind == "overdue" else f"đến hạn {row['due_on']:%d/%m/%Y}"
    subject = f"[Chiso] Việc được giao {when}: {row['agency']}"
    lines = [
        *([SIMULATED] if row["is_simulated"] else []),
        f"Việc số {row['directive_id']} giao cho {row['agency']}: {when}.",
        f"Nội dung: {row['words']}",
        f"Người giao: {row['given_by']}, {row['given_agency']}, ngày {row['given_at']:%d/%m/%Y}.",
        f"Xem và báo cáo: trang Giao việc (/giao-viec?mo={row['directive_id']}).",
    ]
    told: dict[str, Any] = {"kind": f"directive_{kind}", "directive": row["directive_id"], "agency": row["agency"]}
    return Text(subject, told | {"simulated": bool(row["is_simulated"]), "text": "\n".join(lines)})
