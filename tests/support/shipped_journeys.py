"""Journeys as tests need them: loaded once, explored once, with the shortest way to each event.

Those that ship, and those in tests/journeys.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from esthersim.cleaning import clean
from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.store import ScenarioText
from esthersim.play.plays import PlayResult, run_play
from esthersim.rehearsal.exploring import explore
from esthersim.rehearsal.space import Space
from esthersim.rehearsal.ways import as_play, way_to
from esthersim.scenario.loading import load_scenario, scenario_or_error
from esthersim.scenario.model import Scenario
from esthersim.scenario.translatable import translatable
from esthersim.shipped import shipped

SCENARIOS = tuple(sorted(file.stem for file in shipped("scenarios").glob("*.yaml")))
LANGUAGES = ("sv", "en")
"""Every shipped scenario is written in one of them, and translated into the other."""
each_scenario = pytest.mark.parametrize("scenario", SCENARIOS)
"""A test of every shipped scenario, by its id."""
OWN_FOLDER = Path(__file__).parents[1] / "journeys"
OWN = tuple(sorted(file.stem for file in OWN_FOLDER.glob("*.yaml")))
each_own = pytest.mark.parametrize("scenario", OWN)
"""A test of every journey that is here for the tests alone, by its id."""
each_journey = pytest.mark.parametrize("scenario", [*SCENARIOS, *OWN])
"""A test of every journey of both sorts, by its id."""


def file_of(scenario: str) -> Path:
    """Return the file of a scenario."""
    return (OWN_FOLDER if scenario in OWN else shipped("scenarios")) / f"{scenario}.yaml"


@cache
def journey(scenario: str, language: str = "sv") -> Scenario:
    """Return a scenario in a language."""
    return scenario_or_error(load_scenario(file_of(scenario), language))


@cache
def text_of(scenario: str) -> ScenarioText:
    """Return a scenario as a run carries it."""
    return scenario_text(file_of(scenario))


@cache
def space(scenario: str) -> Space:
    """Return every state of a scenario."""
    return explore(journey(scenario))


@cache
def own_language(scenario: str) -> str:
    """Return the language that a scenario was written in."""
    return scenario_or_error(load_scenario(file_of(scenario))).language


def translated_into(scenario: str) -> str:
    """Return the one of the two languages that a scenario was not written in."""
    (other,) = set(LANGUAGES) - {own_language(scenario)}
    return other


def endings(scenario: str) -> tuple[str, ...]:
    """Return the events where a scenario ends."""
    return tuple(key for key, event in journey(scenario).events.items() if event.ending is not None)


@cache
def played_to(scenario: str, event: str) -> PlayResult:
    """Play the shortest way to an event, which fails where there is none."""
    found = space(scenario)
    result = run_play(journey(scenario), as_play(way_to(found, found.states_at(event)[0])))
    assert result.failure is None, f"{scenario}: {result.failure}"
    return result


@cache
def texts(scenario: str, language: str) -> dict[str, tuple[str, ...]]:
    """Return every text of a scenario in a language, by its key path, as paragraphs that flow."""
    return {key: paragraphs(text) for key, text in translatable(journey(scenario, language)).items()}


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, each on one line."""
    return tuple(filter(None, map(flowing, text.split("\n"))))


def flowing(text: str) -> str:
    """Return a text as a front end shows it, with every space and every break of a line as one space."""
    return " ".join(clean(text).split())
