"""The table of what was seen, taken away and refused, in the shape of ``data.state.tables``."""

from sqlalchemy import JSON, Column, DateTime, Index, Integer, String, Table

from data.state.tables import metadata

audit = Table(
    "audit",
    metadata,
    Column("audit_id", Integer, primary_key=True, autoincrement=True),
    Column("at", DateTime, nullable=False),  # Vietnam time, without zone
    Column("account_id", Integer),  # None of nobody, of a screen, of a house without accounts
    Column("actor", String, nullable=False),
    Column("agency", String, nullable=False),
    Column("role", String, nullable=False),
    Column("address", String, nullable=False),  # from where
    Column("kind", String, nullable=False),  # view, export, refusal
    Column("action", String, nullable=False),  # "page.viewed", "table.exported", "door.closed"
    Column("subject", String, nullable=False),  # the address with its parameters
    Column("detail", JSON, nullable=False),
    Column("actor_province", String, nullable=False, server_default=""),  # of who acted; "" unknown, "VN" of all
    Column("subject_province", String, nullable=False, server_default=""),  # of what was seen
    Column("previous_hash", String, nullable=False),
    Column("hash", String, nullable=False),
    Index("audit_at", "at"),
)
