"""Opening a store by its address, at once or when it is first needed.

Cheap to import: SQLAlchemy, 0.25 s and 30 MB, comes with the first store that is a database.
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
    """Return a store that lives as long as the process: for previews, rehearsals and tests."""
    from esthersim.journal.memory import MemoryStore

    return MemoryStore()


def open_store(url: str, *, make: bool = True) -> Store:
    """Open, or make, the store at `url`: a path of a file, `sqlite:///PATH`, `postgresql://…`, or `memory:`.

    Without `make` a file that is not there is not made: it reads as a store without runs, which must not be written to.

    Raises `StoreUnreachable`, `StoreDamaged`, `StoreNewer`, `StoreBusy`, `StoreReadOnly` or `StoreFull`. A file that
    can only be read is opened, and says so when it is written to.
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

    Raises `StoreUnreachable` for what looks like an address and is none, such as `sqlite:/x` or `x.sqlite?mode=ro`: it
    would make an empty journal under that name. A file that is called so can be given as `./NAME`.
    """
    if url in _MEMORY:
        return None
    path = url.removeprefix(_FILE)
    scheme, colon, _rest = path.partition(":")
    if path == url and "://" in url:
        return None
    if (colon and len(scheme) > 1 and scheme.isalnum()) or "=" in path.partition("?")[2]:  # one letter: a drive
        place = url.partition("@")[2] or url  # before the @ there may be a password
        raise StoreUnreachable(place, reason="scheme", detail=_("it is neither a file nor an address"))
    return Path(path)


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
    """Tell whether there is a file and nothing in it; one that is gone is for the store itself to report."""
    try:
        return file.stat().st_size == 0
    except OSError:
        return False
