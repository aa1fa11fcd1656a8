"""Alerts about points that report have a name; what was not verified stays in the house."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("alert", sa.Column("area_name", sa.String, nullable=False, server_default=""))
    op.add_column("alert", sa.Column("in_house", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("alert", sa.Column("told_at", sa.DateTime))
    alert = sa.table("alert", sa.column("told_at"), sa.column("fired_at"))
    op.execute(sa.update(alert).values(told_at=alert.c.fired_at))
