"""What a version counts of itself when it is published, so that no page has to scan for it; see ``data.tables``."""

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, MetaData, String, Table
from sqlalchemy.dialects.postgresql import TEXT

metadata = MetaData()  # of all tables of the warehouse
# Compared and sorted by code point, whatever language a PostgreSQL server was set up for: as DuckDB does.
Text = String().with_variant(TEXT(collation="C"), "postgresql")

# What there is.
series = Table(
    "series",
    metadata,
    Column("indicator_id", Integer, nullable=False),
    Column("indicator_code", Text, nullable=False),
    Column("province_code", Text, nullable=False),
    Column("area_level", Text, nullable=False),
    Column("frequency", Text, nullable=False),
    Column("breakdown", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("first_period", Text, nullable=False),
    Column("last_period", Text, nullable=False),
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
    Column("indicator_code", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("expected", Boolean, nullable=False),  # of the finest frequency: the others can be worked out from it
)

# Who sent what when, see ``data.receipts``: of each indicator and period how many areas …
receipt = Table(
    "receipt",
    metadata,
    Column("indicator_code", Text, nullable=False),
    Column("province_code", Text, nullable=False),
    Column("area_level", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("frequency", Text, nullable=False),
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
    Column("area_code", Text, nullable=False),
    Column("province_code", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("frequency", Text, nullable=False),
    Column("indicators", Integer, nullable=False),
    Column("on_time", Integer, nullable=False),
    Column("corrected", Integer, nullable=False),
    Column("first_published_at", DateTime, nullable=False),
    Column("last_published_at", DateTime, nullable=False),
)
