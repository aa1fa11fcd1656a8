"""Accounts, what they are signed in with, and how often somebody tried in vain."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("account_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("login", sa.String, nullable=False),
        sa.Column("login_key", sa.String, nullable=False, unique=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("agency", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("areas", sa.JSON, nullable=False),
        sa.Column("agencies", sa.JSON, nullable=False),
        sa.Column("password_hash", sa.String, nullable=False),
        sa.Column("password_at", sa.DateTime, nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("totp_secret", sa.String, nullable=False),
        sa.Column("totp_step", sa.Integer, nullable=False),
        sa.Column("issuer", sa.String),
        sa.Column("subject", sa.String),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("disabled_at", sa.DateTime),
    )
    op.create_index("account_elsewhere", "account", ["issuer", "subject"], unique=True)
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.Integer, primary_key=True),
        sa.Column("code_hash", sa.String, primary_key=True),
    )
    op.create_table(
        "session",
        sa.Column("session_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("token_hash", sa.String, nullable=False, unique=True),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("csrf", sa.String, nullable=False),
        sa.Column("began_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("agent", sa.String, nullable=False),
    )
    op.create_index("session_account", "session", ["account_id"])
    op.create_index("session_began", "session", ["began_at"])
    op.create_table(
        "attempt",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_at", sa.DateTime, nullable=False),
        sa.Column("locked_until", sa.DateTime),
    )
    op.create_index("attempt_last", "attempt", ["last_at"])
