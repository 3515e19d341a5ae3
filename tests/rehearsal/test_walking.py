"""One random team at a time: true to the real rules, step by step; receivers apart, people on condition, arrivals."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.plays import Player, at_the_start
from esthersim.play.state import State
from esthersim.play.vocabulary import FactStatus
from esthersim.rehearsal import walking
from esthersim.rehearsal.arriving import Outcome
from esthersim.rehearsal.exploring import explore
from esthersim.rehearsal.readable import Atom
from esthersim.rehearsal.space import INJECT
from esthersim.rehearsal.stops import Stop
from esthersim.rehearsal.tallying import Tally
from esthersim.rehearsal.teams import rehearse_teams
from esthersim.rehearsal.walking import Trace, Walker
from esthersim.scenario.model import UNDATED, Scenario
from support.forgetting import forgetful
from support.graphs import ladder, raw_event, raw_scenario
from support.grown import grown
from support.journeys import journeys
from support.walks import timed

MOST = 60
A_MOMENT = 1e-6
"""Seconds: what rounding may cost."""


class Traced(Walker):
    """A walker that remembers what each team did at each event, as the bits before and after."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.deeds: list[tuple[int, int]] = []
        super().__init__(scenario, seed, Tally(scenario, 1).marks)

    def do(self, stop: Stop, bits: int, handed: dict[int, int]) -> int:
        """Draw as ever, and remember."""
        after = super().do(stop, bits, handed)
        self.deeds.append((bits, after))
        return after


class Followed:
    """A team of the real rules that does what one of the walker did."""

    def __init__(self, walker: Traced) -> None:
        self.compiled = walker.compiled
        self.stops, self.asides = walker.stops, walker.aside
        self.deeds = iter(walker.deeds)
        self.player: Player = at_the_start(self.compiled.scenario)
        self.bits = 0
        self.aside = 0.0
        """What reading and ticking have taken so far, for which the clock of the real run stands."""

    def follow(self, trace: Trace) -> None:
        """Take the same steps, at the same room time, and compare what is true after each."""
        self.bits = trace[0][0].outcome.bits
        self.aside = self.asides[trace[0][0].outcome.target]
        self._arrive(0)
        for (before, _then), (after, now) in pairwise(trace[:MOST]):
            outcome = after.outcome
            if outcome.edge != INJECT:
                self.aside += self.asides[outcome.target]
            self._go(before.outcome.target, outcome, now - self.aside)
            looked_at = self.bits & self.stops[before.outcome.target].reads
            self.bits = self.bits & ~(looked_at & ~outcome.bits) | outcome.bits
            assert self.player.state.here.event == self.compiled.places[outcome.target].key
            self._check()
            if outcome.edge != INJECT:
                self._arrive(outcome.target)

    def _check(self) -> None:
        state = self.player.state
        for atom, bit in self.compiled.readable.bits.items():
            if atom[0] in {"knows", "visited", "checked", "expired", "leaked", "chose"}:
                assert bool(self.bits & bit) == _holds(state, atom), atom

    def _arrive(self, number: int) -> None:
        """Do at an event what the team did."""
        new = 0
        if self.stops[number].draws:
            before, self.bits = next(self.deeds)
            new = self.bits & ~before
        place, known, handover = self.compiled.places[number], self.compiled.readable, self.player.state.event.handover
        if handover:
            apart: dict[str, dict[str, FactStatus]] = {role: {} for role in handover.to}
            for role, facts in apart.items():
                for fact in handover.facts:
                    bits = known.mask(("knows", role, fact))
                    if role in handover.must_not_reach.get(fact, ()):
                        bits |= known.mask(("leaked", fact)) | known.mask(("leaked", fact, role))
                    if new & bits:
                        facts[fact] = FactStatus.GIVEN
            assert self.player.do(c.HandOver(apart=apart)) is None
        for item, bit in place.ticks:
            if new & bit:
                assert self.player.do(e.Checked(item)) is None
        if new & place.waits:
            assert self.player.do(c.RunOut()) is None

    def _go(self, here: int, outcome: Outcome, now: float) -> None:
        player, deed, place = self.player, outcome.deed, self.compiled.places[here]
        edge = None if deed.by == INJECT else self.compiled.edges[deed.by]
        if deed.second >= 0:
            self._wait_until(deed.second)
        elif deed.inject:
            assert player.do(c.FireInject(deed.inject)) is None
        elif (edge and edge.kind == "timer") or deed.trial.bits & ~self.bits & place.waits:
            self._wait_until(place.limit)
        if edge and not deed.inject and edge.kind != "timer":
            player.wait(max(now - player.room - A_MOMENT, 0))
            for item in player.state.event.required:
                assert player.do(e.Checked(item)) is None
            assert player.do(c.Choose(edge.label) if edge.kind == "option" else c.Proceed()) is None
        assert player.room == pytest.approx(now, abs=MOST * A_MOMENT)

    def _wait_until(self, second: float) -> None:
        self.player.wait(max(second - (self.player.room - self.player.state.here.entered), 0))


def _holds(state: State, atom: Atom) -> bool:
    match atom:
        case ("knows", role, fact):
            return state.knows(role, fact)
        case ("chose", option, *event):
            return state.chose(option, event[0] if event else None)
        case (verb, name, *receiver):
            return state.happened(verb, name, receiver[0] if receiver else None)
        case _:
            raise AssertionError(atom)


@given(journeys() | grown() | forgetful() | forgetful(grown()) | timed(), st.integers(0, 1000))
def test_what_a_team_does_is_what_the_real_rules_allow(scenario: Scenario, seed: int) -> None:
    """Step by step the real rules come to the same event, the same knowledge, the same room time and story time."""
    walker = Traced(scenario, seed)
    for _ in range(5):
        walker.deeds.clear()
        trace: Trace = []
        walk = walker.walk(trace)
        team = Followed(walker)
        team.follow(trace)
        if walk.steps < MOST:
            state = team.player.state
            assert state.here.event == walker.compiled.places[walk.end].key
            assert walk.story == int((state.story - (scenario.starts or UNDATED)).total_seconds())


@given(grown(), st.integers(0, 1000))
def test_teams_take_only_steps_of_the_space(scenario: Scenario, seed: int) -> None:
    """Whatever a team meets, the exploration has met: events, options."""
    space, teams = explore(scenario), rehearse_teams(scenario, 8, seed)
    chosen = {(space.edges[number].source, space.edges[number].label) for number in space.set_out}
    assert {key for key, count in teams.events.items() if count} <= space.reached
    assert {option for option, count in teams.options.items() if count} <= chosen
    assert sum(teams.endings.values()) + sum(teams.unfinished.values()) == teams.count == 8


@given(grown(), st.integers(-5, 5))
def test_the_same_seed_gives_the_same_teams(scenario: Scenario, seed: int) -> None:
    """Twice the same is the same."""
    assert rehearse_teams(scenario, 4, seed) == rehearse_teams(scenario, 4, seed)


def calling(**more: Any) -> dict[str, Any]:
    """Return a call in which the nurse tells Esther and the doctor the weight, and what she must not."""
    call = raw_event("call", ["home"])
    call["handover"] = {
        "from": "nurse",
        "to": {"esther": {"must": ["weight"]}, "doctor": {"must_not": ["secret"]}},
        "format": "sbar",
    }
    call["next"] = [{"when": "leaked secret to doctor", "to": "leak"}, {"to": "home"}]
    raw = raw_scenario({"call": call, "home": raw_event("home"), "leak": raw_event("leak")}, **more)
    raw["roles"]["doctor"] = {"title": "Läkare", "brief": "Du har jour."}
    raw["facts"] = {key: {"text": key, "known_by": ["nurse"]} for key in ("weight", "secret")}
    return raw


def test_one_team_in_eight_passes_on_what_it_must_not() -> None:
    """The fact leaks now and then, though the sender knows it in every team."""
    teams = rehearse_teams(Scenario.model_validate(calling()), 4000, 1)
    assert teams.endings["leak"] / 4000 == pytest.approx(1 / 8, abs=0.02)


def test_who_is_there_on_a_condition_is_counted_when_there() -> None:
    """The doctor is at the second event in the half of the teams that rang, and waits in the others."""
    ring = raw_event("ring", ["visit", "visit"])
    visit = {**raw_event("visit", ["end"]), "present": [{"role": "doctor", "when": "chose o0"}], "timer": "6 min"}
    raw = raw_scenario({"ring": ring, "visit": visit, "end": raw_event("end")})
    raw["events"]["ring"]["decision"]["by"] = "nurse"
    raw["roles"]["doctor"] = {"title": "Läkare", "brief": "Du har jour."}
    teams = rehearse_teams(Scenario.model_validate(raw), 400, 1)
    assert teams.roles["doctor"] == teams.options["ring", "o0"]
    assert 0 < teams.roles["doctor"] < 400
    assert teams.busy["doctor"] == pytest.approx(2 * 60, rel=0.2)


def test_what_comes_by_room_time_comes_to_teams_that_stay() -> None:
    """A team stays between two and six minutes: an alarm after four comes to half of them, and leads away."""
    events = {
        "night": {**raw_event("night", ["home"]), "timer": "6 min"},
        "home": raw_event("home"),
        "ward": raw_event("ward"),
    }
    alarm = {"title": "Larmet", "text": "Det ringer.", "arrives": {"room": "4 min", "from": "night"}, "next": "ward"}
    scenario = Scenario.model_validate(raw_scenario(events, injects={"alarm": alarm}))
    teams = rehearse_teams(scenario, 2000, 1)
    assert teams.endings["ward"] / 2000 == pytest.approx(1 / 2, abs=0.05)
    assert min(teams.room_time) < 4 * 60 < max(teams.room_time) < 4.2 * 60


def test_what_comes_by_story_time_comes_to_every_team() -> None:
    """An answer from the laboratory that is due on the way leads every team elsewhere, and the clock shows when."""
    events = {
        "test": raw_event("test", ["next-day"]),
        "next-day": {**raw_event("next-day"), "after": "1 day"},
        "call": raw_event("call"),
    }
    answer = {"title": "Svaret", "text": "5,9", "arrives": {"after": "2 h", "from": "test"}, "next": "call"}
    teams = rehearse_teams(Scenario.model_validate(raw_scenario(events, injects={"answer": answer})), 20, 1)
    assert teams.endings == {"next-day": 0, "call": 20}
    assert set(teams.story_time) == {2 * 3600}


def test_a_trace_says_how_many_steps_and_how_long() -> None:
    """With or without a trace a team does the same, and the trace ends when the walk does."""
    traces: list[Trace] = [[], []]
    traced, plain = Traced(ladder(3), 7), Traced(ladder(3), 7)
    for trace in traces:
        walk = traced.walk(trace)
        assert walk == plain.walk()
        assert (len(trace) - 1, trace[-1][1]) == (walk.steps, walk.room)


def test_a_handover_is_done_once_though_an_inject_comes() -> None:
    """Where the team has been for a while, nothing is done again because the telephone rings."""
    rings = {"call": {"title": "Det ringer", "text": "Hallå", "effects": [{"learn": {"esther": "secret"}}]}}
    walker = Traced(Scenario.model_validate(calling(injects=rings)), 1)
    traces: list[Trace] = [[] for _ in range(200)]
    for trace in traces:
        walker.deeds.clear()
        walker.walk(trace)
        assert len(walker.deeds) == 1
    assert any(taken.outcome.edge == INJECT for trace in traces for taken, _room in trace)


def test_receivers_for_whom_a_fact_is_the_same_are_told_together() -> None:
    """Three in four teams tell both of the two who must or should know; who need not hears it in one of four."""
    raw = calling()
    raw["roles"]["cook"] = {"title": "Kock", "brief": "Du lagar mat."}
    raw["events"]["call"]["handover"]["to"] = {
        "esther": {"must": ["weight"]},
        "doctor": {"should": ["weight"]},
        "cook": {"noise": ["weight"]},
    }
    raw["events"] |= {key: raw_event(key) for key in ("apart", "cook")}
    raw["events"]["call"]["next"] = [
        {"when": "esther knows weight and not doctor knows weight", "to": "apart"},
        {"when": "doctor knows weight and not esther knows weight", "to": "apart"},
        {"when": "cook knows weight", "to": "cook"},
        {"when": "esther knows weight", "to": "home"},
        {"to": "leak"},
    ]
    teams = rehearse_teams(Scenario.model_validate(raw), 4000, 1).endings
    assert teams["apart"] == 0
    assert teams["cook"] / 4000 == pytest.approx(1 / 4, abs=0.03)
    assert teams["home"] / (teams["home"] + teams["leak"]) == pytest.approx(3 / 4, abs=0.03)


def test_a_timer_runs_out_for_one_team_in_eight_though_something_comes_before() -> None:
    """Half of the teams have gone when the telephone rings after four of six minutes; the others stay as they would."""
    events = {
        "night": {**raw_event("night", ["home"]), "timer": {"limit": "6 min", "next": "late"}},
        "home": raw_event("home"),
        "late": raw_event("late"),
    }
    rings = {
        "title": "Det ringer",
        "text": "Hallå",
        "arrives": {"room": "4 min", "from": "night"},
        "effects": [{"set": {"rang": True}}],
    }
    events["home"]["ending"] = [{"when": "rang", "text": "Efter."}, {"text": "Innan."}]
    raw = raw_scenario(events, injects={"rings": rings}, variables={"rang": False})
    teams = rehearse_teams(Scenario.model_validate(raw), 4000, 1)
    assert teams.endings["late"] / 4000 == pytest.approx(1 / 8, abs=0.02)
    assert sum(time > 4 * 60 for time in teams.room_time) / 4000 == pytest.approx(1 / 8 + 7 / 8 / 2, abs=0.03)


def test_forgetting_moments_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A team does the same whether what can be done was worked out before or not."""
    remembering = rehearse_teams(ladder(3), 60, 1)
    monkeypatch.setattr(walking, "MOST_MOMENTS", 2)
    assert rehearse_teams(ladder(3), 60, 1) == remembering
