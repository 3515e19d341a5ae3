"""What every shipped journey has: enough to decide and to hand over, voices that differ, watchers, a follow-up."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from esthersim.authoring.rules.personal_data import private_in
from esthersim.cleaning import personal_number_in
from esthersim.play.plays import run_play
from esthersim.rehearsal.pace import time_of_play
from esthersim.rehearsal.rehearsing import rehearse
from esthersim.scenario.handovers import Handover
from esthersim.scenario.loading import load_scenario
from esthersim.scenario.model import Scenario
from esthersim.shipped import shipped
from support.shipped_journeys import LANGUAGES, each_scenario, file_of, journey, space, texts, translated_into

SHORT = frozenset({"overrapportering-natt"})
"""Trainers of one thing in ten minutes, which may be shorter."""
IN_ONE_HOUSE = frozenset({"tom-sang"})
"""Nights inside one organisation: only in the morning does something cross its border."""
TEAMS, SEED, FEWEST_AT_AN_ENDING = 1500, 1, 0.03


def crosses_a_border(shown: Scenario, handover: Handover) -> bool:
    """Tell whether facts go from one organisation to another."""
    sender = shown.roles[handover.usual_sender].organisation
    return sender is not None and any(shown.roles[to].organisation not in {None, sender} for to in handover.to)


@each_scenario
def test_there_is_enough_to_do(scenario: str) -> None:
    """Eight events, a decision, and two handovers over a border where losing what must be passed on changes the way."""
    shown = journey(scenario)
    assert len(shown.events) >= 8 or scenario in SHORT
    assert any(event.decision for event in shown.events.values())
    matters = space(scenario).facts_that_matter
    grave = [
        key
        for key, event in shown.events.items()
        if event.handover
        and crosses_a_border(shown, event.handover)
        and matters.get(key, frozenset()) & event.handover.must_reach.keys()
    ]
    assert len(grave) >= (1 if scenario in IN_ONE_HOUSE else 2), grave


@each_scenario
def test_everybody_has_something_of_their_own(scenario: str) -> None:
    """Each role has a private part, and Esther her own voice wherever she is."""
    shown = journey(scenario)
    assert [key for key, role in shown.roles.items() if not role.private] == []
    with_esther = {key for key, event in shown.events.items() if set(event.may_be_present) & set(shown.patients)}
    assert with_esther
    assert sorted(key for key in with_esther if not shown.events[key].esther) == []


@each_scenario
def test_the_facilitator_is_helped(scenario: str) -> None:
    """With a note at every decision, with cues, an inject, and expectations that belong to the objectives."""
    shown = journey(scenario)
    decisions = [key for key, event in shown.events.items() if event.decision]
    assert [key for key in decisions if not shown.events[key].facilitator] == []
    assert any(event.cues for event in shown.events.values())
    assert shown.injects
    expected = [each for event in shown.events.values() for each in event.expect.values()]
    assert [each.text for each in expected if each.objective not in shown.objectives] == []
    trained = {each.objective for each in expected}
    trained |= {item.objective for event in shown.events.values() for item in event.checklist.values()}
    assert set(shown.objectives) - trained == set()


@each_scenario
def test_it_is_watched_followed_up_and_accounted_for(scenario: str) -> None:
    """Observers have something to watch, the plan is followed up, a source has a document and a line, or an address."""
    shown = journey(scenario)
    assert shown.observers
    assert [key for key, observer in shown.observers.items() if not observer.watch] == []

    assert shown.action_plan.follow_up
    assert [source for source in shown.sources if re.search(r"^\d{3}:\d+|https://\S+", source)]
    assert len(shown.plays) >= 2


@pytest.mark.parametrize("language", LANGUAGES)
@each_scenario
def test_every_play_takes_no_longer_than_promised(scenario: str, language: str) -> None:
    """In the language it is read in, as `check` and `rehearse` count; and the debriefing is at least as long."""
    shown, time = journey(scenario, language), journey(scenario).time
    for key, steps in journey(scenario).plays.items():
        took = time_of_play(shown, run_play(journey(scenario), steps).journal)
        assert took <= time.simulation.total_seconds, key
        assert took <= time.debriefing.total_seconds, key
        assert shown.debriefing.minutes is None or took <= 60 * shown.debriefing.minutes, key


@each_scenario
def test_a_rehearsal_meets_everything(scenario: str) -> None:
    """Nothing is cut and nothing untested, and each ending is one that teams come to without meaning to."""
    rehearsal = rehearse(journey(scenario), TEAMS, SEED)
    assert rehearsal.space.complete
    assert rehearsal.passed, (rehearsal.untested, {key: play.failure for key, play in rehearsal.plays.items()})
    shares = {key: count / TEAMS for key, count in rehearsal.teams.endings.items()}
    assert {key: share for key, share in shares.items() if share < FEWEST_AT_AN_ENDING} == {}


@each_scenario
def test_the_translation_is_whole(scenario: str) -> None:
    """Every text is there in both languages, a sentence is not the same in both, and other tools can read the file."""
    loaded = [load_scenario(file_of(scenario), language) for language in LANGUAGES]
    assert [each.problems for each in loaded] == [(), ()]
    with (shipped("scenarios") / "locale" / translated_into(scenario) / f"{scenario}.po").open("rb") as file:
        assert read_po(file)
    own, other = (texts(scenario, language) for language in LANGUAGES)
    assert own.keys() == other.keys()
    assert [key for key, text in own.items() if text == other[key] and len(" ".join(text).split()) > 3] == []


@each_scenario
def test_nobody_real_is_in_it(scenario: str) -> None:
    """No personal number, no telephone number, no address, in no text and in no language."""
    assert list(_private(scenario)) == []


def _private(scenario: str) -> Iterator[str]:
    for language in LANGUAGES:
        for key, text in texts(scenario, language).items():
            if personal_number_in(" ".join(text)) or list(private_in(" ".join(text))) or "@" in " ".join(text):
                yield f"{language}, {key}: {text}"
