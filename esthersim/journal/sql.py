"""The store in SQL: written once, for SQLite (a file, the default) and PostgreSQL (a server).

Imports SQLAlchemy, a quarter of a second: only `open_store` imports this module.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from esthersim.journal.errors import Conflict, JournalError, RunExists, RunUnknown, StoreDamaged, StoreUnreachable
from esthersim.journal.memory import new_head, numbered
from esthersim.journal.store import Line, NewLine, RunHead, ScenarioText, poll, similar_runs
from esthersim.journal.tables import COMMANDS, ENTRIES, METADATA, RUNS, SCENARIOS

_HEAD = select(
    RUNS.c.run,
    RUNS.c.scenario_id,
    RUNS.c.scenario_title,
    RUNS.c.language,
    RUNS.c.created_at,
    RUNS.c.updated_at,
    RUNS.c.step,
    RUNS.c.seq,
    RUNS.c.closed,
    RUNS.c.scenario_hash,
)
_LINES = select(ENTRIES.c.seq, ENTRIES.c.at, ENTRIES.c.room, ENTRIES.c.command_id, ENTRIES.c.entry).order_by(
    ENTRIES.c.seq
)


class Database(Protocol):
    """What SQLite and PostgreSQL do each in its own way."""

    @property
    def place(self) -> str:
        """The file or address, fit to be shown."""

    @property
    def driver_error(self) -> type[Exception]:
        """The driver's own class of errors."""

    @property
    def writing(self) -> Engine:
        """Where transactions begin that write."""

    @property
    def reading(self) -> Engine:
        """Where transactions begin that cannot write."""

    def open(self) -> None:
        """See that the tables are there and of this version."""

    def claim(self, run: str) -> AbstractContextManager[None]:
        """Hold a run while the context lasts, or raise `StoreBusy`."""

    def scrub(self) -> None:
        """Make what was deleted unreadable."""

    def explain(self, error: BaseException) -> JournalError:
        """Return what an error of the database means for people."""


class SqlStore:
    """A `Store` in a database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.place = database.place
        with self._explained():
            database.open()

    def create(self, run: str, scenario: ScenarioText, created_at: str) -> None:
        """Begin a run, as `Store.create`."""
        head = new_head(run, scenario, created_at)
        with self._transaction(self.database.writing) as connection:
            known = self._find(connection, run)
            if known is None:
                values = {name: getattr(head, name) for name in RunHead.__slots__}
                connection.execute(insert(RUNS).values(**values, scenario_version=1))
                _insert_scenario(connection, run, 1, 0, scenario)
            elif known != head:
                raise RunExists(self.place, run=run, expected=0, actual=known.seq)

    def append(
        self,
        run: str,
        expected_seq: int,
        command_id: str,
        lines: Sequence[NewLine],
        step: str | None = None,
        closed: bool | None = None,
    ) -> tuple[Line, ...]:
        """Store what one command brought about, as `Store.append`."""
        with self._transaction(self.database.writing) as connection:
            seq = connection.execute(select(RUNS.c.seq).where(RUNS.c.run == run).with_for_update()).scalar()
            if seq is None:
                raise self._unknown(connection, run)
            had = connection.execute(
                select(COMMANDS.c.after_seq, COMMANDS.c.last_seq).where(
                    COMMANDS.c.run == run, COMMANDS.c.command_id == command_id
                )
            ).one_or_none()
            if had is not None:
                return self._lines(connection, run, had.after_seq, had.last_seq)
            if seq != expected_seq:
                raise Conflict(self.place, run=run, expected=expected_seq, actual=seq)
            stored = numbered(lines, seq, command_id)
            if stored:
                names = Line.__slots__
                rows = [{"run": run} | {name: getattr(line, name) for name in names} for line in stored]
                connection.execute(insert(ENTRIES), rows)
            connection.execute(
                insert(COMMANDS).values(run=run, command_id=command_id, after_seq=seq, last_seq=seq + len(stored))
            )
            summary = {"step": step, "closed": closed, "updated_at": stored[-1].at if stored else None}
            changed = {name: value for name, value in summary.items() if value is not None}
            connection.execute(update(RUNS).where(RUNS.c.run == run).values(seq=seq + len(stored), **changed))
        return stored

    def read(self, run: str, after: int = 0) -> tuple[Line, ...]:
        """Return the lines after `after`, as `Store.read`."""
        after = max(after, 0)
        with self._transaction(self.database.reading) as connection:
            seq = connection.execute(select(RUNS.c.seq).where(RUNS.c.run == run)).scalar()
            if seq is None:
                raise self._unknown(connection, run)
            return self._lines(connection, run, after, seq) if seq > after else ()

    def wait(self, run: str, after: int, timeout: float) -> tuple[Line, ...]:
        """Return the lines after `after` as soon as there are any, as `Store.wait`."""
        return poll(lambda: self.read(run, after), timeout)

    def head(self, run: str) -> RunHead:
        """Return the run's head."""
        with self._transaction(self.database.reading) as connection:
            head = self._find(connection, run)
            if head is None:
                raise self._unknown(connection, run)
            return head

    def heads(self) -> tuple[RunHead, ...]:
        """Return the heads of all runs, the one that was written to last first."""
        newest = _HEAD.order_by(RUNS.c.updated_at.desc(), RUNS.c.created_at.desc(), RUNS.c.run.desc())
        with self._transaction(self.database.reading) as connection:
            return tuple(self._head(row) for row in connection.execute(newest))

    def scenario(self, run: str) -> ScenarioText:
        """Return the scenario that the run is played on now."""
        return self.scenario_versions(run)[-1][1]

    def replace_scenario(self, run: str, scenario: ScenarioText) -> None:
        """Play on with an edited scenario, as `Store.replace_scenario`."""
        with self._transaction(self.database.writing) as connection:
            current = select(RUNS.c.seq, RUNS.c.scenario_version).where(RUNS.c.run == run).with_for_update()
            row = connection.execute(current).one_or_none()
            if row is None:
                raise self._unknown(connection, run)
            if self._versions(connection, run)[-1][1] == scenario:
                return
            version = row.scenario_version + 1
            _insert_scenario(connection, run, version, row.seq, scenario)
            connection.execute(
                update(RUNS)
                .where(RUNS.c.run == run)
                .values(
                    scenario_version=version,
                    scenario_id=scenario.id,
                    scenario_title=scenario.title,
                    language=scenario.language,
                    scenario_hash=scenario.hash,
                )
            )

    def scenario_versions(self, run: str) -> tuple[tuple[int, ScenarioText], ...]:
        """Return every text the run has had, oldest first."""
        with self._transaction(self.database.reading) as connection:
            return self._versions(connection, run)

    def purge(self, runs: Sequence[str]) -> int:
        """Erase runs for good, as `Store.purge`."""
        with ExitStack() as held:
            with self._transaction(self.database.reading) as connection:
                there = [run for run in dict.fromkeys(runs) if self._find(connection, run) is not None]
            for run in there:
                held.enter_context(self.claim(run))
            with self._transaction(self.database.writing) as connection:
                for run in there:
                    for table in METADATA.sorted_tables:
                        connection.execute(delete(table).where(table.c.run == run))
            # Also where nothing was there to delete: an earlier purge may have been stopped before this point.
            with self._explained():
                self.database.scrub()
        return len(there)

    @contextmanager
    def claim(self, run: str) -> Iterator[None]:
        """Hold the run for writing while the context lasts, as `Store.claim`."""
        self.head(run)
        with ExitStack() as held:
            with self._explained():
                held.enter_context(self.database.claim(run))
            yield

    def close(self) -> None:
        """Close all connections."""
        self.database.reading.dispose()
        self.database.writing.dispose()

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        """One transaction, all or nothing."""
        with self._explained(), engine.begin() as connection:
            yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Let errors of the database come out in words for people."""
        try:
            yield
        except DBAPIError as error:
            raise self.database.explain(error.orig or error) from error
        except (SQLAlchemyError, self.database.driver_error) as error:  # the latter outside of any statement
            raise self.database.explain(error) from error
        except UnicodeEncodeError as error:  # half a surrogate pair, as in an argument that is no UTF-8
            raise JournalError(self.place, detail=error.reason) from error

    def _find(self, connection: Connection, run: str) -> RunHead | None:
        row = connection.execute(_HEAD.where(RUNS.c.run == run)).one_or_none()
        return None if row is None else self._head(row)

    def _head(self, row: Sequence[Any]) -> RunHead:
        """Return a row as a head whose times are times, which every list of runs relies on."""
        head = RunHead(*row)
        try:
            datetime.fromisoformat(head.created_at), datetime.fromisoformat(head.updated_at)
        except (TypeError, ValueError) as error:
            raise StoreDamaged(self.place, detail=f"'{head.run}': {error}") from error
        return head

    def _lines(self, connection: Connection, run: str, after: int, last: int) -> tuple[Line, ...]:
        """Return the lines after `after` up to `last`, which the tables promise to hold without a gap."""
        wanted = _LINES.where(ENTRIES.c.run == run, ENTRIES.c.seq > after, ENTRIES.c.seq <= last)
        lines = tuple(Line(*row) for row in connection.execute(wanted))
        if [line.seq for line in lines] != list(range(after + 1, last + 1)):
            raise StoreDamaged(self.place, detail=f"'{run}': {len(lines)} / {last - after}")
        return lines

    def _versions(self, connection: Connection, run: str) -> tuple[tuple[int, ScenarioText], ...]:
        count = connection.execute(select(RUNS.c.scenario_version).where(RUNS.c.run == run)).scalar()
        if count is None:
            raise self._unknown(connection, run)
        rows = connection.execute(select(SCENARIOS).where(SCENARIOS.c.run == run).order_by(SCENARIOS.c.version))
        try:
            versions = tuple(
                (
                    int(row.seq),
                    ScenarioText(
                        row.id,
                        row.title,
                        row.language,
                        row.text,
                        row.hash,
                        dict(json.loads(row.translations)),
                        dict(json.loads(row.packs)),
                    ),
                )
                for row in rows
            )
        except (TypeError, ValueError) as error:
            raise StoreDamaged(self.place, detail=f"'{run}': {error}") from error
        if len(versions) != count:
            raise StoreDamaged(self.place, detail=f"'{run}': {len(versions)} / {count}")
        return versions

    def _unknown(self, connection: Connection, run: str) -> RunUnknown:
        runs = list(connection.execute(select(RUNS.c.run)).scalars())
        return RunUnknown(self.place, run=run, similar=similar_runs(run, runs))


def _insert_scenario(connection: Connection, run: str, version: int, seq: int, scenario: ScenarioText) -> None:
    names = ("id", "title", "language", "text", "hash")
    values = {name: getattr(scenario, name) for name in names}
    for name in ("translations", "packs"):
        values[name] = json.dumps(dict(getattr(scenario, name)), ensure_ascii=False)
    connection.execute(insert(SCENARIOS).values(run=run, version=version, seq=seq, **values))


def open_sql_store(url: str) -> SqlStore:
    """Open the store at `url`, as `open_store`, save for the one in memory."""
    if "://" not in url:
        from esthersim.journal.sqlite import SqliteDatabase

        return SqlStore(SqliteDatabase(Path(url)))
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise StoreUnreachable(url.partition("://")[0], reason="scheme", detail=str(error)) from error
    if backend == "sqlite" and parsed.database:
        from esthersim.journal.sqlite import SqliteDatabase

        return SqlStore(SqliteDatabase(Path(parsed.database)))
    if backend in {"postgres", "postgresql"}:
        from esthersim.journal.postgresql import PostgresqlDatabase

        return SqlStore(PostgresqlDatabase(parsed))
    raise StoreUnreachable(parsed.render_as_string(hide_password=True), reason="scheme", detail=backend)
