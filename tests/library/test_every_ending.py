"""Every shipped journey, played to every ending in both languages at the plain front end, from needs to closing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from esthersim.clock import ManualClock
from esthersim.journal.session import Session
from esthersim.language import _, set_language
from esthersim.play.entries import Arrived
from esthersim.play.vocabulary import Step
from esthersim.scenario.model import ALL
from support.other_language import foreign_words
from support.plain_playing import AROUND_IT, IN_THE_SIMULATION, Voice, led_to_its_closing, to_be_done
from support.shipped_journeys import LANGUAGES, each_scenario, endings, journey, played_to, texts

TOLD_TO_ALL = ("title", "place", "text", "esther")
FOR_THE_FACILITATOR = ("facilitator",)


@dataclass(frozen=True, slots=True)
class Led:
    """A run that was led to its closing."""

    session: Session
    said: tuple[str, ...]

    @property
    def flowing(self) -> str:
        """All that was said, on one line."""
        return " ".join(" ".join(self.said).split())

    @property
    def visited(self) -> list[str]:
        """The events in the order of the way, as often as the team came to them."""
        return [each.entry.event for each in self.session.journal if isinstance(each.entry, Arrived)]


def led(scenario: str, ending: str, language: str, *, facilitator: bool) -> Led:
    """Lead a run to an ending by the shortest way, and on to its closing."""
    clock = ManualClock()
    voice = Voice(clock, to_be_done(each.entry for each in played_to(scenario, ending).journal))
    session = led_to_its_closing(
        voice, clock, scenario, language, facilitator=facilitator, papers=("/papers/a-run.html",)
    )
    return Led(session, tuple(voice.said))


def led_to_all(scenario: str, language: str) -> Mapping[str, Led]:
    """Lead a run to each ending: the first where everybody sees the screen, the others where the facilitator does.

    A journey that is not for everybody to hear is led by the facilitator alone.
    """
    set_language(language)
    first, *others = endings(scenario)
    return {
        first: led(scenario, first, language, facilitator=journey(scenario).heard_by != (ALL,)),
        **{ending: led(scenario, ending, language, facilitator=True) for ending in others},
    }


def test_what_is_answered_is_what_is_asked() -> None:
    """Each question that has an answer is a message of the program, or it would be met in English alone."""
    set_language("sv")
    assert [question for question in (*IN_THE_SIMULATION, *AROUND_IT) if _(question) == question] == []


@pytest.mark.parametrize("language", LANGUAGES)
@each_scenario
def test_every_ending_is_reached(scenario: str, language: str) -> None:
    """By the way that the rehearsal found, with all that belongs to it read aloud in the language asked for."""
    runs = led_to_all(scenario, language)
    shown = texts(scenario, language)
    for ending, run in runs.items():
        meant = played_to(scenario, ending).state.here
        assert run.session.state.step is Step.CLOSED
        assert (run.session.state.here.event, run.session.state.here.knowledge) == (ending, meant.knowledge)
        said = run.flowing
        for event in run.visited:
            parts = TOLD_TO_ALL if run is runs[endings(scenario)[0]] else (*TOLD_TO_ALL, *FOR_THE_FACILITATOR)
            told = [part for key in parts for part in shown.get(f"events.{event}.{key}", ())]
            assert [part for part in told if part not in said] == [], f"{scenario}, {event}"
        at = f"events.{ending}.ending"
        lines = [" ".join(text) for key, text in shown.items() if key == at or key.startswith(f"{at}.")]
        ended = [_("So it ended: {ending}.").format(ending=line.rstrip(".")) for line in lines]
        assert [line for line in ended if line in said], f"{scenario}, {ending}"
        for key in ("title", "needs", "story", *(f"objectives.{each}" for each in journey(scenario).objectives)):
            assert [part for part in shown[key] if part not in said] == [], f"{scenario}, {key}"
    assert foreign_words((text for run in runs.values() for text in run.said), scenario, language) == []
