"""The two front ends side by side: the same acts in both, and the shipped journeys played to the same journals."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from esthersim.clock import ManualClock
from esthersim.journal.opening import memory_store
from esthersim.journal.session import Session
from esthersim.plain import __file__ as plain
from esthersim.plain.dialogue import Dialogue
from esthersim.plain.facilitating import EVERYWHERE
from esthersim.plain.run import play
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.play.kinds import COMMANDS
from esthersim.play.plays import Player, PlayResult, at_the_start, run_play
from esthersim.play.vocabulary import FactStatus, Step
from esthersim.runs.acts import OFFERS, act_of, acts
from esthersim.runs.acts_handover import marking
from esthersim.runs.asks import Choice
from esthersim.scenario.formats import OWN_WORDS
from esthersim.scenario.model import ALL
from esthersim.scenario.play_steps import TO_ALL
from esthersim.screens import __file__ as screens
from esthersim.screens.registry import registry
from esthersim.screens.simulation import SimulationScreen
from support.acts import players
from support.by_keys import press_for
from support.plain_playing import Voice, to_be_done
from support.playing_room import playing, wait
from support.shipped_journeys import each_journey, each_scenario, file_of, journey, text_of

IDS = {offer.id for offer in OFFERS if not offer.for_seats}
PLAYING = ("simulation", "handover", "written", "observer", "devices")
"""The screens that can be open while the team plays, but for the journal."""
ONE_STEP = ("choose", "proceed", "check", "inject")
"""The acts that authors' plays are made of, but for handovers."""


def test_the_screens_have_a_key_for_every_act_and_for_no_other() -> None:
    """A key that does what no seat is offered, or an act that no key does, fails here."""
    bound = {id_ for actions in registry().values() for action in actions for id_ in action.acts}
    # What is written is turned to with the key that chooses the form; what is confirmed goes on with the enter key.
    assert bound <= IDS
    assert IDS - bound - {"receive", "confirm", "proceed"} == set()
    assert {"receive", "confirm", "proceed"} <= {id_ for action in _all_of_playing() for id_ in action}


def _all_of_playing() -> list[tuple[str, ...]]:
    from esthersim.screens.handover import HandoverScreen

    return [action.acts for screen in (SimulationScreen, HandoverScreen) for action in screen.all_actions()]


def test_plain_asks_for_every_act() -> None:
    """Each act is asked for by its id somewhere in plain; in the simulation whatever is on offer can be typed."""
    named = {
        node.value
        for file in Path(plain).parent.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    in_simulation = {
        offer.id for offer in OFFERS if not offer.for_seats and Step.SIMULATION in offer.kind.steps & offer.steps
    }
    assert IDS - named - in_simulation - set(EVERYWHERE) == set()


@pytest.mark.parametrize("front_end", [plain, screens])
def test_a_front_end_makes_no_command_of_its_own(front_end: str) -> None:
    """What people ask for comes from acts; only a clock, and a computer that sleeps, ask without one."""
    made = {
        call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        for file in Path(front_end).parent.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
    }
    assert made & {kind.__name__ for kind in COMMANDS.values()} <= {"Tick", "Pause", "Continue"}


@given(players())
@settings(max_examples=30, deadline=None)
def test_what_one_offers_the_other_offers(player: Player) -> None:
    """In every state whatever is offered has a word at plain's prompts, and a key on some screen of the simulation."""
    if player.state.step is not Step.SIMULATION:
        return
    offered = {act.id for act in acts(player.state, player.state.scenario)}
    keys = registry()
    playing_screens = [action for name in PLAYING for action in keys[name]]
    bound = {id_ for action in (*playing_screens, *keys["journal"], *keys["run"]) for id_ in action.acts}
    assert offered <= bound | {id_ for action in _all_of_playing() for id_ in action}


def plays_of(scenario: str) -> dict[str, PlayResult]:
    """Return the author's plays of a shipped journey that come to an ending."""
    shown = journey(scenario)
    played = {key: run_play(shown, steps) for key, steps in shown.plays.items()}
    return {key: result for key, result in played.items() if result.failure is None and result.state.at_ending}


def _passed_on(received: e.HandoverReceived) -> e.HandoverReceived:
    apart = {role: _needed(statuses) for role, statuses in received.apart.items()}
    return replace(
        received,
        words="",
        statuses=_needed(received.statuses),
        apart={role: statuses for role, statuses in apart.items() if statuses},
    )


def _needed(statuses: Mapping[str, FactStatus]) -> Mapping[str, FactStatus]:
    return {fact: status for fact, status in statuses.items() if status is not FactStatus.NOT_NEEDED}


def by_the_team(entries: Iterable[e.Entry]) -> list[e.Entry]:
    """Return what a team did in the journey and what followed, without what each front end asks for in addition.

    A front end asks about every fact, and says of those that were not passed on that they were not needed; a play
    leaves them out.
    """
    kept = (e.Arrived, e.Chose, e.Checked, e.InjectFired, e.HandoverSent, e.HandoverReceived, e.TimerExpired)
    return [
        _passed_on(entry) if isinstance(entry, e.HandoverReceived) else entry
        for entry in entries
        if isinstance(entry, (*kept, e.HandoverConfirmed))
    ]


def do_by_acts(player: Player, command: Command) -> None:
    """Do what a command asks for with what is on offer, and nothing else."""
    match command:
        case c.Tick():
            assert player.do(command) is None
        case c.HandOver(statuses, confirmed, apart):
            for receiver, marks in {TO_ALL: statuses, **apart}.items():
                for fact, status in marks.items():
                    mark = act_of(acts(player.state, player.state.scenario), "mark-fact", fact)
                    assert mark is not None
                    _do(player, "mark-fact", marking(mark, status, receiver), about=fact)
            _do(player, "send")
            _do(player, "receive", {OWN_WORDS: ""})
            if confirmed and acts(player.state, player.state.scenario, only="confirm"):
                _do(player, "confirm")
        case _:
            for act in (act for id_ in ONE_STEP for act in acts(player.state, player.state.scenario, only=id_)):
                values = [each.id for each in act.ask.options] if isinstance(act.ask, Choice) else [None]
                for value in values:
                    if act.command(value) == command:
                        assert player.do(act.command(value)) is None
                        return
            raise AssertionError(f"{command} is not on offer")


def _do(player: Player, id_: str, value: object = None, *, about: str | None = None) -> None:
    act = act_of(acts(player.state, player.state.scenario, only=id_), id_, about)
    assert act is not None, f"'{id_}' is not on offer"
    assert player.do(act.command(value)) is None


@each_journey
def test_acts_alone_play_the_authors_plays(scenario: str) -> None:
    """Every play leads to the same journal, entry by entry and seat by seat, when it is done by what is on offer."""
    for result in plays_of(scenario).values():
        player = at_the_start(journey(scenario))
        for asked in result.asked[len(player.asked) :]:
            player.room = max(player.room, asked.recorded[0].room)
            do_by_acts(player, asked.command)
        assert [each.entry for each in player.journal] == [each.entry for each in result.journal]


@each_scenario
def test_plain_plays_the_authors_plays(scenario: str) -> None:
    """What the team does, and for which seat, is the same at plain's prompts as in the author's play.

    A journey that not everybody hears is led by the facilitator alone.
    """
    for result in list(plays_of(scenario).values())[:2]:
        clock = ManualClock()
        voice = Voice(clock, to_be_done(each.entry for each in result.journal))
        with Session.begin(memory_store(), text_of(scenario), clock, run="a-run", language="en") as session:
            voice.sit_down(session)
            alone = journey(scenario).heard_by != (ALL,)
            play(Dialogue(voice, facilitator=alone), session, lambda _session: ())
        assert by_the_team(each.entry for each in session.journal) == by_the_team(each.entry for each in result.journal)


@pytest.mark.parametrize("scenario", ["viktlarm", "tom-sang"])
async def test_the_screens_play_an_authors_play(scenario: str, tmp_path: Path) -> None:
    """With keys alone, the console and the handover's screen make the journal of the author's play."""
    result = next(each for each in plays_of(scenario).values() if _has_keys(each))
    async with playing(tmp_path, file_of(scenario)) as stage:
        begun = len(at_the_start(journey(scenario)).asked)
        for asked in result.asked[begun:]:
            await wait(stage, max(0.0, asked.recorded[0].room - stage.session.room()))
            if not isinstance(asked.command, c.Tick):
                await press_for(stage, asked.command)
        assert by_the_team(each.entry for each in stage.session.journal) == by_the_team(
            each.entry for each in result.journal
        )


def _has_keys(result: PlayResult) -> bool:
    return not any(isinstance(each.command, c.FireInject) for each in result.asked)
