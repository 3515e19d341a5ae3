"""The questions of a run's reflection: chosen by what happened, bounded by the minutes, in the right order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest

from esthersim.authored.documents import document_from_text
from esthersim.debriefing.finding import Kind
from esthersim.debriefing.findings import findings
from esthersim.debriefing.guides import GuidePhase, GuideText, guide_ids, guide_in_language, load_guide
from esthersim.debriefing.questions import OWN, Candidate, Question, weight_of
from esthersim.debriefing.reflection import ReflectionPhase, choose, reflection
from esthersim.debriefing.speaking_order import formal_power, speaking_order, who_was_not_heard
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import FactStatus, Observation
from esthersim.scenario.model import Scenario
from support.debriefing import Run, full_scenario

GIVEN = FactStatus.GIVEN
QUESTIONS: dict[str, Any] = {
    "listan-borta": {"ask": "Vad hade behövts för listan?", "when": "lost listan", "objective": "ett", "to": "ssk"},
    "fel-resa": {"ask": "Varför väntade ni?", "when": "visited sent", "objective": "ett"},
    "alltid": {"ask": "Vad lärde ni er av varandra?"},
}


def a_run(**debriefing: Any) -> Run:
    """Return a run that lost the medicine list at the call, and has come to its reflection."""
    run = Run(full_scenario(debriefing={"questions": QUESTIONS, **debriefing}))
    run.do(e.EstherRated(4), c.MarkExpectation("fragar", Observation.DONE), e.Checked("vagen"), c.Choose("ring"))
    run.do(c.HandOver({}), e.EstherRated(1), c.Proceed(), c.HandOver({}), c.Proceed(), c.Advance())
    return run


def phases(
    run: Run, guide: str = "esther", language: str = "sv", words: Scenario | None = None
) -> list[ReflectionPhase]:
    """Return the reflection of a run."""
    found = findings(run.retelling)
    return list(reflection(load_guide(guide, language), words or run.scenario, run.state, found, UTC))


def asked(parts: list[ReflectionPhase]) -> dict[str, Question]:
    """Return every question that has room, by its id."""
    return {question.id: question for phase in parts for question in phase.questions}


def test_a_scenario_question_is_filled_with_what_was_seen() -> None:
    """The author's question is asked where its condition holds, after what was seen; the finding is not asked twice."""
    run = a_run()
    parts = phases(run)
    question = asked(parts)["scenario:listan-borta"]
    assert question.ask == "Vad hade behövts för listan?"
    assert question.said is not None
    assert "”Läkemedelslistan är ny”" in question.said.saw
    assert question.to == ("ssk",)
    assert question.finding is not None
    assert question.finding.startswith("fact-lost:")
    assert not [key for key in asked(parts) if key.startswith("finding:fact-lost") and key.endswith(":listan")]


def test_a_question_whose_condition_does_not_hold_is_not_there_at_all() -> None:
    """Neither asked nor among those that can be called up."""
    everything = [question.id for phase in phases(a_run()) for question in (*phase.questions, *phase.more)]
    assert "scenario:fel-resa" not in everything
    assert "scenario:alltid" in everything


def test_questions_stand_in_the_phase_of_their_objective() -> None:
    """One with an agreed objective among the objectives, one without among the handovers, ratings with Esther."""
    where = {question.id: phase.id for phase in phases(a_run()) for question in (*phase.questions, *phase.more)}
    assert where["scenario:listan-borta"] == "malen"
    assert where["scenario:alltid"] == "vagen"
    assert next(phase for key, phase in where.items() if key.startswith("finding:esther-ratings")) == "esther-forst"


def test_every_agreed_objective_gets_a_question() -> None:
    """However much there is about one of them."""
    parts = phases(a_run())
    assert {each.objective for phase in parts if phase.id == "malen" for each in phase.questions} == {"ett", "tva"}


@pytest.mark.parametrize("guide", guide_ids())
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_questions_fit_the_minutes(guide: str, language: str) -> None:
    """About one question for two minutes; what had no room can be called up, and nothing stands twice."""
    for phase in phases(a_run(), guide, language):
        own = sum(question.id.count(":") == 2 and question.id.startswith("guide:") for question in phase.questions)
        assert len(phase.questions) <= max(phase.minutes / 2, own)
        ids = [question.id for question in (*phase.questions, *phase.more)]
        assert len(set(ids)) == len(ids)


def candidate(key: str, weight: int, objective: str | None = None, *, good: bool = False, about: str = "") -> Candidate:
    """Return a question to choose from."""
    return Candidate(Question(key, f"{key}?", objective=objective), weight, (about or key,), "rest", good=good)


def a_phase(minutes: float, *takes: str) -> GuidePhase:
    """Return a phase of a guide."""
    return GuidePhase("fas", "Fas", minutes, "Mål", "patient", frozenset(takes), ())


def chosen(candidates: list[Candidate], phase: GuidePhase, *objectives: str) -> set[str]:
    """Return the ids of what has room."""
    return {each.question.id for each in choose(candidates, phase, objectives)}


def test_the_weightiest_have_room_first() -> None:
    """As many as the minutes allow, one about each thing, and nothing that weighs nothing."""
    waiting = [candidate("a", 10), candidate("b", 90, about="x"), candidate("c", 80, about="x"), candidate("d", 50)]
    assert chosen(waiting, a_phase(4)) == {"b", "d"}
    assert chosen([candidate("noll", 0), candidate("ogjord", -900), candidate("a", 1)], a_phase(8)) == {"a"}


def test_the_guides_own_questions_always_have_room() -> None:
    """Also where there are more of them than minutes; nothing else does then."""
    own = [candidate("ett", OWN), candidate("två", OWN)]
    assert chosen([*own, candidate("a", 99)], a_phase(2)) == {"ett", "två"}


def test_the_good_has_its_place_among_the_grave() -> None:
    """From room for three questions on, one is about what went well."""
    waiting = [candidate("a", 99), candidate("b", 98), candidate("c", 97), candidate("bra", 30, good=True)]
    assert chosen(waiting, a_phase(6)) == {"a", "b", "bra"}
    assert chosen(waiting, a_phase(4)) == {"a", "b"}


def test_no_objective_is_crowded_out() -> None:
    """Each agreed objective has its weightiest question before any has two."""
    waiting = [
        candidate("a", 99, "ett"),
        candidate("b", 98, "ett"),
        candidate("c", 20, "två"),
        candidate("d", 10, "två"),
    ]
    assert chosen(waiting, a_phase(4, "objectives"), "ett", "två") == {"a", "c"}
    assert chosen(waiting, a_phase(4), "ett", "två") == {"a", "b"}


def test_what_is_critical_comes_before_what_is_not() -> None:
    """The critical fact of two that were lost is the weightier; one lost for want of knowing is the lighter."""
    run = Run()
    run.do(e.Checked("vagen"), c.Choose("ring"), c.HandOver({}))
    lost = {each.subject: each for each in findings(run.retelling) if each.kind is Kind.FACT_LOST}
    assert weight_of(lost["listan"]) > weight_of(replace(lost["listan"], critical=False)) > weight_of(lost["onskan"])
    assert weight_of(replace(lost["listan"], undone=True)) < 0


def test_esthers_fall_is_asked_of_esther_first() -> None:
    """Her own ratings come with her, right after the guide's first question."""
    first = phases(a_run())[0]
    assert first.questions[0].id == "guide:esther-forst:hur-var-det"
    assert first.questions[0].ask == "Esther, hur var den här resan för dig?"
    assert "från 4 till 1" in (first.questions[1].said.saw if first.questions[1].said else "")
    assert first.questions[1].to == ("esther",)


def test_something_that_went_well_is_asked_about_too() -> None:
    """In a phase with room, one question unpacks the good."""
    run = a_run()
    good = {each.id for each in findings(run.retelling) if each.good}
    assert good & {question.finding for question in asked(phases(run)).values()}


def test_the_ids_are_the_same_in_both_languages() -> None:
    """The same questions in the same order, whichever language the room reads; the words differ."""
    run = a_run()
    swedish, english = asked(phases(run)), asked(phases(run, language="en"))
    assert list(swedish) == list(english)
    assert swedish["guide:bast-for-esther:bast"].ask == "Vad är bäst för Esther?"
    assert english["guide:bast-for-esther:bast"].ask == "What is best for Esther?"


def test_what_was_taken_back_waits_to_be_called_up() -> None:
    """A choice that the team went back on is no question of its own accord."""
    run = Run()
    start = run.state.seq
    run.do(e.Checked("vagen"), c.Choose("vanta"), e.Rewound(start), e.Checked("vagen"), c.Choose("ring"))
    run.do(c.HandOver({"listan": GIVEN}), c.Proceed(), c.HandOver({"listan": GIVEN}), c.Proceed(), c.Advance())
    parts = phases(run)
    assert not [key for key in asked(parts) if key.startswith("finding:against-advice")]
    assert any(each.id.startswith("finding:against-advice") for phase in parts for each in phase.more)


def test_a_guides_question_for_each_finding() -> None:
    """The guide's own words replace the wondering, and the finding is not asked a second time."""
    text = """\
id: min
languages: [sv]
title: {sv: Min}
summary: {sv: Kort}
minutes: 10
phases:
  allt:
    title: {sv: Allt}
    minutes: 10
    aim: {sv: Vi ser}
    first: observers
    takes: [handovers, rest]
    questions:
      tappad: {ask: {sv: "Vem i ”{event}” hade hört ”{subject}” kl. {clock}?"}, finding: fact-lost, for_each: finding}
      aldrig: {ask: {sv: "Vad sa rådet?"}, finding: against-advice}
      villkor: {ask: {sv: "Var det ont om tid?"}, when: expired frukost}
"""
    guide = guide_in_language(document_from_text(GuideText, text, "min.yaml"), "sv")
    run = Run()
    run.do(e.Seated("ogat"), e.Checked("vagen"), c.Choose("ring"), c.HandOver({}))
    (phase,) = reflection(guide, run.scenario, run.state, findings(run.retelling), UTC)
    questions = [*phase.questions, *phase.more]
    tappad = [each for each in questions if each.id.startswith("guide:allt:tappad:fact-lost:")]
    assert "Vem i ”Samtalet” hade hört ”Läkemedelslistan är ny” kl. 11:40?" in {each.ask for each in tappad}
    assert all(each.said and each.said.saw.startswith("Jag såg") for each in tappad)
    assert not [each for each in questions if each.id.startswith("finding:fact-lost")]
    assert not [each for each in questions if "aldrig" in each.id or "villkor" in each.id]
    assert phase.order[0] == "ogat"
    run.do(e.Rewound(8))
    (phase,) = reflection(guide, run.scenario, run.state, findings(run.retelling), UTC)
    assert not [each for each in (*phase.questions, *phase.more) if "tappad" in each.id]


def test_the_speaking_order() -> None:
    """Esther, then a relative, then the lowest formal power first, then observers; never the facilitator."""
    assert speaking_order(full_scenario()) == ("esther", "dotter", "usk", "ssk", "lakare", "ogat")
    assert speaking_order(full_scenario(), {"lakare", "usk"}) == ("usk", "lakare")


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        ("Undersköterska i hemtjänsten", "Sjuksköterska på avdelning 4"),
        ("Assistant nurse, home care", "District nurse"),
        ("Distriktssköterska", "Distriktsläkare"),
        ("Nurse on the ward", "Care manager"),
        ("Läkare", "Överläkare"),
        ("Vaktmästare på sjukhuset", "Enhetschef"),
    ],
)
def test_titles_tell_formal_power(lower: str, higher: str) -> None:
    """In both languages, in compounds and with what follows; an unknown title stands in the middle."""
    assert formal_power(lower) < formal_power(higher)


def test_who_begins_is_the_phases_own() -> None:
    """Esther begins where she is to begin; in the reactions the others go first, since she has spoken."""
    parts = {phase.id: phase for phase in phases(a_run())}
    assert parts["esther-forst"].order[0] == "esther"
    assert parts["reaktioner"].order == ("usk", "ssk", "lakare", "esther")
    assert parts["vagen"].order == ("esther", "usk", "ssk", "lakare")


def test_who_was_not_heard() -> None:
    """Those who sit there and have not been heard, in speaking order; an answer's voices count."""
    run = a_run()
    assert who_was_not_heard(run.state) == ("esther", "usk", "ssk", "lakare")
    run.do(e.Heard("ssk"), e.Answered("a", "guide:esther-forst:hur-var-det", "Hur?", "Bra", ("esther",)))
    assert who_was_not_heard(run.state) == ("usk", "lakare")


def test_every_question_can_be_answered_in_the_journal() -> None:
    """Its id and words pass into an answer, and stand there."""
    run = a_run()
    for number, question in enumerate(asked(phases(run)).values()):
        run.do(e.Answered(f"svar-{number}", question.id, question.ask, "Vi vet inte"))
    assert {each.question for each in run.state.plan.answers.values()} == set(asked(phases(run)))
