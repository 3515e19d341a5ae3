"""The reflection as it is shown: one phase with its questions, who has been heard, what was answered."""

from __future__ import annotations

import pytest

from esthersim.clock import ManualClock
from esthersim.debriefing.findings import findings
from esthersim.debriefing.guides import load_guide
from esthersim.debriefing.reflection import reflection
from esthersim.journal.session import Session
from esthersim.play.entries import Answered, Heard, PhaseEntered
from esthersim.views import reflection as v
from support.after_the_journey import START, do, reflecting


def shown(session: Session, guide: str = "esther", called_up: tuple[str, ...] = ()) -> v.PhaseView:
    """Return the phase that the run stands in."""
    led = load_guide(guide, session.shown.language)
    found = findings(session.retelling)
    phases = reflection(led, session.shown, session.state, found)
    return v.phase_view(led, phases, session.retelling, session.shown, session.room(), called_up)


def test_a_reflection_begins_with_the_patient() -> None:
    """Before any phase is entered the first one is shown, and Esther is the first in the order."""
    view = shown(reflecting())
    assert (view.number, view.phase) == (1, "esther-forst")
    assert (view.voices[0].seat, view.voices[0].number, view.voices[0].heard) == ("esther", 1, False)
    assert view.seconds == 0


def test_a_phase_counts_its_own_time() -> None:
    """A phase's time runs from when it was entered; over time it is less than nothing, and nothing else happens."""
    clock = ManualClock(START)
    session = reflecting(clock=clock)
    do(session, PhaseEntered("vagen"))
    clock.advance(60)
    assert shown(session).left == pytest.approx(7 * 60)
    clock.advance(8 * 60)
    assert shown(session).left == pytest.approx(-60)
    do(session, PhaseEntered("malen"))
    assert shown(session).seconds == 0


def test_a_finding_stands_above_its_question_with_the_entries_it_rests_on() -> None:
    """A question about a lost fact says what was seen, and its entries are there as sentences of the journal."""
    session = reflecting()
    do(session, PhaseEntered("vagen"))
    question = next(each for each in shown(session).questions if each.saw)
    assert question.saw
    assert question.think
    lines = v.rests_on(question.entries, session.retelling, session.shown)
    assert [line.seq for line in lines] == sorted(question.entries)
    assert all(line.text and line.clock for line in lines)


def test_a_question_that_had_no_room_can_be_called_up() -> None:
    """A question of `more` joins the others when it is called up, and is no longer among the rest."""
    session = reflecting()
    do(session, PhaseEntered("vagen"))
    before = shown(session)
    late = before.more[0].id
    after = shown(session, called_up=(late,))
    assert [each.id for each in after.questions] == [*(each.id for each in before.questions), late]
    assert after.questions[-1].called_up
    assert late not in [each.id for each in after.more]


def test_answers_stand_under_their_question_with_whose_words_they_are() -> None:
    """An answer is shown under its question with titles, not ids; an emptied one is gone."""
    session = reflecting()
    question = shown(session).questions[0]
    do(session, Answered("answer-1", question.id, question.ask, "Ingen sa [det]", ("esther", "patrull")))
    (answer,) = shown(session).questions[0].answers
    assert (answer.text, answer.voices) == ("Ingen sa [det]", ("Esther", "Nattpatrullen"))
    do(session, Answered("answer-1", question.id, question.ask, "", ()))
    assert shown(session).answers == ()


def test_who_has_not_been_heard_is_known() -> None:
    """Whoever is heard, with an answer or without, leaves the list of those who were not."""
    session = reflecting()
    everybody = shown(session).silent
    do(session, Heard("esther"))
    assert shown(session).silent == everybody[1:]
    assert [voice.seat for voice in shown(session).voices if voice.heard] == ["esther"]


def test_another_guide_keeps_the_answers() -> None:
    """The ten-minute guide has its own phases, and what was answered is still there."""
    session = reflecting()
    question = shown(session).questions[0]
    do(session, Answered("answer-1", question.id, question.ask, "Ja", ("esther",)))
    short = shown(session, "esther-10")
    assert short.guide != shown(session).guide
    assert [each.text for each in short.answers] == ["Ja"]
