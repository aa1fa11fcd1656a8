"""Every table of the state database, declared once.  The same code runs on SQLite and PostgreSQL.

A change here needs a step in ``migrations/versions``; a test compares the two.
"""

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Double, Index, Integer, MetaData, String, Table

metadata = MetaData()

journal = Table(
    "journal",
    metadata,
    Column("entry_id", Integer, primary_key=True, autoincrement=True),
    Column("at", DateTime, nullable=False),  # Vietnam time, without zone
    Column("actor", String, nullable=False),  # who did it: a person's name, or "chiso" for what the system did
    Column("agency", String, nullable=False),  # of the actor; "" of the system
    Column("action", String, nullable=False),  # "event.opened", "alert.acknowledged"
    Column("subject", String, nullable=False),  # what it was done to: "event:…", "alert:…"
    Column("detail", JSON, nullable=False),
    Column("account_id", Integer),  # None of the system, and of whoever acts without one
    Column("address", String, nullable=False, server_default=""),  # from where; "" of the command line
    Column("actor_province", String, nullable=False, server_default=""),  # of who acted; "" unknown, "VN" of all
    Column("subject_province", String, nullable=False, server_default=""),  # of what it was done to
    Column("previous_hash", String, nullable=False),  # of the entry before; "" of the first
    Column("hash", String, nullable=False),  # over everything else, see ``data.state.chain``
    Index("journal_subject", "subject", "entry_id"),
)

# A disaster, epidemic or rescue with its life; what bulletins say of it is in the warehouse, under the same code.
event = Table(
    "event",
    metadata,
    Column("event_code", String, primary_key=True),  # "yagi-2024"
    Column("province_code", String, primary_key=True),  # two provinces may both act on one storm
    Column("kind", String, nullable=False),  # see ``data.state.events.KINDS``
    Column("name", String, nullable=False),
    Column("state", String, nullable=False),  # see ``data.state.events.STATES``
    Column("scope", JSON, nullable=False),  # codes of communes; [] means the whole province
    Column("simulated", Boolean, nullable=False),
    Column("opened_at", DateTime, nullable=False),  # Vietnam time, without zone
    Column("closed_at", DateTime),
)

# The level that a named person set for a commune, beside what was proposed and what the bulletin said then.
level_decision = Table(
    "level_decision",
    metadata,
    Column("decision_id", Integer, primary_key=True, autoincrement=True),
    Column("event_code", String, nullable=False),
    Column("province_code", String, nullable=False),
    Column("area_code", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("proposed", Integer),
    Column("official", Integer),
    Column("reason", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("agency", String, nullable=False),
    Column("at", DateTime, nullable=False),
    Index("level_decision_event", "province_code", "event_code", "decision_id"),
)

# One step of an activated playbook, with what it was when it was activated: a playbook may change later.
event_task = Table(
    "event_task",
    metadata,
    Column("task_id", Integer, primary_key=True, autoincrement=True),
    Column("event_code", String, nullable=False),
    Column("province_code", String, nullable=False),
    Column("playbook", String, nullable=False),
    Column("step", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("unit", String, nullable=False),  # commune, department, province
    Column("role", String, nullable=False),
    Column("form", String, nullable=False),
    Column("activated_at", DateTime, nullable=False),
    Column("due_at", DateTime, nullable=False),
    Column("done_at", DateTime),
    Column("done_by", String, nullable=False),
    Column("note", String, nullable=False),
    Index("event_task_event", "province_code", "event_code", "task_id"),
)

# One row is one cause: a rule in one area since the first period in which it was broken.
alert = Table(
    "alert",
    metadata,
    Column("alert_id", Integer, primary_key=True, autoincrement=True),
    Column("rule_code", String, nullable=False),
    Column("area_code", String, nullable=False),
    Column("area_name", String, nullable=False),  # of a point that reports; "" where the code alone says it
    Column("first_period", String, nullable=False),
    Column("province_code", String, nullable=False),
    Column("indicator_code", String, nullable=False),
    Column("severity", String, nullable=False),  # critical, warning, notice
    Column("weight", Integer, nullable=False),
    Column("state", String, nullable=False),  # see data.alerts.machine
    Column("period", String, nullable=False),  # judged last
    Column("cell", JSON, nullable=False),  # how the machine stands, see ``Cell``
    Column("is_firm", Boolean, nullable=False),  # the figure of ``period`` is final
    Column("value", Double),  # in the indicator's unit
    Column("measured", Double),  # what is held against the bound: a change in percent, a share of the plan
    Column("bound", Double),
    Column("beside", Double),  # what it was made from: the value before, the plan, the sum of the parts
    Column("is_simulated", Boolean, nullable=False),
    Column("in_house", Boolean, nullable=False),  # what says so was not verified: nobody outside is told
    Column("opened_at", DateTime, nullable=False),  # Vietnam time, without zone
    Column("fired_at", DateTime),  # when it first alerted; it never fires again for this cause
    Column("told_at", DateTime),  # when the channels were given it
    Column("ended_at", DateTime),
    Column("acknowledged_at", DateTime),
    Column("acknowledged_by", String, nullable=False),
    Column("agency", String, nullable=False),  # whom it is assigned to
    Column("person", String, nullable=False),
    Column("due_on", Date),
    Column("resolved_at", DateTime),
    Column("reason", String, nullable=False),  # of resolving
    Column("snoozed_until", Date),
    Index("alert_cause", "rule_code", "area_code", "first_period", unique=True),
    Index("alert_state", "state"),
)

# The rules as they were judged last, and what kept any of them from being judged.
alert_rule = Table(
    "alert_rule",
    metadata,
    Column("rule_code", String, primary_key=True),
    Column("definition", JSON, nullable=False),  # fields of data.alerts.rules.AlertRule
    Column("problem", String, nullable=False),  # a Vietnamese sentence; "" when it was judged
    Column("judged_at", DateTime, nullable=False),
    Column("areas", Integer, nullable=False),  # judged in the newest period
    Column("broken", Integer, nullable=False),
    Column("without_data", Integer, nullable=False),
    Column("errors", Integer, nullable=False),
)

# Judging all rules on one version and day: what is not finished goes on where it stopped.
alert_run = Table(
    "alert_run",
    metadata,
    Column("run_id", Integer, primary_key=True, autoincrement=True),
    Column("version", String, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("rules_hash", String, nullable=False),
    Column("rules", Integer, nullable=False),
    Column("next_rule", Integer, nullable=False),  # how many are done
    Column("steps", Integer, nullable=False),  # changes of state
    Column("started_at", DateTime, nullable=False),
    Column("finished_at", DateTime),
    Index("alert_run_key", "version", "on_day", "rules_hash", unique=True),
)

# What is to be sent, once.
outbox = Table(
    "outbox",
    metadata,
    Column("message_id", Integer, primary_key=True, autoincrement=True),
    Column("key", String, nullable=False, unique=True),  # what it is about, to whom: the same is never sent twice
    Column("channel", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("content", JSON, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("state", String, nullable=False),  # waiting, handing_over, sent, doubtful
    Column("attempts", Integer, nullable=False),
    Column("next_at", DateTime, nullable=False),
    Column("sent_at", DateTime),
    Column("told", String, nullable=False),  # why the last attempt failed, a Vietnamese sentence
)

wall_screen = Table(
    "wall_screen",
    metadata,
    Column("screen_id", Integer, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False, unique=True),
    Column("screen_group", String, nullable=False),
    Column("code_hash", String, nullable=False),  # of the pairing link; "" once it was used
    Column("key_hash", String, nullable=False),  # of the key in the screen's cookie; "" until it is paired
    Column("made_at", DateTime, nullable=False),
    Column("paired_at", DateTime),
    Column("revoked_at", DateTime),
    Column("province_code", String, nullable=False),  # whose it is; "" of a time when there was one province only
)

# One row per page that shows the wall now: an open page, or a screen.
wall_beat = Table(
    "wall_beat",
    metadata,
    Column("page_id", String, primary_key=True),  # drawn by the page when it is opened
    Column("screen_id", Integer),  # None: a page on the server itself, without a key
    Column("screen_group", String, nullable=False),
    Column("part", String, nullable=False),  # "3x2/4" of a matrix; "" of a single screen
    Column("began_at", DateTime, nullable=False),
    Column("seen_at", DateTime, nullable=False),
    Column("scene", String, nullable=False),
    Column("viewport", String, nullable=False),  # "1920x1080"
    Column("skew", Integer, nullable=False),  # seconds that its own clock is ahead
    Column("program", String, nullable=False),
    Column("address", String, nullable=False),
)

wall_control = Table(
    "wall_control",
    metadata,
    Column("province_code", String, primary_key=True),  # of the screens that it is for; "" of all
    Column("screen_group", String, primary_key=True),
    Column("mode", String, nullable=False),  # run, pause, pin, blank
    Column("scene", String, nullable=False),
    Column("since", DateTime, nullable=False),
    Column("place", Integer, nullable=False),
    Column("actor", String, nullable=False),
)

# A briefing that staff work on, as it stands; every text of it is kept in ``briefing_revision``.
briefing = Table(
    "briefing",
    metadata,
    Column("briefing_id", Integer, primary_key=True, autoincrement=True),
    Column("province_code", String, nullable=False),
    Column("title", String, nullable=False),
    Column("revision", Integer, nullable=False),  # the newest
    Column("is_scheduled", Boolean, nullable=False),  # made by itself when its period closes
    Column("updated_at", DateTime, nullable=False),  # Vietnam time, without zone
    Column("updated_by", String, nullable=False),
    Column("removed_at", DateTime),
)

briefing_revision = Table(
    "briefing_revision",
    metadata,
    Column("briefing_id", Integer, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("outline", JSON, nullable=False),  # see briefings.outline
    Column("at", DateTime, nullable=False),
    Column("actor", String, nullable=False),
)

# What is to be made in the background, once per key.
briefing_job = Table(
    "briefing_job",
    metadata,
    Column("job_id", Integer, primary_key=True, autoincrement=True),
    Column("key", String, nullable=False, unique=True),  # the same is never made twice
    Column("briefing_id", Integer, nullable=False),
    Column("outline", JSON, nullable=False),
    Column("on_day", Date, nullable=False),  # the date that stands on it
    Column("asked_by", String, nullable=False),
    Column("agency", String, nullable=False),
    Column("asked_at", DateTime, nullable=False),
    Column("state", String, nullable=False),  # waiting, running, done, failed
    Column("step", Integer, nullable=False),  # of STEPS in data.state.briefings
    Column("attempts", Integer, nullable=False),
    Column("told", String, nullable=False),  # why it failed, or what is to be known; a Vietnamese sentence
    Column("code", String, nullable=False),  # of what was issued
    Column("finished_at", DateTime),
    Index("briefing_job_state", "state", "job_id"),
)

# A briefing as it was issued, with every figure in it: never changed.
briefing_issue = Table(
    "briefing_issue",
    metadata,
    Column("code", String, primary_key=True),  # "7KQ2-M9XD-4RTE", of the content
    Column("briefing_id", Integer, nullable=False),
    Column("province_code", String, nullable=False),
    Column("title", String, nullable=False),
    Column("version", String, nullable=False),  # of the warehouse
    Column("known_at", DateTime, nullable=False),  # as of when the figures are told
    Column("outline", JSON, nullable=False),
    Column("content", JSON, nullable=False),  # see exports.briefing.frozen
    Column("issued_at", DateTime, nullable=False),
    Column("issued_by", String, nullable=False),
    Index("briefing_issue_of", "briefing_id", "issued_at"),
)

# Who may do alone what only one may do (``data.state.lease``).
lease = Table(
    "lease",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),  # machine, process and a word of its own
    Column("until", Double, nullable=False),  # seconds since 1970, by the clock of the database
)
