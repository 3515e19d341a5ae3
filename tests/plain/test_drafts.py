"""What was answered of a form line by line comes back after a pause, a quit, a kill: every whole line of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from esthersim.clock import ManualClock
from esthersim.journal.opening import memory_store
from esthersim.journal.session import Session
from esthersim.journal.store import Store
from esthersim.plain import reflection as reflection_module
from esthersim.plain.facilitating import Facilitating
from esthersim.plain.follow_up import answer_follow_up
from esthersim.plain.handover import hand_over
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.plan import write_action
from esthersim.plain.reflection import reflection
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.refusal import Refusal
from esthersim.play.vocabulary import ActionStatus, Form, Reason, Step
from esthersim.runs.follow_ups import due_in
from esthersim.views.writing import TEXT, note
from support.after_the_journey import closed
from support.plain import Table, at_table, until_the_script_ends

Leading = Callable[[PlainRun], None]


@pytest.fixture
def store() -> Store:
    """Return a store for two programs, one after the other."""
    return memory_store()


def left(leading: Leading, *lines: str, store: Store, step: Step = Step.SIMULATION, form: Form | None = None) -> None:
    """Answer with these lines, and be killed at the next question: nobody puts anything away."""
    with at_table(*lines, store=store, step=step) as table:
        if form is not None:
            assert table.session.do(c.Choose("ring")) is None
        with until_the_script_ends():
            leading(table.run)
        table.session.drafts.close = lambda: None  # type: ignore[method-assign]  # killed


@contextmanager
def again(store: Store, *lines: str) -> Iterator[Table]:
    """Go on with the run, with these lines."""
    clock = ManualClock()
    with Session.resume(store, "a-run", clock) as session:
        assert session.do(c.Continue()) is None
        yield Table(session, clock, lines)


def writing(run: PlainRun) -> None:
    """Hand over in writing."""
    hand_over(run, Form.WRITTEN)


def observing(run: PlainRun) -> None:
    """Observe."""
    Facilitating(run).carry_out("observe", "")


def test_a_written_handover_goes_on_with_its_parts(store: Store) -> None:
    """What was answered is what Enter keeps; once it is sent nothing of it is left."""
    left(writing, "", "", "Det gäller Esther", "Bor ensam", store=store, form=Form.WRITTEN)
    with again(store, "", "", "", "", "Sämre", "Ring") as table:
        with until_the_script_ends():
            writing(table.run)
        assert "(Enter keeps: Bor ensam)" in table.said
        sent = next(each.entry for each in table.session.journal if isinstance(each.entry, e.HandoverSent))
        assert tuple(sent.words.values()) == ("Det gäller Esther", "Bor ensam", "Sämre", "Ring")
        assert not store.drafts("a-run")


def test_what_was_repeated_is_kept_while_the_facts_are_ticked(store: Store) -> None:
    """The receiver is not asked for the same words twice, nor are they forgotten before they are received."""

    def speaking(run: PlainRun) -> None:
        hand_over(run, Form.SPOKEN)

    left(speaking, "", "Två kilo", store=store, form=Form.SPOKEN)
    assert [draft.text for draft in store.drafts("a-run").values()] == ["Två kilo"]
    with again(store, "", "", "1", "2", "5", "1", "4") as table:
        speaking(table.run)
        received = table.session.state.here.handover
        assert received is not None
        assert received.read_back == "Två kilo"
        assert not store.drafts("a-run")


def test_an_observation_goes_on_where_it_stood(store: Store) -> None:
    """What was seen comes back; it can be changed, and saved it is forgotten."""
    left(observing, "Hon tittade bort", store=store)
    with again(store, "", "Hon ser på dörren", "Hon är rädd") as table:
        with until_the_script_ends():
            observing(table.run)
        assert "Begun but not saved: Hon tittade bort" in table.said
        assert [each.entry for each in table.session.journal if isinstance(each.entry, e.Observed)] == [
            e.Observed("Hon ser på dörren", "Hon är rädd")
        ]
        assert not store.drafts("a-run")


def test_what_nobody_wants_to_go_on_with_is_forgotten(store: Store) -> None:
    """No is an answer, and then it is not asked again."""
    left(observing, "Hon tittade bort", store=store)
    with again(store, "no", "") as table:
        observing(table.run)
        assert not store.drafts("a-run")
        assert not [each for each in table.session.journal if isinstance(each.entry, e.Observed)]


def test_an_observation_on_one_line_does_not_push_out_the_one_that_was_begun(store: Store) -> None:
    """The one that was begun is finished first, then comes the new one."""
    left(observing, "Hon tittade bort", store=store)
    with again(store, "", "", "Rädd", "Lugn") as table:
        Facilitating(table.run).carry_out("observe", "Hon log")
        assert [each.entry for each in table.session.journal if isinstance(each.entry, e.Observed)] == [
            e.Observed("Hon tittade bort", "Rädd"),
            e.Observed("Hon log", "Lugn"),
        ]


def test_an_answer_without_its_voices_comes_back(store: Store) -> None:
    """Left at the question of whose words they are, it is gone on with when the question is asked again."""
    with at_table("2", "Jag var ensam", store=store, step=Step.STORY) as table:
        for seat in ("esther", "underskoterska", "sjukskoterska"):
            assert table.session.do(e.Seated(seat)) is None
        for command in (c.Advance(override=True), c.Choose("ring"), c.Proceed(override=True), c.Advance()):
            assert table.session.do(command) is None
        with until_the_script_ends():
            reflection(table.run)
    with again(store, "2", "", "1") as table:
        with until_the_script_ends():
            reflection(table.run)
        assert "Begun but not saved: Jag var ensam" in table.said
        assert [(each.text, each.heard) for each in table.session.state.plan.answers.values()] == [
            ("Jag var ensam", ("esther",))
        ]
        assert not store.drafts("a-run")


def test_an_action_goes_on_part_by_part(store: Store) -> None:
    """What was answered is what Enter keeps, also on the screens; saved, it is forgotten."""

    def planning(run: PlainRun) -> None:
        write_action(run, date(2026, 3, 7))

    left(planning, "Fråga Esther först", "2", "Ingen frågade", store=store, step=Step.ACTION_PLAN)
    with again(store, "", "", "", "", "1", "5 weeks", "Hon säger det själv", "", "", "") as table:
        planning(table.run)
        assert "Begun but not saved: Fråga Esther först" in table.said
        (action,) = table.session.state.plan.actions.values()
        assert (action.what, action.objective, action.finding) == ("Fråga Esther först", "esther", "Ingen frågade")
        assert (action.owner, action.measure) == ("Undersköterska", "Hon säger det själv")
        assert not store.drafts("a-run")


def test_a_follow_up_comes_back(store: Store) -> None:
    """The status is what Enter means, and a refused evidence is what Enter keeps."""
    closed(store).close()
    (due, *_later) = due_in(store, store.heads(), date(2026, 4, 11)).follow_ups
    clock = ManualClock()
    with Session(store, "prov", clock) as session:
        table = Table(session, clock, ["3", "Se 19121212-1212"])
        answer_follow_up(table.dialogue, session, due)
        assert "personal number" in table.said
    with Session(store, "prov", clock) as session:
        table = Table(session, clock, ["", "Åtta av tio"])
        answer_follow_up(table.dialogue, session, due)
        (followed,) = session.state.plan.follow_ups
        assert (followed.status, followed.evidence) == (tuple(ActionStatus)[2], "Åtta av tio")
    assert not store.drafts("prov")


def noting(run: PlainRun) -> None:
    """Write a note."""
    Facilitating(run).carry_out("note", "")


def begun_note(store: Store) -> None:
    """Begin a note on a screen, and be killed."""
    with at_table(store=store, step=Step.SIMULATION) as table:
        table.session.drafts.keep(note(table.session.state), {TEXT: "Hon var rädd"})


def notes(table: Table) -> list[str]:
    """Return the notes that were written down."""
    return [each.entry.text for each in table.session.journal if isinstance(each.entry, e.Noted)]


def test_a_note_that_was_begun_on_a_screen_is_gone_on_with(store: Store) -> None:
    """It is for the facilitator alone, and so it is not shown before somebody asks to see it."""
    begun_note(store)
    with again(store, "n", "") as table:
        noting(table.run)
        assert notes(table) == ["Hon var rädd"]
        assert "Hon var rädd" not in table.said
        assert not store.drafts("a-run")
    begun_note(store := memory_store())
    with again(store, "", "", "no", "Hon log") as table:
        noting(table.run)
        assert "Begun but not saved: Hon var rädd" in table.said
        assert notes(table) == ["Hon log"]
        assert not store.drafts("a-run")


def test_a_note_that_cannot_be_stored_is_a_draft(store: Store) -> None:
    """It was typed in one line, and is there when the program comes back."""
    with at_table("Hon var rädd", store=store, step=Step.SIMULATION) as table:
        table.run.session.do = lambda *_command, **_more: Refusal(Reason.PAUSED)  # type: ignore[method-assign]
        noting(table.run)
    with again(store, "n", "") as table:
        noting(table.run)
        assert notes(table) == ["Hon var rädd"]


def test_the_answer_that_the_gate_wants_comes_back(store: Store) -> None:
    """Where no question asked for anything, what is taken along is kept as every other answer is."""

    def nothing_else(run: PlainRun) -> None:
        reflection_module._free_answer(run)

    with at_table("Att fråga 19121212-1212 först", store=store, step=Step.REFLECTION) as table:
        nothing_else(table.run)
        assert "personal number" in table.said
    with again(store, "") as table:
        nothing_else(table.run)
        assert "Begun but not saved: Att fråga … först" in table.said
        assert [each.text for each in table.session.state.plan.answers.values()] == ["Att fråga … först"]
        assert not store.drafts("a-run")
