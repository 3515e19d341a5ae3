"""The laws of the store: whatever is asked of it in whatever order, the file and the memory answer the same."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from esthersim.journal.errors import Conflict, JournalError
from esthersim.journal.store import Line, NewLine, Store, memory_store, open_store
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
OPTIONAL_STEP = st.none() | st.sampled_from(["needs", "story", "simulation"])
SCENARIOS = st.builds(scenario_text, st.sampled_from(["viktlarm", "tom-sang"]), st.text("ab\n", max_size=3))


def answer(store: Store, method: str, *arguments: object) -> object:
    """Return what a method returns, or the kind of error and its facts, the place left out."""
    try:
        return getattr(store, method)(*arguments)
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

    def teardown(self) -> None:
        """Give the folder back."""
        self.file.close()
        self.folder.cleanup()

    def both(self, method: str, *arguments: object) -> object:
        """Ask both, see that they agree, and return the answer."""
        said = answer(self.file, method, *arguments)
        assert said == answer(self.memory, method, *arguments)
        return said

    @initialize()
    def begin(self) -> None:
        """Most examples are about appending, so there is a run to begin with."""
        self.create("r1", scenario_text())

    @rule(run=RUNS, scenario=SCENARIOS)
    def create(self, run: str, scenario: object) -> None:
        """Begin a run, or fail to."""
        self.both("create", run, scenario, CREATED)

    @rule(run=RUNS, command=COMMANDS, lines=LINES, step=OPTIONAL_STEP, closed=st.none() | st.booleans())
    def append(self, run: str, command: str, lines: list[NewLine], step: str | None, closed: bool | None) -> None:
        """Append where the journal ends: a new command is stored whole, an old one answers as it did."""
        before = self.seen.get(run, ())
        said = self.both("append", run, len(before), command, lines, step, closed)
        if isinstance(said, tuple) and (not said or isinstance(said[0], Line)):
            if (run, command) in self.first_answers:
                assert said == self.first_answers[run, command]
            else:
                self.first_answers[run, command] = said
                self.seen[run] = before + said

    @rule(run=RUNS, command=COMMANDS, lines=LINES, beside=st.integers(-3, 3).filter(bool))
    def append_elsewhere(self, run: str, command: str, lines: list[NewLine], beside: int) -> None:
        """Append where the journal does not end: refused, unless the command has been stored before."""
        said = self.both("append", run, len(self.seen.get(run, ())) + beside, command, lines)
        if (run, command) in self.first_answers:
            assert said == self.first_answers[run, command]
        elif run in self.seen:
            assert isinstance(said, tuple)
            assert said[0] is Conflict

    @rule(run=RUNS, after=st.integers(-1, 20))
    def read(self, run: str, after: int) -> None:
        """Read after a line: that is to read all and leave out what comes before."""
        said = self.both("read", run, after)
        assert self.both("wait", run, after, 0) == said
        if run in self.seen:
            assert said == self.seen[run][max(after, 0) :]

    @rule(run=RUNS, scenario=SCENARIOS)
    def replace_scenario(self, run: str, scenario: object) -> None:
        """Edit the scenario, which touches no line."""
        self.both("replace_scenario", run, scenario)

    @rule(runs=st.lists(RUNS, min_size=1, max_size=2))
    @precondition(lambda self: len(self.seen) > 1)
    def purge(self, runs: list[str]) -> None:
        """Purged runs are forgotten, with the commands they have had."""
        self.both("purge", runs)
        for run in runs:
            self.seen.pop(run, None)
        self.first_answers = {key: value for key, value in self.first_answers.items() if key[0] not in runs}

    @rule()
    def open_again(self) -> None:
        """Close the file and open it: it is the same store."""
        self.file.close()
        self.file = open_store(str(self.path))

    @invariant()
    def heads_agree(self) -> None:
        """Heads, texts and lengths are the same in both after every step."""
        for head in self.memory.heads():
            assert self.both("scenario_versions", head.run)
            assert head.seq == len(self.seen.get(head.run, ()))
        self.both("heads")


TestTwoStores = TwoStores.TestCase
TestTwoStores.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
