"""Playing in tests: a run without store and clock that keeps its journal; a strategy of commands, wrong ones too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from esthersim.play.vocabulary import ActionStatus, FactStatus, Form, Observation, Ticking
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
        journey.record,
        journey.there,
        journey.proposals,
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
MARKS = st.dictionaries(SOME_FACTS, STATUSES, max_size=3)
RECEIVERS = st.sampled_from([*ROLES, "nobody"])
INJECTS = st.sampled_from(["n0", "n1", "n2", "n3", "n9"])
VALUES = st.integers(-1, 6)


Drawn = Mapping[type[Command], st.SearchStrategy[Command]]

JOURNEY: Drawn = {
    c.Proceed: st.builds(c.Proceed, override=st.booleans(), seat=SEATS),
    c.Choose: st.builds(c.Choose, st.sampled_from(["o0", "o1", "o2", "o9"]), override=st.booleans(), seat=SEATS),
    c.HandOver: st.builds(
        c.HandOver,
        MARKS,
        confirmed=st.booleans(),
        apart=st.just({}) | st.dictionaries(RECEIVERS, MARKS, max_size=2),
        seat=SEATS,
    ),
    c.Send: st.builds(
        c.Send, st.sampled_from(Form), st.dictionaries(st.just("situation"), TEXTS, max_size=1), seat=SEATS
    ),
    c.Receive: st.builds(c.Receive, TEXTS, seat=SEATS),
    e.SaidBack: st.builds(e.SaidBack, TEXTS, seat=SEATS),
    e.Proposed: st.builds(e.Proposed, st.sampled_from([None, "o0", "o1", "o2", "o9"]), seat=SEATS),
    c.Confirm: st.builds(c.Confirm, seat=SEATS),
    e.FactMarked: st.builds(e.FactMarked, SOME_FACTS, STATUSES, st.none() | RECEIVERS, seat=SEATS),
    e.ConfidenceRated: st.builds(e.ConfidenceRated, VALUES, seat=SEATS),
    c.GoTo: st.builds(c.GoTo, EVENTS, seat=SEATS),
    c.MarkExpectation: st.builds(
        c.MarkExpectation, st.sampled_from([*EXPECTATIONS, "x9"]), st.sampled_from(Observation), seat=SEATS
    ),
    c.FireInject: st.builds(c.FireInject, INJECTS, override=st.booleans(), seat=SEATS),
    e.InjectHeld: st.builds(e.InjectHeld, INJECTS, held=st.booleans(), seat=SEATS),
    e.TimerExtended: st.builds(e.TimerExtended, st.sampled_from([-1.0, 0.0, 30.0, float("nan"), 1e9]), seat=SEATS),
    e.Checked: st.builds(e.Checked, st.sampled_from([*ITEMS, "i9"]), done=st.booleans(), seat=SEATS),
    e.CueGiven: st.builds(e.CueGiven, st.sampled_from(["c0", "c9"]), seat=SEATS),
    e.EstherRated: st.builds(e.EstherRated, VALUES, st.just("") | st.sampled_from(ROLES), seat=SEATS),
    e.Rewound: st.builds(e.Rewound, st.integers(-1, 60), seat=SEATS),
}
ROOM: Drawn = {
    c.Start: st.builds(c.Start, st.just(("p9",)), st.just(("k9",))),
    c.Advance: st.builds(c.Advance, override=st.booleans(), seat=SEATS),
    c.Pause: st.builds(c.Pause, interrupted=st.booleans(), seat=SEATS),
    c.Continue: st.builds(c.Continue, seat=SEATS),
    c.Tick: st.builds(c.Tick),
    c.RunOut: st.builds(c.RunOut, seat=SEATS),
    e.ObjectivesAgreed: st.builds(
        e.ObjectivesAgreed, st.lists(st.sampled_from(["ett", "tva", "tre"]), max_size=4).map(tuple)
    ),
    e.Seated: st.builds(e.Seated, SEATS, st.sampled_from([-1, 0, 1, 2, 99]), seat=SEATS),
    e.Ticked: st.builds(e.Ticked, st.sampled_from(["p0", "p9", "k9", "q"]), done=st.booleans(), seat=SEATS),
    e.Noted: st.builds(e.Noted, TEXTS, seat=SEATS),
    e.Observed: st.builds(e.Observed, TEXTS, TEXTS, about=st.none() | SEATS, watching=st.none() | TEXTS, seat=SEATS),
    e.Spoke: st.builds(e.Spoke, SEATS, seat=SEATS),
    e.TextAdopted: st.builds(e.TextAdopted, st.just("0f3c"), seat=SEATS),
    e.StopAsked: st.builds(e.StopAsked, seat=SEATS),
    e.TickingAgreed: st.builds(e.TickingAgreed, st.sampled_from(Ticking), seat=SEATS),
    e.SettlingAgreed: st.builds(e.SettlingAgreed, by_deciders=st.booleans(), seat=SEATS),
}
PLAN: Drawn = {
    e.GuideChosen: st.builds(e.GuideChosen, TEXTS, seat=SEATS),
    e.PhaseEntered: st.builds(e.PhaseEntered, TEXTS, seat=SEATS),
    e.Answered: st.builds(e.Answered, IDS, IDS, TEXTS, TEXTS, heard=st.lists(SEATS, max_size=2).map(tuple), seat=SEATS),
    e.Heard: st.builds(e.Heard, SEATS, seat=SEATS),
    e.ActionWritten: st.builds(
        e.ActionWritten, IDS, TEXTS, objective=st.sampled_from([None, "ett", "nio"]), owner=TEXTS, measure=TEXTS,
        due=st.none() | DATES, follow_ups=st.lists(DATES, max_size=2).map(tuple), seat=SEATS,
    ),
    e.ActionRemoved: st.builds(e.ActionRemoved, IDS, seat=SEATS),
    e.FollowedUp: st.builds(e.FollowedUp, IDS, DATES, st.sampled_from(ActionStatus), TEXTS, seat=SEATS),
}  # fmt: skip
DRAWN: Drawn = {**JOURNEY, **ROOM, **PLAN}
"""Every kind of command, with ids that exist and ids that do not; the journey's, the room's, and those of the plan."""


@cache
def commands() -> st.SearchStrategy[Command]:
    """Return a strategy of every command there is, in and out of place."""
    return st.one_of(*JOURNEY.values(), *JOURNEY.values(), *ROOM.values(), plan_commands())


@cache
def plan_commands() -> st.SearchStrategy[Command]:
    """Return a strategy of the commands of reflection, plan and follow-up."""
    return st.one_of(*PLAN.values())
