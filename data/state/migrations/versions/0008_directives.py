"""Directives: tasks about figures, alerts and communes."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "directive",
        sa.Column("directive_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("batch", sa.String, nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("agency", sa.String, nullable=False),
        sa.Column("agency_key", sa.String, nullable=False),
        sa.Column("to_area", sa.String, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("origin", sa.String, nullable=False),
        sa.Column("origin_key", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("indicator_code", sa.String, nullable=False),
        sa.Column("area_code", sa.String, nullable=False),
        sa.Column("numbers", sa.JSON, nullable=False),
        sa.Column("is_simulated", sa.Boolean, nullable=False),
        sa.Column("given_by", sa.String, nullable=False),
        sa.Column("given_agency", sa.String, nullable=False),
        sa.Column("given_account", sa.Integer),
        sa.Column("given_at", sa.DateTime, nullable=False),
        sa.Column("received_at", sa.DateTime),
        sa.Column("reported_at", sa.DateTime),
        sa.Column("reported_by", sa.String, nullable=False),
        sa.Column("reported_account", sa.Integer),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("judged_at", sa.DateTime),
        sa.Column("verdict", sa.Text, nullable=False),
    )
    op.create_index("directive_state", "directive", ["province_code", "state", "due_on"])
    op.create_index("directive_batch", "directive", ["batch"])
