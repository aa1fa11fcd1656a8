"""What officers send, cell by cell, and the periods that are locked."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "submission",
        sa.Column("submission_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("open_key", sa.String, unique=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("set_code", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("agency", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("account_id", sa.Integer),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("author_agency", sa.String, nullable=False),
        sa.Column("areas", sa.JSON, nullable=False),
        sa.Column("file_name", sa.String, nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.Column("sent_at", sa.DateTime),
        sa.Column("decided_at", sa.DateTime),
        sa.Column("decided_by", sa.String, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("delivery_id", sa.String, nullable=False),
    )
    op.create_index("submission_state", "submission", ["state", "submission_id"])
    op.create_index("submission_account", "submission", ["account_id", "submission_id"])
    op.create_table(
        "submission_cell",
        sa.Column("submission_id", sa.Integer, primary_key=True),
        sa.Column("indicator_code", sa.String, primary_key=True),
        sa.Column("area_code", sa.String, primary_key=True),
        sa.Column("period", sa.String, primary_key=True),
        sa.Column("breakdown", sa.String, primary_key=True),
        sa.Column("measure", sa.String, primary_key=True),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("written", sa.String, nullable=False),
        sa.Column("words", sa.String, nullable=False),
    )
    op.create_table(
        "period_lock",
        sa.Column("lock_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("set_code", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("locked_at", sa.DateTime, nullable=False),
        sa.Column("locked_by", sa.String, nullable=False),
        sa.Column("reopened_at", sa.DateTime),
        sa.Column("reopened_by", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
    )
    op.create_index("period_lock_of", "period_lock", ["set_code", "period"])
