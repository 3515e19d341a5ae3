"""Random teams: the same for a seed, true to the rules, and counted as they should be."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.rehearsal.exploring import explore
from esthersim.rehearsal.pace import paces
from esthersim.rehearsal.teams import rehearse_teams
from esthersim.rehearsal.walking import FEWEST_LEGS
from esthersim.scenario.model import Scenario
from support.forgetting import forgetful
from support.graphs import journey, ladder, raw_branching, raw_event, raw_scenario, ring
from support.journeys import journeys


@given(journeys() | forgetful(), st.integers(0, 1000))
def test_teams_take_only_steps_of_the_space(scenario: Scenario, seed: int) -> None:
    """Whatever a team meets, the exploration has met: events, options, endings."""
    space, teams = explore(scenario), rehearse_teams(scenario, 8, seed)
    taken = {(space.edges[number].source, space.edges[number].label) for number in space.taken}
    assert {key for key, count in teams.events.items() if count} <= space.reached
    assert {option for option, count in teams.options.items() if count} <= taken


@given(journeys() | forgetful(), st.integers(-5, 5))
def test_the_same_seed_gives_the_same_teams(scenario: Scenario, seed: int) -> None:
    """Twice the same is the same; the first teams are the same however many there are."""
    one = rehearse_teams(scenario, 4, seed)
    assert one == rehearse_teams(scenario, 4, seed)
    assert rehearse_teams(scenario, 6, seed).room_time[: len(one.room_time)] == one.room_time


def test_teams_are_the_same_on_every_machine() -> None:
    """The numbers of a seed are written down here: no other Python or system may give others."""
    teams = rehearse_teams(ladder(3), 100, 7)
    assert teams.endings == {"end0": 49, "end1": 17, "end2": 16, "e3": 18}


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_teams_do_not_hang_on_the_order_of_sets(hash_seed: str) -> None:
    """Another seed for Python's own hashes changes nothing."""
    program = (
        "from esthersim.rehearsal.teams import rehearse_teams;"
        "from esthersim.library.scenarios import default_library;"
        "from esthersim.scenario.loading import load_scenario;"
        "print(rehearse_teams(load_scenario(default_library().find('tom-sang')).scenario, 40, 3))"
    )
    whole = {**os.environ, "PYTHONHASHSEED": hash_seed}
    told = subprocess.run([sys.executable, "-c", program], env=whole, capture_output=True, text=True, check=True)
    from esthersim.library.scenarios import default_library
    from esthersim.scenario.loading import load_scenario, scenario_or_error

    here = rehearse_teams(scenario_or_error(load_scenario(default_library().find("tom-sang"))), 40, 3)
    assert told.stdout.strip() == str(here)


@given(journeys() | forgetful(), st.integers(0, 1000))
def test_counts_and_shares_fit_together(scenario: Scenario, seed: int) -> None:
    """Every team is counted once by where it was in the end, and shares of endings sum to one."""
    teams = rehearse_teams(scenario, 12, seed)
    ended = sum(teams.endings.values())
    assert ended + sum(teams.unfinished.values()) == teams.count == 12
    assert len(teams.room_time) == len(teams.story_time) == ended
    for losses in teams.lost.values():
        for loss in losses:
            assert loss.given + loss.lost + loss.unknown == teams.handovers[loss.event]
            for shares in (loss.endings_given, loss.endings_lost):
                assert not shares or sum(shares.values()) == pytest.approx(1)


def _calling(facts: dict[str, Any] | None = None, **more: Any) -> Scenario:
    """Return a call that carries one fact: who knows it goes home, who does not goes to hospital."""
    call = raw_event("call", ["home"])
    call["handover"] = {"from": "nurse", "to": "esther", "format": "sbar", "must": ["weight"], "noise": ["cat"]}
    call["next"] = [{"when": "esther knows weight", "to": "home"}, {"to": "hospital"}]
    events = {"call": call, "home": raw_event("home"), "hospital": raw_event("hospital")}
    known = {"weight": {"text": "Vikten", "known_by": ["nurse"]}, "cat": {"text": "Katten", "known_by": ["nurse"]}}
    return Scenario.model_validate(raw_scenario(events, facts=facts or known, **more))


def test_it_is_told_where_a_fact_is_lost_and_what_that_changes() -> None:
    """A quarter of the teams lose the fact at its handover, and just these come to the other ending."""
    teams = rehearse_teams(_calling(), 2000, 1)
    (loss,) = teams.lost["weight"]
    assert (loss.event, loss.unknown) == ("call", 0)
    assert loss.share == pytest.approx(0.25, abs=0.04)
    assert loss.endings_given == {"home": 1, "hospital": 0}
    assert loss.endings_lost == {"home": 0, "hospital": 1}
    assert teams.endings == {"home": loss.given, "hospital": loss.lost}
    assert "cat" not in teams.lost


def test_a_fact_that_the_sender_never_knew_is_not_lost_at_that_handover() -> None:
    """What the sender does not know is told apart from what was kept back."""
    scenario = _calling(facts={"weight": {"text": "Vikten"}, "cat": {"text": "Katten"}})
    (loss,) = rehearse_teams(scenario, 50, 1).lost["weight"]
    assert (loss.given, loss.lost, loss.unknown) == (0, 0, 50)


def test_a_role_waits_while_it_is_neither_present_nor_acting() -> None:
    """Who is present in the middle of three events waits for the longer of the others; Esther is there throughout."""
    events = {
        key: {**raw_event(key, to), "timer": timer, "present": present}
        for key, to, timer, present in (
            ("a", ["b"], "9 min", ["esther"]),
            ("b", ["c"], "3 min", ["esther", "nurse"]),
            ("c", ["d"], "30 s", ["esther"]),
        )
    }
    events["d"] = {**raw_event("d"), "present": ["esther"]}
    teams = rehearse_teams(Scenario.model_validate(raw_scenario(events)), 400, 1)
    assert teams.waits["esther"] == 0
    assert 3 * 60 < teams.waits["nurse"] < 9 * 60
    assert teams.waits["nurse"] == pytest.approx(6 * 60, rel=0.1)
    assert teams.busy["nurse"] == pytest.approx(2 * 60, rel=0.1)
    assert teams.roles == {"esther": 400, "nurse": 400}


def test_room_time_keeps_within_the_timers() -> None:
    """After the reading an event takes from a third of its limit to all of it; an ending, as long as it is read."""
    events = {"a": {**raw_event("a", ["b"]), "timer": "6 min"}, "b": raw_event("b")}
    scenario = Scenario.model_validate(raw_scenario(events))
    teams = rehearse_teams(scenario, 500, 1)
    read = paces(scenario)["a"].whole - 6 * 60 + paces(scenario)["b"].whole
    assert 2 * 60 <= min(teams.room_time) - read < 2.1 * 60
    assert 5.9 * 60 < max(teams.room_time) - read <= 6 * 60


def test_a_timer_runs_out_for_one_team_in_eight() -> None:
    """A timer that moves on does so now and then, and then all of its limit has passed."""
    scenario = journey({"a": "b", "b": "", "late": ""}, timers={"a": "late"})
    teams = rehearse_teams(scenario, 4000, 1)
    assert teams.endings["late"] / 4000 == pytest.approx(1 / 8, abs=0.02)
    stays = paces(scenario)
    assert stays["a"].whole > 4 * 60
    assert max(teams.room_time) == pytest.approx(stays["a"].whole + stays["late"].whole)


def test_a_team_in_a_loop_comes_to_no_ending() -> None:
    """A walk is bounded, and the teams without an ending are said."""
    teams = rehearse_teams(ring(3), 4, 1)
    assert teams.steps == 4 * FEWEST_LEGS
    assert sum(teams.unfinished.values()) == 4
    assert not teams.room_time


def test_an_inject_comes_at_most_once() -> None:
    """Of a hundred steps in a loop an inject comes once to nearly every team, and to none twice."""
    injects = {"call": {"title": "Det ringer", "text": "Hallå", "effects": [{"add": {"calls": 1}}]}}
    events = {
        "a": {**raw_event("a"), "next": [{"when": "calls >= 1", "to": "b"}, {"to": "a"}]},
        "b": {**raw_event("b"), "next": [{"when": "calls >= 2", "to": "twice"}, {"to": "c"}]},
        "twice": raw_event("twice"),
        "c": raw_event("c"),
    }
    for event in (events["a"], events["b"]):
        event.pop("ending")
    scenario = Scenario.model_validate(raw_scenario(events, injects=injects, variables={"calls": 0}))
    assert rehearse_teams(scenario, 200, 1).endings == {"twice": 0, "c": 200}


def test_a_team_that_meets_both_branches_of_an_option_chose_it_once() -> None:
    """It leads back the first time and on the second; every team that chose it counts once."""
    home = raw_branching("home", {"effects": [{"add": {"n": 1}}]}, ("n < 2", "home"), last="end")
    del home["decision"]["options"]["o0"]
    scenario = Scenario.model_validate(raw_scenario({"home": home, "end": raw_event("end")}, variables={"n": 0}))
    teams = rehearse_teams(scenario, 20, 1)
    assert teams.options == {("home", "ring"): 20}
    assert teams.endings == {"end": 20}
