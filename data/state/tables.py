"""Every table of the state database, declared once.  The same code runs on SQLite and PostgreSQL.

A change here needs a step in ``migrations/versions``; a test compares the two.
"""

from sqlalchemy import JSON, Boolean, Column, DateTime, Index, Integer, MetaData, String, Table

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

# A disaster, epidemic or rescue with its life; what bulletins say of it is in the warehouse, under the same code.
event = Table(
    "event",
    metadata,
    Column("event_code", String, primary_key=True),  # "yagi-2024"
    Column("province_code", String, primary_key=True),  # two provinces may both act on one storm
    Column("kind", String, nullable=False),  # see ``data.state.events.KINDS``
    Column("name", String, nullable=False),
    Column("state", String, nullable=False),  # see ``data.state.events.STATES``
    Column("scope", JSON, nullable=False),  # codes of communes; [] means the whole province
    Column("simulated", Boolean, nullable=False),
    Column("opened_at", DateTime, nullable=False),  # Vietnam time, without zone
    Column("closed_at", DateTime),
)

# The level that a named person set for a commune, beside what was proposed and what the bulletin said then.
level_decision = Table(
    "level_decision",
    metadata,
    Column("decision_id", Integer, primary_key=True, autoincrement=True),
    Column("event_code", String, nullable=False),
    Column("province_code", String, nullable=False),
    Column("area_code", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("proposed", Integer),
    Column("official", Integer),
    Column("reason", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("agency", String, nullable=False),
    Column("at", DateTime, nullable=False),
    Index("level_decision_event", "province_code", "event_code", "decision_id"),
)

# One step of an activated playbook, with what it was when it was activated: a playbook may change later.
event_task = Table(
    "event_task",
    metadata,
    Column("task_id", Integer, primary_key=True, autoincrement=True),
    Column("event_code", String, nullable=False),
    Column("province_code", String, nullable=False),
    Column("playbook", String, nullable=False),
    Column("step", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("unit", String, nullable=False),  # commune, department, province
    Column("role", String, nullable=False),
    Column("form", String, nullable=False),
    Column("activated_at", DateTime, nullable=False),
    Column("due_at", DateTime, nullable=False),
    Column("done_at", DateTime),
    Column("done_by", String, nullable=False),
    Column("note", String, nullable=False),
    Index("event_task_event", "province_code", "event_code", "task_id"),
)
