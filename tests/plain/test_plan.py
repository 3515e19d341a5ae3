"""The action plan line by line: one whole action before the run can close, and nothing typed is lost."""

from __future__ import annotations

from datetime import date

from esthersim.debriefing.findings import findings
from esthersim.debriefing.saying import said
from esthersim.plain.plan import action_plan, write_action
from esthersim.play.entries import ActionWritten
from esthersim.play.vocabulary import Step
from support.plain import at_table, until_the_script_ends
from support.scenarios import VIKTLARM, viktlarm_text

TODAY = date(2026, 3, 7)
WHOLE = ("Fråga Esther först", "2", "Ingen frågade", "1", "5 weeks", "Hon säger det själv", "I morgon", "Tid", "")
SUGGESTING = viktlarm_text(
    text=VIKTLARM.replace("plays:\n", "action_plan: {suggestions: {vag: Flytta vågen}}\nplays:\n")
)


def test_a_whole_action_is_asked_for_part_by_part() -> None:
    """Every part of the entry is what was answered; owners are roles, follow-ups come from the scenario."""
    with at_table(*WHOLE, step=Step.ACTION_PLAN) as table:
        write_action(table.run, TODAY)
        (action,) = table.session.state.plan.actions.values()
    assert (action.what, action.objective, action.finding) == ("Fråga Esther först", "esther", "Ingen frågade")
    assert (action.owner, action.due) == ("Undersköterska", date(2026, 4, 11))
    assert (action.measure, action.first_test, action.support) == ("Hon säger det själv", "I morgon", "Tid")
    assert action.follow_ups == (date(2026, 4, 11), date(2026, 6, 7))


def test_a_suggestion_is_taken_by_its_number() -> None:
    """Its text becomes what is done."""
    with at_table("1", *WHOLE[1:], step=Step.ACTION_PLAN, text=SUGGESTING) as table:
        write_action(table.run, TODAY)
        assert [each.what for each in table.session.state.plan.actions.values()] == ["Flytta vågen"]


def test_an_action_is_changed_part_by_part_with_the_rest_kept() -> None:
    """Enter keeps a part as it is."""
    with at_table(*WHOLE, "2", "", "", "", "Sjuksköterska", "", "", "", "", "", step=Step.ACTION_PLAN) as table:
        with until_the_script_ends():
            write_action(table.run, TODAY)
            action_plan(table.run, TODAY)
        (action,) = table.session.state.plan.actions.values()
    assert action.owner == "Sjuksköterska"
    assert action.measure == "Hon säger det själv"
    assert action.objective == "esther"


def test_what_is_refused_is_asked_again_and_the_rest_is_kept() -> None:
    """A personal number in one part loses none of the others."""
    wrong = ("Fråga 19121212-1212", *WHOLE[1:])
    with at_table(*wrong, "Fråga Esther först", *[""] * 8, step=Step.ACTION_PLAN) as table:
        write_action(table.run, TODAY)
        (action,) = table.session.state.plan.actions.values()
    assert action.what == "Fråga Esther först"
    assert action.measure == "Hon säger det själv"


def test_the_run_does_not_close_without_a_whole_action() -> None:
    """What is missing is named, and there is no way round it."""
    with at_table("1", "Något", *[""] * 8, "4", step=Step.ACTION_PLAN) as table, until_the_script_ends():
        action_plan(table.run, TODAY)
    assert table.session.state.step is Step.ACTION_PLAN
    assert "Still missing: a role or function that owns it, a due date, how we will know" in table.said
    assert "the plan needs one action with owner, date, measure and follow-up" in table.said
    assert "Go on anyway?" not in table.said


def test_the_run_closes_with_a_whole_action() -> None:
    """Enter goes on once a whole action is there."""
    with at_table("", *WHOLE, "", step=Step.ACTION_PLAN) as table:
        action_plan(table.run, TODAY)
        assert table.session.state.step is Step.CLOSED


def test_what_was_seen_is_said_in_a_sentence_and_kept_by_its_id() -> None:
    """An action that rests on a finding says what was seen, also as what Enter keeps; nobody hears the id."""
    with at_table("2", *[""] * 9, step=Step.ACTION_PLAN) as table, until_the_script_ends():
        seen = findings(table.session.retelling)[0]
        assert table.run.do(ActionWritten("action-1", "Fråga Esther", finding=seen.id)) is None
        action_plan(table.run, TODAY)
    sentence = said(seen, table.session.shown, "sv").saw
    assert table.said.count(sentence) == 3
    assert seen.id not in table.said
    assert table.session.state.plan.actions["action-1"].finding == seen.id


def test_a_day_that_cannot_be_read_is_asked_for_again() -> None:
    """The piece that is none is named, and what was answered before is not lost."""
    lines = (*WHOLE[:4], "sometime", *WHOLE[4:8], "2026-04-11, later", "2026-04-11")
    with at_table(*lines, step=Step.ACTION_PLAN) as table:
        write_action(table.run, TODAY)
        (action,) = table.session.state.plan.actions.values()
    assert "'sometime' is not a date" in table.said
    assert "'later' is not a date" in table.said
    assert (action.due, action.follow_ups) == (date(2026, 4, 11), (date(2026, 4, 11),))


def test_an_action_can_be_taken_out() -> None:
    """It is not in the plan any more."""
    with at_table("", *WHOLE, "3", "1", step=Step.ACTION_PLAN) as table, until_the_script_ends():
        action_plan(table.run, TODAY)
    assert not table.session.state.plan.actions
