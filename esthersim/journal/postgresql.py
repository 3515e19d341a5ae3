"""PostgreSQL for the store, for a region that keeps the runs of many teams; `psycopg` is installed separately.

Error codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256

from sqlalchemy import URL, Column, Integer, MetaData, Table, create_engine, func, insert, inspect, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from esthersim.journal.errors import (
    JournalError,
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreNewer,
    StoreReadOnly,
    StoreUnreachable,
)
from esthersim.journal.migrations import VERSION, migrate
from esthersim.journal.tables import METADATA

_SCHEMA = Table("esthersim_schema", MetaData(), Column("version", Integer, primary_key=True, autoincrement=False))
_OPENING = int.from_bytes(b"ESTH", "big")  # the advisory lock under which one program at a time makes the tables


class PostgresqlDatabase:
    """One database on a server; reading and writing share a pool of connections."""

    def __init__(self, url: URL) -> None:
        if url.drivername in {"postgres", "postgresql"}:
            url = url.set(drivername="postgresql+psycopg")
        self.place = url.set(query={}).render_as_string(hide_password=True)  # the options can hold a password too
        try:
            self.writing = create_engine(url, pool_pre_ping=True, hide_parameters=True)
        except ImportError as error:
            raise StoreUnreachable(self.place, reason="driver", detail=str(error)) from error
        self.driver_error: type[Exception] = self.writing.dialect.loaded_dbapi.Error
        self.reading = self.writing.execution_options(postgresql_readonly=True)

    def open(self) -> None:
        """Check that the tables are of this version; create them if they are missing."""
        with self.writing.begin() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(_OPENING)))
            version = 0
            if inspect(connection).has_table(_SCHEMA.name):
                version = connection.execute(select(_SCHEMA.c.version)).scalar_one()
            else:
                _SCHEMA.create(connection)
                connection.execute(insert(_SCHEMA).values(version=0))
            if version > VERSION:
                raise StoreNewer(self.place, found=version, known=VERSION)
            if version < VERSION:
                migrate(connection, version)
                connection.execute(update(_SCHEMA).values(version=VERSION))

    @contextmanager
    def claim(self, run: str) -> Iterator[None]:
        """Hold the run by a server lock, which ends with its connection."""
        key = int.from_bytes(sha256(run.encode()).digest()[:8], "big", signed=True)
        with self.writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not connection.execute(select(func.pg_try_advisory_lock(key))).scalar_one():
                raise StoreBusy(self.place, run=run)
            try:
                yield
            finally:
                with suppress(SQLAlchemyError):  # a broken connection has released the lock already
                    connection.execute(select(func.pg_advisory_unlock(key)))

    def scrub(self) -> None:
        """Free the space of deleted rows; the server's log and backups are up to its administrator."""
        with self.writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in METADATA.tables:
                connection.execute(text(f'VACUUM FULL "{table}"'))

    def explain(self, error: BaseException) -> JournalError:
        """Return the journal's error for an error of PostgreSQL."""
        state = getattr(error, "sqlstate", None) or ""
        # Only the server's primary message: its details quote rows, and so people's texts.
        message = getattr(getattr(error, "diag", None), "message_primary", None) or str(error)
        detail = " ".join(message.split())
        match state:
            case "53100":
                return StoreFull(self.place, detail=detail)
            case "25006":
                return StoreReadOnly(self.place, detail=detail)
            case "40001" | "40P01" | "55P03" | "23503" | "23505":  # 235..: two programs stored the same text at once
                return StoreBusy(self.place, detail=detail)
            case "XX001" | "XX002" | "42P01" | "42703":
                return StoreDamaged(self.place, detail=detail)
            case "42501" | "28000" | "28P01":
                return StoreUnreachable(self.place, reason="permission", detail=detail)
            case "" | "3D000" | "53300" | "57P01" | "57P02" | "57P03":
                return StoreUnreachable(self.place, reason="failed", detail=detail)
            case _ if state.startswith("08"):
                return StoreUnreachable(self.place, reason="failed", detail=detail)
            case _:
                return JournalError(self.place, detail=detail)
