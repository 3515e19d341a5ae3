"""Opening a store by its address, at once or when it is first needed.

Cheap to import: SQLAlchemy, 0.25 s and 30 MB, comes with the first store that is a database.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from esthersim.journal.store import Store


def memory_store() -> Store:
    """Return a store that lives as long as the process: for previews, rehearsals and tests."""
    from esthersim.journal.memory import MemoryStore

    return MemoryStore()


def open_store(url: str) -> Store:
    """Open, or make, the store at `url`: a path of a file, `sqlite:///PATH`, `postgresql://…`, or `memory:`.

    Raises `StoreUnreachable`, `StoreDamaged`, `StoreNewer`, `StoreBusy`, `StoreReadOnly` or `StoreFull`. A file that
    can only be read is opened, and says so when it is written to.
    """
    if url in {"memory:", "sqlite://", "sqlite:///:memory:"}:
        return memory_store()
    from esthersim.journal.sql import open_sql_store

    return open_sql_store(url)


class StoreOnDemand:
    """A store that is opened when it is first asked for. Safe to share between threads."""

    def __init__(self, opening: Callable[[], Store], empty: Callable[[], bool] = lambda: False) -> None:
        """Have `opening` open it, as `open_store`; `empty` tells without opening it that nothing is stored yet."""
        self._open, self._empty = opening, empty
        self._store: Store | None = None
        self._opening = Lock()

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it, so that it need not be opened to be read."""
        return self._store is None and self._empty()

    @property
    def store(self) -> Store:
        """The store itself, opened or made by now. Raises as `open_store`, and then tries again the next time."""
        with self._opening:
            if self._store is None:
                self._store = self._open()
            return self._store


def open_later(url: str) -> StoreOnDemand:
    """Open the store at `url` as `open_store`, but an SQLite file that is new, or empty, only on demand.

    Its folder is made and looked at now, so that one that cannot be written to is reported at once.
    """
    address = url.removeprefix("sqlite:///") if url != "sqlite:///:memory:" else url
    if "://" in address or "?" in address or address == "memory:":
        return _opened(url)
    from esthersim.journal.disk import prepare

    file = prepare(Path(address))
    return StoreOnDemand(lambda: open_store(url), lambda: _is_empty(file)) if _is_empty(file) else _opened(url)


def _opened(url: str) -> StoreOnDemand:
    store = open_store(url)
    return StoreOnDemand(lambda: store)


def _is_empty(file: Path) -> bool:
    """Tell whether there is a file and nothing in it; one that is gone is for the store itself to report."""
    try:
        return file.stat().st_size == 0
    except OSError:
        return False
