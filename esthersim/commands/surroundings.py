"""What the commands share: the settings, the store and the library, opened when they are first used.

Their modules are imported then too: this module is part of every start, and together they take 0.3 s.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from esthersim.journal.opening import StoreOnDemand
    from esthersim.journal.store import Store
    from esthersim.library.scenarios import Library
    from esthersim.settings import Settings


@dataclass(frozen=True)
class Surroundings:
    """The options of the command line that apply to every command."""

    address: str | None = None
    """The address of the store, if `--store` gave one."""
    plain: bool = False
    debug: bool = False

    def with_options(self, address: str | None, *, plain: bool = False, debug: bool = False) -> Surroundings:
        """Return a copy with what a command's own options add."""
        return replace(self, address=address or self.address, plain=plain or self.plain, debug=debug or self.debug)

    @cached_property
    def settings(self) -> Settings:
        """The settings; raises `SettingsError`."""
        from esthersim.settings import load_settings

        return load_settings()

    @cached_property
    def library(self) -> Library:
        """The scenarios of this computer."""
        from esthersim.library.scenarios import default_library

        return default_library()

    def open_store_later(self) -> StoreOnDemand:
        """Return the store, which makes a new journal file only when a run is begun; raises `JournalError`."""
        from esthersim.journal.opening import open_later

        return open_later(self.address or self.settings.store)

    @contextmanager
    def store(self, *, make: bool = False) -> Iterator[Store]:
        """Open the store for as long as the context lasts; raises `JournalError`.

        If there is no journal file yet, `make` makes one; without it the store is empty. See `open_store`.
        """
        from esthersim.journal.opening import open_store

        store = open_store(self.address or self.settings.store, make=make)
        try:
            yield store
        finally:
            store.close()
