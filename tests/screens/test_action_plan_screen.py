"""The action plan on the screen, played by its keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from esthersim.journal.opening import memory_store
from esthersim.journal.store import Store
from esthersim.play.entries import ActionWritten
from esthersim.screens.action_plan import ActionPlanScreen
from esthersim.screens.closing import ClosingScreen
from esthersim.screens.widgets.field import Field
from support.after_the_journey import ACTION, do, in_utc, planning, words, write
from support.frames import Stage, room


@pytest.fixture
def store() -> Iterator[Store]:
    """Return a store with a run that has just come to its action plan."""
    store = memory_store()
    with in_utc():
        planning(store).close()
        yield store


def planned(store: Store) -> Store:
    """Return the store with a complete action in the run's plan, and one that lacks much."""
    from esthersim.clock import ManualClock
    from esthersim.journal.session import Session

    with Session.resume(store, "prov", ManualClock()) as session:
        do(session, ActionWritten("action-1", **ACTION), ActionWritten("action-2", "Ring [Esther]"))
    return store


def on(stage: Stage) -> ActionPlanScreen:
    """Return the screen of the plan."""
    assert isinstance(stage.app.screen, ActionPlanScreen)
    return stage.app.screen


def field(stage: Stage, part: str) -> Field:
    """Return a field of the form."""
    return on(stage).query_one(f"#field-{part}", Field)


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_frame(store: Store, tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """The list with a complete and an incomplete action and the closing checklist looks as stored; so does the form."""
    async with room(tmp_path, size, language, store=planned(store), start="prov") as stage:
        await stage.press("p", "up", "up")
        stage.compare("action-plan")
        await stage.press("a")
        await write(stage, "Ringa på morgonen")
        await stage.press("tab", "tab", "tab", "tab")
        await write(stage, "2 v")
        stage.compare("action-plan-form")


async def test_an_action_is_written_with_the_keyboard_alone(store: Store, tmp_path: Path) -> None:
    """Typed and chosen parts become one entry: objective, finding, owner, day in weeks, follow-ups as prefilled."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("a")
        await write(stage, "Call earlier")
        await stage.press("tab", "space", "enter", "tab", "f5", "enter")
        await stage.press("tab", "f5", "enter", "tab")
        await write(stage, "2 v")
        assert "That is Saturday 21 March 2026." in words(stage)
        await stage.press("tab")
        await write(stage, "Nine of ten")
        assert "Nothing is missing." in words(stage)
        await stage.press("f10")
        (action,) = stage.session.state.plan.actions.values()
        assert (action.what, action.due, action.measure) == ("Call earlier", date(2026, 3, 21), "Nine of ten")
        assert action.objective == stage.session.state.setting.objectives[0]
        assert ":" in action.finding
        assert action.owner
        assert action.follow_ups == (date(2026, 4, 11), date(2026, 6, 7))
        assert "✓ complete" in words(stage)


async def test_what_is_missing_is_told_in_words(store: Store, tmp_path: Path) -> None:
    """An action with only its what is saved; the list names what it lacks, and the run cannot close, even with o."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("p", "a")
        await write(stage, "Call")
        await stage.press("f10")
        assert "how we will know" in words(stage)
        await stage.press("n", "o")
        assert stage.session.state.step == "action-plan"
        assert "one action with owner" in words(stage)


async def test_a_day_that_is_none_is_refused_and_stays(store: Store, tmp_path: Path) -> None:
    """A due date that cannot be read is told, and nothing of the form is lost."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("a")
        await write(stage, "Call")
        await stage.press("tab", "tab", "tab", "tab")
        await write(stage, "soonish")
        await stage.press("f10")
        assert "'soonish' is not a date" in words(stage)
        assert field(stage, "due").text == "soonish"
        assert not stage.session.state.plan.actions


async def test_a_draft_survives_and_is_found_in_the_list(store: Store, tmp_path: Path) -> None:
    """Out of the form, in another language and size, the draft waits in the list; enter goes on with it, x drops it."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("a")
        await write(stage, "Call [b]")
        await stage.press("f2", "f3", "escape")
        await stage.pilot.resize_terminal(120, 40)
        await stage.settle()
        assert "✎ Call [b]" in words(stage)
        await stage.press("enter")
        assert field(stage, "what").text == "Call [b]"
        await stage.press("escape", "x", "enter")
        assert "Call [b]" not in words(stage)
        assert not stage.session.state.plan.actions


async def test_suggestions_of_the_scenario_and_of_findings_begin_an_action(store: Store, tmp_path: Path) -> None:
    """The list has both; what is taken stands in the form, a finding with its objective."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("f", "1")
        suggested = stage.session.shown.action_plan.suggestions
        assert field(stage, "what").text == next(iter(suggested.values()))
        await stage.press("escape", "x", "enter", "f", "6")
        assert field(stage, "finding").text.startswith("I saw")


async def test_actions_are_changed_and_taken_out(store: Store, tmp_path: Path) -> None:
    """Enter changes an action under its own id; x takes it out after a question."""
    async with room(tmp_path, store=planned(store), start="prov") as stage:
        on(stage).query_one("RowList").focus()
        await stage.press("home", "enter")
        await write(stage, "!")
        await stage.press("f10")
        assert stage.session.state.plan.actions["action-1"].what.endswith("!")
        await stage.press("x", "escape")
        assert len(stage.session.state.plan.actions) == 2
        await stage.press("x", "enter")
        assert list(stage.session.state.plan.actions) == ["action-2"]


async def test_the_run_closes_when_the_checklist_is_ticked(store: Store, tmp_path: Path) -> None:
    """Ticks go on and off; with all of them and one complete action, n closes the run and thanks the team."""
    async with room(tmp_path, store=planned(store), start="prov") as stage:
        await stage.press("p", "end", "enter", "enter")
        assert not stage.session.state.setting.ticked
        for _item in stage.session.state.setting.closing:
            await stage.press("enter", "up")
        assert stage.session.state.setting.ticked == set(stage.session.state.setting.closing)
        await stage.press("n")
        assert isinstance(stage.app.screen, ClosingScreen)
        assert stage.session.state.step == "closed"


async def test_a_run_cannot_close_on_an_action_that_cannot_be_saved(store: Store, tmp_path: Path) -> None:
    """A draft without a what stops the run from closing until it is mended or thrown away."""
    async with room(tmp_path, store=planned(store), start="prov") as stage:
        await stage.press("p", "a", "tab", "tab", "tab")
        await write(stage, "Manager")
        await stage.press("escape", "n")
        assert "There is no text." in words(stage)
        assert stage.session.state.step == "action-plan"
