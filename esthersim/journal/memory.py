"""The store in memory: it behaves as the others, except that nothing outlives the process."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock

from esthersim.journal.errors import (
    CommandIdTaken,
    Conflict,
    DraftTooLong,
    RunDamaged,
    RunExists,
    RunUnknown,
    StoreBusy,
)
from esthersim.journal.store import (
    LONGEST_DRAFT,
    Address,
    Beat,
    Device,
    Draft,
    Line,
    NewLine,
    RunHead,
    ScenarioText,
    StoredCommand,
    poll,
    similar_runs,
)


@dataclass(slots=True)
class _Run:
    """The data of one run."""

    head: RunHead
    texts: ScenarioText
    lines: list[Line] = field(default_factory=list)
    commands: dict[str, StoredCommand] = field(default_factory=dict)
    drafts: dict[tuple[str, str], Draft] = field(default_factory=dict)
    beat: Beat | None = None
    devices: dict[str, Device] = field(default_factory=dict)
    address: Address | None = None
    claimed: bool = False


class MemoryStore:
    """A `Store` made of plain lists and dicts."""

    def __init__(self, place: str = "memory:") -> None:
        """Make an empty store; `place` is its name in errors."""
        self.place = place
        self._runs: dict[str, _Run] = {}
        self._lock = Lock()

    def create(self, run: str, scenario: ScenarioText, created_at: str) -> None:
        """Begin a run, as `Store.create`."""
        with self._lock:
            known = self._runs.get(run)
            head = RunHead.begun(run, scenario, created_at)
            if known is None:
                self._runs[run] = _Run(head, scenario)
            elif known.head != head:
                raise RunExists(self.place, run=run, expected=0, actual=known.head.seq)

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
        """Store the entries of one command, as `Store.append`."""
        with self._lock:
            of = self._run(run)
            if (had := of.commands.get(command_id)) is not None:
                if had.asks_otherwise(command):
                    raise CommandIdTaken(self.place, run=run, command_id=command_id)
                return tuple(of.lines[had.after_seq : had.last_seq])
            seq = len(of.lines)
            if seq != expected_seq:
                raise Conflict(self.place, run=run, expected=expected_seq, actual=seq)
            stored = tuple(line.stored(number, command_id) for number, line in enumerate(lines, seq + 1))
            of.lines.extend(stored)
            of.commands[command_id] = StoredCommand(command_id, seq, seq + len(stored), command)
            of.texts = texts or of.texts
            for draft in saved:
                of.drafts.pop(draft, None)
            if stored or step is not None or closed is not None or texts is not None:
                of.head = replace(
                    of.head,
                    scenario_id=of.texts.id,
                    scenario_title=of.texts.title,
                    language=of.texts.language,
                    scenario_hash=of.texts.hash,
                    seq=seq + len(stored),
                    updated_at=stored[-1].at if stored else of.head.updated_at,
                    step=of.head.step if step is None else step,
                    closed=of.head.closed if closed is None else closed,
                )
            return stored

    def read(self, run: str, after: int = 0) -> tuple[Line, ...]:
        """Return the lines after `after`."""
        with self._lock:
            return tuple(self._run(run).lines[max(after, 0) :])

    def commands(self, run: str, after: int = 0) -> tuple[StoredCommand, ...]:
        """Return the commands once the journal had `after` entries."""
        with self._lock:
            return tuple(each for each in self._run(run).commands.values() if each.after_seq >= after)

    def wait(self, run: str, after: int, timeout: float) -> tuple[Line, ...]:
        """Return the lines after `after` as soon as there are any."""
        return poll(lambda: self.read(run, after), timeout)

    def head(self, run: str) -> RunHead:
        """Return the run's head."""
        with self._lock:
            return self._run(run).head

    def heads(self) -> tuple[RunHead, ...]:
        """Return all heads, the most recently written first."""
        with self._lock:
            heads = [of.head for of in self._runs.values()]
        return tuple(sorted(heads, key=lambda head: (head.updated_at, head.created_at, head.run), reverse=True))

    def damaged(self) -> tuple[RunDamaged, ...]:
        """Return nothing: memory cannot be damaged."""
        return ()

    def scenario(self, run: str) -> ScenarioText:
        """Return the scenario that the run is played on now."""
        with self._lock:
            return self._run(run).texts

    def keep_draft(self, run: str, seat: str, place: str, text: str, at: str) -> None:
        """Keep a seat's draft, as `Store.keep_draft`."""
        if len(text) > LONGEST_DRAFT:
            raise DraftTooLong(self.place, length=len(text), longest=LONGEST_DRAFT)
        with self._lock:
            drafts = self._run(run).drafts
            drafts.pop((seat, place), None)
            if text:
                drafts[seat, place] = Draft(text, at)

    def drafts(self, run: str, seat: str | None = None) -> Mapping[tuple[str, str], Draft]:
        """Return the drafts, as `Store.drafts`."""
        with self._lock:
            return {place: each for place, each in self._run(run).drafts.items() if seat in {None, place[0]}}

    def beat(self, run: str, room: float, at: str) -> None:
        """Note the run's room time, as `Store.beat`."""
        with self._lock:
            self._run(run).beat = Beat(room, at)

    def heartbeat(self, run: str) -> Beat | None:
        """Return the run's last beat, if it has had one."""
        with self._lock:
            return self._run(run).beat

    def keep_device(self, run: str, device: Device) -> None:
        """Keep a device, as `Store.keep_device`."""
        with self._lock:
            self._run(run).devices[device.token] = device

    def forget_device(self, run: str, token: str) -> None:
        """Forget a device, as `Store.forget_device`."""
        with self._lock:
            self._run(run).devices.pop(token, None)

    def devices(self, run: str) -> tuple[Device, ...]:
        """Return the devices of a run, as `Store.devices`."""
        with self._lock:
            return tuple(sorted(self._run(run).devices.values(), key=lambda each: each.number))

    def keep_address(self, run: str, address: Address) -> None:
        """Keep where the run's pages are served, as `Store.keep_address`."""
        with self._lock:
            self._run(run).address = address

    def address(self, run: str) -> Address | None:
        """Return where the run's pages were served last, as `Store.address`."""
        with self._lock:
            return self._run(run).address

    def purge(self, runs: Sequence[str]) -> int:
        """Forget runs."""
        with self._lock:
            there = [run for run in dict.fromkeys(runs) if run in self._runs]
            for run in there:
                if self._runs[run].claimed:
                    raise StoreBusy(self.place, run=run)
            for run in there:
                del self._runs[run]
            return len(there)

    @contextmanager
    def claim(self, run: str) -> Iterator[None]:
        """Hold the run for writing while the context lasts."""
        with self._lock:
            of = self._run(run)
            if of.claimed:
                raise StoreBusy(self.place, run=run)
            of.claimed = True
        try:
            yield
        finally:
            of.claimed = False

    def close(self) -> None:
        """Do nothing: there is nothing to close."""

    def _run(self, run: str) -> _Run:
        try:
            return self._runs[run]
        except KeyError:
            raise RunUnknown(self.place, run=run, similar=similar_runs(run, list(self._runs))) from None
