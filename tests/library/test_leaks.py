"""Nobody acts a discovery: what a handover must tell somebody, that person has not read or heard before."""

from __future__ import annotations

import pytest

from esthersim.authoring.rule_runner import examine
from esthersim.scenario.loading import load_scenario
from esthersim.scenario.wordings import Case
from support.leaks import content_words, leaks
from support.shipped_journeys import LANGUAGES, each_scenario, file_of, journey

SAME_WORDS = "the words are the same by chance, and the text says something else"
ALLOWED = {
    ("anhorig-ringer", "angrat", "roles.bistandshandlaggare.brief"): SAME_WORDS,
    ("det-vi-lovade", "vattentabletten", "events.mandagen.title"): SAME_WORDS,
    ("egna-varden", "gransen", "events.listan.only.chatt"): "the list says the opposite: all have the same limit",
    ("forebyggande-hembesok", "aterbesoket", "summary"): "the team's free Thursday, and nothing of another visit",
    ("forebyggande-hembesok", "direktnumret", "roles.bistandshandlaggare.brief"): SAME_WORDS,
    ("hem-fran-sjukhuset", "hemdatum", "roles.esther.brief"): "what Esther wants, not what the ward expects",
    ("hem-fran-sjukhuset", "ansvaret", "events.taxin.checklist"): "asks whether Esther knows who, and does not say it",
    ("kan-vanta-nagra-timmar", "provmandag", "injects.provsvaret"): "comes four hours after the plan was handed over",
    ("malsattningssamtal", "arbetssatt", "events.pelargonen.text"): SAME_WORDS,
    ("malsattningssamtal", "bryggan", "injects.badganget"): "the assistant nurse learns it then, as its effects say",
    ("nobody-answers", "morning-too", "roles.coordinator.brief"): SAME_WORDS,
    ("nobody-answers", "seen-well", "roles.coordinator.brief"): SAME_WORDS,
    ("nobody-answers", "seen-well", "story"): "what she does every Monday, and not that she did it this Monday",
    ("oforutsedd-forsamring", "andra", "story"): SAME_WORDS,
    ("resursgrupp", "avtalet", "story"): "where the two in the trio come from, and nothing of an agreement",
    ("resursgrupp", "loftet", "needs"): "that promises are to be kept, and not which",
    ("resursgrupp", "loftet", "roles.sjukskoterska.brief"): SAME_WORDS,
    (
        "medicinroboten",
        "fodralet",
        "events.fjorton-dagar.options.sta-bredvid.feedback",
    ): "learned there, as its effects say",
    ("medicinroboten", "larmvagen", "injects.dottern-ser-rott"): "comes where it was not told, as its consequence",
    (
        "sarkonsultation",
        "vantar",
        "roles.specialist.brief",
    ): "what a specialist can see there, and nothing of a question",
    (
        "sip-mote",
        "ansvaret",
        "events.arket.checklist",
    ): "asks for a number, and gives neither it nor a name",
    ("skor-patient", "ansvaret", "events.planen.text"): "whose name it is not, and no number",
    ("tom-sang", "golvet", "events.andra-titten.text"): "the light lies on the floor, and nobody is seen there",
    ("tom-sang", "golvet", "events.skarmen-svart.text"): "the light lies on the floor, and nobody is seen there",
    ("tom-sang", "yr", "needs"): SAME_WORDS,
    ("viktlarm", "planen", "events.fredag.text"): "opening hours and an old appointment; the plan is made later",
}
"""What may stand there all the same, by scenario, fact and place, and why."""


@pytest.mark.parametrize("language", LANGUAGES)
@each_scenario
def test_no_receiver_has_met_a_fact_before(scenario: str, language: str) -> None:
    """Not by its own words, in anything that is read by all or heard by that receiver before the handover."""
    found = [leak for leak in leaks(journey(scenario, language)) if (scenario, leak.fact, leak.where) not in ALLOWED]
    assert found == []


@each_scenario
def test_nobody_hears_what_another_learns(scenario: str) -> None:
    """By the rule of `check`: who must be told a fact later is not there when it is learned."""
    assert {each.code for each in examine(load_scenario(file_of(scenario)))} & {"ES314", "ES315"} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@each_scenario
def test_every_fact_can_be_found_by_its_words(scenario: str, language: str) -> None:
    """A fact of one word would never be counted."""
    shown = journey(scenario, language)
    musts = {fact for event in shown.events.values() if event.handover for fact in event.handover.must_reach}
    assert [fact for fact in musts if len(content_words(shown.facts[fact].text)) < 2] == []


def test_a_text_that_tells_is_found() -> None:
    """In the story for everybody, and in what the receiver alone reads; not in what the sender reads."""
    shown = journey("tom-sang")
    fact = shown.facts["golvet"].text
    assert ("golvet", "story") in {each[:2] for each in leaks(shown.model_copy(update={"story": fact}))}
    receivers = {to for event in shown.events.values() if event.handover for to in event.handover.to}
    for role, told in (("natt", True), (next(role for role in shown.roles if role not in receivers), False)):
        first = shown.events[shown.first].model_copy(update={"only": {role: (Case(text=fact),)}})
        found = leaks(shown.model_copy(update={"events": {**shown.events, shown.first: first}}))
        assert (("golvet", f"events.{shown.first}.only.{role}") in {each[:2] for each in found}) == told


@each_scenario
def test_what_is_allowed_is_there(scenario: str) -> None:
    """No reason outlives its text."""
    met = {(leak.fact, leak.where) for language in LANGUAGES for leak in leaks(journey(scenario, language))}
    assert {(fact, where) for each, fact, where in ALLOWED if each == scenario} <= met
