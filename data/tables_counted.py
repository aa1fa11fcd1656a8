"""What a version counts of itself when it is published, so that no page has to scan for it; see ``data.tables``."""

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, MetaData, String, Table

metadata = MetaData()  # of all tables of the warehouse

# What there is.
series = Table(
    "series",
    metadata,
    Column("indicator_id", Integer, nullable=False),
    Column("indicator_code", String, nullable=False),
    Column("province_code", String, nullable=False),
    Column("area_level", String, nullable=False),
    Column("frequency", String, nullable=False),
    Column("breakdown", String, nullable=False),
    Column("measure", String, nullable=False),
    Column("basis", String, nullable=False),
    Column("first_period", String, nullable=False),
    Column("last_period", String, nullable=False),
    Column("areas", Integer, nullable=False),
    Column("observations", Integer, nullable=False),
    Column("last_published_at", DateTime, nullable=False),
    Column("simulated", Boolean, nullable=False),  # any of its values is
)

# When each indicator's report of a period was due, by its deadline and the working days of Vietnam.
due = Table(
    "due",
    metadata,
    Column("indicator_id", Integer, nullable=False),
    Column("indicator_code", String, nullable=False),
    Column("period", String, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("expected", Boolean, nullable=False),  # of the finest frequency: the others can be worked out from it
)

# Who sent what when, see ``data.receipts``: of each indicator and period how many areas …
receipt = Table(
    "receipt",
    metadata,
    Column("indicator_code", String, nullable=False),
    Column("province_code", String, nullable=False),
    Column("area_level", String, nullable=False),
    Column("period", String, nullable=False),
    Column("frequency", String, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("areas", Integer, nullable=False),  # have a value
    Column("on_time", Integer, nullable=False),  # had one by ``due_on``
    Column("corrected", Integer, nullable=False),  # sent another one later
    Column("first_published_at", DateTime, nullable=False),
    Column("last_published_at", DateTime, nullable=False),  # of the first values
)

# … and of each commune and period how many indicators, of those that are expected for it.
area_receipt = Table(
    "area_receipt",
    metadata,
    Column("area_code", String, nullable=False),
    Column("province_code", String, nullable=False),
    Column("period", String, nullable=False),
    Column("frequency", String, nullable=False),
    Column("indicators", Integer, nullable=False),
    Column("on_time", Integer, nullable=False),
    Column("corrected", Integer, nullable=False),
    Column("first_published_at", DateTime, nullable=False),
    Column("last_published_at", DateTime, nullable=False),
)
