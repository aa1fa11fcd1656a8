"""Where an entry of a list came from, and how it was told before."""

from datetime import datetime
from pathlib import Path

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import checked, registers
from data.answers import EntryTrace
from data.frames import frame
from data.keys import EntryKey
from data.tables import delivery, register_entry

_entry, _sent = register_entry.c, delivery.c
_FILE = (_sent.delivery_id, _sent.file_name, _sent.file_hash, _sent.layout, _sent.layout_version)


def of_entry(
    conn: Connection, key: EntryKey, as_of: datetime | None = None, root: Path | None = None
) -> EntryTrace | None:
    """Every word on an entry up to a moment; None where there is none that the reader may see."""
    own = {"entry_code": [key.entry_code]}
    moments = [one for one in _moments(conn, key) if as_of is None or one <= as_of]
    told = [registers.entries(conn, key.register, key.province_code, as_of=one, where=own) for one in moments]
    words = pd.concat(told, ignore_index=True) if told else pd.DataFrame()
    if words.empty:
        return None
    words = words.drop_duplicates("delivery_id", ignore_index=True)
    places = words[["delivery_id", "sheet", "cell", "published_at"]]  # fields may be called as columns of a delivery
    sent = checked.with_remarks(root, places.merge(_files(conn, words), "left", "delivery_id"))
    newest = sent.iloc[-1]
    found = checked.of_cell(root, str(newest["delivery_id"]), str(newest["sheet"]), str(newest["cell"]))
    return EntryTrace(words, sent, found)


def _moments(conn: Connection, key: EntryKey) -> list[datetime]:
    """When something became known of the entry, oldest first."""
    about = (_entry.register == key.register, _entry.province_code == key.province_code)
    query = sa.select(_entry.published_at).where(*about, _entry.entry_code == key.entry_code)
    return list(conn.execute(query.distinct().order_by(_entry.published_at)).scalars())


def _files(conn: Connection, words: pd.DataFrame) -> pd.DataFrame:
    query = sa.select(*_FILE, _sent.agency, _sent.source, _sent.received_at)
    return frame(conn, query.where(_sent.delivery_id.in_(sorted(set(words["delivery_id"])))))
