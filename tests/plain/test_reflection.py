"""The reflection line by line: the guide leads, answers hold voices, nobody is forgotten."""

from __future__ import annotations

from esthersim.clock import ManualClock
from esthersim.journal.scenario_text import scenario_text
from esthersim.plain.facilitating import Facilitating
from esthersim.plain.reflection import reflection
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import Step
from esthersim.shipped import shipped
from support.debriefing_texts import new_words
from support.plain import Table, at_table, until_the_script_ends
from support.scenarios import viktlarm_text

SHORT = "2"
"""The ten-minute guide in the list of guides."""


def reflected(*lines: str) -> Table:
    """Play a journey in which the weight was lost, and reflect on it with these lines."""
    with at_table(*lines, step=Step.STORY) as table:
        for seat in ("esther", "underskoterska", "sjukskoterska"):
            assert table.session.do(e.Seated(seat)) is None
        for command in (c.Advance(override=True), c.Choose("ring"), c.Proceed(override=True), c.Advance()):
            assert table.session.do(command) is None
        with until_the_script_ends():
            reflection(table.run)
    return table


def test_the_guides_are_offered_with_the_scenarios_own_as_suggestion() -> None:
    """Enter takes it."""
    said = reflected("").said
    assert "1. Esther, 30 min" in said
    assert "Which guide leads the reflection? (a number from 1 to 15, Enter means 1)" in said
    assert "Phase 1 of" in said


def test_the_patient_is_first_in_the_speaking_order() -> None:
    """The first phase asks Esther, and says so."""
    said = reflected(SHORT).said
    assert "Speaking order: 1 Esther;" in said
    assert "First to answer: Esther." in said


def test_an_answer_is_written_with_whose_words_it_holds() -> None:
    """Two voices to one question are two answers, both kept."""
    table = reflected(SHORT, "Jag var ensam", "1", "Vi hann inte", "2 3", "")
    answers = list(table.session.state.plan.answers.values())
    assert [(each.text, each.heard) for each in answers] == [
        ("Jag var ensam", ("esther",)),
        ("Vi hann inte", ("underskoterska", "sjukskoterska")),
    ]
    assert answers[0].question == answers[1].question


def test_an_answer_is_changed_and_taken_away_at_any_prompt() -> None:
    """Whose words it holds stays as it was; an answer that is taken away is gone."""
    with at_table(SHORT, "Jag var ensam", "1", "/change answer", "Jag var rädd", "", step=Step.REFLECTION) as table:
        table.run.dialogue.commands = Facilitating(table.run).everywhere
        assert table.session.do(e.Seated("esther")) is None
        with until_the_script_ends():
            reflection(table.run)
        (answer,) = table.session.state.plan.answers.values()
        assert (answer.text, answer.heard) == ("Jag var rädd", ("esther",))
        with until_the_script_ends():
            again = Table(table.session, ManualClock(), ("", "/ta bort svar"))
            again.run.dialogue.commands = Facilitating(again.run).everywhere
            reflection(again.run)
        assert not table.session.state.plan.answers


def test_a_finding_comes_before_the_question_that_it_leads_to() -> None:
    """What was lost is told with its clock time, in the form I saw, I think, I wonder."""
    table = reflected(SHORT, "until Ask them")
    said = table.said
    assert "Vikten har ökat" in said
    assert said.index("Jag såg") < said.index("Vad hade behövts?")


def test_the_silent_are_named_before_the_run_goes_on() -> None:
    """Those who were heard are ticked by number; the gate would name the others."""
    table = reflected(SHORT, "Något", "1", "until Ask them", "1 2")
    said = table.said
    assert "Not heard yet, according to the journal: 1. Undersköterska 2. Sjuksköterska" in said
    assert table.session.state.plan.heard >= {"esther", "underskoterska", "sjukskoterska"}
    assert table.session.state.step is Step.ACTION_PLAN


def test_without_an_answer_the_gate_asks_for_one() -> None:
    """Something must be written down, or somebody passes the gate knowingly."""
    table = reflected(SHORT, "until Ask them", "1 2 3", "no", "Vi frågar Esther")
    assert "no answer has been written down" in table.said
    assert [each.text for each in table.session.state.plan.answers.values()] == ["Vi frågar Esther"]
    assert table.session.state.step is Step.ACTION_PLAN


def test_a_reflection_that_was_left_goes_on_in_its_phase() -> None:
    """The phases before are not asked again."""
    table = reflected(SHORT, "")
    phase = table.session.state.plan.phase
    with at_table(SHORT, step=Step.REFLECTION) as other, until_the_script_ends():
        assert phase is not None
        assert other.session.do(e.PhaseEntered(phase)) is None
        reflection(other.run)
    assert "Phase 2 of" in other.said
    assert "Phase 1 of" not in other.said


def test_another_guide_is_an_entry_and_leads_after_a_pause() -> None:
    """The one that was chosen is the suggestion the next time; to take it again writes nothing down."""
    table = reflected(SHORT, "")
    chosen = [each.entry for each in table.session.journal if isinstance(each.entry, e.GuideChosen)]
    assert chosen == [e.GuideChosen("esther-10")]
    with until_the_script_ends():
        again = Table(table.session, ManualClock(), ("", ""))
        reflection(again.run)
    assert "Enter means 2" in again.said
    assert [each.entry for each in table.session.journal if isinstance(each.entry, e.GuideChosen)] == chosen


def test_the_scenarios_own_guide_needs_no_entry() -> None:
    """Both front ends leave the same journal of the same reflection."""
    table = reflected("", "Jag var ensam", "1", "")
    assert not any(isinstance(each.entry, e.GuideChosen) for each in table.session.journal)


def test_an_answer_names_its_phase() -> None:
    """Also the one that no question of a guide asked for: it stands in the last phase."""
    table = reflected(SHORT, "Jag var ensam", "1", "")
    (answer,) = table.session.state.plan.answers.values()
    assert answer.phase == "esther-forst"
    table = reflected(SHORT, "until Ask them", "1 2 3", "no", "Vi frågar Esther")
    (answer,) = table.session.state.plan.answers.values()
    assert answer.phase == "tar-med"


def test_a_guide_that_is_gone_is_said_before_another_is_chosen() -> None:
    """The usual one is suggested, and the choice is written down, whichever it is."""
    with at_table("", "", step=Step.REFLECTION) as table, until_the_script_ends():
        assert table.session.do(e.GuideChosen("gone")) is None
        reflection(table.run)
    assert "The guide 'gone' has led so far, but this run does not have it." in table.said
    assert table.session.state.plan.guide == "esther"


def test_the_run_s_own_texts_are_read_aloud() -> None:
    """Guide, findings and checklists are those that the run carries, not those of today."""
    papers = scenario_text(shipped("scenarios") / "tom-sang.yaml").debrief
    changed = {key: new_words(text) for key, text in papers.items()}
    text = viktlarm_text(debrief=changed)
    with at_table(SHORT, step=Step.REFLECTION, text=text) as table, until_the_script_ends():
        reflection(table.run)
    assert "1. Nytt Esther, 30 min" in table.said
    assert "Nytt Esther först" in table.said
