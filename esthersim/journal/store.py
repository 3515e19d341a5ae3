"""The store: where the journals of all runs are kept. Entries are JSON documents, never looked into.

Cheap to import: SQLAlchemy is loaded by `open_store`, and not by `memory_store`.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

POLL_SECONDS = 0.05
"""How often `Store.wait` looks: a reader sees an entry at most this long after it was stored."""


@dataclass(frozen=True, slots=True)
class Line:
    """One stored entry of a run's journal.

    `seq` counts 1, 2, 3 … without gaps; `at` is UTC, ISO 8601 with milliseconds and Z; `room` is room time in seconds;
    `entry` is a JSON document, opaque here.
    """

    seq: int
    at: str
    room: float
    command_id: str
    entry: str


@dataclass(frozen=True, slots=True)
class NewLine:
    """An entry that is to be stored; the store gives it its `seq`."""

    at: str
    room: float
    entry: str


@dataclass(frozen=True, slots=True)
class ScenarioText:
    """A scenario as it was when the run began: its YAML text, its translations as language → text of the .po.

    `packs` are the texts of the rule packs that it refers to, by their ids. A pack that is changed later, beside the
    scenario or in a newer version of the program, changes nothing in the run: its deadlines and checklists are those of
    the day when it began, or when it went on with an edited scenario.
    """

    id: str
    title: str
    language: str
    text: str
    hash: str
    translations: Mapping[str, str] = field(default_factory=dict)
    packs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunHead:
    """What there is to know about a run without reading its journal.

    `seq` is the number of its last entry (0: none yet) and `updated_at` that entry's time; `step` is what the last
    append that named a step said, and empty before.
    """

    run: str
    scenario_id: str
    scenario_title: str
    language: str
    created_at: str
    updated_at: str
    step: str
    seq: int
    closed: bool
    scenario_hash: str


class Store(Protocol):
    """The journals of all runs. Safe to share between threads; every method may raise a `JournalError`.

    A method that raises has changed nothing and can be tried again. `RunUnknown` is raised for an unknown run,
    except by `purge`.
    """

    @property
    def place(self) -> str:
        """The file or address, fit to be shown: never with a password."""

    def create(self, run: str, scenario: ScenarioText, created_at: str) -> None:
        """Begin a run. The same call once more is a retry and fine; anything else under that id is `RunExists`."""

    def append(
        self,
        run: str,
        expected_seq: int,
        command_id: str,
        lines: Sequence[NewLine],
        step: str | None = None,
        closed: bool | None = None,
    ) -> tuple[Line, ...]:
        """Store what one command brought about, all or nothing, and return it once it is durable.

        `step` and `closed`, where given, go into the run's head in the same transaction. A `command_id` that the run
        has had already is a retry: it stores nothing and returns what it got the first time. Otherwise a journal
        that does not have `expected_seq` entries raises `Conflict`.
        """

    def read(self, run: str, after: int = 0) -> tuple[Line, ...]:
        """Return the lines with `seq` greater than `after`, in order."""

    def wait(self, run: str, after: int, timeout: float) -> tuple[Line, ...]:
        """Return the lines after `after` as soon as there are any, or nothing after `timeout` seconds."""

    def head(self, run: str) -> RunHead:
        """Return the run's head."""

    def heads(self) -> tuple[RunHead, ...]:
        """Return the heads of all runs, the one that was written to last first."""

    def scenario(self, run: str) -> ScenarioText:
        """Return the scenario that the run is played on now."""

    def replace_scenario(self, run: str, scenario: ScenarioText) -> None:
        """Play on with an edited scenario. The text before is kept; the text that is current already is no edit."""

    def scenario_versions(self, run: str) -> tuple[tuple[int, ScenarioText], ...]:
        """Return every text the run has had, oldest first, each with the `seq` that the journal had when it came."""

    def purge(self, runs: Sequence[str]) -> int:
        """Erase runs for good, so that nothing of them can be read in the file; return how many there were.

        Ids that are not there are passed over. A run that is open in another program raises `StoreBusy`, and then
        nothing is erased.
        """

    def claim(self, run: str) -> AbstractContextManager[None]:
        """Hold the run for writing while the context lasts. `StoreBusy` where another has it; reading stays open.

        The end of the process, however it came, gives the run free.
        """

    def close(self) -> None:
        """Give back files and connections; may be called again."""


def poll(
    read: Callable[[], tuple[Line, ...]],
    timeout: float,
    now: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[Line, ...]:
    """Call `read` every `POLL_SECONDS` until it returns lines or `timeout` seconds have gone; look at least once."""
    end = now() + timeout
    while not (lines := read()):
        left = end - now()
        if left <= 0:
            break
        sleep(min(POLL_SECONDS, left))
    return lines


def similar_runs(run: str, runs: Sequence[str]) -> tuple[str, ...]:
    """Return up to three of `runs` that `run` may have been meant to be."""
    from difflib import get_close_matches

    begun = [one for one in runs if run and one.startswith(run)]
    return tuple(dict.fromkeys([*begun, *get_close_matches(run, runs, n=3)]))[:3]


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


def open_later(url: str) -> Store:
    """Open the store at `url` as `open_store`, save that an SQLite file that is new, or empty, is opened when needed.

    Its place is made and looked at now, so that a folder that cannot be written to is told at once.
    """
    address = url.removeprefix("sqlite:///") if url != "sqlite:///:memory:" else url
    if "://" in address or "?" in address or address == "memory:":
        return open_store(url)
    from esthersim.journal.disk import prepare
    from esthersim.journal.later import LaterStore, is_empty

    file = prepare(Path(address))
    return LaterStore(file, url, str(Path(address))) if is_empty(file) else open_store(url)
