"""Every table of the state database, declared once.  The same code runs on SQLite and PostgreSQL.

A change here needs a step in ``migrations/versions``; a test compares the two.
"""

from sqlalchemy import JSON, Column, DateTime, Index, Integer, MetaData, String, Table

metadata = MetaData()

journal = Table(
    "journal",
    metadata,
    Column("entry_id", Integer, primary_key=True, autoincrement=True),
    Column("at", DateTime, nullable=False),  # Vietnam time, without zone
    Column("actor", String, nullable=False),  # who did it: a person's name, or "chiso" for what the system did
    Column("agency", String, nullable=False),  # of the actor; "" of the system
    Column("action", String, nullable=False),  # "event.opened", "alert.acknowledged"
    Column("subject", String, nullable=False),  # what it was done to: "event:…", "alert:…"
    Column("detail", JSON, nullable=False),
    Column("previous_hash", String, nullable=False),  # of the entry before; "" of the first
    Column("hash", String, nullable=False),  # over everything above
    Index("journal_subject", "subject", "entry_id"),
)
