"""A map in words tells what its drawing cannot: conditions, what happens, who is told what, what comes by itself."""

from __future__ import annotations

import pytest
from hypothesis import given

from esthersim.language import set_language
from esthersim.maps.events import NOT_STARTED
from esthersim.maps.swimlane import swimlane
from esthersim.maps.words import EventWords, Named, deadlines_in_words, event_words, inject_words
from esthersim.scenario.model import Scenario
from support.lanes import peopled
from support.many_additions import many_additions


def _events(scenario: Scenario) -> dict[str, EventWords]:
    lanes = swimlane(scenario)
    told = event_words(scenario, lanes, NOT_STARTED)
    return {column.event: words for column, words in zip(lanes.columns, told, strict=True)}


def _injects() -> dict[str, Named]:
    scenario = many_additions()
    return dict(zip(scenario.injects, inject_words(scenario, swimlane(scenario)), strict=True))


@given(peopled(hostile=True))
def test_every_event_and_inject_has_words(scenario: Scenario) -> None:
    """Nothing is left out, the numbers are those of the drawing, and a stage is named where it begins."""
    told = list(_events(scenario).values())

    assert [words.number for words in told] == [*range(1, len(scenario.events) + 1)]
    assert len(inject_words(scenario, swimlane(scenario))) == len(scenario.injects)
    assert any(words.stage for words in told) == any(event.stage for event in scenario.events.values())


def test_who_is_there_on_a_condition_is_told_with_it() -> None:
    """Whoever casts the roles knows who may have to wait outside, and who hears what is said."""
    assert _events(many_additions())["glimpse"].who == (
        "Night nurse; Doctor (if more than 30 min have passed since “A glimpse”)",
        "Decides: Night nurse",
        "Heard by those who are present",
    )


def test_each_receiver_is_told_apart() -> None:
    """What is for everybody stands once; what one must or must not be told stands with that one's title."""
    assert _events(many_additions())["call"].who == (
        "Esther; Night nurse; Doctor; Help desk",
        "Hands over: Doctor (if “Ring the doctor” was chosen); otherwise Night nurse → Esther; Help desk",
        "Must be said: She fell",
        "Must be said to Help desk: The account is locked",
        "Must not be said to Help desk: She has diabetes",
    )


def test_what_happens_at_an_event_is_told() -> None:
    """Documents with what they tell, effects on arrival with their conditions, and each option's own."""
    told = _events(many_additions())

    assert told["glimpse"].happens == (
        "Shows “Her medicines” to Night nurse: She has diabetes",
        "“trust” falls by 1",
        "“called” becomes true, if it is day 2 or later",
        "“Ring the doctor”: Doctor learns “She fell”",
    )
    assert told["floor"].happens == ("The inject “The alarm” leads here",)


def test_ways_have_their_conditions_in_words() -> None:
    """Nobody who reads a map has to know an id."""
    told = _events(many_additions())

    assert told["glimpse"].onward == (
        "Ring the doctor → 2. The call",
        "Wait (if Doctor does not know “She fell”) → 4. Morning",
    )
    assert told["call"].onward[0] == (
        "if “She has diabetes” has leaked to Help desk or the time is before 06:00 → 3. On the floor"
    )
    assert told["morning"].onward == ("It ends: Slut",)


def test_a_stage_is_named_where_it_begins() -> None:
    """The title stands before the first event of the stage alone."""
    assert [words.stage for words in _events(many_additions()).values()] == ["The night", "", "The morning", ""]


def test_injects_tell_when_they_come_and_where_they_lead() -> None:
    """By room time, by story time after an event, a choice or an inject, at a moment, or by hand."""
    told = {key: named.words for key, named in _injects().items()}

    assert told["alarm"] == (
        (
            "3 min of room time after the team has come to “A glimpse”, while it is still there, "
            "if the team has not been at “On the floor”"
        ),
        "For: Night nurse",
        "“trust” becomes 1",
        "→ 3. On the floor",
    )
    assert told["lab"] == ("2 h of story time after the choice “Ring the doctor”",)
    assert told["tired"] == ("1 h of story time after the inject “The alarm”",)
    assert told["midnight"] == ("day 2, 00:00",)
    assert told["visitor"] == ("when the facilitator lets it happen", "→ 4. Morning")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "within 30 min from “A glimpse” to “The call”"),
        ("sv", "inom 30 min från ”A glimpse” till ”The call”"),
    ],
)
def test_deadlines_tell_between_which_events_they_run(language: str, words: str) -> None:
    """With the length, and who says so."""
    set_language(language)
    assert deadlines_in_words(many_additions()) == (Named("Seen in time", (words, "Handbook")),)
