"""Migration of older stores: every change is a new step at the end, and existing steps are never changed.

The steps are SQL of their time, for both SQLite and PostgreSQL, and do not use the current table definitions.
"""

import json
from collections.abc import Callable
from hashlib import sha256

from sqlalchemy import Connection, text


def _make(connection: Connection, table: str, columns: str) -> None:
    """Make a table; in SQLite as one tree by its primary key, without a separate index that could disagree with it."""
    end = " WITHOUT ROWID" if connection.dialect.name == "sqlite" else ""
    connection.exec_driver_sql(f"CREATE TABLE {table} ({columns}){end}")


def _first(connection: Connection) -> None:
    _make(
        connection,
        "run",
        """
        run VARCHAR NOT NULL PRIMARY KEY, created_at VARCHAR NOT NULL, updated_at VARCHAR NOT NULL,
        step VARCHAR NOT NULL, closed BOOLEAN NOT NULL, seq INTEGER NOT NULL, scenario_version INTEGER NOT NULL,
        scenario_id VARCHAR NOT NULL, scenario_title VARCHAR NOT NULL, language VARCHAR NOT NULL,
        scenario_hash VARCHAR NOT NULL
        """,
    )
    _make(
        connection,
        "entry",
        """
        run VARCHAR NOT NULL, seq INTEGER NOT NULL, at VARCHAR NOT NULL, room DOUBLE PRECISION NOT NULL,
        command_id VARCHAR NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (run, seq)
        """,
    )
    _make(
        connection,
        "command",
        """
        run VARCHAR NOT NULL, command_id VARCHAR NOT NULL, after_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL,
        PRIMARY KEY (run, command_id)
        """,
    )
    _make(
        connection,
        "scenario",
        """
        run VARCHAR NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL, id VARCHAR NOT NULL,
        title VARCHAR NOT NULL, language VARCHAR NOT NULL, text TEXT NOT NULL, hash VARCHAR NOT NULL,
        translations TEXT NOT NULL, PRIMARY KEY (run, version)
        """,
    )


def _second(connection: Connection) -> None:
    """Add the rule packs that a run's scenario refers to; before, scenarios could not refer to any."""
    connection.exec_driver_sql("ALTER TABLE scenario ADD COLUMN packs TEXT NOT NULL DEFAULT '{}'")


def _third(connection: Connection) -> None:
    """Store each text once, however many runs carry it; add commands, drafts, and a heartbeat."""
    _texts_once(connection)
    _number_commands(connection)
    _make(
        connection,
        "draft",
        """
        run VARCHAR NOT NULL, seat VARCHAR NOT NULL, place VARCHAR NOT NULL, text TEXT NOT NULL,
        updated_at VARCHAR NOT NULL, PRIMARY KEY (run, seat, place)
        """,
    )
    _make(
        connection,
        "heartbeat",
        "run VARCHAR NOT NULL PRIMARY KEY, room DOUBLE PRECISION NOT NULL, at VARCHAR NOT NULL",
    )


def _texts_once(connection: Connection) -> None:
    run = connection.exec_driver_sql
    _make(connection, "text", "hash VARCHAR NOT NULL PRIMARY KEY, body TEXT NOT NULL")
    _make(
        connection,
        "carried",
        """
        run VARCHAR NOT NULL, version INTEGER NOT NULL, field VARCHAR NOT NULL, key VARCHAR NOT NULL,
        hash VARCHAR NOT NULL REFERENCES text (hash), PRIMARY KEY (run, version, field, key)
        """,
    )
    keep = text("INSERT INTO text (hash, body) VALUES (:hash, :body) ON CONFLICT (hash) DO NOTHING")
    carry = text("INSERT INTO carried (run, version, field, key, hash) VALUES (:run, :version, :field, :key, :hash)")
    read = text("SELECT text, translations, packs FROM scenario WHERE run = :run AND version = :version")
    for name, version in run("SELECT run, version FROM scenario").all():
        of = {"run": name, "version": version}
        row = connection.execute(read, of).one()  # one at a time, because together they can be hundreds of megabytes
        bodies = {("text", ""): row.text}
        bodies |= {("translations", key): body for key, body in json.loads(row.translations).items()}
        bodies |= {("packs", key): body for key, body in json.loads(row.packs).items()}
        for (field, key), body in bodies.items():
            digest = sha256(body.encode()).hexdigest()
            connection.execute(keep, {"hash": digest, "body": body})
            connection.execute(carry, of | {"field": field, "key": key, "hash": digest})
    run("ALTER TABLE scenario RENAME TO scenario_2")
    _make(
        connection,
        "scenario",
        """
        run VARCHAR NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL, id VARCHAR NOT NULL,
        title VARCHAR NOT NULL, language VARCHAR NOT NULL, hash VARCHAR NOT NULL, PRIMARY KEY (run, version)
        """,
    )
    run("INSERT INTO scenario SELECT run, version, seq, id, title, language, hash FROM scenario_2")
    run("DROP TABLE scenario_2")


def _number_commands(connection: Connection) -> None:
    run = connection.exec_driver_sql
    run("ALTER TABLE command RENAME TO command_2")
    _make(
        connection,
        "command",
        """
        run VARCHAR NOT NULL, command_id VARCHAR NOT NULL, number INTEGER NOT NULL, after_seq INTEGER NOT NULL,
        last_seq INTEGER NOT NULL, document TEXT, PRIMARY KEY (run, command_id)
        """,
    )
    run(
        "INSERT INTO command SELECT run, command_id, "
        "row_number() OVER (PARTITION BY run ORDER BY after_seq, last_seq, command_id), after_seq, last_seq, NULL "
        "FROM command_2"
    )
    run("DROP TABLE command_2")
    run("ALTER TABLE run ADD COLUMN commands INTEGER NOT NULL DEFAULT 0")
    run("UPDATE run SET commands = (SELECT count(*) FROM command WHERE command.run = run.run)")


def _fourth(connection: Connection) -> None:
    """Add the devices of the seats, and the address at which a run's pages are served."""
    _make(
        connection,
        "device",
        """
        run VARCHAR NOT NULL, token VARCHAR NOT NULL, seat VARCHAR NOT NULL, number INTEGER NOT NULL,
        language VARCHAR NOT NULL, joined_at VARCHAR NOT NULL, admitted BOOLEAN NOT NULL, people INTEGER NOT NULL,
        PRIMARY KEY (run, token)
        """,
    )
    _make(connection, "address", "run VARCHAR NOT NULL PRIMARY KEY, host VARCHAR NOT NULL, port INTEGER NOT NULL")


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_first, _second, _third, _fourth)
VERSION = len(MIGRATIONS)


def migrate(connection: Connection, version: int) -> None:
    """Bring a store of schema `version` (0: empty) to `VERSION`, inside the caller's transaction."""
    for step in MIGRATIONS[version:]:
        step(connection)
