"""The screens of the wall, what they show, and what the duty officer told them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "wall_screen",
        sa.Column("screen_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("name", sa.String, nullable=False, unique=True),
        sa.Column("screen_group", sa.String, nullable=False),
        sa.Column("code_hash", sa.String, nullable=False),
        sa.Column("key_hash", sa.String, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("paired_at", sa.DateTime),
        sa.Column("revoked_at", sa.DateTime),
    )
    op.create_table(
        "wall_beat",
        sa.Column("page_id", sa.String, primary_key=True),
        sa.Column("screen_id", sa.Integer),
        sa.Column("screen_group", sa.String, nullable=False),
        sa.Column("part", sa.String, nullable=False),
        sa.Column("began_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("scene", sa.String, nullable=False),
        sa.Column("viewport", sa.String, nullable=False),
        sa.Column("skew", sa.Integer, nullable=False),
        sa.Column("program", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
    )
    op.create_table(
        "wall_control",
        sa.Column("screen_group", sa.String, primary_key=True),
        sa.Column("mode", sa.String, nullable=False),
        sa.Column("scene", sa.String, nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
    )
