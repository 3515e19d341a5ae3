"""Every reason for which a command can be refused. A refused command changes nothing; `refused` sees to that."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from datetime import date

import pytest

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.play.plays import Player, at_the_start
from esthersim.play.refusal import Refusal
from esthersim.play.rules import initial
from esthersim.play.vocabulary import ActionStatus, FactStatus, GateItem, GateKind, Observation, Reason, Step, Ticking
from support.graphs import journey
from support.players import PERSONAL_NUMBER, do_all, play, refused
from support.scenarios import event, scenario, viktlarm

CALL = c.Choose("ring")
GATED = scenario(
    {
        "one": event(
            checklist={"samtycke": {"text": "Samtycke", "required": True}, "kaffe": {"text": "Kaffe"}},
            next="two",
        ),
        "two": event(
            decision={
                "by": "team",
                "question": "Vad?",
                "options": {"a": {"text": "A", "next": "end"}, "b": {"text": "B", "next": "end", "when": "flag"}},
            }
        ),
        "end": event(ending="Slut"),
    },
    variables={"flag": False},
    injects={"stopp": {"title": "Stopp", "text": "Hissen står.", "when": "visited two"}},
)


def test_before_the_start_only_start_is_taken() -> None:
    """A run that has not begun takes nothing but its beginning, and that only once."""
    player = Player(initial(viktlarm()))
    assert refused(player, c.Advance()) == Refusal(Reason.WRONG_STEP, ("start",))
    assert refused(player, e.Noted("hej")).reason is Reason.WRONG_STEP
    do_all(player, [c.Start()])
    assert refused(player, c.Start()) == Refusal(Reason.WRONG_STEP, (Step.NEEDS,))


@pytest.mark.parametrize(
    "command",
    [CALL, c.Proceed(), c.GoTo("samtalet"), e.EstherRated(3), e.Rewound(1), e.Heard("esther"), e.PhaseEntered("x")],
)
def test_a_step_takes_only_what_belongs_to_it(command: Command) -> None:
    """While the needs are talked over, nothing of the simulation or the reflection can be done."""
    player = Player(initial(viktlarm()))
    do_all(player, [c.Start()])
    assert refused(player, command) == Refusal(Reason.WRONG_STEP, (Step.NEEDS,))


def test_objectives_are_agreed_before_the_simulation() -> None:
    """The objectives of a run cannot be changed once it is played."""
    assert refused(at_the_start(viktlarm()), e.ObjectivesAgreed(("sbar", "esther"))).reason is Reason.WRONG_STEP


@pytest.mark.parametrize(
    ("command", "about"),
    [
        (c.Choose("fly"), "fly"),
        (c.GoTo("nowhere"), "nowhere"),
        (c.MarkExpectation("fly"), "fly"),
        (c.FireInject("fly"), "fly"),
        (e.InjectHeld("fly"), "fly"),
        (e.InjectHeld("grannen-ringer"), "grannen-ringer"),
        (e.Checked("fly"), "fly"),
        (e.CueGiven("fly"), "fly"),
        (e.Seated("fly"), "fly"),
        (e.Ticked("fly"), "fly"),
        (e.Spoke("facilitator"), "facilitator"),
        (e.Spoke("fly"), "fly"),
        (e.Noted("hej", seat="fly"), "fly"),
        (e.Observed("hej", about="fly"), "fly"),
    ],
)
def test_an_id_that_names_nothing_is_unknown(command: Command, about: str) -> None:
    """A wrong id is named in the refusal, whatever it should have been."""
    assert refused(at_the_start(viktlarm()), command) == Refusal(Reason.UNKNOWN, (about,))


def test_a_choice_needs_a_decision() -> None:
    """At an event without a decision there is nothing to choose, and at one with it nothing to skip."""
    player = play(viktlarm())
    assert refused(player, c.Proceed()) == Refusal(Reason.CHOICE_NEEDED, ("ring", "vanta"))
    assert refused(player, c.Proceed(override=True)).reason is Reason.CHOICE_NEEDED
    do_all(player, [CALL])
    assert refused(player, CALL).reason is Reason.NO_CHOICE_HERE


def test_an_option_is_closed_while_its_condition_does_not_hold() -> None:
    """An option with `when` is refused until that holds, and is not among those that are asked for."""
    player = play(GATED, e.Checked("samtycke"), c.Proceed())
    assert refused(player, c.Choose("b")) == Refusal(Reason.OPTION_CLOSED, ("b",))
    assert refused(player, c.Proceed()) == Refusal(Reason.CHOICE_NEEDED, ("a",))


def test_a_required_item_keeps_the_team() -> None:
    """The refusal names the required items that are open, and not the others."""
    player = play(GATED)
    assert refused(player, c.Proceed()) == Refusal(Reason.CHECKLIST_OPEN, ("samtycke",))
    do_all(player, [e.Checked("samtycke"), e.Checked("samtycke", done=False)])
    assert refused(player, c.Proceed()).reason is Reason.CHECKLIST_OPEN


def test_an_inject_is_closed_while_its_condition_does_not_hold() -> None:
    """An inject with `when` is refused until that holds."""
    player = play(GATED)
    assert refused(player, c.FireInject("stopp")) == Refusal(Reason.INJECT_CLOSED, ("stopp",))
    do_all(player, [e.Checked("samtycke"), c.Proceed(), c.FireInject("stopp")])


def test_what_came_by_itself_is_not_held_back() -> None:
    """Once an inject has come, or was fired by hand, there is nothing to hold."""
    game = scenario(
        {"one": event(next="two"), "two": event(after="2 h", next="end"), "end": event(ending="Slut")},
        injects={
            "svaret": {"title": "Svaret", "text": "5,9", "arrives": {"after": "1 h", "from": "one"}},
            "larmet": {"title": "Larmet", "text": "Det ringer.", "arrives": {"room": "1 h", "from": "two"}},
        },
    )
    player = play(game, e.InjectHeld("svaret"), e.InjectHeld("svaret", held=False), c.Proceed(), c.FireInject("larmet"))
    for inject in ("svaret", "larmet"):
        assert refused(player, e.InjectHeld(inject)) == Refusal(Reason.INJECT_CAME, (inject,))


def test_an_ending_is_the_end() -> None:
    """There is no way on from an ending."""
    player = play(viktlarm(), c.Choose("vanta"))
    assert refused(player, c.Proceed(override=True)).reason is Reason.AT_ENDING


def test_the_handover_has_an_order() -> None:
    """Nothing is received that was not sent, nothing confirmed that was not received, and nothing is done twice."""
    player = play(viktlarm(), CALL)
    assert refused(player, c.Proceed()) == Refusal(Reason.HANDOVER_OPEN, ("underskoterska", "sjukskoterska"))
    for too_early in (c.Receive(), c.Confirm(), e.ConfidenceRated(3, seat="sjukskoterska")):
        assert refused(player, too_early).reason is Reason.NOT_SENT
    do_all(player, [c.Send(), c.Receive()])
    for too_late in (c.Send(), c.Receive(), c.HandOver(), e.FactMarked("vikten", FactStatus.GIVEN)):
        assert refused(player, too_late).reason is Reason.HANDOVER_DONE
    do_all(player, [c.Confirm()])
    assert refused(player, c.Confirm()).reason is Reason.HANDOVER_DONE


@pytest.mark.parametrize(
    "command", [c.Send(), c.Receive(), c.Confirm(), c.HandOver(), e.FactMarked("vikten", FactStatus.WRONG)]
)
def test_there_must_be_a_handover(command: Command) -> None:
    """At an event without a handover nothing can be handed over."""
    assert refused(play(viktlarm()), command).reason is Reason.NO_HANDOVER


@pytest.mark.parametrize("status", [FactStatus.GIVEN, FactStatus.REQUESTED])
def test_only_what_the_sender_knows_can_be_given(status: FactStatus) -> None:
    """A fact that the sender does not know can be neither given nor requested; it can be got wrong, or be missing."""
    game = scenario(
        {
            "one": event(handover={"from": "nurse", "to": "esther", "format": "sbar", "must": ["x"]}, next="two"),
            "two": event(ending="Slut"),
        },
        facts={"x": {"text": "X"}},
    )  # fmt: skip
    refusal = Refusal(Reason.SENDER_DOES_NOT_KNOW, ("nurse", "x"))
    both = play(game, e.TickingAgreed(Ticking.BOTH_SIDES))
    assert refused(both, e.FactMarked("x", status, seat="nurse")) == refusal
    for command in (c.HandOver({"x": status}), c.HandOver(apart={"esther": {"x": status}})):
        assert refused(play(game), command) == refusal
    do_all(play(game), [e.FactMarked("x", FactStatus.WRONG), e.FactMarked("x", FactStatus.MISSING)])


def test_a_fact_must_be_one() -> None:
    """Marking a fact that the scenario does not have is refused, alone and in a whole handover."""
    player = play(viktlarm(), CALL)
    for command in (e.FactMarked("fly", FactStatus.GIVEN), c.HandOver({"fly": FactStatus.GIVEN})):
        assert refused(player, command) == Refusal(Reason.UNKNOWN, ("fly",))


def test_the_facilitator_s_own_mark_stands() -> None:
    """A mark of the same fact by a seat gives way to it."""
    agreed = e.TickingAgreed(Ticking.BOTH_SIDES)
    player = play(viktlarm(), agreed, CALL, e.FactMarked("vikten", FactStatus.WRONG))
    again = e.FactMarked("vikten", FactStatus.GIVEN, seat="underskoterska")
    assert refused(player, again) == Refusal(Reason.ALREADY_MARKED, ("vikten",))


def test_only_a_proposal_that_stands_is_withdrawn() -> None:
    """A seat that has proposed nothing has nothing to withdraw."""
    assert refused(at_the_start(viktlarm()), e.Proposed()) == Refusal(Reason.NO_PROPOSAL)


def test_only_a_receiver_says_how_sure_a_receiver_is() -> None:
    """Confidence belongs to those who received."""
    player = play(viktlarm(), CALL, c.HandOver())
    assert refused(player, e.ConfidenceRated(3, seat="esther")) == Refusal(Reason.NOT_THIS_SEAT, ("esther",))
    do_all(player, [e.ConfidenceRated(3, seat="sjukskoterska")])


@pytest.mark.parametrize(
    "command",
    [
        e.EstherRated(0), e.EstherRated(6), e.TimerExtended(0), e.TimerExtended(-60), e.TimerExtended(3601),
        e.TimerExtended(float("nan")), e.Seated("esther", -1), e.Seated("esther", 2),
    ],
)  # fmt: skip
def test_numbers_have_a_range(command: Command) -> None:
    """Ratings are 1 to 5, a timer is extended by up to an hour, and a seat holds as many as its role has."""
    assert refused(play(viktlarm()), command).reason is Reason.OUT_OF_RANGE


@pytest.mark.parametrize("value", [0, 6])
def test_confidence_has_a_range(value: int) -> None:
    """How sure a receiver is goes from 1 to 5."""
    player = play(viktlarm(), CALL, c.HandOver())
    assert refused(player, e.ConfidenceRated(value, seat="sjukskoterska")).reason is Reason.OUT_OF_RANGE


@pytest.mark.parametrize("objectives", [(), ("ett",), ("ett", "ett")])
def test_two_or_three_objectives(objectives: tuple[str, ...]) -> None:
    """A run trains two or three objectives, and the same one twice is one."""
    player = Player(initial(GATED))
    do_all(player, [c.Start()])
    assert refused(player, e.ObjectivesAgreed(objectives)) == Refusal(Reason.OUT_OF_RANGE, ("objectives",))


def test_no_timer_no_extension() -> None:
    """Where there is no timer, none can be extended."""
    assert refused(play(GATED), e.TimerExtended(60)).reason is Reason.NO_TIMER


@pytest.mark.parametrize("to", [-1, 0, 1, 99])
def test_a_rewind_needs_an_entry_of_the_journey(to: int) -> None:
    """Going back to an entry that made no journey, or that is not there, is refused."""
    assert refused(play(viktlarm()), e.Rewound(to)) == Refusal(Reason.CANNOT_REWIND, (str(to),))


def test_pause_and_continue_take_turns() -> None:
    """What is paused cannot be paused, and what runs cannot be continued."""
    player = play(viktlarm())
    assert refused(player, c.Continue()).reason is Reason.NOT_PAUSED
    do_all(player, [c.Pause()])
    assert refused(player, c.Pause()).reason is Reason.PAUSED


def test_text_is_asked_for() -> None:
    """A note, an observation, an answer or an action without text is none."""
    player = play(viktlarm())
    assert refused(player, e.Noted(" \x1b[2J ")) == Refusal(Reason.EMPTY, ("text",))
    assert refused(player, e.Observed("", "det betyder något")) == Refusal(Reason.EMPTY, ("seen",))
    do_all(player, [c.Advance(override=True)])
    assert refused(player, e.Answered("a", "q", "Vad?", " ")) == Refusal(Reason.EMPTY, ("text",))
    assert refused(player, e.ActionWritten("a", " ")) == Refusal(Reason.EMPTY, ("what",))


WITH_NUMBER = f"Kalla på {PERSONAL_NUMBER} i dag"
PLANNED = e.ActionWritten("a", "Ring", follow_ups=(date(2026, 4, 1),))


@pytest.mark.parametrize(
    ("done", "command", "field"),
    [
        ([], e.Noted(WITH_NUMBER), "text"),
        ([], e.Observed(WITH_NUMBER), "seen"),
        ([], e.Observed("Hon frågar", WITH_NUMBER), "meaning"),
        ([CALL], c.Send(words={"situation": WITH_NUMBER}), "situation"),
        ([CALL, c.Send()], c.Receive(WITH_NUMBER), "words"),
        ([c.Advance(override=True)], e.Answered("a", "q", "Vad?", WITH_NUMBER), "text"),
        ([c.Advance(override=True)], e.ActionWritten("a", "Ring", owner=WITH_NUMBER), "owner"),
        ([c.Advance(override=True)], e.ActionWritten("a", WITH_NUMBER), "what"),
        (
            [c.Advance(override=True), PLANNED, c.Advance(override=True)],
            e.FollowedUp("a", date(2026, 4, 1), ActionStatus.COMPLETED, WITH_NUMBER),
            "evidence",
        ),
    ],
)
def test_a_personal_number_is_refused_and_too_long_a_text_too(
    done: list[Command], command: Command, field: str
) -> None:
    """No text with a personal number is kept, and a text of more than 4,000 characters is refused rather than cut."""
    player = play(viktlarm(), *done)
    assert refused(player, command) == Refusal(Reason.PERSONAL_NUMBER, (field,))
    long = "a" * 4001
    if isinstance(command, c.Send):
        assert refused(player, c.Send(words={field: long})) == Refusal(Reason.TOO_LONG, (field,))
    else:
        fields = {each.name: getattr(command, each.name) for each in dataclass_fields(command)}
        assert refused(player, type(command)(**{**fields, field: long})) == Refusal(Reason.TOO_LONG, (field,))


def test_the_plan_names_what_there_is() -> None:
    """An action has an objective of the scenario and a bounded number of follow-ups, and is there when spoken of."""
    player = play(viktlarm(), c.Advance(override=True))
    assert refused(player, e.ActionWritten("a", "Ring", objective="fly")) == Refusal(Reason.UNKNOWN, ("fly",))
    many = tuple(date(2026, 4, day) for day in range(1, 14))
    assert refused(player, e.ActionWritten("a", "Ring", follow_ups=many)).reason is Reason.OUT_OF_RANGE
    assert refused(player, e.ActionRemoved("a")) == Refusal(Reason.UNKNOWN, ("a",))
    assert refused(player, e.Heard("fly")) == Refusal(Reason.UNKNOWN, ("fly",))
    assert refused(player, e.Answered("a", "q", "Vad?", "Så", heard=("fly",))) == Refusal(Reason.UNKNOWN, ("fly",))
    do_all(player, [PLANNED, c.Advance(override=True)])
    unplanned = e.FollowedUp("a", date(2026, 4, 2), ActionStatus.COMPLETED)
    assert refused(player, unplanned) == Refusal(Reason.UNKNOWN, ("a",))


def test_what_came_too_late_is_not_done_at_the_next_event() -> None:
    """A key pressed as a timer moves the journey on means the event that is over: the next one is left alone."""
    ways = {"one": "two three", "two": "one three", "three": ""}
    player = play(journey(ways, timers={"one": "two"}))
    player.room = 241
    assert player.do(c.Choose("o0")) == Refusal(Reason.TOO_LATE, ("two",))
    assert player.state.here.event == "two"
    assert [type(each.entry).__name__ for each in player.journal[-2:]] == ["TimerExpired", "Arrived"]
    assert player.do(c.Choose("o0")) is None


def test_a_closed_run_takes_follow_ups_alone() -> None:
    """When a run is closed, it can still be followed up, and nothing else."""
    whole = e.ActionWritten(
        "a", "Ring", owner="Chefen", due=date(2026, 3, 9), measure="Tio av tio", follow_ups=(date(2026, 4, 1),)
    )
    player = play(viktlarm(), *[c.Advance(override=True)] * 2, whole, c.Advance(override=True))
    assert player.state.step is Step.CLOSED
    closed: list[Command] = [c.Advance(override=True), c.Pause(), c.Continue(), e.Noted("hej"), e.Seated("esther")]
    for command in closed:
        assert refused(player, command).reason is Reason.CLOSED
    assert refused(player, whole).reason is Reason.CLOSED
    do_all(player, [e.FollowedUp("a", date(2026, 4, 1), ActionStatus.COMPLETED)])


def test_a_gate_names_what_it_asks_for() -> None:
    """The way out of a step is refused with everything that is still to be done."""
    player = Player(initial(GATED))
    do_all(player, [c.Start(prebriefing=("mobiler",)), c.Advance()])
    asked = (
        GateItem(GateKind.SEAT, "esther"),
        GateItem(GateKind.SEAT, "nurse"),
        GateItem(GateKind.PREBRIEFING, "mobiler"),
    )
    assert refused(player, c.Advance()) == Refusal(Reason.GATE, gate=asked)
    assert refused(play(GATED), c.Advance()) == Refusal(Reason.GATE, gate=(GateItem(GateKind.ENDING),))


def test_every_reason_is_tested() -> None:
    """No reason stands in the vocabulary that this page does not show, but for the one that only a session has."""
    from pathlib import Path

    page = Path(__file__).read_text(encoding="utf-8")
    assert [reason.name for reason in set(Reason) - {Reason.ID_TAKEN} if f"Reason.{reason.name}" not in page] == []
    assert Observation.NOT_OBSERVED.value == "not-observed"
