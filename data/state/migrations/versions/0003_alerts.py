"""Alerts: their causes, the rules and runs behind them, and what is to be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("alert_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("rule_code", sa.String, nullable=False),
        sa.Column("area_code", sa.String, nullable=False),
        sa.Column("first_period", sa.String, nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("indicator_code", sa.String, nullable=False),
        sa.Column("severity", sa.String, nullable=False),
        sa.Column("weight", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("cell", sa.JSON, nullable=False),
        sa.Column("is_firm", sa.Boolean, nullable=False),
        sa.Column("value", sa.Double),
        sa.Column("measured", sa.Double),
        sa.Column("bound", sa.Double),
        sa.Column("beside", sa.Double),
        sa.Column("is_simulated", sa.Boolean, nullable=False),
        sa.Column("opened_at", sa.DateTime, nullable=False),
        sa.Column("fired_at", sa.DateTime),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("acknowledged_at", sa.DateTime),
        sa.Column("acknowledged_by", sa.String, nullable=False),
        sa.Column("agency", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("resolved_at", sa.DateTime),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("snoozed_until", sa.Date),
    )
    op.create_index("alert_cause", "alert", ["rule_code", "area_code", "first_period"], unique=True)
    op.create_index("alert_state", "alert", ["state"])
    op.create_table(
        "alert_rule",
        sa.Column("rule_code", sa.String, primary_key=True),
        sa.Column("definition", sa.JSON, nullable=False),
        sa.Column("problem", sa.String, nullable=False),
        sa.Column("judged_at", sa.DateTime, nullable=False),
        sa.Column("areas", sa.Integer, nullable=False),
        sa.Column("broken", sa.Integer, nullable=False),
        sa.Column("without_data", sa.Integer, nullable=False),
        sa.Column("errors", sa.Integer, nullable=False),
    )
    op.create_table(
        "alert_run",
        sa.Column("run_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("on_day", sa.Date, nullable=False),
        sa.Column("rules_hash", sa.String, nullable=False),
        sa.Column("rules", sa.Integer, nullable=False),
        sa.Column("next_rule", sa.Integer, nullable=False),
        sa.Column("steps", sa.Integer, nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.Column("finished_at", sa.DateTime),
    )
    op.create_index("alert_run_key", "alert_run", ["version", "on_day", "rules_hash"], unique=True)
    op.create_table(
        "outbox",
        sa.Column("message_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", sa.DateTime, nullable=False),
        sa.Column("sent_at", sa.DateTime),
        sa.Column("told", sa.String, nullable=False),
    )
