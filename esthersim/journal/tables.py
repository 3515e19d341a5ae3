"""The tables of the store as they are today; `migrations` makes them. Imports SQLAlchemy."""

from sqlalchemy import Boolean, Column, Double, ForeignKey, Integer, MetaData, String, Table, Text

METADATA = MetaData()

RUNS = Table(
    "run",
    METADATA,
    Column("run", String, primary_key=True),
    Column("created_at", String),
    # The rest follows from the other tables, and is kept here so that a list of runs needs to read no journal.
    Column("updated_at", String),
    Column("step", String),
    Column("closed", Boolean),
    Column("seq", Integer),
    Column("commands", Integer),  # how many it has had
    Column("scenario_version", Integer),
    Column("scenario_id", String),
    Column("scenario_title", String),
    Column("language", String),
    Column("scenario_hash", String),
)

ENTRIES = Table(
    "entry",
    METADATA,
    Column("run", String, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String),
    Column("room", Double),
    Column("command_id", String),
    Column("entry", Text),
)

COMMANDS = Table(
    "command",
    METADATA,
    Column("run", String, primary_key=True),
    Column("command_id", String, primary_key=True),
    Column("number", Integer),  # 1, 2, 3 … in a run
    Column("after_seq", Integer),
    Column("last_seq", Integer),
    Column("document", Text, nullable=True),
)

TEXTS = Table(
    "text",
    METADATA,
    Column("hash", String, primary_key=True),  # SHA-256 of the body
    Column("body", Text),
)

SCENARIOS = Table(
    "scenario",
    METADATA,
    Column("run", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer),  # of the last entry before it
    Column("id", String),
    Column("title", String),
    Column("language", String),
    Column("hash", String),
)

CARRIED = Table(
    "carried",
    METADATA,
    Column("run", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("field", String, primary_key=True),  # of `ScenarioText`
    Column("key", String, primary_key=True),  # in that field: a language, the id of a pack; empty for the scenario
    Column("hash", String, ForeignKey("text.hash")),
)

DRAFTS = Table(
    "draft",
    METADATA,
    Column("run", String, primary_key=True),
    Column("seat", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("text", Text),
    Column("updated_at", String),
)

BEATS = Table(
    "heartbeat",
    METADATA,
    Column("run", String, primary_key=True),
    Column("room", Double),
    Column("at", String),
)
