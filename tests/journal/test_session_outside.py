"""Commands from outside: sent more than once, for a place that may be over, by seats; and time after a kill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from esthersim.clock import ManualClock
from esthersim.journal.codec import decode_command
from esthersim.journal.errors import StoreBusy
from esthersim.journal.memory import MemoryStore
from esthersim.journal.session import BEAT_SECONDS, CannotAdopt, Session
from esthersim.journal.store import Line, NewLine
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.refusal import Refusal
from esthersim.play.state import Place
from esthersim.play.timers import read_timer
from esthersim.play.vocabulary import Reason
from support.scenarios import viktlarm_text


@pytest.fixture
def store() -> MemoryStore:
    """Return a store of one's own."""
    return MemoryStore()


@pytest.fixture
def clock() -> ManualClock:
    """Return a clock that stands still at eight o'clock."""
    return ManualClock()


@pytest.fixture
def session(store: MemoryStore, clock: ManualClock) -> Session:
    """Return a run at its first event, which has four minutes."""
    session = Session.begin(store, viktlarm_text(), clock, run="r1")
    for _ in range(2):
        session.do(c.Advance(override=True))
    return session


def place(session: Session) -> Place:
    """Return where the team is."""
    assert session.state.place is not None
    return session.state.place


@pytest.mark.parametrize("times", [1, 2, 5])
def test_what_is_sent_again_is_done_once(session: Session, store: MemoryStore, times: int) -> None:
    """The same command under the same id has one effect, and each time the answer that it has been done."""
    for _ in range(times):
        assert session.do(e.EstherRated(2, seat="esther"), command_id="phone:7", asker="esther") is None
    assert [each.entry for each in session.journal].count(e.EstherRated(2, seat="esther")) == 1


def test_what_is_sent_again_after_a_kill_is_done_once(session: Session, store: MemoryStore, clock: ManualClock) -> None:
    """The ids of a run are in its store: another program that opens it knows them too."""
    session.do(c.Choose("ring"), command_id="phone:7")
    session.close()
    with Session.resume(store, "r1", clock) as again:
        assert again.do(c.Choose("ring"), command_id="phone:7") is None
        assert again.state.here.event == "samtalet"
        assert again.do(c.Choose("ring"), command_id="phone:8") == Refusal(Reason.PAUSED)


def test_an_id_is_for_one_content(session: Session) -> None:
    """Another command under an id that was used is refused, never a success, and changes nothing."""
    session.do(e.Noted("ett"), command_id="a")
    before = session.state
    assert session.do(e.Noted("två"), command_id="a") == Refusal(Reason.ID_TAKEN)
    assert session.state is before


def test_a_command_for_a_place_that_is_over_is_too_late(session: Session) -> None:
    """A form that waited is refused with the event that stands now; here again by a rewind, it would be taken."""
    before = place(session)
    session.do(c.Choose("ring"))
    late = session.do(e.EstherRated(2), place=before)
    assert late == Refusal(Reason.TOO_LATE, ("samtalet",))
    assert session.do(e.EstherRated(2), place=place(session)) is None
    assert session.do(e.Rewound(before.arrival)) is None
    assert session.do(e.EstherRated(2), place=before) is None


def test_another_arrival_at_the_same_event_is_another_place(session: Session) -> None:
    """The event alone does not say which visit was meant."""
    before = place(session)
    session.do(c.GoTo("frukost"))
    assert place(session).event == before.event
    assert session.do(c.Choose("ring"), place=before) == Refusal(Reason.TOO_LATE, ("frukost",))


def test_a_timer_that_ran_out_has_an_id_of_its_own(session: Session, store: MemoryStore, clock: ManualClock) -> None:
    """A retry of what came too late never finds its id among what was kept, before and after a kill."""
    clock.advance(241)
    assert session.do(c.Choose("ring"), command_id="phone:7") == Refusal(Reason.TOO_LATE, ("for-sent",))
    timer = store.commands("r1")[-1]
    assert timer.command_id != "phone:7"
    assert timer.document is not None
    assert decode_command(timer.document) == (c.Tick(), "facilitator")
    again = session.do(c.Choose("ring"), command_id="phone:7")
    assert again == Refusal(Reason.NO_CHOICE_HERE)


def test_a_lost_answer_to_the_timer_does_not_let_the_command_strike_the_next_event(clock: ManualClock) -> None:
    """The store fails while it keeps that time was out: the same key pressed again still means the event before."""

    class Once(MemoryStore):
        failing = False

        def append(
            self, run: str, expected_seq: int, command_id: str, lines: Sequence[NewLine], **more: Any
        ) -> tuple[Line, ...]:
            kept = super().append(run, expected_seq, command_id, lines, **more)
            if self.failing:
                self.failing = False
                raise StoreBusy(self.place)
            return kept

    store = Once()
    session = Session.begin(store, viktlarm_text(), clock, run="r1")
    for _ in range(2):
        session.do(c.Advance(override=True))
    clock.advance(241)
    store.failing = True
    with pytest.raises(StoreBusy):
        session.do(c.Choose("ring"))
    assert session.do(c.Choose("ring")) == Refusal(Reason.TOO_LATE, ("for-sent",))


def test_every_command_is_kept_as_it_was_asked(session: Session, store: MemoryStore) -> None:
    """Beside its entries stands what was asked, and by whom where it was not the facilitator."""
    session.do(e.Proposed("ring", seat="underskoterska"), asker="underskoterska")
    session.do(c.HandOver())
    documents = [each.document for each in store.commands("r1")]
    assert None not in documents
    assert [decode_command(document or "") for document in documents[-2:]] == [
        (e.Proposed("ring", seat="underskoterska"), "underskoterska"),
        (c.HandOver(), "facilitator"),
    ]


def test_a_run_whose_commands_were_not_kept_keeps_its_text(store: MemoryStore, clock: ManualClock) -> None:
    """A run of an older version opens and goes on; only an edited text cannot be taken, and that is said."""
    text = viktlarm_text()
    store.create("old", text, "2026-03-07T08:00:00.000Z")
    line = NewLine("2026-03-07T08:00:00.000Z", 0.0, '{"kind":"run-started","version":1,"scenario":"viktlarm"}')
    store.append("old", 0, "x", [line])
    with Session.resume(store, "old", clock) as session:
        assert session.do(c.Continue()) is None
        with pytest.raises(CannotAdopt, match="older version"):
            session.adopt(viktlarm_text(hash="1"))


def test_an_adopted_text_is_an_entry(session: Session, store: MemoryStore) -> None:
    """That the text changed on the way stands in the journal, in the same transaction as the text itself."""
    assert session.adopt(viktlarm_text(text=viktlarm_text().text.replace("fem gånger", "sju gånger"), hash="1")) is None
    assert session.journal[-1].entry == e.TextAdopted("1")
    assert store.scenario("r1").hash == "1"
    assert session.do(c.Choose("ring")) is None
    assert session.adopt(viktlarm_text()) is None


def left(session: Session) -> float:
    """Return the seconds that the present timer has left."""
    reading = read_timer(session.state, session.room())
    assert reading is not None
    return reading.left


@pytest.mark.parametrize("played", [3.0, 12.0, 80.0, 161.5])
def test_after_a_kill_a_timer_comes_back_with_what_it_had_or_less(
    session: Session, store: MemoryStore, clock: ManualClock, played: float
) -> None:
    """The room time between entries is known to within five seconds, whatever happens to the program."""
    while clock.monotonic() < played:
        clock.advance(min(0.5, played - clock.monotonic()))
        session.tick()
    had = left(session)
    session.close()  # as a kill does: without a pause
    clock.advance(3600)
    with Session.resume(store, "r1", clock) as again:
        if played < BEAT_SECONDS:  # nothing had been noted yet
            assert left(again) - had < BEAT_SECONDS
        else:
            assert had - BEAT_SECONDS <= left(again) <= had
        assert again.state.paused


def test_no_timer_runs_out_while_the_program_is_away(session: Session, store: MemoryStore, clock: ManualClock) -> None:
    """A kill two seconds before time is out leaves a second: nothing moves while nobody is there."""
    while clock.monotonic() < 238:
        clock.advance(1)
        session.tick()
    session.close()
    with Session.resume(store, "r1", clock) as again:
        assert again.state.here.event == "frukost"
        assert 0 < left(again) <= 2


def test_a_pause_is_not_noted_as_played(session: Session, store: MemoryStore, clock: ManualClock) -> None:
    """While the room stands still no beat is stored, and after a resume time is as at the pause."""
    clock.advance(10)
    session.do(c.Pause())
    clock.advance(60)
    session.tick()
    assert store.heartbeat("r1") is None
    session.close()
    with Session.resume(store, "r1", clock) as again:
        assert again.room() == 10
