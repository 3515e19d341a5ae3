"""Opening a store by its address, at once or on first use.

Cheap to import: SQLAlchemy (0.25 s, 30 MB) is only imported with the first store that is a database.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from esthersim.journal.errors import StoreUnreachable
from esthersim.journal.store import Store
from esthersim.language import _

_MEMORY = frozenset({"memory:", "sqlite://", "sqlite:///:memory:"})
_FILE = "sqlite:///"


def memory_store() -> Store:
    """Return a store that lasts as long as the process: for previews, rehearsals and tests."""
    from esthersim.journal.memory import MemoryStore

    return MemoryStore()


def open_store(url: str, *, make: bool = True) -> Store:
    """Open or create the store at `url`: the path of a file, `sqlite:///PATH`, `postgresql://…`, or `memory:`.

    Without `make` a missing file is not created: it reads as a store without runs, which must not be written to.

    Raises `StoreUnreachable`, `StoreDamaged`, `StoreNewer`, `StoreBusy`, `StoreReadOnly` or `StoreFull`. A read-only
    file is opened, and raises when it is written to.
    """
    file = _file(url)
    if url in _MEMORY:
        return memory_store()
    if file is not None and not make:
        from esthersim.journal.disk import is_there
        from esthersim.journal.memory import MemoryStore

        if not is_there(file):
            return MemoryStore(str(file))
    from esthersim.journal.sql import open_sql_store

    return open_sql_store(url)


def _file(url: str) -> Path | None:
    """Return the file that an address names; `None` for memory and servers.

    Raises `StoreUnreachable` for a malformed address, such as `sqlite:/x` or `x.sqlite?mode=ro`, which would create an
    empty journal under that name. A file with such a name can be given as `./NAME`.
    """
    if url in _MEMORY:
        return None
    path = url.removeprefix(_FILE)
    scheme, colon, _rest = path.partition(":")
    if path == url and "://" in url:
        return None
    if (colon and len(scheme) > 1 and scheme.isalnum()) or "=" in path.partition("?")[2]:  # one letter: a drive
        place = url.partition("@")[2] or url  # there may be a password before the @
        raise StoreUnreachable(place, reason="scheme", detail=_("it is neither a file nor an address"))
    return Path(path)


class StoreOnDemand:
    """A store that is opened on first use. Safe to share between threads."""

    def __init__(self, opening: Callable[[], Store], empty: Callable[[], bool] = lambda: False) -> None:
        """Use `opening` to open it, as `open_store`; `empty` tells without opening whether nothing is stored yet."""
        self._open, self._empty = opening, empty
        self._store: Store | None = None
        self._opening = Lock()

    @property
    def empty(self) -> bool:
        """Whether the store is empty, so that it need not be opened to be read."""
        return self._store is None and self._empty()

    @property
    def store(self) -> Store:
        """The opened store. Raises as `open_store`; the next access tries again."""
        with self._opening:
            if self._store is None:
                self._store = self._open()
            return self._store


def open_later(url: str) -> StoreOnDemand:
    """Open the store at `url` as `open_store`, but a new or empty SQLite file only on demand.

    Its folder is created and checked now, so that a folder without write permission is reported at once.
    """
    path = _file(url)
    if path is None:
        return _opened(url)
    from esthersim.journal.disk import prepare

    file = prepare(path)
    return StoreOnDemand(lambda: open_store(url), lambda: _is_empty(file)) if _is_empty(file) else _opened(url)


def _opened(url: str) -> StoreOnDemand:
    store = open_store(url)
    return StoreOnDemand(lambda: store)


def _is_empty(file: Path) -> bool:
    """Return whether the file exists and is empty; a missing file is reported by the store itself."""
    try:
        return file.stat().st_size == 0
    except OSError:
        return False
