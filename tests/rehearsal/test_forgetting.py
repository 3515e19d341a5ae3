"""Knowledge that ends: explored, walked and analysed as it is played, though no key of the format ends it yet."""

from __future__ import annotations

import pytest

from esthersim.authored.conditions import parse_condition
from esthersim.play.plays import at_the_start
from esthersim.rehearsal.exploring import explore
from esthersim.rehearsal.knowing import who_may_know
from esthersim.rehearsal.teams import rehearse_teams
from esthersim.scenario.model import Scenario
from support.forgetting import Forgetting
from support.graphs import raw_event, raw_scenario

FORGETS = Forgetting(learn={"nurse": ("weight",)})


def journey() -> Scenario:
    """Return a journey on which the nurse knows something, and goes home as long as she does."""
    events = {"start": raw_event("start", ["middle", "middle"]), "middle": raw_event("middle", ["home"])}
    events["middle"]["next"] = [{"when": "nurse knows weight", "to": "home"}, {"to": "lost"}]
    events |= {"home": raw_event("home"), "lost": raw_event("lost")}
    facts = {"weight": {"text": "Vikten", "known_by": ["nurse"]}}
    return Scenario.model_validate(raw_scenario(events, facts=facts))


def with_effects(scenario: Scenario, event: str, *effects: Forgetting) -> Scenario:
    """Return the scenario with effects on arrival at an event."""
    changed = scenario.events[event].model_copy(update={"effects": effects})
    return scenario.model_copy(update={"events": {**scenario.events, event: changed}})


def by_option(scenario: Scenario, *effects: Forgetting) -> Scenario:
    """Return the scenario with effects of the first option at the start."""
    start = scenario.events["start"]
    assert start.decision
    options = {**start.decision.options}
    options["o0"] = options["o0"].model_copy(update={"effects": effects})
    decision = start.decision.model_copy(update={"options": options})
    return scenario.model_copy(
        update={"events": {**scenario.events, "start": start.model_copy(update={"decision": decision})}}
    )


def test_play_takes_the_knowledge_away() -> None:
    """On arrival at the start the role that is named forgets, and nobody else."""
    state = at_the_start(with_effects(journey(), "start", FORGETS)).state
    assert not state.knows("nurse", "weight")


@pytest.mark.parametrize("event", ["start", "middle"])
def test_what_is_forgotten_on_arrival_is_known_by_no_team_from_there_on(event: str) -> None:
    """All teams go the other way then, as the exploration, the random teams and the analysis agree."""
    scenario = with_effects(journey(), event, FORGETS)
    space = explore(scenario)
    assert space.reached == {"start", "middle", "lost"}
    assert rehearse_teams(scenario, 20, 1).endings == {"home": 0, "lost": 20}
    assert who_may_know(space).may_know("lost", "nurse") == set()


def test_what_is_forgotten_with_an_option_is_known_to_those_who_choose_the_other() -> None:
    """Both ways are met, and the role may know it where the two come together."""
    scenario = by_option(journey(), FORGETS)
    space = explore(scenario)
    assert space.reached == scenario.events.keys()
    assert space.choices_that_matter == {"start"}
    teams = rehearse_teams(scenario, 200, 1)
    assert teams.endings == {"home": teams.options["start", "o1"], "lost": teams.options["start", "o0"]}
    assert who_may_know(space).may_know("middle", "nurse") == {"weight"}


def test_an_effect_with_a_condition_may_leave_the_knowledge_as_it_is() -> None:
    """What is taken away under a condition that is now true and now not may still be known afterwards."""
    conditional = FORGETS.model_copy(update={"when": parse_condition("chose o0")})
    space = explore(with_effects(journey(), "middle", conditional))
    assert space.reached == {"start", "middle", "home", "lost"}
    assert who_may_know(space).may_know("middle", "nurse") == {"weight"}


def test_an_inject_makes_them_forget_for_good() -> None:
    """Of a hundred steps in a loop an inject comes to nearly every team, and what it takes away stays away."""
    events = {
        "a": {**raw_event("a", ["a"]), "next": [{"when": "nurse knows weight", "to": "a"}, {"to": "b"}]},
        "b": {**raw_event("b", ["c"]), "next": [{"when": "nurse knows weight", "to": "again"}, {"to": "c"}]},
        "again": raw_event("again"),
        "c": raw_event("c"),
    }
    injects = {"call": {"title": "Det ringer", "text": "Hallå", "effects": [{"learn": {"nurse": "weight"}}]}}
    facts = {"weight": {"text": "Vikten", "known_by": ["nurse"]}}
    scenario = Scenario.model_validate(raw_scenario(events, injects=injects, facts=facts))
    call = scenario.injects["call"].model_copy(update={"effects": (FORGETS,)})
    scenario = scenario.model_copy(update={"injects": {"call": call}})
    assert rehearse_teams(scenario, 50, 1).endings == {"again": 0, "c": 50}
    assert explore(scenario).reached == {"a", "b", "c"}
