"""The handover: every fact's status, who knows what afterwards, and sent, received and confirmed apart."""

from __future__ import annotations

from typing import Any

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.plays import Player
from esthersim.play.vocabulary import Cause, FactStatus, Form
from esthersim.scenario.model import Scenario
from support.players import do_all, last, play
from support.scenarios import event, scenario

GIVEN, REQUESTED, WRONG = FactStatus.GIVEN, FactStatus.REQUESTED, FactStatus.WRONG
MISSING, NOT_NEEDED = FactStatus.MISSING, FactStatus.NOT_NEEDED


def call(timer: Any = None, **more: Any) -> Scenario:
    """Return a scenario that begins with a handover from the nurse, who knows all facts but one."""
    handover = {"from": "nurse", "to": ["doctor", "aide"], "format": "sbar", "must": ["a", "b"], "should": ["c"]}
    first = event(handover={**handover, "noise": ["d"], "read_back": True, **more}, next="two")
    return scenario(
        {
            "one": {**first, "timer": timer} if timer else first,
            "two": event(next="one"),
            "late": event(ending="Slut"),
        },
        roles={role: {"title": role, "brief": "Du är med."} for role in ("esther", "nurse", "doctor", "aide")},
        facts={
            fact: {"text": fact, "known_by": [] if fact == "b" else ["nurse"]} for fact in ("a", "b", "c", "d", "e")
        },
        injects={"brevet": {"title": "Brevet", "text": "Här är b.", "effects": [{"learn": {"nurse": "b"}}]}},
    )


def knows(player: Player, role: str) -> set[str]:
    """Return what a role knows now."""
    return set(player.state.here.knowledge.get(role, ()))


def statuses(player: Player) -> dict[str, FactStatus]:
    """Return how the facts of the last handover ended."""
    received = [each.entry for each in player.journal if isinstance(each.entry, e.HandoverReceived)]
    return dict(received[-1].statuses)


def progress(player: Player) -> tuple[bool, bool, bool]:
    """Return whether the handover at the present event is sent, received and confirmed."""
    handover = player.state.here.handover
    assert handover is not None
    return handover.sent, handover.received, handover.confirmed


def test_sent_received_and_confirmed_are_three_entries() -> None:
    """Each part of the loop is an entry of its own, made by the one whose part it is."""
    player = play(call())
    do_all(player, [c.Send(Form.WRITTEN, {"situation": " Hon är \x1b[1mgrå "})])
    sent = last(player)
    assert sent == e.HandoverSent(Form.WRITTEN, {"situation": "Hon är grå"}, seat="nurse")
    assert progress(player) == (True, False, False)
    assert knows(player, "doctor") == set(), "sent is not received"
    do_all(player, [e.FactMarked("a", GIVEN), c.Receive("Hon är grå.", seat="aide")])
    received = last(player)
    assert isinstance(received, e.HandoverReceived)
    assert (received.seat, received.words, received.skipped) == ("aide", "Hon är grå.", False)
    assert progress(player) == (True, True, False)
    do_all(player, [c.Confirm()])
    assert last(player) == e.HandoverConfirmed(seat="nurse")
    assert progress(player) == (True, True, True)


def test_every_status_a_fact_can_end_with() -> None:
    """Given and requested arrive; wrong and missing do not; noise that nobody spoke of was not needed."""
    player = play(call(must=["a", "c"], should=["e"]), e.FactMarked("a", REQUESTED), e.FactMarked("c", WRONG))
    do_all(player, [c.Send(), c.Receive()])
    assert statuses(player) == {"a": REQUESTED, "c": WRONG, "e": MISSING, "d": NOT_NEEDED}
    assert knows(player, "doctor") == {"a"}


def test_noise_that_was_said_was_said() -> None:
    """Noise can be given, and then it is known; a fact that is not in the handover can be given too."""
    player = play(call(), c.HandOver({"d": GIVEN, "e": GIVEN}))
    assert statuses(player) == {"a": MISSING, "b": MISSING, "c": MISSING, "d": GIVEN, "e": GIVEN}
    assert knows(player, "doctor") == {"d", "e"}


def test_all_receivers_learn_and_nobody_else() -> None:
    """What arrives is known by each receiver, and not by a bystander."""
    player = play(call(), c.HandOver({"a": GIVEN}))
    assert (knows(player, "doctor"), knows(player, "aide"), knows(player, "esther")) == ({"a"}, {"a"}, set())


def test_lost_is_a_must_that_a_receiver_does_not_know() -> None:
    """A fact is lost when one receiver does not know it at the end, and not when all know it from elsewhere."""
    player = play(call(), c.HandOver({"a": GIVEN}))
    assert player.state.here.lost == {"b"}
    assert player.state.happened("lost", "b")
    assert not player.state.happened("lost", "c"), "a should is no must"


def test_a_fact_that_the_receiver_knew_is_not_lost() -> None:
    """What a receiver knew beforehand cannot be lost by not being said again."""
    game = scenario(
        {
            "one": event(handover={"from": "nurse", "to": "esther", "format": "sbar", "must": ["x"]}, next="two"),
            "two": event(ending="Slut"),
        },
        facts={"x": {"text": "X", "known_by": ["nurse", "esther"]}},
    )
    assert play(game, c.HandOver()).state.here.lost == set()


def test_once_lost_stays_lost_in_a_loop() -> None:
    """The handover begins anew when the journey comes back to it, and `lost` still looks back over the whole run."""
    player = play(call(), c.HandOver(), c.Proceed(), c.Proceed())
    assert player.state.here.handover is not None
    assert player.state.here.handover.marks == {}
    assert not player.state.here.handover.received
    do_all(player, [c.FireInject("brevet"), c.HandOver({"a": GIVEN, "b": GIVEN})])
    assert knows(player, "doctor") == {"a", "b"}
    assert player.state.here.lost == {"a", "b"}


def test_a_whole_handover_is_made_of_the_same_entries_as_its_parts() -> None:
    """`HandOver` marks, sends, receives and confirms, so that a journal reads the same however it was made."""
    at_once = play(call(), c.HandOver({"a": GIVEN}))
    in_parts = play(call(), e.FactMarked("a", GIVEN), c.Send(), c.Receive(), c.Confirm())
    assert [each.entry for each in at_once.journal] == [each.entry for each in in_parts.journal]


def test_a_read_back_is_confirmed_where_it_is_asked_for() -> None:
    """A whole handover confirms only where the scenario asks for a read-back, and not when the command says not to."""
    assert isinstance(last(play(call(), c.HandOver())), e.HandoverConfirmed)
    assert isinstance(last(play(call(), c.HandOver(confirmed=False))), e.HandoverReceived)
    assert isinstance(last(play(call(read_back=False), c.HandOver())), e.HandoverReceived)


def test_a_handover_that_is_skipped_says_so() -> None:
    """Going on by override keeps what had been heard, loses the rest, and never claims that it was sent."""
    player = play(call(), e.FactMarked("a", GIVEN), c.Proceed(override=True))
    made = [each.entry for each in player.journal[-2:]]
    assert made == [
        e.HandoverReceived({"a": GIVEN, "b": MISSING, "c": MISSING, "d": NOT_NEEDED}, skipped=True),
        e.Arrived("two"),
    ]
    assert not any(isinstance(each.entry, e.HandoverSent) for each in player.journal)
    assert knows(player, "doctor") == {"a"}
    assert player.state.here.lost == {"b"}


def test_a_timer_that_moves_on_breaks_off_the_handover() -> None:
    """When time runs out in the middle of a handover, what was heard is known and what must be said is lost."""
    player = play(call(timer={"limit": "60 s", "next": "late"}), e.FactMarked("a", GIVEN))
    player.wait(60)
    assert [type(each.entry) for each in player.journal[-3:]] == [e.TimerExpired, e.HandoverReceived, e.Arrived]
    assert last(player) == e.Arrived("late", Cause.TIMER)
    assert knows(player, "doctor") == {"a"}
    assert player.state.here.lost == {"b"}


def test_a_timer_that_moves_on_leaves_a_finished_handover_alone() -> None:
    """A handover that is done is not received a second time when the timer runs out."""
    player = play(call(timer={"limit": "60 s", "next": "late"}), c.HandOver({"a": GIVEN}))
    player.wait(60)
    assert sum(isinstance(each.entry, e.HandoverReceived) for each in player.journal) == 1


def test_a_wrong_mark_is_put_right_by_going_back() -> None:
    """After a handover was received, its marks are corrected by rewinding to before that."""
    player = play(call(), e.FactMarked("a", GIVEN), c.Send())
    before = player.state.seq
    do_all(player, [c.Receive(), e.Rewound(before), e.FactMarked("a", MISSING), c.Receive()])
    assert knows(player, "doctor") == set()
    assert statuses(player)["a"] is MISSING


def test_each_receiver_says_how_sure_they_are() -> None:
    """Receivers answer for themselves, and the latest answer stands."""
    player = play(call(), c.HandOver())
    for seat, value in (("doctor", 2), ("aide", 5), ("doctor", 4)):
        do_all(player, [e.ConfidenceRated(value, seat=seat)])
    assert player.state.here.handover is not None
    assert player.state.here.handover.confidence == {"doctor": 4, "aide": 5}
