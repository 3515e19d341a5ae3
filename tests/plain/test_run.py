"""A whole run: interrupted anywhere it comes back, closed it tells where the report is, and no line breaks it."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from esthersim.clock import ManualClock
from esthersim.journal.errors import StoreFull
from esthersim.journal.opening import memory_store
from esthersim.journal.reading import journal_of
from esthersim.journal.session import Session
from esthersim.journal.store import Line, Store
from esthersim.language import available_languages, speaking
from esthersim.plain.console import EndOfInput
from esthersim.plain.dialogue import Dialogue, Quit
from esthersim.plain.run import play
from esthersim.plain.typed_words import names
from esthersim.play.vocabulary import Step
from esthersim.runs.act_names import ways_to_type
from support.examples import examples
from support.plain import ScriptConsole
from support.scenarios import viktlarm_text

WHOLE = [
    "", "", "1", "",  # needs, story, seats, cards
    "1", "1", "", "Två kilo", "", "1", "1", "5", "1", "4", "", "",  # breakfast, the call, the weekend
    "2", "Jag sov gott", "1", "until Ask them", "1 2",  # reflection
    "", "Ring först", "1", "", "1", "5 weeks", "Hon säger det", "", "", "", "",  # the plan
]  # fmt: skip


def led(store: Store, lines: list[str], *, begin: bool = False) -> tuple[str, Step]:
    """Begin or resume the run, lead it with these lines, and return what was said and where it stands."""
    clock = ManualClock()
    opened = (
        Session.begin(store, viktlarm_text(), clock, run="a-run") if begin else Session.resume(store, "a-run", clock)
    )
    console = ScriptConsole(lines, clock)
    with opened as session:
        with contextlib.suppress(EndOfInput, Quit):
            play(Dialogue(console), session, lambda _session: ("/papers/a-run.html",))
        return console.flowing, session.state.step


def test_a_whole_run_in_one_go() -> None:
    """From the needs to the closing, and the report's place is told."""
    said, step = led(memory_store(), WHOLE, begin=True)
    assert step is Step.CLOSED
    assert "The report is here: /papers/a-run.html" in said


@pytest.mark.parametrize("place", [1, 3, 5, 7, 10, 14, 17, 19, 25])
def test_a_run_that_was_left_anywhere_is_gone_on_with(place: int) -> None:
    """Whatever had been answered is there; the run comes back paused and says where it is."""
    store = memory_store()
    _said, step = led(store, WHOLE[:place], begin=True)
    before = journal_of(store, "a-run")
    said, again = led(store, [])
    assert again is step
    after = journal_of(store, "a-run")
    assert after.journal[: len(before.journal)] == before.journal
    assert after.state.plan == before.state.plan
    assert "Welcome back to 'Viktlarm en lördag'. Nothing is lost" in said


def test_a_closed_run_says_so() -> None:
    """It is not played again."""
    store = memory_store()
    led(store, WHOLE, begin=True)
    said, step = led(store, [])
    assert step is Step.CLOSED
    assert "The run is already closed" in said


class FullStore:
    """A store whose disk is full every other time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.times = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def append(self, *arguments: object, **more: object) -> tuple[Line, ...]:
        """Store, or say that the disk is full."""
        self.times += 1
        if self.times % 2 == 0:
            raise StoreFull("/full/disk")
        return self._store.append(*arguments, **more)  # type: ignore[arg-type]  # handed on as they came


def test_a_full_disk_loses_nothing_that_was_typed() -> None:
    """What cannot be stored is told, and tried again when Enter is pressed."""
    clock = ManualClock()
    store = FullStore(memory_store())
    console = ScriptConsole(["", "", "1", "", "", "", "", ""], clock)
    with Session.begin(store, viktlarm_text(), clock, run="a-run") as session, pytest.raises(EndOfInput):  # type: ignore[arg-type]
        play(Dialogue(console), session, lambda _session: ())
    assert "there is no room left on the disk" in console.flowing
    assert session.state.setting.seats == {"esther": 1, "underskoterska": 1, "sjukskoterska": 1}


def test_a_full_disk_can_be_left() -> None:
    """Quit at the question whether to try again leaves the run as it was."""
    clock = ManualClock()
    store = FullStore(memory_store())
    console = ScriptConsole(["", "quit"], clock)
    with Session.begin(store, viktlarm_text(), clock, run="a-run") as session, pytest.raises(Quit):  # type: ignore[arg-type]
        play(Dialogue(console), session, lambda _session: ())


def _commands() -> list[str]:
    """Return everything that can be typed in any language, but for what leaves."""
    ways: set[str] = set()
    for language in available_languages():
        with speaking(language):
            ways |= {way for key, name in names().items() if key != "quit" for way in ways_to_type(name.typed)}
    return sorted(ways)


COMMANDS = _commands()
LINES = st.one_of(
    st.sampled_from(["", "", "", "1", "2", "3", "4", "5", "yes", "no", "1 2 3", "5 weeks", "wait 100", "language sv"]),
    st.sampled_from(COMMANDS),
    st.builds("{} {}".format, st.sampled_from(COMMANDS), st.text(max_size=8)),
    st.text(max_size=12),
)


@given(st.lists(LINES, max_size=120))
@settings(examples(2 / 3), suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_no_line_breaks_a_run(lines: list[str]) -> None:
    """Whatever is written, nothing but the end of input ends the run, and its journal reads back to the same state."""
    clock, store = ManualClock(), memory_store()
    console = ScriptConsole([line for line in lines if not line.startswith("until ")], clock)
    with Session.begin(store, viktlarm_text(), clock, run="a-run") as session:
        with contextlib.suppress(EndOfInput, Quit):
            play(Dialogue(console), session, lambda _session: ())
        read = journal_of(store, "a-run")
        state = read.state
        assert read.journal == session.journal
        assert (state.step, state.setting, state.plan) == (
            session.state.step,
            session.state.setting,
            session.state.plan,
        )
