"""A store that gives no answer: a command may have been kept or not, and it must not be lost or done twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.clock import ManualClock
from esthersim.journal.errors import Conflict, StoreBusy
from esthersim.journal.memory import MemoryStore
from esthersim.journal.reading import journal_of
from esthersim.journal.session import Session
from esthersim.journal.store import Line, NewLine
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from support.scenarios import VIKTLARM, viktlarm_text

EDITED = VIKTLARM.replace("title: Viktlarm en lördag", "title: Ett larm")
BEFORE, AFTER, WELL = "before", "after", "well"


class Forgetful(MemoryStore):
    """A store whose `append` fails as `plan` says: before it has kept the lines, after it, or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.plan: list[str] = []
        self.error: type[BaseException] = StoreBusy
        self.asked: list[str] = []

    def append(
        self, run: str, expected_seq: int, command_id: str, lines: Sequence[NewLine], *rest: Any, **more: Any
    ) -> tuple[Line, ...]:
        """Append, or fail before or after it."""
        self.asked.append(command_id)
        mood = self.plan.pop(0) if self.plan else WELL
        if mood == BEFORE:
            raise self.error(self.place)
        stored = super().append(run, expected_seq, command_id, lines, *rest, **more)
        if mood == AFTER:
            raise self.error(self.place)
        return stored


def begun() -> tuple[Forgetful, ManualClock, Session]:
    """Return a run at its first event, on a store that has answered well so far."""
    store, clock = Forgetful(), ManualClock()
    session = Session.begin(store, viktlarm_text(), clock, run="r1")
    for _ in range(2):
        session.do(c.Advance(override=True))
    return store, clock, session


@pytest.mark.parametrize("mood", [BEFORE, AFTER])
@pytest.mark.parametrize("error", [StoreBusy, KeyboardInterrupt])
def test_a_command_done_again_is_done_once(mood: str, error: type[BaseException]) -> None:
    """After an error nothing has changed; doing the same again gives what the first time would have given."""
    store, clock, session = begun()
    before = session.state
    store.plan, store.error = [mood], error
    with pytest.raises(error):
        session.do(c.Choose("ring"))
    assert session.state is before
    clock.advance(3)
    assert session.do(c.Choose("ring")) is None
    assert [type(each.entry) for each in session.journal[-2:]] == [e.Chose, e.Arrived]
    assert session.state.here.event == "samtalet"
    assert session.journal == journal_of(store, "r1").journal


def test_the_same_command_has_the_same_id() -> None:
    """A retry goes to the store under the id that it had, so that a late commit cannot make two of it."""
    store, _clock, session = begun()
    store.plan = [BEFORE, BEFORE]
    for _ in range(2):
        with pytest.raises(StoreBusy):
            session.do(c.Choose("ring"))
    session.do(c.Choose("ring"))
    assert len(set(store.asked[-3:])) == 1
    session.do(c.Send())
    assert store.asked[-1] != store.asked[-2]


def test_what_was_kept_after_all_is_shown_before_something_else_is_done() -> None:
    """When the team does something else after an error, the lost answer is looked up first."""
    store, _clock, session = begun()
    store.plan = [AFTER]
    with pytest.raises(StoreBusy):
        session.do(c.Choose("ring"))
    assert session.do(c.Send()) is None
    assert [type(each.entry) for each in session.journal[-3:]] == [e.Chose, e.Arrived, e.HandoverSent]
    assert session.state.here.handover is not None
    assert session.state.here.handover.sent


def test_what_was_not_kept_is_forgotten_when_something_else_is_done() -> None:
    """A command that failed and was given up does not come back by itself."""
    store, _clock, session = begun()
    store.plan = [BEFORE]
    with pytest.raises(StoreBusy):
        session.do(c.Choose("ring"))
    assert session.do(c.Choose("vanta")) is None
    assert session.state.here.event == "for-sent"


def test_a_refusal_is_the_same_after_a_lost_answer() -> None:
    """A command that came too late is too late also when the answer to it was lost."""
    store, clock, session = begun()
    clock.advance(300)
    store.plan = [AFTER]
    with pytest.raises(StoreBusy):
        session.do(c.Choose("ring"))
    refusal = session.do(c.Choose("ring"))
    assert refusal is not None
    assert refusal.about == ("for-sent",)
    assert session.state.here.event == "for-sent"


def test_somebody_elses_entries_are_not_taken_for_ones_own() -> None:
    """When another program has written to the run in between, every command raises the conflict."""
    store, _clock, session = begun()
    store.plan = [BEFORE]
    with pytest.raises(StoreBusy):
        session.do(c.Choose("ring"))
    MemoryStore.append(store, "r1", session.state.seq, "theirs", [NewLine("2026-03-07T08:00:00.000Z", 0.0, "{}")])
    for _ in range(2):
        with pytest.raises(Conflict):
            session.do(c.Choose("ring"))


def test_a_run_whose_first_entry_fails_is_let_go_of() -> None:
    """When the beginning cannot be stored, the run is free to be opened again."""
    store = Forgetful()
    store.plan = [BEFORE]
    with pytest.raises(StoreBusy):
        Session.begin(store, viktlarm_text(), ManualClock(), run="r1")
    with Session.resume(store, "r1", ManualClock()) as session:
        assert session.state.started


COMMANDS: st.SearchStrategy[Command] = st.sampled_from(
    [c.Choose("ring"), c.Choose("vanta"), c.HandOver(), c.Proceed(), c.GoTo("frukost"), e.EstherRated(3), c.Tick()]
)


@given(
    st.lists(
        st.tuples(COMMANDS, st.sampled_from([BEFORE, AFTER, WELL, WELL]), st.sampled_from([0.0, 60.0])), max_size=25
    )
)
def test_however_the_store_fails_the_session_follows_it(story: list[tuple[Command, str, float]]) -> None:
    """Whatever fails when, session and store hold the same journal after the next command that is answered."""
    store, clock, session = begun()
    for command, mood, seconds in story:
        clock.advance(seconds)
        store.plan = [mood]
        try:
            session.do(command)
        except StoreBusy:
            continue
        assert session.journal == journal_of(store, "r1").journal
    store.plan = []
    session.do(e.Noted("Slut"))
    assert session.journal == journal_of(store, "r1").journal
    assert [each.seq for each in session.journal] == list(range(1, len(session.journal) + 1))


@pytest.mark.parametrize("mood", [BEFORE, AFTER])
@pytest.mark.parametrize("error", [StoreBusy, KeyboardInterrupt])
def test_a_text_is_adopted_after_a_command_that_got_no_answer(mood: str, error: type[BaseException]) -> None:
    """What became of the command is looked up first: it is in the journal or not, and the text is adopted after it."""
    store, _clock, session = begun()
    store.plan, store.error = [mood], error
    with pytest.raises(error):
        session.do(c.Choose("ring"))
    text = viktlarm_text(text=EDITED)
    assert session.adopt(text) is None
    kinds = [type(each.entry) for each in session.journal]
    assert kinds[-1] is e.TextAdopted
    assert (e.Chose in kinds) == (mood == AFTER)
    assert tuple(session.journal) == tuple(journal_of(store, "r1").journal)
    assert session.state == journal_of(store, "r1").state


@pytest.mark.parametrize("mood", [BEFORE, AFTER])
@pytest.mark.parametrize("again", ["adopt", "do"])
def test_a_text_whose_adoption_got_no_answer_is_adopted_once(mood: str, again: str) -> None:
    """Whatever is done next plays on the text that the store has."""
    store, _clock, session = begun()
    before, text = session.text, viktlarm_text(text=EDITED)
    store.plan = [mood]
    with pytest.raises(StoreBusy):
        session.adopt(text)
    assert session.text == before
    if again == "adopt":
        assert session.adopt(text) is None
    else:
        assert session.do(c.Choose("ring")) is None
    adopted = [each for each in session.journal if isinstance(each.entry, e.TextAdopted)]
    assert len(adopted) == (1 if again == "adopt" or mood == AFTER else 0)
    assert session.text == store.scenario("r1") == (text if adopted else before)
    assert (session.shown.title == "Ett larm") == bool(adopted)
    assert session.state == journal_of(store, "r1").state
