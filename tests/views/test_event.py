"""What everybody may see of an event, and what only the facilitator sees."""

from __future__ import annotations

from typing import get_type_hints

import pytest

from esthersim.authored.scalars import Text
from esthersim.clock import ManualClock
from esthersim.journal.opening import memory_store
from esthersim.journal.session import Session
from esthersim.play.commands import Advance, Choose, Continue, FireInject, GoTo, Pause, Proceed
from esthersim.play.entries import CueGiven, EstherRated, Noted, Rewound, TimerExtended
from esthersim.play.plays import at_the_start
from esthersim.play.retelling import Retelling
from esthersim.scenario.model import Event
from esthersim.scenario.wordings import Case, Wording, usual
from esthersim.views.event import EventView, PrivateView, event_view, private_view
from esthersim.views.hearing import said_in_all
from support.scenarios import BRANCHING, viktlarm, viktlarm_text
from support.tom_sang import tom_sang
from support.two_patients import at_the_round

WORDINGS = (Wording, Wording | None)
"""The kinds of a text that may depend on the run."""


def shared(session: Session) -> EventView:
    """Return the shared view now."""
    return event_view(session.retelling, session.shown, session.room())


def private(session: Session) -> PrivateView:
    """Return the private view now."""
    return private_view(session.retelling, session.shown, session.room())


def test_an_event_before_the_simulation_is_no_event() -> None:
    """Asking too early raises, so that no front end draws an empty event by mistake."""
    session, _clock = tom_sang()
    with pytest.raises(LookupError):
        event_view(Retelling(session.scenario), session.shown, 0)


def test_every_text_of_an_event_is_seen_by_somebody() -> None:
    """What an author writes at an event stands on the shared screen or with the facilitator, whichever key it is in."""
    kinds = get_type_hints(Event, include_extras=True).items()
    texts = {key: f"what stands in '{key}'" for key, kind in kinds if kind in (Text, Text | None, *WORDINGS)}
    assert {"title", "place", "text", "facilitator", "ending"} <= texts.keys()
    update = {key: (Case(text=texts[key]),) if kind in WORDINGS else texts[key] for key, kind in kinds if key in texts}
    scenario = viktlarm()
    event = scenario.events[scenario.first].model_copy(update=update)
    scenario = scenario.model_copy(update={"events": {**scenario.events, scenario.first: event}})
    retelling = Retelling(scenario, at_the_start(scenario).journal)
    seen = f"{event_view(retelling, scenario, 0.0)} {private_view(retelling, scenario, 0.0)}"
    assert [key for key, text in texts.items() if text not in seen] == []


def test_the_timer_tells_time_share_and_urgency() -> None:
    """Full at the arrival, urgent in the last fifth, longer when extended, still while paused."""
    session, clock = tom_sang()
    assert shared(session).timer is None
    assert session.do(Proceed()) is None
    timer = shared(session).timer
    assert timer is not None
    assert (timer.left, timer.share, timer.urgent, timer.branches) == ("0:30", 1.0, False, True)
    clock.advance(25)
    timer = shared(session).timer
    assert timer is not None
    assert (timer.left, timer.urgent) == ("0:05", True)
    assert session.do(TimerExtended(60)) is None
    timer = shared(session).timer
    assert timer is not None
    assert (timer.left, timer.urgent) == ("1:05", False)
    assert session.do(Pause()) is None
    clock.advance(500)
    assert shared(session).timer == timer
    assert session.do(Continue()) is None
    assert shared(session).timer == timer


def test_feedback_and_advice_follow_the_choice_and_no_further() -> None:
    """They stand at the event that the choice led to; elsewhere they are empty."""
    session, _clock = at_the_round()
    said = [said_in_all(session.retelling, session.shown)]
    assert session.do(Proceed()) is None
    said.append(said_in_all(session.retelling, session.shown))
    decision = said[1].decision
    assert decision is not None
    assert [option.number for option in decision.options] == [1, 2]
    assert session.do(Choose("call")) is None
    said.append(said_in_all(session.retelling, session.shown))
    assert session.do(GoTo("end")) is None
    said.append(said_in_all(session.retelling, session.shown))
    assert [(each.feedback, each.advice) for each in said] == [
        ("", ""), ("", ""), ("The line is busy for long.", "Call the doctor at once"), ("", "")
    ]  # fmt: skip


def test_esther_is_asked_once() -> None:
    """Where the event asks how it is, an answer ends the asking."""
    session, _clock = tom_sang()
    assert shared(session).to_ask == ("Esther",)
    assert session.do(EstherRated(3, seat="esther")) is None
    assert not shared(session).to_ask


def test_an_inject_is_seen_until_it_is_gone_back_on() -> None:
    """What happened here stands here; after a rewind to the arrival it has not happened."""
    session, _clock = tom_sang()
    arrival = session.state.here.way.seq
    inject = next(iter(session.scenario.injects))
    assert session.do(FireInject(inject, override=True)) is None
    assert [each.title for each in shared(session).said.injects] == [session.shown.injects[inject].title]
    assert session.do(Rewound(arrival)) is None
    assert shared(session).said.injects == ()


def test_a_cue_is_due_when_its_time_has_come_and_given_when_it_was() -> None:
    """Not before, and not again."""
    session, clock = tom_sang()
    assert session.do(Proceed()) is None
    (cue,) = private(session).cues
    assert (cue.due, cue.given, cue.after) == (False, False, "0:15")
    clock.advance(15)
    (cue,) = private(session).cues
    assert cue.due
    assert session.do(CueGiven(cue.cue)) is None
    (cue,) = private(session).cues
    assert cue.given


def test_the_facilitator_sees_notes_and_where_options_lead() -> None:
    """Notes in order; each option with the title of the event behind it; a plain event with the next one."""
    session, _clock = tom_sang()
    assert private(session).leads_to == ("→ Trettio sekunder",)
    assert session.do(Noted("first")) is None
    assert session.do(Noted("second")) is None
    assert private(session).notes == ("first", "second")
    assert session.do(Proceed()) is None
    assert session.do(Proceed()) is None
    assert [each.rpartition(" → ")[2] for each in private(session).leads_to] == ["Kvarten", "Telefonen i bröstfickan"]


def test_the_facilitator_sees_where_an_option_that_branches_would_lead_now() -> None:
    """With its own effects, which looking does not bring about."""
    session = Session.begin(memory_store(), viktlarm_text(text=BRANCHING), ManualClock())
    with session:
        for command in (Advance(override=True), Advance(override=True)):
            assert session.do(command) is None
        assert private(session).leads_to[0] == "Ring → Samtalet"
        assert session.state.here.variables["trygghet"] == 3
        assert session.do(Choose("vanta")) is None
        assert session.do(GoTo("frukost")) is None
        assert private(session).leads_to[0] == "Ring → Söndag natt"


def test_the_two_views_share_no_text() -> None:
    """Nothing of the facilitator's note is in the shared view, at any event."""
    session, _clock = tom_sang()
    for event, each in session.shown.events.items():
        assert session.do(GoTo(event)) is None
        if each.facilitator:
            assert usual(each.facilitator).strip()[:30] not in repr(shared(session))
