"""The tables of the store, and how an older store becomes one of today: every change is a new step at the end.

Imports SQLAlchemy, so only the SQL store does import this module.
"""

from collections.abc import Callable

from sqlalchemy import Boolean, Column, Connection, Double, Integer, MetaData, String, Table, Text

METADATA = MetaData()

RUNS = Table(
    "run",
    METADATA,
    Column("run", String, primary_key=True),
    Column("created_at", String, nullable=False),
    # The rest follows from the other tables, and is kept here so that a list of runs needs to read no journal.
    Column("updated_at", String, nullable=False),
    Column("step", String, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("scenario_version", Integer, nullable=False),
    Column("scenario_id", String, nullable=False),
    Column("scenario_title", String, nullable=False),
    Column("language", String, nullable=False),
    Column("scenario_hash", String, nullable=False),
    sqlite_with_rowid=False,  # one tree and no index beside it that could disagree with it
)

ENTRIES = Table(
    "entry",
    METADATA,
    Column("run", String, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("room", Double, nullable=False),
    Column("command_id", String, nullable=False),
    Column("entry", Text, nullable=False),
    sqlite_with_rowid=False,
)

COMMANDS = Table(
    "command",
    METADATA,
    Column("run", String, primary_key=True),
    Column("command_id", String, primary_key=True),
    Column("after_seq", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    sqlite_with_rowid=False,
)

SCENARIOS = Table(
    "scenario",
    METADATA,
    Column("run", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("id", String, nullable=False),
    Column("title", String, nullable=False),
    Column("language", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("hash", String, nullable=False),
    Column("translations", Text, nullable=False),  # a JSON object, language → text of the .po
    Column("packs", Text, nullable=False),  # a JSON object, id of the rule pack → its text
    sqlite_with_rowid=False,
)


def _first(connection: Connection) -> None:
    """Make the tables of version 1. Once another of them changes, write it out here as it was."""
    METADATA.create_all(connection, [RUNS, ENTRIES, COMMANDS], checkfirst=False)
    scenario = Table(
        "scenario",
        MetaData(),
        Column("run", String, primary_key=True),
        Column("version", Integer, primary_key=True, autoincrement=False),
        Column("seq", Integer, nullable=False),
        Column("id", String, nullable=False),
        Column("title", String, nullable=False),
        Column("language", String, nullable=False),
        Column("text", Text, nullable=False),
        Column("hash", String, nullable=False),
        Column("translations", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    scenario.create(connection)


def _second(connection: Connection) -> None:
    """Let a run carry the rule packs that its scenario refers to; before, no scenario could."""
    connection.exec_driver_sql("ALTER TABLE scenario ADD COLUMN packs TEXT NOT NULL DEFAULT '{}'")


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_first, _second)
VERSION = len(MIGRATIONS)


def migrate(connection: Connection, version: int) -> None:
    """Bring a store of schema `version` (0: empty) to `VERSION`, inside the caller's transaction."""
    for step in MIGRATIONS[version:]:
        step(connection)
