"""The laws of the store: whatever is asked of it in whatever order, the file and the memory answer the same."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from esthersim.journal.errors import CommandIdTaken, Conflict, JournalError, RunUnknown
from esthersim.journal.opening import memory_store, open_store
from esthersim.journal.store import Beat, Draft, Line, NewLine, ScenarioText, Store, StoredCommand
from support.examples import examples
from support.stores import CREATED, scenario_text

RUNS = st.sampled_from(["r1", "r2", "r3"])
COMMANDS = st.sampled_from([f"c{n}" for n in range(12)])
LINES = st.lists(
    st.builds(
        NewLine,
        at=st.integers(0, 59).map("2026-03-07T08:{:02}:00.000Z".format),
        room=st.floats(0, 1e6),
        entry=st.text(st.characters(codec="utf-8"), max_size=40),
    ),
    max_size=4,
)
DOCUMENTS = st.none() | st.sampled_from(['{"a": 1}', '{"a": 2}'])
SEATS = st.sampled_from(["nurse", "doctor"])
PLACES = st.sampled_from(["frukost:1:note", "samtalet:2:note"])
TIMES = st.integers(0, 59).map("2026-03-07T09:{:02}:00.000Z".format)
OPTIONAL_STEP = st.none() | st.sampled_from(["needs", "story", "simulation"])
SCENARIOS = st.builds(scenario_text, st.sampled_from(["viktlarm", "tom-sang"]), st.text("ab\n", max_size=3))


def answer(store: Store, method: str, *arguments: object, **named: object) -> object:
    """Return what a method returns, or the kind of error and its facts, the place left out."""
    try:
        return getattr(store, method)(*arguments, **named)
    except JournalError as error:
        return type(error), {name: value for name, value in vars(error).items() if name != "place"}


class TwoStores(RuleBasedStateMachine):
    """A store in a file and one in memory are asked the same."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "journal.sqlite"
        self.file = open_store(str(self.path))
        self.memory = memory_store()
        self.first_answers: dict[tuple[str, str], object] = {}
        self.seen: dict[str, tuple[Line, ...]] = {}
        self.asked: dict[str, list[StoredCommand]] = {}
        self.carried: dict[str, list[ScenarioText]] = {}
        """Every text that a run was ever played on, the one of now last."""

    def teardown(self) -> None:
        """Give the folder back."""
        self.file.close()
        self.folder.cleanup()

    def both(self, method: str, *arguments: object, **named: object) -> object:
        """Ask both, see that they agree, and return the answer."""
        said = answer(self.file, method, *arguments, **named)
        assert said == answer(self.memory, method, *arguments, **named)
        return said

    @initialize()
    def begin(self) -> None:
        """Most examples are about appending, so there is a run to begin with."""
        self.create("r1", scenario_text())

    @rule(run=RUNS, scenario=SCENARIOS)
    def create(self, run: str, scenario: ScenarioText) -> None:
        """Begin a run, or fail to."""
        if self.both("create", run, scenario, CREATED) is None:
            self.carried.setdefault(run, [scenario])

    @rule(
        run=RUNS,
        command=COMMANDS,
        document=DOCUMENTS,
        lines=LINES,
        step=OPTIONAL_STEP,
        closed=st.none() | st.booleans(),
        texts=st.none() | SCENARIOS,
        saved=st.lists(st.tuples(SEATS, PLACES), max_size=2),
    )
    def append(
        self,
        run: str,
        command: str,
        document: str | None,
        lines: list[NewLine],
        step: str | None,
        closed: bool | None,
        texts: ScenarioText | None,
        saved: list[tuple[str, str]],
    ) -> None:
        """Append where the journal ends: a new command is stored whole, an old one answers as it did.

        An old id with another document is refused. What a new command saves is a draft no more.
        """
        before, told = self.seen.get(run, ()), {"command": document, "step": step, "closed": closed, "texts": texts}
        drafts = self.both("drafts", run)
        said = self.both("append", run, len(before), command, lines, **told, saved=saved)
        if isinstance(drafts, dict):
            new = (run, command) not in self.first_answers
            left = {place: draft for place, draft in drafts.items() if not (new and place in saved)}
            assert self.both("drafts", run) == left
        if run not in self.carried:
            assert isinstance(said, tuple)
            assert said[0] is RunUnknown
            return
        if (run, command) in self.first_answers:
            first = next(each for each in self.asked[run] if each.command_id == command)
            if None in {document, first.document} or document == first.document:
                assert said == self.first_answers[run, command]
            else:
                assert said == (CommandIdTaken, {"run": run, "command_id": command, "detail": ""})
            return
        assert isinstance(said, tuple)
        assert [(line.at, line.room, line.entry) for line in said] == [(new.at, new.room, new.entry) for new in lines]
        self.first_answers[run, command] = said
        self.seen[run] = before + said
        done = StoredCommand(command, len(before), len(before) + len(lines), document)
        self.asked.setdefault(run, []).append(done)
        if texts is not None and texts != self.carried[run][-1]:
            self.carried[run].append(texts)

    @rule(run=RUNS, command=COMMANDS, lines=LINES, beside=st.integers(-3, 3).filter(bool))
    def append_elsewhere(self, run: str, command: str, lines: list[NewLine], beside: int) -> None:
        """Append where the journal does not end: refused, unless the command has been stored before."""
        said = self.both("append", run, len(self.seen.get(run, ())) + beside, command, lines)
        if (run, command) in self.first_answers:
            assert said == self.first_answers[run, command]
        elif run in self.carried:
            assert isinstance(said, tuple)
            assert said[0] is Conflict

    @rule(run=RUNS, after=st.integers(-1, 20))
    def read(self, run: str, after: int) -> None:
        """Read after a line: that is to read all and leave out what comes before."""
        said = self.both("read", run, after)
        assert self.both("wait", run, after, 0) == said
        if run in self.seen:
            assert said == self.seen[run][max(after, 0) :]

    @rule(run=RUNS, after=st.integers(-1, 20))
    def read_commands(self, run: str, after: int) -> None:
        """Read the commands: they come in the order in which they were stored, whatever their ids are."""
        said = self.both("commands", run, after)
        if run in self.carried:
            assert said == tuple(each for each in self.asked.get(run, ()) if each.after_seq >= after)

    @rule(run=RUNS, seat=SEATS, place=PLACES, text=st.sampled_from(["", "Hon", "Hon vill hem"]), at=TIMES)
    def keep_draft(self, run: str, seat: str, place: str, text: str, at: str) -> None:
        """Keep a draft, or forget it."""
        if self.both("keep_draft", run, seat, place, text, at) is None:
            drafts = self.both("drafts", run, seat)
            assert isinstance(drafts, dict)
            assert drafts.get((seat, place)) == (Draft(text, at) if text else None)

    @rule(run=RUNS, room=st.floats(0, 1e6), at=TIMES)
    def beat(self, run: str, room: float, at: str) -> None:
        """Note a beat: it is the one that is read back."""
        if self.both("beat", run, room, at) is None:
            assert self.both("heartbeat", run) == Beat(room, at)

    @rule(runs=st.lists(RUNS, min_size=1, max_size=2))
    @precondition(lambda self: len(self.carried) > 1)
    def purge(self, runs: list[str]) -> None:
        """Purged runs are forgotten, with the commands they have had."""
        self.both("purge", runs)
        for run in runs:
            for of in (self.seen, self.asked, self.carried):
                of.pop(run, None)
        self.first_answers = {key: value for key, value in self.first_answers.items() if key[0] not in runs}

    @rule()
    def open_again(self) -> None:
        """Close the file and open it: it is the same store."""
        self.file.close()
        self.file = open_store(str(self.path))

    @invariant()
    def runs_agree(self) -> None:
        """Heads, texts, drafts, beats and lengths are the same in both after every step."""
        heads = self.both("heads")
        assert isinstance(heads, tuple)
        assert {head.run for head in heads} == set(self.carried)
        for head in heads:
            assert head.seq == len(self.seen.get(head.run, ()))
            assert self.both("scenario", head.run) == self.carried[head.run][-1]
            self.both("drafts", head.run)
            self.both("heartbeat", head.run)

    @invariant()
    def every_text_is_kept_once(self) -> None:
        """See that the file holds exactly the texts that some run was ever played on, each once."""
        wanted = {body for texts in self.carried.values() for each in texts for body in bodies_of(each)}
        with closing(sqlite3.connect(self.path)) as tool:
            assert sorted(body for (body,) in tool.execute("SELECT body FROM text")) == sorted(wanted)


def bodies_of(scenario: ScenarioText) -> set[str]:
    """Return all the texts that a run carries with a scenario."""
    mappings = (scenario.translations, scenario.packs, scenario.debrief, scenario.uses)
    return {scenario.text, *(body for mapping in mappings for body in mapping.values())}


TestTwoStores = TwoStores.TestCase
TestTwoStores.settings = examples(1 / 3)
