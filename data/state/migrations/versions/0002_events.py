"""Events, the levels that people set, and the tasks of activated playbooks."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("event_code", sa.String, primary_key=True),
        sa.Column("province_code", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("scope", sa.JSON, nullable=False),
        sa.Column("simulated", sa.Boolean, nullable=False),
        sa.Column("opened_at", sa.DateTime, nullable=False),
        sa.Column("closed_at", sa.DateTime),
    )
    op.create_table(
        "level_decision",
        sa.Column("decision_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("event_code", sa.String, nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("area_code", sa.String, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("proposed", sa.Integer),
        sa.Column("official", sa.Integer),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("decided_by", sa.String, nullable=False),
        sa.Column("agency", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("level_decision_event", "level_decision", ["province_code", "event_code", "decision_id"])
    op.create_table(
        "event_task",
        sa.Column("task_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("event_code", sa.String, nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("playbook", sa.String, nullable=False),
        sa.Column("step", sa.String, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("form", sa.String, nullable=False),
        sa.Column("activated_at", sa.DateTime, nullable=False),
        sa.Column("due_at", sa.DateTime, nullable=False),
        sa.Column("done_at", sa.DateTime),
        sa.Column("done_by", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
    )
    op.create_index("event_task_event", "event_task", ["province_code", "event_code", "task_id"])
