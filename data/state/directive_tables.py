"""The table of directives, in the shape of ``data.state.tables``."""

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Index, Integer, String, Table, Text

from data.state.tables import metadata

# One task of one receiver.  The figure that it is about stands in it as it was when the task was given.
directive = Table(
    "directive",
    metadata,
    Column("directive_id", Integer, primary_key=True, autoincrement=True),
    Column("batch", String, nullable=False),  # what was given in one step
    Column("province_code", String, nullable=False),
    Column("agency", String, nullable=False),  # who was told: an agency, or a commune by its name
    Column("agency_key", String, nullable=False),  # as it is compared, see ``data.directive_answers.key_of``
    Column("to_area", String, nullable=False),  # code of the commune that was told; "" of an agency
    Column("words", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("state", String, nullable=False),  # see data.directive_answers.STATES
    Column("origin", String, nullable=False),  # number, alert, map
    Column("origin_key", String, nullable=False),  # as a link names it
    Column("title", String, nullable=False),  # of an alert the name of its rule
    Column("indicator_code", String, nullable=False),  # "" of an alert about none
    Column("area_code", String, nullable=False),  # whose figure: who may not read it sees no task about it
    Column("numbers", JSON, nullable=False),  # fields of data.directive_answers.Number
    Column("is_simulated", Boolean, nullable=False),
    Column("given_by", String, nullable=False),
    Column("given_agency", String, nullable=False),
    Column("given_account", Integer),  # None of a house without accounts
    Column("given_at", DateTime, nullable=False),  # Vietnam time, without zone
    Column("received_at", DateTime),
    Column("reported_at", DateTime),
    Column("reported_by", String, nullable=False),
    Column("reported_account", Integer),
    Column("report", Text, nullable=False),
    Column("judged_at", DateTime),
    Column("verdict", Text, nullable=False),  # words of whoever accepted or returned it
    Index("directive_state", "province_code", "state", "due_on"),
    Index("directive_batch", "batch"),
)
