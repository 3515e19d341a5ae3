"""What is being written is kept beside the journal until it is saved, and nobody is stopped where it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.clock import ManualClock
from esthersim.journal.drafts import (
    MOST_WRITINGS,
    PAUSE_SECONDS,
    RETRY_SECONDS,
    Drafts,
    Writing,
    without_personal_numbers,
)
from esthersim.journal.errors import StoreBusy
from esthersim.journal.memory import MemoryStore
from esthersim.journal.opening import open_store
from esthersim.journal.session import Session
from esthersim.journal.store import LONGEST_DRAFT, Line, Store
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import Step
from esthersim.views import writing
from support.scenarios import viktlarm_text
from support.stores import CREATED, scenario_text

NOTE, ANSWER = Writing("note", "start@4"), Writing("answer", "q1", "nurse")


class Shaky(MemoryStore):
    """A store that counts what is written, and can be made to fail."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []
        self.failing = False

    def keep_draft(self, run: str, seat: str, place: str, text: str, at: str) -> None:
        """Keep it, or fail."""
        if self.failing:
            raise StoreBusy("the journal")
        self.written.append(text)
        super().keep_draft(run, seat, place, text, at)


@pytest.fixture
def store() -> Shaky:
    """Return a store with one run."""
    store = Shaky()
    store.create("r1", scenario_text(), CREATED)
    return store


@pytest.fixture
def clock() -> ManualClock:
    """Return a clock that is moved by hand."""
    return ManualClock()


def kept(store: MemoryStore) -> Mapping[Writing, Mapping[str, str]]:
    """Return what another program would find."""
    drafts = Drafts(store, "r1", ManualClock())
    forms = {place.split(" ")[0] for _seat, place in store.drafts("r1")}
    return {each: dict(drafts.texts(each)) for form in forms for each in drafts.begun(form)}


def test_typing_is_written_every_two_seconds_and_no_more_often(store: Shaky, clock: ManualClock) -> None:
    """Twenty keys in five seconds: three writes, and nothing while nobody types."""
    drafts = Drafts(store, "r1", clock)
    for key in range(1, 21):
        drafts.keep(NOTE, {"text": "x" * key})
        drafts.tick()
        clock.advance(0.25)
    assert [len(text) for text in store.written] == [1, 9, 17]
    clock.advance(PAUSE_SECONDS)
    for _tick in range(9):
        drafts.tick()
    assert [len(text) for text in store.written] == [1, 9, 17, 20]


def test_leaving_a_field_closing_and_forgetting_write_at_once(store: Shaky, clock: ManualClock) -> None:
    """Only what has changed is written; after the end nothing is, for another program may have the run."""
    drafts = Drafts(store, "r1", clock)
    drafts.keep(NOTE, {"text": "a", "more": "b"})
    drafts.save()
    drafts.keep(NOTE, {"text": "aa", "more": "b"})
    drafts.save()
    assert store.written == ["a", "b", "aa"]
    drafts.forget(NOTE)
    assert not store.drafts("r1")
    drafts.keep(ANSWER, {"text": "c"})
    drafts.close()
    drafts.keep(ANSWER, {"text": "cc"})
    drafts.save()
    assert kept(store) == {ANSWER: {"text": "c"}}


def test_each_form_is_its_own(store: Shaky, clock: ManualClock) -> None:
    """Another seat, another arrival, another form: none shows what is written in this one."""
    drafts = Drafts(store, "r1", clock)
    drafts.keep(NOTE, {"text": "mine"})
    for other in (NOTE._replace(seat="nurse"), NOTE._replace(place="start@9"), NOTE._replace(form="observation")):
        assert drafts.text(other, "text") == ""
    assert drafts.begun("note") == (NOTE,)


def test_a_store_that_fails_stops_nobody_and_says_so_once(store: Shaky, clock: ManualClock) -> None:
    """The text stays, it is tried again now and then, and is written when the store is there again."""
    drafts = Drafts(store, "r1", clock)
    store.failing = True
    drafts.keep(NOTE, {"text": "a"})
    drafts.tick()
    assert "not safe until it is saved" in drafts.complaint()
    assert drafts.complaint() == ""
    drafts.keep(NOTE, {"text": "ab"})
    drafts.save()
    assert drafts.text(NOTE, "text") == "ab"
    store.failing = False
    drafts.tick()
    assert store.written == []  # it may be slow to fail, and somebody is typing
    clock.advance(RETRY_SECONDS)
    drafts.tick()
    assert kept(store) == {NOTE: {"text": "ab"}}
    assert drafts.complaint() == ""
    store.failing = True
    drafts.keep(NOTE, {"text": "abc"})
    drafts.save()
    assert drafts.complaint()
    drafts.close()


def test_what_is_kept_is_bounded(store: Shaky, clock: ManualClock) -> None:
    """Of a text the beginning is kept; of too many forms, those begun last."""
    drafts = Drafts(store, "r1", clock)
    for number in range(MOST_WRITINGS + 3):
        drafts.keep(Writing("answer", f"q{number}"), {"text": "x" * (LONGEST_DRAFT + 5)})
    drafts.save()
    assert len(store.drafts("r1")) == MOST_WRITINGS
    assert {len(draft.text) for draft in store.drafts("r1").values()} == {LONGEST_DRAFT}
    assert drafts.begun("answer")[0].place == "q3"


def test_no_personal_number_goes_into_a_file(store: Shaky, clock: ManualClock) -> None:
    """It stands in the field until the rules have refused it; the words round it are kept."""
    drafts = Drafts(store, "r1", clock)
    drafts.keep(NOTE, {"text": "Anna 19121212-1212 and 191212121212 fell"})
    drafts.save()
    assert drafts.text(NOTE, "text") == "Anna 19121212-1212 and 191212121212 fell"
    assert kept(store) == {NOTE: {"text": "Anna … and … fell"}}
    assert without_personal_numbers("at 12:12,\tnobody") == "at 12:12,\tnobody"


@given(st.data())
def test_what_is_read_back_is_what_was_written_last(data: st.DataObject) -> None:
    """Whatever is typed, forgotten and ticked in whatever order: after the end all of it stands there, once."""
    store, clock = MemoryStore(), ManualClock()
    store.create("r1", scenario_text(), CREATED)
    drafts, meant = Drafts(store, "r1", clock), dict[Writing, dict[str, str]]()
    words = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=3)
    for _turn in range(data.draw(st.integers(0, 12))):
        form = Writing(data.draw(st.sampled_from("ab")), data.draw(st.sampled_from("xy")), data.draw(st.just("s")))
        if data.draw(st.booleans()):
            field, text = data.draw(st.sampled_from(["f", "g h"])), data.draw(words)
            drafts.keep(form, {field: text})
            meant.setdefault(form, {})[field] = text
        elif data.draw(st.booleans()):
            drafts.forget(form)
            meant.pop(form, None)
        else:
            clock.advance(1)
            drafts.tick()
    drafts.close()
    full = {form: {field: text for field, text in fields.items() if text} for form, fields in meant.items()}
    assert kept(store) == {form: fields for form, fields in full.items() if fields}


def test_a_session_keeps_what_is_written_while_time_passes_and_when_it_pauses() -> None:
    """A tick, a pause and the end write it; a new session has it again, and the journal knows nothing of it."""
    store, clock = MemoryStore(), ManualClock()
    with Session.begin(store, viktlarm_text(), clock, run="r1") as session:
        session.drafts.keep(NOTE, {"text": "ticked"})
        session.tick()
        assert kept(store) == {NOTE: {"text": "ticked"}}
        session.drafts.keep(NOTE, {"text": "paused"})
        session.do(c.Pause())
        assert kept(store) == {NOTE: {"text": "paused"}}
        session.drafts.keep(NOTE, {"text": "closed"})
    with Session.resume(store, "r1", clock) as session:
        assert session.drafts.text(NOTE, "text") == "closed"
        session.do(e.Noted("another"))
        assert session.drafts.text(NOTE, "text") == "closed"
    assert not any("closed" in line.entry for line in store.read("r1"))


def test_going_back_to_an_arrival_brings_its_draft_back() -> None:
    """A note belongs to the event at that arrival: it is not there at the next, and there again after a rewind."""
    with Session.begin(MemoryStore(), viktlarm_text(), ManualClock(), run="r1") as session:
        while session.state.step is not Step.SIMULATION:
            assert session.do(c.Advance(override=True)) is None
        first, arrival = writing.note(session.state), session.state.here.way.seq
        session.drafts.keep(first, {writing.TEXT: "half"})
        other = next(event for event in session.scenario.events if event != session.state.here.event)
        assert session.do(c.GoTo(other)) is None
        assert session.drafts.text(writing.note(session.state), writing.TEXT) == ""
        assert session.do(e.Rewound(arrival)) is None
        assert writing.note(session.state) == first
        assert session.drafts.text(writing.note(session.state), writing.TEXT) == "half"


def test_a_purge_leaves_nothing_of_it(tmp_path: Path) -> None:
    """Nor does a draft that was forgotten stay in the file."""
    path = tmp_path / "journal.sqlite"
    with closing(open_store(str(path))) as store:
        with Session.begin(store, viktlarm_text(), ManualClock(), run="r1") as session:
            session.drafts.keep(NOTE, {"text": "half a sentence"})
            session.drafts.keep(ANSWER, {"text": "one that was saved"})
            session.drafts.save()
            assert b"one that was saved" in path.read_bytes()
            session.drafts.forget(ANSWER)
            assert b"one that was saved" not in path.read_bytes()
            assert b"half a sentence" in path.read_bytes()
        store.purge(["r1"])
        assert b"half a sentence" not in path.read_bytes()


class Severed(MemoryStore):
    """A store that fails once, before or after it has stored a command."""

    when = ""

    def append(self, *given: Any, **more: Any) -> tuple[Line, ...]:
        """Append, or fail."""
        when, self.when = self.when, ""
        if when == "before":
            raise StoreBusy(self.place)
        stored = super().append(*given, **more)
        if when == "after":
            raise StoreBusy(self.place)
        return stored


def noting(store: Store, text: str) -> Session:
    """Return a run in which a note has been typed and stored as a draft."""
    session = Session.begin(store, viktlarm_text(), ManualClock(), run="r1")
    session.drafts.keep(NOTE, {"text": text})
    session.drafts.keep(ANSWER, {"text": "another"})
    session.drafts.save()
    return session


@pytest.mark.parametrize("place", ["memory", "file"])
def test_a_command_and_the_end_of_its_draft_are_stored_together(place: str, tmp_path: Path) -> None:
    """Nothing is written beside the command, and the other drafts stay."""
    with closing(open_store("memory:" if place == "memory" else str(tmp_path / "journal.sqlite"))) as store:
        session = noting(store, "half")
        session.drafts.keep(NOTE, {"text": "half a note", "more": "never stored"})
        session.drafts.close()  # from here on only the command reaches the store
        assert session.do(e.Noted("half a note"), saves=(NOTE,)) is None
        assert [draft.text for draft in store.drafts("r1").values()] == ["another"]
        assert session.drafts.begun("note") == ()
        session.close()


@pytest.mark.parametrize(("when", "left"), [("before", ["a note", "another"]), ("after", ["another"])])
def test_a_program_killed_at_a_command_has_either_the_draft_or_the_entry(when: str, left: list[str]) -> None:
    """Never both, so that nothing is saved twice; never neither."""
    store = Severed()
    session = noting(store, "a note")
    store.when = when
    with pytest.raises(StoreBusy):
        session.do(e.Noted("a note"), saves=(NOTE,))
    assert [draft.text for draft in store.drafts("r1").values()] == left
    assert any("a note" in line.entry for line in store.read("r1")) is (when == "after")
    assert session.do(e.Noted("a note"), saves=(NOTE,)) is None
    assert [draft.text for draft in store.drafts("r1").values()] == ["another"]
    assert sum("a note" in line.entry for line in store.read("r1")) == 1


def test_what_was_typed_since_a_command_without_an_answer_is_kept() -> None:
    """The command was stored after all: the text as it was then is saved, and the longer one is a draft again."""
    store = Severed()
    session = noting(store, "a note")
    store.when = "after"
    with pytest.raises(StoreBusy):
        session.do(e.Noted("a note"), saves=(NOTE,))
    session.drafts.keep(NOTE, {"text": "a note and more"})
    assert session.do(c.Pause()) is None
    assert session.drafts.text(NOTE, "text") == "a note and more"
    assert [draft.text for draft in store.drafts("r1").values()] == ["another", "a note and more"]


def test_a_refused_command_leaves_its_draft() -> None:
    """Whatever was wrong with it can be mended."""
    store = MemoryStore()
    with noting(store, "Anna 19121212-1212") as session:
        assert session.do(e.Noted("Anna 19121212-1212"), saves=(NOTE,)) is not None
        assert session.drafts.text(NOTE, "text") == "Anna 19121212-1212"


def test_a_timer_that_ran_out_does_not_take_the_draft_of_a_late_command() -> None:
    """Its entries are stored, and the command that came too late is not."""
    store, clock = MemoryStore(), ManualClock()
    with Session.begin(store, viktlarm_text(), clock, run="r1") as session:
        while session.state.step is not Step.SIMULATION:
            assert session.do(c.Advance(override=True)) is None
        session.drafts.keep(NOTE, {"text": "why we ring"})
        clock.advance(241)
        assert session.do(c.Choose("ring"), saves=(NOTE,)) is not None
        assert session.state.here.event == "for-sent"
        assert session.drafts.text(NOTE, "text") == "why we ring"
