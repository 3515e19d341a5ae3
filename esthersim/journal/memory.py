"""The store in memory: the same promises as the others, except that nothing outlives the process."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock

from esthersim.journal.errors import Conflict, RunExists, RunUnknown, StoreBusy
from esthersim.journal.store import Line, NewLine, RunHead, ScenarioText, poll, similar_runs


@dataclass(slots=True)
class _Run:
    """All there is of one run; `commands` tells for each command_id which slice of `lines` it brought about."""

    head: RunHead
    scenarios: list[tuple[int, ScenarioText]]
    lines: list[Line] = field(default_factory=list)
    commands: dict[str, tuple[int, int]] = field(default_factory=dict)
    claimed: bool = False


class MemoryStore:
    """A `Store` made of plain lists and dicts."""

    place = "memory:"

    def __init__(self) -> None:
        self._runs: dict[str, _Run] = {}
        self._lock = Lock()

    def create(self, run: str, scenario: ScenarioText, created_at: str) -> None:
        """Begin a run, as `Store.create`."""
        with self._lock:
            known = self._runs.get(run)
            if known is None:
                self._runs[run] = _Run(new_head(run, scenario, created_at), [(0, scenario)])
            elif known.head != new_head(run, scenario, created_at):
                raise RunExists(self.place, run=run, expected=0, actual=known.head.seq)

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
        with self._lock:
            of = self._run(run)
            if command_id in of.commands:
                first, last = of.commands[command_id]
                return tuple(of.lines[first:last])
            seq = len(of.lines)
            if seq != expected_seq:
                raise Conflict(self.place, run=run, expected=expected_seq, actual=seq)
            stored = numbered(lines, seq, command_id)
            of.lines.extend(stored)
            of.commands[command_id] = (seq, seq + len(stored))
            if stored or step is not None or closed is not None:
                of.head = replace(
                    of.head,
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

    def wait(self, run: str, after: int, timeout: float) -> tuple[Line, ...]:
        """Return the lines after `after` as soon as there are any."""
        return poll(lambda: self.read(run, after), timeout)

    def head(self, run: str) -> RunHead:
        """Return the run's head."""
        with self._lock:
            return self._run(run).head

    def heads(self) -> tuple[RunHead, ...]:
        """Return all heads, the one that was written to last first."""
        with self._lock:
            heads = [of.head for of in self._runs.values()]
        return tuple(sorted(heads, key=lambda head: (head.updated_at, head.created_at, head.run), reverse=True))

    def scenario(self, run: str) -> ScenarioText:
        """Return the scenario that the run is played on now."""
        return self.scenario_versions(run)[-1][1]

    def replace_scenario(self, run: str, scenario: ScenarioText) -> None:
        """Play on with an edited scenario, as `Store.replace_scenario`."""
        with self._lock:
            of = self._run(run)
            if of.scenarios[-1][1] == scenario:
                return
            of.scenarios.append((len(of.lines), scenario))
            of.head = replace(
                of.head,
                scenario_id=scenario.id,
                scenario_title=scenario.title,
                language=scenario.language,
                scenario_hash=scenario.hash,
            )

    def scenario_versions(self, run: str) -> tuple[tuple[int, ScenarioText], ...]:
        """Return every text the run has had, oldest first."""
        with self._lock:
            return tuple(self._run(run).scenarios)

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
        """Nothing is held open."""

    def _run(self, run: str) -> _Run:
        try:
            return self._runs[run]
        except KeyError:
            raise RunUnknown(self.place, run=run, similar=similar_runs(run, list(self._runs))) from None


def new_head(run: str, scenario: ScenarioText, created_at: str) -> RunHead:
    """Return the head of a run that has just begun."""
    return RunHead(
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


def numbered(lines: Sequence[NewLine], seq: int, command_id: str) -> tuple[Line, ...]:
    """Return `lines` as they are stored after the entry `seq`."""
    return tuple(Line(seq + n, line.at, line.room, command_id, line.entry) for n, line in enumerate(lines, 1))
