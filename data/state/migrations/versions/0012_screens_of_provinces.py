"""A screen belongs to a province, and an order to the screens of one; "" is what was there before."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("wall_screen", sa.Column("province_code", sa.String, nullable=False, server_default=""))
    op.rename_table("wall_control", "wall_control_before")
    kept: list[sa.Column[Any]] = [
        sa.Column("mode", sa.String, nullable=False),
        sa.Column("scene", sa.String, nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
    ]
    control = op.create_table(
        "wall_control",
        sa.Column("province_code", sa.String, primary_key=True),
        sa.Column("screen_group", sa.String, primary_key=True),
        *kept,
    )
    names = ["screen_group", *(one.name for one in kept)]
    before = sa.table("wall_control_before", *(sa.column(name) for name in names))
    orders = sa.select(sa.literal(""), *(before.c[name] for name in names))
    op.execute(sa.insert(control).from_select(["province_code", *names], orders))
    op.drop_table("wall_control_before")
