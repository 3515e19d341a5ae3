"""Random teams by the whole rules: receivers apart, people on condition, story time, and what comes by itself."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.plays import Player, at_the_start
from esthersim.play.state import State
from esthersim.play.vocabulary import FactStatus
from esthersim.rehearsal.arriving import Outcome
from esthersim.rehearsal.compiled import Place
from esthersim.rehearsal.exploring import explore
from esthersim.rehearsal.questions import Values
from esthersim.rehearsal.readable import Atom
from esthersim.rehearsal.space import INJECT
from esthersim.rehearsal.tallying import Tally
from esthersim.rehearsal.teams import rehearse_teams
from esthersim.rehearsal.walking import is_plain
from esthersim.rehearsal.wandering import Visit, Wanderer
from esthersim.scenario.model import UNDATED, Scenario
from support.forgetting import forgetful
from support.graphs import raw_event, raw_scenario
from support.grown import grown
from support.journeys import journeys

MOST = 60


class Followed(Wanderer):
    """A team that does with the real rules, at once, whatever it does with the compiled ones."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        super().__init__(scenario, seed, Tally(scenario, 1).apart)
        self.begin()

    def begin(self) -> None:
        """Start anew with the real rules."""
        self.player: Player = at_the_start(self.compiled.scenario)
        self.steps = 0

    def do(self, place: Place, bits: int, handed: dict[int, int]) -> int:
        """Draw what is done, and do the same."""
        after = super().do(place, bits, handed)
        if self.steps < MOST:
            self._check(bits)
            self._do_the_same(place, after & ~bits)
        return after

    def _step(self, place: Place, visit: Visit, bits: int, values: Values, now: float) -> tuple[float, Outcome] | None:
        step = super()._step(place, visit, bits, values, now)
        self.steps += 1
        if step and self.steps < MOST:
            self._go_the_same_way(place, step[1], bits)
            self._check(step[1].bits)
            passed = self.player.state.story - (self.compiled.scenario.starts or UNDATED)
            assert self._story(step[1].values) == int(passed.total_seconds())
        return step

    def _check(self, bits: int) -> None:
        state = self.player.state
        for atom, bit in self.compiled.readable.bits.items():
            if atom[0] in {"knows", "visited", "checked", "expired", "leaked", "chose"}:
                assert bool(bits & bit) == _holds(state, atom), atom

    def _do_the_same(self, place: Place, new: int) -> None:
        known, handover = self.compiled.readable, self.player.state.event.handover
        if handover:
            apart: dict[str, dict[str, FactStatus]] = {role: {} for role in handover.to}
            for role, facts in apart.items():
                for fact in self.compiled.scenario.facts:
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

    def _go_the_same_way(self, place: Place, outcome: Outcome, bits: int) -> None:
        player, deed = self.player, outcome.deed
        edge = None if deed.by == INJECT else self.compiled.edges[deed.by]
        if deed.second >= 0:
            player.wait(deed.second - (player.room - player.state.here.entered))
        elif deed.inject:
            assert player.do(c.FireInject(deed.inject)) is None
        elif edge and edge.kind == "timer":
            player.wait(place.limit - (player.room - player.state.here.entered))
        elif edge:
            if deed.trial.bits & ~bits & place.waits:
                player.wait(place.limit - (player.room - player.state.here.entered))
            for item in player.state.event.required:
                assert player.do(e.Checked(item)) is None
            assert player.do(c.Choose(edge.label) if edge.kind == "option" else c.Proceed()) is None
        assert player.state.here.event == self.compiled.places[outcome.target].key


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


@given(grown() | journeys() | forgetful(grown()), st.integers(0, 1000))
def test_what_a_team_does_is_what_the_real_rules_allow(scenario: Scenario, seed: int) -> None:
    """Step by step the real rules come to the same event, the same knowledge and the same story time."""
    team = Followed(scenario, seed)
    for _ in range(3):
        team.begin()
        team.walk()


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
    assert not is_plain(scenario)
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
