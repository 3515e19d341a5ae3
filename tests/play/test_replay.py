"""Replay: a journal on an edited scenario, and a fold that never refuses whatever the journal says."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Recorded
from esthersim.play.kinds import ENTRIES
from esthersim.play.plays import Player
from esthersim.play.refusal import Refusal
from esthersim.play.replay import replay
from esthersim.play.rules import fold
from esthersim.play.vocabulary import Cause, FactStatus, Reason
from esthersim.scenario.loading import read_scenario, scenario_or_error
from esthersim.scenario.model import Scenario
from esthersim.scenario.wordings import usual
from support.kinds import any_entry
from support.players import comparable, play
from support.scenarios import VIKTLARM, rich_scenarios, viktlarm

AT = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)


def edited(old: str, new: str) -> Scenario:
    """Return the reference scenario with one place of its text changed, and without its plays."""
    text = VIKTLARM.partition("plays:\n")[0]
    assert text.count(old) == 1
    return scenario_or_error(read_scenario(text.replace(old, new), "viktlarm.yaml"))


def called() -> Player:
    """Return a run that rang, handed everything over, and came to the good ending."""
    facts = {"vikten": FactStatus.GIVEN, "sillen": FactStatus.REQUESTED}
    return play(viktlarm(), c.MarkExpectation("fragar"), c.Choose("ring"), c.HandOver(facts), c.Proceed())


def test_an_edit_of_words_makes_no_difference() -> None:
    """A journal names things by id, so another text for the same event changes nothing."""
    player = called()
    again = replay(edited("Det tutar fem gånger.", "Det tutar sju gånger."), player.asked)
    assert again.difference is None
    assert usual(again.state.event.ending or ()) == "Esther sover i sin egen säng"
    assert comparable(again.state) == comparable(player.state)


def test_an_edit_that_leads_elsewhere_is_found_where_it_first_differs() -> None:
    """When the new text branches otherwise, the difference is the arrival, with what it would be now."""
    player = called()
    again = replay(edited("        to: trygg-helg\n", "        to: for-sent\n"), player.asked)
    assert again.difference is not None
    assert again.difference.recorded.entry == e.Arrived("trygg-helg")
    assert again.difference.now == (e.Arrived("for-sent"),)
    assert again.state.here.event == "samtalet"
    assert again.state.seq == again.difference.recorded.seq - 1


def test_an_option_that_branches_since_leads_where_its_conditions_say() -> None:
    """A journal still fits where the open branch leads as before, and differs at the choice where it does not."""
    old = "{text: Ring, next: samtalet, effects: [{set: {ringde: true}}]}"
    new = "{{text: Ring, next: [{{when: {}, to: samtalet}}, {{to: for-sent}}], effects: [{{set: {{ringde: true}}}}]}}"
    journal = called().asked
    assert replay(edited(old, new.format("ringde")), journal).difference is None
    difference = replay(edited(old, new.format("not ringde")), journal).difference
    assert difference is not None
    assert difference.now == (e.Chose("ring"), e.Arrived("for-sent", Cause.OPTION))


def test_an_edit_that_takes_an_option_away_is_found_at_the_choice() -> None:
    """What the new text no longer has is a difference with the refusal that it would be now."""
    again = replay(edited("ring: {text: Ring,", "signal: {text: Ring,"), called().asked)
    assert again.difference is not None
    assert again.difference.recorded.entry == e.Chose("ring")
    assert again.difference.now == Refusal(Reason.UNKNOWN, ("ring",))


def test_an_edit_of_effects_is_found_where_it_matters() -> None:
    """A fact that the sender does not learn any more is a difference at the mark that gave it."""
    again = replay(edited("learn: {underskoterska: [vikten]}", "learn: {underskoterska: [katten]}"), called().asked)
    assert again.difference is not None
    assert again.difference.recorded.entry == e.FactMarked("vikten", FactStatus.GIVEN)


def test_another_scenario_differs_from_the_first_entry() -> None:
    """A journal of one scenario is no journal of another."""
    again = replay(viktlarm().model_copy(update={"id": "another"}), called().asked)
    assert again.difference is not None
    assert again.difference.recorded.seq == 1


def test_a_shorter_timer_is_found() -> None:
    """On a text whose timer is shorter than the team took, time would have run out before the choice."""
    player = play(viktlarm())
    player.wait(100)
    assert player.do(c.Choose("ring")) is None
    again = replay(
        edited("timer: {limit: 4 min, next: for-sent}", "timer: {limit: 1 min, next: for-sent}"), player.asked
    )
    assert again.difference is not None
    assert again.difference.recorded.entry == e.Chose("ring")
    assert isinstance(again.difference.now, tuple)
    assert [type(entry) for entry in again.difference.now] == [e.TimerExpired, e.Arrived]


STRANGE = st.sampled_from(["e0", "e1", "nowhere", "o0", "f0", "i0", "x0", "n0", "d0", "nurse", "esther"])
NAMES = ("event", "option", "item", "expectation", "cue", "inject", "fact", "at", "who", "seat", "action", "answer")
ANY_ENTRY = any_entry(
    **dict.fromkeys(NAMES, STRANGE),
    statuses=st.dictionaries(STRANGE, st.sampled_from(FactStatus), max_size=2),
    apart=st.dictionaries(STRANGE, st.dictionaries(STRANGE, st.sampled_from(FactStatus), max_size=2), max_size=2),
    receiver=st.none() | STRANGE,
    to=st.integers(-1, 30),
)
"""Of every kind, with ids that exist in some scenario and ids that do not."""


@given(rich_scenarios(most_events=3), st.lists(ANY_ENTRY, max_size=25))
def test_the_fold_takes_any_journal(scenario: Scenario, entries: list[e.Entry]) -> None:
    """`evolve` never refuses and never raises, whatever entries come, on whatever scenario: it counts them all."""
    state = fold(scenario, [Recorded(seq, AT, float(seq), entry) for seq, entry in enumerate(entries, 1)])
    assert state.seq == len(entries)
    assert state.journey is None or state.journey.event in scenario.events


def test_every_kind_of_entry_has_a_name_of_its_own() -> None:
    """The names that stand in journals are those of today, and may never change."""
    assert " ".join(sorted(ENTRIES)) == (
        "action-removed action-written answered arrived checked chose confidence-rated continued cue-given "
        "esther-rated expectation-marked fact-marked followed-up guide-chosen handover-confirmed "
        "handover-received handover-sent heard inject-arrived inject-fired inject-held noted objectives-agreed "
        "observed paused phase-entered proposed rewound run-started said-back seated settling-agreed spoke "
        "step-entered stop-asked text-adopted ticked ticking-agreed timer-expired timer-extended"
    )
