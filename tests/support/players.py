"""Playing in tests: a run without store and clock that keeps its journal; a strategy of commands, wrong ones too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from hypothesis import strategies as st

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.play.journey import Journey
from esthersim.play.plays import Player, at_the_start
from esthersim.play.refusal import Refusal
from esthersim.play.state import State
from esthersim.play.words import ActionStatus, FactStatus, Form, Observation
from esthersim.scenario.model import Scenario
from support.scenarios import EXPECTATIONS, FACTS, ITEMS, ROLES

PERSONAL_NUMBER = "19121212-1212"
"""The Tax Agency's own example, Tolvan Tolvansson: nobody's."""


def play(scenario: Scenario, *commands: Command) -> Player:
    """Return a player at the first event who has done these commands, none of them refused."""
    player = at_the_start(scenario)
    do_all(player, commands)
    return player


def do_all(player: Player, commands: Iterable[Command]) -> None:
    """Do commands that must not be refused."""
    for command in commands:
        refusal = player.do(command)
        assert refusal is None, f"{command} was refused: {refusal}"


def refused(player: Player, command: Command) -> Refusal:
    """Do a command that must be refused and change nothing, and return why."""
    before, entries = player.state, len(player.journal)
    refusal = player.do(command)
    assert refusal is not None, f"{command} was not refused"
    assert player.state is before
    assert len(player.journal) == entries
    return refusal


def last(player: Player) -> e.Entry:
    """Return the entry that was made last."""
    return player.journal[-1].entry


def comparable(state: State) -> tuple[object, ...]:
    """Return what a state holds as flat values: equality of its chains as they are would go too deep for Python."""
    journey = state.journey
    if journey is None:
        return (*state[1:],)
    older: list[object] = []
    then: Journey | None = journey
    while then is not None:
        older.append(standing(then))
        then = then.older
    return (state.seq, state.room, state.at, state.step, state.paused, state.setting, older, state.plan)


def standing(journey: Journey) -> tuple[object, ...]:
    """Return all that a rewind brings back of a journey: not the timer, which is armed anew."""
    visits = [visit[:4] for visit in journey.visits()]
    known = {role: facts for role, facts in journey.knowledge.items() if facts}
    return (
        journey.event,
        journey.story,
        visits,
        journey.visited,
        known,
        journey.variables,
        journey.handover,
        journey.deeds,
    )


EVENTS = st.sampled_from([*(f"e{number}" for number in range(6)), "nowhere"])
SEATS = st.sampled_from([*["facilitator"] * 6, *ROLES, "watcher", "nobody"])
SOME_FACTS = st.sampled_from([*FACTS, *FACTS, "gossip"])
TEXTS = st.sampled_from(
    [*["Esther frågar."] * 4, "", " ", "\x1b[31mrött\x00", f"Tolvan {PERSONAL_NUMBER}", "\ud800", "a" * 5000]
)
DATES = st.dates(date(2026, 3, 1), date(2026, 3, 3))
IDS = st.sampled_from(["a1", "a2"])
STATUSES = st.sampled_from(FactStatus)
VALUES = st.integers(-1, 6)


@cache
def commands() -> st.SearchStrategy[Command]:
    """Return a strategy of every command there is, with ids that exist and ids that do not, in and out of place."""
    seat = SEATS
    journey: list[st.SearchStrategy[Command]] = [
        st.builds(c.Proceed, override=st.booleans(), seat=seat),
        st.builds(c.Choose, st.sampled_from(["o0", "o1", "o2", "o9"]), override=st.booleans(), seat=seat),
        st.builds(c.HandOver, st.dictionaries(SOME_FACTS, STATUSES, max_size=3), confirmed=st.booleans(), seat=seat),
        st.builds(c.Send, st.sampled_from(Form), st.dictionaries(st.just("situation"), TEXTS, max_size=1), seat=seat),
        st.builds(c.Receive, TEXTS, seat=seat),
        st.builds(c.Confirm, seat=seat),
        st.builds(e.FactMarked, SOME_FACTS, STATUSES, seat=seat),
        st.builds(e.ConfidenceRated, VALUES, seat=seat),
        st.builds(c.GoTo, EVENTS, seat=seat),
        st.builds(c.MarkExpectation, st.sampled_from([*EXPECTATIONS, "x9"]), st.sampled_from(Observation), seat=seat),
        st.builds(c.FireInject, st.sampled_from(["n0", "n1", "n9"]), override=st.booleans(), seat=seat),
        st.builds(e.TimerExtended, st.sampled_from([-1.0, 0.0, 30.0, float("nan"), 1e9]), seat=seat),
        st.builds(e.Checked, st.sampled_from([*ITEMS, "i9"]), done=st.booleans(), seat=seat),
        st.builds(e.CueGiven, st.sampled_from(["c0", "c9"]), seat=seat),
        st.builds(e.EstherRated, VALUES, seat=seat),
        st.builds(e.Rewound, st.integers(-1, 60), seat=seat),
    ]
    room: list[st.SearchStrategy[Command]] = [
        st.builds(c.Start, st.just(("p9",)), st.just(("k9",))),
        st.builds(c.Advance, override=st.booleans(), seat=seat),
        st.builds(c.Pause, interrupted=st.booleans(), seat=seat),
        st.builds(c.Continue, seat=seat),
        st.builds(c.Tick),
        st.builds(c.RunOut, seat=seat),
        st.builds(e.ObjectivesAgreed, st.lists(st.sampled_from(["ett", "tva", "tre"]), max_size=4).map(tuple)),
        st.builds(e.Seated, seat, st.sampled_from([-1, 0, 1, 2, 99]), seat=seat),
        st.builds(e.Ticked, st.sampled_from(["p0", "p9", "k9", "q"]), done=st.booleans(), seat=seat),
        st.builds(e.Noted, TEXTS, seat=seat),
        st.builds(e.Observed, TEXTS, TEXTS, about=st.none() | seat, watching=st.none() | TEXTS, seat=seat),
        st.builds(e.Spoke, seat, seat=seat),
        st.builds(e.TextAdopted, st.just("0f3c"), seat=seat),
    ]
    return st.one_of(*journey, *journey, *room, plan_commands())


@cache
def plan_commands() -> st.SearchStrategy[Command]:
    """Return a strategy of the commands of reflection, plan and follow-up."""
    seat = SEATS
    plan: list[st.SearchStrategy[Command]] = [
        st.builds(e.GuideChosen, TEXTS, seat=seat),
        st.builds(e.PhaseEntered, TEXTS, seat=seat),
        st.builds(e.Answered, IDS, IDS, TEXTS, TEXTS, heard=st.lists(seat, max_size=2).map(tuple), seat=seat),
        st.builds(e.Heard, seat, seat=seat),
        st.builds(
            e.ActionWritten, IDS, TEXTS, objective=st.sampled_from([None, "ett", "nio"]), owner=TEXTS, measure=TEXTS,
            due=st.none() | DATES, follow_ups=st.lists(DATES, max_size=2).map(tuple), seat=seat,
        ),
        st.builds(e.ActionRemoved, IDS, seat=seat),
        st.builds(e.FollowedUp, IDS, DATES, st.sampled_from(ActionStatus), TEXTS, seat=seat),
    ]  # fmt: skip
    return st.one_of(*plan)
