"""The current tables of the store; `migrations` creates them. Imports SQLAlchemy."""

from sqlalchemy import Boolean, Column, Double, ForeignKey, Integer, MetaData, String, Table, Text

METADATA = MetaData()

RUNS = Table(
    "run",
    METADATA,
    Column("run", String, primary_key=True),
    Column("created_at", String),
    # The rest follows from the other tables, and is stored here so that a list of runs need not read any journal.
    Column("updated_at", String),
    Column("step", String),
    Column("closed", Boolean),
    Column("seq", Integer),
    Column("commands", Integer),  # the number of commands that the run has had
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
    Column("seq", Integer),  # of the last entry before this text
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

DEVICES = Table(
    "device",
    METADATA,
    Column("run", String, primary_key=True),
    Column("token", String, primary_key=True),  # SHA-256 of it
    Column("seat", String),
    Column("number", Integer),
    Column("language", String),
    Column("joined_at", String),
    Column("admitted", Boolean),
    Column("people", Integer),
)

ADDRESSES = Table(
    "address",
    METADATA,
    Column("run", String, primary_key=True),
    Column("host", String),
    Column("port", Integer),
)
