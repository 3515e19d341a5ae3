"""Each receiver apart: a status for each, what must not be passed on, and what was said without being known."""

from __future__ import annotations

from typing import Any

import pytest

from esthersim.journal.codec import decode, encode
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.handover import can_be_marked
from esthersim.play.plays import Player, run_play
from esthersim.play.refusal import Refusal
from esthersim.play.vocabulary import FactStatus, Reason, Ticking
from esthersim.scenario.model import Scenario
from support.players import do_all, last, play, refused
from support.scenarios import event, scenario

GIVEN, REQUESTED, WRONG = FactStatus.GIVEN, FactStatus.REQUESTED, FactStatus.WRONG
MISSING, NOT_NEEDED = FactStatus.MISSING, FactStatus.NOT_NEEDED
WARD_AND_IT = {"ward": {"must": ["weight"]}, "it": {"must": ["account"], "must_not": ["diagnosis"]}}


def call(keys: dict[str, Any] | None = None, **more: Any) -> Scenario:
    """Return a scenario that begins with a handover from the nurse, who knows all facts but one.

    `keys` are more of the scenario, `more` is more of the handover.
    """
    handover = {"from": "nurse", "to": WARD_AND_IT, "format": "sbar", "should": ["salt"], "must_not": ["abuse"], **more}
    titles = ("esther", "nurse", "doctor", "ward", "it")
    facts = ("weight", "account", "diagnosis", "salt", "abuse", "cat", "letter")
    return scenario(
        {
            "one": event(handover=handover, next=[{"when": "leaked diagnosis", "to": "told"}, {"to": "kept"}]),
            "told": event(ending="Avslöjat"),
            "kept": event(ending="Bevarat"),
        },
        roles={role: {"title": role, "brief": "Du är med."} for role in titles},
        facts={fact: {"text": fact, "known_by": [] if fact == "letter" else ["nurse", "doctor"]} for fact in facts},
        **(keys or {}),
    )


def knows(player: Player, role: str) -> set[str]:
    """Return what a role knows now."""
    return set(player.state.here.knowledge.get(role, ()))


def received(player: Player) -> e.HandoverReceived:
    """Return the entry that ended the handover."""
    return next(each.entry for each in player.journal if isinstance(each.entry, e.HandoverReceived))


def happened(player: Player, verb: str, fact: str) -> dict[str | None, bool]:
    """Return whether a fact was lost or leaked: for any receiver, and for each."""
    return {role: player.state.happened(verb, fact, role) for role in (None, "ward", "it")}


def test_a_mark_that_names_nobody_counts_for_all() -> None:
    """Every receiver learns it, and no status stands apart."""
    player = play(call(to=["ward", "it"], must=["weight"]), c.HandOver({"weight": GIVEN}))
    assert received(player).apart == {}
    assert received(player).statuses == {"weight": GIVEN, "salt": MISSING, "abuse": NOT_NEEDED}
    assert knows(player, "ward") == knows(player, "it") == {"weight"}


def test_a_mark_for_one_receiver_is_known_by_that_one_alone() -> None:
    """Knowledge follows from the receiver's own status, and the entry says what each got."""
    player = play(call(), e.FactMarked("salt", GIVEN, "ward"), e.FactMarked("account", GIVEN, "it"))
    do_all(player, [e.FactMarked("weight", REQUESTED, "ward"), c.Send(), c.Receive()])
    assert (knows(player, "ward"), knows(player, "it")) == ({"salt", "weight"}, {"account"})
    assert received(player).statuses == {"abuse": NOT_NEEDED}
    assert received(player).apart == {
        "ward": {"weight": REQUESTED, "salt": GIVEN},
        "it": {"account": GIVEN, "salt": MISSING, "diagnosis": NOT_NEEDED},
    }


def test_a_mark_for_all_replaces_those_apart_and_one_apart_goes_before() -> None:
    """The latest word counts, and what is said of one receiver is more exact."""
    player = play(call(), e.FactMarked("salt", GIVEN), e.FactMarked("salt", WRONG, "it"))
    assert player.state.here.handover is not None
    assert player.state.here.handover.marked("ward") == {"salt": GIVEN}
    assert player.state.here.handover.marked("it") == {"salt": WRONG}
    do_all(player, [e.FactMarked("salt", MISSING)])
    assert player.state.here.handover.marked("it") == {"salt": MISSING}


def test_lost_is_asked_of_each_receiver() -> None:
    """A fact is lost for whom it is a must and who lacks it, not for the others."""
    player = play(call(must=["cat"]), c.HandOver(apart={"ward": {"cat": GIVEN, "weight": GIVEN}, "it": {}}))
    assert happened(player, "lost", "cat") == {None: True, "ward": False, "it": True}
    assert happened(player, "lost", "weight") == {None: False, "ward": False, "it": False}
    assert happened(player, "lost", "account") == {None: True, "ward": False, "it": True}
    assert player.state.here.record.lost == {("cat", "it"), ("account", "it")}


def test_what_must_not_be_passed_on_is_kept_or_leaks() -> None:
    """Kept is not needed; given or requested has leaked, to that receiver, and may steer the journey."""
    kept = play(call(), c.HandOver({"weight": GIVEN, "account": GIVEN}), c.Proceed())
    assert received(kept).statuses["abuse"] is NOT_NEEDED
    assert happened(kept, "leaked", "diagnosis") == {None: False, "ward": False, "it": False}
    assert kept.state.here.event == "kept"
    told = play(call(), c.HandOver(apart={"it": {"diagnosis": REQUESTED}}), c.Proceed())
    assert happened(told, "leaked", "diagnosis") == {None: True, "ward": False, "it": True}
    assert told.state.here.event == "told"


def test_a_fact_leaks_only_to_whom_it_must_not_go() -> None:
    """The ward may have the diagnosis; got wrong, it was not told."""
    player = play(call(), c.HandOver({"abuse": WRONG}, apart={"ward": {"diagnosis": GIVEN}}))
    assert player.state.here.record.leaked == frozenset()
    both = play(call(), c.HandOver({"abuse": GIVEN}))
    assert both.state.here.record.leaked == {("abuse", "ward"), ("abuse", "it")}


def test_a_fact_leaks_also_to_a_receiver_who_knew() -> None:
    """What counts is that it was said there."""
    game = call()
    facts = {**game.facts, "diagnosis": game.facts["diagnosis"].model_copy(update={"known_by": ("nurse", "it")})}
    player = play(game.model_copy(update={"facts": facts}), c.HandOver(apart={"it": {"diagnosis": GIVEN}}))
    assert happened(player, "leaked", "diagnosis")["it"]


def test_a_receivers_own_part_goes_before_what_is_for_all() -> None:
    """A must for all that one receiver must not be told is no must for that one."""
    game = call(must=["diagnosis"])
    handover = game.events["one"].handover
    assert handover is not None
    assert handover.must_reach["diagnosis"] == ("ward",)
    player = play(game, c.HandOver(apart={"ward": {"diagnosis": GIVEN}}))
    assert ("diagnosis", "it") not in player.state.here.record.lost | player.state.here.record.leaked


def test_what_was_said_was_said() -> None:
    """The facilitator marks also what the sender does not know by the rules, and the entry says so; nobody else may."""
    player = play(call())
    assert player.do(e.FactMarked("letter", GIVEN)) is None
    assert last(player) == e.FactMarked("letter", GIVEN, sender_knew=False)
    assert decode(encode(last(player))) == last(player)
    refusal = Refusal(Reason.SENDER_DOES_NOT_KNOW, ("nurse", "letter"))
    both = play(call(), e.TickingAgreed(Ticking.BOTH_SIDES))
    assert refused(both, e.FactMarked("letter", GIVEN, seat="nurse")) == refusal
    do_all(player, [c.Send(), c.Receive()])
    assert "letter" in knows(player, "ward")


def test_whether_the_sender_knew_is_not_for_the_asker_to_say() -> None:
    """The rules say it, whatever the command holds."""
    player = play(call(), e.FactMarked("weight", GIVEN, sender_knew=False), e.FactMarked("letter", WRONG))
    assert [each.entry for each in player.journal[-2:]] == [
        e.FactMarked("weight", GIVEN),
        e.FactMarked("letter", WRONG),
    ]


def test_what_can_be_marked_holds_what_the_sender_knows() -> None:
    """The facts of the handover first, then what else the sender knows; the rest is the facilitator's to add."""
    player = play(call())
    handover = player.state.event.handover
    assert handover is not None
    assert can_be_marked(player.state, handover) == ("weight", "account", "salt", "abuse", "diagnosis", "cat")


@pytest.mark.parametrize(
    "command", [e.FactMarked("salt", GIVEN, "doctor"), c.HandOver(apart={"doctor": {"salt": GIVEN}})]
)
def test_only_a_receiver_receives(command: c.Command) -> None:
    """A mark for a role that the handover does not go to is refused."""
    assert refused(play(call()), command) == Refusal(Reason.UNKNOWN, ("doctor",))


def test_the_sender_is_settled_on_arrival() -> None:
    """Of several, the first whose condition holds; a change at the event does not change hands."""
    senders: dict[str, Any] = {"from": [{"when": "cat_home", "role": "doctor"}, {"role": "nurse"}]}
    for at_home, sender in ((True, "doctor"), (False, "nurse")):
        turned = {"title": "T", "text": "T", "effects": [{"set": {"cat_home": not at_home}}]}
        keys: dict[str, Any] = {"variables": {"cat_home": at_home}, "injects": {"i": turned}}
        player = play(call(keys, **senders), c.FireInject("i"), c.HandOver())
        assert [each.entry.seat for each in player.journal if isinstance(each.entry, e.HandoverSent)] == [sender]


@pytest.mark.parametrize(
    ("asked", "ward", "it"),
    [
        ("all", {"weight", "salt"}, {"account", "salt"}),
        ({"it": ["account"]}, set(), {"account"}),
        ({"it": "account", "ward": "all"}, {"weight", "salt"}, {"account"}),
        ({"it": "none"}, set(), set()),
        (["salt", "cat"], {"salt", "cat"}, {"salt", "cat"}),
        ("none", set(), set()),
    ],
)
def test_a_play_hands_over_to_each(asked: Any, ward: set[str], it: set[str]) -> None:
    """`all` gives each receiver its own; a mapping names receivers, and nobody else gets anything."""
    game = call({"plays": {"p": [{"hand_over": asked}]}})
    result = run_play(game, game.plays["p"])
    assert result.failure is None
    assert {*result.state.here.knowledge.get("ward", ())} == ward
    assert {*result.state.here.knowledge.get("it", ())} == it


@pytest.mark.parametrize("asked", [["letter"], {"it": ["letter"]}])
def test_a_play_gives_nothing_that_the_sender_does_not_know(asked: Any) -> None:
    """It is an error in a play, where nobody could have said it."""
    game = call({"plays": {"p": [{"hand_over": asked}]}})
    failure = run_play(game, game.plays["p"]).failure
    assert failure is not None
    assert failure.refusal == Refusal(Reason.SENDER_DOES_NOT_KNOW, ("nurse", "letter"))
