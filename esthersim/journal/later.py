"""A store whose file is still empty: opened when a run is begun, for SQLAlchemy is slow to import and large."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock

from esthersim.journal.store import Line, NewLine, RunHead, ScenarioText, Store, open_store


class LaterStore:
    """A `Store` that knows without opening its file that it has no runs, as long as nothing was written to it."""

    def __init__(self, file: Path, url: str, place: str) -> None:
        self.place = place
        self._file, self._url = file, url
        self._store: Store | None = None
        self._opening = Lock()

    @property
    def opened(self) -> Store:
        """The store itself; opened, or made, when it is first asked for. Raises as `open_store`."""
        with self._opening:
            if self._store is None:
                self._store = open_store(self._url)
            return self._store

    def create(self, run: str, scenario: ScenarioText, created_at: str) -> None:
        """Begin a run, as `Store.create`."""
        self.opened.create(run, scenario, created_at)

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
        return self.opened.append(run, expected_seq, command_id, lines, step, closed)

    def read(self, run: str, after: int = 0) -> tuple[Line, ...]:
        """Return the lines after `after`, as `Store.read`."""
        return self.opened.read(run, after)

    def wait(self, run: str, after: int, timeout: float) -> tuple[Line, ...]:
        """Return the lines after `after` as soon as there are any, as `Store.wait`."""
        return self.opened.wait(run, after, timeout)

    def head(self, run: str) -> RunHead:
        """Return the run's head."""
        return self.opened.head(run)

    def heads(self) -> tuple[RunHead, ...]:
        """Return the heads of all runs, the one that was written to last first; none while the file is empty."""
        return () if self._store is None and is_empty(self._file) else self.opened.heads()

    def scenario(self, run: str) -> ScenarioText:
        """Return the scenario that the run is played on now."""
        return self.opened.scenario(run)

    def replace_scenario(self, run: str, scenario: ScenarioText) -> None:
        """Play on with an edited scenario, as `Store.replace_scenario`."""
        self.opened.replace_scenario(run, scenario)

    def scenario_versions(self, run: str) -> tuple[tuple[int, ScenarioText], ...]:
        """Return every text the run has had, as `Store.scenario_versions`."""
        return self.opened.scenario_versions(run)

    def purge(self, runs: Sequence[str]) -> int:
        """Erase runs for good, as `Store.purge`."""
        return self.opened.purge(runs)

    def claim(self, run: str) -> AbstractContextManager[None]:
        """Hold the run for writing, as `Store.claim`."""
        return self.opened.claim(run)

    def close(self) -> None:
        """Give back what was opened; may be called again."""
        if self._store is not None:
            self._store.close()


def is_empty(file: Path) -> bool:
    """Tell whether there is a file and nothing in it; one that is gone is a matter for the store itself."""
    try:
        return file.stat().st_size == 0
    except OSError:
        return False
