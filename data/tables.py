"""Every table of the warehouse, declared once.  The same code runs on DuckDB and PostgreSQL; nothing is reflected.

A star: ``observation`` in the middle, the catalogue, areas and deliveries around it.  One observation is one value at
full coordinates (indicator, area, period, breakdown, measure, basis) together with two times: the period that it
speaks of and ``published_at``, when it became known.  A later value does not overwrite an earlier one, it closes it:
``superseded_at`` of the old equals ``published_at`` of the new, so that what was known on a date is one comparison.
What is only estimated never closes a final value: it is closed itself, as of the day that the final one became known.
"""

from datetime import datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Integer,
    Table,
)

from data.tables_counted import Text as Text
from data.tables_counted import area_receipt as area_receipt
from data.tables_counted import due as due
from data.tables_counted import metadata as metadata
from data.tables_counted import receipt as receipt
from data.tables_counted import series as series

SCHEMA_VERSION = 7
END_OF_TIME = datetime(9999, 12, 31)

meta = Table(
    "meta",
    metadata,
    Column("schema_version", Integer, nullable=False),
    Column("version", Text, nullable=False),  # name of the published file, e.g. "2026-11-03T16-40-12.123456"
    Column("published_at", DateTime, nullable=False),  # Vietnam time, without zone
    Column("observations", Integer, nullable=False),
    Column("reason", Text, nullable=False),  # what made this version: files loaded, rollback, rebuild
)

indicator_set = Table(
    "indicator_set",
    metadata,
    Column("set_code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("province_code", Text, nullable=False),
    Column("decision", Text, nullable=False),
)

indicator = Table(
    "indicator",
    metadata,
    Column("indicator_id", Integer, nullable=False, unique=True),  # place in the catalogue of this version
    Column("indicator_code", Text, primary_key=True),
    Column("set_code", Text, nullable=False),
    Column("printed_row", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("page", Text, nullable=False),
    Column("definition", JSON, nullable=False),  # the whole catalogue entry as it stood when this version was made
)

area = Table(
    "area",
    metadata,
    Column("area_code", Text, primary_key=True),
    Column("area_name", Text, nullable=False),  # "Xã Thắng Mố", "Tỉnh Tuyên Quang"
    Column("area_level", Text, nullable=False),  # country, province, commune; a point's register
    Column("parent_code", Text, nullable=False),  # province of a commune, "VN" of a province, "" of the country
    Column("province_code", Text, nullable=False),  # that it lies in or is; "VN" of the country
)

area_group = Table(
    "area_group",
    metadata,
    Column("group_kind", Text, primary_key=True),  # former_province, former_district
    Column("group_code", Text, primary_key=True),
    Column("area_code", Text, primary_key=True),
    Column("group_name", Text, nullable=False),
    Column("province_code", Text, nullable=False),
)

delivery = Table(
    "delivery",
    metadata,
    Column("delivery_id", Text, primary_key=True),  # first 16 digits of the hash of what was sent and how it was read
    Column("received_at", DateTime, nullable=False),
    Column("published_at", DateTime, nullable=False),  # the knowledge time of its values: the date of the report
    Column("file_name", Text, nullable=False),
    Column("file_hash", Text, nullable=False),  # SHA-256 of the file as sent
    Column("layout", Text, nullable=False),
    Column("layout_version", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("province_code", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("rows_accepted", Integer, nullable=False),
    Column("rows_refused", Integer, nullable=False),
    Column("simulated", Boolean, nullable=False),
    Column("source", Text, nullable=False),  # who published it, shown under charts
)

# Sorted by indicator_id when published: DuckDB then reads one or two row groups of a hundred, because the limits that
# it keeps of each group are exact for integers but only the first eight bytes of a text.
observation = Table(
    "observation",
    metadata,
    Column("indicator_id", Integer, nullable=False),  # given when published; the deliveries know the code only
    Column("indicator_code", Text, nullable=False),
    Column("area_code", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("frequency", Text, nullable=False),  # of the period: month, quarter, year, …
    Column("breakdown", Text, nullable=False),  # "total", or "axis=member" joined by ";" in order of the axes
    Column("measure", Text, nullable=False),  # actual, cumulative, plan, scenario, estimate
    Column("basis", Text, nullable=False),  # who set a plan: "hdnd_tinh", "trung_uong"; "" for other measures
    Column("value", Double),
    Column("text_value", Text),  # for indicators of kind text
    Column("status", Text, nullable=False),  # see STATUSES
    Column("published_at", DateTime, nullable=False),
    Column("superseded_at", DateTime, nullable=False),  # END_OF_TIME while it is the newest
    Column("delivery_id", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),  # "J12"; "row 17" of a CSV; "" of a query
)

# Lists, not numbers: one row is one state of one entry (a petition, an enterprise, a risk point), with the same two
# times as an observation.  Which fields a register has is said in ``data.catalogue_registers``.
register_entry = Table(
    "register_entry",
    metadata,
    Column("register", Text, nullable=False),
    Column("entry_code", Text, nullable=False),  # stable within the register of a province
    Column("province_code", Text, nullable=False),
    Column("area_code", Text, nullable=False),  # commune, "" where the entry belongs to none
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),  # a member of the axis of the register's state
    Column("opened_on", Date),
    Column("due_on", Date),
    Column("closed_on", Date),
    Column("latitude", Double),  # degrees, WGS 84
    Column("longitude", Double),
    Column("attributes", JSON, nullable=False),  # all other fields that have a value, by code; dates as ISO text
    Column("status", Text, nullable=False),  # see STATUSES
    Column("published_at", DateTime, nullable=False),
    Column("superseded_at", DateTime, nullable=False),  # END_OF_TIME while it is the newest
    Column("delivery_id", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),  # "A12"; "row 17" of a CSV
)

# What a portal or a form says of a unit (a province, a department, a commune) on one day: scores as published, with the
# counts behind them.  One row is one item of ``data.scoring_rules`` in one capture; captures are never added up.
score_item = Table(
    "score_item",
    metadata,
    Column("province_code", Text, nullable=False),
    Column("unit_kind", Text, nullable=False),  # see UNIT_KINDS
    Column("unit_code", Text, nullable=False),  # of the portal, "H21.227"; of a form the area or "08:agency"
    Column("unit_name", Text, nullable=False),  # as published
    Column("area_code", Text, nullable=False),  # "" of a department, and of a commune that nobody has matched yet
    Column("period", Text, nullable=False),  # that the figures speak of, as far as it had gone
    Column("captured_on", Date, nullable=False),
    Column("item_code", Text, nullable=False),
    Column("numerator", Double),  # what is only counted stands here
    Column("denominator", Double),
    Column("score", Double),  # as published, never ours
    Column("rank", Double),  # as published, among units of the kind
    Column("rank_all", Double),  # as published, among all units of the province
    Column("status", Text, nullable=False),  # see STATUSES
    Column("published_at", DateTime, nullable=False),
    Column("superseded_at", DateTime, nullable=False),  # END_OF_TIME while it is the newest
    Column("delivery_id", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
)

# One figure of one bulletin about a disaster: the state at that time, never an addition to the one before.  Figures
# fall as well as rise, and two bodies may disagree: both stay.
bulletin_figure = Table(
    "bulletin_figure",
    metadata,
    Column("event_code", Text, nullable=False),  # "yagi-2024", see ``data.state.tables.event``
    Column("issued_at", DateTime, nullable=False),  # Vietnam time
    Column("has_hour", Boolean, nullable=False),  # the source names the hour, not the day alone
    Column("issuing_body", Text, nullable=False),  # "" where the source does not name it
    Column("area_level", Text, nullable=False),  # nation, province, district (until 2025), commune
    Column("area_name", Text, nullable=False),  # as printed
    Column("area_code", Text, nullable=False),  # "" where no area of today is meant: districts, former provinces
    Column("province_code", Text, nullable=False),  # of today that the area lies in; "" of the nation
    Column("item", Text, nullable=False),  # see ``data.bulletin_items``
    Column("value", Double, nullable=False),
    Column("source", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("status", Text, nullable=False),  # see STATUSES
    Column("published_at", DateTime, nullable=False),
    Column("superseded_at", DateTime, nullable=False),
    Column("delivery_id", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
)

# What a station measured in an hour.  Its quantities are no indicators of a decision but what levels rest on.
station_reading = Table(
    "station_reading",
    metadata,
    Column("province_code", Text, nullable=False),
    Column("entry_code", Text, nullable=False),  # of the register ``station``
    Column("quantity", Text, nullable=False),  # rain (mm), water_level (m), temperature (°C), wind (m/s)
    Column("period", Text, nullable=False),  # the hour that ends with it, "2026-03-31T14"
    Column("value", Double, nullable=False),
    Column("status", Text, nullable=False),  # see STATUSES
    Column("published_at", DateTime, nullable=False),
    Column("superseded_at", DateTime, nullable=False),
    Column("delivery_id", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
)

refusal = Table(
    "refusal",
    metadata,
    Column("delivery_id", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Column("row_label", Text, nullable=False),  # the commune or indicator as the file names it
    Column("column_label", Text, nullable=False),
    Column("value", Text, nullable=False),  # as it stood in the cell
    Column("reason_code", Text, nullable=False),
    Column("reason", Text, nullable=False),  # a Vietnamese sentence
    Column("remedy", Text, nullable=False),  # a Vietnamese sentence
    # What number the cell would have been; empty where that was not understood, NULL of deliveries before version 5.
    Column("indicator_code", Text),
    Column("area_code", Text),
    Column("period", Text),
    Column("breakdown", Text),
    Column("measure", Text),
)

MEASURES = ("actual", "cumulative", "plan", "scenario", "estimate")
STATUSES = ("final", "estimated", "provisional", "revised", "suppressed", "missing", "simulated")
WEAK = ("estimated", "provisional", "simulated")  # give way to a value that is STRONG, whichever came first
STRONG = ("final", "revised")
OBSERVATION_KEY = ("indicator_code", "area_code", "period", "breakdown", "measure", "basis")
# Tables whose rows are read from files as they stand, and what tells two rows apart of which one supersedes the other.
RECORD_KEYS = {
    "register_entry": ("register", "province_code", "entry_code"),
    "bulletin_figure": ("event_code", "issued_at", "issuing_body", "area_level", "area_name", "item"),
    "station_reading": ("province_code", "entry_code", "quantity", "period"),
}
SCORE_KEY = ("province_code", "unit_code", "period", "captured_on", "item_code")
UNIT_KINDS = ("province", "department", "commune")
