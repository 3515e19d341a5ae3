"""What seats propose, and what receivers say back, as those may see it whom it concerns."""

from __future__ import annotations

from esthersim.play.commands import GoTo, Send
from esthersim.play.entries import Proposed, SaidBack, SettlingAgreed
from esthersim.play.people import deciders
from esthersim.runs.names import seat_title
from esthersim.views.deciding import proposals, still_to_propose
from esthersim.views.handover import said_back
from support.tom_sang import tom_sang


def test_there_is_none_where_nothing_is_decided() -> None:
    """An event without a decision has no proposals."""
    session, _clock = tom_sang()
    event = next(key for key, each in session.scenario.events.items() if each.handover and not each.decision)
    assert session.do(GoTo(event)) is None
    assert proposals(session.state, session.shown) == ()
    assert still_to_propose(session.state, session.shown) == ()


def test_each_proposal_is_signed_and_can_be_withdrawn() -> None:
    """A proposal names its seat and its option; withdrawn, it is gone."""
    session, _clock = tom_sang()
    event = next(key for key, each in session.scenario.events.items() if each.decision)
    assert session.do(GoTo(event)) is None
    seat = deciders(session.state)[0]
    decision = session.shown.events[event].decision
    assert decision is not None
    option = next(iter(decision.options))
    assert session.do(SettlingAgreed(by_deciders=False)) is None
    assert session.do(Proposed(option, seat=seat), asker=seat) is None
    [made] = proposals(session.state, session.shown)
    assert (made.seat, made.title, made.option) == (seat, seat_title(session.shown, seat), option)
    assert session.do(Proposed(seat=seat), asker=seat) is None
    assert proposals(session.state, session.shown) == ()


def test_only_seats_that_are_taken_are_waited_for() -> None:
    """Whoever decides and sits there, and has proposed nothing, is named."""
    session, _clock = tom_sang()
    event = next(key for key, each in session.scenario.events.items() if each.decision)
    assert session.do(GoTo(event)) is None
    assert still_to_propose(session.state, session.shown) == tuple(
        seat_title(session.shown, each) for each in deciders(session.state) if each in session.state.setting.seats
    )


def test_what_each_receiver_says_back_is_kept_apart() -> None:
    """Before anything is said back there is nothing; then each receiver's own words, by its title."""
    session, _clock = tom_sang()
    event = next(key for key, each in session.scenario.events.items() if each.handover)
    assert session.do(GoTo(event)) is None
    handover = session.scenario.events[event].handover
    assert handover is not None
    receiver = next(iter(handover.to))
    assert said_back(session.state, session.shown) == ()
    assert session.do(Send()) is None
    assert session.do(SaidBack("The lock is dead.", seat=receiver), asker=receiver) is None
    [said] = said_back(session.state, session.shown)
    assert (said.seat, said.words) == (receiver, "The lock is dead.")
