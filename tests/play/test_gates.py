"""Steps and gates: what a run must have before it goes on, and what the facilitator may pass over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.play.gates import missing_parts, open_at_gate
from esthersim.play.plays import Player
from esthersim.play.refusal import Refusal
from esthersim.play.rules import initial
from esthersim.play.vocabulary import Cause, GateItem, GateKind, Reason, Step
from support.players import do_all, last, refused
from support.scenarios import event, scenario

GAME = scenario(
    {"one": event(next="end"), "end": event(ending="Slut")},
    roles={
        "esther": {"title": "Esther", "patient": True, "brief": "Du är Esther."},
        "nurse": {"title": "Sjuksköterska", "brief": "Du är på väg.", "people": [2, 3]},
        "son": {"title": "Sonen", "brief": "Du är borta.", "optional": True},
    },
    objectives={"a": "A", "b": "B", "c": "C"},
    prebriefing={"stopp": "Alla får säga stopp"},
    observers={"watcher": {"title": "Följer Esther"}},
)
WHOLE = e.ActionWritten(
    "a1",
    what="Ring före åtta",
    owner="Enhetschefen",
    due=date(2026, 3, 21),
    measure="Tio av tio",
    follow_ups=(date(2026, 4, 11),),
)
SEATED: list[Command] = [e.Seated("esther"), e.Seated("nurse", 2)]
TICKED: list[Command] = [e.Ticked("mobiler"), e.Ticked("stopp")]


def at(step: Step) -> Player:
    """Return a run that has just come to a step, every gate before it passed as it should be."""
    player = Player(initial(GAME))
    do_all(player, [c.Start(("mobiler",), ("chef",))])
    ways: dict[Step, list[Command]] = {
        Step.NEEDS: [c.Advance()],
        Step.STORY: [*SEATED, *TICKED, c.Advance()],
        Step.SIMULATION: [c.Proceed(), c.Advance()],
        Step.REFLECTION: [e.Answered("x", "q", "Vad?", "Så", heard=("esther",)), e.Heard("nurse"), c.Advance()],
        Step.ACTION_PLAN: [WHOLE, e.Ticked("chef"), c.Advance()],
    }
    while player.state.step is not step:
        do_all(player, ways[player.state.step])
    return player


def asked(player: Player) -> tuple[GateItem, ...]:
    """Return what the gate asks for."""
    refusal = refused(player, c.Advance())
    assert refusal == Refusal(Reason.GATE, gate=open_at_gate(player.state))
    return refusal.gate


def test_the_five_steps_in_order() -> None:
    """A run that meets every gate goes through the steps of Esther SimLab without an override, and closes."""
    player = at(Step.CLOSED)
    entered = [each.entry for each in player.journal if isinstance(each.entry, e.StepEntered)]
    assert [entry.step for entry in entered] == list(Step)[1:]
    assert not any(entry.overridden for entry in entered)


def test_the_simulation_begins_at_the_first_event() -> None:
    """Going on to the simulation is also the arrival at the first event of the file."""
    player = at(Step.SIMULATION)
    assert last(player) == e.Arrived("one", Cause.START)


def test_a_run_trains_all_objectives_until_others_are_agreed() -> None:
    """The objectives are the scenario's own to begin with; agreeing on two of them, each once, replaces them."""
    player = at(Step.NEEDS)
    assert list(player.state.setting.objectives) == ["a", "b", "c"]
    do_all(player, [e.ObjectivesAgreed(("c", "a", "c"))])
    assert list(player.state.setting.objectives) == ["c", "a"]
    assert refused(player, e.ObjectivesAgreed(("a", "z"))) == Refusal(Reason.UNKNOWN, ("z",))


def test_the_story_ends_when_all_are_seated_and_all_is_ticked() -> None:
    """Every role that is not optional has its people, and the guide's and the scenario's own items are ticked."""
    player = at(Step.STORY)
    assert asked(player) == (
        GateItem(GateKind.SEAT, "esther"),
        GateItem(GateKind.SEAT, "nurse"),
        GateItem(GateKind.PREBRIEFING, "mobiler"),
        GateItem(GateKind.PREBRIEFING, "stopp"),
    )
    do_all(player, [e.Seated("esther"), e.Seated("nurse", 1), *TICKED])
    assert asked(player) == (GateItem(GateKind.SEAT, "nurse"),)
    do_all(player, [e.Seated("nurse", 3), e.Ticked("stopp", done=False)])
    assert asked(player) == (GateItem(GateKind.PREBRIEFING, "stopp"),)
    do_all(player, [e.Ticked("stopp"), e.Seated("esther", 0)])
    assert asked(player) == (GateItem(GateKind.SEAT, "esther"),)


def test_a_seat_holds_what_its_role_says() -> None:
    """Too many for a role is refused; an observer's seat is wide."""
    player = at(Step.STORY)
    assert refused(player, e.Seated("nurse", 4)).reason is Reason.OUT_OF_RANGE
    do_all(player, [e.Seated("watcher", 12)])
    assert player.state.setting.seats == {"watcher": 12}


def test_the_simulation_ends_at_an_ending() -> None:
    """The journey must have come to an ending."""
    player = at(Step.SIMULATION)
    assert asked(player) == (GateItem(GateKind.ENDING),)


def test_the_reflection_ends_when_all_have_been_heard() -> None:
    """There is an answer, and everybody who has a role has been heard."""
    player = at(Step.REFLECTION)
    assert asked(player) == (
        GateItem(GateKind.ANSWER),
        GateItem(GateKind.HEARD, "esther"),
        GateItem(GateKind.HEARD, "nurse"),
    )
    do_all(player, [e.Answered("x", "q", "Vad?", "Så", heard=("nurse", "facilitator"))])
    assert asked(player) == (GateItem(GateKind.HEARD, "esther"),)


def test_an_answer_is_replaced_and_taken_away() -> None:
    """The same id again replaces an answer, and an empty text takes it away; who was heard was heard."""
    player = at(Step.REFLECTION)
    do_all(player, [e.Answered("x", "q", "Vad?", "Så", heard=("esther",)), e.Answered("x", "q", "Vad?", "Inte så")])
    assert [answer.text for answer in player.state.plan.answers.values()] == ["Inte så"]
    do_all(player, [e.Answered("x", "q", "Vad?", "")])
    assert player.state.plan.answers == {}
    assert player.state.plan.heard == {"esther"}


@pytest.mark.parametrize("lacks", ["owner", "due", "measure", "follow_ups"])
def test_a_run_never_closes_without_a_complete_action(lacks: str) -> None:
    """No override passes the last gate while no action is complete, and the parts that lack can be named."""
    nothing: dict[str, Any] = {"due": None, "follow_ups": ()}
    part = replace(WHOLE, **{lacks: nothing.get(lacks, "")})
    player = at(Step.ACTION_PLAN)
    do_all(player, [part, e.Ticked("chef")])
    assert missing_parts(part) == (lacks,)
    assert asked(player) == (GateItem(GateKind.ACTION),)
    assert refused(player, c.Advance(override=True)) == Refusal(Reason.GATE, gate=(GateItem(GateKind.ACTION),))
    do_all(player, [replace(WHOLE, action="a2"), c.Advance()])
    assert player.state.step is Step.CLOSED


def test_the_closing_checklist_can_be_passed_over() -> None:
    """With a complete action, the facilitator may close without the checklist, and the journal says what was open."""
    player = at(Step.ACTION_PLAN)
    do_all(player, [WHOLE])
    assert asked(player) == (GateItem(GateKind.CLOSING, "chef"),)
    do_all(player, [c.Advance(override=True)])
    assert last(player) == e.StepEntered(Step.CLOSED, (GateItem(GateKind.CLOSING, "chef"),))


@pytest.mark.parametrize("step", [Step.STORY, Step.SIMULATION, Step.REFLECTION])
def test_an_override_is_written_down(step: Step) -> None:
    """The entry of the step names everything that the gate still asked for."""
    player = at(step)
    still_open = asked(player)
    do_all(player, [c.Advance(override=True)])
    entered = [each.entry for each in player.journal if isinstance(each.entry, e.StepEntered)][-1]
    assert (entered.step, entered.overridden) == (step.following, still_open)


def test_a_removed_action_is_gone_and_a_rewritten_one_replaced() -> None:
    """The plan holds the latest words of each action that is still in it."""
    player = at(Step.ACTION_PLAN)
    do_all(player, [WHOLE, replace(WHOLE, owner="Teamet"), replace(WHOLE, action="a2"), e.ActionRemoved("a2")])
    assert {key: action.owner for key, action in player.state.plan.actions.items()} == {"a1": "Teamet"}


def test_texts_are_cleaned() -> None:
    """Escape sequences and control characters never get into a journal."""
    player = at(Step.REFLECTION)
    do_all(player, [e.Noted(" \x1b[31mröd\x00\u202e "), e.Observed("ser\x07", "tror\x1b]0;x\x07", seat="watcher")])
    assert [each.entry for each in player.journal[-2:]] == [e.Noted("röd"), e.Observed("ser", "tror", seat="watcher")]
