"""Texts that depend: which one it is and when that is settled, and the values that are put in."""

from __future__ import annotations

from typing import Any

import pytest

from esthersim.language import speaking
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.plays import Player, at_the_start, run_play
from esthersim.play.wording import spoken_by, worded, worded_on_arrival, worded_option
from esthersim.scenario.model import Scenario
from support.players import do_all, play
from support.scenarios import SIGNS, event, scenario

GREY = [{"when": "n > 1", "text": "Hon är grå."}, {"when": "n == 1", "text": "Hon är blek."}, {"text": "Hon mår bra."}]


def game(one: dict[str, Any] | None = None, **more: Any) -> Scenario:
    """Return a scenario whose number rises on arrival and by an inject."""
    options = {
        "a": {"text": GREY, "feedback": GREY, "next": "end", "effects": [{"add": {"n": 1}}]},
        "b": {"text": GREY, "when": "open", "next": "end"},
    }
    first = {
        "text": GREY,
        "effects": [{"add": {"n": 1}}],
        "decision": {"by": "team", "question": GREY, "options": options},
        **(one or {}),
    }
    raised = {"title": "T", "text": GREY, "effects": [{"add": {"n": 1}}]}
    door = {"title": "T", "text": "T", "effects": [{"set": {"open": True}}]}
    shut = {"title": "T", "text": "T", "effects": [{"set": {"open": False}}]}
    fields: dict[str, Any] = {
        "variables": {"n": 0, "open": False, "temp": 37.5, "weight": 71},
        "injects": {"more": raised, "door": door, "shut": shut},
        **more,
    }
    return scenario({"one": event(**first), "end": event(ending=GREY, next=[])}, **fields)


def text(player: Player) -> str:
    """Return the text of the present event as it is shown."""
    return worded_on_arrival(player.state, player.state.event.text, player.state.scenario.language)


def option(player: Player, key: str) -> str:
    """Return the text of an option as it is shown."""
    decision = player.state.event.decision
    assert decision is not None
    return worded_option(player.state, decision, key, player.state.scenario.language)


def test_what_an_event_says_is_settled_on_arrival_after_its_effects() -> None:
    """What happens later changes it no more, until the team comes again or goes back."""
    player = at_the_start(game())
    arrived = player.state.seq
    assert text(player) == "Hon är blek."
    do_all(player, [c.FireInject("more")])
    assert text(player) == "Hon är blek."
    assert worded(player.state, player.state.event.text, "sv") == "Hon är grå."
    do_all(player, [e.Rewound(arrived), c.FireInject("more")])
    assert text(player) == "Hon är blek."
    do_all(player, [c.GoTo("one")])
    assert text(player) == "Hon är grå."


def test_an_option_reads_as_when_it_was_first_shown() -> None:
    """One that opens later is settled then, and anew where it was away in between."""
    player = at_the_start(game())
    do_all(player, [c.FireInject("more"), c.FireInject("door")])
    assert (option(player, "a"), option(player, "b")) == ("Hon är blek.", "Hon är grå.")
    early = play(game(), c.FireInject("door"), c.FireInject("more"))
    assert option(early, "b") == "Hon är blek."
    do_all(early, [c.FireInject("shut"), c.FireInject("door")])
    assert option(early, "b") == "Hon är grå."


def test_feedback_reads_as_when_the_option_was_chosen() -> None:
    """With the option's own effects; the ending and what comes after it see them too."""
    player = at_the_start(game())
    decision = player.state.event.decision
    assert decision is not None
    do_all(player, [c.Choose("a")])
    chosen = next(each.seq for each in player.journal if isinstance(each.entry, e.Chose))
    journey = player.state.here.at(chosen)
    assert worded(player.state._replace(journey=journey), decision.options["a"].feedback, "sv") == "Hon är grå."
    assert worded_on_arrival(player.state, player.state.event.ending or (), "sv") == "Hon är grå."


@pytest.mark.parametrize(
    ("wanted", "found"), [("Hon är grå.", None), ("end", None), ("Hon mår bra.", "Hon är grå."), ("one", "Hon är grå.")]
)
def test_a_play_expects_the_ending_s_event_or_the_text_as_shown(wanted: str, found: str | None) -> None:
    """Another text of the same ending is not the one that was shown."""
    asked = game(plays={"p": [{"choose": "a"}, {"expect": {"ending": wanted}}]})
    failure = run_play(asked, asked.plays["p"]).failure
    assert (failure and failure.found) == found


def test_a_play_expects_the_ending_as_it_was_shown_on_arrival() -> None:
    """What happens at an ending changes its text no more than that of another event."""
    steps = [{"choose": "a"}, {"inject": "more"}, {"expect": {"ending": "Hon är blek."}}]
    asked = game(plays={"p": steps}, variables={"n": -1, "open": False})
    result = run_play(asked, asked.plays["p"])
    assert result.failure is None
    assert worded(result.state, result.state.event.ending or (), "sv") == "Hon är grå."


@pytest.mark.parametrize(
    ("written", "language", "shown"),
    [
        ("{temp} och {weight}", "sv", "37,5 och 71"),
        ("{temp} and {weight}", "en", "37.5 and 71"),
        ("{ n }", "sv", "1"),
        ("{open}", "sv", "nej"),
        ("{open}", "en", "no"),
        ("{{temp}} {{}}", "sv", "{temp} {}"),
        ("{{{n}}}", "sv", "{1}"),
        ("{nothing} {} {", "sv", "{nothing} {} {"),
        ("dag {day} {clock}", "sv", "dag 1 08:05"),
        ("NEWS2 {news2}", "sv", "NEWS2 {news2}"),
    ],
)
def test_values_are_put_in_in_the_manner_of_the_text_s_language(written: str, language: str, shown: str) -> None:
    """Whatever the interface speaks. Braces that name nothing stay as they are, doubled ones are braces."""
    other = {"sv": "en", "en": "sv"}[language]
    with speaking(other):
        assert text(at_the_start(game({"text": written}, starts="2026-03-07 08:05", language=language))) == shown


def test_a_number_has_as_many_decimals_as_its_first_value() -> None:
    """Whatever was added to it."""
    added = [{"add": {"temp": 1.04, "weight": 0.6, "n": 1}}]
    player = at_the_start(game({"text": "{temp} {weight}", "effects": added}))
    assert text(player) == "38,5 72"


def test_scores_and_a_patient_s_own_values_are_put_in() -> None:
    """A name with a point is one of a patient's vital signs, or her score."""
    roles = {role: {"title": role, "brief": "Du.", "patient": True} for role in ("agda", "beata")}
    signs = {**SIGNS, **{f"beata.{key}": value for key, value in SIGNS.items()}, "beata.rr": 26, "n": 0, "open": False}
    player = at_the_start(game({"text": "{news2} {beata.news2} {beata.rr}"}, variables=signs, roles=roles))
    assert text(player) == "0 3 26"


def test_a_variable_of_the_scenario_s_own_goes_before() -> None:
    """An old file may call a number `day` or `clock`, and its texts mean that."""
    player = at_the_start(game({"text": "{day} {clock}"}, variables={"day": 9, "clock": 3, "n": 0, "open": False}))
    assert text(player) == "9 3"


def test_each_patient_has_her_own_words() -> None:
    """One text is the first patient's; several are each their own, and settled on arrival."""
    roles = {role: {"title": role, "brief": "Du.", "patient": role != "nurse"} for role in ("agda", "beata", "nurse")}
    one = game({"esther": "Jag vill hem."}, roles=roles)
    state = at_the_start(one).state
    assert [spoken_by(state, one, role) for role in ("", "agda", "beata")] == ["Jag vill hem.", "Jag vill hem.", ""]
    each = game({"esther": {"beata": GREY, "agda": "Jag med."}}, roles=roles)
    player = play(each, c.FireInject("more"))
    assert [spoken_by(player.state, each, role) for role in ("beata", "agda")] == ["Hon är blek.", "Jag med."]
    silent = game(roles=roles)
    assert spoken_by(at_the_start(silent).state, silent) == ""


def test_a_translation_of_every_text_has_its_own_manner() -> None:
    """A run of a Swedish scenario, shown in English: the option, the patient's words, what is settled on arrival."""
    written = {"text": "{temp} {open}", "esther": "{temp} {open}"}
    options = {"a": {"text": "{temp} {open}", "next": "end"}}
    whole = {**written, "decision": {"by": "team", "question": "Q", "options": options}}
    shown = game(whole, language="en")
    state = at_the_start(game(whole)).state
    decision = shown.events["one"].decision
    assert decision is not None
    with speaking("sv"):
        assert worded_option(state, decision, "a", shown.language) == "37.5 no"
        assert spoken_by(state, shown) == "37.5 no"
    with speaking("en"):
        assert spoken_by(state, game(whole)) == "37,5 nej"


def test_an_inject_reads_as_when_it_comes() -> None:
    """Its own effects are in it."""
    player = play(game(), c.FireInject("more"))
    assert worded(player.state, player.state.scenario.injects["more"].text, "sv") == "Hon är grå."


def test_the_words_are_those_of_the_language_shown() -> None:
    """The run decides which case, the scenario in the language shown what it says."""
    shown = game({"text": [{"when": "n > 1", "text": "Grey."}, {"text": "Well."}]})
    player = play(game(), c.FireInject("more"), c.GoTo("one"))
    assert worded_on_arrival(player.state, shown.events["one"].text, "en") == "Grey."
