"""The period that whoever sent a file chose for it is kept: the file is read again when it is sent and published."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("submission", sa.Column("asked_period", sa.String, nullable=False, server_default=""))
