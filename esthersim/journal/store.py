"""The interface of a store: the journals of all runs, with drafts and heartbeats. Documents are JSON, opaque here.

Cheap to import; stores are created by `esthersim.journal.opening`, which this module does not import.
"""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, Self

from esthersim.journal.errors import RunDamaged

POLL_SECONDS = 0.05
"""The polling interval of `Store.wait`: a reader sees an entry at most this long after it was stored."""

LONGEST_DRAFT = 20_000
"""The most characters of a draft; a handover's part or an answer has some hundreds."""


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
    """An entry to be stored; the store assigns its `seq`."""

    at: str
    room: float
    entry: str

    def stored(self, seq: int, command_id: str) -> Line:
        """Return the stored line with number `seq`, from this command."""
        return Line(seq, self.at, self.room, command_id, self.entry)


@dataclass(frozen=True, slots=True)
class StoredCommand:
    """A stored command of a run: it led to the entries after `after_seq` up to `last_seq`, if any.

    `document` is the command as a JSON document; None if it was stored by a version that did not keep it.
    """

    command_id: str
    after_seq: int
    last_seq: int
    document: str | None

    def asks_otherwise(self, document: str | None) -> bool:
        """Return whether `document` is a different command, if both are known."""
        return None not in {document, self.document} and document != self.document


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that somebody is writing, and the time of its last change (UTC, as `Line.at`)."""

    text: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Beat:
    """The room time (seconds) of a run while it was being played, and the time of that (UTC, as `Line.at`)."""

    room: float
    at: str


@dataclass(frozen=True, slots=True)
class Device:
    """A device at a seat of a run, known by the SHA-256 of its token. Nothing else is kept of it or of its owner.

    `number` counts the devices of the run from 1. A device that is not `admitted` waits for the facilitator. `people`
    is how many say that they sit with it; `joined_at` is UTC, as `Line.at`.
    """

    token: str
    seat: str
    number: int
    language: str
    joined_at: str
    admitted: bool = True
    people: int = 1


@dataclass(frozen=True, slots=True)
class Address:
    """Where the pages of a run were served last: an address of this computer, and a port."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class ScenarioText:
    """A scenario as it was when the run began: its YAML text, and its translations as language → text of the .po file.

    `packs` are the texts of the rule packs that it refers to, by id. Later changes of a pack, in the scenario's folder
    or in a newer version of the program, do not affect the run: it keeps the deadlines and checklists of the day when
    it began or adopted an edited scenario. In the same way `debrief` holds the texts for handovers and the debriefing,
    by their path, such as `formats/sbar` and `guides/esther`. `uses` holds the files whose parts the scenario takes,
    and their translations, by their paths from the scenario's folder.
    """

    id: str
    title: str
    language: str
    text: str
    hash: str
    translations: Mapping[str, str] = field(default_factory=dict)
    packs: Mapping[str, str] = field(default_factory=dict)
    debrief: Mapping[str, str] = field(default_factory=dict)
    uses: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunHead:
    """A summary of a run that can be read without its journal.

    `seq` is the number of its last entry (0: none yet) and `updated_at` that entry's time; `step` is the step given
    with an append last, empty before the first.
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
        """Begin a run. Repeating the same call is a retry and allowed; another call with that id raises `RunExists`."""

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
        """Store the entries of one command, all or nothing, and return them once they are durable.

        `command` is the command's own document. `step` and `closed`, if given, go into the run's head; `texts`, if
        given, are played on from these lines on, and the earlier texts are kept. `saved` are the drafts, by seat and
        place, that the command saves: they are deleted. All this is one transaction.

        A `command_id` that the run has had already is a retry: nothing is stored, and the result of the first time is
        returned. If its document differs from the first time, `CommandIdTaken` is raised. Otherwise a journal that
        does not have `expected_seq` entries raises `Conflict`.
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
        """Return the heads of all runs except `damaged` ones, the most recently written first."""

    def damaged(self) -> tuple[RunDamaged, ...]:
        """Return an error for each run with an unreadable head: it neither hides the others nor is overlooked."""

    def scenario(self, run: str) -> ScenarioText:
        """Return the scenario that the run is played on now."""

    def keep_draft(self, run: str, seat: str, place: str, text: str, at: str) -> None:
        """Keep a seat's draft, replacing the earlier one at that place; an empty text deletes it.

        `place` is any key by which the caller distinguishes fields. Drafts are not part of the journal and never
        exported. More than `LONGEST_DRAFT` characters raise `DraftTooLong`, and the earlier draft is kept.
        """

    def drafts(self, run: str, seat: str | None = None) -> Mapping[tuple[str, str], Draft]:
        """Return the drafts by seat and place, of the whole run or of one seat."""

    def beat(self, run: str, room: float, at: str) -> None:
        """Store the run's room time, replacing the last beat; called every few seconds while the clock runs."""

    def heartbeat(self, run: str) -> Beat | None:
        """Return the run's last beat, if it has had one."""

    def keep_device(self, run: str, device: Device) -> None:
        """Keep a device, replacing what was kept of it. Devices are not part of the journal and never exported."""

    def forget_device(self, run: str, token: str) -> None:
        """Forget a device, if there is one with this token."""

    def devices(self, run: str) -> tuple[Device, ...]:
        """Return the devices of a run by their numbers."""

    def keep_address(self, run: str, address: Address) -> None:
        """Keep where the run's pages are served, replacing the last address."""

    def address(self, run: str) -> Address | None:
        """Return where the run's pages were served last, if they ever were."""

    def purge(self, runs: Sequence[str]) -> int:
        """Erase runs for good, so that they can no longer be read in the file; return how many there were.

        Everything that belongs to them is erased, including the texts that no other run carries. Unknown ids are
        ignored. If a run is open in another program, `StoreBusy` is raised and nothing is erased.
        """

    def claim(self, run: str) -> AbstractContextManager[None]:
        """Hold the run for writing while the context lasts; reading stays possible. Raises `StoreBusy` if it is held.

        The end of the process releases the run, however it ends.
        """

    def close(self) -> None:
        """Release files and connections; may be called more than once."""


def poll(
    read: Callable[[], tuple[Line, ...]],
    timeout: float,
    now: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[Line, ...]:
    """Call `read` every `POLL_SECONDS`, at least once, until it returns lines or `timeout` seconds have passed."""
    end = now() + timeout
    while not (lines := read()):
        left = end - now()
        if left <= 0:
            break
        sleep(min(POLL_SECONDS, left))
    return lines


def is_time(text: str) -> bool:
    """Return whether a text is a moment as written in journals: ISO 8601 with its offset from UTC."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def similar_runs(run: str, runs: Sequence[str]) -> tuple[str, ...]:
    """Return up to three of `runs` with ids similar to `run`."""
    from difflib import get_close_matches

    begun = [one for one in runs if run and one.startswith(run)]
    return tuple(dict.fromkeys([*begun, *get_close_matches(run, runs, n=3)]))[:3]
