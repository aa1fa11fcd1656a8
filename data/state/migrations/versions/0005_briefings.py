"""Briefings: their texts, what is made in the background, what was issued."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "briefing",
        sa.Column("briefing_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("is_scheduled", sa.Boolean, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.Column("updated_by", sa.String, nullable=False),
        sa.Column("removed_at", sa.DateTime),
    )
    op.create_table(
        "briefing_revision",
        sa.Column("briefing_id", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("outline", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
    )
    op.create_table(
        "briefing_job",
        sa.Column("job_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("briefing_id", sa.Integer, nullable=False),
        sa.Column("outline", sa.JSON, nullable=False),
        sa.Column("on_day", sa.Date, nullable=False),
        sa.Column("asked_by", sa.String, nullable=False),
        sa.Column("agency", sa.String, nullable=False),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("told", sa.String, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("finished_at", sa.DateTime),
    )
    op.create_index("briefing_job_state", "briefing_job", ["state", "job_id"])
    op.create_table(
        "briefing_issue",
        sa.Column("code", sa.String, primary_key=True),
        sa.Column("briefing_id", sa.Integer, nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("known_at", sa.DateTime, nullable=False),
        sa.Column("outline", sa.JSON, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("issued_at", sa.DateTime, nullable=False),
        sa.Column("issued_by", sa.String, nullable=False),
    )
    op.create_index("briefing_issue_of", "briefing_issue", ["briefing_id", "issued_at"])
