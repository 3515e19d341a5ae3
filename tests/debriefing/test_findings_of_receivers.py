"""Findings about single receivers, about each patient, and about what comes by itself."""

from __future__ import annotations

import pytest

from esthersim.debriefing.finding import Finding, Kind
from esthersim.debriefing.findings import findings
from esthersim.debriefing.guides import load_guide
from esthersim.debriefing.reflection import reflection
from esthersim.debriefing.saying import said
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.plays import at_the_start
from esthersim.play.retelling import Retelling
from esthersim.play.vocabulary import FactStatus
from esthersim.scenario.loading import read_scenario
from esthersim.scenario.model import Scenario
from support.grown_run import grown_run, grown_text

GIVEN = FactStatus.GIVEN


@pytest.fixture(scope="module")
def played() -> Retelling:
    """Return a run that meets everything."""
    return grown_run().session.retelling


def of(retelling: Retelling, kind: Kind) -> list[Finding]:
    """Return the findings of a kind."""
    return [each for each in findings(retelling) if each.kind is kind]


def handed_over(*commands: c.Command) -> Retelling:
    """Return a run that has handed over after these commands at the handover."""
    player = at_the_start(grown())
    for command in (c.Choose("hem"), *commands, c.Send(), c.Receive()):
        assert player.do(command) is None
    return Retelling(player.state.scenario, player.journal)


def grown() -> Scenario:
    """Return the journey."""
    scenario = read_scenario(grown_text().text, "vuxen.yaml").scenario
    assert scenario is not None
    return scenario


def test_a_fact_that_was_to_be_kept_is_leaked_to_those_who_were_told(played: Retelling) -> None:
    """Named are the sender and the receivers for whom it was to be kept; it rests on the mark and the handover."""
    (leaked,) = of(played, Kind.FACT_LEAKED)
    assert (leaked.subject, leaked.roles, leaked.critical, leaked.good) == ("diagnosen", ("lakare", "it"), True, False)
    marked, received = (played.entry(seq) for seq in leaked.entries)
    assert isinstance(marked, e.FactMarked)
    assert isinstance(received, e.HandoverReceived)


def test_what_was_kept_is_no_finding() -> None:
    """Told to the one for whom it was a must, and kept from the other, it has not leaked."""
    assert of(handed_over(e.FactMarked("diagnosen", GIVEN, "avdelning")), Kind.FACT_LEAKED) == []
    told_to_all = handed_over(e.FactMarked("missbruket", GIVEN))
    assert [each.roles for each in of(told_to_all, Kind.FACT_LEAKED)] == [("lakare", "avdelning", "it")]


def test_a_mark_that_was_corrected_has_not_leaked() -> None:
    """What counts is the status that the handover ended with."""
    again = handed_over(e.FactMarked("diagnosen", GIVEN), e.FactMarked("diagnosen", FactStatus.MISSING, "it"))
    assert of(again, Kind.FACT_LEAKED) == []


def test_a_fact_that_the_sender_could_not_know_is_found_with_who_was_told(played: Retelling) -> None:
    """It is found once for each fact, however it came to be said; a fact that an effect taught is none."""
    found = {each.subject: each.roles for each in of(played, Kind.SAID_WITHOUT_KNOWING)}
    assert found == {"drommen": ("lakare", "avdelning"), "kontot": ("lakare", "it")}
    assert of(handed_over(e.FactMarked("kalium", GIVEN)), Kind.SAID_WITHOUT_KNOWING) == []


def test_a_fact_that_reached_one_of_several_names_both_sides(played: Retelling) -> None:
    """Those who lack it are its roles, those who were told stand beside; a fact that reached nobody is missing."""
    lost = {each.subject: each for each in of(played, Kind.FACT_LOST)}
    assert lost.keys() == {"vikten"}
    assert (lost["vikten"].variant, lost["vikten"].roles) == ("in-part", ("lakare", "it"))
    assert lost["vikten"].reached == ("avdelning",)
    assert "kom fram till Avdelningen men inte till IT-stödet" in said(lost["vikten"], grown(), "sv").saw
    assert {each.variant for each in of(handed_over(), Kind.FACT_LOST)} == {"missing", "not-known"}


def test_a_question_is_credited_to_the_receiver_who_asked() -> None:
    """A fact that one receiver asked for, and another was told, is requested by the first alone."""
    asked = handed_over(e.FactMarked("vikten", GIVEN), e.FactMarked("vikten", FactStatus.REQUESTED, "it"))
    assert [(each.subject, each.roles) for each in of(asked, Kind.FACT_REQUESTED)] == [("vikten", ("lakare", "it"))]


def test_what_came_by_itself_is_found_with_whether_it_changed_the_way(played: Retelling) -> None:
    """`came` where the team went on, `led` where it was taken elsewhere; what did not come is none."""
    assert [(each.subject, each.variant) for each in of(played, Kind.INJECT)] == [
        ("labb", "came"),
        ("larmet", "led"),
        ("grannen", ""),
    ]


def test_one_that_the_facilitator_lets_come_can_lead_elsewhere_too() -> None:
    """Fired by hand, an inject with a `next` changes the way as well."""
    player = at_the_start(grown())
    for command in (c.Choose("hem"), c.FireInject("larmet")):
        assert player.do(command) is None
    variants = {each.subject: each.variant for each in of(Retelling(grown(), player.journal), Kind.INJECT)}
    assert variants["larmet"] == "led"


def test_each_patient_has_a_curve(played: Retelling) -> None:
    """The ratings of one patient are never compared with those of another."""
    curves = {each.roles: each.values for each in of(played, Kind.ESTHER_RATINGS) if each.variant == "curve"}
    assert curves == {("beata",): (2, 1), ("karl",): (4, 5)}
    names = {said(each, grown(), "sv").name for each in of(played, Kind.ESTHER_RATINGS)}
    assert names == {"Hur Beata hade det", "Hur Karl hade det"}


def test_advice_is_given_in_the_name_of_its_decision_support(played: Retelling) -> None:
    """The option reads as it did when it was chosen, though its own effect would have given it another text."""
    (against,) = of(played, Kind.AGAINST_ADVICE)
    assert against.variant == "named"
    words = said(against, grown(), "sv")
    assert "blev ”Låt Karl gå hem, vid puls 96”. Stödet Alfa föreslog ”Båda stannar”." in words.saw
    assert "Stödet Alfa" in words.think


def test_a_patient_who_did_not_rate_is_not_taken_for_one_who_did() -> None:
    """Only who rated has taken part by rating."""
    player = at_the_start(grown())
    for role in grown().roles:
        player.do(e.Seated(role))
    for command in (e.EstherRated(3, "beata"), c.Choose("kvar"), c.Advance(override=True)):
        assert player.do(command) is None
    silent = {each.subject for each in of(Retelling(grown(), player.journal), Kind.ROLE_SILENT)}
    assert "karl" in silent
    assert "beata" not in silent


def test_questions_about_one_receiver_are_asked_with_their_finding(played: Retelling) -> None:
    """`lost F for R` and `leaked F to R` ask when that happened to that receiver, with what was seen."""
    parts = reflection(load_guide("esther", "sv"), grown(), played.state, findings(played))
    asked = {
        question.id: question.finding or ""
        for phase in parts
        for question in (*phase.questions, *phase.more)
        if question.id.startswith("scenario:")
    }
    assert asked.keys() == {"scenario:vikten", "scenario:diagnosen"}
    assert asked["scenario:vikten"].startswith("fact-lost:")
    assert asked["scenario:diagnosen"].startswith("fact-leaked:")
