"""What a store is: the journals of all runs, and what is kept beside them. Documents are JSON, opaque here.

Cheap to import, and knows nothing of those who make stores: `esthersim.journal.opening` does.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, Self

from esthersim.journal.errors import RunDamaged

POLL_SECONDS = 0.05
"""How often `Store.wait` looks: a reader sees an entry at most this long after it was stored."""

LONGEST_DRAFT = 20_000
"""Characters that a draft may have; a handover's part or an answer has some hundreds."""


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

    def stored(self, seq: int, command_id: str) -> Line:
        """Return it as the entry `seq`, which this command led to."""
        return Line(seq, self.at, self.room, command_id, self.entry)


@dataclass(frozen=True, slots=True)
class StoredCommand:
    """A command that a run has had: it led to the entries after `after_seq` up to `last_seq`, if to any.

    `document` is what was asked, a JSON document; None for a command of a version that did not keep it.
    """

    command_id: str
    after_seq: int
    last_seq: int
    document: str | None

    def asks_otherwise(self, document: str | None) -> bool:
        """Tell whether `document` asks something else, as far as both are known."""
        return None not in {document, self.document} and document != self.document


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody is writing, and when it was last changed (UTC, as `Line.at`)."""

    text: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Beat:
    """The room time (seconds) of a run while it was being played, and when that was (UTC, as `Line.at`)."""

    room: float
    at: str


@dataclass(frozen=True, slots=True)
class ScenarioText:
    """A scenario as it was when the run began: its YAML text, its translations as language → text of the .po.

    `packs` are the texts of the rule packs that it refers to, by their ids. A pack that is changed later, beside the
    scenario or in a newer version of the program, changes nothing in the run: its deadlines and checklists are those of
    the day when it began, or when it went on with an edited scenario. `debrief` holds in the same way the texts that
    lead the debriefing, by their place in that folder, such as `guides/esther`.
    """

    id: str
    title: str
    language: str
    text: str
    hash: str
    translations: Mapping[str, str] = field(default_factory=dict)
    packs: Mapping[str, str] = field(default_factory=dict)
    debrief: Mapping[str, str] = field(default_factory=dict)


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

    @classmethod
    def begun(cls, run: str, scenario: ScenarioText, created_at: str) -> Self:
        """Return the head of a run that has just begun."""
        return cls(
            run=run,
            scenario_id=scenario.id,
            scenario_title=scenario.title,
            language=scenario.language,
            created_at=created_at,
            updated_at=created_at,
            step="",
            seq=0,
            closed=False,
            scenario_hash=scenario.hash,
        )


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
        *,
        command: str | None = None,
        step: str | None = None,
        closed: bool | None = None,
        texts: ScenarioText | None = None,
    ) -> tuple[Line, ...]:
        """Store what one command led to, all or nothing, and return it once it is durable.

        `command` is the command's own document. `step` and `closed`, where given, go into the run's head, and `texts`
        are what the run is played on from these lines on; the texts before are kept. All of it is one transaction.

        A `command_id` that the run has had already is a retry: it stores nothing and returns what it got the first
        time. With another document than that time it raises `CommandIdTaken`. Otherwise a journal that does not have
        `expected_seq` entries raises `Conflict`.
        """

    def read(self, run: str, after: int = 0) -> tuple[Line, ...]:
        """Return the lines with `seq` greater than `after`, in order."""

    def commands(self, run: str, after: int = 0) -> tuple[StoredCommand, ...]:
        """Return the commands that were stored once the journal had `after` entries, in order."""

    def wait(self, run: str, after: int, timeout: float) -> tuple[Line, ...]:
        """Return the lines after `after` as soon as there are any, or nothing after `timeout` seconds."""

    def head(self, run: str) -> RunHead:
        """Return the run's head."""

    def heads(self) -> tuple[RunHead, ...]:
        """Return the heads of all runs but the `damaged` ones, the one that was written to last first."""

    def damaged(self) -> tuple[RunDamaged, ...]:
        """Return an error for each run whose head cannot be read: it must not hide the others, nor be forgotten."""

    def scenario(self, run: str) -> ScenarioText:
        """Return the scenario that the run is played on now."""

    def keep_draft(self, run: str, seat: str, place: str, text: str, at: str) -> None:
        """Keep what a seat is writing, in place of what it had there; an empty text forgets it.

        `place` is whatever the caller takes to tell one field from another. Drafts are no part of the journal: they
        are never exported. More than `LONGEST_DRAFT` characters raise `DraftTooLong`, and what was kept stays.
        """

    def drafts(self, run: str, seat: str | None = None) -> Mapping[tuple[str, str], Draft]:
        """Return what is being written, by seat and place: in the whole run, or by one seat."""

    def beat(self, run: str, room: float, at: str) -> None:
        """Note the run's room time, in place of the beat before; called every few seconds while the clock runs."""

    def heartbeat(self, run: str) -> Beat | None:
        """Return the run's last beat, if it has had one."""

    def purge(self, runs: Sequence[str]) -> int:
        """Erase runs for good, so that nothing of them can be read in the file; return how many there were.

        All that belongs to them goes with them, also the texts that no other run carries. Ids that are not there are
        passed over. A run that is open in another program raises `StoreBusy`, and then
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


def is_time(text: str) -> bool:
    """Tell whether a text is a moment as journals keep it: ISO 8601 with its distance from UTC."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def similar_runs(run: str, runs: Sequence[str]) -> tuple[str, ...]:
    """Return up to three of `runs` that `run` may have been meant to be."""
    from difflib import get_close_matches

    begun = [one for one in runs if run and one.startswith(run)]
    return tuple(dict.fromkeys([*begun, *get_close_matches(run, runs, n=3)]))[:3]
