"""Whose ticks the facilitator sees, and who has sent a handover at its own device."""

from __future__ import annotations

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.plays import Player
from esthersim.play.vocabulary import FactStatus, Ticking
from esthersim.views.seat_ticks import SeatTick, seat_ticks, sent_by
from support.players import play
from support.scenarios import event, scenario

GAME = scenario(
    {
        "one": event(
            handover={"from": "nurse", "to": ["ward", "son"], "format": "sbar", "must": ["f"], "read_back": True},
            next="two",
        ),
        "two": event(handover={"from": "ward", "to": "son", "format": "sbar", "must": ["f"]}, next="end"),
        "end": event(ending="Slut"),
    },
    roles={role: {"title": role.title(), "brief": "Du."} for role in ("nurse", "ward", "son")},
    facts={"f": {"text": "F", "known_by": ["nurse"]}},
)


def ticked(*commands: tuple[str, c.Command]) -> Player:
    """Return a run in which sender and receivers tick, after each seat has done what it asks for."""
    player = play(GAME, e.TickingAgreed(Ticking.BOTH_SIDES))
    for seat, command in commands:
        assert player.do(command, asker=seat) is None
    return player


def test_ticks_of_both_sides_stand_side_by_side() -> None:
    """The sender's counts for every receiver, and each receiver's own for itself."""
    player = ticked(
        ("nurse", e.FactMarked("f", FactStatus.GIVEN, seat="nurse")),
        ("ward", e.FactMarked("f", FactStatus.MISSING, receiver="ward", seat="ward")),
    )
    assert seat_ticks(player.state, GAME) == {
        "f": (SeatTick("Nurse", FactStatus.GIVEN, ""), SeatTick("Ward", FactStatus.MISSING, "ward"))
    }


def test_the_facilitators_mark_replaces_them() -> None:
    """One for all replaces all of them, one for a single receiver only that receiver's."""
    seats = (
        ("nurse", e.FactMarked("f", FactStatus.GIVEN, seat="nurse")),
        ("ward", e.FactMarked("f", FactStatus.MISSING, receiver="ward", seat="ward")),
    )
    player = ticked(*seats)
    assert player.do(e.FactMarked("f", FactStatus.WRONG, receiver="ward")) is None
    assert seat_ticks(player.state, GAME) == {"f": (SeatTick("Nurse", FactStatus.GIVEN, ""),)}
    assert player.do(e.FactMarked("f", FactStatus.GIVEN)) is None
    assert seat_ticks(player.state, GAME) == {}


def test_who_has_sent_it_at_its_own_device() -> None:
    """Nobody has before it is sent, nor where the facilitator did it; the next handover begins anew."""
    player = ticked()
    assert sent_by(player.asked, player.state, GAME) == ""
    assert player.do(c.Send(seat="nurse"), asker="nurse") is None
    assert sent_by(player.asked, player.state, GAME) == "Nurse"
    for command in (c.Receive(), c.Proceed()):
        assert player.do(command) is None
    assert sent_by(player.asked, player.state, GAME) == ""
    assert player.do(c.Send()) is None
    assert sent_by(player.asked, player.state, GAME) == ""
