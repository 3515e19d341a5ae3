"""What receivers say back from their own seats, and asking to stop."""

from __future__ import annotations

import pytest

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.journey import HandoverProgress
from esthersim.play.plays import Player
from esthersim.play.refusal import Refusal
from esthersim.play.vocabulary import FactStatus, Reason
from support.players import PERSONAL_NUMBER, do_all, play
from support.scenarios import event, scenario

GAME = scenario(
    {
        "one": event(
            handover={"from": "nurse", "to": ["ward", "son"], "format": "sbar", "must": ["f"], "read_back": True},
            next="end",
        ),
        "end": event(ending="Slut"),
    },
    roles={role: {"title": role.title(), "brief": "Du."} for role in ("nurse", "ward", "son")},
    facts={"f": {"text": "F", "known_by": ["nurse"]}},
)


def progress(player: Player) -> HandoverProgress:
    """Return how far the handover has come."""
    assert player.state.here.handover is not None
    return player.state.here.handover


def said(words: str, seat: str) -> e.SaidBack:
    """Return what a receiver says back."""
    return e.SaidBack(words, seat=seat)


def test_each_receiver_says_it_back_in_its_own_words() -> None:
    """The latest of each counts, and none of them ends the handover: what is not ticked yet is not lost by it."""
    player = play(GAME, c.Send(seat="nurse"), said("Hon vet.", "ward"), said("", "son"), said("Hon vet det.", "ward"))
    assert progress(player).said_back == {"ward": "Hon vet det.", "son": ""}
    assert not progress(player).received
    do_all(player, [e.FactMarked("f", FactStatus.GIVEN), c.Receive()])
    assert progress(player).received
    assert progress(player).said_back == {"ward": "Hon vet det.", "son": ""}
    assert player.state.here.lost == frozenset()
    assert player.do(said("Mer.", "ward")) == Refusal(Reason.HANDOVER_DONE)


def test_nothing_is_said_back_before_it_is_sent() -> None:
    """Nor is anybody sure of it, nor is it confirmed."""
    player = play(GAME)
    for early in (said("Ja.", "ward"), e.ConfidenceRated(4, seat="ward"), c.Confirm(seat="nurse")):
        assert player.do(early) == Refusal(Reason.NOT_SENT)


def test_who_has_said_it_back_says_how_sure_it_is() -> None:
    """Without waiting for the others; who has not waits until the handover is received."""
    player = play(GAME, c.Send(), said("Ja.", "ward"), e.ConfidenceRated(4, seat="ward"))
    assert progress(player).confidence == {"ward": 4}
    assert player.do(e.ConfidenceRated(4, seat="son")) == Refusal(Reason.NOT_SENT)
    do_all(player, [c.Receive(), e.ConfidenceRated(2, seat="son")])
    assert progress(player).confidence == {"ward": 4, "son": 2}


def test_the_sender_confirms_what_was_said_back() -> None:
    """That closes the loop, and the facilitator's end of the handover keeps it closed."""
    player = play(GAME, c.Send(), said("Ja.", "ward"), c.Confirm(seat="nurse"), c.Receive())
    assert progress(player).confirmed
    assert player.do(c.Confirm(seat="nurse")) == Refusal(Reason.HANDOVER_DONE)


@pytest.mark.parametrize(
    ("words", "reason"), [(f"Hon är {PERSONAL_NUMBER}", Reason.PERSONAL_NUMBER), ("a" * 4001, Reason.TOO_LONG)]
)
def test_what_is_said_back_is_a_text_like_any_other(words: str, reason: Reason) -> None:
    """No personal number, and not too long."""
    refusal = play(GAME, c.Send()).do(said(words, "ward"))
    assert refusal is not None
    assert refusal.reason is reason


def test_anybody_asks_to_stop_and_it_stands_until_the_clock_is_started_again() -> None:
    """The clock goes on until the facilitator stops it; asked twice, a seat is named once."""
    player = play(GAME, *(e.StopAsked(seat=seat) for seat in ("son", "ward", "son")))
    assert player.state.setting.stopping == ("son", "ward")
    assert not player.state.paused
    do_all(player, [c.Pause()])
    do_all(player, [e.StopAsked(seat="nurse"), c.Continue()])
    assert not player.state.setting.stopping
