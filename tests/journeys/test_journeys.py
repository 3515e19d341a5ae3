"""Three journeys that say what the format's newer keys can say: checked, explored, and played to every ending.

A handoff of two patients, a tabletop in which things come by themselves, and a consent that is withdrawn.
"""

from __future__ import annotations

import pytest

from esthersim.authoring.rule_runner import examine
from esthersim.clock import ManualClock
from esthersim.journal.session import Session
from esthersim.language import set_language
from esthersim.play import entries as e
from esthersim.play.plays import PlayResult, run_play
from esthersim.play.retelling import Retelling
from esthersim.play.vocabulary import Step
from esthersim.rehearsal.rehearsing import rehearse
from esthersim.rehearsal.ways import as_play, way_to
from esthersim.scenario.loading import load_scenario
from esthersim.scenario.wordings import texts_in
from esthersim.views.event import event_view
from support.closed_texts import closed_texts
from support.other_language import foreign_words
from support.plain_playing import led_to_its_closing
from support.shipped_journeys import LANGUAGES, each_own, endings, file_of, flowing, journey, played_to, space
from support.team_voice import TeamVoice, to_be_done_or_waited_for

MEANT = {"ES323"}
"""What `check` has to say about them, and rightly: nobody but their author has read them or tried them."""
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@EACH_LANGUAGE
@each_own
def test_it_loads_without_a_problem(scenario: str, language: str) -> None:
    """It breaks no rule, and its translation is whole."""
    loaded = load_scenario(file_of(scenario), language)
    assert loaded.problems == ()
    assert {each.code for each in examine(loaded)} <= MEANT


@each_own
def test_rehearsed_it_is_whole(scenario: str) -> None:
    """Everything that can happen was explored; some team meets each event, option, handover, ending and role."""
    rehearsal = rehearse(journey(scenario), teams=50, seed=1)
    assert rehearsal.space.complete
    assert rehearsal.untested == ()
    assert {key: each.failure for key, each in rehearsal.plays.items() if each.failure} == {}


@each_own
def test_every_state_is_a_real_one(scenario: str) -> None:
    """The way to each state that was explored, replayed by the real rules, leads to its event."""
    found = space(scenario)
    for state, event in enumerate(found.events):
        result = run_play(journey(scenario), as_play(way_to(found, state)))
        assert (result.failure, result.state.here.event) == (None, event)


@each_own
def test_its_plays_come_to_every_ending(scenario: str) -> None:
    """The author's own plays end wherever the journey can end."""
    shown = journey(scenario)
    ended = {run_play(shown, steps).state.here.event for steps in shown.plays.values()}
    assert ended == set(endings(scenario))


@each_own
def test_what_comes_by_itself_comes_in_some_run(scenario: str) -> None:
    """Each inject that arrives by a time does so on one of the author's plays or of the shortest ways."""
    shown = journey(scenario)
    runs = [run_play(shown, steps) for steps in shown.plays.values()]
    runs += [played_to(scenario, ending) for ending in endings(scenario)]
    arrived = [each.entry for run in runs for each in run.journal if isinstance(each.entry, e.InjectArrived)]
    came = {each.inject for each in arrived if each.came}
    assert came == {key for key, inject in shown.injects.items() if inject.arrives}


@EACH_LANGUAGE
@each_own
def test_plain_leads_to_every_ending(scenario: str, language: str) -> None:
    """To its closing, with only the facilitator at the screen, and in the language asked for."""
    set_language(language)
    for ending in endings(scenario):
        meant = played_to(scenario, ending)
        session, voice = led(meant, scenario, language, facilitator=True)
        assert session.state.step is Step.CLOSED
        assert (session.state.here.event, session.state.here.knowledge) == (ending, meant.state.here.knowledge)
        assert foreign_words(voice.said, scenario, language) == []


def test_plain_tells_what_came_at_night_before_the_morning() -> None:
    """With the hour at which it came, and not as something that is still to come."""
    set_language("sv")
    scenario = "ringen-som-snurrar"
    _session, voice = led(played_to(scenario, "forsta-i-manaden"), scenario, "sv", facilitator=True)
    said = flowing(" ".join(voice.said))
    came = said.index("lördag 14 februari 02:00. Det här händer: Driften är tillbaka.")
    assert came < said.index("Lördag klockan sju")
    assert said.rindex("Kommer av sig självt: Driften är tillbaka") < came


@each_own
def test_plain_says_nothing_closed_to_everybody(scenario: str) -> None:
    """Where the whole room sees the screen, what some hear is read on their cards and chosen in private."""
    set_language("sv")
    shown = journey(scenario)
    for steps in shown.plays.values():
        meant = run_play(shown, steps)
        session, voice = led(meant, scenario, "sv", facilitator=False)
        assert session.state.here.event == meant.state.here.event
        room = flowing(" ".join(voice.shared))
        assert len(voice.shared) > 20
        assert [text for text in closed_texts(shown) if text in room] == []
        ending = shown.events[meant.state.here.event].ending or ()
        assert any(flowing(text) in room for text in texts_in(ending))


@EACH_LANGUAGE
@each_own
def test_nothing_closed_is_in_the_view_of_the_room(scenario: str, language: str) -> None:
    """At no moment of the author's plays, whatever draws that view."""
    set_language(language)
    shown = journey(scenario, language)
    secrets = list(closed_texts(shown))
    assert len(secrets) > 50
    for steps in journey(scenario).plays.values():
        journal = run_play(journey(scenario), steps).journal
        for end in range(1, len(journal) + 1):
            retelling = Retelling(journey(scenario), journal[:end])
            if retelling.state.journey is not None:
                seen = flowing(str(event_view(retelling, shown, retelling.state.room)))
                assert [text for text in secrets if text in seen] == []


def led(meant: PlayResult, scenario: str, language: str, *, facilitator: bool) -> tuple[Session, TeamVoice]:
    """Play a run again at plain's prompts, and lead it to its closing."""
    clock = ManualClock()
    voice = TeamVoice(clock, to_be_done_or_waited_for((each.entry for each in meant.journal), journey(scenario)))
    session = led_to_its_closing(voice, clock, scenario, language, facilitator=facilitator)
    return session, voice
