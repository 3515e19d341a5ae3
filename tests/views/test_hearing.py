"""Who hears what of an event: everybody, one role, the facilitator; and what comes by itself."""

from __future__ import annotations

import pytest

from esthersim.journal.session import Session
from esthersim.play.commands import Choose, FireInject, GoTo, Proceed
from esthersim.play.entries import EstherRated, FactMarked, InjectHeld, Rewound
from esthersim.play.retelling import Retelling
from esthersim.play.vocabulary import FactStatus
from esthersim.runs.acts import acts
from esthersim.views.coming import Coming, still_to_come
from esthersim.views.event import PrivateView, event_view, private_view
from esthersim.views.handover import facts_to_tick, kept_by, sender_facts
from esthersim.views.hearing import HappenedView, hearing, row_texts, said_in_all, said_to_all
from esthersim.views.roles import role_card
from support.players import play
from support.shipped_journeys import journey
from support.two_patients import at_the_round, two_patients

CLOSED = (
    "She whispers", "nobody of the bottle", "burn this", "Sit down beside", "Whom do you call", "Call the doctor",
    "Wait for the daylight",
)  # fmt: skip
"""What is said where only those who are present hear it."""


def private(session: Session) -> PrivateView:
    """Return the private view now."""
    return private_view(session.retelling, session.shown, session.room())


def test_each_patient_speaks_in_its_own_name() -> None:
    """Words are signed with the title of the role that says them."""
    session, _clock = at_the_round()
    said = said_to_all(session.retelling, session.shown)
    assert [(each.who, each.words) for each in said.spoken] == [
        ("Anna Ek", "I cannot sleep."), ("Bo Ask", "Leave me be."),
    ]  # fmt: skip


def test_each_patient_who_is_there_is_asked() -> None:
    """Until each has answered; the acts name them by their titles."""
    session, _clock = at_the_round()

    def to_ask() -> tuple[str, ...]:
        return event_view(session.retelling, session.shown, 0).to_ask

    assert to_ask() == ("Anna Ek", "Bo Ask")
    assert [each.label for each in acts(session.state, session.shown, only="rate")] == [
        "Ask Anna Ek how it is, 1 to 5", "Ask Bo Ask how it is, 1 to 5",
    ]  # fmt: skip
    assert session.do(EstherRated(2, seat="bo")) is None
    assert session.journal[-1].entry == EstherRated(2, "bo", seat="bo")
    assert to_ask() == ("Anna Ek",)
    assert session.do(EstherRated(4, seat="anna")) is None
    assert to_ask() == ()


def test_a_document_with_readers_is_for_them_alone() -> None:
    """What all may see is a table for everybody; what names its readers is theirs and the facilitator's."""
    session, _clock = at_the_round()
    (table,) = said_to_all(session.retelling, session.shown).documents
    assert (table.title, table.written_by, table.columns) == (
        "List of medicines", "The health centre", ("Medicine", "Dose"),
    )  # fmt: skip
    assert row_texts(table) == ("Medicine: Warfarin; Dose: 2 mg", "Medicine: Apixaban; Dose: 5 mg")
    assert [each.readers for each in said_in_all(session.retelling, session.shown).documents] == [(), ("Nurse",)]
    assert len(hearing(session.retelling, session.shown, "nurse").said.documents) == 2
    assert len(hearing(session.retelling, session.shown, "doctor").said.documents) == 1


def test_what_one_role_alone_hears_is_on_its_card_and_the_console_only() -> None:
    """The doctor's telephone, at an event that everybody hears."""
    session, _clock = at_the_round()
    assert hearing(session.retelling, session.shown, "doctor").only == "Your telephone buzzes twice."
    assert hearing(session.retelling, session.shown, "nurse").only == ""
    assert private(session).only == (("Doctor", "Your telephone buzzes twice."),)
    assert "buzzes" not in repr(event_view(session.retelling, session.shown, 0))


def test_a_closed_event_is_empty_for_everybody_and_whole_for_those_who_hear_it() -> None:
    """Title, place and who is present are shown; every word is for the hearers and the facilitator."""
    session, _clock = at_the_round()
    assert session.do(Proceed()) is None
    view = event_view(session.retelling, session.shown, 0)
    assert (view.title, view.place, view.present, view.closed) == ("A whisper", "Room 4", ("Anna Ek", "Nurse"), True)
    seen = {
        "room": repr(view),
        "clerk": repr(hearing(session.retelling, session.shown, "clerk")),
        "nurse": repr(hearing(session.retelling, session.shown, "nurse")),
        "facilitator": repr(private(session)),
    }
    found = {who: [each for each in CLOSED if each in text] for who, text in seen.items()}
    assert found == {"room": [], "clerk": [], "nurse": list(CLOSED), "facilitator": list(CLOSED)}
    assert private(session).hearers == ("Anna Ek", "Nurse")
    assert [act.private for act in acts(session.state, session.shown) if act.id in {"choose", "check"}] == [True, True]


def test_feedback_and_advice_are_for_those_who_heard_the_question() -> None:
    """The event that the choice led to is open; the feedback is not. The advice has the name of its support."""
    session, _clock = at_the_round()
    for command in (Proceed(), Choose("wait")):
        assert session.do(command) is None
    session.do(Rewound(next(each.seq for each in session.journal if getattr(each.entry, "event", "") == "whisper")))
    assert session.do(Choose("call")) is None
    assert said_to_all(session.retelling, session.shown).feedback == ""
    said = hearing(session.retelling, session.shown, "nurse").said
    assert (said.feedback, said.advice, said.support) == (
        "The line is busy for long.", "Call the doctor at once", "The ward's tool",
    )  # fmt: skip


def test_what_came_before_the_arrival_stands_at_the_event() -> None:
    """An inject by story time is shown where the team arrives then: for everybody the title and whom it reaches."""
    session, _clock = at_the_round()
    for command in (Proceed(), Choose("call")):
        assert session.do(command) is None
    assert said_to_all(session.retelling, session.shown).injects == (
        HappenedView("The laboratory answers", "", ("Doctor",), "Sunday 8 March 00:00"),
    )
    told = HappenedView("The laboratory answers", "The potassium is far too high.", ("Doctor",), "Sunday 8 March 00:00")
    said = hearing(session.retelling, session.shown, "doctor").said
    assert (said.injects, said.came_before, said.happened_here) == ((told,), (told,), ())
    assert said_in_all(session.retelling, session.shown).injects == (told,)
    assert session.do(Proceed(override=True)) is None
    assert said_in_all(session.retelling, session.shown).injects == ()


def test_what_happens_at_one_event_is_not_carried_to_the_next() -> None:
    """Neither what came by room time nor what was fired, also with nothing in between."""
    session, clock = at_the_round()
    clock.advance(121)
    session.tick()
    assert [each.title for each in said_to_all(session.retelling, session.shown).injects] == ["The bell rings"]
    assert session.do(FireInject("porter")) is None
    assert session.do(Proceed()) is None
    assert said_in_all(session.retelling, session.shown).injects == ()


def test_the_facilitator_sees_what_will_come_and_when() -> None:
    """By story time its moment, by room time what is left; held back, come, and not come are told apart."""
    session, clock = at_the_round()

    def coming() -> dict[str, tuple[Coming, str]]:
        return {inject.inject: (each.coming, each.when) for inject, each in private(session).arrivals}

    clock.advance(30)
    assert coming() == {
        "lab": (Coming.WAITS, "Sunday 8 March 00:00"),
        "bell": (Coming.WAITS, "in 1:30"),
    }
    assert session.do(InjectHeld("bell")) is None
    assert coming()["bell"][0] is Coming.HELD
    assert session.do(Proceed()) is None
    assert coming()["bell"] == (
        Coming.HELD,
        "2 min of room time after the team has come to “The round”, while it is still there",
    )
    assert session.do(Choose("call")) is None
    assert coming()["lab"] == (Coming.CAME, "")


def test_the_stage_is_told_where_it_begins() -> None:
    """At the first event of each stage with its text, elsewhere by its title."""
    session, _clock = at_the_round()
    found = []
    for event in ("round", "whisper", "call", "end"):
        if session.state.here.event != event:
            assert session.do(GoTo(event)) is None
        stage = event_view(session.retelling, session.shown, 0).stage
        found.append((stage.title, stage.begins) if stage else None)
    assert found == [("The night", True), ("The night", False), ("The morning", True), None]


def test_a_card_has_what_the_role_hears_keeps_and_knows_since_when() -> None:
    """Facts known from the start say nothing; others where they were learned."""
    session, _clock = at_the_round()
    nurse = role_card(session.retelling, session.shown, "nurse")
    assert ("The list has two blood thinners", "since: The round") in nurse.knows
    assert ("Anna fell at midnight", "") in nurse.knows
    assert nurse.keeps == ()
    assert session.do(GoTo("call")) is None
    assert role_card(session.retelling, session.shown, "nurse").keeps == ("Anna told of her drinking (not to Doctor)",)
    assert kept_by(session.state, session.shown, "doctor") == ()


def test_each_receiver_has_its_own_status() -> None:
    """A mark for all, then another for one; what leaked and what was said without being known are told."""
    session, _clock = at_the_round()
    assert session.do(GoTo("call")) is None
    for mark in (
        FactMarked("fell", FactStatus.GIVEN), FactMarked("fell", FactStatus.MISSING, "clerk"),
        FactMarked("drink", FactStatus.GIVEN, "doctor"), FactMarked("potassium", FactStatus.GIVEN),
    ):  # fmt: skip
        assert session.do(mark) is None
    views = {fact.fact: fact for fact in facts_to_tick(session.state, session.shown)}
    assert views["fell"].statuses == (("Doctor", FactStatus.GIVEN), ("Clerk", FactStatus.MISSING))
    assert (views["fell"].alike, views["fell"].status, views["fell"].wanted) == (False, None, ("Doctor",))
    assert views["drink"].leaked_to == ("Doctor",)
    assert views["potassium"].said_unknown
    assert views["salt"].lacks
    assert [fact.weight for fact in facts_to_tick(session.state, session.shown)] == [
        "must", "must", "must_not", "other", "unknown",
    ]  # fmt: skip
    assert {fact.fact for fact in sender_facts(session.state, session.shown)} == {"fell", "salt", "drink", "list"}


@pytest.mark.parametrize(
    ("event", "coming"),
    [
        ("svart", "kollegan jouren-ringer esther-reser-sig driften efter-driften birgit-hor"),
        ("telefonsvararen", "jouren-ringer esther-reser-sig driften efter-driften birgit-hor"),
        ("knappen", "esther-reser-sig driften efter-driften birgit-hor"),
        ("golvet", "birgit-hor driften efter-driften"),
        ("ingen-vet", ""),
    ],
)
def test_what_may_still_come_is_what_lies_ahead(event: str, coming: str) -> None:
    """What counts from an event or a choice behind the team that was not taken, and whatever has come, is left out."""
    player = play(journey("ringen-som-snurrar"), GoTo(event))
    assert still_to_come(player.state) == set(coming.split())


def test_nothing_is_heard_before_the_simulation() -> None:
    """Asking too early raises; a card has no hearing then."""
    retelling = Retelling(two_patients())
    with pytest.raises(LookupError):
        hearing(retelling, two_patients(), "nurse")
    assert role_card(retelling, two_patients(), "nurse").hearing is None
