"""Findings in words: I saw, I think, I wonder, in both languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from esthersim.authored.languages import gaps
from esthersim.debriefing.finding import Finding, Kind
from esthersim.debriefing.findings import findings
from esthersim.debriefing.saying import finding_words, joined, said
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import GateItem, GateKind, Observation
from support.debriefing import Run, full_scenario

STOCKHOLM = ZoneInfo("Europe/Stockholm")
VARIANTS = {
    Kind.FACT_LOST: {"missing", "in-part", "skipped", "wrong", "not-known"},
    Kind.TIMER_RAN_OUT: {"branched", "soft", "same-way"},
    Kind.DEADLINE_BROKEN: {"late", "never"},
    Kind.ROLE_SILENT: {"present", "waiting"},
    Kind.ESTHER_RATINGS: {"curve", "fall", "rise", "lowest"},
    Kind.AGAINST_ADVICE: {"default", "named"},
    Kind.INJECT: {"default", "came", "led"},
}
KNOWN_GAPS = {
    "clock", "event", "roles", "sender", "receivers", "subject", "items", "values", "value", "before", "objective",
    "source", "reached", "support",
}  # fmt: skip
BLAME = re.compile(
    r"\b(fel|borde|skulle ha|misstag|skuld|slarv|fault|should have|mistake|blame|failed)\b", re.IGNORECASE
)


def a_run() -> Run:
    """Return a run in which much is worth a question."""
    run = Run()
    run.do(e.EstherRated(4), c.MarkExpectation("fragar", Observation.MISSED), c.MarkExpectation("satter-sig"))
    run.do(c.FireInject("grannen"), c.Choose("ring", override=True), c.Send(), c.Receive())
    run.do(e.ConfidenceRated(5, seat="ssk"), e.EstherRated(1), c.Proceed(), c.Proceed(override=True), c.Advance())
    return run


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_templates_in_both_languages(kind: Kind) -> None:
    """Each kind, and each variant that it can have, has a name and three sentences in Swedish and English."""
    words = finding_words().kinds[kind]
    assert set(words.name) == {"sv", "en"}
    assert set(words.templates) == VARIANTS.get(kind, {"default"})
    for template in words.templates.values():
        for texts in (template.saw, template.think, template.wonder):
            assert set(texts) == {"sv", "en"}
            assert all(gaps(text) <= KNOWN_GAPS for text in texts.values())


def test_the_form_is_kept_and_nobody_is_blamed() -> None:
    """I saw ..., I think ..., I wonder: ...?; one question, and no word of fault."""
    begins = {"sv": ("Jag såg", "Jag tänker", "Jag undrar: "), "en": ("I saw", "I think", "I wonder: ")}
    for kind in finding_words().kinds.values():
        for template in kind.templates.values():
            for language, (saw, think, wonder) in begins.items():
                assert template.saw[language].startswith(saw)
                assert template.think[language].startswith(think)
                assert template.wonder[language].startswith(wonder)
                assert template.wonder[language].endswith("?")
                assert template.wonder[language].count("?") == 1
                for texts in (template.saw, template.think, template.wonder):
                    assert not BLAME.search(texts[language]), texts[language]


def test_a_lost_fact_is_said_with_clock_event_roles_and_words() -> None:
    """The clock is the room's own, the texts are the scenario's, in Swedish and in English."""
    run = a_run()
    lost = next(each for each in findings(run.retelling) if each.subject == "listan")
    swedish = said(lost, run.scenario, "sv", STOCKHOLM)
    assert swedish.saw == (
        "Jag såg att en uppgift inte gick fram kl. 12:40, i ”Samtalet” (Undersköterska → Sjuksköterska): "
        "”Läkemedelslistan är ny”."
    )
    english = said(lost, run.scenario, "en-GB", UTC)
    assert english.saw.startswith("I saw that a fact was not passed on at 11:40, in “Samtalet”")
    assert english.name == "A fact did not arrive"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_gap_stays_open(language: str) -> None:
    """Every finding of a whole run is said without a brace left, and names nothing by a bare id."""
    run = a_run()
    found = findings(run.retelling)
    assert len({each.kind for each in found}) > 8
    for finding in found:
        words = said(finding, run.scenario, language, STOCKHOLM)
        for text in (words.saw, words.think, words.wonder):
            assert "{" not in text
            assert "””" not in text
            assert "“”" not in text
        assert not re.search(r"satter-sig|grannen|vagen\b|samtalet\b", words.saw)


def test_peoples_text_stays_text() -> None:
    """Braces, markup and terminal codes in a scenario's texts are shown as text, or taken out."""
    facts = {
        "listan": {"text": "{clock} [bold]röd[/] \x1b[31mlista", "known_by": ["usk"]},
        "vikten": {"text": "V"},
        "onskan": {"text": "O"},
    }
    scenario = full_scenario(facts=facts)
    finding = Finding(
        kind=Kind.FACT_LOST, id="x", entries=(1,), at=datetime(2026, 3, 7, tzinfo=UTC), room=0.0,
        event="samtalet", roles=("usk", "ssk"), subject="listan", variant="missing",
    )  # fmt: skip
    assert "”{clock} [bold]röd[/] lista”" in said(finding, scenario, "sv", UTC).saw


@pytest.mark.parametrize("variant", ["late", "never"])
def test_a_broken_deadline_is_said_with_who_laid_it_down(variant: str) -> None:
    """The law is named after the deadline; nothing is where the scenario names nobody."""
    finding = Finding(
        kind=Kind.DEADLINE_BROKEN, id="x", entries=(1,), at=datetime(2026, 3, 7, tzinfo=UTC), room=0.0,
        event="ronden", subject="snart", variant=variant,
    )  # fmt: skip
    by_law = {"from": "frukost", "to": "ronden", "within": "3 days", "text": "Kallelsen går", "source": "lag 2017:612"}
    saw = said(finding, full_scenario(deadlines={"snart": by_law}), "sv", UTC).saw
    assert "”Kallelsen går” (lag 2017:612)" in saw
    assert "(" not in said(finding, full_scenario(), "sv", UTC).saw


def test_a_finding_survives_an_edited_scenario() -> None:
    """Ids that the scenario no longer has are shown as they are, and nothing is raised."""
    for kind in Kind:
        finding = Finding(
            kind=kind, id="x", entries=(1,), at=datetime(2026, 3, 7, tzinfo=UTC), room=0.0, event="borta",
            roles=("ingen", "annan"), subject="okänd", items=("sak",), values=(3,),
            gate=(GateItem(GateKind.HEARD, "ingen"),),
        )  # fmt: skip
        assert said(finding, full_scenario(), "sv", UTC).saw


def test_names_are_joined_as_people_do() -> None:
    """Commas and a last "and", in the language; nobody is named twice."""
    assert joined([], "sv") == ""
    assert joined(["a", "b", "a"], "sv") == "a och b"
    assert joined(["a", "b", "c"], "en") == "a, b and c"
