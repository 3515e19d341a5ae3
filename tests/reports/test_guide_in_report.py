"""The report follows the guide that led the reflection, and says what it does not know of it."""

from __future__ import annotations

import json
from datetime import UTC

import pytest

from esthersim.debriefing.guides import load_guide
from esthersim.language import set_language
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.reports import render
from esthersim.reports.contents import Phase
from esthersim.reports.material import Material, material_of
from esthersim.reports.sections import contents
from support.report_runs import Playing


def reflected(*commands: Command) -> Material:
    """Return a run, whose scenario's own guide is `esther`, in which the reflection went like this."""
    it = Playing()
    it.seat_all()
    it.do(e.EstherRated(3, seat="esther"), c.Choose("ring"), c.Advance(override=True))
    it.do(*commands)
    return material_of(it.session, zone=UTC)


def led(*phases: str, named: bool) -> list[Command]:
    """Return phases as they are entered, with an answer in each; `named`: the answer names the phase."""
    found: list[Command] = []
    for phase in phases:
        answer = e.Answered(phase, "of-nobody", "Hur då?", f"Svar i {phase}", ("esther",), phase if named else "")
        found += [e.PhaseEntered(phase), answer]
    return found


def answered(phases: tuple[Phase, ...]) -> dict[str, list[str]]:
    """Return the answers by the title of their phase."""
    return {each.title: [answer.text for answer in each.answers] for each in phases if each.answers}


def test_answers_stand_under_the_phases_of_the_guide_that_was_chosen() -> None:
    """Every answer has its phase's title, and what was not entered is a phase of that guide."""
    material = reflected(e.GuideChosen("diamond"), *led("beskriva", "forsta", named=True))
    titles = [phase.title for phase in load_guide("diamond", "sv").phases]
    assert answered(contents(material)["reflection"]) == {
        titles[0]: ["Svar i beskriva"],
        titles[1]: ["Svar i forsta"],
    }
    text = render("md", material).decode()
    assert f"Not entered: {titles[2]}." in text
    assert "Other answers" not in text
    assert "Esther först" not in text


def test_an_answer_stands_in_the_phase_that_it_names() -> None:
    """Not where the guide has the question, nor where the room was when the answer was changed."""
    question = "guide:esther-forst:hur-var-det"
    entries = (e.PhaseEntered("vagen"), e.Answered("a", question, "Hur?", "Så.", ("esther",), "vagen"))
    later = (e.PhaseEntered("malen"), e.Answered("a", question, "Hur?", "Så här.", ("esther",), "vagen"))
    reflection = contents(reflected(*entries, *later))["reflection"]
    assert {each.phase: len(each.answers) for each in reflection if each.answers} == {"vagen": 1}


def test_an_older_journal_gives_the_same_report() -> None:
    """Without the entry the scenario's own guide led, and an answer without a phase goes where its question is."""
    question = "guide:esther-forst:hur-var-det"
    entries = (e.PhaseEntered("esther-forst"), e.PhaseEntered("vagen"), e.Answered("a", question, "Hur?", "Så."))
    reflection = contents(reflected(*entries))["reflection"]
    assert {each.phase: len(each.answers) for each in reflection if each.answers} == {"esther-forst": 1}


def test_an_older_journal_finds_its_guide() -> None:
    """Where exactly one guide has the phases, its titles and what was not entered are reported."""
    material = reflected(*led("esther-forst", "plus", "en-av-varje", named=False))
    titles = {phase.id: phase.title for phase in load_guide("plus-delta", "sv").phases}
    assert list(answered(contents(material)["reflection"])) == [
        titles[key] for key in ("esther-forst", "plus", "en-av-varje")
    ]
    assert f"Not entered: {titles['delta']}." in render("md", material).decode()


DOUBTS = {
    "gone": ([e.GuideChosen("no-such-guide")], "The guide 'no-such-guide' led the reflection.", ["no-such-guide"]),
    "several": ([], "one of these: diamond, diamond-10.", ["diamond", "diamond-10"]),
}


@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_guide_that_is_unknown_is_not_replaced(doubt: str) -> None:
    """It is said in every form that has words; phases stand by their ids, and nothing is called not entered."""
    chosen, message, ids = DOUBTS[doubt]
    material = reflected(*chosen, *led("beskriva", "forsta", "anvanda", named=False))
    for form in ("md", "html"):
        text = render(form, material).decode().replace("&#39;", "'")
        assert message in text
        assert "Not entered" not in text
        assert "Other answers" not in text
        assert "Esther först" not in text
        assert text.index("beskriva") < text.index("Svar i beskriva") < text.index("Svar i anvanda")
    found = json.loads(render("json", material))
    assert found["guides_in_doubt"] == ids
    assert [each["phase"] for each in found["reflection"]] == ["beskriva", "forsta", "anvanda"]
    set_language("sv")
    assert "visas med sina id:n" in render("md", material).decode()


def test_phases_that_no_guide_has_are_reported_by_their_ids() -> None:
    """A journal of an older version, whose guide has been renamed since."""
    text = render("md", reflected(*led("since-renamed", named=False))).decode()
    assert "The journal does not say which guide led the reflection" in text
    assert "### since-renamed" in text
    assert "Not entered" not in text


def test_a_guide_that_is_there_needs_no_word() -> None:
    """Programs read nothing of it either."""
    assert "guides_in_doubt" not in json.loads(render("json", reflected(*led("esther-forst", named=True))))
