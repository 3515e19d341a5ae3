"""SQLite for the store: opening a file, translating its errors, and making deleted data unreadable.

The reasons for each setting are in https://www.sqlite.org/pragma.html; the error codes in https://www.sqlite.org/rescode.html.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import TimeoutError  # noqa: A004  the pool's, which is not Python's

from esthersim.journal.disk import os_error, prepare
from esthersim.journal.errors import (
    JournalError,
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreNewer,
    StoreReadOnly,
    StoreUnreachable,
)
from esthersim.journal.lock import claim
from esthersim.journal.migrations import VERSION, migrate
from esthersim.language import _

APPLICATION_ID = int.from_bytes(b"ESTH", "big")
"""Marks the header of the file, so that another program's database is never taken for a journal."""

BUSY_SECONDS = 5.0
"""The longest wait of a reader or writer for its turn. A turn takes milliseconds, so a longer wait means a hang."""

_WRITING = (
    "journal_mode = TRUNCATE",  # not WAL: it has a known corruption bug up to 3.51.2
    "synchronous = FULL",
    "fullfsync = ON",  # macOS: fsync alone leaves the data in the drive's cache
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",  # no copies of people's texts in temporary files
    "cell_size_check = ON",
    "trusted_schema = OFF",
)
_READING = ("query_only = ON", "cell_size_check = ON", "trusted_schema = OFF")

_MEANINGS: dict[int, Callable[..., JournalError]] = {
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_FULL: StoreFull,
    sqlite3.SQLITE_IOERR_WRITE: StoreFull,  # a quota or a limit was reached
    sqlite3.SQLITE_IOERR_TRUNCATE: StoreFull,
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_READONLY_DBMOVED: partial(StoreUnreachable, reason="gone"),
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: StoreDamaged,
    sqlite3.SQLITE_ERROR: StoreDamaged,  # a table or a column is missing
    sqlite3.SQLITE_IOERR_SHORT_READ: StoreDamaged,
    sqlite3.SQLITE_IOERR_CORRUPTFS: StoreDamaged,
    sqlite3.SQLITE_IOERR_DATA: StoreDamaged,
    sqlite3.SQLITE_IOERR: partial(StoreUnreachable, reason="failed"),
    sqlite3.SQLITE_CANTOPEN: partial(StoreUnreachable, reason="permission"),
    sqlite3.SQLITE_PERM: partial(StoreUnreachable, reason="permission"),
    sqlite3.SQLITE_AUTH: partial(StoreUnreachable, reason="permission"),
}
"""The journal's errors for SQLite's codes: the extended code is looked up first, then the primary in its low byte."""


class SqliteDatabase:
    """One file with one connection for writing and several for reading."""

    driver_error = sqlite3.Error

    def __init__(self, path: Path, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = prepare(path)
        self.place = str(path)
        self._uri = f"{self.path.as_uri()}?mode=rw"  # not created here: a deleted file is an error
        self._busy_seconds = busy_seconds
        self.writing = self._engine(_WRITING, "BEGIN IMMEDIATE", size=1, overflow=0)
        self.reading = self._engine(_READING, "BEGIN", size=2, overflow=64)

    def _engine(self, settings: tuple[str, ...], begin: str, size: int, overflow: int) -> Engine:
        def connect() -> sqlite3.Connection:
            # isolation_level=None: transactions begin below; Python's own BEGIN would come too late and be too weak.
            connection = sqlite3.connect(
                self._uri, uri=True, timeout=self._busy_seconds, isolation_level=None, check_same_thread=False
            )
            try:
                for setting in settings:
                    connection.execute(f"PRAGMA {setting}").fetchall()
            except sqlite3.Error:
                connection.close()
                raise
            return connection

        engine = create_engine(
            "sqlite://",
            creator=connect,
            poolclass=QueuePool,
            pool_size=size,
            max_overflow=overflow,
            pool_timeout=self._busy_seconds,
            hide_parameters=True,  # people's texts must not be in messages
        )

        def begin_at_once(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        event.listen(engine, "begin", begin_at_once)
        return engine

    def open(self) -> None:
        """Check that the file is a journal of this version; create or migrate the tables if it is empty or older."""
        with self.reading.begin() as connection:
            version = self._version(connection)
        if version < VERSION:
            with self.writing.begin() as connection:
                migrate(connection, self._version(connection))
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
            if version:
                with suppress(sqlite3.Error):  # a step may have freed much space; a full disk must not prevent it
                    self.scrub()

    def _version(self, connection: Connection) -> int:
        """Return the file's schema version (0: empty); raise if this program does not know it."""
        application, version, tables = (
            int(connection.exec_driver_sql(question).scalar_one())
            for question in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
        )
        if application == 0 and version == 0 and tables == 0:
            return 0
        if application != APPLICATION_ID or version == 0:
            raise StoreDamaged(self.place, detail=_("a database of another program"))
        if version > VERSION:
            raise StoreNewer(self.place, found=version, known=VERSION)
        return version

    @contextmanager
    def claim(self, run: str) -> Iterator[None]:
        """Hold the run by a lock file next to the database."""
        holding = claim(self.path, run)
        try:
            holding.__enter__()
        except OSError as error:
            explained = os_error(error, self.path)
            if isinstance(explained, StoreUnreachable) and explained.reason == "permission":  # it was opened
                raise StoreReadOnly(self.place, detail=explained.detail) from error
            raise explained from error
        try:
            yield
        finally:
            holding.__exit__(None, None, None)

    def scrub(self) -> None:
        """Rewrite the file: secure_delete clears rows, but pages that were split may still hold copies of some."""
        with closing(self.writing.raw_connection()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute("VACUUM")

    def explain(self, error: BaseException) -> JournalError:
        """Return the journal's error for an error of SQLite."""
        code, detail = getattr(error, "sqlite_errorcode", 0), str(error)
        if isinstance(error, TimeoutError):  # another thread has held the writing connection too long
            code = sqlite3.SQLITE_BUSY
        if code & 0xFF == sqlite3.SQLITE_CANTOPEN and not self.path.exists():
            code = sqlite3.SQLITE_READONLY_DBMOVED
        if not code and "decode" in detail:  # Python's own error quotes the whole text
            code, detail = sqlite3.SQLITE_CORRUPT, _("a text in it is not UTF-8")
        meaning = _MEANINGS.get(code) or _MEANINGS.get(code & 0xFF) or JournalError
        return meaning(self.place, detail=detail)
