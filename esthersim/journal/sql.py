"""The store in SQL: written once, for SQLite (a file, the default) and PostgreSQL (a server).

Imports SQLAlchemy, which takes a quarter of a second: so only `opening` imports this module, on demand.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import fields
from operator import eq
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import (
    Connection,
    Engine,
    LargeBinary,
    Row,
    UnaryExpression,
    bindparam,
    cast,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError, StatementError

from esthersim.journal import sql_beside
from esthersim.journal.errors import (
    CommandIdTaken,
    Conflict,
    DraftTooLong,
    JournalError,
    RunDamaged,
    RunExists,
    RunUnknown,
    StoreDamaged,
    StoreUnreachable,
)
from esthersim.journal.sql_texts import TextDamagedError, carried_texts, forget_texts, keep_texts
from esthersim.journal.store import (
    LONGEST_DRAFT,
    Address,
    Beat,
    Device,
    Draft,
    Line,
    NewLine,
    RunHead,
    ScenarioText,
    StoredCommand,
    is_time,
    poll,
    similar_runs,
)
from esthersim.journal.tables import COMMANDS, ENTRIES, METADATA, RUNS
from esthersim.language import _

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
_POSITION = select(RUNS.c.seq, RUNS.c.commands, RUNS.c.scenario_version).where(RUNS.c.run == bindparam("run"))
_POSITION_HELD = _POSITION.with_for_update()
_MOVE = update(RUNS).where(RUNS.c.run == bindparam("of"))
_COMMANDS = select(COMMANDS.c.command_id, COMMANDS.c.after_seq, COMMANDS.c.last_seq, COMMANDS.c.document).where(
    COMMANDS.c.run == bindparam("run")
)
_COMMAND = _COMMANDS.where(COMMANDS.c.command_id == bindparam("command_id"))
_LINES = select(ENTRIES.c.seq, ENTRIES.c.at, ENTRIES.c.room, ENTRIES.c.command_id, ENTRIES.c.entry).order_by(
    ENTRIES.c.seq
)


class Database(Protocol):
    """The operations that differ between SQLite and PostgreSQL."""

    @property
    def place(self) -> str:
        """The file or address, fit to be shown."""

    @property
    def driver_error(self) -> type[Exception]:
        """The driver's own class of errors."""

    @property
    def writing(self) -> Engine:
        """The engine for transactions that write."""

    @property
    def reading(self) -> Engine:
        """The engine for read-only transactions."""

    def open(self) -> None:
        """Check that the tables exist and are of this version."""

    def claim(self, run: str) -> AbstractContextManager[None]:
        """Hold a run while the context lasts, or raise `StoreBusy`."""

    def scrub(self) -> None:
        """Make deleted data unreadable."""

    def explain(self, error: BaseException) -> JournalError:
        """Return the journal's error for an error of the database."""


class SqlStore:
    """A `Store` in a database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.place = database.place
        with self._explained():
            database.open()

    def create(self, run: str, scenario: ScenarioText, created_at: str) -> None:
        """Begin a run, as `Store.create`."""
        head = RunHead.begun(run, scenario, created_at)
        with self._transaction(self.database.writing) as connection:
            row = connection.execute(_HEAD.where(RUNS.c.run == run)).one_or_none()
            if row is None:
                values = {name: getattr(head, name) for name in RunHead.__slots__}
                connection.execute(insert(RUNS).values(**values, commands=0, scenario_version=1))
                keep_texts(connection, run, 1, 0, scenario)
            elif self._checked(row) != head:
                raise RunExists(self.place, run=run, expected=0, actual=row.seq)

    def append(
        self,
        run: str,
        expected_seq: int,
        command_id: str,
        lines: Sequence[NewLine],
        *,
        command: str | None = None,
        step: str | None = None,
        closed: bool | None = None,
        texts: ScenarioText | None = None,
        saved: Collection[tuple[str, str]] = (),
    ) -> tuple[Line, ...]:
        """Store the entries of one command, as `Store.append`."""
        with self._transaction(self.database.writing) as connection:
            of = self._position(connection, run, hold=True)
            known = connection.execute(_COMMAND, {"run": run, "command_id": command_id}).one_or_none()
            if known is not None:
                had = StoredCommand(*known)
                if had.asks_otherwise(command):
                    raise CommandIdTaken(self.place, run=run, command_id=command_id)
                return self._lines(connection, run, had.after_seq, had.last_seq)
            if of.seq != expected_seq:
                raise Conflict(self.place, run=run, expected=expected_seq, actual=of.seq)
            stored = tuple(line.stored(seq, command_id) for seq, line in enumerate(lines, of.seq + 1))
            if stored:
                names = Line.__slots__
                rows = [{"run": run} | {name: getattr(line, name) for name in names} for line in stored]
                connection.execute(insert(ENTRIES), rows)
            last, number = of.seq + len(stored), of.commands + 1
            done = StoredCommand(command_id, of.seq, last, command)
            row = {name: getattr(done, name) for name in StoredCommand.__slots__}
            connection.execute(insert(COMMANDS), {"run": run, "number": number, **row})
            changed: dict[str, object] = {"seq": last, "commands": number}
            if texts is not None:
                changed |= self._adopt(connection, run, of.scenario_version, of.seq, texts)
            summary = {"step": step, "closed": closed, "updated_at": stored[-1].at if stored else None}
            changed |= {name: value for name, value in summary.items() if value is not None}
            connection.execute(_MOVE, {"of": run, **changed})
            for seat, place in saved:
                sql_beside.forget_draft(connection, run, seat, place)
        return stored

    def _adopt(
        self, connection: Connection, run: str, version: int, seq: int, texts: ScenarioText
    ) -> dict[str, object]:
        """Switch a run to other texts, and return the changes of its head."""
        if self._carried(connection, run, version) == texts:
            return {}
        keep_texts(connection, run, version + 1, seq, texts)
        return {
            "scenario_version": version + 1,
            "scenario_id": texts.id,
            "scenario_title": texts.title,
            "language": texts.language,
            "scenario_hash": texts.hash,
        }

    def read(self, run: str, after: int = 0) -> tuple[Line, ...]:
        """Return the lines after `after`, as `Store.read`."""
        after = max(after, 0)
        try:
            with self._transaction(self.database.reading) as connection:
                seq = self._position(connection, run).seq
                return self._lines(connection, run, after, seq) if seq > after else ()
        except RunDamaged:
            raise
        except StoreDamaged as error:
            raise self._damaged_entry(run) or error from None

    def commands(self, run: str, after: int = 0) -> tuple[StoredCommand, ...]:
        """Return the commands once the journal had `after` entries, as `Store.commands`."""
        wanted = _COMMANDS.add_columns(COMMANDS.c.number).order_by(COMMANDS.c.number)
        with self._transaction(self.database.reading) as connection:
            count = self._position(connection, run).commands
            rows = connection.execute(wanted, {"run": run}).all()
        rows = [row for row in rows if isinstance(row.after_seq, int) and isinstance(row.last_seq, int)]
        if not _counts([row.number for row in rows], 0, count):
            detail = _("{found} of {expected} commands are there").format(found=len(rows), expected=count)
            raise RunDamaged(self.place, run=run, detail=detail)
        return tuple(StoredCommand(*row[:-1]) for row in rows if row.after_seq >= after)

    def wait(self, run: str, after: int, timeout: float) -> tuple[Line, ...]:
        """Return the lines after `after` as soon as there are any, as `Store.wait`."""
        return poll(lambda: self.read(run, after), timeout)

    def head(self, run: str) -> RunHead:
        """Return the run's head."""
        with self._transaction(self.database.reading) as connection:
            self._there(connection, run)
            found = self._by_itself(connection, run)
        if isinstance(found, RunDamaged):
            raise found
        return found

    def heads(self) -> tuple[RunHead, ...]:
        """Return the heads of all runs but the damaged ones, as `Store.heads`."""
        return tuple(each for each in self._list() if isinstance(each, RunHead))

    def damaged(self) -> tuple[RunDamaged, ...]:
        """Return an error for each run whose head cannot be read."""
        return tuple(each for each in self._list() if isinstance(each, RunDamaged))

    def _list(self) -> list[RunHead | RunDamaged]:
        """Return the head of every run, or its error, the most recently written first."""
        newest = RUNS.c.updated_at.desc(), RUNS.c.created_at.desc(), RUNS.c.run.desc()
        try:
            with self._transaction(self.database.reading) as connection:
                return [self._checked(row) for row in connection.execute(_HEAD.order_by(*newest))]
        except StoreDamaged:  # one of them may hold bytes that are not text: read them one by one, which is slower
            with self._transaction(self.database.reading) as connection:
                return [self._by_itself(connection, run) for run in self._ids(connection, *newest)]

    def scenario(self, run: str) -> ScenarioText:
        """Return the scenario that the run is played on now."""
        with self._transaction(self.database.reading) as connection:
            return self._carried(connection, run, self._position(connection, run).scenario_version)

    def keep_draft(self, run: str, seat: str, place: str, text: str, at: str) -> None:
        """Keep a seat's draft, as `Store.keep_draft`."""
        if len(text) > LONGEST_DRAFT:
            raise DraftTooLong(self.place, length=len(text), longest=LONGEST_DRAFT)
        with self._transaction(self.database.writing) as connection:
            self._position(connection, run, hold=True)
            sql_beside.keep_draft(connection, run, seat, place, text, at)

    def drafts(self, run: str, seat: str | None = None) -> Mapping[tuple[str, str], Draft]:
        """Return the drafts, as `Store.drafts`."""
        with self._transaction(self.database.reading) as connection:
            self._position(connection, run)
            return sql_beside.drafts_of(connection, run, seat)

    def beat(self, run: str, room: float, at: str) -> None:
        """Note the run's room time, as `Store.beat`."""
        with self._transaction(self.database.writing) as connection:
            self._position(connection, run, hold=True)
            sql_beside.note_beat(connection, run, Beat(room, at))

    def heartbeat(self, run: str) -> Beat | None:
        """Return the run's last beat, if it has had one."""
        with self._transaction(self.database.reading) as connection:
            self._position(connection, run)
            return sql_beside.beat_of(connection, run)

    def keep_device(self, run: str, device: Device) -> None:
        """Keep a device, as `Store.keep_device`."""
        with self._transaction(self.database.writing) as connection:
            self._position(connection, run, hold=True)
            sql_beside.keep_device(connection, run, device)

    def forget_device(self, run: str, token: str) -> None:
        """Forget a device, as `Store.forget_device`."""
        with self._transaction(self.database.writing) as connection:
            self._position(connection, run, hold=True)
            sql_beside.forget_device(connection, run, token)

    def devices(self, run: str) -> tuple[Device, ...]:
        """Return the devices of a run, as `Store.devices`."""
        with self._transaction(self.database.reading) as connection:
            self._position(connection, run)
            return sql_beside.devices_of(connection, run)

    def keep_address(self, run: str, address: Address) -> None:
        """Keep where the run's pages are served, as `Store.keep_address`."""
        with self._transaction(self.database.writing) as connection:
            self._position(connection, run, hold=True)
            sql_beside.keep_address(connection, run, address)

    def address(self, run: str) -> Address | None:
        """Return where the run's pages were served last, as `Store.address`."""
        with self._transaction(self.database.reading) as connection:
            self._position(connection, run)
            return sql_beside.address_of(connection, run)

    def purge(self, runs: Sequence[str]) -> int:
        """Erase runs for good, as `Store.purge`."""
        with ExitStack() as held:
            with self._transaction(self.database.reading) as connection:
                known = set(self._ids(connection))  # damaged ones, too
                there = [run for run in dict.fromkeys(runs) if run in known and self._has(connection, run)]
            for run in there:
                held.enter_context(self.claim(run))
            with self._transaction(self.database.writing) as connection:
                for table in METADATA.sorted_tables:
                    if "run" in table.c:
                        for run in there:
                            connection.execute(delete(table).where(table.c.run == run))
                forget_texts(connection)
            # Also if there was nothing to delete: an earlier purge may have been interrupted before this point.
            with self._explained():
                self.database.scrub()
        return len(there)

    @contextmanager
    def claim(self, run: str) -> Iterator[None]:
        """Hold the run for writing while the context lasts, as `Store.claim`."""
        with self._transaction(self.database.reading) as connection:
            self._there(connection, run)
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
        """Turn errors of the database into the journal's errors."""
        try:
            yield
        # `from None`: the driver's message may quote people's texts, and tracebacks end up in log files.
        except StatementError as error:
            raise self.database.explain(error.orig or error) from None
        except (SQLAlchemyError, self.database.driver_error) as error:  # the latter occurs outside of statements
            raise self.database.explain(error) from None
        except UnicodeEncodeError as error:  # half a surrogate pair, as in an argument that is not UTF-8
            raise JournalError(self.place, detail=error.reason) from None
        except UnicodeDecodeError as error:  # a damaged name of a table or a column
            raise StoreDamaged(self.place, detail=error.reason) from None

    def _position(self, connection: Connection, run: str, *, hold: bool = False) -> Row[int, int, int]:
        """Return the position of a run, locked for writing if `hold`; raise `RunUnknown` or `RunDamaged`."""
        row = connection.execute(_POSITION_HELD if hold else _POSITION, {"run": run}).one_or_none()
        if row is None:
            raise self._unknown(connection, run)
        if not all(isinstance(each, int) for each in row):  # SQLite accepts any value in any column
            raise self._without_head(run)
        return row

    def _there(self, connection: Connection, run: str) -> None:
        """Raise `RunUnknown` if there is no such run; whether it is damaged does not matter."""
        if not self._has(connection, run):
            raise self._unknown(connection, run)

    def _unknown(self, connection: Connection, run: str) -> RunUnknown:
        return RunUnknown(self.place, run=run, similar=similar_runs(run, self._ids(connection)))

    def _ids(self, connection: Connection, *order: UnaryExpression[str]) -> list[str]:
        """Return the ids of all runs; one that is damaged is not to be found by it, but fit to be shown."""
        ids: Sequence[object]
        try:
            with self._explained():
                ids = connection.execute(select(RUNS.c.run).order_by(*order)).scalars().all()
        except StoreDamaged:  # one of them is not UTF-8
            ids = connection.execute(select(cast(RUNS.c.run, LargeBinary)).order_by(*order)).scalars().all()
        return [_as_text(run) for run in ids]

    def _has(self, connection: Connection, run: str) -> bool:
        return connection.execute(select(RUNS.c.run).where(RUNS.c.run == run)).one_or_none() is not None

    def _by_itself(self, connection: Connection, run: str) -> RunHead | RunDamaged:
        try:
            with self._explained():
                row = connection.execute(_HEAD.where(RUNS.c.run == run)).one_or_none()
        except StoreDamaged:
            row = None
        return self._without_head(run) if row is None else self._checked(row)  # None: its id is not text

    def _checked(self, row: Sequence[Any]) -> RunHead | RunDamaged:
        """Return a row as a head, after checking that texts are texts and times are times, as lists of runs rely on.

        SQLite accepts any value in any column.
        """
        head = RunHead(*row)
        texts = (getattr(head, each.name) for each in fields(head) if each.type is str)
        right = all(isinstance(each, str) for each in texts) and isinstance(head.seq, int)
        if right and is_time(head.created_at) and is_time(head.updated_at):
            return head
        return self._without_head(_as_text(head.run))

    def _without_head(self, run: str) -> RunDamaged:
        return RunDamaged(self.place, run=run, detail=_("its line in the list of runs cannot be read"))

    def _lines(self, connection: Connection, run: str, after: int, last: int) -> tuple[Line, ...]:
        """Return the lines after `after` up to `last`, which must be without gaps."""
        wanted = _LINES.where(ENTRIES.c.run == run, ENTRIES.c.seq > after, ENTRIES.c.seq <= last)
        lines = tuple(Line(*row) for row in connection.execute(wanted))
        if not _counts([line.seq for line in lines], after, last):
            detail = _("{found} of {expected} entries are there").format(found=len(lines), expected=last - after)
            raise RunDamaged(self.place, run=run, detail=detail)
        for line in lines:
            if not isinstance(line.entry, str):  # SQLite accepts any value in any column
                raise RunDamaged(self.place, run=run, entry=line.seq)
        return lines

    def _damaged_entry(self, run: str) -> RunDamaged | None:
        """Return the first unreadable entry of a run; None if the damage is not limited to single entries."""
        with self._transaction(self.database.reading) as connection:
            last = self._position(connection, run).seq
            numbers = range(1, last + 1)
            damaged = [seq for seq in numbers if not self._readable(connection, run, seq)]
        return RunDamaged(self.place, run=run, entry=damaged[0]) if 0 < len(damaged) < last else None

    def _readable(self, connection: Connection, run: str, seq: int) -> bool:
        try:
            with self._explained():
                self._lines(connection, run, seq - 1, seq)
        except StoreDamaged:
            return False
        return True

    def _carried(self, connection: Connection, run: str, version: int) -> ScenarioText:
        try:
            return carried_texts(connection, run, version)
        except TextDamagedError:
            raise RunDamaged(self.place, run=run, detail=_("the text of its scenario has changed")) from None


def _counts(numbers: Sequence[object], after: int, last: int) -> bool:
    """Return whether these count from the one after `after` to `last`, which may be any number where it is damaged."""
    return len(numbers) == last - after and all(map(eq, numbers, range(after + 1, last + 1)))


def _as_text(run: object) -> str:
    """Return the id of a run, fit to be shown where it is damaged."""
    return run.decode("utf-8", "replace") if isinstance(run, bytes) else str(run)


def open_sql_store(url: str) -> SqlStore:
    """Open the store at `url`, as `open_store`, except `memory:`."""
    if "://" not in url:
        from esthersim.journal.sqlite import SqliteDatabase

        return SqlStore(SqliteDatabase(Path(url)))
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError):
        place, detail = url.partition("://")[0], _("no address can be read out of it")
        raise StoreUnreachable(place, reason="scheme", detail=detail) from None  # the error may quote the password
    if backend == "sqlite" and parsed.database and not parsed.query:
        from esthersim.journal.sqlite import SqliteDatabase

        return SqlStore(SqliteDatabase(Path(parsed.database)))
    if backend in {"postgres", "postgresql"}:
        from esthersim.journal.postgresql import PostgresqlDatabase

        return SqlStore(PostgresqlDatabase(parsed))
    place = parsed.set(query={}).render_as_string(hide_password=True)
    raise StoreUnreachable(place, reason="scheme", detail=backend)
